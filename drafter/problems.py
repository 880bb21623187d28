"""What can be wrong and where: places, findings, aborts and exit codes."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal, Self

from drafter.record import Record

Severity = Literal["error", "warning", "information"]

DONE: Final = 0
FINDINGS: Final = 1
UNREADABLE: Final = 2
PARTLY: Final = 3
INTERRUPTED: Final = 130


class Place(Record):
    """A line of a file that a person wrote; `line` counts from 1, 0 is the file as a whole."""

    file: str
    line: int = 0
    text: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


NOWHERE: Final = Place("")


class Finding(Record):
    """Something wrong or doubtful: what it is, where, and what to do about it."""

    code: str
    severity: Severity
    message: str
    place: Place = NOWHERE
    advice: str = ""


class Placed(str):
    """Text from a file a person wrote, which knows the line that it stands on."""

    __slots__ = ("place",)
    place: Place

    def __new__(cls, text: str, place: Place = NOWHERE) -> Self:
        placed = super().__new__(cls, text)
        placed.place = place
        return placed


def place_of(value: object) -> Place:
    """The place of a value that knows it, else nowhere."""
    place = getattr(value, "place", NOWHERE)
    return place if isinstance(place, Place) else NOWHERE


class Abort(Exception):
    """The work cannot go on; holds the findings that say why."""

    exit_code = FINDINGS

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(finding.message for finding in findings))
        self.findings = findings

    def __reduce__(self) -> tuple[type[Abort], tuple[Finding, ...]]:
        return type(self), self.findings


class Interrupted(Abort):
    """Somebody stopped it, and was told what is kept."""

    exit_code = INTERRUPTED


class FindingsStop(Abort):
    """A file could be read, and what it says cannot be made into a letter."""


class Unreadable(Abort):
    """A file is missing, or is not what it should be."""

    exit_code = UNREADABLE


class WouldOverwrite(Abort):
    """A letter was changed by hand since it was built, or was not built by drafter."""


def nearest(word: str, known: list[str] | tuple[str, ...]) -> str:
    """The known name that `word` was probably meant to be, or nothing."""
    from difflib import get_close_matches

    if len(word) > LONGEST_NAME:
        return ""
    near = [name for name in known if len(name) <= LONGEST_NAME]
    if len(near) > MANY_NAMES:
        near = _sharing(word, tuple(near))
    found = get_close_matches(word.casefold(), {name.casefold(): name for name in near}, n=1, cutoff=0.6)
    return next((name for name in near if found and name.casefold() == found[0]), "")


LONGEST_NAME: Final = 120
"""Characters of a name that is compared with others."""
MANY_NAMES: Final = 60
"""Names that are all compared; of more, only those that share most pairs of letters with the word."""
MOST_LOOKED_AT: Final = 2_000
"""Names that pairs of letters may lead to, the rarest pairs first."""


def _sharing(word: str, known: tuple[str, ...]) -> list[str]:
    """The names that share most pairs of letters with a word, in the order of `known`."""
    index = _pairs_of(known)
    shared: dict[int, int] = {}
    looked_at = 0
    for numbers in sorted((index[pair] for pair in _pairs(word) if pair in index), key=len):
        looked_at += len(numbers)
        if shared and looked_at > MOST_LOOKED_AT:
            break
        for number in numbers:
            shared[number] = shared.get(number, 0) + 1
    best = sorted(shared, key=lambda number: (len(known[number]) - 2 * shared[number], number))[:6]
    return [known[number] for number in sorted(best)]


@lru_cache(maxsize=16)
def _pairs_of(known: tuple[str, ...]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for number, name in enumerate(known):
        for pair in _pairs(name):
            index.setdefault(pair, []).append(number)
    return index


def _pairs(word: str) -> set[str]:
    padded = f" {word.casefold()} "
    return {padded[at : at + 2] for at in range(len(padded) - 1)}


def did_you_mean(word: str, known: list[str] | tuple[str, ...]) -> str:
    """`, did you mean 'x'?` when a known name is near, else nothing."""
    name = nearest(word, known)
    return f", did you mean '{name}'?" if name else ""


def blocking(findings: tuple[Finding, ...] | list[Finding]) -> bool:
    """Whether any of the findings stops a build."""
    return any(finding.severity == "error" for finding in findings)
