"""`drafter signoff`: a sheet of a letter's quotations beside their passages, to be signed."""

from __future__ import annotations

from pathlib import Path

import typer

from drafter.cli.opening import ALLOW_HELP


def signoff(
    brief: Path = typer.Argument(metavar="BRIEF", help="The brief, a YAML file."),
    force: bool = typer.Option(False, "--force", help="Write over a sheet that was changed or filled in."),  # noqa: FBT001, FBT003
    allow: list[Path] | None = typer.Option(None, metavar="DIR", help=ALLOW_HELP),
) -> int:
    """Write a sheet, as Word and HTML: each quotation beside its passage, and a box for who checked it."""
    from drafter import outbox, review
    from drafter.cache import Cache
    from drafter.cli.opening import cache_folder, opened
    from drafter.cli.printing import print_findings
    from drafter.cli.review import held_of
    from drafter.folders import shown
    from drafter.letterheads import prepared
    from drafter.library import SHIPPED_LETTERHEAD
    from drafter.problems import DONE, FINDINGS, Placed
    from drafter.record import replace
    from drafter.writers import WRITERS, docx

    result = opened(brief, allow)
    print_findings(result.findings)
    dossier = result.dossier
    if dossier is None:
        return FINDINGS
    sheet = review.sheet(dossier, held_of(dossier), brief.name)
    plain = replace(dossier, brief=replace(dossier.brief, template=Placed(SHIPPED_LETTERHEAD)))
    letterhead, _ = prepared(plain, Cache(cache_folder()))
    for ending, content in (
        ("docx", docx.write(sheet, letterhead)),
        ("html", WRITERS["html"](sheet).encode("utf-8")),
    ):
        path = brief.with_name(f"{brief.stem}.signoff.{ending}")
        changed = outbox.put(content, path, brief, force=force, inputs=result.inputs)
        typer.echo(f"{shown(path)}{'' if changed else ' (unchanged)'}")
    return FINDINGS if result.stops else DONE
