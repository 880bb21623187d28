"""A letter that speaks as I and as we."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from drafter.dossier import Dossier
from drafter.model import Block, BlockQuotation, Inline, Note, Origin, Quotation, Text, blocks, children
from drafter.problems import Finding

_I: Final = re.compile(r"\b(?:I|me|my|mine|myself)\b")
_NUMERAL: Final = re.compile(
    r"\b(?:Annex|Appendix|Article|Book|Chapter|Class|Part|Phase|Schedule|Section|Table|Tier|Title|Volume)\s+I\b|^I\.(?=\s)"
)
"""Where I is a number: Part I, Schedule I."""
_WE: Final = re.compile(r"\b(?:[Ww]e|us|[Oo]ur|[Oo]urs|ourselves)\b")


def check(dossier: Dossier) -> Iterator[Finding]:
    """`voice-mixed`: words of both voices, or of another than is declared, stand outside quotations; in English."""
    if not dossier.letter.language.startswith("en"):
        return
    words = [text for block in blocks(dossier.letter) for text in _own_words(block)]
    singular = next(_found(words, _I), None)
    plural = next(_found(words, _WE), None)
    declared = dossier.brief.voice or dossier.case.sender.voice
    other = {"I": plural, "we": singular, "office": singular or plural}.get(declared)
    if other and not (singular and plural):
        message = f"the letter says '{other[0]}', and its voice is '{declared}'"
        yield Finding("voice-mixed", "warning", message, other[1].place, "write in the voice that is declared")
    if singular and plural:
        message = f"the letter says '{singular[0]}' and also '{plural[0]}'"
        yield Finding("voice-mixed", "warning", message, plural[1].place, "choose one voice for the whole letter")


def _found(words: list[Text], pattern: re.Pattern[str]) -> Iterator[tuple[str, Origin]]:
    for text in words:
        if match := pattern.search(_NUMERAL.sub("", text.text)):
            yield match[0], text.origin


def _own_words(node: Block | Inline) -> Iterator[Text]:
    if isinstance(node, Quotation | BlockQuotation | Note):
        return
    if isinstance(node, Text):
        yield node
    for child in children(node):
        yield from _own_words(child)
