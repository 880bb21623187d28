"""Dates, numbers, yes and no, and lists, as people type them into tables."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, Literal

from drafter.batch.tables import CellPlace
from drafter.language import LANGUAGES
from drafter.problems import Finding
from drafter.record import Mutable, field

MONTH_FIRST: Final = frozenset({"US", "PH", "FM", "PW"})
YEAR_FIRST: Final = frozenset({"CN", "JP", "KR", "HU", "LT", "MN", "TW"})
_ENGLISH: Final = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_PLAIN: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMERIC: Final = re.compile(r"(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})\.?(?:[ T]00:00(?::00)?)?")
_WORDED: Final = re.compile(
    r"(?:\w+day,?\s+)?(\d{1,2})(?:st|nd|rd|th|\.|er)?[\s-]+(?:of\s+|de\s+)?([^\W\d]+)\.?,?[\s-]+(?:de\s+)?(\d{4}|\d{2})"
)
_MONTH_FIRST: Final = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_SERIAL: Final = range(20_000, 80_000)
"""Days since 1899-12-30, as Excel saves a day whose cell is not formatted as one: 1954 to 2119."""
_YES: Final = frozenset({"yes", "y", "true", "1", "x", "oui", "sí", "si", "ja", "ie", "on"})
_NO: Final = frozenset({"no", "n", "false", "0", "non", "nein", "na", "off", "-"})


Order = Literal["day", "month"]
"""What stands first in the dates of a column."""


def first_part(text: str) -> Order | None:
    """What must stand first in a date of numbers alone, because the other number is too large for a month."""
    found = _NUMERIC.fullmatch(text)
    if found is None or len(found[1]) == 4 or len(found[3]) == 3:
        return None
    first, second = int(found[1]), int(found[2])
    return "day" if first > 12 >= second else "month" if second > 12 >= first else None


def plain_day(text: str) -> bool:
    """Whether a text is written as YYYY-MM-DD, and so leaves nothing to guess."""
    return _PLAIN.fullmatch(text) is not None


class Reader(Mutable):
    """Reads cells by the customs of a country, and collects once for each column what it had to guess."""

    country: str = ""
    settled: dict[str, Order] = field(default_factory=dict)
    """Columns, by their headers, whose other cells leave only one order."""
    _guessed: dict[tuple[str, str], tuple[Finding, int]] = field(default_factory=dict)

    def day(self, text: str, place: CellPlace) -> str:
        """A day as YYYY-MM-DD; what cannot be one stays as it is, for the brief's reader to report."""
        if plain_day(text):
            return text
        if re.fullmatch(r"\d{5}", text) and int(text) in _SERIAL:
            found = (dt.date(1899, 12, 30) + dt.timedelta(days=int(text))).isoformat()
            message = f"{place.column}: '{text}' is a number; it was read as Excel's number of the day {found}"
            self._guess("date-serial", message, place, "format the column as a date")
            return found
        if match := _NUMERIC.fullmatch(text):
            return self._numeric((match[1], match[2], match[3]), text, place)
        if match := _WORDED.fullmatch(text):
            return _day(match[3], _month(match[2]), match[1]) or text
        if match := _MONTH_FIRST.fullmatch(text):
            return _day(match[3], _month(match[1]), match[2]) or text
        return text

    def _numeric(self, parts: tuple[str, str, str], text: str, place: CellPlace) -> str:
        first, second, third = parts
        if len(first) == 4:
            return _day(first, int(second), third) or text
        if len(first) > 2 or len(third) == 3:
            return text
        if len(third) <= 2 and self.country in YEAR_FIRST:
            found = _day(first, int(second), third)
            self._doubtful(text, found, place, "year")
            return found or text
        settled = self.settled.get(place.column)
        month_first = settled == "month" if settled else self.country in MONTH_FIRST
        usual, other = _day(third, int(second), first), _day(third, int(first), second)
        if month_first:
            usual, other = other, usual
        if usual and (not other or other == usual):
            return usual
        if not usual:
            if other:
                self._doubtful(text, other, place, "day" if month_first else "month")
            return other or text
        if not settled:
            self._doubtful(text, usual, place, "month" if month_first else "day")
        return usual

    def _doubtful(self, text: str, found: str, place: CellPlace, first: str) -> None:
        because = f", as in {self.country}" if self.country else "; no country is named in the case or its office"
        message = f"{place.column}: '{text}' was read as {found}, the {first} first{because}"
        self._guess("date-ambiguous", message, place, "write days as year-month-day, such as 2021-08-16")

    def _guess(self, code: str, message: str, place: CellPlace, advice: str) -> None:
        finding, count = self._guessed.get((code, place.column), (Finding(code, "warning", message, place, advice), 0))
        self._guessed[code, place.column] = finding, count + 1

    def findings(self) -> list[Finding]:
        """What was guessed, once for each column, with how many cells it concerns."""
        made = []
        for finding, count in self._guessed.values():
            more = f" (so were {count - 1} more cells of this column)" if count > 1 else ""
            made.append(Finding(finding.code, finding.severity, finding.message + more, finding.place, finding.advice))
        return made


def _day(year: str, month: int, day: str) -> str:
    whole = int(year) + (2000 if int(year) < 70 else 1900) if len(year) <= 2 else int(year)
    try:
        return dt.date(whole, month, int(day)).isoformat()
    except ValueError:
        return ""


def _month(word: str) -> int:
    """The number of a month by its English name or the beginning of it, or by its name in a letter's language."""
    low = word.casefold().rstrip(".")
    for number, name in enumerate(_ENGLISH, 1):
        if len(low) >= 3 and (name.startswith(low) or low == "sept" == name[:4]):
            return number
    for language in LANGUAGES.values():
        for number in range(1, 13):
            written = language.written_date(f"2001-{number:02}-01").casefold()
            if low in re.findall(r"[^\W\d]+", written):
                return number
    return 0


def number(text: str) -> str:
    """A whole number without the marks between its thousands, and without an empty fraction."""
    bare = re.sub(r"(?<=\d)[  '’](?=\d{3}\b)", "", text)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.0+)?|\d{1,3}(?:\.\d{3})+(?:,0+)?", bare):
        bare = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", bare)
    return re.sub(r"[.,]0+$", "", bare)


def truth(text: str) -> str:
    """`yes` or `no`; anything else as it is."""
    low = text.casefold()
    return "yes" if low in _YES else "no" if low in _NO else text


def listed(cell: str | tuple[str, ...]) -> tuple[str, ...]:
    """The things of a cell, parted by lines or semicolons."""
    if isinstance(cell, tuple):
        return tuple(one for one in cell if one)
    return tuple(one for part in cell.replace("\n", ";").split(";") if (one := part.strip()))
