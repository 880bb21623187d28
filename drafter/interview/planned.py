"""What the briefs of a case say of the letters that were planned before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drafter.interview.offers import Earlier
from drafter.interview.wording import Plan


def earlier(file: str, brief: Plan) -> Earlier:
    """What an earlier brief, as plain data, holds that a later letter can come back to."""
    due = brief.get("deadline")
    subject = brief.get("subject")
    items = [(item, shared) for item, shared in _items(brief.get("body"), {})]
    return Earlier(
        file,
        str(brief.get("date") or ""),
        str((due.get("date") if isinstance(due, dict) else due) or ""),
        "; ".join(map(str, subject)) if isinstance(subject, list) else str(subject or ""),
        tuple(_alone(item, shared) for item, shared in items if _asks(item)),
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


def _asks(item: Plan) -> bool:
    return "question" in item or str(item.get("snippet", "")).startswith("query/")


def _alone(item: Plan, shared: Plan) -> Plan:
    """A question as it stands by itself, with what its challenge gave it."""
    inner = item.get("question", item)
    if not isinstance(inner, dict) or "snippet" not in inner:
        return item
    made = {**inner, "with": {**shared, **(inner.get("with") or {})}}
    return {"question": made} if "question" in item else made


def _pairs(items: list[tuple[Plan, Plan]]) -> Iterable[tuple[str, str]]:
    for item, shared in items:
        inner = item.get("question", item)
        given = {**shared, **((inner.get("with") or {}) if isinstance(inner, dict) else {})}
        if given.get("claim") and given.get("evidence"):
            yield str(given["claim"]), str(given["evidence"])
