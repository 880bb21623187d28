"""Recipients in Excel and LibreOffice sheets: the first visible one that holds anything, as it shows its cells."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from drafter import folders
from drafter.batch import day_formats
from drafter.batch.shown import Cell, Looks, shown
from drafter.batch.tables import MOST, CellPlace, Row, Table, letters, numbered, unreadable
from drafter.problems import Finding, Place
from drafter.record import Mutable, field, replace

_SAID: Final = 5
"""Numbers of hidden rows that are said."""


def open_sheet(path: Path) -> Table:
    """The table of a workbook; raises Unreadable."""
    content = folders.read_file(path, "recipients")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        filled = [one for one in book.sheets_metadata if book.get_sheet_by_name(one.name).start is not None]
        names = [one.name for one in filled if one.visible == SheetVisibleEnum.Visible]
        read = book.get_sheet_by_name(names[0]) if names else None
        values = read.to_python(skip_empty_area=False) if read else []
    except (CalamineError, OSError, ValueError) as error:
        raise unreadable(path, f"recipients: this is no workbook that can be read ({error})") from None
    if filled and not names:
        message = f"recipients: the sheet '{filled[0].name}' is hidden, and no other holds anything"
        raise unreadable(path, message, "show the sheet in the workbook")
    looks = shown(content, names[0]) if names else Looks()
    if read and read.merged_cell_ranges:
        looks.merged = [(first, last) for first, last in read.merged_cell_ranges]
    sheet = Sheet(folders.shown(path), looks)
    sheet.fill(values)
    findings = list(sheet.hidden())
    if len(filled) > 1:
        hidden = f", {len(filled) - len(names)} of them hidden" if len(filled) > len(names) else ""
        message = f"recipients: the workbook has {len(filled)} sheets{hidden}; only '{names[0]}' is read"
        findings.append(Finding("recipients-sheets", "information", message, Place(sheet.file)))
    if not looks.seen:
        message = "recipients: of this kind of workbook neither formats nor errors nor hidden rows can be seen"
        findings.append(Finding("recipients-unseen", "warning", message, Place(sheet.file), "save it as .xlsx or .ods"))

    def others() -> Iterator[tuple[str, tuple[str, ...]]]:
        for name in names[1:]:
            rows = (tuple(map(typed, row)) for row in book.get_sheet_by_name(name).iter_rows())
            yield name, next(filter(any, rows), ())

    return Table(sheet.file, sheet.headers, sheet.read, tuple(findings), sheet.line, others, settle=sheet.settle)


class Sheet(Mutable):
    """The rows of a sheet; how days and times stand in them depends on the column, as the letter needs them."""

    file: str
    looks: Looks
    headers: tuple[str, ...] = ()
    line: int = 1
    _lines: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    """The rows that hold anything, below the headers, by their numbers in the sheet."""
    _moments: dict[Cell, object] = field(default_factory=dict)
    """Days, times, and yes or no, which have a form for reading and another for words."""
    _said: dict[int, dict[int, str]] = field(default_factory=dict)
    """By row and column, what stands in a letter's words instead."""

    def fill(self, values: Sequence[Sequence[object]]) -> None:
        """Take the values of the cells."""
        for row, cells in enumerate(values):
            texts = tuple(self._text((row, column), value) for column, value in enumerate(cells))
            if any(texts):
                self._lines.append((row + 1, texts))
        if self._lines:
            self.line, self.headers = self._lines.pop(0)

    def hidden(self) -> Iterator[Finding]:
        """`recipients-hidden`: rows that a person does not see in the sheet, and that get letters."""
        rows = [line for line, _ in self._lines if line - 1 in self.looks.hidden]
        if rows:
            said = ", ".join(map(str, rows[:_SAID])) + (", …" if len(rows) > _SAID else "")
            message = f"recipients: rows that the sheet hides are read like the others; there are {len(rows)}: {said}"
            place = CellPlace(self.file, rows[0])
            yield Finding(
                "recipients-hidden", "warning", message, place, "delete what is not meant, or choose with --only"
            )

    def _text(self, cell: Cell, value: object) -> str:
        if cell in self.looks.errors:
            return ""
        if isinstance(value, (bool, dt.date, dt.time, dt.timedelta)) or cell in self.looks.moments:
            self._moments[cell] = value
        return self.looks.numbers.get(cell) or typed(value)

    def read(self) -> Iterator[Row]:
        """The rows, from the first."""
        return numbered((line, self._faced(line, cells)) for line, cells in self._lines)

    def _faced(self, line: int, cells: tuple[str, ...]) -> tuple[str, ...]:
        said = self._said.get(line - 1)
        return tuple(said.get(column, cell) for column, cell in enumerate(cells)) if said else cells

    def settle(self, used: dict[int, bool]) -> list[Finding]:
        """What is wrong in the columns that are used; those for words then say what the sheet shows of days."""
        found = [*self._faults(used), *self._hidden_columns(used), *self._merged(used)]
        unread: dict[int, list[Cell]] = {}
        for cell, value in self._moments.items():
            row, column = cell
            if column in used:
                text = self._shown(cell, value)
                if not text and used[column]:
                    unread.setdefault(column, []).append(cell)
                elif text and (used[column] or not isinstance(value, (bool, dt.date))):
                    self._said.setdefault(row, {})[column] = text
        return [*found, *(self._unread(cells) for cells in unread.values())]

    def _shown(self, cell: Cell, value: object) -> str:
        """What a cell shows of a day, a time, or yes or no; nothing where that is not known."""
        if cell in self.looks.moments:
            return self.looks.moments[cell]
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        tokens = day_formats.read(self.looks.codes.get(cell, ""))
        return day_formats.written(value, tokens) if isinstance(value, (dt.date, dt.time, dt.timedelta)) else ""

    def _place(self, cell: Cell, text: str) -> CellPlace:
        header = self.headers[cell[1]] if cell[1] < len(self.headers) else ""
        return CellPlace(self.file, cell[0] + 1, f"{header}: {text[:120]}", header)

    def _faults(self, used: dict[int, bool]) -> Iterator[Finding]:
        """Cells that show an error or have no value; their letters would have nothing there."""
        faults = {
            cell: ("cell-error", f"the cell shows the error {text}", _MEND) for cell, text in self.looks.errors.items()
        }
        faults |= dict.fromkeys(self.looks.unsaved, ("cell-unsaved", "the cell holds a formula without a value", _SAVE))
        counted: dict[tuple[int, str], int] = {}
        for cell, (code, said, advice) in sorted(faults.items()):
            if cell[1] not in used:
                continue
            count = counted[cell[1], code] = counted.get((cell[1], code), 0) + 1
            if count <= MOST:
                place = self._place(cell, self.looks.errors.get(cell, ""))
                yield Finding(code, "error", f"column '{place.column}': {said}", place, advice)
        for (column, code), count in counted.items():
            if count > MOST:
                message = f"column '{self.headers[column]}': the same is true of {count - MOST} more cells"
                yield Finding(code, "error", message, CellPlace(self.file, 0, "", self.headers[column]))

    def _hidden_columns(self, used: dict[int, bool]) -> Iterator[Finding]:
        for column in sorted(self.looks.hidden_columns & used.keys()):
            header = self.headers[column]
            message = f"column '{header}': the sheet hides it, and it is used"
            place = CellPlace(self.file, self.line, header, header)
            yield Finding("recipients-hidden", "warning", message, place, "show it, or take it out")

    def _merged(self, used: dict[int, bool]) -> Iterator[Finding]:
        """`cells-merged`: cells below the headers that look as if several rows or columns had one value."""
        lines = dict(self._lines) if self.looks.merged else {}
        found: list[Finding] = []
        for (top, left), (bottom, right) in sorted(self.looks.merged):
            columns = [column for column in range(left, right + 1) if column in used]
            below = [line for line in range(top + 2, bottom + 2) if line in lines]
            text = lines.get(top + 1, ())[left : left + 1]
            if not any(text) or not columns or (len(columns) == 1 and not below):
                continue
            where = f"the cells {letters(left)}{top + 1} to {letters(right)}{bottom + 1} are merged"
            place = self._place((top, columns[0]), text[0])
            message = (
                f"column '{place.column}': {where}: only the first of them holds '{text[0][:60]}', the others are blank"
            )
            found.append(
                Finding("cells-merged", "warning", message, place, "unmerge them, and write the value in each")
            )
        yield from found[:MOST]
        if len(found) > MOST:
            yield replace(found[MOST], message=f"the same is true of {len(found) - MOST} more merged cells")

    def _unread(self, cells: list[Cell]) -> Finding:
        first = min(cells)
        text = typed(self._moments[first])
        place = self._place(first, text)
        more = f" (so it is with {len(cells) - 1} more cells of this column)" if len(cells) > 1 else ""
        message = f"column '{place.column}': how the sheet shows this cell is not known; the letter says '{text}'{more}"
        return Finding(
            "cell-format", "warning", message, place, "look at it in the plan, or write it as text in the sheet"
        )


_MEND: Final = "mend the formula, or write the value in its place"
_SAVE: Final = "open the file in Excel or LibreOffice and save it"


def typed(value: object) -> str:
    """A cell as text: numbers without an exponent, days as YYYY-MM-DD, yes and no."""
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            text = f"{value or 0:.15g}"
            return format(Decimal(text), "f") if "e" in text else text
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
        case dt.date():
            return value.isoformat()
        case _:
            return str(value).strip().replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
