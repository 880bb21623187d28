"""Runs a batch in two passes: makes and checks every letter, then puts all of them into their folder, or none."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import re
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final, Self
from uuid import uuid4

from drafter import __version__, folders, pdf
from drafter.batch.addressee import addressee
from drafter.batch.briefs import BriefJob, BriefMaker, look_through, open_folder
from drafter.batch.columns import Column, match, snippets
from drafter.batch.gathering import Gatherer
from drafter.batch.identity import Telling
from drafter.batch.leaks import Index, bits_for
from drafter.batch.making import Base, Job, Made, Maker, open_base, with_silences
from drafter.batch.naming import USUAL, Namer
from drafter.batch.notes import line
from drafter.batch.processes import Processes, alive
from drafter.batch.shelf import Shelf, sha256
from drafter.batch.spool import Held, Spool, standing
from drafter.batch.survey import Same, Survey, Twice, settled, survey
from drafter.batch.tables import CellPlace, Row, Table, open_table
from drafter.batch.tally import Tally
from drafter.batch.unit import Unit
from drafter.batch.writing import Written, by_processes, one_by_one, with_pdfs
from drafter.brief import read_brief
from drafter.problems import NOWHERE, Finding, FindingsStop, blocking
from drafter.record import Record, field, replace
from drafter.workshop import Settings
from drafter.yaml_files import Mapping

_CHUNK: Final = 16
"""Rows that go to a process at once, where they may have to be made again."""
_CHUNKS: Final = 16
"""Turns that a process of this machine has at least, so that all end at about one time."""
_EARLY: Final = 1 << 20
"""Bytes of a table from which other processes begin before it is looked through."""
_PAYS: Final = 1.0
"""Seconds of work that must be left for one process, where others begin later: they need half a second to begin."""
_MOST: Final = 64
"""Rows of a turn; more of them save nothing."""


class Order(Record):
    """What is asked for: which rows, which formats, where to."""

    brief: Path
    recipients: Path | None
    out: Path
    settings: Settings = field(default_factory=Settings)
    formats: tuple[str, ...] = ("docx",)
    name: str = USUAL
    only: tuple[str, ...] = ()
    limit: int | None = None
    keep_going: bool = False
    strict: bool = False
    force: bool = False
    soffice: str = ""
    """The program that makes PDF files; nothing where none are wanted."""
    jobs: int = 1
    cache: Path | None = None


@dataclasses.dataclass(slots=True)
class Batch:
    """A batch with its table looked through; `check` it, then `write` it. Raises Abort when it is made."""

    order: Order
    base: Base | None = None
    table: Table = dataclasses.field(init=False)
    columns: tuple[Column, ...] = ()
    survey: Survey = dataclasses.field(init=False)
    findings: list[Finding] = dataclasses.field(default_factory=list)
    """What was found in the table as a whole."""
    tally: Tally = dataclasses.field(default_factory=Tally)
    left: list[str] = dataclasses.field(default_factory=list)
    """Once all is written: the letters of earlier runs in the folder that are of none of the rows."""
    job: Job | BriefJob = dataclasses.field(init=False)
    """The unit of work that a row is made by."""
    _maker: Maker | BriefMaker = dataclasses.field(init=False)
    _telling: Telling | None = None
    """Tells what is a row's own, where the names of files may say what is not."""
    _letterheads: set[str] = dataclasses.field(default_factory=set)
    _left: ExitStack = dataclasses.field(default_factory=ExitStack)
    _spool: Spool | None = None
    _processes: Processes | None = None
    _out: Path = dataclasses.field(init=False)

    def __post_init__(self) -> None:
        self._out = self.order.out.resolve()
        recipients = self.order.recipients
        try:
            if self.order.jobs > 1 and recipients is not None and _size(recipients) >= _EARLY:
                self._begin()  # others begin while the table is looked through
            self._open()
        except BaseException:
            self._left.close()
            raise

    def _begin(self) -> Processes:
        """Let other processes begin."""
        self._processes = self._left.enter_context(Processes(self.order.jobs - 1, standing(self.order.out)))
        return self._processes

    def _open(self) -> None:
        order = self.order
        if order.recipients is None:
            self.table = open_folder(order.brief)
            self.job = BriefJob(order.brief, order.settings, order.formats, order.cache)
            self.survey = look_through(self.job, self.table, order.name)
        else:
            self._open_table(order.recipients)
        self.findings += self.survey.findings
        self._maker = self.job.maker(self.survey.index, self.base)

    def _open_table(self, recipients: Path) -> None:
        order = self.order
        self.base = base = open_base(order.brief, order.settings)
        self.table = table = open_table(recipients)
        root = base.document.root
        body = root.get("body") if isinstance(root, Mapping) else None
        self.columns, found = match(table, body, base.files.library)
        self.findings += [*table.findings, *found, *addressee(base, table, self.columns)]
        if blocking(self.findings):
            raise FindingsStop(*self.findings)
        orders = settled(table, self.columns)
        telling = Telling(self.columns, base.case)
        index = Index(bits=bits_for(_size(recipients)))
        gatherer = Gatherer(telling, index, list(self._processes.each) if self._processes is not None else [])
        with alive():
            gatherer.begin(order.brief, order.settings, self.columns)
            self.survey = survey(base, table, self.columns, order.name, orders, gatherer)
        if not telling.all_own(Namer(order.name).fields, table.headers):
            self._telling = telling
        width, days = len(table.headers), tuple(orders.items())
        self.job = Job(order.brief, order.settings, table.file, self.columns, width, order.formats, order.cache, days)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._left.close()

    def written(self, told: int) -> int:
        """How many letters were written, of which so many were told, once all processes have stopped."""
        self._left.close()
        return max(told, self._processes.written if self._processes is not None else 0)

    def rows(self) -> Iterator[Row]:
        """The rows that are wanted: `only` names numbers, ranges or words of the row, `limit` the first so many."""
        wanted = [_wanted(one) for one in self.order.only]
        rows = (row for row in self.table.read() if not wanted or any(fits(row) for fits in wanted))
        return islice(rows, self.order.limit)

    def plan(self) -> Iterator[tuple[str, Made]]:
        """The rows with the names of their letters and what these are made of."""
        for row in self.rows():
            made = self._named((row, self._maker.make(row, write=False)))[1]
            self.tally.add(row.number, row.line, made.findings, good=self._good(made), silenced=made.silenced)
            yield self.survey.names[row.number - 1], made

    def check(self, executor: Executor | None = None) -> Iterator[Made]:
        """Make and check the letter of every row; nothing is written."""
        self._spool = self._left.enter_context(Spool(self.order.out))
        equal = Twice()
        for row, made in map(self._named, self._made(executor)):
            good = self._good(made)
            self.tally.add(row.number, row.line, made.findings, good=good, silenced=made.silenced)
            if made.template and "docx" in self.order.formats:
                self._letterheads.add(made.template)
            if made.words:
                equal.add(made.words, made.row)
            if good:
                name = self.survey.names[row.number - 1]
                self._spool.add(Held(row.number, name, made.dated, self._noted(row, made), made.contents, made.laid))
            yield made
        same = Same()
        for first, again in equal.pairs():
            message = f"row {again}: the letter is word for word that of row {first}"
            same.add("letter-equal", message, CellPlace(self.table.file), "take one of the rows out")
        self.findings += same.all()

    def _named(self, made: tuple[Row, Made]) -> tuple[Row, Made]:
        """A row's letter with what is wrong with the name of its file."""
        row, letter = made
        if self.base is None or self._telling is None:
            return made
        name = self.survey.names[row.number - 1]
        own = (value for telling in (self._telling,) for _, value in telling.values(row))
        leaks = self.survey.index.leaks((name,), row.number, own)
        if not leaks:
            return made
        brief, _ = read_brief(self.base.document, self.base.case, self.base.files.library)
        place, advice = CellPlace(self.table.file, row.line), "choose other fields with --name"
        found: list[Finding] = []
        for one in leaks:
            said = f"row {row.number}: the name of the letter's file says '{one.written}'"
            message = f"{said}, which is {one.field} of row {one.row}"
            found.append(Finding("leak", "error" if one.grave else "warning", message, place, advice))
        findings, quiet = with_silences([*letter.findings, *found], brief.silence)
        contents = () if blocking(findings) else letter.contents
        count = letter.silenced + len(quiet)
        return row, replace(letter, findings=tuple(findings), silenced=count, contents=contents)

    def _good(self, made: Made) -> bool:
        return made.good and not (self.order.strict and any(one.severity == "warning" for one in made.findings))

    @property
    def goes_on(self) -> bool:
        """Whether letters may be written: all rows are good, or the good ones are wanted by themselves."""
        if blocking(self.findings) or (self.order.strict and any(one.severity == "warning" for one in self.findings)):
            return False
        return not self.tally.failed or (self.order.keep_going and self.tally.failed < self.tally.rows)

    def _noted(self, row: Row, made: Made) -> bytes:
        """What the manifest says of a row."""
        said = "\x1e".join(["\x1f".join(cell) if isinstance(cell, tuple) else cell for cell in row.cells])
        found = [
            {"code": one.code, "severity": one.severity, "message": one.message, "column": one.place.column}
            if isinstance(one.place, CellPlace)
            else {"code": one.code, "severity": one.severity, "message": one.message}
            for one in made.findings
            if one.code != "silence-unused"
        ]
        digest = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
        own = {"inputs": {_from(path, self._out): sha256(path) for path in made.inputs}} if made.inputs else {}
        return line({"row": row.number, "line": row.line, "values": digest, **own, "findings": found})

    # --- one process or several ------------------------------------------------------------------

    def _made(self, executor: Executor | None) -> Iterator[tuple[Row, Made]]:
        if executor is not None:
            yield from self._spread(executor, self._unit(self.survey.index.packed()))
        elif self.order.jobs > 1:
            yield from self._made_by_several()
        else:
            for row in self.rows():
                yield row, self._maker.make(row)

    def _made_by_several(self) -> Iterator[tuple[Row, Made]]:
        """Rows with letters that several processes make; by this one alone, until it is seen that others pay."""
        rows, total = self.rows(), min(self.survey.total, self.order.limit or self.survey.total)
        processes, left = self._processes, total
        while processes is None and (chunk := list(islice(rows, _MOST))):
            begun = perf_counter()
            made = list(map(self._maker.make, chunk))
            is_first, left = left == total, left - len(chunk)  # with the first, all that it needs is read
            if not is_first and left * (perf_counter() - begun) > _PAYS * len(chunk):
                processes = self._begin()
            yield from zip(chunk, made, strict=True)
        if processes is not None:
            size = max(_CHUNK, min(_MOST, left // (self.order.jobs * _CHUNKS)))
            with TemporaryDirectory() as folder:
                index = Path(folder) / "index"
                index.write_bytes(self.survey.index.packed(0))
                yield from processes.made(self._unit(index), _chunks(rows, size), self._maker.make)

    def _unit(self, index: bytes | Path) -> Unit:
        inputs = tuple((path, sha256(path)) for path in sorted(self._files())) if self.base is not None else ()
        return Unit(self.job, index, Path.cwd(), inputs, uuid4().hex)

    def _spread(self, executor: Executor, unit: Unit) -> Iterator[tuple[Row, Made]]:
        """Rows in chunks over an executor, a few ahead of what is taken, in their order."""
        ahead = 3 * getattr(executor, "workers", 1)
        waiting: deque[tuple[list[Row], Future[list[Made]]]] = deque()
        chunks = _chunks(self.rows(), _CHUNK)
        while True:
            while len(waiting) < ahead and (chunk := next(chunks, [])):
                waiting.append((chunk, executor.submit(unit, chunk)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            yield from zip(chunk, future.result(), strict=True)

    # --- writing ---------------------------------------------------------------------------------

    def write(self) -> Iterator[Written]:
        """Put the good rows' letters into the folder; ends with the manifest."""
        if self._spool is None:
            raise RuntimeError("check comes before write")
        order = self.order
        with ExitStack() as held:
            shelf = held.enter_context(Shelf(order.out, self._inputs(), order.force))
            if order.soffice:
                office = held.enter_context(pdf.Office(order.soffice))
                yield from with_pdfs(shelf, self._spool, order.formats, office, self._processes)
            elif self._processes is not None:
                yield from by_processes(shelf, self._spool, order.formats, self._processes)
            else:
                yield from one_by_one(shelf, self._spool, order.formats)
            shelf.finish(self._header())
            endings = tuple(f".{one}" for one in (*order.formats, *(["pdf"] if order.soffice else [])))
            if not order.only and order.limit is None:
                self.left = [file for file in shelf.left if file.endswith(endings)]

    def _inputs(self) -> frozenset[Path]:
        if self.base is None or self.order.recipients is None:
            return frozenset((self.order.brief / str(row.cells[0])).resolve() for row in self.table.read())
        return self.base.inputs | {self.order.recipients.resolve()}

    def _files(self) -> frozenset[Path]:
        """The files that all letters are made from."""
        if self.base is None:
            return frozenset()
        root = self.base.document.root
        body = root.get("body") if isinstance(root, Mapping) else None
        library = self.base.files.library
        used = [snippet.file for snippet in snippets(body, library).values()]
        used += [register.file for register in library.registers().values()]
        return self._inputs() | {Path(file).resolve() for file in used}

    def _header(self) -> dict[str, Any]:
        """What all letters are made from, each file with its SHA-256, named from the letters' folder."""
        if self.base is None:
            return {"drafter": __version__, "inputs": {}}
        library = self.base.files.library
        inputs = {_from(path, self._out): sha256(path) for path in self._files()}
        letterheads = {
            name: hashlib.sha256(library.letterhead(name, NOWHERE)[0]).hexdigest() for name in sorted(self._letterheads)
        }
        return {"drafter": __version__, "inputs": dict(sorted(inputs.items())), "letterheads": letterheads}


def _size(path: Path) -> int:
    """Bytes of a file; 0 where it is not there, which is told where it is read."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _chunks(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, size)):
        yield chunk


def _from(path: Path, folder: Path) -> str:
    shipped = folders.shipped().resolve()
    if path.is_relative_to(shipped):
        return f"drafter:{path.relative_to(shipped).as_posix()}"
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive on Windows
        return path.as_posix()


def _wanted(word: str) -> Callable[[Row], bool]:
    """Whether a row is meant: `7`, `3-9`, or words that one of its cells holds."""
    if match := re.fullmatch(r"(\d+)(?:-(\d+))?", word.strip()):
        first, last = int(match[1]), int(match[2] or match[1])
        return lambda row: first <= row.number <= last
    low = word.casefold().strip()
    return lambda row: any(low in cell.casefold() for cell in row.cells if isinstance(cell, str))
