"""Wording runs on in one paragraph where that is wanted, comes more than once, and quotes part of a provision."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from drafter.interview.course import course
from drafter.interview.items import KEPT
from drafter.interview.journal import Unkept
from drafter.interview.offers import Context
from drafter.interview.reopening import answers_of
from drafter.interview.unattended import interview_alone, stand_in_for
from drafter.record import replace
from drafter.workshop import open_library
from tests.test_interview import ANSWERS, Somebody, built, case, interview

__all__ = ["case"]

AGAIN: dict[str, Any] = {
    **ANSWERS,
    "numbered": False,
    "claim/no-part/query": ["query/confirm-role", "more"],
    "claim/no-part/query/more": ["own words", "more"],
    "claim/no-part/query/more/own": "And this:",
    "claim/no-part/query/more/more": ["query/confirm-role"],
    "claim/no-part/query/more/more/query/confirm-role/party": "okafor",
    "claim/no-part/query/more/more/query/confirm-role/project": "the tender",
    "claim/no-part/run-on": ["query/own words", "query/query/confirm-role 2"],
}


def test_the_same_question_is_put_twice_with_own_words_between_and_all_run_on(case: Path) -> None:
    letter = built(case, interview(case, Somebody(AGAIN)).brief())
    [one] = [" ".join(part.split()) for part in letter.split("\n\n") if "And this:" in part]
    assert "in the repair of the lift. And this: It would help me considerably" in one
    assert one.endswith("in the tender.")


def test_a_letter_in_such_paragraphs_is_gone_through_again_and_comes_out_the_same(case: Path) -> None:
    wanted = interview(case, Somebody(AGAIN)).brief()
    held, library, texts = open_library(case)
    context = Context(held, library, "2025-03-31", texts)
    answers = answers_of(wanted, context)
    context = replace(context, kept=answers[KEPT])
    again = interview_alone(Unkept(case, answers), lambda: course(lambda: context), stand_in_for([])).brief()
    assert built(case, again) == built(case, wanted)


PRINCIPLE: dict[str, Any] = {
    **ANSWERS,
    "principles": ["UNGP 12 commentary", "UNGP 13"],
    "claim/no-part/principle-wording": ["principle/groups-with-particular-needs"],
    "claim/no-part/principle-wording/principle/groups-with-particular-needs/groups": "UNGP 12 commentary",
}
WORDS = "claim/no-part/principle-wording/principle/groups-with-particular-needs/groups/words"


def test_words_of_a_provision_are_quoted_as_they_are_given(case: Path) -> None:
    somebody = Somebody({**PRINCIPLE, WORDS: "*specific groups*"})
    letter = " ".join(built(case, interview(case, somebody).brief()).split())
    assert "“specific groups”" in letter
    assert "Principle 12 commentary emphasis added" in letter
    assert "particular attention" in somebody.questions[WORDS].about


def test_words_that_do_not_stand_in_a_provision_are_not_taken(case: Path) -> None:
    with pytest.raises(AssertionError, match="do not stand in 'UNGP 12 commentary'"):
        interview(case, Somebody({**PRINCIPLE, WORDS: "some group"})).brief()


def test_the_principles_that_were_ticked_are_offered_first(case: Path) -> None:
    somebody = Somebody(PRINCIPLE)
    interview(case, somebody).brief()
    offered = [choice.value for choice in somebody.questions[WORDS.removesuffix("/words")].choices]
    assert offered[:2] == ["UNGP 12 commentary", "UNGP 13"]
