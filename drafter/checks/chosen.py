"""What the brief chose and the letter does not use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drafter.body import ChallengeItem
from drafter.checks.prose import nodes
from drafter.dossier import Dossier
from drafter.model import Origin
from drafter.problems import Finding, Placed
from drafter.subparagraphs import parents


def check(dossier: Dossier) -> Iterator[Finding]:
    """`claim-not-challenged`, `evidence-unused`, `principle-unused`."""
    origins = [origin for node in nodes(dossier) if isinstance(origin := getattr(node, "origin", None), Origin)]
    brief = dossier.brief
    claims = {name for origin in origins for name in origin.claims}
    claims |= {item.claim for item in brief.items() if isinstance(item, ChallengeItem) and item.spoken}
    evidence = {name for origin in origins for name in origin.evidence}
    principles = {name for origin in origins for name in origin.principles}
    principles |= {whole for name in principles for whole in _wholes(name)}
    yield from _unused(
        "claim-not-challenged", "claims", "is chosen, and no part of the letter rests on it", brief.claims, claims
    )
    yield from _unused(
        "evidence-unused", "evidence", "is chosen, and no part of the letter sets it out", brief.evidence, evidence
    )
    yield from _unused(
        "principle-unused", "principles", "is chosen, and no part of the letter cites it", brief.principles, principles
    )


def _wholes(name: str) -> Iterator[str]:
    """What a provision that is cited is part of: `UNGP 13(b)` of UNGP 13, and a commentary of what it is on."""
    provision = name.removesuffix(" commentary")
    label, _, number = provision.partition(" ")
    yield provision
    yield from (f"{label} {parent}" for parent, _ in parents(number))


def _unused(code: str, what: str, message: str, chosen: Iterable[Placed], used: set[str]) -> Iterator[Finding]:
    for name in chosen:
        if name not in used:
            advice = "use it in the body, or take it out of the list"
            yield Finding(code, "warning", f"{what}: '{name}' {message}", name.place, advice)
