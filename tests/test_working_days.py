"""Working days are counted as the country's calendar has them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.working_days import UnknownCalendar, deadline, why_not, working_days_between

DAYS = st.dates(date(2009, 1, 1), date(2098, 12, 31))
CALENDARS = st.sampled_from(
    [("GB", "ENG"), ("GB", "NIR"), ("GB", "SCT"), ("GB", "WLS"), ("US", ""), ("FR", ""), ("ES", "CT"), ("CN", "")]
)

PUBLISHED = {
    ("GB", "ENG", 2022): "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",  # the Jubilee, the funeral
    ("GB", "WLS", 2022): "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    ("GB", "SCT", 2022): "01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27",
    ("GB", "NIR", 2022): "01-03 03-17 04-15 04-18 05-02 06-02 06-03 07-12 08-29 09-19 12-26 12-27",
    ("GB", "ENG", 2020): "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",  # early May, moved to VE Day
    ("GB", "ENG", 2023): "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",  # the coronation
    ("GB", "WLS", 2026): "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    ("GB", "SCT", 2025): "01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26",
    ("GB", "NIR", 2025): "01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26",
    ("US", "", 2021): "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
    ("FR", "", 2025): "01-01 04-21 05-01 05-08 05-29 06-09 07-14 08-15 11-11 12-25",
    ("FR", "57", 2025): "01-01 04-18 04-21 05-01 05-08 05-29 06-09 07-14 08-15 11-11 12-25 12-26",  # Moselle
    ("ES", "CT", 2025): "01-01 01-06 04-18 04-21 05-01 06-24 08-15 09-11 12-08 12-25 12-26",
    ("ES", "MD", 2025): "01-01 01-06 04-17 04-18 05-01 05-02 07-25 08-15 12-08 12-25",
}
"""The weekdays of a year on which nobody works, as the governments published them."""


@pytest.mark.parametrize(("country", "region", "year"), PUBLISHED)
def test_the_days_that_governments_published_are_no_working_days(country: str, region: str, year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]
    free = [day for day in days if day.year == year and day.weekday() < 5 and why_not(day, country, region)]
    assert " ".join(f"{day:%m-%d}" for day in free) == PUBLISHED[country, region, year]


@pytest.mark.parametrize(
    ("start", "days", "country", "region", "end"),
    [
        ("2025-04-14", 5, "GB", "ENG", "2025-04-23"),  # Good Friday, Easter Monday
        ("2025-04-14", 5, "GB", "SCT", "2025-04-22"),  # Scotland has no Easter Monday
        ("2022-06-01", 1, "GB", "ENG", "2022-06-06"),
        ("2022-09-16", 1, "GB", "ENG", "2022-09-20"),
        ("2023-05-05", 1, "GB", "ENG", "2023-05-09"),
        ("2025-07-11", 1, "GB", "NIR", "2025-07-15"),
        ("2025-12-24", 3, "GB", "WLS", "2025-12-31"),
        ("2025-04-19", 1, "GB", "SCT", "2025-04-21"),  # counted from a Saturday
        ("2025-07-03", 1, "US", "", "2025-07-07"),
        ("2025-11-26", 1, "US", "", "2025-11-28"),
        ("2025-07-11", 1, "FR", "", "2025-07-15"),
        ("2025-09-10", 1, "ES", "CT", "2025-09-12"),
        ("2025-06-05", 1, "AE", "", "2025-06-09"),  # Arafat Day, the feast, a Saturday and a Sunday
        ("2026-12-17", 1, "SA", "", "2026-12-20"),  # the weekend is Friday and Saturday
    ],
)
def test_a_deadline_skips_the_countrys_own_weekend_and_holidays(
    start: str, days: int, country: str, region: str, end: str
) -> None:
    assert deadline(date.fromisoformat(start), days, country, region).isoformat() == end


@pytest.mark.parametrize(
    ("day", "country", "region", "reason"),
    [
        ("2025-04-17", "GB", "ENG", ""),
        ("2025-04-18", "GB", "ENG", "Good Friday"),
        ("2025-04-19", "GB", "ENG", "Saturday"),
        ("2022-09-19", "GB", "SCT", "State Funeral of Queen Elizabeth II"),
        ("2025-12-25", "FR", "", "Christmas Day"),
        ("2025-12-25", "BE", "", "Christmas Day"),
    ],
)
def test_a_day_that_is_no_working_day_is_named_in_english(day: str, country: str, region: str, reason: str) -> None:
    assert why_not(date.fromisoformat(day), country, region) == reason


@pytest.mark.parametrize("language", ["fr_FR", "nl", "th"])
def test_the_environments_language_changes_no_name(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, language)
    assert why_not(date(2025, 12, 25), "BE") == "Christmas Day"
    assert why_not(date(2025, 7, 14), "FR") == "National Day"


@given(DAYS, st.integers(1, 60), CALENDARS)
def test_a_deadline_is_a_working_day_and_leaves_the_days_that_were_given(
    start: date, days: int, calendar: tuple[str, str]
) -> None:
    end = deadline(start, days, *calendar)
    between = [start + timedelta(days=number) for number in range(1, (end - start).days + 1)]
    assert why_not(end, *calendar) == ""
    assert sum(not why_not(day, *calendar) for day in between) == days
    assert working_days_between(start, end, *calendar) == days


@given(DAYS, st.integers(1, 60), st.integers(0, 30), CALENDARS)
def test_a_later_start_or_a_longer_time_is_never_an_earlier_deadline(
    start: date, days: int, more: int, calendar: tuple[str, str]
) -> None:
    end = deadline(start, days, *calendar)
    assert deadline(start + timedelta(days=more), days, *calendar) >= end
    assert deadline(start, days + more, *calendar) >= end + timedelta(days=more)


def test_an_end_before_the_start_leaves_no_days() -> None:
    assert working_days_between(date(2025, 4, 24), date(2025, 4, 14), "GB", "ENG") == 0
    assert working_days_between(date(2025, 4, 24), date(2025, 4, 24), "GB", "ENG") == 0


@pytest.mark.parametrize(
    ("country", "region", "words"),
    [
        ("UK", "", "'UK' are not known, did you mean 'GB'"),
        ("gb", "", "did you mean 'GB'"),
        ("GB", "", "differ by region: name one of ENG, NIR, SCT, WLS"),
        ("GB", "ENGL", "did you mean 'ENG'"),
        ("GB", "XX", "it has: ENG, NIR, SCT, WLS"),
        ("VA", "X", "it has: none"),
    ],
)
def test_an_unknown_country_or_region_is_said_with_the_nearest(country: str, region: str, words: str) -> None:
    for ask in (
        lambda: deadline(date(2025, 1, 1), 1, country, region),
        lambda: why_not(date(2025, 1, 1), country, region),
    ):
        with pytest.raises(UnknownCalendar) as stop:
            ask()
        assert words in str(stop.value)


@pytest.mark.parametrize(
    ("start", "country", "region", "words"),
    [
        ("2100-12-31", "GB", "ENG", "known from 1872 to 2100, not in 2101"),
        ("2099-12-31", "JP", "", "known from 1949 to 2099, not in 2100"),
        ("1800-01-01", "GB", "SCT", "not in 1800"),
        ("2007-06-01", "ES", "", "known from 2008 to 2100, not in 2007"),
    ],
)
def test_years_beyond_the_calendar_are_not_guessed(start: str, country: str, region: str, words: str) -> None:
    with pytest.raises(UnknownCalendar) as stop:
        deadline(date.fromisoformat(start), 20, country, region)
    assert words in str(stop.value)
