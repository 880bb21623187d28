"""Amounts, dates, durations, references and names in free text that nearly are a fact of the case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Final

from drafter.amounts import REFERENCE, Money, money
from drafter.case import Case
from drafter.checks.differing import ADVICE, Slip, differing_durations, differing_names, slip
from drafter.checks.prose import Stretch, once, stretches
from drafter.dossier import Dossier
from drafter.problems import Finding
from drafter.record import Record
from drafter.written_dates import reader_of

_DIGIT: Final = re.compile(r"\d")
_AMOUNT: Final = re.compile(
    r"(?<![\w.,/-])(?P<number>\d[\d,]*(?:\.\d+)?)"
    r"(?:\s?(?P<scale>k|m|mn|bn|tn|thousand|million|billion|trillion)\b)?(?![\w/-])(?:\s(?P<unit>[a-z]{3,}))?"
)
_SCALES: Final = {"k": "thousand", "m": "million", "mn": "million", "bn": "billion", "tn": "trillion"}
_NO_UNITS: Final = frozenset({"and", "the", "for", "was", "were", "are", "that", "which", "per", "from", "with", "but"})
_LAST_DAYS: Final = frozenset({1, 28, 29, 30, 31})


class _Amount(Record):
    number: str
    scale: str
    unit: str


class _Fact(Record):
    """A fact of the case, and how to call it."""

    name: str
    words: str = ""
    kind: str = ""
    date: str = ""


class _Told(Record, eq=False):
    """What a case's facts tell, taken out of their words once."""

    references: tuple[tuple[str, _Fact], ...]
    amounts: tuple[tuple[re.Match[str], _Fact], ...]
    sums: tuple[tuple[Money, _Fact], ...]
    days: tuple[_Fact, ...]
    durations: tuple[tuple[str, str], ...]
    """By the names of their facts."""


class _Known:
    """The words of a case and of a letter, by which what nearly is a fact is none, or is one all the same."""

    def __init__(self, dossier: Dossier, body: tuple[Stretch, ...]) -> None:
        self._case, self._body = dossier.case, body
        self.days = {dossier.letter.dated, *(source.date for source in dossier.case.sources.values())}

    @cached_property
    def held(self) -> str:
        return " ".join(_held(self._case))

    @cached_property
    def amounts(self) -> frozenset[_Amount]:
        return frozenset(map(_amount, _AMOUNT.finditer(self.held)))

    @cached_property
    def sums(self) -> tuple[Money, ...]:
        return tuple(money(self.held))

    @cached_property
    def letter(self) -> str:
        return "\n".join(stretch.text for stretch in self._body)

    @cached_property
    def _letter_sums(self) -> tuple[Money, ...]:
        return tuple(money(self.letter))

    def has(self, meant: _Meant) -> bool:
        """Whether the letter has a fact that some of its words nearly are."""
        if meant.money is not None:
            return any(map(meant.money.is_same, self._letter_sums))
        return meant.right in self.letter


def check(dossier: Dossier) -> Iterator[Finding]:
    """`fact-differs`: a reference, amount, duration, date or name that differs by one slip from a fact of the case."""
    body = stretches(dossier)
    yield from differing_names(dossier, body)
    facts = tuple(_facts(dossier.case))
    if not facts:
        return
    told, known = _told(facts), _Known(dossier, body)
    for stretch in body:
        if not _DIGIT.search(stretch.unquoted):
            continue
        yield from _references(stretch, told, known)
        yield from _amounts(stretch, told, known)
        yield from _sums(stretch, told, known)
        yield from differing_durations(stretch, told.durations)
        yield from _dates(stretch, told, dossier.letter.language, known)


@lru_cache(maxsize=16)
def _told(facts: tuple[_Fact, ...]) -> _Told:
    return _Told(
        tuple((one[0], fact) for fact in facts for one in REFERENCE.finditer(fact.words)),
        tuple((one, fact) for fact in facts for one in _AMOUNT.finditer(fact.words)),
        tuple((one, fact) for fact in facts for one in money(fact.words)),
        tuple(fact for fact in facts if fact.date),
        tuple((fact.name, fact.words) for fact in facts if fact.kind == "duration"),
    )


def _facts(case: Case) -> Iterator[_Fact]:
    for key, evidence in case.evidence.items():
        for name, fact in evidence.facts.items():
            if fact.words or fact.date:
                yield _Fact(f"{key}.{name}", fact.words, fact.kind, fact.date)
    for key, source in case.sources.items():
        if source.reference:
            yield _Fact(f"the reference of '{key}'", source.reference)


def _held(case: Case) -> Iterator[str]:
    """All words of the case in which a figure may stand that is no slip."""
    yield from (fact.words for fact in _facts(case))
    yield case.reference
    for source in case.sources.values():
        yield from (source.title, source.known_as, source.reference, source.url, source.pages, source.neutral_citation)
    for claim in case.claims.values():
        yield from (claim.words, claim.at)
    for evidence in case.evidence.values():
        yield from (evidence.title, evidence.known_as)
        yield from (passage.words for passage in evidence.passages.values())
    for items in case.lists.values():
        yield from (items.title, *items.items)
    for party in case.parties.values():
        yield from (party.name, *party.address)


class _Meant(Record):
    """A fact that words nearly are: how it is written, and whether they are meant to be it beyond doubt."""

    right: str
    fact: _Fact
    surely: bool
    money: Money | None = None


class _Near(Record):
    """What a paragraph says that nearly is a fact, and the facts that it nearly is."""

    at: int
    said: str
    meant: tuple[_Meant, ...]

    def finding(self, stretch: Stretch, known: _Known) -> Iterator[Finding]:
        """That it is the first of them, where it is; not where the letter has that fact as well."""
        one = next((one for one in self.meant if one.surely or not known.has(one)), None)
        if one is not None:
            yield _differs(stretch, self.at, self.said, one.right, one.fact)


def _references(stretch: Stretch, told: _Told, known: _Known) -> Iterator[Finding]:
    """Where the letter has both references, only swapped characters say that one was meant to be the other."""
    for near in _near_references(stretch, told):
        if near.said not in known.held:
            yield from near.finding(stretch, known)


@once
def _near_references(stretch: Stretch, told: _Told) -> Iterator[_Near]:
    for found in REFERENCE.finditer(stretch.unquoted) if told.references else ():
        slips = [(slip(found[0], right), right, fact) for right, fact in told.references]
        if meant := tuple(_Meant(right, fact, how == "swapped") for how, right, fact in slips if how):
            yield _Near(found.start(), found[0], meant)


def _amounts(stretch: Stretch, told: _Told, known: _Known) -> Iterator[Finding]:
    """Amounts of other things than money, such as megalitres."""
    for near, said in _near_amounts(stretch, told):
        if said not in known.amounts:
            yield from near.finding(stretch, known)


@once
def _near_amounts(stretch: Stretch, told: _Told) -> Iterator[tuple[_Near, _Amount]]:
    sums = _sums_of(stretch) if told.sums else ()
    for found in _AMOUNT.finditer(stretch.unquoted) if told.amounts else ():
        said = _amount(found)
        if not (said.unit or said.scale) or any(one.start < found.end() <= one.end for one in sums):
            continue
        amounts = [(_amount(right), right[0].strip(), fact) for right, fact in told.amounts]
        meant = tuple(
            _Meant(right, fact, slip(said.number, amount.number) == "swapped")
            for amount, right, fact in amounts
            if _confused(said, amount)
        )
        if meant:
            yield _Near(found.start(), found[0].strip(), meant), said


@once
def _sums_of(stretch: Stretch) -> Iterator[Money]:
    return money(stretch.unquoted)


def _sums(stretch: Stretch, told: _Told, known: _Known) -> Iterator[Finding]:
    for near, said in _near_sums(stretch, told):
        if not any(map(said.is_same, known.sums)):
            yield from near.finding(stretch, known)


@once
def _near_sums(stretch: Stretch, told: _Told) -> Iterator[tuple[_Near, Money]]:
    for said in _sums_of(stretch) if told.sums else ():
        slips = [(_mistaken(said, right), right, fact) for right, fact in told.sums]
        if meant := tuple(_Meant(right.text, fact, how == "swapped", right) for how, right, fact in slips if how):
            yield _Near(said.start, said.text, meant), said


_THOUSANDS: Final = frozenset(Decimal(1).scaleb(power) for power in (-9, -6, -3, 3, 6, 9))


def _mistaken(said: Money, right: Money) -> Slip:
    """How an amount came from another of three digits or more: by a slip, another scale, or another currency."""
    if sum(character.isdigit() for character in right.text) < 3 or len(said.amounts) + len(right.amounts) != 2:
        return ""
    (one,), (other,) = said.amounts, right.amounts
    if not said.currencies & right.currencies:
        return "changed" if one == other else ""
    if other and one / other in _THOUSANDS:
        return "changed"
    return slip(f"{one:f}", f"{other:f}")


def _amount(found: re.Match[str]) -> _Amount:
    scale = found["scale"] or ""
    unit = found["unit"] or ""
    return _Amount(
        found["number"].replace(",", ""), _SCALES.get(scale, scale), "" if unit in _NO_UNITS else unit.removesuffix("s")
    )


def _confused(said: _Amount, right: _Amount) -> bool:
    """Whether the number of two amounts of three digits or more differs by a slip, and nothing else does."""
    if sum(character.isdigit() for character in right.number) < 3:
        return False
    return said.unit == right.unit and said.scale == right.scale and bool(slip(said.number, right.number))


def _dates(stretch: Stretch, told: _Told, language: str, known: _Known) -> Iterator[Finding]:
    for near, said in _near_dates(stretch, told, language) if told.days else ():
        if said not in known.days:
            yield from near.finding(stretch, known)


@once
def _near_dates(stretch: Stretch, told: _Told, language: str) -> Iterator[tuple[_Near, str]]:
    reader = reader_of(language)
    days = {fact.date for fact in told.days}
    for written in reader.dates(stretch.unquoted):
        said = f"{written.year:04}-{written.month:02}-{written.day:02}"
        if not written.year or said in days:
            continue
        slips = [fact for fact in told.days if _slipped(said, fact.date)]
        if meant := tuple(_Meant(reader.language.written_date(fact.date), fact, surely=False) for fact in slips):
            yield _Near(written.start, re.sub(r"\s+", " ", stretch.text[written.start : written.end]), meant), said


def _slipped(said: str, day: str) -> bool:
    """Whether a date is another with digits swapped, or with another month in the middle of it."""
    if said[:4] == day[:4] and said[8:] == day[8:]:
        return int(day[8:]) not in _LAST_DAYS
    if said[5:] == day[5:]:
        return slip(said[:4], day[:4]) == "swapped"
    return said[:8] == day[:8] and slip(said[8:], day[8:]) == "swapped"


def _differs(stretch: Stretch, at: int, said: str, right: str, fact: _Fact) -> Finding:
    message = f"the letter says “{said}”; {fact.name} is “{right}”"
    return Finding("fact-differs", "error", message, stretch.place_at(at), ADVICE)
