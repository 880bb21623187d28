"""Composes a letter from a brief, its case and the library."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from drafter import markup
from drafter.brief import Brief
from drafter.case import Case, Party
from drafter.compose.items import Composer, Parse
from drafter.compose.syntax import WordingError
from drafter.compose.views import Views
from drafter.language import LANGUAGES
from drafter.library import Library, Pinpoint, pinpoint
from drafter.model import Letter, Picture, Sender, Signatory
from drafter.problems import Finding, Placed

ReadSource = Callable[[Placed], str]
ReadPicture = Callable[[Placed, str], Picture | None]


def compose(
    brief: Brief,
    case: Case,
    library: Library,
    read_source: ReadSource,
    read_picture: ReadPicture,
    parse: Parse = markup.parse,
) -> tuple[Letter, list[Finding]]:
    """The letter of a brief, and what was found on the way.

    `read_source` gives the text that is held of a source by its id ("" where none is), `read_picture` a signature by
    its file and its alternative text; `parse` reads Markdown. With an error among the findings, do not send it.
    """
    language = LANGUAGES[case.language]
    findings: list[Finding] = []
    views = Views(case, language, read_source, lambda name: _provision(library, name))
    body = Composer(views, parse, findings).blocks(brief.body)
    addressees = [case.parties[name] for name in brief.to if name in case.parties]
    signatory_id = brief.signatory or case.sender.signatory
    signatory = case.parties.get(signatory_id or "", Party())
    labels = dict(language.labels)
    picture = None
    if signatory.signature:
        picture = read_picture(signatory.signature, labels["signature_of"].replace("{name}", signatory.name))
    greeted = language.listed([party.salutation or party.known_as or party.name for party in addressees])
    notes: Literal["foot", "end"] = brief.notes
    letter = Letter(
        language=language.code,
        title=brief.title or " ".join(brief.subject),
        date=language.written_date(brief.date) if brief.date else "",
        dated=brief.date,
        sender=Sender(
            case.sender.office,
            f"{signatory.title} {signatory.name}".strip(),
            ", ".join(signatory.role),
            case.sender.contact,
            case.sender.web,
        ),
        addressees=tuple(_address(party) for party in addressees),
        salutation=brief.salutation or language.salutation.replace("{name}", greeted),
        body=body,
        closing=brief.closing or language.closing,
        signatories=(Signatory(signatory.name, signatory.role, picture),),
        subject=brief.subject,
        our_ref=brief.our_ref,
        your_ref=brief.your_ref,
        delivery=brief.delivery,
        marking=brief.marking,
        copies=brief.copies,
        enclosures=brief.enclosures,
        notes_at=notes,
        labels=language.labels,
    )
    return letter, findings


def _provision(library: Library, name: Placed) -> Pinpoint:
    found = pinpoint(library, name, "provision")
    if isinstance(found, Finding):
        raise WordingError(found.message, code=found.code, advice=found.advice)
    return found


def _address(party: Party) -> tuple[str, ...]:
    """The lines of an address: name, role and organisation (in one line where that is one role), address."""
    name = f"{party.title} {party.name}".strip()
    if len(party.role) == 1 and party.organisation:
        lines = [f"{party.role[0]}, {party.organisation}"]
    else:
        lines = [*party.role, *([party.organisation] if party.organisation else [])]
    return (name, *lines, *party.address)
