"""What cells of a workbook show where that says more than their number: percentages and leading zeros.

The calamine library gives the number alone, and a letter must not say 0.125 where its table says 12.5%.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

from lxml import etree

from drafter.batch import number_formats

_LARGEST: Final = 512 * 1024 * 1024
_REPEATED: Final = 10_000
_BUILT_IN: Final = {"9": "0%", "10": "0.00%"}
"""ECMA-376-1, 18.8.30."""
Cells = dict[tuple[int, int], str]
"""By row and column, from nought."""


def shown(workbook: bytes, sheet: str) -> Cells:
    """The cells of a sheet whose words differ from their number; none where the file cannot be looked into."""
    with suppress(zipfile.BadZipFile, zlib.error, KeyError, etree.XMLSyntaxError, ValueError):
        package = zipfile.ZipFile(io.BytesIO(workbook))
        if "content.xml" in package.namelist():
            return dict(_in_ods(package, sheet))
        return dict(_in_xlsx(package, sheet))
    return {}


def _elements(package: zipfile.ZipFile, part: str, *names: str) -> Iterator[Any]:
    """The elements of these names, each taken apart after it was looked at."""
    if package.getinfo(part).file_size > _LARGEST:
        return
    with package.open(part) as file:
        tags = [f"{{*}}{name}" for name in names]
        for _, element in etree.iterparse(file, tag=tags, resolve_entities=False, no_network=True):
            yield element
            element.clear()


# --- Office Open XML: a number has a style, a style has a format ---------------------------------


def _in_xlsx(package: zipfile.ZipFile, sheet: str) -> Iterator[tuple[tuple[int, int], str]]:
    part = _part(package, sheet)
    formats = _formats(package)
    for number, line in enumerate(_elements(package, part, "row")):
        row = int(line.get("r", number + 1)) - 1
        for position, cell in enumerate(line.iterfind("{*}c")):
            form = formats.get(cell.get("s", "0"))
            value = cell.findtext("{*}v")
            if form and value and cell.get("t", "n") == "n" and (text := number_formats.written(value, form)):
                yield (row, _column(cell.get("r", ""), position)), text


def _part(package: zipfile.ZipFile, sheet: str) -> str:
    """The part of a sheet, by its name."""
    sheets = _elements(package, "xl/workbook.xml", "sheet")
    wanted = {_attribute(one, "id") for one in sheets if one.get("name") == sheet}
    relations = _elements(package, "xl/_rels/workbook.xml.rels", "Relationship")
    target = next((str(one.get("Target")) for one in relations if one.get("Id") in wanted), "")
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _formats(package: zipfile.ZipFile) -> dict[str, tuple[number_formats.Section, ...]]:
    """The formats of percentages and of leading zeros, by the styles of cells."""
    codes = dict(_BUILT_IN)
    for one in _elements(package, "xl/styles.xml", "numFmts"):
        codes |= {str(code.get("numFmtId")): str(code.get("formatCode")) for code in one.iterfind("{*}numFmt")}
    styles = _elements(package, "xl/styles.xml", "cellXfs")
    used = [codes.get(str(one.get("numFmtId")), "") for style in styles for one in style.iterfind("{*}xf")]
    forms = {code: number_formats.read(code) for code in dict.fromkeys(used)}
    return {str(number): forms[code] for number, code in enumerate(used) if forms[code]}


def _column(reference: str, position: int) -> int:
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1 if letters else position


# --- OpenDocument: a cell holds what it shows as text --------------------------------------------


def _in_ods(package: zipfile.ZipFile, sheet: str) -> Iterator[tuple[tuple[int, int], str]]:
    row = 0
    for line in _elements(package, "content.xml", "table-row"):
        if not any(_attribute(one, "name") == sheet for one in line.iterancestors("{*}table")):
            continue
        times = int(_attribute(line, "number-rows-repeated") or 1)
        for column, text in _cells(line):
            yield from (((row + n, column), text) for n in range(min(times, _REPEATED)))
        row += times


def _cells(line: Any) -> Iterator[tuple[int, str]]:
    column = 0
    for cell in line.iterfind("{*}*"):
        times = int(_attribute(cell, "number-columns-repeated") or 1)
        text = "\n".join("".join(line.itertext()) for line in cell.iterfind("{*}p")).strip()
        kind, value = _attribute(cell, "value-type"), _attribute(cell, "value")
        if kind == "percentage" or (kind == "float" and ("%" in text or _is_code(text, value))):
            yield from ((column + n, text) for n in range(min(times, _REPEATED)))
        column += times


def _is_code(text: str, value: str) -> bool:
    """Whether a text is a whole number with zeros before it, or with hyphens between its digits."""
    sign, digits = text[:1] == "-", re.sub(r"[.,](?!\d)|[^\d.,]", "", text)
    same = sign == value.startswith("-") and digits.lstrip("0") == value.lstrip("-0")
    return same and (len(digits) > len(value) - sign or re.search(r"\d-\d", text) is not None)


def _attribute(element: Any, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")
