"""Finds words that are one slip away from others: a character changed, dropped or added, or two neighbours swapped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from drafter.record import Record

_ENDS: Final = ((7, 3), (5, 2))
"""In words of so many characters, a slip leaves so many of the first or of the last as they were."""


class Slips(Record):
    """Words, by what is left of them when one character is taken away: two that share such a rest are a slip apart."""

    rests: frozenset[str]
    ends: frozenset[str]
    """How words begin and end; few words share either with one of these, so that most need no closer look."""

    def meet(self, word: str) -> bool:
        """Whether a word is one of these, or one slip away."""
        if not self.rests:
            return False
        for length, count in _ENDS:
            if len(word) >= length:
                if f"{word[:count]}<" not in self.ends and f">{word[-count:]}" not in self.ends:
                    return False
                break
        return not self.rests.isdisjoint(without_one(word))


def slips(words: Iterable[str]) -> Slips:
    """Finds what is one slip away from some words."""
    said = frozenset(words)
    ends = (end for word in said for _, count in _ENDS for end in (f"{word[:count]}<", f">{word[-count:]}"))
    return Slips(frozenset(rest for word in said for rest in without_one(word)), frozenset(ends))


def any_alike(words: Iterable[str]) -> bool:
    """Whether two different ones of some words are one slip apart."""
    said = set(words)
    ends = {end for word in said for end in (f"{word[:2]}<", f">{word[-2:]}")}
    if len(ends) == 2 * len(said) and min(map(len, said), default=0) >= _ENDS[-1][0]:
        return False
    met: set[str] = set()
    for word in said:
        rests = without_one(word)
        if not met.isdisjoint(rests):
            return True
        met |= rests
    return False


def without_one(word: str) -> set[str]:
    """A word, and what is left of it when one character is taken away."""
    return {word, *[word[:at] + word[at + 1 :] for at in range(len(word))]}
