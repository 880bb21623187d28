"""Where snippets stand: in the case's folder, the office's, the shipped one; finds, starts and traces them there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from drafter import folders, yaml_files
from drafter.library import KINDS, Library, Snippet, parse_snippet
from drafter.outbox import write_whole
from drafter.problems import Abort, Finding, Place, Placed, Unreadable, WouldOverwrite
from drafter.record import Record
from drafter.shapes import IDENTIFIER
from drafter.yaml_files import Mapping, Node, Scalar, Sequence

SNIPPETS: Final = "snippets"
STARTED: Final = """\
---
title: {title}
kind: {kind}
params:
  matter: {{type: words, ask: What is it about?, help: "Such as: the annual inspection."}}
---
{{{{ author | capital }}}} {{{{ author.am }}}} writing about {{{{ matter }}}}.
"""
"""What a new snippet begins as: valid, so that each change can be checked."""


class Shelved(Record):
    """A snippet as it is used, the shelf that it stands on, and the shelves on which it hides one of the same id."""

    snippet: Snippet
    shelf: str
    hides: tuple[str, ...] = ()


def shelves(library: Library) -> dict[str, Path]:
    """The folders that snippets are looked for in, by what they are called, in order."""
    named = {"case": library.case_folder, "office": library.office_folder, "shipped": folders.shipped()}
    found: dict[str, Path] = {}
    for name, folder in named.items():
        if folder is not None and folder.resolve() not in {one.resolve() for one in found.values()}:
            found[name] = folder
    return found


def shelved(library: Library) -> list[Shelved]:
    """Every snippet that a letter of the case may name, by id; what cannot be read is a finding of the library."""
    found = []
    for name in library.snippet_ids():
        try:
            snippet = library.snippet(Placed(name))
        except Abort as abort:
            library.findings += abort.findings
            continue
        if snippet is not None:
            found.append(_on_shelf(snippet, library))
    return found


def on_shelf(name: str, library: Library) -> Shelved | None:
    """The snippet of an id; where there is none, a finding of the library names the nearest."""
    snippet = library.snippet(Placed(name))
    return None if snippet is None else _on_shelf(snippet, library)


def _on_shelf(snippet: Snippet, library: Library) -> Shelved:
    holding = [name for name, folder in shelves(library).items() if (folder / SNIPPETS / f"{snippet.id}.md").is_file()]
    return Shelved(snippet, holding[0], tuple(holding[1:]))


def start(folder: Path, identity: str, kind: str, title: str) -> Path:
    """Make the file of a new snippet in the folder of a case or an office; raises Unreadable or WouldOverwrite."""
    target = folder / SNIPPETS / f"{identity}.md"
    place = Place(folders.shown(target))
    if not re.fullmatch(rf"{IDENTIFIER}/{IDENTIFIER}", identity):
        message = f"'{identity}' cannot be a snippet's id"
        advice = "write GROUP/NAME in lower-case letters, digits and hyphens, such as query/dates-of-approval"
        raise Unreadable(Finding("snippet-id", "error", message, place, advice))
    if target.exists() or target.is_symlink():
        message = f"'{folders.shown(target)}' is there already; it is left as it is"
        raise WouldOverwrite(Finding("would-overwrite", "error", message, place, "give the new snippet another name"))
    group = identity.partition("/")[0]
    chosen = kind or (group if group in KINDS else "paragraph")
    words = title or identity.partition("/")[2].replace("-", " ").capitalize()
    text = STARTED.format(title=_quoted(words), kind=chosen)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"'{folders.shown(target.parent)}' cannot be made: {error.strerror or error}"
        raise Unreadable(Finding("not-writable", "error", message, place)) from None
    write_whole(text.encode("utf-8"), target)
    return target


def _quoted(words: str) -> str:
    """Words as a value in YAML: in quotation marks, where they could be taken for anything else."""
    if re.fullmatch(r"[A-Za-z][A-Za-z ]*[A-Za-z]", words) and " " in words:
        return words
    return '"' + " ".join(words.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'


def files(path: Path) -> list[Path]:
    """The files of snippets that a path names: itself, or those below it; raises Unreadable where it has none."""
    found = [path] if path.is_file() else sorted(one for one in path.rglob("*.md") if _is_snippet(one))
    if found:
        return found
    if not path.exists():
        raise Unreadable(*folders.not_there(path, "the folder", Place(folders.shown(path))))
    message = f"no snippet stands in '{folders.shown(path)}'"
    advice = "a snippet is a file that ends in .md and begins with its declaration between two lines of ---"
    raise Unreadable(Finding("file-missing", "error", message, Place(folders.shown(path)), advice))


def _is_snippet(path: Path) -> bool:
    """Whether a file stands as a snippet does, GROUP/NAME.md below `snippets`, or is begun like one."""
    if any(part.startswith(".") for part in path.parts[:-1] if part not in {".", ".."}):
        return False
    if path.parent.parent.name == SNIPPETS:
        return True
    try:
        with path.open("rb") as file:
            return file.read(4).rstrip(b"\r\n") == b"---"
    except OSError:
        return False


def read(path: Path) -> tuple[Snippet, list[Finding]]:
    """The snippet of a file, named by its folder and its file, and what is wrong with its declaration."""
    file = folders.shown(path)
    identity = f"{path.absolute().parent.name}/{path.stem}"
    try:
        return parse_snippet(yaml_files.decode(folders.read_file(path, "the snippet"), file), file, identity)
    except Abort as abort:
        return Snippet(identity, file=file), list(abort.findings)


def used_in(identity: str, folder: Path) -> tuple[list[Place], list[Finding]]:
    """The lines of the briefs below a folder that hold a snippet, and the YAML files that cannot be read."""
    if not folder.is_dir():
        raise Unreadable(*folders.not_there(folder, "the folder", Place(folders.shown(folder))))
    places: list[Place] = []
    findings: list[Finding] = []
    for path in sorted((*folder.rglob("*.yaml"), *folder.rglob("*.yml"))):
        if any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        try:
            root = yaml_files.read(folders.read_file(path, "the brief"), folders.shown(path)).root
        except Abort as abort:
            findings += abort.findings
            continue
        places += () if root is None else _holding(root, identity)
    return places, findings


def _holding(root: Node, identity: str) -> Iterator[Place]:
    """The places below a node at which a snippet is named, in the order of the file."""
    pending: list[Node] = [root]
    while pending:
        node = pending.pop()
        match node:
            case Mapping(entries=entries):
                for key, value in entries:
                    if key == "snippet" and isinstance(value, Scalar) and value.text == identity:
                        yield value.place
                pending += [value for _, value in reversed(entries)]
            case Sequence(items=items):
                pending += reversed(items)
            case Scalar():
                pass
