"""Working days of a country, without its weekends and public holidays, as the `holidays` package knows them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any, Final

from drafter.problems import did_you_mean

_ALIASES: Final = {"UK": "GB", "EN": "GB", "EL": "GR"}
_ONLY_BY_REGION: Final = ("GB",)
"""Countries without public holidays of their own: all of the United Kingdom shares but six of some eight to ten."""
_CODE: Final = "[A-Z0-9]{1,4}"
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FRIDAY: Final = 4


class UnknownCalendar(ValueError):
    """A country, a region or a year whose public holidays are not known; the message says which are."""


@lru_cache(maxsize=256)
def deadline(start: date, days: int, country: str, region: str = "") -> date:
    """The last of so many working days (1 or more) after a day, which is not counted; raises UnknownCalendar."""
    calendar = _calendar(country, region)
    _known(start, calendar)
    day: date = calendar.get_nth_working_day(start, days)
    _known(day, calendar)
    return day


def working_days_between(start: date, end: date, country: str, region: str = "") -> int:
    """How many working days lie after `start`, up to and with `end`, 0 where it is earlier; raises UnknownCalendar."""
    calendar = _calendar(country, region)
    _known(start, calendar)
    _known(end, calendar)
    if end <= start:
        return 0
    count: int = calendar.get_working_days_count(start, end)
    return count - bool(calendar.is_working_day(start))


def why_not(day: date, country: str, region: str = "") -> str:
    """Why a day is no working day: the holiday's name in English, or the weekday; nothing where it is one."""
    calendar = _calendar(country, region)
    _known(day, calendar)
    if calendar.is_working_day(day):
        return ""
    return str(calendar.get(day) or _WEEKDAYS[day.weekday()])


def why_nowhere(day: date, country: str) -> str:
    """Why a day is no working day in any region of a country; nothing where it is one in some."""
    found = [why_not(day, country, region) for region in regions(country)]
    return found[0] if all(found) else ""


def weekend(day: date) -> str:
    """The weekday, where it is a Saturday or a Sunday."""
    return _WEEKDAYS[day.weekday()] if day.weekday() > _FRIDAY else ""


def unreadable(country: str, region: str = "") -> str:
    """Why no public holidays are known of a country or a region; nothing where they are."""
    try:
        _calendar(country, region)
    except UnknownCalendar as error:
        return str(error)
    return ""


def regions(country: str) -> list[str]:
    """The codes of a country's regions, as far as a brief can name them."""
    import holidays

    codes = holidays.list_supported_countries(include_aliases=False).get(country, ())
    return [code for code in codes if re.fullmatch(_CODE, code)]


def region_names(country: str) -> dict[str, str]:
    """The codes of a country's regions, each with a name of its own language, or the code again where none is known."""
    import holidays

    codes = regions(country)
    aliases = getattr(holidays.country_holidays(country), "subdivisions_aliases", {}) if codes else {}
    found: dict[str, str] = {}
    for name, code in aliases.items():
        if not name.isupper():  # some are codes of another list
            found.setdefault(code, name)
    return {code: found.get(code, code) for code in codes}


def only_by_region(country: str) -> bool:
    """Whether a country's public holidays are known of its regions alone."""
    return country in _ONLY_BY_REGION


def _known(day: date, calendar: Any) -> None:
    first, last = calendar.start_year, calendar.end_year
    if not first <= day.year <= last:
        message = f"public holidays of '{calendar.country}' are known from {first} to {last}, not in {day.year}"
        raise UnknownCalendar(message)


def _calendar(country: str, region: str) -> Any:
    import holidays

    supported = holidays.list_supported_countries(include_aliases=False)
    codes = supported.get(country)
    if codes is None:
        meant = f", did you mean '{_ALIASES[country]}'?" if country in _ALIASES else did_you_mean(country, [*supported])
        message = f"the public holidays of the country '{country}' are not known{meant}"
        raise UnknownCalendar(message)
    if not region and only_by_region(country):
        message = f"the public holidays of '{country}' differ by region: name one of {', '.join(codes)}"
        raise UnknownCalendar(message)
    if region and region not in holidays.list_supported_countries(include_aliases=True)[country]:
        message = f"'{country}' has no region '{region}'{did_you_mean(region, tuple(codes))}"
        raise UnknownCalendar(f"{message}; it has: {', '.join(codes) or 'none'}")
    # A language is always named, as the package would else take it from the environment.
    english = (tag for tag in holidays.list_localized_countries().get(country, ()) if tag.startswith("en"))
    return holidays.country_holidays(country, subdiv=region or None, language=next(english, None))
