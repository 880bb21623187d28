"""A long list of words as a graph in which words share their beginnings and endings; `tools/words.py` writes it.

First the letters, in one line of UTF-8; then edges of 32 bits, the lowest byte first: the number of a letter (6 bits),
whether this is the last edge of its state, whether a word ends here, and the number of the first edge of the state
that follows (24 bits; 0: none). Edge 0 means nothing, and edge 1 is the first of the start.
"""

from __future__ import annotations

import sys
import unicodedata
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_NUMBER: Final = 0x3F
_LAST: Final = 0x40
_WHOLE: Final = 0x80


class WordGraph:
    """A list that is searched as it lies in memory."""

    def __init__(self, content: bytes) -> None:
        letters, _, edges = content.partition(b"\n")
        self._letters = letters.decode()
        self._numbers = {letter: number for number, letter in enumerate(self._letters)}
        self._edges = array("I", edges)
        if sys.byteorder == "big":
            self._edges.byteswap()

    @classmethod
    def read(cls, path: Path) -> WordGraph:
        return cls(path.read_bytes())

    def __contains__(self, word: str) -> bool:
        edges, numbers = self._edges, self._numbers
        at, edge = 1, 0
        for letter in word:
            number = numbers.get(letter)
            if number is None or not at:
                return False
            while (edge := edges[at]) & _NUMBER != number:
                if edge & _LAST:
                    return False
                at += 1
            at = edge >> 8
        return bool(edge & _WHOLE)

    def accented(self, word: str) -> list[str]:
        """The words that differ from one by accents alone, itself too where it is held."""
        return list(self._accented([unaccented(letter) for letter in word], 1, ""))

    def _accented(self, sought: list[str], at: int, begun: str) -> Iterator[str]:
        while at:
            edge = self._edges[at]
            number = edge & _NUMBER
            if number < len(self._letters) and unaccented(letter := self._letters[number]) == sought[len(begun)]:
                word = begun + letter
                if len(word) < len(sought):
                    yield from self._accented(sought, edge >> 8, word)
                elif edge & _WHOLE:
                    yield word
            at = 0 if edge & _LAST else at + 1


def unaccented(words: str) -> str:
    """Words without their accents."""
    return "".join(one for one in unicodedata.normalize("NFD", words) if not unicodedata.combining(one))
