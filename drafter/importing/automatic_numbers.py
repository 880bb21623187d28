"""The numbers and bullets that stand in no text: Word, a browser or a reader of Markdown makes them."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

from drafter.counting import letters, roman
from drafter.importing import word_numbers
from drafter.importing.word_numbers import BULLET, Numbered
from drafter.sources.held import Item

_OWN: Final = re.compile(r"\s*(?:\(?\w{1,4}[.)]|§|[•▪●◦‣–—-]\s)")
"""What an item begins with that is numbered by hand, its list showing no numbers."""


def numbered(content: bytes, file: str) -> tuple[Numbered, ...]:
    """The paragraphs of a file that are numbered or have a bullet by themselves, in order. Raises Unreadable."""
    match PurePath(file).suffix.lower():
        case ".docx":
            return word_numbers.numbered(content, file)
        case ".html" | ".htm" | ".xhtml":
            from drafter.sources import html

            items = html.listed(content, file)
        case ".md" | ".markdown":
            from drafter.sources import md

            items = md.listed(content, file)
        case _:
            return ()
    return tuple(Numbered(one.text, _mark(one), one.level) for one in items if not _OWN.match(one.text))


def _mark(item: Item) -> str:
    match item.form:
        case "bullet":
            return BULLET
        case "a" | "A":
            mark = f"({letters(item.number)})"
        case "i" | "I":
            mark = f"({roman(item.number)})"
        case _:
            return f"{item.number}."
    return mark.upper() if item.form.isupper() else mark
