"""What the interview says besides the questions, from a file of a language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from drafter import yaml_files
from drafter.record import Record

_FOLDER: Final = Path(__file__).parent.parent / "languages" / "interview"


class Texts(Record):
    """The texts of a language by name."""

    by_name: dict[str, str]

    def __call__(self, name: str, **values: object) -> str:
        """A text, filled in."""
        return self.by_name[name].format(**values)


@cache
def texts(language: str = "en") -> Texts:
    """The texts of a language."""
    file = _FOLDER / f"{language}.yaml"
    root = yaml_files.read(file.read_bytes(), file.name).root
    entries = root.entries if isinstance(root, yaml_files.Mapping) else ()
    return Texts({str(name): str(yaml_files.plain(node)) for name, node in entries})
