"""What letters begin with that begin with the same bytes: it is hashed once for all of them, and held once."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from drafter.record import Mutable, field

if TYPE_CHECKING:
    from hashlib import _Hash

_LEAST: Final = 2_048
"""Bytes from which it is worth while to remember what letters begin with."""
_BEGINNINGS: Final = 64
"""Beginnings of letters that are held."""


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


class Beginnings(Mutable, eq=False):
    """Divides letters into what many of them begin with, which is held here, and the rest."""

    _held: list[bytes] = field(default_factory=lambda: [b""])
    _lately: dict[int, tuple[Beginning, int]] = field(default_factory=dict)
    """What the last letter began with in each format."""

    def divided(self, form: int, content: bytes) -> tuple[int, bytes | memoryview]:
        """The number of what a letter of a format begins with, 0 for nothing, and the rest of it."""
        beginning, number = self._lately.get(form) or (Beginning(), 0)
        if beginning.changes(content):
            number = len(self._held) if beginning.said and len(self._held) < _BEGINNINGS else 0
            if number:
                self._held.append(beginning.said)
            self._lately[form] = beginning, number
        return number, memoryview(content)[len(self._held[number]) :]

    def whole(self, number: int, rest: bytes) -> bytes:
        """The letter that was divided."""
        return self._held[number] + rest


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
