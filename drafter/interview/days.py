"""Days as they are typed: with the month's name, in figures alone where these can mean one day only; else why not."""

from __future__ import annotations

import re
from typing import Final

from drafter.interview.texts import ENGLISH, Texts

_FIGURES: Final = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})", re.ASCII)
_WHOLE: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)


def day_of(typed: str) -> str:
    """The day that was typed, as YYYY-MM-DD; nothing where none is meant for certain."""
    from drafter.written_dates import first_date

    if found := first_date(typed):
        return found
    meant = {day for day in _meant(typed) if _is_day(day)}
    return meant.pop() if len(meant) == 1 else ""


def why_no_day(typed: str, say: Texts = ENGLISH) -> str:
    """What is wrong with a day that was typed: which part of it cannot be, or its form."""
    meant = _meant(typed)
    days = [day for day in meant if _is_day(day)]
    if len(days) > 1:
        first, second = (written(day, say) for day in days)
        return say("wrong.date-either", typed=typed, first=first, second=second)
    if meant:
        return say("wrong.date-never", typed=typed)
    return say("wrong.date-year" if _yearless(typed) else "wrong.date")


def written(day: str, say: Texts = ENGLISH) -> str:
    """A date, given as year-month-day, as people write it."""
    from drafter.language import LANGUAGES

    return LANGUAGES[say("dates")].written_date(day) if _is_day(day) else day


def _is_day(text: str) -> bool:
    from drafter.written_dates import is_day

    return is_day(text)


def _meant(typed: str) -> list[str]:
    """The days that what was typed can mean, whether or not the calendar has them."""
    from drafter.language import LANGUAGES
    from drafter.written_dates import reader_of

    if found := _FIGURES.fullmatch(typed.strip()):
        one, other, year = map(int, found.groups())
        return list(dict.fromkeys(f"{year:04}-{month:02}-{day:02}" for day, month in ((one, other), (other, one))))
    if found := _WHOLE.fullmatch(typed.strip()):
        return ["-".join((found[1], found[2].zfill(2), found[3].zfill(2)))]
    for language in LANGUAGES:
        for day in reader_of(language, any_case=True).dates(typed):
            if day.year:
                return [f"{day.year:04}-{day.month:02}-{day.day:02}"]
    return []


def _yearless(typed: str) -> bool:
    from drafter.language import LANGUAGES
    from drafter.written_dates import reader_of

    return any(reader_of(language, any_case=True).dates(typed) for language in LANGUAGES)
