"""Whether a filled letter may hold what is another row's: new is only what stands in its places or reaches into one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from zlib import crc32

from drafter.batch.leaks import ALONE, FIRST, MANY, MASK, Index, length_bit, plain_words, raw_words, slot_of
from drafter.batch.templates import Template


@dataclass(slots=True)
class Scanner:
    """Looks through letters of one kind; `index.may_leak` of the whole text would say the same."""

    index: Index
    texts: Template
    """All texts that differ, as one."""
    whole: tuple[tuple[int, ...], ...]
    """Values that as they stand, and one behind the other, are never what is another row's."""
    _between: list[list[str]] = field(default_factory=list)
    """The words between the places."""
    _places: dict[int, list[int]] = field(default_factory=dict)
    """Where each value stands."""
    _before: list[tuple[int, int]] = field(default_factory=list)
    """Words with which a value of some row may begin that reaches into a place: before which, where."""
    _bits: list[tuple[int, int]] = field(default_factory=list)
    _own: frozenset[int] = frozenset()
    _exact: bool = True
    """Whether words end where values begin."""

    def __post_init__(self) -> None:
        index, last = self.index, len(self.texts.slots)
        self._bits = [(length, length_bit(length)) for length in index.lengths]
        self._own = frozenset(one[0] for one in self.whole if len(one) == 1)
        for number, piece in enumerate(self.texts.pieces):
            said = plain_words(piece)
            ends = number == last or _ends(piece[-1:], outside=number == 0)
            if said is None or not ends or not (number == 0 or _ends(piece[:1], outside=number == last)):
                self._exact = False
                return
            self._between.append(said)
            if number < last:
                self._places.setdefault(self.texts.slots[number], []).append(number)
                near = range(max(len(said) - index.longest + 1, 0), len(said))
                self._before += [(number, at) for at in near if self._may_reach(said[at:])]

    def _may_reach(self, words: list[str]) -> bool:
        """Whether a value of some row may begin with these words and go on."""
        index = self.index
        if not index.starts[slot_of(words[0])] & FIRST:
            return False
        long = index.pairs[slot_of(f"{words[0]} {words[1]}")] if len(words) > 1 else -1
        return any(length > len(words) for length in self._lengths(long))

    def _lengths(self, long: int) -> list[int]:
        """The lengths of values that some bits stand for, the least first."""
        return [length for length, bit in self._bits if long & bit] if long else []

    def finds(self, values: list[str], row: int) -> bool:
        """Whether a row's letter may hold a value that is another's, and not its own or of the fixed wording."""
        index = self.index
        said: dict[int, list[str]] = {}
        for slot in self._places:
            words = plain_words(values[slot]) if self._exact else None
            if words is None:
                return index.may_leak(self.texts.filled(values), row)
            said[slot] = words
        own = {" ".join([word for slot in one for word in said.get(slot, ())]) for one in self.whole}
        return any(one not in own and index.is_others(one, row) for one in self._spans(values, said))

    def _spans(self, values: list[str], said: dict[int, list[str]]) -> Iterator[str]:
        """The words in the places, or reaching into one, that may be a value of some row."""
        index, places = self.index, self._places
        starts, pairs = index.starts, index.pairs
        for slot, words in said.items():
            begin = [starts[crc32(word.encode()) & MASK] for word in words]
            if not any(begin):
                continue
            own = length_bit(len(words)) if slot in self._own and 1 < len(words) < MANY else -1
            for at, start in enumerate(begin):
                if not start:
                    continue
                more = at + 1 < len(words)
                long = pairs[crc32(f"{words[at]} {words[at + 1]}".encode()) & MASK] if more and start & FIRST else 0
                if at == 0 and start == FIRST and long == own:
                    continue
                if start & ALONE and not raw_words(values[slot])[at].islower():
                    yield words[at]
                if not start & FIRST:
                    continue
                rest, reaches = words[at:], not more
                for length in self._lengths(long):
                    if length <= len(rest):
                        yield " ".join(rest[:length])
                    else:
                        reaches = True
                if reaches:
                    for place in places[slot]:
                        yield from self._reaching(rest, 2 * place + 2, said)
        for place, at in self._before:
            yield from self._reaching(self._between[place][at:], 2 * place + 1, said)

    def _reaching(self, begun: list[str], part: int, said: dict[int, list[str]]) -> Iterator[str]:
        """What may be a value of some row and begins with these words; text and values alternate from `part` on."""
        slots, words, least = self.texts.slots, begun, len(begun)
        lengths: list[int] = []
        while part <= 2 * len(slots) and not (lengths and len(words) >= lengths[-1]):
            words = words + (said[slots[part // 2]] if part % 2 else self._between[part // 2])
            part += 1
            if not lengths and len(words) > 1:
                long = self.index.pairs[slot_of(f"{words[0]} {words[1]}")]
                lengths = [length for length in self._lengths(long) if length > least]
                if not lengths:
                    return
        for length in lengths:
            if length <= len(words):
                yield " ".join(words[:length])


def _ends(character: str, *, outside: bool) -> bool:
    """Whether words end at a character; `outside`, there may be none."""
    return not plain_words(character) if character else outside
