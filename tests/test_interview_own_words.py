"""A statement that is challenged in words of one's own is a statement that is challenged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from drafter.interview.brief_text import brief_text
from drafter.interview.offers import Context
from drafter.interview.reopening import answers_of
from drafter.interview.table import holes, rows
from drafter.workshop import open_brief, open_library
from tests.command import run
from tests.test_interview import ANSWERS, Somebody, interview

OWN: dict[str, Any] = {
    **{name: answer for name, answer in ANSWERS.items() if not name.startswith("claim/no-part")},
    "claim/no-part/stands": ["own words"],
    "claim/no-part/stands/own": "That is not what the council resolved in public.",
    "claim/no-part/query": ["own words"],
    "claim/no-part/query/own": "Who decides when repairs are made?",
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    run("init", str(tmp_path / "lifts"))
    return tmp_path / "lifts" / "case.yaml"


def context(case: Path) -> Context:
    held, library, texts = open_library(case)
    return Context(held, library, "2025-03-31", texts)


def test_it_keeps_its_statement_and_its_question(case: Path) -> None:
    brief = interview(case, Somebody(OWN)).brief()
    [challenged] = [item for item in brief["body"] if "challenge" in item]
    assert challenged["challenge"] == {"claim": "no-part"}
    [row] = rows(brief, context(case))
    assert (row.claim, row.questions) == ("no-part", 1)
    [hole] = holes([row], {"no-part": "The council has no part"})
    assert "Missing: evidence, a principle beside" in hole
    path = case.parent / "made.yaml"
    path.write_text(brief_text(brief), encoding="utf-8")
    codes = {one.code for one in open_brief(path).findings}
    assert not codes & {"claim-not-challenged", "claim-without-query", "answer-unused"}
    assert answers_of(brief, context(case))["claim/no-part/stands"] == ["own words"]


def test_what_its_words_name_is_counted(case: Path) -> None:
    said = 'The award ({{ evidence("lift-contract") }}) says otherwise, and so does {{ provision("UNGP 13") }}.'
    wanted = {**OWN, "claim/no-part/stands/own": said, "claim/no-part/evidence": ["lift-contract"]}
    brief = interview(case, Somebody(wanted)).brief()
    [row] = rows(brief, context(case))
    assert row.principles == ("UNGP 13",)
    assert row.evidence == (context(case).case.evidence["lift-contract"].title,)


def test_a_statement_that_nothing_takes_up_is_still_missed(case: Path) -> None:
    path = case.parent / "made.yaml"
    brief = interview(case, Somebody({**OWN, "claim/no-part/stands": [], "claim/no-part/query": []})).brief()
    path.write_text(brief_text(brief), encoding="utf-8")
    assert "claim-not-challenged" in {one.code for one in open_brief(path).findings}


def test_evidence_is_counted_whatever_its_wording_calls_it(case: Path) -> None:
    within = [{"snippet": "evidence/contract-duration", "with": {"contract": "lift-contract"}}]
    [row] = rows({"body": [{"challenge": {"claim": "no-part"}, "body": within}]}, context(case))
    assert row.evidence == (context(case).case.evidence["lift-contract"].title,)
