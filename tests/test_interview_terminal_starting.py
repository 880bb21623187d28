"""Real terminal sessions in which a case is started with a letter that was received."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals of this kind are POSIX", allow_module_level=True)

from tests.command import run
from tests.terminals import CTRL_C, CTRL_O, ENTER, ESC, SPACE, TAB, Terminal
from tests.test_interview_received import LETTER

START = {"Who signs its letters": f"Ann Able{ENTER}", "Which of these statements": f"{SPACE}{ENTER}"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "settings"))
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "reply.txt").write_text(LETTER, encoding="utf-8")
    return tmp_path / "letters"


def stopped(folder: Path, until: str, *arguments: str, plan: dict[str, str] | None = None) -> Terminal:
    """A run that is stopped at a question."""
    at = Terminal("new", *arguments, cwd=folder)
    at.through(START if plan is None else plan, until)
    at.keys(CTRL_C)
    assert at.end() == 130
    return at


@pytest.mark.parametrize("where", ["What kind of letter", "The date of the letter"])
@pytest.mark.parametrize("named", ["reply", "reply.txt"])
def test_what_was_ticked_at_the_start_stays_ticked_by_either_command(folder: Path, where: str, named: str) -> None:
    assert "drafter new reply" in stopped(folder, where, "reply.txt").text
    again = Terminal("new", named, cwd=folder)
    asked = again.through({"An interview was broken off": ENTER}, "Which statements are to be challenged?")
    assert "Which letters does it answer?" in asked  # as a follow-up is asked, which is proposed
    again.sees("Which letters does it answer?  letter of 3 March 2025")
    again.sees("> [x] “The council has no part in deciding")
    again.kill()


def test_all_answers_are_shown_and_changed_while_a_case_is_started_and_typed_words_stay(folder: Path) -> None:
    at = Terminal("new", "reply.txt", cwd=folder)
    at.keys(ESC)
    at.sees("This is the first question")
    at.keys(CTRL_O)
    at.sees("No question has an answer yet.")
    at.through(START, "In which role?")
    at.keys("Commiss", CTRL_O)
    at.sees("? Which answer is to be changed?")
    at.keys("signs", ENTER)
    at.sees("? Who signs its letters? Ann Able")
    at.keys("Bea Best", ENTER)
    at.sees("? In which role? (may be left empty) Commiss")
    at.keys("ioner", ENTER)
    at.sees("In which role?  Commissioner")
    at.through({}, "Which of these statements")
    at.keys(SPACE, CTRL_O)
    at.sees("? Which answer is to be changed?")
    at.keys(ENTER)
    at.sees("> [x] The council has no part")
    at.kill()


@pytest.mark.parametrize(("within", "named"), [("", ["reply"]), ("reply", [])])
def test_a_start_that_was_broken_off_goes_on_where_its_folder_is_meant(
    folder: Path, within: str, named: list[str]
) -> None:
    stopped(folder, "Who signs its letters", "reply.txt")
    again = Terminal("new", *named, cwd=folder / within)
    assert again.asked().startswith("Who signs its letters")
    again.kill()


def test_where_there_is_no_case_it_is_said_that_a_letter_starts_one(tmp_path: Path) -> None:
    done = run("new", tmp_path)
    assert done.code == 2
    assert "`drafter new LETTER`" in done.err


def test_a_letter_is_added_to_the_case_that_there_is_where_somebody_says_so(folder: Path) -> None:
    run("init", folder / "lifts")
    letter = (folder / "reply.txt").rename(folder / "lifts" / "second.txt")
    at = Terminal("new", "second.txt", cwd=letter.parent)
    at.answer("There is a case here already, case.yaml. Does the document belong to it?", ENTER)
    plan = {"What is the document": f"letter of 3 March 2025{ENTER}", "What date does it": f"3 March 2025{ENTER}"}
    asked = at.through(plan, "What is the subject?")
    assert "Where is its file?" not in " ".join(asked)
    at.kill()
    case = (letter.parent / "case.yaml").read_text(encoding="utf-8")
    assert "file: second.txt" in case
    assert not (letter.parent / "second").exists()


def test_with_nobody_to_ask_it_is_said_that_there_is_a_case_already(folder: Path) -> None:
    run("init", folder / "lifts")
    letter = (folder / "reply.txt").rename(folder / "lifts" / "second.txt")
    done = run("new", letter)
    assert "there is a case here already" in done.err
    assert "drafter source add" in done.err


def test_what_was_not_ticked_at_the_start_is_offered_again_and_taken_into_the_case(folder: Path) -> None:
    letter = folder / "reply.txt"
    more = (
        "repairs are made. We always act at once. We always act at once, and on all of it. No lift was ever out of use."
    )
    letter.write_text(LETTER.replace("repairs are made.", f"repairs are made. {more}"), encoding="utf-8")
    at = Terminal("new", "reply.txt", cwd=folder)
    at.through(START, "Which statements are to be challenged?")
    at.sees("> [x] “The council has no part in deciding")
    at.keys("ever out", TAB, ENTER)
    at.sees("? Which principles apply?")
    at.keys(CTRL_C)
    assert at.end() == 130
    case = (folder / "reply" / "case.yaml").read_text(encoding="utf-8")
    assert "words: No lift was ever out of use." in case
    assert "at once" not in case
    again = Terminal("new", "reply", cwd=folder)
    again.answer("An interview was broken off", ENTER)
    again.sees("? Which principles apply?")
    again.keys(CTRL_O)
    again.sees("? Which answer is to be changed?")
    again.keys("statements are", ENTER)
    again.sees("[x] “No lift was ever out of use.”")
    again.sees("[ ] “We always act at once, and on all of it.”")
    again.keys("and on all", TAB, ENTER)
    again.sees("? Which principles apply?")
    again.kill()
    case = (folder / "reply" / "case.yaml").read_text(encoding="utf-8")
    assert "words: We always act at once, and on all of it." in case
    assert "words: We always act at once.\n" not in case
