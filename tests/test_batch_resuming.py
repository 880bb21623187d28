"""Whatever stops a batch: the next run goes on, and ends with the same files as one that was never stopped."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from drafter.batch import shelf
from drafter.problems import Finding, Unreadable
from tests.batches import files, folder, row, table
from tests.command import Done, run

ROWS = 4
Write = Callable[[bytes, str], None]


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    return folder(tmp_path / "case")


@pytest.fixture
def recipients(tmp_path: Path) -> Path:
    return table(tmp_path / "r.csv", *(row(n) for n in range(1, ROWS + 1)))


def made(brief: Path, recipients: Path, *more: str) -> Done:
    out = recipients.parent / "out"
    return run("batch", brief, "-r", recipients, "-o", out, "--format", "txt", "--name", "{row}", *more)


def whole(brief: Path, recipients: Path) -> dict[str, bytes]:
    """The files of a run that nothing stops."""
    out = recipients.parent / "never-stopped"
    done = run("batch", brief, "-r", recipients, "-o", out, "--format", "txt", "--name", "{row}")
    assert done.code == 0, done.err
    return files(out)


@contextmanager
def stopped(at: int, *, after: bool, error: BaseException) -> Iterator[None]:
    """The write of that number fails, before or after the file stands under its name."""
    count = 0
    whole_write = shelf.write_whole

    def write(content: bytes, target: str) -> None:
        nonlocal count
        count += 1
        if count == at and not after:
            raise error
        whole_write(content, target)
        if count == at:
            raise error

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelf, "write_whole", write)
        yield


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at", range(1, ROWS + 1))
def test_a_run_that_was_interrupted_at_any_letter_is_gone_on_with(
    brief: Path, recipients: Path, at: int, *, after: bool
) -> None:
    with stopped(at, after=after, error=KeyboardInterrupt()):
        assert made(brief, recipients).code == 130
    written = at - 1 + after
    assert len(list((recipients.parent / "out").glob("*.txt"))) == written
    done = made(brief, recipients)
    assert done.code == 0
    assert f" written, {written} unchanged" in done.out
    assert files(recipients.parent / "out") == whole(brief, recipients)


def test_a_full_disk_stops_with_what_is_whole(brief: Path, recipients: Path) -> None:
    full = Unreadable(Finding("not-writable", "error", "no space left on device"))
    with stopped(3, after=False, error=full):
        done = made(brief, recipients)
    assert done.code == 2
    assert "no space left" in done.err
    assert made(brief, recipients).code == 0
    assert files(recipients.parent / "out") == whole(brief, recipients)


def test_a_note_that_was_cut_short_is_no_hindrance(brief: Path, recipients: Path) -> None:
    with stopped(3, after=True, error=KeyboardInterrupt()):
        made(brief, recipients)
    notes = recipients.parent / "out" / ".manifest.part"
    notes.write_bytes(notes.read_bytes()[:-40])
    assert made(brief, recipients).code == 0
    assert files(recipients.parent / "out") == whole(brief, recipients)


@pytest.mark.parametrize("killed_after", [1, 7, 20])
def test_a_killed_run_is_gone_on_with(brief: Path, tmp_path: Path, killed_after: int) -> None:
    recipients = table(tmp_path / "many.csv", *(row(n) for n in range(1, 41)))
    out = tmp_path / "out"
    options = ("--format", "txt", "--format", "json", "--name", "{row}")
    command = [sys.executable, "-m", "drafter", "batch", str(brief), "-r", str(recipients), "-o", str(out), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=tmp_path, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        written = (line for line in process.stdout if json.loads(line)["event"] == "written")
        for _ in range(killed_after):
            next(written)
        process.kill()
    assert {path.suffix for path in out.iterdir()} <= {".txt", ".part", ".tmp", ".jsonl"}
    assert made(brief, recipients).code == 0
    assert files(out) == whole(brief, recipients)


def test_changed_rows_are_made_again_and_others_are_not_touched(brief: Path, recipients: Path) -> None:
    made(brief, recipients)
    out = recipients.parent / "out"
    before = {path.name: path.stat().st_mtime_ns for path in out.glob("*.txt")}
    table(recipients, row(1), row(2, words="that it changed"), row(3), row(4))
    done = made(brief, recipients)
    assert "1 file written, 3 unchanged" in done.out
    assert b"that it changed" in files(out)["0002.txt"]
    assert {path.name for path in out.glob("*.txt") if path.stat().st_mtime_ns != before[path.name]} <= {"0002.txt"}
    assert files(out) == whole(brief, recipients)


def test_a_letter_changed_by_hand_is_kept_and_named(brief: Path, recipients: Path) -> None:
    made(brief, recipients)
    letter = recipients.parent / "out" / "0002.txt"
    letter.write_text("my own words", encoding="utf-8")
    done = made(brief, recipients)
    assert done.code == 0
    assert "0002.txt was changed by hand (row 2)" in done.out
    assert letter.read_text(encoding="utf-8") == "my own words"
    table(recipients, row(1), row(2, words="that it changed"), row(3), row(4))
    done = made(brief, recipients)
    assert done.code == 3
    assert "0002.txt was changed by hand, and its row was changed as well (row 2)" in done.out
    again = made(brief, recipients)
    assert (again.code, again.out) == (3, done.out)  # it is still the letter of the row as it was
    assert letter.read_text(encoding="utf-8") == "my own words"
    assert made(brief, recipients, "--force").code == 0
    assert "that it changed" in letter.read_text(encoding="utf-8")


def test_a_letter_that_drafter_did_not_make_is_kept(brief: Path, recipients: Path) -> None:
    out = recipients.parent / "out"
    out.mkdir()
    (out / "0001.txt").write_text("not yours", encoding="utf-8")
    done = made(brief, recipients)
    assert done.code == 3
    assert "0001.txt" in done.out
    assert (out / "0001.txt").read_text(encoding="utf-8") == "not yours"


def test_letters_of_rows_that_are_gone_stay_known(brief: Path, recipients: Path) -> None:
    made(brief, recipients)
    table(recipients, row(1), row(2))
    done = made(brief, recipients)
    assert "from earlier runs, and not made in this one: 0003.txt, 0004.txt" in done.out
    assert "earlier runs" not in made(brief, recipients, "--only", "1").out
    table(recipients, *(row(n, words=f"anew {n}") for n in range(1, ROWS + 1)))
    assert made(brief, recipients).code == 0
    assert files(recipients.parent / "out") == whole(brief, recipients)
