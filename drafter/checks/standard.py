"""Standard lines that are expired, were never approved, or changed since the letter was last built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from drafter import standard_lines
from drafter.body import SnippetItem
from drafter.dossier import Dossier
from drafter.library import pin_of
from drafter.problems import Finding


def check(dossier: Dossier) -> Iterator[Finding]:
    """`snippet-expired`, `snippet-unapproved`, `snippet-changed`."""
    folder = dossier.library.case_folder
    name = PurePosixPath(dossier.brief.place.file).name
    used = standard_lines.used(folder, name) if folder else {}
    seen: set[tuple[str, str]] = set()
    for item in dossier.brief.items():
        if not isinstance(item, SnippetItem) or (item.snippet.id, item.snippet.text) in seen:
            continue
        snippet = item.snippet
        seen.add((snippet.id, snippet.text))
        if snippet.review_by and snippet.review_by < dossier.letter.dated:
            message = f"the wording '{snippet.id}' was to be reviewed by {snippet.review_by}, before this letter"
            advice = f"ask {snippet.owner or 'its owner'} whether it still stands"
            yield Finding("snippet-expired", "warning", message, item.place, advice)
        if snippet.owner and not (snippet.approved_by and snippet.approved_on):
            message = f"the wording '{snippet.id}' of {snippet.owner} is not approved"
            advice = "have it approved: `approved_by` and `approved_on` in its file"
            yield Finding("snippet-unapproved", "warning", message, item.place, advice)
        before = used.get(snippet.id)
        if folder and before and not item.pinned and before != pin_of(snippet.text):
            message = f"the wording '{snippet.id}' changed since this letter was last built"
            words = _difference(standard_lines.held(folder, before), snippet.text)
            pin = f'"{before}"' if before.isdecimal() else before
            advice = f"{words}read the letter again; `pin: {pin}` beside the snippet keeps the wording it had"
            yield Finding("snippet-changed", "warning", message, item.place, advice)


def _difference(old: str, new: str) -> str:
    """The first words in which two wordings differ."""
    from difflib import SequenceMatcher

    if not old:
        return ""
    one, other = (re.split(r"\s+", text.rpartition("---\n")[2].strip()) for text in (old, new))
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind != "equal":
            return f"where it had “{' '.join(one[i1:i2])}”, it has “{' '.join(other[j1:j2])}”; "
    return "its declaration differs; "
