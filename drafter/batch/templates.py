"""Texts with places for values, and how they are cut out of a letter."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from drafter.record import Record

T = TypeVar("T")


class Doubt(Exception):
    """What rows of a kind share is not what was thought."""


class Template(Record):
    """A text with places for values: `pieces` has one more than `slots`."""

    pieces: tuple[str, ...]
    slots: tuple[int, ...]

    def filled(self, values: list[str]) -> str:
        return "".join(_woven(self.pieces, [values[slot] for slot in self.slots]))

    @property
    def coded(self) -> Coded:
        """It in UTF-8."""
        return Coded(tuple(piece.encode("utf-8", "surrogatepass") for piece in self.pieces), self.slots)


class Coded(Record):
    """A template in UTF-8: letters are filled in in half the time, as little of their wording is coded anew."""

    pieces: tuple[bytes, ...]
    slots: tuple[int, ...]

    def filled(self, values: list[bytes]) -> bytes:
        return b"".join(_woven(self.pieces, [values[slot] for slot in self.slots]))


def _woven(pieces: tuple[T, ...], between: list[T]) -> list[T]:
    """Pieces with what stands between them."""
    made: list[T] = [*pieces, *between]
    made[::2], made[1::2] = pieces, between
    return made


def unchanged(text: str) -> str:
    return text


def around_values(said: list[Template], most: int) -> Template:
    """Texts with what is farther than `most` words from every value left out."""
    pieces, slots = [""], []
    for one in said:
        for number, piece in enumerate(one.pieces):
            words = piece.split(" ")
            short = piece
            if len(words) > 2 * most:
                before = " ".join(words[:most]) if number else ""
                after = " ".join(words[-most:]) if number < len(one.slots) else ""
                short = f"{before}\n{after}"
            pieces[-1] += short
            if number < len(one.slots):
                slots.append(one.slots[number])
                pieces.append("")
        pieces[-1] += "\n"
    return Template(tuple(pieces), tuple(slots))


def joined(said: tuple[Template, ...]) -> Template:
    """Texts as one, with an empty line between two."""
    pieces: list[str] = [""]
    slots: list[int] = []
    for number, one in enumerate(said):
        first, *rest = one.pieces
        pieces[-1] += f"\n\n{first}" if number else first
        pieces += rest
        slots += one.slots
    return Template(tuple(pieces), tuple(slots))


def plainly(text: str) -> str:
    """A text as paragraphs are compared."""
    return " ".join(text.lower().split())


def twins(said: tuple[Template, ...]) -> tuple[tuple[int, int], ...]:
    """The texts that may become equal: whatever is filled in, neither their first words differ nor their last.

    Two that are equal in every letter of a kind are no matter of the values.
    """
    ends = [(_first_words(one), _last_words(one)) for one in said]
    return tuple(
        (number, other)
        for number, one in enumerate(said)
        if one.slots
        for other, another in enumerate(said)
        if (other > number or not another.slots) and one != another and not any(map(_differ, ends[number], ends[other]))
    )


def _first_words(text: Template) -> list[str]:
    piece = text.pieces[0].lower()
    words = piece.split()
    return words[:-1] if text.slots and not piece[-1:].isspace() else words


def _last_words(text: Template) -> list[str]:
    piece = text.pieces[-1].lower()
    words = piece.split()
    return (words[1:] if text.slots and not piece[:1].isspace() else words)[::-1]


def _differ(one: list[str], other: list[str]) -> bool:
    return any(left != right for left, right in zip(one, other, strict=False))


class Cut:
    """Cuts texts at the values that they hold; raises Doubt where a word of a value stands by itself."""

    def __init__(self, values: tuple[str, ...], own: list[str]) -> None:
        self._slots = {value: slot for slot, value in reversed(list(enumerate(values))) if value}
        begun = [re.escape(word) if len(word) > 2 else rf"{re.escape(word)}\b" for word in own]
        self._own = re.compile(rf"\b(?:{'|'.join(begun)})", re.IGNORECASE) if own else None

    def template(self, text: str, change: Callable[[str], str] = unchanged) -> Template:
        slots = {change(value): slot for value, slot in self._slots.items()}
        if not slots:
            return Template((text,), ())
        pattern = re.compile("(" + "|".join(map(re.escape, sorted(slots, key=len, reverse=True))) + ")")
        split = pattern.split(text)
        if self._own is not None and any(self._own.search(piece) for piece in split[::2]):
            raise Doubt
        return Template(tuple(split[::2]), tuple(slots[value] for value in split[1::2]))
