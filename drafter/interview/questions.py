"""Questions as data: what is asked, what may be answered, how an answer is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from datetime import date
from typing import Any, Final, Literal, TypeAlias

from drafter.language import small
from drafter.record import Record, field

Answer: TypeAlias = Any
"""What JSON holds: words, a number, yes or no, or a list of words; nothing (None) where a question was passed over."""
Kind: TypeAlias = Literal["words", "text", "date", "number", "yes-no", "one", "many", "order"]
ADD: Final = "+"
"""The answer that asks to add what is missing to the case."""


class Choice(Record):
    """Something to choose: the value that is kept, what is shown, and a line about it."""

    value: str
    title: str
    about: str = ""
    whole: str = ""
    """All of it, where the title is cut."""


class Question(Record):
    """One question; `id` is its name in the journal and in files of answers, and stays the same from run to run."""

    id: str
    kind: Kind
    ask: str
    help: str = ""
    choices: tuple[Choice, ...] = ()
    default: Answer = None
    optional: bool = False
    about: str = ""
    """What the official should have before the eyes while answering, such as the claim's words."""
    check: Callable[[str], str] | None = None
    """Says what is wrong with words that have the right form; nothing where they will do."""

    def wrong(self, answer: Answer) -> str:
        """Why an answer cannot be taken; nothing where it can."""
        if answer is None or answer in ("", []):
            return "" if self.optional else "an answer is needed"
        values = {choice.value for choice in self.choices}
        if self.kind == "date":
            return _wrong_date(answer)
        if self.kind == "number":
            if not isinstance(answer, int) or isinstance(answer, bool):
                return "a whole number is needed"
            return self.check(str(answer)) if self.check else ""
        if self.kind == "yes-no":
            return "" if isinstance(answer, bool) else "yes or no is needed"
        if self.kind == "one":
            return "" if answer in values else f"'{answer}' is none of the choices{self._listed()}"
        if self.kind in {"many", "order"}:
            return self._wrong_list(answer, values)
        if not isinstance(answer, str) or not answer.strip():
            return "words are needed"
        return self.check(answer) if self.check else ""

    def _listed(self) -> str:
        """The choices, where they are few."""
        names = [choice.value for choice in self.choices if choice.value != ADD]
        return f": {', '.join(names)}" if len(names) <= 12 else ""

    def _wrong_list(self, answer: Answer, values: set[str]) -> str:
        if not isinstance(answer, list):
            return "a list is needed"
        if self.choices and (unknown := [str(one) for one in answer if one not in values]):
            return f"'{unknown[0]}' is none of the choices{self._listed()}"
        if self.kind == "order" and sorted(answer) != sorted(values):
            return "each must be there once"
        return ""


_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAY: Final = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({'|'.join(_MONTHS)})\s+(\d{{4}})\b|\b(\d{{4}}-\d{{2}}-\d{{2}})\b", re.IGNORECASE
)


def first_date(text: str) -> str:
    """The first date that a text writes out, such as 14 September 2026, as year-month-day; else nothing."""
    for found in _DAY.finditer(text):
        day, month, year, whole = found.groups()
        number = 0 if whole else [small(name) for name in _MONTHS].index(small(month)) + 1
        written = whole or f"{year}-{number:02}-{int(day):02}"
        if not _wrong_date(written):
            return written
    return ""


def _wrong_date(answer: Answer) -> str:
    try:
        date.fromisoformat(str(answer))
    except ValueError:
        return "write the date as 17 March 2025, or as year-month-day, such as 2025-03-17"
    return ""


def read(question: Question, typed: str) -> Answer:
    """What was typed, as the kind of the question has it."""
    words = typed.strip()
    if not words:
        return None
    if question.kind == "date":
        return first_date(words) or words
    if question.kind == "number":
        return int(words) if words.lstrip("-").isdecimal() else words
    return words


def written(day: str) -> str:
    """A date, given as year-month-day, as people write it."""
    if _wrong_date(day):
        return day
    year, month, number = day.split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"


def said(question: Question, answer: Answer, say: Callable[[str], str]) -> str:
    """An answer as it is shown: the titles of what was chosen."""
    titles = {choice.value: choice.title for choice in question.choices}
    if question.kind == "date" and answer:
        return written(str(answer))
    if isinstance(answer, list):
        return ", ".join(titles.get(one, str(one)) for one in answer) or say("nothing")
    if isinstance(answer, bool):
        return say("yes" if answer else "no")
    return say("nothing") if answer in (None, "") else titles.get(answer, str(answer))


class Addition(Record):
    """Something that the course adds to the case: a section, an id, its keys; noted like an answer, and done once."""

    id: str
    section: str
    key: str
    record: dict[str, Any] = field(default_factory=dict)


Step: TypeAlias = Question | Addition
Course: TypeAlias = Generator[Step, Answer, dict[str, Any]]
Asking: TypeAlias = Generator[Step, Answer, Any]
Ask: TypeAlias = Callable[[Question], Answer]
