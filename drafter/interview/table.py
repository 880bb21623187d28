"""What stands beside each statement of a letter: evidence, principles, questions; and what is missing there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from drafter.interview.menu import cut
from drafter.interview.wording import Plan
from drafter.record import Record

_HEADS: Final = ("statement", "evidence", "principles", "questions")
_NARROW: Final = 70
"""Cells below which the statement stands on a line of its own."""


class Row(Record):
    """One statement with what stands beside it."""

    claim: str
    evidence: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    questions: int = 0


def rows(brief: Plan) -> list[Row]:
    """The statements that a brief deals with, in its order."""
    found: dict[str, Row] = {str(name): Row(str(name)) for name in brief.get("claims", [])}
    for item in brief.get("body", []):
        shared = item.get("challenge")
        if not isinstance(shared, dict) or not shared.get("claim"):
            continue
        inner = [_inner(one) for one in item.get("body", [])]
        evidence, principles = dict.fromkeys(_given([shared], "evidence", "passage")), dict.fromkeys([""])
        for one in inner:
            given = one.get("with") or {}
            evidence |= dict.fromkeys(_given([given], "evidence", "passage"))
            if str(one.get("snippet", "")).startswith("principle/"):
                principles |= dict.fromkeys(_pinpoints(given))
            elif "evidence(" in str(one.get("text", "")) or "passage(" in str(one.get("text", "")):
                evidence |= {"✓": None}
        asked = sum("question" in one or _inner(one).get("snippet", "").startswith("query/") for one in item["body"])
        name = str(shared["claim"])
        found[name] = Row(name, tuple(evidence), tuple(one for one in principles if one), asked)
    return list(found.values())


def _inner(item: Any) -> Plan:
    inner = item.get("question", item) if isinstance(item, dict) else {}
    return inner if isinstance(inner, dict) else {}


def _given(some: list[Plan], *names: str) -> Iterator[str]:
    for given in some:
        for name in names:
            value = given.get(name)
            for one in value if isinstance(value, list) else [value] if value else []:
                yield str(one).partition(".")[0]


def _pinpoints(given: Plan) -> Iterator[str]:
    for value in given.values():
        named = value.get("provision") if isinstance(value, dict) else value
        for one in named if isinstance(named, list) else [named]:
            label, _, number = str(one).partition(" ")
            if label[:1].isupper() and number[:1].isdigit():
                yield str(one)


def lines(made: list[Row], words: dict[str, str], width: int) -> list[str]:
    """The table in so many cells, and below it a line for each hole."""
    if not made:
        return []
    cells = [
        (", ".join(row.evidence) or "—", ", ".join(row.principles) or "—", str(row.questions or "—")) for row in made
    ]
    widths = [max(len(_HEADS[at + 1]), *(min(len(cell[at]), 22) for cell in cells)) for at in range(3)]
    first = width - sum(widths) - 6
    shown: list[str] = []
    for row, cell in zip(made, cells, strict=True):
        said = f"“{words.get(row.claim, row.claim)}”"
        if width < _NARROW or first < 20:
            shown += [
                cut(said, width),
                *(cut(f"  {head}: {one}", width) for head, one in zip(_HEADS[1:], cell, strict=True)),
            ]
        else:
            fields = (cut(said, first), *(cut(one, size) for one, size in zip(cell, widths, strict=True)))
            shown.append(
                "  ".join(one.ljust(size) for one, size in zip(fields, (first, *widths), strict=True)).rstrip()
            )
    if width >= _NARROW and first >= 20:
        heads = zip(_HEADS, (first, *widths), strict=True)
        shown.insert(0, "  ".join(head.ljust(size) for head, size in heads).rstrip())
    return [*shown, *holes(made, words)]


def holes(made: list[Row], words: dict[str, str]) -> list[str]:
    """What is missing, a line each."""
    found: list[str] = []
    for row in made:
        missing = [
            said
            for said, there in (
                ("no evidence", row.evidence),
                ("no principle", row.principles),
                ("no question", row.questions),
            )
            if not there
        ]
        if missing:
            found.append(f"Missing: {' and '.join(missing)} beside {cut(f'“{words.get(row.claim, row.claim)}”', 60)}")
    return found
