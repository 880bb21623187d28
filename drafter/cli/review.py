"""The review copy that `drafter build --review` writes for the person who clears a letter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drafter.dossier import Dossier
    from drafter.problems import Finding
    from drafter.review.sheet import Held
    from drafter.workshop import Opened

REVIEW_HELP = "Write a copy for the person who clears the letter as well, with comments; also of a letter with errors."


def review_copy(result: Opened) -> tuple[bytes, tuple[Finding, ...]]:
    """The review copy of what was opened, and the findings of its letterhead; no bytes where no copy can be made."""
    from drafter import review
    from drafter.cache import Cache
    from drafter.cli.opening import cache_folder
    from drafter.letterheads import prepared
    from drafter.problems import blocking
    from drafter.writers import docx

    dossier = result.dossier
    if dossier is None:
        return b"", ()
    letterhead, findings = prepared(dossier, Cache(cache_folder()))
    if blocking(findings):
        return b"", findings
    texts = {name: one.text for name, one in held_of(dossier).items()}
    said = review.remarks(dossier, (*result.findings, *findings), result.silenced, texts)
    return review.copy(docx.write(dossier.letter, letterhead), dossier.letter, said), findings


def put_review(result: Opened, target: Path, brief: Path, *, force: bool = False) -> Path | None:
    """Write the review copy beside a letter, as NAME.review.docx; gives its path, or nothing where none can be made."""
    from drafter import outbox

    content, _ = review_copy(result)
    if not content:
        return None
    path = target.with_name(f"{target.stem}.review.docx")
    outbox.put(content, path, brief, force=force, inputs=result.inputs)
    return path


def held_of(dossier: Dossier) -> dict[str, Held]:
    """The sources of a case whose text is held, by id; what cannot be read is left to the checks."""
    from drafter import sources
    from drafter.cache import Cache
    from drafter.cli.opening import cache_folder
    from drafter.folders import Folder
    from drafter.problems import Abort
    from drafter.review.sheet import Held
    from drafter.source_texts import read_kept

    cache = Cache(cache_folder())
    folder = Folder(Path(dossier.case.place.file).parent, dossier.library.allowed)
    held: dict[str, Held] = {}
    for name, source in dossier.case.sources.items():
        named = source.transcript or source.file
        if named is None:
            continue
        try:
            text = read_kept(folder.read(named, "file", named.place), named, named.place, cache)
            content = folder.read(source.file or named, "file", named.place)
        except Abort:
            continue
        changed = sources.changed(content, text.text, source.sha256, source.text_sha256)
        held[name] = Held(text, sources.digest(content), sources.text_digest(text.text), changed)
    return held
