"""Opens a brief with its case and everything they name, and gives the letter with all findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from drafter import checks, folders, markup, pictures, sources, yaml_files
from drafter.brief import case_named_by, read_brief
from drafter.case import Case, read_case
from drafter.compose import compose
from drafter.dossier import Dossier
from drafter.folders import Folder
from drafter.library import Library
from drafter.model import Block, Picture
from drafter.problems import Abort, Finding, Place, Placed, Unreadable, blocking

CASE_FILE = "case.yaml"


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter as composed (nothing where its files do not allow one), with what stands and what is silenced."""

    dossier: Dossier | None
    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether an error stops the letter from being built."""
        return self.dossier is None or blocking(self.findings)


def open_brief(
    path: Path, allowed: tuple[Path, ...] = (), parse: Callable[[str], tuple[Block, ...]] = markup.parse
) -> Opened:
    """Read, compose and check a brief; raises Unreadable where a file is not what it should be."""
    document = yaml_files.read(folders.read_file(path, "the brief"), folders.shown(path))
    case_path = _case_path(path, case_named_by(document), allowed)
    case, findings = read_case(yaml_files.read(folders.read_file(case_path, "the case"), folders.shown(case_path)))
    library = Library(case_path.parent, allowed)
    brief, brief_findings = read_brief(document, case, library)
    reader = _CaseFiles(Folder(case_path.parent, allowed), case, findings)
    findings += [*library.findings, *brief_findings, *reader.missing(), *library.missing_letterhead(brief.template)]
    if blocking(findings):
        return Opened(None, tuple(findings))
    letter, composed = compose(brief, case, library, reader.source, reader.picture, parse)
    dossier = Dossier(letter, brief, case, library)
    # What cannot be read or composed is missing from the letter or false in it, so no reason can let it stand.
    findings = _once([*findings, *(finding for finding in composed if finding.severity == "error")])
    if blocking(findings):
        return Opened(dossier, tuple(findings))
    doubtful = _once([*(finding for finding in composed if finding.severity != "error"), *checks.check(dossier)])
    standing, silent = checks.silenced(doubtful, brief.silence)
    return Opened(dossier, (*findings, *standing), tuple(silent))


def open_case(path: Path, allowed: tuple[Path, ...] = ()) -> tuple[Case, list[Finding]]:
    """Read a case and every source that it holds."""
    case, findings = read_case(yaml_files.read(folders.read_file(path, "the case"), folders.shown(path)))
    reader = _CaseFiles(Folder(path.parent, allowed), case, findings)
    for name, source in case.sources.items():
        reader.source(Placed(name, source.place))
    return case, findings


def _case_path(path: Path, named: Placed | None, allowed: tuple[Path, ...]) -> Path:
    """The case that a brief names, else the nearest case.yaml in the brief's folder or above it."""
    folder = path.absolute().parent
    if named:
        inside = folder
        for root in (folder, *folder.parents):
            if (root / CASE_FILE).is_file():
                inside = root
                break
        found = Folder(inside, allowed).path(str((folder / named).absolute()), "case", named.place)
        if not found.is_file():
            message = f"case: '{named}' is not there"
            raise Unreadable(Finding("file-missing", "error", message, named.place))
        return found
    for root in (folder, *folder.parents):
        if (root / CASE_FILE).is_file():
            return root / CASE_FILE
    message = f"no {CASE_FILE} in the brief's folder, nor in one above it"
    advice = "write one (`drafter init` makes a start), or name it in the brief: `case: FILE`"
    raise Unreadable(Finding("file-missing", "error", message, Place(folders.shown(path)), advice))


def _once(findings: list[Finding]) -> list[Finding]:
    """Each finding once, however often the letter quotes what it is about."""
    return list(dict.fromkeys(findings))


@dataclass(slots=True)
class _CaseFiles:
    """Reads the files that a case names, each once; what cannot be read is a finding at the line that names it."""

    folder: Folder
    case: Case
    findings: list[Finding]
    _texts: dict[str, str] = field(default_factory=dict)

    def missing(self) -> Iterator[Finding]:
        """A finding for each file that the case names and that is not there, whether the letter needs it or not."""
        named = [(f"sources: {name}: file", source.file) for name, source in self.case.sources.items()]
        named += [(f"parties: {name}: signature", party.signature) for name, party in self.case.parties.items()]
        for what, file in named:
            if file is not None:
                yield from self._missing(what, file)

    def _missing(self, what: str, file: Placed) -> tuple[Finding, ...]:
        try:
            path = self.folder.path(file, what, file.place)
        except Abort as abort:
            return abort.findings
        return () if path.is_file() else folders.not_there(path, what, file.place)

    def source(self, name: Placed) -> str:
        if name not in self._texts:
            self._texts[name] = self._read(name)
        return self._texts[name]

    def _read(self, name: str) -> str:
        file = self.case.sources[name].file
        if file is None:
            return ""
        try:
            content = self.folder.read(file, f"sources: {name}: file", file.place)
            return sources.read(content, file, file.place)
        except Abort as abort:
            self.findings += abort.findings
            return ""

    def picture(self, file: Placed, alt: str) -> Picture | None:
        try:
            return pictures.picture(self.folder.read(file, "signature", file.place), alt, file.place)
        except Abort as abort:
            self.findings += abort.findings
            return None
