"""Relationships of a part (ECMA-376 part 2, 6.5): external links and pictures."""

from __future__ import annotations

import re
from typing import Final

from drafter.writers.docx.wordml import attribute

TYPES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
EMPTY: Final = f'<Relationships xmlns="{NAMESPACE}">'

# RFC 3986 and 6068, narrowed to what every reader of Word files accepts: a host, a port of digits.
_WEB: Final = re.compile(r"https?://[^\s/?#\[\]\\<>\"^`{|}%:@]+(:[0-9]{1,5})?([/?#].*)?", re.IGNORECASE | re.DOTALL)
_MAIL: Final = re.compile(r"mailto:[^\s@?]+@.+", re.IGNORECASE | re.DOTALL)
_NOT_URI: Final = re.compile(r"[^A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})")


def is_web_address(url: str) -> bool:
    """Whether it is an address of http or https with a host."""
    return _WEB.fullmatch(url) is not None


def uri(url: str) -> str:
    """A web or mail address as a URI, other characters percent-encoded; raises ValueError for any other address."""
    if not (is_web_address(url) or _MAIL.fullmatch(url)):
        message = f"not a web or mail address that a letter can link to: {url!r}"
        raise ValueError(message)
    return _NOT_URI.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url)


class Relationships:
    """What one part of one letter adds to its letterhead's relationships."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._known: dict[str, str] = {}
        self.added: list[str] = []

    def link(self, url: str) -> str:
        """The id of an external hyperlink."""
        target = attribute(uri(url))
        return self._add("hyperlink", f'Target="{target}" TargetMode="External"')

    def picture(self, target: str) -> str:
        """The id of a picture, by its name from the part's folder."""
        return self._add("image", f'Target="{target}"')

    def _add(self, kind: str, target: str) -> str:
        known = self._known.get(target)
        if known is None:
            known = self._known[target] = f"{self._prefix}{len(self.added) + 1}"
            self.added.append(f'<Relationship Id="{known}" Type="{TYPES}/{kind}" {target}/>')
        return known


def relationships_of(part: str) -> str:
    """The name of the member that holds the relationships of a part."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
