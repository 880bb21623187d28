"""A filled letter is looked through at its places alone, and that finds what looking through all of it would find."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from drafter.batch.leaks import Index
from drafter.batch.scanning import Scanner
from drafter.batch.templates import Template

WORD = st.sampled_from(("Anna", "anna", "Berg", "Kö-Ln", "7", "12a", "Łódź", "of", "the", "O’Neil", "x"))
WORDS = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
GAP = st.sampled_from((" ", ", ", "’s ", "\n", " (", ") – ", "", "x", "é"))
OTHERS = 2


@st.composite
def templates(draw: st.DrawFn) -> Template:
    slots = tuple(draw(st.lists(st.integers(0, 2), min_size=1, max_size=5)))
    pieces = [draw(GAP) + draw(st.sampled_from(("", "of the Berg", "Anna", "7 x"))) + draw(GAP) for _ in (*slots, 0)]
    return Template(tuple(pieces), slots)


@settings(max_examples=400)
@given(
    texts=templates(),
    values=st.tuples(WORDS, WORDS, WORDS),
    others=st.lists(st.tuples(WORDS, st.booleans()), max_size=6),
    own=st.booleans(),
    bits=st.sampled_from((2, 4, 8, 21)),  # with few, most words share the place of another
)
def test_looking_at_the_places_finds_what_looking_at_all_finds(
    texts: Template, values: tuple[str, str, str], others: list[tuple[str, bool]], *, own: bool, bits: int
) -> None:
    index = Index(bits=bits)
    for value, loose in others:
        index.add(value, OTHERS, "loose" if loose else "name", loose=loose)
    if own:
        index.add(values[0], 1, "name")
    index.seal(())
    assume(not any(index.may_leak(piece, 1) for piece in texts.pieces))
    expected = index.may_leak(texts.filled(list(values)), 1)
    assert Scanner(index, texts, ()).finds(list(values), 1) == expected
    if own:
        # A value that is the row's own as it stands is so even where only a part of the index says it.
        assert not Scanner(index, texts, ((0,),)).finds(list(values), 1) or expected


def test_a_value_that_is_a_rows_own_is_none_of_anothers() -> None:
    index = Index()
    index.add("Anna Berg", 1, "name")
    index.add("Berg of Ulm", OTHERS, "name")
    index.seal(())
    texts = Template(("To ", " of Bonn"), (0,))
    assert not Scanner(index, texts, ((0,),)).finds(["Anna Berg"], 1)
    assert Scanner(index, Template(("To ", " of Ulm"), (0,)), ((0,),)).finds(["Anna Berg"], 1)
    assert Scanner(index, texts, ((0,),)).finds(["Anna Berg"], OTHERS) is False
    assert Scanner(index, texts, ()).finds(["Anna Berg"], OTHERS)
