"""Dates, numbers, yes and no, and lists, as people type them into tables."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, Literal

from drafter.batch.tables import CellPlace
from drafter.language import LANGUAGES
from drafter.problems import Finding
from drafter.record import Mutable, field, replace

MONTH_FIRST: Final = frozenset({"US", "PH", "FM", "PW"})
YEAR_FIRST: Final = frozenset({"CN", "JP", "KR", "HU", "LT", "MN", "TW"})
_ENGLISH: Final = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PLAINLY: Final = "write days as year-month-day, such as 2021-08-16"
_MOST: Final = 20
"""Cells of a column that are listed for one fault; more are only counted."""
_PLAIN: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMERIC: Final = re.compile(r"(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})\.?(?:[ T]00:00(?::00)?)?")
_WORDED: Final = re.compile(
    r"(?:(\w+day),?\s+)?(\d{1,2})(?:st|nd|rd|th|\.|er)?[\s-]+(?:of\s+|de\s+)?([^\W\d]+)\.?,?[\s-]+(?:de\s+)?(\d{4}|\d{2})"
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


class _Guess(Mutable):
    """What was guessed of the first cell of a column, and of how many cells."""

    finding: Finding
    count: int = 0


class Reader(Mutable):
    """Reads cells by the customs of a country, and collects what it had to guess, once for each column."""

    country: str = ""
    settled: dict[str, Order] = field(default_factory=dict)
    """Columns, by their headers, whose other cells leave only one order."""
    _guessed: dict[tuple[str, str], _Guess] = field(default_factory=dict)
    _wrong: list[Finding] = field(default_factory=list)
    """Weekdays that are not those of their days, by cell; of each column the first so many."""

    def day(self, text: str, place: CellPlace) -> str:
        """A day as YYYY-MM-DD, though there be no such day; what is no day stays, for the brief's reader to report."""
        if plain_day(text):
            return text
        if re.fullmatch(r"\d{5}", text) and int(text) in _SERIAL:
            found = (dt.date(1899, 12, 30) + dt.timedelta(days=int(text))).isoformat()
            message = f"{place.column}: '{text}' is a number; it was read as Excel's number of the day {found}"
            self._guess("serial", Finding("date-serial", "warning", message, place, "format the column as a date"))
            return found
        if match := _NUMERIC.fullmatch(text):
            return self._numeric((match[1], match[2], match[3]), text, place)
        if match := _WORDED.fullmatch(text):
            found = _day(match[4], _month(match[3]), match[2])
            if match[1] and not self._fits(match[1], found, text, place):
                return text
            return found or _no_day(match[4], _month(match[3]), match[2]) or text
        if match := _MONTH_FIRST.fullmatch(text):
            return _day(match[3], _month(match[1]), match[2]) or _no_day(match[3], _month(match[1]), match[2]) or text
        return text

    def _fits(self, weekday: str, found: str, text: str, place: CellPlace) -> bool:
        """Whether a weekday is one at all; that it is another than its day's is told."""
        name = weekday.capitalize()
        if found and name in _WEEKDAYS and name != (right := _WEEKDAYS[dt.date.fromisoformat(found).weekday()]):
            message = f"{place.column}: '{text}': that day was or is a {right}"
            wrong = Finding("weekday-wrong", "error", message, place, "correct the weekday or the date")
            if self._guess("weekday", wrong) <= _MOST:
                self._wrong.append(wrong)
        return name in _WEEKDAYS

    def _numeric(self, parts: tuple[str, str, str], text: str, place: CellPlace) -> str:
        first, second, third = parts
        if len(first) == 4:
            return _day(first, int(second), third) or _no_day(first, int(second), third) or text
        if len(first) > 2 or len(third) == 3:
            return text
        if len(third) <= 2 and self.country in YEAR_FIRST:
            found = _day(first, int(second), third)
            if found:
                self._doubtful(text, found, place, "year")
            return found or text
        settled = self.settled.get(place.column)
        month_first = settled == "month" if settled else self.country in MONTH_FIRST
        usual, other = _day(third, int(second), first), _day(third, int(first), second)
        if month_first:
            usual, other = other, usual
        if not usual and not other:
            return _no_day(third, int(second), first) or _no_day(third, int(first), second) or text
        if not usual:
            self._only(text, other, place, "day" if month_first else "month", max(int(first), int(second)))
        elif other and other != usual and not settled:
            self._doubtful(text, usual, place, "month" if month_first else "day")
        return usual or other

    def _doubtful(self, text: str, found: str, place: CellPlace, first: str) -> None:
        """A day that was read in the order of the country, and could be another."""
        because = f"as in {self.country}" if self.country else "since no country is named in the case or its office"
        message = f"{place.column}: '{text}' was read as {found}, the {first} first, {because}"
        self._guess("doubtful", Finding("date-ambiguous", "warning", message, place, _PLAINLY))

    def _only(self, text: str, found: str, place: CellPlace, first: str, number: int) -> None:
        """A day that can be read in one order alone, which is not that of the others."""
        message = f"{place.column}: '{text}' was read as {found}, the {first} first, since there is no month {number}"
        self._guess(first, Finding("date-ambiguous", "warning", message, place, _PLAINLY))

    def _guess(self, kind: str, finding: Finding) -> int:
        """Note what was found in a cell; gives in how many of its column so far."""
        column = finding.place.column if isinstance(finding.place, CellPlace) else ""
        guess = self._guessed.setdefault((kind, column), _Guess(finding))
        guess.count += 1
        return guess.count

    def findings(self) -> list[Finding]:
        """What was guessed, once for each column, with how many cells it concerns; and weekdays that are wrong."""
        made = [*self._wrong]
        for (kind, column), guess in self._guessed.items():
            message, count = guess.finding.message, guess.count
            if kind == "weekday":
                if count > _MOST:
                    made.append(
                        replace(guess.finding, message=f"{column}: the same is true of {count - _MOST} more cells")
                    )
                continue
            if kind == "doubtful":
                others = [first for first in ("day", "month") if (first, column) in self._guessed]
                message += "".join(f", although other cells of the column have the {first} first" for first in others)
            if count > 1:
                message += f" (so were {count - 1} more cells of this column)"
            made.append(replace(guess.finding, message=message))
        return made


def _year(year: str) -> int:
    return int(year) + (2000 if int(year) < 70 else 1900) if len(year) <= 2 else int(year)


def _day(year: str, month: int, day: str) -> str:
    try:
        return dt.date(_year(year), month, int(day)).isoformat()
    except ValueError:
        return ""


def _no_day(year: str, month: int, day: str) -> str:
    """A day that a month does not have, as YYYY-MM-DD, so that it is told as such; nothing where it is no day."""
    return f"{_year(year):04}-{month:02}-{int(day):02}" if 0 < month <= 12 and 28 < int(day) <= 31 else ""


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
