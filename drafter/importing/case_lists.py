"""Puts a list of a source into a case, with its place."""

from __future__ import annotations

import re
from pathlib import Path

from drafter import folders, shapes, splice, yaml_files
from drafter.case import Case, read_case
from drafter.importing.lists import TABLES, FoundList, columns_of, lists_in
from drafter.problems import Finding, FindingsStop, Place
from drafter.record import Record
from drafter.sources import digest, read_whole
from drafter.yaml_values import Value


class Put(Record):
    """The case file as it is to be written, the list that is in it, and what is doubtful."""

    content: bytes
    found: FoundList
    findings: tuple[Finding, ...]


def lists_of(file: Path, page: int | None = None, *, headed: bool = True) -> list[FoundList]:
    """The lists of a file; raises FindingsStop where it has none, and Unreadable."""
    shown = folders.shown(file)
    if file.suffix.lower() in TABLES:
        found = columns_of(file, headed=headed)
    else:
        content = folders.read_file(file, "the source")
        found = lists_in(read_whole(content, file.name, Place(shown)), content, file.name, page)
    if not found:
        where = f"page {page}" if page is not None else "this file"
        message = f"{where} has no list: no two paragraphs in a row that begin with numbers or bullets"
        advice = "save the items as a .txt file, each in a line after its number"
        if file.suffix.lower() in TABLES:
            message = "this table has no list: there are no words below its first row"
            advice = (
                "with --no-header, the first row holds items too" if headed else "look whether it is the right file"
            )
        raise FindingsStop(Finding("list-none", "error", message, Place(shown), advice))
    return found


def put(case_file: Path, file: Path, identity: str, title: str, found: FoundList) -> Put:
    """A case with a list under an id, which must be new; raises Abort, and writes nothing."""
    content = folders.read_file(case_file, "the case")
    shown = folders.shown(case_file)
    if not re.fullmatch(shapes.IDENTIFIER, identity):
        message = f"--id: an id expected, found '{identity}'"
        advice = "small letters and numbers, with - or _ between them"
        raise FindingsStop(Finding("value-kind", "error", message, Place(shown), advice))
    source = _source(read_case(yaml_files.read(content, shown))[0], case_file, file)
    findings = list(found.findings)
    entry: dict[str, Value] = {"title": title, "items": found.items}
    if source:
        entry |= {"source": source, "at": found.at}
    else:
        entry["at"] = f"{file.name}, {found.at}" if found.at else file.name
        message = f"'{folders.shown(file)}' is no source of the case; the list names only the file"
        advice = "add it with `drafter source add`, and `source:` to the list"
        findings.append(Finding("list-source", "information", message, Place(shown), advice))
    after = splice.add_entry(content, shown, ("lists",), identity, entry)
    _refuse_mistakes(content, after, shown)
    return Put(after, found, tuple(findings))


def _source(case: Case, case_file: Path, file: Path) -> str:
    """The id of the case's source that a file is, by its path or its hash; nothing where it is none."""
    pinned = digest(folders.read_file(file, "the source"))
    for identity, source in case.sources.items():
        held = [one for one in (source.file, source.transcript) if one]
        if source.sha256 == pinned or any((case_file.parent / one).resolve() == file.resolve() for one in held):
            return identity
    return ""


def _refuse_mistakes(before: bytes, after: bytes, shown: str) -> None:
    known = {(one.code, one.message) for one in read_case(yaml_files.read(before, shown))[1]}
    found = [one for one in read_case(yaml_files.read(after, shown))[1] if (one.code, one.message) not in known]
    wrong = [one for one in found if one.severity == "error"]
    if wrong:
        # The lines are those of a file that is not written.
        raise FindingsStop(*(Finding(one.code, "error", one.message, Place(shown), one.advice) for one in wrong))
