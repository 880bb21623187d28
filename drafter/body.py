"""The items of a body, as a brief plans them: wording, questions, lists, tables, headings, challenges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from drafter import shapes
from drafter.answers import Answer, read_answers
from drafter.case import Case
from drafter.library import Library, Snippet
from drafter.problems import NOWHERE, Place, Placed, did_you_mean
from drafter.record import Mutable, Record, field, replace
from drafter.shapes import (
    ANY,
    ID,
    TRUTH,
    WORDS,
    ChoiceShape,
    Key,
    ListShape,
    MapShape,
    NumberShape,
    Reading,
    RecordShape,
)
from drafter.yaml_files import Mapping, Node, Scalar


class Named(Record):
    """The name by which `ref()` finds an item, and whether its paragraphs take numbers where the letter's do."""

    name: Placed | None = None
    numbered: bool | None = None
    """Where nothing is said, all but those that go on after a quotation."""


UNNAMED: Final = Named()


class SnippetItem(Record):
    """A snippet with the answers to its parameters."""

    snippet: Snippet
    answers: dict[str, Answer]
    place: Place
    named: Named = UNNAMED
    pinned: bool = False


class TextItem(Record):
    """Free text, in the language of snippets."""

    text: Placed
    place: Place
    named: Named = UNNAMED


class HeadingItem(Record):
    text: Placed
    level: int
    place: Place
    named: Named = UNNAMED


class ParagraphItem(Record):
    """Items whose paragraphs run on in one."""

    items: tuple[Item, ...]
    place: Place
    named: Named = UNNAMED


class ChallengeItem(Record):
    """Claim, evidence, principles and queries put together in one place; `names` are the answers its items share."""

    names: tuple[str, ...]
    items: tuple[Item, ...]
    place: Place
    claim: str = ""
    """What it is about, where it says so."""

    @property
    def spoken(self) -> bool:
        """Whether it challenges its claim in words of its own."""
        return any(isinstance(one, TextItem) for one in within(self.items))


class PartItem(Record):
    """An item of a list, or a sub-part of a question, with sub-parts of its own."""

    text: Placed = field(default_factory=lambda: Placed(""))
    name: Placed | None = None
    parts: tuple[PartItem, ...] = ()
    place: Place = NOWHERE


class QuestionItem(Record):
    """A question of the letter's own numbering; its wording is one item."""

    item: Item
    parts: tuple[PartItem, ...]
    place: Place
    named: Named = UNNAMED


class ListItem(Record):
    """A list; `marker` as in the model, `first` is the first number."""

    items: tuple[PartItem, ...]
    marker: str
    first: int
    place: Place


class TableItem(Record):
    """A table; cells are in the language of snippets and may be empty. A title or a name makes it a numbered one."""

    title: Placed | None = None
    columns: tuple[Placed, ...] = ()
    rows: tuple[tuple[Placed, ...], ...] = ()
    place: Place = NOWHERE
    named: Named = UNNAMED


Item: TypeAlias = (
    SnippetItem | TextItem | HeadingItem | ParagraphItem | ChallengeItem | QuestionItem | ListItem | TableItem
)


class RawItem(Record):
    """An item as it is written, before its snippet is looked up."""

    snippet: Placed | None = None
    answers: dict[str, Node] = field(default_factory=dict)
    pin: Placed | None = None
    text: Placed | None = None
    heading: Placed | None = None
    level: int | None = None
    paragraph: tuple[RawItem, ...] | None = None
    challenge: dict[str, Node] | None = None
    body: tuple[RawItem, ...] | None = None
    question: RawItem | None = None
    parts: tuple[PartItem, ...] | None = None
    list: tuple[PartItem, ...] | None = None
    marker: str | None = None
    first: int | None = None
    table: TableItem | None = None
    name: Placed | None = None
    numbered: bool | None = None
    place: Place = NOWHERE


MARKERS: Final = {"bullet": "bullet", "number": "decimal", "letter": "letter", "roman": "roman", "none": "none"}
FORMS: Final = {
    "snippet": ("with", "pin", "name", "numbered"),
    "text": ("name", "numbered"),
    "heading": ("level", "name"),
    "paragraph": ("name", "numbered"),
    "challenge": ("body",),
    "question": ("parts", "name"),
    "list": ("marker", "first"),
    "table": ("name",),
}
"""The forms of an item, and the keys that may stand beside each."""
_ATTRIBUTES: Final = {"with": "answers"}
_ANSWERS: Final = MapShape(ANY, r"[a-z][a-z0-9_]*")
ITEM: Final[RecordShape[RawItem]] = RecordShape(RawItem, {}, "an item of the body")
PART: Final[RecordShape[PartItem]] = RecordShape(PartItem, {}, "a part", short="text")


class _ItemsShape(Record):
    """The items of a body, which may hold items."""

    def read(self, node: Node, what: str, reading: Reading) -> tuple[RawItem, ...] | shapes.Missing:
        return ListShape(ITEM, least=1).read(node, what, reading)

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": {"$ref": "#/$defs/item"}, "minItems": 1}


class _ItemShape(Record):
    """One item, or words, which are free text."""

    def read(self, node: Node, what: str, reading: Reading) -> RawItem | shapes.Missing:
        if isinstance(node, Mapping):
            return ITEM.read(node, what, reading)
        text = WORDS.read(node, what, reading)
        return text if isinstance(text, shapes.Missing) else RawItem(text=text, place=node.place)

    def schema(self) -> dict[str, Any]:
        return {"oneOf": [WORDS.schema(), {"$ref": "#/$defs/item"}]}


class _PartsShape(Record):
    """Items of a list or sub-parts of a question, which may hold parts."""

    def read(self, node: Node, what: str, reading: Reading) -> tuple[PartItem, ...] | shapes.Missing:
        return ListShape(PART, least=1).read(node, what, reading)

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": {"$ref": "#/$defs/part"}, "minItems": 1}


class _CellShape(Record):
    """The words of a cell, or nothing; a number or a date needs no quotation marks there."""

    def read(self, node: Node, what: str, reading: Reading) -> Placed | shapes.Missing:
        if isinstance(node, Scalar) and (node.kind == "nothing" or not node.text.strip()):
            return Placed("", node.place)
        if isinstance(node, Scalar) and node.kind == "number":
            return Placed(node.text, node.place)
        return WORDS.read(node, what, reading)

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "number", "null"]}


ITEMS: Final = _ItemsShape()
CELL: Final = _CellShape()
TABLE: Final = RecordShape(
    TableItem,
    {
        "title": Key(WORDS, "a title, after the table's number through the letter: Table 1: …"),
        "columns": Key(ListShape(CELL, least=1), "the head of each column", required=True),
        "rows": Key(
            ListShape(ListShape(CELL), least=1), "the rows, each a list of cells; a cell may be empty", required=True
        ),
    },
    "a table",
)
PART.keys.update(
    {
        "text": Key(WORDS, "the words, in the language of snippets", required=True),
        "name": Key(ID, "a name, for ref()"),
        "parts": Key(_PartsShape(), "sub-parts of it"),
    }
)
ITEM.keys.update(
    {
        "snippet": Key(WORDS, "the wording to use, by its id, such as opening/further-to-letter"),
        "with": Key(_ANSWERS, "answers to the snippet's parameters, by name", attribute="answers"),
        "pin": Key(
            shapes.TextShape(r"[0-9a-f]{12}", "a pin of twelve digits"), "the wording that a letter was once built with"
        ),
        "text": Key(WORDS, "free text, in the language of snippets"),
        "heading": Key(WORDS, "a heading"),
        "level": Key(NumberShape(1, 3), "the heading's level, 1 to 3"),
        "paragraph": Key(ITEMS, "items whose paragraphs run on in one"),
        "challenge": Key(_ANSWERS, "answers that the items of the challenge's body share, such as claim and evidence"),
        "body": Key(ITEMS, "the items of a challenge"),
        "question": Key(_ItemShape(), "a numbered question: free text, or an item such as a snippet with its answers"),
        "parts": Key(_PartsShape(), "the question's sub-parts: (a), (b) and, within them, (i), (ii)"),
        "list": Key(_PartsShape(), "a list, item by item"),
        "marker": Key(ChoiceShape(tuple(MARKERS)), "how the list is marked; bullet where it is left out"),
        "first": Key(NumberShape(1, 9999), "the list's first number"),
        "table": Key(TABLE, "a table"),
        "name": Key(ID, "a name, for ref()"),
        "numbered": Key(
            TRUTH, "no, where these paragraphs take no number in a letter of numbered paragraphs; yes, where all do"
        ),
    }
)


class Resolver(Mutable):
    """Turns items as written into items with snippets and answers."""

    case: Case
    library: Library
    reading: Reading

    def items(self, raw: tuple[RawItem, ...], shared: dict[str, Node]) -> tuple[Item, ...]:
        """The items; what is wrong with one is a finding, and the others are still given."""
        return tuple(item for one in raw for item in self._item(one, shared))

    def _form(self, raw: RawItem) -> None:
        given = [form for form in FORMS if getattr(raw, form) is not None]
        if len(given) != 1:
            message = f"an item has one of {', '.join(FORMS)}; this one has {' and '.join(given) or 'none'}"
            self.reading.add("item-form", f"body: {message}", raw.place)
            return
        beside = {key for keys in FORMS.values() for key in keys}
        for key in sorted(beside - set(FORMS[given[0]])):
            if getattr(raw, _ATTRIBUTES.get(key, key)) not in (None, {}):
                allowed = ", ".join(FORMS[given[0]]) or "nothing"
                message = f"body: '{key}' does not go with '{given[0]}'"
                self.reading.add("item-form", message, raw.place, f"beside '{given[0]}' may stand: {allowed}")

    def _item(self, raw: RawItem, shared: dict[str, Node]) -> Iterator[Item]:
        self._form(raw)
        named = Named(raw.name, raw.numbered)
        if raw.snippet is not None:
            library, pin = self.library, raw.pin
            snippet = library.pinned(raw.snippet, pin) if pin else library.snippet(raw.snippet)
            if snippet is not None:
                given_here = {**{name: node for name, node in shared.items() if name in snippet.params}, **raw.answers}
                answers = read_answers(snippet, given_here, raw.place, self.case, self.library, self.reading)
                yield SnippetItem(snippet, answers, raw.place, named, pinned=pin is not None)
        if raw.text is not None:
            yield TextItem(raw.text, raw.place, named)
        if raw.heading is not None:
            yield HeadingItem(raw.heading, raw.level or 1, raw.place, named)
        if raw.paragraph is not None:
            yield ParagraphItem(self.items(raw.paragraph, shared), raw.place, named)
        if raw.challenge is not None:
            yield self._challenge(raw, raw.challenge, shared)
        if raw.question is not None:
            for item in self._item(raw.question, shared):
                if isinstance(item, SnippetItem | TextItem | ParagraphItem):
                    yield QuestionItem(item, raw.parts or (), raw.place, named)
                else:
                    message = "question: its wording is free text, a snippet or a paragraph"
                    self.reading.add("item-form", message, raw.question.place)
        if raw.list is not None:
            yield ListItem(raw.list, MARKERS[raw.marker or "bullet"], raw.first or 1, raw.place)
        if raw.table is not None:
            yield self._table(raw.table, named)

    def _challenge(self, raw: RawItem, answers: dict[str, Node], shared: dict[str, Node]) -> ChallengeItem:
        if not raw.body:
            self.reading.add("value-missing", "challenge: 'body' is missing", raw.place, "add its items below `body:`")
        items = self.items(raw.body or (), {**shared, **answers})
        taken = {name for item in snippet_items(items) for name in item.snippet.params}
        texts = " ".join(item.text for item in within(items) if isinstance(item, TextItem))
        for name, node in answers.items():
            said = node.text if isinstance(node, Scalar) else ""
            if name == "claim" and texts and said in self.case.claims:
                continue  # it says what the words are about
            if name not in taken and not (said and f'("{said}' in texts.replace("'", '"')):
                message = f"challenge: no snippet of this challenge takes '{name}'{did_you_mean(name, sorted(taken))}"
                advice = f'take it out; or use it in a text of the challenge, such as {{{{ quote({name}("{said}")) }}}}'
                self.reading.add("answer-unused", message, node.place, advice if name == "claim" else "take it out")
        named = answers.get("claim")
        return ChallengeItem(tuple(answers), items, raw.place, named.text if isinstance(named, Scalar) else "")

    def _table(self, table: TableItem, named: Named) -> TableItem:
        for number, row in enumerate(table.rows, 1):
            if len(row) != len(table.columns):
                message = f"table: row {number} has {len(row)} cells, and the table has {len(table.columns)} columns"
                place = row[0].place if row else table.place
                self.reading.add("table-form", message, place, 'write "" for an empty cell')
        return replace(table, named=named)


def snippet_items(items: tuple[Item, ...]) -> Iterator[SnippetItem]:
    """All snippets in some items, in order."""
    for item in within(items):
        if isinstance(item, SnippetItem):
            yield item


def within(items: tuple[Item, ...]) -> Iterator[Item]:
    """All items, those within others included, in order."""
    for item in items:
        yield item
        match item:
            case ParagraphItem(items=inner) | ChallengeItem(items=inner):
                yield from within(inner)
            case QuestionItem(item=one):
                yield from within((one,))
            case _:
                pass


_NAMEABLE: Final = (SnippetItem, TextItem, HeadingItem, ParagraphItem, QuestionItem, TableItem)


def names(items: tuple[Item, ...]) -> Iterator[Placed]:
    """The names that some items and their parts bear, in order."""
    for item in within(items):
        if isinstance(item, _NAMEABLE) and item.named.name:
            yield item.named.name
        if isinstance(item, QuestionItem | ListItem):
            yield from _part_names(item.parts if isinstance(item, QuestionItem) else item.items)


def _part_names(parts: tuple[PartItem, ...]) -> Iterator[Placed]:
    for part in parts:
        if part.name:
            yield part.name
        yield from _part_names(part.parts)
