"""Finds declared words in the text of a source, and makes the quotation from what the source says.

What is forgiven, because copying changes it: white space, hyphens at line ends and soft hyphens, the shape of
quotation marks and dashes, ligatures. Nothing else is: not a letter, not a number, not a full stop.
What a declaration may do to a passage: leave words out (`…` or `...`), put words in (`[so]`), mark a fault (`[sic]`),
add emphasis (`*so*`), and change the case of the first letter. A backslash takes the meaning from `*`, `[` and `…`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from drafter import nearest
from drafter.model import Emphasis, Inline, Operation, Text

FORGIVEN: Final[dict[str, str]] = {
    **dict.fromkeys("‘’‚‛′ʼ`´＇", "'"),
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    "\u00ad": "",
    "\u200b": "",
    "\ufeff": "",
    "…": "...",
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}
"""The published list: each character is read as the characters beside it."""

LINE_END_HYPHEN: Final = "\u2010"
"""In a prepared source: a hyphen at a line end, which may be the word's or the line's."""

REPLACED_WORDS: Final = 8
"""How many words of the source an insertion in brackets may stand for; more must be left out with an ellipsis."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source's text, and the same with what is forgiven made equal; `at[i]` is where character i came from."""

    text: str
    plain: str
    at: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a declared quotation: words that must stand in the source, an ellipsis, or words put in."""

    kind: Literal["words", "ellipsis", "insertion"]
    text: str
    emphasised: bool = False


@dataclass(frozen=True, slots=True)
class Dropped:
    """Words of the source that an ellipsis or an insertion stands for; `joins` where it joins sentences unmarked."""

    words: str
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A quotation as it stands in its source: inlines made from the source's text, and what was done to them."""

    content: tuple[Inline, ...]
    operations: tuple[Operation, ...]
    start: int
    end: int
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Words that do not stand in the source: the nearest passage, and what differs (declared, in the source)."""

    nearest: str
    declared: str
    held: str


class DeclarationError(ValueError):
    """A declaration of a quotation that cannot be read: an asterisk or bracket is never closed."""


@lru_cache(maxsize=64)
def source(text: str) -> Source:
    """Prepare a source's text for finding; kept, because many quotations are made from one source."""
    plain: list[str] = []
    at: list[int] = []
    for match in re.finditer(r"(?<=\w)[-\u2010\u00ad][ \t]*\n[ \t]*(?=\w)|\s+|.", text, re.DOTALL):
        found = match[0]
        if found.isspace():
            made = " "
        elif len(found) > 1:
            made = LINE_END_HYPHEN
        else:
            made = FORGIVEN.get(found, found)
        plain.append(made)
        at.extend([match.start()] * len(made))
    return Source(text, "".join(plain), (*at, len(text)))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", "".join(FORGIVEN.get(character, character) for character in text))


_TOKEN: Final = re.compile(r"\\(.)|(\*)|\[([^\[\]]*)\]|(\s*(?:…|\.\.\.)\s*)", re.DOTALL)


def declared(words: str) -> tuple[Piece, ...]:
    """The pieces of a declaration; raises DeclarationError where an asterisk or a bracket is left open."""
    pieces: list[Piece] = []
    emphasised, pending, last = False, "", 0

    def flush() -> None:
        nonlocal pending
        if pending:
            pieces.append(Piece("words", pending, emphasised))
        pending = ""

    for match in _TOKEN.finditer(words):
        pending += words[last : match.start()]
        last = match.end()
        if match[1] is not None:
            pending += match[1]
        elif match[2]:
            flush()
            emphasised = not emphasised
        elif match[3] is not None:
            flush()
            kind: Literal["ellipsis", "insertion"] = "ellipsis" if match[3].strip() in {"…", "..."} else "insertion"
            pieces.append(Piece(kind, match[0], emphasised))
        else:
            flush()
            pieces.append(Piece("ellipsis", match[4], emphasised))
    pending += words[last:]
    if emphasised:
        raise DeclarationError("an asterisk that begins an emphasis is never closed")
    if re.search(r"[\[\]]", re.sub(r"\\.|\[[^\[\]]*\]", "", words)):
        raise DeclarationError("a square bracket is never closed, or never opened")
    flush()
    return tuple(pieces)


def find(words: str, held: Source) -> Found | Mismatch:
    """Find a declared quotation in its source; gives the quotation as the source has it, or the nearest passage."""
    pieces = declared(words)
    spans = _place(pieces, held)
    if spans is None:
        return _mismatch(pieces, held)
    return _made(pieces, spans, held)


def unheld(words: str) -> Found:
    """The quotation of a source whose text is not held: the declared words as they are."""
    pieces = declared(words)
    content = tuple(Emphasis((Text(piece.text),)) if piece.emphasised else Text(piece.text) for piece in pieces)
    return Found(content, _operations(pieces, changed_case=False), 0, 0)


def _place(pieces: tuple[Piece, ...], held: Source) -> list[tuple[int, int] | None] | None:
    """Where each piece stands in the plain source, in order; None for pieces that are not the source's."""
    patterns = [(number, _pattern(pieces, number)) for number, piece in enumerate(pieces) if piece.kind == "words"]
    wanted = [(number, pattern) for number, pattern in patterns if pattern is not None]
    spans: list[tuple[int, int] | None] = [None] * len(pieces)
    if not wanted:
        return None
    steps = 0

    def search(step: int, after: int) -> bool:
        nonlocal steps
        if step == len(wanted):
            return True
        number, pattern = wanted[step]
        between = pieces[wanted[step - 1][0] + 1 : number] if step else ()
        for match in pattern.finditer(held.plain, after):
            steps += 1
            if steps > 20_000:
                return False
            if step and not _may_follow(held.plain[after : match.start()], between):
                if match.start() - after > 400 and not any(piece.kind == "ellipsis" for piece in between):
                    return False
                continue
            if not _whole_words(held.plain, match.start(), match.end(), pieces, number):
                continue
            spans[number] = (match.start(), match.end())
            if search(step + 1, match.end()):
                return True
        return False

    return spans if search(0, 0) else None


def _pattern(pieces: tuple[Piece, ...], number: int) -> re.Pattern[str] | None:
    """The expression that finds a piece: exact, but for hyphens at line ends and the case of a first letter."""
    text = _plain(pieces[number].text)
    previous = pieces[number - 1] if number else None
    first = number == 0 or all(piece.kind == "insertion" for piece in pieces[:number])
    if number == 0 or (previous and previous.kind != "words"):
        text = text.lstrip(" ") if not (previous and previous.kind == "words") else text
    if number + 1 == len(pieces) or pieces[number + 1].kind != "words":
        text = text.rstrip(" ")
    if not text:
        return None
    return re.compile(_expression(text, free_case=first or bool(previous and previous.kind == "ellipsis")))


def _expression(text: str, *, free_case: bool) -> str:
    parts: list[str] = []
    for number, character in enumerate(text):
        if character == " ":
            parts.append(" ?" if number in {0, len(text) - 1} else " ")
        elif character == "-":
            parts.append(f"(?:-|{LINE_END_HYPHEN})")
        elif number == 0 and free_case and character.isalpha():
            parts.append(
                f"[{re.escape(character.upper())}{re.escape(character.lower())}]"
                if len(character.upper()) == 1
                else re.escape(character)
            )
        else:
            parts.append(re.escape(character))
        if character.isalnum() and number + 1 < len(text) and text[number + 1].isalnum():
            parts.append(f"{LINE_END_HYPHEN}?")
    return "".join(parts)


def _may_follow(gap: str, between: tuple[Piece, ...]) -> bool:
    """Whether what the source has between two pieces may be left out there."""
    if any(piece.kind == "ellipsis" for piece in between):
        return True
    insertions = [piece.text for piece in between if piece.kind == "insertion"]
    if not insertions or insertions == ["[sic]"]:
        return not gap.strip(f" {LINE_END_HYPHEN}")
    if len(insertions) == 1 and len(insertions[0]) == 3:
        return len(gap.strip()) <= 1 or _few_words(gap)
    return _few_words(gap)


def _few_words(gap: str) -> bool:
    return len(gap.split()) <= REPLACED_WORDS and not re.search(r"[.!?] ", gap)


def _whole_words(plain: str, start: int, end: int, pieces: tuple[Piece, ...], number: int) -> bool:
    """Whether a span begins and ends at the edges of words and numbers, unless brackets stand for their rest."""
    bracketed_before = number > 0 and pieces[number - 1].kind == "insertion" and not pieces[number].text[:1].isspace()
    bracketed_after = (
        number + 1 < len(pieces) and pieces[number + 1].kind == "insertion" and not pieces[number].text[-1:].isspace()
    )
    joined_before = number > 0 and pieces[number - 1].kind == "words"
    joined_after = number + 1 < len(pieces) and pieces[number + 1].kind == "words"
    before = bracketed_before or joined_before or not _inside_word(plain, start)
    after = bracketed_after or joined_after or not _inside_word(plain, end)
    return before and after


def _inside_word(plain: str, edge: int) -> bool:
    """Whether an edge falls within a word (hyphenated ones count as one) or a number."""
    if edge <= 0 or edge >= len(plain):
        return False
    left, right = plain[edge - 1], plain[edge]
    if left.isalnum() and right.isalnum():
        return True
    joints = f"-{LINE_END_HYPHEN}'"
    if left in joints and right.isalnum() and edge >= 2 and plain[edge - 2].isalnum():
        return True
    following = plain[edge + 1] if edge + 1 < len(plain) else ""
    if left.isalnum() and right in joints and following.isalnum():
        return True
    if left.isdigit() and right in ".,:/" and following.isdigit():
        return True
    return left in ".,:/" and right.isdigit() and edge >= 2 and plain[edge - 2].isdigit()


def _made(pieces: tuple[Piece, ...], spans: list[tuple[int, int] | None], held: Source) -> Found:
    content: list[Inline] = []
    changed_case = False
    for number, (piece, span) in enumerate(zip(pieces, spans, strict=True)):
        if piece.kind != "words" or span is None:
            text = piece.text
        else:
            text = _edges(piece.text, _from_source(held, *span, piece.text))
            asked = _plain(piece.text).lstrip()[:1]
            had = text.lstrip()[:1]
            if asked.isalpha() and asked != had and asked.lower() == had.lower():
                changed_case = True
                lead = len(text) - len(text.lstrip())
                text = text[:lead] + asked + text[lead + 1 :]
        if number == 0:
            text = text.lstrip()
        if number + 1 == len(pieces):
            text = text.rstrip()
        if text:
            content.append(Emphasis((Text(text),)) if piece.emphasised else Text(text))
    found = [span for span in spans if span]
    start, end = held.at[found[0][0]], held.at[found[-1][1]]
    dropped = tuple(_dropped(pieces, spans, held))
    return Found(tuple(content), _operations(pieces, changed_case=changed_case), start, end, dropped)


_SENTENCE_ENDS: Final = re.compile(r"[.?!][\"')]* +(?=[\"'(]*[^\W\d_a-z])")


def _dropped(pieces: tuple[Piece, ...], spans: list[tuple[int, int] | None], held: Source) -> Iterator[Dropped]:
    """What the source has between the pieces, in order."""
    before: tuple[Piece, tuple[int, int]] | None = None
    for piece, span in zip(pieces, spans, strict=True):
        if span is None:
            continue
        if before is not None:
            start, end = before[1][1], span[0]
            gap = held.plain[start:end]
            around = held.plain[max(0, start - 1) : end + 2]
            told = before[0].text.rstrip()[-1:] in ".?!" or piece.text.lstrip()[:1].isupper()
            if gap.strip():
                words = gap.replace(LINE_END_HYPHEN, "").strip()
                yield Dropped(words, joins=bool(_SENTENCE_ENDS.search(around)) and not told)
        before = piece, span


def _edges(asked: str, text: str) -> str:
    """Keep the declaration's spaces at the edges of a piece, which part it from brackets and asterisks."""
    before = " " if asked[:1].isspace() else ""
    after = " " if asked[-1:].isspace() else ""
    return before + text.strip() + after


_LIGATURES: Final = frozenset("ﬀﬁﬂﬃﬄﬅﬆ")


def _from_source(held: Source, start: int, end: int, asked: str) -> str:
    """The source's own characters of a span; a hyphen at a line end stays if the declaration has it."""
    made: list[str] = []
    while held.plain[start] == " " and start + 1 < end:
        start += 1
    wanted = iter(_plain(asked).strip())
    following = next(wanted, "")
    for number in range(start, end):
        plain, character = held.plain[number], held.text[held.at[number]]
        if plain == LINE_END_HYPHEN and following != "-":
            continue
        following = next(wanted, "")
        if plain == LINE_END_HYPHEN:
            made.append("-")
        elif character.isspace() or character in _LIGATURES:
            made.append(plain)
        elif number == start or held.at[number] != held.at[number - 1]:
            made.append(character)
    return "".join(made)


def _operations(pieces: tuple[Piece, ...], *, changed_case: bool) -> tuple[Operation, ...]:
    done: list[Operation] = []
    if any(piece.kind == "ellipsis" for piece in pieces):
        done.append("ellipsis")
    if any(piece.kind == "insertion" and piece.text != "[sic]" for piece in pieces):
        done.append("insertion")
    if any(piece.text == "[sic]" for piece in pieces):
        done.append("sic")
    if any(piece.emphasised for piece in pieces):
        done.append("emphasis")
    if changed_case:
        done.append("case")
    return tuple(done)


def _mismatch(pieces: tuple[Piece, ...], held: Source) -> Mismatch:
    """The passage most like the declared words, and the first words in which the two differ."""
    wanted = [word for piece in pieces if piece.kind == "words" for word in _plain(piece.text).split()]
    return Mismatch(*nearest.passage(wanted, held.plain.replace(LINE_END_HYPHEN, "-").split()))
