"""Measures quoting and checking, in rounds taken in turn; asserts nothing.

A brief with 200 quotations against a report of 500 pages, beside pypdf, which only reads that report; and the checks of
one letter in a warm process, beside making it.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from unittest import mock

import docx as python_docx
import pypdf
from docx.shared import Pt

from drafter import checks, prepared, quoting
from drafter.cache import Cache
from drafter.checks import prose
from drafter.letterheads import prepared as letterhead
from drafter.workshop import Opened, Settings, open_brief
from drafter.writers import docx

ROUNDS = max(3, int(os.environ.get("ROUNDS", "5")))
LETTERS = 20
"""How often a letter is made and checked in one round."""
ROOT = Path(__file__).resolve().parent.parent
MEMORY = Path("/dev/shm")  # noqa: S108 - memory-backed, where there is one
PAGES, LINES, QUOTATIONS = 500, 40, 200
WORDS = (
    "the council shall report each year how many cameras it has bought from whom and under which contract and what was "
    "done with the pictures they made; a supplier may not sell what it has seen unless the person concerned agreed"
)
EXAMPLES = {
    "hikvision": "hikvision/2021-08-16.yaml",
    "regulator": "water-regulator/cases/leakage/2025-03-10.yaml",
}


def _lines() -> list[list[str]]:
    """The report's pages, always the same: every line has a number of its own, so that each stands there once."""
    words = WORDS.split()
    drawn = random.Random(4)  # noqa: S311 - words for a bench
    return [
        [f"In {page}.{line} " + " ".join(drawn.choices(words, k=11)) for line in range(1, LINES + 1)]
        for page in range(1, PAGES + 1)
    ]


def _pdf(pages: list[list[str]], shown: Callable[[str], str]) -> bytes:
    """A PDF file (ISO 32000-1) of the lines, compressed as reports are; `shown` sets one line."""
    writer = pypdf.PdfWriter()
    font = pypdf.generic.DictionaryObject(
        {
            pypdf.generic.NameObject("/Type"): pypdf.generic.NameObject("/Font"),
            pypdf.generic.NameObject("/Subtype"): pypdf.generic.NameObject("/Type1"),
            pypdf.generic.NameObject("/BaseFont"): pypdf.generic.NameObject("/Helvetica"),
        }
    )
    fonts = pypdf.generic.DictionaryObject({pypdf.generic.NameObject("/F1"): writer._add_object(font)})  # noqa: SLF001
    resources = pypdf.generic.DictionaryObject({pypdf.generic.NameObject("/Font"): fonts})
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        content = pypdf.generic.DecodedStreamObject()
        text = " ".join(f"{shown(line)} T*" for line in lines)
        content.set_data(f"BT /F1 9 Tf 18 TL 50 790 Td {text} ET".encode("ascii"))
        page[pypdf.generic.NameObject("/Resources")] = resources
        page[pypdf.generic.NameObject("/Contents")] = writer._add_object(content.flate_encode())  # noqa: SLF001
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def _kerned(line: str) -> str:
    """A line as TJ sets it: words apart by a number, and some letters drawn together."""
    words = line.split()
    pieces = (f"({word[:2]})-8({word[2:]})" if len(word) > 2 else f"({word})" for word in words)
    return f"[{'-278'.join(pieces)}] TJ"


def _plain(line: str) -> str:
    """A line as one string, as reports made by programs set it."""
    return f"({line}) Tj"


def _brief(folder: Path, report: bytes) -> Path:
    """A case with the report, and a brief with quotations from all over it."""
    pages = _lines()
    (folder / "report.pdf").write_bytes(report)
    claims, items = [], []
    for number in range(QUOTATIONS):
        page = pages[number * PAGES // QUOTATIONS]
        words = f"{page[number % LINES]}"
        claims.append(f"  c{number}: {{words: '{words}', source: report}}\n")
        items.append(f"  - text: 'The report says {{{{ quote(claim(\"c{number}\")) }}}}.'\n")
    case = (
        "title: A report\nsender: {office: The Office, signatory: clerk}\n"
        "parties:\n  clerk: {name: Ann Clerk}\n  addressee: {name: Bo Jones, salutation: Mr Jones}\n"
        "sources:\n  report: {title: annual report, author: addressee, file: report.pdf}\nclaims:\n"
    )
    (folder / "case.yaml").write_text(case + "".join(claims), encoding="utf-8")
    brief = folder / "letter.yaml"
    head = "date: 2025-06-02\nto: addressee\nsubject: The report\nbody:\n"
    brief.write_text(head + "".join(items), encoding="utf-8")
    return brief


def _forget() -> None:
    """Forget what this process found before, as a new one would."""
    quoting._find.cache_clear()  # noqa: SLF001 - to measure what a new process does
    prepared.source.cache_clear()


def _verified(brief: Path, cache: Cache) -> None:
    _forget()
    made = open_brief(brief, Settings(cache=cache))
    states = [one.code for one in made.findings if one.code.startswith("quotation")]
    if made.stops or states:
        raise SystemExit(f"the quotations are not verified: {made.findings[:3]}")


def _by_libreoffice(pages: list[list[str]]) -> bytes:
    """The pages as LibreOffice makes a PDF file of a Word file; nothing where it is not installed."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return b""
    document = python_docx.Document()
    for lines in pages:
        for first in range(0, LINES, 5):
            paragraph = document.add_paragraph(" ".join(f"{line}." for line in lines[first : first + 5]))
            paragraph.paragraph_format.space_after = Pt(4)
            paragraph.runs[0].font.size = Pt(9)
        document.add_page_break()
    with _folder() as temporary:
        made = Path(temporary) / "report.docx"
        document.save(str(made))
        profile = f"-env:UserInstallation={(Path(temporary) / 'profile').as_uri()}"
        command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", temporary, str(made)]
        subprocess.run(command, check=True, capture_output=True)
        return made.with_suffix(".pdf").read_bytes()


def _read_by_pypdf(path: Path) -> None:
    for page in pypdf.PdfReader(path).pages:
        page.extract_text()


def _rounds(contestants: dict[str, Callable[[], None]], rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Milliseconds of each, all once unmeasured, then round after round."""
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(rounds + 1):
        for name, contestant in contestants.items():
            start = time.perf_counter()
            contestant()
            if number:
                times[name].append((time.perf_counter() - start) * 1000)
    return times


def _table(title: str, times: dict[str, list[float]], base: str, each: int = 1) -> None:
    print(f"\n{title}\n{'':44}{'median ms':>10}{'least ms':>10}{'ratio':>8}")
    for name, measured in times.items():
        middle = statistics.median(measured)
        ratio = middle / statistics.median(times[base])
        print(f"{name:44}{middle / each:10.2f}{min(measured) / each:10.2f}{ratio:8.3f}")


def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)


def _quotations(kind: str, report: bytes, rounds: int = ROUNDS) -> None:
    with _folder() as temporary:
        folder = Path(temporary)
        brief = _brief(folder, report)
        cache = Cache(folder / "cache")
        times = _rounds(
            {
                "pypdf reads the report": lambda: _read_by_pypdf(folder / "report.pdf"),
                "drafter verifies, nothing kept": lambda: _verified(brief, Cache(None)),
                "drafter verifies, the report's text kept": lambda: _verified(brief, cache),
            },
            rounds,
        )
    _table(f"{QUOTATIONS} quotations, a report of {PAGES} pages, {kind}", times, "pypdf reads the report")


def _letters(path: Path, cache: Cache) -> Iterator[tuple[str, Callable[[], None]]]:
    """Making one letter without checks, and with them."""

    def made() -> None:
        for _ in range(LETTERS):
            opened: Opened = open_brief(path, Settings(cache=cache))
            prose._LAST.clear()  # noqa: SLF001 - each letter is read anew
            if opened.dossier is None:
                raise SystemExit(f"{path}: {opened.findings[:3]}")
            docx.write(opened.dossier.letter, letterhead(opened.dossier, cache)[0])

    def unchecked() -> None:
        with mock.patch.object(checks, "check", return_value=[]):
            made()

    yield "the letter alone", unchecked
    yield "the letter and its checks", made


def _checks() -> None:
    for name, brief in EXAMPLES.items():
        with _folder() as temporary:
            folder = Path(temporary)
            top = brief.partition("/")[0]
            shutil.copytree(ROOT / "examples" / top, folder / top)
            times = _rounds(dict(_letters(folder / brief, Cache(folder / "cache"))))
        _table(f"One letter in a warm process: {name}", times, "the letter alone", LETTERS)


def main() -> None:
    print(f"{ROUNDS} rounds taken in turn, one process; Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    _checks()
    pages = _lines()
    _quotations("set with kerning", _pdf(pages, _kerned))
    _quotations("each line one string", _pdf(pages, _plain))
    if report := _by_libreoffice(pages):
        _quotations("made by LibreOffice", report, rounds=1)  # pypdf takes twenty seconds for it


if __name__ == "__main__":
    main()
