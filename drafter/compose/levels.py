"""The quotation marks within a passage: which belong together, and those of the levels at which they now stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from drafter.model import Break, Emphasis, Foreign, Inline, Link, Note, Quotation, Reference, Strong, Text
from drafter.record import Mutable, field, replace

Pair: TypeAlias = tuple[str, str]

_DOUBLE: Final = re.compile('[“”„‟«»″"]')
_CLOSED_BY: Final = {"“": "”", "„": "“”", "‟": "”", "«": "»", "»": "«", "”": "”", '"': '"', "″": "″"}
_AFTER_WORDS: Final = ".,;:!?)]…’”»'"
_SINGLE_CLOSED_BY: Final = {"‘": "’", "‚": "‘’", "‛": "’", "'": "'’"}
_OPENS_SINGLE: Final = re.compile(
    r"(?<![^\W_])[‘‚‛'](?=[^\s’'])(?!\d\d?0?s?\b|(?:tis|twas|twere|till?|em|n|cause|cos|bout|round)\b)", re.IGNORECASE
)
"""A single mark before a word that is no apostrophe for what is left out: ’tis, ’90s."""
_SPACES: Final = " \u00a0\u202f\u2009"
"""The spaces within guillemets."""


def alternated(content: tuple[Inline, ...], first: Pair, second: Pair) -> tuple[Inline, ...]:
    """A passage with its own quotation marks as `first`, those within them as `second`, and so on in turn.

    A single mark that may be an apostrophe stays as it is.
    """
    text = "".join(leaves(content))
    edits: dict[int, str] = {}
    for at, right, level in _levels(text):
        edits[at] = (second if level % 2 == 0 else first)[right]
        if text[at] in "«»":
            edits |= dict.fromkeys(_spaces_within(text, at, before=right), "")
    return edited(content, edits)


def _spaces_within(text: str, at: int, *, before: bool) -> Iterator[int]:
    """Where the spaces stand that belong to a guillemet."""
    step = -1 if before else 1
    at += step
    while 0 <= at < len(text) and text[at] in _SPACES:
        yield at
        at += step


def edited(content: tuple[Inline, ...], edits: Mapping[int, str]) -> tuple[Inline, ...]:
    """Inlines with some characters of their words replaced, by position."""
    return _Editor(edits).all(content) if edits else content


class _Editor(Mutable):
    edits: Mapping[int, str]
    passed: int = 0

    def all(self, content: Iterable[Inline]) -> tuple[Inline, ...]:
        return tuple(map(self.one, content))

    def one(self, inline: Inline) -> Inline:
        match inline:
            case Text(text=text):
                start, self.passed = self.passed, self.passed + len(text)
                made = "".join(self.edits.get(at, character) for at, character in enumerate(text, start))
                return replace(inline, text=made)
            case Emphasis() | Strong() | Foreign() | Link() | Quotation():
                return replace(inline, content=self.all(inline.content))
            case Reference() | Break():
                self.passed += 1
                return inline
            case Note():
                return inline


def leaves(content: Iterable[Inline]) -> Iterator[str]:
    """The words of inlines, as `edited` counts them: a reference and a break are one character each."""
    for inline in content:
        match inline:
            case Text(text=text):
                yield text
            case Emphasis() | Strong() | Foreign() | Link() | Quotation():
                yield from leaves(inline.content)
            case Reference():
                yield "\ufffc"
            case Break():
                yield "\n"
            case Note():
                pass


# --- which belong together ---------------------------------------------------------------------------


def _levels(text: str) -> Iterator[tuple[int, bool, int]]:
    """The marks of a text in order: where each stands, whether it closes, and its level from 1."""
    doubles = _Doubles(text)
    doubles.read()
    marks = [*doubles.marks.items(), *_singles(text, doubles.marks).items()]
    depth = sum(kind == "stray" for _, kind in marks)  # the passage begins within so many quotations
    for at, kind in sorted(marks):
        if kind in {"closes", "stray"}:
            yield at, True, depth
            depth -= 1
        elif kind == "goes on":
            yield at, False, depth
        else:
            depth += 1
            yield at, False, depth


class _Doubles(Mutable):
    """The double marks of a text: `opens`, `closes`, `goes on` (at each paragraph of a long quotation), `stray`."""

    text: str
    marks: dict[int, str] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)

    def read(self) -> None:
        """Go through the text."""
        for found in _DOUBLE.finditer(self.text):
            if kind := self._kind(found[0], found.start()):
                self.marks[found.start()] = kind

    def _kind(self, mark: str, at: int) -> str:
        innermost = self._open[-1] if self._open else ""
        if self._opens(mark, at, innermost):
            goes_on = mark == innermost and self.text.count(mark) > self.text.count(_CLOSED_BY[mark][-1])
            if goes_on:
                return "goes on"
            self._open.append(mark)
            return "opens"
        if innermost and mark in _CLOSED_BY[innermost]:
            self._open.pop()
            return "closes"
        if mark in '"″' and at and self.text[at - 1].isdigit():
            return ""  # inches
        return "" if innermost else "stray"

    def _opens(self, mark: str, at: int, innermost: str) -> bool:
        before, after = self.text[at - 1 : at] if at else " ", self.text[at + 1 : at + 2]
        if mark in "“„‟«":
            return not (innermost and mark in _CLOSED_BY[innermost])
        if mark in "”»":
            return not innermost and (before.isspace() or before in "([") and after.isalnum()
        if before in "'’" and after.isalnum():
            return True
        return not (before.isalnum() or before in _AFTER_WORDS)


def _singles(text: str, doubles: Mapping[int, str]) -> dict[int, str]:
    """The single marks of a text where it is plain of all of them which belong together, and none is an apostrophe."""
    made: dict[int, str] = {}
    openings = [found.start() for found in _OPENS_SINGLE.finditer(text)]
    for at in openings:
        if at in made:
            continue
        closing = [*_closings(text, at, doubles, frozenset(openings))]
        plain = [place for place in closing if text[place - 1] not in "sS"]
        if len(closing) != 1 and (len(plain) != 1 or plain[0] != closing[0]):
            return {}
        made |= {at: "opens", closing[0]: "closes"}
    return made


def _closings(text: str, start: int, doubles: Mapping[int, str], openings: frozenset[int]) -> Iterator[int]:
    """Where the quotation that opens somewhere may close: at its own level, before the next one opens."""
    depth = 0
    closing = _SINGLE_CLOSED_BY[text[start]]
    for found in re.finditer(r"[“”„‟«»″\"‘’‚‛']", text[start + 1 :]):
        at = start + 1 + found.start()
        kind = doubles.get(at, "")
        depth += (kind == "opens") - (kind in {"closes", "stray"})
        if depth < 0:
            return
        if kind or depth:
            continue
        if found[0] in closing and not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum():
            if text[at - 2 : at] not in {"'n", "’n"}:
                yield at
        elif at in openings:
            return
