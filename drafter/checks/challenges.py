"""Challenges that lack evidence and a query."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from drafter.answers import Ref
from drafter.body import ChallengeItem, QuestionItem, SnippetItem, TextItem, snippet_items, within
from drafter.dossier import Dossier
from drafter.library import Snippet
from drafter.problems import Finding

_GROUNDS: Final = ("evidence", "passage", "provision")
_RESTS: Final = re.compile(r"\b(?:evidence|passage|provision)\(")


def check(dossier: Dossier) -> Iterator[Finding]:
    """`claim-without-query`: a challenge asks nothing; `claim-without-evidence`: it sets nothing beside the claim."""
    for item in dossier.brief.items():
        if not isinstance(item, ChallengeItem):
            continue
        snippets = list(snippet_items(item.items))
        texts = " ".join(one.text for one in within(item.items) if isinstance(one, TextItem))
        claims = list(dict.fromkeys(name for snippet in snippets for name in _named(snippet, "claim")))
        claims += [item.claim] * bool(item.claim and item.claim not in claims)
        called = ", ".join(f"'{name}'" for name in claims) or "this challenge"
        kinds = {snippet.snippet.kind for snippet in snippets}
        does = {one for snippet in snippets for one in snippet.snippet.does}
        asks = "asks" in does or "query" in kinds or "?" in texts
        asks = asks or any(isinstance(one, QuestionItem) for one in within(item.items))
        if not asks:
            message = f"challenge: nothing is asked about {called}"
            advice = "add a `question:` or a query, or silence with a reason"
            yield Finding("claim-without-query", "warning", message, item.place, advice)
        rests = "rests" in does or any(_named(snippet, kind) for snippet in snippets for kind in _GROUNDS)
        rests = rests or bool(kinds & {"evidence", "principle", "closing"} or _RESTS.search(texts))
        challenging = [snippet.snippet for snippet in snippets if snippet.snippet.kind == "challenge"]
        if not rests and not (challenging and all("needs-nothing" in one.does for one in challenging)):
            message = f"challenge: neither evidence nor a principle stands beside {called}"
            yield Finding("claim-without-evidence", "warning", message, item.place, "add what stands against it")


def lacking(snippet: Snippet) -> tuple[str, ...]:
    """What is to stand beside a wording in a challenge: what the claim is held against, and a question."""
    rests = {"rests", "needs-nothing"} & set(snippet.does) or any(
        one.type in _GROUNDS for one in snippet.params.values()
    )
    asks = "asks" in snippet.does or snippet.kind == "query"
    return ("evidence or a principle",) * (not rests) + ("a question",) * (not asks)


def _named(item: SnippetItem, kind: str) -> list[str]:
    return [
        str(one.id)
        for answer in item.answers.values()
        for one in (answer if isinstance(answer, tuple) else (answer,))
        if isinstance(one, Ref) and one.kind == kind
    ]
