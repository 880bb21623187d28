"""Adds to a letterhead's own numbering, notes, settings and types what a letter needs; replaces none of them."""

from __future__ import annotations

from typing import Final

from lxml import etree

from drafter.record import Record
from drafter.writers.docx.numbering import KINDS, abstract
from drafter.writers.docx.opening import Element, Package, Relation, W
from drafter.writers.docx.relationships import TYPES

CUT: Final = "<?drafter cut?>"
"""The processing instruction at which a letter's entries go into a part."""

_WML: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# 17.15.1: what may come after footnotePr and endnotePr in the settings.
_AFTER_NOTES: Final = frozenset(
    W + name
    for name in (
        "compat", "docVars", "rsids", "attachedSchema", "themeFontLang", "clrSchemeMapping",
        "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown",
        "smartTagType", "shapeDefaults",
        "doNotEmbedSmartTags", "decimalSymbol", "listSeparator",
    )
)  # fmt: skip
_COMPATIBLE: Final = (
    f'<w:compat xmlns:w="{W[1:-1]}"><w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)


def tidy(root: Element) -> None:
    """Takes away what says who edited when (revision ids) and what Word's proofing left between runs."""
    for element in root.iter(etree.Element):
        for name in [name for name in element.attrib if name.startswith(f"{W}rsid")]:
            del element.attrib[name]
    for element in list(root.iter(f"{W}proofErr", f"{W}rsids", f"{W}lastRenderedPageBreak")):
        element.getparent().remove(element)


def part_of(package: Package, kind: str) -> str:
    """The name of the part of that kind (such as "numbering"); an empty one is added if there is none."""
    part = package.related(kind)
    if part in package.trees:
        return part
    folder = package.main.rpartition("/")[0]
    part = f"{folder}/{kind}.xml".lstrip("/")
    while part in package.parts:
        part = part.replace(".xml", "-letter.xml")
    package.parts[part] = b""
    package.trees[part] = etree.Element(W + kind, nsmap={"w": W[1:-1]})
    package.overrides[part] = f"{_WML}.{kind}+xml"
    relations = package.relations.setdefault(package.main, [])
    known = {relation.identity for relation in relations}
    identity = next(
        name for count in range(1, len(known) + 2) if (name := f"rId{kind.capitalize()}{count}") not in known
    )
    relations.append(Relation(identity, f"{TYPES}/{kind}", f"/{part}", part, external=False))
    return part


def _int(text: str | None) -> int:
    try:
        return int(text or 0)
    except ValueError:
        return 0


def _fragment(text: str) -> Element:
    return etree.fromstring(f'<x xmlns:w="{W[1:-1]}">{text}</x>')[0]


def add_numbering(root: Element) -> tuple[tuple[tuple[str, int], ...], int]:
    """Adds the writer's definitions after the letterhead's own; their ids by kind, and the first free id of a list."""
    abstracts = root.findall(f"{W}abstractNum")
    nums = root.findall(f"{W}num")
    next_abstract = max((_int(one.get(f"{W}abstractNumId")) for one in abstracts), default=-1) + 1
    first_num = max((_int(one.get(f"{W}numId")) for one in nums), default=0) + 1
    ids = tuple((kind, next_abstract + count) for count, kind in enumerate(KINDS))
    before_nums = [child for child in root if child.tag in {f"{W}numPicBullet", f"{W}abstractNum"}]
    position = root.index(before_nums[-1]) + 1 if before_nums else 0
    for count, (kind, identity) in enumerate(ids):
        root.insert(position + count, _fragment(abstract(kind, identity)))
    # Only w:numIdMacAtCleanup may come after the last w:num (17.9.17).
    end = root.find(f"{W}numIdMacAtCleanup")
    cut = etree.ProcessingInstruction("drafter", "cut")
    if end is None:
        root.append(cut)
    else:
        end.addprevious(cut)
    return ids, first_num


class NoteIds(Record):
    """Ids in a notes part: the two separators, and the first that is free for a letter."""

    separator: int
    continuation: int
    first: int


def add_notes(root: Element, kind: str) -> NoteIds:
    """Adds the separators that a notes part lacks (17.11.1, 17.11.23); `kind` is footnote or endnote."""
    ids: dict[str, int] = {}
    used = {_int(one.get(f"{W}id")) for one in root.iter(W + kind)}
    for position, what in enumerate(("separator", "continuationSeparator")):
        found = next((one for one in root.iter(W + kind) if one.get(f"{W}type") == what), None)
        if found is None:
            identity = next(number for number in (position - 1, *range(1, len(used) + 3)) if number not in used)
            found = _fragment(
                f'<w:{kind} w:type="{what}" w:id="{identity}"><w:p><w:pPr><w:spacing w:after="0" w:line="240"'
                f' w:lineRule="auto"/></w:pPr><w:r><w:{what}/></w:r></w:p></w:{kind}>'
            )
            root.insert(position, found)
        ids[what] = _int(found.get(f"{W}id"))
        used.add(ids[what])
    root.append(etree.ProcessingInstruction("drafter", "cut"))
    return NoteIds(ids["separator"], ids["continuationSeparator"], max(0, *used) + 1)


def note_settings(root: Element, footnotes: NoteIds, endnotes: NoteIds) -> None:
    """Names the separators in the settings, where the schema wants them, and a compatibility mode if there is none."""
    if root.find(f"{W}compat") is None:
        _insert(root, etree.fromstring(_COMPATIBLE), after_compat=True)
    for kind, ids in (("footnote", footnotes), ("endnote", endnotes)):
        properties = root.find(f"{W}{kind}Pr")
        if properties is None:
            properties = etree.Element(f"{W}{kind}Pr")
            _insert(root, properties)
        if kind == "endnote":
            _decimal(properties)
        named = {one.get(f"{W}id") for one in properties.findall(W + kind)}
        for identity in (ids.separator, ids.continuation):
            if str(identity) not in named:
                etree.SubElement(properties, W + kind).set(f"{W}id", str(identity))


def end_notes_with_section(settings: Element) -> None:
    """Has endnotes stand at the end of the section that cites them (17.11.22)."""
    properties = settings.find(f"{W}endnotePr")
    for position in properties.findall(f"{W}pos"):
        properties.remove(position)
    properties.insert(0, _fragment('<w:pos w:val="sectEnd"/>'))


def number_endnotes(document: Element) -> None:
    """Has every section count endnotes on in Arabic numerals, as LibreOffice does not ask the settings."""
    for change in list(document.iter(f"{W}sectPrChange")):
        change.getparent().remove(change)
    for section in document.iter(f"{W}sectPr"):
        properties = section.find(f"{W}endnotePr")
        if properties is None:
            properties = etree.Element(f"{W}endnotePr")
            # 17.6.17: only these come before.
            before = {f"{W}headerReference", f"{W}footerReference", f"{W}footnotePr"}
            section.insert(sum(child.tag in before for child in section), properties)
        _decimal(properties)


def _decimal(properties: Element) -> None:
    """Word counts endnotes in Roman numerals where nothing says otherwise (17.11.17); only w:pos comes before."""
    if properties.find(f"{W}numFmt") is None:
        properties.insert(int(properties.find(f"{W}pos") is not None), _fragment('<w:numFmt w:val="decimal"/>'))


def _insert(root: Element, element: Element, *, after_compat: bool = False) -> None:
    later = _AFTER_NOTES - {f"{W}compat"} if after_compat else _AFTER_NOTES
    if element.tag == f"{W}footnotePr":
        later |= {f"{W}endnotePr"}
    for child in root:
        if child.tag in later or not child.tag.startswith(W):
            child.addprevious(element)
            return
    root.append(element)
