"""`drafter template`: letterheads, looked at and started."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from drafter.cli.opening import STRICT_HELP

if TYPE_CHECKING:
    from drafter.writers.docx.inspection import Inspection

app = typer.Typer(no_args_is_help=True, help="Check a letterhead, or start one of your own.")


class Paper(StrEnum):
    """The papers that a shipped letterhead is made for."""

    A4 = "a4"
    LETTER = "letter"


_FOR_PAPER = {Paper.A4: "letter-a4", Paper.LETTER: "letter-us"}


@app.command()
def check(
    file: Path = typer.Argument(metavar="FILE", help="The letterhead, a Word document (.docx)."),
    strict: bool = typer.Option(False, "--strict", help=STRICT_HELP),  # noqa: FBT001, FBT003
) -> int:
    """Say what is wrong with a letterhead, which places it has, and which styles it brings."""
    from drafter.cli.printing import print_findings, summary
    from drafter.folders import shown
    from drafter.letterheads import inspected
    from drafter.problems import DONE, FINDINGS

    found = inspected(file)
    print_findings(found.findings)
    typer.echo(f"{shown(file)}: {summary(found.findings, 0)}")
    for line in _contents(found):
        typer.echo(line)
    stops = {"error", "warning"} if strict else {"error"}
    return FINDINGS if any(finding.severity in stops for finding in found.findings) else DONE


def _contents(found: Inspection) -> list[str]:
    width, height = found.paper
    lines = [f"paper: {width} x {height} mm"] if width and height else []
    lines += [f"{story}: {', '.join(marks)}" for story, marks in found.places]
    if found.unplaced:
        lines.append(f"without a mark, so put in after what comes before them: {', '.join(found.unplaced)}")
    lines.append(f"styles of its own: {', '.join(found.styles) or 'none'}")
    if found.missing:
        lines.append(f"styles from the shipped letterhead: {', '.join(found.missing)}")
    return lines


@app.command()
def new(
    file: Path = typer.Argument(Path("templates/letterhead.docx"), metavar="FILE", help="The letterhead to make."),
    paper: Paper = typer.Option(Paper.A4, help="The paper."),
    name: str = typer.Option("", "--from", metavar="NAME", help="The shipped letterhead to start from."),
) -> int:
    """Start a letterhead of your own: a copy of a shipped one, to change in Word."""
    from drafter.folders import shown
    from drafter.letterheads import start

    if file.suffix.lower() != ".docx":
        raise typer.BadParameter(f"'{file}' does not end in .docx", param_hint="FILE")
    start(file, name or _FOR_PAPER[paper])
    typer.echo(
        f"Open {shown(file)} in Word: put your office's name and logo at the top, change fonts and colours in the"
        " styles, and leave each {{ mark }} where its words are to stand."
    )
    typer.echo(f"\nNext: drafter template check {shown(file)}")
    place = "" if file.absolute().parent.name == "templates" else " from the folder templates of your case or office"
    typer.echo(f"A brief takes it{place} with this line: template: {file.stem}")
    return 0
