"""Quotations as they stand in their sources: where, in what context, and in words for who reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from drafter import quoting, sources
from drafter.case import Case
from drafter.declarations import DeclarationError
from drafter.fact_proof import Stated, passage_words, proof_of
from drafter.library import Library
from drafter.model import Passage, State
from drafter.problems import Placed
from drafter.provisions import Pinpoint, pinpoint
from drafter.record import Record
from drafter.sources import SourceText

STATES: Final[dict[State, str]] = {
    "verified": "verified: found in the source that is held",
    "extract": "found in an extract; the document itself is not held, so compare it with the document",
    "unverified": "not verified: no text of the source is held, so compare it with the document",
    "wrong": "wrong: these words do not stand in the source",
}

_SENTENCE_END: Final = re.compile(r"[.!?…]+[\"'”’»)\]]*(?:\s+|$)|\s*\n\s*\n\s*")
_ENDED: Final = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
_FURTHEST: Final = 1_200
"""Characters of context on either side, where no sentence ends."""


class Context(Record):
    """A passage in its source, with the sentence before it and the one after it."""

    before: str
    passage: str
    after: str


def told(passage: Passage, case: Case, texts: Mapping[str, SourceText]) -> str:
    """A quotation with its source, page, claim, state and what was done to it, in one line."""
    place = where(passage, case, texts)
    parts = [source_told(passage.source, case) + (f", {place}" if place else "")]
    if passage.claim:
        parts.append(f"claim {passage.claim}")
    parts.append(STATES[passage.state])
    if passage.operations:
        parts.append(f"changed by: {', '.join(passage.operations)}")
    return f"quotation “{' '.join(passage.words.split())}”: {'; '.join(parts)}"


def fact_told(one: Stated, case: Case, texts: Mapping[str, str]) -> str:
    """How sure a fact is, with the passage that says it."""
    if not one.fact.passage:
        return "no passage is given for it, so compare it with the document"
    proof = proof_of(one, case, texts.get(one.evidence.source, ""))
    state = f"wrong: {proof.problem}" if proof.code else STATES[proof.state]
    return f"said by “{passage_words(one.fact)}”; {state}"


def source_told(name: str, case: Case) -> str:
    """A source by its title and id, or a provision by its name."""
    source = case.sources.get(name)
    return f"{source.title} [{name}]" if source is not None and source.title else name


def where(passage: Passage, case: Case, texts: Mapping[str, SourceText]) -> str:
    """The place of a passage in its source: as the case says it, else where its words are found."""
    said = passage.locator or _said_place(passage, case)
    if said or passage.source not in texts:
        return said
    text = texts[passage.source]
    span = found_at(passage, text.text)
    return sources.locator_of(text, *span) if span else ""


def _said_place(passage: Passage, case: Case) -> str:
    claim = case.claims.get(passage.claim)
    if claim is not None:
        return claim.at
    held = (one for evidence in case.evidence.values() for one in evidence.passages.values())
    return next((one.at for one in held if one.at and one.words == passage.words), "")


def found_at(passage: Passage, text: str) -> tuple[int, int] | None:
    """Where the declared words of a passage stand in the text of their source."""
    try:
        found = quoting.find(passage.words, quoting.source(text))
    except DeclarationError:
        return None
    return (found.start, found.end) if isinstance(found, quoting.Found) else None


def context(passage: Passage, text: str) -> Context | None:
    """The passage as its source has it, from the sentence before to the one after; nothing where it is not there."""
    span = found_at(passage, text)
    return None if span is None else around(text, span)


def around(text: str, span: tuple[int, int]) -> Context:
    """A stretch of a text, from the sentence before to the one after."""
    start, end = span
    head, words, tail = text[max(0, start - _FURTHEST) : start], text[start:end], text[end : end + _FURTHEST]
    ends = [one.end() for one in _SENTENCE_END.finditer(head.rstrip() + " ") if one.end() < len(head.rstrip())]
    if not _ENDED.search(head) and not head.endswith("\n\n"):
        ends = ends[:-1]
    before = head[ends[-1] if ends else 0 :]
    stops = [one.end() for one in _SENTENCE_END.finditer(tail) if one.end()]
    wanted = 1 if _ENDED.search(words) else 2
    after = tail[: stops[min(wanted, len(stops)) - 1]] if stops else tail
    return Context(_one_line(before), _one_line(words), _one_line(after))


def _one_line(text: str) -> str:
    """Words on one line, with a mark where a paragraph ends."""
    return " ¶ ".join(" ".join(one.split()) for one in re.split(r"\n\s*\n", text.strip()))


def provision(passage: Passage, library: Library) -> str:
    """The text of the provision that a passage is quoted from, as its register holds it; nothing for a source."""
    found = pinpoint(library, Placed(passage.source), "the source")
    if not isinstance(found, Pinpoint):
        return ""
    return found.provision.commentary if found.commentary else found.provision.text
