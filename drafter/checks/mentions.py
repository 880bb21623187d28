"""Annexes and enclosures that the letter never speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from drafter.brief import AnnexPlan, Enclosure
from drafter.checks.prose import stretches
from drafter.dossier import Dossier
from drafter.language import LANGUAGES
from drafter.model import Annex, Block, Letter, Note, Reference, plain_text, walk
from drafter.problems import Finding

_ANNEXED: Final = {
    "en": r"\b(?:the|an|this|attached|following)\s(?:annex|schedule|appendix)\b|\bannexed\b|\battached\b|\bannexes\b",
    "fr": r"\bannexe?s?\b|\bci-joint",
    "es": r"\banexos?\b|\badjunt",
    "cy": r"\batodiad|\bynghlwm",
}
_ALL: Final = re.compile(r"\b(?:annexes|schedules|appendices|annexed|anexos|atodiadau)\b", re.IGNORECASE)
_ENCLOSED: Final = {"en": r"\benclos", "fr": r"\bjoint|\bpièce", "es": r"\badjunt", "cy": r"\bamgae"}


def check(dossier: Dossier) -> Iterator[Finding]:
    """`annex-unmentioned`, a warning; `enclosure-unmentioned`, information."""
    letter = dossier.letter
    base = letter.language.partition("-")[0]
    for plan, annex in zip(dossier.brief.annexes, letter.annexes, strict=False):
        if not _annex_named(letter, plan, annex, _ANNEXED.get(base, _ANNEXED["en"])):
            message = f"{annex.label}, “{annex.title}”, is attached, and the letter never mentions it"
            advice = "say what it is for: name it, and write {{ ref(…) }}"
            yield Finding("annex-unmentioned", "warning", message, plan.place, advice)
    said = (stretch.text for stretch in stretches(dossier)) if dossier.brief.enclosures else ()
    text = "\n\n".join(said).lower()
    for number, enclosure in enumerate(dossier.brief.enclosures, 1):
        if not _enclosure_named(text, letter.language, enclosure, number, _ENCLOSED.get(base, _ENCLOSED["en"])):
            message = f"“{enclosure.words}” is enclosed, and the letter never mentions it"
            advice = "say what it is for, where it helps the reader"
            yield Finding("enclosure-unmentioned", "information", message, enclosure.place, advice)


def _annex_named(letter: Letter, plan: AnnexPlan, annex: Annex, alone: str) -> bool:
    others = (*letter.body, *(block for one in letter.annexes if one is not annex for block in one.content))
    if plan.name and any(isinstance(node, Reference) and node.anchor == annex.anchor for node in walk(others)):
        return True
    text = _said(others)
    called = rf"\b{re.escape(annex.label)}\b"
    if re.search(called, text, re.IGNORECASE) or annex.title.lower() in text.lower():
        return True
    return bool(_ALL.search(text)) or (len(letter.annexes) == 1 and bool(re.search(alone, text, re.IGNORECASE)))


def _enclosure_named(text: str, language: str, enclosure: Enclosure, number: int, enclosed: str) -> bool:
    called = LANGUAGES[language].enclosure.replace("{number}", str(number)).lower()
    if re.search(rf"\b{re.escape(called)}\b", text) or re.search(enclosed, text):
        return True
    telling = [word for word in re.findall(r"\w{5,}", enclosure.words.lower()) if not word.isdigit()]
    return bool(telling) and any(all(word in one for word in telling) for one in text.split("\n\n"))


def _said(content: tuple[Block, ...]) -> str:
    """The words of some blocks, and of the notes cited in them."""
    notes = [node for node in walk(content) if isinstance(node, Note)]
    return "\n\n".join([plain_text(content), *(plain_text(note.content) for note in notes)])
