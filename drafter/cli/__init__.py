"""The command line: one module a command group; all printing and all exits are here."""

from __future__ import annotations

import importlib
import os
import sys
from contextlib import suppress
from typing import Final, NoReturn

import typer
from typer.exceptions import Abort, Exit, TyperException

from drafter.cli.plain_values import with_plain_values
from drafter.problems import DONE, FINDINGS, INTERRUPTED, UNREADABLE
from drafter.problems import Abort as DrafterAbort

# Each command with the line that `drafter --help` shows, so that only the module of the command to run is imported.
# A module's `app` is a group of commands; else its function of the command's name is the command.
COMMANDS: Final = {
    "init": "Start a case: a folder with a case, a source and a brief that builds at once.",
    "new": "Ask for a letter, question by question; it ends in a brief and the letter.",
    "build": "Make the letter of a brief, and say where it is.",
    "batch": "Make the letters of a brief to many recipients: all are checked before the first is written.",
    "check": "Check briefs and cases, and build nothing.",
    "explain": "Explain a finding: what it means, an example, what to do, and when to silence it.",
    "trace": "Show for each paragraph the snippet, claims, evidence, principles and sources that it rests on.",
    "schema": "Print the JSON Schema of a kind of file, for editors that check while one types.",
    "template": "Check a letterhead, or start one of your own.",
    "snippets": "Find wording, show it filled in, start your own and check it.",
    "source": "Add the documents of a case, show their text, verify their hashes.",
    "principle": "Import instruments, and find their provisions by number or by word.",
    "list": "Take numbered or bulleted lists from sources into a case.",
    "claim": "Find candidate claims in a source, and add claims to the case.",
    "evidence": "Add evidence to the case: facts and passages of a source.",
    "signoff": "Write a sheet, as Word and HTML: each quotation beside its passage, and a box for who checked it.",
}


def application(*real: str) -> typer.Typer:
    """The command line with some commands, and with the name and the help of the others."""
    made = typer.Typer(
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    made.callback()(_options)
    for name, line in COMMANDS.items():
        if name not in real:
            made.command(name, help=line)(_only_named)
            continue
        module = importlib.import_module(f"drafter.cli.{name}")
        group = getattr(module, "app", None)
        if group is not None:
            made.add_typer(group, name=name)
        else:
            made.command(name)(getattr(module, name))
    return made


def _only_named() -> None:
    """What stands for a command that is not run."""


def __getattr__(name: str) -> typer.Typer:
    if name == "app":  # the whole command line, for those who look through it
        return application(*COMMANDS)
    raise AttributeError(name)


def _version(value: bool) -> None:  # noqa: FBT001 - typer's callback
    if value:
        from drafter import __version__

        typer.echo(f"drafter {__version__}")
        raise typer.Exit


def _options(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),  # noqa: FBT001, FBT003 - typer's form
) -> None:
    """Make official follow-up letters, as Word files, from a case and a brief."""


def main() -> None:
    """Run the command line and exit: 0 done, 1 findings that stop, 2 usage or unreadable files, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    if len(sys.argv) == 1 and sys.stdin.isatty() and sys.stdout.isatty():
        sys.exit(_from_menu())
    sys.exit(_run())


def entry() -> NoReturn:
    """`main` as a process, which then ends at once: to take the interpreter apart takes a tenth of a letter's time."""
    code: object = UNREADABLE
    try:
        main()
    except SystemExit as stop:
        code = stop.code
    with suppress(OSError, ValueError):  # a reader that has gone is no fault of the letter
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code if isinstance(code, int) else UNREADABLE)


def _from_menu() -> int:
    """What is chosen from the short menu of a bare `drafter` in a terminal."""
    from drafter.cli.starting import menu

    try:
        chosen = menu()
    except KeyboardInterrupt:
        return INTERRUPTED
    sys.argv[1:] = chosen
    return _run() if chosen else DONE


def _run() -> int:
    from drafter.cli.printing import print_findings

    try:
        command = with_plain_values(typer.main.get_command(application(*sys.argv[1:2])))
        code = int(command(standalone_mode=False) or 0)
        return _interrupted() if code == INTERRUPTED else code  # typer turns Ctrl-C into this code
    except Exit as stop:
        return stop.exit_code
    except DrafterAbort as abort:
        print_findings(abort.findings)
        return abort.exit_code
    except TyperException as error:
        show = getattr(error, "show", None)
        if show is not None:
            show()
        else:
            typer.echo(f"Error: {error.format_message()}", err=True)
        return error.exit_code
    except (KeyboardInterrupt, Abort):
        return _interrupted()
    except BrokenPipeError:
        return FINDINGS
    except OSError as error:
        named = f": '{error.filename}'" if error.filename else ""
        typer.echo(f"error: the system does not allow this: {error.strerror or error}{named}", err=True)
        return UNREADABLE
    except Exception as error:  # noqa: BLE001 - the last resort: whatever it is, no traceback is the user's to read
        return _own_fault(error)


def _interrupted() -> int:
    typer.echo("interrupted; nothing was left half done", err=True)
    return INTERRUPTED


def _own_fault(error: Exception) -> int:
    """Say in a line that drafter failed; the traceback is for those who ask for it."""
    from traceback import format_exception

    words = " ".join(str(error).split())[:300]
    message = f"drafter stopped because of a fault of its own: {type(error).__name__}: {words}"
    typer.echo(f"{message}; nothing was left half done", err=True)
    if os.environ.get("DRAFTER_DEBUG") == "1":
        typer.echo("".join(format_exception(error)), err=True)
    else:
        typer.echo("  please report it, with what DRAFTER_DEBUG=1 in the environment makes drafter say", err=True)
    return UNREADABLE
