"""Challenges that lack evidence and a query."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from drafter.answers import Ref
from drafter.body import ChallengeItem, QuestionItem, SnippetItem, TextItem, snippet_items, within
from drafter.dossier import Dossier
from drafter.problems import Finding

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
        asks = "query" in kinds or "?" in texts or any(isinstance(one, QuestionItem) for one in within(item.items))
        if not asks:
            message = f"challenge: nothing is asked about {called}"
            advice = "add a `question:` or a query, or silence with a reason"
            yield Finding("claim-without-query", "warning", message, item.place, advice)
        rests = any(_named(snippet, kind) for snippet in snippets for kind in ("evidence", "passage", "provision"))
        if not rests and not kinds & {"evidence", "principle", "closing"} and not _RESTS.search(texts):
            message = f"challenge: neither evidence nor a principle stands beside {called}"
            yield Finding("claim-without-evidence", "warning", message, item.place, "add what stands against it")


def _named(item: SnippetItem, kind: str) -> list[str]:
    return [
        str(one.id)
        for answer in item.answers.values()
        for one in (answer if isinstance(answer, tuple) else (answer,))
        if isinstance(one, Ref) and one.kind == kind
    ]
