"""Running headers, footers and page numbers of PDF files are told from what only stands alike on some pages."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from drafter import sources
from drafter.importing.lists import lists_in
from drafter.problems import Place
from drafter.sources import SourceText
from drafter.sources import pdf as pdf_sources
from tests.command import run

DATA = Path(__file__).parent / "data" / "sources"
QUESTIONS = (DATA / "questions.pdf").read_bytes()
"""Made by LibreOffice from a Word file: four pages that begin alike, each with a list and a paragraph after it."""
BODY = "The council shall report of year {} how many cameras it has bought, and from whom it bought all of them."
TOP, LEADING = 700, 13


def pdf(*pages: list[tuple[float, float, str]]) -> bytes:
    """A PDF file of lines: height, size, words."""
    writer = pypdf.PdfWriter()
    font = {"/Type": NameObject("/Font"), "/Subtype": NameObject("/Type1"), "/BaseFont": NameObject("/Helvetica")}
    fonts = DictionaryObject({NameObject("/F1"): DictionaryObject({NameObject(key): one for key, one in font.items()})})
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        shown = (f"BT /F1 {size} Tf 60 {height} Td ({words}) Tj ET" for height, size, words in lines)
        content = DecodedStreamObject()
        content.set_data("\n".join(shown).encode("ascii"))
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        page[NameObject("/Contents")] = writer._add_object(content)  # noqa: SLF001 - the only way that pypdf has
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def text(page: int, first: str = "", top: float = TOP) -> list[tuple[float, float, str]]:
    """The text of a page, with a first line of its own."""
    lines = [*([first] if first else []), *(BODY.format(page * 100 + line) for line in range(20))]
    return [(top - LEADING * at, 10, line) for at, line in enumerate(lines)]


def read(*pages: list[tuple[float, float, str]]) -> SourceText:
    return sources.read_whole(pdf(*pages), "a.pdf", Place("a.pdf"))


def of_kind(found: SourceText, kind: str) -> list[str]:
    return [found.text[one.start : one.end] for one in found.paragraphs if one.kind == kind]


def test_a_sentence_that_begins_two_pages_stays_where_it_stands() -> None:
    for pages in (2, 3):
        alike = "We ask the company to say why."
        found = read(*(text(page, alike if page + 3 > pages else "") for page in range(pages)))
        assert of_kind(found, "header") == []
        assert found.text.count(alike) == 2


def test_a_heading_that_begins_some_pages_of_many_stays_where_it_stands() -> None:
    pages = [text(page, top=TOP if page % 2 else TOP + 30) for page in range(7)]
    for page in (2, 4, 6):
        pages[page][0] = (TOP + 30, 10, "Questions")
        pages[page][1] = (TOP + 10, 10, pages[page][1][2])
    for page in (1, 3, 5):
        pages[page][0] = (TOP + 30, 10, pages[page][0][2])
    found = read(*pages)
    assert of_kind(found, "header") == []
    assert found.text.count("Questions") == 3


def test_pages_that_all_begin_alike_lose_nothing() -> None:
    found = sources.read_whole(QUESTIONS, "questions.pdf", Place("a"))
    assert of_kind(found, "heading") == ["Questions"] * 4
    assert of_kind(found, "header") == []
    assert found.text.count("The Council looked at the contracts of the year, and put its questions") == 4


def test_rows_and_notes_that_differ_in_their_numbers_are_no_running_lines() -> None:
    rows = read(*([*text(page, f"Member {page * 7}")] for page in range(4)))
    assert of_kind(rows, "header") == []
    ends = read(*([*text(page), (60, 10, str(45 + page * page))] for page in range(4)))
    assert all(str(45 + page * page) in ends.text for page in range(4))


@pytest.mark.parametrize("pages", [2, 3, 8])
def test_page_numbers_and_small_lines_that_repeat_are_running(pages: int) -> None:
    found = read(
        *(
            [(800, 8, "Annual report of the council"), *text(page), (40, 10, f"Page {page + 1} of {pages}")]
            for page in range(pages)
        )
    )
    assert of_kind(found, "header") == ["Annual report of the council"]
    assert "Page 2" not in found.text


def test_left_and_right_pages_may_differ_and_the_first_may_bear_none() -> None:
    heads = ("The annual report of the council", "What the council does with its cameras")
    book = read(*([*([(800, 10, heads[page % 2])] if page else []), *text(page)] for page in range(9)))
    assert sorted(of_kind(book, "header")) == sorted(heads)
    letter = read(
        text(0),
        *(
            [(800, 10, "Ms Ann Other"), (787, 10, "16 August 2021"), (774, 10, f"Page {page} of 3"), *text(page)]
            for page in (2, 3)
        ),
    )
    assert of_kind(letter, "header") == ["Ms Ann Other", "16 August 2021"]


def test_what_was_left_out_is_shown_on_each_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = pdf(*([(800, 8, "Annual report of the council"), *text(page)] for page in range(3)))
    (tmp_path / "report.pdf").write_bytes(made)
    parties = "title: A\nsender: {office: B, signatory: c}\nparties: {c: {name: C}}\n"
    case = f"{parties}sources: {{r: {{title: d, file: report.pdf}}}}\n"
    (tmp_path / "case.yaml").write_text(case, encoding="utf-8")
    for page in ((), ("--page", 3)):
        shown = run("source", "show", "r", *page).out
        assert "(header, which repeats and is kept here alone)\nAnnual report of the council\n" in shown


def test_a_list_of_a_pdf_ends_where_the_paragraph_after_it_begins() -> None:
    found = sources.read_whole(QUESTIONS, "questions.pdf", Place("a"))
    made = lists_in(found, QUESTIONS, "questions.pdf")
    assert [[item[:17] for item in one.items] for one in made] == [
        [f"Cameras of page {page}", f"Servers of page {page}", "Software of page "] for page in range(1, 5)
    ]
    assert not [item for one in made for item in one.items if "Authority" in item]
    assert all(one.items[1].endswith("so that it can be seen how it hangs there.") for one in made)
    assert all(one.items[2] == f"Software of page {page}" for page, one in enumerate(made, 1))


def test_a_large_file_that_two_programs_read_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("report.pdf", "letter.pdf", "questions.pdf"):
        content = (DATA / name).read_bytes()
        found = []
        for large in (0, len(content)):
            monkeypatch.setattr(pdf_sources, "_LARGE", large)
            found.append(sources.read_whole(content, name, Place(name)))
        assert found[0] == found[1]
