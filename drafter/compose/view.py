"""What every view of a case has (attributes, what it rests on), and what one that can be quoted has besides."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from drafter.compose.sandbox import Nothing, Rich
from drafter.compose.syntax import WordingError
from drafter.compose.values import Said
from drafter.model import Origin
from drafter.problems import Placed, did_you_mean
from drafter.record import Record, replace

if TYPE_CHECKING:
    from drafter.compose.views import Views


class View(Rich, Record, eq=False, dict=True):
    """Something of a case, as wording sees it; `views` makes the others that it leads to."""

    views: Views
    id: str
    kind: ClassVar[str] = "value"

    def described(self) -> str:
        return f"the {self.kind} '{self.id}'"

    def origin(self) -> Origin:
        """What rests on it."""
        return Origin()

    def said(self, words: str) -> Said:
        """Words that rest on it."""
        return Said(words, self.origin())

    def attributes(self) -> dict[str, object]:
        """Its attributes by name; absent ones are not among them."""
        return {}

    def printed(self) -> object:
        """What it is when it is inserted itself; raises WordingError where that would be unclear."""
        raise WordingError(f"{self.described()} cannot be inserted itself", advice=f"use one of: {self._names()}")

    def look_up(self, name: str) -> object:
        attributes = self._known()
        if name in attributes:
            return attributes[name]
        if name in self.possible():
            return Nothing(f"{self.id}.{name}")
        message = f"{self.described()} has no '{name}'{did_you_mean(name, [*attributes, *self.possible()])}"
        raise WordingError(message, advice=f"it has: {self._names()}", code="unknown-name")

    def _known(self) -> dict[str, object]:
        """Its attributes, made once as long as the letter defines nothing new."""
        made: tuple[int, dict[str, object]] | None = self.__dict__.get("made")
        if made is None or made[0] != len(self.views.defined):
            made = self.__dict__["made"] = len(self.views.defined), self.attributes()
        return made[1]

    def possible(self) -> tuple[str, ...]:
        """Attributes that every one of its kind may have; a wording may ask whether they are there."""
        return ()

    def _names(self) -> str:
        return ", ".join(self.attributes())


class Quotable(View, eq=False):
    """Something that `quote()` can quote: its words, where they were declared, and where they must stand."""

    words: Placed

    def quoted_from(self) -> tuple[str, str, str]:
        """The source's id, its text ("" where none is held), and "document" or "extract"."""
        raise NotImplementedError

    def emphasised(self) -> bool:
        """Whether the declaration adds emphasis."""
        return "*" in self.words.replace("\\*", "")

    def keeps_notes(self) -> bool:
        """Whether references to notes within the words are kept."""
        return False

    def with_words(self, words: Placed) -> Quotable:
        """The same, quoted otherwise."""
        return replace(self, words=words)
