"""`drafter new LETTER`: a case from nothing but the letter that was received, and the menu of a bare `drafter`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from drafter.case import Case
    from drafter.cli.desk import Desk
    from drafter.interview.journal import Journal
    from drafter.interview.questions import Answer, Course, Question
    from drafter.interview.texts import Texts
    from drafter.interview.unattended import Survey
    from drafter.workshop import Settings


def case_folder(letter: Path) -> Path:
    """The folder of the case that begins with a received letter: beside it, and called as it is."""
    folder = letter.absolute().with_suffix("")
    return folder.with_name(f"{folder.name}-case") if folder == letter.absolute() else folder


def start(letter: Path, where: Settings, given: dict[str, Any], say: Texts) -> Path:
    """Make a case of a received letter in a folder of its name, asking for the rest; gives the case's file."""
    from drafter import outbox, sources, yaml_files
    from drafter.folders import read_file, shown
    from drafter.interview import journal as journals
    from drafter.interview import received, starting
    from drafter.interview.unattended import Survey
    from drafter.problems import Place
    from drafter.workshop import CASE_FILE, office_known

    place = Place(shown(letter))
    content = read_file(letter, "the letter")
    text = sources.read(content, letter.name, place)
    folder = case_folder(letter)
    case_path = folder / CASE_FILE
    if case_path.is_file():
        return case_path
    says = received.read(text)
    found = starting.statements(text, says)
    title = letter.stem.replace("-", " ").replace("_", " ")
    pins = (sources.digest(content), sources.text_digest(text))
    about = starting.Received(f"sources/{letter.name}", title, found, says, pins)
    known = office_known(folder, where)
    attended = sys.stdin.isatty() and sys.stdout.isatty()
    journal: journals.Journal = journals.Unkept(case_path)
    if attended:
        broken_off = journals.unfinished(folder)
        journal = journals.go_on(broken_off[0], say) if broken_off else journals.begin(folder, say)
        typer.echo(say("case.started", folder=shown(folder)))
    here = {name: answer for name, answer in given.items() if name.startswith("start/")}

    def steps() -> Course:
        return starting.start(about, office_known=known, say=say)

    if attended:
        case = _asked(journal, steps, say, here)
    else:
        here = {starting.KEEP: False, **here}  # nobody was asked
        survey = Survey(steps, here, journal, say)
        survey.take()
        case = survey.made
        _nothing_lacks(survey, letter, where, given)
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    kept = folder / "sources" / letter.name
    if not kept.exists():
        outbox.write_whole(content, kept)
    if "sender" in case and where.user is not None and {**journal.answers, **here}.get(starting.KEEP) is True:
        case = _office_kept(case, where.user, say)
    case_text = f"# {say('case.head')}\n{yaml_files.dump(case)}".encode()
    outbox.write_whole(case_text, case_path)
    journal.done(CASE_FILE)
    typer.echo(say("case.made", file=shown(case_path)))
    return case_path


def _asked(
    journal: Journal, course: Callable[[], Course], say: Texts, given: dict[str, Answer] | None = None
) -> dict[str, Any]:
    """What somebody at the terminal makes of questions that no case is needed for."""
    from drafter.cli.asking import asker
    from drafter.interview import OVERVIEW
    from drafter.interview.overview import change
    from drafter.interview.unattended import interview_alone

    prompts = asker(say)

    def ask(question: Question) -> Answer:
        answer = prompts.ask(question)
        if answer is OVERVIEW:
            change(interview, prompts)
        return answer

    interview = interview_alone(journal, course, ask, given, say, prompts.tell)
    return interview.brief()


def still_to_answer(folder: Path) -> str:
    """The letter that a case was started with, by its id there, as long as no interview ended in an answer to it."""
    from drafter.folders import CASE_FILE
    from drafter.interview import journal as journals
    from drafter.interview.starting import SOURCE

    return SOURCE if journals.ended(folder) == {CASE_FILE} else ""


def proposed(desk: Desk) -> dict[str, tuple[tuple[str, str], ...]]:
    """What the letter that a case was started with proposed to challenge, by its id."""
    from drafter.folders import CASE_FILE
    from drafter.interview import journal as journals
    from drafter.interview import starting

    text = desk.context().texts.get(starting.SOURCE, "")
    started = bool(desk.received) or CASE_FILE in journals.ended(desk.path.parent)
    return {starting.SOURCE: starting.statements(text)} if text and started else {}


def other_case(letter: Path, say: Texts, *, attended: bool) -> tuple[Path, dict[str, Answer]] | None:
    """The case that there is already, where a letter is to be added to it, and the answers that begin with that.

    With nobody to ask, it is only said how that is done.
    """
    from drafter.cli.asking import asker
    from drafter.cli.printing import argument
    from drafter.folders import CASE_FILE, nearest, shown
    from drafter.interview import journal as journals
    from drafter.interview.questions import ADD, Choice, Question
    from drafter.problems import Interrupted

    own = case_folder(letter)
    case = nearest(CASE_FILE, letter.parent) or nearest(CASE_FILE, Path())
    if case is None or (own / CASE_FILE).is_file() or journals.unfinished(own):
        return None
    if not attended:
        command = f"drafter source add {argument(letter)} --case {argument(case)} --id ID --title WORDS"
        typer.echo(say("warning", what=say("other-case.told", file=shown(case), command=command)), err=True)
        return None
    choices = (
        Choice("add", say("other-case.add")),
        Choice("own", say("other-case.own", folder=shown(own))),
    )
    question = Question("other-case", "one", *say.asks("other-case", file=shown(case)), choices=choices)
    answer = asker(say).ask(question)
    if not isinstance(answer, str):
        raise Interrupted
    if answer == "own":
        return None
    return case, {"kind": "follow-up", "answers": [ADD], "answers/new/file": str(letter.absolute())}


def gone_on_with(named: Path | None, say: Texts) -> Path | None:
    """What is named; or the letter whose own case was begun in a folder that has none yet, and broken off."""
    from drafter.folders import CASE_FILE
    from drafter.interview import journal as journals

    folder = (named or Path()).absolute()
    begun = folder.is_dir() and not (folder / CASE_FILE).is_file() and journals.unfinished(folder)
    if begun and (letter := _letter_of(folder)):
        return letter
    return _broken_off(folder, say) if named is None else named


def _broken_off(folder: Path, say: Texts) -> Path | None:
    """The letter in a folder without a case whose own case was begun and broken off, where somebody goes on with it."""
    from drafter.cli.asking import asker
    from drafter.folders import CASE_FILE, nearest, shown
    from drafter.interview import journal as journals
    from drafter.interview.questions import Choice, Question

    if nearest(CASE_FILE, folder):
        return None
    here = [one.parent.parent for one in sorted(folder.glob(f"*/{journals.FOLDER.as_posix()}"))]
    found: dict[str, int] = {}
    for begun in here:
        if (held := journals.unfinished(begun)) and (letter := _letter_of(begun)):
            found[str(letter)] = len(held[0].answers)
    if not found:
        return None
    choices = (
        *(Choice(one, say("go-on.case", file=shown(Path(one)), count=count)) for one, count in found.items()),
        Choice(_NOT_NOW, say("go-on.none")),
    )
    answer = asker(say).ask(Question("go-on", "one", *say.asks("go-on"), choices=choices))
    return Path(answer) if isinstance(answer, str) and answer != _NOT_NOW else None


_NOT_NOW: Final = "not now"


def _letter_of(begun: Path) -> Path | None:
    """The letter beside a folder that its case was begun in."""
    beside = (path for path in sorted(begun.parent.iterdir()) if path.is_file())
    return next((path for path in beside if case_folder(path) == begun.absolute()), None)


def _nothing_lacks(survey: Survey, letter: Path, where: Settings, given: dict[str, Any]) -> None:
    """Raise Unreadable where answers lack, with those that the letter of the case would lack besides."""
    from drafter.cli.alone import lacking_later
    from drafter.folders import shown
    from drafter.problems import Finding, Place, Unreadable

    if said := list(survey.errors()):
        rest = {name: answer for name, answer in given.items() if name not in survey.given}
        said += lacking_later(survey.made, letter, lambda: where, rest, survey.say)
        place, advice = Place(shown(letter)), survey.say("stop.unattended")
        raise Unreadable(*(Finding("no-terminal", "error", one, place, advice) for one in said))


def ask_office(case: Case, where: Settings, say: Texts) -> bool:
    """On first use, where neither the case nor an office's file says who writes: ask once, and keep it for all."""
    from drafter import outbox, yaml_files
    from drafter.interview import journal as journals
    from drafter.interview import starting
    from drafter.office import OFFICE_FILE

    if case.sender.office or where.user is None:
        return False
    target = where.user / OFFICE_FILE
    typer.echo(say("office.asked", file=target))

    def course() -> Course:
        parties: dict[str, Any] = {}
        sender = yield from starting.office("office", parties, say=say)
        return {**sender, "parties": parties}

    data = _asked(journals.Unkept(target), course, say)
    target.parent.mkdir(parents=True, exist_ok=True)
    outbox.write_whole(yaml_files.dump(data).encode("utf-8"), target)
    return True


def _office_kept(case: dict[str, Any], user: Path, say: Texts) -> dict[str, Any]:
    """The office goes into the user's own settings, asked for once; the case keeps the rest."""
    from drafter import outbox, yaml_files
    from drafter.office import OFFICE_FILE

    target = user / OFFICE_FILE
    if target.exists():
        return case
    sender = dict(case["sender"])
    signatory = sender["signatory"]
    data = {**sender, "parties": {signatory: case["parties"][signatory]}}
    target.parent.mkdir(parents=True, exist_ok=True)
    outbox.write_whole(yaml_files.dump(data).encode("utf-8"), target)
    typer.echo(say("office.made", file=target))
    parties = {key: value for key, value in case["parties"].items() if key != signatory}
    return {name: value for name, value in {**case, "parties": parties}.items() if name != "sender"}


def menu() -> list[str]:
    """What a bare `drafter` in a terminal offers, as the command that was chosen; nothing where none was."""
    from drafter.cli.asking import asker, spoken
    from drafter.interview.questions import Choice, Question

    say = spoken(Path())
    choices = (
        Choice("new", say("menu.new"), say("menu.new.about")),
        *(Choice(name, say(f"menu.{name}")) for name in ("init", "build", "check")),
        Choice("--help", say("menu.commands")),
    )
    prompts = asker(say)
    wish = prompts.ask(Question("menu", "one", *say.asks("menu"), choices=choices, optional=True))
    if not isinstance(wish, str):
        return []
    if wish in {"build", "check"}:
        briefs = sorted(str(path) for path in Path().glob("*.yaml") if path.name not in {"case.yaml", "office.yaml"})
        listed = tuple(Choice(name, name) for name in briefs)
        if not listed:
            typer.echo(say("menu.none"))
            return []
        chosen = prompts.ask(Question("brief", "one", *say.asks("menu.brief"), choices=listed))
        return [wish, chosen] if isinstance(chosen, str) else []
    if wish == "init":
        folder = prompts.ask(Question("folder", "words", *say.asks("menu.folder")))
        return [wish, folder] if isinstance(folder, str) else []
    return [wish]
