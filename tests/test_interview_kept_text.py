"""A brief that is gone through again keeps its comments and its order where nothing was answered otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter import yaml_files
from drafter.interview.kept_text import kept_text
from tests.command import run

BRIEF = """\
# Ours: do not lose.
date: 2025-04-07
to: okafor
subject: Lifts # as agreed
our_ref: EOC/2025/17 # file note
deadline:
  working_days: 20 # usual
  country: GB
copies:
- Ofwat  # agreed with the Chair
- Environment Agency

# What the letter deals with.
claims: [no-part]
evidence:
- lift-contract

# Part by part.
body:
- snippet: opening/first-letter
  with:
    matter: lifts
# legal cleared this
- challenge:
    claim: no-part
  body:
  - text: One.
  # asked by the board
  - question: Why?
- text: |
    # no comment
    Last.
# the end
"""


def plan(text: str) -> Any:
    root = yaml_files.read(text.encode(), "brief").root
    assert root is not None
    return yaml_files.plain(root)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("subject: Lifts #", "subject: Stairs #"),
        ("working_days: 20 #", "working_days: 10 #"),
        ("- Environment Agency\n", "- The Board\n- Environment Agency\n"),
        ("- Ofwat  # agreed with the Chair\n", ""),
        ("our_ref: EOC/2025/17 # file note\n", ""),
        ("subject: Lifts # as agreed\n", "subject: Lifts # as agreed\nyour_ref: A/1\n"),
        ("  - text: One.\n", "  - text: Two.\n"),
        ("question: Why?", "question: How?"),
        ("matter: lifts", "matter: stairs"),
        ("# legal", "- text: New.\n# legal"),
        ("claims: [no-part]", "claims:\n- no-part\n- other"),
    ],
)
def test_what_is_answered_otherwise_changes_and_all_else_stays(before: str, after: str) -> None:
    wanted = BRIEF.replace(before, after)
    assert kept_text(BRIEF, plan(wanted)) == wanted
    windows = kept_text(BRIEF.replace("\n", "\r\n"), plan(wanted))
    assert windows == wanted.replace("\n", "\r\n")


def test_with_nothing_changed_the_text_is_the_same() -> None:
    assert kept_text(BRIEF, plan(BRIEF)) == BRIEF


WORDS = st.text("ab #:-'\"|>é\n[]{}", max_size=12)
VALUES = st.recursive(WORDS, lambda one: st.lists(one, max_size=3) | st.dictionaries(WORDS, one, max_size=3))
PLANS = st.dictionaries(st.sampled_from(["to", "copies", "claims", "body"]), VALUES, min_size=1)


@given(PLANS, PLANS)
def test_whatever_changes_the_text_says_what_was_answered_or_there_is_none(old: Any, new: Any) -> None:
    made = kept_text(yaml_files.dump(old), new)
    for name, value in plan(made).items() if made is not None else ():
        assert value in (new[name], [new[name]]) or [value] == new[name] or not (value or new[name])


def test_a_file_of_answers_changes_one_line_of_a_brief(tmp_path: Path) -> None:
    run("init", tmp_path / "lifts")
    brief, answers = tmp_path / "lifts" / "letter.yaml", tmp_path / "answers.yaml"
    text = brief.read_text(encoding="utf-8").replace("\nbody:", "\n# cleared by legal\nbody:")
    brief.write_text(text, encoding="utf-8")
    answers.write_text("subject: Other lifts\n", encoding="utf-8")
    assert run("new", "--from", brief, "--answers", answers).code == 0
    [made] = brief.parent.glob("20*.yaml")
    changed = [
        pair for pair in zip(text.splitlines(), made.read_text("utf-8").splitlines(), strict=True) if len({*pair}) > 1
    ]
    assert [after for _, after in changed] == ["subject: Other lifts"]
