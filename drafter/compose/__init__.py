"""Composes a letter from a brief, its case and the library."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, Protocol, cast

from drafter import markup
from drafter.brief import AnnexPlan, Brief, Copy
from drafter.case import Case
from drafter.citing import Style
from drafter.compose import references
from drafter.compose.items import Composer, Parse
from drafter.compose.paragraphs import Paragraphs
from drafter.compose.sandbox import Nothing
from drafter.compose.speaking import AuthorView, DeadlineView, SenderView
from drafter.compose.syntax import WordingError
from drafter.compose.views import Views
from drafter.counting import letters
from drafter.language import LANGUAGES, Language
from drafter.library import Library
from drafter.model import Annex, Letter, Picture, Sender, Signatory
from drafter.party import Party
from drafter.problems import Finding, Placed, did_you_mean
from drafter.provisions import Pinpoint, pinpoint
from drafter.record import replace
from drafter.working_days import UnknownCalendar


class Sources(Protocol):
    """What else is held of sources: translations, and the spans that they emphasise, by id."""

    def translation(self, name: str) -> str: ...

    def emphasis(self, name: str) -> tuple[tuple[int, int], ...]: ...

    def note_marks(self, name: str) -> tuple[tuple[int, str], ...]: ...

    def page(self, name: str, position: int) -> int: ...


ReadSource = Callable[[Placed], str]
ReadPicture = Callable[[Placed, str], Picture | None]


def compose(
    brief: Brief,
    case: Case,
    library: Library,
    read_source: ReadSource,
    read_picture: ReadPicture,
    parse: Parse = markup.parse,
    sources: Sources | None = None,
) -> tuple[Letter, list[Finding]]:
    """The letter of a brief, and what was found on the way.

    `read_source` gives the text that is held of a source by its id ("" where none is), `read_picture` a signature by
    its file and its alternative text; `parse` reads Markdown. With an error among the findings, do not send it.
    """
    language = LANGUAGES[brief.language or case.language]
    findings: list[Finding] = []
    alone = str(brief.to[0]) if len(brief.to) == 1 else ""
    views = Views(case, language, read_source, lambda name: _provision(library, name), addressee=alone)
    views = replace(views, bracketed=(brief.changed_case or case.sender.changed_case) == "bracketed")
    if sources is not None:
        views = replace(
            views,
            read_translation=sources.translation,
            read_emphasis=sources.emphasis,
            read_notes=sources.note_marks,
            read_page=sources.page,
        )
    composer = Composer(views, parse, findings, _names(brief, case, views, findings), brief.first_question)
    composer.wording.voice = brief.voice or case.sender.voice or "I"
    composer.paragraphs = Paragraphs(brief.first_paragraph) if brief.paragraphs == "numbered" else None
    body = composer.blocks(brief.body)
    composer.paragraphs = None
    annexes = tuple(_annex(plan, number, composer) for number, plan in enumerate(brief.annexes, 1))
    addressees = [case.parties[name] for name in brief.to if name in case.parties]
    signing = [case.parties[name] for name in brief.signatory if name in case.parties]
    first = signing[0] if signing else Party()
    enclosures = _enclosures(brief, language)
    marks = _punctuation(brief, case, language)
    salutation = brief.salutation or _salutation(addressees, marks[0], language)
    letter = Letter(
        language=language.code,
        title=brief.title or " ".join(brief.subject),
        date=language.written_date(brief.date) if brief.date else "",
        dated=brief.date,
        sender=_sender(case, first, alone=len(signing) == 1),
        addressees=tuple(_address(party) for party in addressees),
        salutation=salutation,
        body=body,
        closing=brief.closing or language.farewell(salutation, marks[1]),
        signatories=tuple(_signatory(party, language, read_picture, alone=len(signing) == 1) for party in signing),
        signatures=brief.signatures,
        subject=brief.subject,
        our_ref=brief.our_ref or _reference(brief, case, findings),
        your_ref=brief.your_ref,
        delivery=brief.delivery,
        marking=brief.marking,
        copies=tuple(_copy(copy, case) for copy in brief.copies),
        copies_at=brief.copies_at,
        enclosures=tuple(called for _, called in enclosures),
        annexes=annexes,
        notes_at=brief.notes,
        labels=language.labels,
    )
    return _settled(letter, brief, composer), findings


def _settled(letter: Letter, brief: Brief, composer: Composer) -> Letter:
    """The letter with its citations and references in place."""
    language = composer.views.language
    style = cast("Style", brief.citations or composer.views.case.sender.citations or "plain")
    letter = references.with_joined_notes(letter)
    citations = references.citations(letter, composer.wording.cited, style, language)
    called = [language.enclosure.replace("{number}", str(number)) for number in range(1, len(brief.enclosures) + 1)]
    named = [(str(one.name or ""), words) for one, words in zip(brief.enclosures, called, strict=True)]
    settler = references.Settler(
        language,
        references.targets(letter, named),
        iter(citations),
        composer.findings,
        noted=references.notes_named(citations),
    )
    return settler.letter(letter)


def _names(brief: Brief, case: Case, views: Views, findings: list[Finding]) -> dict[str, object]:
    """What wording sees of the letter itself."""
    sender = case.sender
    found: dict[str, object] = {
        "author": AuthorView(views, "author", sender, brief.voice or sender.voice or "I"),
        "sender": SenderView(views, "sender", sender),
        "to": [views.party(name) for name in brief.to if name in case.parties],
        "deadline": Nothing("deadline"),
    }
    if brief.signatory and brief.signatory[0] in case.parties:
        found["signatory"] = views.party(brief.signatory[0])
    if brief.deadline:
        try:
            day = brief.deadline.day(brief.date, case.sender)
        except UnknownCalendar as error:
            place = brief.deadline.place
            findings.append(Finding("deadline-calendar", "error", f"deadline: {error}", place, "give a `date`"))
            day = brief.date
        counted = brief.deadline.working_days
        words = views.language.working_days(counted) if counted else ""
        if day:
            found["deadline"] = DeadlineView(views, "deadline", day, words)
    return found


def _annex(plan: AnnexPlan, number: int, composer: Composer) -> Annex:
    run_on = composer.next_question
    if plan.first_question is not None:
        composer.next_question = plan.first_question
    content = composer.blocks(plan.body)
    if plan.first_question is not None:
        composer.next_question = run_on
    called = composer.views.language.annex.replace("{label}", letters(number).upper())
    return Annex(called, str(plan.title), content, str(plan.name or ""))


def _punctuation(brief: Brief, case: Case, language: Language) -> tuple[str, str]:
    """What follows the salutation, and what follows the closing."""
    marks = {"none": ("", ""), "comma": (",", ","), "colon": (":", ",")}
    usual = (language.after_salutation, language.after_closing)
    return marks.get(brief.punctuation or case.sender.punctuation, usual)


def _salutation(addressees: list[Party], mark: str, language: Language) -> str:
    if len(addressees) == 1 and addressees[0].greeting:
        return addressees[0].greeting + mark
    names = [party.greeted(language.greeted_titles) for party in addressees]
    told = any(party.salutation for party in addressees)
    return language.greeting(names, addressees[0].pronoun if addressees else "they", told=told) + mark


def _signatory(party: Party, language: Language, read_picture: ReadPicture, *, alone: bool) -> Signatory:
    """Who signs; among several, each with the organisation."""
    alt = language.signature_of.replace("{name}", party.name)
    picture = read_picture(party.signature, alt) if party.signature else None
    if party.signs_as:
        return Signatory(party.signs_as[0], party.signs_as[1:], picture)
    return Signatory(party.name, party.role if alone else party.office_lines(), picture)


def _sender(case: Case, first: Party, *, alone: bool) -> Sender:
    """The office, with the person who writes; no one of several from elsewhere stands for all."""
    sender = case.sender
    ours = not first.organisation or first.organisation.casefold() in " ".join(sender.office).casefold()
    person, role = (first.full_name, ", ".join(first.role)) if alone or ours else ("", "")
    return Sender(sender.office, person, role, sender.contact, sender.web)


def _reference(brief: Brief, case: Case, findings: list[Finding]) -> str:
    """Our reference by the office's pattern."""
    pattern = case.sender.reference
    if not pattern:
        return ""
    parts = {"year": brief.date[:4], "case": case.reference, "letter": brief.letter}
    wanted = re.findall(r"\{([^{}]*)\}", pattern)
    for name in wanted:
        if name not in parts:
            message = f"reference: unknown place '{{{name}}}'{did_you_mean(name, tuple(parts))}"
            findings.append(Finding("reference-pattern", "error", message, pattern.place, f"known: {', '.join(parts)}"))
        elif not parts[name]:
            where = "the case has no `reference`" if name == "case" else "the brief has no `letter`"
            message = f"our reference cannot be made by the office's pattern '{pattern}': {where}"
            advice = "add it, or give the whole as `our_ref` in the brief"
            findings.append(Finding("reference-incomplete", "warning", message, brief.place, advice))
            return ""
    return re.sub(r"\{([^{}]*)\}", lambda found: parts.get(found[1], found[0]), pattern)


def _copy(copy: Copy, case: Case) -> str:
    if copy.party is None or copy.party not in case.parties:
        return str(copy.words or "")
    party = case.parties[copy.party]
    return ", ".join(party.addressed_as or (party.full_name, *party.office_lines()))


def _enclosures(brief: Brief, language: Language) -> list[tuple[str, str]]:
    """Names of the enclosures with their lines; they are numbered where the letter can refer to one."""
    if not any(one.name for one in brief.enclosures):
        return [("", str(one.words)) for one in brief.enclosures]
    return [
        (str(one.name or ""), f"{language.enclosure.replace('{number}', str(number))}{language.colon}{one.words}")
        for number, one in enumerate(brief.enclosures, 1)
    ]


def _provision(library: Library, name: Placed) -> Pinpoint:
    found = pinpoint(library, name, "provision")
    if isinstance(found, Finding):
        raise WordingError(found.message, code=found.code, advice=found.advice)
    return found


LONGEST_LINE: Final = 60
"""Characters of an address line that holds both role and organisation."""


def _address(party: Party) -> tuple[str, ...]:
    """The lines of an address: name, role and organisation, then the postal address."""
    lines = party.office_lines()
    if any(len(line) > LONGEST_LINE for line in lines):
        lines = (*party.role, party.organisation)
    return (*(party.addressed_as or (party.full_name, *(line for line in lines if line))), *party.address)
