"""Makes paragraphs of the lines of pages: running headers and footers apart, notes apart, columns as they are drawn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from itertools import pairwise
from typing import Final

from drafter.record import replace
from drafter.sources import running
from drafter.sources.held import Kind, Piece, Span
from drafter.sources.lines import Line, Page

_AS_WRITTEN: Final = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00a0": " "}
    | dict.fromkeys("\x02\ufffe\u00ad", "-")
)
_NOTE: Final = re.compile(r"\s*(?:(\d{1,3})|[*†‡§])\s*(?=\S)")
_ITEM: Final = re.compile(r"(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|[•▪●◦–—-])\s", re.IGNORECASE)
_COLUMN: Final = 60
"""Points that the lines of one column begin apart at the most."""
_CLOSING: Final = "\"'”’)]"
_STOPS: Final = tuple(".?!:;")


def pieces(pages: list[Page]) -> list[Piece]:
    """The paragraphs of pages: text, notes, and each running line once."""
    usual, plain = _usual(pages)
    repeated = running.lines_of(pages, usual)
    found: list[Piece] = []
    headers: dict[Hashable, Piece] = {}
    for number, page in enumerate(pages, 1):
        kept = []
        for line in page.lines:
            if id(line) not in repeated:
                kept.append(line)
            elif running.says_more_than_a_number(line):
                headers.setdefault(repeated[id(line)], Piece(_read(line.text), number, "header"))
        body, notes = _apart(kept, usual)
        found += _bodies(body, number, usual, plain)
        found += _notes(notes, number, plain)
    return [*_continued(found), *headers.values()]


def _usual(pages: list[Page]) -> tuple[float, str]:
    """The size and the style in which most is set."""
    exactly: Counter[float] = Counter()
    styles: Counter[str] = Counter()
    for page in pages:
        for line in page.lines:
            exactly[line.size] += len(line.text)
            for start, end, style in line.styles:
                styles[style] += end - start
    sizes: Counter[float] = Counter()
    for size, count in exactly.items():
        sizes[round(size, 1)] += count
    return sizes.most_common(1)[0][0] if sizes else 0.0, styles.most_common(1)[0][0] if styles else ""


# --- notes ---------------------------------------------------------------------------------------


def _apart(lines: list[Line], usual: float) -> tuple[list[Line], list[Line]]:
    """The lines of the text, and those of the notes below it: small, at the end, the first with a mark."""
    at = len(lines)
    while at and lines[at - 1].size < 0.93 * usual:
        at -= 1
    while at < len(lines) and not _NOTE.match(lines[at].text):
        at += 1
    return (lines[:at], lines[at:]) if at and at < len(lines) else (lines, [])


def _notes(lines: list[Line], page: int, plain: str) -> Iterator[Piece]:
    start = 0
    for at in range(1, len(lines) + 1):
        begins = at == len(lines) or (
            bool(_NOTE.match(lines[at].text)) and (bool(lines[at].raised) or lines[at].text[:1].isdigit())
        )
        if begins:
            mark = _NOTE.match(lines[start].text)
            number = int(mark[1]) if mark and mark[1] else 0
            whole = [replace(line, raised=()) for line in lines[start:at]]
            yield replace(_piece(whole, page, "footnote", plain), number=number)
            start = at


# --- paragraphs ----------------------------------------------------------------------------------


def _bodies(lines: list[Line], page: int, usual: float, plain: str) -> Iterator[Piece]:
    if not lines:
        return
    gaps = sorted(above.top - below.top for above, below in pairwise(lines) if above.top > below.top)
    leading = gaps[len(gaps) // 3] if gaps else usual
    held: list[Line] = []
    for line in lines:
        if held and (_begins(held, line, leading) or _follows_item(held, line, lines)):
            yield _paragraph(held, page, usual, plain)
            held = []
        held.append(line)
    yield _paragraph(held, page, usual, plain)


def _begins(held: list[Line], line: Line, leading: float) -> bool:
    """Whether a line begins a paragraph, after those held."""
    before = held[-1]
    if abs(before.size - line.size) > 0.12 * max(before.size, line.size):
        return True
    down = before.top - line.top
    ended = before.text.rstrip().rstrip(_CLOSING).endswith(_STOPS)
    if down < -leading:
        # Upwards: the next column, which goes on with the paragraph unless a sentence ended.
        return ended
    if down > 1.35 * leading or (down > 1.18 * leading and ended):
        return True
    if _ITEM.match(line.text) and line.left <= min(one.left for one in held) + 1:
        return True
    if not ended:
        return False
    edge = min(one.left for one in held[-3:])
    if line.left > edge + 0.8 * line.size and line.left < edge + 6 * line.size:
        return True
    return len(held) > 1 and before.right < edge + 0.75 * (max(one.right for one in held) - edge)


def _follows_item(held: list[Line], line: Line, lines: list[Line]) -> bool:
    """Whether a line, set no further in than the item that is held, goes on after it: with what is no part of the item.

    The lines of an item that hang from its mark tell it; else that its last line had room for the next word, since
    the rest of an item would have begun there.
    """
    first, before = held[0], held[-1]
    if not _ITEM.match(first.text) or line.left > first.left + 1 or line.top > before.top - 1:
        return False
    if len(held) > 1 and line.left < min(one.left for one in held[1:]) - 3:
        return True
    word = line.text.split(maxsplit=1)[0]
    edge = max(one.right for one in lines if abs(one.left - first.left) < _COLUMN)
    width = (len(word) + 1) * (line.right - line.left) / max(1, len(line.text.rstrip()))
    return not word[0].islower() and before.right + 1.5 * width < edge


def _paragraph(lines: list[Line], page: int, usual: float, plain: str) -> Piece:
    bold = all(style != plain and "b" in style for line in lines for _, _, style in line.styles)
    words = sum(len(line.text) for line in lines)
    large = min(line.size for line in lines) > 1.12 * usual
    stands_out = (large or bold) and words < 300 and not lines[-1].text.rstrip().endswith((".", ";", ","))
    return _piece(lines, page, "heading" if stands_out else "body", plain)


def _piece(lines: list[Line], page: int, kind: Kind, plain: str) -> Piece:
    parts: list[str] = []
    emphasis: list[Span] = []
    references: list[tuple[int, str]] = []
    length = 0
    for line in lines:
        if parts:
            parts.append("\n")
            length += 1
        text, spans, marks = _words(line, plain)
        if kind != "heading":
            for start, end in spans:
                if emphasis and not "".join(parts)[emphasis[-1][1] :].strip() and start == 0:
                    emphasis[-1] = (emphasis[-1][0], length + end)
                else:
                    emphasis.append((length + start, length + end))
        references += [(length + at, mark) for at, mark in marks]
        parts.append(text)
        length += len(text)
    return Piece("".join(parts), page, kind, tuple(emphasis), tuple(references))


def _words(line: Line, plain: str) -> tuple[str, list[Span], list[tuple[int, str]]]:
    """A line's words without raised marks, the spans that stand out in them, and where the marks were."""
    if not line.raised and all(style in {plain, ""} for _, _, style in line.styles):
        return _read(line.text.rstrip()), [], []
    styles: dict[int, bool] = {}
    for start, end, style in line.styles:
        styles.update(dict.fromkeys(range(start, end), style != plain and bool(style)))
    made: list[str] = []
    spans: list[Span] = []
    marks = [(start, line.text[start:end]) for start, end in line.raised]
    left_out = {at for start, end in line.raised for at in range(start, end)}
    moved: list[tuple[int, str]] = []
    length = 0
    for at, character in enumerate(line.text.rstrip()):
        moved += [(length, mark) for start, mark in marks if start == at]
        if at in left_out:
            continue
        read = _read(character)
        if read and not character.isspace() and styles.get(at):
            gap = spans and not "".join(made)[spans[-1][1] :].strip()
            spans[-1:] = [(spans[-1][0], length + len(read))] if gap else [*spans[-1:], (length, length + len(read))]
        made.append(read)
        length += len(read)
    return "".join(made), spans, moved


def _read(text: str) -> str:
    """What is written: ligatures as letters, PDFium's mark of a hyphen at a line's end as a hyphen."""
    return text.replace("\x02", "-") if text.isascii() else text.translate(_AS_WRITTEN)


def _continued(found: Iterable[Piece]) -> list[Piece]:
    """Paragraphs, of which one knows that the next page goes on with its last word."""
    made = list(found)
    for at, piece in enumerate(made):
        if piece.kind != "body" or not piece.text.endswith("-"):
            continue
        following = next((one for one in made[at + 1 :] if one.kind != "footnote"), None)
        if following is not None and following.page == piece.page + 1 and following.text[:1].islower():
            made[at] = replace(piece, broken=True)
    return made
