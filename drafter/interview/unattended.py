"""An interview with nobody to ask: what follows from the questions themselves, and what is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from drafter.interview import Interview
from drafter.interview.journal import Journal
from drafter.interview.questions import Answer, Asking, Question
from drafter.interview.texts import ENGLISH, Texts


def stand_in_for(missing: list[Question]) -> Callable[[Question], Answer]:
    """An `ask` with nobody to ask: what follows from the question itself, and else a stand-in, the question noted."""

    def ask(question: Question) -> Answer:
        if question.default is not None and not question.wrong(question.default):
            return question.default
        if question.optional:
            return [] if question.kind == "many" else None
        missing.append(question)
        return _stand_in(question)

    return ask


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
) -> Interview:
    """An interview that adds nothing to the case."""
    return Interview(journal, course, lambda _section, _key: False, _nothing, ask, given or {}, say=say)


def _nothing(section: str, key: str, record: dict[str, Any]) -> None:
    raise AssertionError(section, key, record)
