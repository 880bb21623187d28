"""Finds the codes of the fields in a letterhead (ECMA-376 part 1, 17.16) and says which of them may stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from drafter.record import Mutable, field
from drafter.writers.docx.opening import Element, W
from drafter.writers.docx.relationships import uri

ALLOWED: Final = frozenset(
    (
        "ADVANCE", "AUTHOR", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "BARCODE", "BIBLIOGRAPHY", "CITATION", "COMMENTS",
        "COMPARE", "CREATEDATE", "DATE", "DISPLAYBARCODE", "DOCPROPERTY", "DOCVARIABLE", "EDITTIME", "EQ", "FILENAME",
        "FILESIZE", "FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT", "HYPERLINK", "IF", "INDEX", "INFO", "KEYWORDS",
        "LISTNUM", "NOTEREF", "NUMCHARS", "NUMPAGES", "NUMWORDS", "PAGE", "PAGEREF", "PRINTDATE", "QUOTE", "REF",
        "REVNUM", "SAVEDATE", "SECTION", "SECTIONPAGES", "SEQ", "SET", "SHAPE", "STYLEREF", "SUBJECT", "SYMBOL", "TA",
        "TC", "TIME", "TITLE", "TOA", "TOC", "XE",
    )
)  # fmt: skip
"""Fields that only show what the letter itself holds; all others fetch, ask, print or run something."""
MARK: Final = re.compile(r"\{\{[^{}]*\}\}")

_NESTED: Final = "\0"
_NAME: Final = re.compile(r"\s*([A-Za-z]+|=|)")
_WORD: Final = re.compile(r'"([^"]*)"?|(\\[A-Za-z])|([^\s"]+)')
_WITH_ARGUMENT: Final = frozenset(("\\l", "\\o", "\\s", "\\t"))
_CURLY: Final = str.maketrans("\u201c\u201d\u201e", '"""')
_BRANCHES: Final = tuple(
    f"{{http://schemas.openxmlformats.org/markup-compatibility/2006}}{name}" for name in ("Choice", "Fallback")
)


class Code(Mutable):
    """The code of one field: the element that begins it, and its words, each with how it stands there."""

    element: Element
    words: list[tuple[str, tuple[object, ...]]] = field(default_factory=list)
    finished: bool = False

    def whole(self) -> str:
        """All words, whatever program reads them."""
        return "".join(word for word, _ in self.words)

    def refused(self) -> str:
        """What is wrong with the field, in words, or nothing; programs differ in which of the words they read."""
        by_manner: dict[tuple[object, ...], list[str]] = {}
        for word, manner in self.words:
            if word != _NESTED:
                by_manner.setdefault(manner, []).append(word)
        readings = dict.fromkeys((self.whole(), *map("".join, by_manner.values())))
        return next((wrong for one in readings if (wrong := _refused(MARK.sub("", one)))), "")


def codes(root: Element) -> Iterator[Code]:
    """The fields of a part, outer ones after those within; words of a code that no field begins are one of their own.

    LibreOffice takes text (`w:t`) before the separator for a part of the code, which Word does not.
    """
    open_fields: list[Code] = []
    for element in root.iter(f"{W}fldSimple", f"{W}fldChar", f"{W}instrText", f"{W}delInstrText", f"{W}t"):
        within = open_fields[-1] if open_fields and not open_fields[-1].finished else None
        if element.tag == f"{W}fldSimple":
            yield Code(element, [(element.get(f"{W}instr", ""), ())])
            if within is not None:
                within.words.append((_NESTED, ()))
        elif element.tag != f"{W}fldChar":
            if within is not None:
                within.words.append((element.text or "", _manner(element)))
            elif element.tag != f"{W}t":
                yield Code(element, [(element.text or "", ())])
        elif element.get(f"{W}fldCharType") == "begin":
            if within is not None:
                within.words.append((_NESTED, ()))
            open_fields.append(Code(element))
        elif open_fields:
            if within is not None:
                within.finished = True
                yield within
            if element.get(f"{W}fldCharType") == "end":
                open_fields.pop()
    yield from (one for one in open_fields if not one.finished)


def _manner(element: Element) -> tuple[object, ...]:
    """Kind of element, whether it counts as deleted, and in which branch of alternate content it stands."""
    deleted = next(element.iterancestors(f"{W}del", f"{W}moveFrom"), None) is not None
    return element.tag, deleted, next(element.iterancestors(*_BRANCHES), None)


def _refused(code: str) -> str:
    """What is wrong with one reading of a code: a field is what the letters at its beginning say (17.16.2)."""
    if not code.strip():
        return ""
    if code.lstrip().startswith(_NESTED):
        return "a field whose name is made by another field"
    found = _NAME.match(code)
    name = found[1].upper() if found else ""
    if name == "HYPERLINK" and found:
        return _refused_link(code[found.end() :].translate(_CURLY))
    if name in ALLOWED or name == "=":
        return ""
    return name or code.split(maxsplit=1)[0][:20]


def _refused_link(arguments: str) -> str:
    """What is wrong with the address of a HYPERLINK field (17.16.5.25); without one it points into the letter."""
    takes_argument = False
    for quoted, switch, bare in _WORD.findall(arguments):
        if switch:
            takes_argument = switch.lower() in _WITH_ARGUMENT
        elif takes_argument:
            takes_argument = False
        elif address := quoted or bare:
            return "" if _leads_to_web_or_mail(address) else f"HYPERLINK to {address.replace(_NESTED, '…')[:80]}"
    return ""


def _leads_to_web_or_mail(address: str) -> bool:
    if _NESTED in address:
        return False
    if address.lower().startswith("tel:"):
        return True
    try:
        uri(address)
    except ValueError:
        return False
    return True
