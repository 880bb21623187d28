"""Answers as the overview shows them: in the words that they make, and whole where a brief holds more of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drafter.interview import composed
from drafter.interview.items import KEPT, several
from drafter.interview.questions import Answer, Choice, Question, said
from drafter.interview.texts import ENGLISH, Texts
from drafter.record import replace

if TYPE_CHECKING:
    from drafter.interview import Asked, Interview
    from drafter.interview.offers import Context
    from drafter.interview.plain import Plain
    from drafter.interview.prompts import Prompts

_PEOPLE: Final = ("to", "from")


def change(interview: Interview, prompts: Prompts | Plain, context: Context | None = None) -> None:
    """All answers so far, to change one; `context` is the case, where there is one already."""
    say = interview.say
    answers = interview.journal.answers
    choices = tuple(
        Choice(one.question.id, f"{one.question.ask}  {shown_answer(one, context, answers, say)}")
        for one in interview.asked
    )
    if not choices:
        prompts.tell(say("overview.none"))
        return
    answer = prompts.ask(Question("overview", "one", *say.asks("overview"), choices=choices, optional=True))
    if isinstance(answer, str):
        interview.take_back(answer)


def shown_answer(asked: Asked, context: Context | None, answers: dict[str, Answer], say: Texts = ENGLISH) -> str:
    """An answer in a line; code in it as what it makes, as far as that can be said yet."""
    question, answer = asked.question, asked.answer
    if context is None:
        return said(question, answer, say)
    kept: dict[str, Answer] = answers.get(KEPT) or {}
    keys, made = kept.get("keys", {}), kept.get("made", {})
    if question.id in _PEOPLE and question.id in keys and answer == (made.get(question.id) or answer):
        parties = context.case.parties
        return ", ".join(parties[one].full_name if one in parties else str(one) for one in several(keys[question.id]))
    if isinstance(answer, str) and "{{" in answer:
        planned = {name: answers[name] for name in ("to", "date") if answers.get(name)}
        if answers.get("deadline/date"):
            planned["deadline"] = answers["deadline/date"]
        words = composed.items(replace(context, planned={**planned, **context.planned}), [{"text": answer}])
        if words:
            return " ".join(words.split())
    return said(question, answer, say)
