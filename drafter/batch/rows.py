"""Puts the values of a row into the brief's tree and its case; what a cell holds is never markup."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from drafter.answers import Answer, FreeText
from drafter.batch import typed
from drafter.batch.columns import Column
from drafter.batch.queries import chosen
from drafter.batch.tables import Cell, CellPlace, Row
from drafter.body import ChallengeItem, Item, ParagraphItem, QuestionItem, SnippetItem
from drafter.brief import Brief
from drafter.case import Case
from drafter.library import Library
from drafter.party import PARTY, Party
from drafter.problems import Finding, Place, Placed
from drafter.record import Mutable, Record, replace
from drafter.shapes import Missing, Reading
from drafter.yaml_files import Document, Kind, Mapping, Node, Scalar, Sequence

RECIPIENT: Final = "recipient"
"""The id of the addressee, where the brief names none."""
_PERSONAL: Final = ("title", "surname", "honours", "pronoun", "addressed_as", "signs_as", "signature")
"""What a party of the case has as a person, which somebody of another name does not have from it."""
_KINDS: Final[dict[str, Kind]] = {"date": "date", "number": "number"}


class Planned(Record):
    """The brief of one row, still a tree, with its case and what was found in its cells."""

    document: Document
    case: Case
    findings: list[Finding]


@dataclass(slots=True)
class Rows:
    """Makes a brief of each row of a table."""

    document: Document
    case: Case
    library: Library
    columns: tuple[Column, ...]
    file: str
    width: int
    orders: dict[str, typed.Order]
    reader: typed.Reader = field(init=False)
    _root: Mapping = field(init=False)

    def __post_init__(self) -> None:
        self.reader = typed.Reader(self.case.sender.country, self.orders)
        root = self.document.root
        self._root = root if isinstance(root, Mapping) else Mapping((), Place(self.document.file, 1))

    def planned(self, row: Row) -> Planned:
        """The tree and the case of a row."""
        findings: list[Finding] = []
        values: dict[tuple[str, str, str], Node | None] = {}
        for column in self.columns:
            node = self._node(column, row, findings)
            key = (column.part, column.snippet, column.name)
            values[key] = _more(values.get(key), node)
        if any(row.cells[self.width :]):
            place = CellPlace(self.file, row.line, str(next(filter(None, row.cells[self.width :]))))
            message = "the row has more cells than there are headers, so that its values may stand in the wrong columns"
            findings.append(
                Finding(
                    "row-too-wide", "error", message, place, "put a value that holds the separator in quotation marks"
                )
            )
        root = self._with_brief(values)
        case = self.case
        if any(column.part == "party" for column in self.columns):
            root, case = self._with_party(root, values, row, findings)
        root = self._with_body(root, values, findings)
        return Planned(replace(self.document, root=root), case, findings)

    def _node(self, column: Column, row: Row, findings: list[Finding]) -> Node | None:
        cell: Cell = row.cells[column.index] if column.index < len(row.cells) else ""
        text = "\n".join(cell) if isinstance(cell, tuple) else cell
        place = column.place(self.file, row.line, text)
        if not text.strip():
            if column.required:
                message = f"column '{column.header}': the cell is blank, and the letter needs {column.target}"
                findings.append(Finding("cell-blank", "error", message, place, "fill it in, or leave the row out"))
            return None
        if column.many:
            return Sequence(tuple(self._scalar(column, one, place) for one in typed.listed(cell)), place)
        return self._scalar(column, text, place)

    def _scalar(self, column: Column, text: str, place: CellPlace) -> Scalar:
        match column.type:
            case "date":
                said = self.reader.day(text, place)
                return Scalar(said, "date" if typed.plain_day(said) else "text", place)
            case "number":
                return Scalar(typed.number(text), "number", place)
            case "yes-no":
                said = typed.truth(text)
                return Scalar(said, "truth" if said in {"yes", "no"} else "text", place)
            case _:
                return Scalar(text, "text", place)

    def _with_brief(self, values: dict[tuple[str, str, str], Node | None]) -> Mapping:
        given = {name: node for (part, _, name), node in values.items() if part == "brief"}
        return _set(self._root, given)

    def _with_party(
        self,
        root: Mapping,
        values: dict[tuple[str, str, str], Node | None],
        row: Row,
        findings: list[Finding],
    ) -> tuple[Mapping, Case]:
        place = CellPlace(self.file, row.line)
        node = root.get("to")
        if isinstance(node, Sequence):
            if len(node.items) > 1:
                message = "the brief has several addressees, and a table can vary only one"
                findings.append(Finding("to-several", "error", message, node.place, "name one in `to`"))
            node = node.items[0] if node.items else None
        name = node.text if isinstance(node, Scalar) else RECIPIENT
        given = {key: value for (part, _, key), value in values.items() if part == "party"}
        base = self.case.parties.get(name)
        entries = tuple((Placed(key, place), value) for key, value in given.items() if value is not None)
        if base is not None and given.get("name") is None:
            entries = (*entries, (Placed("name", place), Scalar(base.name, "text", base.place)))
        reading = Reading()
        read: Party | Missing = Party(place=place)
        if given.get("name") is not None or base is not None:
            read = PARTY.read(Mapping(entries, place), "to", reading)
        findings += reading.findings
        party = read if isinstance(read, Party) else Party(place=place)
        if base is not None:
            over: dict[str, Any] = {key: getattr(party, key) for key in given}
            if party.name.casefold() != base.name.casefold():  # it is somebody else's title that the case has
                over = {key: getattr(Party(), key) for key in _PERSONAL} | over
            party = replace(base, **over, place=place)
        if node is None:
            root = _set(root, {"to": Scalar(RECIPIENT, "text", root.place)})
        return root, replace(self.case, parties={**self.case.parties, name: party})

    def _with_body(
        self, root: Mapping, values: dict[tuple[str, str, str], Node | None], findings: list[Finding]
    ) -> Mapping:
        body = root.get("body")
        params = {(snippet, name): node for (part, snippet, name), node in values.items() if part == "param"}
        if body is not None and params:
            body = _Answers(params, self.library).node(body)
        for (part, _, _), wanted in values.items():
            if part == "queries" and body is not None:
                nodes = wanted.items if isinstance(wanted, Sequence) else ()
                body = chosen(body, [one for one in nodes if isinstance(one, Scalar)], self.library, findings)
        return root if body is root.get("body") else _set(root, {"body": body})


def _more(before: Node | None, node: Node | None) -> Node | None:
    """The value of several columns that mean the same, such as the lines of an address."""
    if isinstance(before, Sequence) and isinstance(node, Sequence):
        return Sequence((*before.items, *node.items), before.place)
    return node if before is None else before


def _set(mapping: Mapping, given: dict[str, Node | None]) -> Mapping:
    """A mapping with some values set, and without those that are nothing."""
    if not given:
        return mapping
    kept = [(key, given.get(key, value) if key in given else value) for key, value in mapping.entries]
    known = {str(key) for key, _ in mapping.entries}
    added = [(Placed(key, mapping.place), value) for key, value in given.items() if key not in known]
    return Mapping(tuple((key, value) for key, value in (*kept, *added) if value is not None), mapping.place)


class _Answers(Mutable):
    """Sets answers in the items of a body, by snippet and parameter."""

    params: dict[tuple[str, str], Node | None]
    library: Library

    def node(self, node: Node) -> Node:
        match node:
            case Sequence(items=items):
                return Sequence(tuple(self.node(one) for one in items), node.place)
            case Mapping():
                return self._item(node)
            case _:
                return node

    def _item(self, item: Mapping) -> Mapping:
        changed: dict[str, Node | None] = {
            key: self.node(inner) for key in ("paragraph", "body", "question") if (inner := item.get(key)) is not None
        }
        named = item.get("snippet")
        if isinstance(named, Scalar):
            snippet = self.library.snippet(Placed(named.text, named.place))
            given = {
                name: node
                for (whose, name), node in self.params.items()
                if snippet and name in snippet.params and whose in {"", snippet.id}
            }
            if given:
                answers = item.get("with")
                changed["with"] = _set(answers if isinstance(answers, Mapping) else Mapping((), item.place), given)
        shared = item.get("challenge")
        if isinstance(shared, Mapping):
            known = {str(key) for key, _ in shared.entries}
            changed["challenge"] = _set(
                shared, {name: node for (whose, name), node in self.params.items() if not whose and name in known}
            )
        return _set(item, changed)


def plainly(brief: Brief) -> Brief:
    """The brief with the texts that came from cells as plain words."""
    annexes = tuple(replace(annex, body=_plain_items(annex.body)) for annex in brief.annexes)
    return replace(brief, body=_plain_items(brief.body), annexes=annexes)


def _plain_items(items: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(_plain_item(item) for item in items)


def _plain_item(item: Item) -> Item:
    match item:
        case SnippetItem(answers=answers):
            return replace(item, answers={name: _plain_answer(answer) for name, answer in answers.items()})
        case ParagraphItem(items=inner) | ChallengeItem(items=inner):
            return replace(item, items=_plain_items(inner))
        case QuestionItem(item=inner):
            return replace(item, item=_plain_item(inner))
        case _:
            return item


def _plain_answer(answer: Answer) -> Answer:
    match answer:
        case tuple():
            return tuple(_plain_answer(one) for one in answer)
        case FreeText(text=text) if isinstance(text.place, CellPlace):
            return text
        case _:
            return answer
