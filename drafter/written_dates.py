"""Dates as the languages of letters write them, with the month's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Final

from drafter.language import LANGUAGES, Language, small
from drafter.record import Record

_WEEKDAYS: Final = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "cy": ("Llun", "Mawrth", "Mercher", "Iau", "Gwener", "Sadwrn", "Sul"),
}
_LETTERS: Final = {
    "en": r"letter|reply|e-?mail|response",
    "fr": r"lettre|réponse|courriel|courrier",
    "es": r"carta|respuesta|correo",
    "cy": r"llythyr|ymateb|ateb",
}

_WHOLE: Final = re.compile(r"\b\d{4}-\d{2}-\d{2}\b", re.ASCII)


class Written(Record):
    """A date as it stands in the text; `year` is 0 where none is said, `weekday` counts from Monday, or is None."""

    day: int
    month: int
    year: int
    weekday: int | None
    start: int
    end: int


@cache
def reader_of(language: str, *, any_case: bool = False) -> DateReader:
    """The reader of the dates of a language; `any_case` takes a month that is typed in small letters, too."""
    return DateReader(LANGUAGES[language], any_case=any_case)


def first_date(text: str) -> str:
    """The first date that a text writes out, in any of the languages or as year-month-day; gives YYYY-MM-DD.

    Nothing where there is none.
    """
    found = [(at.start(), at[0]) for at in _WHOLE.finditer(text)]
    for language in LANGUAGES:
        dates = reader_of(language, any_case=True).dates(text)
        found += [(one.start, f"{one.year:04}-{one.month:02}-{one.day:02}") for one in dates]
    return next((day for _, day in sorted(found) if is_day(day)), "")


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar, written as YYYY-MM-DD."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return _WHOLE.fullmatch(text) is not None


# --- as sources write them ------------------------------------------------------------------------

_TO: Final = r"\s+(?:to|until|and|au|et|al|hasta|y|i|hyd|ac?)\s+(?:the\s+|le\s+|el\s+)?"
_TO_DAY: Final = rf"(?:[–—-]|{_TO})"
"""What stands between two days of one month; a dash with spaces may follow another number: `Meeting 3 – 5 May 2025`."""
_TO_DATE: Final = rf"(?:\s?[–—-]\s?|{_TO})"
"""What stands between two dates of one year."""
_NUMBERED: Final = re.compile(
    r"(?<!\w)(?:annexe?|appendix|article|art|chapter|clause|day|draft|exhibit|item|letter|meeting|no|nº|number|page|pp?"
    r"|para|paragraph|paragraphe|part|phase|point|question|q|ref|regulation|reg|room|rule|schedule|section|ss?|session"
    r"|stage|version|vol|volume|pièce|réunion|artículo|anexo|punto|pregunta|atodiad|cwestiwn|erthygl|cyfarfod)s?\.?\s*$"
)
"""A word that a number after it belongs to, which is no day of a month then: `Questions 3 and 4 May 2025`."""
_ORDINAL: Final = r"(?:st|nd|rd|th|er|ᵉʳ|\.?º|ain|fed|ydd|eg)?"


@cache
def _said_pattern(code: str) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, int]]:
    language = LANGUAGES[code]
    named = (*language.months, *language.dates.short_months)
    numbers = {small(name).rstrip("."): number % 12 + 1 for number, name in enumerate(named)}
    month = rf"(?:{'|'.join(map(re.escape, sorted(numbers, key=len, reverse=True)))})(?!\w)\.?"
    weekday = rf"(?:(?:{'|'.join(map(small, reader_of(code).weekdays))}),?\s+)?"
    day, before = r"\d{1,2}(?!\d)", r"(?<![\w.,/–-])"
    of = r"(?:\s+(?:day\s+)?(?:of\s+|de\s+|o\s+)?|-)"
    year = r"(?:,?\s+(?:de\s+|del\s+)?|-)(?P<year{}>\d{{4}})(?!\w)"
    whole = re.compile(
        rf"{before}(?:(?P<since>{day}){_ORDINAL}(?:{of}(?P<since_month>{month}){_TO_DATE}|{_TO_DAY}){weekday})?"
        rf"(?P<day>{day}){_ORDINAL}{of}(?P<month>{month}){year.format('')}"
        rf"|(?<!\w)(?:(?P<since_month2>{month})\s+(?P<since2>{day}){_ORDINAL}{_TO_DATE}{weekday})?"
        rf"(?P<month2>{month})\s+(?P<day2>{day}){_ORDINAL}(?:{_TO_DAY}(?P<until>{day}){_ORDINAL})?{year.format('2')}"
    )
    return whole, re.compile(month), numbers


def said_days(text: str, code: str) -> Iterator[str]:
    """The days, as YYYY-MM-DD, that words of a source name with the month, whole or short, and the year.

    Of `1–3 May 2025` they are the first and the third; that of `1 May to 3 June 2025` is a day of 2025, too.
    """
    whole, month, numbers = _said_pattern(code)
    plain = small(text)
    for found in whole.finditer(plain) if month.search(plain) else ():
        second = found["day"] is None
        year = int(found["year2" if second else "year"])
        last = numbers[found["month2" if second else "month"].rstrip(".")]
        yield _iso(year, last, int(found["day2" if second else "day"]))
        if found["until"]:
            yield _iso(year, last, int(found["until"]))
        since, named = (found["since2"], found["since_month2"]) if second else (found["since"], found["since_month"])
        first = numbers[named.rstrip(".")] if named else last
        if not since or (not named and _NUMBERED.search(plain, max(0, found.start() - 20), found.start())):
            continue
        if first <= last:  # `20 December to 5 January 2026` begins the year before
            yield _iso(year, first, int(since))


def _iso(year: int, month: int, day: int) -> str:
    return f"{year:04}-{month:02}-{day:02}"


class DateReader:
    """Finds the dates that a language writes with the month's name."""

    def __init__(self, language: Language, *, any_case: bool = False) -> None:
        base = language.code.partition("-")[0]
        self.language = language
        self.months = {small(name): number for number, name in enumerate(language.months, 1)}
        self.weekdays = _WEEKDAYS.get(base, _WEEKDAYS["en"])
        months = "|".join(map(re.escape, language.months))
        days = "|".join(self.weekdays)
        flags = re.IGNORECASE if any_case or base in {"fr", "es"} else 0
        self._pattern = re.compile(
            rf"(?:\b(?P<weekday>{days}),?\s+(?:the\s+|le\s+)?)?"
            rf"(?<![\d.,/–-])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|ain|fed|ydd|eg)?\s+(?:of\s+|de\s+|o\s+)?"
            rf"(?P<month>{months})\b(?:,?\s+(?:de\s+|del\s+)?(?P<year>\d{{4}})\b)?"
            rf"(?:,?\s*\(?(?:a\s+|un\s+)?(?P<after>{days})\b\)?)?"
            rf"|(?:\b(?P<weekday2>{days}),?\s+)?\b(?P<month2>{months})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?"
            rf",?\s+(?P<year2>\d{{4}})\b",
            flags,
        )
        self._month = re.compile(months, flags)
        self._kept = lru_cache(maxsize=512)(lambda text: tuple(self._dates(text)))
        self.letters = re.compile(rf"\b(?:{_LETTERS.get(base, _LETTERS['en'])})\b", re.IGNORECASE)

    def dates(self, text: str) -> tuple[Written, ...]:
        """The dates in a text; kept, because several checks read the same."""
        return self._kept(text)

    def _dates(self, text: str) -> Iterator[Written]:
        if not self._month.search(text):
            return
        for found in self._pattern.finditer(text):
            before = found["weekday"] or found["weekday2"]
            after = found["after"] if found["after"] and text[found.start("after") - 1] == "(" else None
            named = before or after
            weekday = [small(name) for name in self.weekdays].index(small(named)) if named else None
            day, month = found["day"] or found["day2"], found["month"] or found["month2"]
            year = int(found["year"] or found["year2"] or 0)
            yield Written(int(day), self.months[small(month)], year, weekday, *found.span())
