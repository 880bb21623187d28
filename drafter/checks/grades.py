"""Verbs that claim more than the evidence beside them is worth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from drafter.case import Case
from drafter.checks.prose import Run, Stretch, stretches
from drafter.dossier import Dossier
from drafter.fact_proof import stated
from drafter.problems import Finding

_STRONG: Final = re.compile(
    r"\b(?P<verb>shows?|showed|shown|proves?|proved|proven|establish(?:es|ed)?|demonstrat(?:es?|ed)|confirm(?:s|ed)?)\b"
)
_BEFORE: Final = re.compile(r"(?:\b(?:not|never|no|nor|to|if|whether|may|might|would|could|can)|n[’']t)\s(?:\w+\s)?$")
_SENTENCE: Final = re.compile(r"(?<=[.?!])[”’)]?\s+(?=[“‘(]?[A-Z])")
_GOES_ON: Final = re.compile(r"^(?:This|It|That|These|Which)\b")
_WORTH: Final = {"reported": "hearsay", "secondary": "an account by somebody else"}
_PROOF: Final = ("prove", "establish")


def check(dossier: Dossier) -> Iterator[Finding]:
    """`evidence-grade`: in a letter in English, reported evidence “shows”, or a secondary account “proves”."""
    if not dossier.letter.language.startswith("en"):
        return
    case = dossier.case
    graded = {name: one.grade for name, one in case.evidence.items() if one.grade in _WORTH}
    own = {key for key, one in case.evidence.items() if any(fact.grade for fact in one.facts.values())}
    if not graded and not own:
        return
    typed = _typed(case, {name: grade for name, grade in graded.items() if name not in own})
    for stretch in stretches(dossier):
        named = [
            (at, worth)
            for at, run in stretch.positions()
            if run.text.strip()
            for name in run.origin.evidence
            for worth in (_worths(run, name, case) if name in own else ((name, graded.get(name, "")),))
            if worth[1] in _WORTH
        ]
        said = stretch.unquoted.lower()
        named += [(found.start(), worth) for called, worth in typed for found in called.finditer(said)]
        yield from _overstated(stretch, named)


def _typed(case: Case, graded: dict[str, str]) -> list[tuple[re.Pattern[str], tuple[str, str]]]:
    """How a letter may name weak evidence in words of its own: as the case calls it, where that is no single word."""
    called = {name: (one.known_as or one.title).lower() for name, one in case.evidence.items()}
    names = list(called.values())
    return [
        (re.compile(rf"\b{re.escape(called[name])}\b"), (name, grade))
        for name, grade in graded.items()
        if " " in called[name] and names.count(called[name]) == 1
    ]


def _worths(run: Run, name: str, case: Case) -> tuple[tuple[str, str], ...]:
    """What is said of a piece of evidence, and what that is worth: its facts by themselves, where they are stated."""
    facts = [(one.name, one.grade) for one in stated(run.text, (name,), case)]
    return tuple(facts) or ((name, case.evidence[name].grade),)


def _overstated(stretch: Stretch, named: list[tuple[int, tuple[str, str]]]) -> Iterator[Finding]:
    text = stretch.unquoted
    edges = [0, *(found.end() for found in _SENTENCE.finditer(text)), len(text)]
    before: list[tuple[str, str]] = []
    for start, end in pairwise(edges):
        within = [(at, name) for at, name in named if start <= at < end]
        carried = before if _GOES_ON.match(text[start:end]) else []
        for verb in _STRONG.finditer(text, start, end):
            if _BEFORE.search(text[start : verb.start()]):
                continue
            names = [name for at, name in within if at <= verb.start()] or carried
            weak = next((one for one in names if _too_strong(one[1], verb["verb"])), None)
            if weak is not None:
                name, grade = weak
                message = f"evidence '{name}' is {grade}, {_WORTH[grade]}; here it “{verb['verb']}”"
                advice = "write “suggests”, “indicates” or “says”, or find better evidence"
                yield Finding("evidence-grade", "warning", message, stretch.place_at(verb.start()), advice)
                break
        before = [name for _, name in within] or carried


def _too_strong(grade: str, verb: str) -> bool:
    return grade == "reported" or verb.startswith(_PROOF)
