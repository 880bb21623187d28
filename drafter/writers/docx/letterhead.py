"""Prepares a letterhead: checks it, adds what a letter needs to its parts, and compiles it for `write`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Final

from lxml import etree

from drafter.model import OUTLINE
from drafter.problems import Finding, Place, Unreadable
from drafter.record import Record
from drafter.writers.docx import opening
from drafter.writers.docx.marks import Marked, mark, refuse_too_many, unmarked
from drafter.writers.docx.merging import (
    CUT,
    add_notes,
    add_numbering,
    end_notes_with_section,
    note_settings,
    number_endnotes,
    part_of,
    tidy,
)
from drafter.writers.docx.opening import Element, Package, R, W
from drafter.writers.docx.package import Member, deflated, head, stored
from drafter.writers.docx.parts import mark_of
from drafter.writers.docx.prepared import Prepared, Series, Story
from drafter.writers.docx.relationships import EMPTY, TYPES, relationships_of
from drafter.writers.docx.roots import refuse_disguised
from drafter.writers.docx.safety import refuse_unsafe
from drafter.writers.docx.segments import segments, with_rooms
from drafter.writers.docx.styles import Styles, set_language_slot
from drafter.writers.docx.wordml import DECLARATION, attribute

_NAMESPACES: Final = {
    "w": W[1:-1],
    "r": TYPES,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
_CORE: Final = "docProps/core.xml"
_APP: Final = "docProps/app.xml"
_PROPERTIES: Final = {
    _CORE: "application/vnd.openxmlformats-package.core-properties+xml",
    _APP: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
_APP_TEXT: Final = (
    f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>drafter</Application></Properties>"
)
_ROOT_RELATIONSHIPS: Final = (
    f'{DECLARATION}{EMPTY}<Relationship Id="rId1" Type="{TYPES}/officeDocument" Target="{{main}}"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"'
    f' Target="{_CORE}"/><Relationship Id="rId3" Type="{TYPES}/extended-properties" Target="{_APP}"/></Relationships>'
)
_SLOT: Final = "drafter-slot"
_COMPRESSED: Final = (".png", ".jpeg", ".jpg", ".gif", ".odttf")
_USUAL_WIDTH: Final = 9026
_LARGEST_ID: Final = 2_000_000_000
_ROOM: Final = 100_000


class Examined(Record):
    """A letterhead opened and marked, before it is compiled: its parts, its stories by part, its styles."""

    package: Package
    marked: dict[str, Marked]
    styles: Styles
    style_ids: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]

    def first_page(self) -> list[str]:
        """The marks that show on a first page."""
        return [name for part in _first_page(self.package) for name in self.marked[part].names]

    def unplaced(self) -> tuple[str, ...]:
        """The marks of the parts that have none on a first page, in the usual order."""
        shown = {*self.first_page()}
        marks = (mark_of(part) for part in OUTLINE if part != "body")
        return tuple(mark for mark in marks if not {mark, f"{mark}_line"} & shown)


def examine(letterhead: bytes, base: bytes, name: str) -> Examined:
    """What is in a letterhead and what is wrong with it; raises Unreadable as `prepare` does."""
    package = opening.opened(letterhead, name)
    refuse_unsafe(package, name)
    if letterhead != base:  # the tests open the shipped one, and importing python-docx takes a tenth of a letter
        _check_with_python_docx(letterhead, name)
    refuse_disguised(package, name)
    _drop_unreachable(package)
    for tree in package.trees.values():
        tidy(tree)
    shipped = opening.opened(base, "shipped letterhead")
    styles = Styles(package.trees[part_of(package, "styles")], shipped.trees[part_of(shipped, "styles")])
    style_ids = styles.ids()
    missing = [_missing_styles(styles.missing, name)] if styles.missing else []
    marked = _mark_stories(package, name)
    return Examined(package, marked, styles, style_ids, (*missing, *_findings(package, marked, name)))


def prepare(letterhead: bytes, base: bytes, name: str) -> tuple[Prepared, tuple[Finding, ...]]:
    """See the package's `prepare`."""
    examined = examine(letterhead, base, name)
    package, marked = examined.package, examined.marked
    tree_of = package.trees
    set_language_slot(tree_of[part_of(package, "styles")], examined.style_ids, _SLOT)
    abstracts, first_num = add_numbering(tree_of[part_of(package, "numbering")])
    footnotes = add_notes(tree_of[part_of(package, "footnotes")], "footnote")
    endnotes = add_notes(tree_of[part_of(package, "endnotes")], "endnote")
    note_settings(tree_of[part_of(package, "settings")], footnotes, endnotes)
    number_endnotes(tree_of[package.main])
    if _ends_with_the_body_s_section(tree_of[package.main]):
        end_notes_with_section(tree_of[part_of(package, "settings")])

    first_bookmark = _first_free(_values(package, f"{W}bookmarkStart", f"{W}id"))
    first_drawing = _first_free(_values(package, "{" + _NAMESPACES["wp"] + "}docPr", "id"))
    texts = {part: _serialised(tree, name) for part, tree in tree_of.items() if not part.endswith(".rels")}
    stories = [part for part, one in marked.items() if part == package.main or one.names]
    prepared = Prepared(
        members=_members(package, texts, stories),
        stories=tuple(
            _story(part, texts[part], with_room=part == package.main and bool(examined.unplaced())) for part in stories
        ),
        numbering=_series(part_of(package, "numbering"), texts, first_num),
        footnotes=_series(part_of(package, "footnotes"), texts, footnotes.first),
        endnotes=_series(part_of(package, "endnotes"), texts, endnotes.first),
        styles=_styles_cut(part_of(package, "styles"), texts),
        properties=_CORE,
        relationships=tuple(
            (part, _relationships(package, part))
            for part in (*stories, part_of(package, "footnotes"), part_of(package, "endnotes"))
        ),
        style_ids=examined.style_ids,
        abstracts=abstracts,
        placed=tuple(sorted(set(examined.first_page()))),
        text_width=_text_width(tree_of[package.main]),
        first_bookmark=first_bookmark,
        first_drawing=first_drawing,
        relationship_prefix=_free_prefix("rIdLetter", (one.identity for r in package.relations.values() for one in r)),
        media_prefix=_free_prefix("letter", (part.rpartition("/")[2] for part in package.parts)),
        bookmark_prefix=_free_prefix("_Ref", _values(package, f"{W}bookmarkStart", f"{W}name")),
    )
    return prepared, examined.findings


def _check_with_python_docx(letterhead: bytes, name: str) -> None:
    import docx

    try:
        len(docx.Document(BytesIO(letterhead)).sections)
    except Exception as error:  # python-docx has no error of its own for a broken file
        message = "the letterhead is damaged: it does not open as a Word document"
        advice = "Open it in Word and save it again as a Word document (.docx)."
        raise Unreadable(Finding("letterhead-unreadable", "error", message, Place(name), advice)) from error


def _drop_unreachable(package: Package) -> None:
    """Keeps the document and what it is related to; properties, thumbnails and custom properties go, being personal."""
    reached: set[str] = set()
    waiting = [package.main]
    while waiting:
        part = waiting.pop()
        if part in reached or part not in package.parts:
            continue
        reached.add(part)
        waiting += [one.target for one in package.relations.get(part, ()) if not one.external]
    package.parts = {part: content for part, content in package.parts.items() if part in reached}
    package.trees = {part: tree for part, tree in package.trees.items() if part in reached}
    package.relations = {part: relations for part, relations in package.relations.items() if part in reached}


# --- styles and findings -------------------------------------------------------------------------


def _missing_styles(names: list[str], file: str) -> Finding:
    these = f"the style '{names[0]}'" if len(names) == 1 else f"{len(names)} styles"
    listed = "" if len(names) == 1 else ": " + ", ".join(names)
    advice = "To give them a look of your own, define styles of these names in the letterhead."
    return Finding(
        "letterhead-style-missing", "warning", f"{these} taken from the shipped letterhead{listed}", Place(file), advice
    )


def _findings(package: Package, marked: dict[str, Marked], name: str) -> list[Finding]:
    findings = [finding for one in marked.values() for finding in one.findings]
    for kind in ("footnotes", "endnotes", "comments"):
        part = package.related(kind)
        if part in package.trees:
            findings += unmarked(package.trees[part], name, kind)
    if "body" not in marked[package.main].names and not any("{{ body }}" in finding.message for finding in findings):
        message = "the letterhead has no {{ body }}"
        advice = "Write {{ body }} in a paragraph of its own where the text of the letter goes."
        findings.append(Finding("letterhead-body-missing", "error", message, Place(name), advice))
    return findings


# --- stories -------------------------------------------------------------------------------------


def _mark_stories(package: Package, name: str) -> dict[str, Marked]:
    marked: dict[str, Marked] = {}
    refuse_too_many(package.trees.values(), name)
    for part, label in {package.main: "document", **_labels(package)}.items():
        marked[part] = Marked(name, label, part == package.main)
        mark(package.trees[part], marked[part])
    return marked


def _references(package: Package) -> Iterator[tuple[int, bool, str, str, str]]:
    """Headers and footers by section: its number, whether its first page differs, "header" or "footer", type, part."""
    targets = {one.identity: one.target for one in package.relations.get(package.main, ()) if not one.external}
    for number, section in enumerate(package.trees[package.main].iter(f"{W}sectPr")):
        own_first = section.find(f"{W}titlePg")
        differs = own_first is not None and own_first.get(f"{W}val", "1") in {"1", "true", "on"}
        for kind in ("header", "footer"):
            for reference in section.iter(f"{W}{kind}Reference"):
                part = targets.get(reference.get(f"{R}id", ""), "")
                if part in package.trees:
                    yield number, differs, kind, reference.get(f"{W}type", "default"), part


def _labels(package: Package) -> dict[str, str]:
    """Every header and footer in words that a user of Word knows, in the order of the document."""
    labels: dict[str, str] = {}
    for number, differs, kind, when, part in _references(package):
        label = {"first": f"first-page {kind}", "even": f"even-page {kind}"}.get(
            when, f"continuation {kind}" if differs else kind
        )
        labels.setdefault(part, f"{label} of section {number + 1}" if number else label)
    for one in package.relations.get(package.main, ()):
        if one.kind in {"header", "footer"} and one.target in package.trees:
            labels.setdefault(one.target, f"unused {one.kind}")
    return labels


def _first_page(package: Package) -> list[str]:
    """The document, and the headers and footers of its first page."""
    shown = [
        part for number, differs, _, when, part in _references(package)
        if number == 0 and when == ("first" if differs else "default")
    ]  # fmt: skip
    return [package.main, *shown]


def _story(part: str, text: str, *, with_room: bool) -> Story:
    cut = tuple(with_rooms(segments(text))) if with_room else segments(text)
    first, rest = (cut[0], cut[1:]) if isinstance(cut[0], str) else ("", cut)
    return Story(part, head(first.encode()), rest)


def _ends_with_the_body_s_section(document: Element) -> bool:
    """Whether the section in which the body stands is the last."""
    order = [one.tag for one in document.iter() if one.tag == f"{W}sectPr" or _is_body(one)]
    return order[-2:] == [etree.PI, f"{W}sectPr"]


def _is_body(element: Element) -> bool:
    return element.tag is etree.PI and element.text == "block body"


def _text_width(document: Element) -> int:
    """Width of the text of the section in which the body stands, in twentieths of a point."""
    after = False
    for element in document.iter():
        if element.tag is etree.PI:
            after = after or _is_body(element)
        elif element.tag == f"{W}sectPr" and after:
            size, margins = element.find(f"{W}pgSz"), element.find(f"{W}pgMar")
            if size is not None and margins is not None:
                return _width(size, margins)
    return _USUAL_WIDTH


def _width(size: Element, margins: Element) -> int:
    try:
        width = int(size.get(f"{W}w", 0)) - int(margins.get(f"{W}left", 0)) - int(margins.get(f"{W}right", 0))
    except ValueError:
        return _USUAL_WIDTH
    return width if width > 0 else _USUAL_WIDTH


# --- text and members ----------------------------------------------------------------------------


def _serialised(tree: Element, name: str) -> str:
    """A part as text, with the namespaces that a letter writes declared at its root."""
    if W[1:-1] in tree.nsmap.values() and tree.tag.startswith(W):
        if tree.nsmap.get("w") != W[1:-1]:
            message = "the letterhead was not saved by Word"
            raise Unreadable(
                Finding("letterhead-unreadable", "error", message, Place(name), "Open it in Word and save it again.")
            )
        prefixes = [prefix for prefix in (*tree.nsmap, *_NAMESPACES) if prefix]
        etree.cleanup_namespaces(tree, top_nsmap=_NAMESPACES, keep_ns_prefixes=prefixes)
    return DECLARATION + etree.tostring(tree, encoding="unicode")


def _cut(text: str) -> tuple[str, str]:
    before, _, after = text.partition(CUT)
    return before, after


def _series(part: str, texts: dict[str, str], first: int) -> Series:
    before, after = _cut(texts[part])
    return Series(part, head(before.encode()), after, first)


def _styles_cut(part: str, texts: dict[str, str]) -> tuple[str, str, str]:
    before, _, after = texts[part].partition(_SLOT)
    return part, before, after


def _members(package: Package, texts: dict[str, str], stories: list[str]) -> tuple[Member, ...]:
    """All members in the order of the zip; those that every letter makes anew are empty."""
    made = {*stories, part_of(package, "styles"), _CORE}
    members = {_CORE: Member(_CORE, b"", 0, 0), _APP: deflated(_APP, _APP_TEXT.encode())}
    for part, content in package.parts.items():
        if part in made:
            members[part] = Member(part, b"", 0, 0)
        elif part in texts:
            members[part] = deflated(part, "".join(_cut(texts[part])).encode())
        elif part.lower().endswith(_COMPRESSED):
            members[part] = stored(part, content)
        else:
            members[part] = deflated(part, content)
    for part, relations in package.relations.items():
        if relations:
            name = relationships_of(part)
            members[name] = deflated(name, (_relationships(package, part) + "</Relationships>").encode())
    ordered = sorted(members, key=lambda name: (name != package.main, name))
    first = deflated("[Content_Types].xml", _content_types(package).encode())
    second = deflated("_rels/.rels", _ROOT_RELATIONSHIPS.format(main=attribute(package.main)).encode())
    return (first, second, *(members[name] for name in ordered))


def _relationships(package: Package, part: str) -> str:
    written = "".join(
        f'<Relationship Id="{attribute(one.identity)}" Type="{attribute(one.type)}" Target="{attribute(one.written)}"'
        + (' TargetMode="External"/>' if one.external else "/>")
        for one in package.relations.get(part, ())
    )
    return DECLARATION + EMPTY + written


def _content_types(package: Package) -> str:
    defaults = {**package.defaults, "rels": "application/vnd.openxmlformats-package.relationships+xml"}
    defaults |= {"xml": "application/xml", "png": "image/png", "jpeg": "image/jpeg"}
    overrides = {part: kind for part, kind in package.overrides.items() if part in package.parts} | _PROPERTIES
    written = [
        f'<Default Extension="{attribute(extension)}" ContentType="{attribute(kind)}"/>'
        for extension, kind in defaults.items()
    ]
    written += [
        f'<Override PartName="/{attribute(part)}" ContentType="{attribute(kind)}"/>' for part, kind in overrides.items()
    ]
    namespace = opening.CONTENT_TYPES[1:-1]
    return f'{DECLARATION}<Types xmlns="{namespace}">{"".join(written)}</Types>'


# --- what is free --------------------------------------------------------------------------------


def _values(package: Package, tag: str, name: str) -> list[str]:
    return [element.get(name, "") for tree in package.trees.values() for element in tree.iter(tag)]


def _first_free(values: Iterable[str]) -> int:
    """An id from which on there is room for any letter."""
    used = sorted({int(value) for value in values if re.fullmatch(r"\d{1,10}", value)})
    before = 0
    for number in (*used, _LARGEST_ID):
        if number - before > _ROOM:
            return before + 1
        before = number
    return _LARGEST_ID


def _free_prefix(prefix: str, names: Iterable[str]) -> str:
    """The prefix, with an x more than any name has after it."""
    taken = [name.lower().removeprefix(prefix.lower()) for name in names if name.lower().startswith(prefix.lower())]
    return prefix + "x" * max((len(rest) - len(rest.lstrip("x")) + 1 for rest in taken), default=0)
