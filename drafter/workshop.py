"""Opens a brief with its case and everything they name, and gives the letter with all findings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from drafter import checks, folders, markup, yaml_files
from drafter.brief import Brief, case_named_by, read_brief
from drafter.cache import Cache
from drafter.case import Case, read_case
from drafter.case_files import CaseFiles
from drafter.compose import compose
from drafter.dossier import Dossier
from drafter.folders import Folder
from drafter.library import Library
from drafter.model import Block, Picture
from drafter.office import OFFICE_FILE, Office, read_office
from drafter.problems import Finding, FindingsStop, Place, Placed, Unreadable, blocking
from drafter.record import Mutable, Record, field, replace
from drafter.yaml_files import Document

CASE_FILE = folders.CASE_FILE


class Opened(Record):
    """A letter as composed (nothing where its files do not allow one), with what stands and what is silenced."""

    dossier: Dossier | None
    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...] = ()
    inputs: frozenset[Path] = frozenset()
    """The files that the letter is made from, resolved."""

    @property
    def stops(self) -> bool:
        """Whether an error stops the letter from being built."""
        return self.dossier is None or blocking(self.findings)


class Settings(Record):
    """What the command line and the environment say: folders that may be read besides, and where the office is kept.

    `office` is a file or a folder that is named outright; `user` is the folder of the user's own settings.
    """

    allowed: tuple[Path, ...] = ()
    office: Path | None = None
    user: Path | None = None
    cache: Cache = field(default_factory=lambda: Cache(None))


class Files(Mutable):
    """A case with its office, the library of both, and all that was found while reading them."""

    case: Case
    library: Library
    findings: list[Finding]
    reader: CaseFiles
    inputs: frozenset[Path] = frozenset()


def open_files(case_path: Path, settings: Settings) -> Files:
    """A case with its office, its library and the reader of its files."""
    office, office_folder, findings = _office(case_path.parent, settings)
    document = yaml_files.read(folders.read_file(case_path, "the case"), folders.shown(case_path))
    case, case_findings = read_case(document, office)
    findings += case_findings
    library = Library(case_path.parent, settings.allowed, office_folder=office_folder)
    reader = CaseFiles(Folder(case_path.parent, settings.allowed), case, findings, settings.cache)
    if office_folder is not None:
        reader.office_folder = Folder(office_folder, settings.allowed)
        reader.office_file = office.place.file
    inputs = {case_path.resolve(), *reader.paths()}
    if office_folder is not None:
        inputs.add((office_folder / Path(office.place.file).name).resolve())
    return Files(case, library, findings, reader, frozenset(inputs))


def office_file(folder: Path, settings: Settings) -> Path | None:
    """The file of the office: from a folder upwards, else where it is named, else the user's own."""
    return folders.office_file(folder, settings.office, settings.user)


def _office(folder: Path, settings: Settings) -> tuple[Office, Path | None, list[Finding]]:
    """The office of a case, and the folder of its file."""
    found = office_file(folder, settings)
    if found is None:
        return Office(), None, []
    document = yaml_files.read(folders.read_file(found, "the office"), folders.shown(found))
    office, findings = read_office(document)
    return office, found.parent, findings


def open_brief(
    path: Path, settings: Settings | None = None, parse: Callable[[str], tuple[Block, ...]] = markup.parse
) -> Opened:
    """Read, compose and check a brief; raises Unreadable where a file is not what it should be."""
    settings = settings or Settings()
    document = _brief_document(path)
    files = open_files(case_path_of(path, case_named_by(document), settings.allowed), settings)
    case, library, reader = files.case, files.library, files.reader
    brief, brief_findings = read_brief(document, case, library)
    files.findings += [
        *library.findings,
        *brief_findings,
        *reader.missing(),
        *library.missing_letterhead(brief.template),
    ]
    if blocking(files.findings):
        return Opened(None, tuple(files.findings))
    made = checked(brief, case, files, files.findings, reader.picture, parse)
    return replace(made, inputs=files.inputs | {path.resolve()})


def _brief_document(path: Path) -> Document:
    if path.name in {CASE_FILE, OFFICE_FILE}:
        message = f"this is the {'case' if path.name == CASE_FILE else 'office'}, not a brief"
        raise Unreadable(
            Finding("file-format", "error", message, Place(folders.shown(path)), "name the brief of a letter")
        )
    return yaml_files.read(folders.read_file(path, "the brief"), folders.shown(path))


def plan_of(path: Path, case_path: Path, settings: Settings) -> dict[str, Any]:
    """A brief that its reader takes, as plain data; raises FindingsStop where it does not, Unreadable."""
    document = _brief_document(path)
    files = open_files(case_path, settings)
    _, findings = read_brief(document, files.case, files.library)
    found = once([*files.findings, *files.library.findings, *findings])
    if document.root is None or blocking(found):
        raise FindingsStop(*found)
    plan: Any = yaml_files.plain(document.root)
    return dict(plan)


def checked(
    brief: Brief,
    case: Case,
    files: Files,
    found: list[Finding],
    picture: Callable[[Placed, str], Picture | None],
    parse: Callable[[str], tuple[Block, ...]],
) -> Opened:
    """Compose a brief's letter and check it; `found` is what was found so far, and grows while files are read."""
    reader = files.reader
    letter, composed = compose(brief, case, files.library, reader.source, picture, parse, reader)
    for name in brief.evidence:  # whose facts are compared with the document, quoted or not
        reader.source(case.evidence[name].source)
    dossier = Dossier(letter, brief, case, files.library, reader.texts)
    # What cannot be read or composed is missing from the letter or false in it, so no reason can let it stand.
    errors = (finding for finding in composed if finding.severity == "error")
    findings = once([*found, *files.findings, *errors])
    if blocking(findings):
        return Opened(dossier, tuple(findings))
    doubtful = once([*(finding for finding in composed if finding.severity != "error"), *checks.check(dossier)])
    standing, silent = checks.silenced(doubtful, brief.silence)
    return Opened(dossier, (*findings, *standing), tuple(silent))


def open_case(path: Path, settings: Settings | None = None) -> tuple[Case, list[Finding]]:
    """Read a case and every source that it holds."""
    files = open_files(path, settings or Settings())
    texts_of(files)
    return files.case, files.findings


def texts_of(files: Files) -> dict[str, str]:
    """The texts of all sources of a case, by id; nothing for one of which none is held."""
    sources = files.case.sources.items()
    return {name: files.reader.source(Placed(name, source.place)) for name, source in sources}


def office_known(folder: Path, settings: Settings) -> bool:
    """Whether an office's file stands where the cases of a folder look for one."""
    return bool(_office(folder, settings)[0].office)


def open_library(path: Path, settings: Settings | None = None) -> tuple[Case, Library, dict[str, str]]:
    """A case with its library and the texts of its sources, for whoever plans a letter; raises FindingsStop."""
    files = open_files(path, settings or Settings())
    if blocking(files.findings):
        raise FindingsStop(*files.findings)
    return files.case, files.library, texts_of(files)


def case_path_of(path: Path, named: Placed | None, allowed: tuple[Path, ...]) -> Path:
    """The case that a brief names, else the nearest case.yaml in the brief's folder or above it."""
    folder = path.absolute().parent
    near = folders.nearest(CASE_FILE, folder)
    if named:
        inside = near.parent if near else folder
        found = Folder(inside, allowed).path(str((folder / named).absolute()), "case", named.place)
        if not found.is_file():
            message = f"case: '{named}' is not there"
            raise Unreadable(Finding("file-missing", "error", message, named.place))
        return found
    if near:
        return near
    message = f"no {CASE_FILE} in the brief's folder, nor in one above it"
    advice = "write one (`drafter init` makes a start), or name it in the brief: `case: FILE`"
    raise Unreadable(Finding("file-missing", "error", message, Place(folders.shown(path)), advice))


def once(findings: list[Finding]) -> list[Finding]:
    """Each finding once, however often the letter quotes what it is about."""
    return list(dict.fromkeys(findings))
