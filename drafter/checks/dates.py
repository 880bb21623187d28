"""Dates that cannot be: days that there are not, weekdays that do not fit, letters dated otherwise than they are."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from drafter.case import Source
from drafter.checks.prose import Stretch, stretches
from drafter.dossier import Dossier
from drafter.language import LANGUAGES, Language
from drafter.problems import NOWHERE, Finding, Place
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


class Written(Record):
    """A date as it stands in the text; `year` is 0 where none is said, `weekday` counts from Monday, or is None."""

    day: int
    month: int
    year: int
    weekday: int | None
    start: int
    end: int


def check(dossier: Dossier) -> Iterator[Finding]:
    """`date-impossible`, `weekday-wrong`, `letter-date-differs`, `source-after-letter`."""
    reader = reader_of(dossier.letter.language)
    dated = dt.date.fromisoformat(dossier.letter.dated)
    body = stretches(dossier)
    for stretch in body:
        for written in reader.dates(stretch.unquoted):
            yield from _possible(stretch, written, dated, reader)
    yield from _letters(dossier, body, reader)
    yield from _later(dossier, body)


@cache
def reader_of(language: str) -> DateReader:
    """The reader of the dates of a language."""
    return DateReader(LANGUAGES[language])


class DateReader:
    """Finds the dates that a language writes with the month's name."""

    def __init__(self, language: Language) -> None:
        base = language.code.partition("-")[0]
        self.language = language
        self.months = {name.lower(): number for number, name in enumerate(language.months, 1)}
        self.weekdays = _WEEKDAYS.get(base, _WEEKDAYS["en"])
        months = "|".join(map(re.escape, language.months))
        days = "|".join(self.weekdays)
        self._pattern = re.compile(
            rf"(?:\b(?P<weekday>{days}),?\s+(?:the\s+|le\s+)?)?"
            rf"(?<![\d.,/–-])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|ain|fed|ydd|eg)?\s+(?:of\s+|de\s+|o\s+)?"
            rf"(?P<month>{months})\b(?:,?\s+(?:de\s+|del\s+)?(?P<year>\d{{4}})\b)?"
            rf"(?:,?\s*\(?(?:a\s+|un\s+)?(?P<after>{days})\b\)?)?"
            rf"|(?:\b(?P<weekday2>{days}),?\s+)?\b(?P<month2>{months})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?"
            rf",?\s+(?P<year2>\d{{4}})\b",
            re.IGNORECASE if base in {"fr", "es"} else 0,
        )
        self._month = re.compile(months, re.IGNORECASE if base in {"fr", "es"} else 0)
        self.letters = re.compile(rf"\b(?:{_LETTERS.get(base, _LETTERS['en'])})\b", re.IGNORECASE)

    def dates(self, text: str) -> Iterator[Written]:
        if not self._month.search(text):
            return
        for found in self._pattern.finditer(text):
            before = found["weekday"] or found["weekday2"]
            after = found["after"] if found["after"] and text[found.start("after") - 1] == "(" else None
            named = before or after
            weekday = [name.lower() for name in self.weekdays].index(named.lower()) if named else None
            day, month = found["day"] or found["day2"], found["month"] or found["month2"]
            year = int(found["year"] or found["year2"] or 0)
            yield Written(int(day), self.months[month.lower()], year, weekday, *found.span())


def _possible(stretch: Stretch, written: Written, dated: dt.date, reader: DateReader) -> Iterator[Finding]:
    said = re.sub(r"\s+", " ", stretch.text[written.start : written.end])
    place = stretch.place_at(written.start)
    try:
        dt.date(written.year or 2024, written.month, written.day)
    except ValueError:
        yield Finding("date-impossible", "error", f"there is no day “{said}”", place, "correct the date")
        return
    if written.weekday is None:
        return
    years = (written.year,) if written.year else range(dated.year - 1, dated.year + 2)
    right = {year: _weekday(year, written) for year in years}
    if written.weekday not in right.values():
        name = reader.weekdays[right.get(written.year, right.get(dated.year, -1))]
        when = "" if written.year else f" in {dated.year}"
        message = f"“{said}”: that day was or is a {name}{when}"
        yield Finding("weekday-wrong", "error", message, place, "correct the weekday or the date")


def _weekday(year: int, written: Written) -> int:
    try:
        return dt.date(year, written.month, written.day).weekday()
    except ValueError:
        return -1


def _letters(dossier: Dossier, body: tuple[Stretch, ...], reader: DateReader) -> Iterator[Finding]:
    case = dossier.case
    known = {source.date for source in case.sources.values() if source.date}
    titles = " ".join(f"{source.title} {source.known_as}" for source in case.sources.values())
    known |= {_iso(written) for written in reader.dates(titles)}
    for stretch in body:
        text = stretch.unquoted
        for written in reader.dates(text):
            lead = re.search(
                rf"((?:[^\s\ufffc]+\s){{1,3}})({reader.letters.pattern})\s(?:of|dated(?:\sthe)?|du|de|del)\s$",
                text[max(0, written.start - 80) : written.start],
            )
            if lead is None or any(_same(written, day) for day in known):
                continue
            for name in _meant(dossier, lead[1]):
                source = _only_letter(dossier, name, lead[2].lower(), reader)
                if source is None or not _near(written, source.date):
                    continue
                said = re.sub(r"\s+", " ", text[written.start : written.end])
                right = reader.language.written_date(source.date)
                message = (
                    f"the letter says {said}; the only letter of {case.parties[name].name} in the case is of {right}"
                )
                advice = "correct the date, or add the other letter to the case; {{ source(…).date }} is never wrong"
                yield Finding("letter-date-differs", "warning", message, stretch.place_at(written.start), advice)
                break


def _iso(written: Written) -> str:
    return f"{written.year:04}-{written.month:02}-{written.day:02}"


def _same(written: Written, day: str) -> bool:
    return day[5:] == _iso(written)[5:] and (not written.year or day == _iso(written))


def _near(written: Written, day: str) -> bool:
    """Whether one of day, month and year differs, and no more."""
    year, month, number = map(int, day.split("-"))
    return ((written.year or year) != year) + (written.month != month) + (written.day != number) == 1


def _meant(dossier: Dossier, lead: str) -> Iterator[str]:
    """The parties whose letter is meant by the words before “letter”."""
    if re.search(r"\byour\b", lead, re.IGNORECASE):
        yield from dossier.brief.to
    elif re.search(r"\b(?:my|our)\b", lead, re.IGNORECASE):
        yield from dossier.brief.signatory
    else:
        owner = re.search(r"([^\s]+)[’']s?\b", lead)
        for name, party in dossier.case.parties.items():
            names = {party.name, party.known_as, party.salutation, party.name.split(" ")[-1]} - {""}
            if owner and any(one == owner[1] or one.endswith(f" {owner[1]}") for one in names):
                yield name


def _only_letter(dossier: Dossier, author: str, called: str, reader: DateReader) -> Source | None:
    """The only dated letter of a party in the case, where there is no more than one."""
    found = [
        source
        for source in dossier.case.sources.values()
        if source.author == author
        and (
            source.kind == "letter" or (not source.kind and reader.letters.search(f"{source.title} {source.known_as}"))
        )
    ]
    if len(found) != 1 or not found[0].date:
        return None
    titles = f"{found[0].title} {found[0].known_as}".lower()
    mail = re.compile(r"e-?mail|courriel|correo")
    return found[0] if bool(mail.search(called)) == bool(mail.search(titles)) else None


def _later(dossier: Dossier, body: tuple[Stretch, ...]) -> Iterator[Finding]:
    """Sources that the letter uses and that are dated after it."""
    used: dict[str, Place] = {}
    for stretch in body:
        for run in stretch.runs:
            for name in (*run.origin.sources, *((run.passage.source,) if run.passage else ())):
                used.setdefault(name, stretch.place if run.origin.place == NOWHERE else run.origin.place)
    dated = dossier.letter.dated
    for name, place in used.items():
        source = dossier.case.sources.get(name)
        if source and source.date > dated:
            message = f"the letter is of {dated}, and rests on '{name}', which is of {source.date}"
            yield Finding("source-after-letter", "error", message, place, "correct one of the dates")
        elif source and source.accessed > dated:
            message = f"the letter is of {dated}, and '{name}' was read only on {source.accessed}"
            yield Finding("source-after-letter", "error", message, place, "correct one of the dates")
