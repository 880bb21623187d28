"""`python -m drafter.cli.reference FOLDER`: writes the pages of docs/reference."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_type_hints

import typer
from typer.models import ArgumentInfo, OptionInfo, ParameterInfo

from drafter.reference import pages
from drafter.reference.commands import Command, Parameter


def reference() -> dict[str, str]:
    """Every page of the reference by the name of its file."""
    from drafter.cli import app

    return pages(list(commands(app, "drafter")))


def commands(app: typer.Typer, name: str) -> Iterator[Command]:
    """The commands of an application, those of its groups included; first itself, where it has options."""
    own = app.registered_callback
    if own is not None and own.callback is not None:
        yield _command(name, own.callback)
    for one in app.registered_commands:
        if one.callback is not None and not one.hidden:
            called = one.name or one.callback.__name__.rstrip("_").replace("_", "-")
            yield _command(f"{name} {called}", one.callback, one.help)
    for group in app.registered_groups:
        if group.typer_instance is not None and not group.hidden:
            yield from commands(group.typer_instance, f"{name} {group.name}")


def _command(name: str, callback: Callable[..., Any], said: str | None = None) -> Command:
    found: dict[type[ParameterInfo], list[Parameter]] = {ArgumentInfo: [], OptionInfo: []}
    hints = get_type_hints(callback)
    for given, parameter in inspect.signature(callback).parameters.items():
        info = parameter.default
        if isinstance(info, ArgumentInfo | OptionInfo) and not info.hidden:
            found[type(info)].append(_parameter(given, info, hints[given]))
    words = " ".join((said or inspect.getdoc(callback) or "").partition("\n\n")[0].split())
    return Command(name, words, tuple(found[ArgumentInfo]), tuple(found[OptionInfo]))


def _parameter(name: str, info: ParameterInfo, hint: Any) -> Parameter:
    kinds = [kind for kind in _kinds(hint) if isinstance(kind, type)]
    choices = tuple(str(one.value) for kind in kinds if issubclass(kind, Enum) for one in kind)
    default = info.default.value if isinstance(info.default, Enum) else info.default
    shown = str(default) if default not in (None, ..., False, True) and not callable(default) else ""
    if isinstance(info, ArgumentInfo):
        written = info.metavar or name.upper()
        return Parameter(written, info.help or "", choices, required=info.default is ..., default=shown)
    declared = list(info.param_decls or (f"--{name.replace('_', '-')}",))
    value = "" if bool in kinds else f" {info.metavar or ('WORD' if choices else name.upper())}"
    repeated = list in _kinds(hint, lists=True)
    return Parameter(", ".join(declared) + value, info.help or "", choices, repeated=repeated, default=shown)


def _kinds(hint: Any, *, lists: bool = False) -> Iterator[Any]:
    """The types that a hint names: those within `list[…]` and `… | None`, and `list` itself where asked."""
    inner = get_args(hint)
    if not inner:
        yield hint
    if lists and getattr(hint, "__origin__", None) is list:
        yield list
    for one in inner:
        yield from _kinds(one, lists=lists)


def main(folder: Path) -> None:
    """Write every page whose words have changed, and say which."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in reference().items():
        path = folder / name
        if not path.exists() or path.read_bytes() != text.encode("utf-8"):
            path.write_bytes(text.encode("utf-8"))
            typer.echo(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
