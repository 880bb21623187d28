"""The text of a source with its pages and paragraphs, and how a reader puts it together."""

from __future__ import annotations

import json
import re
from typing import Any, Final, Literal, TypeAlias, get_args

from drafter.problems import Finding, Place
from drafter.record import Mutable, Record, field

Kind: TypeAlias = Literal["body", "heading", "footnote", "header"]
Span: TypeAlias = tuple[int, int]

Form: TypeAlias = Literal["1", "a", "A", "i", "I", "bullet"]
"""How the items of a list are marked, as HTML calls it."""
KINDS: Final[tuple[str, ...]] = get_args(Kind)
MOST_CHARACTERS: Final = 20_000_000
"""Of one source: some ten thousand pages."""

_FOREIGN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ue000-\uf8ff\U000f0000-\U0010ffff]")


class Paragraph(Record):
    """A paragraph: where it stands in the text, its page (0 without pages), its number there, and what it is.

    Notes are counted apart from the rest and through the whole source, running headers not at all (0).
    """

    start: int
    end: int
    page: int = 0
    number: int = 0
    kind: Kind = "body"


class SourceText(Record):
    """What was read in a source: the words, their paragraphs, what is emphasised, and what is doubtful.

    `references` holds where a note was referred to: the position in the text, and the mark, which the text leaves out.
    """

    text: str
    paragraphs: tuple[Paragraph, ...] = ()
    emphasis: tuple[Span, ...] = ()
    warnings: tuple[Finding, ...] = ()
    references: tuple[tuple[int, str], ...] = ()


class Piece(Record):
    """A paragraph as a reader finds it; spans count from its own beginning."""

    text: str
    page: int = 0
    kind: Kind = "body"
    emphasis: tuple[Span, ...] = ()
    references: tuple[tuple[int, str], ...] = ()
    number: int = 0
    """The number that a note bears, where it is known."""
    broken: bool = False
    """Whether the next paragraph goes on with the word that this one ends in."""


class Item(Record):
    """A paragraph that begins an item of a list whose marks stand in no text: its words, and how it is marked."""

    text: str
    form: Form
    number: int
    level: int
    """How many lists it lies in, besides its own."""


def clean(text: str) -> str:
    """The text without what no letter can hold: private-use and control characters become spaces, one for one."""
    return _FOREIGN.sub(" ", text)


def assembled(pieces: list[Piece], warnings: tuple[Finding, ...] = ()) -> SourceText:
    """The text of paragraphs: first what is read on, then the notes, then running headers, blank lines between them."""
    order = {"body": 0, "heading": 0, "header": 2, "footnote": 1}
    made = _Made()
    for piece in sorted(pieces, key=lambda piece: order[piece.kind]):
        made.add(piece)
    return made.source(warnings)


def leading(pieces: list[Piece], warnings: tuple[Finding, ...] = ()) -> SourceText:
    """As `assembled`, for a mail: its headers come first, and are counted."""
    made = _Made(counts_headers=True)
    for piece in pieces:
        made.add(piece)
    return made.source(warnings)


class _Made(Mutable):
    counts_headers: bool = False
    text: list[str] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    emphasis: list[Span] = field(default_factory=list)
    references: list[tuple[int, str]] = field(default_factory=list)
    _length: int = 0
    _broken: bool = False
    _counts: dict[tuple[int, str], int] = field(default_factory=dict)

    def add(self, piece: Piece) -> None:
        text = clean(piece.text)
        lead = len(text) - len(text.lstrip())
        text = text.strip()
        if not text:
            return
        if self.paragraphs:
            between = "\n" if self._broken else "\n\n"
            self.text.append(between)
            self._length += len(between)
        start, end = self._length, self._length + len(text)
        self.text.append(text)
        self._length, self._broken = end, piece.broken
        for first, last in piece.emphasis:
            span = max(start, start + first - lead), min(end, start + last - lead)
            if span[0] < span[1]:
                self.emphasis.append(span)
        self.references += [(min(end, max(start, start + at - lead)), mark) for at, mark in piece.references]
        self.paragraphs.append(Paragraph(start, end, piece.page, self._number(piece), piece.kind))

    def source(self, warnings: tuple[Finding, ...]) -> SourceText:
        return SourceText(
            "".join(self.text), tuple(self.paragraphs), tuple(self.emphasis), warnings, tuple(self.references)
        )

    def _number(self, piece: Piece) -> int:
        if piece.kind == "header" and not self.counts_headers:
            return 0
        counted = (0, "note") if piece.kind == "footnote" else (piece.page, "para")
        if piece.number:
            self._counts[counted] = piece.number - 1
        self._counts[counted] = self._counts.get(counted, 0) + 1
        return self._counts[counted]


def to_json(source: SourceText) -> str:
    """A source's text as JSON, to be kept; the same text gives the same JSON."""
    plain = {
        "text": source.text,
        "paragraphs": [[one.start, one.end, one.page, one.number, one.kind] for one in source.paragraphs],
        "emphasis": source.emphasis,
        "references": source.references,
        "warnings": [
            [one.code, one.severity, one.message, one.advice, one.place.file, one.place.line, one.place.text]
            for one in source.warnings
        ],
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def from_json(kept: str) -> SourceText:
    """What `to_json` kept; raises ValueError where it is not that."""
    try:
        plain = json.loads(kept)
    except (RecursionError, ValueError):
        plain = None
    try:
        return SourceText(
            str(plain["text"]),
            tuple(_paragraph(one) for one in plain["paragraphs"]),
            tuple((int(start), int(end)) for start, end in plain["emphasis"]),
            tuple(_warning(one) for one in plain["warnings"]),
            tuple((int(at), str(mark)) for at, mark in plain["references"]),
        )
    except (LookupError, TypeError, ValueError) as error:
        raise ValueError("this is no source's text") from error


def _paragraph(plain: Any) -> Paragraph:
    start, end, page, number, kind = plain
    if kind not in KINDS:
        raise ValueError(kind)
    return Paragraph(int(start), int(end), int(page), int(number), kind)


def _warning(plain: Any) -> Finding:
    code, severity, message, advice, file, line, text = plain
    return Finding(code, severity, message, Place(file, line, text), advice)
