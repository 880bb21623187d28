"""`drafter explain`: what a finding means, an example, and when it may stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from pathlib import Path


def explain(code: str = typer.Argument(help="The code of a finding, as it stands in [brackets] after it.")) -> int:
    """Explain a finding: what it means, an example, what to do, and when to silence it."""
    from drafter import folders
    from drafter.problems import Finding, Unreadable, did_you_mean

    wanted = code.strip("[]` ")
    folder = pages()
    known = sorted(path.stem for path in folder.glob("*.md"))
    if wanted not in known:
        message = f"no finding has the code '{code}'{did_you_mean(wanted, known)}"
        advice = "the code stands in brackets at the end of a finding; docs/findings.md lists them all"
        raise Unreadable(Finding("unknown-code", "error", message, advice=advice))
    typer.echo(folders.read_file(folder / f"{wanted}.md", "the page").decode("utf-8"), nl=False)
    return 0


def pages() -> Path:
    """The folder of the pages: in the wheel, or in the checkout."""
    from drafter import folders

    shipped = folders.shipped()
    inside = shipped / "findings"
    return inside if inside.is_dir() else shipped / "docs" / "findings"
