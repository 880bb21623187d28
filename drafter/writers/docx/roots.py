"""Checks that the parts of a letterhead are what the relationships to them say (ECMA-376 part 1, 11.3)."""

from __future__ import annotations

from typing import Final

from drafter.writers.docx.opening import Package, W, unreadable

_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ROOTS: Final = {
    "header": "hdr",
    "footer": "ftr",
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "settings": "settings",
    "comments": "comments",
}


def refuse_disguised(package: Package, name: str) -> None:
    """Raises Unreadable with `letterhead-unreadable` for a part that is not what it should be, or not there."""
    for relations in package.relations.values():
        for relation in relations:
            if not relation.external and relation.target.lower().endswith((".rels", "[content_types].xml")):
                raise unreadable(name, f"the letterhead is damaged: a part of it is '{relation.target}'")
    for relation in package.relations.get(package.main, ()):
        root = _ROOTS.get(relation.kind)
        if root is None:
            continue
        tree = package.trees.get(relation.target)
        if (
            tree is None
            or tree.tag != W + root
            or package.content_type(relation.target) != _TYPE + f".{relation.kind}+xml"
        ):
            raise unreadable(
                name, f"the letterhead is damaged: '{relation.target}' does not hold {_said(relation.kind)}"
            )


def _said(kind: str) -> str:
    return f"a {kind}" if kind in {"header", "footer"} else kind
