"""A letter that speaks as I and as we."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from drafter.checks.prose import Stretch, once, stretches
from drafter.dossier import Dossier
from drafter.model import Origin
from drafter.problems import Finding

_I: Final = re.compile(r"\b(?:I|me|my|mine|myself)\b")
_SINGULAR: Final = frozenset({"I", "me", "my", "mine", "myself"})
_NUMERAL: Final = re.compile(
    r"\b(?:Annex|Appendix|Article|Book|Chapter|Class|Part|Phase|Schedule|Section|Table|Tier|Title|Volume)\s+I\b|^I\.(?=\s)"
)
"""Where I is a number: Part I, Schedule I."""
_WE: Final = re.compile(r"\b(?:[Ww]e|us|[Oo]ur|[Oo]urs|ourselves)\b")
_TYPED: Final = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|(?<!\w)‘[^‘]*?’(?!\w)")
"""A quotation that is typed, with its marks."""


def check(dossier: Dossier) -> Iterator[Finding]:
    """`voice-mixed`: words of both voices, or of another than is declared, stand outside quotations; in English."""
    if not dossier.letter.language.startswith("en"):
        return
    said = [one for stretch in stretches(dossier) if stretch.kind != "note" for one in _voices(stretch)]
    singular = next((one for one in said if one[0] in _SINGULAR), None)
    plural = next((one for one in said if one[0] not in _SINGULAR), None)
    declared = dossier.brief.voice or dossier.case.sender.voice
    other = {"I": plural, "we": singular, "office": singular or plural}.get(declared)
    if other and not (singular and plural):
        message = f"the letter says '{other[0]}', and its voice is '{declared}'"
        yield Finding("voice-mixed", "warning", message, other[1].place, "write in the voice that is declared")
    if singular and plural:
        message = f"the letter says '{singular[0]}' and also '{plural[0]}'"
        yield Finding("voice-mixed", "warning", message, plural[1].place, "choose one voice for the whole letter")


@once
def _voices(stretch: Stretch) -> Iterator[tuple[str, Origin]]:
    """The first word of each voice, with where it comes from."""
    own = [run for run in stretch.runs if run.passage is None]
    for pattern in (_I, _WE):
        said = [run for run in own if pattern.search(run.text)]
        found = ((pattern.search(_NUMERAL.sub("", _TYPED.sub("", run.text))), run.origin) for run in said)
        yield from [(match[0], origin) for match, origin in found if match][:1]
