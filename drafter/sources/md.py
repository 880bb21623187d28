"""Markdown as a source: what a reader of the rendered text sees, with its headings and emphasis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from drafter.problems import Place
from drafter.sources import html
from drafter.sources.held import Form, Item, Piece, SourceText, Span, assembled
from drafter.sources.refusals import too_large
from drafter.yaml_files import decode

if TYPE_CHECKING:
    from markdown_it.token import Token

LARGEST: Final = 4 * 1024 * 1024
"""Bytes of Markdown; reading it takes time in proportion."""


def read(content: bytes, file: str, place: Place) -> SourceText:
    """The text of a file of CommonMark, with tables."""
    text = decode(content, file)
    if len(content) > LARGEST:
        raise too_large(file, f"is more than {LARGEST >> 20} MB of Markdown", place)
    return assembled(list(_pieces(_tokens(text))))


def listed(content: bytes, file: str) -> list[Item]:
    """The paragraphs that begin an item of a list, with the numbers that the list has."""
    found: list[Item] = []
    forms: list[Form] = []
    number: int | None = None
    for token in _tokens(decode(content, file)):
        match token.type:
            case "ordered_list_open" | "bullet_list_open":
                forms.append("1" if token.type == "ordered_list_open" else "bullet")
            case "ordered_list_close" | "bullet_list_close":
                forms.pop()
            case "list_item_open":
                number = int(token.info) if token.info.isdecimal() else 0
            case "list_item_close":
                number = None
            case "inline" if number is not None and forms:
                found.append(Item(_words(token.children or [])[0], forms[-1], number, len(forms) - 1))
                number = None
    return found


def _tokens(text: str) -> list[Token]:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").parse(text)


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
