"""The parts of a letter around its body: values of field marks, paragraphs of block marks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from drafter.model import Annex, Letter, Paragraph, Part, Picture, label
from drafter.record import Mutable, field
from drafter.writers.docx import sections
from drafter.writers.docx.content import Content, Standing
from drafter.writers.docx.fields import PAGE_OF, page_of
from drafter.writers.docx.package import Member, stored
from drafter.writers.docx.prepared import Manner, Room
from drafter.writers.docx.relationships import is_web_address
from drafter.writers.docx.signing import signed
from drafter.writers.docx.wordml import BREAK, attribute, lines, words

if TYPE_CHECKING:
    from drafter.writers.docx.relationships import Relationships

BLOCK_MARKS: Final = ("body", "addressee", "signature", "copies", "head_copies", "enclosures", "annexes")
FIELD_MARKS: Final = (
    "sender_office",
    "sender_person",
    "sender_role",
    "sender_contact",
    "sender_web",
    "date",
    "our_ref",
    "your_ref",
    "delivery",
    "marking",
    "salutation",
    "subject",
    "closing",
    "addressee_name",
    "title",
    "our_ref_line",
    "your_ref_line",
    "page_of",
)
_MARK_OF_PART: Final[dict[Part, str]] = {"addressees": "addressee"}
_STYLE_OF_PART: Final[dict[Part, str]] = {
    "marking": "marking",
    "date": "date",
    "our_ref": "reference line",
    "your_ref": "reference line",
    "delivery": "delivery",
    "addressees": "addressee",
    "head_copies": "copies",
    "salutation": "salutation",
    "subject": "subject line",
    "closing": "closing",
    "signature": "signature",
    "copies": "copies",
    "enclosures": "enclosures",
}
_EMU_PER_MM: Final = 36_000
_EMU_PER_PIXEL: Final = 9_525
_WIDEST: Final = 70 * _EMU_PER_MM
_HIGHEST: Final = 20 * _EMU_PER_MM


def mark_of(part: Part) -> str:
    """The mark that a part of a letter stands at."""
    return _MARK_OF_PART.get(part, part)


def field_lines(letter: Letter) -> dict[str, tuple[str, ...]]:
    """The value of every field mark, a string for each line; an empty value has no lines."""
    sender = letter.sender
    addressee = letter.addressees[0][:1] if letter.addressees else ()
    values: dict[str, tuple[str, ...]] = {
        "sender_office": sender.office,
        "sender_contact": sender.contact,
        "subject": letter.subject,
        "addressee_name": addressee,
    }
    single = {
        "sender_person": sender.person,
        "sender_role": sender.role,
        "sender_web": sender.web,
        "date": letter.date,
        "our_ref": letter.our_ref,
        "your_ref": letter.your_ref,
        "delivery": letter.delivery,
        "marking": letter.marking,
        "salutation": letter.salutation,
        "closing": letter.closing,
        "title": letter.title,
    }
    labels = dict(letter.labels)
    for name in ("our_ref", "your_ref"):
        single[f"{name}_line"] = f"{labels.get(name, '')} {single[name]}".strip() if single[name] else ""
    single["page_of"] = labels.get("page_of", PAGE_OF)
    values.update((name, tuple(value.splitlines())) for name, value in single.items())
    return {name: value if any(value) else () for name, value in values.items()}


class Unplaced(NamedTuple):
    """Where the parts go that have no mark on a first page: before the body, and by number of the room."""

    before_body: tuple[Part, ...]
    in_rooms: dict[int, tuple[Part, ...]]


@lru_cache(maxsize=8)
def unplaced(outline: tuple[Part, ...], placed: frozenset[str], rooms: tuple[Room, ...]) -> Unplaced:
    """Each part goes after the last place of a part that comes before it in the outline, on its side of the body."""
    marks = {part: {mark_of(part), f"{mark_of(part)}_line"} for part in outline}
    end = outline.index("body") if "body" in outline else len(outline)
    body = next((place for place, room in enumerate(rooms) if "body" in room.marks), 0)
    before_body: list[Part] = []
    in_rooms: dict[int, tuple[Part, ...]] = {}
    for position, part in enumerate(outline):
        if part == "body" or marks[part] & placed:
            continue
        earlier = {mark for one in outline[:position] for mark in marks[one]}
        side = rooms[:body] if position < end else rooms[body:]
        last = next((room.number for room in reversed(side) if earlier & {*room.marks}), None)
        if last is None:
            before_body.append(part)
        else:
            in_rooms[last] = (*in_rooms.get(last, ()), part)
    return Unplaced(tuple(before_body), in_rooms)


class Pictures(Mutable):
    """The pictures of one letter: their members, and ids that no other drawing of the file has."""

    media_prefix: str
    next_drawing: int
    members: dict[tuple[bytes, str], Member] = field(default_factory=dict)

    def inline(self, picture: Picture, relationships: Relationships) -> str:
        """A run's content that shows the picture in the line, at most 70 mm wide and 20 mm high."""
        key = (picture.content, picture.kind)
        if key not in self.members:
            name = f"{self.media_prefix}{len(self.members) + 1}.{picture.kind}"
            self.members[key] = stored(f"word/media/{name}", picture.content)
        number = self.next_drawing
        self.next_drawing += 1
        relationship = relationships.picture("/" + self.members[key].name)
        return _drawing(relationship, number, attribute(picture.alt), *_extent(picture))


def _extent(picture: Picture) -> tuple[int, int]:
    """Width and height in English metric units (20.1.2.1): the picture's own at 96 dpi, or as much as there is room."""
    width, height = max(picture.width, 1) * _EMU_PER_PIXEL, max(picture.height, 1) * _EMU_PER_PIXEL
    scale = min(1, _WIDEST / width, _HIGHEST / height)
    return max(int(width * scale), 1), max(int(height * scale), 1)


def _drawing(relationship: str, number: int, alt: str, width: int, height: int) -> str:
    named = f'id="{number}" name="Picture {number}" descr="{alt}"'
    return (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr {named}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


class Parts(Mutable):
    """What writes the parts of one letter, at their marks or, without a mark, after the part that comes before."""

    letter: Letter
    content: Content
    pictures: Pictures
    fields: dict[str, tuple[str, ...]]
    unplaced: Unplaced

    def field(
        self, name: str, opening: str, closing: str, *, relationships: Relationships | None, before: str = ""
    ) -> str:
        """A run with the value of a field; a hyperlink if it is the sender's web address and may be one.

        What the letterhead has before it, such as "RE:", is not said again where the value begins so itself.
        """
        value = self.fields[name]
        if value and before.endswith(":") and value[0].casefold().startswith(before.casefold()):
            value = (value[0][len(before) :].lstrip(), *value[1:])
        if not value:
            return ""
        if name == "page_of":
            return page_of(value[0], opening, closing)
        run = f"{opening}{lines(value)}{closing}"
        if relationships is not None and name == "sender_web" and len(value) == 1 and is_web_address(value[0]):
            target, tooltip = relationships.link(value[0]), attribute(value[0])
            return f'<w:hyperlink r:id="{target}" w:tooltip="{tooltip}" w:history="1">{run}</w:hyperlink>'
        return run

    def block(self, mark: str, manner: Manner, relationships: Relationships) -> str:
        """The paragraphs of a block mark, in the look of the mark's own."""
        match mark:
            case "body":
                return self._body(relationships)
            case "annexes":
                annexes = "".join(self._annex(annex, relationships) for annex in self.letter.annexes)
                return self._mark(sections.ANNEXES) + annexes if annexes else ""
            case "addressee":
                return "".join(
                    _paragraph(manner, _run(manner, lines(block))) for block in self.letter.addressees if block
                )
            case "signature":
                return signed(
                    self.letter.signatories,
                    self.letter.signatures,
                    manner,
                    lambda picture: self.pictures.inline(picture, relationships),
                    self.content.text_width,
                )
            case "copies" | "head_copies" | "enclosures":
                return self._listing(mark, manner)
            case _:
                raise AssertionError(mark)

    def _mark(self, mark: str) -> str:
        return mark if self.letter.notes_at == "end" else ""

    def _listing(self, mark: str, manner: Manner) -> str:
        letter = self.letter
        if mark == "enclosures":
            content, name = letter.enclosures, "enclosures"
        else:
            content, name = letter.copies if (letter.copies_at == "head") == (mark == "head_copies") else (), "copies"
        return _paragraph(manner, _run(manner, lines((label(letter, name), *content)))) if content else ""

    def _annex(self, annex: Annex, relationships: Relationships) -> str:
        properties = self.content.paragraph_properties("annex title", "<w:pageBreakBefore/>")
        title = self.content.anchors.marked(annex.anchor, f"<w:r>{words(annex.label)}</w:r>")
        title += f"<w:r>{BREAK}{words(annex.title)}</w:r>" if annex.title else ""
        return f"<w:p>{properties}{title}</w:p>" + self.content.blocks(annex.content, Standing(relationships))

    def _body(self, relationships: Relationships) -> str:
        """The body, after those parts before it for which the letterhead has no place."""
        pieces = [self._part(part, relationships) for part in self.unplaced.before_body]
        # Word makes one table of two that touch.
        body = self._part("body", relationships)
        return "".join((*pieces, self._mark(sections.BODY), body)).replace("</w:tbl><w:tbl>", "</w:tbl><w:p/><w:tbl>")

    def room(self, number: int, relationships: Relationships) -> list[str]:
        """The parts without a mark of their own for which this is the place."""
        pieces = [self._part(part, relationships) for part in self.unplaced.in_rooms[number]]
        return [f"<w:p/>{piece}<w:p/>" if piece.endswith("</w:tbl>") else piece for piece in pieces if piece]

    def _part(self, part: Part, relationships: Relationships) -> str:
        if part == "body":
            body = self.content.blocks(self.letter.body, Standing(relationships))
            ends_in_text = bool(self.letter.body) and isinstance(self.letter.body[-1], Paragraph)
            return _kept_with_closing(body) if ends_in_text and self.letter.closing else body
        mark = mark_of(part)
        if part == "annexes":
            return self.block(mark, Manner(), relationships)
        style = _STYLE_OF_PART[part]
        properties = self.content.paragraph_properties
        manner = Manner(properties(style), properties(style, "<w:keepNext/>"))
        if mark in BLOCK_MARKS:
            return self.block(mark, manner, relationships)
        value = self.fields[f"{mark}_line" if part in {"our_ref", "your_ref"} else mark]
        return _paragraph(manner, _run(manner, lines(value))) if value else ""


def _kept_with_closing(body: str) -> str:
    """The body whose last paragraph stays with what follows: no page with a signature and no words of the letter."""
    start = body.rindex("<w:p>")
    return body[:start] + re.sub(r"^<w:p><w:pPr><w:pStyle\b[^>]*/>", r"\g<0><w:keepNext/>", body[start:])


def _paragraph(manner: Manner, content: str) -> str:
    return f"<w:p>{manner.paragraph}{content}</w:p>"


def _run(manner: Manner, content: str) -> str:
    return f"<w:r>{manner.run}{content}</w:r>"
