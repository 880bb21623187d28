"""Measures batches as whole processes: a YAML table, a second process, the memory of a long table; asserts nothing.

LARGE=1 takes a table of 100,000 rows instead of 20,000.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml
from batch import BRIEF, HEADERS, MEMORY, prepared, recipients, table

ROUNDS = max(3, int(os.environ.get("ROUNDS", "3")))
LETTERS = 200
MANY = (1_000, 100_000 if os.environ.get("LARGE") else 20_000)
"""Letters that two processes make; many, because each begins with work of its own."""
ROWS = (100, 100_000 if os.environ.get("LARGE") else 20_000)
COUNTED = 20_000_000
PEERS = Path(__file__).resolve().parent / "peers"
UNCACHED = {"DRAFTER_CACHE": ""}


def _seconds(folder: Path, *commands: list[str], **environment: str) -> float:
    """How long processes take that begin together."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    start = time.perf_counter()
    processes = [
        subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
        for command in commands
    ]
    codes = [process.wait() for process in processes]
    elapsed = time.perf_counter() - start
    if any(codes):
        raise SystemExit(f"{commands[0]} failed")
    return elapsed


def _batch(recipients_file: str, *options: str) -> list[str]:
    return [sys.executable, "-m", "drafter", "batch", BRIEF, "-r", recipients_file, "-o", "out", "--quiet", *options]


def _whole(folder: Path) -> None:
    rows = recipients(LETTERS)
    for name, headers in (("rows.yaml", HEADERS), ("plain.yaml", [f"f{n}" for n in range(len(HEADERS))])):
        listed = [dict(zip(headers, row, strict=True)) for row in rows]
        (folder / name).write_text(yaml.safe_dump(listed, allow_unicode=True), encoding="utf-8")
    script = [sys.executable, str(PEERS / "docxtpl_letters.py"), "plain.yaml", "docxtpl.docx", "out"]
    cache = str(folder.parent / "cache")
    runs = {"docxtpl script": (script, {}), "drafter batch, no cache": (_batch("rows.yaml"), UNCACHED)}
    runs["drafter batch, warm cache"] = (_batch("rows.yaml"), {"DRAFTER_CACHE": cache})
    _seconds(folder, _batch("rows.yaml"), DRAFTER_CACHE=cache)
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, (command, environment) in runs.items():
            times[name].append(_seconds(folder, command, **environment))
    base = statistics.median(times["docxtpl script"])
    print(f"\n{LETTERS} letters from one YAML table, whole process\n{'':34}{'seconds':>10}{'of docxtpl':>12}")
    for name, found in times.items():
        print(f"{name:34}{statistics.median(found):10.2f}{statistics.median(found) / base:12.2f}")


def _jobs(folder: Path) -> None:
    count = [sys.executable, str(PEERS / "counting.py"), str(COUNTED)]
    runs = [(f"drafter batch, {many:,} letters", many, "docx") for many in MANY]
    runs.append((f"the same, {MANY[0]:,} in plain text", MANY[0], "txt"))  # which is not filled in
    ratios: dict[str, list[float]] = {name: [] for name, _, _ in runs} | {"plain counting": []}
    for many in MANY:
        table(folder / f"{many}.csv", many)
    for _ in range(ROUNDS):
        for name, many, form in runs:
            options = ("--format", form, "--jobs")
            one, two = (_seconds(folder, _batch(f"{many}.csv", *options, jobs), **UNCACHED) for jobs in ("1", "2"))
            ratios[name].append(one / two)
        ratios["plain counting"].append(2 * _seconds(folder, count) / _seconds(folder, count, count))
    print(f"\nTwo processes, whole process\n{'':34}{'x one':>10}{'best':>8}")
    for name, found in ratios.items():
        print(f"{name:34}{statistics.median(found):10.2f}{max(found):8.2f}")


def _peak(folder: Path, rows: int) -> float:
    """The most memory of a batch, in MB; 0 where the system does not say."""
    table(folder / "long.csv", rows)
    shutil.rmtree(folder / "out", ignore_errors=True)
    command = [sys.executable, str(PEERS / "peak.py"), *_batch("long.csv")[3:]]
    environment = {**os.environ, **UNCACHED}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    told = re.search(r"^peak (\d+)$", done.stderr, re.MULTILINE)
    if done.returncode or told is None:
        raise SystemExit(f"{command} failed: {done.stderr[-500:]}")
    return int(told[1]) / 1024


def _memory(folder: Path) -> None:
    peaks = [_peak(folder, rows) for rows in ROWS]
    print(f"\nPeak memory of a batch from a CSV\n{'rows':>12}{'MB':>10}{'more':>8}")
    for rows, peak in zip(ROWS, peaks, strict=True):
        print(f"{rows:12,}{peak:10.1f}{peak - peaks[0]:8.1f}" if peak else f"{rows:12,}{'not told here':>18}")


def main() -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as temporary:
        folder = prepared(Path(temporary) / "hikvision")
        print(f"{ROUNDS} rounds taken in turn; Python {sys.version.split()[0]}, {os.cpu_count()} cores")
        _whole(folder)
        _jobs(folder)
        _memory(folder)


if __name__ == "__main__":
    main()
