"""A letterhead, checked and compiled: what is copied, what is filled in, and the numbers that are free."""

from __future__ import annotations

import json
from binascii import a2b_base64, b2a_base64
from typing import Any, Final, TypeAlias, assert_never

from drafter.record import Record
from drafter.writers.docx.package import Head, Member

FORMAT: Final = 4
"""Raised whenever what `to_json` writes changes its meaning."""


class Field(Record):
    """A place for a value in running text: the run around it, and whether it may become a hyperlink."""

    name: str
    opening: str
    closing: str
    linkable: bool = False


class Unit(Record):
    """A paragraph that goes when all its fields are empty."""

    names: tuple[str, ...]
    content: tuple[str | Field, ...]


class Manner(Record):
    """How paragraphs at a block mark look: `w:pPr`, that with keepNext, and the `w:rPr` of the mark's run."""

    paragraph: str = ""
    kept: str = ""
    run: str = ""


class Block(Record):
    """A block mark and the look of the paragraph that it stood in."""

    mark: str
    manner: Manner


class Keep(Record):
    """The end of a table cell, text box, header or footer, which must not be without a paragraph."""


class Room(Record):
    """A place in the document where paragraphs may be added: after the marks that stand there."""

    number: int
    marks: tuple[str, ...]


Segment: TypeAlias = str | Field | Unit | Block | Keep | Room


class Story(Record):
    """The document, a header or a footer: its unchanging beginning, then words and places."""

    part: str
    head: Head
    segments: tuple[Segment, ...]


class Series(Record):
    """A part to which a letter adds entries (numbering, notes): what stands before and after them, the first id."""

    part: str
    head: Head
    tail: str
    first: int


class Prepared(Record):
    """A compiled letterhead; plain data, the same for the same letterhead and base."""

    members: tuple[Member, ...]
    """Every member that a letter without lists, notes or pictures has, as it stands; in the order of the zip."""
    stories: tuple[Story, ...]
    """The document first, then the headers and footers that hold marks."""
    numbering: Series
    footnotes: Series
    endnotes: Series
    styles: tuple[str, str, str]
    """The styles part: its name, its text before and after the letter's language."""
    properties: str
    """The name of the part with the core properties."""
    relationships: tuple[tuple[str, str], ...]
    """By part: the text of its relationships, without the end tag."""
    style_ids: tuple[tuple[str, str], ...]
    """By name of the style, in lower case: its id in this letterhead, empty if there is none."""
    abstracts: tuple[tuple[str, int], ...]
    """By kind of numbering: the id of its abstract definition."""
    placed: tuple[str, ...]
    """The marks that show on the first pages, so that their parts need no place at the body."""
    text_width: int
    """Width of the text at the body, in twentieths of a point."""
    first_bookmark: int
    first_drawing: int
    relationship_prefix: str
    media_prefix: str
    bookmark_prefix: str

    def to_json(self) -> str:
        """The letterhead as JSON, for a cache."""
        return json.dumps(_plain(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Prepared:
        """The letterhead that `to_json` wrote; raises ValueError for anything else."""
        try:
            return _prepared(json.loads(text))
        except (KeyError, TypeError, IndexError, AttributeError) as error:
            message = "not a prepared letterhead"
            raise ValueError(message) from error


def _base64(content: bytes) -> str:
    return b2a_base64(content, newline=False).decode("ascii")


def _plain(prepared: Prepared) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "members": [(m.name, _base64(m.content), m.crc, m.size, m.method) for m in prepared.members],
        "stories": [
            (s.part, _plain_head(s.head), [_plain_segment(one) for one in s.segments]) for s in prepared.stories
        ],
        "series": [
            (s.part, _plain_head(s.head), s.tail, s.first)
            for s in (prepared.numbering, prepared.footnotes, prepared.endnotes)
        ],
        "styles": prepared.styles,
        "properties": prepared.properties,
        "relationships": prepared.relationships,
        "style_ids": prepared.style_ids,
        "abstracts": prepared.abstracts,
        "placed": prepared.placed,
        "numbers": (prepared.text_width, prepared.first_bookmark, prepared.first_drawing),
        "prefixes": (prepared.relationship_prefix, prepared.media_prefix, prepared.bookmark_prefix),
    }


def _plain_head(head: Head) -> tuple[str, int, int]:
    return _base64(head.content), head.crc, head.size


def _plain_segment(segment: Segment) -> str | list[Any]:
    match segment:
        case str():
            return segment
        case Field():
            return ["field", segment.name, segment.opening, segment.closing, segment.linkable]
        case Unit():
            return ["unit", segment.names, [_plain_segment(one) for one in segment.content]]
        case Block(mark=mark, manner=manner):
            return ["block", mark, manner.paragraph, manner.kept, manner.run]
        case Keep():
            return ["keep"]
        case Room(number=number, marks=marks):
            return ["room", number, marks]
        case _:
            assert_never(segment)


def _prepared(plain: dict[str, Any]) -> Prepared:
    if plain["format"] != FORMAT:
        message = f"a prepared letterhead of format {plain['format']}, not {FORMAT}"
        raise ValueError(message)
    numbering, footnotes, endnotes = (Series(part, _head(h), tail, first) for part, h, tail, first in plain["series"])
    part, before, after = plain["styles"]
    return Prepared(
        tuple(Member(name, a2b_base64(text), crc, size, method) for name, text, crc, size, method in plain["members"]),
        tuple(
            Story(part, _head(h), tuple(_segment(one) for one in segments)) for part, h, segments in plain["stories"]
        ),
        numbering,
        footnotes,
        endnotes,
        (part, before, after),
        plain["properties"],
        tuple((part, text) for part, text in plain["relationships"]),
        tuple((name, identity) for name, identity in plain["style_ids"]),
        tuple((kind, number) for kind, number in plain["abstracts"]),
        tuple(plain["placed"]),
        *plain["numbers"],
        *plain["prefixes"],
    )


def _head(plain: tuple[str, int, int]) -> Head:
    text, crc, size = plain
    return Head(a2b_base64(text), crc, size)


def _segment(plain: str | list[Any]) -> Segment:
    if isinstance(plain, str):
        return plain
    match plain:
        case ["field", name, opening, closing, linkable]:
            return Field(name, opening, closing, linkable)
        case ["unit", names, content]:
            return Unit(tuple(names), tuple(_text_or_field(one) for one in content))
        case ["block", mark, paragraph, kept, run]:
            return Block(mark, Manner(paragraph, kept, run))
        case ["keep"]:
            return Keep()
        case ["room", number, marks]:
            return Room(number, tuple(marks))
        case _:
            message = "not a segment of a letterhead"
            raise ValueError(message)


def _text_or_field(plain: str | list[Any]) -> str | Field:
    segment = _segment(plain)
    if isinstance(segment, str | Field):
        return segment
    message = "not a segment of a paragraph"
    raise ValueError(message)
