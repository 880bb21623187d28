"""Chooses how questions are put: with menus, or on plain lines, which is a setting that is kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

if TYPE_CHECKING:
    from drafter.interview.plain import Plain
    from drafter.interview.prompts import Prompts
    from drafter.interview.texts import Texts

_PLAIN: Final = "plain-questions"
"""The file in the user's settings whose presence means plain lines."""


def spoken(folder: Path) -> Texts:
    """What is said, in the language that the office of a folder asks in (`interview: fr`), else in English."""
    from drafter.folders import office_file
    from drafter.interview.texts import ENGLISH, Texts

    named = os.environ.get("DRAFTER_OFFICE")
    office = office_file(folder, Path(named) if named else None, Path(typer.get_app_dir("drafter")))
    if office is None or b"interview" not in (content := office.read_bytes()):
        return ENGLISH
    from contextlib import suppress

    from drafter import yaml_files
    from drafter.languages import interview_languages
    from drafter.problems import Abort

    with suppress(Abort):  # what is wrong with the file is said once the case is read
        root = yaml_files.read(content, office.name).root
        chosen = root.get("interview") if isinstance(root, yaml_files.Mapping) else None
        if isinstance(chosen, yaml_files.Scalar) and chosen.text in interview_languages():
            return Texts(chosen.text)
    return ENGLISH


@contextmanager
def kept_on_stop(say: Texts, begun: Path) -> Iterator[None]:
    """Where somebody stops an interview, say what is kept and with which command it goes on."""
    from drafter.cli.printing import argument
    from drafter.problems import Interrupted

    try:
        yield
    except KeyboardInterrupt:
        words = "" if begun.absolute() == Path.cwd() else f" {argument(begun)}"
        typer.echo(f"{say('stopped')}\n  drafter new{words}", err=True)
        raise Interrupted from None


def asker(say: Texts, idle: Callable[[], None] | None = None) -> Plain | Prompts:
    """Who asks at this terminal; `idle` is called once, when the first question stands there."""
    if plain():
        from drafter.interview.plain import Plain

        return Plain(say, typer.echo, input, idle)
    from drafter.interview.prompts import Prompts

    return Prompts(say, idle)


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
