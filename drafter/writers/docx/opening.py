"""Opens a .docx that came by mail: bounded in size, without entities, a document and nothing else."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from io import BytesIO
from typing import Any, Final, TypeAlias

from lxml import etree

from drafter.problems import Finding, Place, Unreadable
from drafter.record import Mutable, field
from drafter.writers.docx.relationships import NAMESPACE, TYPES, relationships_of

Element: TypeAlias = Any
"""An lxml element; lxml has no types of its own."""

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{" + TYPES + "}"
CONTENT_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
DOCUMENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

MOST_MEMBERS: Final = 1000
LARGEST_MEMBER: Final = 32_000_000
LARGEST_WHOLE: Final = 64_000_000
HIGHEST_RATIO: Final = 250
"""Deflate reaches 1,032 at most; real parts of Word files stay below 100. Small members are let be."""
MOST_ELEMENTS: Final = 200_000
"""In one part; a tree takes some hundred bytes for each."""
MOST_ELEMENTS_WHOLE: Final = 400_000
_SMALL: Final = 200_000

# What zipfile raises for files that are no zip, cut short, or made by hand to be neither.
_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)
_OLD_CONTAINER: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The files of Word are UTF-8 or UTF-16 (ECMA-376 part 2, 6.2.5); in these `<` is what it seems.
_BEGINNINGS: Final = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0<")
_ENCODING: Final = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_ENCODINGS: Final = re.compile(rb"utf-?8|utf-?16|us-ascii|ascii|iso-8859-\d+|windows-125\d", re.IGNORECASE)
_XML_TYPES: Final = ("/xml", "+xml", "vmlDrawing")


class Relation(Mutable):
    """One relationship: its id, type and target as written, the part that it points to, whether it points outside."""

    identity: str
    type: str
    written: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """The last word of its type."""
        return self.type.rpartition("/")[2]


class Package(Mutable):
    """The parts of an opened file, by name without the leading slash, and the trees of those that are XML."""

    parts: dict[str, bytes]
    trees: dict[str, Element]
    defaults: dict[str, str]
    overrides: dict[str, str]
    main: str = ""
    relations: dict[str, list[Relation]] = field(default_factory=dict)

    def content_type(self, part: str) -> str:
        """The content type of a part, empty if none is declared."""
        return self.overrides.get(part) or self.defaults.get(part.rpartition(".")[2].lower(), "")

    def related(self, kind: str) -> str:
        """The part that the document is related to in that way, or nothing."""
        return next((r.target for r in self.relations.get(self.main, ()) if r.kind == kind and not r.external), "")


def opened(content: bytes, name: str) -> Package:
    """The parts of a .docx; raises Unreadable with `letterhead-unreadable` or `letterhead-unsafe`."""
    package = _parsed(_unpacked(content, name), name)
    _find_document(package, name)
    return package


def _stop(code: str, name: str, message: str, advice: str) -> Unreadable:
    return Unreadable(Finding(code, "error", message, Place(name), advice))


def unreadable(
    name: str, message: str, advice: str = "Open it in Word and save it again as a Word document (.docx)."
) -> Unreadable:
    return _stop("letterhead-unreadable", name, message, advice)


def unsafe(name: str, message: str, advice: str) -> Unreadable:
    return _stop("letterhead-unsafe", name, message, advice)


# --- the zip -------------------------------------------------------------------------------------


def _unpacked(content: bytes, name: str) -> dict[str, bytes]:
    if content.startswith(_OLD_CONTAINER):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise unreadable(name, "the letterhead is protected by a password", "Save it in Word without a password.")
        raise unreadable(name, "the letterhead is a document of Word 97 to 2003 (.doc), not a .docx")
    if not content.startswith(b"PK"):
        raise unreadable(
            name, "the letterhead is not a Word document (.docx)" if content else "the letterhead is empty"
        )
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _members(archive, name)
    except _DAMAGE as error:
        raise unreadable(name, "the letterhead is damaged or incomplete") from error


def _members(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    bomb = "Word letterheads are smaller by far; ask whoever sent it what is in it."
    if len(infos) > MOST_MEMBERS:
        raise unsafe(name, f"the letterhead holds {len(infos)} files, more than {MOST_MEMBERS}", bomb)
    parts: dict[str, bytes] = {}
    room = LARGEST_WHOLE
    for info in infos:
        _refuse_name(info, parts, name)
        too_large = info.file_size > min(LARGEST_MEMBER, room)
        too_dense = info.file_size > _SMALL and info.file_size > HIGHEST_RATIO * max(info.compress_size, 1)
        if too_large or too_dense:
            raise unsafe(name, f"the letterhead unpacks to far more than it should ('{info.filename}')", bomb)
        with archive.open(info) as member:
            # No more than the directory declares is ever unpacked; a longer member fails its checksum.
            parts[info.filename] = member.read(info.file_size + 1)
        room -= len(parts[info.filename])
    return parts


def _refuse_name(info: zipfile.ZipInfo, known: dict[str, bytes], name: str) -> None:
    if info.flag_bits & 0x1:
        raise unreadable(name, "the letterhead is encrypted", "Save it in Word without a password.")
    inner = info.filename
    if (
        inner.startswith("/")
        or "\\" in inner
        or ".." in inner.split("/")
        or inner.lower() in {one.lower() for one in known}
    ):
        raise unsafe(name, f"the letterhead holds a file with a suspicious name ('{inner}')", "Save it in Word again.")


# --- the parts -----------------------------------------------------------------------------------


def _tree(part: str, content: bytes, name: str) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    if _elements(part, content, name) > MOST_ELEMENTS:
        raise _crowd(part, name)
    try:
        tree = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise _entities(part, name) from error
        raise unreadable(name, f"the letterhead is damaged: '{part}' is not well-formed") from error
    information: Any = tree.getroottree().docinfo
    if information.doctype:
        raise _entities(part, name)
    return tree


def _elements(part: str, content: bytes, name: str) -> int:
    """About how many elements a part has, told before they take up memory."""
    encoding = _ENCODING.match(content.lstrip()[:200].removeprefix(b"\xef\xbb\xbf"))
    if not content.lstrip().startswith(_BEGINNINGS) or (encoding and not _ENCODINGS.fullmatch(encoding[1])):
        raise unreadable(name, f"the letterhead is damaged: '{part}' is neither UTF-8 nor UTF-16")
    return content.count(b"<") - content.count(b"</")


def _crowd(part: str, name: str) -> Unreadable:
    message = f"the letterhead holds far more elements than it should ('{part}')"
    return unsafe(name, message, "Word letterheads are smaller by far; ask whoever sent it what is in it.")


def _entities(part: str, name: str) -> Unreadable:
    return unsafe(
        name, f"the letterhead declares entities in '{part}', which Word never does", "Save it in Word again."
    )


def _parsed(parts: dict[str, bytes], name: str) -> Package:
    if "[Content_Types].xml" not in parts or "_rels/.rels" not in parts:
        raise unreadable(name, "the letterhead is a zip file, but not a Word document (.docx)")
    types = _tree("[Content_Types].xml", parts.pop("[Content_Types].xml"), name)
    defaults = {
        one.get("Extension", "").lower(): one.get("ContentType", "") for one in types.iter(f"{CONTENT_TYPES}Default")
    }
    overrides = {
        one.get("PartName", "").lstrip("/"): one.get("ContentType", "")
        for one in types.iter(f"{CONTENT_TYPES}Override")
    }
    package = Package(parts, {}, defaults, overrides)
    whole = 0
    for part, content in parts.items():
        if part.lower().endswith((".xml", ".rels", ".vml")) or package.content_type(part).endswith(_XML_TYPES):
            whole += _elements(part, content, name)
            if whole > MOST_ELEMENTS_WHOLE:
                raise _crowd(part, name)
            package.trees[part] = _tree(part, content, name)
    for source in ("", *parts):
        tree = package.trees.get(relationships_of(source) if source else "_rels/.rels")
        if tree is not None:
            package.relations[source] = [_relation(source, one) for one in tree.iter("{" + NAMESPACE + "}Relationship")]
    return package


def _relation(source: str, one: Element) -> Relation:
    written, external = one.get("Target", ""), one.get("TargetMode") == "External"
    inside = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), written)).lstrip("/")
    return Relation(one.get("Id", ""), one.get("Type", ""), written, written if external else inside, external)


def _find_document(package: Package, name: str) -> None:
    roots = package.relations.get("", [])
    package.main = next((one.target for one in roots if one.kind == "officeDocument" and not one.external), "")
    kind = package.content_type(package.main)
    if "macroEnabled" in kind:
        raise unsafe(
            name, "the letterhead can hold macros (.docm or .dotm)", "Save it in Word as a Word document (.docx)."
        )
    if "wordprocessingml.template" in kind:
        raise unreadable(name, "the letterhead is a Word template (.dotx), not a document (.docx)")
    if package.main not in package.trees or kind != DOCUMENT:
        raise unreadable(name, "the letterhead is an Office file, but not a Word document (.docx)")
    if package.trees[package.main].tag != f"{W}document":
        raise unreadable(
            name,
            "the letterhead is a Strict Open XML document",
            "Save it in Word as 'Word Document (*.docx)', not 'Strict'.",
        )
