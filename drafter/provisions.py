"""Looks provisions up by their names, and sub-paragraphs in the text that is held of what they are part of."""

from __future__ import annotations

import re
from typing import Final

from drafter import shapes, subparagraphs
from drafter.library import Library, Provision, Register
from drafter.problems import Finding, Placed
from drafter.record import Record, replace

PINPOINT: Final = re.compile(
    rf"(?P<label>[A-Z][A-Za-z0-9]*) (?P<number>{subparagraphs.NUMBER})(?P<commentary> commentary)?"
)
"""How a provision is named: `UNGP 13`, `UNGP 13(b)`, `UNGP 12 commentary`."""


class Pinpoint(Record):
    """A place in an instrument: the register, the provision's number, and whether its commentary is meant."""

    register: Register
    number: str
    provision: Provision
    commentary: bool = False

    @property
    def id(self) -> str:
        """The name by which briefs and traces call it."""
        return f"{self.register.label} {self.number}" + (" commentary" if self.commentary else "")


def pinpoint(library: Library, name: Placed, what: str) -> Pinpoint | Finding:
    """Look a provision up by its name; gives a finding with the nearest where there is none."""
    match = PINPOINT.fullmatch(name)
    registers = library.registers()
    if match is None or match["label"] not in registers:
        known = [f"{label} {number}" for label, register in registers.items() for number in register.provisions]
        return shapes.unknown_id(what, name, known, name.place)
    register = registers[match["label"]]
    number = match["number"]
    provision = _held(register, number)
    if provision is None:
        return _unknown(register, number, name, what)
    return Pinpoint(register, number, provision, match["commentary"] is not None)


def _held(register: Register, number: str) -> Provision | None:
    """A provision as the register has it; of a sub-paragraph, else the words that what it is part of has of it."""
    own = register.provisions.get(number)
    if own and own.text:
        return own
    for parent, parts in subparagraphs.parents(number):
        whole = register.provisions.get(parent)
        words = subparagraphs.subparagraph(whole.text, parts) if whole else ""
        if whole and words:
            return replace(own, text=words) if own else replace(whole, text=words, gist="")
    return own


def _unknown(register: Register, number: str, name: Placed, what: str) -> Finding:
    """The finding of a provision that is not held: a part by its whole name, or why its words cannot be told."""
    for parent, parts in subparagraphs.parents(number):
        whole = register.provisions.get(parent)
        held = list(subparagraphs.paths(whole.text)) if whole else []
        if parts in held:
            text = f"the text of {register.label} {parent}"
            message = f"{what}: unknown id '{name}': {text} leaves in doubt which words are its own"
            advice = (
                "put each paragraph and point on a line of its own, and an empty line before closing words; or give it"
            )
            advice += f' an entry of its own in the register: "{number}"'
            return Finding("unknown-id", "error", message, name.place, advice)
        ending = [path for path in held if path[-len(parts) :] == parts]
        if ending:
            known = [f"{register.label} {parent}{''.join(f'({part})' for part in path)}" for path in ending]
            return shapes.unknown_id(what, name, known, name.place)
    return shapes.unknown_id(what, name, [f"{register.label} {held}" for held in register.provisions], name.place)
