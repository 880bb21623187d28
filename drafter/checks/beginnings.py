"""Sentences that begin with the citation of a provision, in the small letter that it has within one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from drafter.checks.prose import HIDDEN, Stretch, once, stretches
from drafter.dossier import Dossier
from drafter.model import Block, Heading, Paragraph, inline_text
from drafter.problems import Finding
from drafter.subparagraphs import NUMBER

_ENDED: Final = re.compile(r"[.?!][”’\"')]*\s*$")
_ABBREVIATED: Final = r"(?!(?:para|paras|sect|sects|regs|arts|subs|sched|chap|cons|incl|ibid|subsec|subpara)\.)"
_SHORT: Final = r"is|it|so|us|me|him|her|you|not|now|too|all"
"""Short words that are no abbreviations."""


def check(dossier: Dossier) -> Iterator[Finding]:
    """`citation-small-letter`: a sentence begins with “section 5”, as the register cites within one."""
    cited = {one.cite.partition("{number}")[0] for one in dossier.library.registers().values()}
    words = tuple(sorted(one for one in cited if one[:1].islower()))
    if not words:
        return
    kinds = {"paragraph", "question", "note"}
    naming = [one for one in stretches(dossier) if one.kind in kinds and any(word in one.text for word in words)]
    letter = dossier.letter
    contents = (letter.body, *(annex.content for annex in letter.annexes)) if naming else ()
    heads = {block for content in contents for block in _heads(content)}
    for stretch in naming:
        yield from _small(stretch, words, heads=stretch.kind == "paragraph" and stretch.block in heads)


def _heads(content: tuple[Block, ...]) -> Iterator[Block]:
    """The paragraphs that begin a sentence; one after a quotation, list or table may go on the one before."""
    for before, block in zip((None, *content), content, strict=False):
        ended = isinstance(before, Paragraph) and _ENDED.search(inline_text(before.content))
        if isinstance(block, Paragraph) and (before is None or isinstance(before, Heading) or ended):
            yield block


@once
def _small(stretch: Stretch, words: tuple[str, ...], *, heads: bool) -> Iterator[Finding]:
    for found in _pattern(words).finditer(stretch.text):
        start = found.start("cited")
        if (start == 0 and not heads) or stretch.unquoted[start] == HIDDEN:
            continue
        said = found["cited"]
        message = f"“{said}” begins a sentence with a small letter"
        advice = f"write “{said[0].upper()}{said[1:]}”; where it is inserted, {{{{ provision(…) | capital }}}}"
        yield Finding("citation-small-letter", "warning", message, stretch.place_at(start), advice)


@lru_cache(maxsize=16)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Citations at the head of a text, or after a word in small letters and a full stop: no abbreviation ends so."""
    cited = "|".join(map(re.escape, words))
    ended = rf"(?<![\w.]){_ABBREVIATED}(?:[^\W\d_A-Z]{{4,}}|{_SHORT})\.|\w[?!]"
    return re.compile(rf"(?:^|(?:{ended})\s+)(?P<cited>(?:{cited}){NUMBER})(?![\w%])")
