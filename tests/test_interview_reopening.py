"""A brief that is gone through again makes the same letter, and what no question asks for stays as it stands."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from drafter import yaml_files
from drafter.interview.brief_text import brief_text
from drafter.interview.course import course
from drafter.interview.items import KEPT
from drafter.interview.journal import Unkept
from drafter.interview.offers import Context
from drafter.interview.questions import Question
from drafter.interview.reopening import answers_of
from drafter.interview.unattended import interview_alone, stand_in_for
from drafter.problems import blocking
from drafter.record import replace
from drafter.workshop import open_brief, open_library
from drafter.writers import WRITERS
from tests.command import run

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="module")
def case() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        run("init", f"{folder}/lifts")
        path = Path(folder) / "lifts" / "case.yaml"
        text = path.read_text(encoding="utf-8")
        other = "  other:\n    words: when repairs are made\n    source: reply\n"
        path.write_text(text.replace("\nclaims:\n", f"\nclaims:\n{other}"), encoding="utf-8")
        yield path


def letter_of(path: Path) -> str | None:
    """The letter of a brief as text and as HTML; nothing where an error stops it."""
    made = open_brief(path)
    if made.dossier is None or blocking(made.findings):
        return None
    return f"{WRITERS['txt'](made.dossier.letter)}\n{WRITERS['html'](made.dossier.letter)}"


def again(case: Path, plan: Any, changed: dict[str, Any] | None = None) -> tuple[dict[str, Any], list[Question]]:
    """The brief that comes of a brief's answers, all that is proposed taken; and what had to be asked."""
    held, library, texts = open_library(case)
    context = Context(held, library, "2025-03-31", texts)
    answers = {**json.loads(json.dumps(answers_of(plan, context))), **(changed or {})}
    context = replace(context, kept=answers[KEPT])
    missing: list[Question] = []
    journal = Unkept(case, answers)
    return interview_alone(journal, lambda: course(lambda: context), stand_in_for(missing)).brief(), missing


def same(case: Path, text: str) -> dict[str, Any]:
    """Go through a brief again; gives the brief that comes of it, which makes the same letter."""
    path = case.parent / "once.yaml"
    path.write_text(text, encoding="utf-8")
    wanted = letter_of(path)
    assert wanted is not None, open_brief(path).findings
    root = yaml_files.read(path.read_bytes(), path.name).root
    assert root is not None
    made, missing = again(case, yaml_files.plain(root))
    assert missing == []
    path.write_text(brief_text(made), encoding="utf-8")
    assert letter_of(path) == wanted
    return made


HEAD = "date: 2025-04-01\nto: okafor\nsubject: Lifts\n"


UNFIT = {
    "two questions": "body: [{question: Why?}, {question: When?}]",
    "a text, wording, a text": "body: [{text: One.}, "
    "{snippet: opening/first-letter, with: {matter: lifts, purpose: ask}}, {text: Two.}]",
    "all in turn": "body: [{text: One.}, {heading: Lifts}, {question: Why?}, {text: Two.}, {question: When?}]",
    "a party’s copy": "body: [{text: One.}]\ncopies: [{party: council}, The Minister]",
    "an enclosure with a name": 'body: [{text: "See {{ ref(\\"tab\\") }}."}]\n'
    "enclosures: [{words: A table; and more, name: tab}]",
    "days after a day": 'body: [{text: "By {{ deadline }}."}]\n'
    "deadline: {working_days: 10, after: 2025-03-25, country: GB, region: SCT}",
    "days of a region": 'body: [{text: "By {{ deadline }}."}]\ndeadline: {working_days: 10, country: GB, region: NIR}',
    "two subjects": "subject: [Lifts, Repairs]\nbody: [{text: One.}]",
    "cells": "body: [{table: {columns: [Lift, Cost], rows: [[007, 1.50], [x, null]]}}]",
    "a part of a provision": "principles: [UNGP 13]\nbody: [{challenge: {claim: no-part}, body: ["
    "{snippet: challenge/unsupported}, "
    "{snippet: principle/quoted, with: {principle: {provision: UNGP 13, words: seek}}}]}]",
    "a question first": "body: [{challenge: {claim: no-part}, body: ["
    "{snippet: query/yes-or-no, with: {proposition: it is so}}, {snippet: challenge/unsupported}]}]",
    "one challenge twice": "body: [{challenge: {claim: no-part}, body: [{snippet: challenge/unsupported}]}, "
    "{text: One.}, {challenge: {claim: no-part}, body: [{snippet: challenge/unsupported}, "
    "{question: {snippet: query/yes-or-no, with: {proposition: it is so}}, parts: [in May]}]}]",
}


@pytest.mark.parametrize("rest", UNFIT.values(), ids=UNFIT)
def test_what_no_answer_makes_stays_as_it_stands(case: Path, rest: str) -> None:
    head = HEAD.replace("subject: Lifts\n", "") if rest.startswith("subject") else HEAD
    same(case, head + rest)


WHOLE = sorted(path for path in EXAMPLES.rglob("20*.yaml") if path.parent.name != "batch")
"""Letters that need no rows of a table."""


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: "-".join(path.parts[-2:]).removesuffix(".yaml"))
def test_the_letters_of_the_examples_come_out_the_same(path: Path, tmp_path: Path) -> None:
    top = EXAMPLES / path.relative_to(EXAMPLES).parts[0]
    copy = Path(shutil.copytree(top, tmp_path / top.name)) / path.relative_to(top)
    held = next(folder / "case.yaml" for folder in copy.parents if (folder / "case.yaml").is_file())
    text = copy.read_text(encoding="utf-8")
    same(held, text)


def test_the_shipped_letter_is_asked_for_again_and_not_kept(case: Path) -> None:
    held, library, texts = open_library(case)
    plan: Any = yaml_files.plain(yaml_files.read((case.parent / "letter.yaml").read_bytes(), "x").root)  # type: ignore[arg-type]
    answers = answers_of(plan, Context(held, library, "2025-03-31", texts))
    assert answers["parts"] == ["opening", "claim/no-part", "closing"]
    assert answers["claim/no-part/evidence"] == ["lift-contract"]
    assert answers["claim/no-part/query"] == ["query/confirm-role"]
    assert (answers[KEPT]["parts"], answers[KEPT]["keys"]) == ({}, {})
    assert answers[KEPT]["items"] == {}
    assert answers["claim/no-part/run-on"] == ["evidence-wording/own words"]


def test_a_key_that_is_kept_gives_way_to_a_new_answer(case: Path) -> None:
    plan: dict[str, Any] = {
        "date": "2025-04-01",
        "to": ["okafor", "council"],
        "subject": "Lifts",
        "body": [{"text": "One."}],
    }
    plan |= {"copies": [{"party": "council"}], "deadline": {"working_days": 5, "country": "GB", "after": "2025-03-03"}}
    assert again(case, plan)[0] == plan
    changed, _ = again(case, plan, {"copies": "The Minister", "deadline": "date", "deadline/date": "2025-05-01"})
    assert changed == {**plan, "copies": ["The Minister"], "deadline": "2025-05-01"}


def test_our_reference_stays_where_the_office_has_a_pattern_and_none_is_asked(case: Path) -> None:
    held, library, texts = open_library(case)
    held = replace(held, sender=replace(held.sender, reference="X/{letter}"))
    context = Context(held, library, "2025-03-31", texts)
    plan = {"date": "2025-04-01", "to": "okafor", "subject": "Lifts", "our_ref": "Y/1", "body": [{"text": "One."}]}
    answers = answers_of(plan, context)
    context = replace(context, kept=answers[KEPT])
    steps = interview_alone(Unkept(case, answers), lambda: course(lambda: context), stand_in_for([]))
    assert steps.brief()["our_ref"] == "Y/1"


def test_a_part_that_is_kept_can_be_left_out(case: Path) -> None:
    plan: dict[str, Any] = {"date": "2025-04-01", "to": "okafor", "subject": "Lifts"}
    challenged = {"challenge": {"claim": "no-part"}, "body": [{"snippet": "challenge/unsupported"}]}
    plan["body"] = [
        challenged,
        {
            "challenge": {"claim": "no-part"},
            "body": [
                {"snippet": "challenge/unsupported", "with": {"claim": "other"}},
                {"snippet": "challenge/unsupported"},
            ],
        },
    ]
    assert again(case, plan)[0]["body"] == plan["body"]
    assert again(case, plan, {"kept-parts": []})[0]["body"] == [challenged]


WORDS = st.sampled_from(["Why?", "One; two.", "no", "It is so.", '{{ quote(claim("other")) }}', "5"])
SNIPPETS = st.sampled_from(
    [
        {"snippet": "opening/first-letter", "with": {"matter": "lifts; and more", "purpose": "ask"}},
        {"snippet": "query/yes-or-no", "with": {"proposition": "it is so"}},
        {"snippet": "query/yes-or-no", "with": {"proposition": "it is so", "respondent": "council"}},
        {"snippet": "challenge/unsupported", "with": {"claim": "other"}},
        {
            "snippet": "challenge/contradicted-by-record",
            "with": {"claim": "no-part", "passage": "lift-contract.approval"},
        },
        {"snippet": "evidence/contract-awarded", "with": {"evidence": "lift-contract"}},
        {"snippet": "principle/quoted", "with": {"principle": "UNGP 13"}},
        {"snippet": "principle/quoted", "with": {"principle": {"provision": "UNGP 13", "words": "seek"}}},
        {"snippet": "closing/answer-awaited"},
        {"snippet": "closing/answer-awaited", "numbered": False},
    ]
)
TEXTS = st.builds(lambda words: {"text": words}, WORDS)
PIECES = SNIPPETS | TEXTS
QUESTIONS = st.builds(
    lambda item, parts: {"question": item, **parts},
    WORDS | PIECES,
    st.sampled_from([{}, {}, {"parts": ["in May", {"text": "in June", "parts": ["early"]}]}]),
)
ITEMS = st.one_of(
    PIECES,
    QUESTIONS,
    st.builds(lambda items: {"paragraph": items}, st.lists(PIECES, min_size=1, max_size=2)),
    st.sampled_from(
        [
            {"heading": "Lifts", "level": 2},
            {"list": ["one", {"text": "two", "parts": ["half"]}], "marker": "roman"},
            {"table": {"title": "Costs", "columns": ["Lift", "Cost"], "rows": [["A", "007"], ["B", None]]}},
        ]
    ),
)


def _needing(shared: dict[str, str]) -> list[dict[str, Any]]:
    """Items that take what a challenge shares."""
    takers = {
        "claim": "challenge/unsupported",
        "evidence": "evidence/contract-awarded",
        "proposition": "query/yes-or-no",
    }
    return [{"snippet": takers[name]} for name in shared]


CHALLENGES = st.builds(
    lambda shared, at, items: {"challenge": shared, "body": [*items[:at], *_needing(shared), *items[at:]]},
    st.sampled_from(
        [
            {"claim": "no-part"},
            {"claim": "other"},
            {"claim": "no-part", "evidence": "lift-contract"},
            {"claim": "no-part", "proposition": "it is shared"},
        ]
    ),
    st.integers(0, 3),
    st.lists(
        ITEMS | st.just({"snippet": "challenge/contradicted-by-record", "with": {"passage": "lift-contract.approval"}}),
        max_size=3,
    ),
)
KEYS = st.fixed_dictionaries(
    {
        "date": st.just("2025-04-01"),
        "to": st.sampled_from(["okafor", ["okafor", "council"]]),
        "subject": st.sampled_from(["Lifts", "Lifts; more", ["Lifts", "Repairs"]]),
        "body": st.lists(ITEMS | CHALLENGES, min_size=1, max_size=6),
    },
    optional={
        "our_ref": st.sampled_from(["X/1", "5"]),
        "your_ref": st.just("Y/1"),
        "from": st.sampled_from(["ellis", "council", ["ellis", "council"]]),
        "template": st.sampled_from(["letter-us", "letter-a4"]),
        "claims": st.lists(st.sampled_from(["no-part", "other"]), unique=True),
        "evidence": st.just(["lift-contract"]),
        "principles": st.sampled_from(["UNGP 13", ["UNGP 17", "UNGP 13"], ["UNGP 13(a)"]]),
        "copies": st.sampled_from(["The Minister; and others", [{"party": "council"}, "The Minister"]]),
        "enclosures": st.sampled_from([["A table", {"words": "A list", "name": "x"}], "A table"]),
        "deadline": st.sampled_from(
            ["2025-05-01", {"working_days": 5, "country": "GB", "region": "NIR"}, {"date": "2025-05-01"}]
        ),
        "notes": st.just("end"),
        "paragraphs": st.just("numbered"),
        "first_question": st.just(3),
        "salutation": st.just("Dear all"),
    },
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(KEYS)
def test_any_brief_that_makes_a_letter_makes_it_again(case: Path, plan: dict[str, Any]) -> None:
    path = case.parent / "any.yaml"
    path.write_text(brief_text(plan), encoding="utf-8")
    wanted = letter_of(path)
    assume(wanted is not None)
    made, _ = again(case, yaml_files.plain(yaml_files.read(path.read_bytes(), "any").root))  # type: ignore[arg-type]
    path.write_text(brief_text(made), encoding="utf-8")
    assert letter_of(path) == wanted


@pytest.mark.parametrize("body", ["[Just words.]", "[{challenge: collaboration}]", "[{text: One.}]\ncolour: red"])
def test_a_brief_that_cannot_be_read_is_said_to_be_so_and_nothing_is_begun(case: Path, body: str) -> None:
    path = case.parent / "wrong.yaml"
    path.write_text(f"{HEAD}body: {body}\n", encoding="utf-8")
    done, checked = run("new", "--from", path), run("check", path)
    path.unlink()
    assert done.code == checked.code == 1
    assert done.err.strip() in checked.err + checked.out
    assert f"at {path}:{5 if 'colour' in body else 4}" in done.err
    assert not list(case.parent.glob("2025-04-01-*"))


def test_a_case_is_no_brief_to_go_through_again(case: Path) -> None:
    done = run("new", "--from", case)
    assert (done.code, "this is the case, not a brief" in done.err) == (2, True)


def test_without_a_terminal_a_brief_answers_and_a_file_of_answers_goes_before_it(tmp_path: Path) -> None:
    run("init", tmp_path / "lifts")
    brief, answers = tmp_path / "lifts" / "letter.yaml", tmp_path / "answers.yaml"
    answers.write_text("subject: Other lifts\ndate: 2025-05-05\n", encoding="utf-8")
    done = run("new", "--from", brief, "--answers", answers)
    assert (done.code, done.err) == (0, "")
    made = tmp_path / "lifts" / "2025-05-05-okafor.yaml"
    wanted = letter_of(brief)
    assert wanted is not None
    for before, after in (
        ("17 March 2025", "5 May 2025"),
        ("2025-03-17", "2025-05-05"),
        ("Lift repairs at Marlow House", "Other lifts"),
    ):
        wanted = wanted.replace(before, after)
    assert letter_of(made) == wanted
