"""A batch may die at any moment, or find the disk full: the next run ends as one that nothing stopped."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batches import files, folder, row, table
from tests.command import Done, run
from tests.stopping import Disk, How, Killed

OF_FILES = ("open for a", "open for w", "write to a file")


class Case:
    """A table of four rows, for a folder in which nothing stands, or letters of an earlier table."""

    def __init__(self, at: Path, *, earlier: bool) -> None:
        self.at = at
        self.brief = folder(at / "case")
        self.recipients = at / "r.csv"
        self.start = at / "start"
        if earlier:
            table(self.recipients, row(1), row(2), row(3), row(5), row(6))
            self.run(self.start)
            (self.start / "0003.txt").write_text("by hand", encoding="utf-8")
            (self.start / "0005.html").unlink()
        table(self.recipients, row(1), row(2, words="that it changed"), row(3), row(4))
        self.whole = self.fresh("whole")
        self.done = self.run(self.whole)

    def fresh(self, name: str) -> Path:
        """A folder as it is before the run."""
        out = self.at / name
        shutil.rmtree(out, ignore_errors=True)
        if self.start.exists():
            shutil.copytree(self.start, out)
        return out

    def run(self, out: Path) -> Done:
        formats = ("--format", "txt", "--format", "html")
        return run("batch", self.brief, "-r", self.recipients, "-o", out, "--name", "{row}", *formats)

    def stopped(self, out: Path, at: int, how: How) -> Disk:
        """A run that dies at a change; what the dead process does then changes nothing."""
        disk = Disk(at, how)
        dead: list[dict[str, bytes]] = []
        disk.at_death = lambda: dead.append(files(out) if out.exists() else {})
        with disk.in_use(), pytest.raises(Killed):
            self.run(out)
        assert dead == [files(out) if out.exists() else {}]
        return disk

    def changes(self, how: How) -> list[tuple[int, str]]:
        """What a run that nothing stops changes on the disk; half-way, what can be done by half."""
        disk = Disk()
        out = self.fresh("counted")
        with disk.in_use():
            self.run(out)
        assert files(out) == files(self.whole)
        writes = {"write", "write to a file", "spool"} if how.endswith("half-way") else set(disk.changes)
        return [(at, name) for at, name in enumerate(disk.changes, 1) if name in writes]

    def nothing_half(self, out: Path) -> None:
        """Every letter under its name is one of this run or of the one before."""
        known = [files(one) for one in (self.start, self.whole) if one.exists()]
        for name, content in files(out).items() if out.exists() else ():
            if not name.startswith("."):
                assert content in [one.get(name) for one in known], name


@pytest.fixture(params=[False, True], ids=["nothing stands", "letters stand"])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Case:
    return Case(tmp_path, earlier=request.param)


def test_every_change_of_the_disk_is_counted(case: Case) -> None:
    counted = {name for _, name in case.changes("killed")}
    assert counted == {*("spool", "mkdir", "open", "write", "fsync", "replace", "unlink"), *OF_FILES}


@pytest.mark.parametrize("how", ["killed", "killed half-way"])
def test_a_batch_that_dies_at_any_change_of_the_disk_is_gone_on_with(case: Case, how: How) -> None:
    for at, change in case.changes(how):
        out = case.fresh("out")
        case.stopped(out, at, how)
        case.nothing_half(out)
        done = case.run(out)
        assert done.code == case.done.code, (at, change, done.err)
        assert files(out) == files(case.whole), (at, change)


def test_a_batch_that_dies_again_and_again_is_gone_on_with(case: Case) -> None:
    last = len(case.changes("killed"))
    drawn = random.Random(7)  # noqa: S311 - the same moments each time
    for _ in range(12):
        out = case.fresh("out")
        for _ in range(3):
            case.stopped(out, drawn.randint(1, last // 3), drawn.choice(["killed", "killed half-way"]))
            case.nothing_half(out)
        assert case.run(out).code == case.done.code
        assert files(out) == files(case.whole)


@pytest.mark.parametrize("how", ["full", "full half-way"])
def test_a_full_disk_at_any_change_is_told_and_loses_nothing(case: Case, how: How) -> None:
    for at, change in case.changes(how):
        if change == "mkdir" and case.start.exists():
            continue  # the folder is there, so that it does not matter
        out = case.fresh("out")
        disk = Disk(at, how)
        with disk.in_use():
            done = case.run(out)
        assert disk.changes[at - 1] == change
        assert done.code == 2, (at, change, done.err)
        assert "[not-writable]" in done.err
        assert "No space left on device" in done.err
        case.nothing_half(out)
        done = case.run(out)
        assert done.code == case.done.code, (at, change, done.err)
        assert files(out) == files(case.whole), (at, change)


@pytest.mark.parametrize("seconds", [0.35, 0.45, 0.5, 0.55])
def test_a_process_that_is_killed_at_any_time_is_gone_on_with(tmp_path: Path, seconds: float) -> None:
    case = Case(tmp_path, earlier=False)
    table(case.recipients, *(row(n) for n in range(1, 41)))
    shutil.rmtree(case.whole)
    case.run(case.whole)
    out = case.fresh("out")
    formats = ("--format", "txt", "--format", "html", "--name", "{row}")
    command = [sys.executable, "-m", "drafter", "batch", case.brief, "-r", case.recipients, "-o", out, *formats]
    with subprocess.Popen([*map(str, command)], stdout=subprocess.DEVNULL, cwd=tmp_path) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
    case.nothing_half(out)
    assert case.run(out).code == 0
    assert files(out) == files(case.whole)
    noted = [json.loads(one).get("file") for one in (out / "manifest.jsonl").read_bytes().splitlines()]
    assert sorted(noted[1:]) == sorted(name for name in files(out) if name != "manifest.jsonl")


LEADER = """\
import os, signal
from drafter.batch.processes import Process

if __name__ == "__main__":
    print(Process().submit(os.getpid).result() != os.getpid(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_process_ends_when_the_one_that_leads_it_is_killed(tmp_path: Path) -> None:
    """It has the other end of the pipe that is read here to its end, and would hold letters on the disk for ever."""
    script = tmp_path / "leader.py"
    script.write_text(LEADER, encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.returncode) == ("True\n", -signal.SIGKILL)
