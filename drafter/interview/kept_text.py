"""A brief's file with some of its values made otherwise: the lines of the rest stay, with their comments and order.

The text is put together of the old lines and new ones, and then read: unless it says what it is to say, there is none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, Final

from drafter import yaml_files
from drafter.interview.items import several
from drafter.problems import Unreadable
from drafter.yaml_files import Mapping, Node, Sequence

_IDLE: Final = re.compile(r"\s*(?:#.*)?$")
"""A line that is blank or a comment."""
_ENDS: Final = re.compile(r"""(?:"[^"]*"|'[^']*'|[^\s"'#|>\[{][^#]*?)(?P<comment>[ \t]+#.*)$""")
"""A value in one line with a comment after it."""


def kept_text(old: str, brief: dict[str, Any]) -> str | None:
    """The old text with the values of a brief; nothing where it cannot be had line by line."""
    root = _root(old)
    wanted = _plain(yaml_files.dump(brief))
    if not isinstance(root, Mapping) or not isinstance(wanted, dict):
        return None
    before: Any = yaml_files.plain(root)
    for name in before.keys() & wanted.keys():
        if several(before[name]) == several(wanted[name]):
            wanted[name] = before[name]
    newline = "\r\n" if "\r\n" in old else "\n"
    lines = old.replace("\r\n", "\n").split("\n")
    made = "\n".join(_Old(lines).mapping(root, wanted, 0, len(lines)))
    return made.replace("\n", newline) if _said(_plain(made)) == _said(wanted) else None


def _root(text: str) -> Node | None:
    try:
        document = yaml_files.read(text.encode("utf-8"), "brief")
    except Unreadable:
        return None
    return None if document.findings else document.root


def _plain(text: str) -> Any:
    root = _root(text)
    return None if root is None else yaml_files.plain(root)


def _dumped(value: Any, indent: int) -> list[str]:
    lines = yaml_files.dump(value).rstrip("\n").split("\n")
    return [f"{' ' * indent}{line}" if line else line for line in lines]


class _Old:
    """The old lines, of which stretches are taken over; those of a stretch that ends are counted from 0."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines

    def _parts(self, starts: list[int], first: int, end: int) -> tuple[list[tuple[list[str], int, int]], list[str]]:
        """Each part with the blank lines and comments above it, and where it stands; and those at the end."""
        parts, above = [], self._lines[first : starts[0]]
        for start, below in zip(starts, [*starts[1:], end], strict=True):
            stop = below
            while stop > start + 1 and _IDLE.match(self._lines[stop - 1]):
                stop -= 1
            parts.append((above, start, stop))
            above = self._lines[stop:below]
        return parts, above

    def mapping(self, node: Mapping, value: dict[str, Any], first: int, end: int) -> list[str]:
        """The lines of a mapping in block style, which stand from `first` to `end`."""
        starts = [key.place.line - 1 for key, _ in node.entries]
        indent = len(self._lines[starts[0]]) - len(self._lines[starts[0]].lstrip(" "))
        if starts != sorted(set(starts)) or not first <= starts[0] or not starts[-1] < end:
            return _dumped(value, indent)
        parts, last = self._parts(starts, first, end)
        held = {str(key): (one, *part) for (key, one), part in zip(node.entries, parts, strict=True)}
        made: list[str] = []
        for number, name in enumerate(_ordered(list(held), list(value))):
            if name not in held:
                made += _dumped({name: value[name]}, indent)
                continue
            one, above, start, stop = held[name]
            if name in value or number == 0:
                made += above
            if name in value:
                made += self._entry(name, one, value[name], start, stop)
        return [*made, *last]

    def _entry(self, name: str, node: Node, value: Any, start: int, stop: int) -> list[str]:
        """The lines of a key and its value."""
        if yaml_files.plain(node) == value:
            return self._lines[start:stop]
        line = self._lines[start]
        indent = len(line) - len(line.lstrip(" "))
        within = isinstance(node, Mapping | Sequence) and re.fullmatch(r"[^#]*:[ \t]*(?:#.*)?", line) is not None
        if within and stop > start + 1 and value:
            if isinstance(node, Mapping) and isinstance(value, dict) and node.entries:
                return [line, *self.mapping(node, value, start + 1, stop)]
            if isinstance(node, Sequence) and isinstance(value, list):
                return [line, *self._sequence(node, value, start + 1, stop)]
        made = _dumped({name: value}, indent)
        found = _ENDS.match(line.partition(":")[2].lstrip()) if stop == start + 1 and len(made) == 1 else None
        return [f"{made[0]}{found['comment']}"] if found else made

    def _sequence(self, node: Sequence, value: list[Any], first: int, end: int) -> list[str]:
        """The lines of a list in block style."""
        dash = next((found for line in self._lines[first:end] if (found := re.match(r"( *)-(?: |$)", line))), None)
        indent = len(dash[1]) if dash else 0
        starts = [at for at in range(first, end) if re.match(rf" {{{indent}}}-(?: |$)", self._lines[at])]
        if len(starts) != len(node.items):
            return _dumped(value, indent)
        parts, last = self._parts(starts, first, end)
        made: list[str] = []
        for old, new in _paired([yaml_files.plain(one) for one in node.items], value):
            if old is None:
                made += _dumped([new[0]], indent)
                continue
            above, start, stop = parts[old]
            made += [*above, *self._item(node.items[old], new[0], start, stop, indent)] if new else []
        return [*made, *last]

    def _item(self, node: Node, value: Any, start: int, stop: int, indent: int) -> list[str]:
        if yaml_files.plain(node) == value:
            return self._lines[start:stop]
        within = isinstance(node, Mapping) and node.entries and node.entries[0][0].place.line - 1 == start
        if not within or not isinstance(node, Mapping) or not isinstance(value, dict) or not value:
            return _dumped([value], indent)
        line = self._lines[start]
        self._lines[start] = f"{line[:indent]} {line[indent + 1 :]}"
        made = self.mapping(node, value, start, stop)
        self._lines[start] = line
        return [f"{made[0][:indent]}-{made[0][indent + 1 :]}", *made[1:]]


def _said(value: Any) -> str:
    """Plain data as words, so that yes is not one."""
    return json.dumps(value, sort_keys=True)


def _ordered(held: list[str], wanted: list[str]) -> Iterator[str]:
    """The keys that are held, in their order, and each new one behind the one that it is wanted behind."""
    order, before = list(held), ""
    for name in wanted:
        if name not in order:
            order.insert(order.index(before) + 1 if before else 0, name)
        before = name
    yield from order


def _paired(held: list[Any], wanted: list[Any]) -> Iterator[tuple[int | None, list[Any]]]:
    """Each item that is held, by its number, with the one that takes its place, if any; and each new one."""
    before, after = ([_said(one) for one in some] for some in (held, wanted))
    for _, old, old_end, new, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for step in range(max(old_end - old, new_end - new)):
            there = new + step < new_end
            yield old + step if old + step < old_end else None, [wanted[new + step]] if there else []
