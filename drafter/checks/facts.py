"""Amounts, dates, durations, references and names in free text that nearly are a fact of the case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

from drafter.amounts import REFERENCE, Money, money
from drafter.case import Case
from drafter.checks.differing import ADVICE, Slip, differing_durations, differing_names, slip
from drafter.checks.prose import Stretch, stretches
from drafter.dossier import Dossier
from drafter.problems import Finding
from drafter.record import Record
from drafter.written_dates import DateReader, reader_of

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
    """A fact of the case by the words of its kind, and how to call it."""

    words: str
    name: str


def check(dossier: Dossier) -> Iterator[Finding]:
    """`fact-differs`: a reference, amount, duration, date or name that differs by one slip from a fact of the case."""
    body = stretches(dossier)
    yield from differing_names(dossier, body)
    facts = list(_facts(dossier.case))
    if not facts and not any(fact.date for one in dossier.case.evidence.values() for fact in one.facts.values()):
        return
    held = " ".join(_held(dossier.case))
    amounts = [(one, fact) for fact in facts for one in _figures(fact.words)]
    references = [(one[0], fact) for fact in facts for one in REFERENCE.finditer(fact.words)]
    sums = [(one, fact) for fact in facts for one in _money(fact.words)]
    known = _known(held)
    known_sums = _money(held) if sums else ()
    letter = "\n".join(stretch.text for stretch in body)
    reader = reader_of(dossier.letter.language)
    for stretch in body:
        if not _DIGIT.search(stretch.unquoted):
            continue
        yield from _references(stretch, references, held, letter)
        said = list(money(stretch.unquoted)) if sums else []
        if amounts:
            yield from _amounts(stretch, said, amounts, known, letter)
        yield from _sums(stretch, [one for one in said if not any(map(one.is_same, known_sums))], sums, letter)
        yield from differing_durations(stretch, dossier.case)
        yield from _dates(stretch, dossier, reader, letter)


@lru_cache(maxsize=64)
def _money(text: str) -> tuple[Money, ...]:
    """The amounts in a text that is asked for again, of the same case or letter."""
    return tuple(money(text))


@lru_cache(maxsize=1_024)
def _figures(text: str) -> tuple[re.Match[str], ...]:
    """The figures in a fact of the case."""
    return tuple(_AMOUNT.finditer(text))


@lru_cache(maxsize=16)
def _known(text: str) -> frozenset[_Amount]:
    """The figures in all words of the case."""
    return frozenset(map(_amount, _AMOUNT.finditer(text)))


def _facts(case: Case) -> Iterator[_Fact]:
    for key, evidence in case.evidence.items():
        for name, fact in evidence.facts.items():
            if fact.words:
                yield _Fact(fact.words, f"{key}.{name}")
    for key, source in case.sources.items():
        if source.reference:
            yield _Fact(source.reference, f"the reference of '{key}'")


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


def _references(stretch: Stretch, facts: list[tuple[str, _Fact]], held: str, letter: str) -> Iterator[Finding]:
    for found in REFERENCE.finditer(stretch.unquoted) if facts else ():
        said = found[0]
        if said in held:
            continue
        for right, fact in facts:
            if _meant(said, right, letter):
                yield _differs(stretch, found.start(), said, right, fact)
                break


def _meant(said: str, right: str, letter: str) -> bool:
    """Whether a reference was meant to be another; where the letter has both, only swapped characters say so."""
    how = slip(said, right)
    return how == "swapped" or (how == "changed" and right not in letter)


def _amounts(
    stretch: Stretch,
    sums: list[Money],
    facts: list[tuple[re.Match[str], _Fact]],
    known: frozenset[_Amount],
    letter: str,
) -> Iterator[Finding]:
    """Amounts of other things than money, such as megalitres."""
    for found in _AMOUNT.finditer(stretch.unquoted):
        said = _amount(found)
        if said in known or not (said.unit or said.scale) or any(one.start < found.end() <= one.end for one in sums):
            continue
        for right, fact in facts:
            meant = _amount(right)
            told = right[0].strip()
            if _confused(said, meant) and (slip(said.number, meant.number) == "swapped" or told not in letter):
                yield _differs(stretch, found.start(), found[0].strip(), told, fact)
                break


def _sums(stretch: Stretch, said: list[Money], facts: list[tuple[Money, _Fact]], letter: str) -> Iterator[Finding]:
    for one in said:
        for right, fact in facts:
            how = _mistaken(one, right)
            if how == "swapped" or (how and not any(map(right.is_same, _money(letter)))):
                yield _differs(stretch, one.start, one.text, right.text, fact)
                break


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


def _dates(stretch: Stretch, dossier: Dossier, reader: DateReader, letter: str) -> Iterator[Finding]:
    facts = [
        (fact.date, f"{key}.{name}")
        for key, evidence in dossier.case.evidence.items()
        for name, fact in evidence.facts.items()
        if fact.date
    ]
    known = {day for day, _ in facts} | {source.date for source in dossier.case.sources.values()}
    for written in reader.dates(stretch.unquoted):
        said = f"{written.year:04}-{written.month:02}-{written.day:02}"
        if not written.year or said in known or said == dossier.letter.dated:
            continue
        for day, name in facts:
            right = reader.language.written_date(day)
            if _slipped(said, day) and right not in letter:
                text = re.sub(r"\s+", " ", stretch.text[written.start : written.end])
                message = f"the letter says “{text}”; {name} is {right}"
                yield Finding("fact-differs", "error", message, stretch.place_at(written.start), ADVICE)
                break


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
