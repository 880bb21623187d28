"""Tells which lines of pages are running headers and footers, and page numbers: what stands apart and repeats.

A line that only looks like another is kept, since words that are left out of the text can no longer be quoted with
what stands around them: a heading or a sentence that begins two pages alike, a note, a row of a table.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from drafter.record import Mutable, field
from drafter.sources.lines import Line, Page

EDGE: Final = 4
"""Lines from the top and the bottom of a page among which running headers and footers are looked for."""
OFTEN: Final = 0.4
"""The share of pages on which a line must repeat to be a running one: left and right pages may differ."""
MARGIN: Final = 0.25
"""The share of a page's height, at the top and at the bottom, in which they stand."""
APART: Final = 1.3
"""How much farther than the lines of the text a running line stands from it, at the least."""
FAR: Final = 2.2
"""How much farther where a line repeats on two pages only; a heading stands less far from what it heads."""
SMALL: Final = 0.93
"""The size of a line, in sizes of the text, below which it is set smaller."""

_PAGE_NUMBER: Final = re.compile(r"(?:page|p\.)?\W*(?:\d{1,4}|[ivxl]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
_DATE: Final = re.compile(r"\d{1,2}\.? \w+ \d{4}|\w+ \d{1,2}, \d{4}|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_NUMBERS: Final = re.compile(r"\d+")
_PAGE: Final = re.compile("page", re.IGNORECASE)
_LETTERS: Final = re.compile(r"[^\W\d_]{3}")

Key: TypeAlias = tuple[bool, int, str, tuple[int, ...], int]
"""Of a line: at the top or not, its height, its words, its numbers, and which of them counts the pages."""


class _Repeated(Mutable):
    """A line that repeats, as it stands on each page."""

    on: dict[int, Line] = field(default_factory=dict)


def says_more_than_a_number(line: Line) -> bool:
    """Whether a running line has words of its own."""
    return _LETTERS.search(_PAGE.sub("", line.text)) is not None


def lines_of(pages: Sequence[Page], usual: float) -> dict[int, Hashable]:
    """The identities of the running lines, each with what it is the same as; `usual` is the size of the text."""
    edges = [_edges(page) for page in pages]
    found = _candidates(edges, usual)
    least = max(2, OFTEN * len(pages))
    found = {key: one for key, one in found.items() if len(one.on) >= least}
    before = -1
    running = found
    while len(running) != before:  # what stands beside a line of the text, though that repeats, is none either
        before = len(running)
        shared = {id(line) for one in running.values() for line in one.on.values()}
        around = _Around(pages, edges, shared, usual)
        running = {key: one for key, one in running.items() if _runs(key, one, around)}
    taken: dict[int, Hashable] = {}
    for key, one in running.items():
        taken.update(dict.fromkeys(map(id, one.on.values()), key))
    _take_outer(found, edges, taken)
    _take_numbers(edges, taken, least)
    return taken


def _edges(page: Page) -> tuple[list[Line], list[Line]]:
    """The lines in the margins of a page, from the edge inwards: those at the top, and those at the bottom."""
    ordered: Sequence[Line] = page.lines
    if any(above.top <= below.top for above, below in pairwise(ordered)):
        ordered = sorted(ordered, key=lambda line: (-line.top, line.left))
    top = [line for line in ordered[:EDGE] if line.bottom > page.height * (1 - MARGIN)]
    bottom = [line for line in ordered[-EDGE:] if line.top < page.height * MARGIN]
    return top, bottom[::-1]


def _candidates(edges: list[tuple[list[Line], list[Line]]], usual: float) -> dict[Key, _Repeated]:
    found: defaultdict[Key, _Repeated] = defaultdict(_Repeated)
    for number, sides in enumerate(edges, 1):
        for at_top, lines in zip((True, False), sides, strict=True):
            for line in lines:
                if not (line.raised and line.raised[0][0] == 0):  # which is a note
                    for key in _keys(line, number, usual, at_top=at_top):
                        found[key].on.setdefault(number, line)
    return found


def _keys(line: Line, page: int, usual: float, *, at_top: bool) -> Iterator[Key]:
    """What a line is the same as: with its numbers as they are, or with one of them that counts the pages."""
    height = round(line.bottom / 4)
    shape = _NUMBERS.sub("#", " ".join(line.text.split()).casefold())
    numbers = tuple(int(one[:9]) for one in _NUMBERS.findall(line.text))
    yield at_top, height, shape, numbers, -1
    for at in range(min(4, len(numbers))):
        yield at_top, height, shape, (*numbers[:at], numbers[at] - page, *numbers[at + 1 :]), at
    if numbers and line.size < SMALL * usual and not shape.startswith("#"):
        yield at_top, height, shape, (), -2


class _Around(Mutable):
    """The pages, the lines at their edges, which of these repeat at all, and the size of the text."""

    pages: Sequence[Page]
    edges: list[tuple[list[Line], list[Line]]]
    shared: set[int]
    usual: float

    def gap(self, number: int, line: Line, *, at_top: bool) -> float:
        """How far a line is from the next that does not repeat, in distances of lines of the text."""
        inwards = [
            line.top - other.top if at_top else other.top - line.top
            for other in self.pages[number - 1].lines
            if id(other) not in self.shared
        ]
        nearest = min((one for one in inwards if one > -1), default=1000.0)
        return nearest / (1.2 * max(self.usual, 1.0))

    def inside(self, number: int, line: Line, *, at_top: bool) -> bool:
        """Whether the text of a page begins or ends as far out as a line of another."""
        return any(
            id(other) not in self.shared and (other.top > line.bottom + 1 if at_top else other.bottom < line.top - 1)
            for other in self.edges[number - 1][not at_top]
        )


def _runs(key: Key, one: _Repeated, around: _Around) -> bool:
    at_top, _, shape, _, counts = key
    lines = one.on.values()
    first = next(iter(lines))
    gaps = sorted(around.gap(number, line, at_top=at_top) for number, line in one.on.items())
    gap = gaps[len(gaps) // 4]
    small = max(line.size for line in lines) < SMALL * around.usual
    counted = counts >= 0 and len(one.on) > 1 and not shape.startswith("#") and ("page" in shape or gap > APART)
    told = small or counted or (gap > APART and any(_DATE.search(line.text) for line in lines))
    large = first.size > 1.06 * around.usual
    if len(one.on) == 2:
        return told or (gap > FAR and not large and len(around.pages) <= 3)
    height = around.pages[min(one.on) - 1].height
    others = (number for number in range(2, len(around.pages) + 1) if number not in one.on)
    alike = (number for number in others if around.pages[number - 1].height == height)
    inside = sum(around.inside(number, first, at_top=at_top) for number in alike)
    return counted or ((told or gap > (FAR if large else APART)) and 2 * inside < len(one.on))


def _take_outer(
    found: dict[Key, _Repeated], edges: list[tuple[list[Line], list[Line]]], taken: dict[int, Hashable]
) -> None:
    """Takes what repeats farther out than a running line, on each of its pages."""
    outer: set[int] = set()
    for side in (lines for sides in edges for lines in sides):
        inmost = max((at for at, line in enumerate(side) if id(line) in taken), default=0)
        outer |= {id(line) for line in side[:inmost]}
    for key, one in found.items():
        if all(id(line) in outer or id(line) in taken for line in one.on.values()):
            for line in one.on.values():
                taken.setdefault(id(line), key)


def _take_numbers(edges: list[tuple[list[Line], list[Line]]], taken: dict[int, Hashable], least: float) -> None:
    """Takes page numbers, one a page: what is nothing else, outermost, and stands on many pages."""
    numbered: dict[int, Line] = {}
    for number, (top, bottom) in enumerate(edges, 1):
        for side in (top, bottom):
            outermost = next((line for line in side if id(line) not in taken), None)
            if outermost is not None and _PAGE_NUMBER.fullmatch(outermost.text.strip()):
                numbered[number] = outermost
    counted: defaultdict[int, int] = defaultdict(int)
    for number, line in numbered.items():
        for said in _NUMBERS.findall(line.text)[:1]:
            counted[int(said) - number] += 1
    most = max(counted.values(), default=0)
    roman = sum(not _NUMBERS.search(line.text) for line in numbered.values())
    if len(numbered) >= least and (most + roman) * 2 > len(numbered):
        for line in numbered.values():
            taken.setdefault(id(line), "number")
