"""The text of a paragraph, and processing instructions in the tree of a story, which stand for its places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import accumulate
from typing import Final

from lxml import etree

from drafter.writers.docx.opening import Element, W

NAME: Final = "drafter"
"""The target of the instructions; those of other targets never get this far."""
END: Final = "end"

# What may stand around runs in a paragraph and still be its running text; w:del and w:moveFrom are not.
_AROUND_RUNS: Final = frozenset(
    W + name
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "bdo", "dir")
)
_CHARACTERS: Final = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
RANGES: Final = tuple(
    W + name
    for name in (
        "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd",
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    )
)  # fmt: skip


def instruction(text: str) -> Element:
    """A processing instruction for `segments`."""
    return etree.ProcessingInstruction(NAME, text)


def pieces(paragraph: Element) -> Iterator[tuple[Element, str]]:
    """The elements of a paragraph that hold its running text, without text boxes anchored in it."""
    for child in paragraph:
        if child.tag == f"{W}r":
            for inner in child:
                if inner.tag == f"{W}t":
                    yield inner, inner.text or ""
                elif inner.tag in _CHARACTERS:
                    yield inner, _CHARACTERS[inner.tag]
        elif child.tag in _AROUND_RUNS:
            yield from pieces(child)


def text_of(paragraph: Element) -> str:
    return "".join(text for _, text in pieces(paragraph))


def surround(element: Element, before: str, after: str) -> None:
    element.addprevious(instruction(before))
    tail, element.tail = element.tail, None
    end = instruction(after)
    element.addnext(end)
    end.tail = tail


def free_content_controls(paragraph: Element) -> None:
    """Word would put bound data or placeholder looks in place of the value."""
    for control in (*paragraph.iterancestors(f"{W}sdt"), *paragraph.iter(f"{W}sdt")):
        properties = control.find(f"{W}sdtPr")
        for child in list(properties) if properties is not None else ():
            if etree.QName(child).localname in {"dataBinding", "showingPlcHdr"}:
                properties.remove(child)


def mark_fields(paragraph: Element, found: list[re.Match[str]], *, linkable: bool) -> None:
    """Puts a run with the value in place of each mark, with the properties of the run in which the mark begins."""
    texts = list(pieces(paragraph))
    starts = [0, *accumulate(len(text) for _, text in texts)]
    begun: dict[int, int] = {}
    at = len(texts) - 1
    # From the last mark to the first, so that what comes before a mark stands as it was read.
    for mark in reversed(found):
        inner = at
        while starts[at] > mark.start():
            at -= 1
        while inner > at and starts[inner] >= mark.end():
            inner -= 1
        for place in range(at + 1, inner + 1):
            element, text = texts[place]
            if element.tag == f"{W}t":
                _set_text(element, text[mark.end() - starts[place] : begun.pop(place, None)])
            else:
                element.getparent().remove(element)
        element, text = texts[at]
        rest = text[mark.end() - starts[at] : begun.get(at)]
        begun[at] = mark.start() - starts[at]
        _insert_value(element, mark[1].strip(), rest, linkable=linkable, alone=begun[at] == 0)
    for place, end in begun.items():
        _set_text(texts[place][0], texts[place][1][:end])


def _set_text(element: Element, text: str) -> None:
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _insert_value(text: Element, name: str, rest: str, *, linkable: bool, alone: bool) -> None:
    """Splits a run after `text`: the run of the value follows, then the rest of the run; `alone`, `text` goes."""
    run = text.getparent()
    follower = _like(run)
    if rest:
        _set_text(etree.SubElement(follower, f"{W}t"), rest)
    follower.extend(list(text.itersiblings()))
    value = _like(run)
    value.append(instruction("value"))
    _forget_language(value)
    inside_link = next(run.iterancestors(f"{W}hyperlink", f"{W}fldSimple"), None) is not None
    pieces = [
        instruction(f"field {name}{' link' if linkable and not inside_link else ''}"),
        value,
        instruction("end"),
    ]
    if len(follower) > len(follower.findall(f"{W}rPr")):
        pieces.append(follower)
    for piece in reversed(pieces):
        run.addnext(piece)
    if alone:
        run.remove(text)
    if len(run) == len(run.findall(f"{W}rPr")):
        run.getparent().remove(run)


def _like(run: Element) -> Element:
    """An empty run with the same properties."""
    new = etree.Element(f"{W}r")
    properties = run.find(f"{W}rPr")
    if properties is not None:
        new.append(deepcopy(properties))
    return new


def _forget_language(run: Element) -> None:
    """A value is in the letter's language, whatever the mark was proofed as."""
    for language in list(run.iter(f"{W}lang")):
        language.getparent().remove(language)


def mark_block(paragraph: Element, name: str) -> None:
    """Puts in place of a paragraph its properties between instructions; ranges and section breaks in it stay."""
    begun = next(element for element, text in pieces(paragraph) if "{" in text)
    run = _like(begun.getparent())
    _forget_language(run)
    properties = paragraph.find(f"{W}pPr")
    properties = etree.Element(f"{W}pPr") if properties is None else properties
    section = properties.find(f"{W}sectPr")
    if section is not None:
        properties.remove(section)
        kept = etree.Element(f"{W}p")
        etree.SubElement(kept, f"{W}pPr").append(section)
        paragraph.addnext(kept)
    for element in list(paragraph.iter(*RANGES)):
        paragraph.addprevious(element)
    for revision in properties.findall(f"{W}pPrChange"):
        properties.remove(revision)
    kept_together = deepcopy(properties)
    if kept_together.find(f"{W}keepNext") is None:
        kept_together.insert(1 if kept_together.find(f"{W}pStyle") is not None else 0, etree.Element(f"{W}keepNext"))
    holder = etree.Element(f"{W}p")
    for element in (properties, kept_together, run.find(f"{W}rPr")):
        if element is not None:
            holder.append(element)
        holder.append(instruction("next"))
    holder.insert(0, instruction("next"))
    paragraph.getparent().replace(paragraph, holder)
    surround(holder, f"block {name}", "end")
