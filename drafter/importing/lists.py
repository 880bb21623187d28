"""Finds numbered and bulleted lists in the text of a source, and the columns of a table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from drafter.batch.tables import SHEETS, Row, open_table
from drafter.importing.automatic_numbers import numbered
from drafter.importing.passages import Passage, passages
from drafter.problems import Abort, Finding, Place, Unreadable
from drafter.record import Mutable, Record, field, replace
from drafter.sources import SourceText, locator_of

TABLES: Final = frozenset((*SHEETS, ".csv", ".tsv"))
_MARKS: Final = {
    "dot": re.compile(r"(\d{1,3})\.(?=\s|$)\s*"),
    "paren": re.compile(r"(\d{1,3})\)\s*"),
    "bracketed": re.compile(r"\((\d{1,3})\)\s*"),
    "letter": re.compile(r"\(?([a-z])[.)]\s+"),
    "bullet": re.compile(r"([•▪●◦‣*–—-])\s+"),
    "roman": re.compile(r"\(?([ivxl]{1,6}|[IVXL]{1,6})[.)]\s+"),
    "dash": re.compile(r"(\d{1,3})\s+[–—-]\s+"),
    "bare": re.compile(r"(\d{1,3})(?=\s+[A-Z“\"])\s+"),
}
_WORD: Final = re.compile(r"(?P<word>[A-Z][^\W\d_]+) (?P<number>\d{1,3})\s*[:.–—-]\s+")
_ALONE: Final = {"dot": r"(\d{1,3})\.", "paren": r"(\d{1,3})\)", "bracketed": r"\((\d{1,3})\)", "bare": r"(\d{1,3})"}
"""Numbers that stand in a cell or a line of their own, before what they number."""
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50}
_CODES: Final = {
    "recipients-encoding": "list-encoding",
    "recipients-sheets": "list-sheets",
    "recipients-unreadable": "list-unreadable",
}
_JOINS: Final = re.compile(r"\s*[;,](?:\s+(?:and|or))?$")


class FoundList(Record):
    """A list as it was found: its items, where it stands, and what is doubtful."""

    items: tuple[str, ...]
    at: str
    what: str = ""
    findings: tuple[Finding, ...] = ()


class _Open(Mutable):
    """A list that goes on: how it is marked, the number of its last item, and where its words stand."""

    form: str
    mark: str
    level: int
    last: int
    held: list[list[Passage]] = field(default_factory=list)
    between: list[Passage] = field(default_factory=list)
    waiting: list[Passage] = field(default_factory=list)
    gaps: list[tuple[int, int]] = field(default_factory=list)


def lists_in(source: SourceText, content: bytes, file: str, page: int | None = None) -> list[FoundList]:
    """The lists of two items or more of a source's text, or of one page of it, in order."""
    words = [one for one in passages(source, numbered(content, file)) if one.kind != "footnote"]
    stack: list[_Open] = []
    made: list[_Open] = []
    for one in _numbers_joined(words if page is None else [one for one in words if one.page == page]):
        marks = _marks(one)
        if not marks:
            _goes_on(stack, one)
            continue
        going = [(held, mark) for held in reversed(stack) for mark in marks if _follows(held, mark, one.level)]
        if not going and (skipped := [mark for mark in marks if stack and _skips(stack[-1], mark, one.level)]):
            going = [(stack[-1], skipped[0])]
            stack[-1].gaps.append((stack[-1].last, skipped[0][2]))
        found, mark = going[0] if going else (None, _first_of(marks))
        form, bullet, number, text = mark
        if found is None:
            found = _Open(form, bullet, one.level, number)
            made.append(found)
            stack.append(found)
        else:
            stack = stack[: stack.index(found) + 1]
        found.between += found.waiting
        found.waiting = []
        found.held.append([replace(one, text=text)])
        found.last = number
        for outer in stack[:-1]:
            outer.waiting.append(one)
    return [_found(one, source, file) for one in made if len(one.held) > 1]


def _numbers_joined(words: list[Passage]) -> list[Passage]:
    """The passages, with a number that stands alone put before the one that follows it."""
    made: list[Passage] = []
    pending: Passage | None = None
    for one in words:
        if pending is not None and not one.mark and not _alone(one.text):
            made.append(replace(one, mark=pending.text, span=(pending.span[0], one.span[1])))
            pending = None
            continue
        if pending is not None:
            made.append(pending)
        pending = one if _alone(one.text) else None
        if pending is None:
            made.append(one)
    return made if pending is None else [*made, pending]


def _alone(text: str) -> bool:
    return any(re.fullmatch(pattern, text.strip()) for pattern in _ALONE.values())


def _marks(one: Passage) -> list[tuple[str, str, int, str]]:
    """How a passage may be marked: the form, the bullet, word or nothing, the number, and the words after it."""
    found: list[tuple[str, str, int, str]] = []
    for form, written in _ALONE.items():
        if alone := re.fullmatch(written, one.mark.strip()):
            found.append((form, "", int(alone[1]), one.text.strip()))
    text = f"{one.mark} {one.text}" if one.mark else one.text
    for form, pattern in _MARKS.items():
        match = pattern.match(text)
        if match and match.end() < len(text):
            rest = text[match.end() :].strip()
            found.append((form, match[1] if form == "bullet" else "", _value(form, match[1]), rest))
    if (match := _WORD.match(text)) and match.end() < len(text):
        found.append(("word", match["word"], int(match["number"]), text[match.end() :].strip()))
    return found


def _value(form: str, said: str) -> int:
    match form:
        case "bullet":
            return 0
        case "letter":
            return ord(said) - ord("a") + 1
        case "roman":
            values = [_ROMAN[letter] for letter in said.lower()]
            return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
        case _:
            return int(said)


def _first_of(marks: list[tuple[str, str, int, str]]) -> tuple[str, str, int, str]:
    """The mark with which a new list begins: where several fit, the one that is a first number."""
    return next((mark for mark in marks if mark[2] == 1), marks[0])


def _follows(held: _Open, mark: tuple[str, str, int, str], level: int) -> bool:
    form, bullet, number, _ = mark
    return (held.form, held.mark, held.level) == (form, bullet, level) and number == held.last + (form != "bullet")


def _skips(held: _Open, mark: tuple[str, str, int, str], level: int) -> bool:
    """Whether a mark goes on with a list of which a few numbers are missing, with nothing between."""
    form, bullet, number, _ = mark
    alike = form != "bullet" and (held.form, held.mark, held.level) == (form, bullet, level)
    return alike and not held.waiting and held.last + 1 < number <= held.last + 4


def _goes_on(stack: list[_Open], one: Passage) -> None:
    """A passage without a mark: the rest of an item that a page cut in two, or words that end a bulleted list."""
    if stack and one.text[:1].islower() and not stack[-1].waiting:
        last = stack[-1].held[-1]
        if one.page > last[-1].page and not last[-1].text.endswith((".", ";", ":")):
            last.append(one)
            for outer in stack[:-1]:
                outer.waiting.append(one)
            return
    stack[:] = [held for held in stack if held.form != "bullet"]
    for held in stack:
        held.waiting.append(one)


def _found(one: _Open, source: SourceText, file: str) -> FoundList:
    spans = [passage.span for item in one.held for passage in item]
    at = locator_of(source, spans[0][0], spans[-1][1])
    findings: tuple[Finding, ...] = ()
    if one.between:
        named = "; ".join(f"'{passage.text[:50]}' ({passage.at})" for passage in one.between[:4])
        more = f" and {len(one.between) - 4} more" if len(one.between) > 4 else ""
        message = f"words between the items are not taken over: {named}{more}"
        findings = (Finding("list-between", "warning", message, Place(file), "add them to the items by hand"),)
    for last, following in one.gaps:
        missing = f"{last + 1} is" if following == last + 2 else f"{last + 1} to {following - 1} are"
        message = f"{missing} missing between items {last} and {following}"
        advice = "look there in the document; the items are counted anew in a letter"
        findings += (Finding("list-gap", "warning", message, Place(file), advice),)
    words = [" ".join(passage.text for passage in item) for item in one.held]
    return FoundList(
        _unjoined(words), at, f"numbered from {_first(one)}" if one.form != "bullet" else "bulleted", findings
    )


def _first(one: _Open) -> str:
    first = one.last - len(one.held) + 1 - sum(following - last - 1 for last, following in one.gaps)
    if one.form == "word":
        return f"{one.mark} {first}"
    return chr(ord("a") + first - 1) if one.form == "letter" else str(first)


def _unjoined(items: list[str]) -> tuple[str, ...]:
    """Items without what joined them into one sentence: semicolons or commas, "and", and then the last full stop."""
    if len(items) > 1 and all(_JOINS.search(item) for item in items[:-1]):
        return (*(_JOINS.sub("", item) for item in items[:-1]), items[-1].removesuffix("."))
    return tuple(items)


# --- tables --------------------------------------------------------------------------------------


def columns_of(path: Path, *, headed: bool = True) -> list[FoundList]:
    """The columns of a CSV file or of a workbook's first sheet, each with words as a list; raises Unreadable."""
    try:
        table = open_table(path)
        rows = list(table.read())
    except Abort as abort:
        raise Unreadable(*(_of_list(one) for one in abort.findings)) from None
    made: list[FoundList] = []
    headers = list(table.headers)
    if headed and sum(map(bool, headers)) == 1 and (at := _below_title(rows)) is not None:
        headers, rows = [str(cell) for cell in rows[at].cells], rows[at + 1 :]
    for column, header in enumerate(headers):
        cells = [(1, header)] if not headed else []
        cells += [(row.line, str(row.cells[column])) for row in rows if column < len(row.cells)]
        held = [(line, " ".join(cell.split())) for line, cell in cells if cell.strip()]
        if held:
            called = f"column '{header}'" if headed and header else f"column {column + 1}"
            lines = f"row {held[0][0]}" if len(held) == 1 else f"rows {held[0][0]}–{held[-1][0]}"
            items = tuple(words for _, words in held)
            made.append(FoundList(items, f"{called}, {lines}", called, tuple(map(_of_list, table.findings))))
    return made


def _below_title(rows: list[Row]) -> int | None:
    """The row of headers of a table that has a title in its first row: the first with several cells."""
    return next(
        (at for at, row in enumerate(rows[:10]) if sum(bool(str(cell).strip()) for cell in row.cells) > 1), None
    )


def _of_list(finding: Finding) -> Finding:
    """What the reader of tables of recipients says, as it is said of a list."""
    message = re.sub("^recipients: ", "list: ", finding.message)
    message = re.sub("^recipients (?=')", "the table ", message)
    return replace(finding, code=_CODES.get(finding.code, finding.code), message=message)
