"""Letters of rows that are of a kind, filled into what the ordinary path made for others of that kind.

Nothing here knows how a letter is composed, written or checked. What rows of a kind share is learned by trial: rows
with made-up words take the ordinary path, and only where each of their letters and findings is what filling in gives
are rows of that kind filled in. A row in any doubt takes the ordinary path; now and then, so does one in none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape as html_escape
from itertools import pairwise
from typing import Final, Protocol

from drafter.batch.bounds import Bounds, Watched, bounds
from drafter.batch.cells import Cells, Pattern, Shape, Skeleton
from drafter.batch.leaks import Index, digest
from drafter.batch.patterns import Reader, tokens
from drafter.batch.scanning import Scanner
from drafter.batch.slips import Slips
from drafter.batch.tables import CellPlace, Row
from drafter.batch.templates import Cut, Doubt, Template, around_values, joined, plainly, twins
from drafter.checks.prose import stretches
from drafter.dossier import Dossier
from drafter.problems import Finding
from drafter.record import Record
from drafter.writers import docx
from drafter.writers.docx.package import Container, Draft, Member
from drafter.writers.docx.wordml import escape

_SEEN: Final = 2
"""Rows of a kind that are made in the ordinary way before the kind is learned."""
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

Content = str | tuple[Member | Draft, ...]


class Ordinary(Record):
    """What the ordinary path made of a row."""

    findings: tuple[Finding, ...]
    silenced: int
    dated: str
    template: str
    said: tuple[str, ...]
    """All that the letter says, text by text."""
    contents: tuple[Content, ...]
    """It in each format, not packed yet."""
    dossier: Dossier

    @property
    def words(self) -> str:
        """All that it says as one text."""
        return "\n\n".join(self.said)


class Filled(Record):
    """A letter that was filled in."""

    findings: tuple[Finding, ...]
    silenced: int
    dated: str
    template: str
    words: int
    contents: tuple[bytes, ...]


class Source(Protocol):
    """The ordinary path."""

    def __call__(self, row: Row) -> Ordinary | None:
        """The letter of a row; nothing where an error stops it."""


def packed(content: Content) -> bytes:
    """A letter in one format as it is written."""
    return content.encode("utf-8") if isinstance(content, str) else docx.packed(content)


_ESCAPES: Final[dict[str, Callable[[str], str]]] = {
    "docx": escape,
    "html": lambda text: html_escape(text, quote=False),
}
FORMATS: Final = frozenset(_ESCAPES)
"""The formats that are filled in: what the writer of another makes of a word depends on where it comes to stand."""


class _Format(Record):
    """A letter in one format with its places."""

    escape: Callable[[str], str]
    whole: Template | None
    container: Container | None = None
    parts: tuple[tuple[Draft, Template], ...] = ()

    def filled(self, values: list[str]) -> bytes:
        said = list(map(self.escape, values))
        if self.whole is not None:
            return self.whole.filled(said).encode("utf-8")
        drafts = [Draft(part.name, template.filled(said), part.beginning).packed() for part, template in self.parts]
        if self.container is None:
            raise Doubt
        return self.container.packed(drafts)

    def texts(self, values: list[str]) -> list[str]:
        said = list(map(self.escape, values))
        return [one.filled(said) for one in (self.whole, *(template for _, template in self.parts)) if one is not None]


@dataclass(slots=True)
class _Kind:
    """What rows of one kind share, and the patterns of values for which that was seen to hold."""

    example: Ordinary
    said: tuple[Template, ...]
    whole: Template
    """All texts as one."""
    lengths: dict[int, int]
    """The paragraphs with values in running words, by how many words they have."""
    twins: tuple[tuple[int, int], ...]
    """The texts that may become equal."""
    formats: tuple[_Format, ...]
    bounds: Bounds
    scanner: Scanner
    patterns: list[dict[Pattern, bool]]
    watched: dict[Shape, Watched | None] = field(default_factory=dict)
    proven: bool = False
    """Whether a letter of it was made both ways."""


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
            unknown = [slot for slot, pattern in enumerate(shape.patterns) if pattern not in kind.patterns[slot]]
            if unknown:
                return self._learned(kind, row, cells, unknown)
            if len(kind.watched) >= _MOST_SHAPES:
                kind.watched.clear()
            kind.watched[shape] = self._watched(kind, cells)
        watched = kind.watched[shape]
        if watched is None or kind.bounds.crossed(watched, cells, self.near):
            return None
        letter = self._made(kind, row, cells, watched)
        if letter is None:
            return None
        self._filled += 1
        if kind.proven and self._filled % _PROOF:
            return letter
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
        self._kinds[skeleton] = None
        try:
            if made is not None:
                self._kinds[skeleton] = self._kind(row, cells, made)
        except (Doubt, LookupError):
            self._failed += 1
            if self._seen[skeleton] == _SEEN:  # once more, from another row
                del self._kinds[skeleton]
        return made

    def _trial(self, row: Row, cells: Cells, *, long: bool = False) -> tuple[Cells, Ordinary]:
        """A made-up row of a kind, and what the ordinary path makes of it."""
        for _ in range(_DRAWN):
            self._seed += 1
            other = self.reader.another(row, self._seed, self.small, long=long)
            read = self.reader.read(other)
            if read is None or read.skeleton != cells.skeleton or read.patterns != cells.patterns:
                raise Doubt
            if not self.index.may_leak("\n".join(read.values), 0):
                break
        else:
            raise Doubt
        made = self.source(other)
        if made is None:
            raise Doubt
        return read, made

    def _kind(self, row: Row, cells: Cells, made: Ordinary) -> _Kind:
        if any(isinstance(finding.place, CellPlace) for finding in made.findings):
            raise Doubt
        first, example = self._trial(row, cells, long=True)
        cut = Cut(first.values, self.reader.own(first))
        said = tuple(map(cut.template, example.said))
        formats = tuple(
            self._format(name, content, cut) for name, content in zip(self.formats, example.contents, strict=True)
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
        scanner = Scanner(self.index, around, self._whole(self.reader.columns_of(row)))
        patterns: list[dict[Pattern, bool]] = [{pattern: True} for pattern in cells.patterns]
        kind = _Kind(example, said, joined(said), lengths, twins(said), formats, within, scanner, patterns)
        second, other = self._trial(row, cells)
        if not self._fits(kind, second, other) or not self._fits(kind, cells, made):
            raise Doubt
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

    def _format(self, name: str, content: Content, cut: Cut) -> _Format:
        change = _ESCAPES[name]
        if isinstance(content, str):
            return _Format(change, cut.template(content, change))
        parts: list[tuple[Draft, Template]] = []
        members: list[Member | str] = []
        for one in content:
            template = cut.template(one.text, change) if isinstance(one, Draft) else None
            if isinstance(one, Draft) and template is not None and template.slots:
                parts.append((one, template))
                members.append(one.name)
            else:
                members.append(one.packed() if isinstance(one, Draft) else one)
        return _Format(change, None, Container(members), tuple(parts))

    def _learned(self, kind: _Kind, row: Row, cells: Cells, unknown: list[int]) -> Ordinary | None:
        """A row whose values are of patterns that were not met in its kind: made both ways, and so is another."""
        made = self.source(row)
        holds = made is not None and self._fits(kind, cells, made)
        if holds:
            try:
                holds = self._fits(kind, *self._trial(row, cells))
            except (Doubt, LookupError):
                holds = False
        if holds or len(unknown) == 1:
            for slot in unknown:
                kind.patterns[slot][cells.patterns[slot]] = holds
            kind.watched.clear()
        return made

    def _fits(self, kind: _Kind, cells: Cells, made: Ordinary) -> bool:
        """Whether filling in a row gives what the ordinary path made of it."""
        example, values = kind.example, list(cells.values)
        return (
            (made.findings, made.silenced, made.dated, made.template)
            == (example.findings, example.silenced, example.dated, example.template)
            and made.said == tuple(one.filled(values) for one in kind.said)
            and all(_is_filled(one, content, values) for one, content in zip(kind.formats, made.contents, strict=True))
        )

    # --- filling in -------------------------------------------------------------------------------

    def _watched(self, kind: _Kind, cells: Cells) -> Watched | None:
        """What is to be compared in rows of a shape; nothing where they take the ordinary path."""
        if not all(known[pattern] for known, pattern in zip(kind.patterns, cells.patterns, strict=True)):
            return None
        said = [one.filled(list(cells.values)) for one in kind.said]
        for number, usual in kind.lengths.items():
            count = len(said[number].split())
            if count != usual and min(count, usual) <= _LONG + 1:
                return None  # whether some checks look at a paragraph depends on how many words it has
        long = frozenset(number for number, text in enumerate(said) if text.count(" ") >= _LONG - 1)
        alike = (pair for pair in kind.twins if not long.isdisjoint(pair))
        twins = (pair for pair in alike if len(said[pair[0]].split()) == len(said[pair[1]].split()))
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
            digest(kind.whole.filled(values)),
            tuple([one.filled(values) for one in kind.formats]),
        )


def _is_filled(form: _Format, content: Content, values: list[str]) -> bool:
    if isinstance(content, str):
        return form.texts(values) == [content]
    moving = [one.text for one in content if isinstance(one, Draft) and any(one.name == p.name for p, _ in form.parts)]
    rest = [one.packed() if isinstance(one, Draft) else one for one in content]
    still = form.container.members if form.container else []
    return (
        form.texts(values) == moving
        and len(rest) == len(still)
        and all(isinstance(one, str) or one == other for one, other in zip(still, rest, strict=True))
    )
