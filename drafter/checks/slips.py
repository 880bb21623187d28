"""Slips of the keyboard: words and spaces typed twice, marks of two kinds, characters that nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from drafter.checks.prose import Stretch, fields, once, stretches
from drafter.dossier import Dossier
from drafter.problems import Finding

_TWICE: Final = re.compile(r"(?<![\w’'-])([^\W\d_]+)[ \n\u00a0]+(\1)(?![\w’'-])", re.IGNORECASE)
_MAY_STAND_TWICE: Final = {
    "en": frozenset({"had", "that", "is", "very", "so", "no", "do"}),
    "fr": frozenset({"nous", "vous"}),
}
_PARTICLES: Final = frozenset({"in", "on"})
_TAKES_PARTICLE: Final = re.compile(
    r"(?:\w+(?:ed|ing)|come|comes|came|go|goes|went|gone|log|put|set|brought|move|carry|live|check|based)\s*$",
    re.IGNORECASE,
)
_WIDE: Final = re.compile(r"(?<=[^\s\ufffc])  +(?=\S)")
_SENTENCE_END: Final = re.compile(r"[.?!:][”’\"')]*$")
_SINGLE_AFTER_END: Final = re.compile(r"[.?!][”’\"')]* (?=[^\W\d_a-z])")
_BEFORE_MARK: Final = re.compile(r"(?<=[\w”’\")\]])[ \u00a0]+([,.;:!?])(?=\s|$)")
_BEFORE_MARK_FR: Final = re.compile(r"(?<=[\w”’\")\]])[ \u00a0]+([,.])(?=\s|$)")
_IN_BRACKETS: Final = re.compile(r"\([ \u00a0]+(?=[\w“‘])|(?<=[\w.”’])[ \u00a0]+\)")
_SPACED: Final = re.compile("[ \u00a0][ ,.;:!?)]|\\([ \u00a0]")
"""One of these stands where a space may be out of place."""
_UNSEEN: Final = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_TURNS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS: Final = frozenset("\u200c\u200d")
_NAMES: Final = {
    "\u00ad": "a soft hyphen",
    "\u200b": "a space of no width",
    "\u200c": "a character that parts letters and is not seen",
    "\u200d": "a character that joins letters and is not seen",
    "\ufeff": "a byte order mark",
}
_WORD: Final = re.compile(r"[^\W\d_]+")
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f]")
_LOOKALIKE: Final = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_UNIT: Final = re.compile("[μΩ][A-Za-z]{1,2}|[kMGm]Ω")


def check(dossier: Dossier) -> Iterator[Finding]:
    """`word-doubled`, `space-doubled`, `space-before-mark`, `quotes-mixed`, `invisible-character`, `script-mixed`."""
    language = dossier.letter.language.partition("-")[0]
    body = stretches(dossier)
    wide_style = not any(_SINGLE_AFTER_END.search(stretch.own) for stretch in body)
    for stretch in (*body, *fields(dossier)):
        yield from _words(stretch, language)
        yield from _spaces(stretch, language, wide_style=wide_style)
        yield from _characters(stretch)
    yield from _mixed(body, '"', re.compile(r"(?<!\d)\""), re.compile("[“”]"), "quotation marks")
    yield from _mixed(
        body, "'", re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])"), re.compile(r"(?<=\w)’(?=\w)"), "apostrophes"
    )


@once
def _words(stretch: Stretch, language: str) -> Iterator[Finding]:
    text = stretch.unquoted
    words = list(map(_bare, text.lower().split()))
    if not any(map(str.__eq__, words, words[1:])):
        return
    for found in _TWICE.finditer(text):
        word, again = found[1].lower(), found[2]
        sentence_within = found[1].islower() and again[0].isupper()  # “that That …”: a sentence was put into a clause
        may = word in _MAY_STAND_TWICE.get(language, ()) and not sentence_within
        if may or (found[1][0].isupper() and again[0].isupper()):
            continue
        if word in _PARTICLES and _TAKES_PARTICLE.search(text[: found.start()]):
            continue
        message = f"“{again}” stands twice in “{stretch.around(*found.span())}”"
        place = stretch.place_at(found.start(2))
        yield Finding("word-doubled", "warning", message, place, "take one out")


def _bare(word: str) -> str:
    return word.strip(".,;:!?()[]“”‘’\"'—–")


@once
def _spaces(stretch: Stretch, language: str, *, wide_style: bool) -> Iterator[Finding]:
    text = stretch.unquoted
    if not _SPACED.search(text):
        return
    wide = [
        found
        for found in _WIDE.finditer(text)
        if not (wide_style and _SENTENCE_END.search(text[max(0, found.start() - 4) : found.start()]))
    ]
    if wide:
        more = f", and {len(wide) - 1} more in this paragraph" if len(wide) > 1 else ""
        message = f"two spaces stand before “{text[wide[0].end() : wide[0].end() + 30].split(chr(10))[0]}”{more}"
        yield Finding("space-doubled", "warning", message, stretch.place_at(wide[0].start()), "leave one space")
    before = _BEFORE_MARK_FR if language == "fr" else _BEFORE_MARK
    for found in (*before.finditer(text), *_IN_BRACKETS.finditer(text)):
        message = f"a space is out of place in “{stretch.around(*found.span(), reach=20)}”"
        place = stretch.place_at(found.start())
        yield Finding("space-before-mark", "warning", message, place, f"write “{found[0].strip()}” without it")


@once
def _characters(stretch: Stretch) -> Iterator[Finding]:
    text = stretch.own
    for found in _UNSEEN.finditer(text):
        character, at = found[0], found.start()
        around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
        if character in _JOINERS and around and not re.search(r"[\x00-\u024f]", around):
            continue
        turns = character in _TURNS
        name = _NAMES.get(character, "a mark of writing direction" if turns else "a character that is not seen")
        near = _UNSEEN.sub("", text[max(0, at - 20) : at + 20]).strip()
        message = f"{name} (U+{ord(character):04X}) stands in “{near}”"
        place = stretch.place_at(at)
        yield Finding("invisible-character", "error" if turns else "warning", message, place, "type the words again")
    if _LOOKALIKE.search(text):
        for found in _WORD.finditer(text):
            word = found[0]
            other = _LOOKALIKE.search(word)
            if other and _LATIN.search(word) and not _UNIT.fullmatch(word):
                script = "Greek" if other[0] < "\u0400" else "Cyrillic"
                message = f"“{word}” has the {script} letter {other[0]} (U+{ord(other[0]):04X}) among Latin ones"
                place = stretch.place_at(found.start())
                yield Finding("script-mixed", "error", message, place, "type the word again")


def _mixed(
    body: tuple[Stretch, ...], mark: str, straight: re.Pattern[str], curly: re.Pattern[str], what: str
) -> Iterator[Finding]:
    said = [stretch for stretch in body if stretch.kind != "note"]  # a citation gives a title as its author wrote it
    flat = [
        (stretch, found.start()) for stretch in said if mark in stretch.own for found in straight.finditer(stretch.own)
    ]
    if not flat or not any(curly.search(stretch.text if mark == '"' else stretch.own) for stretch in said):
        return
    stretch, at = flat[0]
    times = "once" if len(flat) == 1 else f"{len(flat)} times"
    message = (
        f"{what} are of two kinds: the straight {mark} stands {times}, first in “{stretch.around(at, at + 1, 20)}”"
    )
    advice = "type the curly marks throughout, as drafter sets them where it quotes"
    yield Finding("quotes-mixed", "warning", message, stretch.place_at(at), advice)
