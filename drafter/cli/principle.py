"""`drafter principle`: instruments by the number: imported, listed, shown and searched."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from drafter.cli.source import CASE

if TYPE_CHECKING:
    from drafter.library import Library, Provision, Register

app = typer.Typer(no_args_is_help=True, help="Import instruments, and find their provisions by number or by word.")

INTO_HELP = "Where to: `case`, `office`, or a folder; without it, the case's folder, else the office's."


@app.command("import")
def import_instrument(
    file: Path = typer.Argument(
        metavar="FILE", help="The instrument's official text: .pdf, .docx, .html, .md or .txt."
    ),
    label: str = typer.Option("", metavar="LABEL", help="Its label, such as UNGP; a known one is completed."),
    title: str = typer.Option("", metavar="WORDS", help="The title of a new register."),
    cite: str = typer.Option("", metavar="WORDS", help='How a new register is cited, such as "Principle {number}".'),
    into: str = typer.Option("", metavar="FOLDER", help=INTO_HELP),
    case: Path | None = CASE,
) -> int:
    """Read an instrument's numbered provisions into a register, or complete one with its verbatim text."""
    from drafter.cli.printing import print_findings
    from drafter.folders import shown
    from drafter.importing.registers import Named, register_of
    from drafter.outbox import write_whole

    made = register_of(file, Named(label, title, cite), _library(case), _target(into, case))
    made.path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(made.content, made.path)
    print_findings(made.findings)
    typer.echo(shown(made.path))
    count = made.provisions
    typer.echo(f"{made.label}: {count} provision{'s' * (count != 1)} read, text added to {made.added}")
    return 0


@app.command("list")
def list_principles(
    label: str = typer.Argument("", metavar="LABEL", help="Only this register."),
    case: Path | None = CASE,
) -> int:
    """List the provisions of the registers: number, tier, bearer, gist, and what is held of the text."""
    from drafter.cli.printing import print_findings
    from drafter.problems import FINDINGS, Placed
    from drafter.shapes import unknown_id

    library = _library(case)
    registers = library.registers()
    print_findings(library.findings)
    if label and label not in registers:
        print_findings([unknown_id("register", Placed(label), registers, Placed(label).place)])
        return FINDINGS
    for one in [registers[label]] if label else registers.values():
        typer.echo(f"{one.label}: {one.title} [{_file(one)}]")
        for number, provision in one.provisions.items():
            typer.echo(f"  {_line(f'{one.label} {number}', provision)}")
    return 0


@app.command()
def show(
    name: str = typer.Argument(metavar="NAME", help='A provision, such as "UNGP 13(b)" or "UNGP 12 commentary".'),
    case: Path | None = CASE,
) -> int:
    """Show a provision: how it is cited, what is said of it, and its words where they are held."""
    from drafter.cli.printing import print_findings
    from drafter.problems import DONE, FINDINGS, Finding, Placed
    from drafter.provisions import pinpoint

    library = _library(case)
    found = pinpoint(library, Placed(name), "provision")
    print_findings(library.findings)
    if isinstance(found, Finding):
        print_findings([found])
        return FINDINGS
    register, provision = found.register, found.provision
    cited = register.cite.replace("{number}", found.number)
    typer.echo(f"{found.id}: {cited} of {register.title} [{_file(register)}]")
    for key in ("pillar", "tier", "bearer", "gist"):
        if words := getattr(provision, key):
            typer.echo(f"{key}: {words}")
    extract = ", an extract" if register.held == "extract" else ""
    for key in ("commentary",) if found.commentary else ("text", "commentary"):
        words = getattr(provision, key)
        typer.echo(f"\n{key}{extract}:\n{words}" if words else f"\n{key}: not held")
    if register.note:
        typer.echo(f"\n{register.note}")
    return DONE


@app.command()
def search(
    words: list[str] = typer.Argument(metavar="WORDS", help="Words, or a number; all of them must be found."),
    case: Path | None = CASE,
) -> int:
    """Find provisions by words of their gist, text, commentary, tier, pillar or bearer, or by their number."""
    from drafter.cli.printing import print_findings
    from drafter.problems import DONE, FINDINGS

    library = _library(case)
    registers = library.registers()
    print_findings(library.findings)
    wanted = [word.casefold() for one in words for word in one.split()]
    count = 0
    for register in registers.values():
        for number, provision in register.provisions.items():
            if all(_has(word, register, number, provision) for word in wanted):
                typer.echo(_line(f"{register.label} {number}", provision))
                count += 1
    typer.echo(f"{count} found", err=True)
    return DONE if count else FINDINGS


def _has(word: str, register: Register, number: str, provision: Provision) -> bool:
    """Whether a number, a label or words of a provision have a word; a number is meant whole: 1 does not find 13."""
    from drafter.subparagraphs import parted

    if word in {number.casefold(), parted(number)[0].casefold(), register.label.casefold()}:
        return True
    if word[:1].isdigit():
        return False
    said = (provision.gist, provision.text, provision.commentary, provision.tier, provision.pillar, provision.bearer)
    return any(word in one.casefold() for one in (*said, register.title))


def _line(name: str, provision: Provision) -> str:
    held = [key for key in ("text", "commentary") if getattr(provision, key)]
    told = ", ".join(part for part in (provision.tier, provision.bearer) if part)
    gist = provision.gist or (provision.text.split("\n")[0][:100] if provision.text else "no gist")
    return f"{name}{f' ({told})' if told else ''}: {gist} [{', '.join(held) or 'no text'} held]"


def _file(register: Register) -> str:
    from drafter.folders import shipped, shown

    path = Path(register.file)
    shipped_one = path.absolute().is_relative_to(shipped().absolute())
    return f"shipped: {path.name}" if shipped_one else shown(path)


def _case_folder(case: Path | None) -> Path | None:
    """The folder of the case that is named, or the nearest above; nothing where there is none."""
    from drafter.held_sources import case_path
    from drafter.problems import Unreadable

    try:
        return case_path(case).parent
    except Unreadable:
        return None


def _office_folder(case: Path | None) -> Path | None:
    """The folder of the office: that of a case, the one that DRAFTER_OFFICE names, or the user's own."""
    from drafter.cli.opening import settings
    from drafter.problems import Unreadable
    from drafter.workshop import office_file

    said = settings(None)
    try:
        found = office_file(_case_folder(case) or Path(), said)
    except Unreadable:  # a folder without an office's file can still hold registers
        return said.office
    return found.parent if found else None


def _library(case: Path | None) -> Library:
    from drafter.library import Library

    return Library(_case_folder(case), office_folder=_office_folder(case))


def _target(into: str, case: Path | None) -> Path:
    """The folder that `--into` means; raises FindingsStop where there is none."""
    from drafter.problems import Finding, FindingsStop

    office = _office_folder(case)
    folder = _case_folder(case)
    if into not in {"", "case", "office"}:
        return Path(into)
    if into != "office" and folder is not None:
        return folder
    if into != "case" and office is not None:
        return office
    missing = (
        "no case here, nor in a folder above"
        if into == "case"
        else "no office.yaml here or above, and DRAFTER_OFFICE names none"
    )
    message = f"--into: {missing if into else 'there is neither a case here nor an office'}"
    raise FindingsStop(Finding("import-where", "error", message, advice="name a folder: --into FOLDER"))
