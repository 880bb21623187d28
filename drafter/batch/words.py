"""The words of texts, as they are compared: without case, marks and the way that letters are coded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

# Scripts without spaces between words: each character is a word.
_WORD: Final = re.compile(
    r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|[^\W_\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)
_KEPT: Final = bytes(
    n if (n < 0x80 and chr(n).isalnum()) or (n >= 0xC0 and chr(n).isalpha() and n not in b"\xdf\xff") else 32
    for n in range(256)
)
_NOT_PLAIN: Final = (
    b"\x83\x88\x8a\x8c\x8e\x98\x99\x9a\x9c\x9e\x9f\xa8\xaa\xaf\xb2\xb3\xb4\xb5\xb8\xb9\xba\xbc\xbd\xbe\xdf\xff"
)
_BARE: Final = bytes(255 if n in _NOT_PLAIN else one for n, one in enumerate(_KEPT))
"""Turns Windows-1252 into Latin-1 with a space for each mark, and 255 for what Unicode's rules are needed for."""
_LOW: Final = bytes(n if n == 255 else ord(chr(n).lower()) for n in _BARE)
_NEXT: Final = "\x1f"
_EACH: Final = bytes(n if chr(n) == _NEXT else one for n, one in enumerate(_LOW))
"""The same, which keeps what stands between texts."""
_USUAL_MARKS: Final = "‘’“”–—…"


def words(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: without case, marks and the way that letters are coded."""
    plain = _plain(text, _LOW)
    return tuple([word.casefold() for word in raw_words(text)] if plain is None else plain)


def _plain(text: str, turned: bytes) -> list[str] | None:
    """The words of a text in a western script, without the slow rules of Unicode; None where they are needed."""
    try:
        coded = (text.encode() if text.isascii() else text.encode("cp1252")).translate(turned)
    except UnicodeEncodeError:
        return None
    return None if b"\xff" in coded else coded.decode("latin-1").split()


def plain_words(text: str) -> list[str] | None:
    """The words of a text in a western script; nothing where Unicode's rules are needed."""
    return _plain(text, _LOW)


def words_of_each(texts: Sequence[str]) -> list[list[bytes]] | None:
    """The words of each of some texts in a western script, in UTF-8; nothing where Unicode's rules are needed."""
    text = _NEXT.join(texts)
    if not text.isascii():
        for mark in _USUAL_MARKS:
            text = text.replace(mark, " ")
    if text.isascii():
        coded = text.encode().translate(_EACH).split(_NEXT.encode())
        if len(coded) == len(texts):
            return [one.split() for one in coded]
    each = [plain_words(one) for one in texts]
    return None if None in each else [[word.encode() for word in said or ()] for said in each]


def words_of_all(texts: Sequence[str]) -> list[list[bytes]]:
    """The words of each of some texts, in UTF-8."""
    each = words_of_each(texts)
    return [[word.encode() for word in words(one)] for one in texts] if each is None else each


def raw_words(text: str) -> list[str]:
    """The words of a text as they are written."""
    plain = _plain(text, _BARE)
    return _WORD.findall(unicodedata.normalize("NFKC", text)) if plain is None else plain


def joined(text: str) -> str:
    """The words of a text with a space around each."""
    return f" {' '.join(words(text))} "
