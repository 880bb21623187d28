"""Reads the text of sources, with pages and paragraphs; a plain dict lists the formats."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Final

from drafter.problems import Place
from drafter.sources.detecting import detected, is_mail
from drafter.sources.held import Paragraph, SourceText, from_json, to_json
from drafter.sources.locators import locate, locator_of, paragraph_at
from drafter.sources.refusals import encrypted, too_large, wrong_format

__all__ = [
    "READERS",
    "Paragraph",
    "SourceText",
    "changed",
    "digest",
    "from_json",
    "locate",
    "locator_of",
    "paragraph_at",
    "read",
    "read_whole",
    "text_digest",
    "to_json",
]

LARGEST: Final = 64 * 1024 * 1024


def _docx(content: bytes, file: str, place: Place) -> SourceText:
    from drafter.sources import docx

    return docx.read(content, file, place)


def _pdf(content: bytes, file: str, place: Place) -> SourceText:
    from drafter.sources import pdf

    return pdf.read(content, file, place)


def _html(content: bytes, file: str, place: Place) -> SourceText:
    from drafter.sources import html

    return html.read(content, file, place)


def _eml(content: bytes, file: str, place: Place) -> SourceText:
    from drafter.sources import eml

    return eml.read(content, file, place)


def _md(content: bytes, file: str, place: Place) -> SourceText:
    from drafter.sources import md

    return md.read(content, file, place)


def _txt(content: bytes, file: str, place: Place) -> SourceText:
    from drafter.sources import txt

    return txt.read(content, file, place)


READERS: Final[dict[str, Callable[[bytes, str, Place], SourceText]]] = {
    ".docx": _docx,
    ".eml": _eml,
    ".htm": _html,
    ".html": _html,
    ".md": _md,
    ".pdf": _pdf,
    ".txt": _txt,
}


def read(content: bytes, file: str, place: Place) -> str:
    """The text of a source's file; raises Unreadable where its format is not read, or its content is not that."""
    return read_whole(content, file, place).text


def read_whole(content: bytes, file: str, place: Place) -> SourceText:
    """The text of a source's file with pages, paragraphs and emphasis.

    Raises Unreadable with `source-format`, `source-damaged`, `source-encrypted`, `source-scan`, `source-too-large`, or
    for text `file-encoding`.
    """
    suffix = PurePosixPath(file).suffix.lower()
    if len(content) > LARGEST:
        raise too_large(file, f"is larger than {LARGEST >> 20} MB", place)
    _refuse_other(content, file, suffix, place)
    return READERS[suffix](content, file, place)


def _refuse_other(content: bytes, file: str, suffix: str, place: Place) -> None:
    """Refuses a format that is not read, and a file whose content is not what its ending says."""
    found, called = detected(content)
    if found == ".encrypted":
        raise encrypted(file, place)
    if found in READERS and READERS.get(suffix) is READERS[found]:
        return
    if suffix not in READERS or (found and found not in READERS):
        what = called or f"of a kind ('{suffix or file}') that is not known"
        message = f"file: a source's text is read from {', '.join(READERS)}; '{file}' is {what}"
        raise wrong_format(message, place, "save it as a .docx or .pdf file, or its text as a .txt file")
    if found:
        if suffix == ".md" and found == ".html":
            return
        message = f"file: '{file}' ends in {suffix}, but it is {called}"
        raise wrong_format(message, place, f"give it the ending {found}")
    if suffix in {".docx", ".pdf"}:
        what = "a Word document" if suffix == ".docx" else "a PDF file"
        message = f"file: '{file}' ends in {suffix}, but it is not {what}" + ("" if content else ": it is empty")
        raise wrong_format(message, place, "open it in the program that it was made with, and save it anew")
    if suffix == ".eml" and not is_mail(content):
        message = f"file: '{file}' ends in .eml, but it does not begin with the headers of a mail"
        raise wrong_format(message, place, "save the mail from the mail program as .eml")


def digest(content: bytes) -> str:
    """The SHA-256 of a file, as a case pins it."""
    return hashlib.sha256(content).hexdigest()


def text_digest(text: str) -> str:
    """The SHA-256 of the text that was read in a file, as a case pins it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def changed(content: bytes, text: str, sha256: str, text_sha256: str) -> str:
    """What changed in a source since it was pinned, in words; nothing where it is as it was, or was never pinned."""
    file_changed = bool(sha256) and digest(content) != sha256
    text_changed = bool(text_sha256) and text_digest(text) != text_sha256
    if file_changed and text_changed:
        return "the file and its text are not those that were pinned"
    if text_changed:
        return "the text that is read in the file is not the text that was pinned, though the file may be the same"
    if file_changed:
        pinned = ", though the text that is read in it is the same" if text_sha256 else ""
        return f"the file is not the one that was pinned{pinned}"
    return ""
