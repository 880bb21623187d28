"""Names the letters of a batch: safe on every system, each once."""

from __future__ import annotations

import re
import unicodedata
from array import array
from typing import Final

from drafter.batch.leaks import digest
from drafter.problems import Finding, Place, Unreadable, did_you_mean
from drafter.record import Mutable, field

USUAL: Final = "{date}-{to.organisation}"
LONGEST: Final = 150
"""Bytes of a name in UTF-8, so that its folder's path and a few endings find room on Windows."""
_FIELD: Final = re.compile(r"\{([^{}]*)\}")
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\s\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+')
_ASCII: Final = {n: "-" for n in range(128) if _FORBIDDEN.match(chr(n))}
_RESERVED: Final = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?")


class Namer(Mutable):
    """Makes a name for each row from a pattern such as `{date}-{to.organisation}`."""

    pattern: str = USUAL
    _pieces: tuple[str, ...] = ()
    """What stands before, between and behind the fields."""
    _fields: tuple[str, ...] = ()
    _taken: set[int] = field(default_factory=set)
    _numbers: dict[int, int] = field(default_factory=dict)
    """The last number given to a name that was wanted again."""

    def __post_init__(self) -> None:
        split = tuple(_FIELD.split(self.pattern))
        self._pieces, self._fields = split[::2], split[1::2]

    @property
    def fields(self) -> tuple[str, ...]:
        """What the pattern names, in its order."""
        return self._fields

    def check(self, known: list[str]) -> None:
        """Raise Unreadable where the pattern names what no row has."""
        for name in self.fields:
            if name not in known:
                message = f"--name: unknown field '{{{name}}}'{did_you_mean(name, known)}"
                advice = f"known: {', '.join(known)}"
                raise Unreadable(Finding("name-pattern", "error", message, Place(""), advice))

    def name(self, values: dict[str, str]) -> tuple[str, bool]:
        """A row's name without ending, and whether it is the first of its kind."""
        said = [*self._pieces, *self._fields]
        said[::2], said[1::2] = self._pieces, [values.get(one, "") for one in self._fields]
        wanted = safe("".join(said))
        taken = first = key(wanted)
        name, number = wanted, self._numbers.get(first, 1)
        while taken in self._taken:
            number += 1
            name = f"{wanted}-{number}"
            taken = key(name)
        self._taken.add(taken)
        if taken != first:
            self._numbers[first] = number
        return name, taken == first


class Names(Mutable, eq=False):
    """The names of many letters, in little more memory than their words take."""

    _said: bytearray = field(default_factory=bytearray)
    _ends: array[int] = field(default_factory=lambda: array("Q", [0]))

    def append(self, name: str) -> None:
        self._said += name.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._said))

    def __getitem__(self, number: int) -> str:
        return self._said[self._ends[number] : self._ends[number + 1]].decode("utf-8", "surrogatepass")

    def __len__(self) -> int:
        return len(self._ends) - 1


def key(name: str) -> int:
    """What stands for a file's name; two that some system takes for one have the same."""
    return digest(name.lower() if name.isascii() else unicodedata.normalize("NFKC", name).casefold())


def safe(name: str) -> str:
    """A file's name that Windows, macOS and Linux take, near the one that is wanted."""
    if name.isascii():
        plain = name.translate(_ASCII)
    else:
        plain = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", name))
        plain = "".join(one for one in plain if unicodedata.category(one) not in {"Cs", "Co", "Cn"})
    plain = (re.sub(r"-{2,}", "-", plain) if "--" in plain else plain).strip("-. ")
    if len(plain) * 4 > LONGEST:
        plain = plain.encode()[:LONGEST].decode(errors="ignore").rstrip("-. ")
    if not plain:
        return "letter"
    return f"letter-{plain}" if _RESERVED.fullmatch(plain) else plain
