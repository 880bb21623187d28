"""The Markdown of wording: what it makes, what it leaves alone, and marks that values stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.markup import NestedTooDeeply, parse
from drafter.model import (
    Block,
    BlockQuotation,
    Break,
    Emphasis,
    Heading,
    List,
    Paragraph,
    Strong,
    inline_text,
    plain_text,
    walk,
)

X, Y = "\U00100000", "\U00100001"


def _kinds(blocks: tuple[Block, ...]) -> list[str]:
    return [type(node).__name__ for node in walk(blocks)]


def _of(text: str, kind: type[Emphasis | Strong]) -> list[str]:
    return [inline_text(node.content) for node in walk(parse(text)) if isinstance(node, kind)]


def test_blocks_are_read() -> None:
    blocks = parse("# One\n\nTwo\n*three*.\n\n- a\n- b\n\n3. c\n4. d\n\n> e\n")
    assert [type(block) for block in blocks] == [Heading, Paragraph, List, List, BlockQuotation]
    assert plain_text(blocks) == "One\n\nTwo three.\n\na\n\nb\n\nc\n\nd\n\ne"
    bullets, numbers = (block for block in blocks if isinstance(block, List))
    assert (bullets.marker, numbers.marker, numbers.start) == ("bullet", "decimal", 3)


def test_a_block_bears_the_line_it_begins_on() -> None:
    assert [block.origin.place.line for block in parse("one\n\ntwo\nthree\n\n- four")] == [1, 3, 6]


@pytest.mark.parametrize("text", ["one\\\ntwo", "one  \ntwo"])
def test_a_line_can_be_broken(text: str) -> None:
    assert any(isinstance(node, Break) for node in walk(parse(text)))
    assert plain_text(parse(text)) == "one\ntwo"


@pytest.mark.parametrize(
    "text",
    [
        "a_b_c and _d_ and __e__",
        "<b>bold</b> & &amp; <!-- no -->",
        "[words](https://a.example) and ![x](y.png)",
        "`code` and ~~gone~~",
        "https://a.example and <https://b.example>",
        "2021. was a year",
        "+ 5 is a number",
        "5 * 3 * 2",
        "*",
        "a | b",
    ],
)
def test_what_is_no_markup_stays_as_it_is(text: str) -> None:
    assert plain_text(parse(text)) == text
    assert set(_kinds(parse(text))) == {"Paragraph", "Text"}


@pytest.mark.parametrize("mark", ["*", "#", "_", "[", "<", "`", ">", "\\", "-"])
def test_a_backslash_takes_the_meaning_from_a_character(mark: str) -> None:
    text = f"\\{mark} so \\{mark}"
    assert plain_text(parse(text)) == f"{mark} so {mark}"
    assert set(_kinds(parse(text))) == {"Paragraph", "Text"}


@pytest.mark.parametrize(
    "text", [f"*{X}*", f"“*{X}*”", f"a*{X}*b", f"*{X}*{Y}", f"{Y}*{X}*", f"**{Y}** *{X}*", f"(*{X}*)."]
)
def test_emphasis_around_a_mark_is_kept(text: str) -> None:
    assert _of(text, Emphasis) == [X]


@pytest.mark.parametrize("text", [f"**{X}**", f"**{X}**{Y}", f"{Y}**{X}**", f"“**{X}**”", f"*{Y}* **{X}**"])
def test_strong_around_a_mark_is_kept(text: str) -> None:
    assert _of(text, Strong) == [X]


@given(st.text(X + Y + "ab .*_#->1\n\\“”(", max_size=40))
def test_marks_are_kept_in_order(text: str) -> None:
    def marks(words: str) -> str:
        return "".join(character for character in words if character in X + Y)

    assert marks(plain_text(parse(text))) == marks(text)


@given(st.text(max_size=200))
def test_anything_can_be_parsed(text: str) -> None:
    assert all(block.origin.place.line <= text.count("\n") + text.count("\r") + 1 for block in parse(text))


@pytest.mark.parametrize("text", ["*a " * 3000, "*" * 5000 + "a", "[" * 5000 + "a"])
def test_long_markup_loses_no_word(text: str) -> None:
    assert plain_text(parse(text)).count("a") == text.count("a")


@pytest.mark.parametrize("text", [">" * 2000 + "a", "- " * 2000 + "a", "1. " * 10 + "a"])
def test_words_nested_too_deeply_are_refused_and_not_lost(text: str) -> None:
    with pytest.raises(NestedTooDeeply):
        parse(text)
