"""The brief: the plan of one letter, as a file declares it, checked against its case and the library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias

from drafter import shapes
from drafter.answers import Answer, read_answers
from drafter.case import Case
from drafter.library import SHIPPED_LETTERHEAD, Library, Snippet, pinpoint
from drafter.problems import NOWHERE, Finding, Place, Placed, did_you_mean
from drafter.shapes import ANY, DAY, ID, IDS, LINES, WORDS, ChoiceShape, Key, ListShape, MapShape, Reading, RecordShape
from drafter.yaml_files import Document, Node


@dataclass(frozen=True, slots=True)
class SnippetItem:
    """A snippet with the answers to its parameters."""

    snippet: Snippet
    answers: dict[str, Answer]
    place: Place


@dataclass(frozen=True, slots=True)
class TextItem:
    """Free text, in the language of snippets."""

    text: Placed
    place: Place


@dataclass(frozen=True, slots=True)
class HeadingItem:
    text: Placed
    level: int
    place: Place


@dataclass(frozen=True, slots=True)
class ParagraphItem:
    """Items whose paragraphs run on in one."""

    items: tuple[Item, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class ChallengeItem:
    """Claim, evidence, principles and queries put together in one place; `names` are the answers its items share."""

    names: tuple[str, ...]
    items: tuple[Item, ...]
    place: Place


Item: TypeAlias = SnippetItem | TextItem | HeadingItem | ParagraphItem | ChallengeItem


@dataclass(frozen=True, slots=True)
class Silence:
    """A finding that the author has looked at and lets stand, with the reason; `about` narrows it to some words."""

    code: Placed = field(default_factory=lambda: Placed(""))
    reason: str = ""
    about: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Brief:
    """The plan of one letter. Ids are those of its case."""

    case: Placed | None = None
    title: str = ""
    date: str = ""
    to: tuple[Placed, ...] = ()
    signatory: Placed | None = None
    subject: tuple[str, ...] = ()
    salutation: str = ""
    closing: str = ""
    our_ref: str = ""
    your_ref: str = ""
    delivery: str = ""
    marking: str = ""
    copies: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    notes: Literal["foot", "end"] = "foot"
    template: Placed = field(default_factory=lambda: Placed(SHIPPED_LETTERHEAD))
    claims: tuple[Placed, ...] = ()
    evidence: tuple[Placed, ...] = ()
    principles: tuple[Placed, ...] = ()
    body: tuple[Item, ...] = ()
    silence: tuple[Silence, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class _RawItem:
    snippet: Placed | None = None
    answers: dict[str, Node] = field(default_factory=dict)
    text: Placed | None = None
    heading: Placed | None = None
    level: int = 1
    paragraph: tuple[_RawItem, ...] | None = None
    challenge: dict[str, Node] | None = None
    body: tuple[_RawItem, ...] = ()
    place: Place = NOWHERE


_ANSWERS: Final = MapShape(ANY, r"[a-z][a-z0-9_]*")
ITEM: Final[RecordShape[_RawItem]] = RecordShape(_RawItem, {}, "an item of the body")


@dataclass(frozen=True, slots=True)
class _ItemsShape:
    """The items of a body, which may hold items."""

    def read(self, node: Node, what: str, reading: Reading) -> tuple[_RawItem, ...] | shapes.Missing:
        return ListShape(ITEM, least=1).read(node, what, reading)

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": {"$ref": "#/$defs/item"}}


_ITEMS: Final = _ItemsShape()
ITEM.keys.update(
    {
        "snippet": Key(WORDS, "the wording to use, by its id, such as opening/further-to-letter"),
        "with": Key(_ANSWERS, "answers to the snippet's parameters, by name", attribute="answers"),
        "text": Key(WORDS, "free text, in the language of snippets"),
        "heading": Key(WORDS, "a heading"),
        "level": Key(shapes.NumberShape(1, 3), "the heading's level, 1 to 3"),
        "paragraph": Key(_ITEMS, "items whose paragraphs run on in one"),
        "challenge": Key(_ANSWERS, "answers that the items of the challenge's body share, such as claim and evidence"),
        "body": Key(_ITEMS, "the items of a challenge"),
    }
)
SILENCE: Final = RecordShape(
    Silence,
    {
        "code": Key(WORDS, "the finding's code", required=True),
        "reason": Key(WORDS, "why it may stand", required=True),
        "about": Key(WORDS, "words of the finding, where it is to be only that one"),
    },
    "a silence",
)
BRIEF: Final = RecordShape(
    Brief,
    {
        "case": Key(WORDS, "the case's file; case.yaml in the brief's folder or the nearest above it, where left out"),
        "title": Key(WORDS, "the document's title; the subject where it is left out"),
        "date": Key(DAY, "the date of the letter", required=True),
        "to": Key(ListShape(ID, lone=True, least=1), "the addressee, or several", required=True),
        "from": Key(ID, "who signs; the case's signatory where it is left out", attribute="signatory"),
        "subject": Key(ListShape(WORDS, lone=True, least=1), "the subject, a line each", required=True),
        "salutation": Key(WORDS, "the whole salutation, where 'Dear …' with the addressee's name is not wanted"),
        "closing": Key(WORDS, "the words above the signature; Yours sincerely where it is left out"),
        "our_ref": Key(WORDS, "our reference"),
        "your_ref": Key(WORDS, "the addressee's reference"),
        "delivery": Key(WORDS, "how it is sent, such as 'By email'"),
        "marking": Key(WORDS, "a protective marking"),
        "copies": Key(LINES, "who gets a copy, a line each"),
        "enclosures": Key(LINES, "what is enclosed, a line each"),
        "notes": Key(ChoiceShape(("foot", "end")), "footnotes or endnotes"),
        "template": Key(WORDS, "the letterhead, by its name without .docx"),
        "claims": Key(IDS, "the claims that the letter is to challenge"),
        "evidence": Key(IDS, "the evidence that it is to set out"),
        "principles": Key(LINES, "the provisions that it is to cite, such as UNGP 13"),
        "body": Key(_ITEMS, "the body of the letter, item by item", required=True),
        "silence": Key(ListShape(SILENCE), "findings that may stand, each with the reason"),
    },
    "a brief",
    "The plan of one letter.",
)


def read_brief(document: Document, case: Case, library: Library) -> tuple[Brief, list[Finding]]:
    """The brief of a file, its items resolved, and everything that is wrong with it."""
    brief, findings = shapes.read_record(BRIEF, document, "brief")
    if brief is None:
        return Brief(), findings
    reading = Reading(findings)
    raw: tuple[Any, ...] = brief.body
    resolver = _Resolver(case, library, reading)
    items = resolver.items(raw, {})
    findings += _unknown_ids(brief, case, library)
    fields = {name: getattr(brief, name) for name in Brief.__dataclass_fields__}
    return Brief(**{**fields, "body": items}), findings


def case_named_by(document: Document) -> Placed | None:
    """The case that a brief names, before anything else of it is read."""
    node = getattr(document.root, "get", lambda _: None)("case")
    name = WORDS.read(node, "case", Reading()) if node else None
    return name if isinstance(name, Placed) else None


@dataclass(slots=True)
class _Resolver:
    """Turns items as written into items with snippets and answers."""

    case: Case
    library: Library
    reading: Reading

    def items(self, raw: tuple[_RawItem, ...], shared: dict[str, Node]) -> tuple[Item, ...]:
        return tuple(item for one in raw for item in self._item(one, shared))

    def _item(self, raw: _RawItem, shared: dict[str, Node]) -> Iterator[Item]:
        forms = ("snippet", "text", "heading", "paragraph", "challenge")
        given = [form for form in forms if getattr(raw, form) is not None]
        if len(given) != 1:
            message = f"an item has one of {', '.join(forms)}; this one has {' and '.join(given) or 'none'}"
            self.reading.add("item-form", f"body: {message}", raw.place)
        if raw.snippet is not None:
            snippet = self.library.snippet(raw.snippet)
            if snippet is not None:
                given_here = {**{name: node for name, node in shared.items() if name in snippet.params}, **raw.answers}
                answers = read_answers(snippet, given_here, raw.place, self.case, self.library, self.reading)
                yield SnippetItem(snippet, answers, raw.place)
        if raw.text is not None:
            yield TextItem(raw.text, raw.place)
        if raw.heading is not None:
            yield HeadingItem(raw.heading, raw.level, raw.place)
        if raw.paragraph is not None:
            yield ParagraphItem(self.items(raw.paragraph, shared), raw.place)
        if raw.challenge is not None:
            both = {**shared, **raw.challenge}
            items = self.items(raw.body, both)
            self._shared_in_vain(raw.challenge, items)
            yield ChallengeItem(tuple(raw.challenge), items, raw.place)

    def _shared_in_vain(self, challenge: dict[str, Node], items: tuple[Item, ...]) -> None:
        taken = {name for item in snippet_items(items) for name in item.snippet.params}
        for name, node in challenge.items():
            if name not in taken:
                message = f"challenge: no snippet of this challenge takes '{name}'"
                self.reading.add("answer-unused", message + did_you_mean(name, sorted(taken)), node.place)


def snippet_items(items: tuple[Item, ...]) -> Iterator[SnippetItem]:
    """All snippets in some items, in order."""
    for item in items:
        if isinstance(item, SnippetItem):
            yield item
        elif isinstance(item, ParagraphItem | ChallengeItem):
            yield from snippet_items(item.items)


def _unknown_ids(brief: Brief, case: Case, library: Library) -> list[Finding]:
    wanted: list[tuple[str, Placed, dict[str, Any]]] = [("to", name, case.parties) for name in brief.to]
    unsigned: list[Finding] = []
    if brief.signatory:
        wanted.append(("from", brief.signatory, case.parties))
    elif not case.sender.signatory:
        message = "nobody signs: neither the brief (`from`) nor the case's sender (`signatory`) names a party"
        unsigned.append(Finding("signatory-missing", "error", message, brief.place))
    wanted += [("claims", name, case.claims) for name in brief.claims]
    wanted += [("evidence", name, case.evidence) for name in brief.evidence]
    found = [shapes.unknown_id(what, name, known, name.place) for what, name, known in wanted if name not in known]
    pinpoints = [pinpoint(library, name, "principles") for name in brief.principles]
    return unsigned + found + [finding for finding in pinpoints if isinstance(finding, Finding)]
