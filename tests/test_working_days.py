"""Working days are counted as the country's calendar has them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.working_days import UnknownCalendar, deadline, why_not, working_days_between

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("start", "days", "country", "region", "end"),
    [
        ("2025-04-14", 5, "GB", "ENG", "2025-04-23"),  # Good Friday, Easter Monday
        ("2025-04-14", 5, "GB", "SCT", "2025-04-22"),  # Scotland has no Easter Monday
        ("2022-06-01", 1, "GB", "ENG", "2022-06-06"),  # the Jubilee's two days
        ("2022-09-16", 1, "GB", "ENG", "2022-09-20"),  # the state funeral
        ("2023-05-05", 1, "GB", "ENG", "2023-05-09"),  # the coronation
        ("2025-07-11", 1, "GB", "NIR", "2025-07-15"),  # the Boyne
        ("2025-07-03", 1, "US", "", "2025-07-07"),
        ("2025-11-26", 1, "US", "", "2025-11-28"),
        ("2025-07-11", 1, "FR", "", "2025-07-15"),
        ("2025-09-10", 1, "ES", "CT", "2025-09-12"),  # Catalonia's day
        ("2025-12-24", 3, "GB", "WLS", "2025-12-31"),
    ],
)
def test_known_calendars(start: str, days: int, country: str, region: str, end: str) -> None:
    assert deadline(date.fromisoformat(start), days, country, region) == date.fromisoformat(end)


def test_a_day_that_is_none_is_named() -> None:
    assert why_not(date(2025, 4, 18), "GB", "ENG") == "Good Friday"
    assert why_not(date(2025, 4, 19), "GB", "ENG") == "Saturday"
    assert why_not(date(2025, 4, 17), "GB", "ENG") == ""


@given(DAYS, st.integers(1, 60), st.sampled_from(["ENG", "SCT", "WLS", "NIR", ""]))
def test_deadlines_are_working_days_and_as_many_as_were_given(start: date, days: int, region: str) -> None:
    end = deadline(start, days, "GB", region)
    assert why_not(end, "GB", region) == ""
    assert working_days_between(start, end, "GB", region) == days
    assert deadline(start + timedelta(days=1), days, "GB", region) >= end


@pytest.mark.parametrize(
    ("country", "region", "words"),
    [("UK", "", "'UK' are not known"), ("GB", "ENGL", "did you mean 'ENG'?"), ("GB", "XX", "it has: ENG, NIR")],
)
def test_what_is_not_known_is_said(country: str, region: str, words: str) -> None:
    with pytest.raises(UnknownCalendar, match=words):
        deadline(date(2025, 1, 1), 1, country, region)


def test_years_beyond_the_calendar_are_not_guessed() -> None:
    with pytest.raises(UnknownCalendar, match="not in 2101"):
        deadline(date(2100, 12, 31), 20, "GB")
