"""`drafter evidence`: what stands against a claim, written into the case."""

from __future__ import annotations

from pathlib import Path

import typer

from drafter.cli.opening import cache_folder, settings
from drafter.cli.source import CASE

app = typer.Typer(no_args_is_help=True, help="Add evidence to the case: facts and passages of a source.")


@app.callback()
def _group() -> None:
    """Keep `add` a command of its own, beside those that may come."""


@app.command()
def add(  # noqa: PLR0913, PLR0917 - an option for each key that one types
    identity: str = typer.Argument(metavar="ID", help="The id by which briefs name it."),
    source: str = typer.Option(..., metavar="ID", help="The source that it stands in."),
    title: str = typer.Option(..., metavar="WORDS", help="What it is."),
    known_as: str = typer.Option("", metavar="WORDS", help="What a letter calls it."),
    grade: str = typer.Option("", metavar="GRADE", help="primary, secondary or reported."),
    fact: list[str] | None = typer.Option(None, metavar="NAME=VALUE", help="A fact: words, a date, or a party's id."),
    fact_passage: list[str] | None = typer.Option(
        None, metavar="NAME=WORDS", help="The words of the source that say a fact; refused where they say another."
    ),
    fact_grade: list[str] | None = typer.Option(
        None, metavar="NAME=GRADE", help="What a fact is worth, where that is not what its evidence is worth."
    ),
    passage: list[str] | None = typer.Option(None, metavar="ID=WORDS", help="A passage of the source, by its words."),
    case: Path | None = CASE,
) -> int:
    """Write a piece of evidence into the case, if its passages stand in its source and say its facts."""
    from drafter import case_entries, held_sources
    from drafter.cache import Cache
    from drafter.problems import DONE

    path = held_sources.case_path(case)
    new = case_entries.NewEvidence(
        identity,
        source,
        title,
        known_as,
        grade,
        _pairs(fact, "--fact"),
        _pairs(passage, "--passage"),
        _pairs(fact_passage, "--fact-passage"),
        _pairs(fact_grade, "--fact-grade"),
    )
    entered = case_entries.add_evidence(path, new, Cache(cache_folder()), settings(None))
    typer.echo(f"added the evidence '{identity}'")
    for name, one in entered.items():
        typer.echo(f"    {name}{f' ({one.at})' if one.at else ''}: “{one.words}”")
    return DONE


def _pairs(given: list[str] | None, option: str) -> dict[str, str]:
    """What was given as NAME=VALUE, by name."""
    pairs: dict[str, str] = {}
    for one in given or ():
        name, equals, value = one.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise typer.BadParameter(f"'{one}' is not NAME=VALUE", param_hint=option)
        if name.strip() in pairs:
            raise typer.BadParameter(f"'{name.strip()}' is given twice", param_hint=option)
        pairs[name.strip()] = value.strip()
    return pairs
