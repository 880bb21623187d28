"""Whatever is done to the file of a source, it is read or refused with a finding, on bounded memory.

Each mutation is made in the same way each time; test_sources.py has others that are drawn.
"""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Iterator
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.test_sources import LETTER, MAIL, PAGES, outcome, pdf

MOST: Final = 64_000_000
"""Bytes that reading one of these small files may take of Python's memory."""
HTML: Final = (
    b"<!doctype html><html><head><meta charset=utf-8><title>A report</title></head><body><h1>Findings</h1>"
    b"<p>The council <em>shall not</em> delay.</p><table><tr><td>In a cell</td></tr></table></body></html>"
)
MARKDOWN: Final = (
    b"# Findings\n\nThe council *shall not* delay[^1].\n\n> - one\n> - two\n\n| a | b |\n|---|---|\n| c | d |\n"
)
TEXT: Final = "The council shall not delay.\n\fSecond page: 3\u00a0% of \u201call\u201d.\n".encode()
SEEDS: Final = {
    "a.docx": PAGES,
    "a.eml": MAIL,
    "a.html": HTML,
    "a.md": MARKDOWN,
    "a.pdf": LETTER,
    "a.txt": TEXT,
}
SURROGATE: Final = "\ud800".encode("utf-8", "surrogatepass")


def _mutations(seed: bytes) -> Iterator[tuple[str, bytes]]:
    """A few dozen files made of one."""
    yield "empty", b""
    for part in (1, 2, 3, 5, 8, 13, 15):
        yield f"cut at {part}/16", seed[: len(seed) * part // 16]
        yield f"without its first {part}/16", seed[len(seed) * part // 16 :]
    drawn = random.Random(17)  # noqa: S311 - the same bytes each time
    for number in range(10):
        made = bytearray(seed)
        for _ in range(1 + number * 3):
            made[drawn.randrange(len(made))] = drawn.randrange(256)
        yield f"bytes changed, {number}", bytes(made)
    middle = len(seed) // 2
    yield "lone surrogate", seed[:middle] + SURROGATE + seed[middle:]
    yield "lone surrogate at the end", seed + SURROGATE
    yield "zeros", seed[:middle] + bytes(5000) + seed[middle:]
    yield "twice", seed + seed
    yield "UTF-16", "\ufeff".encode("utf-16-le") + seed.decode("latin-1").encode("utf-16-le")
    yield "other line ends", seed.replace(b"\n", b"\r\n")
    yield "numbers grown", seed.replace(b"1", b"99999999999999999999")
    yield "brackets grown", seed.replace(b"<", b"<" * 2000).replace(b">", b">" * 3)[:2_000_000]
    yield "marks grown", seed.replace(b"*", b"*" * 3000).replace(b"[", b"[" * 3000)[:2_000_000]


@pytest.mark.parametrize("file", SEEDS)
def test_a_mutated_file_is_read_or_refused_on_bounded_memory(file: str) -> None:
    outcome(SEEDS[file], file)  # what is imported at the first reading is not its memory
    tracemalloc.start()
    try:
        for what, made in _mutations(SEEDS[file]):
            tracemalloc.reset_peak()
            outcome(made, file)
            assert tracemalloc.get_traced_memory()[1] < MOST, what
    finally:
        tracemalloc.stop()


def test_a_word_file_with_a_mutated_part_is_read_or_refused_on_bounded_memory() -> None:
    with ZipFile(BytesIO(PAGES)) as held:
        parts = {
            name: held.read(name) for name in ("word/document.xml", "word/footnotes.xml") if name in held.namelist()
        }
    tracemalloc.start()
    try:
        for part, seed in parts.items():
            for what, made in _mutations(seed):
                tracemalloc.reset_peak()
                outcome(_packed(part, made), "a.docx")
                assert tracemalloc.get_traced_memory()[1] < MOST, (part, what)
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("file", SEEDS)
def test_a_file_of_another_format_is_read_or_refused(file: str) -> None:
    for other in SEEDS.values():
        outcome(other, file)


def _packed(part: str, content: bytes) -> bytes:
    """The Word file with one part replaced."""
    made = BytesIO()
    with ZipFile(BytesIO(PAGES)) as held, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for name in held.namelist():
            target.writestr(name, content if name == part else held.read(name))
    return made.getvalue()


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("a.docx", _packed("word/document.xml", b" " * 300_000_000)),
        ("a.docx", _packed("word/document.xml", b"<a>" * 200_000)),
        ("a.html", b"<div>" * 200_000 + b"words"),
        ("a.md", b"> " * 20_000 + b"words"),
        ("a.eml", b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 2_000),
        ("a.pdf", pdf(password="a")),  # noqa: S106 - to encrypt a blank page with
    ],
    ids=["docx unpacks to much", "docx nested", "html nested", "md nested", "eml of many parts", "pdf encrypted"],
)
def test_a_file_made_to_burst_is_read_or_refused_on_bounded_memory(file: str, content: bytes) -> None:
    tracemalloc.start()
    try:
        outcome(content, file)
        assert tracemalloc.get_traced_memory()[1] < 10 * MOST
    finally:
        tracemalloc.stop()
