"""Wording is shown as it will stand in the letter, before it is chosen, once it is answered, and with what is found."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from drafter.interview import Interview, composed
from drafter.interview.course import course
from drafter.interview.items import KEPT
from drafter.interview.journal import Unkept, begin
from drafter.interview.menu import lines, menu
from drafter.interview.offers import Context
from drafter.interview.planned import earlier
from drafter.interview.questions import read, shown_words
from drafter.interview.reopening import answers_of
from drafter.interview.shown_letter import shown_letter
from drafter.problems import Placed
from drafter.record import replace
from drafter.workshop import open_brief, open_library
from tests.command import run
from tests.test_interview import ANSWERS, Somebody, built, interview

QUERY = "claim/no-part/query"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    run("init", str(tmp_path / "lifts"))
    return tmp_path / "lifts" / "case.yaml"


def opened(case: Path) -> Context:
    held, library, texts = open_library(case)
    return Context(held, library, "2025-03-31", texts, planned={"to": "okafor", "date": "2025-04-01"})


def one_line(words: str) -> str:
    return " ".join(words.split())


def test_a_query_is_offered_as_it_will_stand_with_gaps_for_what_is_not_known(case: Path) -> None:
    somebody = Somebody(ANSWERS)
    interview(case, somebody).brief()
    offered = {choice.value: choice for choice in somebody.questions[QUERY].choices}
    words = one_line(offered["query/confirm-role"].full())
    assert words.startswith(
        "It would help me considerably if you could confirm your role and contribution in this project"
    )
    assert "[others]" in words
    assert one_line(offered["query/confirm-withdrawn"].full()).startswith(
        "You said: “The council has no part in deciding when repairs are made”"
    )
    pane = lines(menu(replace(somebody.questions[QUERY], choices=(offered["query/confirm-role"],))), 60, 24, "")
    assert "contribution in" in one_line(" ".join(line.removeprefix("  | ") for style, line in pane if style == "pane"))


def test_no_shipped_wording_is_offered_with_its_code(case: Path) -> None:
    context = opened(case)
    for name in context.library.snippet_ids():
        snippet = context.library.snippet(Placed(name))
        assert snippet is not None
        words = composed.snippet(context, snippet, {})
        assert words, name
        assert not re.search(r"[{}]|\bGap|1000", words), f"{name}: {words}"


def test_wording_is_read_as_it_stands_once_it_is_answered_and_not_again(case: Path) -> None:
    shown: list[str] = []
    asked = interview(case, Somebody(ANSWERS))
    asked.show = shown.append
    letter = one_line(built(case, asked.brief()))
    queries = [one_line(words.removeprefix("In the letter: ")) for words in shown if "confirm the role" in words]
    assert len(queries) == 1
    assert queries[0] in letter
    assert any("Please answer by 30 April 2025." in words for words in shown)
    shown.clear()
    again = interview(case, Somebody(ANSWERS), asked.journal)
    again.show = shown.append
    assert again.brief()
    assert shown == []


def test_no_question_proposes_code_and_wording_that_is_taken_stays_what_it_was(case: Path) -> None:
    restates = "opening/further-to-restated-letter"
    own = {
        **ANSWERS,
        "opening": [restates],
        f"opening/{restates}/letter": "reply",
        f"opening/{restates}/earlier": "reply",
        "claim/no-part/stands": ["own words"],
        "claim/no-part/query": ["own words"],
        "claim/no-part/query/own": "Is it so?",
        "closing/own": None,
    }
    somebody = Somebody(own)
    brief = interview(case, somebody).brief()
    proposed = {name: shown_words(one, one.default) for name, one in somebody.questions.items() if one.default}
    assert not [name for name, words in proposed.items() if re.search(r"[{}]", words)]
    assert proposed[f"opening/{restates}/purpose"] == "I need to clarify the following"
    said = "You said: “The council has no part in deciding when repairs are made”."
    assert proposed["claim/no-part/stands/own"] == said
    assert "claim/no-part/query/own" not in proposed
    assert proposed["closing/own"] == "I should be grateful for an answer by 30 April 2025."
    assert "purpose" not in brief["body"][0]["with"]
    question = somebody.questions["claim/no-part/stands/own"]
    assert read(question, f"{said} Why?") == f"{question.default} Why?"
    typed = said.replace("You said:", "So it is that").removesuffix(".")
    assert read(question, typed) == 'So it is that {{ quote(claim("no-part")) }}'
    letter = one_line(built(case, brief))
    assert said in letter
    assert "I need to clarify the following" in letter


def test_what_is_put_again_is_listed_in_the_words_of_the_letter(case: Path) -> None:
    first = interview(case, Somebody(ANSWERS)).brief()
    context = opened(case)
    context = replace(context, earlier=(earlier("x.yaml", first, context),))
    somebody = Somebody({"kind": "chaser", "to": "okafor"})
    Interview(begin(case.parent), lambda: course(lambda: context), lambda *_: True, lambda *_: None, somebody).brief()
    titles = [choice.title for choice in somebody.questions["repeated"].choices]
    assert len(titles) == 1
    assert titles[0].startswith("It would help me considerably if you could confirm the role and contribution of")


def test_what_is_kept_is_listed_in_the_words_of_the_letter(case: Path) -> None:
    context = opened(case)
    items = [
        {"paragraph": [{"text": "One thing."}, {"text": 'Another by {{ party("council") }}.'}]},
        {"challenge": {"claim": "no-part"}, "body": [{"paragraph": [{"text": '{{ quote(claim("no-part")) }}'}]}] * 2},
        {"heading": "What is asked"},
        {"text": "This {{ is broken"},
    ]
    plan: dict[str, Any] = {"date": "2025-04-01", "to": "okafor", "subject": "Lifts", "body": items}
    answers = answers_of(plan, context)
    context = replace(context, kept=answers.pop(KEPT))
    somebody = Somebody({**answers, "kept-parts": None})
    Interview(begin(case.parent), lambda: course(lambda: context), lambda *_: True, lambda *_: None, somebody).brief()
    titles = [choice.title for asked in somebody.questions.values() for choice in asked.choices]
    kept = [title for title in titles if title.startswith("as it stands: ")]
    assert "as it stands: One thing. Another by the council." in kept
    assert "as it stands: What is asked" in kept
    assert not [title for title in kept if re.search(r"[{}']", title.replace("{{ is broken", ""))]


def test_what_is_found_stands_below_its_paragraph_at_any_width(case: Path) -> None:
    brief = case.parent / "letter.yaml"
    text = brief.read_text(encoding="utf-8")
    brief.write_text(text + "\n  - text: I refer to the the lift.\n  - text: The end.\n", encoding="utf-8")
    opened_brief = open_brief(brief)
    assert opened_brief.dossier is not None
    for width in (60, 80, 200):
        letter, whole = shown_letter(opened_brief.dossier, opened_brief.findings, width - 1)
        assert max(map(len, letter.splitlines())) <= width
        said = one_line(letter)
        assert re.search(r"I refer to the the lift\. \[!\] \w+: .*the the.* The end\.", said), said
        assert not [one for one in whole if "the the" in one.message]


HIKVISION = Path(__file__).parent.parent / "examples" / "hikvision" / "case.yaml"


def in_example() -> Context:
    held, library, texts = open_library(HIKVISION)
    return Context(held, library, "2021-08-16", texts, planned={"to": "prosper", "date": "2021-08-16"})


def offered(context: Context, question: str, answers: dict[str, Any]) -> dict[str, Any]:
    somebody = Somebody({"kind": "follow-up", "to": "prosper", **answers})
    interview_of(context, somebody)
    return {choice.value: choice for choice in somebody.questions[question].choices}


def interview_of(context: Context, somebody: Somebody) -> dict[str, Any]:
    journal = Unkept(HIKVISION)
    return Interview(journal, lambda: course(lambda: context), lambda *_: True, lambda *_: None, somebody).brief()


def test_a_statement_is_set_against_an_earlier_one_only_where_there_is_one() -> None:
    context, own = in_example(), "challenge/contradicted-by-own-words"
    name = next(iter(context.case.claims))
    question = f"claim/{name}/stands"
    assert own not in offered(context, question, {"claims": [name]})
    claim = context.case.claims[name]
    source = replace(context.case.sources[claim.source], date="2020-01-01")
    before = replace(claim, words=Placed("We have always said so."), source=Placed("before"))
    held = replace(
        context.case,
        sources={**context.case.sources, "before": source},
        claims={**context.case.claims, "before": before},
    )
    words = one_line(offered(replace(context, case=held), question, {"claims": [name]})[own].full())
    assert "Earlier, on 1 January 2020" in words
    assert "“We have always said so.”" in words
    assert own not in offered(replace(context, case=held), "claim/before/stands", {"claims": ["before"]})
    somebody = Somebody({"kind": "follow-up", "to": "prosper", "claims": [name], question: [own]})
    interview_of(replace(context, case=held), somebody)
    assert somebody.questions[f"{question}/{own}/earlier"].default == "before"


def test_nobody_is_asked_to_act_for_themselves() -> None:
    words = offered(in_example(), "opening", {})["opening/to-a-representative"].full()
    assert "the representative of [client]" in one_line(words)


def test_a_document_that_is_not_chosen_is_not_called_by_its_passage() -> None:
    context = in_example()
    name = next(iter(context.case.claims))
    words = offered(context, f"claim/{name}/stands", {"claims": [name]})["challenge/contradicted-by-record"].full()
    assert "the [document], which says: “[passage]”" in one_line(words)


def test_a_deadline_that_is_not_asked_for_yet_is_shown_as_one_that_may_not_be() -> None:
    somebody = Somebody({"kind": "follow-up", "to": "prosper"})
    shown: list[str] = []

    def ask(question: Any) -> Any:
        shown.extend(one.full() for one in question.choices if one.value == "query/when-answered")
        return somebody(question)

    context = in_example()
    Interview(Unkept(HIKVISION), lambda: course(lambda: context), lambda *_: True, lambda *_: None, ask).brief()
    assert "by [date, if one is set]" in one_line(shown[0])


def test_parties_are_called_by_their_names_and_emphasis_is_not_shown_as_code() -> None:
    choices = [choice for kind in ("evidence", "claim", "passage") for choice in in_example().choices(kind)]
    shown = " ".join(f"{choice.title} {choice.about} {choice.whole}" for choice in choices)
    assert "Zhongzhao International" in shown
    assert not re.search(r"\*|: zhongzhao\b", shown)
