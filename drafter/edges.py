"""Says where words and numbers end, so that no quotation begins or ends within one."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LINE_END_HYPHEN: Final = "\u2010"
"""In a prepared source: a hyphen at a line end, which may be the word's or the line's."""

_JOINTS: Final = f"-{LINE_END_HYPHEN}'_&@·"
"""What joins two words into one, or two numbers: well-known, don't, 1'000, R&D."""
_POINTS: Final = ".,:/⁄·"
"""What stands within a number, with a digit on either side: 1,335.99, 10:30, 3⁄4."""
_SIGNS: Final = "+-±~<>≤≥≈.,"
"""What belongs to the number that it stands before: -5, .5, ≤5."""
_UNITS: Final = "%‰°"
_GROUP: Final = re.compile(r"(?<!\d)(?:\d{1,3}) (?=\d{3}(?!\d))")


def inside_word(plain: str, edge: int) -> bool:
    """Whether an edge falls within a word (hyphenated ones count as one) or a number with its sign and unit."""
    at, to = edge - 1, edge
    while at >= 0 and unicodedata.category(plain[at]) == "Cf":
        at -= 1
    while to < len(plain) and unicodedata.category(plain[to]) == "Cf":
        to += 1
    if at < 0 or to >= len(plain):
        return False
    left, right = plain[at], plain[to]
    before = plain[at - 1] if at else ""
    after = plain[to + 1] if to + 1 < len(plain) else ""
    if " " in {left, right}:
        return _inside_group(plain, at, to)
    if _of_word(right) and (_of_word(left) or (left in _JOINTS and _of_word(before))):
        return True
    if unicodedata.category(right)[0] == "M" or (_of_word(left) and right in _JOINTS and _of_word(after)):
        return True
    return _inside_number(before, left, right, after)


def _of_word(character: str) -> bool:
    return (
        character.isalnum() or character[:1] == "_" or (character != "" and unicodedata.category(character)[0] == "M")
    )


def _inside_number(before: str, left: str, right: str, after: str) -> bool:
    if left.isdigit() and ((right in _POINTS and after.isdigit()) or right in _UNITS):
        return True
    if left in _POINTS and right.isdigit() and before.isdigit():
        return True
    if right.isdigit() and (left in _SIGNS or unicodedata.category(left) == "Sc"):
        return True
    return left.isdigit() and unicodedata.category(right) == "Sc"


def _inside_group(plain: str, at: int, to: int) -> bool:
    """Whether a space at an edge parts the thousands of one number: 10 000."""
    space = at if plain[at] == " " else to
    found = _GROUP.search(plain, max(0, space - 4), space + 5)
    return found is not None and found.end() == space + 1


_CLOSING_STOP: Final = re.compile(r"(?<![.…])\.(?=[”’\"'»\s⁰¹²³⁴⁵⁶⁷⁸⁹]*$)")
_ABBREVIATED: Final = re.compile(
    r"(?:(?<![^\W_])[^\W\d_]|\b(?:etc|al|Ltd|Co|Inc|Corp|Bros|Cie|Cía|Ltda|[JS]n?r|Esq|ibid|cit|seq|Dept"
    r"|approx|incl|excl|Rd|St|Ave))$"
)


def closing_stop(quoted: str) -> int:
    """Where the full stop stands that ends quoted words, before their closing marks; -1 where none does.

    The full stop of an abbreviation, such as “etc.”, and those of an ellipsis are no such.
    """
    found = _CLOSING_STOP.search(quoted)
    return -1 if found is None or _ABBREVIATED.search(quoted, 0, found.start()) else found.start()
