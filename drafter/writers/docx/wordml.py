"""Words as WordprocessingML (ECMA-376 part 1, 17.3): escaping, text, looks of runs."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
BREAK: Final = "<w:br/>"

# XML 1.0 (fifth edition), production 2; carriage returns are dealt with as line ends before.
# Compiled at its first use, as it takes longer than a letter.
_NOT_XML: Final = "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_PIECES: Final = re.compile("(\t|\r\n|[\r\n])")
_EAST_ASIAN: Final = ("zh", "ja", "ko")


def escape(text: str) -> str:
    """Text for element content; raises ValueError for a character that XML 1.0 cannot hold."""
    if not text.isprintable():
        _refuse_unwritable(text)
    return _escaped(text)


def attribute(text: str) -> str:
    """Text for an attribute in double quotes; line ends and tabs survive as character references."""
    escaped = escape(text).replace('"', "&quot;")
    return (
        escaped if text.isprintable() else escaped.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    )


def _escaped(text: str) -> str:
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def _refuse_unwritable(text: str) -> None:
    found = re.search(_NOT_XML, text)
    if found:
        import unicodedata

        name = unicodedata.name(found[0], "a control character" if found[0] < " " else "no character")
        message = f"U+{ord(found[0]):04X} ({name}) cannot stand in a Word file"
        raise ValueError(message)


def words(text: str) -> str:
    """The content of a run: `w:t`, with `w:tab` and `w:br` for tabs and line ends."""
    if text.isprintable():
        if not text:
            return ""
        space = ' xml:space="preserve"' if text[0] == " " or text[-1] == " " or "  " in text else ""
        return f"<w:t{space}>{_escaped(text)}</w:t>"
    _refuse_unwritable(text)
    pieces = (piece for piece in _PIECES.split(text) if piece)
    return "".join(
        "<w:tab/>"
        if piece == "\t"
        else BREAK
        if piece[0] in "\r\n"
        else f'<w:t xml:space="preserve">{_escaped(piece)}</w:t>'
        for piece in pieces
    )


def lines(content: Iterable[str]) -> str:
    """The content of a run that holds lines, with breaks between them."""
    return BREAK.join(map(words, content))


class Look(NamedTuple):
    """What sets a run apart from its paragraph: the id of a character style, weight, slope, language."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    language: str = ""
    right_to_left: bool = False


PLAIN: Final = Look()


@lru_cache(maxsize=256)
def run_properties(look: Look) -> str:
    """The `w:rPr` of a look, in the schema's order (17.3.2.28); nothing for a plain one."""
    style = f'<w:rStyle w:val="{attribute(look.style)}"/>' if look.style else ""
    weight = "<w:b/><w:bCs/>" if look.bold else ""
    slope = "<w:i/><w:iCs/>" if look.italic else ""
    direction = "<w:rtl/>" if look.right_to_left else ""
    inner = style + weight + slope + direction + _language(look)
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def _language(look: Look) -> str:
    """17.3.2.20: right-to-left and East Asian text have language attributes of their own."""
    if not look.language:
        return ""
    language = attribute(look.language)
    if look.right_to_left:
        return f'<w:lang w:bidi="{language}"/>'
    east_asian = f' w:eastAsia="{language}"' if look.language.split("-")[0] in _EAST_ASIAN else ""
    return f'<w:lang w:val="{language}"{east_asian}/>'


def run(content: str, look: Look = PLAIN) -> str:
    """A run with that content; nothing when the content is empty."""
    return f"<w:r>{run_properties(look)}{content}</w:r>" if content else ""
