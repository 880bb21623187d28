"""Menus at the keys: a search in vain, what is added then, and Enter where nothing is ticked."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals of this kind are POSIX", allow_module_level=True)

from tests.command import run
from tests.terminals import DOWN, ENTER, ESC, Terminal


@pytest.fixture
def case(tmp_path: Path) -> Path:
    run("init", str(tmp_path / "lifts"))
    return tmp_path / "lifts"


def test_words_that_nothing_holds_stay_and_are_proposed_where_somebody_is_then_added(case: Path) -> None:
    at = Terminal("new", cwd=case)
    at.through({"What kind": f"first{ENTER}"}, "To whom")
    at.keys("Ann Able", ENTER)
    at.sees("Nothing holds these words.")
    at.sees("! no choice holds what is searched")
    at.sees("/ Ann Able")
    at.keys(DOWN)
    at.sees("> + add somebody …")
    at.keys(ENTER)
    at.sees("? Their full name? Ann Able")
    at.sees("Proposed:")
    at.kill()


def test_nothing_stays_ticked_that_was_to_be_added_and_was_not(case: Path) -> None:
    at = Terminal("new", cwd=case)
    at.through({"What kind": f"follow{ENTER}"}, "Which statements are")
    at.keys("+ add", ENTER)
    at.answer("In which document was it said?", ESC)
    at.sees("? Which statements are to be challenged?")
    at.sees("+ add a statement …")
    assert "[x]" not in "".join(at.lines)
    at.kill()


def test_enter_in_a_list_takes_what_the_arrows_went_to_and_else_says_none(case: Path) -> None:
    at = Terminal("new", cwd=case)
    at.through({"What kind": f"follow{ENTER}"}, "Which letters does it answer")
    at.pressed(ENTER)
    at.sees("Which letters does it answer? none")
    at.through({}, "Which statements are")
    at.keys(DOWN)
    at.sees("Enter takes the highlighted one")
    at.keys("-")
    at.sees("Which statements are to be challenged? none")
    at.kill()


def test_an_interview_that_was_broken_off_is_offered_by_the_letter_that_it_is_about(case: Path) -> None:
    at = Terminal("new", cwd=case, size=(24, 110))
    at.through({"What kind": f"follow{ENTER}", "The date": f"1 April 2025{ENTER}"}, "What is the subject")
    at.kill()
    again = Terminal("new", cwd=case, size=(24, 110))
    again.sees("go on with it: a follow-up, to Ms Grace Okafor, dated 1 April 2025 (answers so far:")
    again.kill()
    text = (case / "case.yaml").read_text("utf-8")
    (case / "case.yaml").write_text(f"nonsense: {{\n{text}", encoding="utf-8")
    broken = Terminal("new", cwd=case, size=(24, 110))
    broken.sees("go on with it: a follow-up, dated 1 April 2025 (answers so far:")
    broken.kill()
