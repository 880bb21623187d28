"""What a file is, by its content and not by its name."""

from __future__ import annotations

import re
from typing import Final

_BEGINNINGS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"{\\rtf", "a document in Rich Text Format (.rtf)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf", "a compressed file (7z)"),
    (b"Rar!", "a compressed file (RAR)"),
    (b"%!PS", "a PostScript file"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)
_OLD_CONTAINER: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGE: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_MAIL: Final = re.compile(
    rb"(?:From |(?:Return-Path|Received|Delivered-To|From|To|Date|Subject|Message-ID|MIME-Version|X-[\w-]+): ?)",
    re.IGNORECASE,
)

CALLED: Final = {
    ".docx": "a Word document (.docx)",
    ".pdf": "a PDF file",
    ".html": "a web page (.html)",
    ".eml": "a mail (.eml)",
}
"""What the formats are called that are known by their content."""


def detected(content: bytes) -> tuple[str, str]:
    """The ending that a file's content asks for, and what it is; both empty for text, which may be anything."""
    if b"%PDF-" in content[:1024]:
        return ".pdf", CALLED[".pdf"]
    if content.startswith(b"PK"):
        return _zipped(content)
    if content.startswith(_OLD_CONTAINER):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return ".encrypted", "an Office file with a password"
        return ".doc", "a document of Word 97 to 2003 (.doc), or another of that kind"
    for beginning, called in _BEGINNINGS:
        if content.startswith(beginning):
            return ".other", called
    if _PAGE.match(content[:4096]):
        return ".html", CALLED[".html"]
    return "", ""


def is_mail(content: bytes) -> bool:
    """Whether a file begins with a mail's header."""
    return bool(_MAIL.match(content.lstrip()[:200]))


def _zipped(content: bytes) -> tuple[str, str]:
    from drafter.sources import packages

    names = packages.names(content)
    if "mimetype" in names and "content.xml" in names:
        return ".odt", "an OpenDocument file (.odt)"
    if any(name.startswith("xl/") for name in names):
        return ".xlsx", "an Excel file (.xlsx)"
    if any(name.startswith("ppt/") for name in names):
        return ".pptx", "a PowerPoint file (.pptx)"
    if any(name.startswith("word/") for name in names) or not names:
        return ".docx", CALLED[".docx"]
    return ".zip", "a zip file"
