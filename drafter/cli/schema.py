"""`drafter schema`: the JSON Schema of what people write."""

from __future__ import annotations

from enum import StrEnum

import typer


class Written(StrEnum):
    """The files that people write."""

    CASE = "case"
    BRIEF = "brief"
    SNIPPET = "snippet"
    OFFICE = "office"
    REGISTER = "register"


def schema(of: Written = typer.Argument(help="The kind of file; of a snippet, its front matter.")) -> int:
    """Print the JSON Schema of a kind of file, for editors that check while one types."""
    from drafter.schemas import schema_text

    typer.echo(schema_text(of.value), nl=False)
    return 0
