"""Opens a brief for a command, with the cache in the user's own folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from drafter.workshop import Opened, Settings

ALLOW_HELP = "Also read files in this folder; without it, only the case's and the shipped ones are read."
STRICT_HELP = "Let warnings stop it too."


def cache_folder() -> Path | None:
    """Where parsed wording and prepared letterheads are kept; DRAFTER_CACHE names another, or none when empty."""
    named = os.environ.get("DRAFTER_CACHE")
    if named is not None:
        return Path(named) if named else None
    return Path(typer.get_app_dir("drafter")) / "cache"


def settings(allow: list[Path] | None) -> Settings:
    """What the command line and the environment say about where to look."""
    from drafter.cache import Cache
    from drafter.workshop import Settings

    office = os.environ.get("DRAFTER_OFFICE")
    user = Path(typer.get_app_dir("drafter"))
    return Settings(tuple(allow or ()), Path(office) if office else None, user, Cache(cache_folder()))


def opened(brief: Path, allow: list[Path] | None) -> Opened:
    """A brief with its letter and findings; raises problems.Abort."""
    from drafter.cache import Cache, Parsed
    from drafter.workshop import open_brief

    parsed = Parsed(Cache(cache_folder()), str(brief.absolute()).encode("utf-8", "surrogateescape"))
    result = open_brief(brief, settings(allow), parsed.parse)
    parsed.keep()
    return result


def open_file(path: Path) -> None:
    """Open a file with the program that the system has for it; DRAFTER_OPEN names another, or none when empty."""
    import subprocess
    import sys

    named = os.environ.get("DRAFTER_OPEN")
    start = getattr(os, "startfile", None)
    if named == "":
        return
    try:
        if named is None and start is not None:
            start(str(path))
        else:
            opener = named or ("open" if sys.platform == "darwin" else "xdg-open")
            subprocess.Popen(  # noqa: S603 - the user's own program, on a letter just written
                [opener, str(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
    except OSError:
        typer.echo(f"The system has no program to open it with: {path}")
