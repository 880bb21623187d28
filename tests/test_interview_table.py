"""The table at the end of an interview says what stands beside each statement, and what is missing."""

from __future__ import annotations

from typing import Any

import pytest

from drafter.interview.table import holes, lines, rows

BRIEF: dict[str, Any] = {
    "claims": ["one", "two"],
    "body": [
        {
            "challenge": {"claim": "one", "evidence": "tender"},
            "body": [
                {"snippet": "challenge/unsupported"},
                {"snippet": "principle/quoted", "with": {"principle": {"provision": "UNGP 13", "words": "seek"}}},
                {"question": {"snippet": "query/yes-or-no"}},
                {"snippet": "query/quantify", "with": {"passage": "report.main"}},
            ],
        }
    ],
}
WORDS = {"one": "We never did this. " * 9, "two": "We always do that."}


def test_it_counts_what_the_brief_holds() -> None:
    one, two = rows(BRIEF)
    assert (one.evidence, one.principles, one.questions) == (("tender", "report"), ("UNGP 13",), 2)
    assert (two.evidence, two.principles, two.questions) == ((), (), 0)


def test_every_hole_is_said() -> None:
    assert holes(rows(BRIEF), WORDS) == [
        "Missing: no evidence and no principle and no question beside “We always do that.”"
    ]


@pytest.mark.parametrize("width", [40, 59, 79, 120])
def test_it_fits_the_screen(width: int) -> None:
    table = lines(rows(BRIEF), WORDS, width)
    assert all(len(line) <= width for line in table if not line.startswith("Missing"))
    assert any("tender, report" in line for line in table)
