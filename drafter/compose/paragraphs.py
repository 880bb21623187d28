"""The numbers of paragraphs: which take one, and which go on a sentence that a quotation, list or table broke off."""

from __future__ import annotations

import re
from typing import Final

from drafter.model import Block, BlockQuotation, Heading, List, Paragraph, Question, Table, inline_text
from drafter.record import Mutable, replace

_OPENING: Final = re.compile(r"[\W_]*")


class Paragraphs(Mutable):
    """Counts the paragraphs of a letter on from `following`."""

    following: int
    before: Block | None = None
    inside: bool | None = None
    """Whether the last paragraph has a number; nothing where none stands below the last heading or question."""

    def numbered(self, blocks: tuple[Block, ...], *, said: bool | None) -> tuple[Block, ...]:
        """The blocks of an item, numbered; `said` is what the brief says of it, if anything."""
        return tuple(self._numbered(block, said=said, in_item=count > 0) for count, block in enumerate(blocks))

    def _numbered(self, block: Block, *, said: bool | None, in_item: bool) -> Block:
        before, self.before = self.before, block
        if isinstance(block, Heading | Question):
            self.inside = None
        if not isinstance(block, Paragraph):
            return block
        if said is not True and self.inside is not None and _goes_on(block, before, in_item=in_item):
            return replace(block, continues=self.inside)
        self.inside = said is not False
        if not self.inside:
            return block
        self.following += 1
        return replace(block, number=self.following - 1)


def _goes_on(block: Paragraph, before: Block | None, *, in_item: bool) -> bool:
    """Whether a paragraph goes on a sentence: in the item of a quotation, or because it begins in lower case."""
    if in_item and isinstance(before, BlockQuotation):
        return True
    begins = _OPENING.sub("", inline_text(block.content), count=1)[:1]
    return isinstance(before, BlockQuotation | List | Table) and begins.islower()
