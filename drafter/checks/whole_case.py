"""Claims, passages and facts of a case that their own sources do not hold, whatever letter uses them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from drafter import quoting
from drafter.case import Case
from drafter.declarations import DeclarationError
from drafter.fact_proof import wrong_facts
from drafter.misquoting import misquoted
from drafter.problems import Finding, Placed


def check_case(case: Case, texts: Mapping[str, str], translation: Callable[[str], str]) -> Iterator[Finding]:
    """Errors of a case against the texts of its sources; `translation` gives that of a source, by its id."""
    for key, claim in case.claims.items():
        yield from _quoted(f"the claim '{key}'", claim.words, claim.source, texts, translation)
    for key, evidence in case.evidence.items():
        for name, passage in evidence.passages.items():
            yield from _quoted(f"the passage '{key}.{name}'", passage.words, evidence.source, texts, translation)
        yield from wrong_facts(key, evidence, case, texts.get(evidence.source, ""))


def _quoted(
    what: str, words: Placed, source: Placed, texts: Mapping[str, str], translation: Callable[[str], str]
) -> Iterator[Finding]:
    text = texts.get(source, "")
    if not text:
        return
    try:
        found = quoting.find(words, quoting.source(text))
        other = translation(source) if isinstance(found, quoting.Mismatch) else ""
        if isinstance(found, quoting.Mismatch) and other:
            again = quoting.find(words, quoting.source(other))
            found = again if isinstance(again, quoting.Found) else found
    except DeclarationError as error:
        yield Finding("quotation-declaration", "error", f"{what}: {error}", words.place)
        return
    if isinstance(found, quoting.Mismatch):
        yield misquoted(what, words, source, found, texts.items())
