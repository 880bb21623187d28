"""Puts the letters of a batch into their folder: here, by the processes that hold them, or with a PDF file of each."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Final

from drafter import pdf
from drafter.batch.notes import with_more
from drafter.batch.processes import Laid, Processes, alive
from drafter.batch.shelf import Shelf, State, write_whole
from drafter.batch.spool import Held, Spool
from drafter.record import Mutable, Record, field

_AT_ONCE: Final = 50
"""Letters that are turned into PDF files together."""
_TURN: Final = 128
"""Letters that a process writes at once."""
_FEW: Final = 3
"""Turns of which a process with fewer is given letters that are held here."""
_OPEN: Final = 2_048
"""Letters that may be noted and not written yet."""


class Written(Record):
    """What became of one file."""

    row: int
    file: str
    state: State


def one_by_one(shelf: Shelf, spool: Spool, formats: tuple[str, ...]) -> Iterator[Written]:
    """Note and write each letter."""
    for one in spool.read():
        for ending, content in zip(formats, one.contents, strict=True):
            file = f"{one.name}.{ending}"
            yield Written(one.row, file, shelf.put(file, content, one.noted))


class _Turn(Mutable, eq=False):
    """Letters that a process writes at once."""

    process: int
    letters: list[tuple[Laid | bytes, str]] = field(default_factory=list)
    task: Future[int] | None = None


class _Turns(Mutable, eq=False):
    """What is given to processes to write."""

    processes: Processes
    _filled: dict[int, _Turn] = field(default_factory=dict)
    """The turns that are not full yet, by their processes."""
    _begun: list[list[_Turn]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._begun = [[] for _ in self.processes.each]

    def add(self, process: int, letter: Laid | bytes, target: str) -> _Turn:
        """Give a process a letter, and tell with which turn it is written."""
        turn = self._filled.get(process)
        if turn is None:
            turn = self._filled[process] = _Turn(process)
        turn.letters.append((letter, target))
        if len(turn.letters) == _TURN:
            self.begin(turn)
        return turn

    def begin(self, turn: _Turn) -> None:
        """Let a process begin with a turn, if it was not told to yet."""
        if turn.task is None:
            turn.task = self.processes.write(turn.process, turn.letters)
            turn.letters = []  # they are held no longer than they take
            del self._filled[turn.process]
            self._begun[turn.process].append(turn)

    def idle(self) -> int | None:
        """A process that soon has nothing to do, if there is one."""
        for process, turns in enumerate(self._begun):
            if len(turns) < _FEW:
                return process
            turns[:] = [turn for turn in turns if not _done(turn)]
        return None


def by_processes(shelf: Shelf, spool: Spool, formats: tuple[str, ...], processes: Processes) -> Iterator[Written]:
    """Note each letter, and let the process that holds it write it; those held here, whoever has the time."""
    turns = _Turns(processes)
    told: deque[tuple[Written, _Turn | None]] = deque()

    def ended(most: int) -> Iterator[Written]:
        while told and (len(told) > most or _done(told[0][1])):
            one, turn = told.popleft()
            if turn is not None:
                turns.begin(turn)
                if turn.task is not None:
                    turn.task.result()
            yield one

    with alive():
        for one in spool.read():
            for ending, content in zip(formats, one.contents, strict=True):
                file = f"{one.name}.{ending}"
                laid = Laid.unpacked(content) if one.laid else None
                state = shelf.note(file, (laid.sha256 if laid else shelf.hashed(content)).hex(), one.noted)
                process = None if state != "written" else laid.process if laid else turns.idle()
                if process is not None:
                    turn = turns.add(process, laid or content, shelf.target(file))
                else:
                    turn = None
                    if state == "written":
                        write_whole(content, shelf.target(file))
                        processes.written += 1
                told.append((Written(one.row, file, state), turn))
                yield from ended(_OPEN)
        yield from ended(0)


def _done(turn: _Turn | None) -> bool:
    return turn is None or (turn.task is not None and turn.task.done())


def with_pdfs(
    shelf: Shelf, spool: Spool, formats: tuple[str, ...], office: pdf.Office, processes: Processes | None
) -> Iterator[Written]:
    """Note and write each letter, and a PDF file of each Word letter."""
    waiting: list[_Waiting] = []
    for one in spool.read():
        for ending, held in zip(formats, one.contents, strict=True):
            content = processes.read(Laid.unpacked(held)) if processes is not None and one.laid else held
            file = f"{one.name}.{ending}"
            state = shelf.put(file, content, one.noted)
            yield Written(one.row, file, state)
            if ending == "docx":
                if state in {"kept", "stale"}:
                    content = shelf.read(file)  # the two say the same, whoever changed the letter
                waiting.append(_Waiting(f"{one.name}.pdf", content, one))
        if len(waiting) >= _AT_ONCE:
            yield from _pdfs(shelf, office, waiting)
    yield from _pdfs(shelf, office, waiting)


class _Waiting(Record):
    """A letter that is to become a PDF file."""

    file: str
    content: bytes
    held: Held


def _pdfs(shelf: Shelf, office: pdf.Office, waiting: list[_Waiting]) -> Iterator[Written]:
    """Make the PDF files that do not stand yet, many with one start of LibreOffice."""
    sources = [hashlib.sha256(one.content).hexdigest() for one in waiting]
    standing = [shelf.stands(one.file, source) for one, source in zip(waiting, sources, strict=True)]
    todo = [one for one, stands in zip(waiting, standing, strict=True) if not stands]
    made = iter(
        office.convert([pdf.WordLetter(one.file, one.held.dated, one.content) for one in todo])[0] if todo else ()
    )
    for one, source, stands in zip(waiting, sources, standing, strict=True):
        noted = with_more(one.held.noted, of=source)
        if stands:
            shelf.keep(one.file, noted)
        yield Written(one.held.row, one.file, "unchanged" if stands else shelf.put(one.file, next(made), noted))
    waiting.clear()
