"""A fact of a piece of evidence: what kind it is, the passage that says it, and what that is worth."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from drafter import amounts
from drafter.problems import NOWHERE, Finding, Place, Placed
from drafter.record import Record
from drafter.shapes import DAY, ID, WORDS, ChoiceShape, Key, RecordShape

Kind: TypeAlias = Literal["money", "date", "duration", "reference", "party", "words"]
GRADES: Final = ("primary", "secondary", "reported")
GRADE: Final = ChoiceShape(GRADES)
KINDS: Final = ("money", "duration", "reference", "words")


class Fact(Record):
    """One fact of a piece of evidence: words of a type, a date, or a party."""

    words: str = ""
    type: str = ""
    date: str = ""
    party: Placed | None = None
    passage: Placed | None = None
    grade: str = ""
    at: str = ""
    place: Place = NOWHERE

    @property
    def kind(self) -> Kind:
        """Its type as it is declared, else as its words show plainly."""
        if self.date or self.party:
            return "date" if self.date else "party"
        match self.type:
            case "money" | "duration" | "reference" | "words":
                return self.type
            case _:
                return kind_of(self.words)

    @property
    def said(self) -> str:
        """The fact as the case has it: words, a day as YYYY-MM-DD, or the id of a party."""
        return self.words or self.date or str(self.party or "")


@lru_cache(maxsize=1024)
def kind_of(words: str) -> Kind:
    """The type of a fact that is nothing but an amount of money, a duration or a reference; else, words."""
    if amounts.is_money(words):
        return "money"
    if amounts.is_duration(words):
        return "duration"
    return "reference" if amounts.is_reference(words) else "words"


FACT: Final = RecordShape(
    Fact,
    {
        "words": Key(WORDS, "the fact, as the letter sets it"),
        "type": Key(ChoiceShape(KINDS), "what kind of fact the words are, where they do not show it plainly"),
        "date": Key(DAY, "the fact, where it is a date"),
        "party": Key(ID, "the fact, where it is a party"),
        "passage": Key(WORDS, "the words of the source that say it, written as a letter quotes them"),
        "grade": Key(GRADE, "what this fact is worth, where that is not what its evidence is worth"),
        "at": Key(WORDS, "the place in the source"),
    },
    "a fact",
    short="words",
)

_SUCH_AS: Final = {
    "money": "an amount and its currency, such as CNY 1.2 billion",
    "duration": "a number and a unit, such as 10 years",
}


def mistakes(what: str, fact: Fact) -> Iterator[Finding]:
    """What is wrong with a fact by itself."""
    given = [name for name in ("words", "date", "party") if getattr(fact, name)]
    if len(given) != 1:
        found = " and ".join(given) or "none of them"
        message = f"{what}: one of words, date and party expected, found {found}"
        yield Finding("fact-kind", "error", message, fact.place, "make two facts of it, or leave one out")
    elif fact.type and fact.kind != fact.type:
        message = f"{what}: it is a {fact.kind}, and its type says {fact.type}"
        yield Finding("fact-kind", "error", message, fact.place, "leave `type` out")
    elif (fact.type == "money" and not any(amounts.sums(fact.words))) or (
        fact.type == "duration" and not any(amounts.durations(fact.words))
    ):
        message = f"{what}: '{fact.words}' cannot be read as {fact.type}"
        yield Finding("fact-kind", "error", message, fact.place, f"write {_SUCH_AS[fact.type]}, or leave `type` out")
