"""Tables as people save them: encodings, separators, headers, dates, numbers, lists."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.batch import typed
from drafter.batch.naming import Namer, safe
from drafter.batch.tables import CellPlace, open_table
from drafter.problems import Unreadable
from tests.batches import files, folder, row, table
from tests.command import run

PLACE = CellPlace("r.csv", 2, "", "date")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators_are_detected(tmp_path: Path, encoding: str, separator: str) -> None:
    text = f'to.name{separator}subject\r\n"Zoë{separator} Ödön"{separator}"two\r\nlines"\r\n\r\nBob{separator}x\r\n'
    (tmp_path / "r.csv").write_bytes(text.encode(encoding))
    read = open_table(tmp_path / "r.csv")
    assert read.headers == ("to.name", "subject")
    first, second = read.read()
    assert first.cells == (f"Zoë{separator} Ödön", "two\nlines")
    assert (second.number, second.line, second.cells) == (2, 5, ("Bob", "x"))
    assert [one.code for one in read.findings] == ["recipients-encoding"] * (encoding == "cp1252")


def test_the_line_that_excel_puts_first_is_understood(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("sep=;\nto.name;subject\nAnn;a,b\n", encoding="utf-8")
    (one,) = open_table(tmp_path / "r.csv").read()
    assert (one.line, one.cells) == (3, ("Ann", "a,b"))


@pytest.mark.parametrize("content", [b"", b"\n\n", b"PK\x03\x04zip", b"to.name\n\x81\x8d\n"])
def test_what_is_no_table_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "r.csv").write_bytes(content)
    with pytest.raises(Unreadable):
        open_table(tmp_path / "r.csv")


@given(st.binary(max_size=300))
def test_no_bytes_surprise_the_reader(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("t") / "r.csv"
    path.write_bytes(content)
    with suppress(Unreadable):
        assert all(one.number for one in open_table(path).read())


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats"
WORKBOOK = {
    "[Content_Types].xml": f"""<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="{KIND}-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{KIND}-officedocument.spreadsheetml.sheet.main+xml"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/workbook.xml": f"""<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">
<sheets><sheet name="People" sheetId="1" r:id="r1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="r2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>""",
    "xl/styles.xml": f"""<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/>
<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>""",
}


def workbook(path: Path, rows: list[list[str]]) -> Path:
    """A workbook of one sheet, each cell given as SpreadsheetML."""
    parts = {name: text.replace("\n", "") for name, text in WORKBOOK.items()}
    sheet = "".join(f"<row>{''.join(cells)}</row>" for cells in rows)
    parts["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>'
    with zipfile.ZipFile(path, "w") as package_file:
        for name, text in parts.items():
            package_file.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return path


def words(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_workbook_gives_days_and_whole_numbers_as_they_look(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "r.xlsx",
        [
            [words("Name"), words("Date"), words("Your ref")],
            [words("Ann"), '<c s="1"><v>45418</v></c>', "<c><v>12345</v></c>"],
        ],
    )
    (one,) = open_table(path).read()
    assert one.cells == ("Ann", "2024-05-06", "12345")
    assert one.line == 2


def test_a_broken_workbook_is_told(tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(io.BytesIO(b"nothing").getvalue())
    with pytest.raises(Unreadable, match="no workbook"):
        open_table(tmp_path / "r.xlsx")


@pytest.mark.parametrize(
    ("text", "country", "day", "guessed"),
    [
        ("2024-05-06", "GB", "2024-05-06", False),
        ("6/5/2024", "GB", "2024-05-06", True),
        ("6/5/2024", "US", "2024-06-05", True),
        ("16.5.2024", "", "2024-05-16", False),
        ("5/16/2024", "GB", "2024-05-16", True),
        ("6/6/24", "GB", "2024-06-06", False),
        ("6 May 2024", "GB", "2024-05-06", False),
        ("6th of May, 2024", "GB", "2024-05-06", False),
        ("Monday 6 May 2024", "GB", "2024-05-06", False),
        ("06-May-24", "GB", "2024-05-06", False),
        ("May 6, 2024", "US", "2024-05-06", False),
        ("45418", "GB", "2024-05-06", True),
        ("2024/5/6", "GB", "2024-05-06", False),
        ("31/2/2024", "GB", "2024-02-31", False),
        ("31 April 2024", "GB", "2024-04-31", False),
        ("2/30/2024", "US", "2024-02-30", False),
        ("31/31/2024", "GB", "31/31/2024", False),
        ("45 May 2024", "GB", "45 May 2024", False),
        ("Holiday 6 May 2024", "GB", "Holiday 6 May 2024", False),
        ("soon", "GB", "soon", False),
    ],
)
def test_days_are_read_by_the_country_and_guesses_are_told(text: str, country: str, day: str, *, guessed: bool) -> None:
    reader = typed.Reader(country)
    assert reader.day(text, PLACE) == day
    assert bool(reader.findings()) == guessed


def test_guesses_of_a_column_are_told_once() -> None:
    reader = typed.Reader("GB")
    for text in ("6/5/2024", "7/5/2024", "8/5/2024"):
        reader.day(text, PLACE)
    (finding,) = reader.findings()
    assert "(so were 2 more cells of this column)" in finding.message


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,234", "1234"), ("1 234", "1234"), ("1.234", "1234"), ("12.0", "12"), ("12", "12"), ("x", "x")],
)
def test_numbers_lose_the_marks_of_a_sheet(text: str, number: str) -> None:
    assert typed.number(text) == number


def test_headers_are_matched_forgivingly_and_strange_ones_are_told(tmp_path: Path) -> None:
    brief = folder(tmp_path / "case")
    path = tmp_path / "r.csv"
    path.write_text(
        "Full Name,ORGANIZATION,Address line 1,Address line 2,Your Ref,Words,paragraph/remark remark,Telephone\n"
        "Ann Able,Firm,1 Road,AB1 2CD,R1,so,It rained.,0123\n",
        encoding="utf-8",
    )
    done = run("batch", brief, "-r", path, "-o", tmp_path / "out", "--format", "txt")
    assert done.code == 0, done.err
    letter = files(tmp_path / "out")["2024-05-06-Firm.txt"].decode()
    assert "Ann Able\nFirm\n1 Road\nAB1 2CD" in letter
    assert "We were told so. It rained." in letter
    assert "column 'Full Name' is taken for to.name" in done.err
    assert "column 'Telephone': nothing in the brief is called so" in done.err


def test_two_columns_of_one_meaning_stop_the_batch(tmp_path: Path) -> None:
    brief = folder(tmp_path / "case")
    (tmp_path / "r.csv").write_text("to.name,Name\nAnn,Bob\n", encoding="utf-8")
    done = run("batch", brief, "-r", tmp_path / "r.csv", "-o", tmp_path / "out")
    assert done.code == 1
    assert "[column-twice]" in done.err


def test_a_row_wider_than_the_headers_stops_the_batch(tmp_path: Path) -> None:
    brief = folder(tmp_path / "case")
    done = run("batch", brief, "-r", table(tmp_path / "r.csv", (*row(1), "more")), "-o", tmp_path / "out")
    assert done.code == 1
    assert "[row-too-wide]" in done.err


RESERVED = {"con", "prn", "aux", "nul", "com1", "lpt1"}


@given(st.text(max_size=300))
def test_any_name_is_made_safe_for_every_system(text: str) -> None:
    name = safe(text)
    assert name
    assert len(name.encode()) <= 160
    assert not set(name) & set('<>:"/\\|?*\x00\n')
    assert name == name.strip(" .")
    assert name.partition(".")[0].casefold() not in RESERVED


@given(st.text(st.characters(max_codepoint=127)))
def test_a_name_in_plain_letters_is_made_safe_as_any_other(text: str) -> None:
    assert safe(f"é{text[:100]}") == "é" + safe(f"e{text[:100]}")[1:]


@given(st.lists(st.text(max_size=8), max_size=20))
def test_names_of_letters_are_unique_whatever_the_case(values: list[str]) -> None:
    namer = Namer("{x}")
    names = [namer.name({"x": value})[0].casefold() for value in values]
    assert len(set(names)) == len(names)


def test_a_column_settles_the_order_of_its_days(tmp_path: Path) -> None:
    brief = folder(tmp_path / "case")
    people = "to.name,words,remark,date\nAnn Able,so,so,5/13/2024\nBob Best,no,no,6/5/2024\n"
    (tmp_path / "r.csv").write_text(people, encoding="utf-8")
    done = run("batch", brief, "-r", tmp_path / "r.csv", "-o", tmp_path / "out", "--format", "txt")
    assert done.code == 0, done.err
    assert "[date-ambiguous]" not in done.err
    assert sorted(files(tmp_path / "out"))[:2] == ["2024-05-13-Ann-Able.txt", "2024-06-05-Bob-Best.txt"]


WIDE = "to.name,to.organisation,words,share,remark\n"


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (
            'Ann,Elm,so,5,"worn\nBob,Oak,so,5,fine\nCy,Ash,so,5,"old, and grey"\n',
            2,
            "before 'worn' closes within a cell",
        ),
        ('Ann,Elm,so,5,"worn\nBob,Oak,so,5,fine\n', 2, "before 'worn' is never closed"),
        ('Ann,"Elm\nLane",so,5,x\nBob,Oak,so,"5,fine\n', 4, "before '5,fine' is never closed"),
        (
            'Ann,Elm,so,5,a 5" pipe\nBob,Oak,so,5,"5" pipe, and more"\n',
            3,
            "closes within a cell, before 'pipe, and more",
        ),
        ('Ann,Elm,so,5,"worn\nBob,Oak,so,5,fine\nCy,Ash,so,5,a 5"\n', 2, "holds another row, 'Bob,Oak,so,5,fine'"),
    ],
)
def test_a_quotation_mark_that_swallows_other_rows_stops_the_batch(
    tmp_path: Path, text: str, line: int, told: str
) -> None:
    (tmp_path / "r.csv").write_text(WIDE + text, encoding="utf-8")
    with pytest.raises(Unreadable) as stopped:
        list(open_table(tmp_path / "r.csv").read())
    (finding,) = stopped.value.findings
    assert told in finding.message
    assert finding.place.line == line
    assert finding.place.text


def test_lines_and_marks_within_a_closed_cell_are_its_own(tmp_path: Path) -> None:
    text = 'Ann,"Flat 2, Elm House, 1 Road, York, UK\n2 Road, York, UK" ,"1,2,3,4,5\n1,2,3,4,5","say ""so"" ",5" pipe\n'
    (tmp_path / "r.csv").write_text(WIDE + text, encoding="utf-8")
    (one,) = open_table(tmp_path / "r.csv").read()
    assert one.cells[1:] == (
        "Flat 2, Elm House, 1 Road, York, UK\n2 Road, York, UK",
        "1,2,3,4,5\n1,2,3,4,5",
        'say "so"',
        '5" pipe',
    )


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=4), min_size=1, max_size=4))
def test_what_a_program_wrote_as_csv_is_read_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("t") / "r.csv"
    cells = [[re.sub(r"[\r\n\x00]+", "\n", cell.encode("utf-8", "ignore").decode()) for cell in row] for row in rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["a", "b", "c", "d"], *cells])
    read = [one.cells for one in open_table(path).read()]
    assert read == [tuple(map(str.strip, row)) for row in cells if any(map(str.strip, row))]


@pytest.mark.parametrize(
    ("text", "column", "line", "lost"),
    [
        ("to.name,to.address,,words,remark\nAnn,1 Mill Lane,,so,so\nBob,2 Road,AB1 2CD,so,so\n", "C", 3, "AB1 2CD"),
        (",to.name,words,remark\n0,Ann,so,so\n1,Bob,so,so\n", "A", 2, "0' and 1 more"),
        ("to.name,words,remark, \nAnn,so,so,left\n", "D", 2, "left"),
    ],
)
def test_values_under_no_header_stop_the_batch(tmp_path: Path, text: str, column: str, line: int, lost: str) -> None:
    brief = folder(tmp_path / "case")
    (tmp_path / "r.csv").write_text(text, encoding="utf-8")
    done = run("batch", brief, "-r", tmp_path / "r.csv", "-o", tmp_path / "out")
    assert done.code == 1
    assert f"column {column} has no header, so that '{lost}" in done.err
    assert f"r.csv:{line}, column '{column}'" in done.err


def test_separators_at_the_end_of_each_row_lose_nothing(tmp_path: Path) -> None:
    brief = folder(tmp_path / "case")
    (tmp_path / "r.csv").write_text("to.name,words,remark,,\nAnn Able,so,so,,\n", encoding="utf-8")
    done = run("batch", brief, "-r", tmp_path / "r.csv", "-o", tmp_path / "out")
    assert done.code == 0, done.err


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "r.csv",
            "The March letter,,\nto.name,words,remark\nAnn,so,so\n",
            "called 'The March letter'; row 2 may be the",
        ),
        ("r.csv", "# by Ann\n\nto.name,words,remark\nAnn,so,so\n", "called '# by Ann'; row 3 may be the headers"),
        (
            "r.csv",
            "Subject,,\nto.name,words,remark\nAnn,so,so\n",
            "'Subject' stands there alone; row 2 may be the headers",
        ),
        ("r.csv", "Wer,Was\nAnn,so\n", "row 1 is no row of headers: nothing in the brief is called 'Wer', 'Was' ["),
        ("r.yaml", "- {wer: Ann, was: so}\n", "these are no keys: nothing in the brief is called 'wer', 'was' ["),
    ],
)
def test_a_row_that_names_nothing_is_no_row_of_headers(tmp_path: Path, name: str, text: str, told: str) -> None:
    brief = folder(tmp_path / "case")
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = run("batch", brief, "-r", tmp_path / name, "-o", tmp_path / "out")
    assert done.code == 1
    assert told in done.err
    assert done.err.count("error:") == 1
    assert "[column-unknown]" not in done.err


def test_a_weekday_that_is_not_the_day_s_stops_the_batch_by_cell(tmp_path: Path) -> None:
    brief = folder(tmp_path / "case")
    people = 'to.name,words,remark,date\nAnn Able,so,so,Friday 6 May 2024\nBob Best,no,no,"MONDAY, 6 May 2024"\n'
    people += "Cy Cole,oh,oh,sunday 7 May 2024\n"
    (tmp_path / "r.csv").write_text(people, encoding="utf-8")
    done = run("batch", brief, "-r", tmp_path / "r.csv", "-o", tmp_path / "out")
    assert done.code == 1
    assert "date: 'Friday 6 May 2024': that day was or is a Monday [weekday-wrong]" in done.err
    assert "r.csv:2, column 'date'" in done.err
    assert "date: 'sunday 7 May 2024': that day was or is a Tuesday [weekday-wrong]" in done.err
    assert done.err.count("[weekday-wrong]") == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("country", "days", "told"),
    [
        (
            "GB",
            ["1/13/2025", "13/1/2025", "4/5/2025", "1/14/2025"],
            [
                (
                    "date: '1/13/2025' was read as 2025-01-13, the month first, since there is no month 13 "
                    "(so were 1 more cells of this column)"
                ),
                (
                    "date: '4/5/2025' was read as 2025-05-04, the day first, as in GB, "
                    "although other cells of the column have the month first"
                ),
            ],
        ),
        (
            "US",
            ["13/1/2025", "4/5/2025"],
            [
                "date: '13/1/2025' was read as 2025-01-13, the day first, since there is no month 13",
                (
                    "date: '4/5/2025' was read as 2025-04-05, the month first, as in US, "
                    "although other cells of the column have the day first"
                ),
            ],
        ),
        (
            "",
            ["4/5/2025"],
            [
                (
                    "date: '4/5/2025' was read as 2025-05-04, the day first, "
                    "since no country is named in the case or its office"
                )
            ],
        ),
    ],
)
def test_what_is_guessed_of_days_says_what_was_done_and_why(country: str, days: list[str], told: list[str]) -> None:
    reader = typed.Reader(country)
    for day in days:
        reader.day(day, PLACE)
    assert [finding.message for finding in reader.findings()] == told


def test_a_day_that_there_is_not_is_told_as_such(tmp_path: Path) -> None:
    brief = folder(tmp_path / "case")
    (tmp_path / "r.csv").write_text("to.name,words,remark,date\nAnn Able,so,so,31/2/2024\n", encoding="utf-8")
    done = run("batch", brief, "-r", tmp_path / "r.csv", "-o", tmp_path / "out")
    assert done.code == 1
    assert "there is no such day as 2024-02-31" in done.err


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_read_without_its_mark(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "r.csv").write_bytes("to.name\tsubject\r\nZoë Ödön\tЖук\r\n".encode(encoding))
    read = open_table(tmp_path / "r.csv")
    assert read.headers == ("to.name", "subject")
    assert [one.cells for one in read.read()] == [("Zoë Ödön", "Жук")]
    assert [one.message for one in read.findings] == [
        "recipients: the table does not say how it is encoded; it was read as UTF-16"
    ]


@pytest.mark.parametrize(
    "content", ["to.name\n".encode("utf-16") + b"x", "to.name,to.role\n".encode("utf-16-le") + b"\x00\xd8"]
)
def test_utf_16_that_is_cut_off_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "r.csv").write_bytes(content)
    with pytest.raises(Unreadable, match="UTF-16, and part of it is no text"):
        open_table(tmp_path / "r.csv")


@pytest.mark.parametrize(
    ("name", "encoding", "said"),
    [
        ("Zoë’s café", "mac_roman", "Zo‘Õs"),
        ("Noël Able", "mac_roman", "No‘l"),
        ("the café", "mac_roman", "cafŽ"),
        ("Jörg Größe", "mac_roman", "Gr\u0161§e"),
        ("André Able", "cp850", "Andr‚"),
        ("Jörg Able", "cp850", "J”rg"),
        ("Čapek, Müller", "mac_latin2", "M\u0178ller"),
    ],
)
def test_words_that_hardly_exist_warn_of_another_encoding(tmp_path: Path, name: str, encoding: str, said: str) -> None:
    (tmp_path / "r.csv").write_bytes(f'to.name,words\nAnn,so\n"{name}",so\n'.encode(encoding))
    (finding,) = open_table(tmp_path / "r.csv").findings
    assert (finding.code, finding.severity, finding.place.line) == ("recipients-encoding", "warning", 3)
    assert finding.message.endswith(f"read as Windows-1252 it says '{said}'")


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Seán O’Brien",
            "Seán O‘Brien",
            "Zoë Hawai‘i",
            "L’Œuvre de Noël",
            "Škoda Žižek",
            "Renée d‘Aÿ",
            "ÁÑÕÐ",
            "Ÿves",
        ),
        *(
            "„so“ sagte er",
            "„so” écrit",
            "so…ähnlich",
            "Mill–Lane",
            "Acme™ Ltd",
            "5‰ fällig",
            "a†, b‡",
            "l·l",
            "«très»",
        ),
        *(
            "São João",
            "Évora MacÓda",
            "Æthelflæd",
            "£5 of €6",
            "§5 Müll",
            "“the café”, ‘the café’",
            "1º andar",
            "½ naïve",
        ),
    ],
)
def test_words_that_exist_are_read_as_windows_1252_without_a_warning(tmp_path: Path, name: str) -> None:
    (tmp_path / "r.csv").write_bytes(f"to.name\tÉ\n{name}\tso\n".encode("cp1252"))
    (finding,) = open_table(tmp_path / "r.csv").findings
    assert (finding.code, finding.severity) == ("recipients-encoding", "information")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "Err:502"])
def test_an_error_that_a_sheet_saved_as_words_stops_the_batch(tmp_path: Path, encoding: str, error: str) -> None:
    brief = folder(tmp_path / "case")
    text = f"to.name,words,remark,Telephone\nZoë Able,so,Flat #3,{error}\nBob Best,no, {error} ,1\n"
    (tmp_path / "r.csv").write_bytes(text.encode(encoding))
    done = run("batch", brief, "-r", tmp_path / "r.csv", "-o", tmp_path / "out")
    assert done.code == 1
    assert f"column 'remark': the cell says {error}, as a sheet does of an error [cell-error]" in done.err
    assert "r.csv:3, column 'remark'" in done.err
    assert done.err.count("[cell-error]") == 1


def test_many_wrong_weekdays_of_a_column_are_counted() -> None:
    reader = typed.Reader("GB")
    for _ in range(50):
        reader.day("Friday 6 May 2024", PLACE)
    found = reader.findings()
    assert {finding.code for finding in found} == {"weekday-wrong"}
    assert len(found) == 21
    assert found[-1].message == "date: the same is true of 30 more cells"
