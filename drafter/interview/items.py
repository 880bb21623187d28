"""An item of a brief as plain data: its wording, the answers in it, the kind of its snippet."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

Plan: TypeAlias = dict[str, Any]
KEPT: Final = "kept"
"""Where the answers that a brief amounts to hold what Context.kept is."""


def wording_of(item: Plan) -> Plan:
    """The item itself, or what a question asks with."""
    inner = item.get("question", item)
    return inner if isinstance(inner, dict) else {"text": inner}


def answers_in(item: Plan) -> Plan:
    """The answers that an item gives to its snippet."""
    given = wording_of(item).get("with")
    return given if isinstance(given, dict) else {}


def several(value: Any) -> list[Any]:
    """What may be one or a list, as a list."""
    return value if isinstance(value, list) else [] if value in (None, "") else [value]
