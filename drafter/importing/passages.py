"""The paragraphs of a source as an instrument or a list is read from them: one line each, with their places."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from drafter.importing.word_numbers import Numbered
from drafter.record import Record
from drafter.sources import SourceText, locator_of
from drafter.subparagraphs import refers

_ENDS: Final = re.compile(r"(?:[.;:?!][\"'”’)\]]*|[;,] (?:and|or))\s*$")
_MARK: Final = re.compile(
    r"(?:\(?\d{1,3}[A-Za-z]?[.)]|\d{1,3}[A-Za-z]?(?=\s+[A-Z“\"])|§+ ?\d|\([a-z]{1,5}\)|[a-z]\)"
    r"|(?:[ivxl]{1,6}|[IVXL]{1,6})\.(?=\s)|\d{1,3}\s+[–—-](?=\s)|[•▪●◦‣*–—-]|[A-Z][a-z]{2,} \d{1,3}[A-Z]?\b)\s*(?=\S|$)"
)
_ALONE: Final = re.compile(
    r"(?:(?:official )?(?i:commentary)\s*:?|(?i:explanatory (?:notes?|memorandum))\s*:?"
    r"|(?:Done|Signed) at [A-Z].*|(?i:annex|appendix|schedule)(?:\s+(?:(?i:[ivxlc]+)|\d{1,2}|[A-Z]))?\s*[.:]?"
    r"|(?i:part|chapter|pillar)\s+(?:(?i:[ivxlc]+)|\d{1,2})\b[^.;]{0,80}"
    r"|(?:Guiding )?[A-Z][^\W\d_]{2,} \d{1,3}[A-Z]?\s*[.:]?|§+ ?\d{1,3}[a-z]?\.?)"
)
"""Lines that are paragraphs of their own wherever they stand: what divides an instrument."""
_POINT: Final = re.compile(r"(?:\([a-z]{1,5}\)|[a-z]{1,5}\)|[a-z]\.)\s")
_PAGE: Final = re.compile(r"[-–—]\s*\d{1,4}\s*[-–—]|\[?[Pp](?:age|\.) \d{1,4}(?: (?:of|/) \d{1,4})?\]?")
_BULLETS: Final = ("• ", "▪ ", "● ", "◦ ", "‣ ")


class Passage(Record):
    """A paragraph, or a line of one that begins an item: its words, its page, its kind, and where it stands.

    `mark` is the number or bullet that Word makes by itself, which stands in no text; `level` is how deep it is set in.
    `span` is where its paragraph stands in the source.
    """

    text: str
    page: int
    kind: str
    at: str
    mark: str = ""
    level: int = 0
    hyphens: tuple[str, ...] = ()
    span: tuple[int, int] = (0, 0)


def passages(source: SourceText, numbered: tuple[Numbered, ...] = ()) -> list[Passage]:
    """The paragraphs of a source, cut where a line within one begins an item, without running headers."""
    made: list[Passage] = []
    words = frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", source.text.casefold()))
    left = list(numbered)
    broken = any(_broken(source.text[one.start : one.end]) for one in source.paragraphs)
    running = _running(source)
    for paragraph in source.paragraphs:
        whole = source.text[paragraph.start : paragraph.end]
        if paragraph.kind == "header":
            continue
        if whole.strip() in running and (made or _PAGE.fullmatch(whole.strip())):
            continue
        mark, level = _automatic(whole, left)
        place = locator_of(source, paragraph.start, paragraph.end)
        for number, lines in enumerate(
            _cut(whole, broken=broken) if paragraph.kind != "footnote" else [whole.split("\n")]
        ):
            text, hyphens = _joined(lines, words)
            if text:
                first = number == 0
                made.append(
                    Passage(
                        text,
                        paragraph.page,
                        paragraph.kind,
                        place,
                        mark if first else "",
                        level if first else 0,
                        hyphens,
                        (paragraph.start, paragraph.end),
                    )
                )
    return made


def _running(source: SourceText) -> frozenset[str]:
    """What a text without pages has at the head and the foot of each: its title again and again, and pages' numbers."""
    if any(one.page > 1 for one in source.paragraphs):
        return frozenset()
    said = [source.text[one.start : one.end].strip() for one in source.paragraphs]
    titles = {one.casefold() for one in said[:1] if 0 < len(one) <= 100 and not one.endswith((".", ":", ";", ","))}
    again = {text for text in said if text.casefold() in titles}
    headers = {text for text in again if sum(one.casefold() == text.casefold() for one in said) >= 3}
    pages = [text for text in said if _PAGE.fullmatch(text)]
    rising = [int(re.findall(r"\d+", text)[0]) for text in pages]
    return frozenset(headers | set(pages if len(pages) >= 2 and rising == sorted(rising) else ()))


def _automatic(whole: str, left: list[Numbered]) -> tuple[str, int]:
    """The mark that Word makes before a paragraph: what was read in the file's numbering, in the same order."""
    plain = _plain(whole)
    for at, one in enumerate(left[:40]):
        if plain and _plain(one.text) == plain:
            del left[: at + 1]
            return one.mark, one.level
    return "", 0


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text)


def _broken(whole: str) -> bool:
    """Whether a line of a paragraph breaks off within a sentence, so that a line's end tells nothing."""
    lines = [line.strip() for line in whole.split("\n")]
    return any(line[-1:].isalnum() and following[:1].islower() for line, following in pairwise(lines))


def _cut(whole: str, *, broken: bool = True) -> list[list[str]]:
    """The lines of a paragraph, in groups: one begins where a line bears a mark and the one before has ended.

    Closing words begin one as well: a line after a point that has ended, also with a comma where no line is `broken`.
    """
    groups: list[list[str]] = []
    lines = whole.split("\n")
    if _each_an_item([line.strip() for line in lines]):
        return [[line] for line in lines]
    widest = max(len(line) for line in lines)
    for line in lines:
        if groups and not (
            _begins(groups[-1], line.strip(), widest) or _closes(groups[-1], line.strip(), broken=broken)
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _each_an_item(lines: list[str]) -> bool:
    """Whether every line bears a number of one form, and the numbers rise, though some may be missing."""
    marks = [_MARK.match(line) for line in lines]
    if len(lines) < 2 or any(mark is None or not re.match(r"\(?\d", mark[0]) for mark in marks):
        return False
    if any(refers(line) for line in lines[:-1]):
        return False
    found = [mark[0] for mark in marks if mark]
    numbers = [int(re.findall(r"\d+", mark)[0]) for mark in found]
    return len({_shape(mark) for mark in found}) == 1 and all(one < other for one, other in pairwise(numbers))


def _begins(group: list[str], line: str, widest: int) -> bool:
    """Whether a line begins a paragraph of its own after those of a group."""
    before = group[-1].strip()
    if _ALONE.fullmatch(line) or _ALONE.fullmatch(before) or line.startswith(_BULLETS):
        return True
    short = len(before) < 0.6 * widest and not before.endswith((".", ",", ";", ":", "-"))
    if short and line[:1].isupper():
        return True
    mark = _MARK.match(line)
    if mark is None or refers(before):
        return False
    worded = re.match("[A-Z][a-z]", mark[0]) is not None
    follows = _next(group[0].strip(), mark[0]) and (not worded or line[mark.end() :][:1] in set(".:–—-"))
    return short or bool(_ENDS.search(before)) or follows


def _closes(group: list[str], line: str, *, broken: bool) -> bool:
    """Whether a line after a lettered point ends its list: the point has ended, and the line bears no mark."""
    before = group[-1].strip()
    if not _POINT.match(group[0].strip()) or not line:
        return False
    ended = before.endswith((".", "?", "!", ";")) and (line[0].isupper() or not broken)
    return ended or (before.endswith(",") and not broken)


def _next(item: str, mark: str) -> bool:
    """Whether a mark follows that of an item: the same bullet, or the next number."""
    held = _MARK.match(item)
    if held is None or _shape(held[0]) != _shape(mark):
        return False
    one, other = re.search(r"\d+", held[0]), re.search(r"\d+", mark)
    return int(other[0]) == int(one[0]) + 1 if one and other else True


def _shape(mark: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"[a-z]+|[IVXL]+(?=\.)", "a", mark.strip()))


def _joined(lines: list[str], words: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """Lines as one, and the words of which it cannot be told whether their hyphen is only the line's."""
    text, doubtful = "", []
    for line in (re.sub(r"\s+", " ", one).strip() for one in lines):
        before = re.search(r"([^\W\d_]+)-$", text)
        after = re.match(r"[^\W\d_]+", line)
        if before is None or after is None or not line[0].islower():
            text += (" " if text and line and not text.endswith("-") else "") + line
        elif f"{before[1]}{after[0]}".casefold() in words:
            text = text[:-1] + line
        else:
            if f"{before[1]}-{after[0]}".casefold() not in words:
                doubtful.append(f"{before[1]}-{after[0]}")
            text += line
    return text, tuple(doubtful)
