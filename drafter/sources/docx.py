"""A Word document as a source: paragraphs and notes, changes accepted, with pages as Word last broke them."""

from __future__ import annotations

from typing import Final

from drafter.problems import Finding, Place
from drafter.record import Mutable, Record, field
from drafter.sources.held import MOST_CHARACTERS, Piece, SourceText, Span, assembled
from drafter.sources.packages import Element, Package, opened
from drafter.sources.refusals import damaged, scanned, too_large

# ECMA-376 part 1: what is not (or no longer) text of the document. A text box stands twice; the fallback is dropped.
_UNREAD: Final = frozenset(
    (
        *("del", "moveFrom", "delText", "delInstrText", "instrText", "Fallback", "rPr", "pPr", "sectPr", "tblPr"),
        *("trPr", "tcPr", "sdtPr", "rt", "object", "ruby", "annotationRef", "footnoteRef", "endnoteRef", "fldChar"),
    )
)
_OFF: Final = frozenset(("0", "false", "off", "none"))


def read(content: bytes, file: str, place: Place) -> SourceText:
    """The text of a Word document; raises Unreadable where it is not one, or is damaged, or unpacks to too much."""
    package = opened(content, file, place)
    roots = package.relations("")
    main = (roots.get("officeDocument") or ["word/document.xml"])[0]
    document = package.part(main)
    if document is None or _name(document) != "document":
        raise damaged(file, "Word document", place, "its main part is missing")
    related = package.relations(main)
    styles = _styles(package, related)
    reading = _Reading(styles, rendered=next(document.iter("{*}lastRenderedPageBreak"), None) is not None)
    for kind in ("footnotes", "endnotes"):
        for name in related.get(kind, []):
            reading.hold_notes(kind.removesuffix("s"), package.part(name))
    for child in document:
        reading.blocks(child)
    pieces = reading.finished()
    pieces += _running(package, related, styles)
    if sum(len(piece.text) for piece in pieces) > MOST_CHARACTERS:
        raise too_large(file, f"holds more than {MOST_CHARACTERS:,} characters", place)
    if not any(piece.text.strip() for piece in pieces) and "image" in related:
        raise scanned(file, place)
    return assembled(pieces, _doubts(reading, file, place))


def _doubts(reading: _Reading, file: str, place: Place) -> tuple[Finding, ...]:
    if reading.rendered or not reading.page:
        return ()
    message = f"file: '{file}' was not saved by Word, so only page breaks set by hand tell its pages"
    advice = "compare page numbers with the document, or name paragraphs without pages"
    return (Finding("source-pages", "information", message, place, advice),)


def _running(package: Package, related: dict[str, list[str]], styles: dict[str, _Style]) -> list[Piece]:
    """The text of headers and footers, each once."""
    found: dict[str, Piece] = {}
    for name in (*related.get("header", []), *related.get("footer", [])):
        reading = _Reading(styles, rendered=True)
        part = package.part(name)
        for child in () if part is None else part:
            reading.blocks(child)
        for piece in reading.pieces:
            if any(character.isalpha() for character in piece.text):
                found.setdefault(piece.text.strip(), Piece(piece.text, kind="header"))
    return list(found.values())


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _value(element: Element | None, name: str = "val") -> str:
    """An attribute in whichever of Word's namespaces; empty where it is not there."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _child(element: Element | None, name: str) -> Element | None:
    return None if element is None else next((one for one in element if _name(one) == name), None)


def _switch(properties: Element | None, name: str) -> bool | None:
    """A property that is on or off; None where it is not said."""
    found = _child(properties, name)
    return None if found is None else _value(found).lower() not in _OFF


# --- styles --------------------------------------------------------------------------------------


class _Style(Record):
    heading: bool
    emphasised: bool


def _styles(package: Package, related: dict[str, list[str]]) -> dict[str, _Style]:
    found: dict[str, _Style] = {}
    for part in related.get("styles", []):
        tree = package.part(part)
        for style in () if tree is None else tree.iter("{*}style"):
            called = _value(_child(style, "name")).lower()
            level = _value(_child(_child(style, "pPr"), "outlineLvl"))
            heading = called.startswith("heading ") or called in {"title", "subtitle"} or level in set("012345678")
            character = _value(style, "type") == "character"
            found[_value(style, "styleId")] = _Style(heading, character and _emphasised(_child(style, "rPr")) is True)
    return found


def _emphasised(properties: Element | None) -> bool | None:
    """Whether run properties set the run off; None where they do not say."""
    said = [value for value in (_switch(properties, name) for name in ("i", "b", "u")) if value is not None]
    return any(said) if said else None


# --- text ----------------------------------------------------------------------------------------


class _Paragraph(Mutable):
    page: int
    heading: bool
    parts: list[str] = field(default_factory=list)
    length: int = 0
    emphasis: list[Span] = field(default_factory=list)
    references: list[tuple[int, str]] = field(default_factory=list)

    def put(self, text: str, *, emphasised: bool = False) -> None:
        if emphasised and not self.heading:
            if self.emphasis and self.emphasis[-1][1] == self.length:
                self.emphasis[-1] = (self.emphasis[-1][0], self.length + len(text))
            else:
                self.emphasis.append((self.length, self.length + len(text)))
        self.parts.append(text)
        self.length += len(text)


class _Reading(Mutable):
    """Goes through a part in order and collects its paragraphs; the parser bounds how deep they nest."""

    styles: dict[str, _Style]
    rendered: bool
    page: int = 0
    pieces: list[Piece] = field(default_factory=list)
    _notes: dict[tuple[str, str], Element] = field(default_factory=dict)
    _cited: list[tuple[str, str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page = int(self.rendered)

    def hold_notes(self, kind: str, part: Element | None) -> None:
        for note in () if part is None else part:
            self._notes[kind, _value(note, "id")] = note

    def blocks(self, element: Element) -> None:
        """Read an element that holds paragraphs, or is one."""
        name = _name(element)
        if name == "p":
            self._paragraph(element)
        elif name not in _UNREAD:
            for child in element:
                self.blocks(child)

    def finished(self) -> list[Piece]:
        """The paragraphs, and the notes in the order in which they are cited."""
        pieces, self.pieces = self.pieces, []
        if not self.rendered and self.page:
            pieces = [Piece(one.text, max(1, one.page), one.kind, one.emphasis, one.references) for one in pieces]
        for number, (kind, identity, page) in enumerate(self._cited, 1):
            note = self._notes.pop((kind, identity), None)
            if note is None:
                continue
            self.blocks(note)
            parts, self.pieces = [one for one in self.pieces if one.text.strip()], []
            pieces.append(_joined(parts, page if self.page else 0, number))
        return pieces

    def _paragraph(self, element: Element) -> None:
        properties = _child(element, "pPr")
        style = self.styles.get(_value(_child(properties, "pStyle")))
        heading = bool(style and style.heading) or _child(properties, "outlineLvl") is not None
        if not self.rendered and _switch(properties, "pageBreakBefore"):
            self._turn()
        made = _Paragraph(self.page, heading)
        boxes: list[Element] = []
        self._inline(element, made, boxes, emphasised=False)
        text = "".join(made.parts)
        if text.strip():
            kind = "heading" if heading else "body"
            self.pieces.append(
                Piece(text, made.page, kind, tuple(made.emphasis), tuple(made.references))  # type: ignore[arg-type]
            )
        for box in boxes:
            self.blocks(box)

    def _inline(self, element: Element, made: _Paragraph, boxes: list[Element], *, emphasised: bool) -> None:
        for child in element:
            name = _name(child)
            if name in _UNREAD:
                continue
            if name == "txbxContent":
                boxes.append(child)
            elif name == "r":
                properties = _child(child, "rPr")
                if not _switch(properties, "vanish"):
                    self._inline(child, made, boxes, emphasised=self._set_off(properties))
            elif name == "t":
                made.put(child.text or "", emphasised=emphasised)
            else:
                self._mark(child, name, made)
                self._inline(child, made, boxes, emphasised=emphasised)

    def _set_off(self, properties: Element | None) -> bool:
        own = _emphasised(properties)
        style = self.styles.get(_value(_child(properties, "rStyle")))
        return own if own is not None else bool(style and style.emphasised)

    def _mark(self, element: Element, name: str, made: _Paragraph) -> None:
        """What stands between words: breaks, tabs, hyphens, references to notes."""
        match name:
            case "lastRenderedPageBreak":
                self._turned(made)
            case "br" if _value(element, "type") == "page":
                if not self.rendered:
                    self._turned(made)
                made.put("\n")
            case "br" | "cr":
                made.put("\n")
            case "tab" | "ptab" | "sym":
                made.put(" ")
            case "noBreakHyphen":
                made.put("\u2011")
            case "footnoteReference" | "endnoteReference":
                self._cited.append((name.removesuffix("Reference"), _value(element, "id"), self.page))
                made.references.append((made.length, str(len(self._cited))))

    def _turned(self, made: _Paragraph) -> None:
        self._turn()
        if not "".join(made.parts).strip():
            made.page = self.page

    def _turn(self) -> None:
        self.page = max(1, self.page) + 1


def _joined(parts: list[Piece], page: int, number: int) -> Piece:
    """A note's paragraphs as one."""
    text, emphasis = "", []
    for part in parts:
        text += "\n" if text else ""
        emphasis += [(start + len(text), end + len(text)) for start, end in part.emphasis]
        text += part.text
    return Piece(text, page, "footnote", tuple(emphasis), number=number)
