"""What a passage looks like within a letter: its own quotation marks alternate, its own emphasis shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from drafter import original, quoting
from drafter.compose.view import Quotable
from drafter.model import Emphasis, Foreign, Inline, Link, Operation, Quotation, Strong, Text
from drafter.record import replace

_DOUBLE: Final = frozenset('“”„‟«»″"')
_OPENS: Final = frozenset("“„«")
_CLOSES: Final = frozenset("”»")


def alternated(content: tuple[Inline, ...], left: str, right: str) -> tuple[Inline, ...]:
    """The passage with its own double quotation marks as those of the level at which they now stand."""
    before = " "

    def mark(found: re.Match[str]) -> str:
        character = found[0]
        previous = found.string[found.start() - 1] if found.start() else before
        opens = character in _OPENS or (
            character not in _CLOSES and not (previous.isalnum() or previous in ".,;:!?)…’”")
        )
        return left if opens else right

    def changed(text: str) -> str:
        nonlocal before
        made = re.sub(f"[{''.join(_DOUBLE)}]", mark, text)
        before = text[-1:] or before
        return made

    return _mapped(content, changed)


def _mapped(content: Iterable[Inline], change: Callable[[str], str]) -> tuple[Inline, ...]:
    made: list[Inline] = []
    for inline in content:
        match inline:
            case Text(text=text):
                made.append(replace(inline, text=change(text)))
            case Emphasis(content=inner) | Strong(content=inner) | Foreign(content=inner):
                made.append(replace(inline, content=_mapped(inner, change)))
            case Link(content=inner) | Quotation(content=inner):
                made.append(replace(inline, content=_mapped(inner, change)))
            case _:
                made.append(inline)
    return tuple(made)


def looked_up(what: Quotable, text: str) -> quoting.Found | quoting.Mismatch:
    """What is to be quoted, as its source or the translation of it has it; raises DeclarationError."""
    if not text:
        return quoting.unheld(what.words)
    views, (name, _, _) = what.views, what.quoted_from()
    ours = name in views.case.sources
    notes = views.read_notes(name) if ours else ()
    emphasis = original.emphasised(views.read_emphasis(name) if ours else ())
    manner = quoting.Manner(views.bracketed, notes if what.keeps_notes() else (), emphasis)
    found = quoting.find(what.words, quoting.source(text), manner)
    if isinstance(found, quoting.Mismatch):
        translation = views.read_translation(name) if ours else ""
        other = quoting.find(what.words, quoting.source(translation)) if translation else found
        return found if isinstance(other, quoting.Mismatch) else _done(other, "translation")
    within = any(found.start < position < found.end for position, _ in notes)
    return _done(found, "notes-left-out") if within and not manner.notes else found


def _done(found: quoting.Found, operation: Operation) -> quoting.Found:
    return replace(found, operations=(*found.operations, operation))
