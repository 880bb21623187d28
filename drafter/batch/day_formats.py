"""Days and times as the format of their cell writes them (ECMA-376-1, 18.8.30 and 18.8.31).

What depends on the machine that shows the sheet, such as its short date or a month in its language, is not read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from drafter.record import Record

_TOKEN: Final = re.compile(
    r"""
    "(?P<quoted>[^"]*)" | \\(?P<escaped>.) | \[\$(?P<locale>-[^\]]*)\] | \[(?P<elapsed>h+|m+|s+)\]
    | (?P<nothing>\[(?:black|blue|cyan|green|magenta|red|white|yellow|colou?r\s?\d+)\] | \*.)
    | (?P<space>_.) | (?P<half>am/pm|a/p) | (?P<part>y+|m+|d+|h+|s+) | (?P<fraction>\.0+)
    | (?P<itself>[ \-/:.,()'+] | [^\W\d_A-Za-z] | [\u00a0\u202f])
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH: Final = 0x09
"""The part of a locale's number that names the language."""
_LANGUAGE: Final = 0x3FF
_LOCALES: Final = 0x10000
"""Numbers from here on name other calendars and digits, or what the machine is set to."""

Moment = dt.date | dt.time | dt.timedelta


class Token(Record):
    """Words that stand as they are, or a part of a day or a time: `kind` is its first letter."""

    kind: str
    text: str


@lru_cache(maxsize=256)
def read(code: str) -> tuple[Token, ...]:
    """The parts of a format of days or times; none where it is another, or is not wholly understood."""
    found: list[Token] = []
    at, english = 0, True
    while at < len(code) and code[at] != ";":
        match = _TOKEN.match(code, at)
        if match is None:
            return ()
        at = match.end()
        kind = str(match.lastgroup)
        text = match[kind]
        if kind == "locale":
            if not _is_known(text[1:]):
                return ()
            english = _is_english(text[1:])
        elif kind == "part":
            found.append(Token(text[0].lower(), text.lower()))
        elif kind == "elapsed":
            found.append(Token(f"[{text[0].lower()}]", text.lower()))
        elif kind in {"half", "fraction"}:
            found.append(Token(kind, text))
        elif kind != "nothing":
            found.append(Token("words", " " if kind == "space" else text))
    named = any(token.kind in {"m", "d"} and len(token.text) > 2 for token in found)
    is_moment = any(token.kind not in {"words", "fraction"} for token in found)
    return tuple(_with_minutes(found)) if is_moment and (english or not named) else ()


def _is_known(locale: str) -> bool:
    """Whether a locale changes at most the language: no other calendar, no other digits, no setting of the machine."""
    if re.fullmatch(r"[0-9A-Fa-f]+", locale):
        return int(locale, 16) < _LOCALES and not locale.upper().startswith(("F400", "F800"))
    return re.fullmatch(r"[a-z]{2,3}(?:-[A-Z]{2})?", locale) is not None


def _is_english(locale: str) -> bool:
    if re.fullmatch(r"[0-9A-Fa-f]+", locale):
        return int(locale, 16) & _LANGUAGE == _ENGLISH
    return locale.startswith("en")


def _with_minutes(tokens: list[Token]) -> Iterator[Token]:
    """An `m` beside hours or seconds is of minutes, any other of months."""
    parts = [n for n, token in enumerate(tokens) if token.kind not in {"words", "half", "fraction"}]
    for n, token in enumerate(tokens):
        if token.kind == "m" and len(token.text) <= 2:
            at = parts.index(n)
            before = tokens[parts[at - 1]].kind if at else ""
            after = tokens[parts[at + 1]].kind if at + 1 < len(parts) else ""
            is_minutes = before in {"h", "[h]"} or after in {"s", "[s]"}
            yield Token("minutes", token.text) if is_minutes else token
        else:
            yield token


def written(value: Moment, tokens: tuple[Token, ...]) -> str:
    """A day or a time as its format writes it; nothing where that is not known."""
    kinds = {token.kind for token in tokens}
    day = value if isinstance(value, dt.date) else None
    places = max((len(token.text) - 1 for token in tokens if token.kind == "fraction"), default=0)
    seconds = round(_seconds(value), places)
    if isinstance(value, dt.datetime) and seconds >= 86_400:
        return ""  # the last half second of a day
    if not tokens or seconds < 0 or (day is None and kinds & {"y", "m", "d"}):
        return ""
    if kinds & {"[h]", "[m]", "[s]"} and isinstance(value, dt.date):
        return ""
    return "".join(_part(token, day, seconds, twelve="half" in kinds) for token in tokens).strip()


def _seconds(value: Moment) -> float:
    match value:
        case dt.timedelta():
            return value.total_seconds()
        case dt.datetime() | dt.time():
            return value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
        case _:
            return 0.0


def _part(token: Token, day: dt.date | None, seconds: float, *, twelve: bool) -> str:
    size, whole = len(token.text), int(seconds)
    hour = whole // 3600 % 24
    if token.kind in {"y", "m", "d"} and day is not None:
        return _of_day(token, day)
    match token.kind:
        case "h":
            return f"{(hour % 12 or 12) if twelve else hour:0{min(size, 2)}}"
        case "minutes":
            return f"{whole // 60 % 60:0{size}}"
        case "s":
            return f"{whole % 60:0{min(size, 2)}}"
        case "[h]":
            return f"{whole // 3600:0{size}}"
        case "[m]":
            return f"{whole // 60:0{size}}"
        case "[s]":
            return f"{whole:0{size}}"
        case "half":
            said = "PM" if hour >= 12 else "AM"
            return said if len(token.text) > 3 else said[0]
        case "fraction":
            return f"{seconds % 1:.{size - 1}f}"[1:]
        case _:
            return token.text


def _of_day(token: Token, day: dt.date) -> str:
    size = len(token.text)
    if token.kind == "y":
        return f"{day.year:04}" if size > 2 else f"{day.year % 100:02}"
    if token.kind == "d":
        name = _WEEKDAYS[day.weekday()]
        return f"{day.day:0{size}}" if size <= 2 else name[:3] if size == 3 else name
    name = _MONTHS[day.month - 1]
    return f"{day.month:0{size}}" if size <= 2 else name[:3] if size == 3 else name[:1] if size == 5 else name
