"""Whether the salutation fits those whom the letter goes to, and nobody writes to themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from drafter.dossier import Dossier
from drafter.language import LANGUAGES
from drafter.party import Party
from drafter.problems import NOWHERE, Finding, Placed, place_of

_NO_NAMES: Final = frozenset(
    re.findall(
        r"\w+",
        """
        dear sir sirs madam madams mr mrs ms miss mx dr professor lord lady dame rt hon the colleague colleagues
        friend friends all everyone team members member ladies gentlemen excellency excellencies your honour worship
        grace majesty highness minister secretary state chair chairman chairwoman commissioner director president
        prime ambassador applicant resident partner partners customer shareholder to whom it may concern and or of
        for a my monsieur madame mesdames messieurs chère cher estimado estimada estimados estimadas señor señora
        señores señoras don doña muy annwyl syr fadam neu
        """,
    )
)
_HE: Final = re.compile(r"\b(?:Mr|Sir|Lord|M\.|Monsieur|Señor|Sr\.?)(?=\s)")
_SHE: Final = re.compile(r"\b(?:Mrs|Ms|Miss|Dame|Lady|Madame|Mme|Señora|Sra\.?)(?=\s)")


def check(dossier: Dossier) -> Iterator[Finding]:
    """`salutation-misfit`, `salutation-untitled`, `addressee-signs`."""
    brief, case = dossier.brief, dossier.case
    addressees = {name: case.parties[name] for name in brief.to}
    for name in brief.signatory:
        signer = case.parties[name]
        if name in addressees or signer.full_name in {one.full_name for one in addressees.values()}:
            message = f"{signer.full_name} signs the letter, and it is written to the same"
            yield Finding("addressee-signs", "error", message, name.place, "correct `to` or `from`")
    if brief.salutation:
        yield from _typed(dossier, list(addressees.values()))
    else:
        yield from _made_up(dossier, addressees)
    if len(addressees) == 1:
        yield from _title(dossier, *addressees.values())


def _made_up(dossier: Dossier, addressees: dict[Placed, Party]) -> Iterator[Finding]:
    """A salutation that drafter made of a whole name, where the name has a title that it leaves out."""
    for party in addressees.values():
        named = party.salutation or party.known_as or party.greeting
        said = dossier.letter.salutation
        if party.title and party.pronoun != "it" and not named and party.name in said and party.title not in said:
            message = f"the salutation is “{said}”, without the title '{party.title}'"
            surname = party.surname or party.name.split()[-1]
            advice = f"say how they are greeted: `salutation: {party.title} {surname}`, say"
            if not party.surname and party.title in LANGUAGES[dossier.letter.language].greeted_titles:
                advice = f"give the surname (`surname: {surname}`, if it is that), or the `salutation`"
            yield Finding("salutation-untitled", "warning", message, party.place, advice)


def _typed(dossier: Dossier, addressees: list[Party]) -> Iterator[Finding]:
    """What is wrong with a salutation that the brief gives whole."""
    said = dossier.brief.salutation
    language = LANGUAGES[dossier.letter.language]
    words = _telling(said.removeprefix(language.salutation.partition("{")[0]))
    known = {word for party in addressees for word in _of(party)}
    if not words or words & known:
        return
    place = place_of(said)
    place = dossier.brief.place if place == NOWHERE else place
    others = [one for one in dossier.case.parties.values() if one not in addressees and words <= _of(one)]
    to = " and ".join(party.full_name for party in addressees)
    if others:
        message = f"the salutation “{said}” names {others[0].full_name}; the letter is to {to}"
        yield Finding("salutation-misfit", "error", message, place, "correct the salutation or `to`")
    else:
        message = f"the salutation “{said}” names nobody to whom the letter goes ({to})"
        yield Finding("salutation-misfit", "warning", message, place, "correct the salutation or `to`")


def _title(dossier: Dossier, addressee: Party) -> Iterator[Finding]:
    said = dossier.letter.salutation
    he, she = bool(_HE.search(said)), bool(_SHE.search(said))
    if (he and not she and addressee.pronoun == "she") or (she and not he and addressee.pronoun == "he"):
        message = f"the salutation “{said}” does not fit the pronoun of {addressee.full_name}, {addressee.pronoun}"
        place = dossier.brief.place if dossier.brief.salutation else addressee.place
        yield Finding("salutation-misfit", "warning", message, place, "correct one of the two")


def _of(party: Party) -> set[str]:
    lines = (party.name, party.title, party.known_as, party.salutation, party.greeting, party.organisation)
    return _telling(" ".join((*lines, *party.role, *party.addressed_as)))


def _telling(words: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]+", words.lower()) if len(word) > 1 and word not in _NO_NAMES}
