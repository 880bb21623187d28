"""What is wrong or doubtful, for somebody who answers questions: by names, and with the answer that mends it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from drafter.interview.menu import cut
from drafter.problems import NOWHERE, Finding
from drafter.record import replace

if TYPE_CHECKING:
    from drafter.case import Case
    from drafter.interview.offers import Context

_MENDED_BY: Final = {
    "claim-unused": "claims",
    "claim-without-evidence": "evidence",
    "claim-without-query": "query",
    "deadline-not-said": "ending",
    "evidence-unused": "evidence-wording",
    "principle-unused": "principle-wording",
}
"""The question whose answer mends a finding."""
_CODE: Final = re.compile(r"`\w+:|\{\{|`body:`|silence|\blist\b")
"""What only somebody does who writes the brief by hand."""
_LONGEST: Final = 60


def spoken(finding: Finding, context: Context) -> Finding:
    """A finding with names in place of ids, and with what an answer can do about it."""
    names = _names(context.case)
    message = re.sub(r"'([\w.-]+)'", lambda found: names.get(found[1], found[0]), finding.message)
    advice = "" if _CODE.search(finding.advice) else finding.advice
    if question := _MENDED_BY.get(finding.code):
        advice = context.say("mended-by", question=context.say(question))
    return replace(finding, message=message, advice=advice)


def placeless(finding: Finding, file: str) -> Finding:
    """A finding without its place in a file that the interview wrote, which nobody need look into."""
    return replace(finding, place=NOWHERE) if finding.place.file == file else finding


def _names(case: Case) -> dict[str, str]:
    """What things of a case are called, by id."""
    return {
        **{key: party.full_name or key for key, party in case.parties.items()},
        **{key: source.title or key for key, source in case.sources.items()},
        **{key: cut(piece.title, _LONGEST) or key for key, piece in case.evidence.items()},
        **{key: f"“{cut(claim.words, _LONGEST)}”" for key, claim in case.claims.items()},
    }
