"""What a passage looks like within a letter: its own quotation marks alternate, its own emphasis shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from drafter import quoting
from drafter.compose.view import Quotable
from drafter.model import Emphasis, Foreign, Inline, Link, Quotation, Strong, Text
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


def emphasised_there(content: tuple[Inline, ...], words: Iterable[str]) -> tuple[tuple[Inline, ...], bool]:
    """The passage with words in italics that are emphasised in the source; says whether any are."""
    found = False
    for one in words:
        plain = " ".join(one.split())
        if not plain:
            continue
        made: list[Inline] = []
        for inline in content:
            at = inline.text.find(plain) if isinstance(inline, Text) else -1
            if not isinstance(inline, Text) or at < 0 or (found and plain in _said(made)):
                made.append(inline)
                continue
            found = True
            pieces = (inline.text[:at], plain, inline.text[at + len(plain) :])
            made += [Text(pieces[0], inline.origin)] * bool(pieces[0])
            made.append(Emphasis((Text(pieces[1], inline.origin),)))
            made += [Text(pieces[2], inline.origin)] * bool(pieces[2])
        content = tuple(made)
    return content, found


def _said(content: Iterable[Inline]) -> str:
    return " ".join(
        inner.text for one in content if isinstance(one, Emphasis) for inner in one.content if isinstance(inner, Text)
    )


def looked_up(what: Quotable, text: str) -> quoting.Found | quoting.Mismatch:
    """What is to be quoted, as its source has it and the letter shows it; raises DeclarationError."""
    if not text:
        return quoting.unheld(what.words)
    views, (name, _, _) = what.views, what.quoted_from()
    notes = views.read_notes(name) if name in views.case.sources else ()
    manner = quoting.Manner(views.bracketed, notes if what.keeps_notes() else ())
    found = quoting.find(what.words, quoting.source(text), manner)
    within = isinstance(found, quoting.Found) and any(found.start < position < found.end for position, _ in notes)
    if isinstance(found, quoting.Found) and within and not manner.notes:
        return replace(found, operations=(*found.operations, "notes-left-out"))
    return found


def translation_of(what: Quotable) -> str:
    """The translation of the source that something stands in; nothing where none is held."""
    name, _, _ = what.quoted_from()
    return what.views.read_translation(name) if name in what.views.case.sources else ""


def emphasis_within(what: Quotable, start: int, end: int) -> list[str]:
    """The words of a passage that its source emphasises; none where it emphasises all of them."""
    name, text, _ = what.quoted_from()
    if name not in what.views.case.sources:
        return []
    spans = [(max(one, start), min(other, end)) for one, other in what.views.read_emphasis(name)]
    within = [(one, other) for one, other in spans if one < other]
    if sum(other - one for one, other in within) >= end - start:
        return []
    return [text[one:other] for one, other in within]
