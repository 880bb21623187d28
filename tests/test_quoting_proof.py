"""The proof of quoting: of thousands of altered quotations each is caught, of thousands of typographic ones none."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from drafter import quoting
from drafter.declarations import DeclarationError
from drafter.model import inline_text
from tests.conftest import EXAMPLE

REGISTER = Path(__file__).parent.parent / "snippets" / "registers" / "un-guiding-principles.yaml"
SEED = Path(__file__).parent / "data" / "seed.txt"
TENDER = """\
The term is 21 years, of which the construction period is 1 year; the value is £1,335.99m (335.99m yuan), or 12.5% of
the budget of 2019-20. It shall not exceed 10,000 cameras, nor fewer than 3, unless the authority – and only the
authority – agrees. "We never said so," the manager's reply reads; the co-operation system isn't the company's.
"""
OF_EACH = 500
"""Altered quotations of each kind."""

Mutation = Callable[[random.Random, str], str]


def _texts() -> Iterator[str]:
    for provision in yaml.safe_load(REGISTER.read_text(encoding="utf-8"))["provisions"].values():
        yield from (str(provision.get(key) or "") for key in ("text", "commentary"))
    yield (EXAMPLE / "sources" / "latest-letter.txt").read_text(encoding="utf-8").partition("\n")[2]
    yield SEED.read_text(encoding="utf-8")
    yield TENDER


SOURCE = "\n\n".join(re.sub(r"[*\[\]\\]|…|\.\.\.", "", text).strip() for text in _texts() if text.strip())

# --- what a careful reader would call the same words, told apart from how quoting tells it ----------

SHAPES = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‐‑–—−", "-"),
        "\xad": "",
        "\xa0": " ",
    }
)


def _shape(text: str) -> str:
    for ligature, letters in (("ﬃ", "ffi"), ("ﬄ", "ffl"), ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff")):
        text = text.replace(ligature, letters)
    return " ".join(text.translate(SHAPES).split())


SHAPED = _shape(SOURCE)


def _stands(words: str) -> bool:
    """Whether these very words stand in the source, whole, the case of the first letter aside."""
    shaped = _shape(words)
    first, rest = re.escape(shaped[:1]), re.escape(shaped[1:])
    left, right = (r"(?<!\w)" if shaped[:1].isalnum() else ""), (r"(?!\w)" if shaped[-1:].isalnum() else "")
    return not shaped or re.search(f"{left}(?i:{first}){rest}{right}", SHAPED) is not None


# --- alterations ---------------------------------------------------------------------------------


def _at_word(chance: random.Random, words: str, change: Callable[[list[str], int], None]) -> str:
    pieces = words.split(" ")
    change(pieces, chance.randrange(1, len(pieces) - 1))
    return " ".join(pieces)


def drop_a_word(chance: random.Random, words: str) -> str:
    return _at_word(chance, words, lambda pieces, at: pieces.__delitem__(at))


def double_a_word(chance: random.Random, words: str) -> str:
    return _at_word(chance, words, lambda pieces, at: pieces.insert(at, pieces[at]))


def swap_two_words(chance: random.Random, words: str) -> str:
    def swapped(pieces: list[str], at: int) -> None:
        pieces[at - 1], pieces[at] = pieces[at], pieces[at - 1]

    return _at_word(chance, words, swapped)


def insert_a_word(chance: random.Random, words: str) -> str:
    new = chance.choice(["the", "all", "other", "may", "appropriate", "2", "any", "and", "of", "a"])
    return _at_word(chance, words, lambda pieces, at: pieces.insert(at, new))


def negate(chance: random.Random, words: str) -> str:
    denied = re.sub(r"\b(not|never|no|nor) ", "", words, count=1)
    if denied != words and chance.random() < 0.5:
        return denied
    new = chance.choice(["not", "never", "no", "cannot", "hardly"])
    return _at_word(chance, words, lambda pieces, at: pieces.insert(at, new))


def exchange_a_word(chance: random.Random, words: str) -> str:
    pairs = {"should": "may", "must": "should", "and": "or", "or": "and", "their": "our", "is": "was", "to": "for"}
    pairs |= {"we": "you", "are": "were", "that": "which", "the": "a", "all": "some", "of": "on", "in": "at"}

    def exchanged(pieces: list[str], at: int) -> None:
        pieces[at] = pairs.get(pieces[at], f"{pieces[at]}s" if pieces[at][-1:].isalpha() else "so")

    return _at_word(chance, words, exchanged)


def _at_character(chance: random.Random, words: str) -> int:
    return chance.randrange(1, len(words) - 2)


def drop_a_character(chance: random.Random, words: str) -> str:
    at = _at_character(chance, words)
    return words[:at] + words[at + 1 :]


def swap_two_characters(chance: random.Random, words: str) -> str:
    at = _at_character(chance, words)
    return words[:at] + words[at + 1] + words[at] + words[at + 2 :]


def insert_a_character(chance: random.Random, words: str) -> str:
    at = _at_character(chance, words)
    return words[:at] + chance.choice("abcdefghijklmnopqrstuvwxyz0123456789.,;:") + words[at:]


def exchange_a_character(chance: random.Random, words: str) -> str:
    at = _at_character(chance, words)
    return words[:at] + chance.choice("aeiourstln1790.,") + words[at + 1 :]


def change_a_number(chance: random.Random, words: str) -> str:
    digits = [at for at, character in enumerate(words) if character.isdigit()]
    if not digits:
        return words
    at = chance.choice(digits)
    other: str = chance.choice("0123456789".replace(words[at], ""))
    return words[:at] + other + words[at + 1 :]


def change_the_case_within(chance: random.Random, words: str) -> str:
    at = _at_character(chance, words)
    return words[:at] + words[at].swapcase() + words[at + 1 :]


MUTATIONS: tuple[Mutation, ...] = (
    drop_a_word,
    double_a_word,
    swap_two_words,
    insert_a_word,
    negate,
    exchange_a_word,
    drop_a_character,
    swap_two_characters,
    insert_a_character,
    exchange_a_character,
    change_a_number,
    change_the_case_within,
)


def _quotations(seed: str, *, numbered: bool = False) -> Iterator[str]:
    """Quotations of the source, whole words each, without end."""
    chance = random.Random(seed)  # noqa: S311 - the same on every run
    paragraphs = [words for text in SOURCE.split("\n\n") if len(words := text.split()) > 4]
    if numbered:
        paragraphs = [words for words in paragraphs if any(word[0].isdigit() for word in words)]
    while True:
        words = chance.choice(paragraphs)
        length = chance.randrange(4, min(25, len(words)) + 1)
        start = chance.randrange(len(words) - length + 1)
        yield " ".join(words[start : start + length])


def _found(words: str, source: str = SOURCE) -> quoting.Found | None:
    try:
        found = quoting.find(words, quoting.source(source))
    except DeclarationError:
        return None
    return found if isinstance(found, quoting.Found) else None


def test_a_quotation_as_it_stands_is_found() -> None:
    quotations = _quotations("as it stands")
    for _ in range(OF_EACH):
        words = next(quotations)
        assert _stands(words)
        found = _found(words)
        assert found is not None, words
        assert _shape(inline_text(found.content)) == _shape(words)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_an_altered_quotation_is_caught(mutation: Mutation) -> None:
    chance = random.Random(mutation.__name__)  # noqa: S311 - the same on every run
    caught, let_through = 0, []
    for words in _quotations(mutation.__name__, numbered=mutation is change_a_number):
        altered = mutation(chance, words)
        if _stands(altered):
            continue
        if _found(altered) is None:
            caught += 1
        else:
            let_through.append((words, altered))
        if caught + len(let_through) == OF_EACH:
            break
    assert let_through == []
    assert caught == OF_EACH


# --- typographic variants ------------------------------------------------------------------------


def _varied(chance: random.Random, text: str, *, source: bool) -> str:
    """The same text as another program would write it."""
    text = re.sub(" ", lambda _: chance.choice([" ", " ", " ", "\xa0", "\n", "  ", "\u2009", "\t"]), text)
    shapes = {"'": "'‘’‛", '"': '"“”„«»', "-": "-‐‑–—−"}
    made = []
    for at, character in enumerate(text):
        same = next((forms for forms in shapes.values() if character in forms), character)
        made.append(chance.choice(same))
        within = text[at : at + 2].isalpha() and len(text[at : at + 2]) == 2
        if within and chance.random() < 0.03:
            made.append(chance.choice("\xad\u200b"))
        elif within and source and chance.random() < 0.02:
            made.append(chance.choice(["-\n", "\xad\n", "-\n   "]))
    varied = "".join(made)
    for letters, ligature in (("ffi", "ﬃ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("ff", "ﬀ")):
        if chance.random() < 0.5:
            varied = varied.replace(letters, ligature)
    return varied


def test_a_typographic_variant_is_never_accused() -> None:
    chance = random.Random("variants")  # noqa: S311 - the same on every run
    quotations = _quotations("variants")
    accused = []
    for _ in range(40):
        source = "\n\n".join(_varied(chance, " ".join(one.split()), source=True) for one in SOURCE.split("\n\n"))
        for _ in range(75):
            words = next(quotations)
            varied = _varied(chance, words, source=False)
            if _found(varied, source) is None:
                accused.append((words, varied))
    assert accused == []
