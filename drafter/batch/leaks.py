"""Finds what belongs to one recipient in the letter of another: names, addresses, references, contract facts."""

from __future__ import annotations

import json
import re
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate, pairwise
from typing import Final
from zlib import crc32

from drafter.batch.words import joined, raw_words, words, words_of_all
from drafter.record import Mutable, Record, field

BITS: Final = 21
"""Bits of the places of a table in which an index notes with which words its values begin."""
_FEWEST: Final = 14
_MOST: Final = 22
_PART: Final = 60
"""Hashes are kept apart by their bits from here on until they are sorted, so that sorting takes little memory."""
_TOP: Final = 12
"""Bits by which a sealed index is divided."""
_PACKED: Final = 6
"""Parts that an index is packed in."""
ALONE, FIRST = 1, 2
_PRIME: Final = 0xD1342543DE82EFB9
_SPREAD: Final = 0x9E3779B97F4A7C15
_LOOSE: Final = b" /"
"""Ends what stands for a loose value, as no word does."""
MOST_WORDS: Final = 40
_LEAST: Final = 3
"""Letters of which a value has fewer that tells nobody."""
_TELLING: Final = 5
"""Letters of a word with digits that tells somebody as surely as several words."""
_REFERENCES: Final = frozenset({"your_ref", "our_ref"})
"""Fields of which a number alone is looked for."""
MANY: Final = 9
SECOND: Final = 0x9E3779B1
"""What the checksum of a word is multiplied by that has another behind it."""


def bits_for(size: int) -> int:
    """Bits of the places for a table of so many bytes: a place for a byte, so that most stay empty."""
    return max(_FEWEST, min(_MOST, size.bit_length()))


def _tells(word: str) -> bool:
    """Whether a word tells somebody as surely as several."""
    return len(word) >= _TELLING and any(map(str.isdigit, word))


def _counts(number: bytes) -> bool:
    """Whether a number is a reference that is looked for: long enough, and no year."""
    return len(number) >= _TELLING - 1 and not (len(number) == 4 and number[:2] in {b"19", b"20"})


def as_written(text: str, said: str) -> str:
    """Where words stand in a text as its own; nothing where a number of theirs is only part of a longer one."""
    each = said.split(" ")
    first = r"(?<![0-9])(?<![0-9][.,])" if each[0][:1].isdigit() else ""
    last = r"(?![0-9])(?![.,][0-9])" if each[-1][-1:].isdigit() else ""
    plain = r"[\W_]+".join(map(re.escape, each))
    found = re.search(f"{first}{plain}{last}", text, re.IGNORECASE)
    if found is None and (first or last) and re.search(plain, text, re.IGNORECASE):
        return ""
    return found[0] if found else said


def length_bit(words: int) -> int:
    """The bit that stands for so many words, or for MANY and more."""
    return 1 << min(words - 2, MANY - 2)


def digest(text: str | bytes) -> int:
    """Eight bytes that stand for a text."""
    content = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "big")


def _hashed(value: bytes) -> int:
    """64 bits that stand for a short text: a remainder of it, which is found in a fifth of a digest's time.

    Texts that differ within seven neighbouring bytes never share one.
    """
    return int.from_bytes(value, "big") * _SPREAD % _PRIME


class Leak(Record):
    """Words of a letter that are the whole value of another row's field."""

    words: str
    row: int
    field: str
    grave: bool
    written: str = ""
    """The words as the letter has them."""


_Entries = tuple["array[int]", "array[int]", "array[int]"]
Gathered = tuple[list[str], list[int], bytearray, bytearray, list[_Entries]]
"""The fields of an index, the lengths of its values, where these may begin, and its entries."""


def _nothing(parts: int) -> list[_Entries]:
    return [(array("Q"), array("I"), array("H")) for _ in range(parts)]


def in_order(parts: Iterable[_Entries]) -> list[_Entries]:
    """Parts of an index's entries, each sorted."""
    found: list[_Entries] = []
    for hashes, rows, kinds in parts:
        entries = [said << 48 | row << 16 | kind for said, row, kind in zip(hashes, rows, kinds, strict=True)]
        entries.sort()
        sealed_hashes = array("Q", [entry >> 48 for entry in entries])
        sealed_rows = array("I", [entry >> 16 & 0xFFFFFFFF for entry in entries])
        found.append((sealed_hashes, sealed_rows, array("H", [entry & 0xFFFF for entry in entries])))
    return found


class Index(Mutable, eq=False):
    """The identifying values of all rows as hashes; fill it, seal it, then ask."""

    fields: list[str] = field(default_factory=list)
    _hashes: array[int] = field(default_factory=lambda: array("Q"))
    _rows: array[int] = field(default_factory=lambda: array("I"))
    _kinds: array[int] = field(default_factory=lambda: array("H"))
    bits: int = BITS
    starts: bytearray = field(default_factory=bytearray)
    """With which words values begin, by their checksums."""
    pairs: bytearray = field(default_factory=bytearray)
    """How long the values are that begin with two words."""
    lengths: list[int] = field(default_factory=list)
    fixed: str = " "
    """The words of the brief's fixed wording, joined."""
    _kind_of: dict[str, int] = field(default_factory=dict)
    _unsorted: list[_Entries] = field(default_factory=lambda: _nothing(1 << 64 - _PART))
    _shelves: array[int] = field(default_factory=lambda: array("L"))
    """Where the entries begin whose hashes begin alike, so that few are looked through."""

    def __post_init__(self) -> None:
        self.starts = self.starts or bytearray(1 << self.bits)
        self.pairs = self.pairs or bytearray(1 << self.bits)

    @property
    def mask(self) -> int:
        """What leaves of a checksum its place."""
        return (1 << self.bits) - 1

    def pair(self, one: bytes, other: bytes) -> int:
        """The bits of the lengths of values that begin with two words."""
        return self.pairs[crc32(one) * SECOND + crc32(other) & self.mask]

    def add(self, value: str, row: int, name: str, *, loose: bool = False) -> None:
        """Add a value of a row's field; a loose one is the row's own only where no other row has it in a field."""
        self.add_all([(name, value)], row, {name} if loose else ())

    def add_all(self, values: Sequence[tuple[str, str]], row: int, loose: Container[str]) -> None:
        """Add the values of a row, each with the name of its field; `loose` are the fields of loose ones."""
        each = words_of_all([value for _, value in values])
        starts, pairs, mask, unsorted = self.starts, self.pairs, self.mask, self._unsorted
        for (name, _), said in zip(values, each, strict=True):
            count = len(said)
            if not count or count > MOST_WORDS:
                continue
            first = said[0]
            whole = first if count == 1 else b" ".join(said)
            if (len(whole) if whole.isascii() else len(whole.decode())) - count < _LEAST - 1:
                continue
            grave = count > 1 or _tells(whole.decode())
            if not grave and whole.decode().isdigit() and (name not in _REFERENCES or not _counts(whole)):
                continue
            kind = self._kind_of[name] if name in self._kind_of else self.name((name,))[0]
            number = _hashed(whole + _LOOSE if name in loose else whole)
            hashes, rows, kinds = unsorted[number >> _PART]
            hashes.append(number)
            rows.append(row)
            kinds.append(kind * 2 + grave)
            checksum = crc32(first)
            if count == 1:
                starts[checksum & mask] |= ALONE
                continue
            starts[checksum & mask] |= FIRST
            pairs[checksum * SECOND + crc32(said[1]) & mask] |= length_bit(count)
            if count not in self.lengths:
                self.lengths = sorted((*self.lengths, count))

    def name(self, fields: Iterable[str]) -> list[int]:
        """The numbers of fields, which those get here that have none yet."""
        for name in fields:
            if name not in self._kind_of:
                self._kind_of[name] = len(self.fields)
                self.fields.append(name)
        return [self._kind_of[name] for name in fields]

    def gathered(self) -> Gathered:
        """All that was added, for another index."""
        return self.fields, self.lengths, self.starts, self.pairs, self._unsorted

    def absorb(self, gathered: Gathered) -> None:
        """Add what another index gathered, which names its fields as this one does."""
        fields, lengths, starts, pairs, unsorted = gathered
        if fields != self.fields:
            raise ValueError(fields)
        for mine, more in ((self.starts, starts), (self.pairs, pairs)):
            both = int.from_bytes(mine, "little") | int.from_bytes(more, "little")
            mine[:] = both.to_bytes(len(mine), "little")
        for entries, others in zip(self._unsorted, unsorted, strict=True):
            for one, other in zip(entries, others, strict=True):
                one.extend(other)
        self.lengths = sorted({*self.lengths, *lengths})

    def seal(self, fixed: Iterable[str], executors: Sequence[Executor] = ()) -> None:
        """Make the index ready to be asked; `fixed` is the brief's own wording; `executors` help to sort."""
        lengths = [len(hashes) for hashes, _, _ in self._unsorted]
        starts = list(accumulate(lengths, initial=0))
        # As large as they will be: arrays that grow leave holes behind that take as much again.
        self._hashes, self._rows, self._kinds = (array(code, [0]) * starts[-1] for code in "QIH")
        share = len(lengths) // (len(executors) + 1)
        tasks = []
        for number, executor in enumerate(executors):
            part = slice(number * share, (number + 1) * share)
            tasks.append(executor.submit(in_order, self._unsorted[part]))
            self._unsorted[part] = _nothing(share)
        for number in range(len(tasks) * share, len(lengths)):
            (sealed,) = in_order(self._unsorted[number : number + 1])
            self._unsorted[number : number + 1] = _nothing(1)
            self._put(starts[number], sealed)
        for number, task in enumerate(tasks):
            for at, sealed in enumerate(task.result(), number * share):
                self._put(starts[at], sealed)
        self.fixed = joined(" \n ".join(fixed))
        self._divide()

    def _put(self, start: int, entries: _Entries) -> None:
        """Put sorted entries where they begin."""
        for mine, one in zip((self._hashes, self._rows, self._kinds), entries, strict=True):
            mine[start : start + len(one)] = one

    def _divide(self) -> None:
        begins = (bisect_left(self._hashes, shelf << 64 - _TOP) for shelf in range(1 << _TOP))
        self._shelves = array("L", (*begins, len(self._hashes)))

    def packed(self, level: int = 1) -> bytes:
        """A sealed index as bytes that `unpacked` reads, small enough to be sent far; with `level` 0, made quickly."""
        head = json.dumps([self.fields, self.lengths, self.fixed, self.bits]).encode()
        parts = (head, self.starts, self.pairs, self._hashes.tobytes(), self._rows.tobytes(), self._kinds.tobytes())
        packed = [zlib.compress(part, level) for part in parts]
        return array("Q", [len(part) for part in packed]).tobytes() + b"".join(packed)

    @classmethod
    def unpacked(cls, content: bytes) -> Index:
        """The index that was packed."""
        sizes = array("Q", content[: _PACKED * 8])
        ends = [*accumulate(sizes, initial=_PACKED * 8)]
        parts = [zlib.decompress(content[start:end]) for start, end in pairwise(ends)]
        names, lengths, fixed, bits = json.loads(parts[0])
        entries = array("Q", parts[3]), array("I", parts[4]), array("H", parts[5])
        index = cls(names, *entries, bits, bytearray(parts[1]), bytearray(parts[2]), lengths, fixed)
        index._divide()
        return index

    def leaks(self, texts: Iterable[str], row: int, own: Iterable[str]) -> list[Leak]:
        """What in the texts of a row's letter is a value of other rows, and neither fixed nor within `own` words."""
        mine = ""
        found: dict[str, Leak] = {}
        for text in texts:
            for said, first, last in self.hits(text):
                if said in found or self.is_of(row, first, last):
                    continue
                mine = mine or "|".join(map(joined, own))
                if f" {said} " in mine or self.is_fixed(said):
                    continue
                if written := as_written(text, said):
                    kind = self._kinds[first]
                    found[said] = Leak(said, self._rows[first], self.fields[kind // 2], bool(kind % 2), written)
        return list(found.values())

    def is_of(self, row: int, first: int, last: int) -> bool:
        """Whether one of some entries is a row's."""
        at = bisect_left(self._rows, row, first, last)
        return at < last and self._rows[at] == row

    def is_fixed(self, said: str) -> bool:
        """Whether words stand in the brief's fixed wording."""
        return f" {said} " in self.fixed

    def is_others(self, said: bytes, row: int) -> bool:
        """Whether words are a value of other rows, and neither of this row nor of the fixed wording."""
        first, last = self._entry(said)
        return last > first and not self.is_of(row, first, last) and not self.is_fixed(said.decode())

    def may_leak(self, text: str, row: int) -> bool:
        """Whether a text may hold what is another row's."""
        return any(not self.is_of(row, *entries) and not self.is_fixed(said) for said, *entries in self.scan(text))

    @property
    def longest(self) -> int:
        """The most words that a value has."""
        return max(self.lengths, default=1)

    def owner(self, entry: int) -> tuple[int, str]:
        """The row of an entry, and its field."""
        return self._rows[entry], self.fields[self._kinds[entry] // 2]

    def hits(self, text: str) -> tuple[tuple[str, int, int], ...]:
        """The values that stand in a text: their words, and where their entries begin and end."""
        return _hits(self, text) if len(self._hashes) else ()

    def scan(self, text: str) -> Iterator[tuple[str, int, int]]:
        """As `hits`, for a text that was not looked through yet."""
        return (one for one in self._scan(text) if one[1] < one[2])

    def _scan(self, text: str) -> Iterator[tuple[str, int, int]]:
        said = words(text)
        coded = [word.encode() for word in said]
        begin = [self.starts[crc32(word) & self.mask] for word in coded]
        raw: list[str] = []
        for n in [n for n, start in enumerate(begin) if start]:
            word, start = said[n], begin[n]
            if start & ALONE:
                raw = raw or raw_words(text)
                if not raw[n].islower():
                    yield word, *self._entry(word.encode())
            if start & FIRST and n + 1 < len(said) and (long := self.pair(coded[n], coded[n + 1])):
                for length in self.lengths:
                    if long & length_bit(length) and n + length <= len(said):
                        value = " ".join(said[n : n + length])
                        yield value, *self._entry(value.encode())

    def _entry(self, said: bytes) -> tuple[int, int]:
        """Where the entries of words begin and end: of those that are no loose values, or else of those that are."""
        first, last = self._entries(said)
        return (first, last) if last > first else self._entries(said + _LOOSE)

    def _entries(self, whole: bytes) -> tuple[int, int]:
        """Where the entries of a value begin and end."""
        if not self._shelves:
            return 0, 0
        number = _hashed(whole)
        shelf = number >> 64 - _TOP
        first = bisect_left(self._hashes, number, self._shelves[shelf], self._shelves[shelf + 1])
        return first, bisect_right(self._hashes, number, first, self._shelves[shelf + 1])


@lru_cache(maxsize=2048)
def _hits(index: Index, text: str) -> tuple[tuple[str, int, int], ...]:
    return tuple(index.scan(text))
