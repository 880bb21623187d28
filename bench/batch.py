"""Measures batches: letters a second on one core, in rounds taken in turn with other tools; asserts nothing.

Every field differs for each recipient, and drafter checks every letter. The letters lie in memory, where that can be.
"""

from __future__ import annotations

import csv
import os
import shutil
import statistics
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
from docxtpl import DocxTemplate

from drafter.batch.run import Batch, Order

ROUNDS = max(3, int(os.environ.get("ROUNDS", "5")))
LETTERS = int(os.environ.get("LETTERS", "100"))
ROOT = Path(__file__).resolve().parent.parent
MEMORY = Path("/dev/shm")  # noqa: S108 - memory-backed, where there is one
BRIEF = "2021-08-16.yaml"
HEADERS = (
    *("to.name", "to.salutation", "to.organisation", "to.address", "to.role", "subject", "your_ref", "our_ref"),
    *("impression", "meaning", "provenance"),
)


def recipients(count: int) -> list[tuple[str, ...]]:
    return [
        (
            *(f"Pierre{n} Prosper{n}", f"Ambassador Prosper{n}", f"Firm {n} LLP"),
            *(f"{n} Main Street; Town {n}; AB{n} {n}CD", f"Partner {n}", f"Notes & Queries {n}"),
            *(f"YR/{n:06}", f"OR/{n:06}", f"company {n} simply manufacture and supply cameras {n}"),
            *(f"‘Co-operation {n}’ connotes working with others", f"shared {n} with our office"),
        )
        for n in range(1, count + 1)
    ]


def _drafter(folder: Path, out: Path, jobs: int = 1) -> None:
    order = Order(folder / BRIEF, folder / "recipients.csv", out, jobs=jobs)
    with Batch(order) as batch:
        for _ in batch.check():
            pass
        if not batch.goes_on:
            raise SystemExit("the letters have errors")
        for _ in batch.write():
            pass


def _marked(letter: Path, path: Path, mark: str) -> None:
    """The example's letter as another tool's template: its fields as marks, its paragraphs as they are."""
    document = docx.Document(str(letter))
    for paragraph in document.paragraphs[: len(HEADERS)]:
        for run in paragraph.runs:
            run.text = ""
    for number, paragraph in enumerate(document.paragraphs[: len(HEADERS)]):
        paragraph.add_run(mark.format(name=f"f{number}"))
    document.save(str(path))


def _docxtpl(folder: Path, out: Path) -> None:
    out.mkdir()
    for number, row in enumerate(recipients(LETTERS)):
        template = DocxTemplate(folder / "docxtpl.docx")
        template.render({f"f{n}": value for n, value in enumerate(row)}, autoescape=True)
        template.save(out / f"{number}.docx")


def _python_docx(folder: Path, out: Path) -> None:
    out.mkdir()
    for number, row in enumerate(recipients(LETTERS)):
        document = docx.Document(str(folder / "docxtpl.docx"))
        for paragraph, value in zip(document.paragraphs, row, strict=False):
            paragraph.runs[-1].text = value
        document.save(str(out / f"{number}.docx"))


def _mailmerge(folder: Path, out: Path) -> None:
    from mailmerge import MailMerge

    out.mkdir()
    for number, row in enumerate(recipients(LETTERS)):
        with MailMerge(str(folder / "docxtpl.docx")) as document:
            document.merge(**{f"f{n}": value for n, value in enumerate(row)})
            document.write(str(out / f"{number}.docx"))


def _floor(folder: Path, out: Path) -> None:
    """Finished XML deflated, everything else copied compressed."""
    out.mkdir()
    with zipfile.ZipFile(folder / "2021-08-16.docx") as package:
        body = package.read("word/document.xml")
    rest = (folder / "2021-08-16.docx").read_bytes()
    for number in range(LETTERS):
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        made = packer.compress(body + str(number).encode()) + packer.flush()
        (out / f"{number}.docx").write_bytes(rest + made)


def main() -> None:
    contestants: dict[str, Callable[[Path, Path], None]] = {
        "docxtpl": _docxtpl,
        "python-docx, opened and filled": _python_docx,
        "docx-mailmerge2": _mailmerge,
        "drafter batch, all checks": _drafter,
        "drafter batch, two processes": lambda folder, out: _drafter(folder, out, 2),
        "floor: deflate": _floor,
    }
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as temporary:
        folder = Path(temporary) / "hikvision"
        shutil.copytree(ROOT / "examples" / "hikvision", folder)
        with (folder / "recipients.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows((HEADERS, *recipients(LETTERS)))
        _marked(folder / "2021-08-16.docx", folder / "docxtpl.docx", "{{{{ {name} }}}}")
        rates: dict[str, list[float]] = {name: [] for name in contestants}
        for _ in range(ROUNDS):
            for name, make in contestants.items():
                out = Path(temporary) / "out"
                shutil.rmtree(out, ignore_errors=True)
                start = time.perf_counter()
                make(folder, out)
                rates[name].append(LETTERS / (time.perf_counter() - start))
    print(f"{LETTERS} letters, {ROUNDS} rounds taken in turn; Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    print(f"{'':34}{'letters/s':>10}{'best':>8}{'x docxtpl':>11}")
    base = statistics.median(rates["docxtpl"])
    for name, found in rates.items():
        middle = statistics.median(found)
        print(f"{name:34}{middle:10.0f}{max(found):8.0f}{middle / base:11.2f}")


if __name__ == "__main__":
    main()
