"""What is known of the values of one column, between the same words of a letter: for which filling in holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from drafter.batch.cells import Pattern
from drafter.record import Mutable, field

_WORD: Final = re.compile("((?:\x01[^\x04]*\x04|[^\\W_]+(?:[-'’][^\\W_]+)*)(?:\x02[^\x05]*\x05)?)")
"""A word of a pattern: the mark of one of a row's own, with where else it stands, or a word that is kept."""

_TWICE: Final = 2
"""Rows of other letters in which a pattern is to be met; one without words of a row's own has no others."""
_MOST: Final = 5_000
"""Patterns that are remembered."""

Window = tuple[str, ...]


class Known(Mutable, eq=False):
    """The patterns that were met, and what those are made of for which filling in holds."""

    _failed: set[Pattern] = field(default_factory=set)
    _met: dict[Pattern, int] = field(default_factory=dict)
    """How often filling in was seen to hold."""
    _windows: dict[Window, int] = field(default_factory=dict)
    _composed: set[Pattern] = field(default_factory=set)
    _least: int = 0
    _most: int = 0

    def holds(self, pattern: Pattern, *, as_one: bool) -> bool | None:
        """Whether filling in holds for a pattern; None where that is not known.

        It holds for one of which any three neighbours, and as many words, were met where it holds; not so for a value
        that may matter `as_one`, such as one that is equal to another.
        """
        if self._met.get(pattern, 0) >= _TWICE or (not as_one and pattern in self._composed):
            return True
        if pattern in self._failed:
            return False
        windows = [] if as_one else [*_windows(pattern)]
        times = self._windows.get
        if windows and self._least <= len(windows) <= self._most and all(times(one, 0) >= _TWICE for one in windows):
            if len(self._composed) >= _MOST:
                self._composed.clear()
            self._composed.add(pattern)
            return True
        return None

    def add(self, pattern: Pattern, *, holds: bool) -> None:
        """Note whether filling in held for a pattern in one letter."""
        if len(self._met) + len(self._failed) >= _MOST:
            return  # where so many differ, few come again
        if not holds:
            self._failed.add(pattern)
            return
        self._met[pattern] = self._met.get(pattern, 0) + _weight(pattern)
        windows = [*_windows(pattern)]
        for one in windows:
            self._windows[one] = self._windows.get(one, 0) + _weight("".join(one))
        self._least = min(self._least or len(windows), len(windows))
        self._most = max(self._most, len(windows))


def _weight(pattern: Pattern) -> int:
    return 1 if "\x01" in pattern else _TWICE


def _windows(pattern: Pattern) -> Iterator[Window]:
    """Each word of a pattern with its neighbours and what stands between."""
    said = ["", *_WORD.split(pattern), ""]
    for n in range(2, len(said) - 2, 2):
        yield tuple(said[n - 2 : n + 3])
