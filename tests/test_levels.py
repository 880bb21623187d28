"""The quotation marks within a passage become those of the levels at which they stand; apostrophes stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.compose.levels import alternated
from drafter.language import LANGUAGES
from drafter.model import Emphasis, Inline, Text, inline_text

OUTER, INNER = LANGUAGES["en-GB"].quote_pairs


def shown(text: str, *, outer: tuple[str, str] = OUTER, inner: tuple[str, str] = INNER) -> str:
    """A passage as it stands between outer marks."""
    return inline_text(alternated((Text(text),), inner, outer))


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ("She said “he told me ‘no’” and left.", "She said ‘he told me “no”’ and left."),
        ("She said \"he told me 'no'\" and left.", "She said ‘he told me “no”’ and left."),
        ("She said ‘he told me “no”’ and left.", "She said ‘he told me “no”’ and left."),
        ("She said “he told me “no”” and left.", "She said ‘he told me “no”’ and left."),
        ("“‘No,’ she said.”", "‘“No,” she said.’"),
        (
            'He said: "She told us \'it is "shut" now\', and left." So.',
            "He said: ‘She told us “it is ‘shut’ now”, and left.’ So.",
        ),
        ("Er sagte „das ist ‚gut‘ so“ und ging.", "Er sagte ‘das ist “gut” so’ und ging."),
        ("Hon sade ”vi ska” och gick.", "Hon sade ‘vi ska’ och gick."),
        ("Er sagte »das ist so« und ging.", "Er sagte ‘das ist so’ und ging."),
        ("“One. “Two. “Three.” So.", "‘One. ‘Two. ‘Three.’ So."),
        ("shut” now, and “‘open’ then” too.", "shut’ now, and ‘“open” then’ too."),
    ],
)
def test_marks_alternate_from_level_to_level(held: str, expected: str) -> None:
    assert shown(held) == expected


def test_between_single_marks_those_within_are_double() -> None:
    assert shown("He said ‘it is done’ and left.", outer=INNER, inner=OUTER) == "He said “it is done” and left."


@pytest.mark.parametrize(
    "held",
    [
        "The boys' dogs' food is the council's.",
        "‘The boys’ dogs’ ran.",
        "‘Our files’ were the boys’.",
        "‘Data’ is held. ‘The boys’ files’ are shut.",
        "Rock ’n’ roll of the ’90s and the '90s.",
        "'They were goin' home' it says.",
        "It is 5' 6\" long.",
    ],
)
def test_what_may_be_an_apostrophe_or_a_measure_stays(held: str) -> None:
    assert shown(held, outer=INNER, inner=OUTER) == held


PIECES = st.lists(st.sampled_from([*"“”„«»\"‘’'", "an ", "es", "’s ", ". ", " ", "9"]), max_size=24)


@given(PIECES, st.integers(0, 24))
def test_nothing_but_marks_changes_wherever_emphasis_begins(pieces: list[str], at: int) -> None:
    text = "".join(pieces).replace("« ", "«").replace(" »", "»")
    content: tuple[Inline, ...] = (Text(text[:at]), Emphasis((Text(text[at:]),)))
    made = inline_text(alternated(content, INNER, OUTER))
    assert made == shown(text)
    assert len(made) == len(text)
    assert all(a == b or {a, b} <= set("“”„«»\"‘’'") for a, b in zip(text, made, strict=True))


@given(
    st.recursive(st.sampled_from(["an", "it is"]), lambda inner: st.lists(inner, min_size=1, max_size=3), max_leaves=8)
)
def test_marks_that_alternate_already_stay(tree: object) -> None:
    def written(node: object, level: int) -> str:
        if not isinstance(node, list):
            return str(node)
        left, right = (INNER, OUTER)[level % 2]
        return left + " so ".join(written(one, level + 1) for one in node) + right

    text = f"so {written(tree, 0)} so"
    assert shown(text) == text


FRENCH = LANGUAGES["fr"].quote_pairs


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", ""])
@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        (OUTER, INNER, "Vu ‘à toutes les personnes’."),
        (INNER, OUTER, "Vu “à toutes les personnes”."),
        (FRENCH[0], FRENCH[1], "Vu “à toutes les personnes”."),
        (FRENCH[1], FRENCH[0], "Vu «\u00a0à toutes les personnes\u00a0»."),
    ],
)
def test_the_spaces_within_guillemets_go_with_them(
    space: str, outer: tuple[str, str], inner: tuple[str, str], expected: str
) -> None:
    assert shown(f"Vu «{space}à toutes les personnes{space}».", outer=outer, inner=inner) == expected


def test_the_spaces_of_guillemets_go_where_emphasis_begins_right_after_them() -> None:
    content = (Text("Vu « "), Emphasis((Text("à toutes"),)), Text(" »."))
    assert inline_text(alternated(content, INNER, OUTER)) == "Vu ‘à toutes’."


def test_french_guillemets_get_the_spaces_that_other_marks_have_not() -> None:
    assert shown("He said “so”.", outer=FRENCH[1], inner=FRENCH[0]) == "He said «\u00a0so\u00a0»."
