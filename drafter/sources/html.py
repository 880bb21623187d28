"""A web page as a source: its words as a reader sees them, paragraph by paragraph, without scripts and styles."""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree

from drafter.problems import Finding, Place
from drafter.record import Mutable, field
from drafter.sources.held import MOST_CHARACTERS, Form, Item, Kind, Piece, SourceText, Span, assembled
from drafter.sources.page_notes import Notes
from drafter.sources.refusals import damaged, too_large

LARGEST: Final = 32 * 1024 * 1024
"""Bytes; pages that carry their pictures within them are large."""

_BLOCKS: Final = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hr", "html", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "summary"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_EMPHASIS: Final = frozenset(("b", "em", "i", "strong", "u"))
_UNSEEN: Final = frozenset(
    ("audio", "canvas", "head", "iframe", "noscript", "object", "script", "style", "svg", "template", "title", "video")
)
_NUMBER: Final = re.compile(r"\d{1,6}")
_STYLED: Final = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_FORMS: Final[dict[str, Form]] = {
    "a": "a",
    "lower-alpha": "a",
    "lower-latin": "a",
    "A": "A",
    "upper-alpha": "A",
    "upper-latin": "A",
    "i": "i",
    "lower-roman": "i",
    "I": "I",
    "upper-roman": "I",
}
_HIDDEN: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)


def read(content: bytes, file: str, place: Place) -> SourceText:
    """The text of a web page, in the encoding that it declares, else UTF-8, else Windows's Western one."""
    if len(content) > LARGEST:
        raise too_large(file, f"is larger than {LARGEST >> 20} MB", place)
    text, warnings = _decoded(content, file, place)
    found = pieces(text)
    if sum(len(piece.text) for piece in found) > MOST_CHARACTERS:
        raise too_large(file, f"holds more than {MOST_CHARACTERS:,} characters", place)
    if not found and content.strip():
        raise damaged(file, "web page", place, "there are no words in it")
    return assembled(found, warnings)


def pieces(text: str) -> list[Piece]:
    """The paragraphs of a piece of HTML."""
    return _page(text).pieces


def listed(content: bytes, file: str) -> list[Item]:
    """The paragraphs that a browser numbers or gives a bullet."""
    return _page(_decoded(content, file, Place(file))[0]).listed


def _page(text: str) -> _Page:
    page = _Page()
    target: Any = page
    # Fed as UTF-8, because libxml2 takes the encoding from the page itself otherwise; a target makes no tree to nest.
    parser = etree.HTMLParser(target=target, encoding="utf-8", no_network=True)
    try:
        parser.feed(text.replace("\0", "\ufffd").encode("utf-8", "replace"))
        parser.close()
    except etree.XMLSyntaxError:
        page.close()
    return page


def _decoded(content: bytes, file: str, place: Place) -> tuple[str, tuple[Finding, ...]]:
    declared = _CHARSET.search(content[:4096])
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    marked = [name for mark, name in marks if content.startswith(mark)]
    named = [declared[1].decode("ascii")] if declared else []
    for encoding in (*marked, *named, "utf-8", "cp1252"):
        try:
            return content.decode(encoding), ()
        except (LookupError, UnicodeError):
            continue
    message = f"file: '{file}' is in no encoding that its words can be read in; some characters are lost"
    return content.decode("utf-8", "replace"), (Finding("source-encoding", "warning", message, place),)


class _List(Mutable):
    """A list that is open: the number of its next item, how they go on, and how they are written."""

    following: int
    step: int
    form: Form

    def next(self, said: str) -> int:
        """The number of the next item, which may say its own."""
        number = int(said) if _NUMBER.fullmatch(said) else self.following
        self.following = number + self.step
        return number


def _list_of(tag: str, attributes: dict[str, str]) -> _List:
    style = _STYLED.search(attributes.get("style", ""))
    form = _FORMS.get((style[1].lower() if style else "") or attributes.get("type", ""), "1")
    start = attributes.get("start", "")
    backwards = "reversed" in attributes
    return _List(
        int(start) if _NUMBER.fullmatch(start) else 1, -1 if backwards else 1, form if tag == "ol" else "bullet"
    )


class _Page(Mutable):
    """Takes the events of a page and puts its paragraphs together."""

    pieces: list[Piece] = field(default_factory=list)
    listed: list[Item] = field(default_factory=list)
    _lists: list[_List] = field(default_factory=list)
    _item: int | None = None
    _notes: Notes = field(default_factory=Notes)
    _references: list[tuple[int, str]] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _emphasis: list[Span] = field(default_factory=list)
    _emphasised: int = 0
    _since: int = 0
    _unseen: int = 0
    _preformatted: int = 0
    _heading: bool = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        hidden = "hidden" in attributes or _HIDDEN.search(attributes.get("style", ""))
        if self._unseen or tag in _UNSEEN or hidden:
            self._unseen += 1
            return
        if tag in _BLOCKS:
            self._finish()
        self._notes.start(tag, attributes, self._parts, self._length, block=tag in _BLOCKS)
        if tag in _BLOCKS:
            self._heading = tag in _HEADINGS
            self._preformatted += tag == "pre"
            if tag in {"ol", "ul"}:
                self._lists.append(_list_of(tag, attributes))
            elif tag == "li":
                self._item = self._lists[-1].next(attributes.get("value", "")) if self._lists else None
        elif tag == "br":
            self._put("\n")
        elif tag in _EMPHASIS:
            if not self._emphasised:
                self._since = self._length
            self._emphasised += 1

    def end(self, tag: str) -> None:
        if self._unseen:
            self._unseen -= 1
            return
        if link := self._notes.end(tag, self._parts):
            mark = "".join(self._parts[link.part :]).strip()
            del self._parts[link.part :]
            self._length = link.length
            self._emphasis = [(start, min(end, link.length)) for start, end in self._emphasis if start < link.length]
            if not link.own:
                self._references.append((link.length, mark))
        if tag in _BLOCKS:
            self._finish()
            self._heading = False
            self._preformatted -= tag == "pre"
            if tag in {"ol", "ul"} and self._lists:
                self._lists.pop()
            if tag == "li":
                self._item = None
        elif tag in _EMPHASIS and self._emphasised:
            self._emphasised -= 1
            if not self._emphasised:
                self._emphasis.append((self._since, self._length))

    def data(self, text: str) -> None:
        if not self._unseen:
            self._put(text if self._preformatted else re.sub(r"[ \t\r\n\f]+", " ", text))

    def close(self) -> None:
        self._finish()

    def _put(self, text: str) -> None:
        last = self._parts[-1][-1:] if self._parts else " "
        if not self._preformatted and text.startswith(" ") and last in {" ", "\n"}:
            text = text[1:]
        if text:
            self._parts.append(text)
            self._length += len(text)

    def _finish(self) -> None:
        if self._emphasised and self._length > self._since:
            self._emphasis.append((self._since, self._length))
        words = "".join(self._parts)
        if words.strip():
            note = self._notes.number
            kind: Kind = "footnote" if note else "heading" if self._heading else "body"
            emphasis = () if self._heading else tuple(self._emphasis)
            self.pieces.append(Piece(words, 0, kind, emphasis, tuple(self._references), note))
            if self._item is not None and self._lists:
                self.listed.append(Item(words, self._lists[-1].form, self._item, len(self._lists) - 1))
            self._item = None
        self._notes.finish()
        self._parts, self._length, self._since, self._emphasis, self._references = [], 0, 0, [], []
