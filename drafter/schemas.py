"""The JSON Schemas (2020-12) of cases, briefs and snippets, made from the shapes that read them."""

from __future__ import annotations

import json
from typing import Any

from drafter.brief import BRIEF, ITEM
from drafter.case import CASE
from drafter.library import SNIPPET

SHAPES = {"case": CASE, "brief": BRIEF, "snippet": SNIPPET}


def schema_text(of: str) -> str:
    """The schema of a case, a brief or a snippet's front matter, as a JSON text."""
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"drafter {of}",
        **SHAPES[of].schema(),  # type: ignore[attr-defined]
    }
    if of == "brief":
        schema["$defs"] = {"item": ITEM.schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
