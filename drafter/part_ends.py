"""Tells where the last part of a list ends, after which words stand that belong to the whole: closing words."""

from __future__ import annotations

import re
from typing import Final

CLOSED: Final = re.compile(r"(?:[.;:?!—–][\"'”’)\]]*|[;,] (?:and|or))$")
"""The end of a line after which another paragraph or point may begin."""
_SENTENCE: Final = re.compile(r"[.?!][\"'”’)\]]*$")
_PART: Final = re.compile(r"[.;?!][\"'”’)\]]*$")
_LEADS: Final = re.compile(r"[:—–]$")
_GOES_ON: Final = re.compile(
    r"(?:-|\b(?:a|an|the|of|to|for|by|in|on|at|with|from|under|into|upon|as|than|that|which|who|whose|any|its|their|his"
    r"|her|is|are|be|been|not|no|and|or|between|within|without|this|these|those|such))$"
)
"""The end of a line whose sentence goes on in the next, whatever stands there."""
_ITEM: Final = re.compile(
    r"(?:\((?P<bracketed>[a-z]{1,5}|[A-Z]{1,3}|\d{1,3}[A-Za-z]?)\)|(?P<label>[a-z]|[ivxl]{1,5}|[A-Z]|\d{1,3}[A-Za-z]?)[.)]"
    r"|(?P<bullet>[•▪●◦‣*–—-]))\s"
)
_BREAK: Final = re.compile(r"[.?!][\"'”’)\]]*\s+(?=[A-Z“‘(])")


def of_list(words: str, label: str) -> str:
    """The words of a list's last part up to the closing words; nothing where it cannot be told where they begin.

    A line that a mark begins belongs to it, if words lead into the first of them. Another does if the sentence before
    it goes on. An empty line, or a line that ends with a stop, parts the closing words.
    """
    kept: list[str] = []
    kinds: set[str] = set()
    empty = False
    for line in words.split("\n"):
        before = kept[-1].strip() if kept else ""
        if not line.strip():
            empty = True
            continue
        told = "within" if not kept else _item(line, before, kinds) or _plain(line, before, kinds, parted=empty)
        if told == "doubtful":
            return ""
        if told == "beyond":
            break
        kept.append(line)
        empty = False
    made = "\n".join(kept).strip()
    return "" if _speaks_of_itself(made, label) else made


def in_line(words: str) -> str:
    """The words of the last of several parts within one line; nothing where another sentence or line follows them."""
    return "" if "\n" in words or _BREAK.search(words) else words


def _item(line: str, before: str, kinds: set[str]) -> str:
    """Whether a line that begins with a mark is within a part, beyond it, or doubtful; "" where it has no mark."""
    found = _ITEM.match(line.strip())
    if found is None:
        return ""
    kind = _kind(found)
    if kind in kinds:
        return "within"
    if _PART.search(before):
        return "beyond" if kind == "number" else "doubtful"
    if kind in {"letter", "number"} and (found["bracketed"] or found["label"]) not in {"a", "1"}:
        return "doubtful"
    kinds.add(kind)
    return "within"


def _kind(found: re.Match[str]) -> str:
    label = found["bracketed"] or found["label"]
    if not label:
        return "bullet"
    if label[0].isdigit():
        return "number"
    return "capital" if label[0].isupper() else "roman" if re.fullmatch("[ivxl]+", label) else "letter"


def _plain(line: str, before: str, kinds: set[str], *, parted: bool) -> str:
    """Whether a line without a mark is within a part, beyond it, or doubtful."""
    if _LEADS.search(before):
        return "within"
    if kinds:
        ended = _SENTENCE.search(before) and line.strip()[:1].isupper()
        return "beyond" if ended else "within" if _GOES_ON.search(before) and not parted else "doubtful"
    if parted or _PART.search(before):
        return "beyond"
    return "within" if _GOES_ON.search(before) else "doubtful"


def _speaks_of_itself(words: str, label: str) -> bool:
    """Whether a later sentence of the same line names the part or its paragraph, as closing words put to it do."""
    found = _BREAK.search(words)
    return found is not None and bool(re.search(rf"\({label}\)|\bsub-?paragraphs?\b", words[found.end() :]))
