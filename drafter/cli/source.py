"""`drafter source`: the documents of a case, pinned when they are added."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import typer

from drafter.cli.opening import cache_folder, settings

app = typer.Typer(no_args_is_help=True, help="Add the documents of a case, show their text, verify their hashes.")

CASE_HELP = "The case; without it, the nearest case.yaml in this folder or above it."
CASE = typer.Option(None, "--case", metavar="FILE", help=CASE_HELP)


class Held(StrEnum):
    """What a file is of its document."""

    DOCUMENT = "document"
    EXTRACT = "extract"


@app.command()
def add(  # noqa: PLR0913, PLR0917 - an option for each key that one types
    file: Path = typer.Argument(metavar="FILE", help="The document: .docx, .pdf, .html, .md, .txt or .eml."),
    identity: str = typer.Option(..., "--id", metavar="ID", help="The id by which claims and evidence name it."),
    title: str = typer.Option(..., metavar="WORDS", help="What the document is."),
    author: str = typer.Option("", metavar="PARTY", help="The party of the case that wrote it."),
    to: str = typer.Option("", metavar="PARTY", help="The party that it was written to."),
    date: str = typer.Option("", metavar="DATE", help="The date that it bears, such as 2025-03-31."),
    kind: str = typer.Option("", metavar="KIND", help="letter, report, article … as the citation needs it."),
    held: Held = typer.Option(Held.DOCUMENT, help="Whether the file is the document, or an extract of it."),
    known_as: str = typer.Option("", metavar="WORDS", help="What a letter calls it."),
    url: str = typer.Option("", metavar="URL", help="Where it was published."),
    language: str = typer.Option("", metavar="TAG", help="Its language, where that is not the letter's."),
    transcript: Path | None = typer.Option(None, metavar="FILE", help="Its text, where the document is a scan."),
    translation: Path | None = typer.Option(None, metavar="FILE", help="A translation of it."),
    translated_by: str = typer.Option("", metavar="WORDS", help="Who translated it."),
    case: Path | None = CASE,
) -> int:
    """Copy a document into the case, and pin its file and its text by their SHA-256."""
    from drafter import held_sources
    from drafter.cli.printing import print_findings
    from drafter.folders import shown

    says = {"title": title, "known_as": known_as, "author": author, "to": to, "date": date, "kind": kind, "url": url}
    says |= {"language": language, "held": held.value if held is Held.EXTRACT else "", "translated_by": translated_by}
    new = held_sources.NewSource(identity, file, says, transcript, translation)
    added = held_sources.add(held_sources.case_path(case), new, settings(None))
    print_findings(added.text.warnings)
    for path in added.copied:
        typer.echo(shown(path))
    pages = max((one.page for one in added.text.paragraphs), default=0)
    paged = f" on {pages} page{'s' * (pages != 1)}" if pages else ""
    count = len(added.text.paragraphs)
    typer.echo(f"added '{identity}': {count} paragraph{'s' * (count != 1)}{paged}")
    return 0


@app.command()
def show(
    identity: str = typer.Argument(metavar="ID", help="The source's id."),
    page: int | None = typer.Option(None, min=1, metavar="N", help="Only this page."),
    case: Path | None = CASE,
) -> int:
    """Show the text of a source, paragraph by paragraph, with the places by which claims name them."""
    from drafter import held_sources
    from drafter.cache import Cache
    from drafter.cli.printing import print_findings
    from drafter.problems import DONE, FINDINGS
    from drafter.sources import locator_of

    path = held_sources.case_path(case)
    source = held_sources.source_of(held_sources.case_of(path), identity)
    text = held_sources.text_of(path, source, Cache(cache_folder()))
    print_findings(text.warnings)
    shown = [one for one in text.paragraphs if page is None or one.page == page]
    if shown:
        shown += [one for one in text.paragraphs if one not in shown and one.kind == "header" and not one.number]
    for one in shown:
        repeats = ", which repeats and is kept here alone" if one.kind == "header" and not one.number else ""
        kind = "" if one.kind == "body" else f" ({one.kind}{repeats})"
        typer.echo(f"{locator_of(text, one.start, one.end)}{kind}\n{text.text[one.start : one.end]}\n")
    if shown or page is None:
        return DONE
    last = max((one.page for one in text.paragraphs), default=0)
    typer.echo(f"there is no page {page}: " + (f"the last is {last}" if last else "the source has no pages"), err=True)
    return FINDINGS


@app.command("list")
def list_sources(case: Path | None = CASE) -> int:
    """List the sources of a case: id, date, author, title, and what is held of them."""
    from drafter import held_sources

    sources = held_sources.case_of(held_sources.case_path(case)).sources
    width = max((len(identity) for identity in sources), default=0)
    for identity, source in sources.items():
        held = f"{source.transcript or source.file}" if source.file else "not held"
        extract = ", an extract" if source.held == "extract" and source.file else ""
        pinned = ", not pinned" if source.file and not source.sha256 else ""
        told = ", ".join(part for part in (source.date, source.author or source.by, source.title) if part)
        typer.echo(f"{identity:<{width}}  {told} [{held}{extract}{pinned}]")
    return 0


@app.command()
def verify(case: Path | None = CASE) -> int:
    """Say of each source whether its file and its text are still those that were pinned."""
    from drafter import held_sources
    from drafter.cache import Cache
    from drafter.cli.printing import print_findings
    from drafter.problems import DONE, FINDINGS

    path = held_sources.case_path(case)
    found = list(held_sources.verified(path, held_sources.case_of(path), Cache(cache_folder())))
    for one in found:
        print_findings(one.findings)
        state = {"same": "as it was pinned", "changed": f"changed: {one.says}"}.get(one.state, one.state)
        typer.echo(f"{one.identity}: {state}")
    return FINDINGS if any(one.state in {"changed", "unreadable"} for one in found) else DONE
