"""What tells one recipient from another: the values of a row that must stand in no other letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from drafter.batch.columns import Column
from drafter.batch.tables import Row
from drafter.batch.typed import listed
from drafter.brief import Brief
from drafter.case import Case, Evidence
from drafter.language import LANGUAGES
from drafter.library import Library
from drafter.model import (
    BlockQuotation,
    Heading,
    Letter,
    Link,
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
from drafter.record import Mutable, Record, field
from drafter.yaml_files import Document, Mapping, Node, Scalar, Sequence

NAMES: Final = frozenset({"name", "known_as", "salutation", "organisation", "greeting"})
REFERENCES: Final = frozenset({"your_ref", "our_ref", "letter"})
_POSTAL: Final = re.compile(r"[\d@]")
_MAIL: Final = re.compile(r"[^\s;,:<>()\[\]@]+@[^\s;,:<>()\[\]@]+")
_TITLES: Final = frozenset(title.rstrip(".") for one in LANGUAGES.values() for title in one.greeted_titles)
"""Titles, without which a name is as much somebody's."""
Look = Literal["whole", "address", "lines", "words", "evidence", "party", "mail"]
"""How a cell is looked at: as one value, line by line, thing by thing, by what it names in the case, or for e-mail."""


class Telling(Mutable, eq=False):
    """Gives the identifying values of rows; what the columns and the case say about that is looked up once."""

    columns: tuple[Column, ...]
    case: Case
    _looks: tuple[tuple[int, str, Look], ...] = ()
    _known: dict[tuple[str, str], tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._looks = tuple((one.index, one.target, look) for one in self.columns if (look := _look(one)))

    @property
    def loose(self) -> frozenset[str]:
        """Fields that hold any words, so that what stands there may still be another row's."""
        return frozenset(one.target for one in self.columns if one.part == "param" and one.type in {"words", "text"})

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields whose values are looked at."""
        return tuple(dict.fromkeys(target for _, target, _ in self._looks))

    @property
    def plain(self) -> bool:
        """Whether all values stand in the row itself, and none in what it names in the case."""
        return all(look not in {"evidence", "party"} for _, _, look in self._looks)

    def all_own(self, fields: Iterable[str], headers: tuple[str, ...]) -> bool:
        """Whether fields of a table hold days and a row's own values alone, or what all rows share."""
        own = {one.target for one in self.columns if one.type == "date" or _look(one) == "whole"}
        varied = {*headers, *(one.target for one in self.columns)}
        return not {*fields} & varied - own

    def values(self, row: Row) -> list[tuple[str, str]]:
        """The identifying values of a row, each with the name of its field."""
        found: list[tuple[str, str]] = []
        address: list[str] = []
        cells = row.cells
        for index, target, look in self._looks:
            cell = cells[index] if index < len(cells) else ""
            if not cell:
                continue
            if look == "whole":
                if text := cell if isinstance(cell, str) else "\n".join(cell):
                    found.append((target, text))
                    if target == "to.name" and text.partition(" ")[0].rstrip(".") in _TITLES:
                        found.append((target, text.partition(" ")[2]))
            elif look == "address":
                address += listed(cell)
            elif look == "lines":
                found.append((target, " ".join(listed(cell))))
            elif look == "words":
                found += [
                    (target, one)
                    for one in listed(cell)
                    if len(one) >= 4 and _POSTAL.search(one) and len(one.split()) <= 8
                ]
            elif look != "mail":
                for one in listed(cell):
                    found += self._of_case(target, one.partition(".")[0] if look == "evidence" else one, look)
            if look in {"words", "mail"} and "@" in (text := cell if isinstance(cell, str) else "\n".join(cell)):
                found += [(target, one.rstrip(".")) for one in _MAIL.findall(text)]
        if len(address) > 1:
            found.append(("to.address", " ".join(address)))
        found += [("to.address", line) for line in address if _POSTAL.search(line)]
        return found

    def _of_case(self, target: str, name: str, look: Look) -> tuple[tuple[str, str], ...]:
        """The values of what a cell names in the case."""
        thing = self.case.evidence.get(name) if look == "evidence" else self.case.parties.get(name)
        if thing is None:
            return ()
        if (target, name) not in self._known:
            said = _facts(target, thing, self.case) if isinstance(thing, Evidence) else _party(target, thing)
            self._known[target, name] = tuple(said)
        return self._known[target, name]


def _look(column: Column) -> Look | None:
    """What tells recipients apart in a column."""
    if column.part == "party" and column.name == "address":
        return "address"
    if (column.part == "party" and column.name in NAMES) or (column.part == "brief" and column.name in REFERENCES):
        return "whole"
    if column.part == "param" and column.type == "words":
        return "words"
    if column.type in {"evidence", "passage"} or column.name == "evidence":
        return "evidence"
    if column.type == "party" or (column.part, column.name) == ("brief", "to"):
        return "party"
    if column.part == "party" and column.name == "addressed_as":
        return "lines"
    return "mail" if column.type == "text" or (column.part, column.name) == ("brief", "delivery") else None


def own_columns(columns: tuple[Column, ...]) -> tuple[frozenset[int], tuple[int, ...]]:
    """The columns whose cells as they stand are a row's own, and, of those, the columns of addresses."""
    looks: dict[int, set[Look | None]] = {}
    for one in columns:
        looks.setdefault(one.index, set()).add(None if one.many and _look(one) == "whole" else _look(one))
    own = frozenset(index for index, found in looks.items() if found <= {"whole", "address"})
    return own, tuple(one.index for one in columns if _look(one) == "address")


def values(columns: tuple[Column, ...], row: Row, case: Case) -> list[tuple[str, str]]:
    """The values that are one row's own whatever other rows hold, each with the name of its field."""
    telling = Telling(columns, case)
    loose = telling.loose
    return [one for one in telling.values(row) if one[0] not in loose]


def _facts(target: str, piece: Evidence, case: Case) -> Iterator[tuple[str, str]]:
    yield target, piece.title
    for name, fact in piece.facts.items():
        if fact.words and len(fact.words.split()) <= 12:
            yield f"{target}: {name}", fact.words
        if fact.party:
            yield from _party(f"{target}: {name}", case.parties.get(fact.party))


def _party(target: str, party: Party | None) -> Iterator[tuple[str, str]]:
    if party is not None:
        yield target, party.name
        if party.organisation:
            yield target, party.organisation


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
    yield from (
        letter.title,
        letter.closing,
        *letter.copies,
        *letter.enclosures,
        *(annex.title for annex in letter.annexes),
    )
    for node in walk(blocks(letter)):
        match node:
            case Paragraph(content=content) | Heading(content=content):
                yield inline_text(content)
            case Table(header=header, rows=rows, title=title):
                cells = (title, *header, *(cell for row in rows for cell in row))
                yield "\n".join(map(inline_text, cells))
            case Link(url=url):
                yield url
            case Question() | BlockQuotation() | List() | Note():
                pass
            case _:
                pass


def addressed(brief: Brief, case: Case) -> list[Party]:
    """The parties that a letter goes to."""
    return [case.parties[name] for name in brief.to if name in case.parties]
