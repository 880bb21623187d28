"""The text of a source made ready to be searched: what is forgiven is equal, and each character knows its place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import Final

from drafter.declarations import FORGIVEN
from drafter.edges import LINE_END_HYPHEN
from drafter.record import Mutable, Record, field

_SPACES: Final = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_ONE_FOR_ONE: Final = {
    **dict.fromkeys(_SPACES, " "),
    **{character: made for character, made in FORGIVEN.items() if len(made) == 1},
}
_BREAKING: Final = ("-", "\u2010", "\u00ad")
_BROKEN: Final = re.compile(r"[-\u2010\u00ad](?<=\w.)[ \t]*(?:\n[ \t]*|[ \t\n]*\f[ \t\n\f]*)(?=\w)")
_WIDE: Final = re.compile("  +")
_LONGER: Final = tuple(character for character, made in FORGIVEN.items() if len(made) != 1)
_HYPHENS: Final = ("-", LINE_END_HYPHEN)
HYPHENS: Final = re.compile(f"[-{LINE_END_HYPHEN}]")


class Origins(Mutable):
    """Where each character of a plain text came from: stretches in which both run on together, or one stands still."""

    starts: list[int] = field(default_factory=lambda: [0])
    origins: list[int] = field(default_factory=lambda: [0])
    steps: list[int] = field(default_factory=lambda: [1])

    def __getitem__(self, position: int) -> int:
        at = bisect_right(self.starts, position) - 1
        return self.origins[at] + self.steps[at] * (position - self.starts[at])

    def run_on(self, start: int, end: int) -> bool:
        """Whether both texts run on together from one character to another."""
        at = bisect_right(self.starts, start) - 1
        return self.steps[at] == 1 and (at + 1 == len(self.starts) or self.starts[at + 1] > end)

    def add(self, start: int, origin: int, step: int) -> None:
        """From `start` on, characters come from `origin`, or from there on, one by one."""
        self.starts.append(start)
        self.origins.append(origin)
        self.steps.append(step)


class Source(Record, eq=False):
    """A source's text, and the same with what is forgiven made equal; `at[i]` is where character i came from.

    `bare` is the plain text without hyphens, to be searched; `hyphens` is where these stand in the plain one, and
    `passed[n]` where the nth of them was left out of the bare one.
    """

    text: str
    plain: str
    at: Origins
    bare: str
    hyphens: tuple[int, ...]
    passed: tuple[int, ...]

    def as_it_is(self, start: int, length: int) -> str:
        """A stretch of the plain text as the source has it; nothing where the two do not run on together."""
        if not self.at.run_on(start, start + length - 1):
            return ""
        origin = self.at[start]
        return " ".join(re.split(r"\s", self.text[origin : origin + length]))

    def plain_at(self, position: int) -> int:
        """Where a character of the bare text stands in the plain one."""
        return position + bisect_right(self.passed, position)

    def bare_from(self, position: int) -> int:
        """Where the bare text goes on from a position of the plain one."""
        return position - bisect_left(self.hyphens, position)


@lru_cache(maxsize=64)
def source(text: str) -> Source:
    """Prepare a source's text for finding; kept, because many quotations are made from one source."""
    even = text
    for character, made in _ONE_FOR_ONE.items():  # each a look at the memory, which one pass in Python is not
        if character in even:
            even = even.replace(character, made)
    parts: list[str] = []
    at = Origins()
    length = last = 0
    for start, end, made in _moving(text, even):
        if start < last:
            continue
        parts += (even[last:start], made)
        length += start - last
        if made:
            at.add(length, start, 0)
            length += len(made)
        at.add(length, end, 1)
        last = end
    parts.append(even[last:])
    plain = "".join(parts)
    hyphens = tuple(_places(plain, _HYPHENS))
    bare = plain.replace("-", "").replace(LINE_END_HYPHEN, "")
    return Source(text, plain, at, bare, hyphens, tuple(place - number for number, place in enumerate(hyphens)))


def _moving(text: str, even: str) -> list[tuple[int, int, str]]:
    """What is not one character for one, in order: where it stands, and what it is read as; the first of two counts."""
    broken = (match for match in (_BROKEN.match(text, place) for place in _places(text, _BREAKING)) if match)
    found = [(*match.span(), _joined(text, match)) for match in broken]
    if "  " in even:
        found += [(*match.span(), " ") for match in _WIDE.finditer(even)]
    found += [(place, place + 1, FORGIVEN[text[place]]) for place in _places(text, _LONGER)]
    return sorted(found, key=lambda one: (one[0], -one[1]))


def _places(text: str, characters: tuple[str, ...]) -> list[int]:
    """Where any of some characters stand, in order; a search for one character is far faster than one for any."""
    found: list[int] = []
    for character in characters:
        place = text.find(character)
        while place >= 0:
            found.append(place)
            place = text.find(character, place + 1)
    return sorted(found)


def _joined(text: str, match: re.Match[str]) -> str:
    """What a hyphen at a line's end is read as: between numbers it is part of them."""
    if not (text[match.start() - 1].isdigit() or text[match.end()].isdigit()):
        return LINE_END_HYPHEN
    return " " if match[0][0] == "\u00ad" else "-"
