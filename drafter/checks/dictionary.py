"""The words of a language: whether a list of them holds a word, and which of them a wrong one was meant to be.

The lists of `words` are searched as they lie in memory, so that nothing is read into a set before the first look: texts
sorted by their UTF-8 bytes, and graphs. words/README.md says whose they are and how they were made.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from drafter.checks.orthography import ORTHOGRAPHIES
from drafter.checks.word_graph import WordGraph, unaccented

_FOLDER: Final = Path(__file__).parent / "words"
_APART: Final = r"[\s\-‐‑]+"
"""What stands between the words of a phrase."""
_NUMERAL: Final = re.compile(r"[ivxlc]+")


@cache
def _text(name: str) -> bytes:
    return b"\n" + (_FOLDER / f"{name}.txt").read_bytes()


@cache
def _graph(language: str) -> WordGraph:
    return WordGraph.read(_FOLDER / f"{language}.graph")


@cache
def _further(language: str) -> frozenset[str]:
    return frozenset(_text(f"{language}-office").decode().split())


@cache
def _phrases() -> dict[str, tuple[re.Pattern[str], ...]]:
    """The phrases that official letters take from Latin and French, by each of their words."""
    found: dict[str, list[re.Pattern[str]]] = {}
    for phrase in _text("phrases").decode().split("\n"):
        parts = (re.escape(part).replace("'", "['’]") for part in re.split("[ -]", phrase))
        pattern = re.compile(rf"(?<!\w){_APART.join(parts)}(?!\w)", re.IGNORECASE)
        for word in re.findall(r"[^\W\d_]+", phrase):
            found.setdefault(word, []).append(pattern)
    return {word: tuple(patterns) for word, patterns in found.items()}


_LONGEST_PHRASE: Final = 60


def in_phrase(word: str, text: str, at: int) -> bool:
    """Whether the word, written small, that begins at a place of a text belongs to a phrase: to `sub judice`."""
    first, last = max(0, at - _LONGEST_PHRASE), at + _LONGEST_PHRASE
    return any(
        found.start() <= at < found.end()
        for pattern in _phrases().get(word, ())
        for found in pattern.finditer(text, first, last)
    )


@lru_cache(maxsize=20_000)
def holds(name: str, word: str) -> bool:
    """Whether a text (`en`, `en-gb`, `en-us`, `fr-office`, …) holds a word, written small."""
    data, sought = _text(name), word.encode()
    low, high = 0, len(data) - 1
    while low < high:
        middle = data.rfind(b"\n", low, (low + high) // 2 + 1)
        if middle < 0:
            middle = low
        end = data.index(b"\n", middle + 1)
        here = data[middle + 1 : end]
        if here == sought:
            return True
        if here < sought:
            low = end
        elif middle == low:
            return False
        else:
            high = middle
    return False


def known(language: str, word: str) -> bool:
    """Whether a list of a language (`en`, `cy`, `es`, `fr`) has a word, written small; in English of any spelling."""
    if language == "en":
        return holds("en", word) or holds("en-office", word)
    if word in _graph(language) or word in _further(language):
        return True
    return language == "fr" and "oe" in word and word.replace("oe", "œ") in _graph("fr")


def right(language: str, word: str) -> bool:
    """Whether nothing speaks against a word, written small, with ’ for each apostrophe: it is known, short or built."""
    if len(word) < 3 or known(language, word) or _NUMERAL.fullmatch(word):
        return True
    orthography = ORTHOGRAPHIES[language]
    if "’" in word:
        if known(language, word.replace("’", "'")):
            return True
        start, end = orthography.core(word)
        if end - start < len(word):
            return right(language, word[start:end])
        return not orthography.elided and right(language, word.partition("’")[0])
    prefix = re.match(rf"(?:{orthography.prefixes})(?=\w{{4}})", word)
    if prefix is not None and known(language, word[prefix.end() :]):
        return True
    return word in orthography.elided or (bool(orthography.enclitics) and _with_pronouns(language, word))


def _with_pronouns(language: str, word: str) -> bool:
    """Whether a word is a verb and pronouns: an infinitive, or a form that has an accent for their sake."""
    found = re.fullmatch(rf"(\w{{2,}}?)({ORTHOGRAPHIES[language].enclitics})", word)
    if found is None:
        return False
    verb = found[1]
    if verb.endswith(("ar", "er", "ir", "ír")):
        return known(language, verb) and len(found[2]) < 4
    return unaccented(verb) != verb and known(language, unaccented(verb))


def suggested(language: str, word: str, also: frozenset[str] = frozenset()) -> list[str]:
    """At most three words that a wrong one was probably meant to be: those one slip away, and words of `also`.

    Those that differ in accents alone come first, then swapped letters, a letter too many, too few, another.
    """
    letters = ORTHOGRAPHIES[language].letters
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    made = [left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1]
    made += [left + right[1:] for left, right in cuts if right]
    made += [left + letter + right for left, right in cuts for letter in letters]
    made += [left + letter + right[1:] for left, right in cuts if right for letter in letters]
    if language != "en":
        made = [*_graph(language).accented(word), *made]
    found = [one for one in dict.fromkeys(made) if one != word and (one in also or known(language, one))]
    if not found and len(word) > 5:
        found = [
            f"{left} {right}"
            for left, right in cuts
            if min(len(left), len(right)) > 2 and known(language, left) and known(language, right)
        ]
    return sorted(found, key=lambda one: one not in also)[:3]
