"""Makes up rows for trials: words of the same classes as those of a row, which say nothing to any check."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import Final, Protocol

from drafter.batch.cells import CAPITAL, CAPITALS, FIXED, MIXED, NUMBER, SMALL, TOKEN, form

_TRIALS: Final = 100
_MARKS: Final = "-'’"
_PARTED: Final = re.compile(f"([{_MARKS}])")
_FEW: Final = ("1", "2")
"""How the classes of words end that have so few letters."""
_LEAST, _MOST = 3, 10
"""Letters of a word that takes the place of a shorter or a longer one."""
_LONG: Final = (7, 8, 9)
_USUAL: Final = (1, 2, 3, 4, 6)
"""How many digits a number may have."""


class Judge(Protocol):
    """What tells the class of a word."""

    def class_of(self, token: str) -> str:
        """The class of a word that may differ; nothing where it is kept."""

    def led(self, token: str) -> str:
        """What the language sets beside a word because of its letters."""


@dataclass(slots=True)
class MadeUp:
    """Makes up values; a word that stands again is the same again. `small` are words to take for those written small.

    With `long`, numbers have so many digits that they stand nowhere else by chance, and a value without a word of its
    own gets one, as has every other where that word stands.
    """

    chance: random.Random
    small: list[str]
    judge: Judge
    long: bool
    known: dict[str, str] = field(default_factory=dict)

    def values(self, values: list[str], keeps: list[bool]) -> list[str]:
        """Other values of the same patterns; raises LookupError where there are none.

        Of those that it `keeps`, one without words of its own stays.
        """
        tokens = [TOKEN.findall(value) for value in values]
        if self.long:
            for value, said, kept in zip(values, tokens, keeps, strict=True):
                if value and not kept and all(self.judge.class_of(token) in {"", FIXED} for token in said):
                    self._give(said[-1] if said else value)
        return [TOKEN.sub(lambda found: self._word(found[0]), value) for value in values]

    def _give(self, token: str) -> None:
        """Make up another for a word of no class, wherever it stands."""
        marks = "".join(sorted(set(_PARTED.findall(token))))
        match form(token):
            case "w":
                self._of(token, SMALL)
            case "A":
                self._of(token, f"{CAPITALS}{marks}")
            case "9":
                self._of(token, NUMBER)
            case _:
                self._of(token, f"{CAPITAL}{marks}")

    def _word(self, token: str) -> str:
        known = self.judge.class_of(token)
        if token.casefold() in self.known:
            return _cased(self.known[token.casefold()], token)
        return self._of(token, known) if known and known != FIXED else token

    def _of(self, token: str, known: str) -> str:
        low = token.casefold()
        if low not in self.known:
            self.known[low] = self._new(token, known)
        return _cased(self.known[low], token)

    def _new(self, token: str, known: str) -> str:
        for _ in range(_TRIALS):
            made = self._drawn(known, token)
            cased = _cased(made, token)
            if made in self.known.values() or self.judge.class_of(cased)[:1] != known[:1]:
                continue
            if self.judge.led(cased) == self.judge.led(token):
                return made
        raise LookupError(token)

    def _drawn(self, known: str, token: str) -> str:
        if known == NUMBER:
            return self._digits(self.chance.choice(_LONG if self.long else _USUAL))
        if known == SMALL:
            return self.chance.choice(self.small)
        if known[0] == MIXED:
            return "".join(part if part in _MARKS else self._mixed(part) for part in _PARTED.split(token))
        if known[-1] in _FEW:
            return self._letters(int(known[-1]))
        made = self._letters(self.chance.randint(6, 8) if self.long else min(max(len(token), _LEAST), _MOST))
        return "".join((*(f"{made[:2]}{mark}" for mark in known[1:]), made))

    def _mixed(self, part: str) -> str:
        """A part of a word with digits: letters for letters, and digits for digits."""
        if not self.long or part.isalpha():
            return "".join(self._digits(1) if one.isdigit() else self._letters(1) for one in part)
        if part.isdigit():
            return self._digits(self.chance.choice(_LONG))
        made = self._letters(self.chance.randint(6, 8)), self._digits(_LEAST)
        return "".join(made[::-1] if part[0].isdigit() else made)

    def _digits(self, count: int) -> str:
        return "".join(self.chance.choices("123456789", k=count))

    def _letters(self, count: int) -> str:
        return "".join(self.chance.choices(ascii_lowercase, k=count))


def _cased(made: str, token: str) -> str:
    """A word with capitals where another has them."""
    match form(token):
        case "w":
            return made
        case "A":
            return made.upper()
    given = _PARTED.split(token)
    parts = _PARTED.split(made)
    parts[::2] = [
        part[:1].upper() + part[1:] if given[min(2 * n, len(given) - 1)][:1].isupper() else part
        for n, part in enumerate(parts[::2])
    ]
    return "".join(parts)
