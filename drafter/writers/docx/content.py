"""Blocks and inlines as WordprocessingML: every node of the model, with real numbering, notes, links and fields."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, assert_never

from drafter.model import (
    Block,
    BlockQuotation,
    Break,
    Caption,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Link,
    List,
    Note,
    Paragraph,
    Question,
    Quotation,
    Reference,
    Strong,
    Table,
    Text,
    inline_text,
)
from drafter.record import Mutable, Record, field, replace
from drafter.writers.docx.fields import sequence
from drafter.writers.docx.numbering import LEVELS, STEP, Numbering
from drafter.writers.docx.relationships import Relationships
from drafter.writers.docx.wordml import PLAIN, Look, attribute, run, run_properties, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.writers.docx.anchors import Anchors

_ITEM_STYLES: Final = {
    "bullet": "list bullet",
    "decimal": "list number",
    "letter": "list number",
    "roman": "list number",
    "none": "list paragraph",
}
_KEPT_WITH: Final = (BlockQuotation, List, Question, Table)
"""What a paragraph that ends with a colon stays on one page with."""
_COLONS: Final = (":", "\uff1a")
_KEEP: Final = "<w:keepNext/>"
_WORD_WIDTH: Final = 135
"""Twentieths of a point that a character of a bold word takes at most, in the size of a letter."""
_CELL_PADDING: Final = 240
_COLUMN_WEIGHTS: Final = (6, 40)


class Standing(Record):
    """Where blocks stand: the part's relationships, the style of its text, the lists around, whether in a note."""

    relationships: Relationships
    style: str = "body text"
    depth: int = 0
    in_note: bool = False

    def deeper(self, levels: int = 1) -> Standing:
        """The same, that many levels further in."""
        return replace(self, depth=self.depth + levels)


class Notes(Mutable):
    """The notes of one letter as they are cited: footnotes or endnotes."""

    kind: str
    first: int
    relationships: Relationships
    written: list[str] = field(default_factory=list)


class Content(Mutable):
    """What writes the blocks of one letter, keeping count of lists, notes and links."""

    style_ids: dict[str, str]
    text_width: int
    numbering: Numbering
    notes: Notes
    anchors: Anchors

    # --- blocks ----------------------------------------------------------------------------------

    def blocks(self, content: tuple[Block, ...], standing: Standing) -> str:
        """Paragraphs and tables for some blocks, in order."""
        pieces: list[str] = []
        list_standing = standing
        for block, following in zip_longest(content, content[1:]):
            match block:
                case Paragraph(number=number, continues=continues):
                    list_standing = standing.deeper() if continues or number is not None else standing
                    pieces.append(self._paragraph(block, standing, _kept(block, following)))
                case Heading():
                    list_standing = standing
                    pieces.append(self._p(f"heading {min(block.level, 3)}", self._heading(block, standing)))
                case Question():
                    list_standing = standing
                    pieces.append(self._question(block, standing))
                case List():
                    # A list that follows a numbered paragraph belongs to it, and stands in its indent.
                    pieces.append(self._list(block, list_standing))
                case BlockQuotation():
                    pieces.append(self._quotation(block, list_standing))
                case Table():
                    pieces.append(self._table(block, standing))
                case _:
                    assert_never(block)
            if len(pieces) > 1 and pieces[-1].startswith("<w:tbl>") and pieces[-2].endswith("</w:tbl>"):
                # Word makes one table of two that touch.
                pieces.insert(-1, self._p("table text", ""))
        return "".join(pieces)

    def _heading(self, block: Heading, standing: Standing) -> str:
        """Its words; a field that repeats them must not repeat the notes at their end."""
        end = len(block.content)
        while end and isinstance(block.content[end - 1], Note):
            end -= 1
        title = self.anchors.marked(block.anchor, self.inlines(block.content[:end], standing))
        return title + self.inlines(block.content[end:], standing)

    def _paragraph(self, block: Paragraph, standing: Standing, kept: str) -> str:
        inner = self.anchors.marked(block.anchor, self.inlines(block.content, standing))
        if block.number is not None:
            num = self.numbering.run_on("paragraph", block.number)
            return self._p("numbered paragraph", inner, kept + numbered(num, 0), rtl=_is_right_to_left(block.content))
        style = "list paragraph" if standing.depth and not standing.in_note else standing.style
        depth = standing.depth + block.continues
        return self._p(style, inner, kept, indent=STEP * depth, rtl=_is_right_to_left(block.content))

    def _question(self, block: Question, standing: Standing) -> str:
        properties = numbered(self.numbering.run_on("question", block.number), 0)
        return self._entry(block.content, "question", properties, replace(standing, depth=1), block.anchor)

    def _list(self, block: List, standing: Standing) -> str:
        level = min(standing.depth, LEVELS - 1)
        properties, indent = "", 0
        if block.marker == "none":
            indent = STEP * (level + 1) if standing.depth else 0
        else:
            properties = numbered(self.numbering.list(block.marker, block.start, level), level)
        style = _ITEM_STYLES[block.marker]
        inner = standing.deeper()
        return "".join(self._entry(item, style, properties, inner, indent=indent) for item in block.items)

    def _entry(
        self,
        content: tuple[Block, ...],
        style: str,
        properties: str,
        standing: Standing,
        anchor: str = "",
        indent: int = 0,
    ) -> str:
        """A numbered block: its first paragraph bears the number, what follows stands in its indent."""
        inner, rtl, rest, kept = "", False, content, ""
        if content and isinstance(content[0], Paragraph) and content[0].number is None:
            first, rest = content[0], content[1:]
            inner = self.anchors.marked(first.anchor, self.inlines(first.content, standing))
            rtl = _is_right_to_left(first.content)
            kept = _kept(first, rest[0] if rest else None)
        return self._p(
            style, self.anchors.marked(anchor, inner), kept + properties, indent=indent, rtl=rtl
        ) + self.blocks(rest, standing)

    def _quotation(self, block: BlockQuotation, standing: Standing) -> str:
        indent = STEP * (standing.depth + 1) if standing.depth else 0
        pieces: list[str] = []
        for inner in block.content:
            if isinstance(inner, Paragraph) and inner.number is None:
                text = self.anchors.marked(inner.anchor, self.inlines(inner.content, standing))
                pieces.append(self._p("quote", text, indent=indent, rtl=_is_right_to_left(inner.content)))
            else:
                pieces.append(self.blocks((inner,), standing.deeper()))
        return "".join(pieces)

    def _table(self, block: Table, standing: Standing) -> str:
        indent = STEP * standing.depth
        widths = _column_widths(block, max(self.text_width - indent, STEP))
        style = self.style_ids["table grid"]
        properties = (
            (f'<w:tblStyle w:val="{attribute(style)}"/>' if style else "")
            + f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            + (f'<w:tblInd w:w="{indent}" w:type="dxa"/>' if indent else "")
            + '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
            ' w:noHBand="0" w:noVBand="0"/>'
        )
        caption = self._caption(block, block.caption, standing, indent) if block.caption else ""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = [self._row(block.header, widths, standing, header=True)]
        rows += [self._row(row, widths, standing) for row in block.rows]
        table = f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        return caption + table

    def _caption(self, table: Table, caption: Caption, standing: Standing, indent: int) -> str:
        """The caption as Word itself makes one: a number that counts the captions of this word (17.16.5.58)."""
        series = re.sub(r"\W", "", caption.word) or "Table"
        number = sequence(series, caption.number)
        content = run(words(f"{caption.word}\N{NO-BREAK SPACE}")) + self.anchors.marked(table.anchor, number)
        if caption.title:
            content += run(words(caption.colon)) + self.inlines(caption.title, standing)
        return self._p("caption", content, _KEEP, indent=indent)

    def _row(
        self, cells: tuple[tuple[Inline, ...], ...], widths: list[int], standing: Standing, *, header: bool = False
    ) -> str:
        written = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"{self._p('table text', self.inlines(cell, standing, Look(bold=header)))}</w:tc>"
            for cell, width in zip(cells, widths, strict=True)
        )
        repeated = "<w:tblHeader/>" if header else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{written}</w:tr>"

    def _p(self, style: str, content: str, properties: str = "", *, indent: int = 0, rtl: bool = False) -> str:
        direction = "<w:bidi/>" if rtl else ""
        left = f'<w:ind w:left="{indent}"/>' if indent else ""
        return f"<w:p>{self.paragraph_properties(style, properties + direction + left)}{content}</w:p>"

    def paragraph_properties(self, style: str, more: str = "") -> str:
        """The `w:pPr` that names a style, with more properties that the schema puts after it."""
        identity = self.style_ids[style]
        named = f'<w:pStyle w:val="{attribute(identity)}"/>' if identity else ""
        return f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""

    # --- inlines ---------------------------------------------------------------------------------

    def inlines(
        self, content: tuple[Inline, ...], standing: Standing, look: Look = PLAIN, *, linked: bool = False
    ) -> str:
        """Runs, links and fields for some inlines; `linked` within a hyperlink, which holds no other.

        Words of one look are one run, whatever they were put together from: Word finds and marks what is in one run.
        """
        pieces: list[str] = []
        said: list[str] = []
        last = look
        for look_of, piece in self._pieces(content, standing, look, linked=linked):
            if said and look_of != last:
                pieces.append(run(words("".join(said)), last))
                said.clear()
            if look_of is None:
                pieces.append(piece)
            else:
                said.append(piece)
                last = look_of
        return "".join((*pieces, run(words("".join(said)), last)))

    def _pieces(
        self, content: tuple[Inline, ...], standing: Standing, look: Look, *, linked: bool
    ) -> Iterator[tuple[Look | None, str]]:
        """Words with their look, and what is written already, without one."""
        for inline in content:
            match inline:
                case Text(text=text):
                    yield look, text
                case Emphasis(content=inner):
                    yield from self._pieces(inner, standing, look._replace(italic=True), linked=linked)
                case Strong(content=inner):
                    yield from self._pieces(inner, standing, look._replace(bold=True), linked=linked)
                case Quotation(content=inner):
                    yield from self._pieces(inner, standing, look, linked=linked)
                case Foreign(content=inner, language=language, right_to_left=right_to_left):
                    foreign = look._replace(language=language, right_to_left=right_to_left)
                    yield from self._pieces(inner, standing, foreign, linked=linked)
                case Link():
                    yield None, self._link(inline, standing, look, linked=linked)
                case Reference():
                    yield None, self.anchors.reference(inline, look)
                case Note():
                    yield None, self._note(inline, standing)
                case Break():
                    yield look, "\n"
                case _:
                    assert_never(inline)

    def _link(self, link: Link, standing: Standing, look: Look, *, linked: bool) -> str:
        look = look._replace(style=self.style_ids["hyperlink"])
        if linked:
            return self.inlines(link.content, standing, look, linked=True)
        identity = standing.relationships.link(link.url)
        inner = self.inlines(link.content, standing, look, linked=True)
        return f'<w:hyperlink r:id="{identity}" w:tooltip="{attribute(link.url)}" w:history="1">{inner}</w:hyperlink>'

    def _note(self, note: Note, standing: Standing) -> str:
        if standing.in_note:
            message = "a note stands in a note, which Word does not allow"
            raise ValueError(message)
        notes, kind = self.notes, self.notes.kind
        identity = notes.first + len(notes.written)
        notes.written.append("")
        mark = run_properties(Look(style=self.style_ids[f"{kind} reference"]))
        lead = f'<w:r>{mark}<w:{kind}Ref/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>'
        inside = Standing(notes.relationships, f"{kind} text", in_note=True)
        first: tuple[Inline, ...] = ()
        rest = note.content
        if rest and isinstance(rest[0], Paragraph) and rest[0].number is None:
            first, rest = rest[0].content, rest[1:]
        text = self._p(inside.style, lead + self.inlines(first, inside)) + self.blocks(rest, inside)
        # Word wants a paragraph at the end of every note, as of every cell.
        text += self._p(inside.style, "") if text.endswith("</w:tbl>") else ""
        notes.written[identity - notes.first] = f'<w:{kind} w:id="{identity}">{text}</w:{kind}>'
        cited = f'<w:r>{mark}<w:{kind}Reference w:id="{identity}"/></w:r>'
        return self.anchors.marked(note.anchor, cited)


def numbered(num: int, level: int) -> str:
    """The properties that number a paragraph."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'


def _kept(block: Paragraph, following: Block | None) -> str:
    """The property that keeps a paragraph that announces what follows on one page with it (17.3.1.15)."""
    announces = isinstance(following, _KEPT_WITH) and inline_text(block.content).rstrip().endswith(_COLONS)
    return _KEEP if announces else ""


def _is_right_to_left(content: tuple[Inline, ...]) -> bool:
    return len(content) == 1 and isinstance(content[0], Foreign) and content[0].right_to_left


def _column_widths(table: Table, whole: int) -> list[int]:
    """Widths that add up to `whole`, wider for longer text, and none narrower than its longest word where all fit."""
    least, most = _COLUMN_WEIGHTS
    texts = [[inline_text(cell) for cell in column] for column in zip(table.header, *table.rows, strict=True)]
    weights = [min(max(least, *map(len, column)), most) for column in texts]
    words = [max((len(word) for text in column for word in text.split()), default=1) for column in texts]
    floors = [_CELL_PADDING + _WORD_WIDTH * min(word, most) for word in words]
    rest = whole - sum(floors)
    if rest < 0:
        floors, rest = [0] * len(floors), whole
        weights = [max(weight, word) for weight, word in zip(weights, words, strict=True)]
    widths = [floor + rest * weight // sum(weights) for floor, weight in zip(floors, weights, strict=True)]
    widths[-1] += whole - sum(widths)
    return widths
