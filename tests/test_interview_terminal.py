"""Real terminal sessions: what somebody at the keys sees, types and gets."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals of this kind are POSIX", allow_module_level=True)

from tests.command import run
from tests.terminals import DOWN, ENTER, ESC, Terminal


@pytest.fixture
def case(tmp_path: Path) -> Path:
    run("init", str(tmp_path / "lifts"))
    return tmp_path / "lifts"


def test_keys_search_help_and_go_back(case: Path) -> None:
    at = Terminal("new", cwd=case)
    at.answer("What kind of letter is it?", "clos", ENTER)
    at.sees("What kind of letter is it?  a closing letter")
    at.answer("The date of the letter?", ESC)
    at.sees("? What kind of letter is it?")
    at.sees("> a closing letter")
    at.keys("?")
    at.sees("Ctrl-O shows all answers so far")
    at.keys(ENTER)
    at.sees("? The date of the letter?")
    at.kill()


def test_plain_lines_are_kept_as_a_setting_and_follow_the_same_course(case: Path, tmp_path: Path) -> None:
    settings: dict[str, Any] = {"XDG_CONFIG_HOME": str(tmp_path / "settings"), "APPDATA": str(tmp_path / "settings")}
    first = Terminal("new", "--plain", cwd=case, **settings)
    first.sees("1. a first letter")
    first.kill()
    again = Terminal("new", cwd=case, **settings)
    again.sees("Give a number, or words to search.")
    again.keys("?\n")
    again.sees("< goes back")
    again.keys("follow\n")
    again.sees("1. a follow-up")
    again.keys("1\n")
    again.sees("The date of the letter?")
    again.keys("<\n")
    again.sees("Your answer (Enter takes: a follow-up):")
    again.kill()


def test_the_highlighted_statement_is_shown_whole_at_sixty_columns(case: Path) -> None:
    start = "The council has no part in deciding when repairs are made and does not expect to be asked about it"
    text = (case / "case.yaml").read_text(encoding="utf-8")
    source = next(path for path in (case / "sources").iterdir() if "no part in deciding" in path.read_text("utf-8"))
    with source.open("a", encoding="utf-8") as file:
        file.write("".join(f"\n\n{start} again by the tenants of block {name}.\n" for name in "AB"))
    extra = (
        "".join(
            f"  long-{name}:\n    words: {start} again by the tenants of block {name}.\n    source: reply\n"
            for name in "ab"
        )
        .replace("block a", "block A")
        .replace("block b", "block B")
    )
    (case / "case.yaml").write_text(text.replace("\nclaims:\n", f"\nclaims:\n{extra}"), encoding="utf-8")
    at = Terminal("new", cwd=case, size=(24, 60), NO_COLOR="1")
    at.answer("What kind of letter is it?", DOWN, ENTER)
    for ask in ("The date of the letter?", "To whom is it written?", "Which letters does it answer?"):
        at.answer(ask, ENTER)
    for ask in ("What is the subject?", "Our reference?", "Their reference?"):
        at.answer(ask, ENTER)
    at.sees("? Which statements are to be challenged?")
    at.sees("block A.”")
    at.sees("block B.”")
    at.keys("tenants", DOWN)
    at.sees("block B.” | Grace Okafor")
    whole = " ".join(line.strip("| ").strip() for line in at.lines if line.startswith("  | "))
    assert f"{start} again by the tenants of block B." in whole
    assert not any(len(line) > 60 for line in at.lines)
    at.kill()
