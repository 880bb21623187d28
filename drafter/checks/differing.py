"""Names and durations in free text that nearly are those of the case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from drafter.amounts import Duration, durations
from drafter.checks.prose import Stretch, once
from drafter.dossier import Dossier
from drafter.problems import Finding

Slip = Literal["", "swapped", "changed"]

ADVICE: Final = "correct one of the two, or insert the fact: {{ evidence(…).… }} cannot differ from the case"


def slip(one: str, other: str) -> Slip:
    """How one word became another: two neighbours swapped, or one character changed, dropped or added."""
    if one == other:
        return ""
    if len(one) == len(other):
        differ = [number for number, (left, right) in enumerate(zip(one, other, strict=True)) if left != right]
        if len(differ) == 1:
            return "changed"
        first = differ[0]
        if differ == [first, first + 1] and one[first] == other[first + 1] and one[first + 1] == other[first]:
            return "swapped"
        return ""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) == 1 and any(long[:n] + long[n + 1 :] == short for n in range(len(long))):
        return "changed"
    return ""


# --- names ----------------------------------------------------------------------------------------

_WORD: Final = re.compile(r"[^\W_]+(?:[-’'](?=[^\W\d_]{2})[^\W_]+)*")
_APART: Final = 4
"""Characters that may stand between two words of one name."""


def differing_names(dossier: Dossier, body: tuple[Stretch, ...]) -> Iterator[Finding]:
    """Names of two words or more of which one word is a slip of a party's."""
    names = {party.name: tuple(_WORD.findall(party.name)) for party in dossier.case.parties.values()}
    own = {word for words in names.values() for word in words}
    own |= {word for party in dossier.case.parties.values() for word in _WORD.findall(f"{party.known_as} {party.role}")}
    letter = "\n".join(stretch.unquoted for stretch in body)
    wanted = {name: parts for name, parts in names.items() if len(parts) > 1 and _half_named(letter, parts)}
    for stretch in body:
        near = [(name, parts) for name, parts in wanted.items() if _half_named(stretch.unquoted, parts)]
        found = list(_WORD.finditer(stretch.unquoted)) if near else []
        words = [one[0] for one in found]
        for name, parts in near:
            for at in range(len(words) - len(parts) + 1):
                if words[at] != parts[0] and words[at + 1] != parts[1]:
                    continue
                said = words[at : at + len(parts)]
                if not _nearly(said, parts, own) or not _together(found[at : at + len(parts)]):
                    continue
                shown = stretch.text[found[at].start() : found[at + len(parts) - 1].end()]
                message = f"the letter says “{' '.join(shown.split())}”; the case has “{name}”"
                advice = 'correct the name, or insert it: {{ party("…") }} cannot differ from the case'
                yield Finding("fact-differs", "error", message, stretch.place_at(found[at].start()), advice)


def _half_named(text: str, name: tuple[str, ...]) -> bool:
    """Whether all words of a name but one may stand in a text."""
    return sum(part not in text for part in name) < 2 and (name[0] in text or name[1] in text)


def _nearly(said: list[str], name: tuple[str, ...], own: set[str]) -> bool:
    other = [(one, right) for one, right in zip(said, name, strict=True) if one != right]
    if len(other) != 1:
        return False
    one, right = other[0]
    if len(right) < 4 or not one[0].isupper() or one in own or one.rstrip("s") == right.rstrip("s"):
        return False
    return bool(slip(one, right))


def _together(found: list[re.Match[str]]) -> bool:
    return all(after.start() - before.end() < _APART for before, after in pairwise(found))


# --- durations ------------------------------------------------------------------------------------

_SENTENCE: Final = re.compile(r"(?<=[.?!])[”’)]?\s+(?=[“‘(]?[A-Z])")


@lru_cache(maxsize=256)
def _durations(text: str) -> tuple[Duration, ...]:
    """The durations in a fact of the case."""
    return tuple(durations(text))


@once
def differing_durations(stretch: Stretch, told: tuple[tuple[str, str], ...]) -> Iterator[Finding]:
    """Durations beside evidence that has the same number of another unit, or the same digits swapped.

    `told` are the durations among the case's facts: the name of each, evidence and fact, and its words.
    """
    resting = {name for run in stretch.runs for name in run.origin.evidence} if told else set()
    facts = {name: _durations(words) for name, words in sorted(told, key=_evidence) if _evidence((name,)) in resting}
    if not facts:
        return
    known = [one for found in facts.values() for one in found]
    edges = [0, *(found.end() for found in _SENTENCE.finditer(stretch.unquoted)), len(stretch.unquoted)]
    for start, end in pairwise(edges):
        found_here = list(durations(stretch.unquoted[start:end]))
        if not found_here:
            continue
        within = {name for at, run in stretch.positions() if start <= at < end for name in run.origin.evidence}
        for said in found_here:
            if any(map(said.is_same, known)):
                continue
            right = next(
                (
                    (name, one)
                    for name, found in facts.items()
                    for one in found
                    if _evidence((name,)) in within and _mistaken(said, one)
                ),
                None,
            )
            if right is not None:
                message = f"the letter says “{said.text}”; {right[0]} is “{right[1].text}”"
                yield Finding("fact-differs", "error", message, stretch.place_at(start + said.start), ADVICE)


def _evidence(fact: tuple[str, ...]) -> str:
    """The evidence that a named fact is of."""
    return fact[0].partition(".")[0]


def _mistaken(said: Duration, right: Duration) -> bool:
    one, other = said.number / said.each, right.number / right.each
    if (said.unit, said.each) == (right.unit, right.each):
        return slip(f"{one:f}", f"{other:f}") == "swapped"
    return one == other
