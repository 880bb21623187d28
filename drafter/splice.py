"""Edits of YAML files that people write: one place changes, and every other byte stays as it was.

Each edit is tried at the places where it may go; the first whose tree is the old tree with the edit, and nothing else,
is taken. So an edit that would change anything else is refused, not made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, TypeAlias

from drafter import yaml_files
from drafter.problems import Finding, FindingsStop, Place, Unreadable
from drafter.record import Record
from drafter.yaml_files import Document, Node
from drafter.yaml_values import Value, block, flow, scalar

Step: TypeAlias = str | int
Path: TypeAlias = tuple[Step, ...]
"""The way to a value: keys, and places in lists counted from 0."""
Tree: TypeAlias = Any
"""A node without its lines: ("text", "words"), a list, or a dict of keys in order."""

_LINE: Final = re.compile("[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029])|[^\r\n\x85\u2028\u2029]+")
_EMPTY: Final = r"(?P<empty>[ \t]+(?:~|null|\{[ \t]*\}|\[[ \t]*\]))?(?P<rest>[ \t]*(?:#.*)?)"
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')
MOST_TRIES: Final = 60


def add_section(content: bytes, file: str, key: str, value: Value) -> bytes:
    """The file with a new key at its end; raises FindingsStop where that is not possible."""
    return add_entry(content, file, (), key, value)


def add_entry(content: bytes, file: str, path: Path, key: str, value: Value) -> bytes:
    """The file with a new last key in the mapping at `path`, whose last step is made where it is not there.

    Raises FindingsStop (`splice-refused`) where the key is there, or the file does not allow the edit, and Unreadable
    where it is not read without findings.
    """
    text = _Text.of(content, file)
    held = text.at(path)
    if held is None and path and text.at(path[:-1]) is not None:
        return add_entry(content, file, path[:-1], str(path[-1]), {key: value})
    if isinstance(held, yaml_files.Mapping) and held.get(key) is not None:
        raise text.refused((*path, key), "stands in the file already", value)
    wanted = _changed(text.tree, path, lambda tree: {**_keys(tree), key: _tree(value)})
    return text.first(_places(text, path, {key: value}), wanted, (*path, key), value)


def set_key(content: bytes, file: str, path: Path, key: str, value: str | date) -> bytes:
    """The file with a key of the mapping at `path` set: a value that is there is replaced, else the key is added."""
    text = _Text.of(content, file)
    held = text.at(path)
    old = held.get(key) if isinstance(held, yaml_files.Mapping) else None
    if old is None:
        return add_entry(content, file, path, key, value)
    if not isinstance(old, yaml_files.Scalar):
        raise text.refused((*path, key), "holds more than one value", value)
    wanted = _changed(text.tree, path, lambda tree: {**_keys(tree), key: _tree(value)})
    return text.first(_replacements(text, path, key, value), wanted, (*path, key), value)


def remove(content: bytes, file: str, path: Path, key: str) -> bytes:
    """The file without a key of the mapping at `path`, where that has it."""
    text = _Text.of(content, file)
    line, node = _key_line(text, (*path, key)), text.at((*path, key))
    if line is None or node is None:
        return content
    wanted = _changed(text.tree, path, lambda tree: {name: one for name, one in _keys(tree).items() if name != key})
    end = _content_end(text, _boundary(text, node))
    return text.first(["".join((*text.lines[:line], *text.lines[end:]))], wanted, (*path, key), "")


def change_entry(
    content: bytes, file: str, path: Path, before: Mapping[str, Value], after: Mapping[str, Value]
) -> bytes:
    """The file with what differs between two states of the mapping at `path` made as it is in the second."""
    for key in [one for one in dict.fromkeys((*before, *after)) if before.get(one) != after.get(one)]:
        old, new = before.get(key), after.get(key)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            content = change_entry(content, file, (*path, key), old, new)
        elif isinstance(old, str | date) and isinstance(new, str | date):
            content = set_key(content, file, path, key, new)
        else:
            content = remove(content, file, path, key)
            content = content if new is None else add_entry(content, file, path, key, new)
    return content


def append(content: bytes, file: str, path: Path, value: Value) -> bytes:
    """The file with a new last item in the list at `path`, whose last step is made where it is not there."""
    text = _Text.of(content, file)
    if text.at(path) is None and path and text.at(path[:-1]) is not None:
        return add_entry(content, file, path[:-1], str(path[-1]), [value])
    wanted = _changed(text.tree, path, lambda tree: [*_items(tree), _tree(value)])
    return text.first(_places(text, path, [value]), wanted, path, value)


# --- the file ------------------------------------------------------------------------------------


class _Text(Record):
    """A file as it is: its lines with their ends, and its tree."""

    file: str
    lines: tuple[str, ...]
    document: Document
    tree: Tree
    newline: str

    @classmethod
    def of(cls, content: bytes, file: str) -> _Text:
        document = yaml_files.read(content, file)
        if document.findings:
            raise Unreadable(*document.findings)
        text = content.decode("utf-8")
        found = re.search("\r\n|\n|\r", text)
        return cls(file, tuple(_LINE.findall(text)), document, _plain(document.root), found[0] if found else "\n")

    def at(self, path: Path) -> Node | None:
        node = self.document.root
        if node is None and not path:
            return yaml_files.Mapping((), Place(self.file, 1))
        for step in path:
            if isinstance(node, yaml_files.Mapping):
                node = node.get(str(step))
            elif isinstance(node, yaml_files.Sequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            else:
                return None
        return node

    def first(self, tries: Iterable[str], wanted: Tree, path: Path, value: Value) -> bytes:
        """The first of some new texts whose tree is the one that is wanted."""
        for _, made in zip(range(MOST_TRIES), tries, strict=False):
            content = made.encode("utf-8")
            try:
                document = yaml_files.read(content, self.file)
            except Unreadable:
                continue
            if not document.findings and _same(_plain(document.root), wanted):
                return content
        raise self.refused(path, "cannot be put into the file without changing more of it", value)

    def refused(self, path: Path, why: str, value: Value) -> FindingsStop:
        node: Node | None = None
        for length in range(len(path), -1, -1):
            node = self.at(path[:length])
            if node is not None:
                break
        place = node.place if node is not None else Place(self.file)
        name = ": ".join(str(step) for step in path)
        shown = "; ".join(block(value, 0)) if not isinstance(value, str | date) else scalar(value)
        message = f"{name}: this {why}"
        return FindingsStop(Finding("splice-refused", "error", message, place, f"change it by hand, to: {shown}"))

    def inserted(self, at: int, added: list[str]) -> str:
        """The text with lines put in before a line; a file that does not end its last line still does not."""
        before, after = "".join(self.lines[:at]), "".join(self.lines[at:])
        put = self.newline.join(added)
        if before.strip("\ufeff") and not before.endswith(("\r", "\n", "\x85", "\u2028", "\u2029")):
            return before + self.newline + put + after
        return before + put + self.newline + after


def _plain(node: Node | None) -> Tree:
    match node:
        case None:
            return None
        case yaml_files.Scalar(text=text, kind=kind):
            return (kind, text)
        case yaml_files.Sequence(items=items):
            return [_plain(item) for item in items]
        case yaml_files.Mapping(entries=entries):
            return {str(key): _plain(value) for key, value in entries}


def _tree(value: Value) -> Tree:
    match value:
        case str():
            return ("text", value)
        case date():
            return ("date", value.isoformat())
        case Mapping():
            return {key: _tree(one) for key, one in value.items()}
        case _:
            return [_tree(one) for one in value]


def _same(one: Tree, other: Tree) -> bool:
    """Whether two trees are equal, the order of keys included."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(type(one) is type(other) and one == other)


def _keys(tree: Tree) -> dict[str, Tree]:
    """A tree's keys; of nothing, and of an empty list, none."""
    return dict(tree) if isinstance(tree, dict) else {}


def _items(tree: Tree) -> list[Tree]:
    return list(tree) if isinstance(tree, list) else []


def _changed(tree: Tree, path: Path, change: Callable[[Tree], Tree]) -> Tree:
    """The tree with the value at a path changed; whatever else stood there cannot come out of any edit."""
    if not path:
        return change(tree)
    step, rest = path[0], path[1:]
    if isinstance(tree, dict):
        return {key: _changed(value, rest, change) if key == str(step) else value for key, value in tree.items()}
    if isinstance(tree, list):
        return [_changed(value, rest, change) if number == step else value for number, value in enumerate(tree)]
    return tree


# --- where an edit may go ------------------------------------------------------------------------


def _places(text: _Text, path: Path, value: Mapping[str, Value] | list[Value]) -> Iterator[str]:
    """The texts that come of adding to the mapping or list at a path, at each place where that may be meant."""
    node = text.at(path)
    if isinstance(node, yaml_files.Mapping | yaml_files.Sequence) and _size(node):
        yield from _after_block(text, node, value)
        yield from _into_flow(text, node, value)
    elif node is not None and not path:
        for at in dict.fromkeys((_content_end(text, len(text.lines)), len(text.lines))):
            yield text.inserted(at, block(value, 0))
    elif node is not None:
        yield from _under_key(text, path, value)


def _size(node: yaml_files.Mapping | yaml_files.Sequence) -> int:
    return len(node.entries) if isinstance(node, yaml_files.Mapping) else len(node.items)


def _after_block(
    text: _Text,
    node: yaml_files.Mapping | yaml_files.Sequence,
    value: Mapping[str, Value] | list[Value],
) -> Iterator[str]:
    mapping = isinstance(node, yaml_files.Mapping)
    line = text.lines[node.place.line - 1].lstrip("\ufeff") if node.place.line <= len(text.lines) else ""
    lead = re.match(r"[ ]*(?:-[ ]+)*" if mapping else r"[ ]*(?:-[ ]+(?=-))*", line)
    indent = len(lead[0]) if lead else 0
    added = block(value, indent)
    if isinstance(node, yaml_files.Mapping) and _spaced(text, node):
        added = ["", *added]
    boundary = _boundary(text, node)
    ended = _content_end(text, boundary)
    commented = ended
    while commented < boundary and re.match(rf"[ ]{{{indent}}}[ ]*#", text.lines[commented]) and indent:
        commented += 1
    for at in dict.fromkeys((commented, ended, boundary)):
        yield text.inserted(at, added)


def _spaced(text: _Text, node: yaml_files.Mapping) -> bool:
    """Whether blank lines part the entries of a mapping."""
    lines = [key.place.line for key, _ in node.entries[1:]]
    return bool(lines) and all(_blank(_above_comments(text, line)) for line in lines)


def _above_comments(text: _Text, line: int) -> str:
    at = line - 2
    while at > 0 and text.lines[at].lstrip().startswith("#"):
        at -= 1
    return text.lines[at]


def _blank(line: str) -> bool:
    return not line.strip()


def _content_end(text: _Text, boundary: int) -> int:
    """The line after the last one before a boundary that is neither blank nor a comment."""
    at = boundary
    while at and (_blank(text.lines[at - 1].lstrip("\ufeff")) or re.match(r"\ufeff?[ \t]*#", text.lines[at - 1])):
        at -= 1
    return at


def _boundary(text: _Text, node: Node) -> int:
    """The line, counted from 0, at which what follows a node begins: the next key or item outside it, or the end."""
    inside = set(_lines(node))
    last = max(inside, default=node.place.line)
    outside = {line for line in _lines(text.document.root) if line > last} - inside
    ends = [number for number, line in enumerate(text.lines) if number >= last and re.match(r"\.\.\.\s", line)]
    return min([line - 1 for line in outside] + ends[:1] + [len(text.lines)])


def _lines(node: Node | None) -> Iterator[int]:
    match node:
        case yaml_files.Mapping(entries=entries):
            for key, value in entries:
                yield key.place.line
                yield from _lines(value)
        case yaml_files.Sequence(items=items):
            for item in items:
                # The text of `- |` is placed at its first line, one below its dash.
                yield item.place.line
                yield from _lines(item)
        case _:
            return


def _into_flow(
    text: _Text,
    node: yaml_files.Mapping | yaml_files.Sequence,
    value: Mapping[str, Value] | list[Value],
) -> Iterator[str]:
    bracket = "}" if isinstance(node, yaml_files.Mapping) else "]"
    start = sum(len(line) for line in text.lines[: node.place.line - 1])
    end = sum(len(line) for line in text.lines[: _boundary(text, node)])
    whole = "".join(text.lines)
    added = flow(value)[1:-1]
    for match in re.finditer(re.escape(bracket), whole[start:end]):
        at = start + match.start()
        before = whole[:at].rstrip(" ")
        comma = " " if before.endswith(",") else ", "
        yield before + comma + added + whole[len(before) :]


def _under_key(text: _Text, path: Path, value: Mapping[str, Value] | list[Value]) -> Iterator[str]:
    """After a key that has no value yet, or an empty one."""
    line = _key_line(text, path)
    if line is None:
        return
    found = re.match(
        rf"(?P<key>\ufeff?[ ]*(?:-[ ]+)*[^\s#].*?:){_EMPTY}(?P<end>[\r\n\x85\u2028\u2029]*)$", text.lines[line]
    )
    if found is None:
        return
    lead = re.match(r"[ ]*(?:-[ ]+)*", found["key"].lstrip("\ufeff"))
    indent = len(lead[0]) if lead else 0
    header = found["key"] + (found["rest"] or "") + found["end"]
    changed = _Text(text.file, (*text.lines[:line], header, *text.lines[line + 1 :]), text.document, None, text.newline)
    at = line + 1
    while at < len(text.lines) and re.match(rf"[ ]{{{indent + 1}}}[ ]*#", text.lines[at]):
        at += 1
    for place in dict.fromkeys((at, line + 1)):
        yield changed.inserted(place, block(value, indent + 2))


def _key_line(text: _Text, path: Path) -> int | None:
    """The line, counted from 0, of the key that a path ends in."""
    parent = text.at(path[:-1])
    if not isinstance(parent, yaml_files.Mapping):
        return None
    return next((key.place.line - 1 for key, _ in parent.entries if key == path[-1]), None)


def _replacements(text: _Text, path: Path, key: str, value: str | date) -> Iterator[str]:
    """The texts in which the value of a key is another, from the shortest stretch that it may stand in."""
    line = _key_line(text, (*path, key))
    node = text.at((*path, key))
    if line is None or node is None:
        return
    start = sum(len(one) for one in text.lines[:line])
    end = sum(len(one) for one in text.lines[: _boundary_of_key(text, line)])
    whole = "".join(text.lines)
    names = {re.escape(key), re.escape(scalar(key)), re.escape(f'"{key}"'), re.escape(f"'{key}'")}
    for found in re.finditer(rf"(?:{'|'.join(sorted(names))})[ \t]*:(?=[\s,}}]|$)[ \t]*", whole[start:end]):
        at = start + found.end()
        gap = "" if found[0].endswith((" ", "\t")) else " "
        rest = whole[at:end]
        for stop, comment in _stops(rest, len(text.lines[line]) - len(text.lines[line].lstrip())):
            for made in (scalar(value), flow(value)):
                yield whole[:at] + gap + made + comment + whole[at + stop :]


def _boundary_of_key(text: _Text, line: int) -> int:
    """The line, counted from 0, of the next key or item below a line."""
    below = [one - 1 for one in _lines(text.document.root) if one - 1 > line]
    return min([*below, len(text.lines)])


def _stops(rest: str, indent: int) -> Iterator[tuple[int, str]]:
    """Where a value may end, and what comment at its head is to be kept."""
    literal = re.match(r"[|>][-+0-9]*([ \t]+#[^\r\n]*|[ \t]*)(?=[\r\n])", rest)
    if literal:
        end = literal.end()
        for found in re.finditer(rf"(?:\r\n|\r|\n)(?:[ \t]*(?=[\r\n]|$)|[ ]{{{indent + 1}}}[^\r\n]*)", rest[end:]):
            if found.start() + literal.end() != end:
                break
            end = literal.end() + found.end()
        yield len(rest[:end].rstrip()), literal[1].rstrip()
        return
    quoted = _QUOTED.match(rest)
    if quoted:
        yield quoted.end(), ""
    for found in re.finditer(r"(?=[,}\]]|[ \t]+#|[ \t]*(?:[\r\n\x85\u2028\u2029]|$))", rest):
        yield found.start(), ""
