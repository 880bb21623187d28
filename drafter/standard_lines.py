"""Remembers the wording that letters were built with, so that a changed standard line is seen and can be pinned.

Beside a case, in `.drafter/wording`: each wording once, named by the first twelve digits of its SHA-256 (its pin), and
`used.jsonl`, a line for each snippet of each letter that was built.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from drafter.library import WORDINGS, Snippet, pin_of

_USED: Final = WORDINGS / "used.jsonl"


def keep(case_folder: Path, brief: str, snippets: Iterable[Snippet], write: Callable[[bytes, Path], None]) -> None:
    """Note the standard lines that a brief's letter was built with; `write` writes a file whole, or raises."""
    noted = used(case_folder, brief)
    lines: list[str] = []
    for snippet in snippets:
        if not (snippet.owner or snippet.approved_by):
            continue
        pin = pin_of(snippet.text)
        target = case_folder / WORDINGS / f"{pin}.md"
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            write(snippet.text.encode("utf-8", "surrogatepass"), target)
        if noted.get(snippet.id) != pin:
            noted[snippet.id] = pin
            lines.append(json.dumps({"brief": brief, "snippet": snippet.id, "pin": pin}, ensure_ascii=False))
    if lines:
        path = case_folder / _USED
        before = path.read_bytes() if path.is_file() else b""
        write(before + "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass"), path)


def used(case_folder: Path, brief: str) -> dict[str, str]:
    """The pins of the wording that a brief's letter was last built with, by snippet."""
    try:
        lines = (case_folder / _USED).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    found: dict[str, str] = {}
    for line in lines:
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(entry, dict) and entry.get("brief") == brief:
            found[str(entry.get("snippet"))] = str(entry.get("pin"))
    return found


def held(case_folder: Path, pin: str) -> str:
    """A wording by its pin; nothing where it is not kept."""
    try:
        return (case_folder / WORDINGS / f"{pin}.md").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
