"""Recipients in workbooks that LibreOffice Calc saved: what the letters get is what the sheet shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drafter.batch.tables import open_table
from drafter.problems import Unreadable
from tests.batches import files, folder
from tests.command import run
from tests.outside import calc
from tests.test_batch_tables import workbook

NAMES = "urn:oasis:names:tc:opendocument:xmlns"
FORMATS = {
    "day": "<number:date-style {0}><number:day/><number:text>/</number:text><number:month/><number:text>/</number:text>"
    '<number:year number:style="long"/></number:date-style>',
    "share": '<number:percentage-style {0}><number:number number:decimal-places="1" number:min-integer-digits="1"/>'
    "<number:text>%</number:text></number:percentage-style>",
    "long": '<number:date-style {0} number:language="en" number:country="GB"><number:day/><number:text> </number:text>'
    '<number:month number:style="long" number:textual="true"/><number:text> </number:text>'
    '<number:year number:style="long"/></number:date-style>',
    "hours": '<number:time-style {0} number:truncate-on-overflow="false"><number:hours/><number:text>:</number:text>'
    '<number:minutes number:style="long"/></number:time-style>',
    "truth": "<number:boolean-style {0}><number:boolean/></number:boolean-style>",
    "code": '<number:number-style {0}><number:number number:decimal-places="0" number:min-integer-digits="6"/>'
    "</number:number-style>",
}
GREY = '<table:table-row table:number-rows-repeated="{}"><table:table-cell table:style-name="grey" '
GREY += 'table:number-columns-repeated="20"/></table:table-row>'


def words(text: str, *, rows: int = 1) -> str:
    return f'<table:table-cell table:number-rows-spanned="{rows}" table:number-columns-spanned="1" \
office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def cell(kind: str, value: str, style: str = "") -> str:
    named = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}.get(kind, "value")
    look = f'table:style-name="{style}"' if style else ""
    return f'<table:table-cell {look} office:value-type="{kind}" office:{named}="{value}"/>'


def line(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def flat(path: Path, **sheets: str) -> Path:
    """A flat OpenDocument workbook of these sheets."""
    spaces = " ".join(f'xmlns:{name}="{NAMES}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    formats = "".join(text.format(f'style:name="{name}-format"') for name, text in FORMATS.items())
    formats += "".join(
        f'<style:style style:name="{name}" style:family="table-cell" style:data-style-name="{name}-format"/>'
        for name in FORMATS
    )
    formats += '<style:style style:name="away" style:family="table"><style:table-properties table:display="false"/>'
    formats += "</style:style>"
    tables = "".join(
        f'<table:table table:name="{name}" table:style-name="{"away" if name.startswith("Old") else ""}">{rows}'
        "</table:table>"
        for name, rows in sheets.items()
    )
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} xmlns:number="{NAMES}:datastyle:1.0" '
        f'xmlns:fo="{NAMES}:xsl-fo-compatible:1.0" xmlns:of="{NAMES}:of:1.2" '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
        'office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
        f"<office:automatic-styles>{formats}"
        '<style:style style:name="grey" style:family="table-cell"><style:table-cell-properties '
        'fo:background-color="#dddddd"/></style:style></office:automatic-styles>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document>",
        encoding="utf-8",
    )
    return path


@pytest.fixture(params=["ods", "xlsx"])
def ending(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def of_all_kinds(path: Path) -> Path:
    people = [
        line(*map(words, ("Name", "Date", "Share", "Ref", "Code", "Amount"))),
        line(
            words("Ann Able"),
            cell("date", "2024-05-06", "day"),
            cell("percentage", "0.125", "share"),
            words("007"),
            cell("float", "42", "code"),
            cell("float", "1234567.1"),
        ),
        line(words("Zoë O’Brien &amp; Söhne"), cell("date", "2024-12-31", "day"), cell("percentage", "1", "share")),
    ]
    return flat(path, People="".join(people))


def look(saved: Path) -> None:
    read = open_table(saved)
    assert read.headers == ("Name", "Date", "Share", "Ref", "Code", "Amount")
    first, second = read.read()
    assert first.cells == ("Ann Able", "2024-05-06", "12.5%", "007", "000042", "1234567.1")
    assert second.cells == ("Zoë O’Brien & Söhne", "2024-12-31", "100.0%", "", "", "")
    assert read.findings == ()


def test_cells_are_read_as_the_sheet_shows_them(tmp_path: Path, ending: str) -> None:
    look(calc(of_all_kinds(tmp_path / "r.fods"), ending))


def test_sheets_that_libreoffice_saved_once_are_read_everywhere(ending: str) -> None:
    look(Path(__file__).parent / "data" / "sheets" / f"of-all-kinds.{ending}")


def test_the_first_sheet_that_holds_anything_is_read_and_the_others_are_told(tmp_path: Path, ending: str) -> None:
    one = line(words("Name")) + line(words("Ann Able"))
    sheet = flat(tmp_path / "r.fods", Empty=line("<table:table-cell/>"), People=one, Notes=line(words("a note")))
    read = open_table(calc(sheet, ending))
    assert [row.cells for row in read.read()] == [("Ann Able",)]
    assert [finding.message for finding in read.findings] == [
        "recipients: the workbook has 2 sheets; only 'People' is read"
    ]


def test_coloured_rows_without_words_count_as_none_and_lines_stay_those_of_the_sheet(
    tmp_path: Path, ending: str
) -> None:
    one = line(words("Name"), words("Ref"))
    one += line(words("Ann Able"), words("R1")) + GREY.format(3) + line(words("Bob Best"), words("R2"))
    read = open_table(calc(flat(tmp_path / "r.fods", People=one + GREY.format(1_000_000)), ending))
    assert [(row.number, row.line, row.cells[:2]) for row in read.read()] == [
        (1, 2, ("Ann Able", "R1")),
        (2, 6, ("Bob Best", "R2")),
    ]


def test_a_merged_cell_names_its_first_row_alone_and_the_others_are_told(tmp_path: Path, ending: str) -> None:
    brief = folder(tmp_path / "case")
    one = line(*map(words, ("to.name", "words", "remark")))
    one += line(words("Ann Able", rows=2), words("so"), words("It rained."))
    one += line("<table:covered-table-cell/>", words("no"), words("It snowed."))
    path = calc(flat(tmp_path / "r.fods", People=one), ending)
    done = run("batch", brief, "-r", path, "-o", tmp_path / "out")
    assert done.code == 1
    assert f"r.{ending}:3, column 'to.name'" in done.err
    assert "[cell-blank]" in done.err
    assert (
        "warning: column 'to.name': the cells A2 to A3 are merged: only the first of them holds 'Ann Able'" in done.err
    )


def test_a_share_and_a_reference_stand_in_the_letter_as_in_the_sheet(tmp_path: Path, ending: str) -> None:
    brief = folder(tmp_path / "case")
    one = line(*map(words, ("to.name", "your ref", "words", "remark")))
    one += line(words("Ann Able"), cell("float", "42", "code"), cell("percentage", "0.07", "share"), words("So."))
    path = calc(flat(tmp_path / "r.fods", People=one), ending)
    done = run("batch", brief, "-r", path, "-o", tmp_path / "out", "--format", "txt", "--name", "{row}")
    assert done.code == 0, done.err
    letter = files(tmp_path / "out")["0001.txt"].decode()
    assert "000042" in letter
    assert "We were told 7.0%. So." in letter


def test_what_another_sheet_shows_and_what_a_remark_says_stay_out(tmp_path: Path, ending: str) -> None:
    remark = "<office:annotation><text:p>not for the letter</text:p></office:annotation>"
    told = cell("percentage", "0.07", "share").replace("/>", f">{remark}<text:p>7.0%</text:p></table:table-cell>")
    people = line(words("Share")) + line(told) + line(cell("float", "3"))
    others = line(words("Other")) + line(cell("percentage", "0.5", "share")) * 2
    saved = calc(flat(tmp_path / "r.fods", Empty=line("<table:table-cell/>") * 5, People=people, Others=others), ending)
    assert [row.cells for row in open_table(saved).read()] == [("7.0%",), ("3",)]


def failed(text: str, formula: str = "of:=NA()") -> str:
    return f'<table:table-cell table:formula="{formula}" office:value-type="string" office:string-value="" \
calcext:value-type="error"><text:p>{text}</text:p></table:table-cell>'


def test_a_cell_that_shows_an_error_stops_the_batch_where_its_column_is_used(tmp_path: Path, ending: str) -> None:
    brief = folder(tmp_path / "case")
    one = line(*map(words, ("to.name", "words", "remark", "Telephone")))
    one += line(words("Ann Able"), words("so"), failed("#N/A"), failed("#N/A"))
    one += line(words("Bob Best"), failed("#DIV/0!", "of:=1/0"), words("#N/A is no figure"), words("1"))
    path = calc(flat(tmp_path / "r.fods", People=one), ending)
    done = run("batch", brief, "-r", path, "-o", tmp_path / "out")
    assert done.code == 1
    assert re.findall(r"error: column '(.+?)': the cell shows the error (\S+)", done.err) == [
        ("remark", "#N/A"),
        ("words", "#DIV/0!"),
    ]
    assert f"r.{ending}:3, column 'words'" in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("cell", ["<c><f>A1</f><v/></c>", "<c><f>A1</f></c>", '<c t="str"><f>A1</f></c>'])
def test_a_formula_without_a_value_stops_the_batch(tmp_path: Path, cell: str) -> None:
    brief = folder(tmp_path / "case")
    head = [f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("to.name", "words", "remark")]
    cells = ['<c t="inlineStr"><is><t>Ann Able</t></is></c>', '<c t="str"><f>""</f><v></v></c>', cell]
    path = workbook(tmp_path / "r.xlsx", [head, cells])
    done = run("batch", brief, "-r", path, "-o", tmp_path / "out")
    assert done.code == 1
    assert "column 'remark': the cell holds a formula without a value [cell-unsaved]" in done.err
    assert "column 'words': the cell holds" not in done.err


def test_many_errors_of_a_column_are_counted(tmp_path: Path) -> None:
    rows = [['<c t="inlineStr"><is><t>words</t></is></c>'], *([['<c t="e"><v>#REF!</v></c>']] * 50)]
    found = open_table(workbook(tmp_path / "r.xlsx", rows)).settle({0: True})
    assert len(found) == 21
    assert found[-1].message == "column 'words': the same is true of 30 more cells"


def test_a_day_a_time_and_a_truth_stand_in_words_as_in_the_sheet(tmp_path: Path, ending: str) -> None:
    brief = folder(tmp_path / "case")
    one = line(*map(words, ("to.name", "date", "words", "remark", "your ref")))
    one += line(
        words("Ann Able"),
        cell("date", "2024-05-06", "long"),
        cell("date", "2024-05-07", "long"),
        cell("time", "PT30H00M00S", "hours"),
        cell("boolean", "true", "truth"),
    )
    path = calc(flat(tmp_path / "r.fods", People=one), ending)
    done = run("batch", brief, "-r", path, "-o", tmp_path / "out", "--format", "txt", "--name", "{row}")
    assert done.code == 0, done.err
    letter = files(tmp_path / "out")["0001.txt"].decode()
    assert "We were told 7 May 2024. 30:00" in letter
    assert "\n6 May 2024" in letter
    assert "TRUE" in letter


def test_notes_on_the_first_sheet_are_no_recipients(tmp_path: Path, ending: str) -> None:
    brief = folder(tmp_path / "case")
    people = line(*map(words, ("to.name", "words", "remark"))) + line(*map(words, ("Ann Able", "so", "so")))
    path = calc(flat(tmp_path / "r.fods", Notes=line(words("Read this first")), People=people), ending)
    done = run("batch", brief, "-r", path, "-o", tmp_path / "out")
    assert done.code == 1
    assert "nothing in the brief is called 'Read this first'; the sheet 'People' has headers that are known" in done.err


def test_a_header_merged_over_two_columns_names_the_first_alone(tmp_path: Path, ending: str) -> None:
    brief = folder(tmp_path / "case")
    wide = words("to.address").replace('columns-spanned="1"', 'columns-spanned="2"') + "<table:covered-table-cell/>"
    people = line(words("to.name"), wide, words("words"), words("remark"))
    people += line(*map(words, ("Ann Able", "1 Road", "AB1 2CD", "so", "so")))
    path = calc(flat(tmp_path / "r.fods", People=people), ending)
    done = run("batch", brief, "-r", path, "-o", tmp_path / "out")
    assert done.code == 1
    assert "column C has no header, so that 'AB1 2CD' would be in no letter" in done.err


def test_merged_cells_are_told_where_a_letter_lacks_what_they_show(tmp_path: Path, ending: str) -> None:
    wide = words("x").replace('columns-spanned="1"', 'columns-spanned="2"') + "<table:covered-table-cell/>"
    people = line(*map(words, ("a", "b", "c"))) + line(wide, words("c1"))
    people += line(words("a2"), words("b2"), words("c2", rows=3)) + line(words("a3")) + line(words("a4"))
    people += line(words("a5"), words("b5"), words("c5", rows=2))
    read = open_table(calc(flat(tmp_path / "r.fods", People=people), ending))
    found = [finding for finding in read.settle({0: True, 1: True, 2: True}) if finding.code == "cells-merged"]
    assert [re.findall(r"cells (\w+) to (\w+) are", one.message) for one in found] == [[("A2", "B2")], [("C3", "C5")]]
    assert read.settle({0: True}) == []


def test_a_hidden_sheet_is_not_read(tmp_path: Path, ending: str) -> None:
    old, one = (line(words("Name")) + line(words(name)) for name in ("Old Man", "Ann Able"))
    read = open_table(calc(flat(tmp_path / "r.fods", Old2023=old, People=one), ending))
    assert [row.cells for row in read.read()] == [("Ann Able",)]
    assert [finding.message for finding in read.findings] == [
        "recipients: the workbook has 2 sheets, 1 of them hidden; only 'People' is read"
    ]


def test_a_workbook_whose_sheets_are_hidden_is_told(tmp_path: Path, ending: str) -> None:
    sheets = flat(tmp_path / "r.fods", Old2023=line(words("Name")), Empty=line("<table:table-cell/>"))
    with pytest.raises(Unreadable, match="'Old2023' is hidden, and no other holds anything"):
        open_table(calc(sheets, ending))


def test_hidden_rows_and_columns_are_read_and_told(tmp_path: Path, ending: str) -> None:
    brief = folder(tmp_path / "case")
    people = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    people += line(*map(words, ("to.name", "words", "remark"))) + line(*map(words, ("Ann Able", "so", "so")))
    people += line(*map(words, ("Bob Best", "no", "no"))).replace("row>", 'row table:visibility="filter">', 1)
    path = calc(flat(tmp_path / "r.fods", People=people), ending)
    done = run("batch", brief, "-r", path, "-o", tmp_path / "out", "--format", "txt")
    assert done.code == 0, done.err
    assert "rows that the sheet hides are read like the others; there are 1: 3 [recipients-hidden]" in done.err
    assert "column 'remark': the sheet hides it, and it is used [recipients-hidden]" in done.err
    assert len(files(tmp_path / "out")) == 3
