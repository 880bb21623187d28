"""The answers that a brief amounts to, so that any brief can be gone through again, whoever wrote it.

What the course asks for becomes answers. What it does not ask for (tables, annexes, paragraphs that run on, keys of its
own) is kept as it stands, and offered where it stood.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from drafter.interview.items import Plan, several, wording_of
from drafter.interview.offers import Context
from drafter.interview.questions import Answer
from drafter.interview.wording import OWN_WORDS

ASKED: Final = frozenset(
    (
        "date",
        "to",
        "subject",
        "our_ref",
        "your_ref",
        "claims",
        "evidence",
        "principles",
        "deadline",
        "copies",
        "enclosures",
        "from",
        "template",
        "body",
    )
)
KEPT: Final = "kept"


def answers_of(brief: Plan, context: Context) -> dict[str, Answer]:
    """The answers, by question; under `KEPT` what no question asks for: {"keys": …, "items": {place: {name: item}}}."""
    found: dict[str, Answer] = {"kind": "follow-up", "date": brief.get("date"), "answers": []}
    found["to"] = _first(brief.get("to"))
    found["subject"] = "; ".join(several(brief.get("subject")))
    found["our_ref"], found["your_ref"] = brief.get("our_ref"), brief.get("your_ref")
    found["principles"] = several(brief.get("principles"))
    found |= _deadline(brief.get("deadline"))
    for key in ("copies", "enclosures"):
        found[key] = "; ".join(str(one) for one in several(brief.get(key)) if isinstance(one, str)) or None
    found["template"] = brief.get("template") or context.letterheads()[1]
    if brief.get("from") or len(context.case.sender.signatory) == 1:
        found["from"] = str(_first(brief.get("from")) or context.case.sender.signatory[0])
    kept: dict[str, Any] = {"keys": {name: value for name, value in brief.items() if name not in ASKED}, "items": {}}
    if context.case.sender.reference and brief.get("our_ref"):
        kept["keys"]["our_ref"] = brief["our_ref"]
    kept["keys"] |= {name: brief[name] for name in ("to", "from", "subject") if len(several(brief.get(name))) > 1}
    _body(brief, found, kept["items"], context)
    found[KEPT] = kept
    return {name: value for name, value in found.items() if value or name not in {"date", "to", "subject"}}


def _first(value: Any) -> Any:
    return (several(value) or [None])[0]


def _deadline(value: Any) -> dict[str, Answer]:
    if isinstance(value, dict) and value.get("working_days"):
        country = {"deadline/country": value["country"]} if value.get("country") else {}
        return {"deadline": "working-days", "deadline/days": value["working_days"], **country}
    day = value.get("date") if isinstance(value, dict) else value
    return {"deadline": "date", "deadline/date": day} if day else {"deadline": "none"}


def _body(brief: Plan, found: dict[str, Answer], kept: dict[str, Any], context: Context) -> None:
    items: list[Plan] = several(brief.get("body"))
    first = next((number for number, item in enumerate(items) if "challenge" in item), len(items))
    claims: list[str] = []
    after: dict[str, list[Plan]] = {"lists": [], "queries": [], "closing": []}
    for item in items[first:]:
        claim = (item.get("challenge") or {}).get("claim")
        if claim in context.case.claims and claim not in claims:
            claims.append(claim)
            _challenge(claim, item, found, kept, context)
        else:
            after[_after(item, context)].append(item)
    chosen = [name for name in several(brief.get("claims")) if name in context.case.claims]
    found["claims"] = [*claims, *(name for name in chosen if name not in claims)]
    found["numbered"] = any("question" in one for item in items for one in (item, *several(item.get("body"))))
    _place("opening", items[:first], {}, found, kept, context)
    parts = [("opening", items[:first]), *((f"claim/{name}", [name]) for name in claims), *after.items()]
    found["parts"] = [name for name, held in parts if held]
    for prefix, some in after.items():
        _place(prefix, some, {}, found, kept, context)


def _after(item: Plan, context: Context) -> str:
    if context.asks(item):
        return "queries"
    return "lists" if context.kind(item) == "list" else "closing"


def _challenge(claim: str, item: Plan, found: dict[str, Answer], kept: dict[str, Any], context: Context) -> None:
    prefix, shared = f"claim/{claim}", dict(item["challenge"])
    places: dict[str, list[Plan]] = {"stands": [], "evidence-wording": [], "principle-wording": [], "query": []}
    names = {"evidence": "evidence-wording", "principle": "principle-wording", "query": "query"}
    for one in several(item.get("body")):
        place = "query" if "question" in one else names.get(context.kind(one), "stands")
        places[place].append(one)
    given = [shared, *(wording_of(one).get("with") or {} for one in several(item.get("body")))]
    evidence = [value for some in given for value in several(some.get("evidence"))]
    found[f"{prefix}/evidence"] = list(dict.fromkeys(one for one in evidence if one in context.case.evidence))
    for place, some in places.items():
        _place(f"{prefix}/{place}", some, shared, found, kept, context)


def _place(
    prefix: str,
    items: Iterable[Plan],
    shared: Plan,
    found: dict[str, Answer],
    kept: dict[str, Any],
    context: Context,
) -> None:
    """The answers that one place of the course would have had."""
    chosen: list[str] = []
    texts: list[str] = []
    for item in items:
        inner = wording_of(item)
        snippet = context.snippet(str(inner.get("snippet", "")))
        plain = set(item) <= {"snippet", "with", "text", "question"} and set(inner) <= {"snippet", "with", "text"}
        if plain and snippet and snippet.id not in chosen:
            chosen.append(snippet.id)
            given = {**shared, **(inner.get("with") or {})}
            for name, param in snippet.params.items():
                value = given.get(name)
                if name in given or param.optional:
                    many = snippet.params[name].many and snippet.params[name].type == "words"
                    found[f"{prefix}/{snippet.id}/{name}"] = (
                        "; ".join(value) if many and isinstance(value, list) else value
                    )
        elif plain and "text" in inner:
            texts.append(str(inner["text"]))
        else:
            name = f"item {len(kept.setdefault(prefix, {})) + 1}"
            kept[prefix][name] = item
            chosen.append(name)
    if texts:
        chosen.append(OWN_WORDS)
        found[f"{prefix}/own"] = "\n\n".join(texts)
    found[prefix] = chosen
