"""The overview shows what an answer makes, not how it is written down."""

from __future__ import annotations

from pathlib import Path

from drafter.interview import Asked, Interview
from drafter.interview.course import course
from drafter.interview.items import KEPT
from drafter.interview.journal import Unkept
from drafter.interview.offers import Context
from drafter.interview.overview import shown_answer
from drafter.interview.questions import Question
from drafter.workshop import open_library
from tests.command import run
from tests.test_interview import ANSWERS, Somebody


def opened(folder: Path) -> Context:
    run("init", str(folder / "lifts"))
    held, library, texts = open_library(folder / "lifts" / "case.yaml")
    return Context(held, library, "2025-03-31", texts)


def test_own_words_are_shown_as_they_read(tmp_path: Path) -> None:
    context = opened(tmp_path)
    asked = Asked(Question("opening/own", "text", "Your words?"), ANSWERS["opening/own"])
    assert shown_answer(asked, context, ANSWERS) == "Thank you for your letter of 3 March 2025."
    asked = Asked(Question("closing/own", "text", "Your words?"), ANSWERS["closing/own"])
    assert shown_answer(asked, context, ANSWERS) == "Please answer by 30 April 2025."


def test_two_addressees_and_two_who_sign_are_all_shown(tmp_path: Path) -> None:
    context = opened(tmp_path)
    kept = {"keys": {"to": ["okafor", "ellis"]}, "made": {"to": "okafor"}}
    asked = Asked(Question("to", "one", "To whom?"), "okafor")
    names = [context.case.parties[one].full_name for one in ("okafor", "ellis")]
    assert shown_answer(asked, context, {KEPT: kept}) == ", ".join(names)
    changed = Asked(asked.question, "council")
    assert names[1] not in shown_answer(changed, context, {KEPT: kept})


def test_words_with_code_in_them_that_are_changed_are_said_to_be_filled_in(tmp_path: Path) -> None:
    context, somebody = opened(tmp_path), Somebody(ANSWERS)
    made = Interview(Unkept(tmp_path), lambda: course(lambda: context), lambda *_: True, lambda *_: None, somebody)
    made.brief()
    made.take_back("opening/own")
    made.brief()
    assert "What stands in {{ }} is filled in from the case" in somebody.questions["opening/own"].about
