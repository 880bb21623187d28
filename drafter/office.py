"""The office that writes: what does not change from letter to letter, in `office.yaml` or in a case's `sender`."""

from __future__ import annotations

from typing import Any, Final

from drafter import folders, shapes
from drafter.language import LANGUAGES
from drafter.languages import interview_languages
from drafter.party import PARTY, Party
from drafter.problems import NOWHERE, Finding, Place, Placed
from drafter.record import Record, field, replace
from drafter.shapes import ID, LINES, WORDS, ChoiceShape, Key, ListShape, MapShape, NumberShape, RecordShape
from drafter.yaml_files import Document

OFFICE_FILE: Final = folders.OFFICE_FILE
VOICES: Final = ("I", "we", "office")
CHANGED_CASE: Final = ("plain", "bracketed")
CITATIONS: Final = ("plain", "oscola")
PUNCTUATIONS: Final = ("none", "comma", "colon")
COUNTRY: Final = shapes.TextShape(r"[A-Z]{2}", "a country's code of two capitals, such as GB")
REGION: Final = shapes.TextShape(r"[A-Z0-9]{1,4}", "a region's code, such as ENG")
WEB: Final = shapes.TextShape(shapes.WEB_ADDRESS, "a web address")


class Office(Record):
    """Who writes, and in what manner; what a brief or a case says itself stands before this."""

    office: tuple[str, ...] = ()
    known_as: str = ""
    contact: tuple[str, ...] = ()
    web: str = ""
    signatory: tuple[Placed, ...] = ()
    template: Placed | None = None
    language: str = ""
    voice: str = ""
    country: str = ""
    region: str = ""
    shortest_deadline: int | None = None
    reference: Placed | None = None
    citations: str = ""
    changed_case: str = ""
    punctuation: str = ""
    interview: str = ""
    parties: dict[str, Party] = field(default_factory=dict)
    place: Place = NOWHERE


SENDER_KEYS: Final[dict[str, Key[Any]]] = {
    "office": Key(LINES, "the office's name, as its letterhead sets it, a line each"),
    "known_as": Key(WORDS, "what a letter calls the office, such as 'the Commissioner'"),
    "contact": Key(LINES, "address, telephone, e-mail, a line each"),
    "web": Key(WEB, "the office's web address"),
    "signatory": Key(ListShape(ID, lone=True, least=1), "the party that signs, or several"),
    "template": Key(WORDS, "the letterhead, by its name without .docx"),
    "language": Key(ChoiceShape(tuple(LANGUAGES)), "the language of the letters"),
    "voice": Key(ChoiceShape(VOICES), "how the letters speak of their author: as I, as we, or as the office"),
    "country": Key(COUNTRY, "the country whose public holidays are no working days"),
    "region": Key(REGION, "the part of the country, where its holidays differ"),
    "shortest_deadline": Key(
        NumberShape(1, 400),
        "how many working days an addressee is given at the least (Mondays to Fridays where no `country` is named)",
    ),
    "reference": Key(
        WORDS, "how references are made, such as 'HO/{year}/{case}/{letter}', from the case's and the brief's own"
    ),
    "citations": Key(ChoiceShape(CITATIONS), "how sources are cited"),
    "changed_case": Key(
        ChoiceShape(CHANGED_CASE),
        "how a quotation shows a first letter whose case was changed: plainly, or in brackets, as in [s]eek",
    ),
    "punctuation": Key(
        ChoiceShape(PUNCTUATIONS), "what follows the salutation, and whether a comma follows the closing"
    ),
}
SENDER: Final = RecordShape(Office, dict(SENDER_KEYS), "a sender")
OFFICE: Final = RecordShape(
    Office,
    {
        **SENDER_KEYS,
        "interview": Key(ChoiceShape(interview_languages()), "the language that `drafter new` asks in"),
        "parties": Key(MapShape(PARTY), "the office's own people, by id, for the cases to name"),
    },
    "an office",
    "What does not change from letter to letter of one office.",
)


def read_office(document: Document) -> tuple[Office, list[Finding]]:
    """The office of a file, and everything that is wrong with it."""
    read, findings = shapes.read_record(OFFICE, document, "office")
    office = read or Office()
    unknown = [
        shapes.unknown_id("signatory", name, office.parties, name.place)
        for name in office.signatory
        if name not in office.parties
    ]
    return office, findings + unknown


def over(above: Office, below: Office) -> Office:
    """What `above` says, and where it says nothing, what `below` says; of another office, only whose holidays count."""
    if above.office and _name(above) != _name(below):
        below = Office(country=below.country, region=below.region)
    if above.country and above.country != below.country:
        below = replace(below, region="")
    said = {name: value for name in Office.__struct_fields__ if (value := getattr(above, name)) not in ((), "", None)}
    said["parties"] = {**below.parties, **above.parties}
    return replace(below, **said)


def _name(office: Office) -> str:
    return " ".join(" ".join(office.office).casefold().split())
