"""Words of the author's own that neither a dictionary nor the case's names hold; English of two kinds in one letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from drafter.checks import dictionary
from drafter.checks.orthography import ORTHOGRAPHIES
from drafter.checks.prose import HIDDEN, Stretch, fields, once, stretches
from drafter.dossier import Dossier
from drafter.problems import Finding, Place
from drafter.record import Record

_TOKEN: Final = re.compile(r"[^\s\ufffc—–]+")
_NO_WORD: Final = re.compile(r"[\d@_\\#<>=+*&]|://|\w\.\w|^www\.")
_LATIN: Final = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]")
"""Of words in other scripts, the lists say nothing."""
_LETTERS: Final = r"(?:[^\W\d_¹²³][\u0300-\u036f]*)+"
_WORD: Final = re.compile(rf"{_LETTERS}(?:[’']{_LETTERS})*")
_COMPOUND: Final = re.compile(rf"{_LETTERS}(?:[’'\-‐‑]{_LETTERS})+")
_HYPHEN: Final = re.compile("[‐‑]")
_BEFORE: Final = re.compile(r"(?<![^\W_])([^\W\d_]+)[-‐‑]$")
"""The part of a compound before another, with the hyphen."""


class _Met(Record):
    """A word as it stands in the letter, written small, and where."""

    word: str
    place: Place
    emphasised: bool
    national: bool
    """Whether it is right, and spelled as only some English is."""


def check(dossier: Dossier) -> Iterator[Finding]:
    """`spelling`, `spelling-mixed`: where there is a list of the words of the letter's language."""
    language = dossier.letter.language.partition("-")[0]
    if language not in ORTHOGRAPHIES:
        return
    met = [one for stretch in (*stretches(dossier), *fields(dossier)) for one in _met(stretch, language)]
    strange = [one for one in met if not one.national]
    national = [one for one in met if one.national]
    names = frozenset(_names(dossier, language)) if strange or national else frozenset()
    yield from _unknown(strange, names, language)
    yield from _mixed(national, names, american=dossier.letter.language == "en-US")


def is_right(token: str, language: str) -> bool:
    """Whether nothing is said of letters that stand together, whatever else stands in the letter."""
    base = language.partition("-")[0]
    if base not in ORTHOGRAPHIES:
        return True
    for found in _WORD.finditer(token):
        whole = _written(found[0])
        word = _core(base, whole)
        if word == word.lower() and _LATIN.match(word) and not _usual(base, whole.lower()):
            return False
    return True


def _unknown(met: list[_Met], names: frozenset[str], language: str) -> Iterator[Finding]:
    times: dict[str, int] = {}
    for one in met:
        times[one.word] = times.get(one.word, 0) + 1
    wrong: set[str] = set()
    for one in met:
        if one.word in wrong or one.word in names:
            continue
        meant = dictionary.suggested(language, one.word, names)
        if one.emphasised and not meant:
            continue
        wrong.add(one.word)
        more = f" ({times[one.word]} times)" if times[one.word] > 1 else ""
        message = f"“{one.word}” is in no dictionary and no name of the case{more}"
        advice = f"did you mean {_either(meant)}?" if meant else "correct it, or silence this with a reason"
        yield Finding("spelling", "warning", message, one.place, advice)


def _either(words: list[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return ", ".join(quoted[:-1]) + (" or " if len(quoted) > 1 else "") + quoted[-1]


@lru_cache(maxsize=20_000)
def _usual(language: str, word: str) -> bool:
    return dictionary.right(language, word) and not (language == "en" and _is_national(word))


def _is_national(word: str) -> bool:
    return any(dictionary.holds(name, word) for name in ("en-gb", "en-us"))


@once
def _met(stretch: Stretch, language: str) -> Iterator[_Met]:
    """The words of a stretch to judge: not quoted, not capitalised, without digits; a citation's are others' words.

    Words that are right in every kind of the language are left out, because nothing is ever said of them.
    """
    text = stretch.unquoted
    for token in _TOKEN.finditer(text):
        if _NO_WORD.search(token[0]):
            continue
        for found in _WORD.finditer(token[0]):
            whole = _written(found[0])
            word = _core(language, whole)
            if word != word.lower() or not _LATIN.match(word) or _usual(language, whole.lower()):
                continue
            at, end = token.start() + found.start(), token.start() + found.end()
            run = stretch.run_at(at)
            if stretch.kind == "note" and run.origin.sources:
                continue
            if HIDDEN in (text[at - 1 : at], text[end : end + 1]):
                continue
            if _in_compound(language, token[0], found.start()) or dictionary.in_phrase(word, text, at):
                continue
            national = language == "en" and dictionary.right(language, word) and _is_national(word)
            yield _Met(word, stretch.place_at(at), run.emphasised, national)


def _written(word: str) -> str:
    """A word as the lists have it, whichever apostrophes and whichever of Unicode's two ways of accents it is in."""
    word = word.replace("'", "’")
    return word if word.isascii() else normalize("NFC", word)


def _core(language: str, word: str) -> str:
    """A word without what apostrophes tie to it, such as articles."""
    if "’" not in word:
        return word
    start, end = ORTHOGRAPHIES[language].core(word)
    return word[start:end]


def _in_compound(language: str, token: str, at: int) -> bool:
    """Whether the part of a token that begins there belongs to a compound of the language, such as rez-de-chaussée.

    So does what makes one word with the prefix before it: `co-ordinated`.
    """
    prefix = _BEFORE.search(token, 0, at)
    if prefix is not None and prefix[1].lower() in ORTHOGRAPHIES[language].hyphened:
        rest = _WORD.match(token, at)
        if rest and dictionary.known(language, prefix[1].lower() + _core(language, _written(rest[0].lower()))):
            return True
    around = (found[0] for found in _COMPOUND.finditer(token) if found.start() <= at < found.end())
    compound = _HYPHEN.sub("-", _core(language, _written(next(around, ""))))
    return "-" in compound and dictionary.known(language, compound.replace("’", "'"))


def _names(dossier: Dossier, language: str) -> Iterator[str]:
    """Every word of a name or a title in the case and the registers, written small."""
    case = dossier.case
    lines: list[str] = [*case.sender.office, case.sender.known_as, *case.sender.contact]
    for party in case.parties.values():
        lines += [party.name, party.title, party.known_as, party.salutation, party.organisation]
        lines += [*party.role, *party.address, *party.addressed_as, *party.signs_as]
    for source in case.sources.values():
        lines += [source.title, source.known_as, source.by, source.publisher, source.container, source.court]
    lines += [line for one in case.evidence.values() for line in (one.title, one.known_as)]
    lines += [line for one in case.lists.values() for line in (one.title, *one.items)]
    for register in dossier.library.registers().values():
        lines += [register.title, register.known_as, register.label]
    for found in _WORD.finditer(" ".join(lines)):
        word = _written(found[0].lower())
        yield from (word, _core(language, word))


def _mixed(met: list[_Met], names: frozenset[str], *, american: bool) -> Iterator[Finding]:
    british = [one for one in met if one.word not in names and dictionary.holds("en-gb", one.word)]
    us = [one for one in met if one.word not in names and dictionary.holds("en-us", one.word)]
    if british and us:
        stray, usual = (british, us) if american else (us, british)
        kind, other = ("British", "American") if american else ("American", "British")
        message = f"“{stray[0].word}” is {kind} spelling, and “{usual[0].word}” is {other}"
        advice = "spell the whole letter in one way"
        yield Finding("spelling-mixed", "warning", message, stray[0].place, advice)
    elif len(strays := {one.word: one for one in (british if american else us)}) > 1:
        words = ", ".join(f"“{word}”" for word in list(strays)[:4])
        kind, language = ("British", "en-US") if american else ("American", "en-GB")
        message = f"{words} are {kind} spellings, in a letter whose language is {language}"
        place = next(iter(strays.values())).place
        yield Finding("spelling-mixed", "warning", message, place, "spell them as the language has it, or change it")
