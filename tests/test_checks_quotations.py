"""Emphasis has its note and a note its emphasis; words in quotation marks have a source."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.model import plain_text
from drafter.workshop import open_brief
from tests.checking import CASE, Desk

CODES = {
    "emphasis-without-note",
    "emphasis-note-alone",
    "emphasis-unquoted",
    "emphasis-note-twice",
    "quotation-unsourced",
}
QUOTE = '{{ quote(claim("stressed")) }}'
PLAIN = '{{ quote(claim("no-cameras")) }}'
EIGHT = "the office has not seen any of this before"
WRONG = {
    "emphasis-without-note": ["He said “it was *never* so”."],
    "emphasis-note-alone": [
        f"He said {PLAIN} (emphasis added).",
        "He said “it was never so” (my emphasis).",
        f"He said {PLAIN} (emphasis in original).",
    ],
    "emphasis-unquoted": ["Businesses should *give information that is enough* to you (Principle 21 emphasis added)."],
    "emphasis-note-twice": [
        f"He said {QUOTE} (emphasis in original).",
        "He “said *so* of it” (emphasis added; my emphasis).",
    ],
    "quotation-unsourced": [
        f"He said “{EIGHT}”.",
        f"He said ‘{EIGHT}’.",
        f'He said "{EIGHT}".',
        "He said “the office has seen this”.",
        "He said “We have no cameras. Nor have we ever”.",
    ],
}
RIGHT = [
    f"He said {QUOTE}.",
    f"He said {PLAIN}.",
    "He said “it was *never* so” (emphasis added).",
    "He said “it was *never* so” (emphasis in the original).",
    "He said “it was *never* so”.\n\n(The emphasis is in the letter: emphasis in original.)",
    "This is *never* so.",
    "He said “*it was never so*”.",
    "He said “so” and ‘the plan’ of “the Company”.",
    "The Annual Report, “Report and Accounts of the Authority for the Year 2023”, is here.",
    "The companies’ plan and the office’s letter are what the firms’ own people say it is, and no more than that.",
    "It is 5' long, and the plan's length is 6' or so, says the engineer's report to us of May.",
]


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in WRONG.items() for text in texts])
def test_what_is_wrong_about_a_quotation_is_found(tmp_path: Path, code: str, text: str) -> None:
    assert Desk(tmp_path).one(code, text).place.line >= 5


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_about_a_quotation_is_not_accused(tmp_path: Path, text: str) -> None:
    assert set(Desk(tmp_path).codes(text)) & CODES == set()


def test_from_eight_words_a_quotation_without_a_source_is_an_error(tmp_path: Path) -> None:
    long = Desk(tmp_path).one("quotation-unsourced", f"He said “{EIGHT}”.")
    short = Desk(tmp_path).one("quotation-unsourced", "He said “the office has seen this”.")
    assert (long.severity, short.severity) == ("error", "warning")


def test_words_that_the_case_holds_are_pointed_to(tmp_path: Path) -> None:
    words = "provide information that is sufficient to evaluate the adequacy of an enterprise's response"
    finding = Desk(tmp_path).one("quotation-unsourced", f"You should “{words}”.")
    assert finding.severity == "warning"
    assert 'quote(provision("UNGP 21"), words="…")' in finding.advice


PART = "seek to prevent or mitigate adverse human rights impacts"
MISQUOTED = {"quotation-altered", "quotation-not-found", "quotation-elsewhere"}


@pytest.mark.parametrize(
    "wording",
    [
        f'{{{{ quote(provision("UNGP 13"), words="{PART}") }}}}',
        f'{{{{ quote(provision("UNGP 13", "{PART}")) }}}}',
        f'{{{{ quote(provision("UNGP 13", words="{PART}")) }}}}',
    ],
)
def test_a_part_of_a_provision_is_quoted_and_verified(tmp_path: Path, wording: str) -> None:
    desk = Desk(tmp_path)
    found = desk.findings(f"It asks you to {wording}.")
    assert {one.code for one in found} & (MISQUOTED | CODES | {"wording"}) == set()
    dossier = open_brief(tmp_path / "letter.yaml").dossier
    assert dossier is not None
    assert f"“{PART}”" in plain_text(dossier.letter.body)
    wrong = desk.one("quotation-altered", f"It asks you to {wording.replace('prevent or', 'prevent and')}.")
    assert wrong.severity == "error"
    assert "where you have 'and', it has 'or'" in wrong.advice


def test_words_of_another_provision_are_not_quoted_as_this_one_s(tmp_path: Path) -> None:
    wording = '{{ quote(provision("UNGP 13"), words="provide information that is sufficient to evaluate") }}'
    assert set(Desk(tmp_path).codes(f"It asks you to {wording}.")) & MISQUOTED


def test_a_part_of_a_claim_and_of_a_block_quotation_is_verified(tmp_path: Path) -> None:
    quoted = '  - text: \'{{ block_quote(claim("no-cameras"), words="Nor have we … sold one") }}\'\n'
    assert set(Desk(tmp_path).codes("", body=quoted)) & MISQUOTED == set()
    assert "quotation-altered" in Desk(tmp_path).codes("", body=quoted.replace("sold one", "sold two"))


def test_the_emphasis_of_a_block_quotation_counts(tmp_path: Path) -> None:
    body = "  - text: '{{ block_quote(claim(\"stressed\")) }}'\n  - text: This says it all.\n"
    assert set(Desk(tmp_path).codes("", body=body)) & CODES == set()


@pytest.mark.parametrize(
    "text",
    [
        "She wrote “he said ‘my file is “shut” now’ to me” and left.",
        "She wrote “he said ‘my file “is ‘shut’ now” he says’ to me” and left.",
        "She wrote “he said “shut” to me” and left.",
        "She wrote ‘he said “my ‘file’ is shut” to me’ and left.",
        "He wrote of ‘the boys’ own “big” plan’, and “the girls’ plan”.",
    ],
)
def test_marks_that_are_balanced_at_any_depth_are_not_accused(tmp_path: Path, text: str) -> None:
    assert "quotation-unclosed" not in Desk(tmp_path).codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "She wrote “he said ‘my file is “shut now’ to me” and left.",
        "She wrote “he said ‘my file is “shut” now to me” and left.",
        "She wrote “he said “shut to me” and left.",
        "She wrote “no“, he said, ”never” and left.",
        "She wrote he said “shut” to me” and left.",
    ],
)
def test_a_mark_without_a_partner_is_found_at_any_depth(tmp_path: Path, text: str) -> None:
    assert "quotation-unclosed" in Desk(tmp_path).codes(text)


NESTED = "He said: “She told us ‘it is “shut” now’, and left.” We agree."


@pytest.mark.parametrize("how", ["quote", "block_quote"])
def test_nested_quotations_of_a_source_are_not_accused(tmp_path: Path, how: str) -> None:
    body = f"  - text: We quote what was said.\n  - text: '{{{{ {how}(claim(\"nested\")) }}}}'\n"
    case = CASE.replace("claims:\n", f"claims:\n  nested: {{words: '{NESTED}', source: award}}\n")
    assert "quotation-unclosed" not in Desk(tmp_path).codes("", body=body, case=case)


def test_a_mark_without_a_partner_in_a_quotation_of_a_source_has_its_line(tmp_path: Path) -> None:
    body = "  - text: We quote what was said.\n  - text: '{{ block_quote(claim(\"torn\")) }}'\n"
    case = CASE.replace("claims:\n", "claims:\n  torn: {words: 'He said: “She told us', source: award}\n")
    finding = next(one for one in Desk(tmp_path).findings("", body=body, case=case) if one.code == "quotation-unclosed")
    assert (Path(finding.place.file).name, finding.place.line) == ("letter.yaml", 6)


@pytest.mark.parametrize("text", ["He wrote “within 28 days.”, and so on.", "He wrote ‘so be it.’; we see."])
def test_a_typed_quotation_s_full_stop_before_a_comma_is_found(tmp_path: Path, text: str) -> None:
    assert Desk(tmp_path).one("punctuation-doubled", text).severity == "warning"


@pytest.mark.parametrize(
    "text", ["It was “Jones & Co.”, and others.", "He said “why?”, and “at 5 p.m.”, and “so …”, too."]
)
def test_another_mark_or_an_abbreviation_before_a_comma_is_not_accused(tmp_path: Path, text: str) -> None:
    assert "punctuation-doubled" not in Desk(tmp_path).codes(text)
