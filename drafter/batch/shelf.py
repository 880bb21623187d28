"""Puts letters into their folder, each whole or not at all, and keeps the manifest of what was put there.

While a batch runs, its notes are appended to `.manifest.part`; at the end they become `manifest.jsonl`. A letter is
noted before it is written, so that whatever stops the batch, the next run knows every letter that may be its own.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedWriter, FileIO
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, Self

from drafter.batch.hashing import Hasher
from drafter.batch.leaks import digest
from drafter.batch.naming import key
from drafter.batch.notes import entries, line, with_more
from drafter.batch.spool import mend
from drafter.folders import shown
from drafter.problems import Finding, Place, Unreadable, WouldOverwrite
from drafter.record import Mutable, field

MANIFEST: Final = "manifest.jsonl"
PART: Final = ".manifest.part"
_BESIDE: Final = re.compile(r"\.(.+)\.\d+\.tmp")
"""What a run that was killed while it wrote a letter leaves beside it."""
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
_LONG: Final = 1 << 20
"""Bytes of a file that is hashed piece by piece."""
State = Literal["written", "unchanged", "kept", "stale"]
"""What became of a letter; `stale` was changed by hand, and its row was changed as well."""


class Shelf(Mutable):
    """The folder of a batch's letters; open it with `with`, put the letters, then finish."""

    folder: Path
    inputs: frozenset[Path] = frozenset()
    force: bool = False
    _at: str = ""
    _earlier: int = 0
    """Where the notes of this run begin."""
    _noted: set[int] = field(default_factory=set)
    _here: array[int] = field(default_factory=lambda: array("Q"))
    _protected: set[str] = field(default_factory=set)
    _there: set[int] = field(default_factory=set)
    """The names of the files that stood in the folder when it was opened."""
    left: list[str] = field(default_factory=list)
    """Once it is finished: the files of earlier runs that this one did not make, and that still stand."""
    _notes: FileIO | None = None
    _hasher: Hasher = field(default_factory=Hasher)

    def __enter__(self) -> Self:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            left: dict[str, list[Path]] = {MANIFEST: []}
            names = [path.name for path in self.folder.iterdir()]
            self._there = set(map(key, names))
            for found in filter(None, map(_BESIDE.fullmatch, names)):
                left.setdefault(found[1], []).append(self.folder / found[0])
            for entry in self._before():
                if not entry.get("stale"):  # that letter was noted and not written
                    self._noted.add(_key(entry["file"], entry["sha256"]))
                _remove(left.pop(entry["file"], []))
                if "of" in entry:
                    self._noted.add(_key(entry["file"], f"{entry['sha256']} {entry['of']}"))
            _remove(left[MANIFEST])
            self._notes = FileIO(self.folder / PART, "a")
            self._write(b"\n")
            self._earlier = os.fstat(self._notes.fileno()).st_size
        except BaseException as error:
            self.__exit__()
            if isinstance(error, OSError):
                raise self._refused(error) from None
            raise
        here = self.folder.resolve()
        self._at = os.path.join(self.folder, "")  # noqa: PTH118 - a path object takes longer than the letter's write
        self._protected = {path.name.casefold() for path in self.inputs if path.parent == here}
        return self

    def __exit__(self, *_: object) -> None:
        if self._notes is not None:
            try:
                self._notes.close()
            except OSError:
                return

    def _before(self) -> Iterator[dict[str, Any]]:
        """The entries of earlier runs."""
        for name, end in ((MANIFEST, None), (PART, self._earlier or None)):
            for entry in _entries(self.folder / name, end):
                if {"file", "sha256"} <= entry.keys():
                    yield entry

    def put(self, file: str, content: bytes, noted: bytes) -> State:
        """Note a letter and write it; raises Unreadable or WouldOverwrite."""
        state = self.note(file, self.hashed(content).hex(), noted)
        if state == "written":
            write_whole(content, self.target(file))
        return state

    def hashed(self, content: bytes) -> bytes:
        """The SHA-256 of a letter."""
        return self._hasher.sha256(content)

    def read(self, file: str) -> bytes:
        """A file as it stands; raises Unreadable."""
        try:
            return Path(self._at + file).read_bytes()
        except OSError as error:
            raise self._refused(error) from None

    def target(self, file: str) -> str:
        """Where a file stands."""
        return self._at + file

    def note(self, file: str, new: str, noted: bytes) -> State:
        """Note a letter with a SHA-256, which is to be written where the state says so; raises as `put` does."""
        target = self._at + file
        if self._protected and file.casefold() in self._protected:
            message = f"'{shown(Path(target))}' is one of the files that the letters are made from; it is left as it is"
            advice = "give another folder with --out"
            raise WouldOverwrite(Finding("would-overwrite", "error", message, Place(shown(Path(target))), advice))
        state = self._state(file, new, sha256(target) if self._there and key(file) in self._there else None)
        kept = {"kept": True} if state in {"kept", "stale"} else {}
        kept |= {"stale": True} if state == "stale" else {}
        self._note(with_more(noted, file=file, sha256=new, **kept))
        self._here.append(digest(file))
        return state

    def stands(self, file: str, source: str) -> bool:
        """Whether a file made of another, as a PDF of its letter, stands as it was noted."""
        held = sha256(self._at + file)
        return held is not None and _key(file, f"{held} {source}") in self._noted

    def keep(self, file: str, noted: bytes) -> None:
        """Note a file that stands again."""
        self._note(with_more(noted, file=file, sha256=sha256(self._at + file)))
        self._here.append(digest(file))

    def _state(self, file: str, new: str, held: str | None) -> State:
        if held == new:
            return "unchanged"
        if held is None or self.force or _key(file, held) in self._noted:
            return "written"
        return "kept" if _key(file, new) in self._noted else "stale"

    def _note(self, noted: bytes) -> None:
        try:
            self._write(noted)
        except OSError as error:
            raise self._refused(error) from None

    def _write(self, noted: bytes) -> None:
        if self._notes is None:
            raise RuntimeError("a shelf is used within `with`")
        while noted:
            noted = noted[self._notes.write(noted) :]

    def finish(self, header: dict[str, Any]) -> None:
        """Make the manifest: what the letters are made from, this run's letters, those of earlier runs that stand."""
        if self._notes is None:
            raise RuntimeError("a shelf is used within `with`")
        self._notes.close()
        self._notes = None
        beside = self.folder / f".{MANIFEST}.{os.getpid()}.tmp"
        try:
            with _aside(beside), BufferedWriter(FileIO(beside, "w")) as file:
                file.write(line(header))
                with (self.folder / PART).open("rb") as notes:
                    notes.seek(self._earlier)
                    shutil.copyfileobj(notes, file)
                file.writelines(map(line, self._others()))
                file.flush()
                os.fsync(file.fileno())
            with _aside(beside):
                beside.replace(self.folder / MANIFEST)
            (self.folder / PART).unlink(missing_ok=True)
        except OSError as error:
            raise self._refused(error) from None

    def _others(self) -> Iterator[dict[str, Any]]:
        """The entries of earlier runs' letters that are not of this run, and are still there."""
        here: set[int] | None = None
        for entry in self._before():
            here = here or set(self._here)
            name = digest(str(entry["file"]))
            if name not in here and (self.folder / str(entry["file"])).is_file():
                here.add(name)
                self.left.append(str(entry["file"]))
                yield entry

    def _refused(self, error: OSError) -> Unreadable:
        message = f"'{shown(self.folder)}' cannot be written: {error.strerror or error}"
        advice = f"what stands there is whole; {mend(error)}, and run the batch again: it goes on where it stopped"
        return Unreadable(Finding("not-writable", "error", message, Place(shown(self.folder)), advice))


def _entries(path: Path, end: int | None) -> Iterator[dict[str, Any]]:
    """The entries of a file of notes, up to a place in it."""
    try:
        with path.open("rb") as file:
            yield from entries(_lines(file, end))
    except FileNotFoundError:
        return


def _lines(file: BinaryIO, end: int | None) -> Iterator[bytes]:
    for one in file:
        if end is not None and file.tell() > end:
            return
        yield one


def _remove(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _key(file: str, content: str) -> int:
    return digest(f"{file}\n{content}")


def sha256(path: str | Path) -> str | None:
    """The SHA-256 of a file, if it is there; raises Unreadable."""
    if not os.access(path, os.F_OK):  # in most cases it is not; an exception would take longer
        return None
    try:
        with FileIO(path) as file:
            if os.fstat(file.fileno()).st_size < _LONG:
                return hashlib.sha256(file.readall()).hexdigest()
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"'{shown(Path(path))}' is there and cannot be read: {error.strerror or error}"
        raise Unreadable(Finding("not-writable", "error", message, Place(shown(Path(path))), "close it")) from None


def write_whole(content: bytes, target: str) -> None:
    """Write a letter to the side and rename it into its place; raises Unreadable where that is refused.

    Unlike `outbox.write_whole` it does not look through the folder, which would take longer with each letter.
    """
    folder, name = os.path.split(target)
    beside = os.path.join(folder, f".{name}.{os.getpid()}.tmp")  # noqa: PTH118
    try:
        try:
            file = os.open(beside, _NEW, 0o666)
            try:
                left = memoryview(content)
                while left:
                    left = left[os.write(file, left) :]
                os.fsync(file)
            finally:
                os.close(file)
            os.replace(beside, target)  # noqa: PTH105
        except BaseException:
            _remove_aside(beside)
            raise
    except OSError as error:
        reason = "Word may have it open" if isinstance(error, PermissionError) else error.strerror or str(error)
        message = f"'{shown(Path(target))}' cannot be written: {reason}"
        advice = "what stands there is whole; mend this, and run the batch again: it goes on where it stopped"
        raise Unreadable(Finding("not-writable", "error", message, Place(shown(Path(target))), advice)) from None


@contextmanager
def _aside(beside: str | Path) -> Iterator[None]:
    """A file that is written to the side; it goes where that does not succeed."""
    try:
        yield
    except BaseException:
        _remove_aside(beside)
        raise


def _remove_aside(beside: str | Path) -> None:
    with suppress(OSError):
        os.unlink(beside)  # noqa: PTH108
