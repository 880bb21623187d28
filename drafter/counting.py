"""How things are numbered: letters, Roman numerals, the markers of lists."""

from __future__ import annotations

from typing import Final, assert_never

from drafter.model import Marker

_LAST_ROMAN: Final = 3999
_ROMAN: Final = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)


def letters(number: int) -> str:
    """1 to "a", 26 to "z", 27 to "aa", as HTML counts; a number below 1 stays a number."""
    found = ""
    rest = number
    while rest > 0:
        rest, place = divmod(rest - 1, 26)
        found = chr(ord("a") + place) + found
    return found or str(number)


def roman(number: int) -> str:
    """1 to "i", 4 to "iv"; outside 1 to 3999 there is no numeral, and a number stays a number."""
    if not 0 < number <= _LAST_ROMAN:
        return str(number)
    found = ""
    rest = number
    for value, numeral in _ROMAN:
        times, rest = divmod(rest, value)
        found += numeral * times
    return found


def list_marker(marker: Marker, number: int) -> str:
    """What stands before a list item: "-", "1.", "(a)", "(i)" or nothing."""
    match marker:
        case "bullet":
            return "-"
        case "decimal":
            return f"{number}."
        case "letter":
            return f"({letters(number)})"
        case "roman":
            return f"({roman(number)})"
        case "none":
            return ""
        case _:
            assert_never(marker)
