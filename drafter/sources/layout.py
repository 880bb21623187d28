"""Makes paragraphs of the lines of pages: running headers and footers apart, notes apart, columns as they are drawn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, Final, Self

from drafter.record import Record, replace
from drafter.sources.held import Kind, Piece, Span

EDGE: Final = 4
"""Lines from the top and the bottom of a page among which running headers and footers are looked for."""
OFTEN: Final = 0.4
"""The share of pages on which a line must repeat to be a running one: left and right pages may differ."""
MOST: Final = 0.8
"""The share of pages from which it is a running one even if the same words stand within pages as often."""
_LIGATURES: Final = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00a0": " "}
)
_PAGE_NUMBER: Final = re.compile(r"(?:page|p\.)?\W*(?:\d{1,4}|[ivxl]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
_NOTE: Final = re.compile(r"\s*(?:(\d{1,3})|[*†‡§])\s*(?=\S)")
_ITEM: Final = re.compile(r"(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|[•▪●◦–—-])\s", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"[.?!:;][\"'”’)\]]*\s*$")


class Line(Record):
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
    """The lines of a page, in the order in which they are drawn."""

    width: float
    height: float
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Self:
        """A page as the reading program wrote it down."""
        lines = [
            Line(
                text, x, y, right, top, size, tuple((a, b, style) for a, b, style in styles), tuple(map(tuple, raised))
            )
            for text, x, y, right, top, size, styles, raised in plain["lines"]
        ]
        return cls(plain["width"], plain["height"], tuple(_rows(lines)))


def pieces(pages: list[Page]) -> list[Piece]:
    """The paragraphs of pages: text, notes, and each running line once."""
    running = _running(pages)
    sizes: Counter[float] = Counter()
    styles: Counter[str] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size, 1)] += len(line.text)
            for start, end, style in line.styles:
                styles[style] += end - start
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    plain = styles.most_common(1)[0][0] if styles else ""
    found: list[Piece] = []
    headers: dict[str, Piece] = {}
    for number, page in enumerate(pages, 1):
        kept = []
        for line in page.lines:
            if id(line) not in running:
                kept.append(line)
            elif re.search(r"[^\W\d_]{3}", re.sub("page", "", line.text, flags=re.IGNORECASE)):
                headers.setdefault(_shape(line.text), Piece(_read(line.text), number, "header"))
        body, notes = _apart(kept, usual)
        found += _bodies(body, number, usual, plain)
        found += _notes(notes, number, plain)
    return [*_continued(found), *headers.values()]


def _rows(lines: list[Line]) -> Iterator[Line]:
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


# --- running headers and footers -----------------------------------------------------------------


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s+", " ", text).strip().casefold())


def _running(pages: list[Page]) -> set[int]:
    """The identities of lines at the edges of pages that repeat on many, and of page numbers."""
    edges = [_edges(page) for page in pages]
    counts = Counter(key for page in edges for key in {key for key, _ in page})
    least = max(2, OFTEN * len(pages))
    at_edges = {id(line) for page in edges for _, line in page}
    within = Counter(_shape(line.text) for page in pages for line in page.lines if id(line) not in at_edges)

    def runs(key: tuple[int, str]) -> bool:
        # A heading that comes again and again ("Commentary") stands at the top of some pages by chance.
        often = counts[key] >= max(3, MOST * len(pages))
        return counts[key] >= least and (often or within[key[1]] < counts[key] or not re.search(r"[^\W\d_]", key[1]))

    found = {id(line) for page in edges for key, line in page if runs(key)}
    numbered = [[line for _, line in page if _PAGE_NUMBER.fullmatch(line.text.strip())] for page in edges]
    if sum(bool(lines) for lines in numbered) >= max(2, OFTEN * len(pages)):
        found |= {id(lines[-1]) for lines in numbered if lines}
    return found


def _edges(page: Page) -> list[tuple[tuple[int, str], Line]]:
    """The lines at the edges of a page; what repeats has the same words, but for numbers, at the same height."""
    ordered = sorted(page.lines, key=lambda line: (-line.top, line.left))
    top = [
        ((round(line.bottom / 4), _shape(line.text)), line)
        for line in ordered[:EDGE]
        if line.bottom > page.height * 0.75
    ]
    bottom = [
        ((round(line.bottom / 4), _shape(line.text)), line) for line in ordered[-EDGE:] if line.top < page.height * 0.25
    ]
    return top + bottom


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
    right = max(line.right for line in lines)
    gaps = sorted(above.top - below.top for above, below in pairwise(lines) if above.top > below.top)
    leading = gaps[len(gaps) // 3] if gaps else usual
    held: list[Line] = []
    for line in lines:
        if held and _begins(held, line, leading, right):
            yield _paragraph(held, page, usual, plain)
            held = []
        held.append(line)
    yield _paragraph(held, page, usual, plain)


def _begins(held: list[Line], line: Line, leading: float, right: float) -> bool:
    """Whether a line begins a paragraph, after those held."""
    before = held[-1]
    if abs(before.size - line.size) > 0.12 * max(before.size, line.size):
        return True
    down = before.top - line.top
    ended = bool(_SENTENCE_END.search(before.text))
    if down < -leading:
        # Upwards: the next column, which goes on with the paragraph unless a sentence ended.
        return ended
    if down > 1.35 * leading or (down > 1.18 * leading and ended):
        return True
    if _ITEM.match(line.text) and line.left <= min(one.left for one in held) + 1:
        return True
    edge = min(one.left for one in held[-3:])
    if ended and line.left > edge + 0.8 * line.size and line.left < edge + 6 * line.size:
        return True
    widest = max([one.right for one in held] + [right if len(held) == 1 else 0.0])
    return ended and len(held) > 1 and before.right < edge + 0.75 * (widest - edge)


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
    return re.sub("[\x02\ufffe]", "-", text.translate(_LIGATURES)).replace("\u00ad", "-")


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
