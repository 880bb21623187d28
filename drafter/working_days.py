"""Working days of a country, without its weekends and public holidays, as the `holidays` package knows them."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from drafter.problems import did_you_mean

FIRST_YEAR: Final = 1950
LAST_YEAR: Final = 2100
"""The years in which working days are counted; `holidays` knows those of every country only within some such range."""
_ALIASES: Final = {"UK": "GB", "EN": "GB", "EL": "GR"}
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class UnknownCalendar(ValueError):
    """A country, a region or a year whose public holidays are not known; the message says which are."""


def deadline(start: date, days: int, country: str, region: str = "") -> date:
    """The last of so many working days (1 or more) after a day, which is not counted; raises UnknownCalendar."""
    calendar = _calendar(country, region)
    _known(start)
    day: date = calendar.get_nth_working_day(start, days)
    _known(day)
    return day


def working_days_between(start: date, end: date, country: str, region: str = "") -> int:
    """How many working days lie after `start`, up to and with `end`; raises UnknownCalendar."""
    calendar = _calendar(country, region)
    _known(start)
    _known(end)
    count: int = calendar.get_working_days_count(start, end)
    return count - bool(calendar.is_working_day(start))


def why_not(day: date, country: str, region: str = "") -> str:
    """Why a day is no working day: the holiday's name, or the weekday; nothing where it is one."""
    calendar = _calendar(country, region)
    _known(day)
    if calendar.is_working_day(day):
        return ""
    return str(calendar.get(day) or _WEEKDAYS[day.weekday()])


def _known(day: date) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        message = f"public holidays are known from {FIRST_YEAR} to {LAST_YEAR}, not in {day.year}"
        raise UnknownCalendar(message)


def _calendar(country: str, region: str) -> Any:
    import holidays

    regions = holidays.list_supported_countries(include_aliases=False).get(country)
    if regions is None:
        known = tuple(holidays.list_supported_countries(include_aliases=False))
        meant = f", did you mean '{_ALIASES[country]}'?" if country in _ALIASES else did_you_mean(country, known)
        message = f"the public holidays of the country '{country}' are not known{meant}"
        raise UnknownCalendar(message)
    if region and region not in holidays.list_supported_countries(include_aliases=True)[country]:
        message = f"'{country}' has no region '{region}'{did_you_mean(region, tuple(regions))}"
        raise UnknownCalendar(f"{message}; it has: {', '.join(regions) or 'none'}")
    return holidays.country_holidays(country, subdiv=region or None)
