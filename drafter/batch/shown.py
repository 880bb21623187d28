"""What a sheet shows besides the values of its cells: their formats, errors, formulas without a value, hidden rows.

The calamine library gives the values alone, and a letter must not say 0.125 where its table says 12.5%.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import product
from typing import Any, Final

from lxml import etree

from drafter.batch import number_formats
from drafter.batch.tables import ERROR
from drafter.record import Mutable, field

_LARGEST: Final = 512 * 1024 * 1024
_REPEATED: Final = 10_000
_COLUMNS: Final = 16_384
_BUILT_IN: Final = {
    "9": "0%",
    "10": "0.00%",
    "15": "d-mmm-yy",
    "16": "d-mmm",
    "17": "mmm-yy",
    "18": "h:mm AM/PM",
    "19": "h:mm:ss AM/PM",
    "20": "h:mm",
    "21": "h:mm:ss",
    "45": "mm:ss",
    "46": "[h]:mm:ss",
    "47": "mmss.0",
}
"""ECMA-376-1, 18.8.30; without the formats that each machine shows in its own way."""
_TELLING: Final = ("}formula", "}number-rows-spanned", "}number-columns-spanned")
"""Attributes of a cell for which it is looked at."""
Cell = tuple[int, int]
"""Row and column, from nought."""


class Looks(Mutable):
    """What a sheet shows besides the values of its cells."""

    numbers: dict[Cell, str] = field(default_factory=dict)
    """Percentages and numbers with leading zeros, as they are shown."""
    codes: dict[Cell, str] = field(default_factory=dict)
    """The formats of other numbers, which may be days."""
    moments: dict[Cell, str] = field(default_factory=dict)
    """Days, times, and yes or no, as they are shown, where the file says that itself."""
    errors: dict[Cell, str] = field(default_factory=dict)
    unsaved: set[Cell] = field(default_factory=set)
    """Formulas without a value."""
    hidden: set[int] = field(default_factory=set)
    """Rows that the sheet hides."""
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[Cell, Cell]] = field(default_factory=list)
    """The first and the last cell of what is merged, where the file's cells say so."""
    seen: bool = True
    """Whether the file could be looked into."""


def shown(workbook: bytes, sheet: str) -> Looks:
    """What a sheet shows; nothing is seen where the file cannot be looked into."""
    looks = Looks()
    with suppress(zipfile.BadZipFile, zlib.error, KeyError, etree.XMLSyntaxError, ValueError):
        package = zipfile.ZipFile(io.BytesIO(workbook))
        look_into = _ods if "content.xml" in package.namelist() else _xlsx
        look_into(package, sheet, looks)
        return looks
    return Looks(seen=False)


def _elements(package: zipfile.ZipFile, part: str, *names: str) -> Iterator[Any]:
    """The elements of these names, each taken apart after it was looked at."""
    if package.getinfo(part).file_size > _LARGEST:
        raise ValueError(part)
    with package.open(part) as file:
        tags = [f"{{*}}{name}" for name in names]
        for _, element in etree.iterparse(file, tag=tags, resolve_entities=False, no_network=True):
            yield element
            element.clear()


# --- Office Open XML: a number has a style, a style has a format ---------------------------------


def _xlsx(package: zipfile.ZipFile, sheet: str, looks: Looks) -> None:
    part = _part(package, sheet)
    codes = _codes(package)
    forms = {code: number_formats.read(code) for code in dict.fromkeys(codes.values())}
    row = -1
    for line in _elements(package, part, "col", "row"):
        if line.tag.endswith("}col"):
            if line.get("hidden") in {"1", "true"}:
                looks.hidden_columns.update(range(int(line.get("min")) - 1, min(int(line.get("max")), _COLUMNS)))
            continue
        row = int(line.get("r", row + 2)) - 1
        if line.get("hidden") in {"1", "true"}:
            looks.hidden.add(row)
        for position, cell in enumerate(line.iterfind("{*}c")):
            kind = cell.get("t", "n")
            if kind not in {"n", "e"} and not (kind == "str" and cell.find("{*}v") is None):
                continue
            value, code = cell.findtext("{*}v"), codes.get(cell.get("s", "0"))
            if kind == "n" and value and not code:
                continue
            at = (row, _column(cell.get("r", ""), position))
            if kind == "e":
                looks.errors[at] = value or "#N/A"
            elif not value and cell.find("{*}f") is not None:
                looks.unsaved.add(at)
            elif value and code:
                if text := number_formats.written(value, forms[code]):
                    looks.numbers[at] = text
                else:
                    looks.codes[at] = code


def _part(package: zipfile.ZipFile, sheet: str) -> str:
    """The part of a sheet, by its name."""
    sheets = _elements(package, "xl/workbook.xml", "sheet")
    wanted = {_attribute(one, "id") for one in sheets if one.get("name") == sheet}
    relations = _elements(package, "xl/_rels/workbook.xml.rels", "Relationship")
    target = next((str(one.get("Target")) for one in relations if one.get("Id") in wanted), "")
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _codes(package: zipfile.ZipFile) -> dict[str, str]:
    """The formats of cells by the numbers of their styles."""
    codes = dict(_BUILT_IN)
    if "xl/styles.xml" not in package.namelist():
        return {}
    for one in _elements(package, "xl/styles.xml", "numFmts"):
        codes |= {str(code.get("numFmtId")): str(code.get("formatCode")) for code in one.iterfind("{*}numFmt")}
    styles = _elements(package, "xl/styles.xml", "cellXfs")
    used = [codes.get(str(one.get("numFmtId")), "") for style in styles for one in style.iterfind("{*}xf")]
    return {str(number): code for number, code in enumerate(used) if code and code != "General"}


def _column(reference: str, position: int) -> int:
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1 if letters else position


# --- OpenDocument: a cell holds what it shows as text --------------------------------------------


def _ods(package: zipfile.ZipFile, sheet: str, looks: Looks) -> None:
    row = position = 0
    for line in _elements(package, "content.xml", "table-column", "table-row"):
        if not any(_attribute(one, "name") == sheet for one in line.iterancestors("{*}table")):
            continue
        if line.tag.endswith("}table-column"):
            after = position + int(_attribute(line, "number-columns-repeated") or 1)
            if _attribute(line, "visibility") in {"collapse", "filter"}:
                looks.hidden_columns.update(range(position, min(after, _COLUMNS)))
            position = after
            continue
        times = int(_attribute(line, "number-rows-repeated") or 1)
        rows = range(row, row + min(times, _REPEATED))
        if _attribute(line, "visibility") in {"collapse", "filter"}:
            looks.hidden.update(rows)
        column = 0
        for cell in line.iterfind("{*}*"):
            repeated = int(_attribute(cell, "number-columns-repeated") or 1)
            if _tells(cell):
                for at in product(rows, range(column, column + min(repeated, _REPEATED))):
                    _cell(cell, at, looks)
            column += repeated
        row += times


def _tells(cell: Any) -> bool:
    """Whether a cell holds more than words."""
    return any(
        value != "string" if key.endswith("}value-type") else key.endswith(_TELLING) for key, value in cell.items()
    )


def _cell(cell: Any, at: Cell, looks: Looks) -> None:
    """Note what a cell shows."""
    kinds = {value for key, value in cell.items() if key.endswith("}value-type")}
    text = "\n".join("".join(line.itertext()) for line in cell.iterfind("{*}p")).strip()
    formula = _attribute(cell, "formula")
    value = _attribute(cell, "value")
    if "error" in kinds or (formula and ERROR.fullmatch(text)):
        looks.errors[at] = text or "#N/A"
    elif formula and not kinds:
        looks.unsaved.add(at)
    elif "percentage" in kinds or ("float" in kinds and ("%" in text or _is_code(text, value))):
        looks.numbers[at] = text
    elif kinds & {"date", "time", "boolean"}:
        looks.moments[at] = text
    down, across = (int(_attribute(cell, f"number-{way}-spanned") or 1) for way in ("rows", "columns"))
    if down > 1 or across > 1:
        looks.merged.append((at, (at[0] + down - 1, at[1] + across - 1)))


def _is_code(text: str, value: str) -> bool:
    """Whether a text is a whole number with zeros before it, or with hyphens between its digits."""
    sign, digits = text[:1] == "-", re.sub(r"[.,](?!\d)|[^\d.,]", "", text)
    same = sign == value.startswith("-") and digits.lstrip("0") == value.lstrip("-0")
    return same and (len(digits) > len(value) - sign or re.search(r"\d-\d", text) is not None)


def _attribute(element: Any, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")
