"""A PDF file as a source: read by PDFium, in a program of its own that is bounded in time and memory."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from drafter.problems import Finding, Place
from drafter.record import Record, unpacked
from drafter.sources import layout
from drafter.sources.held import MOST_CHARACTERS, SourceText, assembled
from drafter.sources.lines import Page
from drafter.sources.refusals import damaged, encrypted, scanned, too_large, wrong_format

MOST_SECONDS: Final = 120
MOST_MEMORY: Final = 1_500_000_000
"""Bytes of the program that reads; only Linux tells them, elsewhere the other bounds must do."""
LARGEST_STREAM: Final = 128_000_000
"""Bytes that one compressed stream may unpack to, pictures excepted, which are not looked at."""

_CHILD: Final = Path(__file__).with_name("pdf_child.py")
_STREAM: Final = re.compile(rb"stream\r?\n")
_DENSEST: Final = 1032
"""How far Deflate can pack: less than a bound over this needs no look."""
_TICK: Final = 0.05
_LARGE: Final = 250_000
"""Bytes of a file that two programs read at once: to start the second takes as long as to read some fifty pages."""


class _Read(Record):
    """What the reading program writes: the pages, or why it refused to read them."""

    pages: tuple[Page, ...] = ()
    refused: str = ""


def read(content: bytes, file: str, place: Place) -> SourceText:
    """The text of a PDF file; raises Unreadable where it is damaged, encrypted, a scan, or too large."""
    _refuse_bombs(content, file, place)
    made = _read_apart(content, file, place)
    match made.refused:
        case "password":
            raise encrypted(file, place)
        case "pages" | "characters" as what:
            raise too_large(file, f"has too many {what}", place)
        case "reader":
            raise wrong_format("file: PDF files cannot be read here", place, "install pypdfium2, which reads them")
        case "":
            pass
        case _:
            raise damaged(file, "PDF file", place)
    pieces = layout.pieces([page.in_rows() for page in made.pages])
    pictured = [number for number, page in enumerate(made.pages, 1) if page.pictured]
    if not any(piece.text.strip() for piece in pieces if piece.kind != "header"):
        if pictured:
            raise scanned(file, place)
        raise damaged(file, "PDF file", place, "there are no words on its pages")
    return assembled(pieces, tuple(_doubts(made.pages, pictured, file, place)))


def _doubts(pages: Sequence[Page], pictured: list[int], file: str, place: Place) -> list[Finding]:
    found = []
    if pictured:
        message = f"file: '{file}' holds a picture and no words on {_named(pictured)}"
        advice = "what these pages say cannot be quoted; type it into a .txt file and name that as `transcript:`"
        found.append(Finding("source-scan", "warning", message, place, advice))
    broken = [number for number, page in enumerate(pages, 1) if page.damaged]
    if broken:
        message = f"file: '{file}' cannot be read on {_named(broken)}"
        found.append(Finding("source-damaged", "warning", message, place, "get the file anew"))
    return found


def _named(pages: list[int]) -> str:
    shown = ", ".join(str(number) for number in pages[:10]) + (", …" if len(pages) > 10 else "")
    return f"page{'s' * (len(pages) > 1)} {shown}"


def _refuse_bombs(content: bytes, file: str, place: Place) -> None:
    """Refuses a file with a stream that unpacks to far more than it should, on bounded memory."""
    for match in _STREAM.finditer(content):
        start = match.end()
        end = content.find(b"endstream", start)
        packed = memoryview(content)[start : end if end >= 0 else len(content)]
        dictionary = content[max(0, match.start() - 1000) : match.start()].rpartition(b" obj")[2]
        twice = dictionary.count(b"FlateDecode") + len(re.findall(rb"/Fl\b", dictionary)) > 1
        if len(packed) * _DENSEST < LARGEST_STREAM and not twice:
            continue
        if twice or (b"/Image" not in dictionary and _unpacks_beyond(packed)):
            raise too_large(file, "unpacks to far more than it should", place)


def _unpacks_beyond(packed: memoryview) -> bool:
    """Whether a Deflate stream unpacks to more than LARGEST_STREAM; what is no such stream does not."""
    unpacker = zlib.decompressobj()
    room = LARGEST_STREAM
    try:
        for start in range(0, len(packed), 1 << 16):
            rest: bytes | memoryview = packed[start : start + (1 << 16)]
            while rest and not unpacker.eof:
                room -= len(unpacker.decompress(rest, 1 << 20))
                rest = unpacker.unconsumed_tail
                if room < 0:
                    return True
    except zlib.error:
        return False
    return False


def _read_apart(content: bytes, file: str, place: Place) -> _Read:
    """What the reading programs say of a file: of a large one, each reads a part of the pages."""
    parts = 2 if len(content) > _LARGE else 1
    with tempfile.TemporaryDirectory(prefix="drafter-", ignore_cleanup_errors=True) as folder:
        given = Path(folder, "source.pdf")
        given.write_bytes(content)
        made = [Path(folder, f"lines{part}") for part in range(parts)]
        processes: list[subprocess.Popen[bytes]] = []
        try:
            for part, to in enumerate(made):
                # `-P`: nothing beside the program, or in the working folder, can pose as a library.
                process = subprocess.Popen(  # noqa: S603 - this Python, and a file of drafter's own
                    [sys.executable, "-P", str(_CHILD), str(given), str(to), str(part), str(parts)],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
                processes.append(process)
            if not _ended(processes):
                raise too_large(file, "takes too much time or memory to read", place)
        finally:
            for process in processes:
                process.kill()
                process.wait()
        try:
            read = [unpacked(one.read_bytes(), _Read) for one in made]
        except (OSError, ValueError):
            raise damaged(file, "PDF file", place, "its reader broke down on it") from None
    refused = next((one.refused for one in read if one.refused), "")
    pages = tuple(page for one in read for page in one.pages)
    if sum(len(line.text) for page in pages for line in page.lines) > MOST_CHARACTERS:
        refused = "characters"
    return _Read((), refused) if refused else _Read(pages)


def _ended(processes: Sequence[subprocess.Popen[bytes]]) -> bool:
    """Wait for programs within the bounds of all together."""
    for _ in range(int(MOST_SECONDS / _TICK)):
        running = [process for process in processes if process.poll() is None]
        if not running:
            return True
        with suppress(subprocess.TimeoutExpired):
            running[0].wait(_TICK)
        if sum(_memory(process.pid) for process in running) > MOST_MEMORY:
            return False
    return False


def _memory(pid: int) -> int:
    """The resident bytes of a program, where the system tells; a page is taken for 4 KB."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * 4096
    except (OSError, ValueError, IndexError):
        return 0
