"""What the files that people write may hold, declared once: it reads, reports every mistake, and is the JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final, Generic, Protocol, TypeAlias, TypeVar

from drafter.problems import Finding, Place, Placed, Severity, did_you_mean
from drafter.record import Mutable, Record, field
from drafter.yaml_files import Document, Mapping, Node, Scalar, Sequence

T = TypeVar("T")
R = TypeVar("R")
T_co = TypeVar("T_co", covariant=True)
JsonSchema: TypeAlias = dict[str, Any]

UNUSABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\U00100000-\U0010ffff]")
"""Characters that neither text nor XML 1.0 holds, and plane 16, from which the composer's marks come."""
IDENTIFIER: Final = r"[a-z0-9]+(?:[-_][a-z0-9]+)*"
DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
WEB_ADDRESS: Final = r'https?://[^\s/?#\[\]\\<>"^`{|}%:@]+(:[0-9]{1,5})?([/?#]\S*)?'
"""What a Word file can link to: a host without a name or password before it, a port of digits (RFC 3986, narrowed)."""
MAIL_ADDRESS: Final = r"mailto:[^\s@?]+@\S+"


class Missing:
    """The value that could not be read; a finding says why."""


MISSING: Final = Missing()


class Reading(Mutable):
    """The findings of one file while it is read."""

    findings: list[Finding] = field(default_factory=list)

    def add(self, code: str, message: str, place: Place, advice: str = "", severity: Severity = "error") -> Missing:
        """Report a mistake; gives MISSING, for `return reading.add(…)`."""
        self.findings.append(Finding(code, severity, message, place, advice))
        return MISSING


class Shape(Protocol[T_co]):
    """Reads a node into a value, or reports why it cannot; describes itself as JSON Schema."""

    def read(self, node: Node, what: str, reading: Reading) -> T_co | Missing:
        """Read a node; `what` names the key in findings."""
        ...

    def schema(self) -> JsonSchema:
        """The JSON Schema (2020-12) of what `read` takes."""
        ...


def _found(node: Node) -> str:
    match node:
        case Sequence():
            return "a list"
        case Mapping():
            return "keys with values"
        case Scalar(kind="nothing"):
            return "nothing"
        case Scalar(kind="number", text=text):
            return f"the number `{text}`"
        case Scalar(kind="truth", text=text):
            return f"`{text}`, which YAML reads as yes or no"
        case Scalar(kind="date", text=text):
            return f"the date `{text}`"
        case Scalar(text=text):
            return f"'{text[:40]}'"


class TextShape(Record):
    """Words; numbers, dates and yes/no must stand in quotation marks to be words."""

    pattern: str = ""
    called: str = "words"

    def read(self, node: Node, what: str, reading: Reading) -> Placed | Missing:
        if not isinstance(node, Scalar) or node.kind == "nothing" or not node.text.strip():
            return reading.add("value-kind", f"{what}: {self.called} expected, found {_found(node)}", node.place)
        if node.kind != "text":
            advice = f'write "{node.text}" in quotation marks, if these are the words meant'
            return reading.add("yaml-surprise", f"{what}: words expected, found {_found(node)}", node.place, advice)
        if bad := UNUSABLE.search(node.text):
            message = f"{what}: holds a character that a letter cannot hold (U+{ord(bad[0]):04X})"
            return reading.add("unusable-character", message, node.place, "delete or replace the character")
        if self.pattern and not re.fullmatch(self.pattern, node.text):
            return reading.add("value-kind", f"{what}: {self.called} expected, found '{node.text}'", node.place)
        return Placed(node.text.rstrip("\n"), node.place)

    def schema(self) -> JsonSchema:
        return (
            {"type": "string", "pattern": f"^{self.pattern}$"} if self.pattern else {"type": "string", "minLength": 1}
        )


class DateShape(Record):
    """A date as YYYY-MM-DD (ISO 8601), read as text that knows its place."""

    def read(self, node: Node, what: str, reading: Reading) -> Placed | Missing:
        text = node.text if isinstance(node, Scalar) else ""
        try:
            if DATE.fullmatch(text):
                date.fromisoformat(text)
                return Placed(text, node.place)
        except ValueError:
            message = f"{what}: there is no such day as {text}"
            return reading.add("value-date", message, node.place, "look the date up")
        advice = "write it as year-month-day, such as 2021-08-16"
        return reading.add("value-date", f"{what}: a date expected, found {_found(node)}", node.place, advice)

    def schema(self) -> JsonSchema:
        return {"type": "string", "format": "date"}


class NumberShape(Record):
    """A whole number in a range."""

    least: int = 0
    most: int = 1_000_000

    def read(self, node: Node, what: str, reading: Reading) -> int | Missing:
        text = node.text if isinstance(node, Scalar) else ""
        if re.fullmatch(r"0|[1-9]\d{0,8}", text) and self.least <= int(text) <= self.most:
            return int(text)
        message = f"{what}: a whole number from {self.least} to {self.most} expected, found {_found(node)}"
        return reading.add("value-number", message, node.place)

    def schema(self) -> JsonSchema:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


class TruthShape(Record):
    """Yes or no, as YAML writes them: yes, no, true, false."""

    def read(self, node: Node, what: str, reading: Reading) -> bool | Missing:
        if isinstance(node, Scalar) and node.kind == "truth":
            return node.text.lower() in {"yes", "true", "on"}
        return reading.add("value-kind", f"{what}: yes or no expected, found {_found(node)}", node.place)

    def schema(self) -> JsonSchema:
        return {"type": "boolean"}


class ChoiceShape(Record):
    """One of a few words."""

    options: tuple[str, ...]

    def read(self, node: Node, what: str, reading: Reading) -> Placed | Missing:
        text = node.text if isinstance(node, Scalar) else ""
        if text in self.options:
            return Placed(text, node.place)
        message = f"{what}: expected {', '.join(self.options)}; found {_found(node)}"
        return reading.add("value-choice", message + did_you_mean(text, self.options), node.place)

    def schema(self) -> JsonSchema:
        return {"enum": list(self.options)}


class ListShape(Record, Generic[T]):
    """A list; a single value counts as a list of one where `lone` is set."""

    item: Shape[T]
    lone: bool = False
    least: int = 0

    def read(self, node: Node, what: str, reading: Reading) -> tuple[T, ...] | Missing:
        if self.lone and not isinstance(node, Sequence):
            node = Sequence((node,), node.place)
        if not isinstance(node, Sequence):
            advice = "write each item in a line of its own that begins with a dash"
            return reading.add("value-kind", f"{what}: a list expected, found {_found(node)}", node.place, advice)
        if len(node.items) < self.least:
            return reading.add("value-missing", f"{what}: the list is empty", node.place)
        values = [self.item.read(item, what, reading) for item in node.items]
        return tuple(value for value in values if not isinstance(value, Missing))

    def schema(self) -> JsonSchema:
        schema: JsonSchema = {"type": "array", "items": self.item.schema(), "minItems": self.least}
        return {"oneOf": [self.item.schema(), schema]} if self.lone else schema


class MapShape(Record, Generic[T]):
    """Values by id; ids are lower-case letters, digits and hyphens."""

    value: Shape[T]
    key_pattern: str = IDENTIFIER

    @property
    def _advice(self) -> str:
        if re.fullmatch(self.key_pattern, "annual-report-2020"):
            return "use lower-case letters, digits and hyphens, such as annual-report-2020"
        return "use lower-case letters, digits and underscores, such as end_of_term"

    def read(self, node: Node, what: str, reading: Reading) -> dict[str, T] | Missing:
        if not isinstance(node, Mapping):
            return reading.add("value-kind", f"{what}: ids with values expected, found {_found(node)}", node.place)
        values: dict[str, T] = {}
        for key, child in node.entries:
            if not re.fullmatch(self.key_pattern, key):
                reading.add("value-id", f"{what}: '{key}' cannot be an id", key.place, self._advice)
            value = self.value.read(child, f"{what}: {key}", reading)
            if not isinstance(value, Missing):
                values[key] = value
        return values

    def schema(self) -> JsonSchema:
        return {
            "type": "object",
            "propertyNames": {"pattern": f"^{self.key_pattern}$"},
            "additionalProperties": self.value.schema(),
        }


class EitherShape(Record, Generic[T]):
    """A short form (a scalar or a list) or a long form (keys with values)."""

    short: Shape[T]
    long: Shape[T]

    def read(self, node: Node, what: str, reading: Reading) -> T | Missing:
        return (self.long if isinstance(node, Mapping) else self.short).read(node, what, reading)

    def schema(self) -> JsonSchema:
        return {"oneOf": [self.short.schema(), self.long.schema()]}


class NodeShape(Record):
    """Any value, kept as it stands, to be read later against what declares it."""

    def read(self, node: Node, what: str, reading: Reading) -> Node | Missing:  # noqa: ARG002 - the protocol's
        return node

    def schema(self) -> JsonSchema:
        return {}


class Key(Record, Generic[T]):
    """One key of a record: its shape, whether it must be there, and what it is for."""

    shape: Shape[T]
    help: str
    required: bool = False
    attribute: str = ""


class RecordShape(Record, Generic[T]):
    """Keys with values that make one object; every key has a default in its class, so that reading goes on."""

    make: Callable[..., T]
    keys: dict[str, Key[Any]]
    called: str
    help: str = ""
    short: str = ""
    """The key that a lone scalar or list stands for, if the record has a short form."""

    def read(self, node: Node, what: str, reading: Reading) -> T | Missing:
        if self.short and not isinstance(node, Mapping):
            node = Mapping(((Placed(self.short, node.place), node),), node.place)
        if not isinstance(node, Mapping):
            return reading.add("value-kind", f"{what}: keys with values expected, found {_found(node)}", node.place)
        for name, key in self.keys.items():
            if key.required and node.get(name) is None:
                message = f"{what}: '{name}' is missing" if what else f"'{name}' is missing"
                reading.add("value-missing", message, node.place, f"add a line `{name}: …`: {key.help}")
        return self.make(place=node.place, **self._values(node, what, reading))

    def _values(self, node: Mapping, what: str, reading: Reading) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name, child in node.entries:
            key = self.keys.get(name)
            if key is None:
                message = f"unknown key '{name}'{did_you_mean(name, tuple(self.keys))}"
                message = f"{what}: {message}" if what else message
                known = f"{self.called} has: {', '.join(self.keys)}"
                reading.add("unknown-key", message, name.place, known)
                continue
            value = key.shape.read(child, f"{what}: {name}" if what else name, reading)
            if not isinstance(value, Missing):
                values[key.attribute or name] = value
        return values

    def schema(self) -> JsonSchema:
        properties = {name: {**key.shape.schema(), "description": key.help} for name, key in self.keys.items()}
        record: JsonSchema = {"type": "object", "properties": properties, "additionalProperties": False}
        if required := [name for name, key in self.keys.items() if key.required]:
            record["required"] = required
        if self.help:
            record["description"] = self.help
        return {"oneOf": [self.keys[self.short].shape.schema(), record]} if self.short else record


def read_record(shape: Shape[R], document: Document, called: str) -> tuple[R | None, list[Finding]]:
    """Read a whole file as a record; gives the record (nothing when it is not sound) and everything that is wrong."""
    reading = Reading(list(document.findings))
    if document.root is None:
        reading.add("file-empty", f"the {called} is empty", Place(document.file, 1), "see `drafter init` for a start")
        return None, reading.findings
    if isinstance(shape, RecordShape) and not shape.short and not isinstance(document.root, Mapping):
        keys = ", ".join(list(shape.keys)[:3])
        message = f"the {called} should begin with keys such as {keys}; found {_found(document.root)}"
        reading.add("value-kind", message, document.root.place, "see `drafter init` for a start")
        return None, reading.findings
    value = shape.read(document.root, "", reading)
    return (None if isinstance(value, Missing) else value), reading.findings


def unknown_id(what: str, name: Placed | str, known: Iterable[str], place: Place) -> Finding:
    """The finding of an id that nothing declares, with the nearest that is declared."""
    names = tuple(known)
    advice = "" if len(names) > 12 or not names else f"known: {', '.join(names)}"
    return Finding("unknown-id", "error", f"{what}: unknown id '{name}'{did_you_mean(name, names)}", place, advice)


WORDS: Final = TextShape()
LINES: Final = ListShape(WORDS, lone=True)
ID: Final = TextShape(IDENTIFIER, "an id")
IDS: Final = ListShape(ID, lone=True)
DAY: Final = DateShape()
TRUTH: Final = TruthShape()
ANY: Final = NodeShape()
