"""The letter as plain text for an e-mail or a terminal: 76 columns, hanging indents, notes at the end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final, assert_never

from drafter.counting import list_marker
from drafter.model import (
    Annex,
    Block,
    BlockQuotation,
    Break,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Letter,
    Link,
    List,
    Note,
    Paragraph,
    Part,
    Question,
    Quotation,
    Reference,
    Strong,
    Table,
    Text,
    inline_text,
    label,
)
from drafter.writers.labels import field_lines, linkable, one_line, sender_lines

WIDTH: Final = 76
"""Columns; an e-mail line of 76 survives two marks of quotation within the 78 of RFC 5322, 2.1.1."""
_NARROWEST: Final = 24
_GAP: Final = "  "


def write(letter: Letter, width: int = WIDTH) -> str:
    """The letter as UTF-8 text ending in a line feed; raises ValueError for a link not of http, https or mailto."""
    writer = _TextWriter(width)
    body = writer.blocks(letter.body, width)
    before = _notes(letter, writer) if letter.notes_at == "end" else []
    annexes = [*before, *(chunk for annex in letter.annexes for chunk in writer.annex(annex))]
    chunks = [_lines(lines, width) for lines in sender_lines(letter).values()]
    if letter.sender.web:
        chunks.append(_lines((letter.sender.web,), width))
    for part in letter.outline:
        chunks += _part(letter, part, body, annexes, width)
    chunks += _notes(letter, writer)
    return "\n\n".join("\n".join(chunk) for chunk in chunks if chunk) + "\n"


def _part(letter: Letter, part: Part, body: list[list[str]], annexes: list[list[str]], width: int) -> list[list[str]]:
    match part:
        case "body":
            return body
        case "annexes":
            return annexes
        case _:
            return [_lines(lines, width) for lines in field_lines(letter, part)]


def _notes(letter: Letter, writer: _TextWriter) -> list[list[str]]:
    """The notes not shown yet, below their heading."""
    first, writer.shown = writer.shown, len(writer.notes)
    if first == writer.shown:
        return []
    marks = [f"[{number}]" for number in range(first + 1, writer.shown + 1)]
    return [["", *_lines((label(letter, "notes"),), writer.width)], *_hanging(marks, writer.notes[first:])]


class _TextWriter:
    """Turns blocks into chunks (a list of lines each) and keeps the chunks of the notes met on the way."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.notes: list[list[list[str]]] = []
        self.shown = 0

    def annex(self, annex: Annex) -> list[list[str]]:
        title = ["", *_lines((annex.label, annex.title), self.width)]
        return [title, *self.blocks(annex.content, self.width)]

    def blocks(self, content: Iterable[Block], width: int) -> list[list[str]]:
        return [chunk for block in content for chunk in self.block(block, width) if chunk]

    def block(self, block: Block, width: int) -> list[list[str]]:
        match block:
            case Paragraph(content=content, number=None, continues=True):
                return [_indented(_wrapped(self.inlines(content), _narrowed(width, 4)), "    ")]
            case Paragraph(content=content, number=None):
                return [_wrapped(self.inlines(content), width)]
            case Paragraph(content=content, number=number):
                mark = f"{number}."
                return _hanging([mark], [[_wrapped(self.inlines(content), _within(width, mark))]])
            case Heading(content=content):
                return [["", *_wrapped(self.inlines(content), width)]]
            case Question(content=content, number=number):
                mark = f"{number}."
                return _hanging([mark], [self.blocks(content, _within(width, mark))])
            case List():
                return self.listing(block, width)
            case BlockQuotation(content=content):
                return [_indented(chunk, "    ") for chunk in self.blocks(content, _narrowed(width, 4))]
            case Table(caption=caption):
                title = [_wrapped(self.inlines(caption.line()), width)] if caption else []
                return [*title, *self.table(block, width)]
            case _:
                assert_never(block)

    def listing(self, block: List, width: int) -> list[list[str]]:
        marks = [list_marker(block.marker, number) for number, _ in enumerate(block.items, block.start)]
        chunks = _hanging(marks, [self.blocks(item, _within(width, *marks)) for item in block.items])
        plain = all(len(item) == 1 and isinstance(item[0], Paragraph) for item in block.items)
        return [[line for chunk in chunks for line in chunk]] if plain else chunks

    def table(self, table: Table, width: int) -> list[list[str]]:
        rows = [[one_line(self.inlines(cell)) for cell in row] for row in (table.header, *table.rows)]
        widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
        if sum(widths) + len(_GAP) * (len(widths) - 1) > width:
            return _records([one_line(inline_text(cell)) for cell in table.header], rows, width)
        lines = [rows[0], ["-" * column for column in widths], *rows[1:]]
        return [[_GAP.join(map(_padded, line, widths)).rstrip(" ") for line in lines]]

    def inlines(self, content: Iterable[Inline]) -> str:
        return "".join(map(self.inline, content))

    def inline(self, inline: Inline) -> str:
        match inline:
            case Text(text=text) | Reference(text=text):
                return text
            case Break():
                return "\n"
            case Emphasis(content=content) | Strong(content=content) | Quotation(content=content):
                return self.inlines(content)
            case Foreign(content=content):
                return self.inlines(content)
            case Link(content=content, url=url):
                words = self.inlines(content)
                return words if _says(words, linkable(url)) else f"{words} <{url}>"
            case Note(content=content):
                number = len(self.notes) + 1
                self.notes.append([])
                self.notes[number - 1] = self.blocks(content, _within(self.width, "[99]"))
                return f"[{number}]"
            case _:
                assert_never(inline)


def _says(words: str, url: str) -> bool:
    """Whether the words are the URL, with or without its scheme."""
    return words.strip() in {url, re.sub(r"^(mailto:|https?://)", "", url, flags=re.IGNORECASE)}


def _records(labels: list[str], rows: list[list[str]], width: int) -> list[list[str]]:
    """A table too wide for rows: its header in one paragraph, then "label: value" lines for each row."""
    header = _wrapped(" | ".join(rows[0]), width)
    return [
        header,
        *([line for pair in zip(labels, row, strict=True) for line in _entry(*pair, width)] for row in rows[1:]),
    ]


def _entry(name: str, value: str, width: int) -> list[str]:
    words = f"{name.removesuffix(':')}: {value}" if name else value
    return _hanging([""], [[_wrapped(words, _within(width, ""))]])[0] if words else []


def _hanging(marks: list[str], items: list[list[list[str]]]) -> list[list[str]]:
    """Each item's chunks beside its mark; lines after the first are indented as deep as the widest mark."""
    indent = _indent(*marks)
    chunks = []
    for mark, item in zip(marks, items, strict=True):
        first, *rest = item or [[""]]
        # An item that opens with a heading has an empty line on top, which would part it from its mark.
        first = first[1:] if len(first) > 1 and not first[0] else first
        opening = mark.ljust(indent) if mark else "  "
        chunks.append([(opening + first[0]).rstrip(" "), *_indented(first[1:], " " * indent)])
        chunks += [_indented(chunk, " " * indent) for chunk in rest]
    return chunks


def _indent(*marks: str) -> int:
    return max(max(map(len, marks), default=0) + 1, 4)


def _within(width: int, *marks: str) -> int:
    return _narrowed(width, _indent(*marks))


def _narrowed(width: int, indent: int) -> int:
    return max(width - indent, _NARROWEST)


def _indented(lines: Iterable[str], indent: str) -> list[str]:
    return [(indent + line).rstrip(" ") for line in lines]


def _lines(lines: Iterable[str], width: int) -> list[str]:
    return _wrapped("\n".join(lines), width)


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns, broken at spaces only; a longer word stands whole on a line of its own."""
    lines: list[str] = []
    for part in re.split(r"\r\n?|\n", text):
        line = ""
        for word in re.split(r"[ \t]+", part.strip(" \t")):
            if line and columns(line) + 1 + columns(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        if line:
            lines.append(line)
    return lines


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns(text))


def columns(text: str) -> int:
    """The columns that a text takes in a terminal: two for wide characters (Unicode TR 11), none for marks."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )
