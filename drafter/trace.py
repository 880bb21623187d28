"""Shows where each paragraph of a letter came from, and each part of one that several snippets make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from drafter.model import Block, Break, Inline, Letter, Note, Origin, Reference, Text, blocks, children
from drafter.problems import Place


@dataclass(frozen=True, slots=True)
class Piece:
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
    inner = children(block)
    inlines = tuple(node for node in inner if _is_inline(node))
    if inlines:
        yield inlines
    for node in inner:
        if not _is_inline(node):
            yield from _lines(node)


def _is_inline(node: object) -> bool:
    return type(node) in _INLINES


_INLINES = frozenset(Inline.__args__)


def _pieces(content: tuple[Inline, ...]) -> Iterator[Piece]:
    pending: list[tuple[str, Origin]] = []
    for text, origin in _words(content):
        if pending and (pending[-1][1].place, pending[-1][1].snippet) != (origin.place, origin.snippet) and origin.place.file:
            yield _piece(pending)
            pending = []
        pending.append((text, origin if origin.place.file or not pending else _here(pending[-1][1], origin)))
    if pending:
        yield _piece(pending)


def _here(before: Origin, origin: Origin) -> Origin:
    return replace(origin, place=before.place, snippet=before.snippet)


def _words(content: tuple[Inline, ...]) -> Iterator[tuple[str, Origin]]:
    for inline in content:
        if isinstance(inline, Text | Reference):
            yield inline.text, inline.origin
        elif isinstance(inline, Break):
            yield "\n", Origin()
        elif isinstance(inline, Note):
            yield from (("", replace(node.origin, place=Place(""), snippet="")) for node in _cited(inline))
        else:
            yield from _words(children(inline))


def _cited(note: Note) -> Iterator[Text]:
    for block in note.content:
        for content in _lines(block):
            yield from (inline for inline in content if isinstance(inline, Text))


def _piece(parts: list[tuple[str, Origin]]) -> Piece:
    def all_of(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one for _, origin in parts for one in getattr(origin, name)))

    origin = parts[0][1]
    text = "".join(text for text, _ in parts).strip()
    names = ("claims", "evidence", "principles", "sources")
    return Piece(text, origin.snippet, *(all_of(name) for name in names), origin.place)
