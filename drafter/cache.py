"""Keeps what took time to make, by the hash of what it was made from; losing it costs nothing but time."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from drafter import __version__
from drafter.markup import parse
from drafter.model import Block, BlockQuotation, Break, Emphasis, Heading, Inline, List, Origin, Paragraph, Strong, Text
from drafter.problems import Place


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of JSON files; `None` keeps nothing. Whatever cannot be read or written counts as absent."""

    folder: Path | None

    def get(self, kind: str, *contents: bytes) -> str | None:
        """What was kept of this kind for these contents."""
        if self.folder is None:
            return None
        try:
            return self._path(kind, contents).read_text(encoding="utf-8")
        except (OSError, ValueError):
            return None

    def put(self, kind: str, text: str, *contents: bytes) -> None:
        """Keep a text for these contents."""
        if self.folder is None:
            return
        path = self._path(kind, contents)
        beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(text, encoding="utf-8", newline="\n")
            beside.replace(path)
        except OSError:
            beside.unlink(missing_ok=True)

    def _path(self, kind: str, contents: tuple[bytes, ...]) -> Path:
        digest = hashlib.sha256(__version__.encode())
        for content in contents:
            digest.update(hashlib.sha256(content).digest())
        return (self.folder or Path()) / f"{kind}-{digest.hexdigest()[:40]}.json"


@dataclass(slots=True)
class Parsed:
    """Reads Markdown and remembers it for the next time that a brief is built; the key is the whole wording."""

    cache: Cache
    name: bytes
    _kept: dict[str, Any] = field(default_factory=dict)
    _used: dict[str, Any] = field(default_factory=dict)
    _parsed: bool = False

    def __post_init__(self) -> None:
        try:
            kept = json.loads(self.cache.get("wording", self.name) or "{}")
        except ValueError:
            kept = {}
        self._kept = kept if isinstance(kept, dict) else {}

    def parse(self, text: str) -> tuple[Block, ...]:
        """The blocks of rendered wording, as markup.parse gives them."""
        if text in self._kept:
            try:
                blocks = tuple(_block(one) for one in self._kept[text])
            except (LookupError, TypeError, ValueError):
                pass
            else:
                self._used[text] = self._kept[text]
                return blocks
        blocks = parse(text)
        self._used[text] = [_plain(block) for block in blocks]
        self._parsed = True
        return blocks

    def keep(self) -> None:
        """Write down what was read, if anything was new."""
        if self._parsed:
            self.cache.put("wording", json.dumps(self._used, ensure_ascii=False), self.name)


def _plain(node: Block | Inline) -> Any:
    """A parsed node as data for JSON; Markdown makes only these."""
    match node:
        case Text(text=text):
            return text
        case Emphasis(content=content):
            return ["em", [_plain(one) for one in content]]
        case Strong(content=content):
            return ["strong", [_plain(one) for one in content]]
        case Break():
            return ["br"]
        case Paragraph(content=content):
            return ["p", node.origin.place.line, [_plain(one) for one in content]]
        case Heading(content=content, level=level):
            return ["h", node.origin.place.line, [_plain(one) for one in content], level]
        case BlockQuotation(content=content):
            return ["q", node.origin.place.line, [_plain(one) for one in content]]
        case List(items=items, marker=marker, start=start):
            return ["l", node.origin.place.line, [[_plain(one) for one in item] for item in items], marker, start]
        case _:
            raise TypeError(type(node).__name__)


def _block(plain: Any) -> Block:
    kind, line, content, *rest = plain
    origin = Origin(Place("", int(line)))
    makers: dict[str, Callable[[], Block]] = {
        "p": lambda: Paragraph(tuple(_inline(one) for one in content), origin=origin),
        "h": lambda: Heading(tuple(_inline(one) for one in content), int(rest[0]), origin=origin),
        "q": lambda: BlockQuotation(tuple(_block(one) for one in content), None, origin),
        "l": lambda: List(tuple(tuple(_block(one) for one in item) for item in content), rest[0], int(rest[1]), origin),
    }
    return makers[kind]()


def _inline(plain: Any) -> Inline:
    if isinstance(plain, str):
        return Text(plain)
    kind, *rest = plain
    if kind == "br":
        return Break()
    content = tuple(_inline(one) for one in rest[0])
    return Emphasis(content) if kind == "em" else Strong(content)
