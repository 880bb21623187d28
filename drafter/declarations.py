"""Reads how a quotation is declared: words of the source, and what is done to them.

`…` or `...` leaves words out, `[word]` puts words in, `[sic]` marks a fault, `*words*` adds emphasis; a backslash takes
the meaning from a mark.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from drafter.record import Record

LONGEST: Final = 20_000
"""Characters of one declaration; a longer passage is enclosed, not quoted."""

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


class Piece(Record):
    """A part of a declared quotation: words that must stand in the source, an ellipsis, or words put in."""

    kind: Literal["words", "ellipsis", "insertion"]
    text: str
    emphasised: bool = False

    @property
    def is_sic(self) -> bool:
        """Whether it marks a fault, which puts nothing in and leaves nothing out."""
        return self.text == "[sic]" and self.kind == "insertion"


class DeclarationError(ValueError):
    """A declaration of a quotation that cannot be read, or that cannot be looked for in reasonable time."""


_TOKEN: Final = re.compile(r"\\(.)|(\*)|\[([^\[\]]*)\]|((?:(?<!\s)\s+)?(?:…|\.\.\.)\s*)", re.DOTALL)


def declared(words: str) -> tuple[Piece, ...]:
    """The pieces of a declaration; raises DeclarationError where an asterisk or a bracket is left open."""
    if len(words) > LONGEST:
        raise DeclarationError(f"a quotation of more than {LONGEST:,} characters; enclose the document, or quote less")
    pieces: list[Piece] = []
    pending: list[str] = []
    emphasised, last = False, 0

    def flush() -> None:
        if text := "".join(pending):
            pieces.append(Piece("words", text, emphasised))
        pending.clear()

    for match in _TOKEN.finditer(words):
        pending.append(words[last : match.start()])
        last = match.end()
        if match[1] is not None:
            pending.append(match[1])
            continue
        flush()
        if match[2]:
            emphasised = not emphasised
        elif match[3] is not None:
            kind: Literal["ellipsis", "insertion"] = "ellipsis" if match[3].strip() in {"…", "..."} else "insertion"
            pieces.append(Piece(kind, match[0], emphasised))
        else:
            pieces.append(Piece("ellipsis", match[4], emphasised))
    pending.append(words[last:])
    if emphasised:
        raise DeclarationError("an asterisk that begins an emphasis is never closed")
    if re.search(r"[\[\]]", re.sub(r"\\.|\[[^\[\]]*\]", "", words)):
        raise DeclarationError("a square bracket is never closed, or never opened")
    flush()
    return tuple(pieces)


def plain(text: str) -> str:
    """Words as they are compared: what is forgiven is made equal."""
    return re.sub(r"\s+", " ", "".join(FORGIVEN.get(character, character) for character in text))


class Run(Record):
    """Words that must stand in the source as they are, through changes of emphasis and past every `[sic]`.

    `owners[i]` is the piece that character i of `text` belongs to; `pieces` are the first, and the one after the last.
    """

    text: str
    owners: tuple[int, ...]
    pieces: tuple[int, int]
    glued: tuple[bool, bool] = (False, False)
    """Whether brackets stand right before it, and right after: they may stand for the rest of a word."""
    free_case: bool = False


def runs(pieces: tuple[Piece, ...]) -> tuple[Run, ...]:
    """The runs of a declaration, in order."""
    made: list[Run] = []
    start = 0
    while start < len(pieces):
        end = start
        while end < len(pieces) and (pieces[end].kind == "words" or pieces[end].is_sic):
            end += 1
        if run := _run(pieces, start, end):
            made.append(run)
        start = end + 1
    return tuple(made)


def _cut(before: list[str], after: str) -> bool:
    return bool(before) and before[-1].isalnum() and after[:1].isalnum()


def _run(pieces: tuple[Piece, ...], start: int, end: int) -> Run | None:
    text: list[str] = []
    owners: list[int] = []
    before_sic = False
    for number in range(start, end):
        if pieces[number].is_sic:
            if text and text[-1] == " ":
                before_sic = True
                text.pop()
                owners.pop()
            elif number + 1 < end and _cut(text, plain(pieces[number + 1].text)):  # no mark after a word
                text += pieces[number].text
                owners += [number] * len(pieces[number].text)
            continue
        for character in plain(pieces[number].text):
            if before_sic and character.isalnum():  # the space before [sic] parts words, and nothing else
                text.append(" ")
                owners.append(number)
            before_sic = False
            if character != " " or not text or text[-1] != " ":
                text.append(character)
                owners.append(number)
    joined = "".join(text)
    words = joined.strip(" ")
    if not words:
        return None
    lead = len(joined) - len(joined.lstrip(" "))
    previous = pieces[start - 1] if start else None
    following = pieces[end] if end < len(pieces) else None
    glued = (
        previous is not None and previous.kind == "insertion" and not lead,
        following is not None and following.kind == "insertion" and joined == joined.rstrip(" "),
    )
    first = all(piece.kind == "insertion" for piece in pieces[:start])
    free_case = first or (previous is not None and previous.kind == "ellipsis")
    return Run(words, tuple(owners[lead : lead + len(words)]), (start, end), glued, free_case)
