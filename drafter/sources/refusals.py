"""Why a source's file is not read: findings, each with what to do."""

from __future__ import annotations

from drafter.problems import Finding, Place, Unreadable


def _refused(code: str, message: str, place: Place, advice: str) -> Unreadable:
    return Unreadable(Finding(code, "error", message, place, advice))


def wrong_format(message: str, place: Place, advice: str) -> Unreadable:
    return _refused("source-format", message, place, advice)


def damaged(file: str, what: str, place: Place, detail: str = "") -> Unreadable:
    """A file that begins as its format does and cannot be read to its end; `detail` says how."""
    message = f"file: '{file}' is a damaged or incomplete {what}{f' ({detail})' if detail else ''}"
    return _refused("source-damaged", message, place, "open it in its own program and save it again, or get it anew")


def encrypted(file: str, place: Place) -> Unreadable:
    message = f"file: '{file}' is protected by a password"
    return _refused("source-encrypted", message, place, "save it without a password, and add that file")


def scanned(file: str, place: Place) -> Unreadable:
    message = f"file: '{file}' holds pictures of pages and no text: it is a scan"
    advice = "type or recognise its text into a .txt file, and name that file as the source's `transcript:`"
    return _refused("source-scan", message, place, advice)


def too_large(file: str, how: str, place: Place) -> Unreadable:
    message = f"file: '{file}' {how}"
    return _refused("source-too-large", message, place, "add the part that the letter rests on, as a file of its own")
