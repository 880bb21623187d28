"""Words between quotation marks that the author typed, so that no source vouches for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from drafter import quoting
from drafter.checks.prose import Stretch, stretches
from drafter.dossier import Dossier
from drafter.problems import Finding
from drafter.record import Record

_DECLARED: Final = re.compile(r"\*|\[sic\]\s?")
FEW: Final = 5
"""Fewer words in quotation marks may be a term, a name or an irony."""
MANY: Final = 8
"""So many words are a quotation of somebody."""
_CLOSES: Final = ") }}"
_PART: Final = ', words="…") }}'
"""How the wording of a quotation ends, of the whole and of a part."""


class _Held(Record):
    words: str
    what: str
    how: str


def check(dossier: Dossier) -> Iterator[Finding]:
    """`quotation-unsourced`: five words or more in quotation marks that no source vouches for; an error from eight."""
    held: list[_Held] | None = None
    for stretch in stretches(dossier):
        if stretch.kind == "note":
            continue
        for start, end in stretch.quoted_by_hand:
            words = re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", stretch.text[start:end])
            if len(words) < FEW or _is_title(words):
                continue
            held = list(_held(dossier)) if held is None else held
            yield _finding(stretch, start, end, len(words), held)


def _finding(stretch: Stretch, start: int, end: int, count: int, held: list[_Held]) -> Finding:
    words = stretch.text[start:end]
    shown = " ".join(words.split()[:8]) + ("…" if len(words.split()) > 8 else "")
    place = stretch.place_at(start)
    flat = _flat(words)
    found = next((one for one in held if flat in one.words), None)
    if found:
        message = f"“{shown}” is typed, and nothing keeps it as it is; it stands in {found.what}"
        how = found.how if flat == found.words else found.how.replace(_CLOSES, _PART)
        return Finding("quotation-unsourced", "warning", message, place, f"write {how}")
    message = f"“{shown}” is quoted, and no source vouches for it"
    advice = "make it a claim or a passage of evidence, and write {{ quote(…) }}; or take the marks away"
    return Finding("quotation-unsourced", "error" if count >= MANY else "warning", message, place, advice)


def _held(dossier: Dossier) -> Iterator[_Held]:
    """All words of others that the case and the registers hold, with the way to quote them."""
    for name, claim in dossier.case.claims.items():
        yield _Held(_flat(claim.words), f"the claim '{name}'", f'{{{{ quote(claim("{name}")) }}}}')
    for key, evidence in dossier.case.evidence.items():
        for name, passage in evidence.passages.items():
            how = f'{{{{ quote(passage("{key}.{name}")) }}}}'
            yield _Held(_flat(passage.words), f"the passage '{key}.{name}'", how)
    for label, register in dossier.library.registers().items():
        for number, provision in register.provisions.items():
            for words, suffix in ((provision.text, ""), (provision.commentary, " commentary")):
                if words:
                    pinpoint = f"{label} {number}{suffix}"
                    how = f'{{{{ quote(provision("{pinpoint}")) }}}}'
                    yield _Held(_flat(words), pinpoint, how)
    for name, text in dossier.texts.items():
        yield _Held(_flat(text), f"the source '{name}'", "a claim or a passage of that source, and quote it")


def _flat(text: str) -> str:
    """Words with what quoting forgives made equal, and without the signs of a declaration."""
    plain = "".join(quoting.FORGIVEN.get(character, character) for character in _DECLARED.sub("", text))
    return " ".join(plain.lower().split()).strip(" .,;:'\"")


def _is_title(words: list[str]) -> bool:
    """Whether words are written as a title is: most of the longer ones with a capital."""
    longer = [word for word in words if len(word) > 3]
    return len(longer) > 1 and sum(word[0].isupper() or word[0].isdigit() for word in longer) >= 0.75 * len(longer)
