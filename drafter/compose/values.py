"""Values that wording inserts: plain words that remember what they rest on, composed inlines, composed blocks."""

from __future__ import annotations

from typing import Self

from drafter.compose.sandbox import Rich
from drafter.model import Block, Inline, Origin
from drafter.record import Record


class Said(str):
    """Plain words that remember what they rest on."""

    __slots__ = ("origin",)
    origin: Origin

    def __new__(cls, text: str, origin: Origin) -> Self:
        said = super().__new__(cls, text)
        said.origin = origin
        return said


class Inlines(Rich, Record, eq=False):
    """Composed inlines: a quotation, a citation, a joined list."""

    content: tuple[Inline, ...]
    noted: str = ""
    """The words of an emphasised quotation whose note, "(emphasis added)" or another, stands in the content."""
    unnoted: tuple[Inline, ...] = ()
    """The content of such a quotation without the note, for wording that sets it itself."""


class Blocks(Rich, Record, eq=False):
    """Composed blocks: a list, a block quotation, free text of several paragraphs."""

    content: tuple[Block, ...]
    noted: str = ""
    """As for inlines."""
    unnoted: tuple[Block, ...] = ()

    def described(self) -> str:
        return "a list or a block quotation"
