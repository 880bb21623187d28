"""Starts a case: copies the shipped one, with the schemas that its files name, into a new folder."""

from __future__ import annotations

from pathlib import Path

from drafter import folders
from drafter.outbox import write_whole
from drafter.problems import Finding, Place, Unreadable
from drafter.schemas import schema_text


def start(folder: Path) -> list[Path]:
    """Make a case in a folder that is empty or not there; gives the files that were made. Raises Unreadable."""
    place = Place(folders.shown(folder))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"'{folders.shown(folder)}' is there already and is not empty; it is left as it is"
        raise Unreadable(Finding("folder-not-empty", "error", message, place, "name a new folder"))
    shipped = folders.shipped() / "templates" / "starter"
    if not (shipped / "case.yaml").is_file():
        message = "the shipped case to start from is not there; drafter is not installed whole"
        raise Unreadable(Finding("file-missing", "error", message, Place(str(shipped)), "install drafter again"))
    files = {path.relative_to(shipped): path.read_bytes() for path in sorted(shipped.rglob("*")) if path.is_file()}
    for of in ("case", "brief"):
        files[Path(".drafter") / f"{of}.schema.json"] = schema_text(of).encode()
    made = []
    for name, content in files.items():
        target = folder / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"'{folders.shown(target.parent)}' cannot be made: {error.strerror or error}"
            raise Unreadable(Finding("not-writable", "error", message, place)) from None
        write_whole(content, target)
        made.append(target)
    return [path for path in made if ".drafter" not in path.parts]
