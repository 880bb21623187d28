"""The styles of a letterhead: which there are, and those it lacks, taken from the shipped base."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Final

from lxml import etree

from drafter.writers.docx.opening import Element, W

if TYPE_CHECKING:
    from collections.abc import Iterator

PARAGRAPH_STYLES: Final = (
    "Body Text",
    "Numbered Paragraph",
    "Question",
    "heading 1",
    "heading 2",
    "heading 3",
    "Quote",
    "List Number",
    "List Bullet",
    "List Paragraph",
    "Table Text",
    "caption",
    "Date",
    "Reference Line",
    "Delivery",
    "Marking",
    "Addressee",
    "Salutation",
    "Subject Line",
    "Closing",
    "Signature",
    "Copies",
    "Enclosures",
    "Annex Title",
    "footnote text",
    "endnote text",
    "header",
    "footer",
    "Sender Office",
    "Sender Person",
)
NEEDED: Final = (
    *(("paragraph", name) for name in PARAGRAPH_STYLES),
    ("character", "footnote reference"),
    ("character", "endnote reference"),
    ("character", "Hyperlink"),
    ("table", "Table Grid"),
)
_REFERRING: Final = ("basedOn", "link", "next")


class Styles:
    """The styles of a letterhead, by kind and by name in lower case; adds those it lacks."""

    def __init__(self, root: Element, base: Element) -> None:
        self._root = root
        self._known: dict[tuple[str, str], str] = {key: style.get(f"{W}styleId") for key, style in _named(root)}
        self._ids = {style.get(f"{W}styleId", "").lower() for style in root.iter(f"{W}style")}
        self._base = dict(_named(base))
        self._base_by_id = {style.get(f"{W}styleId", ""): key for key, style in self._base.items()}
        self._own = frozenset(self._known)
        self.missing: list[str] = []

    def ids(self) -> tuple[tuple[str, str], ...]:
        """The id of every style that a letter needs, by its name in lower case; empty where the base has none."""
        found: list[tuple[str, str]] = []
        for kind, name in NEEDED:
            key = (kind, name.lower())
            if key not in self._own:
                self.missing.append(name)
            found.append((name.lower(), self._id(key)))
        return tuple(found)

    def _id(self, key: tuple[str, str]) -> str:
        if key in self._known:
            return self._known[key]
        original = self._base.get(key)
        return "" if original is None else self._add(key, original)

    def _add(self, key: tuple[str, str], original: Element) -> str:
        style = deepcopy(original)
        identity = self._free(str(style.get(f"{W}styleId")))
        self._known[key] = identity
        self._ids.add(identity.lower())
        style.set(f"{W}styleId", identity)
        style.attrib.pop(f"{W}default", None)
        # A base's numbering definitions do not come along.
        for numbered in list(style.iter(f"{W}numPr")):
            numbered.getparent().remove(numbered)
        self._root.append(style)
        for element in [child for name in _REFERRING for child in style.findall(W + name)]:
            other = self._base_by_id.get(element.get(f"{W}val", ""))
            if other is None:
                style.remove(element)
            else:
                element.set(f"{W}val", self._id(other))
        return identity

    def _free(self, identity: str) -> str:
        candidate, count = identity, 1
        while candidate.lower() in self._ids:
            count += 1
            candidate = f"{identity}{count}"
        return candidate


def _named(root: Element) -> Iterator[tuple[tuple[str, str], Element]]:
    for style in root.iter(f"{W}style"):
        name = style.find(f"{W}name")
        if name is not None and style.get(f"{W}styleId"):
            yield (style.get(f"{W}type", "paragraph"), name.get(f"{W}val", "").lower()), style


def set_language_slot(root: Element, ids: tuple[tuple[str, str], ...], slot: str) -> None:
    """Puts `slot` where the language of the document defaults stands, and takes other languages off the styles used."""
    used = {identity for _, identity in ids}
    for style in root.iter(f"{W}style"):
        if style.get(f"{W}styleId") in used or style.get(f"{W}default") in {"1", "true", "on"}:
            for language in list(style.iter(f"{W}lang")):
                language.getparent().remove(language)
    defaults = _child(root, "docDefaults", 0)
    properties = _child(_child(defaults, "rPrDefault", 0), "rPr", 0)
    language = properties.find(f"{W}lang")
    if language is None:
        language = etree.SubElement(properties, f"{W}lang")
        # 17.3.2.28: only these come after the language.
        for name in ("eastAsianLayout", "specVanish", "oMath"):
            properties.extend(properties.findall(W + name))
    language.set(f"{W}val", slot)


def _child(parent: Element, name: str, position: int) -> Element:
    found = parent.find(W + name)
    if found is None:
        found = etree.Element(W + name)
        parent.insert(position, found)
    return found
