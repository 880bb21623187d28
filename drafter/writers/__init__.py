"""Writes a letter in each format; a plain dict lists the writers of text."""

from __future__ import annotations

from collections.abc import Callable

from drafter.model import Letter


def _html(letter: Letter) -> str:
    from drafter.writers import html

    return html.write(letter)


def _markdown(letter: Letter) -> str:
    from drafter.writers import markdown

    return markdown.write(letter)


def _text(letter: Letter) -> str:
    from drafter.writers import text

    return text.write(letter)


WRITERS: dict[str, Callable[[Letter], str]] = {"html": _html, "md": _markdown, "txt": _text}
"""Formats that need no letterhead; `docx` is written by `writers.docx`."""

FORMATS = ("docx", *WRITERS)
