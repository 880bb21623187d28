"""Within which bounds rows of one kind have one letter: how long a line is, how many things a list has, what is a slip.

No pattern of a row's own words can tell these, because they depend on the letters of a word or on its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from drafter.batch.cells import FIXED, Cells, figures, pieces
from drafter.batch.identity import addressed, strings
from drafter.batch.patterns import Reader, tokens
from drafter.batch.slips import Slips, any_alike, slips, without_one
from drafter.batch.templates import Doubt, Template
from drafter.compose import LONGEST_LINE
from drafter.compose.syntax import looks_into_words
from drafter.dossier import Dossier
from drafter.model import List, Table, blocks, plain_text, walk
from drafter.problems import Finding
from drafter.record import Record, field

_TOLD: Final = re.compile(r"“([^”]+)”")
_LEAST: Final = 4
"""Letters of a word of a name from which another may be a slip of it."""


class Watched(Record):
    """The words of rows of one shape that are compared with others: their places among the row's words."""

    own: tuple[int, ...]
    said: tuple[int, ...]
    """Those in running words."""
    names: tuple[int, ...]
    """Those of the recipient's name that might stand nearly so in the letter."""
    beside: tuple[int, ...]
    """Those in running words that may be such a slip."""
    near: tuple[int, ...]
    """Those that are compared with the case."""
    figures: tuple[int, ...]
    """The values in which figures with separators may stand."""
    twins: tuple[tuple[int, int], ...]
    """The texts that may become equal."""
    sizes: dict[tuple[str, ...], bool] = field(default_factory=dict)
    """Whether filling in holds, for how long the words in running words are."""


class Bounds(Record):
    """What is compared with the values of a row, whichever words of its own they are."""

    lines: tuple[Template, ...]
    """The addressees."""
    counts: frozenset[str]
    """How many things the letter's lists have: a number that is equal speaks of one."""
    names: Slips
    """The letter's capitalised words."""
    strange: frozenset[str]
    """What remains of words that no dictionary has when one character is taken away."""
    running: frozenset[int]
    """The values that stand in running words."""
    measured: frozenset[int]
    """Those of them beside which a measure stands: a number in one is compared with the case."""
    counted: frozenset[int]
    """Those of them before a word of the case's facts."""

    def watched(self, reader: Reader, cells: Cells, twins: tuple[tuple[int, int], ...]) -> Watched | None:
        """What is to be compared in rows of a shape; nothing where each of them is a case for itself."""
        if any(any(map(str.isdigit, cells.values[slot])) for slot in self.measured):
            return None
        shape, near, numbers = cells.shape, [], set[int]()
        running = self.running.difference(shape.kept)
        if any(one.known == FIXED and one.slot in running for one in shape.own):
            return None
        for one in shape.own:
            at_end = one.compared == "at the end" and one.slot in self.counted
            if one.slot in self.running and (one.compared == "always" or at_end):
                near.append(one.at)
                if one.has_number(cells.words[one.at]):
                    numbers.add(one.slot)
        figured = tuple(slot for slot in sorted(self.running) if "," in cells.values[slot] or "." in cells.values[slot])
        if any(reader.measures(cells.values[slot]) for slot in (*numbers, *figured)):
            return None
        said = [one for one in shape.own if one.slot in running]
        names = tuple(self._named(reader, cells, [cells.words[one.at].casefold() for one in said]))
        beside = tuple(one.at for one in said if one.naming)
        own, running_own = (tuple(one.at for one in some) for some in (shape.own, said))
        return Watched(own, running_own, names, beside, tuple(near), figured, twins)

    def _named(self, reader: Reader, cells: Cells, said: list[str]) -> Iterator[int]:
        """The words of a row's own of which a slip may stand in the letter: all others of the name stand there, too."""
        for slot in reader.names(cells):
            own = [one for one in cells.shape.own if one.slot == slot]
            away = [one for one in own if slot not in self.running and cells.words[one.at].casefold() not in said]
            if len(tokens(cells.values[slot])) > 1 and len(away) < 2:
                yield from (one.at for one in away or own if one.naming)

    def crossed(self, watched: Watched, cells: Cells, case: Slips) -> bool:
        """Whether a row may have another letter, or other findings, than others of its shape."""
        values, words = list(cells.values), cells.words
        if any(len(line) > LONGEST_LINE for one in self.lines for line in one.filled(values).split("\n")):
            return True
        if not self.counts.isdisjoint([words[n] for n in watched.said]):
            return True
        names = {one for one in _pieces([words[n] for n in watched.names]) if len(one) >= _LEAST}
        if names:
            beside = names.union(_pieces([words[n] for n in watched.beside]))
            if any(map(self.names.meet, names)) or any_alike(beside):
                return True
        near = [
            *_pieces({words[n] for n in watched.near}),
            *(one for n in watched.figures for one in figures(values[n])),
        ]
        if any(map(case.meet, near)):
            return True
        own = [words[n] for n in watched.own] if self.strange else ()
        return any(not self.strange.isdisjoint(without_one(one.casefold())) for one in own)


def _pieces(words: Iterable[str]) -> list[str]:
    return [piece for word in words for piece in ((word,) if word.isalnum() else pieces(word))]


def bounds(
    dossier: Dossier,
    findings: Iterable[Finding],
    values: tuple[str, ...],
    said: tuple[Template, ...],
    running: tuple[frozenset[int], frozenset[int], frozenset[int]],
) -> Bounds:
    """The bounds of a kind with such a letter of such values, its texts as templates; raises Doubt where none are told.

    `running` are the values in running words, and those of them that are measured and counted.

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
        slips(word for word in fixed if word[0].isupper() and len(word) > 2),
        frozenset(rest for word in spelled for rest in without_one(word)),
        *running,
    )
