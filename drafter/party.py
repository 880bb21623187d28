"""A person, company or office in the correspondence, as a case or an office declares it."""

from __future__ import annotations

from typing import Final

from drafter.problems import NOWHERE, Place, Placed
from drafter.record import Record
from drafter.shapes import LINES, WORDS, ChoiceShape, Key, RecordShape


class Party(Record):
    """A person, company or office; what is left out is made of the rest."""

    name: str = ""
    title: str = ""
    surname: str = ""
    honours: str = ""
    known_as: str = ""
    salutation: str = ""
    greeting: str = ""
    role: tuple[str, ...] = ()
    organisation: str = ""
    address: tuple[str, ...] = ()
    addressed_as: tuple[str, ...] = ()
    signs_as: tuple[str, ...] = ()
    pronoun: str = "they"
    signature: Placed | None = None
    place: Place = NOWHERE

    @property
    def full_name(self) -> str:
        """Title, name and honours, as in an address."""
        return " ".join(part for part in (self.title, self.name, self.honours) if part)

    def greeted(self, titles: tuple[str, ...]) -> str:
        """The name in a salutation; `titles` are those that a language sets before a surname there."""
        usual = self.title.rstrip(".") in {title.rstrip(".") for title in titles}
        titled = f"{self.title} {self.surname}" if self.surname and usual else ""
        called = self.known_as if self.known_as[:1].isupper() else ""  # nobody is greeted as "the Association"
        return self.salutation or titled or called or self.name

    def office_lines(self) -> tuple[str, ...]:
        """Roles and organisation: in one line where there is one role."""
        if len(self.role) == 1 and self.organisation:
            return (f"{self.role[0]}, {self.organisation}",)
        return (*self.role, *((self.organisation,) if self.organisation else ()))


PARTY: Final = RecordShape(
    Party,
    {
        "name": Key(WORDS, "the full name, as in an address", required=True),
        "title": Key(WORDS, "a title before the name in an address, such as Professor or The Rt Hon"),
        "surname": Key(
            WORDS, "the surname: with a title such as Mr or Dr, they are greeted by the two, 'Dear Mr Weinstein'"
        ),
        "honours": Key(WORDS, "letters after the name in an address, such as KC MP"),
        "known_as": Key(WORDS, "what a letter calls them; the name where it is left out"),
        "salutation": Key(
            WORDS, "the name after 'Dear'; otherwise title and surname, or the name that a letter calls them by"
        ),
        "greeting": Key(WORDS, "the whole salutation, such as 'Your Excellency', instead of 'Dear …'"),
        "role": Key(LINES, "role or office held, a line each"),
        "organisation": Key(WORDS, "the organisation they write for"),
        "address": Key(LINES, "the postal address, a line each"),
        "addressed_as": Key(LINES, "the lines above the postal address, instead of title, name, role and organisation"),
        "signs_as": Key(LINES, "the lines below the signature, instead of name and role"),
        "pronoun": Key(ChoiceShape(("he", "she", "they", "it")), "he, she, they or it"),
        "signature": Key(WORDS, "a PNG or JPEG of the signature, below the folder of this file"),
    },
    "a party",
)
