"""Writes letters, each whole or not at all, and never over one that somebody changed.

What was built is noted beside the brief, in `.drafter/built.jsonl`: a line of JSON for each letter, with its SHA-256.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from drafter.folders import LARGEST, is_file, shown
from drafter.problems import Finding, Place, Unreadable, WouldOverwrite

NOTES = Path(".drafter") / "built.jsonl"


def put(
    content: bytes, target: Path, brief: Path, *, force: bool = False, inputs: frozenset[Path] = frozenset()
) -> bool:
    """Write a letter and note it; says whether the file changed.

    Raises WouldOverwrite for an existing file that was not built here or was changed since, unless `force`, and always
    for one of `inputs`, the resolved paths of what the letter is made from; Unreadable where the system does not let it
    be written.
    """
    digest = hashlib.sha256(content).hexdigest()
    if Path(os.path.realpath(target)) in inputs:
        message = f"'{shown(target)}' is one of the files that the letter is made from; it is left as it is"
        raise WouldOverwrite(
            Finding("would-overwrite", "error", message, Place(shown(target)), "build to another file with -o")
        )
    held = _digest(target)
    if held == digest:
        _note(brief, target, digest)
        return False
    if held is not None and not force and held not in _noted(brief, target):
        raise WouldOverwrite(_would_overwrite(target))
    write_whole(content, target)
    _note(brief, target, digest)
    return True


def write_whole(content: bytes, target: Path) -> None:
    """Write a file to the side and rename it into its place; raises Unreadable where that is refused."""
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    _tidy(target)
    try:
        beside.unlink(missing_ok=True)
        try:
            with beside.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            with contextlib.suppress(OSError):
                beside.chmod(stat.S_IMODE(target.stat().st_mode))
            beside.replace(target)
        finally:
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                beside.unlink(missing_ok=True)
    except PermissionError:
        message = f"'{shown(target)}' cannot be written; Word may have it open, or the folder may be read-only"
        raise Unreadable(
            Finding("not-writable", "error", message, Place(shown(target)), "close it and build again")
        ) from None
    except OSError as error:
        there = target.absolute().parent.is_dir()
        reason = error.strerror or str(error) if there else f"there is no folder '{shown(target.absolute().parent)}'"
        message = f"'{shown(target)}' cannot be written: {reason}"
        advice = "give another place with -o"
        raise Unreadable(Finding("not-writable", "error", message, Place(shown(target)), advice)) from None


def _tidy(target: Path) -> None:
    """Remove what runs that were killed left beside a letter; a run that still lives keeps its own."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        for entry in os.scandir(target.absolute().parent):
            name = re.fullmatch(re.escape(f".{target.name}.") + r"([1-9][0-9]{0,8})\.tmp", entry.name)
            if name and not _lives(int(name[1])):
                Path(entry.path).unlink(missing_ok=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _would_overwrite(target: Path) -> Finding:
    message = f"'{shown(target)}' was changed since drafter built it, or was not built by drafter; it is left as it is"
    advice = "build to another file with -o, or write over it with --force"
    return Finding("would-overwrite", "error", message, Place(shown(target)), advice)


def _digest(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"'{shown(path)}' is there and cannot be read: {error.strerror or error}"
        raise Unreadable(Finding("not-writable", "error", message, Place(shown(path)), "close it, or use -o")) from None


def _name(brief: Path, target: Path) -> str:
    return Path(os.path.relpath(target.absolute(), brief.absolute().parent)).as_posix()


def _noted(brief: Path, target: Path) -> set[str]:
    """The hash that was noted last for a letter; a damaged note counts as none."""
    name = _name(brief, target)
    hashes = [
        str(entry.get("sha256")) for entry in _entries(brief.absolute().parent / NOTES) if entry.get("file") == name
    ]
    return set(hashes[-1:])


def _entries(notes: Path) -> Iterator[dict[str, object]]:
    try:
        if _led_astray(notes) or not is_file(notes) or notes.stat().st_size > LARGEST:
            return
        lines = notes.read_text(encoding="utf-8", errors="surrogateescape").split("\n")
    except OSError:
        return
    for line in lines:
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(entry, dict):
            yield entry


def _led_astray(notes: Path) -> bool:
    """Whether the notes, or their folder, are a link, which could make drafter write into another file."""
    return notes.is_symlink() or notes.parent.is_symlink()


def _note(brief: Path, target: Path, digest: str) -> None:
    if _noted(brief, target) == {digest}:
        return
    notes = brief.absolute().parent / NOTES
    entry = json.dumps({"file": _name(brief, target), "sha256": digest}, ensure_ascii=False)
    reason = ""
    try:
        notes.parent.mkdir(exist_ok=True)
        if _led_astray(notes) or (notes.exists() and not is_file(notes)):
            reason = "it is no file of its own, but a link, a pipe or a folder"
        else:
            with notes.open("a", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
                file.write(entry + "\n")
    except OSError as error:
        reason = error.strerror or str(error)
    if reason:
        message = f"the letter is written, and could not be noted in '{shown(notes)}': {reason}"
        raise Unreadable(Finding("not-writable", "error", message, Place(shown(notes))))
