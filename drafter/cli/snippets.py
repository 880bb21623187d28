"""`drafter snippets`: the wording that letters use: found, shown filled in, started, checked."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from drafter.cli.opening import settings

if TYPE_CHECKING:
    from drafter.case import Case
    from drafter.library import Library, Snippet
    from drafter.snippet_shelves import Shelved

app = typer.Typer(no_args_is_help=True, help="Find wording, show it filled in, start your own and check it.")

CASE_HELP = "The case whose snippets come first; without it, the nearest case.yaml in this folder or above it."
CASE = typer.Option(None, "--case", metavar="FILE", help=CASE_HELP)
KIND_HELP = "Only this kind."
TOPIC = typer.Option("", metavar="WORD", help="Only those of this topic, such as contract or deadline.")


class SnippetKind(StrEnum):
    """The parts of a letter that snippets make."""

    OPENING = "opening"
    CHALLENGE = "challenge"
    EVIDENCE = "evidence"
    PRINCIPLE = "principle"
    QUERY = "query"
    LIST = "list"
    PARAGRAPH = "paragraph"
    CLOSING = "closing"


class Voice(StrEnum):
    """How a letter speaks of its author."""

    I = "I"  # noqa: E741 - the voice's own name
    WE = "we"
    OFFICE = "office"


@app.command("list")
def list_snippets(
    kind: SnippetKind | None = typer.Option(None, help=KIND_HELP),
    topic: str = TOPIC,
    case: Path | None = CASE,
) -> int:
    """List the snippets that a letter may use: id, title, where each stands and what it hides."""
    from drafter.cli.printing import print_findings

    library = _library(case)
    found = _chosen(library, kind, topic)
    width = _width(found)
    for one in found:
        typer.echo(_line(one, width))
    if not found:
        typer.echo("no snippet is of that kind and topic", err=True)
    print_findings(library.findings)
    return 0


@app.command()
def search(
    words: list[str] = typer.Argument(
        metavar="WORDS", help="Words of the title, the topics, the questions or the wording, in any form."
    ),
    kind: SnippetKind | None = typer.Option(None, help=KIND_HELP),
    topic: str = TOPIC,
    case: Path | None = CASE,
) -> int:
    """List the snippets that fit some words, the best first, each with what matched."""
    from drafter import snippet_search
    from drafter.problems import DONE, FINDINGS

    sought = " ".join(words)
    among = _chosen(_library(case), kind, topic)
    found = snippet_search.search(sought, among)
    width = _width([match.shelved for match in found])
    for match in found:
        typer.echo(_line(match.shelved, width))
        lacks = [f"not “{word}”" for word in match.lacks]
        typer.echo(f"    {'; '.join((*match.why, *lacks))}")
    if not found:
        typer.echo(f"no snippet holds {' or '.join(words)}{snippet_search.suggestion(sought, among)}", err=True)
    return DONE if found else FINDINGS


@app.command()
def show(
    identity: str = typer.Argument(metavar="ID", help="The snippet's id, such as query/chronology."),
    voice: Voice | None = typer.Option(None, help="The voice to show it in; otherwise that of each sample matter."),
    case: Path | None = CASE,
) -> int:
    """Show a snippet: what it declares, its wording, and the same filled in for two invented matters."""
    from drafter.cli.printing import print_findings
    from drafter.problems import DONE, FINDINGS
    from drafter.snippet_samples import filled, matters
    from drafter.snippet_shelves import on_shelf

    path = _case_path(case)
    library = _library(case)
    found = on_shelf(identity, library)
    if found is None:
        print_findings(library.findings)
        return FINDINGS
    for line in _declaration(found):
        typer.echo(line)
    typer.echo(f"\n{found.snippet.body.strip()}")
    findings = list(library.findings)
    if not findings:
        for matter in matters():
            made = filled(found.snippet, matter, library, voice=voice.value if voice else "", case=_read(path))
            findings += made.findings
            typer.echo(f"\n--- {matter.title} ---\n\n{made.text.strip()}")
    print_findings(dict.fromkeys(findings))
    return FINDINGS if findings else DONE


@app.command()
def new(
    identity: str = typer.Argument(metavar="ID", help="GROUP/NAME, such as query/dates-of-approval."),
    title: str = typer.Option("", metavar="WORDS", help="What the wording is for, in a few words."),
    kind: SnippetKind | None = typer.Option(None, help="The part of a letter that it makes; the group says it, too."),
    office: bool = typer.Option(False, "--office", help="Make it in the office's folder, for all of its cases."),  # noqa: FBT001, FBT003
    case: Path | None = CASE,
) -> int:
    """Start a snippet of your own: a file that is valid at once, to write the wording in."""
    from drafter.folders import shown
    from drafter.problems import Finding, Place, Unreadable
    from drafter.snippet_shelves import start

    library = _library(case)
    folder = library.office_folder if office else library.case_folder or library.office_folder
    if folder is None:
        what = "office" if office else "case or office"
        message = f"there is no {what} here whose folder could hold the snippet"
        advice = "name a case with --case, or start one with `drafter init`"
        raise Unreadable(Finding("file-missing", "error", message, Place(""), advice))
    made = start(folder, identity, kind.value if kind else "", title)
    typer.echo(shown(made))
    typer.echo(f"\nNext: write the wording, then drafter snippets check {shown(made)}")
    return 0


@app.command()
def check(
    path: Path = typer.Argument(
        metavar="PATH", help="A snippet's file, or a folder of them; the nearest case above it is theirs."
    ),
    strict: bool = typer.Option(False, "--strict", help="Let warnings fail it too."),  # noqa: FBT001, FBT003
    case: Path | None = CASE,
) -> int:
    """Say what is wrong with snippets: parameters, wording that cannot be filled in, what the wording presumes."""
    from drafter.cli.printing import print_findings, summary
    from drafter.problems import DONE, FINDINGS
    from drafter.snippet_lint import lint
    from drafter.snippet_samples import matters
    from drafter.snippet_shelves import files, read

    owner = _case_path(case, path)
    library, own_case, samples = _library(owner), _read(owner), matters()
    findings = []
    checked = files(path)
    for file in checked:
        snippet, found = read(file)
        findings += found or lint(snippet, library, samples, own_case)
    print_findings(findings)
    typer.echo(f"{len(checked)} snippet{'s' * (len(checked) != 1)}: {summary(findings, 0)}")
    stops = {"error", "warning"} if strict else {"error"}
    return FINDINGS if any(finding.severity in stops for finding in findings) else DONE


@app.command("used-in")
def used_in(
    identity: str = typer.Argument(metavar="ID", help="The snippet's id."),
    folder: Path = typer.Argument(Path(), metavar="FOLDER", help="The folder of the briefs."),
) -> int:
    """List the briefs that hold a snippet, each with the line."""
    from drafter import snippet_shelves
    from drafter.cli.printing import print_findings
    from drafter.problems import DONE, UNREADABLE

    places, unread = snippet_shelves.used_in(identity, folder)
    print_findings(unread)
    for place in places:
        typer.echo(str(place))
    if not places:
        typer.echo(f"no brief below '{folder.as_posix()}' holds {identity}", err=True)
    return UNREADABLE if unread else DONE


def _case_path(named: Path | None, start: Path | None = None) -> Path | None:
    """The case that is named, else the nearest to `start` or to the working folder, else none."""
    from drafter.folders import nearest, not_there, shown
    from drafter.problems import Place, Unreadable
    from drafter.workshop import CASE_FILE

    if named is not None:
        path = named / CASE_FILE if named.is_dir() else named
        if not path.is_file():
            raise Unreadable(*not_there(path, "the case", Place(shown(path))))
        return path
    near = (nearest(CASE_FILE, one) for one in (start, Path()) if one is not None)
    return next((one for one in near if one is not None), None)


def _read(path: Path | None) -> Case | None:
    from drafter.held_sources import case_of

    return None if path is None else case_of(path)


def _library(named: Path | None) -> Library:
    """The library of a case and its office, whether or not the case is complete."""
    from drafter.library import Library
    from drafter.workshop import office_file

    path = _case_path(named)
    folder = path.parent.absolute() if path else None
    found = office_file(folder or Path(), settings(None))
    office = found.parent if found else None
    return Library(folder, office_folder=office)


def _chosen(library: Library, kind: SnippetKind | None, topic: str) -> list[Shelved]:
    """The snippets of a kind and a topic; of all, where none is asked for."""
    from drafter.snippet_search import is_of
    from drafter.snippet_shelves import shelved

    of_kind = [one for one in shelved(library) if kind is None or one.snippet.kind == kind.value]
    return [one for one in of_kind if not topic or is_of(one.snippet, topic)]


def _width(found: list[Shelved]) -> int:
    return max((len(one.snippet.id) for one in found), default=0)


def _line(one: Shelved, width: int) -> str:
    return f"{one.snippet.id:<{width}}  {one.snippet.title}{_where(one)}"


def _where(one: Shelved) -> str:
    hides = f", hides the {' and the '.join(f'{name} one' for name in one.hides)}" if one.hides else ""
    return f" [{one.shelf}{hides}]"


def _declaration(one: Shelved) -> list[str]:
    snippet = one.snippet
    lines = [
        f"{snippet.id}{_where(one)}",
        snippet.title,
        f"kind: {snippet.kind}",
        *_topics(snippet),
        *_standing(snippet),
    ]
    for name, param in snippet.params.items():
        marks = [param.type, *(["many"] if param.many else []), *(["optional"] if param.optional else [])]
        told = " ".join(part for part in (param.ask, param.help) if part)
        lines.append(f"  {name} ({', '.join(marks)}): {told}")
    return lines


def _topics(snippet: Snippet) -> list[str]:
    return [f"topics: {', '.join(snippet.topics)}"] if snippet.topics else []


def _standing(snippet: Snippet) -> list[str]:
    """What a standard line says of itself."""
    said = {
        "owner": snippet.owner,
        "approved by" if snippet.approved_by else "approved on": " on ".join(
            part for part in (snippet.approved_by, snippet.approved_on) if part
        ),
        "review by": snippet.review_by,
        "jurisdiction": snippet.jurisdiction,
        "replaces": ", ".join(snippet.replaces),
    }
    return [f"{name}: {words}" for name, words in said.items() if words]
