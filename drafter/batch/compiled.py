"""Letters of rows that are of a kind, filled into what the ordinary path made for others of that kind.

Nothing here knows how a letter is composed, written or checked. What rows of a kind share is learned by trial: rows
with made-up words take the ordinary path, and only where each of their letters and findings is what filling in gives
are rows of that kind filled in. A row in any doubt takes the ordinary path; now and then, so does one in none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from drafter.batch.bounds import Bounds, Watched, bounds
from drafter.batch.cells import Cells, Pattern, Shape, Skeleton
from drafter.batch.known import Known
from drafter.batch.leaks import Index
from drafter.batch.letters import Filled, Format, Ordinary, Source, is_filled, placed
from drafter.batch.patterns import Reader, size, sized, tokens
from drafter.batch.scanning import Scanner
from drafter.batch.slips import Slips
from drafter.batch.tables import CellPlace, Row
from drafter.batch.templates import Coded, Cut, Doubt, Template, around_values, joined, plainly, twins
from drafter.checks.prose import stretches
from drafter.writers.docx.package import fingerprint

_SEEN: Final = 2
"""Rows of a kind that are made in the ordinary way before the kind is learned."""
_AGAIN: Final = 2
"""How often a kind is learned anew that was learned in vain."""
_MOST_KINDS: Final = 200
_MOST_SHAPES: Final = 2_000
_FAILED: Final = 20
"""Trials in vain after which a batch learns no more."""
_DRAWN: Final = 20
"""How often words are made up anew because they are some other row's."""
_PROOF: Final = 1_000
"""One row in so many is made both ways."""
_LONG: Final = 8
"""Words from which a paragraph that stands twice is a finding."""

_BESIDE: Final = 24
"""Characters before and after a value that make out its context."""

_Context = tuple[tuple[object, ...], int, tuple[tuple[str, str], ...]]
"""The cells that are kept and what is found, a column, and what stands before and after its value everywhere."""


@dataclass(slots=True)
class _Kind:
    """What rows of one kind share, and the patterns of values for which that was seen to hold."""

    example: Ordinary
    said: tuple[Template, ...]
    coded: Coded
    """All texts as one."""
    lengths: dict[int, int]
    """The paragraphs with values in running words, by how many words they have."""
    twins: tuple[tuple[int, int], ...]
    """The texts that may become equal."""
    formats: tuple[Format, ...]
    bounds: Bounds
    scanner: Scanner
    known: list[Known]
    """What is known of each value."""
    watched: dict[Shape, Watched | None] = field(default_factory=dict)
    proven: bool = False
    """Whether a letter of it was made both ways."""

    def patterns(self, cells: Cells) -> tuple[Pattern, ...]:
        """The patterns of a row's values; of those in running words, with how long the row's own words are."""
        sizes: dict[int, list[str]] = {}
        for one in cells.shape.own:
            sizes.setdefault(one.slot, []).append(size(cells.words[one.at]))
        return tuple(
            sized(pattern, iter(sizes[slot])) if slot in self.bounds.running and slot in sizes else pattern
            for slot, pattern in enumerate(cells.patterns)
        )

    def holds(self, patterns: tuple[Pattern, ...], cells: Cells, *, running: bool) -> bool | None:
        """Whether filling in holds for the values in running words, or for the others; None where it is not known."""
        as_one = {*cells.shape.plain, *_equal(cells.values)}
        found = [
            known.holds(pattern, as_one=slot in as_one)
            for slot, (known, pattern) in enumerate(zip(self.known, patterns, strict=True))
            if (slot in self.bounds.running) is running
        ]
        return None if None in found else all(found)

    @property
    def compared(self) -> set[int]:
        """The texts whose words are counted."""
        return {*self.lengths, *(number for pair in self.twins for number in pair)}


@dataclass(slots=True)
class Compiled:
    """Fills in the letters of rows whose kind it knows."""

    reader: Reader
    index: Index
    formats: tuple[str, ...]
    source: Source
    small: list[str]
    near: Slips
    """The case's names and figures."""
    own: tuple[frozenset[int], tuple[int, ...]]
    """The columns whose cells are a row's own, and those of addresses."""
    _seen: dict[Skeleton, int] = field(default_factory=dict)
    _kinds: dict[Skeleton, _Kind | None] = field(default_factory=dict)
    _known: dict[_Context, Known] = field(default_factory=dict)
    """What is known of values, in whatever kind."""
    _doubted: dict[Skeleton, tuple[int, frozenset[int]]] = field(default_factory=dict)
    """How often a kind was learned in vain, and the columns of values that had no words of their own each time."""
    _filled: int = 0
    _seed: int = 0
    _failed: int = 0

    def letter(self, row: Row) -> Filled | Ordinary | None:
        """The letter of a row, filled in; or as the ordinary path made it, where it was taken on the way."""
        cells = self.reader.read(row)
        if cells is None:
            return None
        kind = self._kinds.get(cells.skeleton)
        if kind is None:
            return self._met(row, cells)
        shape = cells.shape
        if shape not in kind.watched:
            holds = kind.holds(shape.patterns, cells, running=False)
            if holds is None:
                return self._learned(kind, row, cells)
            if len(kind.watched) >= _MOST_SHAPES:
                kind.watched.clear()
            kind.watched[shape] = self._watched(kind, cells) if holds else None
        watched = kind.watched[shape]
        if watched is None:
            return None
        sizes = tuple([size(cells.words[n]) for n in watched.said])
        if sizes not in watched.sizes:
            holds = kind.holds(kind.patterns(cells), cells, running=True)
            if holds is None:
                return self._learned(kind, row, cells)
            if len(watched.sizes) >= _MOST_SHAPES:
                watched.sizes.clear()
            watched.sizes[sizes] = holds
        if not watched.sizes[sizes] or kind.bounds.crossed(watched, cells, self.near):
            return None
        letter = self._made(kind, row, cells, watched)
        if letter is None:
            return None
        self._filled += 1
        return letter if kind.proven and self._filled % _PROOF else self._proof(kind, row, cells, letter)

    def _proof(self, kind: _Kind, row: Row, cells: Cells, letter: Filled) -> Filled | Ordinary | None:
        """A letter that was filled in, if it is the one that the ordinary path makes."""
        made = self.source(row)
        if made is not None and self._fits(kind, cells, made):
            kind.proven = True
            return letter
        if kind.proven:
            message = f"row {row.number}: the letter that was filled in is not the one that drafter build makes"
            raise AssertionError(message)
        self._kinds[cells.skeleton] = None  # none of this kind was filled in yet
        return made

    # --- learning ---------------------------------------------------------------------------------

    def _met(self, row: Row, cells: Cells) -> Ordinary | None:
        """A row of a kind that is not known: learned from, if it is not the first of them."""
        skeleton = cells.skeleton
        if skeleton in self._kinds or len(self._seen) > _MOST_KINDS * 5 or len(self._kinds) >= _MOST_KINDS:
            return None
        if self._failed >= _FAILED:
            return None
        self._seen[skeleton] = self._seen.get(skeleton, 0) + 1
        if self._seen[skeleton] < _SEEN:
            return None
        made = self.source(row)
        if made is None or any(isinstance(finding.place, CellPlace) for finding in made.findings):
            return made  # another row is to show what they share
        try:
            self._kinds[skeleton] = self._kind(row, cells, made)
        except (Doubt, LookupError):
            self._failed += 1
            plain = frozenset(cells.columns[slot] for slot in cells.shape.plain)
            times, doubted = self._doubted.get(skeleton, (0, plain))
            self._doubted[skeleton] = times + 1, plain & doubted
            if times == _AGAIN:
                self._kinds[skeleton] = None
                self.reader.keep(plain & doubted)
        return made

    def _trial(self, row: Row, cells: Cells, *, long: bool = False) -> tuple[Cells, Ordinary]:
        """A made-up row of a kind, and what the ordinary path makes of it."""
        for _ in range(_DRAWN):
            self._seed += 1
            other = self.reader.another(row, self._seed, self.small, long=long)
            read = self.reader.read(other)
            if read is None or read.skeleton != cells.skeleton:
                raise Doubt
            if not long and read.patterns != cells.patterns:
                raise Doubt
            if not self.index.may_leak("\n".join(read.values), row.number):
                break
        else:
            raise Doubt
        made = self.source(other)
        if made is None:
            raise Doubt
        return read, made

    def _kind(self, row: Row, cells: Cells, made: Ordinary) -> _Kind:
        first, example = self._trial(row, cells, long=True)
        cut = Cut(first.values, self.reader.own(first))
        said = tuple(map(cut.template, example.said))
        formats = tuple(
            placed(name, content, cut) for name, content in zip(self.formats, example.contents, strict=True)
        )
        moving = [number for number, one in enumerate(said) if one.slots]
        body = "\n".join(one.text for one in stretches(example.dossier))
        running = frozenset(slot for slot, value in enumerate(first.values) if value and value in body)
        measured = frozenset(slot for one in said for slot in self._measured(one)) & running
        counted = frozenset(slot for one in said for slot in self._counted(one)) & running
        lengths = {
            number: len(example.said[number].split()) for number in moving if not running.isdisjoint(said[number].slots)
        }
        if any(self.index.may_leak(piece, row.number) for one in said for piece in one.pieces):
            raise Doubt
        around = around_values([said[number] for number in moving], 2 * self.index.longest)
        within = bounds(example.dossier, example.findings, first.values, said, (running, measured, counted))
        scanner = Scanner(self.index, around, self._whole(cells.columns))
        kept = (*self.reader.kept(row), example.findings)
        contexts = [(kept, column, _beside(said, slot)) for slot, column in enumerate(cells.columns)]
        known = [self._known.setdefault(context, Known()) for context in contexts]
        kind = _Kind(example, said, joined(said).coded, lengths, twins(said), formats, within, scanner, known)
        second, other = self._trial(row, cells)
        if not self._fits(kind, second, other) or not self._fits(kind, cells, made):
            raise Doubt
        for one, *patterns in zip(known, *map(kind.patterns, (first, second, cells)), strict=True):
            for pattern in patterns:
                one.add(pattern, holds=True)
        return kind

    def _whole(self, columns: list[int]) -> tuple[tuple[int, ...], ...]:
        """The values that are a row's own as they stand, and all lines of its address."""
        own, addresses = self.own
        lines = tuple(slot for slot, column in enumerate(columns) if column in addresses)
        one_by_one = ((slot,) for slot, column in enumerate(columns) if column in own)
        return (*one_by_one, *((lines,) if set(addresses) <= {*columns} and len(lines) > 1 else ()))

    def _measured(self, template: Template) -> Iterator[int]:
        """The values of a text beside which a measure stands."""
        for slot, (before, after) in zip(template.slots, pairwise(template.pieces), strict=True):
            words = before.replace("-", " ").split()[-1:]
            ahead = after.replace("-", " ").split()[:1]
            if self.reader.measures(" ".join(ahead)) or self.reader.measures(" ".join(words), before=True):
                yield slot

    def _counted(self, template: Template) -> Iterator[int]:
        """The values of a text before a word of the case's facts."""
        for slot, after in zip(template.slots, template.pieces[1:], strict=True):
            if not after.strip() or self.reader.counted.intersection(map(str.casefold, tokens(after)[:1])):
                yield slot

    def _learned(self, kind: _Kind, row: Row, cells: Cells) -> Ordinary | None:
        """A row whose values are of patterns that were not met in its kind, or once: made both ways."""
        made = self.source(row)
        holds = made is not None and self._fits(kind, cells, made)
        as_one = {*cells.shape.plain, *_equal(cells.values)}
        patterns = enumerate(zip(kind.known, kind.patterns(cells), strict=True))
        unknown = [(known, one) for n, (known, one) in patterns if known.holds(one, as_one=n in as_one) is None]
        if holds or len(unknown) == 1:
            for known, pattern in unknown:
                known.add(pattern, holds=holds)
        return made

    def _fits(self, kind: _Kind, cells: Cells, made: Ordinary) -> bool:
        """Whether filling in a row gives what the ordinary path made of it."""
        example, values = kind.example, list(cells.values)
        return (
            (made.findings, made.silenced, made.dated, made.template)
            == (example.findings, example.silenced, example.dated, example.template)
            and made.said == tuple(one.filled(values) for one in kind.said)
            and all(is_filled(one, content, values) for one, content in zip(kind.formats, made.contents, strict=True))
        )

    # --- filling in -------------------------------------------------------------------------------

    def _watched(self, kind: _Kind, cells: Cells) -> Watched | None:
        """What is to be compared in rows of a shape; nothing where they take the ordinary path."""
        values = list(cells.values)
        counts = {number: len(kind.said[number].filled(values).split()) for number in kind.compared}
        for number, usual in kind.lengths.items():
            if counts[number] != usual and min(counts[number], usual) <= _LONG + 1:
                return None  # whether some checks look at a paragraph depends on how many words it has
        twins = ((one, other) for one, other in kind.twins if counts[one] == counts[other] and counts[one] >= _LONG)
        return kind.bounds.watched(self.reader, cells, tuple(twins))

    def _made(self, kind: _Kind, row: Row, cells: Cells, watched: Watched) -> Filled | None:
        values = list(cells.values)
        if kind.scanner.finds(values, row.number):
            return None
        for one, other in watched.twins:
            if plainly(kind.said[one].filled(values)) == plainly(kind.said[other].filled(values)):
                return None
        example = kind.example
        return Filled(
            example.findings,
            example.silenced,
            example.dated,
            example.template,
            fingerprint(kind.coded.filled([value.encode("utf-8", "surrogatepass") for value in values])),
            tuple([one.filled(values) for one in kind.formats]),
        )


def _equal(values: tuple[str, ...]) -> list[int]:
    """The values that are equal to others, whichever letters are capitals."""
    low = [value.casefold() for value in values]
    return [] if len(set(low)) == len(low) else [slot for slot, value in enumerate(low) if low.count(value) > 1]


def _beside(said: tuple[Template, ...], slot: int) -> tuple[tuple[str, str], ...]:
    """What stands before and after a value in some texts."""
    return tuple(
        (before[-_BESIDE:], after[:_BESIDE])
        for one in said
        for at, (before, after) in zip(one.slots, pairwise(one.pieces), strict=True)
        if at == slot
    )
