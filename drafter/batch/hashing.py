"""What letters begin with that begin with the same bytes: it is hashed once for all of them, and held once."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from drafter.record import Mutable, field

if TYPE_CHECKING:
    from hashlib import _Hash

_LEAST: Final = 2_048
"""Bytes from which it is worth while to remember what letters begin with."""


class Beginning(Mutable, eq=False):
    """What one letter after another begins with."""

    said: bytes = b""
    """What the last ones begin with; nothing where that is short."""
    _last: bytes = b""

    def changes(self, content: bytes) -> bool:
        """Take a letter; whether letters begin otherwise from it on."""
        if self.said and content.startswith(self.said):
            return False
        least, most = 0, min(len(content), len(self._last))
        while least < most:
            middle = (least + most + 1) // 2
            if content[:middle] == self._last[:middle]:
                least = middle
            else:
                most = middle - 1
        self._last = content
        self.said = content[:least] if least >= _LEAST else b""
        return True


class Hasher(Mutable, eq=False):
    """Gives the SHA-256 of one letter after another."""

    _beginning: Beginning = field(default_factory=Beginning)
    _hashed: _Hash = field(default_factory=hashlib.sha256)
    """What the beginning is hashed to."""

    def sha256(self, content: bytes) -> bytes:
        """The SHA-256 of a letter."""
        if self._beginning.changes(content):
            self._hashed = hashlib.sha256(self._beginning.said)
        hashed = self._hashed.copy()
        hashed.update(memoryview(content)[len(self._beginning.said) :])
        return hashed.digest()
