"""What stands beside each statement of a letter: evidence, principles, questions; and what is missing there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from drafter.interview.items import Plan, answers_in, several, wording_of
from drafter.interview.menu import Measure, cut, wrapped
from drafter.interview.offers import Context
from drafter.interview.paragraphing import flat
from drafter.interview.texts import ENGLISH, Texts
from drafter.record import Record

if TYPE_CHECKING:
    from drafter.library import Param

_HEADS: Final = ("statement", "evidence", "principles", "questions")
_HOLES: Final = ("evidence", "principle", "question")
_NAMED: Final = re.compile(r"""\b(evidence|passage|provision)\(\s*["']([^"']+)["']""")
"""What words of one's own name."""
_NARROW: Final = 70
"""Cells below which the statement stands on a line of its own."""


class Row(Record):
    """One statement with what stands beside it."""

    claim: str
    evidence: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    questions: int = 0


def rows(brief: Plan, context: Context) -> list[Row]:
    """The statements that a brief deals with, in its order."""
    found: dict[str, Row] = {str(name): Row(str(name)) for name in several(brief.get("claims"))}
    for item in brief.get("body", []):
        shared = item.get("challenge")
        if not isinstance(shared, dict) or not shared.get("claim"):
            continue
        evidence, principles = dict.fromkeys(_pieces(shared, {})), dict.fromkeys("")
        for one in flat(item["body"]):
            given = answers_in(one)
            evidence |= dict.fromkeys(_pieces(given, context.params(one)))
            if context.kind(one) == "principle":
                principles |= dict.fromkeys(_provisions(given, context.params(one)))
            for what, called in _NAMED.findall(str(wording_of(one).get("text", ""))):
                if what == "provision":
                    principles |= {called: None}
                else:
                    evidence |= {called.partition(".")[0]: None}
        name = str(shared["claim"])
        pieces = context.case.evidence
        called = tuple((pieces[one].title if one in pieces else "") or one for one in evidence)
        found[name] = Row(name, called, tuple(principles), sum(map(context.asks, flat(item["body"]))))
    return list(found.values())


def _pieces(given: Plan, params: dict[str, Param]) -> Iterator[str]:
    """The evidence that answers name, outright or by a passage of it, whatever their snippet calls it."""
    for name, value in given.items():
        what = params[name].type if name in params else name
        for one in several(value) if what in {"evidence", "passage"} else ():
            named = one.get(what) if isinstance(one, dict) else one
            yield str(named).partition(".")[0]


def _provisions(given: Plan, params: dict[str, Param]) -> Iterator[str]:
    for name, value in given.items():
        if name in params and params[name].type == "provision":
            for one in several(value):
                yield str(one.get("provision") if isinstance(one, dict) else one)


def lines(
    made: list[Row], words: dict[str, str], width: int, measure: Measure = len, say: Texts = ENGLISH
) -> list[str]:
    """The table in so many cells, and below it a line for each hole."""

    def filled(text: str, size: int) -> str:
        held = cut(text, size, measure)
        return held + " " * (size - measure(held))

    if not made:
        return []
    heads = [say(f"table.{one}") for one in _HEADS]
    cells = [
        (", ".join(row.evidence) or "—", ", ".join(row.principles) or "—", str(row.questions or "—")) for row in made
    ]
    widths = [max(measure(heads[at + 1]), *(min(measure(cell[at]), 22) for cell in cells)) for at in range(3)]
    first = width - sum(widths) - 6
    narrow = width < _NARROW or first < 20
    shown: list[str] = []
    for row, cell in zip(made, cells, strict=True):
        said = f"“{words.get(row.claim, row.claim)}”"
        if narrow:
            beside = (f"  {head}: {one}" for head, one in zip(heads[1:], cell, strict=True))
            shown += [cut(one, width, measure) for one in (said, *beside)]
        else:
            shown.append("  ".join(map(filled, (said, *cell), (first, *widths))).rstrip())
    if not narrow:
        shown.insert(0, "  ".join(map(filled, heads, (first, *widths))).rstrip())
    return [*shown, *(one for hole in holes(made, words, measure, say) for one in wrapped(hole, width, measure))]


def holes(made: list[Row], words: dict[str, str], measure: Measure = len, say: Texts = ENGLISH) -> list[str]:
    """What is missing, a line each."""
    found: list[str] = []
    for row in made:
        there = zip(_HOLES, (row.evidence, row.principles, row.questions), strict=True)
        if missing := [say(f"hole.{what}") for what, held in there if not held]:
            said = cut(f"“{words.get(row.claim, row.claim)}”", 60, measure)
            found.append(say("hole", what=say("hole.and").join(missing), words=said))
    return found
