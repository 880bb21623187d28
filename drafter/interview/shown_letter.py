"""The letter as a terminal shows it, with what is wrong or doubtful below each paragraph that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drafter.dossier import Dossier
from drafter.model import Block, Paragraph, Text
from drafter.problems import Finding
from drafter.record import replace
from drafter.review.remarks import beside, lines_of
from drafter.writers import text

_NARROWEST = 30


def shown_letter(dossier: Dossier, findings: Iterable[Finding], width: int) -> tuple[str, list[Finding]]:
    """The letter in so many columns, and the findings that are about no paragraph of it."""
    found, whole = beside(dossier, findings)
    of_lines = iter(found)
    letter = dossier.letter
    body = tuple(_with_findings(letter.body, of_lines))
    annexes = tuple(replace(one, content=tuple(_with_findings(one.content, of_lines))) for one in letter.annexes)
    columns = max(min(width, text.WIDTH), _NARROWEST)
    return text.write(replace(letter, body=body, annexes=annexes), columns), whole


def _with_findings(content: Iterable[Block], of_lines: Iterator[list[Finding]]) -> Iterator[Block]:
    for block in content:
        yield block
        for _ in lines_of(block):
            for finding in next(of_lines):
                advice = f" ({finding.advice})" if finding.advice else ""
                yield Paragraph((Text(f"[!] {finding.severity}: {finding.message}{advice} [{finding.code}]"),))
