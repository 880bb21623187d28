"""Finds the sub-paragraphs of a provision in its text: (1), (2) or 1., 2., then (a), (b), and (i), (ii) within them.

A part ends where the next one begins, and the last where its list does. A part of which the text leaves in doubt what
belongs to it has no words, so that nothing is quoted as its own that is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from drafter.part_ends import CLOSED, in_line, of_list
from drafter.record import Record

NUMBER: Final = r"[0-9]+[A-Za-z]?(?:\((?:[a-z]+|[0-9]{1,3}[A-Za-z]?)\))*"
"""A provision's number, with its sub-paragraphs: 13, 12A, 13(b)(ii), 33(5)(j), 6(1a)."""
_PARTS: Final = re.compile(r"(?P<number>[0-9]+[A-Za-z]?)(?P<parts>\(.*)?", re.DOTALL)
_LABEL: Final = r"[a-z]{1,5}|\d{1,3}[A-Za-z]?"
_HEAD: Final = re.compile(
    rf"^[ \t]*(?:\((?P<bracketed>{_LABEL})\)|(?P<label>{_LABEL})(?P<stop>[.)]))(?=\s)", re.MULTILINE
)
_WITHIN: Final = re.compile(r"(?:^|(?<=[\s;:,.—–]))\((?P<bracketed>[a-z]{1,5})\)(?=\s)", re.MULTILINE)
_REFERS: Final = re.compile(
    r"(?:\b(?:articles?|principles?|sections?|(?:sub-?)?paragraphs?|sub-?sections?|(?:sub)?points?|rules?|regulations?|clauses?"
    r"|items?|schedules?|letters?|number|under|of|in)|[\d)]\s+(?:and|or|to)|[\d)],)\s*$",
    re.IGNORECASE,
)
"""What stands before a number or letter that refers to a part, and begins none."""
_CITES: Final = re.compile(r"(?:\d[A-Za-z]?|\([a-z]{1,5}\)(?:,|\s+(?:and|or|to)))\s*$")
_NEAR: Final = 80
"""Characters before a mark that are looked at."""
_INTRODUCES: Final = re.compile(r"[:,;—–-]$")
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50}


class _Mark(Record):
    """The number or letter of a part: its shape, such as () or ., and where it stands."""

    label: str
    shape: str
    start: int
    end: int
    heads: bool = True


class _Level(Record):
    """Marks that count on from the first; not `sure` where others stand among them that might be meant."""

    marks: tuple[_Mark, ...]
    sure: bool
    last_sure: bool = True


def parted(number: str) -> tuple[str, tuple[str, ...]]:
    """A pinpoint's number and its sub-paragraphs: `13(b)(ii)` is 13 with b and ii."""
    match = _PARTS.fullmatch(number) if re.fullmatch(NUMBER, number) else None
    return (match["number"], tuple(re.findall(r"\w+", match["parts"] or ""))) if match else (number, ())


def parents(number: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What a sub-paragraph is part of, the nearest first, with what is cited of each: `13(b)` and ii, 13 and b, ii."""
    base, parts = parted(number)
    for count in range(len(parts) - 1, -1, -1):
        yield base + "".join(f"({part})" for part in parts[:count]), parts[count:]


def subparagraph(text: str, parts: tuple[str, ...]) -> str:
    """The words of a sub-paragraph of a text, without its mark; nothing where it has no such part, or in doubt."""
    for part in parts:
        text = next((words for mark, words in subparagraphs(text) if mark == part), "")
    return text


def paths(text: str) -> Iterator[tuple[str, ...]]:
    """All sub-paragraphs of a text, of every level, each as the parts by which it is cited."""
    for mark, words in subparagraphs(text):
        yield (mark,)
        yield from ((mark, *path) for path in paths(words))


@lru_cache(maxsize=512)
def subparagraphs(text: str) -> tuple[tuple[str, str], ...]:
    """The sub-paragraphs of the first level of a text, in order: their marks, and their words without them.

    Marks count only where they stand in order, so that "(c)" in a reference to another provision begins nothing.
    Words are empty where it cannot be told which they are.
    """
    level = _first_level(text)
    if level is None:
        return ()
    marks = level.marks
    ends = [mark.start for mark in marks[1:]] + [len(text)]
    made = [(mark.label, text[mark.end : end].strip()) for mark, end in zip(marks, ends, strict=True)]
    if not level.sure:
        return tuple((label, "") for label, _ in made)
    label, words = made[-1]
    if not level.last_sure:
        words = ""
    elif not marks[-1].heads:
        words = in_line(words) if re.search(r"[:—–]\s*$", text[: marks[0].start]) else ""
    elif not _are_paragraphs(text, marks[0]):
        words = of_list(words, label)
    return (*made[:-1], (label, words))


def refers(before: str) -> bool:
    """Whether what stands before a number or letter makes it a reference to a part, which begins none."""
    return _REFERS.search(before) is not None


def _before(text: str, mark: _Mark) -> str:
    return text[max(0, mark.start - _NEAR) : mark.start]


def _first_level(text: str) -> _Level | None:
    """The marks that begin first; a number or letter before them, which itself counts nothing, leaves them in doubt."""
    heads = [_mark(found) for found in _HEAD.finditer(text)]
    heads = [mark for mark in heads if _may_count(mark) and not refers(_before(text, mark))]
    numbers = [mark for mark in heads if mark.label[0].isdigit()]
    letters = [mark for mark in heads if not mark.label[0].isdigit()]
    levels = [_numbered(text, [mark for mark in numbers if mark.shape == shape]) for shape in ("()", ".", ")")]
    lettered = [_lettered([mark for mark in letters if mark.shape == shape]) for shape in ("()", ".", ")")]
    levels += [*lettered[1:], _bracketed(text, lettered[0])]
    first = min((one for one in levels if one), key=lambda one: one.marks[0].start, default=None)
    if first and any(mark.start < first.marks[0].start and mark.label[:1] != "z" for mark in heads):
        return _Level(first.marks, sure=False)
    return first


def _mark(found: re.Match[str], *, heads: bool = True) -> _Mark:
    label = found["bracketed"] or found["label"]
    return _Mark(label, "()" if found["bracketed"] else found["stop"], *found.span(), heads)


def _may_count(mark: _Mark) -> bool:
    """Whether a mark is a number or a letter, and not the last word of a sentence: aa in brackets, but not "it."."""
    return mark.label[0].isdigit() or bool(roman(mark.label)) or len(mark.label) <= (2 if mark.shape == "()" else 1)


def _are_paragraphs(text: str, first: _Mark) -> bool:
    """Whether marks number paragraphs, to which words without a number belong, and no list that others follow."""
    before = text[: first.start].strip()
    begins = text[first.end :].lstrip(" \t“‘\"'")[:1]
    return first.label[0].isdigit() and not _INTRODUCES.search(before) and (not before or begins.isupper())


def _numbered(text: str, marks: list[_Mark]) -> _Level | None:
    """The marks 1, 2, 2A, 3 of one shape; in doubt where they do not rise, or the next stands within a line.

    One alone counts below a title only.
    """
    if not marks or _order(marks[0]) != (1, ""):
        return None
    if len(marks) == 1:
        before = text[: marks[0].start].strip()
        alone = not before or ("\n" not in before and before[-1].isalnum() and before[0].isupper())
        return _Level((marks[0],), sure=not _runs_on(text, marks[0], len(text))) if alone else None
    sure = not any(map(_runs_on, [text] * len(marks), marks, [*(mark.start for mark in marks[1:]), len(text)]))
    for mark, following in pairwise(marks):
        follows = _order(following)[0] <= _order(mark)[0] + 1 or CLOSED.search(text[: following.start].rstrip())
        sure = sure and _order(mark) < _order(following) and bool(follows)
    return _Level(tuple(marks), sure=sure)


def _runs_on(text: str, mark: _Mark, end: int) -> bool:
    """Whether the number after a mark's own follows a stop in the same line: 1. First. 2. Second."""
    number = _order(mark)[0] + 1
    written = rf"\({number}\)" if mark.shape == "()" else rf"{number}{re.escape(mark.shape)}"
    return re.search(rf"[.;:?!][\"'”’)\]]*[ \t]+{written}\s", text[mark.end : end]) is not None


def _order(mark: _Mark) -> tuple[int, str]:
    return int(re.sub(r"\D", "", mark.label)), re.sub(r"\d", "", mark.label).lower()


def _lettered(marks: list[_Mark]) -> _Level | None:
    """The marks a, b, or i, ii, that count on from the first, where there are two at least."""
    at = next((at for at, mark in enumerate(marks) if mark.label in {"a", "i"}), None)
    if at is None:
        return None
    order: Callable[[str], int] = _letter if marks[at].label == "a" else roman
    chosen, count = [marks[at]], 1
    for mark in marks[at + 1 :]:
        if order(mark.label) == count + 1:
            chosen.append(mark)
            count += 1
        elif order is _letter and _inserted(mark.label, chosen[-1].label):
            chosen.append(mark)
    if len(chosen) < 2:
        return None
    return _Level(
        tuple(chosen), sure=not _twice(chosen, marks[at:]) and (order is roman or not _roman_too(chosen, marks))
    )


def _inserted(label: str, last: str) -> bool:
    """Whether a letter was put in after another by an amendment: aa after a, and ab after aa."""
    return len(label) > 1 and label[0] == last[0] and label > last and not roman(label)


def _twice(chosen: list[_Mark], marks: list[_Mark]) -> bool:
    """Whether a letter stands once more beside those that were chosen; the numbers of a list within are others."""
    labels = {mark.label for mark in chosen if chosen[0].label == "i" or not roman(mark.label)}
    return any(mark.label in labels and mark not in chosen for mark in marks)


def _roman_too(chosen: list[_Mark], marks: list[_Mark]) -> bool:
    """Whether a chosen letter, such as i after h, may be a Roman number: ii follows it, or iv stands before v."""
    for at, mark in enumerate(marks):
        value = roman(mark.label) if mark in chosen else 0
        after = roman(marks[at + 1].label) if at + 1 < len(marks) else 0
        before = roman(marks[at - 1].label) if at else 0
        if value and (after == value + 1 or (value > 1 and before == value - 1)):
            return True
    return False


def _bracketed(text: str, heads: _Level | None) -> _Level | None:
    """The marks (a), (b) of a text: those at the head of lines, or, where they begin earlier, those within them too."""
    found = [_mark(one, heads=not text[: one.start()].rpartition("\n")[2].strip()) for one in _WITHIN.finditer(text)]
    marks = [
        mark
        for mark in found
        if not refers(_before(text, mark)) and (mark.heads or not _CITES.search(_before(text, mark)))
    ]
    within = _lettered(marks)
    if heads is None or within is None or within.marks[0].end < heads.marks[0].end:
        return within or heads
    return _Level(heads.marks, sure=heads.sure, last_sure=len(within.marks) <= len(heads.marks))


def _letter(mark: str) -> int:
    """The place of a letter: z is the 26th, aa the 27th."""
    return ord(mark[0]) - ord("a") + 1 + 26 * (len(mark) - 1) if len(set(mark)) == 1 else 0


def roman(mark: str) -> int:
    """The value of a Roman number up to 89; 0 where it is none."""
    if not re.fullmatch(r"(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})", mark):
        return 0
    values = [_ROMAN[letter] for letter in mark]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))
