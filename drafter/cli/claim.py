"""`drafter claim`: what was said, found in a source and written into the case."""

from __future__ import annotations

from pathlib import Path

import typer

from drafter.cli.check import Listing
from drafter.cli.opening import cache_folder, settings
from drafter.cli.source import CASE

app = typer.Typer(no_args_is_help=True, help="Find candidate claims in a source, and add claims to the case.")


@app.command()
def find(
    source: str = typer.Argument(metavar="SOURCE", help="The source's id."),
    format: Listing = typer.Option(Listing.TEXT, help="Text, or JSON for other programs."),  # noqa: A002 - the option's name
    case: Path | None = CASE,
) -> int:
    """Propose sentences with absolute words, commitments, denials and quotations; which are claims, you decide."""
    import json

    from drafter import candidates, case_entries, held_sources
    from drafter.cache import Cache
    from drafter.problems import DONE
    from drafter.sources import locator_of

    path = held_sources.case_path(case)
    _, text = case_entries.text_of(path, held_sources.case_of(path), source, Cache(cache_folder()))
    found = [(one, locator_of(text, one.start, one.end)) for one in candidates.find(text.text)]
    if format is Listing.JSON:
        rows = [{"words": one.words, "at": at, "why": one.why, "source": source} for one, at in found]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return DONE
    for one, at in found:
        typer.echo(f"{at or 'somewhere'}: {one.why}\n    {one.words}\n")
    many = f"{len(found)} candidate{'s' * (len(found) != 1)}"
    typer.echo(f'{many}; add one with: drafter claim add ID --source {source} --words "…"')
    return DONE


@app.command()
def add(
    identity: str = typer.Argument(metavar="ID", help="The id by which briefs name it."),
    source: str = typer.Option(..., metavar="ID", help="The source that it stands in."),
    words: str = typer.Option("", metavar="WORDS", help="The words, as the letter quotes them."),
    at: str = typer.Option("", metavar="PLACE", help="Where they stand, such as 'p. 3, para 2'; alone, all of it."),
    speaker: str = typer.Option("", metavar="PARTY", help="Who said it, where that is not the source's author."),
    topic: str = typer.Option("", metavar="WORDS", help="What it is about."),
    case: Path | None = CASE,
) -> int:
    """Write a claim into the case, if its words stand in its source."""
    from drafter import case_entries, held_sources
    from drafter.cache import Cache
    from drafter.problems import DONE

    path = held_sources.case_path(case)
    new = case_entries.NewClaim(identity, source, words, at, speaker, topic)
    entered = case_entries.add_claim(path, new, Cache(cache_folder()), settings(None))
    where = f" ({entered.at})" if entered.at else ""
    typer.echo(f"added the claim '{identity}'{where}: “{entered.words}”")
    return DONE
