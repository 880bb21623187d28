"""Whether a filled letter may hold what is another row's: new is only what stands in its places or reaches into one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from zlib import crc32

from drafter.batch.leaks import ALONE, FIRST, MASK, Index, length_bit, raw_words, slot_of, words_of_each
from drafter.batch.templates import Template


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
    _places: dict[int, list[tuple[int, bytes]]] = field(default_factory=dict)
    """Where each value stands, and the word behind it, if that is none of another value."""
    _before: list[tuple[int, int]] = field(default_factory=list)
    """Words with which a value of some row may begin that reaches into a place: before which, where."""
    _bits: list[tuple[int, int]] = field(default_factory=list)
    _own: frozenset[int] = frozenset()
    """Those of them within which nothing is to be looked for."""
    _exact: bool = True
    """Whether words end where values begin."""

    def __post_init__(self) -> None:
        index, last = self.index, len(self.texts.slots)
        self._bits = [(length, length_bit(length)) for length in index.lengths]
        self._own = frozenset(one[0] for one in self.whole if len(one) == 1)
        for number, piece in enumerate(self.texts.pieces):
            said = words_of_each([piece])
            ends = number == last or _ends(piece[-1:], outside=number == 0)
            if said is None or not ends or not (number == 0 or _ends(piece[:1], outside=number == last)):
                self._exact = False
                return
            self._between += said
            if number < last:
                near = range(max(len(said[0]) - index.longest + 1, 0), len(said[0]))
                self._before += [(number, at) for at in near if self._may_reach(said[0][at:])]
        for number, slot in enumerate(self.texts.slots):
            behind = self._between[number + 1]
            self._places.setdefault(slot, []).append((number, behind[0] if behind else b""))

    def _may_reach(self, words: list[bytes]) -> bool:
        """Whether a value of some row may begin with these words and go on."""
        if not self.index.starts[slot_of(words[0])] & FIRST:
            return False
        return any(length > len(words) for length in self._lengths(self._pair(words) if len(words) > 1 else -1))

    def _pair(self, words: list[bytes]) -> int:
        """The bits of the lengths of values that begin with two words."""
        return self.index.pairs[slot_of(b"%b %b" % (words[0], words[1]))]

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
        starts, pairs = self.index.starts, self.index.pairs
        for slot, places in self._places.items():
            words = said[slot]
            begin = [starts[crc32(word) & MASK] for word in words]
            if not any(begin):
                continue
            count, own = len(words), slot in self._own
            for at, start in enumerate(begin):
                if start & ALONE and not own and not raw_words(values[slot])[at].islower():
                    yield words[at]
                if not start & FIRST:
                    continue
                if at + 1 == count:
                    for place, behind in places:
                        if not behind or pairs[crc32(b"%b %b" % (words[at], behind)) & MASK]:
                            yield from self._reaching(words[at:], 2 * place + 2, said)
                    continue
                long = pairs[crc32(b"%b %b" % (words[at], words[at + 1])) & MASK]
                if not long:
                    continue
                lengths = self._lengths(long)
                for length in lengths if not own else ():
                    if length <= count - at:
                        yield b" ".join(words[at : at + length])
                if lengths and lengths[-1] > count - at:
                    for place, _ in places:
                        yield from self._reaching(words[at:], 2 * place + 2, said)
        for place, at in self._before:
            yield from self._reaching(self._between[place][at:], 2 * place + 1, said)

    def _reaching(self, begun: list[bytes], part: int, said: list[list[bytes]]) -> Iterator[bytes]:
        """What may be a value of some row and begins with these words; text and values alternate from `part` on."""
        slots, words, least = self.texts.slots, begun, len(begun)
        lengths: list[int] = []
        while part <= 2 * len(slots) and not (lengths and len(words) >= lengths[-1]):
            words = words + (said[slots[part // 2]] if part % 2 else self._between[part // 2])
            part += 1
            if not lengths and len(words) > 1:
                lengths = [length for length in self._lengths(self._pair(words)) if length > least]
                if not lengths:
                    return
        for length in lengths:
            if length <= len(words):
                yield b" ".join(words[:length])


def _ends(character: str, *, outside: bool) -> bool:
    """Whether words end at a character; `outside`, there may be none."""
    return words_of_each([character]) == [[]] if character else outside
