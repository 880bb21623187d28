"""Citations in the letter's style: the first time in full, later in short, each knowing the numbers of the notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from drafter.citing import plain
from drafter.citing.records import Cited, Citing, Kind, Style, joined
from drafter.citing.words import words_of
from drafter.language import Language
from drafter.model import Inline, Text, inline_text
from drafter.record import Mutable, Record, field, replace

if TYPE_CHECKING:
    from drafter.citing.oscola import Oscola

__all__ = ["STYLES", "Citations", "Cited", "Citing", "Kind", "Style"]

STYLES: Final[tuple[Style, ...]] = ("plain", "oscola")


class Citations(Record):
    """The citations of letters in one style and one language."""

    style: Style
    language: Language

    def set(self, order: Sequence[Citing]) -> list[tuple[Inline, ...]]:
        """What stands in the place of each citation of a letter, which are given in reading order.

        The first note that cites a source does so in full, even after the text itself has done so; whatever
        cites it later is short and names that note.
        """
        if self.style == "plain":
            return self._plain(order)
        return self._oscola(order)

    def _plain(self, order: Sequence[Citing]) -> list[tuple[Inline, ...]]:
        words = words_of(self.language.code)
        memory = _Memory()
        found: list[tuple[Inline, ...]] = []
        for citing in order:
            if memory.is_first(citing):
                found.append(plain.full(citing.cited, citing.at, self.language, named=citing.named))
            else:
                note = memory.note_of(citing)
                found.append(plain.again(citing.cited, citing.at, 0 if note == citing.note else note, words))
            memory.keep(citing)
        return found

    def _oscola(self, order: Sequence[Citing]) -> list[tuple[Inline, ...]]:
        from drafter.citing.oscola import Oscola

        oscola = Oscola(self.language, words_of(self.language.code))
        shorts = _shorts(order, oscola)
        in_note = Counter(citing.note for citing in order)
        times = Counter(citing.cited.key for citing in order)
        memory = _Memory()
        found: list[tuple[Inline, ...]] = []
        for citing in order:
            cited, before = citing.cited, memory.last
            if memory.is_first(citing):
                line = oscola.full(cited, citing.at, short_form=times[cited.key] > 1)
            elif before and citing.note and _stands_next(before, citing, in_note) and (citing.at or not before.at):
                line = oscola.ibid(cited, citing.at, before.at)
            else:
                line = oscola.again(cited, citing.at, memory.note_of(citing), shorts[cited.key])
                line = _begun(line) if citing.alone else line
            memory.keep(citing)
            found.append(_closed(line) if citing.alone else line)
        return found


class _Memory(Mutable):
    """What was cited so far."""

    last: Citing | None = None
    """The last citation in a note."""
    in_notes: dict[str, int] = field(default_factory=dict)
    in_text: set[str] = field(default_factory=set)

    def is_first(self, citing: Citing) -> bool:
        """Whether the citation is to be in full."""
        key = citing.cited.key
        return key not in self.in_notes and not (citing.note == 0 and key in self.in_text)

    def note_of(self, citing: Citing) -> int:
        """The note that cites the source in full; 0 where none has yet."""
        return self.in_notes.get(citing.cited.key, 0)

    def keep(self, citing: Citing) -> None:
        if citing.note:
            self.last = citing
            self.in_notes.setdefault(citing.cited.key, citing.note)
        else:
            self.in_text.add(citing.cited.key)


def _stands_next(before: Citing, citing: Citing, in_note: Counter[int]) -> bool:
    """Whether a note cites the same source as, alone, the citation or the note before it."""
    if before.cited.key != citing.cited.key:
        return False
    return before.note == citing.note or (before.note == citing.note - 1 and in_note[before.note] == 1)


def _shorts(order: Sequence[Citing], oscola: Oscola) -> dict[str, tuple[Inline, ...]]:
    """What repeats call each source, by key: no two sources alike, where their titles or dates tell them apart."""
    cited = {citing.cited.key: citing.cited for citing in order}
    shorts = {key: oscola.short(one) for key, one in cited.items()}
    read = Counter(map(inline_text, shorts.values()))
    return {
        key: oscola.short(cited[key], plainly=True) if read[inline_text(short)] > 1 else short
        for key, short in shorts.items()
    }


def _begun(line: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A note that begins with what its source's author is called: "The Association", for "the Association"."""
    first = line[0] if line else None
    return (
        (replace(first, text=first.text[:1].upper() + first.text[1:]), *line[1:]) if isinstance(first, Text) else line
    )


def _closed(line: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A note's sentence, with its full stop."""
    return line if inline_text(line).endswith(".") else joined(*line, ".")
