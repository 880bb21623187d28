"""Reads the Markdown of rendered wording into blocks, with the composer's marks standing in it as they are.

Marks are characters of plane 16, one for each value that the wording inserts. The Markdown that is read:
paragraphs, `#` headings, `-` and `1.` lists, `>` quotations, `*emphasis*`, `**strong**`, a backslash before a
character that shall be no markup, and a backslash or two spaces at a line's end for a line break.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

from drafter.model import Block, BlockQuotation, Break, Emphasis, Heading, Inline, List, Origin, Paragraph, Strong, Text
from drafter.problems import Place

FIRST_MARK: Final = 0x100000
LAST_MARK: Final = 0x10FFFD
MARK: Final = re.compile("[\U00100000-\U0010fffd]")

DEEPEST: Final = 19
"""Levels of lists and quotations, two for each list; Word has nine levels of lists."""


class NestedTooDeeply(ValueError):
    """Lists, quotations or emphasis within one another beyond what Word can hold; markdown-it would lose words."""


_RULES: Final = (
    "heading",
    "list",
    "blockquote",
    "paragraph",
    "inline",
    "block",
    "text",
    "newline",
    "escape",
    "emphasis",
)
_RULES2: Final = ("balance_pairs", "emphasis", "fragments_join")


def parse(text: str) -> tuple[Block, ...]:
    """The blocks of rendered wording; each block's origin bears the line of `text` (from 1) on which it begins."""
    tokens = _parser().parse(text)
    if any(token.level > DEEPEST for token in tokens):
        raise NestedTooDeeply
    return _blocks(tokens, 0, None)[0]


@lru_cache(maxsize=1)
def _parser() -> Any:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

    class MarkedInline(StateInline):
        """Takes a mark beside a delimiter for a letter or for punctuation, whichever lets the delimiter work."""

        def scanDelims(self, start: int, canSplitWord: bool) -> Any:  # noqa: N802, N803, FBT001 - markdown-it's names
            source = self.src
            if source[start] == "_":
                return super().scanDelims(start, canSplitWord)._replace(can_open=False, can_close=False)
            scanned = super().scanDelims(start, canSplitWord)
            end = start + scanned.length
            before, after = source[max(start - 1, 0) : start], source[end : end + 1]
            for left in ("a", ".") if MARK.match(before) else (before,):
                for right in ("a", ".") if MARK.match(after) else (after,):
                    self.src = source[: max(start - 1, 0)] + left + source[start:end] + right
                    other = super().scanDelims(start, canSplitWord)
                    scanned = scanned._replace(
                        can_open=scanned.can_open or other.can_open, can_close=scanned.can_close or other.can_close
                    )
            self.src = source
            return scanned

    def parse_inline(src: str, md: Any, env: Any, tokens: Any) -> Any:
        state = MarkedInline(src, md, env, tokens)
        parser.inline.tokenize(state)
        for rule in parser.inline.ruler2.getRules(""):
            rule(state)
        return state.tokens

    parser = MarkdownIt("zero")
    parser.enable([*_RULES[:3], "newline", "escape", "emphasis", "balance_pairs"])
    parser.options["maxNesting"] = 40
    parser.inline.parse = parse_inline  # type: ignore[method-assign]
    parser.block.ruler.at("list", _list_rule(), {"alt": ["paragraph", "reference", "blockquote"]})
    return parser


_YEAR_LIKE: Final = re.compile(r"[ \t>]*\d{4,}[.)]")


def _list_rule() -> Any:
    from markdown_it.rules_block import list_block

    def list_but_no_year(state: Any, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: FBT001
        line = state.src[state.bMarks[start_line] + state.tShift[start_line] : state.eMarks[start_line]]
        if re.match(r"\d{4,}[.)]|\+", line) or (line.startswith("*") and not re.match(r"\*[ \t]", line)):
            return False
        return bool(list_block(state, start_line, end_line, silent))

    return list_but_no_year


def _blocks(tokens: list[Any], start: int, closing: str | None) -> tuple[tuple[Block, ...], int]:
    """Blocks of the tokens from `start` to the token that closes them; gives them and the position after it."""
    made: list[Block] = []
    at = start
    while at < len(tokens):
        token = tokens[at]
        if token.type == closing:
            return tuple(made), at + 1
        origin = Origin(Place("", token.map[0] + 1 if token.map else 0))
        match token.type:
            case "paragraph_open":
                made.append(Paragraph(_inlines(tokens[at + 1].children or []), origin=origin))
                at += 3
            case "heading_open":
                level = min(int(token.tag[1:]), 3)
                made.append(Heading(_inlines(tokens[at + 1].children or []), level, origin=origin))
                at += 3
            case "blockquote_open":
                content, at = _blocks(tokens, at + 1, "blockquote_close")
                made.append(BlockQuotation(content, None, origin))
            case "bullet_list_open" | "ordered_list_open":
                items, after = _items(tokens, at + 1)
                ordered = token.type == "ordered_list_open"
                number = int(token.attrs.get("start", 1)) if ordered else 1
                made.append(List(items, "decimal" if ordered else "bullet", number, origin))
                at = after
            case other:
                raise AssertionError(f"markdown rule {other} is not switched on")
    return tuple(made), at


def _items(tokens: list[Any], start: int) -> tuple[tuple[tuple[Block, ...], ...], int]:
    items: list[tuple[Block, ...]] = []
    at = start
    while tokens[at].type == "list_item_open":
        content, at = _blocks(tokens, at + 1, "list_item_close")
        items.append(content)
    return tuple(items), at + 1


def _inlines(tokens: list[Any]) -> tuple[Inline, ...]:
    stack: list[list[Inline]] = [[]]
    for token in tokens:
        match token.type:
            case "text" | "text_special":
                if token.content:
                    stack[-1].append(Text(token.content))
            case "softbreak":
                stack[-1].append(Text(" "))
            case "hardbreak":
                stack[-1].append(Break())
            case "em_open" | "strong_open":
                stack.append([])
                if len(stack) > DEEPEST:
                    raise NestedTooDeeply
            case "em_close":
                stack[-2].append(Emphasis(tuple(stack.pop())))
            case "strong_close":
                stack[-2].append(Strong(tuple(stack.pop())))
            case other:
                raise AssertionError(f"markdown rule {other} is not switched on")
    return tuple(stack[0])
