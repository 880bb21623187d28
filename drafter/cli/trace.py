"""`drafter trace`: where each paragraph of a letter came from."""

from __future__ import annotations

from pathlib import Path

import typer

from drafter.cli.check import Listing
from drafter.cli.opening import ALLOW_HELP


def trace(
    brief: Path = typer.Argument(metavar="BRIEF", help="The brief, a YAML file."),
    format: Listing = typer.Option(Listing.TEXT, help="Text, or JSON for other programs."),  # noqa: A002 - the option's name
    allow: list[Path] | None = typer.Option(None, metavar="DIR", help=ALLOW_HELP),
) -> int:
    """Show for each paragraph the snippet, claims, evidence, principles and sources that it rests on."""
    import json

    from drafter.cli.opening import opened
    from drafter.cli.printing import print_findings
    from drafter.fact_proof import stated
    from drafter.problems import DONE, FINDINGS
    from drafter.trace import trace as traced

    result = opened(brief, allow)
    if result.dossier is None:
        print_findings(result.findings)
        return FINDINGS
    case = result.dossier.case
    pieces = list(traced(result.dossier.letter))
    if format is Listing.JSON:
        rows = [
            {
                "text": piece.text,
                "snippet": piece.snippet or None,
                "claims": piece.claims,
                "evidence": piece.evidence,
                "principles": piece.principles,
                "facts": [
                    {"name": one.name, "said": one.said, "kind": one.fact.kind, "grade": one.grade or None}
                    for one in stated(piece.text, piece.evidence, case)
                ],
                "sources": piece.sources,
                "file": piece.place.file,
                "line": piece.place.line,
            }
            for piece in pieces
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return FINDINGS if result.stops else DONE
    for piece in pieces:
        typer.echo(piece.text)
        rests = [piece.snippet or "free text", *piece.claims, *piece.evidence, *piece.principles]
        sources = f" < {', '.join(piece.sources)}" if piece.sources else ""
        typer.echo(f"    {', '.join(rests)}{sources}  ({piece.place})")
        for one in stated(piece.text, piece.evidence, case):
            typer.echo(f"    fact {one.told()}")
        typer.echo("")
    if result.stops:
        print_findings(result.findings)
        return FINDINGS
    return DONE
