"""The interview: asks for a letter question by question, and ends in a brief that `drafter build` repeats.

`Interview` runs the course with the answers of its journal. Whoever drives it passes `ask`, which puts one question to
somebody and gives the answer, or one of the moves BACK and OVERVIEW.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from drafter.interview.journal import Journal
from drafter.interview.questions import ADD, MORE, OWN, Addition, Answer, Course, Question, Shown
from drafter.interview.texts import ENGLISH, Texts
from drafter.record import Mutable, field, replace


class Move:
    """What somebody does instead of answering."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


BACK: Final = Move("back")
"""To the question before this one."""
OVERVIEW: Final = Move("overview")
"""To a list of all answers, to change one."""

Ask = Callable[[Question], Answer]
Has = Callable[[str, str], bool]
Add = Callable[[str, str, dict[str, Any]], None]
Change = Callable[[str, str, dict[str, Any], dict[str, Any]], None]


def _cannot_change(section: str, key: str, _before: dict[str, Any], _after: dict[str, Any]) -> None:
    raise AssertionError(section, key)


class Asked(Mutable):
    """A question that has an answer, for the overview."""

    question: Question
    answer: Answer


class Interview(Mutable):
    """One interview: `course` begins it anew over the case as it is; `has` and `add` look into the case's sections."""

    journal: Journal
    course: Callable[[], Course]
    has: Has
    add: Add
    ask: Ask
    given: dict[str, Answer] = field(default_factory=dict)
    """Answers from elsewhere (a file of answers), taken where the journal has none and they will do."""
    refused: dict[str, str] = field(default_factory=dict)
    """Answers of the file that would not do, with the reason."""
    asked: list[Asked] = field(default_factory=list)
    say: Texts = ENGLISH
    show: Callable[[str], object] = str
    """Puts words above the next question, where somebody is asked."""
    change: Change = _cannot_change
    """Changes what was added, where its questions were answered anew."""

    def brief(self) -> dict[str, Any]:
        """Ask what has no answer yet; gives the brief as plain data."""
        while True:
            made = self._once()
            if made is not None:
                return made

    def _once(self) -> dict[str, Any] | None:
        """Run the course until it ends, or until a move or an addition makes it start again."""
        steps = self.course()
        self.asked = []
        answer: Answer = None
        answered_now = False
        while True:
            try:
                step = steps.send(answer)
            except StopIteration as end:
                brief: dict[str, Any] = end.value
                return brief
            if isinstance(step, Addition):
                answer = self._added(step)
                if answer is None:
                    return None
                continue
            if isinstance(step, Shown):
                if answered_now and (words := step.words()):
                    self.show(words)
                continue
            answer = self._known(step)
            answered_now = answer is _UNKNOWN
            if answer is _UNKNOWN:
                former = self._former(step)
                usable = former is not None and not step.wrong(former)
                answer = self.ask(self._again(step, former) if usable else step)
                if isinstance(answer, Move):
                    self._move(answer)
                    return None
                self.journal.note(step.id, answer)
            self.asked.append(Asked(step, answer))

    def _former(self, question: Question) -> Answer:
        """The answer that was taken back; without what was to be added and was not."""
        former = self.journal.former.get(question.id)
        undone = {ADD, OWN, MORE} - {value for value, within in _ADDED.items() if self._begun(question.id + within)}
        if isinstance(former, list):
            return [one for one in former if one not in undone]
        return None if former in undone else former

    def _begun(self, question: str) -> bool:
        return any(question in answers for answers in (self.journal.answers, self.journal.former))

    def _again(self, question: Question, former: Answer) -> Question:
        """A question with the answer that it had; where that holds code, it is said what that is."""
        from drafter.interview.questions import shown_words

        coded = question.kind in {"words", "text"} and "{{" in shown_words(question, former)
        about = "\n".join(filter(None, (question.about, self.say("own.code") if coded else "")))
        return replace(question, default=former, about=about)

    def _known(self, question: Question) -> Answer:
        """The answer that is held and will do."""
        if question.id in self.journal.answers:
            held = self.journal.answers[question.id]
            if not question.wrong(held):
                return held
        if question.id in self.given:
            given = self.given[question.id]
            if question.kind == "many" and isinstance(given, str):
                given = [given]  # as everywhere in these files, one counts as a list of one
            reason = question.wrong(given, self.say)
            if not reason:
                self.journal.note(question.id, given)
                return given
            self.refused[question.id] = reason
        return _UNKNOWN

    def _added(self, addition: Addition) -> str | None:
        """The id of what was added; where the case has it not yet, or otherwise, the course starts again with it."""
        noted = self.journal.answers.get(addition.id)
        key, before = (noted["key"], noted["record"]) if noted else (addition.key, addition.record)
        kept = {"key": key, "record": addition.record}
        if noted is None or not self.has(addition.section, key):
            self.journal.note(addition.id, kept)
            self.add(addition.section, key, addition.record)
            return None
        if before != addition.record:
            self.change(addition.section, key, before, addition.record)
            self.journal.note(addition.id, kept)
            return None
        return str(key)

    def _move(self, move: Move) -> None:
        if move is BACK and self.asked:
            self.take_back(self.asked[-1].question.id)
        elif move is BACK:
            self.show(self.say("back.none"))

    def take_back(self, question: str) -> None:
        """Forget one answer, so that it is asked again; what does not depend on it keeps its own."""
        self.journal.take_back(question)
        self.given.pop(question, None)


_ADDED: Final = {ADD: "/new/added", OWN: "/own", MORE: "/more"}
"""The question within another that has an answer once what was to be added is."""
_UNKNOWN: Final = Move("unknown")
