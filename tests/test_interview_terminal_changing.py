"""At a terminal: an earlier answer is changed, and what a case lacks is added in place."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals of this kind are POSIX", allow_module_level=True)

from tests.command import run
from tests.follow_ups import one, ticks, typed
from tests.terminals import CTRL_O, ENTER, ESC, SPACE, TAB, UP, Terminal
from tests.test_interview_terminal import PLAN, letter_of

CHALLENGED = (
    ("What kind of letter", one("follow")),
    ("The date of the letter", typed("1 April 2025")),
    ("Which letters does it answer", ticks("3")),
    ("Which statements are", ticks("part")),
)
STANDS = (("How does the statement stand", ticks("conveys")), ("Which evidence stands", ticks("lifts")))


@pytest.fixture
def case(tmp_path: Path) -> Path:
    run("init", str(tmp_path / "lifts"))
    return tmp_path / "lifts"


def test_an_earlier_answer_is_changed_from_the_overview_and_only_what_depended_on_it_is_asked(case: Path) -> None:
    at = Terminal("new", cwd=case)
    at.through(PLAN, "By when is an answer")
    at.keys(CTRL_O)
    at.answer("Which answer is to be changed?", "stand", ENTER)
    assert at.asked().startswith("How does the statement stand?")
    at.pressed(ticks("conveys", "unsupported"))  # the one that was ticked goes, another comes
    asked = at.through({}, "What now?")
    assert asked[0].startswith("What would support it?")
    assert asked[1].startswith("By when is an answer")
    assert not {"What impression", "Which evidence", "What is to be asked"} & {
        " ".join(one.split()[:2]) for one in asked
    }
    at.keys(UP, UP, ENTER)
    at.answer("Which answer is to be changed?", "date of", ENTER)
    assert at.asked().startswith("The date of the letter?")
    at.pressed(typed("2 May 2025"))
    assert at.through({}, "What now?") == []
    at.keys("write", ENTER)
    assert at.end() == 0
    letter = letter_of(case)
    assert "2 May 2025" in letter
    assert "conveys the impression" not in letter
    assert "support" in letter


def added(case: Path, script: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """What is added to the case at a terminal, where nothing else of its file changes; and the letter."""
    path = case / "case.yaml"
    path.write_bytes(b"# A remark  \r\n" + path.read_bytes().replace(b"\nclaims:", b"\n\n\nclaims:   # said", 1))
    before = path.read_bytes().splitlines(keepends=True)
    at = Terminal("new", cwd=case)
    at.along(script, "What now?")
    at.keys("write", ENTER)
    assert at.end() == 0, at.text
    after = path.read_bytes().splitlines(keepends=True)
    changes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    assert {code[0] for code in changes} <= {"equal", "insert"}, changes
    new = b"".join(line for code in changes if code[0] == "insert" for line in after[code[3] : code[4]])
    return new.decode("utf-8"), letter_of(case)


def test_a_party_that_is_missing_is_added(case: Path) -> None:
    person = (
        ("To whom is it written?", one("+")),
        ("Their full name?", typed("Bo Best")),
        ("Their role or office?", typed("Chair: of the board")),
        ("How does a letter speak of them?", one("he")),
        ("What stands after 'Dear'?", typed("Mr Best")),
    )
    new, letter = added(
        case, (*CHALLENGED[:2], *person, *CHALLENGED[2:], *STANDS, ("What impression", typed("so it is")))
    )
    assert "Bo Best" in new
    assert "Dear Mr Best" in letter


def test_a_statement_that_is_missing_is_added_with_the_words_of_its_document(case: Path) -> None:
    [reply] = [path for path in (case / "sources").iterdir() if path.name == "reply.txt"]
    words = "does not expect to be asked"
    reply.write_text(reply.read_text(encoding="utf-8") + f"\n\nThe council {words} again.\n", encoding="utf-8")
    script = (
        *CHALLENGED[:3],
        ("Which statements are", ticks("+")),
        ("In which document was it said?", one("3")),
        ("What was said, word for word?", typed(words)),
        ("Which statements are", ENTER),
        ("How does the statement stand", ticks("conveys")),
        ("What impression", typed("it waits")),
    )
    new, letter = added(case, script)
    assert words in new
    assert f"“{words}”" in letter


def test_a_statement_that_was_added_is_mended_where_its_answers_are_gone_back_to(case: Path) -> None:
    at = Terminal("new", cwd=case)
    at.along(CHALLENGED[:3], "Which statements are")
    for keys in (ticks("+"), one("3"), typed("no part in deciding"), ENTER, typed("p. 1")):
        at.asked()
        at.pressed(keys)
    assert at.asked().startswith("Which statements are")
    assert "at: p. 1" in (case / "case.yaml").read_text(encoding="utf-8")
    at.keys(ESC)
    at.sees("? Where does it stand?")
    at.pressed(typed("p. 2"))
    assert at.asked().startswith("Which statements are")
    at.kill()
    text = (case / "case.yaml").read_text(encoding="utf-8")
    assert "at: p. 2" in text
    assert "at: p. 1" not in text


def test_evidence_and_a_passage_of_it_that_are_missing_are_added(case: Path) -> None:
    script = (
        *CHALLENGED,
        ("How does the statement stand", ticks("record")),
        ("Which evidence stands", ticks("+")),
        ("In which document does it stand?", one("notice")),
        ("What is it, in a few words?", typed("the notice of award")),
        ("Which words of it count?", typed("No order for repair work shall begin")),
        ("Which evidence stands", ENTER),
        ("Which passage", one("+")),
        ("Of which evidence is it a passage?", one("notice of award")),
        ("Which words, as they stand there?", typed("the Council has approved it in writing")),
    )
    new, letter = added(case, script)
    assert "title: notice of award" in new
    assert "No order for repair work shall begin" in new
    assert "“the Council has approved it in writing" in letter


def test_a_list_and_a_query_that_are_missing_are_added_with_wording_of_ones_own_and_shipped(case: Path) -> None:
    folder = case / "snippets" / "query"
    folder.mkdir(parents=True)
    head = "title: Ask for the logbook\nkind: query\nparams:\n  year: {type: number, ask: Of which year?}\n"
    (folder / "logbook.md").write_text(
        f"---\n{head}---\nPlease send the logbook of {{{{ year }}}}.\n", encoding="utf-8"
    )
    script = (
        *CHALLENGED,
        *STANDS,
        ("What impression", typed("so it is")),
        ("What is to be asked about it?", ticks("role", "logbook", "more")),
        ("Whose role is in question?", one("Northmere")),
        ("In which other projects?", one("+")),
        ("What are the items?", typed("lift works")),
        ("The items, parted by semicolons?", typed("the east lift; the west lift")),
        ("In which document do they stand?", one("award")),
        ("Of which year?", typed("2024")),
        ("Which wording comes next?", f"logbook{TAB}\x15{UP}{UP}{SPACE}{ENTER}"),
        ("Of which year?", typed("2025")),
        ("Your words?", typed("Who keeps it?")),
    )
    new, letter = added(case, script)
    assert "lift works" in new
    assert "the east lift" in letter
    assert "logbook of 2024" in letter
    assert "logbook of 2025" in letter
    assert "Who keeps it?" in letter
