"""A finding is silenced with a reason; a misquotation never."""

from __future__ import annotations

from pathlib import Path

from drafter.starter import start
from drafter.workshop import open_brief


def test_a_misquotation_cannot_be_silenced(tmp_path: Path) -> None:
    start(tmp_path / "case")
    case, brief = tmp_path / "case" / "case.yaml", tmp_path / "case" / "letter.yaml"
    case.write_text(case.read_text(encoding="utf-8").replace("has no part", "plays no part"), encoding="utf-8")
    silence = "\nsilence:\n  - {code: quotation-altered, reason: x}\n"
    brief.write_text(brief.read_text(encoding="utf-8") + silence, encoding="utf-8")

    opened = open_brief(brief)

    assert opened.stops
    assert "quotation-altered" in [finding.code for finding in opened.findings]
