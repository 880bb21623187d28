"""Plain lines from the first question to the letter; no colour; and windows that change their size."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals of this kind are POSIX", allow_module_level=True)

from tests.command import run
from tests.terminals import DOWN, ENTER, SPACE, Terminal
from tests.test_interview_terminal import letter_of

LINES = (
    ("What kind of letter", "2"),
    ("The date of the letter", "1 April 2025"),
    ("To whom is it written", "1"),
    ("Which letters does it answer", "1"),
    ("Which statements are", "1"),
    ("How does the statement stand", "conveys"),
    ("Which evidence stands", "1"),
    ("What impression", "nobody at the council decides"),
    ("Which wording sets the evidence out", "-"),
    ("What is to be asked about it", "yes"),
    ("What is to be answered by a yes", "the council approves each order"),
    ("Which of these run on", "1"),
)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    run("init", str(tmp_path / "lifts"))
    return tmp_path / "lifts"


@pytest.mark.parametrize(
    ("arguments", "term", "size"), [(("--plain",), "xterm-256color", (24, 80)), ((), "dumb", (24, 60))]
)
def test_a_whole_letter_on_plain_lines(
    case: Path, tmp_path: Path, arguments: tuple[str, ...], term: str, size: tuple[int, int]
) -> None:
    settings = {"XDG_CONFIG_HOME": str(tmp_path / "settings"), "APPDATA": str(tmp_path / "settings")}
    at = Terminal("new", *arguments, cwd=case, size=size, TERM=term, **settings)
    at.told(LINES, "What now?")
    assert "\x1b" not in at.transcript  # nothing that a screen reader would stumble over
    at.keys("2\n")
    assert at.end() == 0
    letter = letter_of(case)
    assert "nobody at the council decides" in letter
    assert "the council approves each order" in letter


@pytest.mark.parametrize("size", [(24, 80), (24, 60)])
def test_without_colour_nothing_is_coloured(case: Path, size: tuple[int, int]) -> None:
    at = Terminal("new", cwd=case, size=size, NO_COLOR="1")
    at.answer("What kind of letter is it?", DOWN, ENTER)
    for _ in range(7):
        at.asked()
        at.pressed(ENTER)
    assert at.asked().startswith("Which principles apply?")
    at.keys(SPACE)
    at.sees("[x]")
    cells = [cell for line in at.screen.buffer.values() for cell in line.values()]
    assert {(cell.fg, cell.bg) for cell in cells} == {("default", "default")}
    assert any(cell.reverse for cell in cells)
    assert not any(len(line) > size[1] for line in at.lines)
    at.kill()


START = "The council has no part in deciding when repairs are made and does not expect to be asked about it"


def test_a_window_that_changes_its_size_in_the_middle_of_a_menu_shows_the_highlighted_statement_whole(
    case: Path,
) -> None:
    claims = "".join(f"  long-{name}:\n    words: {START} by block {name}\n    source: reply\n" for name in "ab")
    path = case / "case.yaml"
    path.write_text(path.read_text("utf-8").replace("\nclaims:\n", f"\nclaims:\n{claims}"), encoding="utf-8")
    with (case / "sources" / "reply.txt").open("a", encoding="utf-8") as file:
        file.write("".join(f"\n\n{START} by block {name}.\n" for name in "ab"))
    at = Terminal("new", cwd=case)
    at.answer("What kind of letter is it?", DOWN, ENTER)
    while at.asked() != "Which statements are to be challenged?":
        at.pressed(ENTER)
    at.keys(DOWN, SPACE)
    at.sees("> [x]")
    for rows, columns in ((24, 60), (14, 70), (30, 110), (24, 80)):

        def fits(lines: list[str], columns: int = columns) -> bool:
            pane = " ".join(line.strip("| ") for line in lines if line.startswith("  | "))
            ticked = sum(line.startswith(" > [x]") for line in lines)
            return f"{START} by block b" in pane and ticked == 1 and all(len(line) <= columns for line in lines)

        at.resize(rows, columns)
        at.comes_to(fits)
        at.sees("Esc goes back")
    at.pressed(ENTER)
    assert at.asked().startswith("Which principles apply?")
    at.kill()
