"""The letter as one self-contained, accessible HTML page (WCAG 2.2 AA, DPUB-ARIA 1.1 for its notes)."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Final, assert_never

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
    Signatory,
    Strong,
    Table,
    Text,
    label,
    refers_to_note,
)
from drafter.writers.labels import field_lines, identifier, linkable, sender_lines, series
from drafter.writers.stylesheet import STYLESHEET

_TYPES: Final = {"decimal": "1", "letter": "a", "roman": "i"}
_CLASSES: Final = {"addressees": "addressee", "head_copies": "copies"}
_DEEPEST: Final = 6


def write(letter: Letter) -> str:
    """The letter as a page that fetches and runs nothing; raises ValueError for a link not of http, https or mailto."""
    writer = _HtmlWriter(letter)
    body = writer.blocks(letter.body)
    before = writer.endnotes() if letter.notes_at == "end" else ""
    annexes = "\n".join((*filter(None, (before,)), *map(writer.annex, letter.annexes)))
    main = [_part(letter, part, body, annexes) for part in letter.outline]
    if not (letter.subject and "subject" in letter.outline):
        # WCAG 2.4.6: the page keeps a heading of its own where the letter has no subject.
        main.insert(0, f'<h1 class="unseen">{_words(letter.title)}</h1>')
    sheet = (_letterhead(letter), "<main>", *main, writer.endnotes(), "</main>")
    return f"{_head(letter)}<body>\n" + "\n".join(filter(None, sheet)) + "\n</body>\n</html>\n"


def _head(letter: Letter) -> str:
    from hashlib import sha256

    digest = base64.b64encode(sha256(STYLESHEET.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(letter.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(letter.title, quote=False)}</title>\n<style>{STYLESHEET}</style>\n</head>\n"
    )


def _letterhead(letter: Letter) -> str:
    sender = sender_lines(letter)
    pieces = [_paragraph(name, sender[name]) for name in ("office", "person") if name in sender]
    lines = [*map(_words, sender.get("contact", ())), *([_web(letter.sender.web)] if letter.sender.web else [])]
    if lines:
        pieces.append(f"<address>{'<br>'.join(lines)}</address>")
    return "\n".join(("<header>", *pieces, "</header>")) if pieces else ""


def _web(web: str) -> str:
    known = web.lower().startswith(("http://", "https://"))
    return f'<a href="{escape(web)}">{_words(web)}</a>' if known else _words(web)


def _part(letter: Letter, part: Part, body: str, annexes: str) -> str:
    paragraphs = field_lines(letter, part)
    match part:
        case "body":
            return body
        case "annexes":
            return annexes
        case "subject":
            return "".join(f'<h1 class="subject">{_joined(lines)}</h1>' for lines in paragraphs)
        case "date":
            return "".join(
                f'<p class="date"><time datetime="{escape(letter.dated)}">{_joined(lines)}</time></p>'
                for lines in paragraphs
            )
        case "signature":
            return "\n".join(_signatory(letter, signatory) for signatory in letter.signatories)
        case "copies" | "head_copies" | "enclosures":
            return "".join(_labelled(part, *lines) for lines in paragraphs)
        case "marking" | "our_ref" | "your_ref" | "delivery" | "addressees" | "salutation" | "closing":
            return "\n".join(_paragraph(_class(part), lines) for lines in paragraphs)
        case _:
            assert_never(part)


def _class(part: str) -> str:
    return _CLASSES.get(part, part.replace("_", "-"))


def _labelled(part: Part, name: str, *lines: str) -> str:
    return f'<p class="{_class(part)}"><span class="label">{_words(name)}</span><br>{_joined(lines)}</p>'


def _signatory(letter: Letter, signatory: Signatory) -> str:
    lines = "<br>".join(map(_words, filter(None, (signatory.name, *signatory.roles))))
    picture = signatory.picture
    if picture is None:
        return f'<div class="signatory"><p class="unsigned">{lines}</p></div>'
    alt = picture.alt or label(letter, "signature_of").replace("{name}", signatory.name)
    source = f"data:image/{picture.kind};base64,{base64.b64encode(picture.content).decode()}"
    image = f'<img src="{source}" width="{picture.width}" height="{picture.height}" alt="{escape(alt)}">'
    return f'<div class="signatory">{image}<p>{lines}</p></div>'


def _paragraph(name: str, lines: Sequence[str]) -> str:
    return f'<p class="{name}">{_joined(lines)}</p>'


def _joined(lines: Iterable[str]) -> str:
    return "<br>".join(map(_words, lines))


def _words(text: str) -> str:
    return re.sub(r"\r\n?|\n", "<br>", escape(text, quote=False))


def _id(anchor: str) -> str:
    return f' id="{identifier(anchor)}"' if anchor else ""


class _HtmlWriter:
    """Turns blocks into HTML; knows the last heading's level, and the notes met on the way."""

    def __init__(self, letter: Letter) -> None:
        self._letter = letter
        self._top = 1
        self._level = 1
        self._notes: list[str] = []
        self._shown = 0
        self._sections = 0

    def annex(self, annex: Annex) -> str:
        self._top = self._level = 2
        title = _joined(filter(None, (annex.label, annex.title)))
        return f'<section class="annex"{_id(annex.anchor)}>\n<h2>{title}</h2>\n{self.blocks(annex.content)}\n</section>'

    def endnotes(self) -> str:
        """The notes not shown yet, each opened by its number, which leads back to where the note is cited."""
        first, self._shown = self._shown, len(self._notes)
        if first == self._shown:
            return ""
        name = self._notes_title()
        self._sections += 1
        title = _words(label(self._letter, "notes"))
        items = (
            f'<li id="fn{number}"><a class="back" href="#fnref{number}" role="doc-backlink">{number}</a>\n{note}</li>'
            for number, note in enumerate(self._notes[first:], first + 1)
        )
        # The role of the list is said aloud because Safari takes it away from a list without markers.
        return "\n".join(
            (
                f'<section class="notes" role="doc-endnotes" aria-labelledby="{name}">',
                f'<h2 id="{name}">{title}</h2>\n<ol role="list">',
                *items,
                "</ol>\n</section>",
            )
        )

    def blocks(self, content: Iterable[Block]) -> str:
        return "\n".join(map(self._series, series(content)))

    def _series(self, run: tuple[Block, ...]) -> str:
        questions = [block for block in run if isinstance(block, Question)]
        if not questions:
            return "\n".join(map(self.block, run))
        items = (
            f'<li{_id(question.anchor)} value="{question.number}">{self._item(question.content)}</li>'
            for question in questions
        )
        return "\n".join((f'<ol class="questions" start="{questions[0].number}">', *items, "</ol>"))

    def block(self, block: Block) -> str:
        match block:
            case Paragraph(content=content, number=None, anchor=anchor, continues=continues):
                name = ' class="continued"' if continues else ""
                return f"<p{name}{_id(anchor)}>{self.inlines(content)}</p>"
            case Paragraph(content=content, number=number, anchor=anchor):
                words = f'<span class="number">{number}.</span> {self.inlines(content)}'
                return f'<p class="numbered"{_id(anchor)}>{words}</p>'
            case Heading():
                return self._heading(block)
            case Question():
                return self._series((block,))
            case List():
                return self._list(block)
            case BlockQuotation(content=content, passage=passage):
                name = "" if passage is None else ' class="quotation"'
                return f"<blockquote{name}>\n{self.blocks(content)}\n</blockquote>"
            case Table():
                return self._table(block)
            case _:
                assert_never(block)

    def _heading(self, heading: Heading) -> str:
        """A heading below the subject or the annex's title, at most one level deeper than the one before it."""
        self._level = min(heading.level + self._top, self._level + 1, _DEEPEST)
        return f"<h{self._level}{_id(heading.anchor)}>{self.inlines(heading.content)}</h{self._level}>"

    def _list(self, block: List) -> str:
        items = "\n".join(f"<li>{self._item(item)}</li>" for item in block.items)
        match block.marker:
            case "bullet":
                return f"<ul>\n{items}\n</ul>"
            case "none":
                return f'<ul class="unmarked" role="list">\n{items}\n</ul>'
            case "decimal" | "letter" | "roman":
                return f'<ol type="{_TYPES[block.marker]}" start="{block.start}">\n{items}\n</ol>'
            case _:
                assert_never(block.marker)

    def _item(self, content: tuple[Block, ...]) -> str:
        match content:
            case (Paragraph(content=words, number=None, anchor=""),):
                return self.inlines(words)
            case _:
                return self.blocks(content)

    def _table(self, table: Table) -> str:
        header = "".join(f'<th scope="col">{self.inlines(cell)}</th>' for cell in table.header)
        rows = ("<tr>" + "".join(f"<td>{self.inlines(cell)}</td>" for cell in row) + "</tr>" for row in table.rows)
        caption = f"\n<caption>{self.inlines(table.caption.line())}</caption>" if table.caption else ""
        return "\n".join(
            (
                f"<table{_id(table.anchor)}>{caption}\n<thead><tr>{header}</tr></thead>\n<tbody>",
                *rows,
                "</tbody>\n</table>",
            )
        )

    def inlines(self, content: Iterable[Inline]) -> str:
        return "".join(map(self.inline, content))

    def inline(self, inline: Inline) -> str:
        match inline:
            case Text(text=text):
                return _words(text)
            case Break():
                return "<br>"
            case Emphasis(content=content):
                return f"<em>{self.inlines(content)}</em>"
            case Strong(content=content):
                return f"<strong>{self.inlines(content)}</strong>"
            case Quotation(content=content):
                return f'<span class="quotation">{self.inlines(content)}</span>'
            case Foreign(content=content, language=language, right_to_left=right_to_left):
                direction = "rtl" if right_to_left else "ltr"
                return f'<span lang="{escape(language)}" dir="{direction}">{self.inlines(content)}</span>'
            case Link(content=content, url=url):
                return f'<a href="{escape(linkable(url))}">{self.inlines(content)}</a>'
            case Reference(text=text) if refers_to_note(inline):
                return f'<a href="#fn{text}">{_words(text)}</a>'
            case Reference(text=text, anchor=anchor):
                return f'<a href="#{identifier(anchor)}">{_words(text)}</a>' if anchor else _words(text)
            case Note(content=content):
                return self._note(content)
            case _:
                assert_never(inline)

    def _notes_title(self) -> str:
        return f"notes-title-{self._sections + 1}" if self._sections else "notes-title"

    def _note(self, content: tuple[Block, ...]) -> str:
        self._notes.append("")
        number = len(self._notes)
        self._notes[number - 1] = self.blocks(content)
        role = f'role="doc-noteref" aria-describedby="{self._notes_title()}"'
        return f'<sup><a id="fnref{number}" href="#fn{number}" {role}>{number}</a></sup>'
