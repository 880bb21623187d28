"""The text of a source made ready to be searched: what is forgiven is equal, and each character knows its place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from drafter.declarations import FORGIVEN
from drafter.edges import LINE_END_HYPHEN
from drafter.record import Record

HYPHENS: Final = frozenset(f"-{LINE_END_HYPHEN}")


class Source(Record, eq=False):
    """A source's text, and the same with what is forgiven made equal; `at[i]` is where character i came from.

    `bare` is the plain text without hyphens, to be searched, and `bare_at[i]` where its character i is in the plain.
    """

    text: str
    plain: str
    at: tuple[int, ...]
    bare: str
    bare_at: tuple[int, ...]


_READ: Final = re.compile(
    r"(?<=\w)(?P<hyphen>[-\u2010\u00ad])[ \t]*(?:\n[ \t]*|[ \t\n]*\f[ \t\n\f]*)(?=\w)|\s+|.", re.DOTALL
)


@lru_cache(maxsize=64)
def source(text: str) -> Source:
    """Prepare a source's text for finding; kept, because many quotations are made from one source."""
    plain: list[str] = []
    at: list[int] = []
    for match in _READ.finditer(text):
        found = match[0]
        if found.isspace():
            made = " "
        elif match["hyphen"]:
            numbers = text[match.start() - 1].isdigit() or text[match.end()].isdigit()
            made = LINE_END_HYPHEN if not numbers else " " if match["hyphen"] == "\u00ad" else "-"
        else:
            made = FORGIVEN.get(found, found)
        plain.append(made)
        at.extend([match.start()] * len(made))
    joined = "".join(plain)
    bare = [number for number, character in enumerate(joined) if character not in HYPHENS]
    return Source(text, joined, (*at, len(text)), "".join(joined[number] for number in bare), tuple(bare))
