"""Days that are typed: what is understood, and what is said of what is not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.interview.questions import Question, read
from drafter.interview.texts import ENGLISH, Texts

DAY = Question("date", "date", "Which day?")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("17 March 2025", "2025-03-17"),
        ("17/3/2025", "2025-03-17"),
        ("17.03.2025", "2025-03-17"),
        ("3/17/2025", "2025-03-17"),
        ("5/5/2025", "2025-05-05"),
        ("2025-3-7", "2025-03-07"),
    ],
)
def test_a_day_that_can_mean_one_day_only_is_understood(typed: str, day: str) -> None:
    assert read(DAY, typed) == day


@pytest.mark.parametrize("typed", ["31 February 2027", "31/2/2027", "2027-02-31", "30.2.2027", "31/13/2027"])
def test_a_day_that_the_calendar_lacks_is_said_to_be_none(typed: str) -> None:
    said = DAY.wrong(read(DAY, typed))
    assert said == f"the calendar has no {typed}: is another day or month meant?"


def test_figures_that_may_be_two_days_are_not_guessed() -> None:
    said = "1/12/2026 may be 1 December 2026 or 12 January 2026; write the month as a word"
    assert DAY.wrong(read(DAY, "1/12/2026")) == said
    assert "le 1er décembre 2026 ou le 12 janvier 2026" in DAY.wrong(read(DAY, "1/12/2026"), Texts("fr"))


def test_a_day_without_its_year_and_words_that_are_no_day_are_told_apart() -> None:
    assert DAY.wrong(read(DAY, "17 March")).startswith("the year is missing")
    assert DAY.wrong(read(DAY, "tomorrow")) == ENGLISH("wrong.date")
    assert "17 mars 2025" in DAY.wrong("tomorrow", Texts("fr"))


@given(st.text(alphabet="0123456789/.- March", max_size=14))
def test_whatever_is_typed_is_a_day_or_is_refused_with_words(typed: str) -> None:
    answer = read(DAY, typed)
    if answer is not None and not DAY.wrong(answer):
        assert date.fromisoformat(answer).isoformat() == answer
    elif answer is not None:
        assert answer == typed.strip()
