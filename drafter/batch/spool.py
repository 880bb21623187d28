"""Holds finished letters between the gate and the folder: in memory while they are few, then in a nameless file."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from struct import Struct
from types import TracebackType
from typing import Final, Self

from drafter.batch.hashing import Beginnings
from drafter.folders import shown
from drafter.problems import Finding, Place, Unreadable
from drafter.record import Record

IN_MEMORY: Final = 4 * 1024 * 1024
"""Bytes of letters that are held without a file."""
_BUFFER: Final = 1024 * 1024
"""Bytes that go to the file at once."""
_HEAD: Final = Struct("<QIIIH?")
_CONTENT: Final = Struct("<IQ")
"""With which beginning a letter goes on, 0 for none, and how long it is then."""


class Held(Record):
    """The letters of a row in each format, with their name, and what is to be noted of them."""

    row: int
    name: str
    dated: str
    noted: bytes
    contents: tuple[bytes, ...]
    laid: bool = False
    """Whether another process holds them, and `contents` say where."""


class Spool:
    """Letters, put down one after another and then read in the same order; gone when it is closed."""

    def __init__(self, near: Path) -> None:
        self._near = near
        self._file = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - closed by __exit__
            max_size=IN_MEMORY, buffering=_BUFFER, dir=str(standing(near))
        )
        self._beginnings = Beginnings()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):  # what no disk had room for is not wanted any more
            self._file.close()

    def add(self, held: Held) -> None:
        """Add the letters of a row; raises Unreadable where there is no room."""
        name, dated = held.name.encode("utf-8", "surrogatepass"), held.dated.encode("utf-8", "surrogatepass")
        head = _HEAD.pack(held.row, len(name), len(dated), len(held.noted), len(held.contents), held.laid)
        divided = (self._beginnings.divided(*one) for one in enumerate(held.contents))
        contents = [(0, content) for content in held.contents] if held.laid else list(divided)
        sizes = [_CONTENT.pack(number, len(rest)) for number, rest in contents]
        try:
            self._file.write(b"".join((head, name, dated, held.noted, *sizes, *(rest for _, rest in contents))))
        except OSError as error:
            raise no_room(self._near, error) from None

    def read(self) -> Iterator[Held]:
        """All that was added, from the first; raises Unreadable where there was no room."""
        read, whole = self._file.read, self._beginnings.whole
        try:
            self._file.seek(0)
        except OSError as error:
            raise no_room(self._near, error) from None
        while head := read(_HEAD.size):
            row, name, dated, noted, count, laid = _HEAD.unpack(head)
            words = read(name + dated + noted + count * _CONTENT.size)
            sizes = _CONTENT.iter_unpack(words[name + dated + noted :])
            yield Held(
                row,
                words[:name].decode("utf-8", "surrogatepass"),
                words[name : name + dated].decode("utf-8", "surrogatepass"),
                words[name + dated : name + dated + noted],
                tuple([whole(number, read(size)) for number, size in sizes]),
                laid,
            )


def standing(folder: Path) -> Path:
    """The nearest folder that is there: where a file lies on the same disk as `folder` will."""
    return next((one for one in (folder.absolute(), *folder.absolute().parents) if one.is_dir()), Path())


def no_room(near: Path, error: OSError) -> Unreadable:
    """What is told where letters cannot be held."""
    message = f"letters cannot be held near '{shown(near)}': {error.strerror or error}"
    return Unreadable(
        Finding("not-writable", "error", message, Place(shown(near)), f"nothing was written; {mend(error)}")
    )


def mend(error: OSError) -> str:
    """What to do where files cannot be written."""
    full = error.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
    return "make room" if full else "choose another folder with --out, or mend this"
