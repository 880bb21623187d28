"""Processes that make letters and hold them until they are to be written, each its own.

They leave Ctrl-C to the process that leads them, though a terminal sends it to all.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from struct import Struct
from threading import Thread, current_thread, main_thread
from typing import Any, BinaryIO, Final, Self

from drafter.batch.hashing import Beginnings, Hasher
from drafter.batch.making import Made
from drafter.batch.shelf import write_whole
from drafter.batch.spool import no_room
from drafter.batch.tables import Row
from drafter.batch.unit import Unit
from drafter.problems import NOWHERE, Finding, Unreadable
from drafter.record import Record, field

_AHEAD: Final = 3
"""Turns that wait for each process."""
_OWN: Final = 32
"""Turns of this process whose letters are held here while those before them are waited for."""
_SWITCH: Final = 0.0005
"""Seconds after which the threads that hand work to processes interrupt what is done here: they wait for it twice."""
_LAID: Final = Struct("<HIQQ32s")
_Plain = tuple[Any, ...]
"""A record's fields: plain tuples go from process to process in a third of a record's time."""


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
    """A letter that a process holds: which process, what it begins with, where in its file the rest is, its SHA-256."""

    process: int
    beginning: int
    at: int
    length: int
    sha256: bytes

    def packed(self) -> bytes:
        """It as bytes, which take the place of the letter's."""
        return _LAID.pack(self.process, self.beginning, self.at, self.length, self.sha256)

    @classmethod
    def unpacked(cls, packed: bytes) -> Laid:
        """It from its bytes."""
        return cls(*_LAID.unpack(packed))


class _Turn(Record, eq=False):
    """Rows with their letters, or with the task of a process that is to make them."""

    rows: list[Row]
    number: int = -1
    """The process."""
    task: Future[list[_Plain]] | None = None
    letters: list[Made] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        return self.task is None or self.task.done()

    def made(self) -> Iterator[tuple[Row, Made]]:
        """The rows with their letters; waits for them, and raises what the process raised."""
        if self.task is None:
            return zip(self.rows, self.letters, strict=True)
        pairs = zip(self.rows, self.task.result(), strict=True)
        return ((row, Made(row.number, *one)) for row, one in pairs)


class Processes:
    """Processes that help to make letters of rows; `near` is where they hold theirs. Close it by `with`."""

    def __init__(self, count: int, near: Path) -> None:
        self._near = near
        self.each = [Process() for _ in range(count)]
        """An executor for each process."""
        self.written = 0
        """Letters that were written."""
        self._switch = sys.getswitchinterval()
        self._begun: list[Future[None]] = []

    def __enter__(self) -> Self:
        sys.setswitchinterval(_SWITCH)
        try:
            with alive():
                self._begun = [process.submit(_begin) for process in self.each]
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.each:
            process.shutdown(cancel_futures=True)
        sys.setswitchinterval(self._switch)

    def made(self, unit: Unit, chunks: Iterator[list[Row]], make: Callable[[Row], Made]) -> Iterator[tuple[Row, Made]]:
        """The letters of rows, in their order, made by those processes that have begun, and here by `make`.

        Of a letter that a process made, where it is laid stands for its contents.
        """
        waiting: deque[_Turn] = deque()
        with alive():
            for process in self.each:
                process.submit(_take, unit)  # where this fails, so do the turns after it
            while True:
                for number, begun in enumerate(self._begun):
                    if begun.done():
                        waiting += self._handed(number, chunks, waiting)
                if waiting and waiting[0].is_done:
                    yield from waiting.popleft().made()
                elif sum(turn.task is None for turn in waiting) < _OWN and (chunk := next(chunks, [])):
                    waiting.append(_Turn(chunk, letters=list(map(make, chunk))))
                elif waiting:
                    yield from waiting.popleft().made()
                else:
                    return

    def _handed(self, number: int, chunks: Iterator[list[Row]], waiting: Iterable[_Turn]) -> Iterator[_Turn]:
        """The turns that a process is given, so that it never waits for one."""
        open_turns = sum(turn.number == number and not turn.is_done for turn in waiting)
        for chunk in islice(chunks, max(_AHEAD - open_turns, 0)):
            plain = [(row.number, row.line, row.cells) for row in chunk]
            yield _Turn(chunk, number, self.each[number].submit(_lay, plain, number, self._near))

    def write(self, process: int, letters: list[tuple[Laid | bytes, str]]) -> Future[int]:
        """Let a process write letters that it holds or is given, under their names; the future may raise Unreadable."""
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
_BEGINNINGS: Final = Beginnings()
_HASHER: Final = Hasher()


def _begin() -> None:
    """Leave what was imported by now, all that makes letters, out of every search for what is not used any more."""
    gc.freeze()


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
    contents: list[bytes | memoryview] = []
    for one in made:
        laid = []
        for form, content in enumerate(one.contents):
            beginning, rest = _BEGINNINGS.divided(form, content)
            laid.append(Laid(process, beginning, at, len(rest), _HASHER.sha256(content)).packed())
            contents.append(rest)
            at += len(rest)
        found.append(
            (tuple(laid), one.findings, one.silenced, one.words, one.dated, one.template, one.outline, one.inputs, True)
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
    return _BEGINNINGS.whole(laid.beginning, _HELD[0].read(laid.length))


def _write(letters: list[tuple[Laid | bytes, str]]) -> int:
    for one, target in letters:
        write_whole(one if isinstance(one, bytes) else _read(one), target)
    return len(letters)
