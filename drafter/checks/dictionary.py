"""The words of a language: whether a list of them holds a word, and which of them a wrong one was meant to be.

The lists are of SCOWL, sizes up to 70 (words/SCOWL-LICENCE.txt), sorted by their UTF-8 bytes; words/README.md says how
they were made. A list is searched as it lies in memory, so that nothing is read into a set before the first look.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent / "words"
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
LISTED: Final = frozenset({"en"})
"""The languages of which there is a list."""


@cache
def _list(name: str) -> bytes:
    return b"\n" + (_FOLDER / f"{name}.txt").read_bytes()


@lru_cache(maxsize=20_000)
def holds(name: str, word: str) -> bool:
    """Whether a list (`en`, `en-gb`, `en-us`, `en-office`) holds a word, written small."""
    data, sought = _list(name), word.encode()
    low, high = 0, len(data) - 1
    while low < high:
        middle = data.rfind(b"\n", low, (low + high) // 2 + 1)
        if middle < 0:
            middle = low
        end = data.index(b"\n", middle + 1)
        here = data[middle + 1 : end]
        if here == sought:
            return True
        if here < sought:
            low = end
        elif middle == low:
            return False
        else:
            high = middle
    return False


def known(word: str) -> bool:
    """Whether English has a word, written small, in one of its spellings."""
    return holds("en", word) or holds("en-office", word)


def suggested(word: str, also: frozenset[str] = frozenset()) -> list[str]:
    """At most three words that a wrong one was probably meant to be: those one slip away, and words of `also`.

    Swapped letters come first, then a letter too many, too few, another.
    """
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    made = [left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1]
    made += [left + right[1:] for left, right in cuts if right]
    made += [left + letter + right for left, right in cuts for letter in _LETTERS]
    made += [left + letter + right[1:] for left, right in cuts if right for letter in _LETTERS]
    found = [one for one in dict.fromkeys(made) if one != word and (one in also or known(one))]
    if not found and len(word) > 5:
        found = [
            f"{left} {right}" for left, right in cuts if min(len(left), len(right)) > 2 and known(left) and known(right)
        ]
    return sorted(found, key=lambda one: one not in also)[:3]
