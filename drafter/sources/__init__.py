"""Reads the text of sources; a plain dict lists the formats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from drafter.problems import Finding, Place, Unreadable
from drafter.sources import text

READERS: dict[str, Callable[[bytes, str], str]] = {".txt": text.read, ".md": text.read}


def read(content: bytes, file: str, place: Place) -> str:
    """The text of a source's file; raises Unreadable where its format is not read, or its content is not that."""
    suffix = PurePosixPath(file).suffix.lower()
    if suffix not in READERS:
        message = f"file: a source's text is read from {', '.join(READERS)}, not from '{suffix or file}'"
        raise Unreadable(Finding("source-format", "error", message, place, "save its text as a .txt file"))
    return READERS[suffix](content, file)
