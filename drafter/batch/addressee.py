"""Finds what a table cannot say of an addressee: one without a name, and words of the one whose place they take."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.batch import identity
from drafter.batch.columns import Column
from drafter.batch.making import Base
from drafter.batch.tables import CellPlace, Table
from drafter.case import Case
from drafter.problems import Finding
from drafter.yaml_files import Document, Mapping, Node, Scalar, Sequence


def addressee(base: Base, table: Table, columns: tuple[Column, ...]) -> Iterator[Finding]:
    """`value-missing`, `words-of-another`: what the columns of the addressee leave wrong in every letter."""
    theirs = [column for column in columns if column.part == "party"]
    root = base.document.root
    if not theirs or not isinstance(root, Mapping) or any(column.target == "to" for column in columns):
        return
    party = next((one for one in _ids(root.get("to")) if one in base.case.parties), "")
    named = next((column for column in theirs if column.name == "name"), None)
    if named is None and not party:
        message = f"the table has {theirs[0].target}, and no to.name: the letters would be to nobody"
        advice = "add a column to.name; for an organisation, its name stands there"
        yield Finding("value-missing", "error", message, CellPlace(table.file, table.line, theirs[0].header), advice)
    if named is not None and party and (said := _said(base.document, columns, base.case, party)):
        name = base.case.parties[party].name
        message = f"column '{named.header}': each letter takes for its addressee's what {name} said or wrote: "
        place = CellPlace(table.file, table.line, named.header)
        yield Finding("words-of-another", "warning", message + ", ".join(sorted(said)), place, _ADVICE)


_ADVICE = "leave to.name out where all rows are of that party; else name another party of the case as who said it"


def _ids(node: Node | None) -> list[str]:
    items = node.items if isinstance(node, Sequence) else (node,)
    return [one.text for one in items if isinstance(one, Scalar)]


def _said(document: Document, columns: tuple[Column, ...], case: Case, party: str) -> set[str]:
    """The claims and documents of a party that a brief names."""
    told = set(identity.own_words(document, columns))
    wording = "\n".join(one for one in told if "{{" in one or "{%" in one)
    claims = {name for name in case.claims if case.speaker(name) == party}
    documents = {name for name, one in case.sources.items() if one.author == party}
    return {
        name for name in claims | documents if name in told or re.search(rf"""["']{re.escape(name)}["']""", wording)
    }
