"""`drafter list`: lists of documents, sites and projects, taken from sources into a case."""

from __future__ import annotations

from pathlib import Path

import typer

from drafter.cli.source import CASE

app = typer.Typer(no_args_is_help=True, help="Take numbered or bulleted lists from sources into a case.")


@app.callback()
def lists() -> None:
    """Take numbered or bulleted lists from sources into a case."""


@app.command("import")
def import_list(
    file: Path = typer.Argument(metavar="FILE", help="The source: .docx, .pdf, .html, .md, .txt, .csv, .xlsx or .ods."),
    identity: str = typer.Option(..., "--id", metavar="ID", help="The id by which briefs name the list."),
    title: str = typer.Option(..., metavar="WORDS", help="What the items are, such as 'public security projects'."),
    page: int | None = typer.Option(None, min=1, metavar="N", help="Only the lists of this page."),
    number: int | None = typer.Option(None, min=1, metavar="N", help="Which list, where there are several."),
    no_header: bool = typer.Option(False, "--no-header", help="The first row of a table is an item too."),  # noqa: FBT001, FBT003
    case: Path | None = CASE,
) -> int:
    """Take a numbered or bulleted list, or a column of a table, into the case with its place."""
    from drafter import held_sources
    from drafter.cli.printing import print_findings
    from drafter.folders import shown
    from drafter.importing.case_lists import lists_of, put
    from drafter.outbox import write_whole
    from drafter.problems import DONE, FINDINGS, Finding, Place

    path = held_sources.case_path(case)
    found = lists_of(file, page, headed=not no_header)
    if (number is None and len(found) > 1) or (number is not None and number > len(found)):
        for at, one in enumerate(found, 1):
            count = len(one.items)
            told = f"{count} item{'s' * (count != 1)}, {one.what}, from '{one.items[0][:60]}' to '{one.items[-1][:60]}'"
            typer.echo(f"{at}  {one.at}: {told}")
        message = f"the file has {len(found)} list{'s' * (len(found) != 1)}"
        message += "; which one is meant?" if number is None else f"; there is no number {number}"
        advice = "name it with --number N"
        print_findings([Finding("list-which", "error", message, Place(shown(file)), advice)])
        return FINDINGS
    made = put(path, file, identity, title, found[(number or 1) - 1])
    write_whole(made.content, path)
    print_findings(made.findings)
    count = len(made.found.items)
    typer.echo(f"added '{identity}' to {shown(path)}: {count} item{'s' * (count != 1)}, {made.found.at}")
    return DONE
