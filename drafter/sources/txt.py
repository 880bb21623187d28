"""Plain text as a source: read as it stands; blank lines part its paragraphs, form feeds its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from drafter.problems import Place
from drafter.sources.held import MOST_CHARACTERS, Paragraph, SourceText, clean
from drafter.sources.refusals import too_large
from drafter.yaml_files import decode

_BLOCK: Final = re.compile(r"\S(?:[^\n\f]|\n(?![^\S\n]*(?:\n|\f|$)))*")


def read(content: bytes, file: str, place: Place) -> SourceText:
    """The text of a UTF-8 file; raises Unreadable where it is in another encoding."""
    text = decode(content, file)
    if len(text) > MOST_CHARACTERS:
        raise too_large(file, f"holds more than {MOST_CHARACTERS:,} characters", place)
    paragraphs = tuple(_paragraphs(text))
    return SourceText(clean(text.replace("\f", "\n")), paragraphs)


def _paragraphs(text: str) -> Iterator[Paragraph]:
    paged = "\f" in text
    page, number, at = int(paged), 0, 0
    for match in _BLOCK.finditer(text):
        turned = text.count("\f", at, match.start())
        page, number, at = page + turned, (0 if turned else number) + 1, match.start()
        yield Paragraph(match.start(), match.start() + len(match[0].rstrip()), page, number)
