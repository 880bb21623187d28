"""The quotation marks of CSV cells: those that never close, close too early, or hold whole rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal

from drafter.record import Record

State = Literal["start", "plain", "quoted", "closed"]
_LEAST: Final = 5
"""Columns from which a line within a cell that has as many separators as a row is a row, and no address."""
_SHOWN: Final = 60


class Quotation(Record):
    """A quotation mark: how many lines below the first it opens, what follows it, and where it closes too early."""

    opens: int
    words: str
    closes: int = -1
    """Nothing where it is never closed."""
    rest: str = ""
    """What follows the mark that closes it too early."""


def tidy(separator: str) -> Callable[[str], str]:
    """Takes from a line the spaces between a quotation mark that closes and the separator."""
    spaces = re.compile(rf'(?<!")" +(?={re.escape(separator)}|[\r\n]*$)')
    return lambda line: spaces.sub('"', line) if '" ' in line else line


def faulty(lines: Iterable[str], separator: str) -> Quotation | None:
    """The first quotation mark of these lines that is never closed, or closes before its cell ends."""
    state: State = "start"
    opens, words = 0, ""
    for number, line in enumerate(lines):
        for at, one in enumerate(line):
            if state == "quoted":
                state = "closed" if one == '"' else "quoted"
            elif state == "closed" and one == '"':
                state = "quoted"
            elif one == separator or one in "\r\n":
                state = "start"
            elif state == "closed":
                return Quotation(opens, words, number, line[at:].strip()[:_SHOWN])
            elif state == "start" and one == '"':
                state, opens, words = "quoted", number, line[at + 1 :].strip()[:_SHOWN]
            else:
                state = "plain"
    return Quotation(opens, words) if state == "quoted" else None


def swallowed(cells: Sequence[str], width: int, separator: str) -> str:
    """A line within a cell that can only be a row of so many columns; nothing where there is none."""
    if width < _LEAST:
        return ""
    between = re.escape(separator)
    row = re.compile(rf"(?:[^{between}]*{between}(?! )){{{width - 1}}}[^{between}]*")
    figures = re.compile(rf"[\d\s.{between}]*")
    lines = (line for cell in cells for line in cell.split("\n")[1:])
    return next((line for line in lines if row.fullmatch(line) and not figures.fullmatch(line)), "")
