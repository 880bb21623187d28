"""Reads what a letter must know of a picture: its kind and its size.

Sources: PNG (ISO/IEC 15948), JPEG (ITU-T T.81).
"""

from __future__ import annotations

import struct
from typing import Final

from drafter.model import Picture
from drafter.problems import Finding, Place, Unreadable

LARGEST: Final = 5 * 1024 * 1024
"""Bytes of a signature."""


def picture(content: bytes, alt: str, place: Place) -> Picture:
    """A PNG or JPEG as a picture with its alternative text; raises Unreadable for anything else."""
    if len(content) > LARGEST:
        raise Unreadable(Finding("picture", "error", f"the picture is larger than {LARGEST >> 20} MB", place))
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
            width, height = struct.unpack(">II", content[16:24])
            return _sized(content, width, height, alt, "png")
        if content.startswith(b"\xff\xd8"):
            width, height = _jpeg_size(content)
            return _sized(content, width, height, alt, "jpeg")
    except (struct.error, IndexError, ValueError):
        pass
    advice = "save the signature as a PNG or a JPEG"
    raise Unreadable(Finding("picture", "error", "the file is no PNG and no JPEG", place, advice))


def _sized(content: bytes, width: int, height: int, alt: str, kind: str) -> Picture:
    if not (0 < width <= 20_000 and 0 < height <= 20_000):
        raise ValueError("size")
    return Picture(content, width, height, alt, "png" if kind == "png" else "jpeg")


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while True:
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if content[at] != 0xFF:
            raise ValueError("marker")
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
