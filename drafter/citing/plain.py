"""The plain style: the place, then where it was published; on repeat, the place, what it is called and its note."""

from __future__ import annotations

from drafter.citing.records import Cited, comma_listed, joined
from drafter.citing.words import Words
from drafter.language import Language
from drafter.model import Inline, Link, Text, note_reference


def full(cited: Cited, at: str, language: Language, *, named: bool = False) -> tuple[Inline, ...]:
    """The first citation: Annual Report 2020, p. 62 (https://… · PDF file accessed 12 August 2021).

    Where the text names the source, the place is enough.
    """
    details: list[str | Inline] = []
    if cited.url:
        details.append(Link((Text(cited.url),), cited.url))
    if cited.accessed:
        accessed = language.accessed.replace("{date}", language.written_date(cited.accessed))
        details.append(" · " if details else "")
        details.append(f"{cited.format} {accessed}" if cited.format else accessed)
    elif cited.date and not cited.url:
        day = language.written_date(cited.date)
        details += [] if day in cited.title else [day]
    lead = at if named and at else comma_listed(cited.title, at)
    return joined(f"{lead} (", *details, ")") if details else joined(lead)


def again(cited: Cited, at: str, note: int, words: Words) -> tuple[Inline, ...]:
    """A later one: p. 64 (Annual Report 2020, note 1 above); `note` is 0 where no earlier note is to be named."""
    before, _, after = words.note_above.partition(" {number}")
    above = (f"{before}\N{NO-BREAK SPACE}", note_reference(note), after) if note else (words.above,)
    called = cited.known_as or cited.title
    return joined(f"{at} ({called}, " if at else f"{called} (", *above, ")")
