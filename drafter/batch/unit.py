"""The unit of work of a batch: a function of a compiled brief and rows, which any executor can run."""

from __future__ import annotations

from contextlib import chdir
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Final

from drafter import __version__, folders
from drafter.batch.briefs import BriefJob, BriefMaker
from drafter.batch.gathering import opened
from drafter.batch.leaks import Index
from drafter.batch.making import Job, Made, Maker
from drafter.batch.shelf import sha256
from drafter.batch.tables import Row
from drafter.problems import Finding, Place, Unreadable
from drafter.record import Record

_TURN: Final = Lock()
"""The threads of a process take turns: a maker keeps what it has parsed from row to row."""


class Unit(Record):
    """Gives the letters of the rows that it is called with; a process opens the brief once for all calls of a run."""

    job: Job | BriefJob
    index: bytes | Path
    """The packed index, or the file that holds it."""
    folder: Path
    """The working folder, so that a path means the same in every process."""
    inputs: tuple[tuple[Path, str | None], ...] = ()
    """Files that the letters are made from, with their SHA-256."""
    run: str = ""
    """Differs from run to run, so that a process that lives on reads the brief anew."""
    version: str = __version__

    def __call__(self, rows: list[Row]) -> list[Made]:
        """The letters of the rows; raises Unreadable where this process sees other files than those of the batch."""
        if self.version != __version__:
            raise _differs(f"it has drafter {__version__}, and the batch was begun with {self.version}", self.folder)
        if not self.folder.is_dir():
            raise _differs("it does not see the folder", self.folder)
        with _TURN, chdir(self.folder):
            maker = _maker(self)
            return [maker.make(row) for row in rows]


@lru_cache(maxsize=1)
def _maker(unit: Unit) -> Maker | BriefMaker:
    for path, digest in unit.inputs:
        if sha256(path) != digest:
            raise _differs("it sees another state of the file", path)
    packed = unit.index if isinstance(unit.index, bytes) else unit.index.read_bytes()
    job = unit.job
    return job.maker(Index.unpacked(packed), opened(job.brief, job.settings) if isinstance(job, Job) else None)


def _differs(what: str, path: Path) -> Unreadable:
    message = f"a process that makes letters sees something else than this one: {what} ('{folders.shown(path)}')"
    advice = "leave the files alone while a batch runs; on other machines, see to one folder and one version of drafter"
    return Unreadable(Finding("process-differs", "error", message, Place(folders.shown(path)), advice))
