"""Questions as data: what is asked, what may be answered, how an answer is read."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, Final, Literal, TypeAlias

from drafter.interview.days import day_of, why_no_day, written
from drafter.interview.texts import ENGLISH, Texts
from drafter.record import Record, field

Answer: TypeAlias = Any
"""What JSON holds: words, a number, yes or no, or a list of words; nothing (None) where a question was passed over."""
Kind: TypeAlias = Literal["words", "text", "date", "number", "yes-no", "one", "many", "order"]
ADD: Final = "+"
"""The answer that asks to add what is missing to the case."""
OWN: Final = "own words"
"""The answer that asks for wording of one's own."""
MORE: Final = "more"
"""The answer that asks for more wording in the same place: of any kind, or the same once more."""
ALWAYS: Final = frozenset((ADD, OWN, MORE))
"""What a search lists besides what it finds."""


class Choice(Record):
    """Something to choose: the value that is kept, what is shown, and a line about it."""

    value: str
    title: str
    about: str = ""
    whole: str = ""
    """All of it, where the title is cut."""
    composed: Callable[[], str] | None = None
    """Makes what is shown in place of `whole`, which is searched."""

    def full(self) -> str:
        """All of it; nothing where the title is all."""
        return (self.composed() if self.composed else "") or self.whole


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
    names: bool = False
    """Whether the choices are things of the case or of a register, all of which lead to the same questions."""
    filled: tuple[tuple[str, str], ...] = ()
    """Code that an answer may hold, each with the words that it makes, which are shown and read in its place."""
    several: bool = False
    """Whether the words are a list, parted by semicolons."""
    check: Callable[[str], str] | None = None
    """Says what is wrong with words that have the right form; nothing where they will do."""

    def wrong(self, answer: Answer, say: Texts = ENGLISH) -> str:
        """Why an answer cannot be taken; nothing where it can."""
        if answer is None or answer in ("", []):
            return "" if self.optional else say("wrong.empty")
        values = [choice.value for choice in self.choices]
        if self.kind == "date":
            if not _is_day(answer):
                return why_no_day(str(answer), say)
            return self.check(str(answer)) if self.check else ""
        if self.kind == "number":
            if not isinstance(answer, int) or isinstance(answer, bool):
                return say("wrong.number")
            return self.check(str(answer)) if self.check else ""
        if self.kind == "yes-no":
            return "" if isinstance(answer, bool) else say("wrong.yes-no")
        if self.kind == "one":
            return "" if answer in values else self._unknown(answer, say)
        if self.kind in {"many", "order"}:
            return self._wrong_list(answer, values, say)
        if not isinstance(answer, str) or not answer.strip():
            return say("wrong.words")
        return self.check(answer) if self.check else ""

    def _unknown(self, answer: Answer, say: Texts) -> str:
        """An answer is none of the choices, which are listed where they are few."""
        names = [choice.value for choice in self.choices if choice.value != ADD]
        if 0 < len(names) <= 12:
            return say("wrong.choice-of", answer=answer, choices=", ".join(names))
        return say("wrong.choice", answer=answer)

    def _wrong_list(self, answer: Answer, values: list[str], say: Texts) -> str:
        if not isinstance(answer, list):
            return say("wrong.list")
        if unknown := [str(one) for one in answer if one not in values]:
            return self._unknown(unknown[0], say)
        if self.kind == "order" and sorted(answer) != sorted(values):
            return say("wrong.order")
        return ""


def _is_day(answer: Answer) -> bool:
    from drafter.written_dates import is_day

    return is_day(str(answer))


def read(question: Question, typed: str) -> Answer:
    """What was typed, as the kind of the question has it."""
    words = typed.strip()
    if not words:
        return None
    if question.kind == "date":
        return day_of(words) or words
    if question.kind == "number":
        return int(words) if words.removeprefix("-").isdecimal() else words
    for code, made in question.filled:
        words = words.replace(made, code)
    return words


def shown_words(question: Question, answer: Answer) -> str:
    """An answer that is typed, as it is shown."""
    words = "" if answer is None else str(answer)
    for code, made in question.filled:
        words = words.replace(code, made)
    return words


def parted(answer: Answer) -> list[str]:
    """What was typed with semicolons between, one by one."""
    return [one.strip() for one in str(answer or "").split(";") if one.strip()]


def said(question: Question, answer: Answer, say: Texts) -> str:
    """An answer as it is shown: the titles of what was chosen."""
    titles = {choice.value: choice.title for choice in question.choices}
    if question.kind == "date" and answer:
        return written(str(answer), say)
    if isinstance(answer, list):
        return ", ".join(titles.get(one, str(one)) for one in answer) or say("none-taken")
    if isinstance(answer, bool):
        return say("yes" if answer else "no")
    return say("nothing") if answer in (None, "") else titles.get(answer, shown_words(question, answer))


class Addition(Record):
    """Something that the course adds to the case: a section, an id, its keys; noted like an answer, and done once."""

    id: str
    section: str
    key: str
    record: dict[str, Any] = field(default_factory=dict)


class Shown(Record):
    """Something to read once the question before it was answered."""

    words: Callable[[], str]


Step: TypeAlias = Question | Addition | Shown
Course: TypeAlias = Generator[Step, Answer, dict[str, Any]]
Asking: TypeAlias = Generator[Step, Answer, Any]
