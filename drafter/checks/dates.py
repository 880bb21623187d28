"""Dates that cannot be: days that there are not, weekdays that do not fit, letters dated otherwise than they are."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from drafter.case import Source
from drafter.checks.prose import Stretch, stretches
from drafter.dossier import Dossier
from drafter.problems import NOWHERE, Finding, Place
from drafter.written_dates import DateReader, Written, reader_of


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
