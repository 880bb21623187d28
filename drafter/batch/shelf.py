"""Puts letters into their folder, each whole or not at all, and keeps the manifest of what was put there.

While a batch runs, its notes are appended to `.manifest.part`; at the end they become `manifest.jsonl`. A letter is
noted before it is written, so that whatever stops the batch, the next run knows every letter that may be its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Final, Literal, Self

from drafter.batch.leaks import digest
from drafter.folders import shown
from drafter.problems import Finding, Place, Unreadable, WouldOverwrite
from drafter.record import Mutable, field

MANIFEST: Final = "manifest.jsonl"
PART: Final = ".manifest.part"
_BESIDE: Final = re.compile(r"\.(.+)\.\d+\.tmp")
"""What a run that was killed while it wrote a letter leaves beside it."""
State = Literal["written", "unchanged", "kept", "stale"]
"""What became of a letter; `stale` was changed by hand, and its row was changed as well."""


class Shelf(Mutable):
    """The folder of a batch's letters; open it with `with`, put the letters, then finish."""

    folder: Path
    inputs: frozenset[Path] = frozenset()
    force: bool = False
    _noted: set[int] = field(default_factory=set)
    _here: set[int] = field(default_factory=set)
    _protected: set[str] = field(default_factory=set)
    _notes: TextIOWrapper | None = None

    def __enter__(self) -> Self:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            left = {found[1]: path for path in self.folder.glob(".*.tmp") if (found := _BESIDE.fullmatch(path.name))}
            for entry in self._before():
                self._noted.add(_key(entry["file"], entry["sha256"]))
                if entry["file"] in left:
                    left.pop(entry["file"]).unlink(missing_ok=True)
                if "of" in entry:
                    self._noted.add(_key(entry["file"], f"{entry['sha256']} {entry['of']}"))
            self._notes = (self.folder / PART).open("a", encoding="utf-8", newline="\n")
            self._notes.write("\n")
        except OSError as error:
            raise self._refused(error) from None
        here = self.folder.resolve()
        self._protected = {path.name.casefold() for path in self.inputs if path.parent == here}
        return self

    def __exit__(self, *_: object) -> None:
        if self._notes is not None:
            try:
                self._notes.close()
            except OSError:
                return

    def _before(self) -> Iterator[dict[str, Any]]:
        for name in (MANIFEST, PART):
            yield from (entry for entry in _entries(self.folder / name) if {"file", "sha256"} <= entry.keys())

    def put(self, file: str, content: bytes, entry: dict[str, Any]) -> State:
        """Write a letter and note it; raises Unreadable or WouldOverwrite."""
        target = self.folder / file
        if file.casefold() in self._protected:
            message = f"'{shown(target)}' is one of the files that the letters are made from; it is left as it is"
            advice = "give another folder with --out"
            raise WouldOverwrite(Finding("would-overwrite", "error", message, Place(shown(target)), advice))
        new, held = hashlib.sha256(content).hexdigest(), sha256(target)
        state = self._state(file, new, held)
        noted = {**entry, "file": file, "sha256": new}
        if state in {"kept", "stale"}:
            noted["kept"] = True
        self._note(noted)
        self._here.add(digest(file))
        if state == "written":
            write_whole(content, target)
        return state

    def stands(self, file: str, source: str) -> bool:
        """Whether a file made of another, as a PDF of its letter, stands as it was noted."""
        held = sha256(self.folder / file)
        return held is not None and _key(file, f"{held} {source}") in self._noted

    def keep(self, file: str, entry: dict[str, Any]) -> None:
        """Note a file that stands again."""
        self._note({**entry, "file": file, "sha256": sha256(self.folder / file)})
        self._here.add(digest(file))

    def _state(self, file: str, new: str, held: str | None) -> State:
        if held == new:
            return "unchanged"
        if held is None or self.force or _key(file, held) in self._noted:
            return "written"
        return "kept" if _key(file, new) in self._noted else "stale"

    def _note(self, entry: dict[str, Any]) -> None:
        if self._notes is None:
            raise RuntimeError("a shelf is used within `with`")
        try:
            self._notes.write(json.dumps(entry, ensure_ascii=False) + "\n")
            self._notes.flush()
        except OSError as error:
            raise self._refused(error) from None

    def finish(self, header: dict[str, Any]) -> None:
        """Make the manifest: what the letters are made from, this run's letters, those of earlier runs that stand."""
        if self._notes is None:
            raise RuntimeError("a shelf is used within `with`")
        self._notes.close()
        self._notes = None
        beside = self.folder / f".{MANIFEST}.{os.getpid()}.tmp"
        try:
            with beside.open("w", encoding="utf-8", newline="\n") as file:
                file.write(json.dumps(header, ensure_ascii=False) + "\n")
                for entry in self._whole():
                    file.write(json.dumps(entry, ensure_ascii=False) + "\n")
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self.folder / MANIFEST)
            (self.folder / PART).unlink(missing_ok=True)
        except OSError as error:
            raise self._refused(error) from None
        finally:
            beside.unlink(missing_ok=True)

    def _whole(self) -> Iterator[dict[str, Any]]:
        """The entries of this run in their order, then those of other rows whose letters are still there."""
        lines = sum(1 for _ in _entries(self.folder / PART))
        mine = len(self._here)
        for number, entry in enumerate(_entries(self.folder / PART)):
            if number >= lines - mine:
                yield entry
        for entry in self._before():
            name = digest(str(entry.get("file")))
            if name not in self._here and (self.folder / str(entry["file"])).is_file():
                self._here.add(name)
                yield entry

    def _refused(self, error: OSError) -> Unreadable:
        message = f"'{shown(self.folder)}' cannot be written: {error.strerror or error}"
        advice = "what stands there is whole; make room, and run the batch again: it goes on where it stopped"
        return Unreadable(Finding("not-writable", "error", message, Place(shown(self.folder)), advice))


def _entries(path: Path) -> Iterator[dict[str, Any]]:
    """The entries of a file of notes; a line that was cut short counts as none."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            for line in file:
                try:
                    entry = json.loads(line)
                except ValueError:
                    continue
                if isinstance(entry, dict):
                    yield entry
    except FileNotFoundError:
        return


def _key(file: str, content: str) -> int:
    return digest(f"{file}\n{content}")


def sha256(path: Path) -> str | None:
    """The SHA-256 of a file, if it is there; raises Unreadable."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"'{shown(path)}' is there and cannot be read: {error.strerror or error}"
        raise Unreadable(Finding("not-writable", "error", message, Place(shown(path)), "close it")) from None


def write_whole(content: bytes, target: Path) -> None:
    """Write a letter to the side and rename it into its place; raises Unreadable where that is refused.

    Unlike `outbox.write_whole` it does not look through the folder, which would take longer with each letter.
    """
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        try:
            with beside.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = "Word may have it open" if isinstance(error, PermissionError) else error.strerror or str(error)
        message = f"'{shown(target)}' cannot be written: {reason}"
        advice = "what stands there is whole; mend this, and run the batch again: it goes on where it stopped"
        raise Unreadable(Finding("not-writable", "error", message, Place(shown(target)), advice)) from None
