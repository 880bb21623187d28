"""`drafter build`: a letter from a brief."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from drafter.cli.opening import ALLOW_HELP, STRICT_HELP
from drafter.cli.review import REVIEW_HELP

if TYPE_CHECKING:
    from drafter.dossier import Dossier
    from drafter.model import Letter
    from drafter.problems import Finding
    from drafter.workshop import Opened


class Format(StrEnum):
    """The formats that a letter is written in."""

    DOCX = "docx"
    HTML = "html"
    MD = "md"
    TXT = "txt"


def build(  # noqa: PLR0913, PLR0917 - an option for each key that one types
    brief: Path = typer.Argument(metavar="BRIEF", help="The brief, a YAML file."),
    output: Path | None = typer.Option(
        None, "-o", "--output", metavar="FILE", help="Where to write the letter, instead of beside the brief."
    ),
    format: Format | None = typer.Option(None, help="The format; Word, or what the output's ending says."),  # noqa: A002 - the option's name
    force: bool = typer.Option(False, "--force", help="Write over a letter that was changed by hand."),  # noqa: FBT001, FBT003
    pdf: bool = typer.Option(False, "--pdf", help="Make a PDF file of it as well, through LibreOffice."),  # noqa: FBT001, FBT003
    review: bool = typer.Option(False, "--review", help=REVIEW_HELP),  # noqa: FBT001, FBT003
    strict: bool = typer.Option(False, "--strict", help=STRICT_HELP),  # noqa: FBT001, FBT003
    allow: list[Path] | None = typer.Option(None, metavar="DIR", help=ALLOW_HELP),
) -> int:
    """Make the letter of a brief, and say where it is."""
    from drafter.cli.opening import opened
    from drafter.cli.printing import print_findings, summary
    from drafter.cli.review import put_review
    from drafter.folders import shown
    from drafter.problems import DONE, FINDINGS

    chosen = _format(output, format)
    if pdf and chosen is not Format.DOCX:
        raise typer.BadParameter("a PDF file is made of the Word letter", param_hint="--pdf")
    target = output or (brief.with_suffix(f".{chosen.value}") if brief.name else brief)
    result = opened(brief, allow)
    dossier = result.dossier
    content, letterhead_findings = written(dossier, chosen) if dossier and not result.stops else (b"", ())
    findings = (*result.findings, *letterhead_findings)
    print_findings(findings)
    copy = put_review(result, target, brief, force=force) if review else None
    if copy is not None:
        typer.echo(shown(copy))
    stopped = {"error", "warning"} if strict else {"error"}
    if result.stops or any(finding.severity in stopped for finding in findings):
        typer.echo(f"not built: {summary(findings, len(result.silenced))}", err=True)
        return FINDINGS
    deliver(result, content, target, brief, force=force, pdf=pdf)
    return DONE


def deliver(
    result: Opened, content: bytes, target: Path, brief: Path, *, force: bool = False, pdf: bool = False
) -> None:
    """Write a letter, its PDF file where asked, and what is remembered of it; say where they are."""
    from drafter import outbox, standard_lines
    from drafter.folders import shown

    dossier = result.dossier
    if dossier is None:
        return
    made = [(target, content)]
    if pdf:
        made.append((target.with_suffix(".pdf"), _pdf(target, dossier.letter, content)))
    for path, data in made:
        changed = outbox.put(data, path, brief, force=force, inputs=result.inputs)
        typer.echo(f"{shown(path)}{'' if changed else ' (unchanged)'}")
    if dossier.library.case_folder is not None:
        items = [item for item in dossier.brief.items() if not getattr(item, "pinned", False)]
        used = [snippet for item in items if (snippet := getattr(item, "snippet", None))]
        standard_lines.keep(dossier.library.case_folder, brief.name, used, outbox.write_whole)


def _pdf(target: Path, letter: Letter, content: bytes) -> bytes:
    """The letter as a tagged PDF file; raises problems.Abort where LibreOffice is missing or fails."""
    import os

    from drafter import pdf
    from drafter.cli.printing import print_findings
    from drafter.folders import shown

    with pdf.Office(pdf.find_office(os.environ.get("DRAFTER_SOFFICE", ""))) as office:
        made, findings = office.convert([pdf.WordLetter(shown(target), letter.dated, content)])
    print_findings(findings)
    return made[0]


def _format(output: Path | None, given: Format | None) -> Format:
    """The format that is meant, where the option and the output's ending agree."""
    ending = output.suffix.lower().removeprefix(".") if output else ""
    known = [one.value for one in Format]
    if given is None:
        if output is not None and ending not in known:
            raise typer.BadParameter(f"'{output}' ends in none of .{', .'.join(known)}", param_hint="-o")
        return Format(ending) if ending else Format.DOCX
    if ending and ending != given.value:
        raise typer.BadParameter(f"'{output}' does not end in .{given.value}", param_hint="-o")
    return given


def written(dossier: Dossier, chosen: Format) -> tuple[bytes, tuple[Finding, ...]]:
    """The letter's bytes in a format, and what was found in its letterhead."""
    from drafter.cache import Cache
    from drafter.cli.opening import cache_folder
    from drafter.problems import blocking
    from drafter.writers import WRITERS

    if chosen is not Format.DOCX:
        return WRITERS[chosen.value](dossier.letter).encode("utf-8"), ()
    from drafter.letterheads import prepared
    from drafter.writers import docx

    letterhead, findings = prepared(dossier, Cache(cache_folder()))
    return (b"" if blocking(findings) else docx.write(dossier.letter, letterhead)), findings
