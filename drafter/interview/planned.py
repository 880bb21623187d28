"""What the briefs of a case say of the letters that were planned before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drafter.interview.items import Plan, answers_in, several, wording_of
from drafter.interview.offers import Context, Earlier


def earlier(file: str, brief: Plan, context: Context) -> Earlier:
    """What an earlier brief, as plain data, holds that a later letter can come back to."""
    due = brief.get("deadline")
    subject = brief.get("subject")
    items = [(item, shared) for item, shared in _items(brief.get("body"), {})]
    return Earlier(
        file,
        str(brief.get("date") or ""),
        str((due.get("date") if isinstance(due, dict) else due) or ""),
        "; ".join(map(str, subject)) if isinstance(subject, list) else str(subject or ""),
        tuple(_alone(item, shared) for item, shared in items if context.asks(item)),
        tuple(_pairs(items)),
    )


def _items(body: Any, shared: Plan) -> Iterable[tuple[Plan, Plan]]:
    for item in body if isinstance(body, list) else []:
        if not isinstance(item, dict):
            continue
        inner = {**shared, **item["challenge"]} if isinstance(item.get("challenge"), dict) else shared
        for name in ("body", "paragraph"):
            yield from _items(item.get(name), inner)
        if "challenge" not in item and "paragraph" not in item:
            yield item, inner


def _alone(item: Plan, shared: Plan) -> Plan:
    """A question as it stands by itself, with what its challenge gave it."""
    inner = wording_of(item)
    if "snippet" not in inner:
        return item
    made = {**inner, "with": {**shared, **answers_in(item)}}
    return {**item, "question": made} if "question" in item else made


def _pairs(items: list[tuple[Plan, Plan]]) -> Iterable[tuple[str, str]]:
    for item, shared in items:
        given = {**shared, **answers_in(item)}
        if given.get("claim") and given.get("evidence"):
            yield from ((str(given["claim"]), str(piece)) for piece in several(given["evidence"]))
