"""A letter as stretches of running words, for checks of wording: whose each word is, and where it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cached_property, update_wrapper
from typing import Concatenate, Final, ParamSpec, TypeVar, cast

from drafter.dossier import Dossier
from drafter.language import LANGUAGES
from drafter.model import (
    UNKNOWN,
    Block,
    BlockQuotation,
    Break,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Letter,
    Link,
    List,
    Node,
    Note,
    Origin,
    Paragraph,
    Passage,
    Question,
    Quotation,
    Reference,
    Strong,
    Table,
    Text,
    blocks,
    walk,
)
from drafter.problems import NOWHERE, Place, place_of
from drafter.record import Mutable, Record, replace

P = ParamSpec("P")
T = TypeVar("T")

HIDDEN: Final = "\ufffc"
"""Stands in `own` for each character that is not the author's own wording."""


class Run(Record):
    """Words of one origin; `number` tells the quotations of a block apart."""

    text: str
    origin: Origin = UNKNOWN
    passage: Passage | None = None
    number: int = 0
    emphasised: bool = False
    hidden: bool = False


class Stretch(Record, dict=True):
    """One paragraph, heading, cell or paragraph of a note: its runs, in order, without the notes cited in it."""

    runs: tuple[Run, ...]
    kind: str
    place: Place
    quotes: tuple[str, str, str, str]
    block: Block | None = None
    notes: tuple[Note, ...] = ()

    @cached_property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @cached_property
    def own(self) -> str:
        """The text, with the same length, in which quotations, foreign passages and addresses are hidden."""
        if not any(run.hidden for run in self.runs):
            return self.text
        return "".join(HIDDEN * len(run.text) if run.hidden else run.text for run in self.runs)

    @cached_property
    def unquoted(self) -> str:
        """As `own`, with what stands between quotation marks hidden too."""
        text = self.own
        for start, end in self.quoted_by_hand:
            text = text[:start] + HIDDEN * (end - start) + text[end:]
        return text

    @cached_property
    def quoted_by_hand(self) -> tuple[tuple[int, int], ...]:
        """Where words stand between quotation marks that the author typed: (start, end) without the marks."""
        return tuple(_between_marks(self.own, self.quotes))

    @cached_property
    def quoted_by_drafter(self) -> tuple[tuple[int, int], ...]:
        """Where quotations stand that were made from a source: (start, end) with their marks."""
        spans: dict[int, tuple[int, int]] = {}
        for at, run in self.positions():
            if run.passage is not None:
                spans[run.number] = (spans.get(run.number, (at, at))[0], at + len(run.text))
        return tuple(spans.values())

    @cached_property
    def emphasised(self) -> tuple[tuple[int, int, Run], ...]:
        """Where emphasised words stand: (start, end, run)."""
        return tuple((at, at + len(run.text), run) for at, run in self.positions() if run.emphasised)

    def positions(self) -> Iterator[tuple[int, Run]]:
        """Each run with where it begins."""
        at = 0
        for run in self.runs:
            yield at, run
            at += len(run.text)

    def run_at(self, position: int) -> Run:
        """The run that holds the character at a position; the last one past the end."""
        number = bisect_right(self._starts, position) - 1
        return self.runs[number] if number >= 0 else Run("")

    @cached_property
    def _starts(self) -> list[int]:
        return [at for at, _ in self.positions()]

    def place_at(self, position: int) -> Place:
        """The place of the words at a position."""
        place = self.run_at(position).origin.place
        return self.place if place == NOWHERE else place

    def around(self, start: int, end: int, reach: int = 30) -> str:
        """The words from `start` to `end` with some of what stands around them."""
        before = re.sub(r"^\S*\s", "", self.text[max(0, start - reach) : start]) if start > reach else self.text[:start]
        after = self.text[end : end + reach]
        after = re.sub(r"\s\S*$", "", after) if end + reach < len(self.text) else after
        return re.sub(r"\s+", " ", before + self.text[start:end] + after).strip()


def once(judge: Callable[Concatenate[Stretch, P], Iterable[T]]) -> Callable[Concatenate[Stretch, P], tuple[T, ...]]:
    """Lets a function of a stretch and of hashable values work once for each stretch, whatever letters hold it.

    In a batch most paragraphs are the same from letter to letter, and a stretch is one object for all equal ones.
    """

    def judged(stretch: Stretch, *args: P.args, **kwargs: P.kwargs) -> tuple[T, ...]:
        kept = cast("dict[Hashable, tuple[T, ...]]", stretch.__dict__)
        key: Hashable = (judge, args, *kwargs.items()) if args or kwargs else judge
        try:
            return kept[key]
        except KeyError:
            found = kept[key] = tuple(judge(stretch, *args, **kwargs))
            return found

    return update_wrapper(cast("Callable[Concatenate[Stretch, P], tuple[T, ...]]", judged), judge)


def stretches(dossier: Dossier) -> tuple[Stretch, ...]:
    """All stretches of a letter's body, annexes and notes, in reading order; a note follows what cites it."""
    return _read(dossier)[1]


def fields(dossier: Dossier) -> tuple[Stretch, ...]:
    """The words of a brief that stand outside the body, each as a stretch: subject, enclosures and the like."""
    return _read(dossier)[2]


def nodes(dossier: Dossier) -> tuple[Node, ...]:
    """Every node of the letter's body and annexes, parents before children, in reading order."""
    return _read(dossier)[3]


_LAST: Final[list[tuple[Dossier, tuple[Stretch, ...], tuple[Stretch, ...], tuple[Node, ...]]]] = []
"""What was read last, because each check of a letter reads the same."""


def _read(dossier: Dossier) -> tuple[Dossier, tuple[Stretch, ...], tuple[Stretch, ...], tuple[Node, ...]]:
    last = _LAST[0] if _LAST else None
    if last is None or last[0] is not dossier:
        body = tuple(_Reader(dossier.letter, dossier.brief.place).all())
        last = (dossier, body, tuple(_fields(dossier)), tuple(walk(blocks(dossier.letter))))
        _LAST[:] = [last]
    return last


def _fields(dossier: Dossier) -> Iterator[Stretch]:
    brief, letter = dossier.brief, dossier.letter
    quotes = LANGUAGES[letter.language].quotes
    said: list[tuple[str, object]] = [(line, line) for line in brief.subject]
    said += [(one.words, one) for one in brief.enclosures]
    said += [(one.words, one) for one in brief.copies if one.words]
    said += [(plan.title, plan) for plan in brief.annexes]
    lone = (letter.salutation, brief.closing, brief.our_ref, brief.your_ref, brief.delivery, brief.marking)
    said += [(line, line) for line in lone if line]
    for line, named in said:
        place = place_of(named)
        origin = Origin(brief.place if place == NOWHERE else place)
        yield Stretch((Run(str(line), origin),), "field", origin.place, quotes)


_MOST_KNOWN: Final = 1_024
_KNOWN: Final[dict[tuple[Block, Place, str], tuple[Stretch, ...]]] = {}
"""The stretches of blocks that were read lately, by block, place and language."""


class _Reader(Mutable):
    letter: Letter
    place: Place
    quotations: int = 0

    def all(self) -> Iterator[Stretch]:
        for content in (self.letter.body, *(annex.content for annex in self.letter.annexes)):
            for block in content:
                yield from self.known(block)

    def known(self, block: Block) -> tuple[Stretch, ...]:
        """The stretches of a block that stands by itself."""
        key = (block, self.place, self.letter.language)
        if key not in _KNOWN:
            if len(_KNOWN) >= _MOST_KNOWN:
                _KNOWN.clear()
            self.quotations = 0
            _KNOWN[key] = tuple(self.blocks((block,), Run(""), self.place))
        return _KNOWN[key]

    def blocks(self, content: tuple[Block, ...], under: Run, place: Place, kind: str = "") -> Iterator[Stretch]:
        for block in content:
            here = block.origin.place if block.origin.place != NOWHERE else place
            match block:
                case Paragraph():
                    yield from self.stretch(block.content, under, here, kind or "paragraph", block)
                case Heading():
                    yield from self.stretch(block.content, under, here, "heading", block)
                case Question():
                    yield from self.blocks(block.content, under, here, kind or "question")
                case List():
                    for item in block.items:
                        yield from self.blocks(item, under, here, kind if kind == "note" else "item")
                case BlockQuotation():
                    inner = kind or ("" if block.passage else "set-off")
                    yield from self.blocks(block.content, self.within(under, block.passage), here, inner)
                case Table():
                    if block.title:
                        yield from self.stretch(block.title, under, here, "heading", None)
                    for row in (block.header, *block.rows):
                        for cell in row:
                            yield from self.stretch(cell, under, here, "cell", None)

    def within(self, under: Run, passage: Passage | None) -> Run:
        if passage is None:
            return under
        self.quotations += 1
        return replace(under, passage=passage, number=self.quotations, hidden=True)

    def stretch(
        self, content: tuple[Inline, ...], under: Run, place: Place, kind: str, block: Block | None
    ) -> Iterator[Stretch]:
        runs: list[Run] = []
        notes: list[Note] = []
        self.inlines(content, under, runs, notes)
        quotes = LANGUAGES[self.letter.language].quotes
        yield Stretch(tuple(runs), kind, place, quotes, block, tuple(notes))
        for note in notes:
            yield from self.blocks(note.content, Run(""), place, "note")

    def inlines(self, content: tuple[Inline, ...], under: Run, runs: list[Run], notes: list[Note]) -> None:
        for inline in content:
            match inline:
                case Text(text=text, origin=origin):
                    runs.append(replace(under, text=text, origin=origin))
                case Reference(text=text, origin=origin):
                    runs.append(replace(under, text=text, origin=origin))
                case Break():
                    runs.append(replace(under, text="\n", hidden=False))
                case Note():
                    notes.append(inline)
                case Emphasis() | Strong():
                    self.inlines(inline.content, replace(under, emphasised=True), runs, notes)
                case Quotation():
                    self.inlines(inline.content, self.within(under, inline.passage), runs, notes)
                case Foreign() | Link():
                    self.inlines(inline.content, replace(under, hidden=True), runs, notes)


_SOME_MARK: Final = re.compile('[“«‘"]')


def _between_marks(text: str, quotes: tuple[str, str, str, str]) -> Iterator[tuple[int, int]]:
    if not _SOME_MARK.search(text) and not any(mark.strip() in text for mark in (quotes[0], quotes[2])):
        return
    outer_left, outer_right, inner_left, inner_right = (mark.strip() for mark in quotes)
    pairs = dict.fromkeys([(outer_left, outer_right), ("“", "”"), ("«", "»"), (inner_left, inner_right), ("‘", "’")])
    after = 0
    openings = "".join(dict.fromkeys(left for left, _ in pairs)) + '"'
    if text.count('"') % 2:  # one has no partner, and which one cannot be told
        openings = openings.replace('"', "")
    for match in re.finditer(f"[{re.escape(openings)}]", text):
        start = match.end()
        if start <= after:
            continue
        right = next((right for left, right in pairs if left == match[0]), '"')
        end = _closing(text, start, match[0], right)
        if end >= 0:
            yield start, end
            after = end + 1


def _closing(text: str, start: int, left: str, right: str) -> int:
    """Where a quotation closes; an apostrophe within a word does not close one in single marks."""
    if left not in "‘'":
        end = text.find(right, start)
        again = text.find(left, start) if left != right else -1
        return -1 if 0 <= again < end else end
    end = text.find(right, start)
    while end >= 0 and text[end + 1 : end + 2].isalnum():
        end = text.find(right, end + 1)
    return end
