"""Finds the sub-paragraphs of a provision in its text: (a), (b), and (i), (ii) within them."""

from __future__ import annotations

import re
from typing import Final

_MARK: Final = re.compile(r"(?:^|(?<=[\s;:,.—–]))\(([a-z]{1,5})\)(?=\s)", re.MULTILINE)
_NUMBER: Final = re.compile(r"(?P<number>[0-9]+[A-Za-z]?)(?P<parts>(?:\([a-z]+\))*)")
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50}


def parted(number: str) -> tuple[str, tuple[str, ...]]:
    """A pinpoint's number and its sub-paragraphs: `13(b)(ii)` is 13 with b and ii."""
    match = _NUMBER.fullmatch(number)
    return (match["number"], tuple(re.findall(r"[a-z]+", match["parts"]))) if match else (number, ())


def subparagraph(text: str, parts: tuple[str, ...]) -> str:
    """The words of a sub-paragraph of a text, without its mark; nothing where the text has no such part."""
    for part in parts:
        found = next((words for mark, words in subparagraphs(text) if mark == part), "")
        if not found:
            return ""
        text = found
    return text


def subparagraphs(text: str) -> list[tuple[str, str]]:
    """The sub-paragraphs of the first level of a text, in order: their letters, and their words without them.

    Marks count only where they stand in order, so that "(c)" in a reference to another provision begins nothing.
    """
    marks = list(_MARK.finditer(text))
    chosen: list[re.Match[str]] = []
    first = next((mark for mark in marks if mark[1] in {"a", "i"}), None)
    if first is None:
        return []
    order = _letter if first[1] == "a" else _roman
    for mark in marks[marks.index(first) :]:
        if order(mark[1]) == len(chosen) + 1:
            chosen.append(mark)
    if len(chosen) < 2:
        return []
    ends = [mark.start() for mark in chosen[1:]] + [len(text)]
    return [(mark[1], text[mark.end() : end].strip()) for mark, end in zip(chosen, ends, strict=True)]


def _letter(mark: str) -> int:
    return ord(mark) - ord("a") + 1 if len(mark) == 1 else 0


def _roman(mark: str) -> int:
    """The value of a Roman number up to 89; 0 where it is none."""
    total = 0
    for at, letter in enumerate(mark):
        value = _ROMAN.get(letter, 0)
        following = _ROMAN.get(mark[at + 1], 0) if at + 1 < len(mark) else 0
        if not value:
            return 0
        total += -value if value < following else value
    return total
