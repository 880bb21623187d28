"""The answers that a brief amounts to, so that any brief can be gone through again, whoever wrote it.

Answers are proposed for each item and key, and tried on the course itself. What does not come out of it as the brief
has it is kept as it stands: an item in its place, a challenge or what fits no place as a part of its own, a key whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drafter.interview.course import course
from drafter.interview.items import KEPT, Plan, several
from drafter.interview.offers import Context
from drafter.interview.questions import Answer
from drafter.interview.reopened_body import OpenedBody, played
from drafter.record import replace


def answers_of(brief: Plan, context: Context) -> dict[str, Answer]:
    """The answers, by question; under `KEPT` what Context.kept holds."""
    context = replace(context, kept={})
    found: dict[str, Answer] = {"kind": "follow-up", "answers": [], **_keys(brief, context)}
    opened = OpenedBody(context, found, numbered=_numbered(several(brief.get("body"))))
    opened.body(several(brief.get("body")))
    chosen = [name for name in several(brief.get("claims")) if name in context.case.claims]
    for name in chosen:
        if name not in opened.challenged:
            opened.unchallenged(name)
    found["claims"] = list(dict.fromkeys([*chosen, *opened.challenged]))
    found["numbered"] = opened.numbered
    found["parts"] = opened.order
    found["kept-parts"] = list(opened.parts)
    kept: Plan = {"items": opened.items, "parts": opened.parts, "order": opened.order}
    made = played(course(lambda: replace(context, kept=kept)), found)
    other = [name for name in {**brief, **made} if several(brief.get(name)) != several(made.get(name))]
    kept["keys"] = {name: brief.get(name) for name in other if name != "body"}
    kept["made"] = {name: made.get(name) for name in kept["keys"]}
    return {**found, KEPT: kept}


def _numbered(items: Iterable[Plan]) -> bool:
    return any("question" in item or _numbered(item.get("body", ())) for item in items)


def _keys(brief: Plan, context: Context) -> dict[str, Answer]:
    """The answers to the questions that are not about the body."""
    found: dict[str, Answer] = {name: brief.get(name) for name in ("date", "our_ref", "your_ref")}
    found["to"] = _first(brief.get("to"))
    found["subject"] = "; ".join(several(brief.get("subject")))
    provisions = {choice.value for choice in context.choices("provision")}
    found["principles"] = [name for name in several(brief.get("principles")) if name in provisions]
    for key in ("copies", "enclosures"):
        found[key] = "; ".join(_called(one, context) for one in several(brief.get(key))) or None
    found["template"] = brief.get("template") or context.letterheads()[1]
    signs = brief.get("from") or context.case.sender.signatory
    return {**found, "from": _first(signs), **_deadline(brief.get("deadline"))}


def _first(value: Any) -> Any:
    return str(next(iter(value if isinstance(value, tuple) else several(value)), ""))


def _called(one: Any, context: Context) -> str:
    """A copy or an enclosure in words."""
    if not isinstance(one, dict):
        return str(one)
    party = context.case.parties.get(one.get("party", ""))
    return party.full_name if party else str(one.get("words", ""))


def _deadline(value: Any) -> dict[str, Answer]:
    if isinstance(value, dict) and value.get("working_days"):
        calendar = {f"deadline/{name}": value.get(name) for name in ("country", "region")}
        return {"deadline": "working-days", "deadline/days": value["working_days"], **calendar}
    day = value.get("date") if isinstance(value, dict) else value
    return {"deadline": "date", "deadline/date": day} if day else {"deadline": "none"}
