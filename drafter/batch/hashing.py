"""SHA-256 of letters that begin with the same bytes, which are hashed once for all of them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from drafter.record import Mutable

if TYPE_CHECKING:
    from hashlib import _Hash

_LEAST: Final = 2_048
"""Bytes from which it is worth while to remember what letters begin with."""


class Hasher(Mutable, eq=False):
    """Gives the SHA-256 of one letter after another."""

    _beginning: bytes = b""
    _hashed: _Hash | None = None
    """What the beginning is hashed to so far."""
    _last: bytes = b""

    def sha256(self, content: bytes) -> bytes:
        """The SHA-256 of a letter."""
        if self._hashed is None or not content.startswith(self._beginning):
            self._begin(content)
        if self._hashed is None:
            return hashlib.sha256(content).digest()
        hashed = self._hashed.copy()
        hashed.update(memoryview(content)[len(self._beginning) :])
        return hashed.digest()

    def _begin(self, content: bytes) -> None:
        """Find what a letter begins with as the last one did."""
        least, most = 0, min(len(content), len(self._last))
        while least < most:
            middle = (least + most + 1) // 2
            if content[:middle] == self._last[:middle]:
                least = middle
            else:
                most = middle - 1
        self._last = content
        self._beginning = content[:least]
        self._hashed = hashlib.sha256(self._beginning) if least >= _LEAST else None
