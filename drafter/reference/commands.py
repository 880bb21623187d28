"""The commands and their options, as the command line describes them, and what their exit codes mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from drafter import problems
from drafter.record import Record
from drafter.reference.markdown import code, either, page, table

EXITS: Final = (
    (problems.DONE, "done"),
    (problems.FINDINGS, "there are findings that stop the work; see [all findings](../findings.md)"),
    (problems.UNREADABLE, "the command is not written as it should be, or a file is not what it should be"),
    (problems.PARTLY, "a batch was done in part: some letters are written, and the others are named"),
    (problems.INTERRUPTED, "interrupted; nothing is left half done"),
)


class Parameter(Record):
    """What stands after a command: as it is written, what it is for, the words that it may be."""

    written: str
    help: str
    choices: tuple[str, ...] = ()
    required: bool = False
    repeated: bool = False
    default: str = ""


class Command(Record):
    """A command; `name` as it is typed, such as `drafter build`."""

    name: str
    help: str
    arguments: tuple[Parameter, ...] = ()
    options: tuple[Parameter, ...] = ()


def command_page(commands: Sequence[Command]) -> str:
    """The page of all commands."""
    overview = table(("command", "what it does"), [(code(one.name), one.help) for one in commands])
    exits = table(("exit code", "means"), [(str(number), words) for number, words in EXITS])
    return page(
        "Commands",
        "Everything that can be typed after `drafter`. A command followed by `--help` says the same in a terminal.",
        overview,
        *map(_section, commands),
        "## Exit codes",
        "For other programs that run drafter.",
        exits,
    )


def _section(command: Command) -> str:
    shown = [one.written if one.required else f"[{one.written}]" for one in command.arguments]
    usage = " ".join([command.name, *(["[options]"] if command.options else []), *shown])
    parts = [f"## {command.name}", command.help, f"```\n{usage}\n```"]
    parts.append(table(("argument", "what it is"), [(code(one.written), _words(one)) for one in command.arguments]))
    parts.append(table(("option", "what it does"), [(code(one.written), _words(one)) for one in command.options]))
    return "\n\n".join(part for part in parts if part)


def _words(one: Parameter) -> str:
    said = [one.help]
    if one.choices:
        default = f"; {code(one.default)} where it is left out" if one.default else ""
        said.append(f"One of {either([code(choice) for choice in one.choices])}{default}.")
    elif one.default:
        said.append(f"{code(one.default)} where it is left out.")
    if one.repeated:
        said.append("May be given several times.")
    return " ".join(filter(None, said))
