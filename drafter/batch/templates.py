"""Texts with places for values, and how they are cut out of a letter."""

from __future__ import annotations

import re
from collections.abc import Callable

from drafter.record import Record


class Doubt(Exception):
    """What rows of a kind share is not what was thought."""


class Template(Record):
    """A text with places for values: `pieces` has one more than `slots`."""

    pieces: tuple[str, ...]
    slots: tuple[int, ...]

    def filled(self, values: list[str]) -> str:
        made = [*self.pieces, *self.pieces[1:]]
        made[::2] = self.pieces
        made[1::2] = [values[slot] for slot in self.slots]
        return "".join(made)


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


class Cut:
    """Cuts texts at the values that they hold; raises Doubt where a word of a value stands by itself."""

    def __init__(self, values: tuple[str, ...], own: list[str]) -> None:
        self._slots = {value: slot for slot, value in reversed(list(enumerate(values))) if value}
        self._own = re.compile(rf"\b(?:{'|'.join(map(re.escape, own))})", re.IGNORECASE) if own else None

    def template(self, text: str, change: Callable[[str], str] = unchanged) -> Template:
        slots = {change(value): slot for value, slot in self._slots.items()}
        if not slots:
            return Template((text,), ())
        pattern = re.compile("(" + "|".join(map(re.escape, sorted(slots, key=len, reverse=True))) + ")")
        split = pattern.split(text)
        if self._own is not None and any(self._own.search(piece) for piece in split[::2]):
            raise Doubt
        return Template(tuple(split[::2]), tuple(slots[value] for value in split[1::2]))
