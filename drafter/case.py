"""The case: parties, sources, claims, evidence and lists of one correspondence, as `case.yaml` declares them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from drafter import shapes
from drafter.fact import FACT, GRADE, Fact, mistakes
from drafter.language import LANGUAGES, USUAL
from drafter.office import OFFICE_FILE, SENDER, Office, over
from drafter.party import PARTY, Party
from drafter.problems import NOWHERE, Finding, Place, Placed
from drafter.record import Record, field, replace
from drafter.shapes import DAY, ID, WORDS, ChoiceShape, Key, ListShape, MapShape, RecordShape
from drafter.yaml_files import Document


class Source(Record):
    """A document that someone else wrote; without `file` no text of it is held."""

    title: str = ""
    known_as: str = ""
    author: Placed | None = None
    to: Placed | None = None
    date: str = ""
    file: Placed | None = None
    held: str = "document"
    url: str = ""
    format: str = ""
    accessed: str = ""
    kind: str = ""
    by: str = ""
    publisher: str = ""
    reference: str = ""
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    court: str = ""
    neutral_citation: str = ""
    language: str = ""
    sha256: str = ""
    text_sha256: str = ""
    transcript: Placed | None = None
    translation: Placed | None = None
    translated_by: str = ""
    place: Place = NOWHERE


class Claim(Record):
    """Something a party said: a passage of a source. `words` declares what was done to the passage."""

    words: Placed = field(default_factory=lambda: Placed(""))
    source: Placed = field(default_factory=lambda: Placed(""))
    speaker: Placed | None = None
    at: str = ""
    topic: str = ""
    note_marks: str = ""
    place: Place = NOWHERE


class EvidencePassage(Record):
    """A passage of the evidence's source, by its words."""

    words: Placed = field(default_factory=lambda: Placed(""))
    at: str = ""
    note_marks: str = ""
    place: Place = NOWHERE


class Evidence(Record):
    """What stands against (or for) a claim: facts and passages of a source."""

    title: str = ""
    source: Placed = field(default_factory=lambda: Placed(""))
    known_as: str = ""
    grade: str = ""
    facts: dict[str, Fact] = field(default_factory=dict)
    passages: dict[str, EvidencePassage] = field(default_factory=dict)
    place: Place = NOWHERE


class ItemList(Record):
    """Numbered items taken from a source: projects, documents, sites."""

    title: str = ""
    items: tuple[str, ...] = ()
    source: Placed | None = None
    at: str = ""
    place: Place = NOWHERE


class Case(Record):
    """The record of one correspondence."""

    title: str = ""
    reference: str = ""
    language: str = ""
    sender: Office = field(default_factory=Office)
    parties: dict[str, Party] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    lists: dict[str, ItemList] = field(default_factory=dict)
    place: Place = NOWHERE

    def speaker(self, claim: str) -> str:
        """The party that said a claim, by its id: its speaker, or else its source's author; nothing if none is told."""
        said = self.claims[claim]
        source = self.sources.get(said.source)
        return str(said.speaker or (source.author if source else None) or "")


NOTE_MARKS: Final = ChoiceShape(("left-out", "kept"))
NOTE_MARKS_HELP: Final = "whether references to notes within the words are kept, raised; left out if it is not said"
SOURCE_KINDS: Final = ("letter", "report", "article", "book", "webpage", "case", "legislation", "meeting", "document")
HASH: Final = shapes.TextShape(r"[0-9a-f]{64}", "a SHA-256, 64 hexadecimal digits")
SOURCE: Final = RecordShape(
    Source,
    {
        "title": Key(WORDS, "what the document is", required=True),
        "known_as": Key(WORDS, "what a letter calls it, such as 'latest letter'"),
        "author": Key(ID, "the party that wrote it"),
        "to": Key(ID, "the party that it was written to"),
        "date": Key(DAY, "the date that it bears"),
        "file": Key(WORDS, "the document or its text, below the case's folder: .docx, .pdf, .html, .eml, .md or .txt"),
        "held": Key(ChoiceShape(("document", "extract")), "whether the file is the document, or an extract of it"),
        "url": Key(shapes.TextShape(shapes.WEB_ADDRESS, "a web address"), "where it was published"),
        "format": Key(WORDS, "the kind of file published there, such as 'PDF file'"),
        "accessed": Key(DAY, "the day on which it was read there"),
        "kind": Key(ChoiceShape(SOURCE_KINDS), "what kind of document it is, for the citation"),
        "by": Key(WORDS, "the author as the citation names them, where no party of the case is the author"),
        "publisher": Key(WORDS, "who published it"),
        "reference": Key(WORDS, "its reference or number, such as 'HC 123'"),
        "container": Key(WORDS, "the journal, newspaper, book or website that it stands in"),
        "volume": Key(WORDS, "the volume"),
        "issue": Key(WORDS, "the issue"),
        "pages": Key(WORDS, "its pages in what it stands in"),
        "court": Key(WORDS, "the court that decided"),
        "neutral_citation": Key(WORDS, "the neutral citation of a case, such as '[2019] UKSC 5'"),
        "language": Key(
            shapes.TextShape(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", "a language's tag, such as ar or zh-Hant"),
            "its language, where that is not the letter's",
        ),
        "sha256": Key(HASH, "the SHA-256 of the file, as it was when it was added"),
        "text_sha256": Key(HASH, "the SHA-256 of the text that was read in it"),
        "transcript": Key(WORDS, "a text of the document, where its file is a scan"),
        "translation": Key(WORDS, "a translation of the document, below the case's folder"),
        "translated_by": Key(WORDS, "who translated it; 'my translation' where it is left out"),
    },
    "a source",
)
CLAIM: Final = RecordShape(
    Claim,
    {
        "words": Key(
            WORDS, "the words, as the letter quotes them (… leaves out, [ ] puts in, * * emphasises)", required=True
        ),
        "source": Key(ID, "the source that they stand in", required=True),
        "speaker": Key(ID, "who said it; the source's author where it is left out"),
        "at": Key(WORDS, "the place in the source, such as 'p. 3'"),
        "topic": Key(WORDS, "what it is about"),
        "note_marks": Key(NOTE_MARKS, NOTE_MARKS_HELP),
    },
    "a claim",
)
EVIDENCE_PASSAGE: Final = RecordShape(
    EvidencePassage,
    {
        "words": Key(WORDS, "the words, as the letter quotes them", required=True),
        "at": Key(WORDS, "the place in the source"),
        "note_marks": Key(NOTE_MARKS, NOTE_MARKS_HELP),
    },
    "a passage",
    short="words",
)
EVIDENCE: Final = RecordShape(
    Evidence,
    {
        "title": Key(WORDS, "what it is", required=True),
        "source": Key(ID, "the source that it stands in", required=True),
        "known_as": Key(WORDS, "what a letter calls it"),
        "grade": Key(
            GRADE,
            "what it is worth: the record itself, an account of it, or hearsay",
        ),
        "facts": Key(MapShape(FACT, r"[a-z][a-z0-9_]*"), "facts by name, such as reference, value, term"),
        "passages": Key(MapShape(EVIDENCE_PASSAGE), "passages of the source, by id"),
    },
    "a piece of evidence",
)
LIST: Final = RecordShape(
    ItemList,
    {
        "title": Key(WORDS, "what the items are, such as 'public security projects'", required=True),
        "items": Key(ListShape(WORDS, least=1), "the items, in order", required=True),
        "source": Key(ID, "the source that names them"),
        "at": Key(WORDS, "the place in the source"),
    },
    "a list",
)
CASE: Final = RecordShape(
    Case,
    {
        "title": Key(WORDS, "what the correspondence is about", required=True),
        "reference": Key(WORDS, "the case's own part of our reference, where the office has a pattern"),
        "language": Key(ChoiceShape(tuple(LANGUAGES)), "the language of the letters"),
        "sender": Key(
            SENDER,
            "who writes, and in what manner; the office's own file says the rest, unless `office` is another one here",
        ),
        "parties": Key(MapShape(PARTY), "the people, companies and offices, by id"),
        "sources": Key(MapShape(SOURCE), "the documents, by id"),
        "claims": Key(MapShape(CLAIM), "what was said, by id"),
        "evidence": Key(MapShape(EVIDENCE), "what stands against it, by id"),
        "lists": Key(MapShape(LIST), "numbered items, by id"),
    },
    "a case",
    "The record of one correspondence.",
)


def read_case(document: Document, office: Office | None = None) -> tuple[Case, list[Finding]]:
    """The case of a file over its office, and everything that is wrong with it, ids that nothing declares included."""
    read, findings = shapes.read_record(CASE, document, "case")
    case = read or Case()
    house = office or Office()
    sender = over(case.sender, house)
    if read and not sender.office:
        message = "nobody writes: neither the case (`sender`) nor an office's file says which office"
        advice = f"add `sender:` with `office:`, the office's name, or keep it in {OFFICE_FILE} beside the cases"
        findings.append(Finding("sender-missing", "error", message, case.place, advice))
    language = case.language or sender.language or USUAL
    whole = replace(case, sender=sender, language=language, parties={**sender.parties, **case.parties})
    return whole, findings + list(_unknown_ids(whole))


def _unknown_ids(case: Case) -> Iterator[Finding]:
    def named(what: str, name: Placed | None, known: dict[str, object]) -> Iterator[Finding]:
        if name and name not in known:
            yield shapes.unknown_id(what, name, known, name.place)

    for key, party in case.parties.items():
        if party.title and party.name.startswith(f"{party.title} "):
            message = f"parties: {key}: the name begins with the title, so that the address would say it twice"
            yield Finding(
                "title-twice", "warning", message, party.place, "leave it out of `name`, or leave `title` out"
            )
    parties, sources = dict[str, object](case.parties), dict[str, object](case.sources)
    for signatory in case.sender.signatory:
        yield from named("sender: signatory", signatory, parties)
    for key, source in case.sources.items():
        yield from named(f"sources: {key}: author", source.author, parties)
        yield from named(f"sources: {key}: to", source.to, parties)
    for key, claim in case.claims.items():
        yield from named(f"claims: {key}: source", claim.source, sources)
        yield from named(f"claims: {key}: speaker", claim.speaker, parties)
    for key, evidence in case.evidence.items():
        yield from named(f"evidence: {key}: source", evidence.source, sources)
        for name, fact in evidence.facts.items():
            yield from named(f"evidence: {key}: facts: {name}", fact.party, parties)
            yield from mistakes(f"evidence: {key}: facts: {name}", fact)
    for key, items in case.lists.items():
        yield from named(f"lists: {key}: source", items.source, sources)
