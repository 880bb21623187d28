"""What a quotation shows of its source: the source's own characters, and whose emphasis they bear."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final, TypeAlias

from drafter.declarations import Piece, Run
from drafter.edges import LINE_END_HYPHEN
from drafter.model import Emphasis, Inline, Text
from drafter.prepared import Source
from drafter.record import Record

Character: TypeAlias = tuple[str, int]
"""What stands in a quotation for a character of the source, and where that stands; -1 where it does not matter."""


class Emphasised(Record):
    """Where a source is emphasised: spans of its text, in order and apart."""

    spans: tuple[tuple[int, int], ...] = ()

    def has(self, position: int) -> bool:
        """Whether a character of the source is emphasised."""
        at = bisect_right(self.spans, position, key=lambda span: span[0]) - 1
        return at >= 0 and position < self.spans[at][1]

    def touches(self, start: int, end: int) -> bool:
        """Whether any of a part of the source is emphasised."""
        at = bisect_right(self.spans, start, key=lambda span: span[1])
        return at < len(self.spans) and self.spans[at][0] < end


NOWHERE_EMPHASISED: Final = Emphasised()


@lru_cache(maxsize=64)
def emphasised(spans: tuple[tuple[int, int], ...]) -> Emphasised:
    """Where a source is emphasised, from spans in any order that may overlap."""
    made: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return Emphasised(tuple(made))


# --- the characters ----------------------------------------------------------------------------------

_LIGATURES: Final = frozenset("ﬀﬁﬂﬃﬄﬅﬆ")
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def said(
    run: Run, at: Sequence[int], held: Source, first: str, notes: tuple[tuple[int, str], ...], *, one_by_one: bool
) -> dict[int, list[Character]]:
    """The source's own characters of each piece of a run; a hyphen at a line end stays if the declaration has it.

    `first` stands in place of the first of them, `notes` are the references to notes that are kept; `one_by_one` asks
    for each character alone.
    """
    whole = held.as_it_is(at[0], len(at)) if isinstance(at, range) and not notes and not one_by_one else ""
    if whole and run.owners[0] == run.owners[-1]:
        return {run.owners[0]: [(first + whole[1:] if first else whole, -1)]}
    made: dict[int, list[Character]] = {}
    for number, place in enumerate(at):
        plain, character = held.plain[place], held.text[held.at[place]]
        if plain == LINE_END_HYPHEN:
            character = "-"
        elif plain == " " or character in _LIGATURES:
            character = plain
        elif number and held.at[place] == held.at[at[number - 1]]:
            character = ""
        marks = _marks(held, place, at[number + 1] if number + 1 < len(at) else place + 1, notes) if notes else ""
        shown = (first if not number and first else character) + marks
        made.setdefault(run.owners[number], []).append((shown, held.at[place]))
    return made


def _marks(held: Source, place: int, following: int, notes: tuple[tuple[int, str], ...]) -> str:
    """The references to notes that the source has right after a character, raised."""
    start, end = held.at[place], held.at[following]
    return "".join(mark.translate(_RAISED) for position, mark in notes if start < position <= end)


# --- the emphasis ------------------------------------------------------------------------------------


class Shown(Record):
    """The inlines of a quotation; `theirs` where emphasis in it is the source's own, `added` where it is not."""

    content: tuple[Inline, ...]
    theirs: bool
    added: bool


def shown(pieces: tuple[Piece, ...], said: Mapping[int, list[Character]], text: str, emphasis: Emphasised) -> Shown:
    """A quotation from its declaration and the source's characters of each piece."""
    own = _own(pieces, said, text, emphasis)
    parts: list[tuple[str, bool]] = []
    for number, piece in enumerate(pieces):
        if piece.kind != "words":
            made = [(piece.text, piece.emphasised)]
        else:
            characters = said.get(number, [])
            made = _spaced(pieces, number, _grouped(characters, _showing(characters, own)))
            made = [(words, theirs or piece.emphasised) for words, theirs in made]
        parts += made
    parts = _trimmed(parts)
    content: list[Inline] = []
    for italic, some in groupby(parts, key=lambda part: part[1]):
        if italic:
            content.append(Emphasis((Text("".join(words for words, _ in some)),)))
        else:
            content += [Text(words) for words, _ in some]
    return Shown(tuple(content), bool(own), any(_adds(pieces, number, said, own) for number in range(len(pieces))))


def _own(
    pieces: tuple[Piece, ...], said: Mapping[int, list[Character]], text: str, emphasis: Emphasised
) -> frozenset[int]:
    """The places of characters whose emphasis the quotation shows as the source's own.

    A passage that is emphasised as a whole is not: nothing in it stands out. Where the declaration lets some of it
    stand out, what the source emphasises is its own all the same, unless the source sets the whole paragraph so.
    """
    if not emphasis.spans:
        return frozenset()
    worded = [at for characters in said.values() for words, at in characters if any(map(str.isalnum, words))]
    if not any(map(emphasis.has, worded)):
        return frozenset()
    places = [at for characters in said.values() for _, at in characters if emphasis.has(at)]
    if not all(map(emphasis.has, worded)):
        return frozenset(places)
    if not any(piece.emphasised for piece in pieces):
        return frozenset()
    return frozenset(places) - _set_so(text, places, emphasis)


def _set_so(text: str, places: list[int], emphasis: Emphasised) -> frozenset[int]:
    """Those of some places that stand in paragraphs of which everything is emphasised."""
    found: list[int] = []
    start = end = 0
    whole = False
    for at in sorted(places):
        if at >= end:
            start, end = text.rfind("\n\n", 0, at) + 1, text.find("\n\n", at)
            end = len(text) if end < 0 else end
            whole = all(emphasis.has(place) for place in range(start, end) if text[place].isalnum())
        found += [at] * whole
    return frozenset(found)


def _showing(characters: list[Character], own: frozenset[int]) -> list[bool]:
    """Which characters of a piece are emphasised in the source; a space is where it stands between such."""
    flags = [at in own for _, at in characters]
    spaces = [words.isspace() for words, _ in characters]
    return [
        flag and (not space or (0 < number < len(flags) - 1 and flags[number - 1] and flags[number + 1]))
        for number, (flag, space) in enumerate(zip(flags, spaces, strict=True))
    ]


def _grouped(characters: list[Character], flags: list[bool]) -> list[tuple[str, bool]]:
    """The words of a piece in stretches that are emphasised in the source, and others."""
    pairs = zip((words for words, _ in characters), flags, strict=True)
    return [("".join(words for words, _ in some), flag) for flag, some in groupby(pairs, key=lambda pair: pair[1])]


def _adds(pieces: tuple[Piece, ...], number: int, said: Mapping[int, list[Character]], own: frozenset[int]) -> bool:
    """Whether a piece is emphasised in the quotation and not in the source."""
    piece = pieces[number]
    if not piece.emphasised or piece.kind == "ellipsis":
        return False
    if piece.kind == "words":
        return any(at not in own for words, at in said.get(number, ()) if any(map(str.isalnum, words)))
    before = pieces[number - 1] if number else None
    after = pieces[number + 1] if number + 1 < len(pieces) else None
    part_of_word = (before is not None and before.kind == "words" and before.text[-1:].isalnum()) or (
        after is not None and after.kind == "words" and after.text[:1].isalnum()
    )
    return not piece.is_sic and not part_of_word


# --- the spaces --------------------------------------------------------------------------------------


def _spaced(pieces: tuple[Piece, ...], number: int, parts: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """The words of a piece with the declaration's spaces beside brackets and ellipses, where the source has others."""
    asked = pieces[number].text
    before = number > 0 and pieces[number - 1].kind != "words"
    after = number + 1 < len(pieces) and pieces[number + 1].kind != "words"
    if (before or after) and not asked.strip():
        return [(" ", False)]
    if before:
        parts = _stripped_left(parts)
        parts = [(" ", False), *parts] if asked[:1].isspace() else parts
    if after:
        parts = _stripped_right(parts)
        parts = [*parts, (" ", False)] if asked[-1:].isspace() else parts
    return _joined(parts)


def _joined(parts: Iterable[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Stretches of which neighbours differ."""
    return [("".join(words for words, _ in some), flag) for flag, some in groupby(parts, key=lambda part: part[1])]


def _stripped_left(parts: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    left = [*parts]
    while left and not left[0][0].lstrip(" "):
        left.pop(0)
    return [(left[0][0].lstrip(" "), left[0][1]), *left[1:]] if left else []


def _stripped_right(parts: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    mirrored = _stripped_left([(words[::-1], flag) for words, flag in parts[::-1]])
    return [(words[::-1], flag) for words, flag in mirrored[::-1]]


def _trimmed(parts: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """A quotation's parts without white space at its ends, and without empty ones."""

    def all_of() -> Iterator[tuple[str, bool]]:
        for number, (words, flag) in enumerate(parts):
            text = words.lstrip() if number == 0 else words
            text = text.rstrip() if number + 1 == len(parts) else text
            if text:
                yield text, flag

    return [*all_of()]
