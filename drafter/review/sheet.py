"""The sign-off sheet: each quotation of a letter beside its passage, with a box for who checked it and when.

The sheet is a document of the same model as a letter, so that the same writers make it; it has no part of a letter but
its sender, a marking, a subject and a body.
"""

from __future__ import annotations

from collections.abc import Mapping

from drafter import sources
from drafter.case import Case
from drafter.dossier import Dossier
from drafter.fact_proof import Stated, proof_of, stated
from drafter.model import Block, Heading, Inline, Letter, Paragraph, Passage, Strong, Table, Text
from drafter.record import Record, replace
from drafter.review import passages
from drafter.review.remarks import lines
from drafter.sources import SourceText
from drafter.trace import trace

MARKING = "SIGN-OFF SHEET – NOT THE LETTER"


class Held(Record):
    """What is held of a source: its text, the SHA-256 of file and text, and what changed since it was pinned."""

    text: SourceText
    sha256: str
    text_sha256: str
    changed: str = ""


def checked(letter: Letter) -> tuple[Passage, ...]:
    """The passages that a letter quotes, each once, in reading order."""
    return tuple(dict.fromkeys(one for line in lines(letter) for one in line.passages))


def sheet(dossier: Dossier, held: Mapping[str, Held], letter_name: str) -> Letter:
    """The sheet of a letter, for the writers; `held` are the sources whose files are held, by id."""
    letter = dossier.letter
    quoted = checked(letter)
    facts = stated_facts(letter, dossier.case)
    count = f"{len(quoted)} quotation{'s' * (len(quoted) != 1)}"
    if facts:
        count += f", and states {len(facts)} fact{'s' * (len(facts) != 1)} of the case"
    body: list[Block] = [
        _paragraph(
            f"This sheet is about the letter “{letter.title}” of {letter.date} ({letter_name}). It has {count}. "
            "Compare each with its source, and write down who compared it and when."
        )
    ]
    for number, passage in enumerate(quoted, 1):
        body += [Heading((Text(f"Quotation {number}"),)), _table(passage, dossier, held)]
    for number, fact in enumerate(facts, 1):
        body += [Heading((Text(f"Fact {number}"),)), _fact_table(fact, dossier, held)]
    body += [
        Heading((Text("The whole letter"),)),
        Table(_row("What", "Here"), (_row("Cleared by", ""), _row("On", ""))),
    ]
    title = f"{MARKING}: {letter.title}"
    return Letter(
        language="en-GB",
        title=title,
        date=letter.date,
        dated=letter.dated,
        sender=replace(letter.sender, person="", role="", contact=(), web=""),
        addressees=(),
        salutation="",
        body=tuple(body),
        closing="",
        signatories=(),
        subject=(f"Sign-off sheet: {letter.title}",),
        marking=MARKING,
        outline=("marking", "subject", "body"),
        labels=letter.labels,
    )


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def _row(name: str, *content: Inline | str) -> tuple[tuple[Inline, ...], ...]:
    return (Text(name),), tuple(Text(one) if isinstance(one, str) else one for one in content if one != "")


def _table(passage: Passage, dossier: Dossier, held: Mapping[str, Held]) -> Table:
    known = held.get(passage.source)
    text = known.text.text if known else passages.provision(passage, dossier.library)
    found = passages.context(passage, text) if text else None
    texts = {passage.source: known.text} if known else {}
    source = dossier.case.sources.get(passage.source)
    rows = [
        _row("As the letter declares it", _one_line(passage.words)),
        _row("In its source", *_context(found, held=bool(text))),
        _row("Source", passages.source_told(passage.source, dossier.case)),
        _row("Place", passages.where(passage, dossier.case, texts) or "not said"),
        _row("State", passages.STATES[passage.state]),
    ]
    if passage.claim:
        rows.append(_row("Claim", passage.claim))
    if passage.operations:
        rows.append(_row("Changed by", ", ".join(passage.operations)))
    if known:
        pinned = source is not None and bool(source.sha256 or source.text_sha256)
        state = known.changed or ("as it was pinned" if pinned else "never pinned")
        rows += [
            _row("SHA-256 of the file", f"{known.sha256} ({state})"),
            _row("SHA-256 of its text", known.text_sha256),
        ]
    rows += [_row("Checked by", ""), _row("On", "")]
    return Table(_row("What", "Here"), tuple(rows))


def stated_facts(letter: Letter, case: Case) -> tuple[Stated, ...]:
    """The facts of the case that a letter states, each once, in reading order."""
    found = (one for piece in trace(letter) for one in stated(piece.text, piece.evidence, case))
    return tuple({one.name: one for one in found}.values())


def _fact_table(one: Stated, dossier: Dossier, held: Mapping[str, Held]) -> Table:
    known = held.get(one.evidence.source)
    proof = proof_of(one, dossier.case, known.text.text if known else "")
    found = passages.around(known.text.text, proof.span) if known and proof.span[1] else None
    texts = {str(one.evidence.source): known.text.text} if known else {}
    place = one.fact.at or (sources.locator_of(known.text, *proof.span) if known and proof.span[1] else "")
    rows = [
        _row("As the letter states it", one.said),
        _row("In the case", f"{one.name} ({one.fact.kind}{f', {one.grade}' * bool(one.grade)})"),
        _row("In its source", *(_context(found, held=True) if found else (Text("no passage of it is given or held"),))),
        _row("Source", passages.source_told(one.evidence.source, dossier.case)),
        _row("Place", place or "not said"),
        _row("State", passages.fact_told(one, dossier.case, texts)),
        _row("Checked by", ""),
        _row("On", ""),
    ]
    return Table(_row("What", "Here"), tuple(rows))


def _context(found: passages.Context | None, *, held: bool) -> tuple[Inline, ...]:
    if found is None:
        return (Text("not found in it" if held else "no text of it is held"),)
    pieces: list[Inline] = [Text(f"{found.before} ")] if found.before else []
    pieces.append(Strong((Text(found.passage),)))
    if found.after:
        joined = "" if found.after[0] in ".,;:!?)’”\"'" else " "
        pieces.append(Text(f"{joined}{found.after}"))
    return tuple(pieces)


def _one_line(text: str) -> str:
    return " ".join(text.split())
