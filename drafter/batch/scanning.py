"""Whether a filled letter may hold what is another row's: new is only what stands in its places or reaches into one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from zlib import crc32

from drafter.batch.leaks import ALONE, FIRST, SECOND, Index, length_bit
from drafter.batch.templates import Template
from drafter.batch.words import raw_words, words_of_each

_Behind = tuple[int, int, int]
"""From which part on the text goes on, the checksum of its first word, or -1 and the value that it begins with."""


@dataclass(slots=True)
class Scanner:
    """Looks through letters of one kind; `index.may_leak` of the whole text would say the same."""

    index: Index
    texts: Template
    """All texts that differ, as one."""
    whole: tuple[tuple[int, ...], ...]
    """Values of which no words, as they stand and one behind the other, are what is another row's."""
    _between: list[list[bytes]] = field(default_factory=list)
    """The words between the places."""
    _places: list[tuple[int, bool, list[_Behind]]] = field(default_factory=list)
    """Each value, whether nothing is to be looked for within it, and what stands behind it."""
    _before: list[tuple[list[bytes], _Behind]] = field(default_factory=list)
    """Words with which a value of some row may begin that reaches into a place, and what stands behind them."""
    _bits: list[tuple[int, int]] = field(default_factory=list)
    _exact: bool = True
    """Whether words end where values begin."""

    def __post_init__(self) -> None:
        index, last = self.index, len(self.texts.slots)
        self._bits = [(length, length_bit(length)) for length in index.lengths]
        for number, piece in enumerate(self.texts.pieces):
            said = words_of_each([piece])
            ends = number == last or _ends(piece[-1:], outside=number == 0)
            if said is None or not ends or not (number == 0 or _ends(piece[:1], outside=number == last)):
                self._exact = False
                return
            self._between += said
            if number < last:
                near = range(max(len(said[0]) - index.longest + 1, 0), len(said[0]))
                begun = [said[0][at:] for at in near if self._may_reach(said[0][at:])]
                self._before += [(words, (2 * number + 1, -1, self.texts.slots[number])) for words in begun]
        places: dict[int, list[_Behind]] = {}
        for number, slot in enumerate(self.texts.slots):
            behind, following = self._between[number + 1], (*self.texts.slots, -1)[number + 1]
            first = (2 * number + 2, crc32(behind[0]), -1) if behind else (2 * number + 2, -1, following)
            places.setdefault(slot, []).append(first)
        self._places = [(slot, (slot,) in self.whole, found) for slot, found in places.items()]

    def _may_reach(self, words: list[bytes]) -> bool:
        """Whether a value of some row may begin with these words and go on."""
        index = self.index
        if not index.starts[crc32(words[0]) & index.mask] & FIRST:
            return False
        return any(length > len(words) for length in self._lengths(index.pair(*words[:2]) if len(words) > 1 else -1))

    def _lengths(self, long: int) -> list[int]:
        """The lengths of values that some bits stand for, the least first."""
        return [length for length, bit in self._bits if long & bit] if long else []

    def finds(self, values: list[str], row: int) -> bool:
        """Whether a row's letter may hold a value that is another's, and not its own or of the fixed wording."""
        index = self.index
        said = words_of_each(values) if self._exact else None
        if said is None:
            return index.may_leak(self.texts.filled(values), row)
        found = [*self._spans(values, said)]
        if not found:
            return False
        own = b" | ".join([b" ".join([word for slot in one for word in said[slot]]) for one in self.whole])
        own = b" %b " % own
        return any(b" %b " % one not in own and index.is_others(one, row) for one in found)

    def _spans(self, values: list[str], said: list[list[bytes]]) -> Iterator[bytes]:
        """The words in the places, or reaching into one, that may be a value of some row."""
        starts, pairs, mask = self.index.starts, self.index.pairs, self.index.mask
        for slot, own, places in self._places:
            words = said[slot]
            sums = list(map(crc32, words))
            last = len(words) - 1
            for at, one in enumerate(sums):
                start = starts[one & mask]
                if not start:
                    continue
                if start & ALONE and not own and not raw_words(values[slot])[at].islower():
                    yield words[at]
                if not start & FIRST:
                    continue
                if at == last:
                    for part, word, following in places:
                        value = said[following] if following >= 0 else ()
                        behind = crc32(value[0]) if value else word
                        if behind < 0 or pairs[one * SECOND + behind & mask]:
                            yield from self._reaching(words[at:], part, said)
                    continue
                long = pairs[one * SECOND + sums[at + 1] & mask]
                if not long:
                    continue
                if not own:
                    for length in self._lengths(long):
                        if length <= last - at + 1:
                            yield b" ".join(words[at : at + length])
                if long >= length_bit(last - at + 2):  # one is longer than what stands here
                    for part, _, _ in places:
                        yield from self._reaching(words[at:], part, said)
        for begun, (part, _, following) in self._before:
            value = said[following]
            if len(begun) > 1 or not value or self.index.pair(begun[0], value[0]):
                yield from self._reaching(begun, part, said)

    def _reaching(self, begun: list[bytes], part: int, said: list[list[bytes]]) -> Iterator[bytes]:
        """What may be a value of some row and begins with these words; text and values alternate from `part` on."""
        slots, words, least = self.texts.slots, begun, len(begun)
        lengths: list[int] = []
        while part <= 2 * len(slots) and not (lengths and len(words) >= lengths[-1]):
            words = words + (said[slots[part // 2]] if part % 2 else self._between[part // 2])
            part += 1
            if not lengths and len(words) > 1:
                lengths = [length for length in self._lengths(self.index.pair(words[0], words[1])) if length > least]
                if not lengths:
                    return
        for length in lengths:
            if length <= len(words):
                yield b" ".join(words[:length])


def _ends(character: str, *, outside: bool) -> bool:
    """Whether words end at a character; `outside`, there may be none."""
    return words_of_each([character]) == [[]] if character else outside
