"""Chooses how questions are put: with menus, or on plain lines, which is a setting that is kept."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

if TYPE_CHECKING:
    from drafter.interview.plain import Plain
    from drafter.interview.prompts import Prompts

_PLAIN: Final = "plain-questions"
"""The file in the user's settings whose presence means plain lines."""


def asker(idle: Callable[[], None] | None = None) -> Plain | Prompts:
    """Who asks at this terminal; `idle` is called once, when the first question stands there."""
    from drafter.interview.texts import texts

    if plain():
        from drafter.interview.plain import Plain

        return Plain(texts(), typer.echo, input, idle)
    from drafter.interview.prompts import Prompts

    return Prompts(texts(), idle)


def plain() -> bool:
    """Whether questions are put on plain lines: where that was asked for, or where the terminal can do no more."""
    return os.environ.get("TERM") == "dumb" or _kept().exists()


def keep(*, plain: bool) -> None:
    """Keep from now on how questions are put."""
    path = _kept()
    if plain:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("drafter new --no-plain takes this back\n", encoding="utf-8")
    else:
        path.unlink(missing_ok=True)


def _kept() -> Path:
    return Path(typer.get_app_dir("drafter")) / _PLAIN
