"""Finds declared words in the text of a source, and makes the quotation from what the source says.

What is forgiven, because copying changes it: white space, hyphens at line ends and soft hyphens, the shape of
quotation marks and dashes, ligatures. Nothing else is: not a letter, not a number, not a full stop.
What a declaration may do to a passage: leave words out (`…` or `...`), put words in (`[so]`), mark a fault (`[sic]`),
emphasise (`*so*`), and change the case of the first letter. A backslash takes the meaning from `*`, `[` and `…`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from drafter import nearest, original
from drafter.declarations import FORGIVEN, DeclarationError, Piece, Run, declared, runs
from drafter.edges import LINE_END_HYPHEN, inside_word
from drafter.model import Emphasis, Inline, Operation, Text
from drafter.prepared import HYPHENS, Source, source
from drafter.record import Mutable, Record

__all__ = [
    "FORGIVEN",
    "DeclarationError",
    "Dropped",
    "Found",
    "Manner",
    "Mismatch",
    "Source",
    "find",
    "source",
    "unheld",
]

REPLACED_WORDS: Final = 8
"""How many words of the source an insertion in brackets may stand for; more must be left out with an ellipsis."""
REPLACED: Final = 400
"""And how many characters."""
EFFORT: Final = 40_000_000
"""Characters of a source that one search may look at, besides reading the source four times."""


class Manner(Record):
    """How a quotation shows what its declaration does not say.

    `bracketed`: a first letter whose case was changed stands in brackets; `notes`: the references to notes (position
    in the source, mark) that are kept; `emphasis`: where the source is emphasised.
    """

    bracketed: bool = False
    notes: tuple[tuple[int, str], ...] = ()
    emphasis: original.Emphasised = original.NOWHERE_EMPHASISED


PLAINLY: Final = Manner()


class Dropped(Record):
    """Words of the source that an ellipsis or an insertion stands for; `joins` where it joins sentences unmarked."""

    words: str
    joins: bool = False


class Found(Record):
    """A quotation as it stands in its source: inlines made from the source's text, and what was done to them."""

    content: tuple[Inline, ...]
    operations: tuple[Operation, ...]
    start: int
    end: int
    dropped: tuple[Dropped, ...] = ()


class Mismatch(Record):
    """Words that do not stand in the source: the nearest passage, and what differs (declared, in the source)."""

    nearest: str
    declared: str
    held: str

    @property
    def code(self) -> str:
        """The code of its finding."""
        return "quotation-altered" if self.nearest else "quotation-not-found"

    @property
    def advice(self) -> str:
        """The nearest passage and what differs, in words."""
        if not self.nearest:
            return "nothing like them stands there"
        differs = (
            f"where you have '{self.declared}', it has '{self.held}'"
            if self.declared and self.held
            else f"it does not have '{self.declared}'"
            if self.declared
            else f"it also has '{self.held}'"
            if self.held
            else "only the order or the edges of words differ"
        )
        return f"the nearest passage is: “{self.nearest}”; {differs}"


def find(words: str, held: Source, manner: Manner = PLAINLY) -> Found | Mismatch:
    """Find a declared quotation in its source; gives the quotation as the source has it, or the nearest passage.

    Raises DeclarationError. What was found is kept, because wording quotes the same words again.
    """
    found = _find(words, held, manner)
    if isinstance(found, DeclarationError):
        raise found
    return found


@lru_cache(maxsize=1024)
def _find(words: str, held: Source, manner: Manner) -> Found | Mismatch | DeclarationError:
    try:
        pieces = declared(words)
        wanted = runs(pieces)
        spans = _Search(pieces, wanted, held).spans()
    except DeclarationError as error:
        return DeclarationError(str(error))
    return _mismatch(wanted, held) if spans is None else _made(pieces, wanted, spans, held, manner)


def unheld(words: str) -> Found:
    """The quotation of a source whose text is not held: the declared words as they are."""
    pieces = declared(words)
    content = tuple(Emphasis((Text(piece.text),)) if piece.emphasised else Text(piece.text) for piece in pieces)
    added = any(piece.emphasised for piece in pieces)
    return Found(content, _operations(pieces, changed_case=False, added=added), 0, 0)


Span = tuple[int, int]


class _Search(Mutable):
    """Looks for the runs of a declaration in order, each as early as the ones before and after allow."""

    pieces: tuple[Piece, ...]
    runs: tuple[Run, ...]
    held: Source
    effort: int = 0

    def spans(self) -> list[Span] | None:
        """Where each run stands in the plain source."""
        if not self.runs:
            return None
        found: list[Span] = []
        tried: set[tuple[int, int]] = set()
        hopeless = [len(self.held.plain) + 1] * len(self.runs)
        searches = [self._places(0, 0)]
        while searches:
            span = next(searches[-1], None)
            step = len(searches)
            if span is None:
                searches.pop()
                after = found.pop()[1] if found else 0
                if not self._near(step - 1):  # what does not stand beyond a place stands beyond no later one
                    hopeless[step - 1] = min(hopeless[step - 1], after)
            elif step == len(self.runs):
                return [*found, span]
            elif (step, span[1]) not in tried and span[1] < hopeless[step]:
                tried.add((step, span[1]))
                found.append(span)
                searches.append(self._places(step, span[1]))
        return None

    def _near(self, number: int) -> bool:
        """Whether a run must stand near the one before: only brackets stand between the two."""
        between = self.pieces[self.runs[number - 1].pieces[1] : self.runs[number].pieces[0]] if number else ()
        return number > 0 and all(piece.kind != "ellipsis" for piece in between)

    def _places(self, number: int, after: int) -> Iterator[Span]:
        """The places of a run beyond a place, where what lies between may be left out."""
        run, plain, near = self.runs[number], self.held.plain, self._near(number)
        for start in self._candidates(run, after, after + REPLACED if near else len(plain)):
            at = _aligned(run, plain, start, self._spend)
            if at is None:
                continue
            if near and len(plain[after:start].split()) > REPLACED_WORDS:
                return
            end = at[-1] + 1
            cut = inside_word(plain, start)
            if near and not _may_replace(plain[after:start], cut=cut or inside_word(plain, after)):
                continue
            if (run.glued[0] or not cut) and (run.glued[1] or not inside_word(plain, end)):
                yield start, end

    def _candidates(self, run: Run, after: int, last: int) -> Iterator[int]:
        """Where in the plain source the letters of a run begin, hyphens or none."""
        held, needle = self.held, HYPHENS.sub("", run.text)
        if not needle:
            yield from self._found(held.plain, (run.text,), after, min(len(held.plain), last + len(run.text)))
            return
        lead = len(run.text) - len(run.text.lstrip("-"))
        low = held.bare_from(after)
        high = min(len(held.bare), held.bare_from(last) + len(needle))
        forms = _forms(needle) if run.free_case and not lead else (needle,)
        for place in self._found(held.bare, forms, low, high):
            if (start := held.plain_at(place) - lead) >= after:
                yield start

    def _found(self, text: str, forms: tuple[str, ...], low: int, high: int) -> Iterator[int]:
        """Where one of some words stands; they differ in their first letter, so that the rest is looked for."""
        firsts, rest = {form[0] for form in forms}, forms[0][1:]
        if len(forms) == 1 or not rest:
            while (place := min((one for one in self._next(text, forms, low, high) if one >= 0), default=-1)) >= 0:
                yield place
                low = place + 1
            return
        while (place := next(self._next(text, (rest,), low + 1, high))) >= 0:
            if text[place - 1] in firsts:
                yield place - 1
            low = place

    def _next(self, text: str, needles: tuple[str, ...], low: int, high: int) -> Iterator[int]:
        for needle in needles:
            place = text.find(needle, low, high)
            self._spend(len(needle) + 300 + (place if place >= 0 else max(low, high)) - low)
            yield place

    def _spend(self, characters: int) -> None:
        self.effort += characters
        if self.effort > EFFORT + 4 * len(self.held.plain):
            raise DeclarationError("so many places are like these words that looking for them takes too long")


def _aligned(run: Run, plain: str, start: int, spend: Callable[[int], None]) -> Sequence[int] | None:
    """Where each character of a run stands in the plain source, if the run stands at `start`; says what it spends."""
    text = run.text
    if plain.startswith(text, start):
        return range(start, start + len(text))
    at: list[int] = []
    place = start
    for number, wanted in enumerate(text):
        if plain[place : place + 1] == LINE_END_HYPHEN and (text[number - 1] + wanted).isalnum():
            place += 1
        has = plain[place : place + 1]
        same = has == wanted or (wanted == "-" and has == LINE_END_HYPHEN)
        if not same and not (number == 0 and run.free_case and has in _forms(wanted)):
            spend(20 * number)
            return None
        at.append(place)
        place += 1
    spend(20 * len(text))
    return at


def _forms(text: str) -> tuple[str, ...]:
    """A text with its first letter as it is, and in the other case where that is one letter too."""
    first = text[:1]
    others = {first, *(other for other in (first.upper(), first.lower()) if len(other) == 1)}
    return tuple(sorted(other + text[1:] for other in others))


_SENTENCE_END: Final = re.compile(r"[.!?…][\"')\]}]*(?: |$)|[。！？]")


def _may_replace(gap: str, *, cut: bool) -> bool:
    """Whether an insertion may stand for what the source has there: a few words of one sentence.

    Where it stands for the rest of a word (`cut`), it stands for that alone: with a part of the next word, it would
    make a third.
    """
    words = gap.split()
    return len(gap) <= REPLACED and len(words) <= (1 if cut else REPLACED_WORDS) and not _SENTENCE_END.search(gap)


def _made(pieces: tuple[Piece, ...], wanted: tuple[Run, ...], spans: list[Span], held: Source, manner: Manner) -> Found:
    changed_case = False
    said: dict[int, list[original.Character]] = {}
    start, end = held.at[spans[0][0]], held.at[spans[-1][1]]
    emphasis = manner.emphasis if manner.emphasis.touches(start, end) else original.NOWHERE_EMPHASISED
    for run, span in zip(wanted, spans, strict=True):
        at = _aligned(run, held.plain, span[0], lambda _: None)
        first = ""
        if held.plain[span[0]] != run.text[0] and run.text[0].isalpha():
            first, changed_case = f"[{run.text[0]}]" if manner.bracketed else run.text[0], True
        said |= original.said(run, at or (), held, first, manner.notes, one_by_one=bool(emphasis.spans))
    shown = original.shown(pieces, said, held.text, emphasis)
    done = _operations(pieces, changed_case=changed_case, added=shown.added)
    done = (*done, "original-emphasis") if shown.theirs else done
    return Found(shown.content, done, start, end, tuple(_dropped(wanted, spans, held)))


_SENTENCE_ENDS: Final = re.compile(r"[.?!][\"')]* +(?=[\"'(]*[^\W\d_a-z])")


def _dropped(wanted: tuple[Run, ...], spans: list[Span], held: Source) -> Iterator[Dropped]:
    """What the source has between the runs, in order."""
    for number in range(1, len(spans)):
        start, end = spans[number - 1][1], spans[number][0]
        gap = held.plain[start:end]
        around = held.plain[max(0, start - 1) : end + 2]
        told = wanted[number - 1].text[-1] in ".?!" or wanted[number].text[0].isupper()
        if gap.strip():
            words = gap.replace(LINE_END_HYPHEN, "").strip()
            yield Dropped(words, joins=bool(_SENTENCE_ENDS.search(around)) and not told)


def _operations(pieces: tuple[Piece, ...], *, changed_case: bool, added: bool) -> tuple[Operation, ...]:
    done: list[Operation] = []
    if any(piece.kind == "ellipsis" for piece in pieces):
        done.append("ellipsis")
    if any(piece.kind == "insertion" and not piece.is_sic for piece in pieces):
        done.append("insertion")
    if any(piece.is_sic for piece in pieces):
        done.append("sic")
    if added:
        done.append("emphasis")
    if changed_case:
        done.append("case")
    return tuple(done)


def _mismatch(wanted: tuple[Run, ...], held: Source) -> Mismatch:
    """The passage most like the declared words, and the first words in which the two differ."""
    words = [word for run in wanted for word in run.text.split()]
    return Mismatch(*nearest.passage(words, held.plain.replace(LINE_END_HYPHEN, "-").split()))
