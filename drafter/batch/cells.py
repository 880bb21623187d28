"""A row by its kind: what it shares with others, and which of its words are its own."""

from __future__ import annotations

import re
from typing import Final, Literal

from drafter.record import Record

TOKEN: Final = re.compile(r"([^\W_]+(?:[-'’][^\W_]+)*)")
"""A word of a value."""
_PIECE: Final = re.compile(r"[^\W_]+")
_FIGURE: Final = re.compile(r"\d+(?:[.,]\d+)+")
NUMBER, SMALL, CAPITAL, CAPITALS, MIXED = "9", "w", "W", "A", "X"
"""The classes of words, or how they begin."""
FIXED: Final = "#"
"""The class of numbers that the fixed wording has, too."""
_NAMING: Final = (CAPITAL, CAPITALS, f"{MIXED}A", f"{MIXED}X")
"""How the classes begin of words that may be a name's."""

Pattern = str
Skeleton = tuple[object, ...]


Compared = Literal["always", "at the end", "never"]
"""Whether a word is compared with those of the case: a number alone is not where no word tells what is counted."""


class Own(Record):
    """A word of a row's own: its place among the words of the row, and what is so whatever its letters are."""

    at: int
    slot: int
    known: str
    """Its class."""
    compared: Compared

    @property
    def naming(self) -> bool:
        """Whether it may be a name's."""
        return self.known.startswith(_NAMING)

    def has_number(self, word: str) -> bool:
        """Whether a number stands alone in it."""
        return self.known == NUMBER or (self.known[0] == MIXED and any(map(str.isdigit, pieces(word))))


class Shape(Record, eq=False):
    """What rows have in common whose cells differ in their own words alone."""

    skeleton: Skeleton
    patterns: tuple[Pattern, ...]
    """One of each value that may differ."""
    places: tuple[tuple[int, int], ...]
    """The column of each value, and which of its cell's values it is."""
    kept: tuple[int, ...]
    """The values that are the same in all rows of the kind."""
    plain: tuple[int, ...]
    """The values that have no words of their own, those among them."""
    own: tuple[Own, ...]


class Cells(Record):
    """A row by its kind: what must be equal for one letter to be like another, and what may differ."""

    shape: Shape
    values: tuple[str, ...]
    words: list[str]
    """All words of the row."""

    @property
    def skeleton(self) -> Skeleton:
        return self.shape.skeleton

    @property
    def columns(self) -> list[int]:
        """The column of each value."""
        return [column for column, _ in self.shape.places]

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        return self.shape.patterns


def form(token: str) -> str:
    """How a word is written that stands again elsewhere, where its letters may be of another case."""
    if token.islower():
        return "w"
    if token.isupper():
        return "A"
    return NUMBER if token.isdecimal() else "W" if token[0].isupper() and token[1:].islower() else "m"


def pieces(value: str) -> list[str]:
    """The letters and digits of a value that stand together."""
    return _PIECE.findall(value)


def figures(value: str) -> list[str]:
    """The numbers of a value that have separators, without them."""
    return [one.replace(",", "") for one in _FIGURE.findall(value)]
