"""Says which sources are held only as an extract: a line of information for each."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checks.prose import nodes
from drafter.dossier import Dossier
from drafter.model import BlockQuotation, Quotation
from drafter.problems import Finding, Place


def check(dossier: Dossier) -> Iterator[Finding]:
    """`quotation-extract`: quotations found in an extract of a document that is not itself held."""
    counts: dict[str, int] = {}
    for node in nodes(dossier):
        if isinstance(node, Quotation | BlockQuotation) and node.passage and node.passage.state == "extract":
            name = node.passage.source
            name = name if name in dossier.case.sources else name.split(" ")[0]
            counts[name] = counts.get(name, 0) + 1
    for name, count in counts.items():
        times = "1 quotation is" if count == 1 else f"{count} quotations are"
        message = f"{times} verified against an extract of '{name}'; the document itself is not held"
        yield Finding("quotation-extract", "information", message, _place(dossier, name))


def _place(dossier: Dossier, name: str) -> Place:
    held = dossier.case.sources.get(name) or dossier.library.registers().get(name)
    return held.place if held else dossier.brief.place
