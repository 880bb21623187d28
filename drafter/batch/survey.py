"""Goes through a table once before any letter is made: names, identifying values, rows that come twice."""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterator
from typing import Final

from drafter.batch import identity, typed
from drafter.batch.columns import Column, snippets
from drafter.batch.gathering import Gatherer
from drafter.batch.leaks import Index, digest
from drafter.batch.making import Base
from drafter.batch.naming import USUAL, Namer, Names
from drafter.batch.tables import CellPlace, Row, Table
from drafter.batch.words import words_of_all
from drafter.brief import BRIEF
from drafter.library import Snippet
from drafter.party import PARTY
from drafter.problems import Finding, Place
from drafter.record import Mutable, field, replace
from drafter.yaml_files import Mapping, Scalar

_WHO: Final = ("to.name", "to.organisation", "to.address")
"""What tells whether two rows have one recipient."""


_PARTS: Final = 4
"""Parts in which numbers are compared, so that it takes little memory."""


class Twice(Mutable):
    """Finds numbers that come twice, and keeps eight bytes for each."""

    _numbers: array[int] = field(default_factory=lambda: array("Q"))
    _rows: array[int] = field(default_factory=lambda: array("I"))

    def add(self, number: int, row: int) -> None:
        self._numbers.append(number)
        self._rows.append(row)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """The rows that share a number with an earlier one, each with the first of them."""
        found: list[tuple[int, int]] = []
        for part in range(_PARTS):
            pairs = zip(self._numbers, self._rows, strict=True)
            first = -1
            for entry in sorted([n << 32 | row for n, row in pairs if n % _PARTS == part]):
                if first >= 0 and entry >> 32 == first >> 32:
                    found.append((first & 0xFFFFFFFF, entry & 0xFFFFFFFF))
                else:
                    first = entry
        yield from sorted(found, key=lambda pair: pair[1])


MOST: Final = 1_000
"""Findings of one kind that are listed; more are only counted."""


class Same(Mutable):
    """What two rows share, said of each row, up to a number of them."""

    findings: list[Finding] = field(default_factory=list)
    more: int = 0

    def add(self, code: str, message: str, place: Place, advice: str) -> None:
        if len(self.findings) < MOST:
            self.findings.append(Finding(code, "warning", message, place, advice))
        else:
            self.more += 1

    def all(self) -> list[Finding]:
        """The findings; at their end, how many more there are."""
        if not self.more:
            return self.findings
        last = self.findings[-1]
        return [*self.findings, replace(last, message=f"the same is true of {self.more} more rows")]


class Survey(Mutable):
    """What is known of all rows: how many, the names of their letters by row, the index of their values."""

    names: Names
    index: Index
    findings: list[Finding]

    @property
    def total(self) -> int:
        return len(self.names)


def settled(table: Table, columns: tuple[Column, ...]) -> dict[str, typed.Order]:
    """The order of day and month in the columns of dates, where some cell of a column leaves only one."""
    days = [column for column in columns if column.type == "date"]
    found: dict[str, set[typed.Order]] = {column.header: set() for column in days}
    for row in table.read() if days else ():
        for column in days:
            cell = row.cells[column.index] if column.index < len(row.cells) else ""
            if isinstance(cell, str) and (order := typed.first_part(cell)):
                found[column.header].add(order)
    return {header: orders.pop() for header, orders in found.items() if len(orders) == 1}


def survey(
    base: Base,
    table: Table,
    columns: tuple[Column, ...],
    pattern: str,
    orders: dict[str, typed.Order],
    gatherer: Gatherer | None = None,
) -> Survey:
    """Look through all rows of a table; raises Unreadable for a pattern of names that no row can fill."""
    namer = Namer(pattern)
    reader = typed.Reader(base.case.sender.country, orders)
    usual = _usual(base)
    namer.check(sorted({*usual, *(column.target for column in columns), *table.headers, "row"} - {""}))
    cells = _Values(table, columns, usual, reader, (*namer.fields, *_WHO))
    gatherer = gatherer or Gatherer(identity.Telling(columns, base.case), Index())
    result = Survey(Names(), gatherer.index, [])
    recipients, same = Twice(), Same()
    for row in table.read():
        gatherer.add(row)
        values = cells.values(row)
        name, first = namer.name(values)
        result.names.append(name)
        if not first:
            message = f"row {row.number}: another row's letter has the same name; this one's is '{name}'"
            place = CellPlace(table.file, row.line)
            advice = "tell them apart with --name, such as '{row}-{to.name}'"
            same.add("output-twice", message, place, advice)
        who = [values[key] for key in _WHO]
        if any(who):
            recipients.add(digest(b"|".join(map(b" ".join, words_of_all(who)))), row.number)
    del namer
    result.findings += same.all()
    same = Same()
    for first_row, again in recipients.pairs():
        message = f"row {again}: the recipient is that of row {first_row} again"
        same.add("recipient-twice", message, CellPlace(table.file), "take one of them out")
    result.findings += [*same.all(), *reader.findings()]
    gatherer.end(_fixed(base, columns))
    result.findings += _named(base, columns, result)
    return result


def _named(base: Base, columns: tuple[Column, ...], result: Survey) -> Iterator[Finding]:
    """`brief-names-recipient`: the brief or its snippets hold what is one recipient's, and every letter has them."""
    told: set[str] = set()
    said_in = [(text, "the brief itself", base.document.file) for text in identity.own_words(base.document, columns)]
    said_in += [(one.body, f"the snippet {one.id}", one.file) for one in _snippets(base)]
    for text, what, file in said_in:
        for said, first, last in result.index.scan(text):
            if " " in said and said not in told and last - first < result.total:
                told.add(said)
                row, name = result.index.owner(first)
                message = f"{what} says '{said}', which is {name} of row {row}, and so do all other letters"
                advice = "take it out of the brief, or make it a column"
                yield Finding("brief-names-recipient", "warning", message, Place(file), advice)


def _snippets(base: Base) -> list[Snippet]:
    root = base.document.root
    parts = (root.get("body"), root.get("annexes")) if isinstance(root, Mapping) else ()
    used = {name: one for part in parts for name, one in snippets(part, base.files.library).items()}
    return list(used.values())


def _fixed(base: Base, columns: tuple[Column, ...]) -> list[str]:
    bodies = [one.body for one in _snippets(base)]
    return identity.fixed(base.document, columns, base.case, base.files.library, bodies)


def _usual(base: Base) -> dict[str, str]:
    """The values of the brief itself, by the names of columns, for names of letters."""
    root = base.document.root
    found = dict.fromkeys(BRIEF.keys, "") | {f"to.{name}": "" for name in PARTY.keys}
    for key, node in root.entries if isinstance(root, Mapping) else ():
        if isinstance(node, Scalar):
            found[str(key)] = node.text
    party = base.case.parties.get(found.get("to", ""))
    if party is not None:
        found |= {f"to.{name}": value for name in PARTY.keys if isinstance(value := getattr(party, name), str)}
    return found


class _Values(Mutable, eq=False):
    """The values of rows for the names of their letters; which cells make them is looked up once."""

    table: Table
    columns: tuple[Column, ...]
    usual: dict[str, str]
    reader: typed.Reader
    names: tuple[str, ...]
    _days: tuple[Column, ...] = ()
    _fixed: dict[str, str] = field(default_factory=dict)
    _of: tuple[tuple[str, tuple[tuple[int, int], ...]], ...] = ()
    """For each name the cells that make it: their numbers, and which of the days each is, or -1."""

    def __post_init__(self) -> None:
        self._days = tuple(column for column in self.columns if column.type == "date")
        made: list[tuple[str, tuple[tuple[int, int], ...]]] = []
        for name in dict.fromkeys((*self.names, "to.name")):
            own = [column for column in self.columns if column.target == name]
            if own:
                days = [self._days.index(column) if column.type == "date" else -1 for column in own]
                made.append((name, tuple((column.index, day) for column, day in zip(own, days, strict=True))))
            elif name in {"row", *self.usual} or name not in self.table.headers:
                self._fixed[name] = unicodedata.normalize("NFC", self.usual.get(name, ""))
            else:
                made.append((name, ((self.table.headers.index(name), -1),)))
        self._of = tuple(made)

    def values(self, row: Row) -> dict[str, str]:
        """The names with their values."""
        found = {**self._fixed, "row": f"{row.number:04}"}
        days = [self._day(column, row) for column in self._days]
        for name, cells in self._of:
            said = ""
            for n, (index, day) in enumerate(cells):
                text = _text(row, index) if day < 0 else days[day]
                said = f"{said} {text}".strip() if n else text
            found[name] = said if said.isascii() else unicodedata.normalize("NFC", said)
        if not found.get("to.organisation"):
            found["to.organisation"] = found["to.name"]
        return found

    def _day(self, column: Column, row: Row) -> str:
        text = _text(row, column.index)
        if not text or typed.plain_day(text):
            return text
        return self.reader.day(text, column.place(self.table.file, row.line, text))


def _text(row: Row, index: int) -> str:
    cell = row.cells[index] if index < len(row.cells) else ""
    return cell if isinstance(cell, str) else " ".join(cell)


__all__ = ("USUAL", "Same", "Survey", "Twice", "settled", "survey")
