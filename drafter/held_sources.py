"""The sources of a case as files: adds them, reads them, and tells which changed since they were pinned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from drafter import folders, shapes, sources, splice, yaml_files
from drafter.cache import Cache
from drafter.case import Case, Source, read_case
from drafter.folders import Folder
from drafter.outbox import write_whole
from drafter.problems import Abort, Finding, FindingsStop, Place, Placed, Unreadable, WouldOverwrite
from drafter.record import Record, field
from drafter.source_texts import read_kept
from drafter.sources import SourceText
from drafter.workshop import CASE_FILE, Settings, open_case
from drafter.yaml_values import Value

FOLDER: Final = "sources"
"""The folder of a case into which files are copied."""


class NewSource(Record):
    """What is said of a source that is added; `says` holds keys of the case file with their values."""

    identity: str
    file: Path
    says: dict[str, str] = field(default_factory=dict)
    transcript: Path | None = None
    translation: Path | None = None


class Added(Record):
    """A source that was added: the files that were copied, its text, and what is doubtful in it."""

    copied: tuple[Path, ...]
    text: SourceText


class Verified(Record):
    """A source, whether it is as it was pinned (`same`), was never pinned, is not held, or what is wrong with it."""

    identity: str
    state: str
    says: str = ""
    findings: tuple[Finding, ...] = ()


def case_path(named: Path | None) -> Path:
    """The case that is named, else the nearest in the working folder or above it; raises Unreadable."""
    if named is not None:
        return named / CASE_FILE if named.is_dir() else named
    if found := folders.nearest(CASE_FILE, Path()):
        return found
    message = f"no {CASE_FILE} in this folder, nor in one above it"
    advice = "name the case with --case, or start one with `drafter init`"
    raise Unreadable(Finding("file-missing", "error", message, Place(CASE_FILE), advice))


def add(path: Path, new: NewSource, settings: Settings | None = None) -> Added:
    """Copy a source's files into the case, and write it into the case file with the hashes of file and text.

    Nothing is written where anything is wrong; raises Abort.
    """
    content = folders.read_file(path, "the case")
    shown = folders.shown(path)
    _refuse_unknown(path, new, settings)
    files = {"file": new.file, "transcript": new.transcript, "translation": new.translation}
    held = {key: (file, folders.read_file(file, key)) for key, file in files.items() if file is not None}
    texts = {
        key: sources.read_whole(one, file.name, Place(folders.shown(file)))
        for key, (file, one) in held.items()
        if not (key == "file" and "transcript" in held)
    }
    text = texts.get("transcript") or texts["file"]
    names = {key: _name(path.parent, file, one) for key, (file, one) in held.items()}
    entry: dict[str, Value] = {key: _value(key, value) for key, value in new.says.items() if value}
    entry |= {**names, "sha256": sources.digest(held["file"][1]), "text_sha256": sources.text_digest(text.text)}
    after = splice.add_entry(content, shown, ("sources",), new.identity, _ordered(entry))
    _refuse_mistakes(content, after, shown)
    copied = _copy(path.parent, {names[key]: one for key, (_, one) in held.items()})
    try:
        write_whole(after, path)
    except BaseException:
        for one in copied:
            one.unlink(missing_ok=True)
        raise
    return Added(copied, text)


def holds(folder: Path, file: Path) -> dict[str, str]:
    """Where a file would be held below a case's folder, and its hashes, as keys of a source; raises Abort."""
    return _held(folder, file)[0]


def hold(folder: Path, file: Path) -> dict[str, str]:
    """Copy a file into a case's folder; gives what `holds` does."""
    keys, content = _held(folder, file)
    _copy(folder, {keys["file"]: content})
    return keys


def _held(folder: Path, file: Path) -> tuple[dict[str, str], bytes]:
    content = folders.read_file(file, "file")
    text = sources.read_whole(content, file.name, Place(folders.shown(file)))
    name = _name(folder, file, content)
    return {"file": name, "sha256": sources.digest(content), "text_sha256": sources.text_digest(text.text)}, content


def case_of(path: Path) -> Case:
    """The case of a file, without its office; raises Unreadable where it is not YAML."""
    return read_case(yaml_files.read(folders.read_file(path, "the case"), folders.shown(path)))[0]


def source_of(case: Case, identity: str) -> Source:
    """A source of the case; raises FindingsStop with the nearest where there is none of that id."""
    if identity not in case.sources:
        raise FindingsStop(shapes.unknown_id("source", identity, case.sources, case.place))
    return case.sources[identity]


def text_of(path: Path, source: Source, cache: Cache) -> SourceText:
    """The text of a source: of its transcript where it has one, else of its file; raises Abort."""
    file = source.transcript or source.file
    if file is None:
        message = "no text of this source is held"
        raise Unreadable(Finding("file-missing", "error", message, source.place, "name its file: `file: sources/…`"))
    return read_kept(Folder(path.parent).read(file, "file", file.place), file, file.place, cache)


def translation_of(path: Path, source: Source, cache: Cache) -> SourceText | None:
    """The text of a source's translation, where it has one; raises Abort."""
    file = source.translation
    if file is None:
        return None
    return read_kept(Folder(path.parent).read(file, "translation", file.place), file, file.place, cache)


def verified(path: Path, case: Case, cache: Cache) -> Iterator[Verified]:
    """Each source of a case, and whether its file and text are those that were pinned."""
    for identity, source in case.sources.items():
        try:
            yield _verified(path, identity, source, cache)
        except Abort as abort:
            yield Verified(identity, "unreadable", findings=abort.findings)


def _verified(path: Path, identity: str, source: Source, cache: Cache) -> Verified:
    if source.file is None:
        return Verified(identity, "not held")
    content = Folder(path.parent).read(source.file, "file", source.file.place)
    if not (source.sha256 or source.text_sha256):
        return Verified(identity, "not pinned")
    says = sources.changed(content, text_of(path, source, cache).text, source.sha256, source.text_sha256)
    if not says:
        return Verified(identity, "same")
    advice = "compare it with the document that was received; to accept it, change the hashes in the case"
    finding = Finding("source-changed", "error", f"the source '{identity}': {says}", source.file.place, advice)
    return Verified(identity, "changed", says, (finding,))


# --- adding --------------------------------------------------------------------------------------


def _refuse_unknown(path: Path, new: NewSource, settings: Settings | None) -> None:
    case = open_case(path, settings)[0]
    asked = [(f"--{key}", new.says[key]) for key in ("author", "to") if new.says.get(key)]
    unknown = [(what, name) for what, name in asked if name not in case.parties]
    if unknown:
        place = Place(folders.shown(path))
        raise FindingsStop(*(shapes.unknown_id(what, Placed(name), case.parties, place) for what, name in unknown))
    if not re.fullmatch(shapes.IDENTIFIER, new.identity):
        message = f"--id: an id expected, found '{new.identity}'"
        advice = "small letters and numbers, with - or _ between them"
        raise FindingsStop(Finding("value-kind", "error", message, Place(folders.shown(path)), advice))


def _value(key: str, value: str) -> Value:
    if key in {"date", "accessed"}:
        with suppress(ValueError):
            return date.fromisoformat(value)
    return value


def _ordered(entry: dict[str, Value]) -> dict[str, Value]:
    """The keys in the order in which the guide shows them; hashes last."""
    last = ("file", "transcript", "translation", "translated_by", "sha256", "text_sha256")
    return {key: entry[key] for key in (*(one for one in entry if one not in last), *last) if key in entry}


def _refuse_mistakes(before: bytes, after: bytes, shown: str) -> None:
    """Refuses an entry with mistakes that the case file did not have; ids were looked at with the office's."""
    known = {(one.code, one.message) for one in read_case(yaml_files.read(before, shown))[1]}
    found = [one for one in read_case(yaml_files.read(after, shown))[1] if (one.code, one.message) not in known]
    wrong = [one for one in found if one.severity == "error" and one.code != "unknown-id"]
    if wrong:
        # The lines are those of a file that is not written.
        raise FindingsStop(*(Finding(one.code, "error", one.message, Place(shown), one.advice) for one in wrong))


def _name(folder: Path, file: Path, content: bytes) -> str:
    """The name of a file below the case's folder: where it lies already, else where it will be copied to."""
    inside = file.resolve()
    if inside.is_relative_to(folder.resolve()):
        return inside.relative_to(folder.resolve()).as_posix()
    target = folder / FOLDER / file.name
    try:
        other = target.exists() and target.read_bytes() != content
    except OSError:
        other = True
    if other:
        message = f"'{folders.shown(target)}' is another file; it is left as it is"
        advice = "rename the file that you add"
        raise WouldOverwrite(Finding("would-overwrite", "error", message, Place(folders.shown(target)), advice))
    return f"{FOLDER}/{file.name}"


def _copy(folder: Path, files: dict[str, bytes]) -> tuple[Path, ...]:
    """Write the files that are not there yet; all or none."""
    copied: list[Path] = []
    try:
        for name, content in files.items():
            target = folder / name
            if target.exists():
                continue
            target.parent.mkdir(exist_ok=True)
            copied.append(target)
            write_whole(content, target)
    except BaseException:
        for one in copied:
            one.unlink(missing_ok=True)
        raise
    return tuple(copied)
