"""What is wrong or doubtful, for somebody who answers questions: by names, and with the answer that mends it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from drafter.interview.menu import cut
from drafter.interview.offers import plain_words
from drafter.problems import NOWHERE, Finding
from drafter.record import replace

if TYPE_CHECKING:
    from drafter.case import Case
    from drafter.interview import Asked
    from drafter.interview.offers import Context

_MENDED_BY: Final = {
    "chased-early": "letter-date",
    "claim-not-challenged": "stands",
    "claim-without-evidence": "evidence",
    "claim-without-query": "query",
    "deadline-not-said": "ending",
    "evidence-unused": "evidence-wording",
    "principle-unused": "principle-wording",
}
"""The question whose answer mends a finding."""
_OF_ANSWERS: Final = frozenset(
    (
        "braces-left",
        "end-mark-missing",
        "punctuation-doubled",
        "quotation-unclosed",
        "quotation-unsourced",
        "quotes-mixed",
        "space-before-mark",
        "space-doubled",
        "spelling",
        "word-doubled",
    )
)
"""Findings about words that somebody typed as an answer."""
_CODE: Final = re.compile(r"`\w+:|\{\{|`body:`|silence|\blist\b")
"""What only somebody does who writes the brief by hand."""
_LONGEST: Final = 60


def spoken(finding: Finding, context: Context, asked: Sequence[Asked] = (), others: Iterable[Finding] = ()) -> Finding:
    """A finding with names in place of ids, and with what an answer can do about it.

    `asked` are the questions with their answers; `others` what else is found in the letter.
    """
    names = _names(context.case)
    message = re.sub(r"'([\w.-]+)'", lambda found: names.get(found[1], found[0]), finding.message)
    advice = "" if _CODE.search(finding.advice) else finding.advice
    if question := _MENDED_BY.get(finding.code):
        if finding.code == "claim-without-evidence" and any(one.code == "evidence-unused" for one in others):
            question = "evidence-wording"  # the evidence is chosen, and no wording sets it out
        advice = context.say("mended-by", question=context.say(question))
    elif finding.code in _OF_ANSWERS and (typed := _typed(finding.message, asked)):
        mended = context.say("mended-by", question=typed)
        advice = f"{advice}; {mended}" if advice else mended
    return replace(finding, message=message, advice=advice)


def _typed(message: str, asked: Sequence[Asked]) -> str:
    """The question whose answer, as it was typed, shares the longest run of words with those of a message."""
    said = _words(message[message.find("“") + 1 :])
    runs = [
        (_run(said, _words(one.answer)), one.question.ask)
        for one in asked
        if one.question.kind in {"words", "text"} and isinstance(one.answer, str)
    ]
    length, ask = max(runs, key=lambda run: run[0], default=(0, ""))
    return ask if length else ""


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _run(said: list[str], typed: list[str]) -> int:
    """The length of the longest run of words that both have: of two at the least, or all that was typed."""
    best = 0
    for start in range(len(typed)):
        for other in range(len(said)):
            length = 0
            while typed[start + length : start + length + 1] == said[other + length : other + length + 1] != []:
                length += 1
            best = max(best, length)
    return best if best >= min(2, len(typed)) else 0


def placeless(finding: Finding, file: str) -> Finding:
    """A finding without its place in a file that the interview wrote, which nobody need look into."""
    return replace(finding, place=NOWHERE) if finding.place.file == file else finding


def _names(case: Case) -> dict[str, str]:
    """What things of a case are called, by id."""
    return {
        **{key: party.full_name or key for key, party in case.parties.items()},
        **{key: source.title or key for key, source in case.sources.items()},
        **{key: cut(piece.title, _LONGEST) or key for key, piece in case.evidence.items()},
        **{key: f"“{cut(plain_words(claim.words), _LONGEST)}”" for key, claim in case.claims.items()},
    }
