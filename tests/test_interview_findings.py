"""What is wrong at the end of an interview is said with the question whose answer mends it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from drafter.cli.desk import Desk
from drafter.interview.brief_text import brief_text
from drafter.interview.findings import spoken
from drafter.workshop import Settings, open_brief
from tests.command import run
from tests.test_interview import ANSWERS, Somebody, interview

STANDS = "claim/no-part/stands"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    run("init", str(tmp_path / "lifts"))
    return tmp_path / "lifts" / "case.yaml"


def advice(case: Path, answers: dict[str, Any]) -> dict[str, str]:
    """What is advised, by the code of the finding."""
    made = interview(case, Somebody(answers))
    path = case.parent / "made.yaml"
    path.write_text(brief_text(made.brief()), encoding="utf-8")
    found = open_brief(path).findings
    context = Desk(case, Settings).context()
    return {one.code: spoken(one, context, made.asked, found).advice for one in found}


def test_evidence_that_no_wording_sets_out_leads_to_the_question_for_its_wording(case: Path) -> None:
    wanted = {**ANSWERS, "claim/no-part/evidence-wording": [], f"{STANDS}": ["own words"], f"{STANDS}/own": "No, sir."}
    found = advice(case, wanted)
    for code in ("claim-without-evidence", "evidence-unused"):
        assert found[code] == "change the answer to: Which wording sets the evidence out?"
    without = advice(case, {**wanted, "claim/no-part/evidence": []})
    assert without["claim-without-evidence"] == "change the answer to: Which evidence stands against it?"


@pytest.mark.parametrize(
    ("code", "impression"),
    [
        ("word-doubled", "That the contractor decides when it is"),
        ("word-doubled", "the the contractor decides when it is"),
        ("punctuation-doubled", "the contractor alone decides."),
        ("quotation-unsourced", "the council said “we are not to be asked at all about this matter ever”"),
    ],
)
def test_a_slip_in_what_was_typed_leads_to_the_question_that_it_was_typed_for(
    case: Path, code: str, impression: str
) -> None:
    name = f"{STANDS}/challenge/impression-contradicted/impression"
    assert advice(case, {**ANSWERS, name: impression})[code].endswith(
        "change the answer to: What impression does it convey?"
    )


def test_an_end_without_a_mark_leads_to_the_words_that_end_so(case: Path) -> None:
    found = advice(case, {**ANSWERS, "opening/own": "Thank you for the long letter that you sent to me about this"})
    assert found["end-mark-missing"].endswith("change the answer to: Your words?")
