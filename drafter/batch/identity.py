"""What tells one recipient from another: the values of a row that must stand in no other letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from drafter.batch.columns import Column
from drafter.batch.tables import Row
from drafter.batch.typed import listed
from drafter.brief import Brief
from drafter.case import Case, Evidence
from drafter.library import Library
from drafter.model import (
    BlockQuotation,
    Heading,
    Letter,
    List,
    Note,
    Paragraph,
    Question,
    Table,
    blocks,
    inline_text,
    walk,
)
from drafter.party import Party
from drafter.record import Record
from drafter.yaml_files import Document, Mapping, Node, Scalar, Sequence

NAMES: Final = frozenset({"name", "known_as", "salutation", "organisation", "greeting"})
REFERENCES: Final = frozenset({"your_ref", "our_ref", "letter"})
_POSTAL: Final = re.compile(r"\d")


def values(columns: tuple[Column, ...], row: Row, case: Case) -> Iterator[tuple[str, str]]:
    """The identifying values of a row, each with the name of its field."""
    address: list[str] = []
    for column in columns:
        cell = row.cells[column.index] if column.index < len(row.cells) else ""
        text = "\n".join(cell) if isinstance(cell, tuple) else cell
        if not text:
            continue
        if column.part == "party" and column.name == "address":
            address += listed(cell)
        elif (column.part == "party" and column.name in NAMES) or (
            column.part == "brief" and column.name in REFERENCES
        ):
            yield column.target, text
        elif column.type == "words" and column.part == "param":
            for one in listed(cell):
                if len(one) >= 4 and _POSTAL.search(one) and len(one.split()) <= 8:
                    yield column.target, one
        elif column.type in {"evidence", "passage"} or column.name == "evidence":
            for one in listed(cell):
                piece = case.evidence.get(one.partition(".")[0])
                if piece is not None:
                    yield from _facts(column.target, piece, case)
        elif column.type == "party" or (column.part, column.name) == ("brief", "to"):
            for one in listed(cell):
                yield from _party(column.target, case.parties.get(one))
    if len(address) > 1:
        yield "to.address", " ".join(address)
    for line in address:
        if _POSTAL.search(line):
            yield "to.address", line


def _facts(field: str, piece: Evidence, case: Case) -> Iterator[tuple[str, str]]:
    yield field, piece.title
    for name, fact in piece.facts.items():
        if fact.words and len(fact.words.split()) <= 12:
            yield f"{field}: {name}", fact.words
        if fact.party:
            yield from _party(f"{field}: {name}", case.parties.get(fact.party))


def _party(field: str, party: Party | None) -> Iterator[tuple[str, str]]:
    if party is not None:
        yield field, party.name
        if party.organisation:
            yield field, party.organisation


def fixed(
    document: Document, columns: tuple[Column, ...], case: Case, library: Library, bodies: Iterable[str]
) -> list[str]:
    """The wording that all letters share: the brief without what the table varies, what it names, its snippets."""
    said = [*bodies, *own_words(document, columns)]
    known = {**case.parties, **case.evidence, **case.claims, **case.sources, **case.lists}
    for one in list(said):
        for name in {one, one.partition(".")[0]} & known.keys():
            said += strings(known[name])
        label, _, number = one.partition(" ")
        register = library.registers().get(label) if number else None
        if register is not None:
            said += (register.title, register.known_as)
            provision = register.provisions.get(number.removesuffix(" commentary"))
            said += [provision.text, provision.commentary, provision.gist] if provision else []
    said += [*strings(case.sender), case.title, case.reference]
    for signatory in case.sender.signatory:
        said += strings(case.parties.get(signatory))
    return said


def own_words(document: Document, columns: tuple[Column, ...]) -> list[str]:
    """The brief's own words, without those that the table replaces."""
    varied = {column.name for column in columns if column.part == "brief"}
    params = {column.name for column in columns if column.part == "param"}
    said: list[str] = []
    for key, node in document.root.entries if isinstance(document.root, Mapping) else ():
        if key not in varied and not (key == "to" and any(column.part == "party" for column in columns)):
            said += _scalars(node, params)
    return said


def _scalars(node: Node, without: set[str]) -> Iterator[str]:
    match node:
        case Scalar(text=text):
            yield text
        case Sequence(items=items):
            for item in items:
                yield from _scalars(item, without)
        case Mapping(entries=entries):
            for key, value in entries:
                if key not in without:
                    yield from _scalars(value, without)


def strings(thing: object) -> Iterator[str]:
    match thing:
        case str():
            yield thing
        case tuple():
            for one in thing:
                yield from strings(one)
        case dict():
            for one in thing.values():
                yield from strings(one)
        case Record():
            for name in thing.__struct_fields__:
                if name not in {"place", "parties"}:
                    yield from strings(getattr(thing, name))
        case _:
            pass


def texts(letter: Letter) -> Iterator[str]:
    """All that a letter says, block by block, and field by field."""
    for lines in letter.addressees:
        yield "\n".join(lines)
    yield from (letter.salutation, *letter.subject, letter.our_ref, letter.your_ref, letter.delivery, letter.marking)
    yield from (letter.closing, *letter.copies, *letter.enclosures, *(annex.title for annex in letter.annexes))
    for node in walk(blocks(letter)):
        match node:
            case Paragraph(content=content) | Heading(content=content):
                yield inline_text(content)
            case Table(header=header, rows=rows):
                yield "\n".join(inline_text(cell) for row in (header, *rows) for cell in row)
            case Question() | BlockQuotation() | List() | Note():
                pass
            case _:
                pass


def addressed(brief: Brief, case: Case) -> list[Party]:
    """The parties that a letter goes to."""
    return [case.parties[name] for name in brief.to if name in case.parties]
