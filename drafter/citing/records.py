"""What is cited, and where in the letter: plain records, and the joining of words into inlines."""

from __future__ import annotations

from typing import Literal, TypeAlias

from drafter.model import Inline, Text
from drafter.record import Record

Style: TypeAlias = Literal["plain", "oscola"]
Kind: TypeAlias = Literal[
    "letter", "report", "article", "book", "webpage", "case", "legislation", "meeting", "document"
]


class Cited(Record):
    """A source as it is cited. `key` tells it from others; dates are YYYY-MM-DD; what is not known is empty.

    Names stand as they are printed. `author_known_as` is what repeats call the author ("Hikvision", "Endicott"),
    `known_as` what they call a case or an act ("Corr", "HRA 1998"), and in the plain style any source.
    """

    key: str
    kind: Kind = "document"
    title: str = ""
    known_as: str = ""
    author: str = ""
    author_known_as: str = ""
    recipient: str = ""
    date: str = ""
    publisher: str = ""
    reference: str = ""
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    court: str = ""
    neutral_citation: str = ""
    jurisdiction: str = ""
    url: str = ""
    format: str = ""
    accessed: str = ""

    @property
    def year(self) -> str:
        """The year of its date."""
        return self.date[:4]


class Citing(Record):
    """One place where a letter cites a source: `at` is the place in the source, `note` the note's number.

    `note` is 0 in the letter's text itself. `alone` says that the note holds this citation and nothing else, `named`
    that the text names the source, so that a plain citation needs only the place.
    """

    cited: Cited
    at: str = ""
    note: int = 0
    alone: bool = False
    named: bool = False


def joined(*parts: str | Inline) -> tuple[Inline, ...]:
    """Words and inlines as one line, without empty pieces and with neighbouring words in one piece."""
    line: list[Inline] = []
    for part in parts:
        if part == "":
            continue
        last = line[-1] if line else None
        if isinstance(part, str) and isinstance(last, Text):
            line[-1] = Text(last.text + part)
        elif isinstance(part, Text) and isinstance(last, Text):
            line[-1] = Text(last.text + part.text)
        else:
            line.append(Text(part) if isinstance(part, str) else part)
    return tuple(line)


def comma_listed(*parts: str) -> str:
    """The parts that are not empty, with commas between them."""
    return ", ".join(part for part in parts if part)


def spaced(*parts: str) -> str:
    """The parts that are not empty, with spaces between them."""
    return " ".join(part for part in parts if part)
