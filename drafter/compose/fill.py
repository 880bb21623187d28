"""Puts values back where their marks stand in parsed wording; each word then knows where it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, assert_never

from drafter.compose.levels import edited, leaves
from drafter.compose.syntax import WordingError
from drafter.compose.values import Blocks, Inlines, Said
from drafter.compose.view import View
from drafter.edges import closing_stop
from drafter.markup import FIRST_MARK, MARK
from drafter.model import (
    Block,
    BlockQuotation,
    Break,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Link,
    List,
    Note,
    Origin,
    Paragraph,
    Question,
    Quotation,
    Reference,
    Strong,
    Table,
    Text,
    inline_text,
)
from drafter.problems import Place
from drafter.record import Mutable, replace

_SPACES: Final = re.compile(r"[ \t\n]+")
_MARKS: Final = re.compile(f"({MARK.pattern})")
_ENDS_SENTENCE: Final = re.compile(r"[.?!][”’\"'»]*$")


def together(a: Origin, b: Origin) -> Origin:
    """An origin in the place and snippet of `a` that rests on what both rest on."""
    if not (b.claims or b.evidence or b.principles or b.sources):
        return a
    return replace(
        a,
        claims=tuple(dict.fromkeys((*a.claims, *b.claims))),
        evidence=tuple(dict.fromkeys((*a.evidence, *b.evidence))),
        principles=tuple(dict.fromkeys((*a.principles, *b.principles))),
        sources=tuple(dict.fromkeys((*a.sources, *b.sources))),
    )


class Filler(Mutable):
    """Fills the blocks of one rendering; `origin` is that of the item, `place` gives it the line of a block."""

    values: list[object]
    origin: Origin
    lines: tuple[Place, ...] = ()
    """The places of the wording's lines, where blocks are to bear the line that they stand on."""

    def blocks(self, parsed: tuple[Block, ...]) -> tuple[Block, ...]:
        """The filled blocks; raises WordingError where a block value does not stand alone."""
        return tuple(block for one in parsed for block in self._block(one))

    def _at(self, block: Block) -> Origin:
        line = block.origin.place.line
        if 0 < line <= len(self.lines):
            self.origin = replace(self.origin, place=self.lines[line - 1])
        return self.origin

    def _block(self, block: Block) -> Iterator[Block]:
        origin = self._at(block)
        match block:
            case Paragraph(content=content):
                alone = self._alone(content)
                if alone is not None:
                    yield from (_tidied(_block_within(one, origin)) for one in alone.content)
                else:
                    filled = self._tidy(self._inlines(content))
                    if filled:
                        yield replace(block, content=filled, origin=origin)
            case Heading(content=content):
                yield replace(block, content=self._tidy(self._inlines(content)), origin=origin)
            case List(items=items):
                yield replace(block, items=tuple(self.blocks(item) for item in items), origin=origin)
            case BlockQuotation(content=content):
                yield replace(block, content=self.blocks(content), origin=origin)
            case Question() | Table():
                yield block
            case _:
                assert_never(block)

    def _value(self, mark: str) -> object:
        value = self.values[ord(mark) - FIRST_MARK]
        return value.printed() if isinstance(value, View) else value

    def _alone(self, content: tuple[Inline, ...]) -> Blocks | None:
        if any(not isinstance(inline, Text) for inline in content):
            return None
        words = inline_text(content).strip()
        if len(words) != 1 or not MARK.match(words):
            return None
        value = self._value(words)
        return value if isinstance(value, Blocks) else None

    def _inlines(self, content: tuple[Inline, ...]) -> list[Inline]:
        filled: list[Inline] = []
        for inline in content:
            match inline:
                case Text(text=text):
                    for number, piece in enumerate(_MARKS.split(text)):
                        if number % 2:
                            filled += self._inserted(self._value(piece))
                        elif piece:
                            filled.append(Text(piece, self.origin))
                case Emphasis(content=inner):
                    filled.append(Emphasis(tuple(self._inlines(inner))))
                case Strong(content=inner):
                    filled.append(Strong(tuple(self._inlines(inner))))
                case Break():
                    filled.append(inline)
                case Quotation() | Foreign() | Link() | Reference() | Note():
                    raise AssertionError("Markdown makes none of these")
                case _:
                    assert_never(inline)
        return filled

    def _inserted(self, value: object) -> list[Inline]:
        if isinstance(value, Blocks):
            raise WordingError(
                f"{value.described()} must stand alone in its paragraph",
                advice="leave a blank line before and after it",
                code="block-value-place",
            )
        if isinstance(value, Inlines):
            return [_within(inline, self.origin) for inline in value.content]
        origin = together(self.origin, value.origin) if isinstance(value, Said) else self.origin
        lines = str(value).split("\n")
        made: list[Inline] = []
        for number, line in enumerate(lines):
            if number:
                made.append(Break())
            if line:
                made.append(Value(line, origin))
        return made

    def _tidy(self, content: list[Inline]) -> tuple[Inline, ...]:
        """Single spaces in the wording, none at its ends, and one full stop where a value brings its own."""
        return _Tidier().tidy(content)


class Value(Text):
    """Inserted words, which tidying never changes."""


def _within(inline: Inline, origin: Origin) -> Inline:
    """An inline of a value, whose words now stand in an item."""
    match inline:
        case Text(text=text, origin=own):
            return Value(text, together(origin, own))
        case Reference(origin=own):
            return replace(inline, origin=together(origin, own))
        case Emphasis(content=content) | Strong(content=content) | Foreign(content=content):
            return replace(inline, content=tuple(_within(one, origin) for one in content))
        case Link(content=content) | Quotation(content=content):
            return replace(inline, content=tuple(_within(one, origin) for one in content))
        case Note(content=blocks):
            return Note(tuple(_block_within(block, origin) for block in blocks))
        case Break():
            return inline
        case _:
            assert_never(inline)


def _block_within(block: Block, origin: Origin) -> Block:
    """A block of a value, which now stands in an item."""
    match block:
        case Paragraph(content=inlines):
            inlines = tuple(_within(inline, origin) for inline in inlines)
            return replace(block, content=inlines, origin=together(origin, block.origin))
        case BlockQuotation(content=blocks):
            blocks = tuple(_block_within(one, origin) for one in blocks)
            return replace(block, content=blocks, origin=together(origin, block.origin))
        case List(items=items):
            items = tuple(tuple(_block_within(one, origin) for one in item) for item in items)
            return replace(block, items=items, origin=together(origin, block.origin))
        case _:
            return block


class _Tidier(Mutable):
    """Goes through a paragraph's inlines and remembers what stands before."""

    before: str = ""
    after_value: bool = False

    def tidy(self, content: list[Inline]) -> tuple[Inline, ...]:
        return _without_stops(_trimmed_end([inline for inline in map(self._one, content) if inline is not None]))

    def _one(self, inline: Inline) -> Inline | None:
        match inline:
            case Value(text=text):
                self._passed(text, value=True)
                return Text(text, inline.origin)
            case Text(text=text, origin=origin):
                text = _SPACES.sub(" ", text)
                if not self.before or self.before[-1] in " \n":
                    text = text.lstrip(" ")
                if self.after_value and text[:1] == "." and text[:2] != ".." and _ENDS_SENTENCE.search(self.before):
                    text = text[1:]
                if not text:
                    return None
                self._passed(text, value=False)
                return Text(text, origin)
            case Emphasis(content=inner) | Strong(content=inner) | Quotation(content=inner) | Foreign(content=inner):
                return replace(inline, content=self._all(inner))
            case Link(content=inner):
                return replace(inline, content=self._all(inner))
            case Reference(text=text):
                self._passed(text, value=True)
                return inline
            case Break():
                self.before = "\n"
                return inline
            case Note(content=blocks):
                return Note(tuple(_tidied(block) for block in blocks))
            case _:
                assert_never(inline)

    def _passed(self, text: str, *, value: bool) -> None:
        self.before, self.after_value = (self.before + text)[-8:], value

    def _all(self, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(inline for inline in map(self._one, content) if inline is not None)


def _tidied(block: Block) -> Block:
    match block:
        case Paragraph(content=inlines):
            return replace(block, content=_Tidier().tidy(list(inlines)))
        case BlockQuotation(content=blocks):
            return replace(block, content=tuple(map(_tidied, blocks)))
        case List(items=items):
            return replace(block, items=tuple(tuple(map(_tidied, item)) for item in items))
        case _:
            return block


def _trimmed_end(content: list[Inline]) -> tuple[Inline, ...]:
    while content and isinstance(content[-1], Break):
        content.pop()
    last = content[-1] if content else None
    if isinstance(last, Text) and last.text.endswith(" "):
        content.pop()
        if stripped := last.text.rstrip(" "):
            content.append(Text(stripped, last.origin))
    return tuple(content)


_GOES_ON: Final = re.compile(r"(?: \([^()]*\))?[\u00a0\u202f]?[,;:]")


def _without_stops(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A paragraph in which a quotation drops its full stop where a comma, a semicolon or a colon follows it.

    What is said of it in brackets, such as whose its emphasis is, may stand between.
    """
    spans: list[tuple[int, int]] = []
    text = _passed_through(content, "", spans)
    edits: dict[int, str] = {}
    for start, end in spans:
        stop = closing_stop(text[start:end]) if _GOES_ON.match(text, end) else -1
        if stop >= 0:
            edits[start + stop] = ""
    return edited(content, edits)


def _passed_through(content: tuple[Inline, ...], text: str, spans: list[tuple[int, int]]) -> str:
    """The words of some inlines after others; notes where quotations stand."""
    for inline in content:
        start = len(text)
        match inline:
            case Quotation(content=inner):
                text = _passed_through(inner, text, spans)
                spans.append((start, len(text)))
            case Emphasis(content=inner) | Strong(content=inner) | Foreign(content=inner) | Link(content=inner):
                text = _passed_through(inner, text, spans)
            case _:
                text += "".join(leaves((inline,)))
    return text
