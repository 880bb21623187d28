"""What kind of row a row is: its cells with the words that are its own taken out.

Rows are of one kind where the same cells are empty, and those that are not filled in are equal. The pattern of a value
has marks in place of the row's own words, which neither the code nor the fixed wording names, and which are in the
dictionary where they are written small. Everything else is kept as it stands.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from drafter.amounts import UNITS
from drafter.batch.cells import (
    CAPITAL,
    CAPITALS,
    FIXED,
    MIXED,
    NUMBER,
    SMALL,
    TOKEN,
    Cells,
    Compared,
    Own,
    Pattern,
    Shape,
    figures,
    pieces,
)
from drafter.batch.columns import Column
from drafter.batch.repeated import Again, again_in, labels
from drafter.batch.tables import Row
from drafter.batch.trials import MadeUp
from drafter.batch.typed import listed
from drafter.batch.vocabulary import Vocabulary

_NEVER: Final = re.compile("[$£€¥₹%‰]")
"""Where one of these stands, the number beside it is compared with the case in ways of its own."""
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f'’-]+")
_PARTY: Final = frozenset({"name", "role", "organisation", "address", "salutation", "known_as", "greeting"})
_BRIEF: Final = frozenset({"subject", "our_ref", "your_ref", "delivery", "marking"})
_PARAM: Final = frozenset({"words", "text"})
_REFERENCES: Final = frozenset({"our_ref", "your_ref"})
_SHORT: Final = 3
"""Small words of fewer letters are kept as they stand."""
_LONG: Final = 5
"""Letters from which no check asks how many a word has."""
_YEAR: Final = 4
"""Digits of a number that may be a year."""
_MOST: Final = 300
"""Characters of a cell beyond which a row is no matter of kinds."""
_OWN, _AGAIN, _LED, _END, _SO, _NEXT = "\x01", "\x02", "\x03", "\x04", "\x05", "\x1f"
_MARKS: Final = re.compile(f"[{_OWN}-{_SO}]")
_ODD: Final = re.compile(f"[^{_NEXT}\t\n -~‘’“”–—…]")
_PLAIN_TOKEN: Final = re.compile(TOKEN.pattern.replace(r"[^\W_]", "[0-9A-Za-z]"))
"""Finds the same words as TOKEN, in two thirds of its time, in a text that has nothing odd."""
_FIXED: Final = f"{_OWN}{FIXED}{_LED}{_END}"
_KEPT: Final = 8_192
"""Words whose class is remembered."""
_SHAPES: Final = 2_000
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_CLOSING: Final = '’”")];:!?'
_PARTED: Final = re.compile("[-'’]")
_ALNUM: Final = re.compile("[^-'’]+")
_DAY: Final = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-\d{2,4}")
"""What may be a date."""
_INITIALS: Final = frozenset("BEFGHJKNOPQRSTUWYZ")
"""Letters that are, by themselves, no word and no number."""
_THRICE: Final = re.compile(r"(.)\1\1", re.IGNORECASE)
"""What a word of no meaning has: XXXX."""


class _Kept(dict[str, str]):
    """What is made of words, as far as they were met."""

    def __init__(self, make: Callable[[str], str]) -> None:
        self._make = make

    def __missing__(self, word: str) -> str:
        if len(self) >= _KEPT:
            self.clear()
        made = self[word] = self._make(word)
        return made


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
    """The cells that may differ: which, and whether it holds several values; those of people and references first."""
    verbatim: set[int] = field(default_factory=set)
    """The columns whose values are kept as they stand where they have no words of their own."""
    _kept: tuple[int, ...] = ()
    _first: int = 0
    """How many cells of people and references there are."""
    _marks: _Kept = field(init=False)
    """What stands for words in patterns; nothing for one of which nothing can be said."""
    _lows: _Kept = field(init=False)
    """Words, written small; nothing for one that tells nobody."""
    _shapes: dict[tuple[object, ...], Shape] = field(default_factory=dict)

    def __post_init__(self) -> None:
        free: dict[int, bool] = {}
        kept: set[int] = set()
        for column in self.columns:
            if _may_differ(column) and free.get(column.index, column.many) == column.many:
                free[column.index] = column.many
            else:
                kept.add(column.index)
        names = {column.index for column in self.columns if column.part == "party" or column.name in _REFERENCES}
        slots = [(index, many) for index, many in free.items() if index not in kept]
        self._first = sum(index in names for index, _ in slots)
        self.slots = tuple(sorted(slots, key=lambda slot: slot[0] not in names))
        self._kept = tuple(sorted(kept))
        self._marks, self._lows = _Kept(self._mark), _Kept(self._low)

    def keep(self, columns: Iterable[int]) -> None:
        """Keep the values of columns as they stand where they have no words of their own."""
        self.verbatim.update(columns)
        self._shapes.clear()

    def read(self, row: Row) -> Cells | None:
        """The row by its kind; nothing where it is of none, and must be looked at for itself."""
        cells, width = row.cells, len(row.cells)
        if width > self.width:
            return None
        values: list[str] = []
        shape: list[object] = [*self.kept(row)]
        texts = -1
        for n, (index, many) in enumerate(self.slots):
            if n == self._first:
                texts = len(values)
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
        return self._parsed(values, shape, len(values) if texts < 0 else texts)

    def kept(self, row: Row) -> tuple[object, ...]:
        """The cells of a row that its letter depends on in other ways than by filling them in."""
        return tuple([row.cells[index] if index < len(row.cells) else "" for index in self._kept])

    def _parsed(self, values: list[str], shape: list[object], texts: int) -> Cells | None:
        text = _NEXT.join(values)
        split = split_words(text) if text.count(_NEXT) == max(len(values) - 1, 0) else None
        if split is None:
            return None
        words = split[1::2]
        marks = [self._marks[word] for word in words]
        if _FIXED in marks:
            _restore(split, marks, texts)
        if "" in marks or max(map(len, values), default=0) > _MOST:
            return None
        low = [*map(self._lows.__getitem__, words)]
        again = again_in(words, low) if len(set(low)) < len(low) else ()
        split[1::2] = marks
        key = (*shape, again, "".join(split))
        known = self._shapes.get(key)
        if known is None:
            if len(self._shapes) >= _SHAPES:
                self._shapes.clear()
            known = self._shapes[key] = self._shape(values, shape, split, again)
        for slot in known.kept:
            values[slot] = ""
        return Cells(known, tuple(values), words)

    def _shape(self, values: list[str], shape: list[object], split: list[str], again: Again) -> Shape:
        """What rows with such words of their own have in common."""
        slots = [*accumulate(gap.count(_NEXT) for gap in split[::2])][:-1]
        repeated = {n for group in again for n, _ in group}
        own = []
        for n, mark in enumerate(split[1::2]):
            if mark[0] == _OWN:
                known = mark[1:].partition(_LED)[0]
                own.append(Own(n, slots[n], known, self._compared(split, n, repeated) if known == NUMBER else "always"))
        with_own = {one.slot for one in own if one.known != FIXED}
        places = self._places(shape)
        plain = tuple(n for n, value in enumerate(values) if value and n not in with_own)
        kept = tuple(n for n in plain if places[n][0] in self.verbatim)
        for n, label in labels(again, slots, places):
            split[2 * n + 1] += f"{_AGAIN}{label}{_SO}"
        patterns = ["" if n in kept else one for n, one in enumerate("".join(split).split(_NEXT))]
        fixed = ((n, values[n]) for n in kept)
        return Shape((*shape, *fixed), tuple(patterns), tuple(places), kept, plain, tuple(own))

    def _places(self, shape: list[object]) -> list[tuple[int, int]]:
        """The columns of the values of such rows, and which of its cell's values each is."""
        counts = [
            int(one) if many and isinstance(one, int) else 1
            for one, (_, many) in zip(shape[len(self._kept) :], self.slots, strict=True)
        ]
        return [(index, n) for count, (index, _) in zip(counts, self.slots, strict=True) for n in range(count)]

    def _compared(self, split: list[str], number: int, repeated: set[int]) -> Compared:
        """Whether a number of some marks is compared with the case's; `repeated` are the words that stand twice."""
        before, after = split[2 * number].rpartition(_NEXT)[2], split[2 * number + 2]
        if before and not before.endswith(" "):
            return "always"
        if not after or after[0] == _NEXT:
            return "at the end"
        if after[0] in _CLOSING:
            return "never"
        ahead = split[2 * number + 3] if after == " " and len(split) > 2 * number + 3 else ""
        if not ahead or ahead[0].isdigit() or number + 1 in repeated or ahead[1:2] in {MIXED, FIXED}:
            return "always"
        found = _LETTERS.match(ahead)
        return "always" if found and found[0].casefold() in self.counted else "never"

    def _mark(self, word: str) -> str:
        known = self.class_of(word)
        if known in {"?", ""}:
            return word if not known else ""
        led = self.led(word)
        if known == FIXED:
            return word if led else _FIXED
        return f"{_OWN}{known}{_LED}{led}{_END}"

    def _low(self, word: str) -> str:
        return word.casefold() if self._marks[word][:1] == _OWN or word[:1].isupper() else ""

    def class_of(self, token: str) -> str:
        """The class of a word that may differ; nothing where it is kept, `?` where nothing can be said of it."""
        if token.isdecimal():
            return FIXED if token in self.fixed else NUMBER if token.isascii() else "?"
        return self._judged(token)

    def _judged(self, token: str) -> str:
        low = token.casefold()
        if token.isascii() and token.isalnum() and not token.isalpha():
            return "" if low in self.fixed else f"{MIXED}{_part(token)}"
        if not token.isascii() and not _LATIN.fullmatch(re.sub(r"\d", "", token)):
            return "?"
        parts = _PARTED.split(low)
        if low in self.fixed or low in self.never:
            return ""
        if any(one.isdigit() for one in token):
            told = [part for part in parts if len(part) > 1 and part.isalpha()]
            if _DAY.fullmatch(token) or any(map(self._is_named, told)):
                return ""
            return f"{MIXED}{parts_of(token)}"
        if any(part in self.fixed for part in parts) or _THRICE.search(token) or any(map(self._is_named, parts)):
            return ""
        if len(token) == 1:
            return f"{CAPITALS}1" if token in _INITIALS else ""
        if not self.right(token):
            return ""
        if len(token) == 2 and token[0].isupper():
            return f"{CAPITALS if token.isupper() else CAPITAL}2"
        if len(token) < _SHORT or (len(parts) > 1 and len(parts[-1]) < 2):
            return ""
        marks = "".join(sorted(set(_PARTED.findall(token))))
        if token == token.lower():
            return "" if marks else SMALL
        return "" if token[0].islower() else f"{CAPITALS if token.isupper() else CAPITAL}{marks}"

    def _is_named(self, word: str) -> bool:
        """Whether the code or the fixed wording names a word, or a number beside it is compared with the case."""
        return word in self.fixed or word in self.never or self.vocabulary.names(word)

    def led(self, token: str) -> str:
        """What the language sets beside a word because of its letters."""
        return self.before(token) if self.before else ""

    def names(self, cells: Cells) -> list[int]:
        """Which values are the recipient's name."""
        named = {column.index for column in self.columns if column.part == "party" and column.name == "name"}
        return [slot for slot, (column, _) in enumerate(cells.shape.places) if column in named]

    def own(self, cells: Cells) -> list[str]:
        """The words of a row's own that are no words of the dictionary, and too long to stand elsewhere by chance."""
        own = (cells.words[one.at] for one in cells.shape.own if one.known not in {SMALL, FIXED})
        return [word for word in own if len(word) >= _SHORT]

    def measures(self, text: str, *, before: bool = False) -> bool:
        """Whether a text has words or signs beside which a number is compared with the case; `before` the number."""
        told = self.never if not before else self.never - UNITS
        return bool(_NEVER.search(text)) or any(one.casefold() in told for one in tokens(text))

    def another(self, row: Row, seed: int, small: Iterable[str], *, long: bool) -> Row:
        """A row of the same kind with other words; `small` are words to take for those written small.

        With `long`, its values stand nowhere else by chance.
        """
        made = MadeUp(random.Random(seed), list(small), self, long)  # noqa: S311 - words for a trial, no secret
        cells = list(row.cells)
        slots = [(index, listed(cells[index]) if many else None) for index, many in self.slots if index < len(cells)]
        given = [one for index, items in slots for one in (items if items is not None else (str(cells[index]),))]
        keeps = [index in self.verbatim for index, items in slots for _ in (items if items is not None else "1")]
        values = iter(made.values(given, keeps))
        for index, items in slots:
            cells[index] = next(values) if items is None else tuple(next(values) for _ in items)
        return Row(row.number, row.line, tuple(cells))


def _restore(split: list[str], marks: list[str], texts: int) -> None:
    """Keep the numbers of the fixed wording as they stand in the cells from some value on."""
    slot = 0
    for n, mark in enumerate(marks):
        slot += split[2 * n].count(_NEXT)
        if slot >= texts and mark == _FIXED:
            marks[n] = split[2 * n + 1]


def split_words(text: str) -> list[str] | None:
    """A text's words, each between what stands around it; nothing where what stands for marks is in it."""
    if not _ODD.search(text):
        return _PLAIN_TOKEN.split(text)
    return None if _MARKS.search(text) else TOKEN.split(text)


def compared(texts: Iterable[str]) -> Iterator[str]:
    """The words and figures of texts of which a row's own may be a slip."""
    said = (one for text in texts for one in (*pieces(text), *figures(text)))
    return (one for one in said if len(one) > 3 - one[0].isdigit())


def size(word: str) -> str:
    """How long a word is, as far as some check may ask for it."""
    if word.isdecimal():
        return "y" if len(word) == _YEAR else "n"
    return f"{min(max(len(word), _SHORT), _LONG)}"


def parts_of(token: str) -> str:
    """Of what the parts of a word with digits are: digits, letters, or both."""
    return _ALNUM.sub(lambda found: _part(found[0]), token)


def _part(part: str) -> str:
    if part.isdigit():
        return "9"
    if part.isalpha():
        return "A" if part[0].isupper() else "a"
    return "x" if part[0].isdigit() else "X" if part[0].isupper() else "y"


def sized(pattern: Pattern, sizes: Iterator[str]) -> Pattern:
    """A pattern with how long each of the words of a row's own is."""
    first, *rest = pattern.split(_END)
    return first + "".join([f"{next(sizes)}{_END}{one}" for one in rest])


def tokens(value: str) -> list[str]:
    """The words of a value."""
    return TOKEN.findall(value)


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
