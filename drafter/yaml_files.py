"""YAML as people write it: a tree of nodes that know their lines, with every surprise of YAML found.

Reads YAML 1.1 by PyYAML (libyaml where it is there). Anchors, aliases and tags are refused: nothing
that users write needs them, and they are how a small file becomes a large one.
"""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

import yaml

from drafter.problems import Finding, Place, Placed, Unreadable
from drafter.record import Mutable, Record, field

LARGEST: Final = 16 * 1024 * 1024
"""Bytes; a case with thousands of pieces of evidence stays well below."""
DEEPEST: Final = 60
"""Levels of nesting; libyaml's composer recurses in C and would overflow the stack."""

Kind: TypeAlias = Literal["text", "number", "truth", "date", "nothing"]
_KINDS: Final[dict[str, Kind]] = {
    "tag:yaml.org,2002:str": "text",
    "tag:yaml.org,2002:int": "number",
    "tag:yaml.org,2002:float": "number",
    "tag:yaml.org,2002:bool": "truth",
    "tag:yaml.org,2002:timestamp": "date",
    "tag:yaml.org,2002:null": "nothing",
    "tag:yaml.org,2002:value": "text",
    "tag:yaml.org,2002:merge": "text",
}
_COMMENT: Final = re.compile(r"[ \t]*#\S.*")
_SPACED: Final = re.compile(r"\s*(?:$|,(?:\s|$))")
_ALONE: Final = re.compile(r"(?:\s|#.*+)*+([,}])?")
"""What follows words within { } that have no colon, as far as the line goes."""
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Scalar(Record):
    """One value: its text as written, and what YAML 1.1 takes it for."""

    text: str
    kind: Kind
    place: Place


class Sequence(Record):
    items: tuple[Node, ...]
    place: Place


class Mapping(Record):
    entries: tuple[tuple[Placed, Node], ...]
    place: Place

    def get(self, key: str) -> Node | None:
        """The value of a key, if it is there."""
        return next((value for name, value in self.entries if name == key), None)


Node: TypeAlias = Scalar | Sequence | Mapping


class Document(Record):
    """A file's tree (nothing when it is empty), its lines, and what was wrong on the way."""

    root: Node | None
    file: str
    lines: tuple[str, ...]
    findings: tuple[Finding, ...]


def read(content: bytes, file: str) -> Document:
    """Read a YAML file; `file` is its name in findings.

    Raises Unreadable with the line where the file stops being YAML or UTF-8.
    """
    text = decode(content, file)
    return read_text(text, file)


def read_text(text: str, file: str, first_line: int = 1) -> Document:
    """Read YAML that starts at a line of a file (the front matter of a snippet, say)."""
    builder = _Builder(file, tuple(text.splitlines()), first_line)
    try:
        _refuse_depth(text, builder)
        node = yaml.compose(text, Loader=_LOADER)
        root = None if node is None else builder.build(node)
    except RecursionError:
        raise Unreadable(builder.too_deep(0)) from None
    except yaml.MarkedYAMLError as error:
        raise Unreadable(builder.syntax_finding(error)) from None
    except yaml.YAMLError as error:
        raise Unreadable(builder.unreadable(error)) from None
    return Document(root, file, builder.lines, tuple(builder.findings))


def decode(content: bytes, file: str) -> str:
    """The text of a UTF-8 file (a byte order mark is dropped); raises Unreadable with the line that is not."""
    if len(content) > LARGEST:
        raise Unreadable(Finding("file-too-large", "error", f"the file is larger than {LARGEST >> 20} MB", Place(file)))
    if content.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")):
        kind = "a PDF" if content.startswith(b"%PDF") else "a Word file, or another of that kind"
        finding = Finding(
            "file-format", "error", f"this is {kind}, not text", Place(file, 1), "name a file of text (YAML)"
        )
        raise Unreadable(finding)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:4]:
        raise Unreadable(_encoding_finding(Place(file, 1), "the file is UTF-16, not UTF-8"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start)
        shown = content.split(b"\n")[line].decode("cp1252", "replace").rstrip("\r")
        raise Unreadable(_encoding_finding(Place(file, line + 1, shown), "this line is not UTF-8")) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _encoding_finding(place: Place, message: str) -> Finding:
    advice = "save the file again with the encoding UTF-8 (in Notepad: Save as, Encoding)"
    return Finding("file-encoding", "error", message, place, advice)


class _Builder(Mutable):
    """Turns PyYAML's nodes into ours and collects what is wrong with them."""

    file: str
    lines: tuple[str, ...]
    first_line: int
    findings: list[Finding] = field(default_factory=list)
    _seen: set[int] = field(default_factory=set)

    def place(self, line: int) -> Place:
        """The place of a line counted from 0 within the text."""
        shown = self.lines[line] if 0 <= line < len(self.lines) else ""
        return Place(self.file, line + self.first_line, shown[:200])

    def finding(self, code: str, message: str, line: int, advice: str = "") -> Finding:
        return Finding(code, "error", message, self.place(line), advice)

    def too_deep(self, line: int) -> Finding:
        return self.finding("yaml-depth", f"more than {DEEPEST} levels of nesting", line)

    def build(self, node: yaml.Node) -> Node:
        if id(node) in self._seen:
            advice = "write the value out where it is needed"
            message = "anchors and aliases (& and *) are not used in these files"
            self.findings.append(self.finding("yaml-alias", message, node.start_mark.line, advice))
            return Scalar("", "nothing", self.place(node.start_mark.line))
        self._seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if node.tag not in {"tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"}:
            self._tag(node)
        if isinstance(node, yaml.SequenceNode):
            return Sequence(tuple(self.build(item) for item in node.value), self.place(node.start_mark.line))
        return self._mapping(node) if isinstance(node, yaml.MappingNode) else Scalar("", "nothing", self.place(0))

    def _scalar(self, node: yaml.ScalarNode) -> Scalar:
        if node.tag not in _KINDS:
            self._tag(node)
        line = node.start_mark.line
        if node.style in {"|", ">"}:
            line += 1
            while line + 1 < len(self.lines) and not self.lines[line].strip():
                line += 1
        if not node.style:
            self._lost(node)
        return Scalar(node.value, _KINDS.get(node.tag, "text"), self.place(line))

    def _lost(self, node: yaml.ScalarNode) -> None:
        """What a plain value loses to YAML without a word: the rest of a line after a hash, the dash of a list."""
        if node.value and (found := self._after(node, _COMMENT)):
            message = f"'{found[0].strip()[:40]}' is taken for a comment, and would be missing from the value"
            advice = "put the whole value in quotation marks; or write a space after the #, if a comment is meant"
            self.findings.append(self.finding("yaml-comment", message, node.end_mark.line, advice))
        if re.match(r"-[^\W\d_]", node.value):
            line = node.start_mark.line
            message = (
                f"the value begins with '{node.value[:20]}'; a dash makes an item of a list only with a space after it"
            )
            advice = "write a space after the dash; or put the value in quotation marks, if it begins with one"
            self.findings.append(self.finding("yaml-dash", message, line, advice))

    def _tag(self, node: yaml.Node) -> None:
        message = f"tags like '{node.tag.replace('tag:yaml.org,2002:', '!!')}' are not used in these files"
        self.findings.append(self.finding("yaml-tag", message, node.start_mark.line, "leave the tag out"))

    def _mapping(self, node: yaml.MappingNode) -> Mapping:
        entries: dict[str, tuple[Placed, Node]] = {}
        for key_node, value_node, rests in self._with_rests(node):
            line = key_node.start_mark.line
            value = self.build(value_node)
            if rests:
                value = self._cut(value_node, rests)
            if not isinstance(key_node, yaml.ScalarNode):
                braces = "{{" in self.place(line).text
                advice = "put a value that begins with {{ in quotation marks" if braces else ""
                self.findings.append(self.finding("yaml-key", "a key must be a single word or id", line, advice))
                continue
            if key_node.tag != "tag:yaml.org,2002:str":
                self.findings.append(self._surprising_key(key_node))
            key = Placed(key_node.value, self.place(line))
            if key in entries:
                message = f"'{key}' stands twice; it stood first in line {entries[key][0].place.line}"
                self.findings.append(self.finding("yaml-duplicate", message, line, "keep one of the two"))
            else:
                entries[key] = (key, value)
        return Mapping(tuple(entries.values()), self.place(node.start_mark.line))

    def _with_rests(self, node: yaml.MappingNode) -> list[tuple[yaml.Node, yaml.Node, list[yaml.Node]]]:
        """Keys and values; and the rests of a plain value that a comma within { } made keys of."""
        entries: list[tuple[yaml.Node, yaml.Node, list[yaml.Node]]] = []
        for key, value in node.value:
            before = entries[-1][1] if entries and node.flow_style else None
            if isinstance(before, yaml.ScalarNode) and before.value and not before.style and self._stands_alone(key):
                entries[-1][2].append(key)
            else:
                entries.append((key, value, []))
        return entries

    def _stands_alone(self, key: yaml.Node) -> bool:
        """Whether words within { } have no colon after them."""
        if not isinstance(key, yaml.ScalarNode) or key.style:
            return False
        found = self._after(key, _ALONE)
        line = key.end_mark.line + 1
        while found and not found[1] and found.end() == len(found.string) and line < len(self.lines):
            found = _ALONE.match(self.lines[line])
            line += 1
        return bool(found and found[1])

    def _after(self, node: yaml.Node, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The match of a pattern right after a node, in its last line."""
        line = node.end_mark.line
        return pattern.match(self.lines[line], node.end_mark.column) if line < len(self.lines) else None

    def _cut(self, value: yaml.Node, rests: list[yaml.Node]) -> Scalar:
        """The whole of a value that commas cut, which is found."""
        between = [", " if self._after(node, _SPACED) else "," for node in (value, *rests)]
        whole = value.value + "".join(comma + rest.value for comma, rest in zip(between, rests, strict=False))
        quoted = f'"{whole}"' if '"' not in whole and "\\" not in whole else "'" + whole.replace("'", "''") + "'"
        message = f"a comma ends a value within {{ }}, and leaves '{value.value[-40:]}' of it"
        advice = f"put the whole value in quotation marks: {quoted}"
        self.findings.append(self.finding("yaml-comma", message, rests[0].start_mark.line, advice))
        return Scalar(whole, "text", self.place(value.start_mark.line))

    def _surprising_key(self, node: yaml.ScalarNode) -> Finding:
        if node.tag == "tag:yaml.org,2002:merge":
            return self.finding("yaml-alias", "merge keys (<<) are not used in these files", node.start_mark.line)
        message = f"YAML does not take the key `{node.value}` for a word"
        return self.finding("yaml-surprise", message, node.start_mark.line, f'write "{node.value}" in quotation marks')

    def unreadable(self, error: yaml.YAMLError) -> Finding:
        """The finding of a character that YAML cannot hold; its position is that of the reader's error."""
        position = int(getattr(error, "position", 0))
        line = "\n".join(self.lines).count("\n", 0, position)
        advice = "delete the invisible character in this line"
        return self.finding("yaml-character", "this line holds a control character", line, advice)

    def syntax_finding(self, error: yaml.MarkedYAMLError) -> Finding:
        mark = error.problem_mark or error.context_mark
        if error.context_mark and ("quoted scalar" in str(error.context) or "simple key" in str(error.context)):
            mark = error.context_mark  # where it began, not where the file ended
        line = mark.line if mark else 0
        if line >= len(self.lines) or not self.lines[line].strip():
            line = max((n for n, text in enumerate(self.lines[: line + 1]) if text.strip()), default=0)
        shown = self.lines[line] if line < len(self.lines) else ""
        message, advice = _explained(error, shown)
        return self.finding("yaml-syntax", message, line, advice)


def _explained(error: yaml.MarkedYAMLError, line: str) -> tuple[str, str]:
    problem = str(error.problem or error.context or "this is not YAML")
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in problem:
        return "a tab stands where YAML wants spaces", "replace the tab by spaces"
    if "quoted scalar" in str(error.context):
        return "a quotation mark that opens a value here is never closed", "close it, or leave both out"
    if "simple key" in str(error.context):
        return (
            "this line is neither a key nor a value",
            "write a space after the colon, or put the value in quotation marks",
        )
    if "undefined alias" in problem or re.search(r":\s+\*", line):
        return "YAML takes a value that begins with * for something else", "put the whole value in quotation marks"
    if re.search(r"""(?::|-)\s+(?:\[[^\]]*\]|"[^"]*"|'[^']*')\s*[^\s,}\]#]""", line):
        message = "a value that begins with a bracket or a quotation mark goes on after it"
        return message, "put the whole value in quotation marks: '…' around one that holds \"…\""
    if "mapping values are not allowed" in problem:
        return (
            "a colon makes YAML take this for a key",
            "put the whole value in quotation marks, or after a line with |",
        )
    if "cannot start any token" in problem or "expected <block end>" in problem or "did not find expected" in problem:
        advice = "check quotation marks, the colon and the indentation of this line and the one above it"
        return f"this line is not YAML ({problem})", advice
    return f"this line is not YAML ({problem})", "check quotation marks and indentation"


_NESTING: Final = re.compile(r"(?:[\[{]\s*){20}|^[ \t]*(?:[-?:][ \t]+){20}|^ {120}", re.MULTILINE)


def _refuse_depth(text: str, builder: _Builder) -> None:
    # Counting brackets is quick and may count too many; only then are the events looked at, which needs no stack.
    if text.count("[") + text.count("{") < DEEPEST and not _NESTING.search(text):
        return
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                line = event.start_mark.line if event.start_mark else 0
                raise Unreadable(builder.too_deep(line))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


class _Days(yaml.SafeDumper):
    """Writes dates without quotation marks, as people do, and everything out where it stands."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's signature
        return True


def _words(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return dumper.represent_scalar("tag:yaml.org,2002:timestamp", str(text))
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text))


_Days.add_representer(str, _words)
_Days.add_multi_representer(str, _words)


def dump(data: object) -> str:
    """Plain data as YAML, as a person would write it: keys in order, block style, long lines folded."""
    return str(yaml.dump(data, Dumper=_Days, allow_unicode=True, sort_keys=False, width=100, indent=2))


def plain(node: Node) -> object:
    """A tree as plain data: words, numbers, yes and no, lists, dictionaries; dates stay words."""
    match node:
        case Mapping():
            return {str(name): plain(value) for name, value in node.entries}
        case Sequence():
            return [plain(item) for item in node.items]
        case Scalar(kind="nothing"):
            return None
        case Scalar(kind="truth", text=text):
            return text.lower() in {"yes", "true", "on"}
        case Scalar(kind="number", text=text) if text.removeprefix("-").isdecimal() and str(int(text)) == text:
            return int(text)
        case Scalar(text=text):
            return text
