"""Opens the zip of a Word file that came from outside: only the parts that are asked for, bounded, without entities."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO
from typing import Any, Final, TypeAlias

from lxml import etree

from drafter.problems import Place, Unreadable
from drafter.record import Record
from drafter.sources.refusals import damaged, encrypted, too_large

Element: TypeAlias = Any
"""An lxml element; lxml has no types of its own."""

MOST_MEMBERS: Final = 10_000
LARGEST_PART: Final = 48_000_000
HIGHEST_RATIO: Final = 250
"""Deflate reaches 1,032 at most; real parts of Word files stay below 100. Small parts are let be."""
_SMALL: Final = 200_000

# What zipfile raises for files that are no zip, cut short, or made by hand to be neither.
_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)


class Package(Record):
    """An opened zip, the file that it is, and the place that names it."""

    archive: zipfile.ZipFile
    file: str
    place: Place

    def part(self, name: str) -> Element | None:
        """The tree of a part, nothing where it is not there; raises Unreadable."""
        try:
            info = self.archive.getinfo(name)
        except KeyError:
            return None
        if info.flag_bits & 0x1:
            raise encrypted(self.file, self.place)
        dense = info.file_size > _SMALL and info.file_size > HIGHEST_RATIO * max(info.compress_size, 1)
        if info.file_size > LARGEST_PART or dense:
            raise too_large(self.file, f"unpacks to far more than it should ('{name}')", self.place)
        try:
            with self.archive.open(info) as member:
                content = member.read(info.file_size + 1)
        except _DAMAGE as error:
            raise damaged(self.file, "Word document", self.place) from error
        return self._tree(name, content)

    def relations(self, part: str) -> dict[str, list[str]]:
        """The parts that a part is related to, by the last word of the relation's type."""
        folder, name = posixpath.split(part)
        tree = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, list[str]] = {}
        for one in () if tree is None else tree.iter("{*}Relationship"):
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
                found.setdefault(one.get("Type", "").rpartition("/")[2], []).append(target)
        return found

    def _tree(self, name: str, content: bytes) -> Element:
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
            huge_tree=False,
        )
        try:
            tree = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise damaged(self.file, "Word document", self.place, f"'{name}' is not well-formed") from error
        information: Any = tree.getroottree().docinfo
        if information.doctype:
            raise damaged(self.file, "Word document", self.place, f"'{name}' declares entities, which Word never does")
        return tree


def opened(content: bytes, file: str, place: Place) -> Package:
    """The zip of a file; raises Unreadable where it is none, or holds far too many members."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except _DAMAGE as error:
        raise damaged(file, "Word document", place) from error
    if len(archive.infolist()) > MOST_MEMBERS:
        raise _crowded(file, place)
    return Package(archive, file, place)


def _crowded(file: str, place: Place) -> Unreadable:
    return too_large(file, f"holds more than {MOST_MEMBERS:,} files", place)


def names(content: bytes) -> frozenset[str]:
    """The names of what a zip holds; none where it cannot be opened."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return frozenset(archive.namelist()[:MOST_MEMBERS])
    except _DAMAGE:
        return frozenset()
