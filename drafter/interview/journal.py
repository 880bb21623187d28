"""The journal of an interview: every answer on disk before the next question, so that nothing is lost.

One file an interview, `.drafter/interviews/interview-N.jsonl` beside the case: a line of JSON for each answer; a later
line for the same question takes the place of the earlier one, and a line without an answer takes it back.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from drafter.folders import shown
from drafter.interview.items import KEPT
from drafter.interview.texts import ENGLISH, Texts
from drafter.problems import Finding, Place, Unreadable
from drafter.record import Mutable, field

FOLDER: Final = Path(".drafter") / "interviews"
_TAKEN_BACK: Final = "taken back"
_DONE: Final = "done"
_CONTINUED: Final = "continued"
DRAFT: Final = "draft"
"""Where a journal keeps the name of the brief that was written, before somebody says that it is right."""
RECEIVED: Final = "received"
"""Where a journal keeps the letter received that it was begun with, so that it goes on with the same proposals."""
_NO_QUESTIONS: Final = {DRAFT, RECEIVED, KEPT}


class Journal(Mutable):
    """The answers of one interview by question, as its file holds them."""

    path: Path
    answers: dict[str, Any] = field(default_factory=dict)
    former: dict[str, Any] = field(default_factory=dict)
    """Answers that were taken back, which a question offers when it is asked again."""
    brief: str = ""
    """The brief that it ended in, if it did."""
    continued: str = ""
    """The journal in which somebody went on with it."""
    written: str = ""
    """The SHA-256 of that brief as it was written."""
    say: Texts = ENGLISH

    def note(self, question: str, answer: Any) -> None:
        """Keep an answer; it is on disk when this returns. Raises Unreadable where it cannot be kept."""
        self._append({"question": question, "answer": answer})
        self.answers.pop(question, None)
        self.answers[question] = answer

    def take_back(self, question: str) -> None:
        """Forget an answer."""
        if question in self.answers:
            self._append({"question": question, _TAKEN_BACK: True})
            self.former[question] = self.answers.pop(question)

    def done(self, brief: str, written: str = "") -> None:
        """Note that the interview ended in a brief, whose SHA-256 is `written`."""
        self._append({_DONE: brief, "sha256": written})
        self.brief, self.written = brief, written

    def _append(self, *entries: dict[str, Any]) -> None:
        line = "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab") as file:
                # A torn line of an earlier run is ended, so that it takes nothing of this one with it.
                if file.tell() and not _ends_whole(self.path):
                    file.write(b"\n")
                file.write(line.encode("utf-8", "surrogatepass"))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            message = self.say("stop.not-kept", file=shown(self.path), why=error.strerror or error)
            advice = self.say("stop.not-kept.advice")
            raise Unreadable(Finding("not-writable", "error", message, Place(shown(self.path)), advice)) from None


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def begin(case_folder: Path, say: Texts = ENGLISH) -> Journal:
    """A journal of its own for a new interview; two that begin at once get two."""
    folder = case_folder / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, 10_000):
            path = folder / f"interview-{number}.jsonl"
            try:
                path.open("xb").close()
            except FileExistsError:
                continue
            return Journal(path, say=say)
    except OSError as error:
        message = say("stop.no-journal", folder=shown(folder), why=error.strerror or error)
        raise Unreadable(Finding("not-writable", "error", message, Place(shown(folder)))) from None
    message, advice = say("stop.many-journals", folder=shown(folder)), say("stop.many-journals.advice")
    raise Unreadable(Finding("not-writable", "error", message, Place(shown(folder)), advice))


def read(path: Path) -> Journal:
    """The journal of a file; a line that was torn by a crash counts as not written."""
    journal = Journal(path)
    for entry in _entries(path):
        question = entry.get("question")
        if _DONE in entry:
            journal.brief, journal.written = str(entry[_DONE]), str(entry.get("sha256", ""))
        elif _CONTINUED in entry:
            journal.continued = str(entry[_CONTINUED])
        elif isinstance(question, str):
            journal.continued = ""
            held = journal.answers.pop(question, None)
            if _TAKEN_BACK in entry:
                journal.former[question] = held
            else:
                journal.answers[question] = entry.get("answer")
    return journal


def _entries(path: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict):
            yield entry


def unfinished(case_folder: Path) -> list[Journal]:
    """The interviews that hold answers and ended in no brief, the last begun first."""
    return [journal for journal in _all(case_folder) if journal.answers and not journal.brief and not journal.continued]


def of_brief(case_folder: Path, brief: str) -> Journal | None:
    """The interview that ended in a brief."""
    return next((journal for journal in _all(case_folder) if journal.brief == brief), None)


def ended(case_folder: Path) -> set[str]:
    """The briefs that interviews ended in; the case's own file where it was started by one."""
    return {journal.brief for journal in _all(case_folder) if journal.brief}


def _all(case_folder: Path) -> Iterator[Journal]:
    """The interviews of a case, the last begun first."""
    paths = sorted((case_folder / FOLDER).glob("interview-*.jsonl"), key=lambda path: int(path.stem.split("-")[1]))
    return map(read, reversed(paths))


def copy(journal: Journal, case_folder: Path, say: Texts = ENGLISH) -> Journal:
    """A new interview with the answers of another, which stays as it is."""
    made = begin(case_folder, say)
    made._append(*({"question": name, "answer": answer} for name, answer in journal.answers.items()))  # noqa: SLF001
    made.answers, made.former = dict(journal.answers), dict(journal.former)
    return made


def answered(answers: dict[str, Any]) -> int:
    """How many questions have an answer."""
    return sum(name not in _NO_QUESTIONS for name in answers)


def go_on(journal: Journal, say: Texts = ENGLISH) -> Journal:
    """A new journal with the answers of one that was broken off; that is offered no more, unless it grows.

    Whoever still answers into the old one, at another terminal, keeps it to themselves.
    """
    made = copy(journal, journal.path.parent.parent.parent, say)
    journal._append({_CONTINUED: made.path.name})  # noqa: SLF001
    return made


class Unkept(Journal):
    """Answers that are not kept: those of a run with nobody to ask."""

    def _append(self, *entries: dict[str, Any]) -> None:
        pass
