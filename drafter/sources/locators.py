"""Places in a source, as people write them: "p. 3, para 2"."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from drafter.sources.held import Paragraph, SourceText, Span

_PART: Final = re.compile(
    r"(?:(?P<page>pages?|pp?\.?)|(?P<para>paragraphs?|paras?\.?|¶¶?)|(?P<note>footnotes?|notes?|fn\.?|nn?\.?))"
    r"\s*(?P<first>\d{1,7})(?:\s*[-–]\s*(?P<last>\d{1,7}))?",
    re.IGNORECASE,
)


def locate(source: SourceText, locator: str) -> Span | None:
    """The span that a locator names: pages (`p. 3`, `pp. 3–4`), paragraphs (`para 2`), notes (`p. 3, note 1`).

    Nothing where it is not read so, or the source has no such place. Paragraphs without a page are those of a source
    that has no pages.
    """
    asked = _read(locator)
    if asked is None:
        return None
    pages, numbers, kind = asked
    found = [
        one
        for one in source.paragraphs
        if (pages[0] <= one.page <= pages[1] or (kind == "note" and pages == (0, 0)))
        and (kind == "any" or (one.kind == "footnote") == (kind == "note"))
        and (numbers is None or numbers[0] <= one.number <= numbers[1])
        and one.number
    ]
    wanted = {numbers[0], numbers[1]} if numbers else {found[0].number} if found else {0}
    if not found or not wanted <= {one.number for one in found}:
        return None
    read_on = [one for one in found if one.kind != "footnote"] or found
    return read_on[0].start, read_on[-1].end


def _read(locator: str) -> tuple[Span, Span | None, str] | None:
    """The pages, the numbers within them, and whether these are of paragraphs or notes."""
    pages: Span | None = None
    numbers: Span | None = None
    kind = "any"
    at = 0
    for match in _PART.finditer(locator):
        if locator[at : match.start()].strip(" ,;\u00a0"):
            return None
        at = match.end()
        first = int(match["first"])
        span = first, int(match["last"] or first)
        if span[0] > span[1] or (numbers and not match["page"]) or (pages and match["page"]):
            return None
        if match["page"]:
            pages = span
        else:
            numbers, kind = span, "para" if match["para"] else "note"
    if at == 0 or locator[at:].strip(" .\u00a0"):
        return None
    if pages and numbers and pages[0] != pages[1]:
        return None
    return pages or (0, 0), numbers, kind


def locator_of(source: SourceText, start: int, end: int) -> str:
    """Where a span stands: "p. 3, para 2", "pp. 3–4", "paras 2–3", "p. 3, note 1"; nothing where no paragraph is."""
    first = paragraph_at(source, start)
    last = paragraph_at(source, max(start, end - 1))
    if first is None or last is None:
        return ""
    if first.page != last.page:
        return f"pp. {min(first.page, last.page)}–{max(first.page, last.page)}"
    numbers = f"{first.number}" if first.number == last.number else f"{first.number}–{last.number}"
    parts = [f"p. {first.page}"] if first.page else []
    if first.number and (first.kind == "footnote") == (last.kind == "footnote"):
        called = "note" if first.kind == "footnote" else "para"
        parts.append(f"{called}{'s' * (first.number != last.number)} {numbers}")
    return ", ".join(parts)


def paragraph_at(source: SourceText, at: int) -> Paragraph | None:
    """The paragraph that a position falls in, or the last before it."""
    number = bisect_right(source.paragraphs, at, key=lambda one: one.start)
    return source.paragraphs[number - 1] if number else None
