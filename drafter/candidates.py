"""Sentences of a source that a letter may want to quote as claims: proposed with the reason, and never decided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from drafter.record import Record

LONGEST: Final = 1_000
"""Characters of a sentence; a longer stretch without an end is a table or a list, and nothing to quote whole."""


class Candidate(Record):
    """A sentence of a source: where it stands in the text, its words on one line, and why it is proposed."""

    start: int
    end: int
    words: str
    why: str


_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|St|Co|Ltd|Inc|Corp|No|Nos|Art|Arts|para|paras|cf|vs?|ref|pp?|fig|e\.g|i\.e|etc|al)"
    r"|\b[A-Z](?:\.[A-Z])*)\.$",
)
_END: Final = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|(?=\n[ \t]*\n)|[。！？]|\f")

_ABSOLUTE: Final = re.compile(
    r"\b(?:always|never|all|every|each|no|none|nobody|no one|nothing|any|entirely|fully|wholly|completely|totally"
    r"|absolutely|only|exclusively|without exception|under no circumstances|at all times|in all cases)\b",
    re.IGNORECASE,
)
_WHO: Final = r"(?:I|[Ww]e|[Ii]t|[Tt]hey|[Hh]e|[Ss]he|[Tt]he \w+|[A-Z]\w+)"
_COMMITMENT: Final = re.compile(
    rf"\b(?:{_WHO} (?:will|shall|undertakes?|commits?|promises?|pledges?|guarantees?|intends? to|agrees? to)"
    r"|(?:am|is|are|remain|remains) committed to|undertakings?|commitments? to|will (?:not )?"
    r"(?:be|ensure|provide|publish|review|continue|take|make|keep|work))\b",
)
_DENIAL: Final = re.compile(
    r"\b(?:den(?:y|ies|ied)|refut(?:e|es|ed)|reject(?:s|ed)?|disput(?:e|es|ed)|(?:do|does|did|is|are|was|were|has|have"
    r"|had|can|could|would|will|shall)(?: not\b|n['’]t\b)|(?:cannot|not within|nor|neither|untrue|unfounded|baseless"
    r"|ha(?:s|ve|d) no)\b)",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"[“\"«„](?=\w)[^“”\"«»„ ]+ [^“”\"«»„]*[”\"»“]|‘(?=\w)[^‘’ ]+ [^‘’]*’")
_NOUN_AFTER: Final = (
    *(
        "the",
        "a",
        "an",
        "of",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "our",
        "your",
        "his",
        "her",
        "my",
        "any",
    ),
    *(
        "no",
        "all",
        "both",
        "each",
        "every",
        "some",
        "such",
        "same",
        "other",
        "member",
        "united",
        "nation",
        "in",
        "by",
        "for",
    ),
    *("with", "between", "among", "two", "three", "four", "five", "many", "several", "foreign", "third", "sovereign"),
)
_SAID: Final = re.compile(
    r"\b(?:(?i:said|says|stated|wrote|writes|claimed|according to)\b|"
    + "".join(rf"(?<!(?i:\b{word}) )" for word in _NOUN_AFTER)
    + r"(?:states?|claims?)\b(?![-’']|\s+of\b))"
)
"""`State` with a capital is a noun, and so are `state` and `claim` after a word that leads a noun in."""

_REASONS: Final = (
    ("an absolute word", _ABSOLUTE),
    ("a commitment", _COMMITMENT),
    ("a denial", _DENIAL),
    ("a quotation", _QUOTED),
    ("what somebody else said", _SAID),
)


def find(text: str) -> tuple[Candidate, ...]:
    """The sentences of an English text that hold an absolute word, a commitment, a denial or the words of others.

    In reading order. A sentence may be none of these for whoever reads it: they choose.
    """
    found = []
    for start, end in sentences(text):
        words = " ".join(text[start:end].split())
        if len(words) > LONGEST:
            continue
        why = [f"{name} (“{_bare(match[0])}”)" for name, rule in _REASONS if (match := rule.search(words))]
        if why:
            found.append(Candidate(start, end, words, "; ".join(why)))
    return tuple(found)


def _bare(words: str) -> str:
    """Words without the quotation marks around them."""
    return words.strip('“”"«»„‘’')


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a text begins and ends; a blank line ends one, an abbreviation does not."""
    start = 0
    for match in _END.finditer(text):
        if match[0].startswith(".") and _ABBREVIATION.search(text, max(start, match.start() - 12), match.start() + 1):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
