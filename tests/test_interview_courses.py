"""Random courses: from wherever an interview comes to, there is a way on, a way back and a way out."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from drafter.interview import BACK, Interview
from drafter.interview.brief_text import brief_text
from drafter.interview.course import course
from drafter.interview.journal import Unkept
from drafter.interview.offers import Context
from drafter.interview.questions import ADD, Answer, Question
from drafter.workshop import open_brief, open_library

EXAMPLE = Path(__file__).parent.parent / "examples" / "hikvision"


class Stopped(Exception):
    """The question that nobody has answered yet."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.id)
        self.question = question


def usual(question: Question) -> Answer:
    """An answer that will do, as somebody in haste gives it."""
    if question.default is not None and not question.wrong(question.default):
        return question.default
    if question.optional:
        return [] if question.kind == "many" else None
    values = [choice.value for choice in question.choices if choice.value != ADD]
    kinds: dict[str, Any] = {"yes-no": True, "number": 5, "date": "2025-04-01"}
    return values[0] if question.kind == "one" else values if question.choices else kinds.get(question.kind, "words")


class Courses(RuleBasedStateMachine):
    """Answers, goes back, changes and breaks off, in any order."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        case = Path(shutil.copytree(EXAMPLE, self.folder / "case")) / "case.yaml"
        held, library, texts = open_library(case)
        self.case = case
        context = Context(held, library, "2021-08-16", texts)

        def ask(question: Question) -> Answer:
            raise Stopped(question)

        self.made = Interview(Unkept(case), lambda: course(lambda: context), lambda *_: True, lambda *_: None, ask)
        self.question: Question | None = None
        self.go()

    def go(self) -> None:
        """To the next question, or to the end."""
        try:
            self.brief = self.made.brief()
            self.question = None
        except Stopped as stopped:
            self.question = stopped.question

    def teardown(self) -> None:
        """The way out: every course comes to an end that builds or says what is wrong."""
        if not hasattr(self, "made"):
            return
        for _ in range(400):
            if self.question is None:
                break
            self.made.journal.note(self.question.id, usual(self.question))
            self.go()
        assert self.question is None, self.question
        path = self.case.parent / "made.yaml"
        path.write_text(brief_text(self.brief), encoding="utf-8")
        found = [one.code for one in open_brief(path).findings if one.severity == "error"]
        never = {"unknown-parameter", "value-kind", "unknown-key", "file-format"}
        if self.brief["body"]:  # else the letter was left empty, and that is what is said
            never.add("value-missing")
        assert not never & set(found), found
        shutil.rmtree(self.folder)

    @precondition(lambda self: self.question is not None)
    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        question = self.question
        assert question is not None
        values = [choice.value for choice in question.choices if choice.value != ADD]
        if question.kind == "many":
            answer: Answer = data.draw(st.lists(st.sampled_from(values), unique=True, max_size=3)) if values else []
        elif question.kind == "order":
            answer = data.draw(st.permutations(values))
        elif question.kind == "one" and values:
            answer = data.draw(st.sampled_from(values))
        else:
            answer = usual(question)
        if question.wrong(answer):
            answer = usual(question)
        assert not question.wrong(answer), f"no way on from {question.id}"
        self.made.journal.note(question.id, answer)
        self.go()
        assert self.question is None or self.question.id != question.id

    @precondition(lambda self: bool(self.made.asked))
    @rule()
    def back(self) -> None:
        before = self.made.asked[-1].question.id
        self.made._move(BACK)  # noqa: SLF001
        self.go()
        assert self.question is not None
        assert self.question.id == before

    @precondition(lambda self: bool(self.made.asked))
    @rule(data=st.data())
    def change(self, data: st.DataObject) -> None:
        wanted = data.draw(st.sampled_from([asked.question.id for asked in self.made.asked]))
        held = dict(self.made.journal.answers)
        self.made.take_back(wanted)
        self.go()
        assert self.question is not None
        assert self.question.id == wanted
        assert {name: held[name] for name in held if name != wanted} == self.made.journal.answers


Courses.TestCase.settings = settings(max_examples=25, stateful_step_count=40, deadline=None)
TestCourses = Courses.TestCase
