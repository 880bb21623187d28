"""The Markdown that the reference is made of: tables, and words that stand for code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

GENERATED = "<!-- Made from the code by `python -m drafter.cli.reference docs/reference`; changes here are lost. -->"


def page(title: str, lead: str, *sections: str) -> str:
    """A whole page: its title, a sentence on what it lists, its sections."""
    return "\n\n".join([f"# {title}", GENERATED, lead, *(section for section in sections if section)]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; nothing where there are no rows. A column in which no row says anything is left out."""
    cells = [[_cell(value) for value in row] for row in rows]
    kept = [number for number in range(len(head)) if any(row[number] for row in cells)]
    lines = [[head[number] for number in kept], ["---"] * len(kept)]
    lines += [[row[number] for number in kept] for row in cells]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) if cells else ""


def code(text: str) -> str:
    """Words set as code, as they are typed."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def either(words: Sequence[str]) -> str:
    """One of several: a, b or c."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last


def titled(called: str) -> str:
    """A heading of what is called 'a source'."""
    bare = re.sub(r"^(?:an?|the) ", "", called)
    return bare[:1].upper() + bare[1:]


def link(called: str) -> str:
    """A link, within the page, to the section of what is called 'a source'."""
    anchor = re.sub(r"[^\w -]", "", titled(called).lower()).replace(" ", "-")
    return f"[{called}](#{anchor})"


def _cell(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", " ".join(text.split()))
