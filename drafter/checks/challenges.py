"""Challenges that lack evidence and a query."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.answers import Ref
from drafter.body import ChallengeItem, QuestionItem, SnippetItem, snippet_items, within
from drafter.dossier import Dossier
from drafter.problems import Finding


def check(dossier: Dossier) -> Iterator[Finding]:
    """`claim-without-query`: a challenge asks nothing; `claim-without-evidence`: it sets nothing beside the claim."""
    for item in dossier.brief.items():
        if not isinstance(item, ChallengeItem):
            continue
        snippets = list(snippet_items(item.items))
        claims = list(dict.fromkeys(name for snippet in snippets for name in _named(snippet, "claim")))
        called = ", ".join(f"'{name}'" for name in claims) or "this challenge"
        asks = any(isinstance(one, QuestionItem) for one in within(item.items))
        if not asks and not any(snippet.snippet.kind == "query" for snippet in snippets):
            message = f"challenge: nothing is asked about {called}"
            yield Finding(
                "claim-without-query", "warning", message, item.place, "add a query, or silence with a reason"
            )
        rests = [
            name
            for snippet in snippets
            for kind in ("evidence", "passage", "provision")
            for name in _named(snippet, kind)
        ]
        if not rests and not any(snippet.snippet.kind in {"evidence", "principle", "closing"} for snippet in snippets):
            message = f"challenge: neither evidence nor a principle stands beside {called}"
            yield Finding("claim-without-evidence", "warning", message, item.place, "add what stands against it")


def _named(item: SnippetItem, kind: str) -> Iterator[str]:
    for answer in item.answers.values():
        for one in answer if isinstance(answer, tuple) else (answer,):
            if isinstance(one, Ref) and one.kind == kind:
                yield str(one.id)
