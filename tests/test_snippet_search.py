"""`drafter snippets search` finds wording by the words that a person types, the best first, and says why."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.library import Library
from drafter.snippet_search import search
from drafter.snippet_shelves import shelved
from tests.command import run

OWN = "---\ntitle: Our own chronology\nkind: query\n---\nPlease give a chronology.\n"
SHELVED = shelved(Library())


def shelve(folder: Path, name: str, text: str) -> None:
    path = folder / "snippets" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["chronology"], "query/chronology"),
        (["DOCUMENT", "withheld"], "query/produce-document"),
        (["out", "of", "context"], "challenge/quoted-out-of-context"),
        (["contract", "extended"], "evidence/contract-extension"),
        (["confidential"], "paragraph/confidentiality"),
    ],
)
def test_search_finds_by_words_of_id_title_questions_and_wording(words: list[str], name: str) -> None:
    done = run("snippets", "search", *words)
    assert done.code == 0
    assert name in [line.split("  ")[0] for line in done.out.splitlines()]


def test_search_lists_what_bears_the_word_in_its_name_first_and_says_where_nothing_is_found() -> None:
    assert run("snippets", "search", "chronology").out.startswith("query/chronology")
    done = run("snippets", "search", "zebra", "crossing")
    assert done.code == 1
    assert "no snippet holds zebra or crossing" in done.err


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("deadline", {"closing/answer-awaited", "query/when-answered", "paragraph/more-time"}),
        ("answer by", {"closing/answer-awaited"}),
        ("contract", {"evidence/contract-value", "evidence/contract-dates", "challenge/contradicted-by-record"}),
        ("withdraw", {"query/confirm-withdrawn"}),
        ("who is responsible", {"query/who-is-responsible"}),
        ("evasive", {"challenge/evasive"}),
        ("apology", {"query/confirm-withdrawn"}),
        ("apologised", {"query/confirm-withdrawn"}),
        ("chase", {"opening/no-reply", "challenge/unanswered", "query/when-answered"}),
        ("chasing a reply", {"query/when-answered"}),
        ("no answer", {"opening/no-reply", "challenge/unanswered"}),
        ("how many", {"query/quantify"}),
        ("lawyer", {"opening/to-a-representative"}),
        ("human rights", {"principle/duties-of-states-and-business"}),
        ("promise", {"challenge/welcomed-and-held-to", "challenge/commitment-reiterated"}),
        ("chronol", {"query/chronology"}),
    ],
)
def test_search_finds_by_the_words_that_a_person_types_in_any_form(words: str, names: set[str]) -> None:
    done = run("snippets", "search", *words.split())
    found = [line.split("  ")[0] for line in done.out.splitlines() if not line.startswith(" ")]
    assert done.code == 0
    assert names <= set(found[:12])


def test_a_search_for_a_whole_phrase_gives_first_the_one_that_holds_it_so() -> None:
    for words, first in (
        ("who is responsible", "query/who-is-responsible"),
        ("answer by", "closing/answer-awaited"),
        ("out of context", "challenge/quoted-out-of-context"),
        ("what will change", "query/what-will-change"),
    ):
        assert run("snippets", "search", *words.split()).out.startswith(first)


def test_search_says_why_each_was_found() -> None:
    lines = run("snippets", "search", "evasion").out.splitlines()
    assert lines[0].startswith("challenge/evasive")
    assert lines[1] == "    topic “evasion”"
    assert "    asks “How is its value to be described?”" in run("snippets", "search", "described").out
    assert "wording “" in run("snippets", "search", "reconcile").out


def test_where_no_snippet_holds_every_word_those_that_hold_the_most_are_given_with_what_they_lack() -> None:
    done = run("snippets", "search", "minister", "evasive")
    assert done.code == 0
    assert done.out.startswith("challenge/evasive")
    assert "not “minister”" in done.out


def test_a_slip_in_a_search_is_answered_with_the_nearest_word() -> None:
    assert "did you mean 'chronology'?" in run("snippets", "search", "chronolgy").err


@given(st.text(min_size=1, max_size=60))
def test_any_words_can_be_searched_for(words: str) -> None:
    for match in search(words, SHELVED):
        assert match.why


def test_a_topic_of_ones_own_is_listed_and_searched_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "case.yaml").write_text("title: A matter\n", encoding="utf-8")
    shelve(tmp_path, "query/tides", OWN.replace("kind: query\n", "kind: query\ntopics: [flood defence, seawall]\n"))
    assert run("snippets", "list", "--topic", "flood defences").out.startswith("query/tides")
    assert run("snippets", "search", "seawall").out.startswith("query/tides")
    assert "topics: flood defence, seawall" in run("snippets", "show", "query/tides").out
    assert run("snippets", "list", "--topic", "contract", "--kind", "evidence").out.count("evidence/") >= 6
    assert "query/" not in run("snippets", "list", "--topic", "contract", "--kind", "evidence").out
