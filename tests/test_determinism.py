"""The same case and brief give the same bytes, wherever, whenever and by whomever they are built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import EXAMPLE

BRIEF = "2021-08-16.yaml"
FORMATS = ("docx", "html", "md", "txt")


CLOCK = """
import time
real = time.localtime
time.time = lambda: 1_000_000_000.0
time.localtime = lambda seconds=1_000_000_000.0: real(seconds)
from drafter.cli import main
main()
"""


def _build(folder: Path, ending: str, program: tuple[str, ...] = ("-m", "drafter"), **environment: str) -> bytes:
    output = folder / f"built.{ending}"
    command = [sys.executable, *program, "build", str(folder / BRIEF), "-o", str(output), "--force"]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "DRAFTER_CACHE": "", **environment})
    return output.read_bytes()


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The example's letter in every format, built once."""
    folder = Path(shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("reference") / "hikvision"))
    return {ending: _build(folder, ending, PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C.UTF-8") for ending in FORMATS}


@pytest.mark.parametrize("ending", FORMATS)
def test_hash_seed_time_zone_and_locale_change_nothing(example: Path, reference: dict[str, bytes], ending: str) -> None:
    other = _build(example, ending, PYTHONHASHSEED="4711", TZ="Asia/Kathmandu", LC_ALL="C")
    assert other == reference[ending]


@pytest.mark.parametrize("ending", FORMATS)
def test_another_day_changes_nothing(example: Path, reference: dict[str, bytes], ending: str) -> None:
    assert _build(example, ending, ("-c", CLOCK)) == reference[ending]


@pytest.mark.parametrize("ending", FORMATS)
def test_another_folder_changes_nothing(example: Path, reference: dict[str, bytes], ending: str) -> None:
    elsewhere = example.parent / "ein Ordner, 另一个" / "deep"
    shutil.copytree(example, elsewhere)
    assert _build(elsewhere, ending) == reference[ending]


@pytest.mark.parametrize("ending", FORMATS)
def test_a_cold_and_a_warm_cache_change_nothing(example: Path, reference: dict[str, bytes], ending: str) -> None:
    kept = example.parent / "kept"
    cold = _build(example, ending, DRAFTER_CACHE=str(kept))
    assert list(kept.iterdir()), "nothing was kept, so nothing was warm"
    warm = _build(example, ending, DRAFTER_CACHE=str(kept))
    assert cold == warm == reference[ending]


def test_a_damaged_cache_changes_nothing(example: Path, reference: dict[str, bytes]) -> None:
    kept = example.parent / "kept"
    _build(example, "docx", DRAFTER_CACHE=str(kept))
    for path in kept.iterdir():
        path.write_text("{]", encoding="utf-8")
    assert _build(example, "docx", DRAFTER_CACHE=str(kept)) == reference["docx"]
