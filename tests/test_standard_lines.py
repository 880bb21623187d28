"""Standard lines: expired, unapproved, changed under an open brief, pinned."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.library import pin_of
from tests.command import run

LINE = """\
---
title: Ours
kind: paragraph
owner: Legal team
approved_by: Head of Legal
approved_on: 2024-01-20
review_by: 2026-01-31
---
We reserve {words} rights.
"""


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    run("init", str(tmp_path / "case"))
    _line(tmp_path / "case", "all our")
    path = tmp_path / "case" / "letter.yaml"
    path.write_text(
        "date: 2025-03-17\nto: okafor\nsubject: Lifts\nbody:\n  - snippet: paragraph/ours\n", encoding="utf-8"
    )
    return path


def _line(case: Path, words: str, text: str = LINE) -> None:
    folder = case / "snippets" / "paragraph"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ours.md").write_text(text.replace("{words}", words), encoding="utf-8")


def _text(brief: Path) -> str:
    assert run("build", str(brief), "-o", str(brief.with_suffix(".txt"))).code == 0
    return brief.with_suffix(".txt").read_text(encoding="utf-8")


def test_a_line_that_changed_is_shown_and_the_wording_it_had_can_be_kept(brief: Path) -> None:
    assert "We reserve all our rights." in _text(brief)
    assert "snippet-changed" not in run("check", str(brief)).err
    _line(brief.parent, "some of our")
    said = run("check", str(brief)).err
    assert "where it had “all”, it has “some of”" in said
    pin = said.partition("`pin: ")[2][:12]
    brief.write_text(brief.read_text(encoding="utf-8") + f"    pin: {pin}\n", encoding="utf-8")
    assert "snippet-changed" not in run("check", str(brief)).err
    assert "We reserve all our rights." in _text(brief)


def test_building_again_takes_the_new_wording_for_good(brief: Path) -> None:
    _text(brief)
    _line(brief.parent, "no")
    assert "We reserve no rights." in _text(brief)
    assert "snippet-changed" not in run("check", str(brief)).err


@pytest.mark.parametrize(
    ("was", "now", "code"),
    [
        ("review_by: 2026-01-31", "review_by: 2025-01-31", "snippet-expired"),
        ("approved_on: 2024-01-20\n", "", "snippet-unapproved"),
    ],
)
def test_lines_that_may_not_go_out_are_found(brief: Path, was: str, now: str, code: str) -> None:
    assert code not in run("check", str(brief)).err
    _line(brief.parent, "all our", LINE.replace(was, now))
    assert code in run("check", str(brief)).err


def test_a_pin_that_is_not_kept_is_an_error(brief: Path) -> None:
    brief.write_text(brief.read_text(encoding="utf-8") + '    pin: "000000000000"\n', encoding="utf-8")
    done = run("check", str(brief))
    assert done.code == 1
    assert "snippet-pin" in done.err


def test_a_pinned_wording_that_somebody_changed_is_an_error_and_other_line_ends_are_not(brief: Path) -> None:
    _text(brief)
    (kept,) = (brief.parent / ".drafter" / "wording").glob("*.md")
    brief.write_text(brief.read_text(encoding="utf-8") + f'    pin: "{kept.stem}"\n', encoding="utf-8")
    kept.write_bytes(kept.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    assert run("check", str(brief)).code == 0
    kept.write_bytes(kept.read_bytes().replace(b"all our", b"none of our"))
    done = run("check", str(brief))
    assert done.code == 1
    assert "was changed" in done.err


def test_a_pin_of_nothing_but_digits_is_given_as_yaml_has_to_have_it(brief: Path) -> None:
    for number in range(3000):
        _line(brief.parent, f"all {number} of our")
        text = LINE.replace("{words}", f"all {number} of our")
        if pin_of(text).isdecimal():
            break
    _text(brief)
    _line(brief.parent, "no")
    said = run("check", str(brief)).err
    assert f'`pin: "{pin_of(text)}"`' in said


def test_one_line_pinned_in_one_place_and_as_it_is_now_in_another(brief: Path) -> None:
    _text(brief)
    pin = pin_of(LINE.replace("{words}", "all our"))
    _line(brief.parent, "some of our")
    pinned = f'  - snippet: paragraph/ours\n    pin: "{pin}"\n'
    brief.write_text(brief.read_text(encoding="utf-8").replace("body:\n", f"body:\n{pinned}"), encoding="utf-8")
    assert "snippet-changed" in run("check", str(brief)).err
    assert "We reserve some of our rights." in _text(brief)
    assert "snippet-changed" not in run("check", str(brief)).err


def test_a_line_that_changed_after_a_batch_is_shown_when_its_brief_is_checked(brief: Path) -> None:
    table = brief.parent / "to.csv"
    table.write_text("to\nokafor\n", encoding="utf-8")
    brief.write_text(brief.read_text(encoding="utf-8").replace("to: okafor\n", ""), encoding="utf-8")
    batch = ("batch", str(brief), "-r", str(table), "--format", "txt", "-o", str(brief.parent / "out"))
    assert run(*batch).code == 0
    _line(brief.parent, "some of our")
    assert "where it had “all”, it has “some of”" in run(*batch).err
