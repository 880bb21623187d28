"""`drafter claim` and `drafter evidence`: candidates are proposed, and what is added stands in its source."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from drafter import candidates, quoting
from drafter.case_entries import declared_plainly
from tests.command import run

CASE = """\
title: Lifts   # what it is about
sender: {office: The Ombudsman, signatory: ellis}
parties:
  ellis: {name: Morgan Ellis}
  council: {name: Northmere Council}
  kane: {name: Ada Kane}

sources:
  reply: {title: reply, author: council, file: reply.txt}
  lost: {title: lost letter, author: council}

claims:
  first: {words: Our lifts are new, source: reply}   # the one that began it

evidence: {}
"""
REPLY = """\
Our lifts are new.

Every lift is always inspected. We will publish the results in May. The council does not accept the report.

The minister wrote that “no lift has ever failed in this borough”. It rained. Mr. Kane called *twice* [sic] ... and
left.
"""


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8", newline="")
    (tmp_path / "reply.txt").write_text(REPLY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "case.yaml"


def _why(text: str) -> list[str]:
    return [one.why for one in candidates.find(text)]


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Every lift is safe.", "an absolute word (“Every”)"),
        ("The doors never fail.", "an absolute word (“never”)"),
        ("We will publish the results.", "a commitment (“We will”)"),
        ("The company undertakes an audit.", "a commitment (“The company undertakes”)"),
        ("They are committed to openness.", "a commitment (“are committed to”)"),
        ("The company denies this.", "a denial (“denies”)"),
        ("It isn’t ours.", "a denial (“isn’t”)"),
        ("He called it “a very safe lift”.", "a quotation (“a very safe lift”)"),
        ("According to the mayor it is safe.", "what somebody else said (“According to”)"),
        ("The report states that it is safe.", "what somebody else said (“states”)"),
        ("SHE SAID that it is safe.", "what somebody else said (“SAID”)"),
        ("They claim to be safe.", "what somebody else said (“claim”)"),
        ("The mayor claims it is safe.", "what somebody else said (“claims”)"),
    ],
)
def test_a_sentence_is_proposed_with_the_reason(sentence: str, why: str) -> None:
    (found,) = _why(f"It rained. {sentence} The sun came out.")
    assert why in found


NOUNS = [
    "Chair: Secretary of State, how many lifts are there?",
    "The States Parties met, as did the United States.",
    "The member states agreed; the state of the lift is good.",
    "Claims of damage rose, and these claims were paid.",
    "A state-owned lift is here, in the state’s name.",
]


@pytest.mark.parametrize("sentence", ["It rained.", "The lift has two doors.", "Our allotment is small.", *NOUNS])
def test_a_plain_sentence_is_not_proposed(sentence: str) -> None:
    assert _why(sentence) == []


def test_a_sentence_ends_where_it_ends() -> None:
    text = "Mr. Kane of Lifts Ltd. never replied. It rained.\n\nNo. 4 is always open\n\nHe went"
    assert [one.words for one in candidates.find(text)] == [
        "Mr. Kane of Lifts Ltd. never replied.",
        "No. 4 is always open",
    ]


@given(st.text("Every lift. never\n “”'?! will", max_size=200))
def test_a_candidate_stands_where_it_says(text: str) -> None:
    last = 0
    for one in candidates.find(text):
        assert last <= one.start < one.end <= len(text)
        assert " ".join(text[one.start : one.end].split()) == one.words
        last = one.end


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert all(one.why for one in candidates.find(text))


@given(st.text("ab \\*[]….'é", min_size=1, max_size=30).filter(lambda text: any(one.isalnum() for one in text)))
def test_the_words_of_a_place_are_declared_as_they_stand(text: str) -> None:
    words = " ".join(text.split())
    found = quoting.find(declared_plainly(words), quoting.source(words))
    assert isinstance(found, quoting.Found)
    assert found.operations == ()


@pytest.mark.usefixtures("case")
def test_candidates_are_shown_with_place_and_reason() -> None:
    done = run("claim", "find", "reply")
    assert done.code == 0
    assert "para 2: an absolute word (“Every”)\n    Every lift is always inspected.\n" in done.out
    assert "It rained" not in done.out
    listed = json.loads(run("claim", "find", "reply", "--format", "json").out)
    assert {"words", "at", "why", "source"} == set(listed[0])


@pytest.mark.usefixtures("case")
def test_finding_changes_nothing(case: Path) -> None:
    run("claim", "find", "reply")
    assert case.read_text(encoding="utf-8") == CASE


def test_a_claim_is_added_and_the_rest_of_the_file_stays(case: Path) -> None:
    done = run("claim", "add", "inspected", "--source", "reply", "--words", "Every lift is *always* inspected")
    assert (done.code, done.err) == (0, "")
    assert "(para 2)" in done.out
    text = case.read_text(encoding="utf-8")
    before, after = CASE.split("\nevidence: {}\n")
    assert text.startswith(before)
    assert text.endswith(f"evidence: {{}}\n{after}")
    claims = yaml.safe_load(text)["claims"]
    assert claims["inspected"] == {"words": "Every lift is *always* inspected", "source": "reply"}
    assert run("check", case).code == 0


def test_a_claim_is_added_in_the_words_of_the_translation(case: Path) -> None:
    held = "reply: {title: reply, author: council, file: reply.txt"
    entry = CASE.replace(held, f"{held}, translation: english.txt, translated_by: A. Clerk, language: cy")
    case.write_text(entry, encoding="utf-8", newline="")
    (case.parent / "english.txt").write_text("We have never failed in 30 days.\n", encoding="utf-8")
    words = ("--source", "reply", "--words", "We have never failed")
    assert run("claim", "add", "never", *words).out == "added the claim 'never': “We have never failed”\n"
    assert run("check", case).code == 0
    assert run("claim", "add", "other", *words[:3], "We have always failed").code == 1
    evidence = ("evidence", "add", "log", "--source", "reply", "--title", "the reply", "--fact", "term=30 days")
    assert run(*evidence, "--fact-passage", "term=never failed in 30 days").code == 1


def test_a_claim_is_added_by_its_place(case: Path) -> None:
    done = run("claim", "add", "rest", "--source", "reply", "--at", "para 3", "--speaker", "kane", "--topic", "lifts")
    assert (done.code, done.err) == (0, "")
    claim = yaml.safe_load(case.read_text(encoding="utf-8"))["claims"]["rest"]
    assert claim["words"].startswith("The minister wrote that “no lift")
    assert r"\*twice\* \[sic\]" in claim["words"]
    assert (claim["speaker"], claim["topic"]) == ("kane", "lifts")
    # The paragraphs are counted by drafter, so no letter may cite them as the document's own.
    assert "at" not in claim
    assert run("check", case).code == 0


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--source", "reply", "--words", "Every lift is never inspected"), "quotation-altered"),
        (("--source", "reply", "--words", "*Every"), "quotation-declaration"),
        (("--source", "reply", "--at", "para 9"), "value-kind"),
        (("--source", "reply", "--words", "Our lifts", "--at", "para 2"), "value-kind"),
        (("--source", "reply"), "value-missing"),
        (("--source", "lost", "--at", "p. 1"), "value-missing"),
        (("--source", "replly", "--words", "Our lifts"), "unknown-id"),
        (("--source", "reply", "--words", "Our lifts", "--speaker", "nobody"), "unknown-id"),
    ],
)
def test_a_claim_that_is_not_there_is_not_added(case: Path, options: tuple[str, ...], code: str) -> None:
    done = run("claim", "add", "new", *options)
    assert done.code == 1
    assert f"[{code}]" in done.err
    assert case.read_text(encoding="utf-8") == CASE


def test_a_claim_of_a_known_id_is_not_written_over(case: Path) -> None:
    done = run("claim", "add", "first", "--source", "reply", "--words", "Our lifts")
    assert done.code == 1
    assert "[splice-refused]" in done.err
    assert case.read_text(encoding="utf-8") == CASE


def test_a_source_that_is_not_held_is_quoted_unverified(case: Path) -> None:
    done = run("claim", "add", "lost", "--source", "lost", "--words", "We have no lifts", "--at", "p. 4")
    assert done.code == 0, done.err
    assert yaml.safe_load(case.read_text(encoding="utf-8"))["claims"]["lost"]["at"] == "p. 4"


def test_evidence_is_added_with_facts_and_passages(case: Path) -> None:
    done = run(
        *("evidence", "add", "log", "--source", "reply", "--title", "the reply: itself", "--grade", "primary"),
        *("--fact", "value=£1,335.99", "--fact", "received=2025-05-13", "--fact", "writer=kane"),
        *("--passage", "inspected=Every lift is always inspected"),
    )
    assert (done.code, done.err) == (0, "")
    assert "inspected (para 2)" in done.out
    log = yaml.safe_load(case.read_text(encoding="utf-8"))["evidence"]["log"]
    facts = {"value": "£1,335.99", "received": {"date": date(2025, 5, 13)}, "writer": {"party": "kane"}}
    assert log == {
        "title": "the reply: itself",
        "source": "reply",
        "grade": "primary",
        "facts": facts,
        "passages": {"inspected": "Every lift is always inspected"},
    }
    assert run("check", case).code == 0


@pytest.mark.parametrize(
    ("options", "exits"),
    [
        (("--passage", "a=Every lift is never inspected"), 1),
        (("--grade", "excellent"), 1),
        (("--fact", "value"), 2),
        (("--fact", "a=1", "--fact", "a=2"), 2),
    ],
)
def test_evidence_that_is_not_there_is_not_added(case: Path, options: tuple[str, ...], exits: int) -> None:
    done = run("evidence", "add", "log", "--source", "reply", "--title", "the reply", *options)
    assert done.code == exits
    assert case.read_text(encoding="utf-8") == CASE
