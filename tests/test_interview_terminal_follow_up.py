"""A whole follow-up in the shipped example's case, from the first question to the letter that was sent."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals of this kind are POSIX", allow_module_level=True)

from drafter.cli.desk import Desk
from drafter.interview.brief_text import brief_text
from drafter.interview.course import course
from drafter.interview.journal import Unkept, of_brief, read
from drafter.interview.questions import Answer, Question
from drafter.interview.unattended import interview_alone
from drafter.workshop import Settings
from tests.command import run
from tests.conftest import EXAMPLE
from tests.follow_ups import FOLLOW_UP
from tests.terminals import ENTER, Terminal

AT_ONCE = 12
"""Questions between two kills at the terminal, which differ from run to run of the interview in kind and place."""


@pytest.fixture
def case(example: Path) -> Path:
    """The example's case without its briefs."""
    for brief in ("2021-08-16.yaml", "as-sent.yaml"):
        (example / brief).unlink()
    return example


def paragraphs(brief: Path, to: Path) -> list[str]:
    done = run("build", str(brief), "-o", str(to), "--force")
    assert done.code == 0, done.err
    return [" ".join(one.split()) for one in to.read_text(encoding="utf-8").split("\n\n")]


WANTED = EXAMPLE / "2021-08-16.yaml"


def test_from_the_first_question_to_the_letter_that_was_sent(case: Path, tmp_path: Path) -> None:
    at = Terminal("new", cwd=case)
    at.along(FOLLOW_UP, "What now?")
    assert not any(len(line) > 80 for line in at.lines)
    at.keys("write", ENTER)
    assert at.end() == 0
    [brief] = case.glob("20*.yaml")
    assert paragraphs(brief, tmp_path / "made.txt") == paragraphs(WANTED, tmp_path / "wanted.txt")
    made = brief.with_suffix(".docx").read_bytes()
    assert run("build", str(brief), "--force").code == 0
    assert brief.with_suffix(".docx").read_bytes() == made


def test_the_example_is_gone_through_again_without_a_question(example: Path, tmp_path: Path) -> None:
    at = Terminal("new", "--from", "2021-08-16.yaml", cwd=example)
    assert at.along((), "What now?") == []
    at.keys("write", ENTER)
    assert at.end() == 0
    brief = example / "2021-08-16-prosper.yaml"
    assert paragraphs(brief, tmp_path / "made.txt") == paragraphs(WANTED, tmp_path / "wanted.txt")


def test_killed_again_and_again_it_comes_to_the_same_letter(case: Path, tmp_path: Path) -> None:
    left = list(FOLLOW_UP)
    at = Terminal("new", cwd=case)
    while True:
        for _ in range(AT_ONCE):
            if not left:
                break
            question = at.asked()
            keys = left.pop(0)[1] if question.startswith(left[0][0]) else ENTER
            at.pressed(keys)
        if not left:
            break
        question = at.asked()
        at.kill()
        at = Terminal("new", cwd=case)
        at.answer("An interview was broken off here.", ENTER)
        assert at.asked() == question
    at.along((), "What now?")
    at.keys("write", ENTER)
    assert at.end() == 0
    [brief] = case.glob("20*.yaml")
    assert paragraphs(brief, tmp_path / "made.txt") == paragraphs(WANTED, tmp_path / "wanted.txt")
    _broken_off_at_every_question(case, brief)


def _broken_off_at_every_question(case: Path, brief: Path) -> None:
    """The same at every question in turn: what its journal held then comes to the same brief, no question twice."""
    held = of_brief(case, brief.name)
    assert held is not None
    context = Desk(case / "case.yaml", Settings).context()
    entries = held.path.read_bytes().splitlines(keepends=True)
    wanted = brief.read_text(encoding="utf-8")
    cut = case / "cut.jsonl"
    for number in range(len(entries)):
        cut.write_bytes(b"".join(entries[:number]) + entries[number][:9])
        before = read(cut).answers
        asked: list[str] = []

        def ask(question: Question, asked: list[str] = asked) -> Answer:
            asked.append(question.id)
            return held.answers[question.id]

        made = interview_alone(Unkept(cut, dict(before)), lambda: course(lambda: context), ask).brief()
        assert brief_text(made) == wanted
        assert sorted([*before, *asked, *(["draft"] if "draft" not in before else [])]) == sorted(held.answers)
