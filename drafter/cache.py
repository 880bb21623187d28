"""Keeps what took time to make, by the hash of what it was made from; losing it costs nothing but time."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from drafter import __version__
from drafter.markup import MARK, parse
from drafter.model import Block, BlockQuotation, Break, Emphasis, Heading, Inline, List, Origin, Paragraph, Strong, Text
from drafter.problems import Place
from drafter.record import Mutable, Record, field
from drafter.shapes import UNUSABLE

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of a file that is read; nothing near it is written."""


class Cache(Record):
    """A folder of files; `None` keeps nothing. Whatever cannot be read or written, or is damaged, counts as absent.

    Each file begins with the SHA-256 of its name and its text. That finds damage, not malice: a folder that others
    can write is not used, and one that is made is the user's alone.
    """

    folder: Path | None

    def get(self, kind: str, *contents: bytes) -> str | None:
        """What was kept of this kind for these contents."""
        if self.folder is None:
            return None
        path = self._path(kind, contents)
        try:
            about = path.stat()
            if not _own(path.parent) or not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
                return None
            seal, _, content = path.read_bytes().partition(b"\n")
            return content.decode("utf-8") if seal == _seal(path, content) else None
        except (OSError, ValueError):
            return None

    def put(self, kind: str, text: str, *contents: bytes) -> None:
        """Keep a text for these contents."""
        if self.folder is None:
            return
        path = self._path(kind, contents)
        beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        try:
            content = text.encode("utf-8")
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _own(path.parent):
                return
            beside.unlink(missing_ok=True)
            with beside.open("xb") as file:
                file.write(_seal(path, content) + b"\n" + content)
            beside.replace(path)
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                beside.unlink(missing_ok=True)

    def _path(self, kind: str, contents: tuple[bytes, ...]) -> Path:
        digest = hashlib.sha256(__version__.encode())
        for content in contents:
            digest.update(hashlib.sha256(content).digest())
        return (self.folder or Path()) / f"{kind}-{digest.hexdigest()[:40]}.json"


def _own(folder: Path) -> bool:
    """Whether nobody else can write a folder, where the system can say so."""
    return os.name != "posix" or (not folder.stat().st_mode & 0o022 and os.access(folder, os.W_OK))


def _seal(path: Path, content: bytes) -> bytes:
    return hashlib.sha256(path.name.encode() + b"\n" + content).hexdigest().encode()


class Parsed(Mutable):
    """Reads Markdown and remembers it for the next time that a brief is built; the key is the whole wording."""

    cache: Cache
    name: bytes
    _kept: dict[str, Any] = field(default_factory=dict)
    _used: dict[str, Any] = field(default_factory=dict)
    _parsed: bool = False

    def __post_init__(self) -> None:
        try:
            kept = json.loads(self.cache.get("wording", self.name) or "{}")
        except (ValueError, RecursionError):
            kept = {}
        self._kept = kept if isinstance(kept, dict) else {}

    def parse(self, text: str) -> tuple[Block, ...]:
        """The blocks of rendered wording, as markup.parse gives them."""
        if text in self._kept:
            try:
                blocks = tuple(_block(one) for one in self._kept[text])
            except (LookupError, TypeError, ValueError, ArithmeticError, RecursionError):
                blocks = ()
            if _letters("".join(_texts(blocks))) == _letters(text):
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


def _texts(nodes: Iterable[Block | Inline]) -> Iterator[str]:
    for node in nodes:
        match node:
            case Text(text=text):
                yield text
            case List(items=items):
                for item in items:
                    yield from _texts(item)
            case Paragraph(content=inner) | Heading(content=inner) | Emphasis(content=inner) | Strong(content=inner):
                yield from _texts(inner)
            case BlockQuotation(content=content):
                yield from _texts(content)
            case _:
                pass


def _letters(text: str) -> str:
    """What Markdown never adds, takes away or moves: everything but white space, digits and punctuation."""
    return re.sub(r"[\W\d_]", lambda found: found[0] if MARK.match(found[0]) else "", text)


def _block(plain: Any) -> Block:
    kind, line, content, *rest = plain
    origin = Origin(Place("", _whole(line, 0, 10_000_000)))
    match [kind, *rest]:
        case ["p"]:
            return Paragraph(tuple(_inline(one) for one in content), origin=origin)
        case ["h", level]:
            return Heading(tuple(_inline(one) for one in content), _whole(level, 1, 3), origin=origin)
        case ["q"]:
            return BlockQuotation(tuple(_block(one) for one in content), None, origin)
        case ["l", "bullet" | "decimal" as marker, start]:
            items = tuple(tuple(_block(one) for one in item) for item in content)
            return List(items, "bullet" if marker == "bullet" else "decimal", _whole(start, 0, 999_999_999), origin)
        case _:
            raise ValueError(kind)


def _whole(number: object, least: int, most: int) -> int:
    if type(number) is not int or not least <= number <= most:
        raise ValueError(number)
    return number


def _inline(plain: Any) -> Inline:
    if isinstance(plain, str):
        if UNUSABLE.search(MARK.sub("", plain)):
            raise ValueError(plain)
        return Text(plain)
    match plain:
        case ["br"]:
            return Break()
        case ["em", [*content]]:
            return Emphasis(tuple(_inline(one) for one in content))
        case ["strong", [*content]]:
            return Strong(tuple(_inline(one) for one in content))
        case _:
            raise ValueError(plain)
