"""What a review copy says of each paragraph: what it rests on, its quotations with their states, its findings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from drafter.dossier import Dossier
from drafter.fact_proof import stated
from drafter.model import (
    Block,
    BlockQuotation,
    Heading,
    Inline,
    Letter,
    List,
    Paragraph,
    Passage,
    Question,
    Quotation,
    Table,
    Text,
    blocks,
    inline_text,
    walk,
)
from drafter.problems import Finding
from drafter.record import Record, replace
from drafter.review import passages
from drafter.sources import SourceText
from drafter.trace import Piece, trace


class Line(Record):
    """A paragraph or heading: its inlines, and the passage of the quotation that it is all of.

    For a table one cell stands, the first that has words; `rest` is what the others hold.
    """

    content: tuple[Inline, ...]
    passage: Passage | None = None
    rest: tuple[Inline, ...] = ()

    @property
    def text(self) -> str:
        """Its words, a break as a new line, without its notes."""
        return inline_text(self.content)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages quoted in it, those of its notes included."""
        within = [node for node in walk((*self.content, *self.rest)) if isinstance(node, Quotation | BlockQuotation)]
        found = [self.passage, *(node.passage for node in within)]
        return tuple(dict.fromkeys(one for one in found if one is not None))


class Remark(Record):
    """What is said of one paragraph, a string a line; `text` is the paragraph's words."""

    text: str
    said: tuple[str, ...]


class Remarks(Record):
    """What is said of each paragraph in order, and of the letter as a whole."""

    lines: tuple[Remark, ...]
    whole: tuple[str, ...]


def lines(letter: Letter) -> Iterator[Line]:
    """The lines of the body and the annexes in reading order; a table has one, besides its caption."""
    for block in blocks(letter):
        yield from lines_of(block)


def lines_of(block: Block) -> Iterator[Line]:
    """The lines of a block."""
    yield from _lines(block, None)


def _lines(block: Block, passage: Passage | None) -> Iterator[Line]:
    match block:
        case Paragraph(content=content) | Heading(content=content):
            yield Line(content, passage)
        case Question(content=inner):
            for one in inner:
                yield from _lines(one, passage)
        case BlockQuotation(content=inner, passage=quoted):
            for one in inner:
                yield from _lines(one, quoted or passage)
        case List(items=items):
            for item in items:
                for one in item:
                    yield from _lines(one, passage)
        case Table(header=header, rows=rows, caption=caption):
            if caption:
                yield Line(caption.line(), passage)
            cells = [cell for row in (header, *rows) for cell in row if inline_text(cell).strip()]
            if cells:
                rest = tuple(inline for cell in cells[1:] for inline in (Text(" "), *cell))
                yield Line(cells[0], passage, rest)
        case _:
            assert_never(block)


def remarks(
    dossier: Dossier,
    findings: tuple[Finding, ...],
    silenced: tuple[Finding, ...] = (),
    texts: Mapping[str, SourceText] | None = None,
) -> Remarks:
    """What a review copy says of each paragraph, and which findings belong to none.

    `texts` are the sources whose text is held, by id: with them, a quotation's place in its source is told.
    """
    letter, case = dossier.letter, dossier.case
    all_lines = list(lines(letter))
    pieces = [_pieces(letter, line) for line in all_lines]
    placed = _Places(dossier, pieces)
    said: list[list[str]] = [
        [
            *_rests_on(made),
            *_facts(made, dossier),
            *(passages.told(one, case, texts or {}) for one in line.passages),
        ]
        for line, made in zip(all_lines, pieces, strict=True)
    ]
    whole: list[str] = []
    for finding, silent in [*((one, False) for one in findings), *((one, True) for one in silenced)]:
        at = placed.line_of(finding)
        (whole if at is None else said[at]).append(_finding_told(finding, silent=silent))
    return Remarks(
        tuple(Remark(line.text, tuple(one)) for line, one in zip(all_lines, said, strict=True)), tuple(whole)
    )


def beside(dossier: Dossier, findings: Iterable[Finding]) -> tuple[list[list[Finding]], list[Finding]]:
    """The findings of each line of the letter in order, and those that belong to none."""
    all_lines = list(lines(dossier.letter))
    placed = _Places(dossier, [_pieces(dossier.letter, line) for line in all_lines])
    found: list[list[Finding]] = [[] for _ in all_lines]
    whole: list[Finding] = []
    for finding in findings:
        at = placed.line_of(finding)
        (whole if at is None else found[at]).append(finding)
    return found, whole


def _pieces(letter: Letter, line: Line) -> tuple[Piece, ...]:
    """The pieces of one line, those of other lines left out."""
    return tuple(trace(replace(letter, body=(Paragraph((*line.content, *line.rest)),), annexes=())))


def _rests_on(pieces: tuple[Piece, ...]) -> Iterator[str]:
    for piece in pieces:
        told = [f"snippet {piece.snippet}"] if piece.snippet else ["free text"] if piece.place.file else []
        for one, many, names in (
            ("claim", "claims", piece.claims),
            ("evidence", "evidence", piece.evidence),
            ("principle", "principles", piece.principles),
            ("source", "sources", piece.sources),
        ):
            if names:
                told.append(f"{one if len(names) == 1 else many} {', '.join(names)}")
        if not told:
            continue
        begins = f"“{_short(piece.text)}” " if len(pieces) > 1 else ""
        place = f" ({piece.place})" if piece.place.file else ""
        yield f"{begins}rests on: {'; '.join(told)}{place}"


def _facts(pieces: tuple[Piece, ...], dossier: Dossier) -> Iterator[str]:
    """The facts of the case that a line states, with what each is worth and how sure it is."""
    for piece in pieces:
        for one in stated(piece.text, piece.evidence, dossier.case):
            yield f"fact {one.told()}: {passages.fact_told(one, dossier.case, dossier.texts)}"


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")


def _finding_told(finding: Finding, *, silent: bool) -> str:
    advice = f" – {finding.advice}" if finding.advice else ""
    place = f" ({finding.place})" if finding.place.file else ""
    kind = f"silenced {finding.severity}" if silent else finding.severity
    return f"{kind}: {finding.message} [{finding.code}]{place}{advice}"


class _Places:
    """Which line of a letter a finding is about."""

    def __init__(self, dossier: Dossier, pieces: list[tuple[Piece, ...]]) -> None:
        self.brief = dossier.brief.place.file
        self.case = dossier.case.place.file
        self.pieces = pieces
        starts: dict[int, int] = {}
        for number, made in enumerate(pieces):
            for piece in made:
                if piece.place.file == self.brief and piece.place.line:
                    starts.setdefault(piece.place.line, number)
        self.starts = sorted(starts.items())
        last = self.starts[-1][0] if self.starts else 0
        # What follows the body in the brief, such as its silences, is about no paragraph.
        after = [one.place.line for one in dossier.brief.silence if one.place.line > last]
        self.end = min(after, default=0)
        case = dossier.case
        entries = [
            (record.place.line, kind, name)
            for kind, records in (
                ("claims", case.claims),
                ("evidence", case.evidence),
                ("sources", case.sources),
                ("lists", case.lists),
                ("parties", case.parties),
            )
            for name, record in records.items()
            if record.place.file == self.case and record.place.line
        ]
        self.entries = sorted(entries)

    def line_of(self, finding: Finding) -> int | None:
        file, line = finding.place.file, finding.place.line
        if not file or not line:
            return None
        if file == self.brief:
            if self.end and line >= self.end:
                return None
            return self._in_body(line, begins=finding.place.text.lstrip().startswith("- "))
        if file == self.case:
            at = bisect_right(self.entries, line, key=lambda one: one[0])
            return self._resting_on(*self.entries[at - 1][1:]) if at else None
        return next(
            (
                number
                for number, made in enumerate(self.pieces)
                if any(piece.snippet and file.replace("\\", "/").endswith(f"{piece.snippet}.md") for piece in made)
            ),
            None,
        )

    def _in_body(self, line: int, *, begins: bool) -> int | None:
        """The line of the letter that a line of the body makes; an item that `begins` there is made below it."""
        at = bisect_right(self.starts, line, key=lambda one: one[0])
        if begins and at < len(self.starts) and (not at or self.starts[at - 1][0] != line):
            at += 1
        return self.starts[at - 1][1] if at else None

    def _resting_on(self, kind: str, name: str) -> int | None:
        if kind not in {"claims", "evidence", "sources"}:
            return None
        return next(
            (number for number, made in enumerate(self.pieces) if any(name in getattr(one, kind) for one in made)), None
        )
