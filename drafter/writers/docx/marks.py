"""Finds the marks in the paragraphs of a letterhead, however Word cut them up, and says what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from lxml import etree

from drafter.problems import Finding, Place, did_you_mean
from drafter.record import Mutable, field
from drafter.writers.docx.field_codes import codes
from drafter.writers.docx.instructions import (
    RANGES,
    free_content_controls,
    instruction,
    mark_block,
    mark_fields,
    surround,
    text_of,
)
from drafter.writers.docx.opening import Element, W, unsafe
from drafter.writers.docx.parts import BLOCK_MARKS, FIELD_MARKS

MOST_MARKS: Final = 500
"""In a whole letterhead; those of a text box count twice, as Word stores it twice."""
MOST_FINDINGS: Final = 20
"""In one story."""
_MARK: Final = re.compile(r"\{\{([^{}]*)\}\}")
_KNOWN: Final = (*BLOCK_MARKS, *FIELD_MARKS)
_DOCUMENT_ONLY: Final = ("body", "annexes")
_CONTAINERS: Final = (f"{W}tc", f"{W}txbxContent", f"{W}hdr", f"{W}ftr")
_MUST_STAY: Final = (
    f"{W}drawing",
    f"{W}pict",
    f"{W}object",
    f"{W}sectPr",
    f"{W}fldChar",
    f"{W}footnoteReference",
    f"{W}endnoteReference",
    *RANGES,
)


class Marked(Mutable):
    """What marks were found in one story, and what is wrong with them."""

    file: str
    story: str
    in_document: bool
    names: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def wrong(self, code: str, paragraph: Element, message: str, advice: str) -> None:
        """Notes a mistake in a paragraph, in words that say where it stands; no more than MOST_FINDINGS."""
        if len(self.findings) >= MOST_FINDINGS:
            return
        place = Place(self.file, 0, text_of(paragraph))
        finding = Finding(code, "error", f"{place_words(self.story, paragraph)}: {message}", place, advice)
        # Word stores a text box twice.
        if finding not in self.findings:
            self.findings.append(finding)


def refuse_too_many(roots: Iterable[Element], file: str) -> None:
    """Raises Unreadable with `letterhead-unsafe` where there are more marks than any letterhead needs."""
    count = 0
    for root in roots:
        for paragraph in root.iter(f"{W}p"):
            text = text_of(paragraph)
            count += max(text.count("{{"), text.count("}}"))
            if count > MOST_MARKS:
                message = f"the letterhead holds more than {MOST_MARKS} marks"
                raise unsafe(file, message, "A letterhead needs a few dozen at most: delete the others.")


def mark(root: Element, marked: Marked) -> None:
    """Replaces the marks in a story by processing instructions; notes what is wrong."""
    _refuse_in_codes(root, marked)
    for paragraph in list(root.iter(f"{W}p")):
        text = text_of(paragraph)
        if "{{" in text or "}}" in text:
            _mark_paragraph(paragraph, text, marked)
    for container in root.iter(*_CONTAINERS):
        if any(child.tag is etree.PI for child in container):
            container.append(instruction("keep"))


def unmarked(root: Element, file: str, story: str) -> list[Finding]:
    """Errors for marks in a part where none is filled, such as the letterhead's own footnotes."""
    marked = Marked(file, story, in_document=False)
    _refuse_in_codes(root, marked)
    for paragraph in root.iter(f"{W}p"):
        if _MARK.search(text_of(paragraph)):
            marked.wrong(
                "letterhead-mark-place", paragraph, "no mark is filled here", "Move the mark into the document."
            )
    return marked.findings


def place_words(story: str, paragraph: Element) -> str:
    """Where a paragraph of a story stands, in words that a user of Word knows."""
    for ancestor in paragraph.iterancestors():
        if ancestor.tag == f"{W}txbxContent":
            return f"text box in the {story}"
        if ancestor.tag == f"{W}tc":
            return f"table in the {story}"
    return story


def _refuse_in_codes(root: Element, marked: Marked) -> None:
    for code in codes(root):
        whole = code.whole()
        if "{{" in whole or "}}" in whole:
            paragraph = next(code.element.iterancestors(f"{W}p"), code.element)
            message, advice = (
                "a mark stands in the code of a field",
                "Delete the field, and write the mark in its place.",
            )
            marked.wrong("letterhead-mark-place", paragraph, message, advice)


def _mark_paragraph(paragraph: Element, text: str, marked: Marked) -> None:
    found = list(_MARK.finditer(text))
    names = [one[1].strip() for one in found]
    rest = _MARK.sub("", text)
    if "{{" in rest or "}}" in rest:
        marked.wrong(
            "letterhead-mark-unknown",
            paragraph,
            "a mark is not complete",
            "A mark is written {{ name }}, in one paragraph.",
        )
    unknown = [name for name in names if name not in _KNOWN]
    for name in unknown:
        message = f"unknown mark '{name}'{did_you_mean(name, _KNOWN)}"
        marked.wrong("letterhead-mark-unknown", paragraph, message, f"Known marks: {', '.join(_KNOWN)}.")
    blocks = [name for name in names if name in BLOCK_MARKS]
    if unknown:
        return
    if blocks:
        if _is_well_placed(paragraph, blocks[0], rest, len(names), marked):
            marked.names.append(blocks[0])
            mark_block(paragraph, blocks[0])
        return
    marked.names += names
    free_content_controls(paragraph)
    # LibreOffice leaves a link in a header or footer out of the tags that PDF/UA asks for (7.18.5).
    linkable = marked.in_document and next(paragraph.iter(f"{W}fldChar"), None) is None
    mark_fields(paragraph, found, linkable=linkable)
    if not _must_stay(paragraph):
        surround(paragraph, f"unit {','.join(names)}", "end")


def _must_stay(paragraph: Element) -> bool:
    """Whether a paragraph stays when its marks are empty; ranges that begin and end in it go with it."""
    ends: dict[tuple[str, str | None], set[str]] = {}
    for element in paragraph.iter(*_MUST_STAY):
        if element.tag not in RANGES:
            return True
        stem = re.sub("(Start|End)$", "", element.tag)
        ends.setdefault((stem, element.get(f"{W}id")), set()).add(element.tag)
    return any(len(found) < len(("Start", "End")) for found in ends.values())


def _is_well_placed(paragraph: Element, name: str, rest: str, count: int, marked: Marked) -> bool:
    shapes = next(paragraph.iter(f"{W}drawing", f"{W}pict", f"{W}fldChar", f"{W}footnoteReference"), None)
    shown = "{{ " + name + " }}"
    if rest.strip() or count > 1 or shapes is not None:
        marked.wrong(
            "letterhead-mark-place",
            paragraph,
            f"{shown} is not alone in its paragraph",
            "Give the mark a paragraph of its own.",
        )
        return False
    where = place_words(marked.story, paragraph)
    if name in _DOCUMENT_ONLY and (not marked.in_document or where.startswith("text box")):
        marked.wrong(
            "letterhead-mark-place",
            paragraph,
            f"{shown} cannot stand here, as Word allows no footnotes here",
            f"Put {shown} in the document itself.",
        )
        return False
    if name in _DOCUMENT_ONLY and name in marked.names:
        marked.wrong("letterhead-mark-place", paragraph, f"{shown} stands there twice", "Keep one of them.")
        return False
    return True
