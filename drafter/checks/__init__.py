"""Checks of a letter before it goes out; a plain tuple lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from drafter.brief import Silence
from drafter.checks import (
    addressing,
    announced,
    beginnings,
    challenges,
    chosen,
    dates,
    deadlines,
    emphasis,
    extracts,
    facts,
    grades,
    instruments,
    marks,
    mentions,
    paragraphs,
    placeholders,
    quoted,
    slips,
    spelling,
    standard,
    supported,
    voice,
)
from drafter.dossier import Dossier
from drafter.problems import Finding, did_you_mean

Check = Callable[[Dossier], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    extracts.check,
    chosen.check,
    challenges.check,
    deadlines.check,
    marks.check,
    voice.check,
    placeholders.check,
    slips.check,
    dates.check,
    emphasis.check,
    quoted.check,
    facts.check,
    instruments.check,
    beginnings.check,
    mentions.check,
    announced.check,
    grades.check,
    addressing.check,
    paragraphs.check,
    spelling.check,
    standard.check,
    supported.check,
)


def check(dossier: Dossier) -> list[Finding]:
    """All findings of all checks."""
    return [finding for one in CHECKS for finding in one(dossier)]


def silenced(findings: Iterable[Finding], silences: tuple[Silence, ...]) -> tuple[list[Finding], list[Finding]]:
    """Divide findings into those that stand and those that are silenced; a silence that fits none is a finding."""
    standing: list[Finding] = []
    quiet: list[Finding] = []
    used: set[int] = set()
    for finding in findings:
        number = next((n for n, silence in enumerate(silences) if _fits(silence, finding)), None)
        if number is None:
            standing.append(finding)
        else:
            used.add(number)
            quiet.append(finding)
    for number, silence in enumerate(silences):
        if number not in used:
            meant = did_you_mean(silence.code, tuple({finding.code for finding in standing}))
            message = f"silence: there is no finding '{silence.code}' here that could be silenced{meant}"
            standing.append(Finding("silence-unused", "warning", message, silence.place, "take the silence out"))
    return standing, quiet


def _fits(silence: Silence, finding: Finding) -> bool:
    return finding.severity != "information" and silence.code == finding.code and silence.about in finding.message
