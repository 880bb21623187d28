"""Within which bounds rows of one kind have one letter: how long a line is, how many things a list has, what is a slip.

No pattern of a row's own words can tell these, because they depend on the letters of a word or on its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from drafter.batch.identity import addressed, strings
from drafter.batch.patterns import Cells, Reader, pieces, tokens, without_one
from drafter.batch.templates import Doubt, Template
from drafter.compose import LONGEST_LINE
from drafter.compose.syntax import looks_into_words
from drafter.dossier import Dossier
from drafter.model import List, Table, blocks, plain_text, walk
from drafter.problems import Finding
from drafter.record import Record

_TOLD: Final = re.compile(r"“([^”]+)”")


class Bounds(Record):
    """What is compared with the values of a row, whichever words of its own they are."""

    lines: tuple[Template, ...]
    """The addressees."""
    counts: frozenset[str]
    """How many things the letter's lists have: a number that is equal speaks of one."""
    names: frozenset[str]
    """What remains of the letter's capitalised words when one character is taken away."""
    strange: frozenset[str]
    """The same of words that no dictionary has."""

    def crossed(self, reader: Reader, cells: Cells) -> bool:
        """Whether a row may have another letter, or other findings, than others of its kind."""
        values = list(cells.values)
        if any(len(line) > LONGEST_LINE for one in self.lines for line in one.filled(values).split("\n")):
            return True
        said = [token for value in values for token in tokens(value)]
        if not self.counts.isdisjoint(said):
            return True
        met: set[str] = set()
        for name in reader.names(values):
            rests = without_one(name)
            if not (self.names.isdisjoint(rests) and met.isdisjoint(rests)):
                return True
            met |= rests
        return bool(self.strange) and any(not self.strange.isdisjoint(without_one(one.casefold())) for one in said)


def bounds(
    dossier: Dossier, findings: Iterable[Finding], values: tuple[str, ...], said: tuple[Template, ...]
) -> Bounds:
    """The bounds of a kind with such a letter of such values, its texts as templates; raises Doubt where none are told.

    The columns of a table are as wide as its words are long.
    """
    if any(map(looks_into_words, strings(dossier.brief))):
        raise Doubt
    parties = addressed(dossier.brief, dossier.case)
    if any(len(line) > LONGEST_LINE for party in parties for line in party.office_lines()):
        raise Doubt
    listed = [node for node in walk(blocks(dossier.letter)) if isinstance(node, List | Table)]
    tables = "\n".join(plain_text((node,)) for node in listed if isinstance(node, Table))
    if any(value and value in tables for value in values):
        raise Doubt
    things = [len(node.items if isinstance(node, List) else node.rows) for node in listed]
    fixed = (word for one in said for piece in one.pieces for word in pieces(piece))
    spelled = (word for one in findings if one.code == "spelling" for word in _TOLD.findall(one.message))
    return Bounds(
        said[: len(dossier.letter.addressees)],
        frozenset(map(str, things)),
        frozenset(rest for word in fixed if word[0].isupper() and len(word) > 2 for rest in without_one(word)),
        frozenset(rest for word in spelled for rest in without_one(word)),
    )
