"""The numbers and bullets that Word makes by itself: they stand in a document's numbering, not in its text."""

from __future__ import annotations

import re
from typing import Final

from drafter.counting import roman
from drafter.problems import Place
from drafter.record import Mutable, Record, field
from drafter.sources.packages import Element, Package, opened

DEEPEST: Final = 9
BULLET: Final = "•"


class Numbered(Record):
    """A paragraph that Word numbers: its text, the mark before it, and the level, counted from 0."""

    text: str
    mark: str
    level: int


class _Level(Record):
    form: str = "decimal"
    pattern: str = ""
    start: int = 1


class _Numbering(Mutable):
    """The levels of each numbering of a document, what its styles number, and how far each has counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counted: dict[str, list[int]] = field(default_factory=dict)
    started: set[str] = field(default_factory=set)
    overrides: dict[tuple[str, int], int] = field(default_factory=dict)

    def mark(self, number: str, level: int) -> str:
        """The mark of the next paragraph of a numbering at a level."""
        levels = self.levels.get(number, {})
        counted = self.counted.setdefault(self.same.get(number, number), [0] * DEEPEST)
        first = number not in self.started
        self.started.add(number)
        for at in range(DEEPEST):
            if first and (number, at) in self.overrides:
                counted[at] = 0
        here = levels.get(level, _Level())
        start = self.overrides.get((number, level), here.start)
        counted[level] = counted[level] + 1 if counted[level] else start
        counted[level + 1 :] = [0] * (DEEPEST - level - 1)
        if here.form == "bullet":
            return BULLET
        if here.form == "none":
            return ""

        def value(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            one = levels.get(at, _Level())
            return _shown(counted[at] or one.start, one.form)

        return re.sub(r"%([1-9])", value, here.pattern).strip()


def numbered(content: bytes, file: str) -> tuple[Numbered, ...]:
    """The paragraphs that Word numbers, in order; none in a file that is not a Word document. Raises Unreadable."""
    if not file.lower().endswith(".docx"):
        return ()
    package = opened(content, file, Place(file))
    names = package.relations("").get("officeDocument", [])
    body = package.part(names[0]) if names else None
    if body is None:
        return ()
    numbering = _numbering(package, package.relations(names[0]))
    made: list[Numbered] = []
    for paragraph in body.iter("{*}p"):
        properties = paragraph.find("{*}pPr")
        text = "".join(one.text or "" for one in paragraph.iter("{*}t"))
        found = _of(properties, numbering)
        if found and text.strip():
            number, level = found
            made.append(Numbered(text, numbering.mark(number, level), level))
    return tuple(made)


def _of(properties: Element | None, numbering: _Numbering) -> tuple[str, int] | None:
    """The numbering and the level of a paragraph, its own or its style's; nothing where it has none."""
    if properties is None:
        return None
    style = numbering.styles.get(_value(properties.find("{*}pStyle")))
    own = properties.find("{*}numPr")
    if own is None:
        return style if style and style[0] in numbering.levels else None
    number = _value(own.find("{*}numId")) or (style[0] if style else "")
    level = _value(own.find("{*}ilvl"))
    if number not in numbering.levels:
        return None
    return number, _level(level) if level else (style[1] if style else 0)


def _numbering(package: Package, related: dict[str, list[str]]) -> _Numbering:
    found = _Numbering()
    kinds: dict[str, dict[int, _Level]] = {}
    for name in related.get("numbering", []):
        tree = package.part(name)
        if tree is None:
            continue
        for kind in tree.iter("{*}abstractNum"):
            kinds[_value(kind, "abstractNumId")] = {
                _level(_value(level, "ilvl")): _read(level) for level in kind.iter("{*}lvl")
            }
        for number in tree.iter("{*}num"):
            identity, kind = _value(number, "numId"), _value(number.find("{*}abstractNumId"))
            found.levels[identity] = dict(kinds.get(kind, {}))
            found.same[identity] = f"kind {kind}"
            for override in number.iter("{*}lvlOverride"):
                at, start = _level(_value(override, "ilvl")), _value(override.find("{*}startOverride"))
                if start.isdigit():
                    found.overrides[identity, at] = int(start)
                for one in override.iter("{*}lvl"):
                    found.levels[identity][at] = _read(one)
    for name in related.get("styles", []):
        tree = package.part(name)
        for style in () if tree is None else tree.iter("{*}style"):
            properties = style.find("{*}pPr/{*}numPr")
            if properties is not None:
                level = _level(_value(properties.find("{*}ilvl")))
                found.styles[_value(style, "styleId")] = _value(properties.find("{*}numId")), level
    return found


def _read(level: Element) -> _Level:
    start = _value(level.find("{*}start"))
    form = _value(level.find("{*}numFmt")) or "decimal"
    return _Level(form, _value(level.find("{*}lvlText")), int(start) if start.isdigit() else 1)


def _level(said: str) -> int:
    return min(int(said), DEEPEST - 1) if said.isdigit() else 0


def _value(element: Element | None, name: str = "val") -> str:
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _shown(number: int, form: str) -> str:
    match form:
        case "lowerLetter":
            return _letters(number)
        case "upperLetter":
            return _letters(number).upper()
        case "lowerRoman":
            return roman(number)
        case "upperRoman":
            return roman(number).upper()
        case "decimalZero":
            return f"{number:02}"
        case _:
            return str(number)


def _letters(number: int) -> str:
    """The letter of a number as Word counts: a to z, then aa, bb."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
