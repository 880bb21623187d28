"""The lines of a page, as the reading program found them, and the rows that they make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from drafter.record import Record, replace
from drafter.sources.held import Span

_BULLETS: Final = {"\uf0b7": "•", "\uf0a7": "▪", "\uf06e": "▪", "\uf0d8": "‣", "\uf0a8": "◦"}
"""What stands for bullets in the fonts Symbol and Wingdings."""


class Line(Record, array_like=True, gc=False):
    """A line of a page: its words, its box in points from the bottom left, its size, styles and raised marks."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    styles: tuple[tuple[int, int, str], ...] = ()
    raised: tuple[Span, ...] = ()


class Page(Record):
    """The lines of a page, in the order in which they are drawn; whether it shows a picture only, or is damaged."""

    width: float
    height: float
    lines: tuple[Line, ...]
    pictured: bool = False
    damaged: bool = False

    def in_rows(self) -> Page:
        """The page of a reading program, with the parts of each line put together."""
        return replace(self, lines=tuple(_rows(map(_bulleted, self.lines))))


def _bulleted(line: Line) -> Line:
    """A line whose bullet is drawn by a font of symbols, with the bullet that it looks like."""
    start = len(line.text) - len(line.text.lstrip())
    bullet = _BULLETS.get(line.text[start : start + 1])
    return line if bullet is None else replace(line, text=line.text[:start] + bullet + line.text[start + 1 :])


def _rows(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines, with those put together that PDFium parts only because a mark within them is raised."""
    held: Line | None = None
    for line in lines:
        if held is not None and _goes_on(held, line):
            shift = len(held.text)
            held = Line(
                held.text + line.text,
                held.left,
                min(held.bottom, line.bottom),
                line.right,
                max(held.top, line.top),
                max(held.size, line.size),
                held.styles + tuple((a + shift, b + shift, style) for a, b, style in line.styles),
                (*_small(held, line), *held.raised, *((a + shift, b + shift) for a, b in line.raised)),
            )
            continue
        if held is not None:
            yield held
        held = line
    if held is not None:
        yield held


def _small(held: Line, line: Line) -> tuple[Span, ...]:
    """A mark that begins a row and is raised, as that of a note."""
    return ((0, len(held.text.rstrip())),) if held.size < 0.8 * line.size and not held.raised else ()


def _goes_on(held: Line, line: Line) -> bool:
    if line.left < held.right - 1 or line.left > held.right + 0.6 * max(held.size, line.size):
        return False
    shared = min(held.top, line.top) - max(held.bottom, line.bottom)
    return shared > 0.3 * min(held.top - held.bottom, line.top - line.bottom)
