"""Peer: a typer app of six commands that do nothing."""

from __future__ import annotations

from pathlib import Path

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


def _version(value: bool) -> None:  # noqa: FBT001 - typer's callback
    if value:
        typer.echo("bare 0.1.0")
        raise typer.Exit


@app.callback()
def options(version: bool = typer.Option(False, "--version", callback=_version, is_eager=True)) -> None:  # noqa: FBT001, FBT003
    """Do nothing, in six ways."""


def act(file: Path = typer.Argument(help="A file."), force: bool = typer.Option(False, "--force")) -> None:  # noqa: FBT001, FBT003
    """Do nothing with a file."""


for name in ("init", "build", "check", "trace", "schema", "watch"):
    app.command(name)(act)

if __name__ == "__main__":
    app()
