"""Composes the items of a body: snippets with their answers, free text, headings, paragraphs that run on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, get_args

from drafter.answers import Answer, Day, FreeText, Ref
from drafter.body import (
    UNNAMED,
    ChallengeItem,
    HeadingItem,
    Item,
    ListItem,
    Named,
    ParagraphItem,
    PartItem,
    QuestionItem,
    SnippetItem,
    TableItem,
    TextItem,
)
from drafter.compose.fill import Filler, together
from drafter.compose.paragraphs import Paragraphs
from drafter.compose.sandbox import Nothing
from drafter.compose.syntax import WordingError
from drafter.compose.values import Blocks, Inlines, Said
from drafter.compose.view import Quotable, View
from drafter.compose.views import ListView, Views
from drafter.compose.wording import Wording, list_blocks
from drafter.markup import NestedTooDeeply
from drafter.model import Block, Caption, Heading, Inline, List, Marker, Origin, Paragraph, Question, Table, Text
from drafter.problems import Finding, Place, Placed
from drafter.record import replace

Parse = Callable[[str], tuple[Block, ...]]
_MARKERS: Final[dict[str, Marker]] = {one: one for one in get_args(Marker)}
_FOLLOWING: Final[dict[Marker, Marker]] = {
    "bullet": "bullet", "none": "bullet", "decimal": "letter", "letter": "roman", "roman": "decimal"
}  # fmt: skip


@dataclass(slots=True)
class Composer:
    """Composes items one after another; `parse` reads Markdown, and may remember what it has read."""

    views: Views
    parse: Parse
    findings: list[Finding]
    names: dict[str, object] = field(default_factory=dict)
    next_question: int = 1
    paragraphs: Paragraphs | None = None
    """What counts the paragraphs, in a letter whose paragraphs are numbered."""
    next_table: int = 1
    wording: Wording = field(init=False)

    def __post_init__(self) -> None:
        self.wording = Wording(self.views, self.findings, self.names)

    def blocks(self, items: tuple[Item, ...]) -> tuple[Block, ...]:
        """The blocks of some items; what cannot be composed becomes a finding."""
        return tuple(block for item in items for block in self._standing(item))

    def _standing(self, item: Item) -> tuple[Block, ...]:
        """The blocks of an item that stands by itself: named and numbered as it says."""
        if isinstance(item, ChallengeItem):
            return self.blocks(item.items)
        blocks = self._item(item)
        named = UNNAMED if isinstance(item, ListItem) else item.named
        if self.paragraphs is not None:
            blocks = self.paragraphs.numbered(blocks, said=named.numbered)
        return blocks if isinstance(item, QuestionItem) else self._anchored(blocks, named)

    def _anchored(self, blocks: tuple[Block, ...], named: Named) -> tuple[Block, ...]:
        if not named.name:
            return blocks
        first = blocks[0] if blocks else None
        if isinstance(first, Paragraph | Heading | Question | Table):
            return (replace(first, anchor=str(named.name)), *blocks[1:])
        if blocks:
            message = f"name: '{named.name}' names something that begins with no paragraph"
            self.findings.append(Finding("item-form", "error", message, named.name.place, "name a paragraph"))
        return blocks

    def _item(self, item: Item) -> tuple[Block, ...]:
        match item:
            case SnippetItem():
                return self._snippet(item)
            case TextItem(text=text):
                return self._text(text, Origin(text.place))
            case HeadingItem(text=text, level=level):
                return self._heading(text, level)
            case ParagraphItem(items=items):
                return run_on([self._item(one) for one in items])
            case ChallengeItem(items=items):
                return self.blocks(items)
            case QuestionItem():
                return self._question(item)
            case ListItem(items=parts, marker=marker, first=first):
                return self._list(parts, (_MARKERS[marker],), first, Origin(item.place))
            case TableItem():
                return self._table(item)

    def _question(self, item: QuestionItem) -> tuple[Block, ...]:
        content = self._item(item.item)
        if not content:
            return ()
        number, self.next_question = self.next_question, self.next_question + 1
        parts = self._list(item.parts, ("letter", "roman", "decimal"), 1, Origin(item.place)) if item.parts else ()
        question = Question((*content, *parts), number, origin=replace(_origin(content), place=item.place))
        return self._anchored((question,), item.named)

    def _list(
        self, parts: tuple[PartItem, ...], markers: tuple[Marker, ...], first: int, origin: Origin
    ) -> tuple[Block, ...]:
        """A list; its sub-parts are marked by the following marker, or what usually follows the last."""
        following = markers[1:] or (_FOLLOWING[markers[0]],)
        items: list[tuple[Block, ...]] = []
        for part in parts:
            blocks = self._anchored(self._text(part.text, Origin(part.text.place)), Named(part.name))
            inner = self._list(part.parts, following, 1, Origin(part.place)) if part.parts else ()
            items.append((*blocks, *inner))
        return (List(tuple(items), markers[0], first, origin),)

    def _table(self, item: TableItem) -> tuple[Block, ...]:
        title = self._cell(item.title, "its title") if item.title else ()
        caption = None
        if item.title or item.named.name:
            language = self.views.language
            word = language.reference_words["table"]
            caption = Caption(word[:1].upper() + word[1:], self.next_table, title, language.colon)
            self.next_table += 1
        header = tuple(map(self._cell, item.columns))
        rows = tuple(tuple(map(self._cell, row)) for row in item.rows)
        return (Table(header, rows, caption, origin=Origin(item.place)),)

    def _cell(self, text: Placed, what: str = "a cell") -> tuple[Inline, ...]:
        if not text:
            return ()
        blocks = self._text(text, Origin(text.place))
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            return blocks[0].content
        if blocks:
            self.findings.append(Finding("table-form", "error", f"table: {what} is one paragraph of words", text.place))
        return ()

    def _heading(self, text: Placed, level: int) -> tuple[Block, ...]:
        blocks = self._text(text, Origin(text.place))
        if len(blocks) != 1 or not isinstance(blocks[0], Paragraph):
            message = "heading: a heading is one line of words"
            self.findings.append(Finding("heading-form", "error", message, text.place))
            return ()
        return (Heading(blocks[0].content, level, origin=blocks[0].origin),)

    def _text(self, text: Placed, origin: Origin) -> tuple[Block, ...]:
        before = len(self.findings)
        try:
            return self._rendered(text, {}, origin, _lines_of(text))
        except WordingError as error:
            place = _lines_of(text)[error.line - 1] if 0 < error.line <= text.count("\n") + 1 else text.place
            self.findings.append(Finding(error.code, "error", error.message, place, error.advice))
            return ()
        finally:
            self._place(before, text.place)

    def _place(self, since: int, place: Place) -> None:
        """Give a place to what was found in words that stand in the wording itself, which do not know their line."""
        self.findings[since:] = [one if one.place.line else replace(one, place=place) for one in self.findings[since:]]

    def _rendered(
        self, wording: str, names: dict[str, object], origin: Origin, lines: tuple[Place, ...] = ()
    ) -> tuple[Block, ...]:
        text, values = self.wording.render(wording, names)
        values = [list_blocks(value) if isinstance(value, ListView) else value for value in values]
        try:
            parsed = self.parse(text)
        except NestedTooDeeply:
            raise WordingError(
                "lists, quotations or emphasis are nested too deeply", 1, "use at most nine levels"
            ) from None
        return Filler(values, origin, lines).blocks(parsed)

    def _snippet(self, item: SnippetItem) -> tuple[Block, ...]:
        snippet = item.snippet
        origin = Origin(item.place, snippet.id)
        before = len(self.findings)
        try:
            names = {name: Nothing(name) for name in snippet.params}
            given = {name: self._answer(answer, origin) for name, answer in item.answers.items()}
            for value in given.values():
                for one in value if isinstance(value, list) else [value]:
                    if isinstance(one, View):
                        origin = together(origin, one.origin())
            if len(self.findings) > before and any(finding.severity == "error" for finding in self.findings[before:]):
                return ()
            return self._rendered(snippet.body, {**names, **given}, origin)
        except WordingError as error:
            line = snippet.first_line + max(error.line, 1) - 1
            shown = snippet.body.split("\n")[max(error.line, 1) - 1] if snippet.body else ""
            place = item.place if error.code == "unknown-id" else Place(snippet.file, line, shown[:200])
            message = f"{snippet.id}: {error.message} (used at {item.place})"
            self.findings.append(Finding(error.code, "error", message, place, error.advice))
            return ()
        finally:
            self._place(before, item.place)

    def _answer(self, answer: Answer, origin: Origin) -> object:
        views = self.views
        match answer:
            case tuple():
                return [self._answer(one, origin) for one in answer]
            case FreeText(text=text):
                return self._free_text(text, origin)
            case Day(day=day):
                return Said(views.language.written_date(day), Origin())
            case Ref(kind=kind, id=name, words=words):
                lookups: dict[str, Callable[[str], View]] = {
                    "party": views.party_in,
                    "source": views.source,
                    "claim": views.claim,
                    "evidence": views.piece,
                    "passage": views.passage,
                    "provision": views.provision,
                    "list": views.list,
                }
                view = lookups[kind](name)
                return view.with_words(words) if words is not None and isinstance(view, Quotable) else view
            case _:
                return answer

    def _free_text(self, text: Placed, origin: Origin) -> object:
        blocks = self._text(text, replace(origin, place=origin.place))
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            return Inlines(blocks[0].content)
        return Blocks(blocks)


def _origin(blocks: tuple[Block, ...]) -> Origin:
    found = Origin()
    for block in blocks:
        found = together(found, block.origin)
    return replace(found, snippet=blocks[0].origin.snippet)


def run_on(parts: list[tuple[Block, ...]]) -> tuple[Block, ...]:
    """The blocks of several items, a paragraph running on into the first of the next item."""
    made: list[Block] = []
    for blocks in parts:
        rest = list(blocks)
        last, first = made[-1] if made else None, rest[0] if rest else None
        if isinstance(last, Paragraph) and isinstance(first, Paragraph):
            made[-1] = replace(last, content=(*last.content, Text(" ", first.origin), *first.content))
            rest = rest[1:]
        made += rest
    return tuple(made)


def _lines_of(text: Placed) -> tuple[Place, ...]:
    """The places of the lines of a text that stands in a file; folded and quoted texts keep their first line's."""
    place = text.place
    lines = text.split("\n")
    if place.text.strip() != lines[0].strip()[:200]:
        return (place,) * len(lines)
    return tuple(Place(place.file, place.line + number, line[:200]) for number, line in enumerate(lines))
