"""What the interview says in a real terminal: wording as it will stand, what is wrong, the letter with findings."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals of this kind are POSIX", allow_module_level=True)

from tests.command import run
from tests.terminals import ENTER, SPACE, TAB, Terminal

CLEAR = "\x15"
SIZES = pytest.mark.parametrize("size", [(24, 80), (24, 60)])


@pytest.fixture
def case(tmp_path: Path) -> Path:
    run("init", str(tmp_path / "lifts"))
    return tmp_path / "lifts"


def told(at: Terminal) -> str:
    """What stands on the screen beside bars, in one line."""
    return " ".join(" ".join(line.removeprefix("  | ") for line in at.lines if line.startswith("  | ")).split())


@SIZES
def test_a_query_is_shown_as_it_will_stand_before_and_after_its_questions(case: Path, size: tuple[int, int]) -> None:
    plan = {
        "What kind": f"follow{ENTER}",
        "Which statements": f"{SPACE}{ENTER}",
        "How does it begin": f"{SPACE}{ENTER}",
    }
    at = Terminal("new", cwd=case, size=size)
    at.through(plan, "What is to be asked about it")
    at.keys("yes no")
    at.comes_to(lambda _: "say, by a yes or a no, whether [proposition]." in told(at))
    at.keys(TAB, ENTER)
    at.through({"What is to be answered by a yes": f"the council decides{ENTER}"}, "Which lists")
    assert (
        "In the letter: I would be grateful if you would say, by a yes or a no, whether the council decides."
        in told(at)
    )
    assert not any(len(line) > size[1] for line in at.lines)
    at.kill()


def test_what_is_wrong_is_said_whole_and_what_was_typed_stays(case: Path) -> None:
    at = Terminal("new", cwd=case, size=(24, 60))
    at.answer("What kind of letter is it?", f"follow{ENTER}")
    at.sees("? The date of the letter?")
    at.keys(CLEAR, "tomorrow", ENTER)
    at.sees("! write the date as 17 March 2025, or as year-month-day, such as 2025-03-17")
    at.sees("? The date of the letter? tomorrow")
    at.keys(CLEAR, "1 April 2025", ENTER)
    at.sees("? To whom is it written?")
    at.kill()


@SIZES
def test_the_letter_stands_in_the_terminal_with_what_was_found_beside_it(case: Path, size: tuple[int, int]) -> None:
    plan = {
        "What kind": f"first{ENTER}",
        "How does it begin": f"own{TAB}{ENTER}",
        "Your words": f"I refer to the the lift.{ENTER}",
        "How does it end": ENTER,
    }
    at = Terminal("new", cwd=case, size=size)
    at.through(plan, "What now?")
    letter, _, after = at.text.partition("Remarks in the letter")
    assert "I refer to the the lift. [!] warning:" in " ".join(letter.split())
    assert "marked [!]:" in after
    assert not any(len(line) > size[1] for line in at.lines)
    at.kill()


def test_what_is_missing_is_said_by_names_and_with_the_question_that_mends_it(case: Path) -> None:
    plan = {
        "What kind": f"follow{ENTER}",
        "Which statements": f"{SPACE}{ENTER}",
        "How does the statement stand": f"unsupported{TAB}{ENTER}",
        "Which evidence": f"{SPACE}{ENTER}",
        "Which wording sets the evidence out": CLEAR + ENTER,
        "By when": f"a date{ENTER}",
        "Which day": f"2 April 2099{ENTER}",
        "How does it end": f"{SPACE}own{TAB}{ENTER}",
        "Your words": f"{CLEAR}This is the end.{ENTER}",
    }
    at = Terminal("new", cwd=case, size=(24, 120))
    at.through(plan, "What now?")
    said = " ".join(at.text.split())
    asked = "nothing is asked about “The council has no part in deciding when repairs are made”"
    assert f"{asked} (change the answer to: What is to be asked about it?) [claim-without-query]" in said
    assert "the letter does not say it [deadline-not-said] change the answer to: How does it end?" in said
    for internal in ("no-part", "lift-contract", "`question:`", "{{ deadline }}", ".yaml:"):
        assert internal not in said
    at.kill()


def test_an_office_is_asked_in_its_own_language(case: Path) -> None:
    (case / "office.yaml").write_text("interview: fr\n", encoding="utf-8")
    at = Terminal("new", cwd=case, size=(24, 60))
    at.answer("De quel type de lettre s'agit-il", f"suivi{ENTER}")
    at.sees("? La date de la lettre")
    at.keys(CLEAR, "1er avril 2025", ENTER)
    at.sees("1er avril 2025")
    at.sees("? À qui écrivez-vous")
    at.keys("?")
    at.sees("La lettre est adressée à cette personne")
    at.kill()
