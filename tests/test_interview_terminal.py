"""Real terminal sessions: what somebody at the keys sees, types and gets."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals of this kind are POSIX", allow_module_level=True)

from tests.command import run
from tests.terminals import CTRL_C, DOWN, ENTER, ESC, SPACE, TAB, Terminal
from tests.test_interview_received import LETTER


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
    again.sees("Taken, because it alone holds these words: a follow-up")
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


PLAN = {
    "What kind of letter": f"follow{ENTER}",
    "The date of the letter": f"\x151 April 2025{ENTER}",
    "Which letters does it answer": f"{SPACE}{ENTER}",
    "Which statements are": f"{SPACE}{ENTER}",
    "How does the statement stand": f"conveys{TAB}{ENTER}",
    "What impression": f"nobody at the council decides{ENTER}",
    "Which evidence stands": f"{SPACE}{ENTER}",
    "What is to be asked about it": f"yes{TAB}{ENTER}",
    "What is to be answered by a yes": f"the council approves each order{ENTER}",
}


def letter_of(folder: Path) -> str:
    [brief] = folder.glob("20*.yaml")
    run("build", str(brief), "-o", str(folder / "out.txt"), "--force")
    return " ".join((folder / "out.txt").read_text(encoding="utf-8").split())


@pytest.mark.parametrize("size", [(24, 80), (24, 60)])
def test_a_letter_is_asked_for_written_and_named(case: Path, size: tuple[int, int]) -> None:
    at = Terminal("new", cwd=case, size=size)
    at.through(PLAN, "What now?")
    at.keys(ENTER)
    assert at.end() == 0
    assert "Next: read the letter" in at.text
    assert len(list(case.glob("20*.docx"))) == 1
    assert "nobody at the council decides" in letter_of(case)


def test_a_brief_that_somebody_wrote_is_gone_through_again_without_a_question(case: Path) -> None:
    (case / "letter.yaml").write_text(
        (case / "letter.yaml").read_text("utf-8").replace("body:\n", "copies: [{party: council}]\nbody:\n", 1), "utf-8"
    )
    held = (case / "letter.yaml").read_bytes()
    at = Terminal("new", "--from", "letter.yaml", cwd=case)
    assert at.through({}, "What now?") == []
    at.keys("write", ENTER)
    assert at.end() == 0
    assert (case / "letter.docx").is_file()
    assert (case / "letter.yaml").read_bytes() == held
    assert list(case.glob("20*")) == []  # nothing is otherwise, so that there is no other brief


def test_a_kill_at_every_question_in_turn_loses_nothing(case: Path, tmp_path: Path) -> None:
    whole = Terminal("new", cwd=case)
    asked = whole.through(PLAN, "What now?")
    whole.keys(ENTER)
    assert whole.end() == 0
    wanted = letter_of(case)
    other = tmp_path / "again"
    run("init", str(other))
    seen: list[str] = []
    for number in range(len(asked) + 1):
        at = Terminal("new", cwd=other)
        if number:
            at.answer("An interview was broken off here.", ENTER)
        question = at.asked()
        if number < len(asked):
            seen.append(question)
            before = at.screen.cursor.y, at.lines
            at.keys(next((keys for start, keys in PLAN.items() if question.startswith(start)), ENTER))
            while (at.screen.cursor.y, at.lines) == before or at.asked() == question:
                at._read(5)  # noqa: SLF001
            at.kill()
    assert seen == asked
    at.keys(ENTER)
    assert at.end() == 0
    assert letter_of(other) == wanted


def test_somebody_who_stops_is_told_what_is_kept_and_how_to_go_on(case: Path) -> None:
    folder = case.rename(case.with_name("lifts & stairs"))
    at = Terminal("new", str(folder), cwd=folder.parent)
    at.through(PLAN, "Which statements are")
    at.keys(SPACE, CTRL_C)
    assert at.end() == 130
    assert "Your answers are kept; only what was being typed or ticked is not." in at.text
    assert "To go on: drafter new 'lifts & stairs'" in " ".join(at.text.split())
    again = Terminal("new", "lifts & stairs", cwd=folder.parent)
    again.answer("An interview was broken off here.", ENTER)
    again.through(PLAN, "What now?")
    again.keys("keep", ENTER)
    assert again.end() == 0
    assert re.search(r"Next: drafter check 'lifts & stairs/20[-\w]*\.yaml'", again.text)


def test_a_brief_that_is_only_looked_at_is_not_copied(case: Path) -> None:
    before = {path.name for path in case.glob("*.yaml")}
    for _ in range(2):
        at = Terminal("new", "--from", "letter.yaml", cwd=case)
        assert at.through({}, "What now?") == []
        at.keys(CTRL_C)
        assert at.end() == 130
    assert {path.name for path in case.glob("*.yaml")} == before


def test_a_brief_of_an_interview_that_is_written_again_unchanged_stays_the_only_one(case: Path) -> None:
    at = Terminal("new", cwd=case)
    at.through(PLAN, "What now?")
    at.keys("keep", ENTER)
    assert at.end() == 0
    [brief] = case.glob("20*.yaml")
    held = brief.read_bytes()
    at = Terminal("new", "--from", brief.name, cwd=case)
    at.through({}, "What now?")
    at.keys("write", ENTER)
    assert at.end() == 0
    assert list(case.glob("20*.yaml")) == [brief]
    assert brief.read_bytes() == held
    assert brief.with_suffix(".docx").is_file()


def test_a_letter_whose_case_was_begun_is_gone_on_with_without_being_named(tmp_path: Path) -> None:
    (tmp_path / "reply.txt").write_text(LETTER, encoding="utf-8")
    settings: dict[str, Any] = {"XDG_CONFIG_HOME": str(tmp_path / "cfg"), "APPDATA": str(tmp_path / "cfg")}
    at = Terminal("new", "reply.txt", cwd=tmp_path, **settings)
    at.through({}, "Who signs its letters")
    at.keys(CTRL_C)
    assert at.end() == 130
    again = Terminal("new", cwd=tmp_path, **settings)
    again.answer("An interview was broken off here.", ENTER)
    assert again.asked().startswith("Who signs its letters")
    again.kill()


def pdf_of(text: str) -> bytes:
    """A PDF file of one page with the lines of a text on it, as a printer driver makes it."""
    import io

    from pypdf import PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, StreamObject

    names = {"Type": "Font", "Subtype": "Type1", "BaseFont": "Helvetica", "Encoding": "WinAnsiEncoding"}
    font = DictionaryObject({NameObject(f"/{key}"): NameObject(f"/{value}") for key, value in names.items()})
    said = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in text.splitlines()]
    drawn = StreamObject()
    lines = "".join(f"T* ({line}) Tj\n" if line else "T*\n" for line in said)
    drawn.set_data(f"BT /F1 11 Tf 14 TL 72 780 Td\n{lines}ET".encode("cp1252"))
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})  # noqa: SLF001
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = writer._add_object(drawn)  # noqa: SLF001
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_from_nothing_but_a_letter_to_a_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "reply.pdf").write_bytes(pdf_of(LETTER))
    settings: dict[str, Any] = {"XDG_CONFIG_HOME": str(tmp_path / "cfg"), "APPDATA": str(tmp_path / "cfg")}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    at = Terminal("new", "reply.pdf", cwd=tmp_path, **settings)
    plan = {
        **PLAN,
        "Who signs its letters": f"Ann Able{ENTER}",
        "Which of these statements": f"{SPACE}{ENTER}",
        "Which statements are": ENTER,  # what was ticked as worth a challenge is ticked
        "How does the statement stand": f"unsupported{TAB}{ENTER}",
        "Which evidence stands": ENTER,
        "What kind": f"follow{ENTER}",
        "What is to be asked about it": f"yes{TAB}{ENTER}",
        "What is to be answered by a yes": f"the council approves each order{ENTER}",
    }
    del plan["What kind"], plan["Which letters does it answer"]
    asked = at.through(plan, "What now?")
    assert "Are these to be kept as your office's?" in asked
    at.keys(ENTER)
    assert at.end() == 0
    assert "Thank you for your letter of 3 March 2025" in letter_of(tmp_path / "reply")
    assert len(list((tmp_path / "cfg").rglob("office.yaml"))) == 1
    letter = letter_of(tmp_path / "reply")
    assert "Dear Ms Okafor" in letter
    assert "The council has no part in deciding when repairs are made." in letter
