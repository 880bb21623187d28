"""Verbs that claim more than the evidence beside them is worth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from drafter.checks.prose import Stretch, stretches
from drafter.dossier import Dossier
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
    graded = {name: one.grade for name, one in dossier.case.evidence.items() if one.grade in _WORTH}
    if not graded:
        return
    for stretch in stretches(dossier):
        yield from _overstated(stretch, graded)


def _overstated(stretch: Stretch, graded: dict[str, str]) -> Iterator[Finding]:
    named = [
        (at, name)
        for at, run in stretch.positions()
        for name in run.origin.evidence
        if name in graded and run.text.strip()
    ]
    text = stretch.unquoted
    edges = [0, *(found.end() for found in _SENTENCE.finditer(text)), len(text)]
    before: list[str] = []
    for start, end in pairwise(edges):
        within = [(at, name) for at, name in named if start <= at < end]
        carried = before if _GOES_ON.match(text[start:end]) else []
        for verb in _STRONG.finditer(text, start, end):
            if _BEFORE.search(text[start : verb.start()]):
                continue
            names = [name for at, name in within if at <= verb.start()] or carried
            name = next((one for one in names if _too_strong(graded[one], verb["verb"])), None)
            if name is not None:
                message = f"evidence '{name}' is {graded[name]}, {_WORTH[graded[name]]}; here it “{verb['verb']}”"
                advice = "write “suggests”, “indicates” or “says”, or find better evidence"
                yield Finding("evidence-grade", "warning", message, stretch.place_at(verb.start()), advice)
                break
        before = [name for _, name in within] or carried


def _too_strong(grade: str, verb: str) -> bool:
    return grade == "reported" or verb.startswith(_PROOF)
