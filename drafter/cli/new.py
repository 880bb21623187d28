"""`drafter new`: the interview."""

from __future__ import annotations

import sys
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from drafter.cli.asking import kept_on_stop, spoken
from drafter.cli.desk import Desk, Where
from drafter.cli.opening import ALLOW_HELP, open_file, settings
from drafter.cli.printing import argument
from drafter.record import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.interview import Asked
    from drafter.interview.journal import Journal
    from drafter.interview.offers import Context
    from drafter.interview.questions import Answer, Question
    from drafter.interview.texts import Texts
    from drafter.problems import Finding
    from drafter.workshop import Opened


def new(
    case: Path | None = typer.Argument(
        None, metavar="[CASE]", help="A case's folder or its case.yaml; or a letter received, to start a case."
    ),
    from_brief: Path | None = typer.Option(
        None, "--from", metavar="BRIEF", help="Take the answers of a brief, to change them one by one."
    ),
    answers: Path | None = typer.Option(
        None, "--answers", metavar="FILE", help="Take answers from a YAML file, and ask only for the rest."
    ),
    plain: bool | None = typer.Option(  # noqa: FBT001
        None, "--plain/--no-plain", help="Ask on plain numbered lines, now and from now on; or no longer."
    ),
    again: bool = typer.Option(False, "--again", help="Start anew; an interview that was broken off is kept."),  # noqa: FBT001, FBT003
    allow: list[Path] | None = typer.Option(None, metavar="DIR", help=ALLOW_HELP),
) -> int:
    """Ask for a letter, question by question; it ends in a brief and the letter."""
    if plain is not None:
        from drafter.cli.asking import keep

        keep(plain=plain)
    where = cache(partial(settings, allow))
    begun = case or (from_brief.parent if from_brief else Path())
    say = spoken(begun if begun.is_dir() else begun.parent)
    given = _given(answers, say) if answers else {}
    received = ""
    if from_brief is None and _terminal():
        from drafter.cli.starting import gone_on_with

        case = gone_on_with(case, say)
    if case is not None and case.is_file() and case.suffix.lower() not in {".yaml", ".yml"}:
        from drafter.cli.starting import other_case, start
        from drafter.interview import starting

        with kept_on_stop(say, case):
            if other := other_case(case, say, attended=_terminal()):
                begun, into = other
                given = {**into, **given}
            else:
                begun, received = start(case, where(), given, say), starting.SOURCE
        given = {name: answer for name, answer in given.items() if not name.startswith("start/")}
    case_path = _case(begun, say)
    if _terminal() and from_brief is None and not received:
        from drafter.cli.starting import still_to_answer

        received = still_to_answer(case_path.parent)
    reopened = _reopened(case_path, where, from_brief) if from_brief else None
    desk = Desk(case_path, where, say, received)
    desk.reopened = from_brief
    if not _terminal():
        return _unattended(desk, reopened, given)
    with kept_on_stop(say, case_path.parent):
        journal = _journal(desk, reopened, given, again=again)
        return _course(desk, journal, given)


def _terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _case(named: Path, say: Texts) -> Path:
    """The case that is meant: a file, or the nearest from a folder upwards; raises Unreadable."""
    from drafter.folders import CASE_FILE, nearest, shown
    from drafter.problems import Finding, Place, Unreadable

    if named.is_file():
        return named
    if found := nearest(CASE_FILE, named):
        return found
    message, advice = say("stop.no-case", file=CASE_FILE, folder=shown(named)), say("stop.no-case.advice")
    raise Unreadable(Finding("file-missing", "error", message, Place(shown(named)), advice))


def _given(path: Path, say: Texts) -> dict[str, Answer]:
    """The answers of a file, by the question's name."""
    from drafter import folders, yaml_files
    from drafter.problems import Finding, Place, Unreadable
    from drafter.yaml_files import Mapping

    document = yaml_files.read(folders.read_file(path, "the answers"), folders.shown(path))
    if not isinstance(document.root, Mapping):
        place = Place(folders.shown(path), 1)
        raise Unreadable(Finding("value-kind", "error", say("stop.answers-form"), place))
    return {str(name): yaml_files.plain(node) for name, node in document.root.entries}


def _unattended(desk: Desk, reopened: Journal | None, given: dict[str, Answer]) -> int:
    """With nobody to ask: all answers must be given, or follow from what is given; a file's go before a brief's."""
    from drafter.cli.alone import survey, unchallenged
    from drafter.problems import UNREADABLE

    say = desk.say
    taken = survey(desk, given, reopened)
    for message in taken.errors():
        typer.echo(say("error", what=message), err=True)
    for name in sorted(set(given) - taken.asked):
        typer.echo(say("warning", what=say("stop.not-asked", name=name)), err=True)
    if taken.found or taken.refused:
        typer.echo(say("not-built", why=say("stop.unattended")), err=True)
        return UNREADABLE
    for claim in unchallenged(taken.made):
        names = ", ".join(f"'claim/{claim}/{place}'" for place in ("stands", "evidence", "query"))
        typer.echo(say("warning", what=say("stop.unchallenged", claim=claim, names=names)), err=True)
    target = _write(desk, taken.made, None)
    return _build(target, _show(target, desk, text=False), say)


def _journal(desk: Desk, reopened: Journal | None, given: dict[str, Answer], *, again: bool) -> Journal:
    """The journal to go on with: that of a brief, one that was broken off, or a new one."""
    from contextlib import suppress

    from drafter.cli.asking import asker
    from drafter.interview import BACK
    from drafter.interview import journal as journals
    from drafter.interview.broken_off import offer
    from drafter.interview.questions import Choice, Question
    from drafter.problems import Abort

    folder, say = desk.path.parent, desk.say

    def called(party: str) -> str:
        with suppress(Abort):  # what is wrong with the case is said once the interview goes on
            held = desk.context().case.parties.get(party)
            return held.full_name if held else ""
        return ""

    if reopened is not None:
        made = journals.copy(reopened, folder, say)
        for name in (journals.DRAFT, *given):
            made.take_back(name)
        return made
    broken_off = [] if again else journals.unfinished(folder)
    if not broken_off:
        return journals.begin(folder, say)
    last = broken_off[0]
    choices = (
        Choice("on", offer(last.answers, say, called)),
        Choice("new", say("go-on.new")),
    )
    answer = asker(say).ask(Question("go-on", "one", *say.asks("go-on"), choices=choices))
    return journals.go_on(last, say) if answer == "on" or answer is BACK else journals.begin(folder, say)


def _digest(path: Path) -> str:
    import hashlib

    from drafter.folders import read_file

    return hashlib.sha256(read_file(path, "the brief")).hexdigest()


def _reopened(case_path: Path, where: Where, brief: Path) -> Journal:
    """The answers that made a brief, where it is as its interview left it; else those that it amounts to."""
    from drafter.interview import journal as journals
    from drafter.interview.reopening import answers_of
    from drafter.workshop import plan_of

    held = journals.of_brief(case_path.parent, brief.name)
    if held is not None and held.written == _digest(brief):
        return held
    plan = plan_of(brief, case_path, where())
    return journals.Unkept(case_path, answers_of(plan, Desk(case_path, where).context()))


def _course(desk: Desk, journal: Journal, given: dict[str, Answer]) -> int:
    """Ask, show the letter, change answers until it is right, write it.

    Of a brief that is reopened nothing is written while it is only looked at.
    """
    from drafter.cli.asking import asker
    from drafter.interview import OVERVIEW, Interview
    from drafter.interview import journal as journals
    from drafter.interview.course import course
    from drafter.interview.items import KEPT
    from drafter.interview.overview import change
    from drafter.problems import DONE, FINDINGS

    say, reopened = desk.say, desk.reopened
    prompts = asker(say, desk.read_ahead)

    def ask(question: Question) -> Answer:
        answer = prompts.ask(question)
        if answer is OVERVIEW:
            change(interview, prompts, desk.context())
        return answer

    desk.received = desk.received or journal.answers.get(journals.RECEIVED, "")

    def opened() -> Context:
        from drafter.cli.starting import ask_office, proposed

        if desk.received and journals.RECEIVED not in journal.answers:
            journal.note(journals.RECEIVED, desk.received)
        if ask_office(desk.context().case, desk.where(), say):
            desk.forget()
        return replace(desk.context(), kept=journal.answers.get(KEPT, {}), proposed=proposed(desk))

    interview = Interview(
        journal,
        lambda: course(opened, say, desk.received),
        desk.has,
        desk.add,
        ask,
        given,
        say=say,
        show=prompts.tell,
        change=desk.change,
    )
    target, looked_at = _draft(desk.path.parent, journal), dict(journal.answers)
    while True:
        brief = interview.brief()
        if reopened is None or target is not None or journal.answers != looked_at:
            standing = target = _drafted(desk, brief, target, journal)
        else:
            standing = reopened
        result = _show(standing, desk, interview.asked)
        _table(brief, desk)
        wish = _wish(prompts, result, say)
        if wish == "change":
            change(interview, prompts, replace(desk.context(), planned=brief))
            continue
        if target is None:
            target = reopened if reopened and _same(reopened, brief, desk) else _drafted(desk, brief, None, journal)
        journal.done(target.name, _digest(target))
        typer.echo(say("brief.made", file=_named(target)))
        if wish not in {"write", "open"}:
            typer.echo(say("next.check", file=argument(target)))
            return DONE if not result.stops else FINDINGS
        code = _build(target, result, say)
        if code == DONE and wish == "open":
            open_file(target.with_suffix(".docx"))
        if code == DONE:
            typer.echo(f"{say('next.read')}\n  drafter new --from {argument(target)}")
        return code


def _drafted(desk: Desk, brief: dict[str, Any], target: Path | None, journal: Journal) -> Path:
    """Write the brief, and note where, so that it is written there again."""
    from drafter.interview import journal as journals

    target = _write(desk, brief, target)
    if journal.answers.get(journals.DRAFT) != target.name:
        journal.note(journals.DRAFT, target.name)
    return target


def _same(path: Path, brief: dict[str, Any], desk: Desk) -> bool:
    """Whether a file holds a brief to the letter."""
    from drafter.folders import read_file

    return read_file(path, "the brief") == desk.text(brief)


def _draft(folder: Path, journal: Journal) -> Path | None:
    """The brief that an interview wrote before it was broken off."""
    from drafter.interview import journal as journals

    name = journal.answers.get(journals.DRAFT)
    return folder / name if isinstance(name, str) and Path(name).name == name and (folder / name).is_file() else None


def _named(path: Path) -> str:
    from drafter.folders import shown

    return shown(path)


def _wish(prompts: Any, result: Opened, say: Texts) -> str:
    from drafter.interview.questions import Choice, Question

    names = ["change", "brief"] if result.stops else ["open", "write", "change", "brief"]
    choices = tuple(Choice(name, say(f"wish.{name}")) for name in names)
    answer = prompts.ask(Question("wish", "one", *say.asks("wish"), choices=choices))
    return answer if isinstance(answer, str) else "change"


def _write(desk: Desk, brief: dict[str, Any], target: Path | None) -> Path:
    """The brief's file: a new one beside the case, or the one that this interview wrote before."""
    from drafter import outbox

    if target is None:
        to = brief["to"] if isinstance(brief["to"], str) else brief["to"][0]
        target = _reserved(desk.path.parent, f"{brief['date']}-{to}")
    outbox.write_whole(desk.text(brief), target)
    return target


def _reserved(folder: Path, base: str) -> Path:
    """A file of this name, or of the name with a number, which nobody else has taken."""
    from contextlib import suppress

    for name in [base, *(f"{base}-{number}" for number in range(2, 10_000))]:
        target = folder / f"{name}.yaml"
        with suppress(FileExistsError):
            target.open("xb").close()
            return target
    raise FileExistsError(str(folder / base))


def _show(target: Path, desk: Desk, asked: Sequence[Asked] = (), *, text: bool = True) -> Opened:
    """The letter, as text where asked, and what is wrong or doubtful."""
    from drafter.cli.printing import print_findings
    from drafter.workshop import open_brief

    result = open_brief(target, desk.where())
    if not text or result.dossier is None:
        print_findings(result.findings)
        return result
    import shutil

    from drafter.interview.findings import placeless, spoken
    from drafter.interview.shown_letter import shown_letter

    found = [spoken(one, desk.context(), asked, result.findings) for one in result.findings]
    letter, whole = shown_letter(result.dossier, found, shutil.get_terminal_size().columns - 1)
    typer.echo(f"\n{letter}")
    print_findings([placeless(one, _named(target)) for one in found if one in whole or one.severity == "error"])
    if count := len(found) - len(whole):
        typer.echo(desk.say("letter.beside", count=count))
    return result


def _build(target: Path, result: Opened, say: Texts) -> int:
    """The Word letter of a brief whose findings were shown."""
    from drafter.cli.build import Format, deliver, written
    from drafter.cli.printing import print_findings, summary
    from drafter.problems import DONE, FINDINGS, blocking

    found: tuple[Finding, ...] = ()
    if result.dossier is not None and not result.stops:
        content, found = written(result.dossier, Format.DOCX)
        print_findings(found)
        if not blocking(found):
            deliver(result, content, target.with_suffix(".docx"), target)
            return DONE
    typer.echo(say("not-built", why=summary((*result.findings, *found), len(result.silenced))), err=True)
    return FINDINGS


def _table(brief: dict[str, Any], desk: Desk) -> None:
    """Statements, evidence, principles and questions, with the holes."""
    import shutil

    from drafter.interview.offers import plain_words
    from drafter.interview.prompts import cells
    from drafter.interview.table import lines, rows

    context = desk.context()
    words = {name: plain_words(claim.words) for name, claim in context.case.claims.items()}
    found = lines(rows(brief, context), words, shutil.get_terminal_size().columns - 1, cells, desk.say)
    if found:
        typer.echo("\n" + "\n".join(found))
