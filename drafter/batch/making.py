"""Makes the letter of one row, with all its findings: a function of a compiled brief and the row alone."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from drafter import checks, folders, markup, yaml_files
from drafter.batch import identity
from drafter.batch.columns import Column
from drafter.batch.compiled import Compiled
from drafter.batch.compiling import Task, compiled
from drafter.batch.leaks import Index
from drafter.batch.letters import FORMATS, Content, Filled, Ordinary, number_of, packed
from drafter.batch.rows import Rows, plainly
from drafter.batch.tables import CellPlace, Row
from drafter.batch.typed import Order
from drafter.batch.words import words
from drafter.body import QuestionItem, TextItem, snippet_items
from drafter.brief import Silence, case_named_by, read_brief
from drafter.cache import Cache
from drafter.case import Case
from drafter.dossier import Dossier
from drafter.language import LANGUAGES
from drafter.letterheads import prepared
from drafter.model import Block, Picture
from drafter.party import Party
from drafter.problems import Finding, FindingsStop, Place, Placed, blocking, place_of
from drafter.record import Mutable, Record, field
from drafter.workshop import Files, Settings, case_path_of, checked, once, open_files
from drafter.writers import WRITERS, docx
from drafter.yaml_files import Document

_GENERIC: Final = frozenset(
    (
        *(
            "dear",
            "sir",
            "sirs",
            "madam",
            "madams",
            "madame",
            "monsieur",
            "or",
            "and",
            "colleague",
            "colleagues",
            "all",
        ),
        *("to", "whom", "it", "may", "concern", "mr", "mrs", "ms", "miss", "mx", "dr", "professor", "your", "the"),
        *("excellency", "honour", "lord", "lady", "minister", "ambassador", "herr", "frau", "señor", "señora"),
    )
)
"""Words of salutations that name nobody."""


COMPILES = True
"""Whether letters of rows of one kind are filled in; each is the one that the ordinary path makes."""


class Job(Record):
    """What a batch makes of each row: the brief, the table's columns, the formats of its letters."""

    brief: Path
    settings: Settings
    table: str
    columns: tuple[Column, ...]
    width: int
    formats: tuple[str, ...] = ("docx",)
    cache: Path | None = None
    orders: tuple[tuple[str, Order], ...] = ()
    """What stands first in the dates of which column, where its cells settle it."""

    def maker(self, index: Index, base: Base | None = None) -> Maker:
        """Who makes the letters; `base` is the brief, where it is open."""
        return Maker(self, index, base or open_base(self.brief, self.settings))


class Outline(Record):
    """What a row's letter is made of, for the plan."""

    to: str = ""
    claims: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    queries: tuple[str, ...] = ()
    snippets: tuple[str, ...] = ()


class Made(Record):
    """A row's letter in each format (nothing where an error stops it), what was found, and what it is made of."""

    row: int
    contents: tuple[bytes, ...] = ()
    findings: tuple[Finding, ...] = ()
    silenced: int = 0
    words: int = 0
    """A number that two letters share only where they are word for word equal."""
    dated: str = ""
    template: str = ""
    outline: Outline = field(default_factory=Outline)
    inputs: tuple[Path, ...] = ()
    """The files that it is made from, where other rows have others."""
    laid: bool = False
    """Whether another process holds it, and `contents` say where."""

    @property
    def good(self) -> bool:
        return not blocking(self.findings)


class Base(Mutable):
    """A brief with its case, opened once for all rows."""

    document: Document
    files: Files
    path: Path

    @property
    def case(self) -> Case:
        return self.files.case

    @property
    def inputs(self) -> frozenset[Path]:
        """The files that every letter is made from."""
        return self.files.inputs | {self.path.resolve()}


def open_base(path: Path, settings: Settings) -> Base:
    """The brief of a batch with its case; raises Abort where the files themselves do not allow a letter."""
    document = yaml_files.read(folders.read_file(path, "the brief"), folders.shown(path))
    files = open_files(case_path_of(path, case_named_by(document), settings.allowed), settings)
    found = [*document.findings, *files.findings, *files.reader.missing()]
    if blocking(found):
        raise FindingsStop(*found)
    return Base(document, files, path)


@dataclasses.dataclass(slots=True)
class Maker:
    """Makes the letters of a job, with what it has read and parsed kept from row to row."""

    job: Job
    index: Index
    base: Base
    _rows: Rows = dataclasses.field(init=False)
    _letterheads: dict[str, tuple[docx.Prepared, tuple[Finding, ...]]] = dataclasses.field(default_factory=dict)
    _pictures: dict[tuple[str, str], Picture | None] = dataclasses.field(default_factory=dict)
    _missing: dict[str, tuple[Finding, ...]] = dataclasses.field(default_factory=dict)
    _plain: bool = False
    _compiled: Compiled | None = None

    def __post_init__(self) -> None:
        job = self.job
        self._rows = Rows(
            self.base.document,
            self.base.case,
            self.base.files.library,
            job.columns,
            job.table,
            job.width,
            dict(job.orders),
        )
        self._plain = any(column.type == "text" for column in job.columns)

    def make(self, row: Row, *, write: bool = True) -> Made:
        """The letter of a row; without `write`, only what it is made of and what was found."""
        if not write:
            return self._looked_at(row, write=False)[0]
        made = self._compiled.letter(row) if self._compiled is not None else None
        if isinstance(made, Filled):
            found = (made.findings, made.silenced, made.words, made.dated, made.template)
            return Made(row.number, made.contents, *found)
        if isinstance(made, Ordinary):
            contents = tuple(map(packed, made.contents))
            return Made(row.number, contents, made.findings, made.silenced, made.words, made.dated, made.template)
        looked_at, ordinary = self._looked_at(row)
        job = self.job
        if COMPILES and self._compiled is None and ordinary is not None and FORMATS.issuperset(job.formats):
            task = Task(job.columns, job.width, self.index, job.formats, self.base.case)
            self._compiled = compiled(task, self.ordinary, row, ordinary)
        return looked_at

    def ordinary(self, row: Row) -> Ordinary | None:
        """The letter of a row as the ordinary path makes it, not packed yet; nothing where an error stops it."""
        return self._looked_at(row, pack=False)[1]

    def _looked_at(self, row: Row, *, write: bool = True, pack: bool = True) -> tuple[Made, Ordinary | None]:
        """A row in the ordinary way: its letter, and what it was before it was packed."""
        dossier, findings, silenced = self.letter(row)
        if dossier is None:
            return Made(row.number, findings=tuple(findings), silenced=silenced), None
        said = tuple(identity.texts(dossier.letter))
        findings += [*self._leaks(row, dossier, said), *misfit(dossier)]
        findings, quiet = with_silences(findings, dossier.brief.silence)
        contents: tuple[Content, ...] = ()
        if not blocking(findings) and write:
            contents = tuple(self._content(one, dossier, findings) for one in self.job.formats)
        good = not blocking(findings)
        found, quieted = tuple(dict.fromkeys(findings)), silenced + len(quiet)
        template, dated = str(dossier.brief.template), dossier.letter.dated
        ordinary = Ordinary(found, quieted, dated, template, said, contents, dossier) if good and write else None
        made = Made(
            row.number,
            tuple(map(packed, contents)) if good and pack else (),
            found,
            quieted,
            number_of(said),
            dated,
            template,
            Outline() if write else outlined(dossier),
        )
        return made, ordinary

    def letter(self, row: Row) -> tuple[Dossier | None, list[Finding], int]:
        """The letter of a row as the ordinary path composes and checks it, its findings, and how many are silenced."""
        files, planned = self.base.files, self._rows.planned(row)
        library = files.library
        brief, found = read_brief(planned.document, planned.case, library)
        if any(finding.code == "cell-blank" for finding in planned.findings):
            found = [finding for finding in found if finding.code not in {"answer-missing", "value-missing"}]
        if self._plain:
            brief = plainly(brief)
        template = str(brief.template)
        if template not in self._missing:
            self._missing[template] = library.missing_letterhead(brief.template)
        findings = [*planned.findings, *files.findings, *library.findings, *found, *self._missing[template]]
        if blocking(findings):
            return None, once(findings), 0
        made = checked(brief, planned.case, files, findings, self._picture, _parse)
        return made.dossier, list(made.findings), len(made.silenced)

    def _picture(self, file: Placed, alt: str) -> Picture | None:
        key = (str(file), alt)
        if key not in self._pictures:
            self._pictures[key] = self.base.files.reader.picture(file, alt)
        return self._pictures[key]

    def _content(self, chosen: str, dossier: Dossier, findings: list[Finding]) -> Content:
        if chosen != "docx":
            return WRITERS[chosen](dossier.letter)
        name = str(dossier.brief.template)
        if name not in self._letterheads:
            self._letterheads[name] = prepared(dossier, Cache(self.job.cache))
        letterhead, found = self._letterheads[name]
        findings += found
        return "" if blocking(found) else docx.drafts(dossier.letter, letterhead)

    def _leaks(self, row: Row, dossier: Dossier, said: tuple[str, ...]) -> Iterator[Finding]:
        params = {column.target for column in self.job.columns if column.part == "param" and column.type == "words"}
        own = [value for name, value in identity.values(self.job.columns, row, self.base.case) if name not in params]
        for party in identity.addressed(dossier.brief, dossier.case):
            own += (party.full_name, party.organisation, *party.address)
        yield from leaked(self.index, row, said, own, CellPlace(self.job.table, row.line))


def leaked(index: Index, row: Row, said: tuple[str, ...], own: list[str], place: Place) -> Iterator[Finding]:
    """`leak`: the letter of a row says what is another row's."""
    for leak in index.leaks(said, row.number, own):
        message = f"row {row.number}: the letter says '{leak.written}', which is {leak.field} of row {leak.row}"
        advice = "look where it comes from: a cell of this row, or what the cell names in the case"
        yield Finding("leak", "error" if leak.grave else "warning", message, place, advice)


_OWN: Final = frozenset({"leak", "salutation-misfit"})
"""Findings that only a batch makes; a brief may silence them too."""


@lru_cache(maxsize=4096)
def _parse(text: str) -> tuple[Block, ...]:
    return markup.parse(text)


def with_silences(findings: list[Finding], silences: tuple[Silence, ...]) -> tuple[list[Finding], list[Finding]]:
    """Findings without those that only a batch makes and that are silenced, and these; which silences then are used."""
    theirs = tuple(one for one in silences if one.code in _OWN)
    told, quiet = checks.silenced([finding for finding in findings if finding.code in _OWN], theirs)
    unused = {finding.place for finding in told if finding.code == "silence-unused"}
    used = [(one.place, f"'{one.code}'") for one in theirs if one.place not in unused]
    hidden = {id(finding) for finding in quiet}
    hidden |= {
        id(finding)
        for finding in findings
        for place, code in used
        if finding.code == "silence-unused" and finding.place == place and code in finding.message
    }
    return [finding for finding in findings if id(finding) not in hidden], quiet


def misfit(dossier: Dossier) -> Iterator[Finding]:
    """`salutation-misfit`: the salutation names somebody, and no word of it is the addressee's; or is a bare name."""
    parties = identity.addressed(dossier.brief, dossier.case)
    yield from _bare(dossier, parties)
    named = [one for one in re.findall(r"[^\W_]+", dossier.letter.salutation) if one[:1].isupper()][1:]
    meant = {one for one in words(" ".join(named)) if len(one) > 1} - _GENERIC
    if not meant or not parties:
        return
    theirs: set[str] = set()
    for party in parties:
        theirs |= set(words(" ".join((party.full_name, party.organisation, *party.role, *party.addressed_as))))
    if not meant & theirs:
        party = parties[0]
        message = f"the salutation '{dossier.letter.salutation}' does not fit the addressee, {party.full_name}"
        advice = "give each row its own to.salutation or to.known_as, or take them out of the case"
        yield Finding("salutation-misfit", "error", message, party.place, advice)


def _bare(dossier: Dossier, parties: list[Party]) -> Iterator[Finding]:
    """A salutation of the brief that is a name with no word of greeting before it."""
    said = set(words(dossier.brief.salutation))
    names = {word for party in parties for word in words(f"{party.name} {party.surname} {party.known_as}")}
    titles = {word for title in LANGUAGES[dossier.letter.language].greeted_titles for word in words(title)}
    if said & names and said <= names | titles:
        message = f"the salutation is the bare name '{dossier.brief.salutation}'"
        advice = "write it whole, as 'Dear Ms Roe', or call the column to.salutation, which is the name after 'Dear'"
        yield Finding("salutation-misfit", "warning", message, place_of(dossier.brief.salutation), advice)


def outlined(dossier: Dossier) -> Outline:
    """What a letter is made of, for the plan."""
    brief = dossier.brief
    items = list(brief.items())
    asked = [item for item in items if isinstance(item, QuestionItem)]
    queries = tuple(
        str(item.named.name or next((one.snippet.id for one in snippet_items((item.item,))), "") or _asked(item))
        for item in asked
    )
    used = tuple(dict.fromkeys(item.snippet.id for item in snippet_items(tuple(items))))
    to = "; ".join(party.full_name for party in identity.addressed(brief, dossier.case))
    return Outline(to, tuple(map(str, brief.claims)), tuple(map(str, brief.evidence)), queries, used)


def _asked(question: QuestionItem) -> str:
    """The beginning of a question in plain words."""
    return str(question.item.text)[:60] if isinstance(question.item, TextItem) else f"line {question.place.line}"
