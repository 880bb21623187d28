"""Parts a quotation that is set off into the paragraphs that were declared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from drafter.model import Emphasis, Foreign, Inline, Link, Quotation, Strong, Text, inline_text
from drafter.record import replace

_PARAGRAPH: Final = re.compile(r"\n[ \t]*\n\s*")
_LINE: Final = re.compile(r"\s*\n\s*")


def paragraphs(content: tuple[Inline, ...], words: str, *, by_line: bool = False) -> list[tuple[Inline, ...]]:
    """The content of a quotation in paragraphs, as an empty line, or `by_line` each line, of its words parts them.

    Letters and digits are counted, which are the same in what is shown; where they are not, nothing is parted.
    """
    pieces = (_LINE if by_line else _PARAGRAPH).split(words.strip())
    counts = [_count(piece) for piece in pieces]
    if len(pieces) == 1 or not all(counts) or sum(counts) != _count(inline_text(content)):
        return [content]
    parted: list[tuple[Inline, ...]] = []
    for count in counts[:-1]:
        first, content = _split(content, count)
        parted.append(_stripped(first))
    return [*parted, _stripped(content)]


def _count(text: str) -> int:
    return sum(map(str.isalnum, text))


def _split(content: tuple[Inline, ...], count: int) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """Inlines with so many letters and digits, up to the next white space, and the others."""
    first: list[Inline] = []
    for number, inline in enumerate(content):
        said = inline_text((inline,))
        own = _count(said)
        if own < count or (own == count and _place(said, count) == len(said)):
            first.append(inline)
            count -= own
            continue
        rest = content[number + 1 :]
        match inline:
            case Text(text=text):
                at = _place(text, count)
                before, after = replace(inline, text=text[:at]), replace(inline, text=text[at:])
                return (*first, before), ((after, *rest) if after.text else rest)
            case Emphasis(content=inner) | Strong(content=inner) | Foreign(content=inner) | Link(content=inner):
                one, other = _split(inner, count)
            case Quotation(content=inner):
                one, other = _split(inner, count)
            case _:
                return (*first, inline), rest
        before_it = (replace(inline, content=one),) if inline_text(one) else ()
        behind = (replace(inline, content=other),) if inline_text(other) else ()
        return (*first, *before_it), (*behind, *rest)
    return tuple(first), ()


def _place(text: str, count: int) -> int:
    """Where white space follows on so many letters and digits of a text; its end where none does."""
    for at, one in enumerate(text):
        if count <= 0 and one.isspace():
            return at
        count -= one.isalnum()
    return len(text)


def _stripped(content: Iterable[Inline]) -> tuple[Inline, ...]:
    """Inlines without white space at their ends."""
    made = list(content)
    if made and isinstance(made[0], Text):
        made[0] = replace(made[0], text=made[0].text.lstrip())
    if made and isinstance(made[-1], Text):
        made[-1] = replace(made[-1], text=made[-1].text.rstrip())
    return tuple(one for one in made if not isinstance(one, Text) or one.text)
