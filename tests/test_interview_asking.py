"""Menus and plain lines: what keys and lines do to a question with and without choices."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.interview.adding import naming
from drafter.interview.menu import Carried, cut, lines, menu
from drafter.interview.offers import _choice
from drafter.interview.plain import SHOWN, Plain
from drafter.interview.prompts import cells
from drafter.interview.questions import ADD, OWN, Answer, Choice, Question, said
from drafter.interview.texts import ENGLISH

MANY = tuple(Choice(f"c{number}", f"choice {number}") for number in range(1, 31))


def plainly(question: Question, lines: Iterable[str]) -> tuple[Answer, str]:
    """The answer that some typed lines give, and all that was written."""
    written: list[str] = []
    typed = iter(lines)

    def listen(prompt: str) -> str:
        written.append(prompt)
        return next(typed)

    return Plain(ENGLISH, written.append, listen).ask(question), "\n".join(written)


def test_on_plain_lines_what_is_proposed_can_be_left_empty() -> None:
    question = Question("your_ref", "words", "Their reference?", default="X/1", optional=True)
    answer, written = plainly(question, ["-"])
    assert answer is None
    assert "Enter takes: X/1; - leaves it empty" in written
    assert plainly(question, [""])[0] == "X/1"


def test_on_plain_lines_a_dash_is_no_way_around_what_must_be_answered() -> None:
    question = Question("subject", "words", "What is the subject?", default="Lifts")
    answer, written = plainly(question, ["-"])
    assert answer == "-"
    assert "leaves it empty" not in written


def test_after_a_number_that_is_none_of_the_listed_all_choices_can_still_be_searched() -> None:
    question = Question("claims", "one", "Which?", choices=MANY)
    assert plainly(question, ["99", "choice 30", "1"])[0] == "c30"
    assert SHOWN < 30


def test_after_a_number_that_is_none_of_the_listed_a_search_stays_narrowed() -> None:
    question = Question("claims", "one", "Which?", choices=MANY)
    assert plainly(question, ["choice 2", "99", "2"])[0] == "c12"


@pytest.mark.parametrize("typed", ["²", "--5", "5-"])
def test_what_is_no_number_is_refused_and_asked_again(typed: str) -> None:
    assert plainly(Question("days", "number", "How many?"), [typed, "7"])[0] == 7
    assert plainly(Question("claims", "one", "Which?", choices=MANY), [typed, "3"])[0] == "c3"


@pytest.mark.parametrize("optional", [True, False])
def test_a_search_that_finds_nothing_answers_nothing(optional: bool) -> None:  # noqa: FBT001
    shown = menu(Question("claims", "one", "Which?", choices=MANY, optional=optional))
    shown.typed("no such words")
    assert shown.answer() == (False, None)
    assert "no choice holds" in shown.wrong
    shown.erase(whole=True)
    assert shown.answer() == (True, None if optional else "c1")


def test_what_is_ticked_stays_so_in_a_search_and_one_that_finds_nothing_takes_nothing() -> None:
    shown = menu(Question("claims", "many", "Which?", choices=MANY, default=["c2", "gone", "c4"]))
    assert shown.answer() == (True, ["c2", "c4"])
    shown.typed("choice 30")
    assert shown.answer() == (True, ["c2", "c4"])
    shown.typed("no such words")
    assert shown.answer() == (False, None)
    shown.erase(whole=True)
    assert shown.answer() == (True, ["c2", "c4"])


def test_enter_in_a_search_takes_the_highlighted_choice_where_none_is_ticked() -> None:
    shown = menu(Question("claims", "many", "Which?", choices=MANY, optional=True))
    shown.typed("choice 30")
    assert (shown.answer(), shown.keys) == ((True, ["c30"]), "keys.many-found")
    shown.typed(" or what")
    assert shown.answer() == (False, None)
    shown.erase(whole=True)
    assert shown.answer() == (True, [])


FOUND = (
    Choice("remedy", "the first"),
    Choice("b", "the second", whole="words on remedy"),
    Choice("c", "the third", about="remedy"),
    Choice("d", "a remedy"),
    Choice(ADD, "+ add a document …"),
)


def test_a_search_finds_names_first_then_what_is_shown_then_what_is_kept_and_lists_what_adds() -> None:
    shown = menu(Question("sources", "one", "Which?", choices=FOUND))
    shown.typed("remedy")
    assert [one.value for one in shown.found()] == ["d", "b", "c", "remedy", ADD]
    shown.typed(" lost")
    assert [one.value for one in shown.found()] == [ADD]
    assert plainly(shown.question, ["remedy", "1"])[0] == "d"
    answer, written = plainly(shown.question, ["lost", "1"])
    assert (answer, "Nothing holds these words." in written) == (ADD, True)
    assert "Nothing holds" not in plainly(shown.question, ["add", "1"])[1]


def test_plain_lines_name_each_choice_and_break_between_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    long = " ".join(f"word{number}" for number in range(20))
    choices = (Choice("a", "UNGP 21: what is said", whole=long), Choice("b", "UNGP 21 commentary", whole=long))
    _, written = plainly(Question("principles", "one", f"{long}?", choices=choices, default="b"), [""])
    assert "1. UNGP 21: what is said\n   word0" in written
    assert "2. UNGP 21 commentary\n   word0" in written
    assert "Enter takes: UNGP 21 commentary" in " ".join(written.split())
    assert max(map(len, written.splitlines())) < 40
    assert " ".join(written.split()).count(long) == 3


def test_in_a_search_space_parts_words_and_tab_ticks() -> None:
    choices = (Choice("far", "the road to the north"), Choice("near", "the north road"), Choice("none", "a field"))
    shown = menu(Question("places", "many", "Which?", choices=choices))
    shown.space()
    assert (shown.ticked, shown.search, shown.keys) == (["far"], "", "keys.many")
    for key in "north road":
        shown.space() if key == " " else shown.typed(key)
    assert (shown.ticked, shown.search, shown.keys) == (["far"], "north road", "keys.many-searching")
    assert [choice.value for choice in shown.found()] == ["far", "near"]
    shown.move(1)
    shown.tab()
    assert shown.ticked == ["far", "near"]
    shown.erase(whole=True)
    shown.space()
    assert (shown.ticked, shown.search) == (["near"], "")


def test_a_day_is_taken_only_as_a_brief_takes_it() -> None:
    question = Question("date", "date", "The date of the letter?")
    assert plainly(question, ["20250401", "2025-W14-2", "1 April 2025"])[0] == "2025-04-01"


@pytest.mark.parametrize("answer", [{"provision": "UNGP 13"}, [{"provision": "UNGP 13"}], [["c1"]], [1]])
def test_an_answer_of_another_shape_is_refused(answer: Any) -> None:
    for kind in ("one", "many"):
        question = Question("claims", kind, "Which?", choices=MANY)
        assert question.wrong(answer)


@pytest.mark.parametrize("kind", ["one", "many"])
def test_a_search_in_vain_takes_what_adds_only_from_somebody_who_goes_there(kind: Any) -> None:
    shown = menu(Question("sources", kind, "Which?", choices=FOUND, optional=kind == "many"))
    shown.typed("lost")
    assert shown.answer() == (False, None)
    assert "no choice holds what is searched" in shown.wrong
    rows = [words for style, words in lines(shown, 80, 24, "") if style in {"wrong", "here", "plain"}]
    assert rows[0] == "    Nothing holds these words."
    assert not any(words.startswith(" >") for words in rows)
    shown.move(1)
    assert shown.answer() == (True, ADD if kind == "one" else [ADD])


def test_what_was_searched_in_vain_is_proposed_where_it_is_then_added() -> None:
    for question, answer, within in (("to", ADD, "to/new/name"), ("ending", ["a", OWN], "ending/own")):
        carried = Carried()
        carried.note(Question(question, "many", "Which?"), answer, "Ann Able")
        assert carried.into(Question("subject", "words", "?")).default is None
        assert carried.into(Question(f"{question}/new/author", "one", "?")).default is None
        assert carried.into(Question(within, "words", "?")).default == "Ann Able"
        assert carried.into(Question(within, "words", "?")).default is None


def test_enter_takes_what_somebody_went_to_passes_over_what_nobody_touched_and_says_what_is_needed() -> None:
    for optional in (True, False):
        shown = menu(Question("claims", "many", "Which?", choices=MANY, optional=optional))
        assert shown.answer() == ((True, []) if optional else (False, None))
        assert ("needed" in shown.wrong) != optional
        shown.move(1)
        assert "Enter takes the highlighted one" in ENGLISH(shown.keys)
        assert shown.answer() == (True, ["c2"])
        shown.tick()
        shown.move(1)
        assert shown.answer() == (True, ["c2"])
        shown.move(-1)
        shown.tick()
        assert shown.answer() == ((True, []) if optional else (False, None))
    assert said(shown.question, [], ENGLISH) == "none"


def test_on_plain_lines_words_that_one_choice_alone_holds_take_it_and_say_so() -> None:
    for kind, answer in (("one", "c30"), ("many", ["c30"])):
        question = Question("claims", kind, "Which?", choices=MANY)  # type: ignore[arg-type]
        given, written = plainly(question, ["CHOICE 30"])
        assert given == answer
        assert "Taken, because it alone holds these words: choice 30" in written


def test_on_plain_lines_a_search_in_vain_says_so_and_is_proposed_where_somebody_is_added() -> None:
    written: list[str] = []
    typed = iter(["Ann Able", "1", ""])

    def listen(prompt: str) -> str:
        written.append(prompt)
        return next(typed)

    asking = Plain(ENGLISH, written.append, listen)
    chosen = asking.ask(Question("to", "one", "To whom?", choices=FOUND))
    assert chosen == ADD
    assert "Nothing holds these words." in written
    assert asking.ask(Question("to/new/name", "words", "Their name?")) == "Ann Able"


def test_on_plain_lines_yes_and_no_are_listed_with_numbers() -> None:
    question = Question("numbered", "yes-no", "Numbered?")
    answer, written = plainly(question, ["maybe", "2"])
    assert answer is False
    assert "1. yes\n2. no" in written
    assert [plainly(question, [line])[0] for line in ("1", "y", "NO")] == [True, True, False]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("ann@example.org", "an e-mail"),
        ("https://example.org/a", "of the web"),
        ("www.example.org", "of the web"),
        ("example.co.uk", "of the web"),
        ("Ann Able ann@example.org", "an e-mail"),
    ],
)
def test_an_address_of_mail_or_web_is_no_name(words: str, kind: str) -> None:
    said = naming(ENGLISH)(words)
    assert kind in said
    assert "name of a person or an office is needed" in said


@pytest.mark.parametrize(
    "words", ["Ann Able", "J.R.R. Tolkien", "St. John's", "Ministry of Health, Dept. 3", "A.Able", "Booking.com"]
)
def test_names_with_full_stops_are_names(words: str) -> None:
    assert naming(ENGLISH)(words) == ""


@given(st.text(alphabet="abc  漢", max_size=200), st.integers(12, 80))
def test_what_is_cut_fits_and_ends_at_words(text: str, width: int) -> None:
    shown = cut(text, width, cells)
    assert cells(shown) <= width
    if shown != text and max(map(cells, text.split()), default=0) <= width // 3:
        assert set(shown.split()) <= {*text.split(), "…"}
        front, back = shown.split(" …")
        assert " ".join(text.split()).startswith(front.strip())
        assert " ".join(text.split()).endswith(back.strip())


def test_a_title_that_is_cut_is_shown_whole() -> None:
    title = "the correspondence with the council about lifts, " * 3
    offered = _choice("letters", title, "kept since 2020")
    assert offered.title.rstrip("… ") == title[: len(offered.title) - 2]
    assert title in offered.full()
    assert "kept since 2020" in offered.full()
    shown = menu(Question("sources", "one", "Which?", choices=(offered,)))
    pane = " ".join(words[4:] for style, words in lines(shown, 60, 24, "") if style == "pane")
    assert title.strip() in pane
