"""What a language file holds, and how it is read; the shipped files lie beside this one."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from drafter.record import Record

if TYPE_CHECKING:
    from drafter.yaml_files import Mapping, Node

FOLDER: Final = Path(__file__).parent
INTERVIEW: Final = FOLDER / "interview"


def interview_languages() -> tuple[str, ...]:
    """The languages that the interview can ask in: those of which there is a file."""
    return tuple(sorted(file.stem for file in INTERVIEW.glob("*.yaml")))


class Part(Record):
    """A part of a language file. The files are shipped and tests hold each whole, so a lack is a KeyError."""

    node: Mapping

    def part(self, key: str) -> Part:
        """The part under a key; an empty one where there is none."""
        from drafter.yaml_files import Mapping

        node = self.node.get(key)
        return Part(node if isinstance(node, Mapping) else Mapping((), self.node.place))

    def parts(self, key: str) -> tuple[Part, ...]:
        from drafter.yaml_files import Mapping

        return tuple(Part(node) for node in _items(self.node.get(key)) if isinstance(node, Mapping))

    def text(self, key: str) -> str:
        node = self.node.get(key)
        if node is None:
            raise KeyError(key)
        return _text(node)

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(map(_text, _items(self.node.get(key))))

    def names(self) -> tuple[str, ...]:
        return tuple(str(key) for key, _ in self.node.entries)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        return tuple((name, self.text(name)) for name in self.names())


def read_part(code: str) -> Part:
    """The shipped file of a language."""
    from drafter.yaml_files import Mapping, read

    root = read((FOLDER / f"{code}.yaml").read_bytes(), f"{code}.yaml").root
    if not isinstance(root, Mapping):
        raise KeyError(code)
    return Part(root)


def _items(node: Node | None) -> tuple[Node, ...]:
    from drafter.yaml_files import Sequence

    return node.items if isinstance(node, Sequence) else ()


def _text(node: Node) -> str:
    from drafter.yaml_files import Scalar

    if not isinstance(node, Scalar):
        raise KeyError(str(node.place))
    return node.text


class Before(Record):
    """The form that a word takes before names that begin in certain ways; accents and case make no difference."""

    form: str
    before: tuple[str, ...]
    but_not: tuple[str, ...]

    def fits(self, name: str) -> bool:
        """Whether the name begins so; quotation marks and the like before it are passed over."""
        plain = _plain(name)
        return plain.startswith(self.before) and not plain.startswith(self.but_not)


def form_before(name: str, choices: tuple[Before, ...], usual: str) -> str:
    """The form that stands before a name."""
    return next((one.form for one in choices if one.fits(name)), usual)


def _plain(name: str) -> str:
    """A name without accents and capitals, from its first letter or figure on, and a space, so that words end."""
    letters = (one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
    return re.sub(r"^[\W_]+", "", "".join(letters).casefold()) + " "


def _before_some(part: Part) -> tuple[Before, ...]:
    return tuple(
        Before(one.text("form"), one.texts("before"), one.texts("but_not")) for one in part.parts("before_some")
    )


class Dates(Record):
    """How dates are written: `{day} {month} {year}`, the names of months, whole and short, the first of a month."""

    pattern: str
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    first: str


def dates(whole: Part) -> Dates:
    cldr = whole.part("cldr")
    return Dates(cldr.text("date"), cldr.texts("months"), cldr.texts("short_months"), whole.part("dates").text("first"))


class Lists(Record):
    """What stands between listed names, spaces included: before the last of two, and of more than two."""

    between: str
    two: str
    last: str
    before_some: tuple[Before, ...]


def lists(whole: Part) -> Lists:
    """CLDR's separators, and the language's own where its file has them."""
    own = whole.part("lists")
    cldr = whole.part("cldr")
    two, last = ((own if name in own.names() else cldr).text(name) for name in ("two", "last"))
    return Lists(cldr.text("between"), two, last, _before_some(own))


class Numbers(Record):
    """The mark between thousands, from which number on; the plurals that CLDR gives whole numbers (else `other`)."""

    thousands: str
    grouped_from: int
    plurals: tuple[tuple[str, tuple[int, ...]], ...]
    millions: str


def numbers(whole: Part) -> Numbers:
    cldr = whole.part("cldr")
    forms = cldr.part("plurals")
    return Numbers(
        thousands=cldr.text("thousands"),
        grouped_from=int(whole.part("numbers").text("grouped_from")),
        plurals=tuple((name, tuple(map(int, forms.texts(name)))) for name in forms.names()),
        millions=cldr.text("millions"),
    )


class Possessive(Record):
    """The possessive of a name; `contracted` gives what becomes of an article at its head (`el ` with `de`: `del `)."""

    usual: str
    before_some: tuple[Before, ...]
    contracted: tuple[tuple[str, str], ...]


def possessive(whole: Part) -> Possessive:
    part = whole.part("possessive")
    return Possessive(part.text("usual"), _before_some(part), part.part("contracted").pairs())
