"""Letters of rows, as the ordinary path makes them and as they are filled in, and their formats with places."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape as html_escape
from typing import Final, Protocol

from drafter.batch.tables import Row
from drafter.batch.templates import Coded, Cut, Template
from drafter.dossier import Dossier
from drafter.problems import Finding
from drafter.record import Record
from drafter.writers import docx
from drafter.writers.docx.package import Container, Draft, Member, fingerprint
from drafter.writers.docx.wordml import escape

Content = str | tuple[Member | Draft, ...]


class Ordinary(Record):
    """What the ordinary path made of a row."""

    findings: tuple[Finding, ...]
    silenced: int
    dated: str
    template: str
    said: tuple[str, ...]
    """All that the letter says, text by text."""
    contents: tuple[Content, ...]
    """It in each format, not packed yet."""
    dossier: Dossier

    @property
    def words(self) -> int:
        """A number that stands for all that it says."""
        return number_of(self.said)


class Filled(Record):
    """A letter that was filled in."""

    findings: tuple[Finding, ...]
    silenced: int
    dated: str
    template: str
    words: int
    contents: tuple[bytes, ...]


class Source(Protocol):
    """The ordinary path."""

    def __call__(self, row: Row) -> Ordinary | None:
        """The letter of a row; nothing where an error stops it."""


def number_of(said: Iterable[str]) -> int:
    """A number that two letters share only where they say the same."""
    return fingerprint("\n\n".join(said).encode("utf-8", "surrogatepass"))


def packed(content: Content) -> bytes:
    """A letter in one format as it is written."""
    return content.encode("utf-8") if isinstance(content, str) else docx.packed(content)


_ESCAPES: Final[dict[str, Callable[[str], str]]] = {
    "docx": escape,
    "html": lambda text: html_escape(text, quote=False),
}
FORMATS: Final = frozenset(_ESCAPES)
"""The formats that are filled in: what the writer of another makes of a word depends on where it comes to stand."""


class Format(Record):
    """A letter in one format with its places."""

    escape: Callable[[str], str]
    whole: Template | None
    container: Container | None = None
    parts: tuple[tuple[Draft, Template], ...] = ()
    coded: tuple[Coded, ...] = ()
    """The whole, or the parts, in UTF-8."""

    def filled(self, values: list[str]) -> bytes:
        said = [self.escape(value).encode() for value in values]
        if self.container is None:
            return self.coded[0].filled(said)
        made = [part.packed(coded.filled(said)) for (part, _), coded in zip(self.parts, self.coded, strict=True)]
        return self.container.packed(made)

    def texts(self, values: list[str]) -> list[str]:
        said = list(map(self.escape, values))
        return [one.filled(said) for one in (self.whole, *(template for _, template in self.parts)) if one is not None]


def placed(name: str, content: Content, cut: Cut) -> Format:
    """A letter in a format, with places for the values that were cut out of it."""
    change = _ESCAPES[name]
    if isinstance(content, str):
        whole = cut.template(content, change)
        return Format(change, whole, coded=(whole.coded,))
    parts: list[tuple[Draft, Template]] = []
    members: list[Member | str] = []
    for one in content:
        template = cut.template(one.text, change) if isinstance(one, Draft) else None
        if isinstance(one, Draft) and template is not None and template.slots:
            parts.append((one, template))
            members.append(one.name)
        else:
            members.append(one.packed() if isinstance(one, Draft) else one)
    return Format(change, None, Container(members), tuple(parts), tuple(one.coded for _, one in parts))


def is_filled(form: Format, content: Content, values: list[str]) -> bool:
    """Whether filling in values gives what the ordinary path made."""
    if isinstance(content, str):
        return form.texts(values) == [content]
    moving = [one.text for one in content if isinstance(one, Draft) and any(one.name == p.name for p, _ in form.parts)]
    rest = [one.packed() if isinstance(one, Draft) else one for one in content]
    still = form.container.members if form.container else []
    return (
        form.texts(values) == moving
        and len(rest) == len(still)
        and all(isinstance(one, str) or one == other for one, other in zip(still, rest, strict=True))
    )
