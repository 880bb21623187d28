"""Markdown as a source: what a reader of the rendered text sees, with its headings and emphasis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from drafter.problems import Place
from drafter.sources import html
from drafter.sources.held import Piece, SourceText, Span, assembled
from drafter.sources.refusals import too_large
from drafter.yaml_files import decode

if TYPE_CHECKING:
    from markdown_it.token import Token

LARGEST: Final = 4 * 1024 * 1024
"""Bytes of Markdown; reading it takes time in proportion."""


def read(content: bytes, file: str, place: Place) -> SourceText:
    """The text of a file of CommonMark, with tables."""
    from markdown_it import MarkdownIt

    text = decode(content, file)
    if len(content) > LARGEST:
        raise too_large(file, f"is more than {LARGEST >> 20} MB of Markdown", place)
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return assembled(list(_pieces(tokens)))


def _pieces(tokens: list[Token]) -> Iterator[Piece]:
    heading = False
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            heading = token.type == "heading_open"
        elif token.type == "inline":
            words, emphasis = _words(token.children or [])
            yield Piece(words, kind="heading" if heading else "body", emphasis=() if heading else emphasis)
        elif token.type in {"code_block", "fence"}:
            yield Piece(token.content)
        elif token.type == "html_block":
            yield from html.pieces(token.content)


def _words(tokens: list[Token]) -> tuple[str, tuple[Span, ...]]:
    parts: list[str] = []
    emphasis: list[Span] = []
    length = depth = start = 0
    for token in tokens:
        if token.type in {"em_open", "strong_open"}:
            start = length if depth == 0 else start
            depth += 1
        elif token.type in {"em_close", "strong_close"}:
            depth -= 1
            if depth == 0:
                emphasis.append((start, length))
        part = _shown(token)
        parts.append(part)
        length += len(part)
    return "".join(parts), tuple(emphasis)


def _shown(token: Token) -> str:
    match token.type:
        case "softbreak" | "hardbreak":
            return "\n"
        case "text" | "code_inline" | "text_special":
            return token.content
        case _:
            return ""
