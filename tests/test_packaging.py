"""The wheel is complete: installed away from the repository, drafter works."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import drafter

REPOSITORY = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    """What a program prints; run without the environment's Python settings, so that it finds only what is installed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def built(target: str, folder: Path) -> Path:
    run(sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", folder, cwd=REPOSITORY)
    (file,) = (path for path in folder.iterdir() if path.suffix in {".gz", ".whl"})
    return file


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`drafter` installed from the wheel into a virtual environment that borrows this one's dependencies."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(folder, symlinks=os.name != "nt")
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / Path(sys.executable).name
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    # A .pth file named by a .pth file is not read, so an editable drafter beside the dependencies stays out of sight.
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python))
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=folder)
    assert Path(run(python, "-c", "import drafter; print(drafter.__file__)", cwd=folder).strip()).is_relative_to(site)
    return scripts / "drafter"


def files_of(folder: str) -> set[str]:
    return {path.relative_to(REPOSITORY).as_posix() for path in (REPOSITORY / folder).rglob("*") if path.is_file()}


@pytest.mark.parametrize("folder", ["snippets", "templates"])
def test_the_wheel_carries_all_that_is_shipped(wheel: Path, folder: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    shipped = files_of(folder)
    assert shipped
    assert {f"drafter/shipped/{name}" for name in shipped} <= names


def test_the_wheel_carries_code_and_licence_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    information = f"letter_drafter-{drafter.__version__}.dist-info"
    assert {name.partition("/")[0] for name in names} == {"drafter", information}
    assert f"{information}/licenses/LICENSE" in names


def test_the_source_archive_holds_all_that_a_wheel_is_made_of(tmp_path: Path) -> None:
    with tarfile.open(built("sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = {"pyproject.toml", "LICENSE", "README.md", "Makefile", "requirements.lock", "tests/conftest.py"}
    assert needed | files_of("snippets") | files_of("templates") <= names


def test_the_installed_command_says_its_version(command: Path, tmp_path: Path) -> None:
    assert drafter.__version__ in run(command, "--version", cwd=tmp_path)
