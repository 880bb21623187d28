"""What is wrong or doubtful in a quotation: words that are not the source's, words left out that turn its sense."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from drafter import quoting
from drafter.compose.view import Quotable
from drafter.misquoting import misquoted
from drafter.problems import Finding, Placed, place_of


def altered(what: Quotable, source: str, found: quoting.Mismatch) -> Finding:
    return misquoted(what.described(), what.words, source, found, _others(what, source))


def _others(what: Quotable, source: str) -> Iterator[tuple[str, str]]:
    """The other sources of which a text is held, by id."""
    for name, one in what.views.case.sources.items():
        if name != source and (one.file or one.transcript):
            yield name, what.views.read_source(Placed(name, one.place))


TURNING: Final = re.compile(
    r"\b(?:not|no|never|none|nor|neither|nothing|nobody|cannot|without|only|unless|except|excluding"
    r"|subject to|provided that|ne|pas|jamais|sauf|aucun|aucune|sans|seulement|nunca|ningún|ninguna|salvo|sin"
    r"|sólo|solo|nid|dim|heb|oni bai)\b|n't\b",
    re.IGNORECASE,
)
"""Words without which a passage may say the reverse; "n't" as prepared sources have it, with a straight mark."""


def unfair(what: Quotable, found: quoting.Found) -> Iterator[Finding]:
    """`ellipsis-turns`: what is left out holds a denial or a condition; `ellipsis-joins`: sentences are joined."""
    for dropped in found.dropped:
        shown = dropped.words if len(dropped.words) <= 160 else f"{dropped.words[:100]} … {dropped.words[-50:]}"
        if turning := TURNING.search(dropped.words):
            message = f"{what.described()} leaves out “{shown}”, and with it '{turning[0]}'"
            advice = "quote these words, or be sure that the passage says the same without them"
            yield Finding("ellipsis-turns", "warning", message, place_of(what.words), advice)
        if dropped.joins:
            message = f"{what.described()} joins two sentences by leaving out “{shown}”"
            advice = "keep the full stop before the ellipsis, or begin with a capital after it"
            yield Finding("ellipsis-joins", "warning", message, place_of(what.words), advice)


_PAGE: Final = re.compile(r"\b(?:p|pp|page|pages|tud|pág)\.?\s*(\d+)(?:\s*[-–]\s*(\d+))?", re.IGNORECASE)


def misplaced(what: Quotable, found: quoting.Found) -> Iterator[Finding]:
    """`locator-wrong`: the words stand on another page than `at` says, in a source whose pages are known."""
    at = what.attributes().get("at")
    told = _PAGE.search(str(at)) if isinstance(at, str) else None
    name, text, _ = what.quoted_from()
    if told is None or not text or found.end <= found.start or name not in what.views.case.sources:
        return
    first, last = (what.views.read_page(name, position) for position in (found.start, found.end - 1))
    if first and not (int(told[1]) <= last and first <= int(told[2] or told[1])):
        message = f"{what.described()} is said to stand at '{at}'; its words stand on page {first}"
        yield Finding("locator-wrong", "error", message, place_of(what.words), f"write `at: p. {first}`")
