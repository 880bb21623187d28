"""A mail as a source: who wrote it to whom, when and on what, and its body; what is attached is listed, not read."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from typing import Final

from drafter.problems import Place
from drafter.sources import html
from drafter.sources.held import MOST_CHARACTERS, Piece, SourceText, leading
from drafter.sources.refusals import damaged, too_large

LARGEST: Final = 64 * 1024 * 1024
MOST_PARTS: Final = 500

_HEADERS: Final = ("From", "To", "Cc", "Date", "Subject")


def read(content: bytes, file: str, place: Place) -> SourceText:
    """The headers and the body of a mail (its plain text, else its HTML), and the names of what is attached."""
    if len(content) > LARGEST:
        raise too_large(file, f"is larger than {LARGEST >> 20} MB", place)
    if content.lower().count(b"content-type:") > MOST_PARTS:
        raise too_large(file, f"has more than {MOST_PARTS} parts", place)
    try:
        mail = BytesParser(policy=policy.default).parsebytes(content)
        pieces = [*_headers(mail), *_body(mail), *_attachments(mail)]
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        # The standard library's parser raises these for headers that it did not expect.
        raise damaged(file, "mail", place) from error
    if not any(piece.kind == "header" for piece in pieces):
        raise damaged(file, "mail", place, "it has neither a sender nor a date nor a subject")
    if sum(len(piece.text) for piece in pieces) > MOST_CHARACTERS:
        raise too_large(file, f"holds more than {MOST_CHARACTERS:,} characters", place)
    return leading(pieces)


def _headers(mail: EmailMessage) -> list[Piece]:
    found = [(name, re.sub(r"\s+", " ", str(mail[name])).strip()) for name in _HEADERS if mail[name]]
    return [Piece(f"{name}: {value}", kind="header") for name, value in found if value]


def _body(mail: EmailMessage) -> list[Piece]:
    body = mail.get_body(("plain", "html"))
    if body is None:
        return []
    text = _text(body)
    if body.get_content_type() == "text/html":
        return html.pieces(text)
    return [Piece(block) for block in re.split(r"\n(?:[^\S\n]*\n)+", text)]


def _text(part: MIMEPart) -> str:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    named = part.get_content_charset() or "utf-8"
    for encoding in (named, "utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
            break
        except (LookupError, UnicodeError):
            continue
    else:
        text = content.decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _attachments(mail: EmailMessage) -> list[Piece]:
    names = [re.sub(r"\s+", " ", part.get_filename() or part.get_content_type()) for part in mail.iter_attachments()]
    return [Piece(f"Attachment: {name}", kind="header") for name in names]
