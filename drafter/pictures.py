"""Reads what a letter must know of a picture: its kind and its size.

Sources: PNG (ISO/IEC 15948), JPEG (ITU-T T.81).
"""

from __future__ import annotations

import struct
import zlib
from typing import Final

from drafter.model import Picture
from drafter.problems import Finding, Place, Unreadable

LARGEST: Final = 5 * 1024 * 1024
"""Bytes of a signature."""
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_START_OF_SCAN: Final = 0xDA


def picture(content: bytes, alt: str, place: Place) -> Picture:
    """A PNG or JPEG as a picture with its alternative text; raises Unreadable for anything else."""
    if len(content) > LARGEST:
        raise Unreadable(Finding("picture", "error", f"the picture is larger than {LARGEST >> 20} MB", place))
    try:
        if content.startswith(_PNG) and content[12:16] == b"IHDR":
            width, height = struct.unpack(">II", content[16:24])
            _walk_png(content)
            return _sized(content, width, height, alt, "png")
        if content.startswith(b"\xff\xd8"):
            width, height = _jpeg_size(content)
            return _sized(content, width, height, alt, "jpeg")
    except (struct.error, IndexError, ValueError):
        pass
    message = "the file is no PNG and no JPEG, or it is damaged or cut short"
    raise Unreadable(Finding("picture", "error", message, place, "save the signature as a PNG or a JPEG"))


def _sized(content: bytes, width: int, height: int, alt: str, kind: str) -> Picture:
    if not (0 < width <= 20_000 and 0 < height <= 20_000):
        raise ValueError("size")
    return Picture(content, width, height, alt, "png" if kind == "png" else "jpeg")


def _walk_png(content: bytes) -> None:
    """Raises ValueError unless the chunks are whole, to the last, and some hold the picture (5.3, 5.6)."""
    at, kinds = len(_PNG), set[bytes]()
    while b"IEND" not in kinds:
        (length,) = struct.unpack(">I", content[at : at + 4])
        body, checksum = content[at + 4 : at + 8 + length], content[at + 8 + length : at + 12 + length]
        if zlib.crc32(body) != struct.unpack(">I", checksum)[0]:
            raise ValueError("checksum")
        kinds.add(body[:4])
        at += 12 + length
    if b"IDAT" not in kinds:
        raise ValueError("nothing to see")


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Width and height; raises ValueError unless the picture follows and comes to its end (B.1.1, B.2.2)."""
    at, size = 2, None
    while True:
        marker = content[at + 1]
        if content[at] != 0xFF:
            raise ValueError("marker")
        if marker == 0xFF:
            at += 1
            continue
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            size = width, height
        at += 2 + length
        if marker == _START_OF_SCAN:
            break
    if size is None or content.find(b"\xff\xd9", at) <= at:
        raise ValueError("end")
    return size
