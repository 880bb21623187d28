"""Numbers in words, as the languages of letters write them: `one hundred and twenty`, `quatre-vingt-dix`, `dos mil`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Final

from drafter.record import Record

_IN_WORDS: Final = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete"
    " dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete"
    " veintiocho veintinueve",
    "cy": "un dau tri pedwar pump chwech saith wyth naw deg",
}
COUNTED: Final = {language: tuple(words.split()) for language, words in _IN_WORDS.items()}
"""The numbers in words from one on, by language."""
_HALF: Final = Decimal("0.5")


class _Grammar(Record):
    """How a language puts numbers together; what a word leaves open is how much may be added: ten, after `twenty`."""

    words: Mapping[str, tuple[int, int]]
    """The number of each word, and what it leaves open."""
    scales: Mapping[str, int]
    """Words that multiply what stands before them."""
    bare: frozenset[str]
    """Scales that stand without a number: `mille`."""
    articles: frozenset[str]
    joins: str = ""
    """The word that stands between parts of a number: `and`, `et`, `y`."""
    halves: frozenset[str] = frozenset()


def _tens(words: str, first: int = 2) -> dict[str, tuple[int, int]]:
    return {word: (10 * number, 10) for number, word in enumerate(words.split(), first)}


def _ones(language: str, more: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    return {word: (number, 0) for number, word in enumerate(COUNTED[language], 1)} | {
        word: (number, 0) for word, number in more.items()
    }


def _grammars() -> Iterator[_Grammar]:
    yield _Grammar(
        _ones("en", {}) | _tens("twenty thirty forty fifty sixty seventy eighty ninety"),
        {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9},
        frozenset(),
        frozenset({"a", "an"}),
        "and",
        frozenset({"half"}),
    )
    yield _Grammar(
        _ones("fr", {"une": 1})
        | _tens("vingt trente quarante cinquante")
        | _tens("septante huitante nonante", 7)
        | {"dix": (10, 10), "octante": (80, 10), "vingts": (20, 0), "soixante": (60, 20)},
        {"cent": 100, "cents": 100, "mille": 1000, "million": 10**6, "millions": 10**6, "milliard": 10**9}
        | {"milliards": 10**9},
        frozenset({"cent", "mille"}),
        frozenset(),
        "et",
        frozenset({"demi", "demie"}),
    )
    hundreds = "doscient trescient cuatrocient quinient seiscient setecient ochocient novecient"
    yield _Grammar(
        _ones("es", {"un": 1, "una": 1, "veintiún": 21, "veintiuna": 21, "cien": 100})
        | _tens("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 3)
        | {
            f"{word}{end}": (100 * number, 100)
            for number, word in enumerate(hundreds.split(), 2)
            for end in ("os", "as")
        }
        | {"ciento": (100, 100)},
        {"mil": 1000, "millón": 10**6, "millones": 10**6},
        frozenset({"mil"}),
        frozenset(),
        "y",
        frozenset({"medio", "media"}),
    )
    mutated = {"ddau": 2, "dwy": 2, "ddwy": 2, "dri": 3, "tair": 3, "dair": 3, "bedwar": 4, "pedair": 4, "bedair": 4}
    mutated |= {"bump": 5, "pum": 5, "bum": 5, "chwe": 6, "deuddeg": 12, "deuddeng": 12, "ddeuddeg": 12}
    mutated |= {"pymtheg": 15, "pymtheng": 15, "bymtheg": 15, "ugain": 20, "hugain": 20}
    ones = _ones("cy", mutated)
    del ones["deg"]
    tens = dict.fromkeys(("deg", "ddeg", "deng", "ddeng"), 10)
    yield _Grammar(
        ones,
        {**tens, "cant": 100, "gant": 100, "can": 100, "mil": 1000, "fil": 1000, "miliwn": 10**6, "filiwn": 10**6},
        frozenset({*tens, "cant", "gant", "can", "mil", "fil"}),
        frozenset(),
        "",
        frozenset({"hanner"}),
    )


@cache
def _all() -> tuple[_Grammar, ...]:
    # Made when first asked for: most letters have no number to compare.
    return tuple(_grammars())


@cache
def _known() -> frozenset[str]:
    return frozenset(word for one in _all() for word in (*one.words, *one.scales, *one.articles, *one.halves))


_LAST: Final = re.compile(r"([^\W\d_]+)([\s\u00a0-]*|,\s+)$")
_LONGEST: Final = 160
"""Characters before the end of a number in words that are looked at."""
_LONGEST_WORD: Final = 24


def number_before(text: str, end: int) -> tuple[Decimal, int] | None:
    """The number in words that ends at a place of a text written small, and where it begins.

    Nothing where there is none, or where the words before that place are no number in one of the languages, though the
    last of them are: of `several hundred and twenty`, not twenty.
    """
    last = _LAST.search(text, max(0, end - _LONGEST_WORD), end)
    if last is None or last[1] not in _known():
        return None
    first = max(0, end - _LONGEST)
    found = [(*_walked(text[first:end], grammar), grammar) for grammar in _all()]
    start, words, grammar = min(found, key=lambda one: one[0])
    number = _number(words, grammar) if words else None
    return (number, first + start) if number is not None else None


def is_number_word(word: str) -> bool:
    """Whether a word written small is a number, or a part of one; an article is none."""
    return any(word in grammar.words or word in grammar.scales or word in grammar.halves for grammar in _all())


def _walked(text: str, grammar: _Grammar) -> tuple[int, list[str]]:
    """Where the words of a number begin that a text ends with, and those words."""
    words: list[str] = []
    at = len(text)
    while found := _LAST.search(text, 0, at):
        word, between = found[1], found[2]
        if not _goes_on(word, between, text[: found.start()], words, grammar):
            break
        words.insert(0, word)
        at = found.start()
    return at, words


def _goes_on(word: str, between: str, before: str, words: list[str], grammar: _Grammar) -> bool:
    """Whether a word belongs to the number that the words after it are the rest of."""
    if "," in between:
        return bool(words) and words[0] in grammar.words and grammar.scales.get(word, 0) >= 1000 and not grammar.bare
    if word in grammar.words or word in grammar.scales or word in grammar.halves:
        return True
    if word in grammar.articles:
        return not words or words[0] in grammar.scales or words[0] in grammar.halves
    if not grammar.joins or word != grammar.joins or not words:
        return False
    left = _LAST.search(before)
    if left is None:
        return False
    if words[0] in grammar.articles | grammar.halves:
        return True
    if grammar.bare:
        return words[0] in grammar.words and grammar.words.get(left[1], (0, 0))[1] in {10, 20}
    return left[1] in grammar.scales


def _number(words: list[str], grammar: _Grammar) -> Decimal | None:
    """The number that words are, or nothing where they are not one."""
    half = next((at for at, word in enumerate(words) if word in grammar.halves), -1)
    if half < 0:
        whole = _whole([word for word in words if word != grammar.joins], grammar)
        return Decimal(whole) if whole is not None else None
    before, after = words[:half], words[half + 1 :]
    if after and after[0] in grammar.articles:
        after = after[1:]
    elif before and before[-1] in grammar.articles:
        before = before[:-1]
    scale = grammar.scales.get(after[0], 0) if len(after) == 1 else 0 if after else 1
    if before in ([], ["un"], ["une"]):
        return _HALF * scale if scale else None
    if before[-1] != grammar.joins or not scale or (before[-2:-1] and before[-2] in grammar.scales):
        return None
    whole = _whole([word for word in before if word != grammar.joins], grammar)
    return (whole + _HALF) * scale if whole is not None else None


def _whole(words: list[str], grammar: _Grammar) -> int | None:
    total, last = 0, 10**12
    part: int | None = None
    left = 0
    for at, word in enumerate(words):
        if word in grammar.articles:
            if at or part is not None:
                return None
            part, left = 1, 0
        elif word in grammar.scales:
            scale = grammar.scales[word]
            if part is None and word not in grammar.bare:
                return None
            if scale >= 1000:
                if scale >= last:
                    return None
                total, last, part = total + (1 if part is None else part) * scale, scale, None
            elif part is not None and (left or part > 19):
                return None
            else:
                part, left = (1 if part is None else part) * scale, scale
        elif (number := grammar.words.get(word)) is None:
            return None
        elif part is None:
            part, left = number
        elif part == 4 and not left and word in {"vingt", "vingts"}:
            part, left = 80, 20
        elif number[0] < left:
            part, left = part + number[0], min(number[1], left)
        else:
            return None
    return total + (part or 0) or None
