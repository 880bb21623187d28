"""Slips are found among many words as each pair of them shows: the quick look never misses one."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from drafter.batch.slips import any_alike, slips
from drafter.checks.differing import slip

WORDS = st.text("abcÉ7", min_size=1, max_size=9)


@st.composite
def slipped(draw: st.DrawFn) -> tuple[str, str]:
    """A word, and it with a slip."""
    word = draw(st.text("abcdefghÉ", min_size=2, max_size=12))
    at = draw(st.integers(0, len(word) - 2))
    other = draw(st.sampled_from("xyz"))
    ways = (
        *(word[:at] + word[at + 1 :], word[:at] + other + word[at:], word[:at] + other + word[at + 1 :]),
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    return word, draw(st.sampled_from(ways))


@given(pair=slipped(), others=st.lists(WORDS))
def test_a_slip_is_found_whatever_other_words_there_are(pair: tuple[str, str], others: list[str]) -> None:
    word, wrong = pair
    assert slips([*others, word]).meet(wrong)
    assert slips([*others, word]).meet(word)
    assert any_alike([word, *others, wrong]) or word == wrong


@given(words=st.lists(WORDS), asked=WORDS)
def test_what_one_pair_shows_the_quick_look_shows(words: list[str], asked: str) -> None:
    if any(slip(asked, one) or asked == one for one in words):
        assert slips(words).meet(asked)
    if any(slip(one, other) for one, other in permutations(words, 2)):
        assert any_alike(words)


def test_words_that_are_nothing_like_each_other_are_no_slips() -> None:
    assert not slips(["Prosper", "Camera", "11"]).meet("Commissioner")
    assert not slips([]).meet("Prosper")
    assert not any_alike(["Prosper", "Commissioner", "Camera"])
