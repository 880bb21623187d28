"""The brief that an interview ends in: in a readable order, with comments, ready for `drafter build`."""

from __future__ import annotations

from typing import Any, Final

from drafter import yaml_files

_HEAD: Final = """\
# The brief of a letter, made by `drafter new`. Change it as you like.
#   drafter check FILE    says what is wrong or doubtful
#   drafter build FILE    makes the letter
#   drafter new --from FILE    goes through the questions again
"""
_COMMENTS: Final = {
    "date": "",
    "claims": "\n# What the letter deals with. drafter warns if the body leaves one of them out.",
    "body": "\n# The letter, part by part.",
}


def brief_text(brief: dict[str, Any]) -> str:
    """The text of the file."""
    pieces = [_HEAD]
    said = False
    for name, value in brief.items():
        comment = _COMMENTS.get(name, "")
        if name in {"claims", "evidence", "principles"}:
            comment, said = ("" if said else _COMMENTS["claims"]), True
        pieces.append(f"{comment}\n" if comment else "")
        pieces.append(yaml_files.dump({name: value}))
    return "".join(pieces)
