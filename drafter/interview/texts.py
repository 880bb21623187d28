"""What the interview says, from a file of a language; what that lacks is said in English."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from drafter.languages import INTERVIEW
from drafter.record import Record

_USUAL: Final = "en"
_LINE: Final = re.compile(r"""(?:"([\w.-]+)"|([\w.-]+)): (?:"((?:[^"\\]|\\"|\\u00a0)*)"|([^\W\d_].*|\(.*|\+ .*))""")
"""A line that is read without the YAML library, whose import takes longer than all else before the first question."""
_GAP: Final = re.compile(r"\{(\w+)\}")


class Texts(Record):
    """The texts of a language by name."""

    language: str = _USUAL

    def __call__(self, name: str, /, **values: object) -> str:
        """A text, filled in."""
        return _GAP.sub(lambda found: str(values[found[1]]), _texts(self.language)[name])

    def asks(self, name: str, /, **values: object) -> tuple[str, str]:
        """A question and its help."""
        return self(name, **values), self(f"{name}.help")


ENGLISH: Final = Texts()


@cache
def _texts(language: str) -> dict[str, str]:
    own = read((INTERVIEW / f"{language}.yaml").read_text(encoding="utf-8"))
    return own if language == _USUAL else {**_texts(_USUAL), **own}


def read(text: str) -> dict[str, str]:
    """The texts of a file: each a line, or else whatever YAML allows."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        made = _LINE.fullmatch(line)
        if made is None or (made[4] and (": " in made[4] or " #" in made[4])):
            return _as_yaml(text)
        found[made[1] or made[2]] = made[4] or made[3].replace('\\"', '"').replace("\\u00a0", "\u00a0")
    return found


def _as_yaml(text: str) -> dict[str, str]:
    from drafter import yaml_files

    root = yaml_files.read(text.encode("utf-8"), "texts").root
    entries = root.entries if isinstance(root, yaml_files.Mapping) else ()
    return {str(name): str(yaml_files.plain(node)) for name, node in entries}
