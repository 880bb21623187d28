"""The letter, complete and in no format yet: fields, blocks and inlines, each knowing where it came from.

Inlines stand in a line of text, blocks stand below one another; a writer matches both exhaustively.
A note is an inline that holds blocks. Numbers are values here, so that every writer and every
reference shows the same; a writer may leave counting to its format where the count comes out equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Literal, TypeAlias, assert_never, get_args

from drafter.problems import NOWHERE, Place
from drafter.record import Record


class Origin(Record):
    """Where wording came from: the place in the brief, the snippet, and what it rests on (ids)."""

    place: Place = NOWHERE
    snippet: str = ""
    claims: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


UNKNOWN = Origin()

State: TypeAlias = Literal["verified", "extract", "unverified", "wrong"]
Operation: TypeAlias = Literal[
    "ellipsis", "insertion", "emphasis", "case", "sic", "original-emphasis", "translation", "notes-left-out"
]


class Passage(Record):
    """What a quotation was made from: ids, the words as declared, and what was done to the source's words."""

    source: str
    words: str
    state: State
    claim: str = ""
    locator: str = ""
    operations: tuple[Operation, ...] = ()


# --- inlines -------------------------------------------------------------------------------------


class Text(Record):
    """Plain words; never markup."""

    text: str
    origin: Origin = UNKNOWN


class Emphasis(Record):
    content: tuple[Inline, ...]


class Strong(Record):
    content: tuple[Inline, ...]


class Quotation(Record):
    """Words of a source, with their quotation marks (if any) standing in `content`."""

    content: tuple[Inline, ...]
    passage: Passage


class Foreign(Record):
    """A passage in another language (BCP 47), written from left to right or from right to left."""

    content: tuple[Inline, ...]
    language: str
    right_to_left: bool = False


class Link(Record):
    """An external link; `url` has a scheme of http, https or mailto."""

    content: tuple[Inline, ...]
    url: str


class Reference(Record):
    """A cross-reference to an anchored block or note: `text` is its number as it stands in the letter."""

    text: str
    anchor: str
    origin: Origin = UNKNOWN


class Note(Record):
    """A footnote or endnote, standing where it is cited."""

    content: tuple[Block, ...]
    anchor: str = ""


class Break(Record):
    """A line break within a paragraph."""


_NOTE: Final = "note "
"""Begins the anchors of notes; the names that a brief gives hold no space."""


def note_reference(number: int) -> Reference:
    """A cross-reference to a note by its number."""
    return Reference(str(number), f"{_NOTE}{number}")


def refers_to_note(reference: Reference) -> bool:
    return reference.anchor.startswith(_NOTE)


Inline: TypeAlias = Text | Emphasis | Strong | Quotation | Foreign | Link | Reference | Note | Break

# --- blocks --------------------------------------------------------------------------------------


class Paragraph(Record):
    """A paragraph; `number` is that of a numbered paragraph, and one that `continues` it stands in its indent."""

    content: tuple[Inline, ...]
    number: int | None = None
    anchor: str = ""
    origin: Origin = UNKNOWN
    continues: bool = False


class Heading(Record):
    """A heading of level 1 to 3."""

    content: tuple[Inline, ...]
    level: int = 1
    anchor: str = ""
    origin: Origin = UNKNOWN


class Question(Record):
    """A numbered query; its sub-parts are lists within `content`."""

    content: tuple[Block, ...]
    number: int
    anchor: str = ""
    origin: Origin = UNKNOWN


Marker: TypeAlias = Literal["bullet", "decimal", "letter", "roman", "none"]


class List(Record):
    """A list; each item is one or more blocks. Numbered markers count from `start`."""

    items: tuple[tuple[Block, ...], ...]
    marker: Marker = "bullet"
    start: int = 1
    origin: Origin = UNKNOWN


class BlockQuotation(Record):
    """A quotation set off from the text; without a passage, wording that is set off."""

    content: tuple[Block, ...]
    passage: Passage | None = None
    origin: Origin = UNKNOWN


class Caption(Record):
    """What stands above a table, "Table 1: Works begun": the word, the number through the letter, the title."""

    word: str
    number: int
    title: tuple[Inline, ...] = ()
    colon: str = ": "

    def line(self) -> tuple[Inline, ...]:
        """The whole of it."""
        return (Text(f"{self.word}\N{NO-BREAK SPACE}{self.number}{self.colon if self.title else ''}"), *self.title)


class Table(Record):
    """A table with one header row; every row has as many cells as the header. What bears a name has a caption."""

    header: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    caption: Caption | None = None
    anchor: str = ""
    origin: Origin = UNKNOWN

    @property
    def title(self) -> tuple[Inline, ...]:
        """The words of its caption after the number."""
        return self.caption.title if self.caption else ()


Block: TypeAlias = Paragraph | Heading | Question | List | BlockQuotation | Table

# --- the letter ----------------------------------------------------------------------------------


class Picture(Record):
    """A PNG or JPEG with its size in pixels and what it shows, in words."""

    content: bytes
    width: int
    height: int
    alt: str
    kind: Literal["png", "jpeg"] = "png"


class Sender(Record):
    """Who writes: the office (a line each), the person, the role, and how to reach them (a line each)."""

    office: tuple[str, ...] = ()
    person: str = ""
    role: str = ""
    contact: tuple[str, ...] = ()
    web: str = ""


class Signatory(Record):
    """Who signs; an office can sign without a person. `roles` is a line each."""

    name: str
    roles: tuple[str, ...] = ()
    picture: Picture | None = None


class Annex(Record):
    """A document attached after the letter, starting a page: "Annex A", its title, its blocks."""

    label: str
    title: str
    content: tuple[Block, ...]
    anchor: str = ""


Part: TypeAlias = Literal[
    "marking",
    "date",
    "our_ref",
    "your_ref",
    "delivery",
    "addressees",
    "head_copies",
    "salutation",
    "subject",
    "body",
    "closing",
    "signature",
    "copies",
    "enclosures",
    "annexes",
]
OUTLINE: tuple[Part, ...] = get_args(Part)
"""The parts of a letter below its letterhead, in the usual order."""


class Letter(Record):
    """A composed letter. `date` is as printed, `dated` is the same day as YYYY-MM-DD."""

    language: str
    title: str
    date: str
    dated: str
    sender: Sender
    addressees: tuple[tuple[str, ...], ...]
    salutation: str
    body: tuple[Block, ...]
    closing: str
    signatories: tuple[Signatory, ...]
    signatures: Literal["below", "beside", "table"] = "below"
    """How several signatories stand: one below another, beside each other, or in a table of two columns."""
    subject: tuple[str, ...] = ()
    our_ref: str = ""
    your_ref: str = ""
    delivery: str = ""
    marking: str = ""
    copies: tuple[str, ...] = ()
    copies_at: Literal["head", "foot"] = "foot"
    enclosures: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    notes_at: Literal["foot", "end"] = "foot"
    outline: tuple[Part, ...] = OUTLINE
    labels: tuple[tuple[str, str], ...] = ()
    """Fixed words of the letter's language that a writer prints, by name: `("our_ref", "Our ref:")`."""


Node: TypeAlias = Inline | Block


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly within a node, in reading order; a note's blocks are within the note."""
    match node:
        case Text() | Reference() | Break():
            return ()
        case (
            Emphasis(content=content)
            | Strong(content=content)
            | Quotation(content=content)
            | Foreign(content=content)
            | Link(content=content)
            | Note(content=content)
            | Paragraph(content=content)
            | Heading(content=content)
            | Question(content=content)
            | BlockQuotation(content=content)
        ):
            return content
        case List(items=items):
            return tuple(block for item in items for block in item)
        case Table(header=header, rows=rows, title=title):
            return (*title, *(inline for row in (header, *rows) for cell in row for inline in cell))
        case _:
            assert_never(node)


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every node, parents before children, in reading order."""
    waiting = list(nodes)[::-1]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, Text):
            waiting += children(node)[::-1]


def blocks(letter: Letter) -> tuple[Block, ...]:
    """All blocks of the letter: the body's, then each annex's."""
    return (*letter.body, *(block for annex in letter.annexes for block in annex.content))


def notes(letter: Letter) -> tuple[Note, ...]:
    """The notes in the order in which they are cited, which numbers them from 1."""
    return tuple(node for node in walk(blocks(letter)) if isinstance(node, Note))


def inline_text(content: Iterable[Inline]) -> str:
    """The words of some inlines as one string, without the notes cited in them; a break is a new line."""
    pieces: list[str] = []
    for inline in content:
        match inline:
            case Text(text=text) | Reference(text=text):
                pieces.append(text)
            case Break():
                pieces.append("\n")
            case Note():
                pass
            case Emphasis(content=inner) | Strong(content=inner) | Quotation(content=inner):
                pieces.append(inline_text(inner))
            case Foreign(content=inner) | Link(content=inner):
                pieces.append(inline_text(inner))
            case _:
                assert_never(inline)
    return "".join(pieces)


def plain_text(content: Iterable[Block]) -> str:
    """The words of some blocks, a blank line between blocks, without list numbers and without notes."""
    pieces: list[str] = []
    for block in content:
        match block:
            case Paragraph() | Heading():
                pieces.append(inline_text(block.content))
            case Question() | BlockQuotation():
                pieces.append(plain_text(block.content))
            case List(items=items):
                pieces.extend(plain_text(item) for item in items)
            case Table(header=header, rows=rows, title=title):
                pieces += [inline_text(title)] * bool(title)
                pieces.extend("\t".join(inline_text(cell) for cell in row) for row in (header, *rows))
            case _:
                assert_never(block)
    return "\n\n".join(pieces)


def label(letter: Letter, name: str) -> str:
    """A fixed word of the letter's language, such as "Enclosures"."""
    return dict(letter.labels)[name]
