"""Numbering (ECMA-376 part 1, 17.9): the writer's definitions, and a new start for each list of a letter."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from drafter.model import Marker

STEP: Final = 567
"""One level of indent, in twentieths of a point: a centimetre."""
LEVELS: Final = 9
_BULLET_HANG: Final = 340

Kind: TypeAlias = Literal["bullet", "decimal", "letter", "roman", "paragraph", "question"]
KINDS: Final[tuple[Kind, ...]] = ("bullet", "decimal", "letter", "roman", "paragraph", "question")
_FORMATS: Final[dict[Kind, tuple[str, str]]] = {
    "bullet": ("bullet", ""),
    "decimal": ("decimal", "%{}."),
    "letter": ("lowerLetter", "(%{})"),
    "roman": ("lowerRoman", "(%{})"),
    "paragraph": ("decimal", "%{}."),
    "question": ("decimal", "%{}."),
}
_BULLETS: Final = "•–"
# Word takes abstract definitions of equal nsid for one list when text is pasted, so each has its own (17.9.15).
_FIRST_NSID: Final = 0x4C45_5400


def abstract(kind: Kind, identity: int) -> str:
    """The `w:abstractNum` of a kind: nine levels that differ in indent, each counting for itself."""
    levels = "".join(_level(kind, level) for level in range(LEVELS))
    nsid = f"{_FIRST_NSID + KINDS.index(kind):08X}"
    return (
        f'<w:abstractNum w:abstractNumId="{identity}"><w:nsid w:val="{nsid}"/>'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )


def _level(kind: Kind, level: int) -> str:
    number_format, template = _FORMATS[kind]
    text = template.format(level + 1) if template else _BULLETS[level % len(_BULLETS)]
    hang = _BULLET_HANG if kind == "bullet" else STEP
    look = "<w:rPr><w:b/></w:rPr>" if kind == "question" else ""  # told from the numbers of paragraphs
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{STEP * (level + 1)}" w:hanging="{hang}"/></w:pPr>{look}</w:lvl>'
    )


class Numbering:
    """The numbered series of one letter: lists, questions, numbered paragraphs."""

    def __init__(self, abstracts: tuple[tuple[str, int], ...], first: int) -> None:
        self._abstracts = dict(abstracts)
        self._next = first
        self._series: dict[Kind, tuple[int, int | None]] = {}
        self.nums: list[str] = []

    def list(self, marker: Marker, start: int, level: int) -> int:
        """The id of a new list that counts from `start` at `level`."""
        return self._add("decimal" if marker == "none" else marker, start, level)

    def run_on(self, kind: Kind, number: int) -> int:
        """The id of the series in which `number` comes next: the one there is if it runs on, else a new one."""
        identity, expected = self._series.get(kind, (0, None))
        if number != expected:
            identity = self._add(kind, number, 0)
        self._series[kind] = (identity, number + 1)
        return identity

    def _add(self, kind: Kind, start: int, level: int) -> int:
        identity = self._next
        self._next += 1
        self.nums.append(
            f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{self._abstracts[kind]}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        )
        return identity
