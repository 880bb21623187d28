"""What a batch notes of its letters: lines of JSON, as the manifest has them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from msgspec import DecodeError
from msgspec.json import decode, encode


def line(entry: dict[str, Any]) -> bytes:
    """An entry as one line."""
    try:
        return encode(entry) + b"\n"
    except UnicodeEncodeError:  # half of a surrogate pair, as YAML may write one
        return json.dumps(entry, separators=(",", ":")).encode() + b"\n"


def with_more(noted: bytes, **more: Any) -> bytes:
    """A line with more at the end of its entry."""
    return noted[:-2] + b"," + line(more)[1:]


def entries(lines: Iterator[bytes]) -> Iterator[dict[str, Any]]:
    """The entries of lines; one that was cut short counts as none."""
    for one in lines:
        try:
            entry = decode(one)
        except (DecodeError, UnicodeDecodeError):
            continue
        if isinstance(entry, dict):
            yield entry
