"""Each check finds what it is for, is still where there is nothing, and can be silenced with a reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from drafter.problems import Finding
from drafter.workshop import Opened, open_brief

SNIPPETS = {
    "challenge/claim": "{claim: {type: claim, ask: Which?}}\n---\nYou wrote {{ quote(claim) }}.\n",
    "evidence/piece": "{evidence: {type: evidence, ask: Which?}}\n---\nThe {{ evidence }} says otherwise.\n",
    "principle/cited": "{principle: {type: provision, ask: Which?}}\n---\nSee {{ principle }} of the UNGP.\n",
    "query/asked": "{claim: {type: claim, ask: Which?}}\n---\nWhat of the {{ claim.topic }}?\n",
}
CASE = """\
title: A matter
sender: {office: Office of Letters, signatory: smith}
parties:
  smith: {name: Ann Smith}
  jones: {name: Bo Jones}
sources:
  reply: {title: letter, author: jones, file: reply.txt, held: document}
  tender: {title: tender, author: jones}
claims:
  no-cameras: {words: We have no cameras, source: reply, topic: cameras}
evidence:
  award: {title: award notice, source: tender}
"""
BODY = """\
  - challenge: {claim: no-cameras, evidence: award, principle: UNGP 13}
    body:
      - snippet: challenge/claim
      - snippet: evidence/piece
      - snippet: principle/cited
      - snippet: query/asked
"""


@dataclass(frozen=True)
class Plan:
    """A brief that is clean as it stands; a test changes what it is about."""

    chosen: str = "claims: no-cameras\nevidence: award\nprinciples: UNGP 13\n"
    body: str = BODY
    silence: str = ""
    case: str = CASE

    def without(self, snippet: str, shared: str = "") -> Plan:
        """The plan without one snippet, and without the answer that nothing takes then."""
        return replace(self, body=self.body.replace(f"      - snippet: {snippet}\n", "").replace(shared, ""))

    def saying(self, text: str) -> Plan:
        """The plan with free text at its end."""
        return replace(self, body=f"{self.body}  - text: |\n      {text}\n")

    def silenced(self, code: str, about: str = "") -> Plan:
        narrowed = f", about: {about}" if about else ""
        return replace(self, silence=f"silence:\n  - {{code: {code}, reason: it is meant so{narrowed}}}\n")

    def opened(self, folder: Path) -> Opened:
        """The plan written to files and opened."""
        for name, text in SNIPPETS.items():
            file = folder / "snippets" / f"{name}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            front = f"---\ntitle: Say it\nkind: {name.split('/')[0]}\nparams: "
            file.write_text(front + text, encoding="utf-8")
        (folder / "case.yaml").write_text(self.case, encoding="utf-8")
        (folder / "reply.txt").write_text("We have no cameras.\n", encoding="utf-8")
        head = f"date: 2026-05-02\nto: jones\nsubject: Cameras\n{self.chosen}"
        (folder / "letter.yaml").write_text(f"{head}body:\n{self.body}{self.silence}", encoding="utf-8")
        return open_brief(folder / "letter.yaml")


CLEAN = Plan()
BROKEN = {
    "claim-not-challenged": CLEAN.without("challenge/claim").without("query/asked", "claim: no-cameras, "),
    "evidence-unused": CLEAN.without("evidence/piece", "evidence: award, "),
    "principle-unused": CLEAN.without("principle/cited", ", principle: UNGP 13"),
    "claim-without-query": CLEAN.without("query/asked"),
    "voice-mixed": CLEAN.saying("I wrote to you, and we wait for your answer."),
}


def _codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def _one(opened: Opened, code: str) -> Finding:
    found = [finding for finding in opened.findings if finding.code == code]
    assert len(found) == 1, opened.findings
    return found[0]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("See {{ principle }}.", True),
        ("See {{ principle }} of the {{ principle.instrument }}.", True),  # as what, nobody knows
        ("See {{ principle }} of the {{ principle.instrument.title }}.", False),
        ("See {{ principle }} of the UN Guiding Principles.", False),
    ],
)
def test_an_instrument_that_is_cited_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, *, told: bool
) -> None:
    front = SNIPPETS["principle/cited"].partition("---")[0]
    monkeypatch.setitem(SNIPPETS, "principle/cited", f"{front}---\n{said}\n")
    opened = CLEAN.opened(tmp_path)
    assert _codes(opened.findings) == (["instrument-unnamed"] if told else [])
    assert CLEAN.saying("It is the UNGP.").opened(tmp_path).findings == ()


def test_a_letter_that_uses_what_it_chose_has_no_findings(tmp_path: Path) -> None:
    opened = CLEAN.opened(tmp_path)
    assert opened.findings == ()
    assert not opened.stops


@pytest.mark.parametrize("code", BROKEN)
def test_what_a_check_is_for_is_a_warning_that_does_not_stop_the_letter(tmp_path: Path, code: str) -> None:
    opened = BROKEN[code].opened(tmp_path)
    finding = _one(opened, code)
    assert finding.severity == "warning"
    assert finding.place.file.endswith("letter.yaml")
    assert finding.place.line > 0
    assert not opened.stops


@pytest.mark.parametrize("code", BROKEN)
def test_a_reason_silences_a_warning(tmp_path: Path, code: str) -> None:
    before = BROKEN[code].opened(tmp_path)
    after = BROKEN[code].silenced(code).opened(tmp_path)
    assert _codes(after.silenced) == [code]
    assert _codes(after.findings) == [one for one in _codes(before.findings) if one != code]


@pytest.mark.parametrize(
    ("code", "line", "names"),
    [("claim-not-challenged", 4, "no-cameras"), ("evidence-unused", 5, "award"), ("principle-unused", 6, "UNGP 13")],
)
def test_what_is_chosen_and_not_used_is_named_at_its_line(tmp_path: Path, code: str, line: int, names: str) -> None:
    finding = _one(BROKEN[code].opened(tmp_path), code)
    assert finding.place.line == line
    assert f"'{names}'" in finding.message


@pytest.mark.parametrize("cited", ["UNGP 13(b)", "UNGP 13 commentary", "UNGP 13(b)(i)", "UNGP 13"])
def test_a_citation_of_a_part_of_a_provision_cites_the_provision(tmp_path: Path, cited: str) -> None:
    plan = BROKEN["principle-unused"].opened(tmp_path)
    provisions = "".join(
        f'  "{number}":\n    text: Act.\n    commentary: All.\n' for number in ("13", "13(b)", "13(b)(i)")
    )
    register = tmp_path / "snippets" / "registers" / "ungp.yaml"
    register.parent.mkdir(parents=True)
    register.write_text(
        f"label: UNGP\ntitle: T\ncite: Principle {{number}}\nprovisions:\n{provisions}", encoding="utf-8"
    )
    path = tmp_path / "letter.yaml"
    brief = path.read_text(encoding="utf-8")
    assert "principle-unused" in _codes(plan.findings)
    path.write_text(f"{brief}  - text: 'See {{{{ provision(\"{cited}\") }}}}.'\n", encoding="utf-8")
    assert "principle-unused" not in _codes(open_brief(path).findings)
    path.write_text(path.read_text(encoding="utf-8").replace("principles: UNGP 13", "principles: UNGP 13(b)"), "utf-8")
    assert ("principle-unused" in _codes(open_brief(path).findings)) == ("(b)" not in cited)


def test_a_challenge_that_asks_nothing_names_its_claim(tmp_path: Path) -> None:
    finding = _one(BROKEN["claim-without-query"].opened(tmp_path), "claim-without-query")
    assert "'no-cameras'" in finding.message
    assert finding.place.line == 8


@pytest.mark.parametrize(
    "text",
    [
        "We wait for our answer.",
        "I wait for my answer.",
        "USA and us, we say.",
        "Part I begins.",
        "We cite Part I of it.",
        "I quote “We always report it” as you typed it.",
        "I quote ‘we don’t report it’ as you typed it.",
        'I quote "our duty" as you typed it.',
    ],
)
def test_one_voice_is_not_mixed(tmp_path: Path, text: str) -> None:
    assert "voice-mixed" not in _codes(CLEAN.saying(text).opened(tmp_path).findings)


def test_a_quoted_voice_is_not_the_letter_s(tmp_path: Path) -> None:
    opened = CLEAN.saying("I wait for your answer.").opened(tmp_path)  # the claim says “We have no cameras”
    assert opened.findings == ()


@pytest.mark.parametrize(
    "text",
    ["He said “so.", "He said so”.", "He “said “so” and so.", 'He said "so.', "He said “so”” and so."],
)
def test_a_quotation_that_is_not_closed_is_an_error(tmp_path: Path, text: str) -> None:
    opened = CLEAN.saying(text).opened(tmp_path)
    finding = _one(opened, "quotation-unclosed")
    assert finding.severity == "error"
    assert finding.place.line == 15
    assert opened.stops


@pytest.mark.parametrize(
    "text",
    [
        "He said “so”.",
        "He said ‘so’ and ‘that’.",
        'He said "so".',
        "The office’s ‘so’ is “his”.",
        "In the ‘90s it was so.",
    ],
)
def test_a_quotation_that_is_closed_is_none(tmp_path: Path, text: str) -> None:
    found = _codes(CLEAN.saying(text).opened(tmp_path).findings)
    assert found == (["quotes-mixed"] if '"' in text else [])


def test_a_reason_silences_an_unclosed_quotation(tmp_path: Path) -> None:
    opened = CLEAN.saying("The sign “ is a mark.").silenced("quotation-unclosed").opened(tmp_path)
    assert _codes(opened.silenced) == ["quotation-unclosed"]
    assert opened.findings == ()
    assert not opened.stops


EXTRACT = replace(CLEAN, case=CASE.replace("held: document", "held: extract"))


def test_a_quotation_from_an_extract_is_information(tmp_path: Path) -> None:
    opened = EXTRACT.opened(tmp_path)
    finding = _one(opened, "quotation-extract")
    assert finding.severity == "information"
    assert "1 quotation is" in finding.message
    assert "'reply'" in finding.message
    assert (Path(finding.place.file).name, finding.place.line) == ("case.yaml", 7)
    assert not opened.stops


def test_information_is_not_silenced(tmp_path: Path) -> None:
    opened = EXTRACT.silenced("quotation-extract").opened(tmp_path)
    assert _codes(opened.findings) == ["quotation-extract", "silence-unused"]
    assert opened.silenced == ()


def test_a_silence_that_fits_nothing_is_a_warning_at_its_line(tmp_path: Path) -> None:
    opened = CLEAN.silenced("voice-mixed").opened(tmp_path)
    finding = _one(opened, "silence-unused")
    assert finding.severity == "warning"
    assert "'voice-mixed'" in finding.message
    assert finding.place.line == 15


def test_a_silence_about_other_words_fits_not(tmp_path: Path) -> None:
    opened = BROKEN["evidence-unused"].silenced("evidence-unused", "tender-notice").opened(tmp_path)
    assert sorted(_codes(opened.findings)) == ["evidence-unused", "silence-unused"]


def test_a_silence_about_its_words_fits(tmp_path: Path) -> None:
    opened = BROKEN["evidence-unused"].silenced("evidence-unused", "award").opened(tmp_path)
    assert _codes(opened.silenced) == ["evidence-unused"]
    assert opened.findings == ()


def test_a_silence_needs_a_reason(tmp_path: Path) -> None:
    plan = replace(CLEAN, silence="silence:\n  - {code: voice-mixed}\n")
    opened = plan.opened(tmp_path)
    assert "value-missing" in _codes(opened.findings)
    assert opened.stops
