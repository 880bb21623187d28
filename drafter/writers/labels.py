"""What HTML, Markdown and plain text print alike: list markers, the lines of fields, what may be linked to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from drafter.model import Block, Letter, Part, Question, label

_SCHEMES: Final = ("http", "https", "mailto")


def linkable(url: str) -> str:
    """The same URL if its scheme is http, https or mailto; raises ValueError for any other (RFC 3986, 3.1)."""
    if url.partition(":")[0].lower() not in _SCHEMES or ":" not in url:
        message = f"Only http, https and mailto are linked to, not {url!r}"
        raise ValueError(message)
    return url


def identifier(anchor: str) -> str:
    """The anchor as a name that HTML and pandoc both take: what they do not take becomes its code point."""
    return re.sub(r"[^A-Za-z0-9.-]", lambda found: f"_{ord(found[0]):x}", anchor)


def one_line(text: str) -> str:
    """The words of a value on one line, single spaces between them."""
    return " ".join(re.split(r"[ \t\r\n]+", text)).strip(" ")


def series(content: Iterable[Block]) -> Iterator[tuple[Block, ...]]:
    """Blocks one by one, but questions whose numbers run on together, as one list shows them."""
    gathered: tuple[Block, ...] = ()
    for block in content:
        last = gathered[-1] if gathered else None
        if isinstance(block, Question) and isinstance(last, Question) and block.number == last.number + 1:
            gathered = (*gathered, block)
            continue
        if gathered:
            yield gathered
        gathered = (block,)
    if gathered:
        yield gathered


def sender_lines(letter: Letter) -> dict[str, tuple[str, ...]]:
    """The sender's lines by what they say, without what is empty: office, person (with the role), contact."""
    sender = letter.sender
    named = {"office": sender.office, "person": (sender.person, sender.role), "contact": sender.contact}
    return {name: lines for name, words in named.items() for lines in _filled(words)}


def field_lines(letter: Letter, part: Part) -> tuple[tuple[str, ...], ...]:
    """The lines of a part, a tuple for each paragraph, labels included; body and annexes are no fields."""
    match part:
        case "marking" | "date" | "delivery" | "salutation" | "closing":
            return _filled((getattr(letter, part),))
        case "our_ref" | "your_ref":
            reference = getattr(letter, part)
            return _filled((f"{label(letter, part)} {reference}",)) if reference else ()
        case "addressees":
            return _filled(*letter.addressees)
        case "head_copies" | "copies":
            here = letter.copies_at == ("head" if part == "head_copies" else "foot")
            return _labelled(letter, "copies", letter.copies) if here else ()
        case "subject":
            return _filled(letter.subject)
        case "signature":
            return _filled(*((signatory.name, *signatory.roles) for signatory in letter.signatories))
        case "enclosures":
            return _labelled(letter, "enclosures", letter.enclosures)
        case "body" | "annexes":
            return ()
        case _:
            assert_never(part)


def _labelled(letter: Letter, name: str, lines: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple((label(letter, name), *paragraph) for paragraph in _filled(lines))


def _filled(*paragraphs: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The paragraphs without empty lines, and without those that have no line left."""
    lines = (tuple(line for paragraph_line in paragraph for line in _lines(paragraph_line)) for paragraph in paragraphs)
    return tuple(paragraph for paragraph in lines if paragraph)


def _lines(text: str) -> Iterator[str]:
    """The lines of a value, without empty ones."""
    return (line for piece in re.split(r"\r\n?|\n", text) if (line := one_line(piece)))
