"""What is to be quoted, looked up in its source."""

from __future__ import annotations

from drafter import original, quoting
from drafter.compose.view import Quotable
from drafter.model import Operation
from drafter.record import replace


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
