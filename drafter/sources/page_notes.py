"""The notes of a web page: what refers to one is no word of the text, and the note stands apart."""

from __future__ import annotations

import re
from typing import Final

from drafter.record import Mutable, field

_MARK: Final = re.compile(
    r"\s*(?:[\[(]?\s*(?:(?:foot|end)?note\s*)?(?:(?P<number>\d{1,3})|[a-z]|[ivxl]{1,6})\s*[\])]?|[*†‡§¶]{1,3})\s*",
    re.IGNORECASE,
)
_NOTE: Final = re.compile(r"\b(?:foot|end)?note(?:ref)?s?\b|noteref", re.IGNORECASE)


class _Link(Mutable):
    """A link within the page that is open: where its words begin, where it leads, and whether it looks like a mark."""

    part: int
    length: int
    target: str
    raised: bool
    own: bool
    """Whether it stands in a note itself."""


class Notes(Mutable):
    """Follows a page's elements; says which links refer to notes, and which paragraphs are notes."""

    number: int = 0
    """The number of the note that the open paragraph is; 0 where it is none."""
    _known: dict[str, int] = field(default_factory=dict)
    _links: list[_Link | None] = field(default_factory=list)
    _raised: int = 0
    _depth: int = 0
    _since: int = 0

    def start(self, tag: str, attributes: dict[str, str], parts: list[str], length: int, *, block: bool) -> None:
        """An element begins; what was put together of the paragraph so far is given."""
        self._depth += 1
        named = next((self._known[one] for key in ("id", "name") if (one := attributes.get(key)) in self._known), 0)
        if named:
            self.number = named
            if block and not self._since:
                self._since = self._depth
        if tag == "sup":
            self._raised += 1
            if self._links and (link := self._links[-1]):
                link.raised = True
        elif tag == "a":
            target = attributes.get("href", "")
            said = " ".join(attributes.get(key, "") for key in ("class", "rel", "role"))
            raised = self._raised > 0 or bool(_NOTE.search(said))
            within = len(target) > 1 and target.startswith("#")
            self._links.append(_Link(len(parts), length, target[1:], raised, self.number > 0) if within else None)

    def end(self, tag: str, parts: list[str]) -> _Link | None:
        """An element ends; gives the link whose words are no part of the text."""
        self._depth -= 1
        if tag == "sup" and self._raised:
            self._raised -= 1
        if tag != "a" or not self._links or not (link := self._links.pop()):
            return None
        words = "".join(parts[link.part :])
        mark = _MARK.fullmatch(words)
        if link.own:
            return link if mark or not re.search(r"\w", words) else None
        if mark is None or not link.raised:
            return None
        self._known.setdefault(link.target, int(mark["number"]) if mark["number"] else len(self._known) + 1)
        return link

    def finish(self) -> None:
        """A paragraph ended: links that are open in it lead over its end, and are none of a note."""
        self._links = [None for _ in self._links]
        if self._since and self._depth < self._since:
            self._since = 0
        if not self._since:
            self.number = 0
