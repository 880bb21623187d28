"""Stops a run at any moment at which it changes a disk: the process dies, or the disk is full."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import FileIO
from typing import Any, Literal

import pytest

from drafter.batch import shelf

How = Literal["killed", "killed half-way", "full", "full half-way"]
CHANGES = ("mkdir", "open", "write", "fsync", "replace", "rename", "unlink", "rmdir")


class Killed(BaseException):
    """The process is dead: nothing that it still does reaches the disk."""


class Disk:
    """Counts changes of the disk and stops the one of a number; a number that is never reached stops nothing."""

    def __init__(self, at: int = 0, how: How = "killed") -> None:
        self.at = at
        self.how = how
        self.changes: list[str] = []
        self.at_death: Callable[[], None] = lambda: None
        self._dead = False

    def change(self, name: str, do: Callable[[], Any], half: Callable[[], Any] = lambda: None) -> Any:
        """Do a change, or half of it, or nothing."""
        if self._dead:
            raise Killed
        self.changes.append(name)
        if len(self.changes) != self.at:
            return do()
        if self.how.endswith("half-way"):
            half()
        if self.how.startswith("full"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._dead = True
        self.at_death()
        raise Killed

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Within it, what a batch changes on the disk is counted."""
        with pytest.MonkeyPatch.context() as patch:
            for name in CHANGES:
                patch.setattr(os, name, self._counted(name, getattr(os, name)))
            patch.setattr(shelf, "FileIO", self._file())
            patch.setattr(tempfile, "SpooledTemporaryFile", self._spool(tempfile.SpooledTemporaryFile))
            yield

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def change(first: Any, *more: Any, **named: Any) -> Any:
            if name == "open" and not more[0] & os.O_CREAT:
                return real(first, *more, **named)
            if name == "write":
                return self.change(name, lambda: real(first, *more), lambda: real(first, more[0][: len(more[0]) // 2]))
            return self.change(name, lambda: real(first, *more, **named))

        return change

    def _file(disk) -> type[FileIO]:  # noqa: N805 - `self` is the file
        class File(FileIO):
            def __init__(self, path: Any, mode: str = "r") -> None:
                if mode == "r":
                    super().__init__(path, mode)
                else:
                    disk.change(f"open for {mode}", lambda: FileIO.__init__(self, path, mode))

            def write(self, content: Any) -> int:
                real = super().write
                half = bytes(content)[: len(content) // 2]
                return int(disk.change("write to a file", lambda: real(content), lambda: real(half)))

        return File

    def _spool(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def made(**options: Any) -> Any:
            file = real(**options)
            write = file.write
            file.write = lambda content: self.change("spool", lambda: write(content), lambda: write(content[:9]))
            return file

        return made
