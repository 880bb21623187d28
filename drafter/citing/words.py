"""The words that citations take from the letter's language, beside those of its language file."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from drafter.record import Record, replace

Joint: TypeAlias = tuple[str, str]
"""A word that leads to a name: before a consonant, before a vowel; each with the space that follows, if any."""


class Words(Record):
    """One language's; `locale` is its name in CSL, `quotes` stand around a title as that locale sets them."""

    locale: str
    quotes: tuple[str, str]
    volume: str
    within: str
    """What leads from a chapter to its book."""
    note_above: str
    above: str
    letter: tuple[str, ...]
    letter_from: Joint
    letter_to: Joint
    meeting: tuple[str, ...]
    meeting_of: Joint
    meeting_with: Joint
    idle: frozenset[str]
    """Words of a title which say nothing that its kind, names and date do not say."""
    page: tuple[str, ...]
    """What stands before a page number."""

    def noun(self, title: str) -> str:
        """What a letter calls something that was sent, by its title: an e-mail where that begins so, else a letter."""
        first = re.match(r"[\w-]*", title)
        named = first[0].lower() if first else ""
        return named if named in self.letter else self.letter[0]


def before(joint: Joint, name: str) -> str:
    """A name with the word that leads to it."""
    return joint[bool(re.match(r"[aeiouyàâéèêëîïôùûœáíóúŵŷ]", name, re.IGNORECASE))] + name


ENGLISH: Final = Words(
    locale="en-GB",
    quotes=("‘", "’"),
    volume="vol {number}",
    within="in",
    note_above="note {number} above",
    above="cited above",
    letter=("letter", "email", "e-mail", "fax", "memorandum"),
    letter_from=("from ", "from "),
    letter_to=("to ", "to "),
    meeting=("meeting", "minutes"),
    meeting_of=("of ", "of "),
    meeting_with=("with ", "with "),
    idle=frozenset(("a", "an", "and", "by", "dated", "from", "of", "on", "the", "to", "with", "between")),
    page=("p", "pp", "page", "pages"),
)
WELSH: Final = Words(
    locale="cy-GB",
    quotes=("‘", "’"),
    volume="cyf {number}",
    within="yn",
    note_above="nodyn {number} uchod",
    above="gweler uchod",
    letter=("llythyr", "e-bost", "ebost", "ffacs", "memorandwm"),
    letter_from=("oddi wrth ", "oddi wrth "),
    letter_to=("at ", "at "),
    meeting=("cyfarfod", "cofnodion"),
    meeting_of=("", ""),
    meeting_with=("gyda ", "gydag "),
    idle=frozenset(("a", "ac", "at", "dyddiedig", "gan", "gyda", "gydag", "oddi", "wrth", "y", "yr", "o", "i")),
    page=("t", "tt", "tud", "tudalen", "tudalennau"),
)
FRENCH: Final = Words(
    locale="fr-FR",
    quotes=("«\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}»"),
    volume="vol {number}",
    within="dans",
    note_above="note {number} ci-dessus",
    above="voir ci-dessus",
    letter=("lettre", "courriel", "courrier", "télécopie", "note"),
    letter_from=("de ", "d’"),
    letter_to=("à ", "à "),
    meeting=("réunion", "entretien"),
    meeting_of=("de ", "d’"),
    meeting_with=("avec ", "avec "),
    idle=frozenset(("à", "au", "aux", "avec", "d", "datée", "de", "du", "en", "entre", "et", "l", "la", "le", "les")),
    page=("p", "pp", "page", "pages"),
)
SPANISH: Final = Words(
    locale="es-ES",
    quotes=("«", "»"),
    volume="vol {number}",
    within="en",
    note_above="nota {number} supra",
    above="véase más arriba",
    letter=("carta", "correo", "oficio", "fax", "memorando"),
    letter_from=("de ", "de "),
    letter_to=("a ", "a "),
    meeting=("reunión", "acta"),
    meeting_of=("de ", "de "),
    meeting_with=("con ", "con "),
    idle=frozenset(
        ("a", "al", "con", "de", "del", "dirigida", "el", "en", "entre", "fechada", "la", "los", "para", "y")
    ),
    page=("p", "pp", "pág", "págs", "página", "páginas"),
)
AMERICAN: Final = replace(ENGLISH, locale="en-US", quotes=("“", "”"))

WORDS: Final = {"en": ENGLISH, "en-US": AMERICAN, "cy": WELSH, "fr": FRENCH, "es": SPANISH}


def words_of(language: str) -> Words:
    """The words of a language by its BCP 47 tag; English ones where it has none here."""
    return WORDS.get(language) or WORDS.get(language.partition("-")[0], ENGLISH)
