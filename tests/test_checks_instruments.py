"""Instruments and provisions are called what they are, and bind whom they bind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checking import CASE, Desk

ACT = """\
label: ACT
title: Lifts Act 2018
cite: section {number}
provisions:
  "1":
    text: |
      (1) A lift shall be safe.
      (2) A lift shall be clean.
"""
SMALL = [
    '{{ provision("ACT 1(1)") }} says so.',
    'So it is. {{ provision("ACT 1") }} says so.',
    "So it is.\n\nsection 1(2) says so.",
    "Is this known? section 1 says so.",
]
NOT_SMALL = [
    '{{ provision("ACT 1(1)") | capital }} says so.',
    'So it is. {{ provision("ACT 1") | capital }} says so. See {{ provision("ACT 1(2)") }}.',
    "He means, cf. section 1 and Sched. section 2, what para. section 1 says.",
    "It says so, i.e. section 1(1) does.",
    "He said “we know it. section 1 says so” and left.",
    "It says:\n\nsection 1 and no more.",
    "It is found here:\n\n- section 1;\n- section 2.\n\nsection 1 goes first.",
    "sectional views. sections 1 and 2 say so.",
]


def _small(folder: Path, text: str) -> list[str]:
    register = folder / "snippets" / "registers" / "act.yaml"
    register.parent.mkdir(parents=True, exist_ok=True)
    register.write_text(ACT, encoding="utf-8")
    found = Desk(folder).findings(text)
    return [one.message for one in found if one.code == "citation-small-letter" and one.place.line >= 5]


@pytest.mark.parametrize("text", SMALL)
def test_a_citation_that_begins_a_sentence_in_a_small_letter_is_found(tmp_path: Path, text: str) -> None:
    assert len(_small(tmp_path, text)) == 1


@pytest.mark.parametrize("text", NOT_SMALL)
def test_a_citation_within_a_sentence_or_with_a_capital_is_not_accused(tmp_path: Path, text: str) -> None:
    assert _small(tmp_path, text) == []


CODES = {"instrument-misnamed", "provision-unknown", "tier-misnamed", "commentary-as-provision", "bearer-misnamed"}
UNGP = "United Nations Guiding Principles on Business and Human Rights"
WRONG = {
    "instrument-misnamed": [
        "See the Guiding Principles of Business and Human Rights.",
        "See the U.N. Guiding Principles for Business and Human Rights.",
        "See the United Nations Guiding Principles on Businesses & Human Rights.",
        "See the Guiding Principles on the Business and Human Rights.",
    ],
    "tier-misnamed": [
        f"See the {UNGP}, in particular foundational Principle 21.",
        f"The {UNGP} have foundational principles 12, 13 and 21.".replace("principles 12", "Principles 12"),
        f"By the {UNGP}, Principle 21 is a foundational principle.",
        f"By the {UNGP} (Principle 21) you give information. I ask no more than this ‘foundational principle’ does.",
        f"By the {UNGP}, Principle 13, one of the operational principles, counts.",
        f"By the {UNGP}, Principle 16 is foundational.",
        f"By the {UNGP}, Principles 12 and 21 are “operational”, and bind.",
    ],
    "commentary-as-provision": [
        f"The {UNGP} name “groups or populations that require particular attention” (Principle 12).",
        f"By Principle 12 of the {UNGP}, “groups or populations that require particular attention” count.",
    ],
    "bearer-misnamed": [
        f"By the {UNGP}, Principle 4 requires the company to take additional steps.",
        f"By the {UNGP}, Principle 13 requires States to avoid it.",
        f"See the {UNGP}. Under Principle 4, companies must act.",
        f"By the {UNGP}, Principle 13 asks States to avoid it.",
        f"See the {UNGP}. By Principle 13 States should avoid it.",
        f"By the {UNGP}, Principle 4 says that companies must act.",
    ],
    "provision-unknown": [
        f"By the {UNGP}, Principle 44 binds you.",
        "See UN Guiding Principle 44.",
        "See UNGP 44.",
    ],
}
RIGHT = [
    f"See the {UNGP}, and the Guiding Principles on Business and Human Rights, and the Guiding Principles.",
    "See the UN Guiding Principles on Business & Human Rights.",
    "See the Guiding Principles of [sic] Business and Human Rights.",
    "See the Guiding Principles. Of Business and Human Rights I say nothing.",
    "See the Guiding Principles on Internal Displacement, and Business and Human Rights: a Reader.",
    f"See the {UNGP}, in particular operational Principle 21 and foundational Principles 12 and 13.",
    f"By the {UNGP} (Principle 21) you give information. I ask no more than this ‘operational principle’ does.",
    f"By the {UNGP} (Principle 12) you respect rights. I ask no more than this foundational principle does.",
    f"The {UNGP} name “groups or populations that require particular attention” (Principle 12, commentary).",
    f"The commentary on Principle 12 of the {UNGP} names “groups or populations that require particular attention”.",
    f"By Principle 13 of the {UNGP}, “even if they have not contributed to those impacts”.",
    f"By the {UNGP}, Principle 4 requires States to take additional steps, and Principle 13 requires companies to.",
    f"Under Principle 4 of the {UNGP}, where companies are owned by the State, it must act.",
    f"See Principle 44 of the Code of Practice, which the {UNGP} do not name.",
    "See Principle 44.",
    "See Guiding Principle 31 and UNGP 30.",
    f"By the {UNGP}, Principle 16 is operational. Principle 12 is operational throughout the company.",
]


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in WRONG.items() for text in texts])
def test_what_an_instrument_does_not_say_is_found(tmp_path: Path, code: str, text: str) -> None:
    assert Desk(tmp_path).one(code, text).severity == "error"


@pytest.mark.parametrize("text", RIGHT)
def test_what_an_instrument_says_is_not_accused(tmp_path: Path, text: str) -> None:
    assert set(Desk(tmp_path).codes(text)) & CODES == set()


def test_a_misnomer_in_a_quotation_asks_for_sic(tmp_path: Path) -> None:
    said = "It follows the Guiding Principles of Business and Human Rights"
    case = CASE.replace("file: reply.txt", "file: other.txt").replace("We have no cameras", said)
    case = case.replace("  stressed: {words: We have *no* cameras, source: reply, topic: cameras}\n", "")
    (tmp_path / "other.txt").write_text(f"{said}.\n", encoding="utf-8")
    text = '{{ quote(claim("no-cameras")) }}.'
    finding = Desk(tmp_path).one("instrument-misnamed", text, case=case)
    assert finding.severity == "warning"
    assert "[sic]" in finding.advice
    marked = case.replace(said, f"'{said.replace('of Business', 'of [sic] Business')}'")
    assert "instrument-misnamed" not in Desk(tmp_path).codes(text, case=marked)


REGISTER = """\
label: COD
title: Code of Conduct for Camera Operators
cite: Rule {number}
provisions:
  "1": {text: Operators keep a log.}
  "2": {text: Operators show it.}
"""


def test_a_provision_past_the_end_of_a_whole_register_is_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "snippets" / "registers"
    folder.mkdir(parents=True)
    (folder / "code.yaml").write_text(REGISTER, encoding="utf-8")
    text = "See Rule {} of the Code of Conduct for Camera Operators."
    assert Desk(tmp_path).one("provision-unknown", text.format(3)).severity == "error"
    assert Desk(tmp_path).codes(text.format(2)) == []


def test_a_provision_that_an_incomplete_register_lacks_is_a_warning(tmp_path: Path) -> None:
    folder = tmp_path / "snippets" / "registers"
    folder.mkdir(parents=True)
    (folder / "code.yaml").write_text(REGISTER.replace('"2"', '"7"'), encoding="utf-8")
    text = "See Rule 3 of the Code of Conduct for Camera Operators."
    assert Desk(tmp_path).one("provision-unknown", text).severity == "warning"
