"""Whether a filled letter may hold what is another row's: new is only what stands in its places or reaches into one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from zlib import crc32

from drafter.batch.leaks import ALONE, FIRST, MASK, Index, length_bit, plain_words, raw_words, slot_of
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
    _exact: bool = True
    """Whether words end where values begin."""

    def __post_init__(self) -> None:
        index, last = self.index, len(self.texts.slots)
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
        return any(long & length_bit(length) for length in index.lengths if length > len(words))

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
            for at, word in enumerate(words):
                start = starts[crc32(word.encode()) & MASK]
                if not start:
                    continue
                if start & ALONE and not raw_words(values[slot])[at].islower():
                    yield word
                if not start & FIRST:
                    continue
                rest = words[at:]
                long = pairs[slot_of(f"{word} {rest[1]}")] if len(rest) > 1 else 0
                reaches = len(rest) == 1
                for length in index.lengths if long else ():
                    if not long & length_bit(length):
                        continue
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
        index, slots = self.index, self.texts.slots
        words = list(begun)
        while len(words) < index.longest and part <= 2 * len(slots):
            words += said[slots[part // 2]] if part % 2 else self._between[part // 2]
            part += 1
        long = index.pairs[slot_of(f"{words[0]} {words[1]}")] if len(words) > 1 else 0
        for length in index.lengths if long else ():
            if long & length_bit(length) and len(begun) < length <= len(words):
                yield " ".join(words[:length])


def _ends(character: str, *, outside: bool) -> bool:
    """Whether words end at a character; `outside`, there may be none."""
    return not plain_words(character) if character else outside
