"""Paragraphs that stand twice, and paragraphs that break off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from drafter.checks.prose import HIDDEN, Stretch, stretches
from drafter.dossier import Dossier
from drafter.model import Paragraph, blocks
from drafter.problems import Finding

_LONG: Final = 8
"""Words from which a paragraph that stands twice is no formula."""
_SENTENCE: Final = 6
"""Words from which a paragraph is a sentence."""
_NOTE_MARKS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹*†‡"
"""What may stand after the end of a sentence in a quotation that keeps its references to notes."""
_ENDED: Final = re.compile(rf"[.?!:;…—–][”’\"'»)\]\s{_NOTE_MARKS}]*$|[.?!…][”’\"'»\s{_NOTE_MARKS}]*\([^()]*\)$")


def check(dossier: Dossier) -> Iterator[Finding]:
    """`paragraph-repeated`, `end-mark-missing`."""
    seen: dict[str, Stretch] = {}
    last = {
        block  # and not its identity: a stretch may be that of an equal paragraph of an earlier letter
        for block, following in zip(blocks(dossier.letter), (*blocks(dossier.letter)[1:], None), strict=False)
        if isinstance(block, Paragraph) and (following is None or isinstance(following, Paragraph))
    }
    for stretch in stretches(dossier):
        if stretch.kind in {"paragraph", "question"} and stretch.own.strip(f"{HIDDEN} .(),"):
            yield from _twice(stretch, seen)
        if stretch.kind == "paragraph" and stretch.block in last:
            yield from _broken_off(stretch)


def _twice(stretch: Stretch, seen: dict[str, Stretch]) -> Iterator[Finding]:
    words = " ".join(stretch.text.lower().split())
    if len(words.split()) < _LONG:
        return
    first = seen.setdefault(words, stretch)
    if first is not stretch:
        line = first.place_at(0).line
        where = f", first in line {line}" if line and line != stretch.place_at(0).line else ""
        message = f"the paragraph “{stretch.around(0, 40, 0)}…” stands twice{where}"
        yield Finding("paragraph-repeated", "warning", message, stretch.place_at(0), "take one out")


def _broken_off(stretch: Stretch) -> Iterator[Finding]:
    text = stretch.text.rstrip()
    runs = [run for run in stretch.runs if run.text.strip()]
    if len(text.split()) < _SENTENCE or "\n" in text or not text[0].isalnum() or _ENDED.search(text):
        return
    if all(run.emphasised for run in runs) or (runs[-1].hidden and runs[-1].passage is None):
        return
    message = f"a paragraph ends “…{text[-40:].partition(' ')[2] or text[-40:]}” without a mark"
    place = stretch.place_at(len(text) - 1)
    yield Finding("end-mark-missing", "warning", message, place, "end the sentence, or finish it")
