"""Gathers the identifying values of rows in the processes that make letters, while the table is looked through here."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from drafter.batch.columns import Column
from drafter.batch.identity import Telling
from drafter.batch.leaks import Gathered, Index
from drafter.batch.making import Base, open_base
from drafter.batch.tables import Row
from drafter.workshop import Settings

_TURN: Final = 512
"""Rows that go to a process at once."""
_AHEAD: Final = 3
"""Turns that wait for each process."""
_Plain = tuple[Any, ...]


@dataclass(slots=True)
class Gatherer:
    """Adds the values of rows to an index; `executors` have one process each, which help once they have begun."""

    telling: Telling
    index: Index
    executors: list[Executor] = field(default_factory=list)
    _loose: frozenset[str] = frozenset()
    _begun: list[Future[None]] = field(default_factory=list)
    _tasks: list[list[Future[None]]] = field(default_factory=list)
    _rows: list[Row] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._loose = self.telling.loose
        self.index.name(self.telling.fields)
        if not self.telling.plain:  # the fields that the case adds are named as they are met
            self.executors = []

    def begin(self, brief: Path, settings: Settings, columns: tuple[Column, ...]) -> None:
        """Let the processes open the brief."""
        self._begun = [executor.submit(_open, brief, settings, columns, self.index.bits) for executor in self.executors]
        self._tasks = [[] for _ in self.executors]

    def add(self, row: Row) -> None:
        """Add the values of a row."""
        if not self.executors:
            self.index.add_all(self.telling.values(row), row.number, self._loose)
            return
        self._rows.append(row)
        if len(self._rows) == _TURN:
            self._turn()

    def _turn(self) -> None:
        rows, self._rows = self._rows, []
        for executor, begun, tasks in zip(self.executors, self._begun, self._tasks, strict=True):
            tasks[:] = [task for task in tasks if not task.done() or task.exception()]
            if begun.done() and not begun.exception() and len(tasks) < _AHEAD:
                tasks.append(executor.submit(_add, [(row.number, row.line, row.cells) for row in rows]))
                return
        for row in rows:
            self.index.add_all(self.telling.values(row), row.number, self._loose)

    def end(self, fixed: Iterable[str]) -> None:
        """Take in what the processes have gathered, and seal the index; `fixed` is the brief's own wording."""
        if self._rows:
            self._turn()
        helped: list[Executor] = []
        for executor, begun, tasks in zip(self.executors, self._begun, self._tasks, strict=True):
            if begun.done() and not begun.exception():
                for task in tasks:
                    task.result()
                self.index.absorb(executor.submit(_gathered).result())
                helped.append(executor)
        self.index.seal(fixed, helped)


# --- within a process -----------------------------------------------------------------------------

_OPEN: Final[list[tuple[tuple[Path, Settings], Base, Telling]]] = []
_INDEX: Final[list[Index]] = []


def opened(brief: Path, settings: Settings) -> Base | None:
    """The brief, if this process has it open."""
    return next((base for key, base, _ in _OPEN if key == (brief, settings)), None)


def _open(brief: Path, settings: Settings, columns: tuple[Column, ...], bits: int) -> None:
    base = open_base(brief, settings)
    telling = Telling(columns, base.case)
    index = Index(bits=bits)
    index.name(telling.fields)
    _OPEN[:], _INDEX[:] = [((brief, settings), base, telling)], [index]


def _add(rows: list[_Plain]) -> None:
    ((_, _, telling),) = _OPEN
    loose = telling.loose
    for number, line, cells in rows:
        _INDEX[0].add_all(telling.values(Row(number, line, cells)), number, loose)


def _gathered() -> Gathered:
    return _INDEX.pop().gathered()
