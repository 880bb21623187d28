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
from drafter.batch.shelf import Shelf, State
from drafter.batch.spool import Held, Spool
from drafter.record import Mutable, Record, field

_AT_ONCE: Final = 50
"""Letters that are turned into PDF files together."""
_TURN: Final = 32
"""Letters that a process writes at once."""
_OPEN: Final = 512
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

    letters: list[tuple[Laid, str]] = field(default_factory=list)
    task: Future[int] | None = None


def by_processes(shelf: Shelf, spool: Spool, formats: tuple[str, ...], processes: Processes) -> Iterator[Written]:
    """Note each letter, and let the process that holds it write it, if it is not held here."""
    turns: dict[int, _Turn] = {}
    told: deque[tuple[Written, int, _Turn | None]] = deque()

    def begun(process: int) -> None:
        turn = turns.pop(process)
        turn.task = processes.write(process, turn.letters)

    def ended(most: int) -> Iterator[Written]:
        while told and (len(told) > most or _done(told[0][2])):
            one, process, turn = told.popleft()
            if turn is not None:
                if turn.task is None:
                    begun(process)
                if turn.task is not None:
                    turn.task.result()
            yield one

    with alive():
        for one in spool.read():
            for ending, content in zip(formats, one.contents, strict=True):
                file = f"{one.name}.{ending}"
                if not one.laid:
                    state = shelf.put(file, content, one.noted)
                    processes.written += state == "written"
                    told.append((Written(one.row, file, state), -1, None))
                    yield from ended(_OPEN)
                    continue
                laid = Laid.unpacked(content)
                state = shelf.note(file, laid.sha256.hex(), one.noted)
                turn = turns.setdefault(laid.process, _Turn()) if state == "written" else None
                told.append((Written(one.row, file, state), laid.process, turn))
                if turn is not None:
                    turn.letters.append((laid, shelf.target(file)))
                    if len(turn.letters) == _TURN:
                        begun(laid.process)
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
            yield Written(one.row, file, shelf.put(file, content, one.noted))
            if ending == "docx":
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
