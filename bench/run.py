"""Measures whole processes against other tools, in rounds taken in turn; asserts nothing."""

from __future__ import annotations

import compileall
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docx
import yaml

ROUNDS = max(9, int(os.environ.get("ROUNDS", "9")))
ROOT = Path(__file__).resolve().parent.parent
PEERS = Path(__file__).resolve().parent / "peers"
MEMORY = Path("/dev/shm")  # noqa: S108 - memory-backed, where there is one
BRIEF = "2021-08-16.yaml"
Contestants = dict[str, tuple[list[str], dict[str, str]]]


def _run(command: list[str], extra: dict[str, str], folder: Path) -> float:
    """Milliseconds of one process, its start and end included."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env={**os.environ, **extra}, capture_output=True, check=False)
    elapsed = (time.perf_counter() - start) * 1000
    if done.returncode:
        raise SystemExit(f"{command} failed: {done.stderr.decode(errors='replace')}")
    return elapsed


def _command(name: str) -> str:
    """A command of this environment."""
    return shutil.which(name, path=str(Path(sys.executable).parent)) or name


def _texts(markdown: str) -> dict[str, list[str]]:
    """The example's own paragraphs and list, so that every tool sets the same letter."""
    pieces = [piece.replace("\\", "") for piece in markdown.split("\n\n") if piece.strip()]
    listed = next(number for number, piece in enumerate(pieces) if piece.lstrip().startswith("1. "))
    items = [line.split(".", 1)[1].strip() for line in pieces[listed].strip().splitlines()]
    return {"before": pieces[:listed], "items": items, "after": pieces[listed + 1 :]}


def _template(path: Path) -> None:
    document = docx.Document()
    for name, style in (("before", None), ("items", "List Number"), ("after", None)):
        document.add_paragraph(f"{{%p for one in {name} %}}")
        document.add_paragraph("{{ one }}", style=style)
        document.add_paragraph("{%p endfor %}")
    document.save(str(path))


def _measured(contestants: Contestants, folder: Path, made: Path) -> dict[str, list[float]]:
    """All once unmeasured, then round after round; each letter is written anew, so none is left `unchanged`."""
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(ROUNDS + 1):
        for name, (command, extra) in contestants.items():
            made.unlink(missing_ok=True)
            elapsed = _run(command, extra, folder)
            if number:
                times[name].append(elapsed)
    return times


def _table(title: str, times: dict[str, list[float]], names: list[str], base: str) -> None:
    print(f"\n{title}\n{'':34}{'median ms':>10}{'least ms':>10}{'ratio':>8}{'of least':>10}")
    for name in names:
        middle, least = statistics.median(times[name]), min(times[name])
        ratios = middle / statistics.median(times[base]), least / min(times[base])
        print(f"{name:34}{middle:10.1f}{least:10.1f}{ratios[0]:8.2f}{ratios[1]:10.2f}")


def main() -> None:
    compileall.compile_dir(ROOT / "drafter", quiet=1)  # as an installed drafter is, and as the peers are
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as temporary:
        folder = Path(temporary) / "hikvision"
        shutil.copytree(ROOT / "examples" / "hikvision", folder)
        drafter, made = _command("drafter"), folder / "made.docx"
        _run([drafter, "build", BRIEF, "-o", "letter.md"], {"DRAFTER_CACHE": ""}, folder)
        texts = yaml.safe_dump(_texts((folder / "letter.md").read_text(encoding="utf-8")), allow_unicode=True)
        (folder / "texts.yaml").write_text(texts, encoding="utf-8")
        _template(folder / "template.docx")
        build = [drafter, "build", BRIEF, "-o", made.name]
        script = [sys.executable, str(PEERS / "docxtpl_letter.py"), "texts.yaml", "template.docx", made.name]
        letters: Contestants = {
            "docxtpl script": (script, {}),
            "drafter build, no cache": (build, {"DRAFTER_CACHE": ""}),
            "drafter build, warm cache": (build, {"DRAFTER_CACHE": str(Path(temporary) / "cache")}),
        }
        if shutil.which("pandoc"):
            letters["pandoc"] = (["pandoc", "letter.md", "-o", made.name], {})
        bare = [sys.executable, str(PEERS / "bare_typer.py")]
        versions: Contestants = {
            "bare typer --version": ([*bare, "--version"], {}),
            "drafter --version": ([drafter, "--version"], {}),
            "copier --version": ([_command("copier"), "--version"], {}),
            "interpreter alone": ([sys.executable, "-c", "pass"], {}),
        }
        helps: Contestants = {
            "bare typer --help": ([*bare, "--help"], {}),
            "drafter --help": ([drafter, "--help"], {}),
        }
        times = _measured({**letters, **versions, **helps}, folder, made)
    print(f"{ROUNDS} rounds taken in turn, whole processes; Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    _table("One letter", times, list(letters), "docxtpl script")
    _table("Start-up: --version", times, list(versions), "bare typer --version")
    _table("Start-up: --help", times, list(helps), "bare typer --help")


if __name__ == "__main__":
    main()
