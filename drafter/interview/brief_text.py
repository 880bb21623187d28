"""The brief that an interview ends in: in a readable order, with comments, ready for `drafter build`."""

from __future__ import annotations

from typing import Any, Final

from drafter import yaml_files
from drafter.interview.kept_text import kept_text
from drafter.interview.texts import ENGLISH, Texts

_CHOSEN: Final = {"claims", "evidence", "principles"}


def brief_text(brief: dict[str, Any], say: Texts = ENGLISH, old: str = "") -> str:
    """The text of the file; with an `old` one that is gone through again, that with what is otherwise now."""
    if old and (kept := kept_text(old, brief)):
        return kept
    pieces = [
        f"# {say('brief.head')}\n",
        f"#   drafter check FILE    {say('brief.check')}\n",
        f"#   drafter build FILE    {say('brief.build')}\n",
        f"#   drafter new --from FILE    {say('brief.from')}\n",
    ]
    said = False
    for name, value in brief.items():
        if name == "body":
            pieces.append(f"\n# {say('brief.body')}\n")
        elif name in _CHOSEN and not said:
            pieces.append(f"\n# {say('brief.claims')}\n")
        said = said or name in _CHOSEN
        pieces.append(yaml_files.dump({name: value}))
    return "".join(pieces)
