"""Refuses what a letterhead that came by mail must not carry: macros, links to other files, fields that fetch."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from drafter.writers.docx.field_codes import codes
from drafter.writers.docx.opening import Element, Package, Relation, W, unsafe
from drafter.writers.docx.relationships import uri

_UNSAFE_PARTS: Final = {
    "oleObject": "an embedded object (OLE)",
    "package": "an embedded file",
    "control": "an ActiveX control",
    "aFChunk": "an inserted file (altChunk)",
    "subDocument": "a subdocument",
    "vbaProject": "macros",
    "wordVbaData": "macros",
    "attachedToolbars": "toolbars with macros",
}
_EXTERNAL: Final = {
    "attachedTemplate": "an attached template",
    "image": "a linked picture",
    "mailMergeSource": "a mail merge source",
    "frame": "a linked frame",
    "transform": "a linked transformation",
}
_ADDRESS: Final = re.compile(r"\s*([a-z][a-z0-9+.-]*:|\\\\|//)", re.IGNORECASE)


def refuse_unsafe(package: Package, name: str) -> None:
    """Raises Unreadable with `letterhead-unsafe` for the first thing in a file that could act or fetch."""
    _refuse_parts(package, name)
    for source, relations in package.relations.items():
        for relation in relations:
            _refuse_relation(source, relation, name)
    for part, tree in package.trees.items():
        _refuse_fields(part, tree, name)


def _refuse_parts(package: Package, name: str) -> None:
    for part in package.parts:
        if (
            "vbaproject" in part.lower()
            or "macroEnabled" in package.content_type(part)
            or part.lower().endswith("vbadata.xml")
        ):
            raise unsafe(
                name, f"the letterhead carries macros ('{part}')", "Save it in Word as a Word document (.docx)."
            )
    for part, tree in package.trees.items():
        if next(tree.iter(f"{W}mailMerge"), None) is not None:
            raise unsafe(
                name, "the letterhead is a mail merge document", "In Word, set Mailings > Start Mail Merge > Normal."
            )
        for element in tree.iter(f"{W}altChunk", f"{W}subDoc", f"{W}object", f"{W}control"):
            what = {"altChunk": "an inserted file (altChunk)", "subDoc": "a subdocument"}
            kind = what.get(etree.QName(element).localname, "an embedded object (OLE or ActiveX)")
            raise unsafe(
                name, f"the letterhead holds {kind} ('{part}')", "Remove it in Word, or put a picture in its place."
            )
        for element in tree.iter("{urn:schemas-microsoft-com:vml}imagedata", "{urn:schemas-microsoft-com:vml}fill"):
            source = element.get("src", "")
            if _ADDRESS.match(source):
                raise unsafe(
                    name, f"the letterhead shows a linked picture ({source})", "Insert the picture itself in Word."
                )


def _refuse_relation(source: str, relation: Relation, name: str) -> None:
    if relation.kind in _UNSAFE_PARTS:
        message = f"the letterhead holds {_UNSAFE_PARTS[relation.kind]} ('{relation.target}')"
        raise unsafe(name, message, "Remove it in Word, or put a picture in its place.")
    if not relation.external:
        return
    if relation.kind != "hyperlink":
        what = _EXTERNAL.get(relation.kind, f"something outside the file ({relation.kind}, in '{source}')")
        advice = "In Word, insert the thing itself instead of a link to it."
        if relation.kind == "attachedTemplate":
            advice = "In Word, set Developer > Document Template to Normal.dotm, and save."
        raise unsafe(name, f"the letterhead refers to {what}: {relation.target}", advice)
    if relation.target.lower().startswith("tel:"):
        return
    try:
        uri(relation.target)
    except ValueError as error:
        message = f"the letterhead has a hyperlink that is neither web nor mail: {relation.target}"
        raise unsafe(name, message, "Remove the link in Word, or give its web address.") from error


def _refuse_fields(part: str, tree: Element, name: str) -> None:
    for code in codes(tree):
        if what := code.refused():
            message = f"the letterhead has a field that could fetch, ask or act: {what} ('{part}')"
            raise unsafe(name, message, "Replace it in Word by its text: click on it and press Ctrl+Shift+F9.")
