"""Finds the sub-paragraphs of a provision in its text: (1), (2), or (a), (b), and (i), (ii) within them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_MARK: Final = re.compile(r"(?:(?:^|(?<=[\s;:,.—–]))\(|^(?=[a-z]{1,5}[.)]\s))([a-z]{1,5})[.)](?=\s)", re.MULTILINE)
_COUNTED: Final = re.compile(r"^\((\d{1,3}[A-Z]?)\)(?=\s)", re.MULTILINE)
NUMBER: Final = r"[0-9]+[A-Za-z]?(?:\((?:[a-z]+|[0-9]{1,3}[A-Z]?)\))*"
"""A provision's number, with its sub-paragraphs: 13, 12A, 13(b)(ii), 33(5)(j)."""
_PARTS: Final = re.compile(r"(?P<number>[0-9]+[A-Za-z]?)(?P<parts>\(.*)?", re.DOTALL)
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50}


def parted(number: str) -> tuple[str, tuple[str, ...]]:
    """A pinpoint's number and its sub-paragraphs: `13(b)(ii)` is 13 with b and ii."""
    match = _PARTS.fullmatch(number) if re.fullmatch(NUMBER, number) else None
    return (match["number"], tuple(re.findall(r"\w+", match["parts"] or ""))) if match else (number, ())


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
    lettered = list(_MARK.finditer(text))
    first = next((mark for mark in lettered if mark[1] in {"a", "i"}), None)
    letters = _in_order(lettered[lettered.index(first) :], _letter if first[1] == "a" else _roman) if first else []
    numbers = _rising(list(_COUNTED.finditer(text)))
    chosen = min((marks for marks in (letters, numbers) if marks), key=lambda marks: marks[0].start(), default=None)
    if chosen is None:
        return []
    ends = [mark.start() for mark in chosen[1:]] + [len(text)]
    return [(mark[1], text[mark.end() : end].strip()) for mark, end in zip(chosen, ends, strict=True)]


def _in_order(marks: list[re.Match[str]], order: Callable[[str], int]) -> list[re.Match[str]]:
    """The marks that count on from the first, where there are two at least."""
    chosen: list[re.Match[str]] = []
    for mark in marks:
        if order(mark[1]) == len(chosen) + 1:
            chosen.append(mark)
    return chosen if len(chosen) > 1 else []


def _rising(marks: list[re.Match[str]]) -> list[re.Match[str]]:
    """The marks (1), (2), (2A), (3) at the head of lines, where there are two at least."""
    chosen: list[re.Match[str]] = []
    last = (0, "")
    for mark in marks:
        number, letter = int(re.sub(r"\D", "", mark[1])), re.sub(r"\d", "", mark[1])
        if (number == last[0] + 1 and not letter) or (number == last[0] and letter > last[1]):
            chosen.append(mark)
            last = (number, letter)
    return chosen if len(chosen) > 1 else []


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
