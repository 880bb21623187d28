"""The letter that started the project, as it was sent: its faults are found, and nothing else is called an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.problems import Finding
from drafter.workshop import open_brief

SEED = Path(__file__).parent / "data" / "seed.txt"
FAULTS = {
    "quotation-unclosed": "the contractual life cycle",
    "instrument-misnamed": "Guiding Principles of Business and Human Rights",
    "commentary-as-provision": "Principle 12",
    "emphasis-unquoted": "emphasis added",
    "tier-misnamed": "Principle 21",
}


@pytest.fixture
def findings(example: Path) -> list[Finding]:
    paragraphs = [" ".join(words.split()) for words in SEED.read_text(encoding="utf-8").split("\n\n")]
    body = "".join(f"  - text: |\n      {words}\n" for words in [words for words in paragraphs if words][2:-2])
    brief = example / "as-sent.yaml"
    brief.write_text(f"date: 2021-08-16\nto: prosper\nsubject: Notes & Queries\nbody:\n{body}", encoding="utf-8")
    return list(open_brief(brief).findings)


def test_its_faults_and_nothing_else_are_errors(findings: list[Finding]) -> None:
    errors = {finding.code: finding.message for finding in findings if finding.severity == "error"}
    assert errors.keys() == FAULTS.keys()
    assert all(words in errors[code] for code, words in FAULTS.items())


def test_the_misspelled_currency_is_found(findings: list[Finding]) -> None:
    (finding,) = [one for one in findings if one.code == "spelling"]
    assert "youan" in finding.message
    assert "yuan" in finding.advice
