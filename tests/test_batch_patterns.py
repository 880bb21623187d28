"""What is told of a row's words without the slow rules of Unicode is what these tell, and repeats are all found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drafter.batch.cells import TOKEN
from drafter.batch.patterns import split_words
from drafter.batch.repeated import again_in

TEXT = st.text(st.sampled_from("aZ09_-'’‘ \n\t\x1f…—“.,;/&%é²ıß水\x01\x05\x7f") | st.characters())


@given(TEXT)
def test_words_are_found_alike_in_plain_and_in_odd_texts(text: str) -> None:
    marked = any("\x01" <= one <= "\x05" for one in text)
    assert split_words(text) == (None if marked else TOKEN.split(text))


WORDS = st.lists(st.sampled_from(("Anna", "ANNA", "anna", "Berg", "12", "of", "x")), max_size=12)


@given(WORDS)
def test_every_word_that_stands_again_is_told_with_all_its_places(words: list[str]) -> None:
    low = [word.casefold() if word != "of" else "" for word in words]  # one that tells nobody
    told = {low[group[0][0]]: [at for at, _ in group] for group in again_in(words, low)}
    assert told == {
        word: [n for n, one in enumerate(low) if one == word] for word in low if word and low.count(word) > 1
    }
    for group in again_in(words, low):
        alike = len({words[at] for at, _ in group}) == 1
        assert all((how == "") == alike for _, how in group)
