"""An interview with nobody to ask: what follows from the questions themselves, and everything that is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from drafter.interview import Interview
from drafter.interview.journal import Journal, Unkept
from drafter.interview.questions import ADD, Answer, Asking, Course, Question
from drafter.interview.texts import ENGLISH, Texts
from drafter.record import Mutable, Record, field, replace

_SHOWN: Final = 12
"""Choices that are named with a question."""


class Lacking(Record):
    """A question without an answer; `where` says under which answers to others it is asked, if it is not always."""

    question: Question
    where: dict[str, tuple[Answer, ...]]

    def said(self, say: Texts, *, proposed: bool = True) -> str:
        """What is missing, in a line; with the choices where they are to be `proposed`."""
        lacks = say("stop.no-answer", name=self.question.id, ask=self.question.ask)
        return f"{lacks}{self._conditions(say)}{self._proposed(say) if proposed else ''}"

    def _conditions(self, say: Texts) -> str:
        """Under which other answers it is asked."""
        if not self.where:
            return ""
        each = (
            say("stop.where-one", name=name, answers=say("stop.or").join(map(_plain, answers)))
            for name, answers in self.where.items()
        )
        return say("stop.where", conditions=say("stop.and").join(each))

    def _proposed(self, say: Texts) -> str:
        """The choices, where there are some."""
        values = [choice.value for choice in self.question.choices]
        if not values:
            return say("stop.no-choices") if self.question.kind == "one" else ""
        name = "stop.choices-more" if len(values) > _SHOWN else "stop.choices"
        return say(name, choices=", ".join(values[:_SHOWN]), count=len(values) - _SHOWN)


class Survey(Mutable):
    """All that a course lacks, whichever of the answers that it proposes are given to what is missing."""

    course: Callable[[], Course]
    given: dict[str, Answer]
    journal: Journal
    say: Texts = ENGLISH
    found: dict[str, Lacking] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    made: dict[str, Any] = field(default_factory=dict)
    """What the course makes with stand-ins for what is missing."""
    varied: set[str] = field(default_factory=set)

    def take(self) -> None:
        """Go through the course, and again for each answer that would lead elsewhere."""
        self.made = self._explore({})

    def errors(self) -> Iterator[str]:
        """What is missing or cannot be taken, a line each."""
        for name, reason in self.refused.items():
            yield self.say("stop.refused", name=name, why=reason)
        for name, one in self.found.items():
            if name not in self.refused:
                yield one.said(self.say)

    def _explore(self, taken: dict[str, Answer]) -> dict[str, Any]:
        """With some answers taken, vary each missing one by itself; a question that only shows then is varied there."""
        here, made = self._run(taken)
        open_ = [question for question in here.values() if question.id not in self.varied and _leads(question)]
        self.varied |= {question.id for question in open_}
        runs = {
            question.id: [(one, self._run({**taken, question.id: one})[0]) for one in _leads(question)]
            for question in open_
        }
        every = dict(here)
        for some in runs.values():
            for _, missing in some:
                every |= {name: question for name, question in missing.items() if name not in every}
        for name, question in every.items():
            where = {
                other: tuple(answer for answer, missing in some if name in missing)
                for other, some in runs.items()
                if other != name
            }
            only = {other: among for other, among in where.items() if among and len(among) < len(runs[other])}
            self.found.setdefault(name, Lacking(question, only))
        for other, some in runs.items():
            for answer, missing in some:
                if any(name not in self.varied and _leads(question) for name, question in missing.items()):
                    self._explore({**taken, other: answer})
        return made

    def _run(self, taken: dict[str, Answer]) -> tuple[dict[str, Question], dict[str, Any]]:
        missing: list[Question] = []
        given = {**self.given, **taken}
        journal = Unkept(self.journal.path, dict(self.journal.answers))
        interview = interview_alone(journal, self.course, stand_in_for(missing, given), given, self.say)
        made = interview.brief()
        self.refused |= interview.refused
        self.asked |= {asked.question.id for asked in interview.asked}
        return {question.id: question for question in missing}, made


def _plain(answer: Answer) -> str:
    """An answer as a file of answers has it."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return ", ".join(map(str, answer)) if isinstance(answer, list) else str(answer)


def _leads(question: Question) -> list[Answer]:
    """The answers of a question that may lead to different questions."""
    if question.names:
        return []
    if question.kind == "yes-no":
        return [True, False]
    values = [choice.value for choice in question.choices]
    return [*values] if question.kind == "one" else [[one] for one in values] if question.kind == "many" else []


def stand_in_for(missing: list[Question], given: dict[str, Answer] | None = None) -> Callable[[Question], Answer]:
    """An `ask` with nobody to ask: what follows from the question itself, and else a stand-in, the question noted.

    Where an answer was given that cannot be taken, what was probably meant stands in.
    """

    def ask(question: Question) -> Answer:
        if given and question.id in given:
            meant = _meant(question, given[question.id])
            if meant and not question.wrong(meant):
                return meant
        if question.default is not None and not question.wrong(question.default):
            return question.default
        if question.optional:
            return [] if question.kind == "many" else None
        missing.append(question)
        return _stand_in(question)

    return ask


def _meant(question: Question, given: Answer) -> Answer:
    """The nearest of the choices to what was given, or of each of several."""
    from drafter.problems import nearest

    values = [choice.value for choice in question.choices]
    near = [
        one if one in values else nearest(str(one), values) for one in (given if isinstance(given, list) else [given])
    ]
    found = list(dict.fromkeys(one for one in near if one))
    return found if question.kind == "many" else found[0] if found and question.kind == "one" else None


def _stand_in(question: Question) -> Answer:
    """What lets the course go on, so that everything missing is said at once; it is never written."""
    match question.kind:
        case "one":
            return question.choices[0].value if question.choices else None
        case "many" | "order":
            return [choice.value for choice in question.choices[:1]]
        case "yes-no":
            return False
        case "number":
            return 1
        case "date":
            return "2000-01-01"
        case _:
            return "…"


def interview_alone(
    journal: Journal,
    course: Callable[[], Asking],
    ask: Callable[[Question], Answer],
    given: dict[str, Answer] | None = None,
    say: Texts = ENGLISH,
    show: Callable[[str], object] = str,
) -> Interview:
    """An interview that adds nothing to the case."""

    def steps() -> Asking:
        return _adding_nothing(course())

    return Interview(journal, steps, lambda _section, _key: False, _nothing, ask, given or {}, say=say, show=show)


def _adding_nothing(steps: Asking) -> Asking:
    """A course that does not offer to add to the case."""
    answer: Answer = None
    while True:
        try:
            step = steps.send(answer)
        except StopIteration as end:
            return end.value
        if isinstance(step, Question) and step.names:
            step = replace(step, choices=tuple(choice for choice in step.choices if choice.value != ADD))
        answer = yield step


def _nothing(section: str, key: str, record: dict[str, Any]) -> None:
    raise AssertionError(section, key, record)
