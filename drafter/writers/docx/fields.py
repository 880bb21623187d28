"""Fields that Word keeps up to date (ECMA-376 part 1, 17.16): numbers of pages, and what a reference shows."""

from __future__ import annotations

import re
from typing import Final

from drafter.writers.docx.wordml import words

PAGE_OF: Final = "{page}/{pages}"
"""The pattern of `{{ page_of }}` where the letter's language brings none."""
_NUMBERS: Final = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def field(code: str, shown: str, opening: str, closing: str) -> str:
    """The runs of a field, each between `opening` and `closing`; `shown` stands until Word brings it up to date."""

    def mark(kind: str) -> str:
        return f'{opening}<w:fldChar w:fldCharType="{kind}"/>{closing}'

    instruction = f'{opening}<w:instrText xml:space="preserve"> {code} </w:instrText>{closing}'
    return f"{mark('begin')}{instruction}{mark('separate')}{opening}{words(shown)}{closing}{mark('end')}"


def sequence(name: str, number: int) -> str:
    """The number of a caption in its series (17.16.5.58)."""
    return field(f"SEQ {name} \\* ARABIC", str(number), "<w:r>", "</w:r>")


def page_of(pattern: str, opening: str, closing: str) -> str:
    """A pattern such as "Page {page} of {pages}" with real fields in it, in the look of a run."""
    pieces = (piece for piece in re.split(r"(\{pages?\})", pattern) if piece)
    return "".join(
        field(_NUMBERS[piece], "1", opening, closing) if piece in _NUMBERS else f"{opening}{words(piece)}{closing}"
        for piece in pieces
    )
