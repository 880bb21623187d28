"""The letterhead of a letter, prepared or from the cache; letterheads looked at by themselves, and started."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter import folders
from drafter.cache import Cache
from drafter.dossier import Dossier
from drafter.library import SHIPPED_LETTERHEAD
from drafter.outbox import write_whole
from drafter.problems import Finding, Place, Severity, Unreadable, WouldOverwrite, did_you_mean
from drafter.writers import docx

if TYPE_CHECKING:
    from drafter.writers.docx.inspection import Inspection


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
        except (ValueError, LookupError, TypeError, ArithmeticError, AttributeError, RecursionError):
            pass
    made, findings = docx.prepare(letterhead, base, file)
    plain = [[f.code, f.severity, f.message, f.place.file, f.place.line, f.place.text, f.advice] for f in findings]
    cache.put(
        "letterhead", json.dumps({"prepared": made.to_json(), "findings": plain}), letterhead, base, file.encode()
    )
    return made, findings


def inspected(file: Path) -> Inspection:
    """What a letterhead's file holds and what is wrong with it; raises Unreadable where a letter could not use it."""
    content = folders.read_file(file, "the letterhead")
    base = folders.read_file(_templates() / f"{SHIPPED_LETTERHEAD}.docx", "the shipped letterhead")
    return docx.inspect(content, base, folders.shown(file))


def start(file: Path, name: str) -> None:
    """Copy the shipped letterhead of that name to a new file; raises Unreadable or WouldOverwrite."""
    place = Place(folders.shown(file))
    shipped = {path.stem: path for path in sorted(_templates().glob("*.docx")) if not path.name.startswith("~$")}
    if name not in shipped:
        message = f"no letterhead '{name}' is shipped{did_you_mean(name, list(shipped))}"
        raise Unreadable(Finding("unknown-letterhead", "error", message, place, f"shipped: {', '.join(shipped)}"))
    if file.exists() or file.is_symlink():
        message = f"'{folders.shown(file)}' is there already; it is left as it is"
        raise WouldOverwrite(Finding("would-overwrite", "error", message, place, "name a new file"))
    content = folders.read_file(shipped[name], "the shipped letterhead")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"'{folders.shown(file.parent)}' cannot be made: {error.strerror or error}"
        raise Unreadable(Finding("not-writable", "error", message, place)) from None
    write_whole(content, file)


def _templates() -> Path:
    return folders.shipped() / "templates"


def _finding(data: list[Any]) -> Finding:
    code, severity, message, file, line, text, advice = data
    place = Place(str(file), int(str(line)), str(text))
    if severity not in {"error", "warning", "information"}:
        raise ValueError(severity)
    grave: Severity = severity
    return Finding(str(code), grave, str(message), place, str(advice))
