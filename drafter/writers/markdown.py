"""The letter as pandoc's Markdown, written so that pandoc reads back exactly its words and structure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, assert_never

from drafter.counting import letters, list_marker, roman
from drafter.model import (
    Annex,
    Block,
    BlockQuotation,
    Break,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Letter,
    Link,
    List,
    Note,
    Paragraph,
    Part,
    Question,
    Quotation,
    Reference,
    Strong,
    Table,
    Text,
    refers_to_note,
)
from drafter.writers.labels import field_lines, identifier, linkable, sender_lines, series

_MARKUP: Final = re.compile(
    r"""[\\`*_\[\]<{$^~|#"']"""  # markup wherever they stand; the quotes because of pandoc's smart extension
    r"|&(?=[#A-Za-z])"  # entities
    r"|(?<![A-Za-z0-9])@"  # citations; an e-mail address is none
    r"|\.(?=\.)|(?<=\.)\."  # ellipses
    r"|-(?=-)|(?<=-)-"  # dashes
)
_LINE_MARKUP: Final = re.compile(
    r"^(?:(?=[>:=%])"  # quotations, definitions and captions, underlined headings, title blocks
    r"|(?=-(?:\s|$))|(?=\+(?:[\s:=+-]|\\-|$))"  # bullets, grid tables
    r"|(?=\((?:[0-9]+|[A-Za-z]|[ivxlcdmIVXLCDM]+)\)(?:\s|$))"  # (1) (a) (iv)
    # 1. a) iv. and a caption, and a note's mark that would be taken for the note itself
    r"|(?P<words>(?:[0-9]+|[A-Za-z]|[ivxlcdmIVXLCDM]+)(?=[.)](?:\s|$))|[Tt]able(?=:)|\[\^[0-9]+\](?=:)))"
)
_PLAIN_URL: Final = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[A-Za-z0-9/._~%+=?-]*)?", re.IGNORECASE)
_SEPARATOR: Final = "<!-- -->"
"""What pandoc itself writes between two lists that would else be read as one."""


def write(letter: Letter) -> str:
    """The letter for `pandoc -f markdown`; raises ValueError for a link not of http, https or mailto."""
    writer = _MarkdownWriter()
    body = writer.blocks(letter.body)
    before = writer.footnotes() if letter.notes_at == "end" else []
    annexes = [chunk for annex in letter.annexes for chunk in writer.annex(annex)]
    chunks = [_fields(lines) for lines in sender_lines(letter).values()]
    if letter.sender.web:
        chunks.append(_web(letter.sender.web))
    for part in letter.outline:
        chunks += _part(letter, part, body, [*before, *annexes])
    return "\n\n".join(filter(None, (*chunks, *writer.footnotes()))) + "\n"


def _part(letter: Letter, part: Part, body: list[str], annexes: list[str]) -> list[str]:
    match part:
        case "body":
            return body
        case "annexes":
            return annexes
        case "subject":
            return [_heading(1, "\n".join(map(_escaped, lines)), "") for lines in field_lines(letter, part)]
        case _:
            return [_fields(lines) for lines in field_lines(letter, part)]


def _fields(lines: Sequence[str]) -> str:
    return _paragraph("\n".join(map(_escaped, lines)))


def _web(web: str) -> str:
    return _link(_escaped(web), web, web) if web.lower().startswith(("http://", "https://")) else _fields((web,))


class _MarkdownWriter:
    """Turns blocks into chunks of Markdown, and keeps the notes met; a break is a line feed until its line is set."""

    def __init__(self) -> None:
        self._notes: list[list[str]] = []
        self._shown = 0

    def annex(self, annex: Annex) -> list[str]:
        title = "\n".join(map(_escaped, filter(None, (annex.label, annex.title))))
        return [_heading(2, title, annex.anchor), *self.blocks(annex.content, top=2)]

    def footnotes(self) -> list[str]:
        """The notes not shown yet; where they stand for a reader is the matter of what reads the Markdown."""
        first, self._shown = self._shown, len(self._notes)
        return [_hung(f"[^{number}]: ", chunks, 4) for number, chunks in enumerate(self._notes[first:], first + 1)]

    def blocks(self, content: Iterable[Block], top: int = 1) -> list[str]:
        chunks: list[str] = []
        after_list = False
        for run in series(content):
            is_list = isinstance(run[0], Question | List)
            if is_list and after_list:
                chunks.append(_SEPARATOR)
            chunks += [chunk for chunk in self._series(run, top) if chunk]
            after_list = is_list
        return chunks

    def _series(self, run: tuple[Block, ...], top: int) -> list[str]:
        questions = [block for block in run if isinstance(block, Question)]
        if not questions:
            return [chunk for block in run for chunk in self.block(block, top)]
        markers = [f"{question.number}." for question in questions]
        return [_items(markers, [self._question(question) for question in questions], tight=False)]

    def _question(self, question: Question) -> list[str]:
        return self._opened(_target(question.anchor), question.content)

    def _opened(self, opening: str, content: tuple[Block, ...]) -> list[str]:
        """The blocks with some Markdown before the first one's words."""
        match content:
            case (Paragraph() as first, *rest) if opening:
                return [_paragraph(opening + self._numbered(first)), *self.blocks(rest)]
            case _:
                return [*filter(None, (_paragraph(opening),)), *self.blocks(content)]

    def block(self, block: Block, top: int = 1) -> list[str]:
        match block:
            case Paragraph():
                return [_paragraph(self._numbered(block))]
            case Heading(content=content, level=level, anchor=anchor):
                return [_heading(level + top, self.inlines(content), anchor)]
            case Question():
                return self._series((block,), top)
            case List():
                return self._list(block)
            case BlockQuotation(content=content):
                return ["\n".join(f"> {line}".rstrip(" ") for line in "\n\n".join(self.blocks(content)).split("\n"))]
            case Table():
                return [self._table(block)]
            case _:
                assert_never(block)

    def _numbered(self, paragraph: Paragraph) -> str:
        number = "" if paragraph.number is None else f"{paragraph.number}\\. "
        return _target(paragraph.anchor) + number + self.inlines(paragraph.content)

    def _list(self, block: List) -> list[str]:
        if not block.items:
            return []
        tight = all(len(item) == 1 and isinstance(item[0], Paragraph) for item in block.items)
        markers = [list_marker(block.marker, number) for number, _ in enumerate(block.items, block.start)]
        if block.marker != "none" and _is_read_back(block):
            return [_items(markers, [self.blocks(item) for item in block.items], tight=tight)]
        openings = [_escaped(f"{marker} ") if marker else "" for marker in markers]
        items = [self._opened(opening, item) for opening, item in zip(openings, block.items, strict=True)]
        return ["::: unmarked", _items(["-"] * len(items), items, tight=tight), ":::"]

    def _table(self, table: Table) -> str:
        caption = ""
        if table.caption:
            words = _line(self.inlines(table.caption.line()))
            caption = f"\n\n: {_target(table.anchor)}{words}"
        rows = [
            "| " + " | ".join(_line(self.inlines(cell)) for cell in row) + " |" for row in (table.header, *table.rows)
        ]
        return "\n".join((rows[0], "|" + "---|" * len(table.header), *rows[1:])) + caption if table.header else ""

    def inlines(self, content: Iterable[Inline], *, within: bool = False) -> str:
        """Some inlines; `within` emphasis, or right after it, more emphasis is fenced off by a bare span."""
        found = ""
        fenced = within
        for inline in _merged(content):
            emphasised = isinstance(inline, Emphasis | Strong)
            piece = self.inline(inline)
            found = _joined(found, _around("[", piece, "]{}") if emphasised and fenced else piece)
            fenced = within or emphasised
        return found

    def inline(self, inline: Inline) -> str:
        match inline:
            case Text(text=text):
                return _escaped(text)
            case Break():
                return "\n"
            case Emphasis(content=content):
                return _around("*", self.inlines(content, within=True), "*")
            case Strong(content=content):
                return _around("**", self.inlines(content, within=True), "**")
            case Quotation(content=content):
                return self.inlines(content)
            case Foreign(content=content, language=language, right_to_left=right_to_left):
                tag = re.sub(r"[^A-Za-z0-9-]", "", language)
                return _around("[", self.inlines(content), f"]{{lang={tag} dir={'rtl' if right_to_left else 'ltr'}}}")
            case Link(content=content, url=url):
                only = content[0] if len(content) == 1 else None
                return _link(self.inlines(content), linkable(url), only.text if isinstance(only, Text) else "")
            case Reference(text=text, anchor=anchor):
                linked = anchor and not refers_to_note(inline)
                return f"[{_escaped(text)}](#{_name(anchor)})" if linked else _escaped(text)
            case Note(content=content):
                self._notes.append([])
                number = len(self._notes)
                self._notes[number - 1] = self.blocks(content)
                return f"[^{number}]"
            case _:
                assert_never(inline)


def _merged(content: Iterable[Inline]) -> Iterator[Inline]:
    """The inlines, quotations opened and neighbouring texts joined: escaping must see what stands side by side."""
    text = ""
    for inline in _opened_quotations(content):
        if isinstance(inline, Text):
            text += inline.text
            continue
        if text:
            yield Text(text)
        text = ""
        yield inline
    if text:
        yield Text(text)


def _opened_quotations(content: Iterable[Inline]) -> Iterator[Inline]:
    for inline in content:
        if isinstance(inline, Quotation):
            yield from _opened_quotations(inline.content)
        else:
            yield inline


def _joined(before: str, after: str) -> str:
    """Two pieces side by side, where `!` and `[` would be a picture."""
    return f"{before[:-1]}\\!{after}" if before.endswith("!") and after.startswith("[") else before + after


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", re.sub(r"\r\n?", "\n", text).replace("\t", " "))


def _around(opening: str, words: str, closing: str) -> str:
    """Marks close around the words: a space inside would leave asterisks standing, and be lost inside brackets."""
    inner = words.strip(" \n")
    if not inner:
        return words
    before, _, after = words.partition(inner)
    return f"{before}{opening}{inner}{closing}{after}"


def _link(words: str, url: str, plain: str) -> str:
    if plain == url and _PLAIN_URL.fullmatch(url):
        return f"<{url}>"
    target = re.sub(r"""[\s<>\\`|"{}^\[\]]""", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url)
    return _around("[", words, "](<" + target.replace("&", "\\&") + ">)")


def _target(anchor: str) -> str:
    return f"[]{{#{_name(anchor)}}}" if anchor else ""


def _name(anchor: str) -> str:
    """An identifier as pandoc's attributes take it: a letter first."""
    name = identifier(anchor)
    return name if name[:1].isalpha() else f"a-{name}"


def _paragraph(words: str) -> str:
    """A paragraph of Markdown: one source line for each line of the letter, none of which opens anything else."""
    lines = [line.strip(" ") for line in words.strip(" \n").split("\n")]
    return "\\\n".join(_LINE_MARKUP.sub(r"\g<words>\\", line) for line in lines)


def _line(words: str) -> str:
    """The same for places that hold one source line: headings and the cells of a table."""
    return " <br> ".join(line.strip(" ") for line in words.strip(" \n").split("\n"))


def _heading(level: int, words: str, anchor: str) -> str:
    attributes = f" {{#{_name(anchor)}}}" if anchor else ""
    line = _line(words)
    return f"{'#' * level} {line}{attributes}" if line else ""


def _is_read_back(block: List) -> bool:
    """Whether pandoc takes the markers for what they are: it has "(i)" for a numeral, "(v)" for a letter, no "(aa)"."""
    match block.marker:
        case "letter":
            return (
                block.start > 0
                and letters(block.start) != "i"
                and len(letters(block.start + len(block.items) - 1)) == 1
            )
        case "roman":
            return block.start == 1 or (block.start > 1 and len(roman(block.start)) > 1)
        case "bullet" | "decimal" | "none":
            return True
        case _:
            assert_never(block.marker)


def _items(markers: Sequence[str], items: Sequence[list[str]], *, tight: bool) -> str:
    indent = max(4, max(map(len, markers)) + 1)
    join: Callable[[Iterable[str]], str] = ("\n" if tight else "\n\n").join
    return join(_hung(marker.ljust(indent), item, indent) for marker, item in zip(markers, items, strict=True))


def _hung(marker: str, chunks: Sequence[str], indent: int) -> str:
    """Chunks beside a marker, lines after the first indented."""
    lines = "\n\n".join(chunks).split("\n")
    return marker + "\n".join((lines[0], *(" " * indent + line if line else "" for line in lines[1:])))
