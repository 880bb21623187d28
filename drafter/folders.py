"""Reads files of the case, the office and the tool, and none outside their folders."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import Final

from drafter.problems import Finding, Place, Unreadable
from drafter.record import Record

CASE_FILE = "case.yaml"
OFFICE_FILE: Final = "office.yaml"

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of the largest file that is read: a received report with pictures."""


def shipped() -> Path:
    """The folder that holds the shipped `templates` and `snippets`: in the wheel, or the checkout."""
    package = Path(__file__).parent
    inside = package / "shipped"
    return inside if inside.is_dir() else package.parent


def shown(path: Path) -> str:
    """A path as the user would name it: from the working folder where it lies below, with `/`."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def nearest(name: str, start: Path) -> Path | None:
    """The file of a name in a folder, or in the nearest folder above it that has one."""
    folder = start.absolute()
    return next((above / name for above in (folder, *folder.parents) if (above / name).is_file()), None)


def office_file(folder: Path, named: Path | None, user: Path | None) -> Path | None:
    """The file of the office: from a folder upwards, else where it is `named`, else the user's own."""
    found = nearest(OFFICE_FILE, folder)
    if found is not None:
        return found
    if named is not None:
        named_file = named / OFFICE_FILE if named.is_dir() else named
        if not named_file.is_file():
            message = f"the office '{named}' that DRAFTER_OFFICE names is not there"
            raise Unreadable(Finding("file-missing", "error", message, Place(str(named))))
        return named_file
    own = user / OFFICE_FILE if user is not None else None
    return own if own is not None and own.is_file() else None


def read_file(path: Path, what: str, place: Place | None = None) -> bytes:
    """The bytes of a file that the command line names; raises Unreadable saying what is wrong with it."""
    place = place or Place(shown(path))
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise Unreadable(_finding("file-missing", f"{what} '{shown(path)}' is a folder", place))
        if not stat.S_ISREG(about.st_mode):
            advice = "save what comes from it into a file, and name that"
            message = f"{what} '{shown(path)}' is a device or a pipe, not a file"
            raise Unreadable(_finding("file-unreadable", message, place, advice))
        if about.st_size > LARGEST:
            raise Unreadable(_finding("file-too-large", f"{what} is larger than {LARGEST >> 20} MB", place))
        return path.read_bytes()
    except FileNotFoundError:
        raise Unreadable(*not_there(path, what, place)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Unreadable(_finding("file-unreadable", f"{what} cannot be read: {reason}", place)) from None


def not_there(path: Path, what: str, place: Place) -> tuple[Finding]:
    """The finding of a file that is not there, with the nearest that is."""
    advice = "write / between folders, not \\" if "\\" in path.name else ""
    return (_finding("file-missing", f"{what} '{shown(path)}' is not there{_neighbour(path)}", place, advice),)


def is_file(path: Path) -> bool:
    """Whether a path is that of a file that can be read: no folder, no device, no pipe, and no impossible name."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def lies_in(path: Path, folder: Path) -> bool:
    """Whether a path, its links followed, lies in a folder, links followed too."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _finding(code: str, message: str, place: Place, advice: str = "") -> Finding:
    return Finding(code, "error", message, place, advice)


def _neighbour(path: Path) -> str:
    from drafter.problems import did_you_mean

    try:
        return did_you_mean(path.name, [entry.name for entry in path.parent.iterdir()])
    except OSError:
        return ""


class Folder(Record):
    """A folder from which files may be read, and the folders that the command line allows besides."""

    root: Path
    allowed: tuple[Path, ...] = ()

    def path(self, name: str, what: str, place: Place) -> Path:
        """The path of a file named in a user's file; raises Unreadable when it lies outside (`..`, absolute, links)."""
        try:
            inside = Path(os.path.realpath(self.root / name))
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                inside.stat()
        except (OSError, ValueError) as error:
            shortened = name if len(name) <= 100 else f"{name[:60]} … {name[-20:]}"
            message = f"{what} '{shortened}' cannot be a file's name here: {getattr(error, 'strerror', None) or error}"
            raise Unreadable(_finding("file-unreadable", message, place)) from None
        if any(lies_in(inside, root) for root in (self.root, *self.allowed)):
            return inside
        message = f"{what} '{name}' lies outside the folder '{shown(self.root)}'"
        advice = "copy the file into the folder, or allow its folder with --allow"
        raise Unreadable(_finding("file-outside", message, place, advice))

    def read(self, name: str, what: str, place: Place) -> bytes:
        """The bytes of a file in the folder; raises Unreadable."""
        path = self.path(name, what, place)
        return read_file(path, what, place)
