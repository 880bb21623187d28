"""Numbers as the format of their cell writes them (ECMA-376-1, 18.8.31): percentages, and leading zeros, alone.

In any other format, and in one that is not wholly understood, the cell's own number is the right thing to say.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final, Literal, TypeAlias

from drafter.record import Record

Kind: TypeAlias = Literal["words", "digits", "percent"]

_TOKEN: Final = re.compile(
    r"""
    "(?P<quoted>[^"]*)" | \\(?P<escaped>.) | \[\$(?P<currency>[^]-]*)(?:-[^]]*)?\]
    | (?P<nothing>\[(?:black|blue|cyan|green|magenta|red|white|yellow|colou?r\s?\d+)\] | \*.)
    | (?P<space>_.) | (?P<percent>%) | (?P<digits>[0#](?:,?[0#])*(?:\.[0#]*)?|\.[0#]+)
    | (?P<itself>[ $+\-():!^&'~{}<>=]|[^\W\d_A-Za-z]|[£€¥\u00a0\u202f]) | (?P<end>;)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_FIGURES: Final = 15
"""The digits of a number that a workbook counts on."""


class Part(Record):
    """Words that stand as they are, places for digits, or a sign that makes hundredths of the number."""

    kind: Kind
    text: str


Section: TypeAlias = tuple[Part, ...]
"""How numbers of one sign are written; empty where that is not known."""


def read(code: str) -> tuple[Section, ...]:
    """The sections of a format, for numbers above, below and at nought; none where it writes nothing of its own."""
    sections: list[list[Part]] = [[]]
    at = 0
    while at < len(code):
        found = _TOKEN.match(code, at)
        if found is None:
            return ()
        at = found.end()
        kind = str(found.lastgroup)
        text = found[kind]
        if kind == "end":
            sections.append([])
        elif kind in {"digits", "percent"}:
            sections[-1].append(Part("digits" if kind == "digits" else "percent", text))
        elif kind != "nothing":
            sections[-1].append(Part("words", " " if kind == "space" else text))
    known = tuple(tuple(section) if _is_share(section) or _has_zeros(section) else () for section in sections[:3])
    return known if any(known) else ()


def _is_share(section: Section | list[Part]) -> bool:
    """Whether a section writes one number beside a sign for hundredths, which may be mere words."""
    return sum(part.kind == "digits" for part in section) == 1 and any("%" in part.text for part in section)


def _has_zeros(section: Section | list[Part]) -> bool:
    """Whether a section writes whole numbers with zeros before them, and nothing but zeros."""
    digits = "".join(part.text for part in section if part.kind == "digits")
    return len(digits) > 1 and not digits.strip("0") and all(part.kind != "percent" for part in section)


def written(value: str, sections: tuple[Section, ...]) -> str:
    """A number as its format writes it; nothing where that is not known, or would be another number."""
    if not sections:
        return ""
    try:
        number = Decimal(f"{float(value):.{_FIGURES}g}")
        which = 1 if number < 0 and len(sections) > 1 else 2 if not number and len(sections) > 2 else 0
        section = sections[which]
        sign = "-" if number < 0 and not which else ""
        text = _share(abs(number), section) if _is_share(section) else _zeros(abs(number), section)
    except (InvalidOperation, ValueError):
        return ""
    return (sign + text if re.search("[1-9]", text) else text).strip()


def _share(number: Decimal, section: Section) -> str:
    times = Decimal(100) ** sum(part.kind == "percent" for part in section)
    return "".join(_figures(number * times, part.text) if part.kind == "digits" else part.text for part in section)


def _figures(number: Decimal, places: str) -> str:
    whole, _, fraction = places.partition(".")
    rounded = number.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    before, _, after = f"{rounded:{',' if ',' in whole else ''}f}".partition(".")
    kept = max(len(after.rstrip("0")), fraction.rfind("0") + 1)
    return before.zfill(0 if "," in whole else whole.count("0")) + (f".{after[:kept]}" if kept else "")


def _zeros(number: Decimal, section: Section) -> str:
    if not section or number != number.to_integral_value():
        return ""
    places = [len(part.text) for part in section if part.kind == "digits"]
    digits = str(int(number)).zfill(sum(places))
    surplus = len(digits) - sum(places)
    text = ""
    for part in section:
        taken = len(part.text) + surplus if part.kind == "digits" else 0
        text += digits[:taken] if taken else part.text
        digits, surplus = digits[taken:], 0 if taken else surplus
    return text
