"""Quotation marks without a partner, doubled punctuation, braces that were meant to insert something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from drafter.checks.prose import Stretch, nodes, once, stretches
from drafter.dossier import Dossier
from drafter.edges import closing_stop
from drafter.language import LANGUAGES
from drafter.model import Break, Heading, Node, Note, Paragraph, Text, children, inline_text
from drafter.problems import Finding, Place

_DOUBLED: Final = re.compile(r"(?<=[a-z]{5})\.[,;]|[?!][,;]|,\s?[.,;](?!\.)|;\s?[.,;]|(?<![.…])\.\.(?!\.)")
_AFTER_QUOTED: Final = re.compile(r"\.[”’»\"'\s]*[”’»\"'][\u00a0\u202f]?[,;:]")
_CLOSE: Final = "close the quotation where its words end"
_BRACES: Final = re.compile(r"\{[^{}]*\}|\{%|%\}")


def check(dossier: Dossier) -> Iterator[Finding]:
    """`quotation-unclosed`: in a paragraph, an opening mark has no closing one, or the reverse.

    `punctuation-doubled`: a full stop meets a comma, and the like; `braces-left`: single braces stand in the letter.
    """
    outer_left, outer_right, left, right = (mark.strip() for mark in LANGUAGES[dossier.letter.language].quotes)
    for node in nodes(dossier):
        if isinstance(node, Paragraph | Heading):
            yield from _found(node, outer_left, outer_right)
    for stretch in stretches(dossier):
        yield from _inner(stretch, (outer_left, outer_right, left, right))


@lru_cache(maxsize=1_024)  # most paragraphs of a batch are the same from letter to letter
def _found(block: Paragraph | Heading, left: str, right: str) -> tuple[Finding, ...]:
    return (*_paragraph(block, left, right), *_slips(block))


def _slips(block: Paragraph | Heading) -> Iterator[Finding]:
    text = inline_text(block.content)
    for found in _DOUBLED.finditer(text):
        message = f"'{found[0]}' stands in “{text[max(0, found.start() - 30) : found.end() + 10]}”"
        place = _place_at(block, found.start())
        yield Finding("punctuation-doubled", "warning", message, place, "an answer may bring a full stop of its own")
    for found in _AFTER_QUOTED.finditer(text):
        if closing_stop(text[: found.end() - 1]) < 0:
            continue
        message = f"'{found[0]}' stands in “{text[max(0, found.start() - 30) : found.end() + 10]}”"
        place = _place_at(block, found.start())
        advice = "leave the full stop of the quotation out, as drafter does where it quotes"
        yield Finding("punctuation-doubled", "warning", message, place, advice)
    for found in _BRACES.finditer(text):
        message = f"single braces stand in the letter: {found[0][:40]}"
        place = _place_at(block, found.start())
        yield Finding("braces-left", "warning", message, place, "what is to be inserted stands in {{ two braces }}")


def _paragraph(block: Paragraph | Heading, left: str, right: str) -> Iterator[Finding]:
    text = inline_text(block.content)
    opened: list[int] = []
    for found in re.finditer(f"[{re.escape(left)}{re.escape(right)}]", text):
        position = found.start()
        if found[0] == left:
            if opened and not _begins_words(text, position):
                opening = opened.pop()
                yield _finding(
                    block,
                    f"a quotation opens at “{text[opening + 1 : opening + 40]}…” and is open where the next opens",
                    opening,
                )
            opened.append(position)
        elif opened:
            opened.pop()
        else:
            yield _finding(
                block,
                f"a quotation closes after “…{text[max(0, position - 40) : position]}” and was never opened",
                position,
            )
    if opened:
        message = f"a quotation opens at “{text[opened[0] + 1 : opened[0] + 40]}…” and is never closed"
        yield _finding(block, message, opened[0])
    if text.count('"') % 2:
        at = text.rindex('"')
        yield _finding(block, f"a straight quotation mark at {text[at : at + 40]!r} has no partner", at)


def _begins_words(text: str, position: int) -> bool:
    """Whether words begin after an opening mark, so that it opens a quotation within another."""
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    return not before.isalnum() and before not in ".,;:!?" and after not in {"", " ", ",", ";", ".", ")"}


@once
def _inner(stretch: Stretch, quotes: tuple[str, str, str, str]) -> Iterator[Finding]:
    """Inner marks of the author's own that open and never close; one that closes may be an apostrophe."""
    outer_left, outer_right, left, right = quotes
    opening = re.compile(
        rf"(?<!\w){left}(?=\w)(?!\d|(?:tis|twas|til|em|n)\b)", re.IGNORECASE
    )  # ‘90s and ‘tis are slips
    for found in opening.finditer(stretch.own):
        start = found.start()
        words = _at_one_level(stretch.own[start + 1 :], outer_left, outer_right)
        until = opening.search(words)
        if not re.search(rf"{right}(?!\w)", words[: until.start()] if until else words):
            message = f"a quotation opens at “{stretch.text[start + 1 : start + 40]}…” and is never closed"
            yield Finding("quotation-unclosed", "error", message, stretch.place_at(start), _CLOSE)


def _at_one_level(text: str, left: str, right: str) -> str:
    """Words without the quotations within them, of whose marks each has its partner."""
    kept: list[str] = []
    opened: list[int] = []
    for piece in re.split(f"([{re.escape(left)}{re.escape(right)}])", text):
        if piece == right and opened:
            del kept[opened.pop() :]
            continue
        if piece == left:
            opened.append(len(kept))
        kept.append(piece)
    return "".join(kept)


def _finding(block: Paragraph | Heading, message: str, position: int) -> Finding:
    place = _place_at(block, position)
    return Finding("quotation-unclosed", "error", message, place, _CLOSE)


def _place_at(block: Paragraph | Heading, position: int) -> Place:
    """The place of the words at a position of a paragraph's text."""
    passed = 0
    for node in _texts(block.content):
        passed += len(node.text)
        if passed > position:
            return node.origin.place
    return block.origin.place


def _texts(content: tuple[Node, ...]) -> Iterator[Text]:
    for node in content:
        if isinstance(node, Text):
            yield node
        elif isinstance(node, Break):
            yield Text("\n")
        elif not isinstance(node, Note):
            yield from _texts(children(node))
