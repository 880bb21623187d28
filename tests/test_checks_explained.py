"""Every code that a finding can have is explained on a page of its own, and every page is about a code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from drafter.cli import app
from drafter.cli.explain import pages
from drafter.problems import Unreadable

DRAFTER = Path(__file__).parent.parent / "drafter"
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in pages().glob("*.md")}


def _given(tree: ast.AST) -> set[str]:
    """The codes that a module gives: the first argument of a finding, where it stands there in so many letters."""
    first = [node.args[0] for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args and _makes(node.func)]
    return {one.value for one in first if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def _makes(called: ast.expr) -> bool:
    name = called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
    return name in {"Finding", "_finding"}


TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(DRAFTER.rglob("*.py"))}
GIVEN = {code for tree in TREES.values() for code in _given(tree) if re.fullmatch(r"[a-z]+(-[a-z]+)*", code)}
WORDS = {
    node.value
    for tree in TREES.values()
    for node in ast.walk(tree)
    if isinstance(node, ast.Constant) and isinstance(node.value, str)
}


def test_there_are_codes() -> None:
    assert {"spelling", "deadline-passed", "file-missing"} <= GIVEN


def test_every_code_has_a_page() -> None:
    assert sorted(GIVEN - PAGES.keys()) == []


def test_every_page_is_about_a_code() -> None:
    assert sorted(PAGES.keys() - WORDS) == []


@pytest.mark.parametrize("code", PAGES)
def test_a_page_says_all_that_a_reader_wants(code: str) -> None:
    page = PAGES[code]
    assert page.startswith(f"# {code}\n\n*")
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == ["Wrong", "Right", "When to silence it"]
    wrong, right = re.findall(r"^```text\n(.*?)\n```$", page, re.MULTILINE | re.DOTALL)
    assert wrong.strip() != right.strip()


@pytest.mark.parametrize("code", ["spelling", "[spelling]", " spelling "])
def test_explain_prints_the_page(code: str) -> None:
    done = CliRunner().invoke(app, ["explain", code], standalone_mode=False)
    assert done.stdout == PAGES["spelling"]


@pytest.mark.parametrize("code", ["speling", "../findings", "spelling/../spelling", "", "\x00"])
def test_an_unknown_code_is_said_to_be_one(code: str) -> None:
    done = CliRunner().invoke(app, ["explain", code], standalone_mode=False)
    assert isinstance(done.exception, Unreadable)
    (finding,) = done.exception.findings
    assert finding.code == "unknown-code"
    assert ("did you mean 'spelling'" in finding.message) == (code == "speling")
