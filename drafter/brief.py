"""The brief: the plan of one letter, as a file declares it, checked against its case and the library."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final, Literal

from drafter import body, shapes, working_days
from drafter.body import ITEMS, Item, Resolver
from drafter.case import Case
from drafter.language import LANGUAGES
from drafter.library import SHIPPED_LETTERHEAD, Library
from drafter.office import CHANGED_CASE, CITATIONS, COUNTRY, PUNCTUATIONS, REGION, VOICES, Office
from drafter.problems import NOWHERE, Finding, Place, Placed
from drafter.provisions import pinpoint
from drafter.record import Record, field
from drafter.shapes import DAY, ID, IDS, LINES, WORDS, ChoiceShape, Key, ListShape, NumberShape, Reading, RecordShape
from drafter.yaml_files import Document


class Silence(Record):
    """A finding that the author has looked at and lets stand, with the reason; `about` narrows it to some words."""

    code: Placed = field(default_factory=lambda: Placed(""))
    reason: str = ""
    about: str = ""
    place: Place = NOWHERE


class Deadline(Record):
    """By when an answer is asked for: a date, or working days counted from a date."""

    date: Placed | None = None
    working_days: int | None = None
    after: Placed | None = None
    country: str = ""
    region: str = ""
    place: Place = NOWHERE

    def calendar(self, sender: Office) -> tuple[str, str]:
        """The country and the region whose holidays count."""
        return (self.country, self.region) if self.country else (sender.country, sender.region)

    def day(self, dated: str, sender: Office) -> str:
        """The day itself, as YYYY-MM-DD; raises working_days.UnknownCalendar."""
        if self.working_days is None:
            return str(self.date or "")
        start = dt.date.fromisoformat(self.after or dated)
        return working_days.deadline(start, self.working_days, *self.calendar(sender)).isoformat()


class Copy(Record):
    """Who gets a copy: words, or a party of the case."""

    words: Placed | None = None
    party: Placed | None = None
    place: Place = NOWHERE


class Enclosure(Record):
    words: Placed = field(default_factory=lambda: Placed(""))
    name: Placed | None = None
    place: Place = NOWHERE


class AnnexPlan(Record):
    """A document attached after the letter; `first_question` where its questions do not run on."""

    title: Placed = field(default_factory=lambda: Placed(""))
    name: Placed | None = None
    body: tuple[Item, ...] = ()
    first_question: int | None = None
    place: Place = NOWHERE


class Brief(Record):
    """The plan of one letter. Ids are those of its case."""

    case: Placed | None = None
    title: str = ""
    date: str = ""
    to: tuple[Placed, ...] = ()
    signatory: tuple[Placed, ...] = ()
    signatures: Literal["below", "beside", "table"] = "below"
    subject: tuple[str, ...] = ()
    salutation: str = ""
    closing: str = ""
    punctuation: str = ""
    our_ref: str = ""
    letter: str = ""
    your_ref: str = ""
    delivery: str = ""
    marking: str = ""
    copies: tuple[Copy, ...] = ()
    copies_at: Literal["head", "foot"] = "foot"
    enclosures: tuple[Enclosure, ...] = ()
    annexes: tuple[AnnexPlan, ...] = ()
    deadline: Deadline | None = None
    notes: Literal["foot", "end"] = "foot"
    citations: str = ""
    changed_case: str = ""
    language: str = ""
    voice: str = ""
    template: Placed = field(default_factory=lambda: Placed(""))
    paragraphs: Literal["plain", "numbered"] = "plain"
    first_paragraph: int = 1
    first_question: int = 1
    claims: tuple[Placed, ...] = ()
    evidence: tuple[Placed, ...] = ()
    principles: tuple[Placed, ...] = ()
    body: tuple[Item, ...] = ()
    silence: tuple[Silence, ...] = ()
    place: Place = NOWHERE

    def items(self) -> Iterator[Item]:
        """All items of the body and the annexes, those within others included."""
        yield from body.within(self.body)
        for annex in self.annexes:
            yield from body.within(annex.body)


SILENCE: Final = RecordShape(
    Silence,
    {
        "code": Key(WORDS, "the finding's code", required=True),
        "reason": Key(WORDS, "why it may stand", required=True),
        "about": Key(WORDS, "words of the finding, where it is to be only that one"),
    },
    "a silence",
)
DEADLINE: Final = RecordShape(
    Deadline,
    {
        "date": Key(DAY, "the day by which an answer is asked for"),
        "working_days": Key(NumberShape(1, 400), "or how many working days the addressee has"),
        "after": Key(DAY, "the day after which they are counted; the letter's date where it is left out"),
        "country": Key(COUNTRY, "the country whose public holidays count; the office's where it is left out"),
        "region": Key(REGION, "the part of the country, where its holidays differ"),
    },
    "a deadline",
    short="date",
)
COPY: Final = RecordShape(
    Copy,
    {
        "words": Key(WORDS, "who gets a copy, with the office held"),
        "party": Key(ID, "or the party that gets one"),
    },
    "a copy",
    short="words",
)
ENCLOSURE: Final = RecordShape(
    Enclosure,
    {"words": Key(WORDS, "what is enclosed", required=True), "name": Key(ID, "a name, for ref()")},
    "an enclosure",
    short="words",
)
ANNEX: Final = RecordShape(
    AnnexPlan,
    {
        "title": Key(WORDS, "the annex's title", required=True),
        "name": Key(ID, "a name, for ref()"),
        "body": Key(ITEMS, "the annex, item by item", required=True),
        "first_question": Key(NumberShape(1, 9999), "the number of its first question, where they do not run on"),
    },
    "an annex",
)
BRIEF: Final = RecordShape(
    Brief,
    {
        "case": Key(WORDS, "the case's file; case.yaml in the brief's folder or the nearest above it, where left out"),
        "title": Key(WORDS, "the document's title; the subject where it is left out"),
        "date": Key(DAY, "the date of the letter", required=True),
        "to": Key(ListShape(ID, lone=True, least=1), "the addressee, or several", required=True),
        "from": Key(
            ListShape(ID, lone=True, least=1),
            "who signs, or several; the office's signatory where it is left out",
            attribute="signatory",
        ),
        "signatures": Key(
            ChoiceShape(("below", "beside", "table")), "how several signatures stand; one below another if left out"
        ),
        "subject": Key(ListShape(WORDS, lone=True, least=1), "the subject, a line each", required=True),
        "salutation": Key(WORDS, "the whole salutation, where 'Dear …' with the addressee's name is not wanted"),
        "closing": Key(WORDS, "the words above the signature, whole, instead of the language's own"),
        "punctuation": Key(
            ChoiceShape(PUNCTUATIONS), "what follows the salutation that drafter makes: nothing, a comma, a colon"
        ),
        "our_ref": Key(WORDS, "our reference"),
        "letter": Key(WORDS, "the letter's own part of our reference, where the office has a pattern"),
        "your_ref": Key(WORDS, "the addressee's reference"),
        "delivery": Key(WORDS, "how it is sent, such as 'By email'"),
        "marking": Key(WORDS, "a protective marking"),
        "copies": Key(ListShape(COPY, lone=True), "who gets a copy, one each"),
        "copies_at": Key(ChoiceShape(("head", "foot")), "where the copies are named; at the foot if left out"),
        "enclosures": Key(ListShape(ENCLOSURE, lone=True), "what is enclosed, one each"),
        "annexes": Key(ListShape(ANNEX), "what is attached after the letter, each starting a page"),
        "deadline": Key(
            DEADLINE, "by when an answer is asked for: a date, or working days; wording says {{ deadline }}"
        ),
        "notes": Key(ChoiceShape(("foot", "end")), "footnotes or endnotes"),
        "changed_case": Key(
            ChoiceShape(CHANGED_CASE),
            "how a quotation shows a first letter whose case was changed; as the office does, or plainly",
        ),
        "citations": Key(ChoiceShape(CITATIONS), "how sources are cited; as the office does, or plainly"),
        "language": Key(ChoiceShape(tuple(LANGUAGES)), "the language of the letter; the case's where it is left out"),
        "voice": Key(ChoiceShape(VOICES), "how the letter speaks of its author: as I, as we, or as the office"),
        "template": Key(WORDS, "the letterhead, by its name without .docx"),
        "paragraphs": Key(ChoiceShape(("plain", "numbered")), "whether the paragraphs of the body are numbered"),
        "first_paragraph": Key(NumberShape(1, 9999), "the number of the first numbered paragraph"),
        "first_question": Key(NumberShape(1, 9999), "the number of the first question"),
        "claims": Key(IDS, "the claims that the letter is to challenge"),
        "evidence": Key(IDS, "the evidence that it is to set out"),
        "principles": Key(LINES, "the provisions that it is to cite, such as UNGP 13"),
        "body": Key(ITEMS, "the body of the letter, item by item", required=True),
        "silence": Key(ListShape(SILENCE), "findings that may stand, each with the reason"),
    },
    "a brief",
    "The plan of one letter.",
)


def read_brief(document: Document, case: Case, library: Library) -> tuple[Brief, list[Finding]]:
    """The brief of a file, its items resolved, and everything that is wrong with it."""
    read, findings = shapes.read_record(BRIEF, document, "brief")
    if read is None:
        return Brief(), findings
    resolver = Resolver(case, library, Reading(findings))
    fields = {name: getattr(read, name) for name in Brief.__struct_fields__}
    fields["body"] = resolver.items(fields["body"], {})
    fields["annexes"] = tuple(_annex(annex, resolver) for annex in read.annexes)
    fields["template"] = read.template or case.sender.template or Placed(SHIPPED_LETTERHEAD)
    fields["signatory"] = read.signatory or case.sender.signatory
    brief = Brief(**fields)
    findings += [*_unknown_ids(brief, case, library), *_names_twice(brief), *_deadline(brief, case)]
    return brief, findings


def _annex(plan: AnnexPlan, resolver: Resolver) -> AnnexPlan:
    raw: Any = plan.body
    return AnnexPlan(plan.title, plan.name, resolver.items(raw, {}), plan.first_question, plan.place)


def case_named_by(document: Document) -> Placed | None:
    """The case that a brief names, before anything else of it is read."""
    node = getattr(document.root, "get", lambda _: None)("case")
    name = WORDS.read(node, "case", Reading()) if node else None
    return name if isinstance(name, Placed) else None


def _unknown_ids(brief: Brief, case: Case, library: Library) -> Iterator[Finding]:
    parties: dict[str, Any] = case.parties
    wanted: list[tuple[str, Placed, dict[str, Any]]] = [("to", name, parties) for name in brief.to]
    wanted += [("from", name, parties) for name in brief.signatory]
    wanted += [("copies", copy.party, parties) for copy in brief.copies if copy.party]
    wanted += [("claims", name, case.claims) for name in brief.claims]
    wanted += [("evidence", name, case.evidence) for name in brief.evidence]
    if not brief.signatory:
        message = "nobody signs: neither the brief (`from`) nor the case's sender (`signatory`) names a party"
        yield Finding("signatory-missing", "error", message, brief.place)
    for what, name, known in wanted:
        if name not in known:
            yield shapes.unknown_id(what, name, known, name.place)
    for copy in brief.copies:
        if (copy.words is None) == (copy.party is None):
            message = "copies: a copy has either `words` or `party`"
            yield Finding("value-missing", "error", message, copy.place)
    for name in brief.principles:
        found = pinpoint(library, name, "principles")
        if isinstance(found, Finding):
            yield found


def names(brief: Brief) -> Iterator[Placed]:
    """The names that `ref()` can find, in the letter's order."""
    yield from body.names(brief.body)
    yield from (one.name for one in brief.enclosures if one.name)
    for annex in brief.annexes:
        if annex.name:
            yield annex.name
        yield from body.names(annex.body)


def _names_twice(brief: Brief) -> Iterator[Finding]:
    seen: dict[str, Placed] = {}
    for name in names(brief):
        if name in seen:
            message = f"name: two things are called '{name}'; the other stands in line {seen[name].place.line}"
            yield Finding("name-twice", "error", message, name.place, "give one of them another name")
        seen.setdefault(name, name)


def _deadline(brief: Brief, case: Case) -> Iterator[Finding]:
    deadline = brief.deadline
    if deadline is None:
        return
    if (deadline.date is None) == (deadline.working_days is None):
        message = "deadline: it has either a `date` or `working_days`"
        yield Finding("deadline-form", "error", message, deadline.place)
    elif deadline.working_days is not None and not (deadline.country or case.sender.country):
        message = "deadline: working days are counted by a country's public holidays, and no country is named"
        advice = "add `country: GB` and `region: ENG`, say, here or with the office"
        yield Finding("deadline-form", "error", message, deadline.place, advice)
