"""What an interview that was broken off was about: the kind of letter, to whom, of which day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from drafter.interview.days import written
from drafter.interview.journal import answered
from drafter.interview.questions import ADD
from drafter.interview.texts import Texts


def offer(answers: dict[str, Any], say: Texts, name: Callable[[str], str]) -> str:
    """The line that offers to go on with it; `name` gives a party's name by its id, nothing where none is known."""
    letter = ", ".join(_letter(answers, say, name))
    return say("go-on.letter" if letter else "go-on.on", letter=letter, count=answered(answers))


def _letter(answers: dict[str, Any], say: Texts, name: Callable[[str], str]) -> list[str]:
    from drafter.interview.course import kinds

    titles = {one.value: one.title for one in kinds(say)}
    made = [titles[answers["kind"]]] if answers.get("kind") in titles else []
    to = answers.get("to")
    if to == ADD:
        added = answers.get("to/new/added")
        to = added.get("key") if isinstance(added, dict) else None
    called = (name(to) if isinstance(to, str) else "") or answers.get("to/new/name")
    if called:
        made.append(say("go-on.to", name=called))
    if isinstance(answers.get("date"), str):
        made.append(say("go-on.dated", date=written(answers["date"], say)))
    return made
