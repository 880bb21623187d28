"""What the columns of a table mean: the addressee, a key of the brief, a parameter of its snippets, the questions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from drafter.batch import headers
from drafter.batch.tables import CellPlace, Table, said_errors
from drafter.brief import BRIEF
from drafter.library import Library, Snippet
from drafter.party import PARTY
from drafter.problems import Finding, Placed, did_you_mean
from drafter.record import Mutable, Record
from drafter.shapes import ChoiceShape, DateShape, Key, ListShape, NumberShape, RecordShape, TruthShape
from drafter.yaml_files import Mapping, Node, Scalar, Sequence

Part = Literal["party", "brief", "param", "queries"]
NOT_COLUMNS: Final = ("case", "body", "annexes", "silence")
"""Keys of a brief that a table cannot vary."""
OTHER_NAMES: Final = {
    "organization": "to.organisation",
    "company": "to.organisation",
    "addressee": "to.name",
    "recipient": "to.name",
    "fullname": "to.name",
    "jobtitle": "to.role",
    "position": "to.role",
    "postaladdress": "to.address",
    "reference": "your_ref",
}
_READ: Final = ("date", "number", "yes-no", "choice")
"""Types of columns whose cells are read, and not put into words as they stand."""
_MATCHED: Final = "column-matched"


class Column(Record):
    """A column that varies something: `name` is the party's or brief's key, or the parameter."""

    index: int
    header: str
    part: Part
    name: str
    type: str = "words"
    many: bool = False
    required: bool = False
    snippet: str = ""
    """The snippet whose parameter it is; nothing where it is every snippet's that has one of that name."""

    @property
    def target(self) -> str:
        """The column's name as the docs write it."""
        if self.part == "party":
            return f"to.{self.name}"
        return f"{self.snippet}.{self.name}" if self.snippet else self.name

    def place(self, file: str, line: int, text: str) -> CellPlace:
        return CellPlace(file, line, f"{self.header}: {text[:120]}", self.header)


class _Known(Mutable):
    """Everything that a column could mean, by the letters and digits of its name."""

    names: dict[str, tuple[Column, ...]]

    def find(self, header: str) -> tuple[Column, ...]:
        return self.names.get(folded(header), ())

    def find_lines(self, header: str) -> tuple[Column, ...]:
        """What a header means that may be one of several, such as `Address line 2`."""
        return self.find(header) or tuple(
            one for one in self.find(_without_number(header)) if one.part == "party" and one.name in {"address", "role"}
        )


def _without_number(header: str) -> str:
    return re.sub(r"(?i)[\s_]*(?:line)?[\s_]*\d+$", "", header)


def folded(header: str) -> str:
    """A header without case, spaces, underscores, hyphens, points and accents."""
    plain = unicodedata.normalize("NFKD", header).casefold()
    return "".join(one for one in plain if one.isalnum() or one == "/")


def match(table: Table, body: Node | None, library: Library) -> tuple[tuple[Column, ...], list[Finding]]:
    """The columns of a table for a brief, and what was found while matching them."""
    known = _Known(_named(snippets(body, library)))
    if not any(map(known.find_lines, table.headers)) or headers.titled(table, known.find_lines):
        return (), [headers.missing(table, known.find_lines)]
    found: list[Column] = []
    findings = [*headers.unnamed(table)]
    for index, header in enumerate(table.headers):
        place = CellPlace(table.file, table.line, header, header)
        if not header:
            continue
        candidates = known.find_lines(header)
        if not candidates:
            meant = did_you_mean(header, _targets(known))
            message = f"column '{header}': nothing in the brief is called so{meant}; the column is not used"
            advice = "take the column out, or name it as the plan names what it varies"
            findings.append(Finding("column-unknown", "warning", message, place, advice))
            continue
        for one in candidates:
            column = Column(index, header, one.part, one.name, one.type, one.many, one.required, one.snippet)
            twice = next((other for other in found if other.target == column.target), None)
            if twice is not None and _without_number(header) == header:
                message = f"column '{header}': it means {column.target}, as column '{twice.header}' does"
                findings.append(Finding("column-twice", "error", message, place, "take one of them out"))
            found.append(column)
        if folded(header) not in {folded(candidates[0].target), folded(candidates[0].name)}:
            message = f"column '{header}' is taken for {', '.join(dict.fromkeys(c.target for c in candidates))}"
            findings.append(Finding(_MATCHED, "information", message, place))
    used: dict[int, bool] = {}
    for column in found:
        used[column.index] = used.get(column.index, True) and column.type not in _READ
    return tuple(found), [*findings, *table.settle(used), *said_errors(table, used)]


def _targets(known: _Known) -> list[str]:
    return list(dict.fromkeys(column.target for columns in known.names.values() for column in columns))


def _named(used: dict[str, Snippet]) -> dict[str, tuple[Column, ...]]:
    names: dict[str, list[Column]] = {}
    for name, key in PARTY.keys.items():
        if name != "signature":
            names.setdefault(folded(f"to{name}"), []).append(_of_key("party", name, key))
    for name, key in BRIEF.keys.items():
        if name not in NOT_COLUMNS:
            names.setdefault(folded(name), []).append(_of_key("brief", name, key))
    names["queries"] = [Column(0, "", "queries", "queries", "words", many=True)]
    names["questions"] = names["queries"]
    every: dict[str, list[Column]] = {}
    for snippet in used.values():
        for name, param in snippet.params.items():
            column = Column(0, "", "param", name, param.type, param.many, not param.optional and param.default is None)
            own = Column(0, "", "param", name, column.type, column.many, column.required, snippet.id)
            for called in (f"{snippet.id}.{name}", f"{snippet.id.partition('/')[2]}.{name}"):
                names.setdefault(folded(called), []).append(own)
            same = every.setdefault(folded(name), [])
            if not any(one.name == name and (one.type, one.many) == (column.type, column.many) for one in same):
                same.append(column)
    for called, columns in every.items():
        if called not in names:
            names[called] = [*columns]
        elif called == "evidence":
            names[called] += columns
    for name in PARTY.keys:
        if folded(f"to{name}") in names and folded(name) not in names:
            names[folded(name)] = names[folded(f"to{name}")]
    for called, target in OTHER_NAMES.items():
        if called not in names:
            names[called] = names[folded(target)]
    return {called: tuple(columns) for called, columns in names.items()}


def _of_key(part: Part, name: str, key: Key[object]) -> Column:
    shape = key.shape
    many = isinstance(shape, ListShape)
    inner = shape.item if isinstance(shape, ListShape) else shape
    if isinstance(inner, RecordShape) and inner.short:
        inner = inner.keys[inner.short].shape
    kinds = ((DateShape, "date"), (NumberShape, "number"), (TruthShape, "yes-no"), (ChoiceShape, "choice"))
    kind = next((kind for shaped, kind in kinds if isinstance(inner, shaped)), "words")
    return Column(0, "", part, name, kind, many=many, required=key.required and name != "to")


def snippets(body: Node | None, library: Library) -> dict[str, Snippet]:
    """The snippets that a brief's body uses, by id, in order."""
    found: dict[str, Snippet] = {}
    for item in items(body):
        node = item.get("snippet")
        if isinstance(node, Scalar) and node.text not in found:
            snippet = library.snippet(Placed(node.text, node.place))
            if snippet is not None:
                found[node.text] = snippet
    return found


def items(node: Node | None) -> Iterator[Mapping]:
    """All items of a body as written, those within others included."""
    match node:
        case Sequence(items=inner):
            for one in inner:
                yield from items(one)
        case Mapping():
            yield node
            for key in ("paragraph", "body", "question"):
                yield from items(node.get(key))
        case _:
            pass


def unmatched(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those that only say how a header was understood."""
    return [finding for finding in findings if finding.code != _MATCHED]
