"""The letterhead of a letter, prepared for writing, from the cache where it was prepared before."""

from __future__ import annotations

import json
from typing import Any

from drafter.cache import Cache
from drafter.dossier import Dossier
from drafter.library import SHIPPED_LETTERHEAD
from drafter.problems import Finding, Place, Severity
from drafter.writers import docx


def prepared(dossier: Dossier, cache: Cache) -> tuple[docx.Prepared, tuple[Finding, ...]]:
    """The brief's letterhead, and what is wrong or doubtful in it; raises Unreadable where it cannot be used."""
    name = dossier.brief.template
    place = name.place if name.place.file else dossier.brief.place
    letterhead, file = dossier.library.letterhead(name, place)
    base, _ = dossier.library.letterhead(SHIPPED_LETTERHEAD, place)
    kept = cache.get("letterhead", letterhead, base, file.encode())
    if kept is not None:
        try:
            data = json.loads(kept)
            return docx.Prepared.from_json(data["prepared"]), tuple(_finding(one) for one in data["findings"])
        except (ValueError, LookupError, TypeError):
            pass
    made, findings = docx.prepare(letterhead, base, file)
    plain = [[f.code, f.severity, f.message, f.place.file, f.place.line, f.place.text, f.advice] for f in findings]
    cache.put(
        "letterhead", json.dumps({"prepared": made.to_json(), "findings": plain}), letterhead, base, file.encode()
    )
    return made, findings


def _finding(data: list[Any]) -> Finding:
    code, severity, message, file, line, text, advice = data
    place = Place(str(file), int(str(line)), str(text))
    if severity not in {"error", "warning", "information"}:
        raise ValueError(severity)
    grave: Severity = severity
    return Finding(str(code), grave, str(message), place, str(advice))
