"""Measures batches: letters a second on one core, in rounds taken in turn with other tools; asserts nothing.

Every field differs for each recipient, and drafter checks every letter. The letters lie in memory, where that can be.
Rows of one form are the easiest; names, addresses and organisations of many forms are what officers have.
"""

from __future__ import annotations

import csv
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from drafter.batch.run import Batch, Order

ROUNDS = max(3, int(os.environ.get("ROUNDS", "5")))
PANDOC = 20
"""Letters that are enough for a process each."""
LETTERS = int(os.environ.get("LETTERS", "400"))
MANY = 25 * LETTERS
"""Letters of a large batch, in which what is learned of the first rows takes little of the time."""
ROOT = Path(__file__).resolve().parent.parent
MEMORY = Path("/dev/shm")  # noqa: S108 - memory-backed, where there is one
BRIEF = "2021-08-16.yaml"
HEADERS = (
    *("to.name", "to.salutation", "to.organisation", "to.address", "to.role", "subject", "your_ref", "our_ref"),
    *("impression", "meaning", "provenance"),
)
_FIRST = ("Amara", "Bilal", "Carys", "Dilys", "Edmund", "Fiona", "Gwen", "Harriet", "Idris", "Joanna", "Kwame", "Leila")
_LAST = ("O'Connor", "Whitfield", "Lord", "Turnbull", "Okafor", "Day", "McAllister", "Thornbury", "Grace", "Hussain")
_TOWNS = ("Norwich", "Kettering", "Newport", "West Malling", "Stoke-on-Trent", "Bury", "Corby", "Leek", "Long Eaton")
_STREETS = ("High Street", "Mill Lane", "Court Road", "Station Road", "Church Walk", "Kings Parade", "Market Place")
_ROLES = ("Chief Executive", "Head of Procurement", "Managing Director", "Company Secretary")
_KINDS = ("{} Borough Council", "University of {}", "{} and Sons Ltd", "{} Group plc", "The {} Trust", "{} LLP")


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


def usual(count: int) -> list[tuple[str, ...]]:
    """Rows such as officers have: names, addresses and organisations of many forms."""
    chance = random.Random(7)  # noqa: S311 - rows of a table, no secret
    pick, rows = chance.choice, []
    for n in range(1, count + 1):
        last = f"{pick(_LAST)}{pick(('', '', 'ley', 'son', '-Ellis'))}"
        organisation = pick(_KINDS).format(
            f"{pick(('', '', 'North ', 'Great '))}{pick(_TOWNS)}{pick(('', 'ton', 'ham'))}"
        )
        postcode = f"{pick('BCGHKNS')}{pick('ABEHNR')}{n % 20 + 1} {n % 9 + 1}{pick('ABDEFG')}{pick('HJLNPQ')}"
        rows.append(
            (
                *(f"{pick(_FIRST)} {last}", f"Ambassador {last}", organisation),
                *(f"{n % 190 + 1} {pick(_STREETS)}; {pick(_TOWNS)}; {postcode}", pick(_ROLES)),
                *(f"Use of cameras by {organisation}", f"{pick('ABC')}{pick('XYZ')}/{n * 37}", f"OBSCC/2021/{n:05}"),
            )
        )
    return rows


def _drafter(folder: Path, out: Path, jobs: int = 1, recipients: str = "recipients.csv") -> None:
    order = Order(folder / BRIEF, folder / recipients, out, jobs=jobs)
    with Batch(order) as batch:
        for _ in batch.check():
            pass
        if not batch.goes_on:
            raise SystemExit("the letters have errors")
        for _ in batch.write():
            pass


def prepared(folder: Path) -> Path:
    """A copy of the example, with its letter as Word file and as Markdown, and as a template of other tools."""
    shutil.copytree(ROOT / "examples" / "hikvision", folder)
    for name in ("letter.docx", "letter.md"):
        subprocess.run(
            [sys.executable, "-m", "drafter", "build", BRIEF, "-o", name], cwd=folder, check=True, capture_output=True
        )
    _marked(folder / "letter.docx", folder / "docxtpl.docx", "{{{{ {name} }}}}")
    return folder


def table(path: Path, count: int, made: Callable[[int], list[tuple[str, ...]]] = recipients) -> Path:
    rows = made(count)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((HEADERS[: len(rows[0])], *rows))
    return path


def _marked(letter: Path, path: Path, mark: str) -> None:
    """The example's letter as another tool's template: its fields as marks, its paragraphs as they are."""
    import docx

    document = docx.Document(str(letter))
    for paragraph in document.paragraphs[: len(HEADERS)]:
        for run in paragraph.runs:
            run.text = ""
    for number, paragraph in enumerate(document.paragraphs[: len(HEADERS)]):
        paragraph.add_run(mark.format(name=f"f{number}"))
    document.save(str(path))


def _docxtpl(folder: Path, out: Path) -> None:
    from docxtpl import DocxTemplate

    out.mkdir()
    for number, row in enumerate(recipients(LETTERS)):
        template = DocxTemplate(folder / "docxtpl.docx")
        template.render({f"f{n}": value for n, value in enumerate(row)}, autoescape=True)
        template.save(out / f"{number}.docx")


def _python_docx(folder: Path, out: Path) -> None:
    import docx

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


def _pandoc(folder: Path, out: Path) -> None:
    out.mkdir()
    letter = (folder / "letter.md").read_text(encoding="utf-8")
    for number, row in enumerate(recipients(min(LETTERS, PANDOC))):
        text = "\n\n".join((*row, letter))
        command = ["pandoc", "-f", "markdown", "-o", str(out / f"{number}.docx")]
        subprocess.run(command, input=text, encoding="utf-8", check=True)


def _floor(folder: Path, out: Path) -> None:
    """Finished XML deflated, everything else copied compressed."""
    out.mkdir()
    with zipfile.ZipFile(folder / "letter.docx") as package:
        body = package.read("word/document.xml")
    rest = (folder / "letter.docx").read_bytes()
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
        "drafter batch, rows of many forms": lambda folder, out: _drafter(folder, out, 1, "usual.csv"),
        f"drafter batch, {MANY:,} letters": lambda folder, out: _drafter(folder, out, 1, "many.csv"),
        "the same, rows of many forms": lambda folder, out: _drafter(folder, out, 1, "many-usual.csv"),
        "floor: deflate": _floor,
    }
    if shutil.which("pandoc"):
        contestants["pandoc, a process a letter"] = _pandoc
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as temporary:
        folder = prepared(Path(temporary) / "hikvision")
        table(folder / "recipients.csv", LETTERS)
        table(folder / "many.csv", MANY)
        table(folder / "usual.csv", LETTERS, usual)
        table(folder / "many-usual.csv", MANY, usual)
        rates: dict[str, list[float]] = {name: [] for name in contestants}
        for _ in range(ROUNDS):
            for name, make in contestants.items():
                out = Path(temporary) / "out"
                shutil.rmtree(out, ignore_errors=True)
                start = time.perf_counter()
                make(folder, out)
                elapsed = time.perf_counter() - start
                rates[name].append(len(list(out.glob("*.docx"))) / elapsed)
    print(f"{LETTERS} letters, {ROUNDS} rounds taken in turn; Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    print(f"{'':34}{'letters/s':>10}{'best':>8}{'x docxtpl':>11}")
    base = statistics.median(rates["docxtpl"])
    for name, found in rates.items():
        middle = statistics.median(found)
        print(f"{name:34}{middle:10.0f}{max(found):8.0f}{middle / base:11.2f}")


if __name__ == "__main__":
    main()
