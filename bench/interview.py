"""Measures the interview as somebody at the keys meets it: the first question, and the time between questions."""

from __future__ import annotations

import compileall
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pexpect

import drafter

ROUNDS = max(9, int(os.environ.get("ROUNDS", "9")))
CLAIMS, EVIDENCE, SNIPPETS = 2_000, 5_000, 500
MAIN = "from drafter.cli import main; main()"
ENTER = "\r"
STEPS = (
    ("What kind of letter", f"follow{ENTER}"),
    ("The date of the letter", ENTER),
    ("To whom is it written", ENTER),
    ("Which letters does it answer", ENTER),
    ("What is the subject", ENTER),
    ("Our reference", ENTER),
    ("Their reference", ENTER),
    ("Which topics", ENTER),
    ("Which statements are", f" {ENTER}"),
    ("Which principles apply", ENTER),
    ("Are the questions to be numbered", ENTER),
    ("How does it begin", ENTER),
    ("How does the statement stand", ENTER),
    ("Which evidence stands", ENTER),
    ("What is to be asked about it", ENTER),
)


def large(root: Path) -> None:
    """A case of the size that the largest offices have."""
    (root / "sources").mkdir(parents=True)
    (root / "snippets" / "query").mkdir(parents=True)
    said = [f"We have carried out inspection {n} of district {n % 97} without any delay." for n in range(CLAIMS)]
    found = [f"Record {n} of the works shows a delay of {n % 31} days in district {n % 97}." for n in range(EVIDENCE)]
    (root / "sources" / "reply.txt").write_text("\n\n".join(said), encoding="utf-8")
    (root / "sources" / "records.txt").write_text("\n\n".join(found), encoding="utf-8")
    lines = [
        "title: Works",
        "sender: {office: [The Office], signatory: able}",
        "parties:",
        "  able: {name: Ann Able, role: Officer}",
        "  best: {name: Bo Best, salutation: Mr Best, pronoun: he}",
        "sources:",
        "  reply: {title: letter of 3 March 2025, author: best, date: 2025-03-03, file: sources/reply.txt}",
        "  records: {title: Register of works, author: able, file: sources/records.txt}",
        "claims:",
    ]
    for n, words in enumerate(said):
        lines += [f"  claim-{n}:", f"    words: {words}", "    source: reply", f"    topic: district {n % 40}"]
    lines.append("evidence:")
    for n, words in enumerate(found):
        lines += [f"  record-{n}:", f"    title: entry {n}", "    source: records"]
        lines += [f"    facts: {{reference: R-{n}}}", "    passages:", f"      main: {words}"]
    (root / "case.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for n in range(SNIPPETS):
        text = f"---\ntitle: Ask question {n}\nkind: query\nparams:\n  matter: {{type: words, ask: What about?}}\n---\n"
        (root / "snippets" / "query" / f"own-{n}.md").write_text(f"{text}What of {{{{ matter }}}}?\n", encoding="utf-8")


def _times(case: Path, steps: int = 1) -> list[float]:
    """Milliseconds until each of the first questions; the keys are pressed as soon as it stands there."""
    # Nobody here says where the cursor is, for which a terminal that answers would not be waited for either.
    env: Any = {**os.environ, "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"}
    command = ["-c", MAIN, "new", str(case), "--again"]
    begun = time.perf_counter()
    child = pexpect.spawn(sys.executable, command, dimensions=(40, 200), env=env, timeout=120)
    child.delaybeforesend = None
    times = []
    for question, keys in STEPS[:steps]:
        child.expect_exact(f"? {question}")
        times.append((time.perf_counter() - begun) * 1000)
        begun = time.perf_counter()
        child.send(keys)
    with contextlib.suppress(pexpect.ExceptionPexpect):
        child.close(force=True)
    return times


def _imports() -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import typer, questionary"], check=True)
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    # As installed: where the environment forbids to write bytecode, each start would compile the whole program.
    compileall.compile_dir(Path(drafter.__file__).parent, quiet=2)
    imports, first, first_large, reading, between = [], [], [], [], []
    with tempfile.TemporaryDirectory() as temporary:
        small, big = Path(temporary) / "small", Path(temporary) / "big"
        subprocess.run([sys.executable, "-c", MAIN, "init", str(small)], check=True, capture_output=True)
        large(big)
        for number in range(ROUNDS + 1):
            one, two = _imports(), _times(small)[0]
            if number:
                imports.append(one)
                first.append(two)
            if number % 3 == 0:
                times = _times(big, len(STEPS))
                first_large.append(times[0])
                reading.append(times[1])
                between.append(max(times[2:]))
    base = statistics.median(imports)
    print(
        f"\nThe interview; a large case holds {CLAIMS:,} claims, {EVIDENCE:,} pieces of evidence, {SNIPPETS} snippets"
    )
    print(f"{'':40}{'median ms':>10}{'ratio':>8}")
    for name, values in (
        ("importing typer and questionary", imports),
        ("first question, small case", first),
        ("first question, large case", first_large),
        ("second, large case, answered at once", reading),
        ("longest between two others there", between),
    ):
        middle = statistics.median(values)
        print(f"{name:40}{middle:10.1f}{middle / base:8.2f}")


if __name__ == "__main__":
    main()
