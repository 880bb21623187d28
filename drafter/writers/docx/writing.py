"""Writes a letter into a prepared letterhead: makes what differs, copies the rest as it stands."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, assert_never

from drafter.writers.docx.anchors import Anchors, named
from drafter.writers.docx.content import Content, Notes
from drafter.writers.docx.numbering import Numbering
from drafter.writers.docx.package import Draft, Member, archive, deflated
from drafter.writers.docx.parts import Parts, Pictures, field_lines, unplaced
from drafter.writers.docx.prepared import Block, Field, Keep, Prepared, Room, Segment, Unit
from drafter.writers.docx.relationships import EMPTY, Relationships, relationships_of
from drafter.writers.docx.sections import divided
from drafter.writers.docx.wordml import DECLARATION, attribute, escape, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from drafter.model import Letter

_DAY: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_TAG: Final = re.compile("<[^>]*>")


def write(letter: Letter, prepared: Prepared) -> bytes:
    """The letter as a .docx (ECMA-376, transitional); the same letter and letterhead give the same bytes.

    Raises as `drafts` does.
    """
    return packed(drafts(letter, prepared))


def packed(members: Iterable[Member | Draft]) -> bytes:
    """The file of members."""
    return archive(one.packed() if isinstance(one, Draft) else one for one in members)


def drafts(letter: Letter, prepared: Prepared) -> tuple[Member | Draft, ...]:
    """The members of the letter's .docx in their order: those of the letterhead, and those made for it as text.

    Raises ValueError for what a Word file cannot hold: control characters, a note in a note, a link that is neither
    http, https nor mailto, a reference to nothing, `dated` that is no date.
    """
    prefix = prepared.relationship_prefix
    series = prepared.footnotes if letter.notes_at == "foot" else prepared.endnotes
    notes = Notes("footnote" if letter.notes_at == "foot" else "endnote", series.first, Relationships(prefix))
    numbering = Numbering(prepared.abstracts, prepared.numbering.first)
    letter = named(letter)
    anchors = Anchors(letter, prepared.bookmark_prefix, prepared.first_bookmark)
    content = Content(dict(prepared.style_ids), prepared.text_width, numbering, notes, anchors)
    pictures = Pictures(prepared.media_prefix, prepared.first_drawing)
    places = unplaced(letter.outline, frozenset(prepared.placed), _rooms(prepared))
    parts = Parts(letter, content, pictures, field_lines(letter), places)

    related: dict[str, Relationships] = {}
    made: dict[str, Member | Draft] = {}
    for story in prepared.stories:
        related[story.part] = Relationships(prefix)
        text = _filled(story.segments, parts, related[story.part])
        if letter.notes_at == "end" and story is prepared.stories[0]:
            properties = content.paragraph_properties("heading 1", "<w:keepNext/>")
            title = words(dict(letter.labels).get("notes", ""))
            text = divided(text, f"<w:p>{properties}<w:r>{title}</w:r></w:p>" if title else "")
        made[story.part] = Draft(story.part, text, story.head)
    if notes.written:
        related[series.part] = notes.relationships
        made[series.part] = Draft(series.part, "".join(notes.written) + series.tail, series.head)
    if numbering.nums:
        numbers = prepared.numbering
        made[numbers.part] = Draft(numbers.part, "".join(numbering.nums) + numbers.tail, numbers.head)
    made[prepared.styles[0]] = _styles(prepared.styles, letter.language)
    made[prepared.properties] = Draft(prepared.properties, _properties(letter))
    made.update(_relationship_drafts(prepared, related))
    own = frozenset((prepared.properties, *(story.part for story in prepared.stories)))
    return _in_order((*prepared.members, *pictures.members.values()), made, own)


def _rooms(prepared: Prepared) -> tuple[Room, ...]:
    return tuple(segment for segment in prepared.stories[0].segments if isinstance(segment, Room))


def _in_order(
    members: tuple[Member, ...], made: dict[str, Member | Draft], own: frozenset[str]
) -> tuple[Member | Draft, ...]:
    """The members, each in the letter's version if there is one, then those that are new.

    Those last that say something else in each letter, so that the letters of a batch begin with the same bytes.
    """
    ordered = [*(made.pop(member.name, member) for member in members), *made.values()]
    return tuple(sorted(ordered, key=lambda member: member.name in own))


def _filled(segments: tuple[Segment, ...], parts: Parts, relationships: Relationships) -> str:
    """The text of a story after its head."""
    written: list[str] = []
    for segment in segments:
        match segment:
            case str():
                written.append(segment)
            case Field():
                written.append(_field(segment, parts, relationships))
            case Unit(names=names, content=content):
                if any(parts.fields[name] for name in names):
                    written.append(_unit(content, parts, relationships))
            case Block(mark=mark, manner=manner):
                text = parts.block(mark, manner, relationships)
                written.append(text + "<w:p/>" if text.endswith("</w:tbl>") else text)
            case Room(number=number):
                if number in parts.unplaced.in_rooms:
                    written += parts.room(number, relationships)
            case Keep():
                last = next((text for text in reversed(written) if text), "")
                if not last.endswith(("</w:p>", "<w:p/>")):
                    written.append("<w:p/>")
            case _:
                assert_never(segment)
    return "".join(written)


def _unit(content: tuple[str | Field, ...], parts: Parts, relationships: Relationships) -> str:
    written = ""
    for one in content:
        written += one if isinstance(one, str) else _field(one, parts, relationships, _TAG.sub("", written).strip())
    return written


def _field(field: Field, parts: Parts, relationships: Relationships, before: str = "") -> str:
    linked = relationships if field.linkable else None
    return parts.field(field.name, field.opening, field.closing, relationships=linked, before=before)


def _relationship_drafts(prepared: Prepared, related: dict[str, Relationships]) -> dict[str, Draft]:
    known = dict(prepared.relationships)
    made: dict[str, Draft] = {}
    for part, relationships in related.items():
        if relationships.added:
            name = relationships_of(part)
            before = known.get(part) or DECLARATION + EMPTY
            made[name] = Draft(name, f"{before}{''.join(relationships.added)}</Relationships>")
    return made


@lru_cache(maxsize=8)
def _styles(part: tuple[str, str, str], language: str) -> Member:
    """The styles with the letter's language as the document's default (17.7.5.1)."""
    name, before, after = part
    return deflated(name, f"{before}{attribute(language)}{after}".encode())


def _properties(letter: Letter) -> str:
    """Core properties (ECMA-376 part 2, 8): title, the office as author, the letter's date; not who made the file."""
    author = " ".join(letter.sender.office) or letter.sender.person
    date = f"{_date(letter.dated)}T00:00:00Z"
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(letter.title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{date}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{date}</dcterms:modified></cp:coreProperties>'
    )


def _date(dated: str) -> str:
    """The day as it was given; raises ValueError unless it is YYYY-MM-DD (ISO 8601)."""
    if not _DAY.fullmatch(dated):
        message = f"not a date as YYYY-MM-DD: {dated!r}"
        raise ValueError(message)
    return dated
