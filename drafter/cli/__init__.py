"""The command line: one module a command group; all printing and all exits are here."""

from __future__ import annotations

import sys

import typer
from typer.exceptions import Abort, Exit, TyperException

from drafter.cli import build, check, explain, init, new, schema, source, template, trace
from drafter.problems import DONE, FINDINGS, INTERRUPTED
from drafter.problems import Abort as DrafterAbort

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (init.init, new.new, build.build, check.check, explain.explain, trace.trace, schema.schema):
    app.command()(command)
app.add_typer(template.app, name="template")
app.add_typer(source.app, name="source")


def _version(value: bool) -> None:  # noqa: FBT001 - typer's callback
    if value:
        from drafter import __version__

        typer.echo(f"drafter {__version__}")
        raise typer.Exit


@app.callback()
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
        return int(app(standalone_mode=False) or 0)
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
        typer.echo("interrupted; nothing was left half done", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        return FINDINGS
