"""Shows where each paragraph of a letter came from, and each part of one that several snippets make."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from drafter.model import (
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
    Origin,
    Paragraph,
    Question,
    Quotation,
    Reference,
    Strong,
    Table,
    Text,
    blocks,
)
from drafter.problems import Place
from drafter.record import Record, replace


class Piece(Record):
    """A paragraph, or the part of one that one item of the brief made."""

    text: str
    snippet: str
    claims: tuple[str, ...]
    evidence: tuple[str, ...]
    principles: tuple[str, ...]
    sources: tuple[str, ...]
    place: Place


def trace(letter: Letter) -> Iterator[Piece]:
    """The pieces of the body and the annexes in order; together they hold every word of them but the notes'."""
    for block in blocks(letter):
        for content in _lines(block):
            yield from _pieces(content)


def _lines(block: Block) -> Iterator[tuple[Inline, ...]]:
    """The runs of inlines within a block: paragraphs, headings, cells."""
    match block:
        case Paragraph(content=content) | Heading(content=content):
            yield content
        case Question(content=inner) | BlockQuotation(content=inner):
            for one in inner:
                yield from _lines(one)
        case List(items=items):
            for item in items:
                for one in item:
                    yield from _lines(one)
        case Table(header=header, rows=rows, title=title):
            yield from (title, *(cell for row in (header, *rows) for cell in row))
        case _:
            assert_never(block)


def _pieces(content: tuple[Inline, ...]) -> Iterator[Piece]:
    pending: list[tuple[str, Origin]] = []
    for text, origin in _words(content):
        if (
            pending
            and (pending[-1][1].place, pending[-1][1].snippet) != (origin.place, origin.snippet)
            and origin.place.file
        ):
            yield _piece(pending)
            pending = []
        pending.append((text, origin if origin.place.file or not pending else _here(pending[-1][1], origin)))
    if pending:
        yield _piece(pending)


def _here(before: Origin, origin: Origin) -> Origin:
    return replace(origin, place=before.place, snippet=before.snippet)


def _words(content: tuple[Inline, ...]) -> Iterator[tuple[str, Origin]]:
    for inline in content:
        match inline:
            case Text(text=text, origin=origin) | Reference(text=text, origin=origin):
                yield text, origin
            case Break():
                yield "\n", Origin()
            case Note():
                yield from (("", replace(node.origin, place=Place(""), snippet="")) for node in _cited(inline))
            case (
                Emphasis(content=inner)
                | Strong(content=inner)
                | Quotation(content=inner)
                | Foreign(content=inner)
                | Link(content=inner)
            ):
                yield from _words(inner)
            case _:
                assert_never(inline)


def _cited(note: Note) -> Iterator[Text]:
    for block in note.content:
        for content in _lines(block):
            yield from (inline for inline in content if isinstance(inline, Text))


def _piece(parts: list[tuple[str, Origin]]) -> Piece:
    def all_of(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one for _, origin in parts for one in getattr(origin, name)))

    origin = parts[0][1]
    text = "".join(text for text, _ in parts).strip()
    rests = [all_of(name) for name in ("claims", "evidence", "principles", "sources")]
    return Piece(text, origin.snippet, rests[0], rests[1], rests[2], rests[3], origin.place)
