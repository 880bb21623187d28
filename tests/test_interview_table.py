"""The table at the end of an interview says what stands beside each statement, and what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from drafter.case import Case
from drafter.interview.offers import Context
from drafter.interview.planned import earlier
from drafter.interview.prompts import cells
from drafter.interview.table import holes, lines, rows
from drafter.library import Library

BRIEF: dict[str, Any] = {
    "claims": ["one", "two"],
    "body": [
        {
            "challenge": {"claim": "one", "evidence": "tender"},
            "body": [
                {"snippet": "challenge/unsupported"},
                {"snippet": "principle/quoted", "with": {"principle": {"provision": "UNGP 13", "words": "seek"}}},
                {"snippet": "principle/applied-to", "with": {"principle": "UNGP 17", "subject": "Lift 3"}},
                {"question": {"snippet": "query/yes-or-no"}},
                {"snippet": "query/quantify", "with": {"passage": "report.main"}},
            ],
        }
    ],
}
CONTEXT = Context(Case(), Library(Path()), "2025-04-01")
WORDS = {"one": "We never did this. " * 9, "two": "We always do that."}


def test_it_counts_what_the_brief_holds() -> None:
    one, two = rows(BRIEF, CONTEXT)
    assert (one.evidence, one.principles, one.questions) == (("tender", "report"), ("UNGP 13", "UNGP 17"), 2)
    assert (two.evidence, two.principles, two.questions) == ((), (), 0)


def test_every_hole_is_said() -> None:
    assert holes(rows(BRIEF, CONTEXT), WORDS) == [
        "Missing: evidence, a principle, a question beside “We always do that.”"
    ]


@pytest.mark.parametrize("width", [40, 59, 79, 120])
def test_it_fits_the_screen(width: int) -> None:
    table = lines(rows(BRIEF, CONTEXT), WORDS, width)
    assert all(len(line) <= width for line in table)
    assert any("tender, report" in line for line in table)


@pytest.mark.parametrize("width", [40, 79])
def test_it_fits_the_screen_in_scripts_whose_letters_take_two_cells(width: int) -> None:
    words = {"one": "市议会不参与决定何时进行维修" * 4, "two": "市议会总是参与决定" * 9}
    table = lines(rows(BRIEF, CONTEXT), words, width, cells)
    assert all(cells(line) <= width for line in table)
    assert cells(table[-1].partition("beside ")[2]) <= 60
    starts = {cells(line.partition("tender")[0]) for line in table if "tender" in line}
    assert starts == {cells(table[0].partition("evidence")[0])} or width == 40


def test_a_snippet_is_known_by_its_kind_wherever_it_lies(tmp_path: Path) -> None:
    folder = tmp_path / "snippets" / "ours"
    folder.mkdir(parents=True)
    for name, kind, param in (("asked", "query", "words"), ("held", "principle", "provision")):
        head = f"---\ntitle: {name}\nkind: {kind}\nparams:\n  what: {{type: {param}, ask: What?}}\n---\n"
        (folder / f"{name}.md").write_text(f"{head}Is it {{{{ what }}}}?\n", encoding="utf-8")
    items = [
        {"snippet": "ours/asked", "with": {"what": "so"}},
        {"snippet": "ours/held", "with": {"what": "UNGP 13"}},
    ]
    brief: dict[str, Any] = {"body": [{"challenge": {"claim": "one"}, "body": items}]}
    context = Context(Case(), Library(tmp_path), "2025-04-01")
    [row] = rows(brief, context)
    assert (row.principles, row.questions) == (("UNGP 13",), 1)
    assert earlier("x.yaml", brief, context).questions == (
        {"snippet": "ours/asked", "with": {"claim": "one", "what": "so"}},
    )
