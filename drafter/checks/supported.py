"""Facts that their own passage or source does not say; references typed by hand to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from drafter.checks.prose import nodes, stretches
from drafter.dossier import Dossier
from drafter.fact_proof import FIGURES, states, wrong_facts
from drafter.model import Paragraph, Question
from drafter.problems import Finding

_TYPED: Final = re.compile(
    r"\b(?:(?P<annex>Annex) (?P<label>[A-Z])\b|(?:my|our) question (?P<question>\d+))(?! (?:of|to|in) (?!this))"
    r"|\b[Qq]uestion (?P<asked>\d+)(?= (?:above|below|of this letter)\b)"
    r"|\b[Pp]aragraph (?P<paragraph>\d+)(?= (?:above|below|of this letter)\b)"
)


def check(dossier: Dossier) -> Iterator[Finding]:
    """`fact-passage`, `fact-unsupported`, `reference-typed`; a fact's passage is looked up as a quotation is."""
    yield from _facts(dossier)
    if dossier.letter.language.startswith("en"):
        yield from _references(dossier)


def _facts(dossier: Dossier) -> Iterator[Finding]:
    for key, evidence in dossier.case.evidence.items():
        source = dossier.case.sources.get(evidence.source)
        text = dossier.texts.get(evidence.source, "")
        if any(fact.passage for fact in evidence.facts.values()) and _is_used(key, dossier):
            yield from wrong_facts(key, evidence, dossier.case, text)
        if not text or source is None or source.held != "document":
            continue
        figures = set(FIGURES.findall(f"{text} {source.title} {source.date} {source.reference}"))
        for name, fact in evidence.facts.items():
            missing = [figure for figure in FIGURES.findall(fact.words) if figure not in figures]
            if missing and not fact.passage and (fact.kind == "words" or not states(fact, text, source, dossier.case)):
                message = f"evidence: {key}: {name}: '{fact.words}' has {missing[0]}, and '{evidence.source}' does not"
                yield Finding("fact-unsupported", "warning", message, fact.place, "compare it with the document")


def _is_used(name: str, dossier: Dossier) -> bool:
    """Whether the letter rests on a piece of evidence, or is to."""
    runs = (run for stretch in stretches(dossier) for run in stretch.runs)
    return name in dossier.brief.evidence or any(name in run.origin.evidence for run in runs)


def _references(dossier: Dossier) -> Iterator[Finding]:
    letter = dossier.letter
    labels = {annex.label for annex in letter.annexes}
    questions, paragraphs = (
        {str(node.number) for node in nodes(dossier) if isinstance(node, kind)} for kind in (Question, Paragraph)
    )
    for stretch in stretches(dossier):
        for found in _TYPED.finditer(stretch.own):
            asked = found["question"] or found["asked"]
            known = (
                found[0] in labels
                if found["annex"]
                else asked in questions
                if asked
                else found["paragraph"] in paragraphs
            )
            if not known:
                message = f"the letter refers to '{found[0]}', which it does not have"
                advice = 'name what is meant (`name: …`) and write {{ ref("…") }}'
                yield Finding("reference-typed", "warning", message, stretch.place_at(found.start()), advice)
