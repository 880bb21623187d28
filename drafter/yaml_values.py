"""Values as YAML that reads as exactly these values, and looks as a person would write it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias

from drafter import yaml_files
from drafter.problems import Unreadable
from drafter.yaml_files import Node

Value: TypeAlias = str | date | Sequence["Value"] | Mapping[str, "Value"]
"""What is put into a file: words (never read as anything else), dates, lists, and keys with values."""

_ESCAPED: Final = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]')


def block(value: Value, indent: int) -> list[str]:
    """The lines of keys with values, or of a list, at an indentation."""
    space = " " * indent
    lines: list[str] = []
    if isinstance(value, str | date):
        return [space + scalar(value)]
    if isinstance(value, Mapping):
        for key, one in value.items():
            name = scalar(key)
            if isinstance(one, str | date) or not one:
                lines.append(f"{space}{name}: {flow(one) if not isinstance(one, str | date) else scalar(one)}")
            else:
                lines += [f"{space}{name}:", *block(one, indent + 2)]
        return lines
    for one in value:
        if isinstance(one, str | date) or not one:
            lines.append(f"{space}- {flow(one) if not isinstance(one, str | date) else scalar(one)}")
        else:
            first, *rest = block(one, indent + 2)
            lines += [f"{space}- {first.lstrip(' ')}", *rest]
    return lines


def flow(value: Value) -> str:
    match value:
        case str():
            plain = scalar(value)
            return _quoted(value) if re.search(r"[,\[\]{}:]", plain) and not plain.startswith('"') else plain
        case date():
            return value.isoformat()
        case Mapping():
            return "{" + ", ".join(f"{flow(key)}: {flow(one)}" for key, one in value.items()) + "}"
        case _:
            return "[" + ", ".join(flow(one) for one in value) + "]"


def scalar(value: str | date) -> str:
    """One value: plain where YAML reads it as the same words, else in quotation marks."""
    if isinstance(value, date):
        return value.isoformat()
    if value and value == value.strip() and not _ESCAPED.search(value.replace('"', "").replace("\\", "")):
        for around in (f"k: {value}", f"{value}: k"):
            try:
                read = yaml_files.read_text(around, "")
            except Unreadable:
                return _quoted(value)
            if read.findings or not _reads_as(read.root, value):
                return _quoted(value)
        return value
    return _quoted(value)


def _quoted(value: str) -> str:
    def escaped(match: re.Match[str]) -> str:
        character = match[0]
        named = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
        return named.get(character) or f"\\u{ord(character):04x}"

    return f'"{_ESCAPED.sub(escaped, value)}"'


def _reads_as(root: Node | None, value: str) -> bool:
    """Whether a mapping of one key holds some words, as its key or its value."""
    if not isinstance(root, yaml_files.Mapping) or len(root.entries) != 1:
        return False
    key, held = root.entries[0]
    if not isinstance(held, yaml_files.Scalar) or held.kind != "text":
        return False
    return (str(key), held.text) in {("k", value), (value, "k")}
