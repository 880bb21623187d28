"""The keys of the files that people write, from the shapes that read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from drafter.body import FORMS, ITEM, PART
from drafter.library import TYPES
from drafter.reference.markdown import code, either, link, page, table, titled
from drafter.schemas import SHAPES
from drafter.shapes import (
    ChoiceShape,
    DateShape,
    EitherShape,
    ListShape,
    MapShape,
    NodeShape,
    NumberShape,
    RecordShape,
    Shape,
    TextShape,
    TruthShape,
)

_SHAPES: Final[Mapping[str, Any]] = SHAPES
REFERRED: Final[dict[str, RecordShape[Any]]] = {"item": ITEM, "part": PART}
"""What a schema's references to `$defs` mean, for shapes that hold themselves."""
LEADS: Final = {
    "case": "`case.yaml` is the record of one correspondence: who writes to whom, what was said, and what stands "
    "against it.",
    "brief": "A brief is the plan of one letter: a `.yaml` file beside the case or below it.",
    "snippet": "A snippet is wording that many letters use, in a file of its own. It begins with a declaration between "
    "two lines of `---`.",
    "office": "`office.yaml` holds what does not change from letter to letter of one office.",
    "register": "A register holds the numbered provisions of an instrument (a code, a convention, an act), which "
    "letters cite and quote.",
}


def key_page(name: str) -> str:
    """The page of one kind of file: a table of keys for it, and one for each thing that it holds."""
    root: RecordShape[Any] = _SHAPES[name]
    sections = [_section(record) for record in records(root)]
    lead = f"{LEADS.get(name, root.help)} The keys below are all that it may have."
    return page(f"Keys of {root.called}", lead, *sections, _types() if name == "snippet" else "")


def records(root: RecordShape[Any]) -> list[RecordShape[Any]]:
    """A record and all that it holds, each once, in the order of the keys."""
    found: list[RecordShape[Any]] = []
    waiting = [root]
    while waiting:
        record = waiting.pop(0)
        if not any(record is one for one in found):
            found.append(record)
            waiting += [inner for key in record.keys.values() for inner in _within(key.shape)]
    return found


def _within(shape: Shape[Any]) -> Iterator[RecordShape[Any]]:
    """The records that a value may hold."""
    match shape:
        case RecordShape():
            yield shape
        case ListShape(item=inner) | MapShape(value=inner):
            yield from _within(inner)
        case EitherShape(short=short, long=long):
            yield from _within(short)
            yield from _within(long)
        case _:
            yield from _referred(shape.schema())


def _referred(schema: Any) -> Iterator[RecordShape[Any]]:
    match schema:
        case {"$ref": str(reference)}:
            yield REFERRED[reference.rpartition("/")[2]]
        case dict():
            yield from (record for value in schema.values() for record in _referred(value))
        case list():
            yield from (record for value in schema for record in _referred(value))


def _section(record: RecordShape[Any]) -> str:
    rows = [
        (code(name), "required" if key.required else "", value_words(key.shape), key.help)
        for name, key in record.keys.items()
    ]
    parts = [f"## {titled(record.called)}"]
    if record.short:
        parts.append(f"Written without keys, it is its {code(record.short)}.")
    parts.append(table(("key", "", "its value is", "what it is for"), rows))
    if record is ITEM:
        parts.append("An item has one of these, and beside it only what is named here:")
        rows_of_forms = [(code(form), ", ".join(map(code, beside)) or "nothing") for form, beside in FORMS.items()]
        parts.append(table(("an item with", "may also have"), rows_of_forms))
    return "\n\n".join(parts)


def value_words(shape: Shape[Any]) -> str:
    """What a value may be, in words, with links to the sections of what it holds."""
    match shape:
        case RecordShape():
            return link(shape.called)
        case TextShape(called=called):
            return called
        case DateShape():
            return "a date, as 2021-08-16"
        case NumberShape(least=least, most=most):
            return f"a whole number from {least} to {most}"
        case TruthShape():
            return "yes or no"
        case ChoiceShape(options=options):
            return either([code(option) for option in options])
        case ListShape(item=inner, lone=lone):
            return f"{value_words(inner)}, or a list of such" if lone else _list_words(inner)
        case MapShape(value=inner):
            return f"names, with {value_words(inner)} for each"
        case EitherShape(short=short, long=long):
            return f"{value_words(short)}, or {value_words(long)}"
        case NodeShape():
            return "an answer of any kind"
        case _:
            return schema_words(shape.schema())


def _list_words(item: Shape[Any]) -> str:
    if isinstance(item, ListShape):
        return f"a list of lists, each item of these {value_words(item.item)}"
    return f"a list, each item {value_words(item)}"


def schema_words(schema: dict[str, Any]) -> str:
    """What a value may be, from its JSON Schema, for shapes that are not of the common ones."""
    match schema:
        case {"$ref": str(reference)}:
            return link(REFERRED[reference.rpartition("/")[2]].called)
        case {"oneOf": list(choices)}:
            return ", or ".join(schema_words(choice) for choice in choices)
        case {"enum": list(options)}:
            return either([code(str(option)) for option in options])
        case {"type": "array", "items": dict(items)}:
            return f"a list, each item {schema_words(items)}"
        case {"type": list(types)}:
            return either([_TYPE_WORDS.get(str(one), str(one)) for one in types])
        case {"type": str(name)}:
            return _TYPE_WORDS.get(name, name)
    return "an answer of any kind"


_TYPE_WORDS: Final = {
    "string": "words",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "yes or no",
    "null": "nothing",
    "object": "keys with values",
}


def _types() -> str:
    rows = [(code(name), words) for name, words in TYPES.items()]
    return f"## Types of parameters\n\n{table(('type', 'the answer is'), rows)}"
