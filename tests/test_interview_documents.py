"""Documents that are added while a letter is asked for, with their files."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from drafter.cli.desk import Desk
from drafter.interview import Interview
from drafter.interview.course import course
from drafter.interview.journal import Unkept
from drafter.interview.questions import ADD
from drafter.sources import digest
from drafter.workshop import Settings, open_brief, open_library
from tests.command import run
from tests.test_interview import ANSWERS, Somebody

NEW = "claim/no-part/evidence/new"
WORDS = "The contractor acts on the council's orders alone."


@pytest.fixture
def case(tmp_path: Path) -> Path:
    assert run("init", tmp_path / "lifts").code == 0
    return tmp_path / "lifts" / "case.yaml"


def interview(case: Path, file: str | None, words: str = WORDS) -> Interview:
    desk = Desk(case, Settings)
    answers: dict[str, Any] = {
        **ANSWERS,
        "claim/no-part/evidence": [ADD],
        f"{NEW}/source": ADD,
        f"{NEW}/source/new/title": "the minutes",
        f"{NEW}/source/new/author": "council",
        f"{NEW}/source/new/file": file,
        f"{NEW}/title": "minutes of March",
        f"{NEW}/words": words,
        "claim/no-part/evidence/again": ["minutes-of-march"],
        "claim/no-part/evidence-wording": ["own words"],
        "claim/no-part/evidence-wording/own": 'They say: {{ quote(passage("minutes-of-march.main")) }}.',
    }
    asker = Somebody(answers)
    made = Interview(Unkept(case), partial(course, desk.context), desk.has, desk.add, asker)
    made.change = desk.change
    return made


def test_a_document_that_is_added_brings_its_file_which_quotations_are_checked_against(
    case: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "the minutes.txt"
    letter.write_text(f"Agreed. {WORDS} Closed.\n", encoding="utf-8")
    made = interview(case, str(letter))
    made.brief()
    [source] = [one for one in open_library(case)[0].sources.values() if one.title == "minutes"]
    assert source.file == "sources/the minutes.txt"
    assert (case.parent / source.file).read_bytes() == letter.read_bytes()
    assert source.sha256 == digest(letter.read_bytes())
    [asked] = [one.question for one in made.asked if one.question.id == f"{NEW}/words"]
    assert "do not stand" in asked.wrong("The contractor acts on nobody's orders.")
    [asked] = [one.question for one in made.asked if one.question.id.endswith("/new/file")]
    assert asked.wrong(f"'{letter}'") == ""
    assert asked.wrong("/nowhere.pdf") == "there is no file '/nowhere.pdf'"
    letter.with_suffix(".xyz").write_bytes(b"\0")
    assert asked.wrong(str(letter.with_suffix(".xyz"))) != ""


def test_another_file_for_a_document_that_was_added_takes_its_place_in_the_case(case: Path, tmp_path: Path) -> None:
    for name in ("one.txt", "other.txt"):
        (tmp_path / name).write_text(f"{name}. {WORDS}\n", encoding="utf-8")
    made = interview(case, str(tmp_path / "one.txt"))
    made.brief()
    for file, held in ((str(tmp_path / "other.txt"), "sources/other.txt"), (None, None), ("one.txt", None)):
        made.take_back(f"{NEW}/source/new/file")
        made.journal.former.clear()
        wanted = file if file != "one.txt" else str(tmp_path / "one.txt")
        made.ask = Somebody({f"{NEW}/source/new/file": wanted})
        made.brief()
        [source] = [one for one in open_library(case)[0].sources.values() if one.title == "minutes"]
        assert source.file == (held if file != "one.txt" else "sources/one.txt")
        assert bool(source.sha256) == bool(source.file)


def test_without_a_file_it_is_said_that_nothing_checks_what_is_quoted(case: Path) -> None:
    from drafter.interview.brief_text import brief_text

    path = case.parent / "made.yaml"
    path.write_text(brief_text(interview(case, None).brief()), encoding="utf-8")
    assert "quotation-unverified" in {one.code for one in open_brief(path).findings}


def test_a_title_is_taken_without_the_article_that_wording_brings(case: Path) -> None:
    brief = interview(case, None).brief()
    held = open_library(case)[0]
    assert "minutes-of-march" in brief["evidence"]
    assert [one.title for one in held.sources.values()][-1] == "minutes"
