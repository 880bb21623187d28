"""The zip container of a Word file: members, deflated or stored, written with fixed dates and attributes."""

from __future__ import annotations

import zlib
from struct import Struct
from typing import TYPE_CHECKING, Final

from drafter.record import Record

try:
    from isal import isal_zlib

    _QUICKLY = 0
except ModuleNotFoundError:  # it is not there for every processor
    isal_zlib = zlib  # type: ignore[misc]
    _QUICKLY = 1

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

STORED: Final = 0
DEFLATED: Final = 8

# PKWARE APPNOTE 6.3.10: 4.3.7 local file header, 4.3.12 central directory header, 4.3.16 end of central directory.
_LOCAL: Final = Struct("<4s5H3L2H")
_CENTRAL: Final = Struct("<4s6H3L5H2L")
_OFFSET: Final = Struct("<L")
_SIZES: Final = Struct("<3L")
_SIZES_AT: Final = 14
_SIZES_END: Final = _SIZES_AT + _SIZES.size
_LISTED_SIZES_AT: Final = 16
"""Where checksum and sizes stand in a local header, and in a line of the directory."""
_OFFSET_AT: Final = _CENTRAL.size - _OFFSET.size
_END: Final = Struct("<4s4H2LH")
_VERSION: Final = 20
_UNIX: Final = 3 << 8 | _VERSION
_UTF8_NAME: Final = 0x800
_FIRST_OF_JANUARY_1980: Final = 1 << 5 | 1
_PLAIN_FILE: Final = 0o100644 << 16


class Member(Record):
    """A finished member: its name, its content as it stands in the zip, the checksum and size of what it unpacks to."""

    name: str
    content: bytes
    crc: int
    size: int
    method: int = DEFLATED


class Head(Record):
    """The unchanging beginning of a member, deflated to a byte boundary so that more can follow (RFC 1951, 3.2.4)."""

    content: bytes
    crc: int
    size: int


_NOTHING: Final = Head(b"", 0, 0)


class Draft(Record):
    """A member that is made for one letter, as text; `beginning` is what stands before it, deflated already."""

    name: str
    text: str
    beginning: Head | None = None

    def packed(self, text: bytes | None = None) -> Member:
        """The member, deflated; with another text, if one is given."""
        return continued(self.name, self.beginning or _NOTHING, self.text.encode() if text is None else text)


def _quickly(content: bytes) -> bytes:
    """Deflates what is made for one letter: a tenth larger than it could be, in a tenth of the time."""
    return isal_zlib.compress(content, _QUICKLY, -15)


def fingerprint(text: bytes) -> int:
    """64 bits that stand for a text: two checksums, which do not stand against forgery."""
    return isal_zlib.crc32(text) << 32 | isal_zlib.adler32(text)


def deflated(name: str, content: bytes) -> Member:
    """A member that holds `content`, deflated."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return Member(name, packer.compress(content) + packer.flush(), zlib.crc32(content), len(content))


def stored(name: str, content: bytes) -> Member:
    """A member that holds `content` as it is, for pictures, which are compressed already."""
    return Member(name, content, zlib.crc32(content), len(content), STORED)


def head(content: bytes) -> Head:
    """The beginning of a member, deflated once for many."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return Head(packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH), zlib.crc32(content), len(content))


def continued(name: str, beginning: Head, rest: bytes) -> Member:
    """The member that begins with `beginning` and goes on with `rest`; only `rest` is deflated here."""
    content = beginning.content + _quickly(rest)
    return Member(name, content, isal_zlib.crc32(rest, beginning.crc), beginning.size + len(rest))


class Container:
    """A zip file of which most members stay as they are: what is known of it is put together once.

    `members` are in their order; for one that differs from letter to letter, its name stands.
    """

    def __init__(self, members: Sequence[Member | str]) -> None:
        self.members = tuple(members)
        self._beginning = b""
        """The members before the first that differs."""
        self._body: list[bytes] = []
        """The others; nothing where one stands that differs."""
        self._made: list[tuple[int, bytes, bytes, int]] = []
        """Where those stand, what stands in their headers before the sizes and after them, and where in the directory
        their sizes stand."""
        self._offsets: list[int] = []
        """Where in the directory the place of each of the others stands."""
        lines: list[bytes] = []
        for one in members:
            local, line = _headed(Member(one, b"", 0, 0) if isinstance(one, str) else one)
            at = sum(map(len, lines))
            if isinstance(one, str):
                self._made.append((len(self._body), local[:_SIZES_AT], local[_SIZES_END:], at + _LISTED_SIZES_AT))
            if self._made:
                self._body.append(b"" if isinstance(one, str) else local)
                self._offsets.append(at + _OFFSET_AT)
            else:
                offset = _OFFSET.pack(len(self._beginning))
                line = line[:_OFFSET_AT] + offset + line[_OFFSET_AT + len(offset) :]
                self._beginning += local
            lines.append(line)
        self._directory = b"".join(lines)

    def packed(self, made: Iterable[Member]) -> bytes:
        """The file, with the members that differ, in their order."""
        body, directory = self._body.copy(), bytearray(self._directory)
        for (number, before, after, at), member in zip(self._made, made, strict=True):
            content = member.content
            sizes = _SIZES.pack(member.crc, len(content), member.size)
            body[number] = b"".join((before, sizes, after, content))
            directory[at : at + _SIZES.size] = sizes
        offset = len(self._beginning)
        for part, at in zip(body, self._offsets, strict=True):
            _OFFSET.pack_into(directory, at, offset)
            offset += len(part)
        return b"".join((self._beginning, *body, directory, _ended(len(self.members), len(directory), offset)))


def _headed(member: Member) -> tuple[bytes, bytes]:
    """A member with its header; its line of the directory, of a member that stands first."""
    name = member.name.encode()
    flags = 0 if name.isascii() else _UTF8_NAME
    size = len(member.content)
    shared = (flags, member.method, 0, _FIRST_OF_JANUARY_1980, member.crc, size, member.size, len(name))
    local = b"".join((_LOCAL.pack(b"PK\3\4", _VERSION, *shared, 0), name, member.content))
    return local, _CENTRAL.pack(b"PK\1\2", _UNIX, _VERSION, *shared, 0, 0, 0, 0, _PLAIN_FILE, 0) + name


def _ended(count: int, listing: int, offset: int) -> bytes:
    return _END.pack(b"PK\5\6", 0, 0, count, count, listing, offset, 0)


def archive(members: Iterable[Member]) -> bytes:
    """A zip file of the members in their order; the same members give the same bytes."""
    return Container(tuple(members)).packed(())
