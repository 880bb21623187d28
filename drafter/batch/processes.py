"""Processes that make letters and hold them until they are to be written, each its own.

They leave Ctrl-C to the process that leads them, though a terminal sends it to all.
"""

from __future__ import annotations

import os
import signal
import tempfile
from collections import deque
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from struct import Struct
from threading import Thread, current_thread, main_thread
from typing import Any, BinaryIO, Final, Self

from drafter.batch.hashing import Hasher
from drafter.batch.making import Made
from drafter.batch.shelf import write_whole
from drafter.batch.spool import no_room
from drafter.batch.tables import Row
from drafter.batch.unit import Unit
from drafter.problems import NOWHERE, Finding, Unreadable
from drafter.record import Record

_AHEAD: Final = 3
"""Turns that wait for each process."""
_LAID: Final = Struct("<HQQ32s")
_Plain = tuple[Any, ...]
"""A record's fields: plain tuples go from process to process in a third of a record's time."""
_Waiting = deque[tuple[list[Row], int, Future[list[_Plain]]]]


class Process(ProcessPoolExecutor):
    """One process, which begins with the first task."""

    def __init__(self) -> None:
        super().__init__(1, get_context("spawn"), _follow)
        self._begun = False

    def submit(self, *given: Any, **named: Any) -> Future[Any]:
        """As any executor's; a process that begins takes over that Ctrl-C is not for it."""
        if self._begun or current_thread() is not main_thread():
            return super().submit(*given, **named)
        self._begun = True
        usual = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            return super().submit(*given, **named)
        finally:
            signal.signal(signal.SIGINT, usual)


def _follow() -> None:
    """Leave Ctrl-C to the process that leads, and end when it has ended, whatever ended it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    leader = parent_process()
    if leader is not None:
        Thread(target=_end_with, args=(leader,), daemon=True).start()


def _end_with(leader: BaseProcess) -> None:
    wait([leader.sentinel])
    # A letter that is half written stands beside its place, where the next run takes it away.
    os.kill(os.getpid(), signal.SIGTERM)


class Laid(Record):
    """A letter that a process holds: which process, where in its file, how long it is, its SHA-256."""

    process: int
    at: int
    length: int
    sha256: bytes

    def packed(self) -> bytes:
        """It as bytes, which take the place of the letter's."""
        return _LAID.pack(self.process, self.at, self.length, self.sha256)

    @classmethod
    def unpacked(cls, packed: bytes) -> Laid:
        """It from its bytes."""
        return cls(*_LAID.unpack(packed))


class Processes:
    """Processes that make letters of rows; `near` is where they hold them. Close it by `with`."""

    def __init__(self, jobs: int, near: Path) -> None:
        self._near = near
        self.each = [Process() for _ in range(jobs)]
        """An executor for each process."""
        self.written = 0
        """Letters that were written."""

    def __enter__(self) -> Self:
        try:
            with alive():
                for process in self.each:
                    process.submit(_begin)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.each:
            process.shutdown(cancel_futures=True)

    def made(self, unit: Unit, chunks: Iterator[list[Row]]) -> Iterator[tuple[Row, Made]]:
        """The letters of rows, in their order; what stands for their contents is where they are laid."""
        waiting: _Waiting = deque()
        with alive():
            for process in self.each:
                process.submit(_take, unit)
            while True:
                while len(waiting) < _AHEAD * len(self.each) and (chunk := next(chunks, [])):
                    number = self._idlest(waiting)
                    plain = [(row.number, row.line, row.cells) for row in chunk]
                    waiting.append((chunk, number, self.each[number].submit(_lay, plain, number, self._near)))
                if not waiting:
                    return
                chunk, _, task = waiting.popleft()
                for row, one in zip(chunk, task.result(), strict=True):
                    yield row, Made(row.number, *one)

    def _idlest(self, waiting: _Waiting) -> int:
        """The process for which the fewest tasks wait."""
        tasks = [number for _, number, task in waiting if not task.done()]
        return min(range(len(self.each)), key=tasks.count)

    def write(self, process: int, letters: list[tuple[Laid, str]]) -> Future[int]:
        """Let a process write letters that it holds, each under its name; the future may raise Unreadable."""
        task = self.each[process].submit(_write, letters)
        task.add_done_callback(self._wrote)
        return task

    def _wrote(self, task: Future[int]) -> None:
        if not task.cancelled() and task.exception() is None:
            self.written += task.result()

    def read(self, laid: Laid) -> bytes:
        """A letter that a process holds."""
        with alive():
            content: bytes = self.each[laid.process].submit(_read, laid).result()
            return content


@contextmanager
def alive() -> Iterator[None]:
    """Tells of a process that has died; raises Unreadable."""
    try:
        yield
    except BrokenExecutor:
        message = "one of the processes that make letters has died"
        advice = "what stands is whole; run the batch again, with fewer --jobs if memory was short"
        raise Unreadable(Finding("process-lost", "error", message, NOWHERE, advice)) from None


# --- within a process -----------------------------------------------------------------------------

_HELD: Final[list[BinaryIO]] = []
"""The nameless file in which a process holds its letters."""
_UNIT: Final[list[Unit]] = []
_HASHER: Final = Hasher()


def _begin() -> None:
    """Nothing: what makes letters was imported before this was called."""


def _take(unit: Unit) -> None:
    _UNIT[:] = [unit]


def _lay(rows: list[_Plain], process: int, near: Path) -> list[_Plain]:
    """The letters of rows, laid into the process's file; raises Unreadable where there is no room."""
    made = _UNIT[0]([Row(*row) for row in rows])
    try:
        if not _HELD:
            _HELD.append(tempfile.TemporaryFile(dir=near, buffering=0))  # noqa: SIM115 - it goes with the process
    except OSError as error:
        raise no_room(near, error) from None
    file = _HELD[0]
    at, found = file.seek(0, 2), []
    contents: list[bytes] = []
    for one in made:
        laid = []
        for content in one.contents:
            laid.append(Laid(process, at, len(content), _HASHER.sha256(content)).packed())
            contents.append(content)
            at += len(content)
        found.append(
            (tuple(laid), one.findings, one.silenced, one.words, one.dated, one.template, one.outline, one.inputs)
        )
    left = memoryview(b"".join(contents))
    try:
        while left:
            left = left[file.write(left) :]
    except OSError as error:
        raise no_room(near, error) from None
    return found


def _read(laid: Laid) -> bytes:
    _HELD[0].seek(laid.at)
    return _HELD[0].read(laid.length)


def _write(letters: list[tuple[Laid, str]]) -> int:
    for laid, target in letters:
        write_whole(_read(laid), target)
    return len(letters)
