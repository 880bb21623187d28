"""Bookmarks for what a letter refers to, and the fields that refer (ECMA-376 part 1, 17.13.6.2 and 17.16.5.56)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from drafter.model import Block, BlockQuotation, Heading, Letter, List, Paragraph, Question, Reference, Table
from drafter.writers.docx.wordml import PLAIN, Look, run, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class _Anchor:
    name: str
    identity: int
    switch: str
    """`\\r` refers to the number of a paragraph; nothing, to the words in the bookmark."""


class Anchors:
    """The anchored blocks of one letter, and whether each is referred to by number or by words."""

    def __init__(self, letter: Letter, prefix: str, first: int) -> None:
        self._known: dict[str, _Anchor | None] = {}
        for anchor, switch in _anchored(letter):
            count = len(self._known)
            entry = _Anchor(f"{prefix}{count + 1}", first + count, switch)
            self._known.setdefault(anchor, entry if switch != "none" else None)

    def marked(self, anchor: str, content: str) -> str:
        """The content within the bookmark of its anchor, if it has one."""
        entry = self._known.get(anchor)
        if entry is None:
            return content
        start = f'<w:bookmarkStart w:id="{entry.identity}" w:name="{entry.name}"/>'
        return f'{start}{content}<w:bookmarkEnd w:id="{entry.identity}"/>'

    def reference(self, node: Reference, look: Look = PLAIN) -> str:
        """The field for a reference, showing the model's text; raises ValueError for an anchor that is nowhere."""
        if node.anchor not in self._known:
            message = f"a reference to {node.anchor!r}, which nothing in the letter is called"
            raise ValueError(message)
        entry = self._known[node.anchor]
        if entry is None:
            return run(words(node.text), look)
        code = f'<w:instrText xml:space="preserve"> REF {entry.name} {entry.switch}\\h </w:instrText>'
        marks = [run(f'<w:fldChar w:fldCharType="{kind}"/>', look) for kind in ("begin", "separate", "end")]
        return "".join((marks[0], run(code, look), marks[1], run(words(node.text), look), marks[2]))


def _anchored(letter: Letter) -> Iterator[tuple[str, str]]:
    yield from _within(letter.body)
    for annex in letter.annexes:
        if annex.anchor:
            yield annex.anchor, ""
        yield from _within(annex.content)


def _within(blocks: Iterable[Block], *, numbered: bool = False) -> Iterator[tuple[str, str]]:
    """Anchors with the switch of their field; "none" for a paragraph without a number, to which no field can refer."""
    for block in blocks:
        match block:
            case Paragraph(anchor=anchor, number=number):
                if anchor:
                    yield anchor, "\\r " if numbered or number is not None else "none"
            case Heading(anchor=anchor):
                if anchor:
                    yield anchor, ""
            case Question(anchor=anchor, content=content):
                if anchor:
                    yield anchor, "\\r "
                yield from _within(content[:1], numbered=True)
                yield from _within(content[1:])
            case List(items=items, marker=marker):
                for item in items:
                    yield from _within(item[:1], numbered=marker not in {"none", "bullet"})
                    yield from _within(item[1:])
            case BlockQuotation(content=content):
                yield from _within(content)
            case Table():
                pass
            case _:
                assert_never(block)
