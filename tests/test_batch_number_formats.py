"""A number of a workbook stands in the letter as the sheet shows it, or plainly; never as another figure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.batch.number_formats import read, written
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
