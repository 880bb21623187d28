"""A number of a workbook stands in the letter as the sheet shows it, or plainly; never as another figure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.batch import day_formats
from drafter.batch.number_formats import read, written
from drafter.batch.sheets import typed
from drafter.batch.tables import open_table
from tests.outside import calc
from tests.workbooks import workbook

SHOWN = [
    ("0.125", "0.0%", "12.5%"),
    ("0.125", "0%", "13%"),
    ("0.28999999999999998", "0%", "29%"),
    ("1.0049999999999999", "0%", "101%"),
    ("0.125", "0.##%", "12.5%"),
    ("0.12345", "0.0##%", "12.345%"),
    ("12.5", '0.0"%"', "12.5%"),
    ("12", r"0\%", "12%"),
    ("12", r"0\ \%", "12 %"),
    ("0.5", "0 %", "50 %"),
    ("12.5", "#,##0%", "1,250%"),
    ("-0.25", "0%", "-25%"),
    ("-0.25", "0%;[Red]-0%", "-25%"),
    ("-0.25", "0.0%_);[Red](0.0%)", "(25.0%)"),
    ("0.25", "0.0%_);[Red](0.0%)", "25.0%"),
    ("0", '0%;-0%;"none: "0%', "none: 0%"),
    ("0.25", '"about "0%', "about 25%"),
    ("0.25", '"5% of "0%', "5% of 25%"),
    ("42", "000000", "000042"),
    ("42", '"0"00', "042"),
    ("10203", "00-00-00", "01-02-03"),
    ("1234567", r"00\-00\-00", "123-45-67"),
    ("7", '"No. "000', "No. 007"),
    ("-7", "000", "-007"),
]
PLAIN = [
    ("1234567.1", "#,##0.00"),
    ("1234567", '"£"#,##0'),
    ("1234567", "[$£-809]#,##0;[Red]-[$£-809]#,##0"),
    ("1234567", r"_-* #,##0_-;\-* #,##0_-;_-* \-??_-;_-@_-"),
    ("12345", "0.00E+00"),
    ("0.5", "# ?/?"),
    ("12345678", "#,##0,"),
    ("0.5", "0,%"),
    ("1.5", "000"),
    ("0.5", "[<0.1]0.00%;0%"),
    ("-0.5", "0%;"),
    ("0.5", "[DBNum1]0%"),
    ("0.5", "General"),
    ("42", r"\0\0\0"),
    ("1e300", "0%"),
    ("0.5", '0.0"%" "of" 0.0'),
    ("0.5", ""),
    ("0.5", "@"),
    ("0.5", "0%d"),
    ("0.5", '0"%'),
]


@pytest.mark.parametrize(("value", "code", "text"), SHOWN)
def test_a_share_and_leading_zeros_are_shown_as_in_the_sheet(value: str, code: str, text: str) -> None:
    assert written(value, read(code)) == text


@pytest.mark.parametrize(("value", "code"), PLAIN)
def test_a_number_in_any_other_format_stays_the_plain_number(value: str, code: str) -> None:
    assert not written(value, read(code))


@pytest.mark.parametrize("code", ['yyyy"%"', "dd/mm/yyyy"])
def test_a_day_is_no_number(tmp_path: Path, code: str) -> None:
    (row,) = open_table(workbook(tmp_path / "r.xlsx", [("45418", code)])).read()
    assert row.cells == ("2024-05-06",)


def test_an_excel_workbook_and_the_one_that_libreoffice_makes_of_it_say_the_same(tmp_path: Path) -> None:
    numbers = [(value, code) for value, code, _ in SHOWN]
    book = workbook(tmp_path / "r.xlsx", numbers)
    ours = [row.cells[0] for row in open_table(book).read()]
    assert ours == [text for _, _, text in SHOWN]
    assert [row.cells[0] for row in open_table(calc(book, "ods")).read()] == ours


@given(st.decimals(-1000, 1000, places=6), st.integers(0, 4), st.sampled_from(["%", '"%"', r"\%"]))
def test_a_share_never_differs_from_its_number_by_more_than_its_last_place(
    number: object, places: int, sign: str
) -> None:
    code = "0" + ("." + "0" * places if places else "") + sign
    times = 100 if sign == "%" else 1
    said = float(written(str(number), read(code)).removesuffix("%"))
    assert abs(said - float(str(number)) * times) <= 0.5000001 * 10**-places


@given(st.text('0#,.%"\\;-_*[]()Red dm?/E+@$£G ', max_size=12), st.floats(allow_nan=True, allow_infinity=True))
def test_any_format_is_read_without_fault(code: str, number: float) -> None:
    text = written(repr(number), read(code))
    assert not text or re.search(r"[%\d]", text)


MOMENTS = [
    ("45720", "d mmmm yyyy", "4 March 2025"),
    ("45720", "[$-809]dddd, d mmmm yyyy;@", "Tuesday, 4 March 2025"),
    ("45720", "[$-809]ddd dd mmm yy", "Tue 04 Mar 25"),
    ("45720", r"yyyy\-mm\-dd;@", "2025-03-04"),
    ("45720.4375", "dd/mm/yyyy hh:mm", "04/03/2025 10:30"),
    ("45720.9375", '"at "h:mm AM/PM', "at 10:30 PM"),
    ("0.0208333333333333", "h.mm AM/PM", "12.30 AM"),
    ("0.0208333333333333", "hh:mm:ss", "00:30:00"),
    ("1.25", "[h]:mm", "30:00"),
    ("1.25", '[h]" hours"', "30 hours"),
    ("0.0625", "[mm]:ss", "90:00"),
    ("45720", "mmm-yy", "Mar-25"),
    ("45720", "[$-407]dd.mm.yyyy", "04.03.2025"),
]
UNREAD = [
    ("45720", "[$-407]d. mmmm yyyy"),
    ("45720", "[$-F800]dddd, mmmm dd, yyyy"),
    ("45720", "[$-40E0411]d mmmm yyyy"),
    ("45720", "[$-x-sysdate]dddd, mmmm dd, yyyy"),
]


@pytest.mark.parametrize(("value", "code", "text"), [*MOMENTS, ("45720", "[$-en-GB]mmmm", "March")])
def test_a_day_or_a_time_stands_in_words_as_the_sheet_shows_it(
    tmp_path: Path, value: str, code: str, text: str
) -> None:
    read = open_table(workbook(tmp_path / "r.xlsx", [(value, code)]))
    assert read.settle({0: True}) == []
    assert [row.cells for row in read.read()] == [(text,)]


def test_libreoffice_shows_days_and_times_as_the_letter_says_them(tmp_path: Path) -> None:
    book = workbook(tmp_path / "r.xlsx", [(value, code) for value, code, _ in MOMENTS])
    read = open_table(calc(book, "ods"))
    assert read.settle({0: True}) == []
    assert [row.cells[0] for row in read.read()] == [text for _, _, text in MOMENTS]


@pytest.mark.parametrize(("value", "code"), UNREAD)
def test_a_day_in_the_way_of_another_machine_is_said_plainly_and_told(tmp_path: Path, value: str, code: str) -> None:
    read = open_table(workbook(tmp_path / "r.xlsx", [(value, code), (value, code)]))
    (finding,) = read.settle({0: True})
    assert (finding.code, finding.severity, finding.place.line) == ("cell-format", "warning", 2)
    assert "the letter says '2025-03-04' (so it is with 1 more cells" in finding.message
    assert [row.cells for row in read.read()] == [("2025-03-04",)] * 2
    assert read.settle({0: False}) == []


def test_a_day_in_a_column_of_days_is_read_whatever_its_format(tmp_path: Path) -> None:
    read = open_table(workbook(tmp_path / "r.xlsx", [("45720", "d/m/yyyy"), ("45720", "[$-F800]d")]))
    assert read.settle({0: False}) == []
    assert [row.cells for row in read.read()] == [("2025-03-04",)] * 2


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1234567890123450", "1234567890123450"),
        ("1E15", "1000000000000000"),
        ("1.0000000000000001E-5", "0.00001"),
        ("-2.5E-7", "-0.00000025"),
        ("0.1", "0.1"),
        ("-0", "0"),
    ],
)
@pytest.mark.parametrize("code", ["0", "General"])
def test_a_large_or_small_number_has_all_its_figures(tmp_path: Path, value: str, text: str, code: str) -> None:
    (row,) = open_table(workbook(tmp_path / "r.xlsx", [(value, code)])).read()
    assert row.cells == (text,)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e30, max_value=1e30))
def test_no_number_has_an_exponent(number: float) -> None:
    text = typed(number)
    assert re.fullmatch(r"-?\d+(?:\.\d+)?", text)
    assert abs(float(text) - number) <= abs(number) * 1e-14


@given(
    st.text("0dmyhs[]:/.AMP$-;@\"\\ '", max_size=14),
    st.datetimes() | st.times() | st.timedeltas(),
)
def test_any_format_of_days_is_read_without_fault(code: str, value: day_formats.Moment) -> None:
    text = day_formats.written(value, day_formats.read(code))
    assert isinstance(text, str)
