"""`drafter init`: a case to start from."""

from __future__ import annotations

from pathlib import Path

import typer


def init(
    folder: Path = typer.Argument(metavar="DIR", help="The folder to make; it must be empty or not be there."),
) -> int:
    """Start a case: a folder with a case, a source and a brief that builds at once."""
    from drafter.folders import shown
    from drafter.starter import start

    for path in start(folder):
        typer.echo(shown(path))
    typer.echo(f"\nNext: drafter build {shown(folder / 'letter.yaml')}")
    return 0
