"""Lists and tables that nothing leads into and that nothing speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from drafter.dossier import Dossier
from drafter.model import Block, BlockQuotation, Heading, List, Paragraph, Question, Table, inline_text
from drafter.number_words import COUNTED
from drafter.problems import Finding

_LEADS_IN: Final = {
    "en": r"follow|below|these|those|such|list|table|here|next|namely|each|every|item|includ|consist|compris|set out",
    "fr": r"suiv|ci-|voici|liste|tableau|dessous|après|chaque|savoir|notamment|comprend|ces?\b|celles?\b|ceux\b",
    "es": r"sigu|continuación|abajo|lista|tabla|cuadro|cada|saber|estos|estas|incluy|comprend|figura",
    "cy": r"canlyn|isod|rhestr|tabl|rhain|dyma|hyn|pob|gynnwys|sef\b",
}
_SPEAKS_OF: Final = {
    "en": r"above|list|table|these|those|they|this|that|foregoing|all|each|such|items?\b",
    "fr": r"dessus|précèd|liste|tableau|ces?\b|celles?\b|ceux\b|ils\b|elles\b|chacun|tou[ts]",
    "es": r"anterior|precede|lista|tabla|cuadro|est[aeo]s?\b|cada|tod[ao]s",
    "cy": r"uchod|rhestr|tabl|rhain|hyn|pob|oll",
}
_COLON: Final = re.compile(r"[:—–…]\W*$")


def check(dossier: Dossier) -> Iterator[Finding]:
    """`list-unmentioned`: the words before do not lead into it, and those after do not speak of it."""
    letter = dossier.letter
    base = letter.language.partition("-")[0]
    base = base if base in _LEADS_IN else "en"
    yield from _alone(letter.body, base, dossier, announced=False)
    for annex in letter.annexes:
        yield from _alone(annex.content, base, dossier, announced=True)


def _alone(content: tuple[Block, ...], language: str, dossier: Dossier, *, announced: bool) -> Iterator[Finding]:
    for number, block in enumerate(content):
        if isinstance(block, Question):
            yield from _alone(block.content, language, dossier, announced=True)
        if not isinstance(block, List | Table):
            continue
        if isinstance(block, Table) and block.caption:
            continue  # its caption says what it is, and a reference to nothing is another finding
        before = content[number - 1] if number else None
        after = content[number + 1] if number + 1 < len(content) else None
        if before is None and announced:
            continue
        if _led_into(before, block, language) or _spoken_of(after, language):
            continue
        what = "a list" if isinstance(block, List) else "a table"
        message = f"{what} stands in the letter, and the words around it do not say what it is"
        place = block.origin.place if block.origin.place.line else dossier.brief.place
        advice = "lead into it with a sentence that ends with a colon, or name it in the text"
        yield Finding("list-unmentioned", "warning", message, place, advice)


def _led_into(before: Block | None, block: List | Table, language: str) -> bool:
    match before:
        case None:
            return False
        case Paragraph():
            text = inline_text(before.content).lower().rstrip()
            if _COLON.search(text) or re.search(rf"\b(?:{_LEADS_IN[language]})", text):
                return True
            return _counts(text, len(block.items if isinstance(block, List) else block.rows), language)
        case Heading() | List() | Table() | BlockQuotation() | Question():
            return True


def _counts(text: str, items: int, language: str) -> bool:
    """Whether a text says how many things there are."""
    names = COUNTED[language]
    said = {str(items)} | ({names[items - 1]} if 2 <= items <= len(names) else set())
    return not said.isdisjoint(re.findall(r"\w+", text))


def _spoken_of(after: Block | None, language: str) -> bool:
    return isinstance(after, Paragraph) and bool(
        re.search(rf"\b(?:{_SPEAKS_OF[language]})", inline_text(after.content).lower())
    )
