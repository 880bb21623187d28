"""Dates that cannot be are found; those that can are left alone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.checks.dates import check
from drafter.language import LANGUAGES
from drafter.written_dates import DateReader
from tests.checking import CASE, Desk

CODES = {"date-impossible", "weekday-wrong", "letter-date-differs", "source-after-letter"}
WRONG = {
    "weekday-wrong": [
        "We met on Monday 18 March 2025.",
        "We met on Monday, 18 March 2025.",
        "We met on Monday the 18th of March 2025.",
        "We met on Monday, March 18, 2025.",
        "We met on 18 March 2025 (Monday).",
        "We meet on Sunday 18 March.",
    ],
    "date-impossible": ["We met on 31 June 2025.", "We met on 29 February 2023.", "We met on 32 May."],
    "letter-date-differs": [
        "I write about your letter of 13 March 2025.",
        "I write about your latest letter of 31 May 2025.",
        "I write about your reply dated 13 May 2024.",
        "I write about Mr Jones’s letter of 13 March 2025.",
        "I write about your letter of 13 March.",
    ],
}
RIGHT = [
    "We met on Tuesday 18 March 2025.",
    "We met on 18 March 2025, and on Monday we left.",
    "We met on 29 February 2024 and on 29 February.",
    "I write about your letter of 13 May 2025.",
    "I write about your letter of 13 May.",
    "I write about your letter of 4 January 2019.",
    "I write about his letter of 13 March 2025.",
    "I write about your notice of 13 March 2025.",
    "I write about your email of 20 May 2025.",
    "I write about Ms Brown’s letter of 13 March 2025.",
    "He wrote: “We met on Monday 18 March 2025”.",
    "The offices close from Monday to Friday 5 times.",
    "We meet on Monday 2 June.",
    "The act of 1–31 May 2025.",
    "It may be 18 May 2025 (a Sunday).",
]


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in WRONG.items() for text in texts])
def test_a_date_that_cannot_be_is_found(tmp_path: Path, code: str, text: str) -> None:
    finding = Desk(tmp_path).one(code, text)
    assert finding.severity == ("warning" if code == "letter-date-differs" else "error")


@pytest.mark.parametrize("text", RIGHT)
def test_a_date_that_can_be_is_not_accused(tmp_path: Path, text: str) -> None:
    assert set(Desk(tmp_path).codes(text)) & CODES == set()


def test_the_right_date_is_said(tmp_path: Path) -> None:
    assert "Tuesday" in Desk(tmp_path).one("weekday-wrong", WRONG["weekday-wrong"][0]).message
    assert "13 May 2025" in Desk(tmp_path).one("letter-date-differs", WRONG["letter-date-differs"][0]).message


def test_another_letter_of_the_author_may_be_meant(tmp_path: Path) -> None:
    case = CASE.replace("claims:", "  other: {title: letter of spring, author: jones, date: 2025-04-13}\nclaims:")
    codes = Desk(tmp_path).codes(WRONG["letter-date-differs"][0], case=case)
    assert "letter-date-differs" not in codes


@pytest.mark.parametrize("text", ['{{ quote(claim("no-cameras")) }}.', 'As {{ source("reply") }} says.'])
def test_a_letter_cannot_rest_on_what_was_written_later(tmp_path: Path, text: str) -> None:
    assert Desk(tmp_path).one("source-after-letter", text, head="date: 2025-05-12\n").severity == "error"
    assert Desk(tmp_path).codes(text, head="date: 2025-05-13\n") == []


def test_a_source_that_the_letter_does_not_use_may_be_later(tmp_path: Path) -> None:
    assert Desk(tmp_path).codes("It is so.", head="date: 2025-05-12\n") == []


@given(day=st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)), named=st.integers(0, 6))
def test_a_weekday_fits_exactly_where_the_calendar_says_so(day: dt.date, named: int) -> None:
    reader = DateReader(LANGUAGES["en-GB"])
    (written,) = reader.dates(f"on {reader.weekdays[named]} {LANGUAGES['en-GB'].written_date(day.isoformat())}.")
    assert (written.year, written.month, written.day, written.weekday) == (day.year, day.month, day.day, named)


def test_the_check_is_named() -> None:
    assert all(code in str(check.__doc__) for code in CODES)
