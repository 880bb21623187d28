"""A figure that nearly is a fact of the case is found; a figure that is another is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.checks.differing import slip
from tests.checking import CASE, Desk

WRONG = [
    ("See NC-2032-118 for this.", "NC-2023-118"),
    ("See NC-2023-1118 for this.", "NC-2023-118"),
    ("See ref. NC-2023-113, which says so.", "NC-2023-118"),
    ("It cost £421m in all.", "£412m"),
    ("It cost £421,000,000 in all.", "£412m"),
    ("It cost 412 million euros in all.", "£412m"),
    ("It cost £421 million in all.", "£412m"),
    ("It cost £412bn in all.", "£412m"),
    ("It cost €412m in all.", "£412m"),
    ("It cost £4,12m, or £4,120m, in all.", "£412m"),
    ("It was signed on 12 March 2024.", "21 March 2024"),
    ("It was signed on 21 May 2024.", "21 March 2024"),
]
NAMES = [("As Ann Smyth wrote.", "Ann Smith"), ("As Anne Smith, or Ann Smiht, wrote.", "Ann Smith")]
RIGHT = [
    "It cost GBP 412m, or £412,000,000, or 412 million pounds.",
    "Ann Smith’s Smiths wrote, as did Ann Brown; an annual smith, Smith & Ann, and Ann.",
    "{{ evidence('contract').reference }} runs for 21 years, of which 12 months are over, or for twenty-one years.",
    "See NC-2023-118 for this; it cost £412m, or £412 million, over 21 years.",
    "See NC-2019-004 for this; it cost £38m over 12 years.",
    "NC-2023-118 and NC-2023-119 were signed on 21 March 2024 and on 21 May 2024.",
    "It cost £412m, of which £413m was lost.",
    "It was signed on 21 March 2023 and 22 March 2024.",
    "They quote “NC-2032-118” and “£421m”.",
    "Chapter 421 has 421 pages.",
]
CASE = CASE.replace("term: 21 years", "term: 21 years, signed: {date: 2024-03-21}")


@pytest.mark.parametrize(("text", "right"), WRONG)
def test_a_slip_is_shown_beside_the_fact(tmp_path: Path, text: str, right: str) -> None:
    finding = Desk(tmp_path).one("fact-differs", text, case=CASE)
    assert finding.severity == "error"
    assert right in finding.message


@pytest.mark.parametrize(("text", "right"), NAMES)
def test_a_name_that_nearly_is_a_party_s_is_shown_beside_it(tmp_path: Path, text: str, right: str) -> None:
    assert right in Desk(tmp_path).one("fact-differs", text, case=CASE).message


@pytest.mark.parametrize("said", ["12 years", "21 months", "twelve years"])
def test_a_duration_beside_its_evidence_is_compared_with_it(tmp_path: Path, said: str) -> None:
    text = "{{ evidence('contract').reference }} runs for " + said + "."
    assert "“21 years”" in Desk(tmp_path).one("fact-differs", text, case=CASE).message


def test_a_duration_that_is_another_fact_of_the_evidence_is_not_accused(tmp_path: Path) -> None:
    text = "{{ evidence('contract').reference }} runs for 21 years, and can be ended after 12 years or 21 months."
    case = CASE.replace("term: 21 years", "term: 21 years, break: 12 years, notice: 21 months")
    assert "fact-differs" not in Desk(tmp_path).codes(text, case=case)


@pytest.mark.parametrize("text", RIGHT)
def test_another_figure_is_not_accused(tmp_path: Path, text: str) -> None:
    assert "fact-differs" not in Desk(tmp_path).codes(text, case=CASE)


def test_an_inserted_fact_is_never_accused(tmp_path: Path) -> None:
    text = 'It is {{ evidence("contract").reference }}, {{ evidence("contract").value }}, {{ source("award").date }}.'
    assert Desk(tmp_path).codes(text, case=CASE) == []


@given(word=st.text("ABC123-", min_size=2, max_size=9), data=st.data())
def test_every_slip_is_known_from_both_sides(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    dropped = word[:at] + word[at + 1 :]
    changed = word[:at] + "x" + word[at + 1 :]
    assert slip(word, swapped) == slip(swapped, word) == ("swapped" if swapped != word else "")
    assert slip(word, dropped) == slip(dropped, word) == slip(word, changed) == "changed"
