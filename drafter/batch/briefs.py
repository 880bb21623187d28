"""A folder of briefs as a batch: each brief is a row, with a case of its own or a common one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from drafter import checks, folders
from drafter.batch import identity
from drafter.batch.leaks import Index
from drafter.batch.letters import number_of
from drafter.batch.making import Made, leaked, misfit, outlined
from drafter.batch.naming import USUAL, Namer, Names
from drafter.batch.survey import Survey
from drafter.batch.tables import CellPlace, Row, Table
from drafter.cache import Cache
from drafter.dossier import Dossier
from drafter.letterheads import prepared
from drafter.office import OFFICE_FILE
from drafter.problems import Abort, Finding, Place, Unreadable, blocking
from drafter.record import Mutable, Record, field
from drafter.workshop import CASE_FILE, Opened, Settings, open_brief
from drafter.writers import WRITERS, docx


class BriefJob(Record):
    """What a batch makes of each brief of a folder."""

    folder: Path
    settings: Settings
    formats: tuple[str, ...]
    cache: Path | None

    def maker(self, index: Index, _base: object = None) -> BriefMaker:
        """Who makes the letters; each opens its brief."""
        return BriefMaker(self, index)


class BriefMaker(Mutable):
    """Makes the letters of a folder of briefs, each as a single build makes it."""

    job: BriefJob
    index: Index = field(default_factory=Index)

    def make(self, row: Row, *, write: bool = True) -> Made:
        """The letter of a brief; without `write`, only what it is made of and what was found."""
        path = self.job.folder / str(row.cells[0])
        try:
            opened = open_brief(path, self.job.settings)
        except Abort as abort:
            return Made(row.number, findings=abort.findings)
        dossier = opened.dossier
        if dossier is None:
            return Made(row.number, findings=opened.findings, silenced=len(opened.silenced))
        said = tuple(identity.texts(dossier.letter))
        own = [value for _, value in values(dossier)]
        own += [line for party in dossier.case.parties.values() for line in (party.full_name, party.organisation)]
        place = Place(folders.shown(path))
        findings = [*leaked(self.index, row, said, own, place), *misfit(dossier)]
        _, quiet = checks.silenced(findings, dossier.brief.silence)
        findings = [*opened.findings, *(one for one in findings if one not in quiet)]
        contents = self._contents(dossier, findings) if write and not blocking(findings) else ()
        return Made(
            row.number,
            () if blocking(findings) else contents,
            tuple(dict.fromkeys(findings)),
            len(opened.silenced) + len(quiet),
            number_of(said),
            dossier.letter.dated,
            outline=outlined(dossier),
            inputs=tuple(sorted(opened.inputs)),
        )

    def _contents(self, dossier: Dossier, findings: list[Finding]) -> tuple[bytes, ...]:
        made: list[bytes] = []
        for chosen in self.job.formats:
            if chosen != "docx":
                made.append(WRITERS[chosen](dossier.letter).encode("utf-8"))
                continue
            letterhead, found = prepared(dossier, Cache(self.job.cache))
            findings += found
            made.append(b"" if blocking(found) else docx.write(dossier.letter, letterhead))
        return tuple(made)


def values(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """What tells the letter of a brief from others: whom it goes to, and its references."""
    for party in identity.addressed(dossier.brief, dossier.case):
        yield from (("to", value) for value in (party.name, party.known_as, party.organisation) if value)
        if party.address:
            yield "to: address", " ".join(party.address)
        yield from (("to: address", line) for line in party.address if any(one.isdigit() for one in line))
    for name in ("your_ref", "our_ref"):
        if value := str(getattr(dossier.letter, name)):
            yield name, value


def open_folder(folder: Path) -> Table:
    """The briefs of a folder, a row each; raises Unreadable where there is none."""
    names = sorted(
        path.name
        for ending in ("*.yaml", "*.yml")
        for path in folder.glob(ending)
        if path.name not in {CASE_FILE, OFFICE_FILE}
    )
    if not names:
        message = f"there is no brief in the folder '{folders.shown(folder)}'"
        raise Unreadable(Finding("file-missing", "error", message, Place(folders.shown(folder))))
    rows = [Row(number, 1, (name,)) for number, name in enumerate(names, 1)]
    return Table(folders.shown(folder), ("brief",), lambda: iter(rows))


def look_through(job: BriefJob, table: Table, pattern: str) -> Survey:
    """The names and the identifying values of a folder's briefs."""
    namer = Namer("{brief}" if pattern == USUAL else pattern)
    namer.check(["brief", "date", "subject", "to.name", "to.organisation", "your_ref", "our_ref", "row"])
    result = Survey(Names(), Index(), [])
    for row in table.read():
        path = job.folder / str(row.cells[0])
        opened = _opened(path, job.settings)
        fields = {"brief": path.stem, "row": f"{row.number:04}"}
        if opened is not None and opened.dossier is not None:
            dossier = opened.dossier
            party = next(iter(identity.addressed(dossier.brief, dossier.case)), None)
            fields |= {"date": dossier.letter.dated, "subject": " ".join(dossier.letter.subject)}
            fields |= {"your_ref": dossier.letter.your_ref, "our_ref": dossier.letter.our_ref}
            if party is not None:
                fields |= {"to.name": party.name, "to.organisation": party.organisation or party.name}
            for name, value in values(dossier):
                result.index.add(value, row.number, name)
        name, first = namer.name(fields)
        result.names.append(name)
        if not first:
            message = f"row {row.number}: another brief's letter has the same name; this one's is '{name}'"
            advice = "tell them apart with --name, such as '{brief}'"
            result.findings.append(Finding("output-twice", "warning", message, CellPlace(table.file), advice))
    result.index.seal([])
    return result


def _opened(path: Path, settings: Settings) -> Opened | None:
    try:
        return open_brief(path, settings)
    except Abort:
        return None
