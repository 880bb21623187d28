"""Batches in real terminals, in pipes, and for other programs: what is seen while they run."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals of this kind are POSIX", allow_module_level=True)

from tests.batches import files, folder, row, table
from tests.terminals import CTRL_C, Terminal

ROWS = 1_200
MANY = 6_000
"""Rows whose letters take so long to write that somebody can stop it."""


@pytest.fixture
def at(tmp_path: Path) -> Path:
    folder(tmp_path / "case")
    table(tmp_path / "r.csv", *(row(n) for n in range(1, ROWS + 1)))
    return tmp_path


def command(*more: str, out: str = "out") -> tuple[str, ...]:
    return ("batch", "case/brief.yaml", "-r", "r.csv", "-o", out, "--format", "txt", "--name", "{row}", *more)


def piped(at: Path, *more: str) -> subprocess.CompletedProcess[str]:
    whole = [sys.executable, "-m", "drafter", *command(*more)]
    return subprocess.run(whole, cwd=at, capture_output=True, encoding="utf-8", check=False)


def test_a_bar_tells_rate_time_left_and_failures_and_goes_away(at: Path) -> None:
    table(at / "r.csv", *(row(n, **({} if n % 3 else {"words": ""})) for n in range(1, ROWS + 1)))
    terminal = Terminal(*command("--keep-going"), cwd=at)
    terminal.sees("with errors")
    (bar,) = (line for line in terminal.lines if line.startswith("checked"))
    assert re.fullmatch(rf"checked [━╸╺]+ +\d+/{ROWS} +\d+/s \d:\d\d:\d\d \d+ with errors", bar)
    terminal.sees(f"/{ROWS - ROWS // 3}")
    assert terminal.end() == 3
    assert f"{ROWS} rows checked: {ROWS - ROWS // 3} good, {ROWS // 3} with errors" in terminal.text
    assert "━" not in terminal.text


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_control_c_says_what_stands_and_the_next_run_goes_on(at: Path, jobs: str) -> None:
    table(at / "r.csv", *(row(n) for n in range(1, MANY + 1)))
    terminal = Terminal(*command("--jobs", jobs), cwd=at)
    terminal.sees("written")
    terminal.keys(CTRL_C)
    assert terminal.end() == 130
    said = re.search(rf"(\d+) of {MANY} files stand in out, each whole", terminal.text)
    assert said is not None, terminal.text
    assert "give the same command again, and it goes on" in terminal.text
    assert "interrupted; nothing was left half done" in terminal.text
    assert "━" not in terminal.text
    assert "Traceback" not in terminal.text
    written = len(list((at / "out").glob("*.txt")))
    assert written < MANY
    assert written - int(said[1]) in {0, 1}
    again = Terminal(*command(), cwd=at)
    assert again.end() == 0
    assert f"{MANY - written} files written, {written} unchanged in out" in again.text
    assert piped(at, "-o", "whole").returncode == 0
    assert files(at / "out") == files(at / "whole")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_control_c_before_the_first_letter_leaves_nothing(at: Path, jobs: str) -> None:
    terminal = Terminal(*command("--jobs", jobs), cwd=at)
    terminal.sees(f"/{ROWS}")
    terminal.keys(CTRL_C)
    assert terminal.end() == 130
    assert re.search(rf"\d+ of {ROWS} rows were checked; nothing was written", terminal.text)
    assert "Traceback" not in terminal.text
    assert not (at / "out").exists()


def test_in_a_pipe_plain_lines_are_printed_now_and_then(at: Path) -> None:
    done = piped(at)
    assert done.returncode == 0
    assert done.stderr.splitlines() == [f"checked: 1000 of {ROWS}", f"written: 1000 of {ROWS}"]
    assert done.stdout.splitlines() == [
        f"{ROWS} rows checked: {ROWS} good, 0 with errors (0 errors, 0 warnings)",
        f"{ROWS} files written, 0 unchanged in out",
        "what was made of which row: out/manifest.jsonl",
    ]


def test_quiet_tells_nothing_of_how_it_goes(at: Path) -> None:
    terminal = Terminal(*command("--quiet"), cwd=at)
    assert terminal.end() == 0
    assert terminal.text.startswith(f"{ROWS} rows checked")
    assert piped(at, "--quiet").stderr == ""


def test_every_event_is_a_line_of_json_that_the_docs_name(at: Path) -> None:
    table(at / "r.csv", row(1), row(2, words=""), row(3, remark="Of TBC."), row(4))
    events = [json.loads(line) for line in piped(at, "--format", "json", "--keep-going").stdout.splitlines()]
    (at / "out" / "0001.txt").write_text("by hand", encoding="utf-8")
    table(at / "r.csv", row(1), row(2, words=""), row(3), row(4))
    for more in (("--format", "json", "--keep-going"), ("--format", "json", "--plan")):
        events += [json.loads(line) for line in piped(at, *more).stdout.splitlines()]
    docs = (Path(__file__).parent.parent / "docs" / "batch.md").read_text(encoding="utf-8")
    table_of_events = docs.partition("| event |")[2].partition("\n\n")[0]
    named = dict(re.findall(r"^\| `(\w+)`(?:, `\w+`)* \| (.+) \|$", table_of_events, re.MULTILINE))
    for also in re.findall(r"^\| (`\w+`(?:, `\w+`)+) \| (.+) \|$", table_of_events, re.MULTILINE):
        named |= dict.fromkeys(re.findall(r"`(\w+)`", also[0]), also[1])
    assert {one["event"] for one in events} == named.keys() - {"interrupted", "stale"}
    for one in events:
        assert set(re.findall(r"`(\w+)`", named[one["event"]])) >= one.keys() - {"event"}, one


def test_control_c_is_an_event_too(at: Path) -> None:
    table(at / "r.csv", *(row(n) for n in range(1, MANY + 1)))
    terminal = Terminal(*command("--format", "json"), cwd=at)
    terminal.sees('"written"')
    terminal.keys(CTRL_C)
    assert terminal.end() == 130
    assert re.search(r'\{"event": ?"interrupted", ?"files": ?\d+\}', terminal.text)


def test_the_plan_fits_a_terminal_of_eighty_columns_and_writes_nothing_else(at: Path) -> None:
    table(at / "r.csv", row(1), row(2, words="of Firm 1 Ltd"), row(3, contract="north"))
    before = sorted(at.rglob("*"))
    terminal = Terminal(*command("--plan"), cwd=at)
    assert terminal.end() == 1
    (heads,) = (line for line in terminal.lines if "recipient" in line or " to " in line)
    for head in ("row", "file", "to", "claims", "evidence", "queries", "snippets"):
        assert head in heads
    told = "".join(line.replace("│", "") for line in terminal.lines)
    for name in ("Person1", "Person2", "Person3"):
        assert name in told
    assert sorted(set(at.rglob("*")) - set(before)) == [at / "out", at / "out" / "plan.csv", at / "out" / "plan.html"]
    with (at / "out" / "plan.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [(one["row"], one["to"], one["queries"]) for one in lines] == [
        (str(n), f"Person{n} Family{n}", "many; who") for n in (1, 2, 3)
    ]
    assert [one["findings"] for one in lines] == ["", "error: leak", ""]
    page = (at / "out" / "plan.html").read_text(encoding="utf-8")
    assert page.count("<tr") == 4
    assert 'class="error"' in page


def test_the_plan_in_a_pipe_is_a_line_for_each_row(at: Path) -> None:
    table(at / "r.csv", row(1), row(2))
    done = piped(at, "--plan")
    first, *rows = (line.split("\t") for line in done.stdout.splitlines() if "\t" in line)
    assert first[:3] == ["row", "file", "to"]
    assert [one[2] for one in rows] == ["Person1 Family1", "Person2 Family2"]


def test_a_command_that_is_interrupted_says_so(at: Path) -> None:
    table(at / "r.csv", *(row(n) for n in range(1, ROWS * 4)))
    terminal = Terminal(*command("--plan"), cwd=at)
    terminal.sees("planned")
    terminal.keys(CTRL_C)
    assert terminal.end() == 130
    assert "interrupted; nothing was left half done" in terminal.text
