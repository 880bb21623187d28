"""The JSON Schemas (2020-12) of the files that people write, made from the shapes that read them."""

from __future__ import annotations

import json
from typing import Any

from drafter.body import ITEM, PART
from drafter.brief import BRIEF
from drafter.case import CASE
from drafter.library import REGISTER, SNIPPET
from drafter.office import OFFICE

SHAPES = {"case": CASE, "brief": BRIEF, "snippet": SNIPPET, "office": OFFICE, "register": REGISTER}


def schema_text(of: str) -> str:
    """The schema of one kind of file (for a snippet: of its front matter), as a JSON text."""
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"drafter {of}",
        **SHAPES[of].schema(),  # type: ignore[attr-defined]
    }
    if of == "brief":
        schema["$defs"] = {"item": ITEM.schema(), "part": PART.schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
