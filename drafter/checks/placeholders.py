"""What was to be filled in and was not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from drafter.checks.prose import Stretch, fields, once, stretches
from drafter.dossier import Dossier
from drafter.language import LANGUAGES
from drafter.problems import Finding

_MARKS: Final = re.compile(
    r"\b(?:TODO|FIXME|TBC|TBD|TBA|(?<!Article )(?<!Chapter )(?<!Part )(?<!Title )(?<!Annex )(?<!Schedule )X{3,})\b"
    r"|\?{3,}|Error! (?:Reference source|Bookmark) not (?:found|defined)\.?"
)
_LOREM: Final = re.compile(r"\blorem ipsum\b", re.IGNORECASE)
_WANTED: Final = re.compile(
    r"\[\s*(?:(?:name|date|day|month|year|title|address|amount|number|no|reference|ref|company|recipient|addressee"
    r"|sender|organisation|organization|position|role|email|phone|telephone|deadline|place|text|x+|\?+|[.…_-]+)"
    r"|(?:insert|enter|fill in|to be|to follow|your|complete|please|check|confirm|tbc|tbd|todo)\b[^\]]{0,200}"
    r"|(?:name|date|title|address|amount|number|reference) (?:of|for|here|to)\b[^\]]{0,200})\s*\]",
    re.IGNORECASE,
)
_EMPTY: Final = re.compile(
    r"(?<![\w)])(?:\(\s*\)|\[\s*\]|\{\s*\})|<(?:insert|name|date|address|your)\b[^<>]*>", re.IGNORECASE
)


_HINT: Final = re.compile(r"[\[({<?_…]|\.\.|[Xx][Xx ]|T(?:ODO|B[CDA])|FIXME|Error!|[Ll][Oo][Rr][Ee][Mm]")
"""One of these stands in each of them: most paragraphs are done with one look."""


def check(dossier: Dossier) -> Iterator[Finding]:
    """`placeholder`: TODO, TBC, ????, [name], xx March, empty brackets, in the author's own words."""
    months = "|".join(LANGUAGES[dossier.letter.language].months)
    undated = re.compile(rf"(?<!\w)(?:[Xx]{{1,2}}|_+|\?\??|\[[ Xx]*\]|\.\.\.?|…)\s(?:{months})\b")
    case = dossier.case
    names = [party.full_name + party.organisation + party.known_as for party in case.parties.values()]
    names += [source.title + source.known_as for source in case.sources.values()]
    for stretch in (*stretches(dossier), *fields(dossier)):
        for finding, words in _left(stretch, undated):
            if not any(words in name for name in names):
                yield finding


@once
def _left(stretch: Stretch, undated: re.Pattern[str]) -> Iterator[tuple[Finding, str]]:
    text = stretch.unquoted
    if not _HINT.search(text):
        return
    told = 0
    patterns = [_MARKS, undated, _EMPTY, *[_WANTED] * ("[" in text), *[_LOREM] * ("lorem" in text.lower())]
    hits = [found for pattern in patterns for found in pattern.finditer(text)]
    for found in sorted(hits, key=lambda found: (found.start(), -found.end())):
        if found.start() < told or _is_box(stretch, text, found):
            continue
        told = found.end()
        message = f"“{found[0]}” still stands in “{stretch.around(*found.span())}”"
        advice = "put in what belongs there, or take it out"
        yield Finding("placeholder", "error", message, stretch.place_at(found.start()), advice), found[0]


def _is_box(stretch: Stretch, text: str, found: re.Match[str]) -> bool:
    """Whether empty brackets are a box to tick, as in a form."""
    if re.fullmatch(r"[\[(]\s*[\])]", found[0]) is None:
        return False
    in_form = stretch.kind in {"cell", "item", "question"} or not text[: found.start()].strip()
    return in_form or len(re.findall(r"\[\s*\]", text)) > 1
