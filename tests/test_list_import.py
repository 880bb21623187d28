"""`drafter list import` takes lists of sources into a case, with their places."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter import yaml_files
from drafter.case import ItemList, read_case
from drafter.importing.lists import lists_in
from drafter.problems import Place
from drafter.sources import read_whole
from tests.command import run

CASE = """\
title: Lifts   # what it is about
sender: {office: The Ombudsman}
sources:
  report:
    title: a report
    file: sources/report.txt

# Nothing more.
"""
REPORT = """\
Report

The projects are these:
1. Harbour, with the old
quay;
2. Old Mill; and
3. Ring road.

We also saw:
• a lift
• a ramp

and more. In Article 5 there is:

(a) alpha

Words between.

(b) beta
"""


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "report.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    return tmp_path / "case.yaml"


def taken(*arguments: object) -> tuple[int, str, str]:
    done = run("list", "import", *arguments, "--id", "projects", "--title", "projects")
    return done.code, done.out, done.err


def held(case: Path) -> ItemList:
    read, findings = read_case(yaml_files.read(case.read_bytes(), "case.yaml"))
    assert not findings
    return read.lists["projects"]


def listed(case: Path, identity: str) -> tuple[str, ...]:
    return read_case(yaml_files.read(case.read_bytes(), "case.yaml"))[0].lists[identity].items


def test_which_of_several_lists_is_asked(case: Path) -> None:
    code, out, err = taken("sources/report.txt")
    assert (code, case.read_text(encoding="utf-8")) == (1, CASE)
    assert out.splitlines() == [
        "1  para 2: 3 items, numbered from 1, from 'Harbour, with the old quay' to 'Ring road'",
        "2  para 3: 2 items, bulleted, from 'a lift' to 'a ramp'",
        "3  paras 5–7: 2 items, numbered from a, from 'alpha' to 'beta'",
    ]
    assert "the file has 3 lists; which one is meant? [list-which]" in err
    assert "there is no number 9 [list-which]" in taken("sources/report.txt", "--number", 9)[2]


def test_a_list_of_a_source_is_put_into_the_case(case: Path) -> None:
    assert taken("sources/report.txt", "--number", 1)[0] == 0
    found = held(case)
    assert found.items == ("Harbour, with the old quay", "Old Mill", "Ring road")
    assert (found.source, found.at) == ("report", "para 2")
    text = case.read_text(encoding="utf-8")
    assert text.startswith("title: Lifts   # what it is about\n")
    assert "# Nothing more.\n" in text


def test_words_between_items_are_told(case: Path) -> None:
    code, _, err = taken("sources/report.txt", "--number", 3)
    assert code == 0
    assert "words between the items are not taken over: 'Words between.' (para 6) [list-between]" in err
    assert held(case).items == ("alpha", "beta")


def test_an_id_that_is_there_is_refused(case: Path) -> None:
    taken("sources/report.txt", "--number", 1)
    before = case.read_bytes()
    code, _, err = taken("sources/report.txt", "--number", 2)
    assert (code, case.read_bytes()) == (1, before)
    assert "stands in the file already" in err


def test_a_file_that_is_no_source_is_named(case: Path) -> None:
    Path("other.txt").write_text("1. One\n2. Two\n", encoding="utf-8")
    code, _, err = taken("other.txt")
    assert (code, held(case).at, held(case).source) == (0, "other.txt, para 1", None)
    assert "[list-source]" in err


def test_a_column_of_a_table_is_a_list(case: Path) -> None:
    Path("t.csv").write_text('Project,Value\nA bridge,3\n,\n"B, a tunnel",4\n', encoding="utf-8")
    code, out, _ = taken("t.csv")
    assert code == 1
    assert "1  column 'Project', rows 2–4: 2 items" in out
    assert taken("t.csv", "--number", 1)[0] == 0
    assert held(case).items == ("A bridge", "B, a tunnel")


def test_a_table_without_headers_begins_with_its_first_row(case: Path) -> None:
    Path("t.csv").write_text("A bridge\nA tunnel\n", encoding="utf-8")
    assert taken("t.csv", "--no-header")[0] == 0
    assert held(case).items == ("A bridge", "A tunnel")


def test_a_workbook_is_read(case: Path) -> None:
    Path("t.xlsx").write_bytes(workbook(["Site", "Harbour", "Old Mill"]))
    assert taken("t.xlsx")[0] == 0
    assert (held(case).items, held(case).at) == (("Harbour", "Old Mill"), "t.xlsx, column 'Site', rows 2–3")


def test_what_is_no_table_is_refused(case: Path) -> None:
    Path("t.xlsx").write_bytes(b"no workbook")
    code, _, err = taken("t.xlsx")
    assert (code, case.read_text(encoding="utf-8")) == (2, CASE)
    assert "list: " in err
    assert "[list-unreadable]" in err


def test_a_text_without_lists_is_refused(case: Path) -> None:
    Path("plain.txt").write_text("Only words.\n\nAnd more.", encoding="utf-8")
    assert "[list-none]" in taken("plain.txt")[2]
    assert "page 3 has no list" in taken("plain.txt", "--page", 3)[2]
    assert case.read_text(encoding="utf-8") == CASE


def test_lists_that_word_numbers_are_found() -> None:
    document = docx.Document()
    document.add_paragraph("The sites:")
    for text in ("Harbour", "Old Mill"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("Words.")
    for text in ("a lift", "a ramp"):
        document.add_paragraph(text, style="List Bullet")
    stream = io.BytesIO()
    document.save(stream)
    content = stream.getvalue()
    found = lists_in(read_whole(content, "x.docx", Place("x.docx")), content, "x.docx")
    assert [(one.items, one.what, one.at) for one in found] == [
        (("Harbour", "Old Mill"), "numbered from 1", "paras 2–3"),
        (("a lift", "a ramp"), "bulleted", "paras 5–6"),
    ]


PLACES = ("Pishan, phase 1", "Hotan & Moyu (the “Hope” site)", "12 Acacia Avenue", "O’Neill’s Yard")


@pytest.mark.parametrize(
    ("marks", "told"),
    [
        (("(i) ", "(ii) ", "(iii) ", "(iv) "), "numbered from 1"),
        (("i. ", "ii. ", "iii. ", "iv. "), "numbered from 1"),
        (("I. ", "II. ", "III. ", "IV. "), "numbered from 1"),
        (("Project 1: ", "Project 2: ", "Project 3: ", "Project 4: "), "numbered from Project 1"),
        (("1 – ", "2 – ", "3 – ", "4 – "), "numbered from 1"),
        (("(h) ", "(i) ", "(j) ", "(k) "), "numbered from h"),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_lists_are_found_however_they_are_numbered(marks: tuple[str, ...], told: str, between: str) -> None:
    lines = between.join(f"{mark}{place}" for mark, place in zip(marks, PLACES, strict=True))
    text = f"The sites:\n\n{lines}\n\nThe end."
    found = lists_in(read_whole(text.encode(), "x.txt", Place("x.txt")), text.encode(), "x.txt")
    assert [(one.items, one.what) for one in found] == [(PLACES, told)]


def test_a_list_in_the_cells_of_a_table_of_a_word_document_is_found() -> None:
    document = docx.Document()
    table = document.add_table(0, 2)
    for number, place in enumerate(PLACES, 1):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = f"{number}.", place
    stream = io.BytesIO()
    document.save(stream)
    content = stream.getvalue()
    found = lists_in(read_whole(content, "x.docx", Place("x.docx")), content, "x.docx")
    assert [one.items for one in found] == [PLACES]


def test_a_title_above_the_headers_of_a_table_is_no_header(case: Path) -> None:
    Path("t.csv").write_text("Projects of 2020,\n,\nNo.,Name\n1,A bridge\n2,A tunnel\n", encoding="utf-8")
    assert "2  column 'Name', rows 4–5: 2 items" in taken("t.csv")[1]
    assert taken("t.csv", "--number", 2)[0] == 0
    assert held(case).items == ("A bridge", "A tunnel")


def test_only_the_lists_of_a_page_are_taken(case: Path) -> None:
    Path("paged.txt").write_text("1. One\n2. Two\n\f1. Three\n2. Four\n", encoding="utf-8")
    assert taken("paged.txt", "--page", 2)[0] == 0
    assert (held(case).items, held(case).at) == (("Three", "Four"), "paged.txt, p. 2, para 1")


ITEMS = st.lists(st.from_regex(r"[A-Z][a-z]{1,9}( [a-z]{1,9}){0,5}", fullmatch=True), min_size=2, max_size=30)


@given(ITEMS, st.sampled_from(("{}.", "({})", "{})", "•", "–")), st.sampled_from(("\n", "\n\n")), st.booleans())
def test_every_item_is_taken_as_it_was_written(items: list[str], mark: str, between: str, joined: bool) -> None:  # noqa: FBT001
    ends = [";"] * (len(items) - 2) + ["; and", "."] if joined else [""] * len(items)
    lines = [f"{mark.format(at)} {item}{end}" for at, (item, end) in enumerate(zip(items, ends, strict=True), 1)]
    content = ("Words before:\n\n" + between.join(lines) + "\n\nWords after.").encode()
    found = lists_in(read_whole(content, "x.txt", Place("x.txt")), content, "x.txt")
    assert [one.items for one in found] == [tuple(items)]


def workbook(cells: list[str]) -> bytes:
    """A workbook with one column, as small as one can be."""
    rows = "".join(
        f'<row r="{at}"><c r="A{at}" t="inlineStr"><is><t>{cell}</t></is></c></row>' for at, cell in enumerate(cells, 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" '
        f'Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relation}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" '
        f'Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_number_that_is_missing_in_a_list_is_told_and_the_items_after_it_are_taken(case: Path, between: str) -> None:
    text = between.join(("1. Weir Park", "2. Mill Gardens", "4. Riverside"))
    (case.parent / "gap.txt").write_text(f"Projects:\n\n{text}\n\nEnd.\n", encoding="utf-8")
    done = run("list", "import", "gap.txt", "--id", "projects", "--title", "projects")
    assert "3 is missing between items 2 and 4 [list-gap]" in done.err
    assert listed(case, "projects") == ("Weir Park", "Mill Gardens", "Riverside")


def test_lists_of_a_web_page_are_taken_with_what_numbers_them(case: Path) -> None:
    page = "<p>These:</p><ul><li>Alpha;</li><li>Beta; and</li><li>Gamma.</li></ul><ol><li>One</li><li>Two</li></ol>"
    (case.parent / "page.html").write_text(page, encoding="utf-8")
    run("list", "import", "page.html", "--id", "sites", "--title", "sites", "--number", "1")
    run("list", "import", "page.html", "--id", "steps", "--title", "steps", "--number", "2")
    assert listed(case, "sites") == ("Alpha", "Beta", "Gamma")
    assert listed(case, "steps") == ("One", "Two")


def test_what_is_said_of_a_table_is_of_a_table(case: Path) -> None:
    (case.parent / "items.csv").write_text("Only a header\n", encoding="utf-8")
    said = run("list", "import", "items.csv", "--id", "a", "--title", "a").err
    assert "this table has no list" in said
    assert "--no-header" in said
    assert "the table 'none.csv' is not there" in run("list", "import", "none.csv", "--id", "a", "--title", "a").err
