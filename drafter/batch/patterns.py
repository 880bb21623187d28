"""What kind of row a row is: its cells with the words that are its own taken out.

Two rows of one kind differ in words that neither the code nor the fixed wording names, that are in the dictionary where
they are written small, and that stand in the same places of the same cells. Everything else is kept as it stands.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from drafter.amounts import UNITS
from drafter.batch.columns import Column
from drafter.batch.tables import Row
from drafter.batch.typed import listed
from drafter.batch.vocabulary import Vocabulary
from drafter.record import Record

_TOKEN: Final = re.compile(r"([^\W_]+(?:[-'’][^\W_]+)*)")
_PIECE: Final = re.compile(r"[^\W_]+")
_FIGURE: Final = re.compile(r"\d+(?:[.,]\d+)+")
_NEVER: Final = re.compile("[$£€¥₹%‰]")
"""Where one of these stands, the number beside it is compared with the case in ways of its own."""
_COUNTED: Final = re.compile(r" ([^\W\d_]+)|[’”\")\];:!?]|$")
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f'’-]+")
_PARTY: Final = frozenset({"name", "role", "organisation", "address", "salutation", "known_as", "greeting"})
_BRIEF: Final = frozenset({"subject", "our_ref", "your_ref", "delivery", "marking"})
_PARAM: Final = frozenset({"words", "text"})
_SHORT: Final = 3
"""Words of fewer letters are kept as they stand."""
_MOST: Final = 300
"""Characters of a cell beyond which a row is no matter of kinds."""
_TRIALS: Final = 100
_OWN, _AGAIN, _END = "\x01", "\x02", "\x03"
_NUMBER, _SMALL, _CAPITAL, _CAPITALS, _MIXED = "9", "w", "W", "A", "X"
_NAMING: Final = (_CAPITAL, _CAPITALS, f"{_MIXED}A")
"""How the classes begin of words that may be a name's."""
_THRICE: Final = re.compile(r"(.)\1\1", re.IGNORECASE)
"""What a word of no meaning has: XXXX."""

Pattern = str
Skeleton = tuple[object, ...]


class Cells(Record):
    """A row by its kind: what must be equal for one letter to be like another, and what may differ."""

    skeleton: Skeleton
    patterns: tuple[Pattern, ...]
    """One of each value that may differ."""
    values: tuple[str, ...]


@dataclass(slots=True, eq=False)
class Reader:
    """Reads rows by their kind; `fixed` are the words of the fixed wording, `right` judges one word."""

    columns: tuple[Column, ...]
    width: int
    vocabulary: Vocabulary
    fixed: frozenset[str]
    right: Callable[[str], bool]
    never: frozenset[str] = frozenset()
    """Words, written small, beside which a number is compared with the case: months, currencies, units."""
    counted: frozenset[str] = frozenset()
    """The words, written small, of the case's facts, which tell what their numbers count."""
    before: Callable[[str], str] | None = None
    """What the language sets before or after a word, where that depends on the word: `d’` of `Albert`."""
    slots: tuple[tuple[int, bool], ...] = ()
    """The cells that may differ: which, and whether it holds several values."""
    _kept: tuple[int, ...] = ()
    _class_of: Callable[[str], str] = field(init=False)

    def __post_init__(self) -> None:
        free: dict[int, bool] = {}
        kept: set[int] = set()
        for column in self.columns:
            if _may_differ(column) and free.get(column.index, column.many) == column.many:
                free[column.index] = column.many
            else:
                kept.add(column.index)
        self.slots = tuple((index, many) for index, many in free.items() if index not in kept)
        self._kept = tuple(sorted(kept))
        self._class_of = lru_cache(maxsize=8_192)(self._judged)

    def read(self, row: Row) -> Cells | None:
        """The row by its kind; nothing where it is of none, and must be looked at for itself."""
        cells, width = row.cells, len(row.cells)
        if width > self.width:
            return None
        values: list[str] = []
        shape: list[object] = [cells[index] if index < width else "" for index in self._kept]
        for index, many in self.slots:
            cell = cells[index] if index < width else ""
            if many:
                items = listed(cell)
                shape.append(len(items))
                values += items
            elif isinstance(cell, tuple) or "\n" in cell:
                return None
            else:
                shape.append(not cell)
                values.append(cell)
        return self._parsed(values, shape)

    def _parsed(self, values: list[str], shape: list[object]) -> Cells | None:
        split = [_TOKEN.split(value) for value in values]
        met: dict[str, int] = {}
        again: dict[str, list[int]] = {}
        classes: list[list[str]] = []
        for number, pieces in enumerate(split):
            if len(values[number]) > _MOST:
                return None
            row: list[str] = []
            for token in pieces[1::2]:
                known = self.class_of(token)
                if known == "?":
                    return None
                row.append(known)
                if known:
                    low = token.casefold()
                    if low in met:
                        again.setdefault(low, [met[low]]).append(number)
                    else:
                        met[low] = number
            classes.append(row)
            if not any(row) and values[number]:  # nothing of its own: it must be the same in all rows of the kind
                shape.append((number, values[number]))
                values[number], split[number] = "", [""]
        order = {low: n for n, low in enumerate(again)}
        patterns = tuple(self._pattern(*one, order) for one in zip(split, classes, strict=True))
        return Cells((*shape, *map(tuple, again.values())), patterns, tuple(values))

    def class_of(self, token: str) -> str:
        """The class of a word that may differ; nothing where it is kept, `?` where nothing can be said of it."""
        if token.isdecimal():
            return "" if token in self.fixed else _NUMBER if token.isascii() else "?"
        return self._class_of(token)

    def _judged(self, token: str) -> str:
        low = token.casefold()
        if not token.isascii() and not _LATIN.fullmatch(re.sub(r"\d", "", token)):
            return "?"
        parts = re.split(r"[-'’]", low)
        if low in self.fixed or any(part in self.fixed for part in parts):
            return ""
        if any(one.isdigit() for one in token):
            return _MIXED + ("9" if token[0].isdigit() else "A" if token[0].isupper() else "a")
        if _THRICE.search(token) or any(self.vocabulary.names(part) for part in parts):
            return ""
        if len(token) < _SHORT or any(len(part) < 2 for part in parts[1:]):
            return ""
        marks = "".join(sorted(set(re.findall(r"[-'’]", token))))
        if not self.right(token):
            return "?"
        if token == token.lower():
            return "" if marks else _SMALL
        return "?" if token[0].islower() else f"{_CAPITALS if token.isupper() else _CAPITAL}{marks}"

    def _pattern(self, pieces: list[str], classes: list[str], again: dict[str, int]) -> Pattern:
        """A value with its own words taken out."""
        made: list[str] = []
        for gap, token, known in zip(pieces[::2], pieces[1::2], classes, strict=False):
            low = token.casefold()
            if not known:
                made.append(f"{gap}{token}")
            elif low in again:
                made.append(f"{gap}{_AGAIN}{again[low]}{_form(token)}{self.led(token)}{_END}")
            else:
                made.append(f"{gap}{_OWN}{known}{self.led(token)}{_END}")
        return "".join((*made, pieces[-1]))

    def led(self, token: str) -> str:
        """What the language sets beside a word because of its letters."""
        return self.before(token) if self.before else ""

    def names(self, values: Iterable[str]) -> set[str]:
        """The words of values that may be a name's and are their own, and the parts of those with hyphens."""
        said = (token for value in values for token in tokens(value) if self.class_of(token).startswith(_NAMING))
        return {piece for token in said for piece in pieces(token) if len(piece) >= _SHORT}

    def own(self, cells: Cells) -> list[str]:
        """The words of a row that are its own and no words of the dictionary."""
        said = (token for value in cells.values for token in tokens(value))
        return [token for token in said if self.class_of(token) not in {"", _SMALL}]

    def near(self, value: str, near: frozenset[str], *, beside: bool) -> bool:
        """Whether a value may be a slip of something in the case; `near` is of its words and figures, by `cut`.

        A number that stands alone is a slip only before a word that tells what is counted there: within the value, or
        `beside` it.
        """
        own: list[str] = []
        for found in _TOKEN.finditer(value):
            token = found[0]
            if not self.class_of(token):
                continue
            if token.isdigit() and value[found.start() - 1 : found.start()] in {"", " "}:
                counted = _COUNTED.match(value, found.end())
                if counted and not (beside if not counted[0] else (counted[1] or "").casefold() in self.counted):
                    continue
            own += pieces(token)
        if "," in value or "." in value:
            own += figures(value)
        if any(map(str.isdigit, own)) and self.measures(value):
            return True
        return any(not near.isdisjoint(without_one(one)) for one in own)

    def measures(self, text: str, *, before: bool = False) -> bool:
        """Whether a text has words or signs beside which a number is compared with the case; `before` the number."""
        told = self.never if not before else self.never - UNITS
        return bool(_NEVER.search(text)) or any(one.casefold() in told for one in tokens(text))

    def another(self, row: Row, seed: int, small: Iterable[str], *, long: bool) -> Row:
        """A row of the same kind with other words; `small` are words to take for those written small.

        With `long`, its numbers have so many digits that they stand nowhere else by chance.
        """
        cells = list(row.cells)
        made = _Maker(random.Random(seed), list(small), self, (7, 8, 9) if long else (1, 2, 3, 4, 6))  # noqa: S311 - words for a trial, no secret
        for index, many in self.slots:
            if index < len(cells):
                cell = cells[index]
                if many:
                    cells[index] = tuple(made.value(one) for one in listed(cell))
                elif isinstance(cell, str):
                    cells[index] = made.value(cell)
        return Row(row.number, row.line, tuple(cells))


def pieces(value: str) -> list[str]:
    """The letters and digits of a value that stand together."""
    return _PIECE.findall(value)


def figures(value: str) -> list[str]:
    """The numbers of a value that have separators, without them."""
    return [one.replace(",", "") for one in _FIGURE.findall(value)]


def without_one(word: str) -> set[str]:
    """A word, and what remains of it when one character is taken away: two that share one are a slip apart."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def cut(texts: Iterable[str]) -> frozenset[str]:
    """What remains of the words and figures of texts when one character is taken away."""
    said = (one for text in texts for one in (*pieces(text), *figures(text)))
    return frozenset(rest for one in said if len(one) > 3 - one[0].isdigit() for rest in without_one(one))


def tokens(value: str) -> list[str]:
    """The words of a value."""
    return _TOKEN.findall(value)


def _may_differ(column: Column) -> bool:
    match column.part:
        case "party":
            return column.name in _PARTY
        case "brief":
            return column.name in _BRIEF
        case "param":
            return column.type in _PARAM
        case "queries":
            return False


def _form(token: str) -> str:
    """How a word is written that stands again elsewhere, where its letters may be of another case."""
    if token.islower():
        return "w"
    if token.isupper():
        return "A"
    return _NUMBER if token.isdecimal() else "W" if token[0].isupper() and token[1:].islower() else "m"


@dataclass(slots=True)
class _Maker:
    """Makes words of the same classes."""

    chance: random.Random
    small: list[str]
    reader: Reader
    digits: tuple[int, ...]
    """How many a number may have."""
    known: dict[str, str] = field(default_factory=dict)

    def value(self, value: str) -> str:
        return _TOKEN.sub(lambda found: self.word(found[0]), value)

    def word(self, token: str) -> str:
        known = self.reader.class_of(token)
        if not known:
            return token
        low = token.casefold()
        if low not in self.known:
            self.known[low] = self._new(token, known)
        return self._cased(self.known[low], token)

    def _new(self, token: str, known: str) -> str:
        for _ in range(_TRIALS):
            made = self._drawn(known)
            cased = self._cased(made, token)
            if made in self.known.values() or self.reader.class_of(cased) != known:
                continue
            if self.reader.led(cased) == self.reader.led(token):
                return made
        raise LookupError(token)

    def _cased(self, made: str, token: str) -> str:
        form = _form(token)
        return made if form == "w" else made.upper() if form == "A" else made[0].upper() + made[1:]

    def _drawn(self, known: str) -> str:
        if known == _NUMBER:
            return "".join(self.chance.choices("123456789", k=self.chance.choice(self.digits)))
        if known == _SMALL:
            return self.chance.choice(self.small)
        made = "".join(self.chance.choices("abcdefghijklmnopqrstuvwxyz", k=self.chance.randint(6, 10)))
        if known[0] == _MIXED:
            figures = str(self.chance.randint(100, 999))
            return f"{figures}{made}" if known[1] == "9" else f"{made}{figures}"
        return "".join((*(f"{made[:2]}{mark}" for mark in known[1:]), made))
