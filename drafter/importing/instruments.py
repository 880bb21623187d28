"""Reads an instrument's numbered provisions, with their commentary, and says what it could not place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from drafter.importing.markers import CONTENTS, Mark, Run, best_run, contents
from drafter.importing.passages import Passage, passages
from drafter.importing.word_numbers import Numbered
from drafter.problems import Finding, FindingsStop, Place
from drafter.record import Record, replace
from drafter.sources import SourceText

_COMMENTARY: Final = re.compile(
    r"(?:official |general )?(?:commentary|comments?|explanatory (?:notes?|memorandum))(?:\s+(?:on|to)\s[^.:]{1,60})?"
    r"(?:\s*[.:—–-]?\s*$|\s*[:—–]\s*(?P<text>.+))",
    re.IGNORECASE | re.DOTALL,
)
_COLUMN: Final = re.compile(r"(?:.{1,60}\s)?(?:commentary|comments?|explanat(?:ion|ory notes?))", re.IGNORECASE)
_DIVISION: Final = re.compile(
    r"(?:(?:part|chapter|pillar|title|book|division|group|theme|partie|chapitre|titre|parte|capítulo|título|rhan)\s+(?:[ivxlc]+|\d{1,3}|[a-z]|one|two|three|four|five|six)\b"
    r"|[IVXL]+(?=[.:)]\s))[\s.:)—–-]*(?P<title>.*)",
    re.IGNORECASE,
)
_LETTERED: Final = re.compile(r"[A-Z][.)]\s+[A-Z].*")
_BACK: Final = re.compile(
    r"(?:annex(?:es)?|appendix|appendices|schedules?|(?:end|foot)?notes|endnote|references|bibliography|glossary|index|signatures?)\b"
    r"(?:\s+(?:[ivxlc]+|\d{1,2}|[a-z]))?\s*[.:—–-]?[^.;]{0,80}$"
    r"|(?:©|(?:\(c\)|(?:crown )?copyright)\s+(?:©|\(c\)|copyright|\d{4})).{0,160}$|all rights reserved\.?$"
    r"|(?:done|signed|given) (?:at|in) [A-Z].{0,120}\d{4}.{0,40}$|in witness whereof\b.*$",
    re.IGNORECASE,
)
_STOPS: Final = (".", ";", ":", ",", "?", "!", ".”", ".’", '."', ".)")
_ITEM: Final = re.compile(r"(?:\(?(?:\d{1,3}|[a-z]{1,4})[.)]|[•▪●◦‣*–—-])\s")
SHOWN: Final = 60
"""Characters of a passage that a finding shows."""
MOST: Final = 20
"""Numbers that stand twice or out of order that are told one by one."""


class Imported(Record):
    """A provision as it was read: its words and its commentary's, one line a paragraph, and where it begins."""

    number: str
    text: str
    commentary: str = ""
    pillar: str = ""
    at: str = ""


class Instrument(Record):
    """What was read of an instrument: its provisions in order, how it cites them, and what is doubtful."""

    title: str
    cite: str
    provisions: tuple[Imported, ...]
    findings: tuple[Finding, ...] = ()


def read_instrument(source: SourceText, file: str, numbered: tuple[Numbered, ...] = ()) -> Instrument:
    """The provisions of an instrument's text; raises FindingsStop where no numbers rise through it."""
    all_passages = passages(source, numbered)
    listed = contents(all_passages)
    run = best_run(all_passages, listed)
    if run is None:
        message = "no provisions were found: no numbers at the head of paragraphs rise through this text"
        advice = "give a text in which each provision begins with its number: Article 1, Principle 1, § 1, 1., (1) or 1"
        raise FindingsStop(Finding("instrument-unnumbered", "error", message, Place(file), advice))
    reading = _Reading(file, all_passages, listed, run, _headers(source))
    provisions, pillars = reading.provisions()
    return Instrument(_title(reading), _cite(run), provisions, tuple(reading.findings(provisions, pillars)))


def _cite(run: Run) -> str:
    form, _, word = run.scheme.partition(" ")
    if form == "word":
        return f"{word.capitalize()}{'.' * (word in {'art', 'sec', 'para'})} {{number}}"
    return {"sign": "§ {number}"}.get(form, "paragraph {number}")


def _title(reading: _Reading) -> str:
    front = [one for one in reading.front() if len(one.text) <= 200 and not CONTENTS.fullmatch(one.text)]
    front = [one for one in front if not _DIVISION.fullmatch(one.text)]
    return next((one.text for one in front if one.kind == "heading"), front[0].text if front else "").strip(" .")


def _headers(source: SourceText) -> tuple[str, ...]:
    """What stands at the head and the foot of the pages, each once."""
    said = [source.text[one.start : one.end] for one in source.paragraphs if one.kind == "header"]
    return tuple(dict.fromkeys(" ".join(text.split()) for text in said))


class _Reading(Record):
    file: str
    passages: list[Passage]
    listed: frozenset[int]
    run: Run
    headers: tuple[str, ...] = ()

    def front(self) -> list[Passage]:
        """What stands before the first provision, the contents left out, and its last headings too."""
        first = self.run.marks[0].passage
        return [one for at, one in self._words(0, first)]

    def _words(self, start: int, end: int) -> list[tuple[int, Passage]]:
        return [
            (at, self.passages[at])
            for at in range(start, end)
            if at not in self.listed and self.passages[at].kind != "footnote"
        ]

    def provisions(self) -> tuple[tuple[Imported, ...], list[Passage]]:
        """The provisions, and what stands among them as a heading."""
        made: list[Imported] = []
        headings = _trailing([one for _, one in self._words(0, self.run.marks[0].passage)], least=0)[1]
        divisions = any(_DIVISION.fullmatch(one.text) for one in headings)
        found = list(headings)
        title = _title(self)
        titled = [one for one in headings if one.span != self.passages[0].span and one.text.strip(" .") != title]
        pillar = _pillar(titled, "", divisions=divisions)
        for mark, end in zip(self.run.marks, self._ends(), strict=True):
            body = [one for _, one in self._words(mark.passage, end)]
            body[0] = replace(body[0], text=body[0].text[mark.begins :], mark="")
            body, headings = _trailing([one for one in body if one.text], least=1)
            text, commentary = _parted(body)
            here = self.passages[mark.passage].at
            made.append(Imported(mark.number, _lines(text), _lines(commentary), pillar, here))
            found += headings
            divisions = divisions or any(_DIVISION.fullmatch(one.text) for one in headings)
            pillar = _pillar(headings, pillar, divisions=divisions)
        return tuple(made), found

    def _ends(self) -> list[int]:
        return [*(mark.passage for mark in self.run.marks[1:]), self._back()]

    def _back(self) -> int:
        """The passage at which the last provision ends: an annex, notes, or the end."""
        last = self.run.marks[-1].passage
        for at, one in self._words(last + 1, len(self.passages)):
            if _BACK.fullmatch(one.text):
                return at
        return len(self.passages)

    # --- what is doubtful ------------------------------------------------------------------------

    def findings(self, provisions: Sequence[Imported], headings: Sequence[Passage]) -> Iterator[Finding]:
        yield from self._gaps(provisions)
        yield from self._others()
        for one in provisions:
            if not one.text:
                message = f"provision {one.number} ({one.at}) has no text"
                yield self._finding("provision-empty", "warning", message, "look at it in the document")
        taken = {id(one) for one in headings}
        outside = [
            ("before the first provision", [one for one in self.front() if id(one) not in taken]),
            ("after the last provision", [one for _, one in self._words(self._back(), len(self.passages))]),
        ]
        for where, left in outside:
            if left:
                message = f"what stands {where} is not taken over: {_span(left)}, from '{_short(left[0].text)}'"
                yield self._finding("instrument-unplaced", "information", message, "nothing, if no provision is in it")
        yield from self._left_out(headings)
        first = self.run.marks[0].passage
        before = self.passages[first - 1] if first else None
        if before and first - 1 not in self.listed and _COLUMN.fullmatch(before.text):
            message = f"'{_short(before.text)}' ({before.at}) stands at the head of the provisions; where it heads a"
            message += " column of a table, the commentary in that column was read as words of the provisions"
            advice = "part them in the register: `text` and `commentary`"
            yield self._finding("instrument-unplaced", "warning", message, advice)

    def _left_out(self, headings: Sequence[Passage]) -> Iterator[Finding]:
        listed = [self.passages[at] for at in sorted(self.listed)]
        notes = [one for one in self.passages if one.kind == "footnote"]
        for what, left in (("the table of contents", listed), ("footnotes", notes), ("headings", list(headings))):
            if left:
                named = "; ".join(f"'{_short(one.text)}' ({one.at})" for one in left[:4])
                more = f" and {len(left) - 4} more" if len(left) > 4 else ""
                message = f"{what} in {len(left)} places are no part of a provision's text: {named}{more}"
                yield self._finding("instrument-apart", "information", message, "nothing, if that is what they are")
        if self.headers:
            named = "; ".join(f"'{_short(one)}'" for one in self.headers[:4])
            more = f" and {len(self.headers) - 4} more" if len(self.headers) > 4 else ""
            message = f"what stands at the head or foot of pages is no part of a provision's text: {named}{more}"
            doubtful = any(_ITEM.match(one) for one in self.headers)
            severity = "warning" if doubtful else "information"
            yield self._finding("instrument-apart", severity, message, "nothing, if that is what it is")
        within = self.passages[self.run.marks[0].passage : self._back()]
        hyphens = list(dict.fromkeys(word for one in within for word in one.hyphens))
        if hyphens:
            message = (
                f"hyphens at the end of a line were kept, for it cannot be told what they are: {', '.join(hyphens)}"
            )
            yield self._finding("instrument-hyphens", "information", message, "correct the register by hand")

    def _gaps(self, provisions: Sequence[Imported]) -> Iterator[Finding]:
        first = self.run.marks[0].order[0]
        advice = "look there in the document: the number may be set apart, misprinted, or an image"
        if first > 1:
            message = f"the numbering begins with {first} ({provisions[0].at})"
            yield self._finding("provision-gap", "warning", message, advice)
        for (one, other), (mark, following) in zip(pairwise(provisions), pairwise(self.run.marks), strict=True):
            missing = range(mark.order[0] + 1, following.order[0])
            if missing:
                named = str(missing[0]) if len(missing) == 1 else f"{missing[0]} to {missing[-1]}"
                verb = "is" if len(missing) == 1 else "are"
                message = f"{named} {verb} missing between {one.number} ({one.at}) and {other.number} ({other.at})"
                yield self._finding("provision-gap", "warning", message, advice)

    def _others(self) -> Iterator[Finding]:
        places = {mark.number: self.passages[mark.passage].at for mark in self.run.marks}
        usual = Counter(mark.shape for mark in self.run.marks).most_common(1)[0][0]
        back = self._back()
        others = [mark for mark in self.run.others if mark.shape == usual and mark.passage < back]
        for mark in others[:MOST]:
            here = self.passages[mark.passage].at
            holder = self._holder(mark)
            stays = f"it is left in the text of {holder}" if holder else "it is not taken over"
            if mark.number in places:
                message = f"{mark.number} stands twice: at {places[mark.number]} and at {here}; of the latter, {stays}"
                code = "provision-twice"
            else:
                message = f"{mark.number} ({here}) stands out of order; {stays}"
                code = "provision-order"
            advice = "compare with the document; correct the register by hand where it is a provision of its own"
            yield self._finding(code, "warning", message, advice)
        if len(others) > MOST:
            message = f"{len(others) - MOST} more numbers stand twice or out of order; they are left where they stand"
            yield self._finding(
                "provision-order", "warning", message, "compare with the document: is this one instrument?"
            )

    def _holder(self, mark: Mark) -> str:
        before = [one for one in self.run.marks if one.passage < mark.passage]
        return before[-1].number if before else ""

    def _finding(self, code: str, severity: str, message: str, advice: str) -> Finding:
        return Finding(code, "warning" if severity == "warning" else "information", message, Place(self.file), advice)


def _trailing(body: list[Passage], least: int) -> tuple[list[Passage], list[Passage]]:
    """A provision's paragraphs, and the headings after them, which belong to what follows."""
    at = len(body)
    while at > least and _heads(body[at - 1], body[at - 2] if at > 1 else None):
        at -= 1
    return body[:at], body[at:]


def _heads(one: Passage, before: Passage | None) -> bool:
    """Whether a paragraph is a heading: known as one, of a division, in capitals, or short and without a stop."""
    text = one.text.strip()
    if len(text) > 120 or text.endswith(_STOPS) or one.mark or _COMMENTARY.fullmatch(text):
        return False
    if one.kind == "heading" or _DIVISION.fullmatch(text) or _LETTERED.fullmatch(text) or text.isupper():
        return True
    after_stop = before is None or before.kind == "heading" or before.text.rstrip().endswith(_STOPS)
    plain = not _ITEM.match(text) and len(text.split()) <= 12
    return (after_stop or (before is not None and _heads(before, None))) and plain and text[:1].isupper()


def _pillar(headings: Sequence[Passage], before: str, *, divisions: bool) -> str:
    """The division that begins with some headings: its own title, or the one in the next line."""
    for at, one in enumerate(headings):
        match = _DIVISION.fullmatch(one.text)
        if match:
            following = headings[at + 1].text if at + 1 < len(headings) else ""
            return match["title"].strip() or (following if not _LETTERED.fullmatch(following) else "") or one.text
    if headings and not divisions and headings[0].kind == "heading":
        return headings[0].text
    return before


def _parted(body: list[Passage]) -> tuple[list[Passage], list[Passage]]:
    """The paragraphs of a provision, and those of its commentary."""
    for at, one in enumerate(body):
        match = _COMMENTARY.fullmatch(one.text)
        if match:
            first = [replace(one, text=match["text"])] if match["text"] else []
            return body[:at], [*first, *(other for other in body[at + 1 :] if not _is_commentary(other))]
    return body, []


def _is_commentary(one: Passage) -> bool:
    match = _COMMENTARY.fullmatch(one.text)
    return match is not None and not match["text"]


def _lines(body: Sequence[Passage]) -> str:
    """Paragraphs, one a line; one that a page's end cut in two is put together.

    An empty line parts the closing words of a list where its last item does not end with a full stop.
    """
    made: list[str] = []
    before: Passage | None = None
    for one in body:
        text = f"{one.mark} {one.text}" if one.mark else one.text
        plain = not _ITEM.match(text)
        after_item = bool(made) and _ITEM.match(made[-1]) is not None
        apart = before is not None and _are_apart(before, one)
        if made and plain and not made[-1].endswith(_STOPS) and text[:1].islower() and not (after_item and apart):
            made[-1] += ("" if made[-1].endswith("-") else " ") + text
        else:
            closes = plain and after_item and apart and not made[-1].endswith((*_STOPS[:2], ":"))
            made.append("\n" * closes + text)
        before = one
    return "\n".join(made)


def _are_apart(one: Passage, other: Passage) -> bool:
    """Whether two passages are paragraphs of their own in a source without pages, and nothing stood between them."""
    return not other.page and one.span != other.span and other.span[0] - one.span[1] <= len("\n\n")


def _span(left: Sequence[Passage]) -> str:
    return left[0].at if len(left) == 1 or left[0].at == left[-1].at else f"{left[0].at} to {left[-1].at}"


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 2].rstrip() + " …"
