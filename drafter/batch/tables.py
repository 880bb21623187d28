"""Reads recipients from tables: CSV as any program saves it, Excel and LibreOffice sheets, YAML."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final, TypeAlias

from drafter import folders, yaml_files
from drafter.batch import quotations
from drafter.problems import Finding, Place, Unreadable
from drafter.record import Record
from drafter.yaml_files import Mapping, Node, Scalar, Sequence

Cell: TypeAlias = "str | tuple[str, ...]"
ERROR: Final = re.compile(r"#(?:REF!|N/A|DIV/0!|NAME\?|NUM!|VALUE!|NULL!|SPILL!|CALC!)|Err:\d{3}")
"""What a sheet shows in place of a value that it cannot reckon."""
MOST: Final = 20
"""Cells of a column that are listed for one fault; more are only counted."""
SEPARATORS: Final = (";", ",", "\t", "|")
SHEETS: Final = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
_CHUNK: Final = 1 << 20
_START: Final = 1 << 12
_LOOK: Final = "look at an accented name in the plan; or save the table as CSV UTF-8"
_AROUND: Final = 30
"""Letters of a word that are shown on either side of what is improbable in it."""
_BETWEEN: Final = re.compile(r'[\s,;|"]')
_IMPROBABLE: Final = re.compile(
    r"""
    (?<=[^\W\d_])[“”„‚•˜™†‡ˆ‰‹›€§¶¢©®¤¦¬±¿¡¼½¾¥](?=[^\W\d_])
    | (?<=[^\W\d_][a-z])‘(?=[b-df-hj-np-tv-z]) | (?<=[a-z])[‚„ˆ‰˜ƒ](?![^\W_]) | [a-z][‘’]?[ŽŠŸŒÕÐÛ]
    | [A-Z][ŽŠŸŒÕÐÛ](?=[a-z])
    """,
    re.VERBOSE,
)
"""What stands in the words of a table of an old Mac or of DOS where it is read as Windows-1252."""


class CellPlace(Place):
    """A cell of a table: its file, the line or row, what stands there, and the column by its header."""

    column: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}, column '{self.column}'" if self.column else where


class Row(Record):
    """A recipient: the number of the row (1 is the first below the headers), its line in the file, its cells."""

    number: int
    line: int
    cells: tuple[Cell, ...]


def _settled(_: dict[int, bool]) -> list[Finding]:
    """Nothing is wrong in the columns of a table that holds words alone."""
    return []


class Table(Record):
    """Headers as typed, and the rows, which can be read again and again; rows without any word are left out."""

    file: str
    headers: tuple[str, ...]
    read: Callable[[], Iterator[Row]]
    findings: tuple[Finding, ...] = ()
    line: int = 1
    """The line of the headers; 0 where they are keys."""
    others: Callable[[], Iterable[tuple[str, tuple[str, ...]]]] = tuple
    """The other sheets that a person sees, and what stands in their first row."""
    may_err: bool = True
    """Whether a cell may say the error of a sheet in words."""
    settle: Callable[[dict[int, bool]], list[Finding]] = _settled
    """Told which columns are used, and whether for words: gives what is wrong in them; `read` then reads them so."""


def open_table(path: Path) -> Table:
    """The table of a file by its ending: CSV, a sheet or YAML; raises Unreadable."""
    ending = path.suffix.lower()
    if ending in SHEETS:
        from drafter.batch.sheets import open_sheet

        table = open_sheet(path)
    elif ending in {".yaml", ".yml"}:
        table = _yaml(path)
    elif ending in {".csv", ".tsv", ".txt"}:
        table = _csv(path)
    else:
        advice = "save the table as .csv, .xlsx, .ods or .yaml"
        raise unreadable(path, f"recipients: '{path.name}' is no table that drafter reads", advice)
    if not any(table.headers):
        raise unreadable(path, "recipients: the table is empty", "its first row names the columns, such as to.name")
    return table


def unreadable(path: Path, message: str, advice: str = "", line: int = 0, text: str = "") -> Unreadable:
    """A table of recipients that cannot be read."""
    place = Place(folders.shown(path), line, text)
    return Unreadable(Finding("recipients-unreadable", "error", message, place, advice))


def numbered(lines: Iterable[tuple[int, tuple[Cell, ...]]]) -> Iterator[Row]:
    """Rows by their numbers; what is outside the headers' width is cut off only where it is empty."""
    number = 0
    for line, cells in lines:
        if any(cells):
            number += 1
            yield Row(number, line, cells)


def letters(index: int) -> str:
    """The letters of a column, as sheets show them."""
    said = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        said = chr(65 + rest) + said
    return said


def said_errors(table: Table, used: Iterable[int]) -> Iterator[Finding]:
    """`cell-error`: cells of these columns that say an error in words, as a sheet saves it in a CSV."""
    columns = sorted(used)
    count = 0
    for row in table.read() if table.may_err else ():
        for column in columns:
            cell = row.cells[column] if column < len(row.cells) else ""
            if cell and cell[0] in {"#", "E"} and isinstance(cell, str) and ERROR.fullmatch(cell):
                count += 1
                if count <= MOST:
                    header = table.headers[column]
                    place = CellPlace(table.file, row.line, f"{header}: {cell}", header)
                    message = f"column '{header}': the cell says {cell}, as a sheet does of an error"
                    yield Finding("cell-error", "error", message, place, "write the value in its place")
    if count > MOST:
        message = f"the same is true of {count - MOST} more cells"
        yield Finding("cell-error", "error", message, CellPlace(table.file))


# --- CSV -----------------------------------------------------------------------------------------


def _csv(path: Path) -> Table:
    shown = folders.shown(path)
    encoding, findings = _encoding(path, shown)
    try:
        with path.open(encoding=encoding, newline="") as file:
            first = file.readline()
    except OSError as error:
        raise unreadable(path, f"recipients: '{shown}' cannot be read: {error.strerror or error}") from None
    told = first.strip().lower()
    skip = int(told.startswith("sep=") and len(told) == 5)
    separator = told[4] if skip else _separator(first)

    def lines() -> Iterator[tuple[int, tuple[Cell, ...]]]:
        csv.field_size_limit(1 << 24)
        with path.open(encoding=encoding, newline="") as file:
            for _ in range(skip):
                file.readline()
            reader = csv.reader(map(quotations.tidy(separator), file), delimiter=separator, strict=True)
            line, width = 1 + skip, 0
            try:
                for cells in reader:
                    width = width or len(cells)
                    of_lines = reader.line_num + skip > line
                    if of_lines and (row := quotations.swallowed(_unix(cells), width, separator)):
                        raise _swallowed(path, line, row)
                    yield line, tuple(map(str.strip, _unix(cells) if of_lines else cells))
                    line = reader.line_num + skip + 1
            except csv.Error as error:
                raise _no_csv(path, encoding, separator, line, error) from None

    headers = next((cells for _, cells in lines()), ())

    def rows() -> Iterator[Row]:
        every = lines()
        next(every, None)
        return numbered(every)

    return Table(
        shown, tuple(str(cell).strip() for cell in headers), rows, findings, 1 + skip, may_err=_may_err(path, encoding)
    )


def _no_csv(path: Path, encoding: str, separator: str, line: int, error: csv.Error) -> Unreadable:
    """What is wrong with a row that cannot be read; a quotation mark, unless it is something rare."""
    with path.open(encoding=encoding, newline="") as file:
        found = quotations.faulty(map(quotations.tidy(separator), islice(file, line - 1, None)), separator)
    if found is None:
        return unreadable(path, f"recipients: this line is not CSV ({error})", line=line)
    at = line + found.opens
    if found.closes < 0:
        message = (
            f"recipients: the quotation mark before '{found.words}' is never closed, so that all below is one cell"
        )
        return unreadable(path, message, "close it, or take it out", at, found.words)
    where = "" if found.closes == found.opens else f" on line {line + found.closes}"
    message = (
        f"recipients: the quotation mark before '{found.words}' closes within a cell{where}, before '{found.rest}'"
    )
    advice = 'close a cell where it ends, and write a quotation mark within it twice ("")'
    return unreadable(path, message, advice, at, found.words)


def _swallowed(path: Path, line: int, row: str) -> Unreadable:
    message = f"recipients: a cell of this row holds another row, '{row.strip()[:60]}'"
    return unreadable(path, message, "close the quotation mark where its cell ends", line, row.strip()[:60])


def _unix(cells: list[str]) -> list[str]:
    return [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]


def _encoding(path: Path, shown: str) -> tuple[str, tuple[Finding, ...]]:
    """UTF-8, UTF-16 where the file says so or is evidently so, else Windows-1252, which is reported."""
    encoding = "utf-8-sig"
    findings: tuple[Finding, ...] = ()
    try:
        with path.open("rb") as file:
            start = file.read(_START)
            if start.startswith(b"PK\x03\x04"):
                raise unreadable(path, "recipients: this is a workbook, not CSV", "name it .xlsx")
            if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                encoding = "utf-16"
            elif unmarked := _unmarked(start):
                encoding = unmarked
                message = "recipients: the table does not say how it is encoded; it was read as UTF-16"
                findings = (Finding("recipients-encoding", "information", message, Place(shown), _LOOK),)
            file.seek(0)
            decoder = codecs.getincrementaldecoder(encoding)()
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except FileNotFoundError:
        raise Unreadable(*folders.not_there(path, "recipients", Place(shown))) from None
    except OSError as error:
        raise unreadable(path, f"recipients: '{shown}' cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        if encoding != "utf-8-sig":
            message = "recipients: the table is UTF-16, and part of it is no text"
            raise unreadable(path, message, "save the table again as CSV UTF-8") from None
        return _windows(path, shown)
    return encoding, findings


def _may_err(path: Path, encoding: str) -> bool:
    """Whether a file has what errors of sheets begin with; few do, and the others need not be looked through."""
    with path.open("rb") as file:
        return encoding.startswith("utf-16") or any(b"#" in line or b"Err:" in line for line in file)


def _unmarked(start: bytes) -> str:
    """The kind of UTF-16 that a file without its mark is in: every second byte of Latin letters is nought."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if 4 * max(even, odd) < len(start) or 10 * min(even, odd) > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _windows(path: Path, shown: str) -> tuple[str, tuple[Finding, ...]]:
    odd: Finding | None = None
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                text = "" if line.isascii() else line.decode("cp1252")
                if odd is None and (match := _IMPROBABLE.search(text)):
                    before, after = text[: match.start()][-_AROUND:], text[match.end() :][:_AROUND]
                    word = _BETWEEN.split(before)[-1] + match[0] + _BETWEEN.split(after)[0]
                    message = f"recipients: the table is not UTF-8; read as Windows-1252 it says '{word}'"
                    place = Place(shown, number, word)
                    odd = Finding("recipients-encoding", "warning", message, place, "save the table as CSV UTF-8")
            except UnicodeDecodeError:
                message = "recipients: this line is neither UTF-8 nor Windows-1252"
                advice = "save the table again as CSV UTF-8"
                raise unreadable(path, message, advice, number) from None
    message = "recipients: the table is not UTF-8; it was read as Windows-1252"
    return "cp1252", (odd or Finding("recipients-encoding", "information", message, Place(shown), _LOOK),)


def _separator(line: str) -> str:
    """The separator that the headers are parted by, outside quotation marks."""
    bare = "".join(line.split('"')[::2])
    return max(SEPARATORS, key=bare.count) if any(one in bare for one in SEPARATORS) else ","


# --- YAML ----------------------------------------------------------------------------------------


def _yaml(path: Path) -> Table:
    shown = folders.shown(path)
    document = yaml_files.read(folders.read_file(path, "recipients"), shown)
    if any(finding.severity == "error" for finding in document.findings):
        raise Unreadable(*document.findings)
    root = document.root
    if isinstance(root, Mapping) and len(root.entries) == 1:
        root = root.entries[0][1]
    if not isinstance(root, Sequence) or not all(isinstance(item, Mapping) for item in root.items):
        raise unreadable(path, "recipients: a list of recipients expected, each with keys", "write `- to: {name: …}`")
    flat = [(item.place.line, dict(_flat(item, ""))) for item in root.items]
    headers = tuple(dict.fromkeys(name for _, values in flat for name in values))
    lines = [(line, tuple(values.get(name, "") for name in headers)) for line, values in flat]
    return Table(shown, headers, lambda: numbered(lines), document.findings, 0)


def _flat(node: Node, before: str) -> Iterator[tuple[str, Cell]]:
    match node:
        case Mapping(entries=entries):
            for name, value in entries:
                yield from _flat(value, f"{before}.{name}" if before else str(name))
        case Sequence(items=items):
            yield before, tuple(item.text.strip() for item in items if isinstance(item, Scalar))
        case Scalar(kind="nothing"):
            yield before, ""
        case Scalar(text=text):
            yield before, text.strip()
