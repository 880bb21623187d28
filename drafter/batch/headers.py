"""The row of headers: whether it is one, and values that stand under none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from drafter.batch.tables import Cell, CellPlace, Table, letters
from drafter.problems import Finding

_MOST: Final = 20
"""Rows that are looked at for headers, and columns that are told."""
_SHOWN: Final = 60


def unnamed(table: Table) -> Iterator[Finding]:
    """`column-unnamed`: a column without a header holds values, which would be left out of the letters."""
    blank = [index for index, header in enumerate(table.headers) if not header]
    if not blank:
        return
    first: dict[int, tuple[int, str]] = {}
    count = dict.fromkeys(blank, 0)
    for row in table.read():
        for index in blank:
            if index < len(row.cells) and row.cells[index]:
                first.setdefault(index, (row.line, str(row.cells[index])))
                count[index] += 1
    for index, (line, text) in sorted(first.items())[:_MOST]:
        column = letters(index)
        more = f" and {count[index] - 1} more" if count[index] > 1 else ""
        message = f"column {column} has no header, so that '{text[:_SHOWN]}'{more} would be in no letter"
        advice = "name it in the row of headers, where a merged cell names its first column alone, or take it out"
        yield Finding("column-unnamed", "error", message, CellPlace(table.file, line, text[:120], column), advice)


def missing(table: Table, is_known: Callable[[str], object]) -> Finding:
    """`header-missing`: no cell of the row of headers is known; with the row, or the sheet, that has those."""
    said = [header for header in table.headers if header]
    names = ", ".join(f"'{header[:_SHOWN]}'" for header in said[:3]) + (", …" if len(said) > 3 else "")
    row = next((row for row in islice(table.read(), _MOST) if _are_headers(row.cells, is_known)), None)
    sheet = next((name for name, cells in table.others() if _are_headers(cells, is_known)), "")
    where = f"row {table.line} is no row of headers" if table.line else "these are no keys"
    alone = any(map(is_known, said))
    message = f"recipients: {where}: " + (
        f"{names} stands there alone" if alone else f"nothing in the brief is called {names}"
    )
    advice = "name the columns by what they vary, such as to.name"
    if row is not None:
        message += f"; row {row.line} may be the headers"
        advice = "delete the rows above the headers"
    elif sheet:
        message += f"; the sheet '{sheet}' has headers that are known"
        advice = "put that sheet first, or hide the others"
    return Finding("header-missing", "error", message, CellPlace(table.file, table.line, said[0][:120]), advice)


def titled(table: Table, is_known: Callable[[str], object]) -> bool:
    """Whether one cell alone stands in the row of headers, as a title does, above a row that has headers."""
    if sum(map(bool, table.headers)) > 1:
        return False
    rows = (row.cells for row in islice(table.read(), _MOST))
    return any(sum(map(bool, cells)) > 1 and _are_headers(cells, is_known) for cells in rows)


def _are_headers(cells: Sequence[Cell], is_known: Callable[[str], object]) -> bool:
    """Whether at least half of the cells that are filled name what a brief varies."""
    filled = [cell for cell in cells if cell]
    known = [cell for cell in filled if isinstance(cell, str) and is_known(cell)]
    return bool(known) and 2 * len(known) >= len(filled)
