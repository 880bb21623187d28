"""What is typed twice, unseen or left unfilled is found; what only looks like it is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checking import CASE, Desk

SLIPS = {
    "word-doubled": [
        "It was the the case.",
        "He has has it.",
        "The the case.",
        "So it\nit is.",
        "It says that That is so.",
        "It is the The case.",
    ],
    "space-before-mark": ["It was so , and so.", "Was it so ?", "It (so it is ) was.", "It ( so it is) was."],
    "quotes-mixed": [
        'He said {{ quote(claim("no-cameras")) }} of the "plan".',
        "The firm's “plan” is the office’s.",
        'It is “so” and "so".',
    ],
    "invisible-character": ["It w\u200bas so.", "It was\u00ad so."],
    "placeholder": [
        "TODO: say why.",
        "The sum is TBC.",
        "Dear [name], it was so.",
        "It was in XX March 2025.",
        "It was so ????",
        "It was so ().",
        "Lorem ipsum dolor.",
        "It cost [insert amount].",
        "Error! Reference source not found.",
        "It is <insert name here>.",
    ],
    "script-mixed": ["The cоmpany was there.", "The Αbc plan is there."],
}
RIGHT = [
    "He had had it, and said that that was so.",
    "It came in in 2019, and was carried on on Monday.",
    "The town of Baden Baden and Duran Duran.",
    "It was so … and so.",
    "It is 5' 10\" high.",
    "The company’s “plan” is ‘so’.",
    "The reply [sic] is [2019] UKSC 5.",
    "The call f() of the code.",
    "Article XXX of the Treaty.",
    "It is 5 μg, or 3 kΩ.",
    "Компания and the company.",
    "[ ] yes [ ] no",
    "[signature redacted] is what it says.",
    "Dr. A. B. Smith wrote to No. 10.",
]
SEVERE = {"placeholder", "script-mixed"}
CODES = SLIPS.keys() | {"space-doubled"}
CASES = [(code, text) for code, texts in SLIPS.items() for text in texts]


@pytest.mark.parametrize(("code", "text"), CASES)
def test_a_slip_is_found_at_its_line(tmp_path: Path, code: str, text: str) -> None:
    finding = Desk(tmp_path).one(code, text)
    assert finding.severity == ("error" if code in SEVERE else "warning")
    assert finding.place.line >= 5


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_not_accused(tmp_path: Path, text: str) -> None:
    assert set(Desk(tmp_path).codes(text)) & CODES == set()


@pytest.mark.parametrize("text", ["It said “the the plan ( is TBC ) .”", '{{ quote(claim("no-cameras")) }}.'])
def test_what_somebody_else_wrote_is_not_the_author_s_slip(tmp_path: Path, text: str) -> None:
    assert set(Desk(tmp_path).codes(text)) & CODES == set()


def test_a_mark_that_turns_the_direction_is_an_error(tmp_path: Path) -> None:
    found = Desk(tmp_path).findings("It is \u2066so.")
    assert [(one.code, one.severity) for one in found if "invisible" in one.code] == [("invisible-character", "error")]


def test_a_word_doubled_where_a_value_is_inserted_is_found(tmp_path: Path) -> None:
    body = '  - text: We have the {{ source("award") }} and latest {{ source("reply") }}.\n'
    assert "latest" in Desk(tmp_path).one("word-doubled", "", body=body).message


@pytest.mark.parametrize("words", ["21  years", "one. Two.  Three"])
def test_two_spaces_in_a_value_are_found(tmp_path: Path, words: str) -> None:
    case = CASE.replace("21 years", f"'{words}'")
    body = '  - text: It is {{ evidence("contract").term }}.\n'
    assert Desk(tmp_path).one("space-doubled", "", body=body, case=case).severity == "warning"


def test_two_spaces_after_each_sentence_are_a_style(tmp_path: Path) -> None:
    case = CASE.replace("21 years", "'one.  Two.  Three'")
    body = '  - text: It is {{ evidence("contract").term }}.\n'
    assert Desk(tmp_path).codes("", body=body, case=case) == []


def test_the_subject_is_read_too(tmp_path: Path) -> None:
    assert Desk(tmp_path).one("placeholder", "It is so.", head="subject: Cameras at [place]\n").place.line == 3


def test_a_name_in_the_case_is_no_placeholder(tmp_path: Path) -> None:
    case = CASE.replace("Jones & Co", "TBC Bank")
    assert "placeholder" not in Desk(tmp_path).codes("TBC Bank has it.", case=case)


def test_a_form_to_tick_is_no_placeholder(tmp_path: Path) -> None:
    body = "  - text: 'Please tick:'\n  - table:\n      columns: [Yes, No]\n      rows: [['[ ]', '( )']]\n"
    assert "placeholder" not in Desk(tmp_path).codes("", body=body)


@given(text=st.text(st.sampled_from("ab ()[]“”‘’'\".,;?\u200b\u2066о\n"), max_size=40))
def test_no_text_breaks_the_checks(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    codes = Desk(tmp_path_factory.mktemp("desk")).codes(f"It {' '.join(text.split())} is.")
    assert "invisible-character" in codes or not re.search("[\u200b\u2066]", text)
