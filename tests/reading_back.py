"""What a reader finds in a written letter: words and structure, by pandoc, beside what the model says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from typing import Any

import pytest

from drafter.model import (
    BlockQuotation,
    Emphasis,
    Heading,
    Letter,
    Link,
    List,
    Note,
    Paragraph,
    Question,
    Reference,
    Strong,
    Table,
    blocks,
    inline_text,
    notes,
    plain_text,
    walk,
)
from drafter.record import replace

needs_pandoc = pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")


def pandoc(written: str, reader: str) -> Any:
    """The document as pandoc's JSON."""
    command = ("pandoc", "-f", reader, "-t", "json")
    found = subprocess.run(command, input=written, capture_output=True, check=True, encoding="utf-8")
    assert not found.stderr
    return json.loads(found.stdout)


def nodes(tree: Any) -> list[dict[str, Any]]:
    """Every node of pandoc's JSON, parents first."""
    if isinstance(tree, list):
        return [node for branch in tree for node in nodes(branch)]
    if not isinstance(tree, dict):
        return []
    within = [node for branch in tree.values() for node in nodes(branch)]
    return [tree, *within] if "t" in tree else within


def text(tree: Any, without: tuple[str, ...] = ("Note",)) -> str:
    """The words under a node of pandoc's JSON, white space where pandoc has space, a break or another block."""
    if isinstance(tree, list):
        return "".join(text(branch, without) for branch in tree)
    if not isinstance(tree, dict) or tree.get("t") in without:
        return ""
    match tree.get("t"), tree.get("c"):
        case "Str", str(words):
            return words
        case (("Space" | "SoftBreak" | "LineBreak"), _):
            return " "
        case (("RawInline" | "RawBlock"), _):
            return " "
        case (("Code" | "Math" | "CodeBlock"), found):
            return f" {found} "
        case (("Link" | "Span" | "Image"), [_, content, *_]):
            return text(content, without)
        case (("Emph" | "Strong" | "Superscript" | "Subscript" | "Strikeout" | "Underline"), content):
            return text(content, without)
        case _, content:
            return f"\n{text(content, without)}\n"


def printed_words(letter: Letter) -> list[str]:
    """The words of a letter as its fields and blocks stand in order, without numbers, labels and notes."""
    sender = letter.sender
    fields = {
        "marking": letter.marking,
        "date": letter.date,
        "our_ref": letter.our_ref,
        "your_ref": letter.your_ref,
        "delivery": letter.delivery,
        "addressees": "\n".join("\n".join(lines) for lines in letter.addressees),
        "head_copies": "\n".join(letter.copies) if letter.copies_at == "head" else "",
        "salutation": letter.salutation,
        "subject": "\n".join(letter.subject),
        "body": plain_text(letter.body),
        "closing": letter.closing,
        "signature": "\n".join("\n".join((signatory.name, *signatory.roles)) for signatory in letter.signatories),
        "copies": "\n".join(letter.copies) if letter.copies_at == "foot" else "",
        "enclosures": "\n".join(letter.enclosures),
        "annexes": "\n".join(f"{annex.label}\n{annex.title}\n{plain_text(annex.content)}" for annex in letter.annexes),
    }
    head = (*sender.office, sender.person, sender.role, *sender.contact, sender.web)
    return "\n".join((*head, *(fields[part] for part in letter.outline))).split()


def note_words(letter: Letter) -> list[list[str]]:
    """The words of each note, in the order of the notes' numbers."""
    return [plain_text(note.content).split() for note in notes(letter)]


def words_with_notes(letter: Letter) -> list[str]:
    """The printed words with those of the notes: footnotes after all else, endnotes before and after the annexes."""
    if letter.notes_at == "foot":
        return [*printed_words(letter), *(word for words in note_words(letter) for word in words)]
    alone = replace(letter, annexes=())
    before = note_words(alone)
    annexed = printed_words(letter)[len(printed_words(alone)) :]
    parts = (printed_words(alone), *before, annexed, *note_words(letter)[len(before) :])
    return [word for words in parts for word in words]


def note_sections(letter: Letter) -> int:
    """How many times notes stand together below a heading."""
    if letter.notes_at == "foot":
        return bool(notes(letter))
    within = notes(replace(letter, annexes=()))
    return bool(within) + (len(notes(letter)) > len(within))


def is_of_caption(word: str) -> bool:
    """Whether a word is one that a caption adds to its title."""
    return word == "Table" or re.fullmatch("[0-9]+:?", word) is not None


def words_added(expected: list[str], found: list[str]) -> Counter[str]:
    """What was found beyond the words expected; fails when these are not there in order."""
    rest = iter(found)
    for word in expected:
        assert any(word == other for other in rest), f"{word!r} is missing or out of order in {' '.join(found)}"
    return Counter(found) - Counter(expected)


def structure(letter: Letter) -> Counter[str]:
    """How many of each kind of node a reader must find; a question counts as an item of a list."""
    counted: Counter[str] = Counter()
    for node in walk(blocks(letter)):
        match node:
            case Emphasis() | Strong() | Note() | Table() | BlockQuotation() | Heading() | Link():
                counted[type(node).__name__] += 1
            case Reference():
                counted["Link"] += 1
            case List(items=items):
                counted["List"] += 1
                counted["Item"] += len(items)
            case Question():
                counted["Item"] += 1
            case Paragraph(number=int()):
                counted["numbered"] += 1
            case _:
                pass
    counted["Heading"] += bool(letter.subject) + len(letter.annexes)
    counted["Link"] += letter.sender.web.startswith("http")
    return +counted


def heading_texts(letter: Letter) -> list[str]:
    """The words of the body's headings."""
    return [" ".join(inline_text(node.content).split()) for node in walk(letter.body) if isinstance(node, Heading)]
