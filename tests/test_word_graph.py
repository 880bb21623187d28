"""A list packed by tools/words.py holds the words that it was made of, and no others."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.checks import dictionary
from drafter.checks.word_graph import WordGraph, unaccented

TOOL: dict[str, Any] = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "words.py"))
FOLDER = Path(dictionary.__file__).parent / "words"
WORD = st.text("abcéèñ'-", min_size=1, max_size=6)


def graph(words: set[str]) -> WordGraph:
    return WordGraph(TOOL["packed"](words))


@given(words=st.sets(WORD, max_size=60), others=st.lists(st.text("abcéèñ'-x", max_size=8), max_size=30))
def test_a_graph_holds_its_words_and_no_others(words: set[str], others: list[str]) -> None:
    made = graph(words)
    assert all(word in made for word in words)
    assert [word in made for word in others] == [word in words for word in others]


@given(words=st.sets(WORD, max_size=60), sought=WORD)
def test_a_graph_finds_words_that_differ_in_accents_alone(words: set[str], sought: str) -> None:
    expected = {word for word in words if unaccented(word) == unaccented(sought)}
    assert sorted(graph(words).accented(sought)) == sorted(expected)


@given(words=st.sets(WORD, min_size=1, max_size=60), data=st.data())
def test_a_graph_does_not_depend_on_the_order_of_the_words(words: set[str], data: st.DataObject) -> None:
    assert TOOL["packed"](data.draw(st.permutations(sorted(words)))) == TOOL["packed"](words)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.graph")), ids=lambda path: path.stem)
def test_the_shipped_graphs_fit_what_reads_them(path: Path) -> None:
    letters, _, edges = path.read_bytes().partition(b"\n")
    assert len(letters.decode()) < 64
    numbers = [int.from_bytes(edges[at : at + 4], "little") for at in range(0, len(edges), 4)]
    assert numbers[0] == 0
    assert all(number >> 8 < len(numbers) and number & 0x3F < len(letters.decode()) for number in numbers)
    assert numbers[-1] & 0x40
    assert len(path.read_bytes()) < 1_000_000


def affix(strip: str, add: str, before: str, flags: str = "") -> SimpleNamespace:
    return SimpleNamespace(strip=strip, add=add, cond_regexp=re.compile(before), crossproduct=True, flags=set(flags))


def test_a_dictionary_is_written_out_in_all_its_forms() -> None:
    affixes = SimpleNamespace(
        NEEDAFFIX="X",
        FORBIDDENWORD=None,
        SFX={"v": [affix("er", "ait", "er$")], "s": [affix("", "s", "[^s]$")], "n": [affix("", "n", "$", "X")]},
        PFX={"L": [affix("", "l'", "^[aeiou]")], "k": [affix("", "kilo", "^g", "s")]},
    )
    entries = [("aller", "Lv"), ("gramme", "k"), ("foi", "s"), ("Nom", ""), ("si", "")]
    words = [SimpleNamespace(stem=stem, flags=set(flags)) for stem, flags in entries]
    held = TOOL["words"](SimpleNamespace(aff=affixes, dic=SimpleNamespace(words=words)), "fr")
    assert held == {"aller", "allait", "gramme", "kilogramme", "kilogrammes", "foi", "fois", "Nom", "si"}


def test_spanish_words_get_their_plurals() -> None:
    words = ["alegación", "parte", "papel"]
    assert list(TOOL["with_plurals"](words)) == ["alegación", "alegaciones", "parte", "partes", "papel"]
