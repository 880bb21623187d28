"""Holds finished letters between the gate and the folder: in memory while they are few, then in a nameless file."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from drafter.folders import shown
from drafter.problems import Finding, Place, Unreadable

IN_MEMORY: Final = 4 * 1024 * 1024
"""Bytes of letters that are held without a file."""


class Spool:
    """Records of letters, written one after another and then read in the same order; gone when it is closed."""

    def __init__(self, near: Path) -> None:
        self._near = near
        folder = next((one for one in (near.absolute(), *near.absolute().parents) if one.is_dir()), None)
        self._file = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - closed by __exit__
            max_size=IN_MEMORY, dir=str(folder) if folder else None
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, entry: dict[str, Any], contents: tuple[bytes, ...]) -> None:
        """Add the letters of a row; raises Unreadable where there is no room."""
        try:
            head = json.dumps([entry, [len(one) for one in contents]], ensure_ascii=False)
            self._file.write(head.encode("utf-8", "surrogatepass") + b"\n")
            for content in contents:
                self._file.write(content)
        except OSError as error:
            message = f"there is no room for the letters near '{shown(self._near)}': {error.strerror or error}"
            place = Place(shown(self._near))
            raise Unreadable(
                Finding("not-writable", "error", message, place, "nothing was written; make room")
            ) from None

    def read(self) -> Iterator[tuple[dict[str, Any], tuple[bytes, ...]]]:
        """All records, from the first."""
        self._file.seek(0)
        while head := self._file.readline():
            entry, sizes = json.loads(head)
            yield entry, tuple(self._file.read(size) for size in sizes)
