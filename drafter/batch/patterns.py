"""What kind of row a row is: its cells with the words that are its own taken out.

Two rows of one kind differ in words that neither the code nor the fixed wording names, that are in the dictionary where
they are written small, and that stand in the same places of the same cells. Everything else is kept as it stands.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from drafter.amounts import UNITS
from drafter.batch.cells import (
    CAPITAL,
    CAPITALS,
    MIXED,
    NUMBER,
    SMALL,
    Cells,
    Compared,
    Own,
    Shape,
    figures,
    pieces,
)
from drafter.batch.columns import Column
from drafter.batch.tables import Row
from drafter.batch.typed import listed
from drafter.batch.vocabulary import Vocabulary

_TOKEN: Final = re.compile(r"([^\W_]+(?:[-'’][^\W_]+)*)")
_NEVER: Final = re.compile("[$£€¥₹%‰]")
"""Where one of these stands, the number beside it is compared with the case in ways of its own."""
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f'’-]+")
_PARTY: Final = frozenset({"name", "role", "organisation", "address", "salutation", "known_as", "greeting"})
_BRIEF: Final = frozenset({"subject", "our_ref", "your_ref", "delivery", "marking"})
_PARAM: Final = frozenset({"words", "text"})
_SHORT: Final = 3
"""Words of fewer letters are kept as they stand."""
_MOST: Final = 300
"""Characters of a cell beyond which a row is no matter of kinds."""
_TRIALS: Final = 100
_OWN, _AGAIN, _LED, _END, _NEXT = "\x01", "\x02", "\x03", "\x04", "\x1f"
_MARKS: Final = re.compile(f"[{_OWN}-{_END}]")
_KEPT: Final = 8_192
"""Words whose class is remembered."""
_SHAPES: Final = 2_000
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_CLOSING: Final = '’”")];:!?'
_THRICE: Final = re.compile(r"(.)\1\1", re.IGNORECASE)
"""What a word of no meaning has: XXXX."""


class _Marks(dict[str, str]):
    """What stands for words in patterns, as far as they were met; nothing for one of which nothing can be said."""

    def __init__(self, judge: Callable[[str], str]) -> None:
        self._judge = judge

    def __missing__(self, word: str) -> str:
        if len(self) >= _KEPT:
            self.clear()
        mark = self[word] = self._judge(word)
        return mark


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
    _marks: _Marks = field(init=False)
    _shapes: dict[tuple[object, ...], Shape | None] = field(default_factory=dict)

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
        self._marks = _Marks(self._mark)

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
        split = _TOKEN.split(_NEXT.join(values))
        words = split[1::2]
        marks = [self._marks[word] for word in words]
        if "" in marks or max(map(len, values), default=0) > _MOST:
            return None
        own = [n for n, mark in enumerate(marks) if mark[0] == _OWN]
        low = [words[n].casefold() for n in own]
        if len(set(low)) < len(low):
            self._mark_again(words, marks, own, low)
        split[1::2] = marks
        key = (*shape, "".join(split))
        known = self._shapes.get(key)
        if known is None:
            if len(self._shapes) >= _SHAPES:
                self._shapes.clear()
            known = self._shapes[key] = self._shape(values, shape, split)
            if known is None:
                return None
        for slot in known.empty:
            values[slot] = ""
        return Cells(known, tuple(values), words)

    def _mark_again(self, words: list[str], marks: list[str], own: list[int], low: list[str]) -> None:
        """Mark the words that stand more than once: they are the same in all rows of the kind."""
        met: dict[str, list[int]] = {}
        for n, word in zip(own, low, strict=True):
            met.setdefault(word, []).append(n)
        again = sorted(places for places in met.values() if len(places) > 1)
        for order, places in enumerate(again):
            for n in places:
                marks[n] = f"{_AGAIN}{order}{_form(words[n])}{marks[n]}"

    def _shape(self, values: list[str], shape: list[object], split: list[str]) -> Shape | None:
        """What rows with such words of their own have in common; nothing where a cell holds what marks words."""
        if sum(gap.count(_NEXT) for gap in split[::2]) != max(len(values) - 1, 0) or any(
            map(_MARKS.search, split[::2])
        ):
            return None
        slot = 0
        again: dict[str, list[int]] = {}
        own: list[Own] = []
        for n, mark in enumerate(split[1::2]):
            slot += split[2 * n].count(_NEXT)
            how, own_word, told = mark.rpartition(_OWN)
            if not own_word:
                continue
            if how:
                again.setdefault(how[:-1], []).append(slot)
            known = told.partition(_LED)[0]
            compared = self._compared(split, n) if known == NUMBER else "always"
            own.append(Own(n, slot, known, compared))
        with_own = {one.slot for one in own}
        empty = tuple(n for n, value in enumerate(values) if value and n not in with_own)
        patterns = tuple("" if n in empty else one for n, one in enumerate("".join(split).split(_NEXT)))
        fixed = ((n, values[n]) for n in empty)
        return Shape((*shape, *fixed, *map(tuple, again.values())), patterns, empty, tuple(own))

    def _compared(self, split: list[str], number: int) -> Compared:
        """Whether a number of some marks is compared with the case's."""
        before, after = split[2 * number].rpartition(_NEXT)[2], split[2 * number + 2]
        if before and not before.endswith(" "):
            return "always"
        if not after or after[0] == _NEXT:
            return "at the end"
        if after[0] in _CLOSING:
            return "never"
        ahead = split[2 * number + 3] if after == " " and len(split) > 2 * number + 3 else ""
        if not ahead or ahead[0].isdigit() or ahead[:1] == _AGAIN or ahead[1:2] == MIXED:
            return "always"
        found = _LETTERS.match(ahead)
        return "always" if found and found[0].casefold() in self.counted else "never"

    def _mark(self, word: str) -> str:
        known = self.class_of(word)
        return "" if known == "?" else f"{_OWN}{known}{_LED}{self.led(word)}{_END}" if known else word

    def class_of(self, token: str) -> str:
        """The class of a word that may differ; nothing where it is kept, `?` where nothing can be said of it."""
        if token.isdecimal():
            return "" if token in self.fixed else NUMBER if token.isascii() else "?"
        return self._judged(token)

    def _judged(self, token: str) -> str:
        low = token.casefold()
        if token.isascii() and token.isalnum() and not token.isalpha():
            return (
                ""
                if low in self.fixed
                else f"{MIXED}{'9' if token[0].isdigit() else 'A' if token[0].isupper() else 'a'}"
            )
        if not token.isascii() and not _LATIN.fullmatch(re.sub(r"\d", "", token)):
            return "?"
        parts = re.split(r"[-'’]", low)
        if low in self.fixed or low in self.never or any(part in self.fixed for part in parts):
            return ""
        if any(one.isdigit() for one in token):
            return MIXED + ("9" if token[0].isdigit() else "A" if token[0].isupper() else "a")
        if _THRICE.search(token) or any(self.vocabulary.names(part) for part in parts):
            return ""
        if len(token) < _SHORT or any(len(part) < 2 for part in parts[1:]):
            return ""
        marks = "".join(sorted(set(re.findall(r"[-'’]", token))))
        if not self.right(token):
            return "?"
        if token == token.lower():
            return "" if marks else SMALL
        return "?" if token[0].islower() else f"{CAPITALS if token.isupper() else CAPITAL}{marks}"

    def led(self, token: str) -> str:
        """What the language sets beside a word because of its letters."""
        return self.before(token) if self.before else ""

    def columns_of(self, row: Row) -> list[int]:
        """The columns of a row's values, in their order."""
        cells = [row.cells[index] if index < len(row.cells) else "" for index, _ in self.slots]
        counts = [len(listed(cell)) if many else 1 for cell, (_, many) in zip(cells, self.slots, strict=True)]
        return [index for count, (index, _) in zip(counts, self.slots, strict=True) for _ in range(count)]

    def own(self, cells: Cells) -> list[str]:
        """The words of a row that are its own and no words of the dictionary."""
        return [cells.words[one.at] for one in cells.shape.own if one.known != SMALL]

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


def compared(texts: Iterable[str]) -> Iterator[str]:
    """The words and figures of texts of which a row's own may be a slip."""
    said = (one for text in texts for one in (*pieces(text), *figures(text)))
    return (one for one in said if len(one) > 3 - one[0].isdigit())


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
    return NUMBER if token.isdecimal() else "W" if token[0].isupper() and token[1:].islower() else "m"


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
        if known == NUMBER:
            return "".join(self.chance.choices("123456789", k=self.chance.choice(self.digits)))
        if known == SMALL:
            return self.chance.choice(self.small)
        made = "".join(self.chance.choices("abcdefghijklmnopqrstuvwxyz", k=self.chance.randint(6, 10)))
        if known[0] == MIXED:
            figures = str(self.chance.randint(100, 999))
            return f"{figures}{made}" if known[1] == "9" else f"{made}{figures}"
        return "".join((*(f"{made[:2]}{mark}" for mark in known[1:]), made))
