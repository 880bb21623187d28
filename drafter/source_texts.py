"""Reads sources, and keeps what took time to read."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from drafter import sources
from drafter.cache import Cache
from drafter.problems import Place
from drafter.record import replace
from drafter.sources import SourceText

_SLOW: Final = frozenset((".docx", ".htm", ".html", ".md", ".pdf"))


def read_kept(content: bytes, file: str, place: Place, cache: Cache) -> SourceText:
    """The text of a source's file, from the cache where this file was read before; raises Unreadable."""
    if PurePosixPath(file).suffix.lower() not in _SLOW:
        return sources.read_whole(content, file, place)
    key = content, file.encode("utf-8", "surrogatepass")
    kept = cache.get("source", *key)
    if kept is not None:
        try:
            source = sources.from_json(kept)
        except ValueError:
            pass
        else:
            return replace(source, warnings=tuple(replace(one, place=place) for one in source.warnings))
    source = sources.read_whole(content, file, place)
    cache.put("source", sources.to_json(source), *key)
    return source
