"""Detects how an instrument numbers its provisions: by which form of number gives the longest rising run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from drafter.importing.passages import Passage
from drafter.record import Record

DIVISIONS: Final = (
    *("part", "chapter", "title", "pillar", "book", "division", "annex", "appendix", "schedule", "table", "figure"),
    *("page", "box", "column", "note", "footnote", "volume", "version", "pages", "group", "theme"),
    *("titre", "chapitre", "partie", "parte", "capítulo", "título", "rhan", "anexo", "annexe", "tabla", "tableau"),
)
"""Words before a number that divide an instrument, or count other things; what they number is no provision."""
FORMS: Final = ("word", "sign", "dot", "bracketed", "paren", "bare")
"""The forms of numbers: Article 1, § 1, 1., (1), 1), 1; of runs alike the first is taken."""

_WORD: Final = re.compile(
    r"(?:Guiding )?(?P<word>[^\W\d_]{3,}\.?)[ \u00a0]+(?:No\.? ?)?(?P<number>\d{1,3}[A-Z]?|(?i:premi(?:er|ère))\b)"
    r"(?:(?<=1)(?i:er|re)\b|[º°])?(?P<after>\s*(?:\.\s?[—–-]|[.:)—–-])(?=\s|$)|(?![\w.])|\.$)"
)
_OTHERS: Final = {
    "sign": re.compile(r"§+\s*(?P<number>\d{1,3}[A-Za-z]?)(?P<after>\s*[.:—–-]?)(?=\s|$)"),
    "dot": re.compile(r"(?P<number>\d{1,3}[A-Za-z]?)(?P<after>\.[—–]|(?:\s?[.:—–]|\.?\s?-)(?=\s|$|\(\d))"),
    "bracketed": re.compile(r"\((?P<number>\d{1,3}[A-Za-z]?)(?P<after>\))(?=\s|$)"),
    "paren": re.compile(r"(?P<number>\d{1,3}[A-Za-z]?)(?P<after>\))(?=\s|$)"),
    "bare": re.compile(r"(?P<number>\d{1,3}[A-Z]?)(?P<after>)(?=\s+[^\W\d_]|\s+[“\"‘']|$)"),
}
_LEADER: Final = re.compile(r"(?:\.\s?){3,}\s*(?:\d{1,4}|[ivxl]{1,6})\s*$|(?:…|\t)\s*\d{1,4}\s*$")
_PAGED: Final = re.compile(r"[^\W\d_)’”]\s+\d{1,4}$")
_REFERENCE: Final = re.compile(
    r"\b(?:articles?|principles?|sections?|paragraphs?|rules?|parts?|chapters?|clauses?|and|or|to|of|in)\s+\d{1,4}$",
    re.IGNORECASE,
)
REFERENCE: Final = "reference"
_REFERS: Final = re.compile(
    r"\(|,|;|[.](?=\s+[a-z])|(?:and|or|to|of|in|on|for|by|above|below|thereof|hereof|also|only|itself|then|which|that|as|does"
    r"|do|did|is|are|was|were|be|been|has|have|had|shall|should|may|might|must|will|would|can|cannot|could"
    r"|appl(?:y|ies)|refers?|provides?|requires?|says?|states?|deals?|sets?|contains?|gives?|makes?|explains?|covers?"
    r"|remains?|ceases?|concerns?|follows?|extends?|defines?|describes?|du|de|des|et|ou|del|y|e|s’applique)\b"
)
"""What follows a number that refers to a provision: the words go on; where one begins, they do not."""


CONTENTS: Final = re.compile(
    r"(?:table of )?contents|index|índice|sommaire|table des matières|inhalt(?:sverzeichnis)?|cynnwys", re.IGNORECASE
)


class Mark(Record):
    """A number at the head of a passage: which passage, its form, and where the text begins after it."""

    passage: int
    scheme: str
    number: str
    begins: int
    shape: str

    @property
    def order(self) -> tuple[int, str]:
        """The number for comparing: 12, then 12A, then 13."""
        return int(re.sub(r"\D", "", self.number)), re.sub(r"\d", "", self.number).upper()


class Run(Record):
    """The numbers that rise through an instrument; `others` have their form and are no part of the run."""

    scheme: str
    marks: tuple[Mark, ...]
    others: tuple[Mark, ...] = ()


def contents(passages: Sequence[Passage]) -> frozenset[int]:
    """The passages that are entries of a table of contents: they end in a page's number, after dots or in a row."""
    found = {at for at, one in enumerate(passages) if _LEADER.search(one.text)}
    at = 0
    while at < len(passages):
        end = at
        while end < len(passages) and (end in found or _ends_in_page(passages[end].text)):
            end += 1
        if end - at >= 3 and _rising(passages[at:end]):
            found |= set(range(at, end))
        at = max(end, at + 1)
    for heading, one in enumerate(passages):
        if CONTENTS.fullmatch(one.text):
            found |= {heading, *_entries(passages, heading + 1)}
    return frozenset(found)


def _entries(passages: Sequence[Passage], at: int) -> Iterator[int]:
    """The numbered titles below the heading of a table of contents, up to the first whose number does not rise."""
    last: dict[str, tuple[int, str]] = {}
    for number, one in enumerate(passages[at:], at):
        marks = {mark.scheme: mark.order for mark in marks_of(one, number)}
        falls = any(order <= last[scheme] for scheme, order in marks.items() if scheme in last)
        if not marks or falls or len(one.text) > 160 or one.text.endswith((".", ";")):
            return
        last |= marks
        yield number


def _ends_in_page(text: str) -> bool:
    return len(text) < 160 and bool(_PAGED.search(text)) and not _REFERENCE.search(text)


def _rising(entries: Sequence[Passage]) -> bool:
    pages = [int(match[0]) for one in entries if (match := re.search(r"\d{1,4}$", one.text))]
    return all(one <= other for one, other in pairwise(pages))


def best_run(passages: Sequence[Passage], skipped: frozenset[int]) -> Run | None:
    """The longest rising run of one form; nothing where no form gives two numbers that follow each other.

    A run that lies within one provision of another is that provision's own list.
    """
    schemes: dict[str, list[Mark]] = {}
    for at, passage in enumerate(passages):
        if at not in skipped and passage.kind != "footnote":
            for mark in marks_of(passage, at):
                schemes.setdefault(mark.scheme, []).append(mark)
    runs = [run for marks in schemes.values() if (run := _run(marks, passages))]
    outer = [run for run in runs if not any(_within(run, other) for other in runs)]
    return max(outer or runs, key=_worth, default=None)


def marks_of(passage: Passage, at: int) -> list[Mark]:
    """The forms in which a passage may be numbered."""
    text = f"{passage.mark} {passage.text}" if passage.mark else passage.text
    shift = len(text) - len(passage.text)
    found: list[Mark] = []
    match = _WORD.match(text)
    if match and match["word"].casefold().rstrip(".") not in DIVISIONS and match["word"][0].isupper():
        found.append(_mark(at, f"word {match['word'].casefold().rstrip('.')}", match, text, shift))
    for scheme, pattern in _OTHERS.items():
        match = pattern.match(text)
        if match:
            found.append(_mark(at, scheme, match, text, shift))
    return found


def _mark(at: int, scheme: str, match: re.Match[str], text: str, shift: int) -> Mark:
    rest = text[match.end() :].lstrip()
    after = match["after"].strip()
    shape = after or ("end" if not rest else "lower" if rest[0].islower() else "capital")
    if not after and scheme.startswith("word") and _REFERS.match(rest):
        shape = REFERENCE
    begins = match.end() + len(text[match.end() :]) - len(rest)
    number = match["number"] if match["number"][0].isdecimal() else "1"
    return Mark(at, scheme, number, max(0, begins - shift), shape)


def _run(marks: list[Mark], passages: Sequence[Passage]) -> Run | None:
    """The chain of rising numbers that is worth most: long, without gaps, in one shape, with text after each number."""
    marks = [mark for mark in marks if mark.shape != REFERENCE]
    if not marks:
        return None
    shapes = Counter(mark.shape for mark in marks)
    usual = max(shapes, key=lambda shape: (shapes[shape], shape))
    if usual != "lower":
        marks = [mark for mark in marks if mark.shape != "lower"]
    ends = [mark.passage for mark in marks[1:]] + [len(passages)]
    best: list[float] = []
    before: list[int] = []
    reached: dict[tuple[int, str], int] = {}
    for at, (mark, end) in enumerate(zip(marks, ends, strict=True)):
        order = mark.order
        words = sum(len(one.text) for one in passages[mark.passage : end])
        worth = 1 + 0.2 * shapes[mark.shape] / len(marks) + min(words, 400) / 4000
        best.append(worth - (0.3 if order[0] > 1 else 0))
        before.append(-1)
        for held, other in reached.items():
            if held < order:
                value = best[other] + worth - 0.3 * min(max(0, order[0] - held[0] - 1), 4)
                if value > best[at]:
                    best[at], before[at] = value, other
        if order not in reached or best[at] > best[reached[order]]:
            reached[order] = at
    at = max(range(len(marks)), key=lambda one: best[one])
    chain: list[int] = []
    while at >= 0:
        chain.append(at)
        at = before[at]
    if len(chain) < 2:
        return None
    kept = set(chain)
    others = tuple(mark for at, mark in enumerate(marks) if at not in kept)
    return Run(marks[0].scheme, tuple(marks[at] for at in reversed(chain)), others)


def _within(run: Run, other: Run) -> bool:
    """Whether a run lies between two numbers of another that is no shorter where it is the last provision."""
    if run is other:
        return False
    first, last = run.marks[0].passage, run.marks[-1].passage
    heads = [mark.passage for mark in other.marks]
    orders = [mark.order[0] for mark in other.marks]
    if len(heads) < 3 and orders != [1, 2]:
        return False
    between = any(one <= first and last < following for one, following in pairwise(heads))
    return between or (heads[-1] <= first and len(run.marks) < len(other.marks))


def _worth(run: Run) -> tuple[float, int, int]:
    """What a run is worth against others; of those alike, the form that is usual, and the one that begins first."""
    numbers = {mark.number for mark in run.marks}
    last = run.marks[-1].passage
    again = sum(mark.number in numbers and mark.passage <= last for mark in run.others)
    form = run.scheme.split(" ")[0]
    return len(run.marks) + 0.5 * (form == "word") - 0.5 * again, -FORMS.index(form), -run.marks[0].passage
