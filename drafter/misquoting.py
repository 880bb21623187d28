"""What is said where words do not stand in the source that is named for them."""

from __future__ import annotations

from collections.abc import Iterable

from drafter import quoting
from drafter.problems import Finding, Placed, place_of


def misquoted(
    what: str, words: Placed | str, source: str, found: quoting.Mismatch, texts: Iterable[tuple[str, str]]
) -> Finding:
    """The error of words that `found` nowhere in their source; of the texts, by id, another one may hold them."""
    place = place_of(words)
    message = f"{what}: these words do not stand in '{source}'"
    if other := _where(words, source, texts):
        advice = f"name the source that they stand in: '{other}'"
        return Finding("quotation-elsewhere", "error", f"{message}, but in '{other}'", place, advice)
    return Finding(found.code, "error", message, place, found.advice)


def _where(words: str, source: str, texts: Iterable[tuple[str, str]]) -> str:
    """The id of the first text of another source that holds declared words; nothing where none does."""
    for name, text in texts:
        try:
            if text and name != source and isinstance(quoting.find(words, quoting.source(text)), quoting.Found):
                return name
        except quoting.DeclarationError:
            return ""
    return ""
