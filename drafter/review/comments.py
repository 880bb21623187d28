"""Puts comments into a finished Word letter, and marks it so that nobody takes it for the letter itself."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Final

from lxml import etree

from drafter.model import Letter
from drafter.record import Mutable, Record
from drafter.review.remarks import Remarks
from drafter.sources.held import clean
from drafter.writers.docx.package import archive, deflated, stored

MARKING: Final = "REVIEW COPY – NOT THE LETTER"
BANNER: Final = (
    "This copy is for the person who clears the letter. Its comments say what each paragraph rests on, in which state "
    "each quotation is, and what was found. Do not send it, and do not correct the letter here: change the brief, and "
    "build again."
)

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_COMMENTS: Final = "comments.xml"
_HEADER: Final = "headerReview.xml"
_MOST_SAID: Final = 4_000
"""Characters of one line of a comment; a longer one is cut, so that Word's margin stays readable."""


def w(name: str) -> str:
    """An element or attribute name of WordprocessingML."""
    return f"{{{_W}}}{name}"


def commented(docx: bytes, letter: Letter, said: Remarks) -> bytes:
    """The Word letter with a comment for each remark, a banner, a marking in every header and a title of its own."""
    with zipfile.ZipFile(io.BytesIO(docx)) as read:
        names = [one.filename for one in read.infolist()]
        plain = {one.filename for one in read.infolist() if one.compress_type == zipfile.ZIP_STORED}
        package = _Package({name: read.read(name) for name in names})
    styles = _styles(package)
    author = " ".join(letter.sender.office) or letter.sender.person or "the office"
    comments = _Comments(author, f"{letter.dated}T00:00:00Z", styles, package.comments())
    document = package.tree(package.document)
    body = document.find(w("body"))
    if body is None:
        return docx
    _comment(body, said, comments)
    _mark_headers(package, body)
    package.put(package.document, document)
    package.put_comments(comments.part)
    _title(package)
    members = [(stored if name in plain else deflated)(name, content) for name, content in package.parts.items()]
    return archive(members)


# --- the package ---------------------------------------------------------------------------------


class _Package(Mutable):
    """The parts of a Word file by name, in the order in which they stand."""

    parts: dict[str, bytes]

    @property
    def document(self) -> str:
        """The main part, which the package's own relationships name."""
        return next(self.related("", "officeDocument"))

    def tree(self, name: str) -> etree._Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.fromstring(self.parts[name], parser)

    def put(self, name: str, tree: etree._Element) -> None:
        self.parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)

    def related(self, part: str, kind: str) -> Iterator[str]:
        """The parts to which a part has relationships of a kind."""
        for one in self._relationships(part):
            if one.get("Type", "").endswith(f"/{kind}") and one.get("TargetMode") != "External":
                yield self.target(part, one.get("Target", ""))

    def by_id(self, part: str, identity: str) -> str:
        """The part that a relationship's id names, or nothing."""
        targets = (one.get("Target", "") for one in self._relationships(part) if one.get("Id") == identity)
        return next((self.target(part, target) for target in targets), "")

    def _relationships(self, part: str) -> list[etree._Element]:
        name = _relationships_of(part)
        return list(self.tree(name)) if name in self.parts else []

    @staticmethod
    def target(part: str, target: str) -> str:
        return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")

    def comments(self) -> etree._Element:
        """The part of comments, with those that the letterhead brought."""
        held = next(self.related(self.document, "comments"), "")
        return self.tree(held) if held in self.parts else etree.Element(w("comments"), nsmap={"w": _W})

    def put_comments(self, tree: etree._Element) -> None:
        """Put the part of comments back, or add it."""
        held = next(self.related(self.document, "comments"), "")
        if held in self.parts:
            self.put(held, tree)
        else:
            self.add(_COMMENTS, "comments", tree)

    def add(self, file: str, kind: str, tree: etree._Element) -> str:
        """Add a part beside the main one; gives the id of its relationship."""
        folder = posixpath.dirname(self.document)
        name = posixpath.join(folder, file)
        self.put(name, tree)
        types = self.tree("[Content_Types].xml")
        etree.SubElement(
            types, f"{{{_PACKAGE}/content-types}}Override", PartName=f"/{name}", ContentType=f"{_WORD}.{kind}+xml"
        )
        self.put("[Content_Types].xml", types)
        relationships = _relationships_of(self.document)
        known = self.tree(relationships)
        identity = f"rIdReview{file.partition('.')[0]}"
        etree.SubElement(
            known, f"{{{_PACKAGE}/relationships}}Relationship", Id=identity, Type=f"{_R}/{kind}", Target=f"/{name}"
        )
        self.put(relationships, known)
        return identity


def _relationships_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


# --- comments ------------------------------------------------------------------------------------


class _Styles(Record):
    """The ids of the styles of a comment's text and of its reference."""

    text: str
    reference: str


class _Comments:
    """The comments of one copy, counted on from those that its part holds."""

    def __init__(self, author: str, date: str, styles: _Styles, part: etree._Element) -> None:
        self.author, self.date, self.styles, self.part = clean(author), date, styles, part
        held = [one.get(w("id"), "") for one in part]
        self.next = max((int(one) for one in held if one.isdigit()), default=-1) + 1

    def put(self, paragraph: etree._Element, said: tuple[str, ...]) -> None:
        """Comment a whole paragraph: range start, range end and reference."""
        number = str(self.next)
        self.next += 1
        initials = "".join(word[0] for word in self.author.split() if word[0].isupper())[:9]
        comment = etree.Element(
            w("comment"),
            {w("id"): number, w("author"): self.author, w("date"): self.date, w("initials"): initials or "R"},
        )
        for line_number, line in enumerate(said):
            comment.append(self._paragraph(line, first=not line_number))
        self.part.append(comment)
        start = etree.Element(w("commentRangeStart"), {w("id"): number})
        properties = paragraph.find(w("pPr"))
        paragraph.insert(0 if properties is None else 1, start)
        etree.SubElement(paragraph, w("commentRangeEnd"), {w("id"): number})
        run = self._reference_run(paragraph)
        etree.SubElement(run, w("commentReference"), {w("id"): number})

    def _paragraph(self, line: str, *, first: bool) -> etree._Element:
        paragraph = etree.Element(w("p"))
        properties = etree.SubElement(paragraph, w("pPr"))
        etree.SubElement(properties, w("pStyle"), {w("val"): self.styles.text})
        if first:
            etree.SubElement(self._reference_run(paragraph), w("annotationRef"))
        paragraph.append(_run(line if len(line) <= _MOST_SAID else f"{line[:_MOST_SAID]} …"))
        return paragraph

    def _reference_run(self, paragraph: etree._Element) -> etree._Element:
        run = etree.SubElement(paragraph, w("r"))
        properties = etree.SubElement(run, w("rPr"))
        etree.SubElement(properties, w("rStyle"), {w("val"): self.styles.reference})
        return run


def _comment(body: etree._Element, said: Remarks, comments: _Comments) -> None:
    """Put each remark on the paragraph that has its words, in order, and the banner with the rest before them all."""
    paragraphs = [one for one in body.iter(w("p")) if next(one.iterancestors(w("txbxContent")), None) is None]
    texts = [_spaced(_text(one)) for one in paragraphs]
    banner = _banner()
    body.insert(0, banner)
    placed: list[tuple[etree._Element, tuple[str, ...]]] = []
    homeless: list[str] = []
    after = 0
    for remark in said.lines:
        if not remark.said:
            continue
        wanted = _spaced(remark.text)
        at = next((number for number in range(after, len(texts)) if wanted and texts[number] == wanted), None)
        if at is None:
            homeless += remark.said
            continue
        placed.append((paragraphs[at], remark.said))
        after = at + 1
    comments.put(banner, (*(said.whole or ("nothing was found about the letter as a whole",)), *homeless))
    for paragraph, lines in placed:
        comments.put(paragraph, lines)


def _text(paragraph: etree._Element) -> str:
    pieces = []
    for node in paragraph.iter(w("t"), w("br"), w("tab"), w("noBreakHyphen")):
        match etree.QName(node).localname:
            case "t":
                pieces.append(node.text or "")
            case "noBreakHyphen":
                pieces.append("\u2011")
            case _:
                pieces.append(" ")
    return "".join(pieces)


def _spaced(text: str) -> str:
    return " ".join(text.split())


# --- what marks the copy -------------------------------------------------------------------------


def _run(text: str, *, bold: bool = False) -> etree._Element:
    run = etree.Element(w("r"))
    properties = etree.SubElement(run, w("rPr"))
    if bold:
        etree.SubElement(properties, w("b"))
        etree.SubElement(properties, w("bCs"))
    etree.SubElement(properties, w("lang"), {w("val"): "en-GB"})
    written = etree.SubElement(run, w("t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    written.text = clean(text)
    return run


def _framed() -> etree._Element:
    """A paragraph in a frame that no letter has."""
    paragraph = etree.Element(w("p"))
    properties = etree.SubElement(paragraph, w("pPr"))
    borders = etree.SubElement(properties, w("pBdr"))
    for side in ("top", "left", "bottom", "right"):
        etree.SubElement(borders, w(side), {w("val"): "single", w("sz"): "12", w("space"): "4", w("color"): "9C0006"})
    etree.SubElement(properties, w("shd"), {w("val"): "clear", w("color"): "auto", w("fill"): "FFF2CC"})
    return paragraph


def _banner() -> etree._Element:
    paragraph = _framed()
    paragraph.append(_run(f"{MARKING}. ", bold=True))
    paragraph.append(_run(BANNER))
    return paragraph


def _marking() -> etree._Element:
    paragraph = _framed()
    paragraph.append(_run(MARKING, bold=True))
    return paragraph


def _mark_headers(package: _Package, body: etree._Element) -> None:
    """Put the marking into every header, and give the first section the headers that it lacks."""
    references = list(body.iter(w("headerReference")))
    parts = {package.by_id(package.document, one.get(f"{{{_R}}}id", "")) for one in references}
    for part in sorted(parts & package.parts.keys()):
        header = package.tree(part)
        header.insert(0, _marking())
        package.put(part, header)
    section = next(body.iter(w("sectPr")), None)
    if section is None:
        section = etree.SubElement(body, w("sectPr"))
    held = {one.get(w("type")) for one in section.findall(w("headerReference"))}
    lacking = [kind for kind in ("default", "first", "even") if kind not in held]
    if not lacking:
        return
    header = etree.Element(w("hdr"), nsmap={"w": _W})
    header.append(_marking())
    identity = package.add(_HEADER, "header", header)
    for kind in lacking:
        section.insert(0, etree.Element(w("headerReference"), {w("type"): kind, f"{{{_R}}}id": identity}))


def _title(package: _Package) -> None:
    for part in package.related("", "core-properties"):
        properties = package.tree(part)
        title = properties.find(f"{{{_DC}}}title")
        if title is None:
            title = etree.SubElement(properties, f"{{{_DC}}}title")
        title.text = f"{MARKING}: {title.text or ''}".rstrip(": ")
        package.put(part, properties)


def _styles(package: _Package) -> _Styles:
    """The styles of comments, added where the letterhead has none."""
    part = next(package.related(package.document, "styles"), "")
    if not part:
        return _Styles("CommentText", "CommentReference")
    styles = package.tree(part)
    ids = []
    for called, kind, identity in (
        ("annotation text", "paragraph", "CommentText"),
        ("annotation reference", "character", "CommentReference"),
    ):
        known = [one for one in styles.findall(w("style")) if one.get(w("type")) == kind]
        held = [one.get(w("styleId"), "") for one in known if _name(one).casefold() == called]
        if not held:
            style = etree.SubElement(styles, w("style"), {w("type"): kind, w("styleId"): identity})
            etree.SubElement(style, w("name"), {w("val"): called})
            run = etree.SubElement(style, w("rPr"))
            size = "20" if kind == "paragraph" else "16"
            etree.SubElement(run, w("sz"), {w("val"): size})
            etree.SubElement(run, w("szCs"), {w("val"): size})
            package.put(part, styles)
        ids.append(held[0] if held else identity)
    return _Styles(*ids)


def _name(style: etree._Element) -> str:
    name = style.find(w("name"))
    return "" if name is None else name.get(w("val"), "")
