"""Bookmarks for what a letter refers to, and the fields that refer (ECMA-376 part 1, 17.13.6.2 and 17.16.5.56).

An item of a list is called by the way to it, "4(b)(ii)". No one switch shows that alike in Word and in LibreOffice
where each list counts for itself, so each step of the way is a field of its own, which shows one number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from drafter.counting import list_marker
from drafter.model import Block, BlockQuotation, Heading, Letter, List, Paragraph, Question, Reference, Table, notes
from drafter.record import Record, replace
from drafter.writers.docx.fields import field
from drafter.writers.docx.wordml import PLAIN, Look, run, run_properties, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_OWN: Final = "\0"
"""Begins the names that the writer gives to what bears none, so that they are nobody else's."""
_NUMBER: Final = "\\r "
_NUMBER_ALONE: Final = "\\n "
_WORDS: Final = ""
_NOTE: Final = "note"


class _Step(Record):
    """One number on the way to something: what it is called, the number shown, the switch of its field."""

    anchor: str
    shown: str
    switch: str | None
    """None where no field can refer to it: it bears no number that Word knows."""


class _Anchor(Record):
    name: str
    identity: int
    way: tuple[_Step, ...]


class Anchors:
    """The anchored blocks of one letter, and whether each is referred to by number or by words."""

    def __init__(self, letter: Letter, prefix: str, first: int) -> None:
        self._known: dict[str, _Anchor] = {}
        for way in _anchored(letter):
            count = len(self._known)
            self._known.setdefault(way[-1].anchor, _Anchor(f"{prefix}{count + 1}", first + count, way))

    def marked(self, anchor: str, content: str) -> str:
        """The content within the bookmark of its anchor, if it has one."""
        entry = self._known.get(anchor)
        if entry is None or entry.way[-1].switch is None:
            return content
        start = f'<w:bookmarkStart w:id="{entry.identity}" w:name="{entry.name}"/>'
        return f'{start}{content}<w:bookmarkEnd w:id="{entry.identity}"/>'

    def reference(self, node: Reference, look: Look = PLAIN) -> str:
        """The fields for a reference, showing the model's text; raises ValueError for an anchor that is nowhere."""
        entry = self._known.get(node.anchor)
        if entry is None:
            message = f"a reference to {node.anchor!r}, which nothing in the letter is called"
            raise ValueError(message)
        way = entry.way
        if "".join(step.shown for step in way) != node.text:
            way = (replace(way[-1], shown=node.text),)
        return "".join(self._step(step, look) for step in way)

    def _step(self, step: _Step, look: Look) -> str:
        entry = self._known.get(step.anchor)
        if entry is None or step.switch is None:
            return run(words(step.shown), look)
        # 17.16.5.40: the number of a note is asked for by a field of its own.
        code = f"NOTEREF {entry.name} \\h" if step.switch == _NOTE else f"REF {entry.name} {step.switch}\\h"
        return field(code, step.shown, f"<w:r>{run_properties(look)}", "</w:r>")


def named(letter: Letter) -> Letter:
    """The letter with a name for every question and item on the way to an item that bears one."""
    if not any(_holds_names(content) for content in (letter.body, *(annex.content for annex in letter.annexes))):
        return letter
    body = _named(letter.body, "b")
    annexes = tuple(
        replace(annex, content=_named(annex.content, f"a{count}")) for count, annex in enumerate(letter.annexes)
    )
    return replace(letter, body=body, annexes=annexes)


def _named(blocks: tuple[Block, ...], way: str) -> tuple[Block, ...]:
    return tuple(_named_block(block, f"{way}.{count}") for count, block in enumerate(blocks))


def _named_block(block: Block, way: str) -> Block:
    match block:
        case Question(content=content) if _holds_items(content):
            return replace(block, anchor=block.anchor or _OWN + way, content=_named(content, way))
        case List(items=items) if _holds_items((block,)):
            return replace(block, items=tuple(_named_item(item, f"{way}.{count}") for count, item in enumerate(items)))
        case BlockQuotation(content=content):
            return replace(block, content=_named(content, way))
        case _:
            return block


def _named_item(item: tuple[Block, ...], way: str) -> tuple[Block, ...]:
    if not _holds_items(item):
        return item
    first = item[0]
    if isinstance(first, Paragraph) and first.number is None and not first.anchor:
        item = (replace(first, anchor=_OWN + way), *item[1:])
    return _named(item, way)


def _holds_names(blocks: tuple[Block, ...]) -> bool:
    return _holds_items(blocks) or any(
        _holds_names(block.content) for block in blocks if isinstance(block, Question | BlockQuotation)
    )


def _holds_items(blocks: tuple[Block, ...]) -> bool:
    """Whether an item of a list in these blocks bears a name."""
    return any(
        (bool(item) and isinstance(item[0], Paragraph) and bool(item[0].anchor)) or _holds_items(item)
        for block in blocks
        if isinstance(block, List)
        for item in block.items
    )


def _anchored(letter: Letter) -> Iterator[tuple[_Step, ...]]:
    yield from _within(letter.body)
    for annex in letter.annexes:
        if annex.anchor:
            yield (_Step(annex.anchor, annex.label, _WORDS),)
        yield from _within(annex.content)
    for number, note in enumerate(notes(letter), 1):
        if note.anchor:
            yield (_Step(note.anchor, str(number), _NOTE),)


def _within(blocks: Iterable[Block], before: tuple[_Step, ...] = ()) -> Iterator[tuple[_Step, ...]]:
    """The way to everything that bears a name; `before` is the way to the entry that these blocks are in."""
    for block in blocks:
        match block:
            case Paragraph(anchor=anchor, number=number):
                if anchor:
                    yield (_Step(anchor, "" if number is None else str(number), None if number is None else _NUMBER),)
            case Heading(anchor=anchor):
                if anchor:
                    yield (_Step(anchor, "", _WORDS),)
            case Question(anchor=anchor, content=content):
                step = _Step(anchor, str(block.number), _NUMBER)
                if anchor:
                    yield (step,)
                yield from _entry(content, (step,), switch=_NUMBER)
            case List(items=items, marker=marker):
                counted = marker not in {"none", "bullet"}
                for count, item in enumerate(items, block.start):
                    first = item[0] if item else None
                    anchor = first.anchor if isinstance(first, Paragraph) and first.number is None else ""
                    shown = list_marker(marker, count).rstrip(".") if counted else ""
                    step = _Step(anchor, shown, _NUMBER_ALONE if counted else None)
                    yield from _entry(item, (*before, step), switch=step.switch)
            case BlockQuotation(content=content):
                yield from _within(content)
            case Table(anchor=anchor, caption=caption):
                if anchor and caption:
                    yield (_Step(anchor, str(caption.number), _WORDS),)
            case _:
                assert_never(block)


def _entry(content: tuple[Block, ...], way: tuple[_Step, ...], *, switch: str | None) -> Iterator[tuple[_Step, ...]]:
    """What bears a name in an entry, whose first paragraph bears the entry's number."""
    first = content[0] if content else None
    if isinstance(first, Paragraph) and first.number is None:
        if first.anchor:
            yield (*way[:-1], replace(way[-1], anchor=first.anchor, switch=switch))
        content = content[1:]
    yield from _within(content, way)
