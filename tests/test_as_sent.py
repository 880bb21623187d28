"""The letter as it went out: `drafter check` finds each of its six faults, and accuses nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from drafter.model import plain_text
from drafter.workshop import open_brief
from tests.command import run
from tests.conftest import EXAMPLE

BRIEF = EXAMPLE / "as-sent.yaml"
SEED = Path(__file__).parent / "data" / "seed.txt"
ONE_SHAPE = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\xa0": " ", "*": ""})
FAULTS = {
    "quotation-unclosed": "Justin’s latest letter states",
    "spelling": "Justin’s latest letter states",
    "instrument-misnamed": "Justin goes on to reiterate",
    "commentary-as-provision": "This is helpful as the Guiding Principles",
    "emphasis-unquoted": "Perhaps most importantly here",
    "tier-misnamed": "Perhaps most importantly here",
}
"""The faults that LETTERS.md names, and how the paragraph begins in which each stands."""


@pytest.fixture(scope="module")
def found() -> list[dict[str, Any]]:
    done = run("check", BRIEF, "--format", "json")
    assert done.code == 1
    listed: list[dict[str, Any]] = json.loads(done.out)
    return listed


@pytest.mark.parametrize("code", FAULTS)
def test_each_fault_is_found_once_with_its_line(code: str, found: list[dict[str, Any]]) -> None:
    (one,) = [finding for finding in found if finding["code"] == code]
    assert one["file"].endswith("as-sent.yaml")
    line = BRIEF.read_text(encoding="utf-8").splitlines()[one["line"] - 1]
    assert line.strip().startswith(FAULTS[code])
    assert one["advice"]


def test_a_wrong_word_is_shown_with_the_right_one(found: list[dict[str, Any]]) -> None:
    (one,) = [finding for finding in found if finding["code"] == "spelling"]
    assert "“youan”" in one["message"]
    assert "“yuan”" in one["advice"]


def test_nothing_else_is_called_an_error(found: list[dict[str, Any]]) -> None:
    errors = {finding["code"] for finding in found if finding["severity"] == "error"}
    assert errors <= set(FAULTS)


def test_what_is_doubtful_besides_is_the_voice_and_what_was_typed(found: list[dict[str, Any]]) -> None:
    doubtful = {finding["code"] for finding in found if finding["severity"] == "warning"}
    assert doubtful <= {"spelling", "voice-mixed", "quotation-unsourced"}


def test_no_letter_is_built_of_it(example: Path) -> None:
    assert run("build", example / "as-sent.yaml").code == 1
    assert not (example / "as-sent.docx").exists()


def test_it_is_the_letter_that_was_sent_word_for_word() -> None:
    dossier = open_brief(BRIEF).dossier
    assert dossier is not None
    words = plain_text(dossier.letter.body).translate(ONE_SHAPE).split()
    sent = SEED.read_text(encoding="utf-8").translate(ONE_SHAPE).split()
    start, end = sent.index("Further"), len(sent) - sent[::-1].index("matters.")
    assert words == sent[start:end]
