"""A line to type in: what is proposed is taken, replaced or changed; pasted lines; no word is broken."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.interview.lines import Line, gaps

if sys.platform == "win32":
    pytest.skip("pseudo-terminals of this kind are POSIX", allow_module_level=True)

from tests.command import run
from tests.terminals import CTRL_C, ENTER, SPACE, Terminal

LEFT, END, BACKSPACE, DELETE = "\x1b[D", "\x1b[F", "\x7f", "\x1b[3~"
SUBJECT = "What is the subject?"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    run("init", str(tmp_path / "lifts"))
    return tmp_path / "lifts"


def pasted(words: str) -> str:
    """Words as a terminal hands over what is pasted."""
    return f"\x1b[200~{words}\x1b[201~"


def at_the_subject(case: Path, size: tuple[int, int] = (24, 80)) -> tuple[Terminal, str]:
    """A terminal that asks for the subject, and the subject that it proposes."""
    at = Terminal("new", cwd=case, size=size, NO_COLOR="1")
    at.through({}, SUBJECT)
    at.sees("Proposed: Enter takes it · typing replaces it · ← changes it")
    proposed = "".join(
        at.screen.buffer[row][column].data
        for row in range(size[0])
        for column in range(size[1])
        if at.screen.buffer[row][column].reverse
    )
    return at, proposed.strip()


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        ("", "{proposed}"),
        ("The lift", "The lift"),
        (f"{END} today", "{proposed} today"),
        (f"{LEFT}{END}!", "{proposed}!"),
        (BACKSPACE, "{shorter}"),
        (f"{DELETE}No lift", "No lift"),
        ("\x15No lift", "No lift"),
        (f"The lift{LEFT}{LEFT}\x15No stairs", "No stairs"),
        (pasted("The lift\nof block B"), "The lift of block B"),
    ],
)
def test_what_is_proposed_is_taken_replaced_by_typing_or_changed_by_a_key(case: Path, keys: str, wanted: str) -> None:
    at, proposed = at_the_subject(case)
    assert proposed
    if keys:
        at.keys(keys)
        at.comes_to(lambda lines: not any("Proposed:" in line for line in lines))
    at.pressed(ENTER)
    at.sees(f"{SUBJECT} {wanted.format(proposed=proposed, shorter=proposed[:-1])} ? ")
    at.kill()


def test_a_number_that_is_typed_takes_the_place_of_the_proposed_one(case: Path) -> None:
    at = Terminal("new", cwd=case)
    at.through({"What kind": f"first{ENTER}", "By when": f"working{ENTER}"}, "How many working days?")
    at.sees("? How many working days? 20")
    at.keys("5")
    at.sees("? How many working days? 5 Enter takes it")
    at.kill()


def test_pasted_lines_are_items_where_a_list_is_asked_for_and_that_is_said(case: Path) -> None:
    at = Terminal("new", cwd=case)
    at.through({"What kind": f"first{ENTER}"}, "Who gets a copy?")
    at.keys(pasted("Ms A. Able\nMr B. Boe;\n\nDr C. Coe\n"))
    at.sees("Each of the 3 lines that were pasted is one of the list.")
    at.sees("Ms A. Able; Mr B. Boe; Dr C. Coe")
    at.kill()


def test_pasted_lines_become_one_where_one_is_asked_for_and_that_is_said(case: Path) -> None:
    at, _ = at_the_subject(case)
    at.keys(pasted("The lift\nof block B"))
    at.sees("The 2 lines that were pasted are joined into one.")
    at.kill()


@pytest.mark.parametrize("size", [(24, 80), (24, 60)])
def test_what_is_typed_breaks_between_words_and_can_be_changed_anywhere(case: Path, size: tuple[int, int]) -> None:
    words = "The responsibility of the council for each correspondence about the lifts of our neighbourhood is in doubt"
    at, _ = at_the_subject(case, size)
    at.keys(words)
    at.sees("is in doubt")
    broken = [word for line in at.lines for word in line.split() if word[:1].isalpha()]
    assert set(words.split()) <= set(broken)
    at.keys(*[LEFT] * len(" is in doubt"), "s")
    at.sees("neighbourhoods is in doubt")
    at.keys(ENTER)
    at.sees(f"{SUBJECT} {words.replace('neighbourhood', 'neighbourhoods')} ? ")
    at.asked()  # the next question reads keys by now
    at.keys(CTRL_C)
    assert at.end() == 130


def test_a_proposal_that_was_changed_and_refused_can_be_typed_on(case: Path) -> None:
    at = Terminal("new", cwd=case)
    at.answer("What kind of letter is it?", f"follow{ENTER}")
    at.sees("? The date of the letter?")
    at.keys("tomorrow", ENTER)
    at.sees("? The date of the letter? tomorrow")
    at.keys("s")
    at.sees("? The date of the letter? tomorrows")
    at.keys(SPACE)
    at.kill()


@given(st.text(alphabet="ab 漢", max_size=80), st.integers(3, 20), st.integers(6, 20))
def test_no_word_that_fits_a_line_is_broken_and_none_is_lost(text: str, first: int, rest: int) -> None:
    def cells(words: str) -> int:
        return sum(2 if one == "漢" else 1 for one in words)

    drawn = text
    for start, size in reversed(list(gaps(text, first, rest, cells))):
        drawn = drawn[:start] + "\0" * size + drawn[start:]
    rows, row, room = [], "", first
    for letter in drawn:
        if cells(row) + cells(letter) > room:
            rows.append(row)
            row, room = "", rest
        row += letter
    rows.append(row)
    assert "".join(rows).replace("\0", "") == text
    words = [word for row in rows for word in row.replace("\0", " ").split()]
    assert [word for word in text.split() if cells(word) <= rest and word not in words] == []


@given(st.lists(st.text(alphabet="ab ;", max_size=5), max_size=5))
def test_pasted_lines_lose_no_word(lines: list[str]) -> None:
    made = Line("?", joins="; ").paste("\n".join(lines))
    assert "\n" not in made
    assert made.replace(";", " ").split() == " ".join(lines).replace(";", " ").split()


@pytest.mark.parametrize("question", ["What kind of letter is it?", SUBJECT])
def test_an_interrupt_that_comes_before_the_terminal_is_taken_over_stops_it_too(case: Path, question: str) -> None:
    """Ctrl-C between two questions comes as a signal, not as a key."""
    at = Terminal("new", cwd=case)
    at.through({}, question)
    os.kill(at.child.pid, signal.SIGINT)
    assert at.end() == 130
