"""The documents say what the program does: its commands, and every code that a finding can have."""

from __future__ import annotations

import ast
import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from drafter.cli import app
from tests.command import run

REPOSITORY = Path(__file__).parent.parent
COMMANDS = set(getattr(typer.main.get_command(app), "commands", {}))
DOCUMENTS = sorted([REPOSITORY / "README.md", *(REPOSITORY / "docs").glob("*.md"), *REPOSITORY.glob("examples/*/*.md")])
CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")
GIVERS = {"Finding", "add", "finding", "_finding"}
"""The calls whose first argument is a finding's code."""


def _fenced(text: str) -> Iterator[str]:
    for block in re.findall(r"^ *```[^\n]*\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL):
        yield from block.splitlines()


def _commands(text: str) -> set[str]:
    lines = [*_fenced(text), *re.findall(r"`(drafter [^`\n]+)`", text)]
    found = (re.match(r"(?:\$ *|> *|.*&& *)?(?:\S*/)?drafter +([a-z]\w*)", line.strip()) for line in lines)
    return {match[1] for match in found if match}


def _codes() -> dict[str, str]:
    """Every code of a finding in the program, with a file that gives it."""
    codes = {}
    for path in sorted((REPOSITORY / "drafter").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            known = name in GIVERS and getattr(getattr(node.func, "value", None), "id", "") != "keys"
            if known and isinstance(first, ast.Constant) and CODE.fullmatch(str(first.value)):
                codes[str(first.value)] = path.relative_to(REPOSITORY).as_posix()
    return codes


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_every_command_that_a_document_shows_exists(document: Path) -> None:
    assert _commands(document.read_text(encoding="utf-8")) <= COMMANDS


def test_the_documents_show_every_command() -> None:
    shown = set().union(*(_commands(document.read_text(encoding="utf-8")) for document in DOCUMENTS))
    assert shown == COMMANDS


def test_every_code_of_a_finding_is_in_the_list_of_findings() -> None:
    listed = (REPOSITORY / "docs" / "findings.md").read_text(encoding="utf-8")
    codes = _codes()
    assert len(codes) > 40
    assert {code: file for code, file in codes.items() if f"`{code}`" not in listed} == {}


def test_the_list_of_findings_is_that_of_their_pages() -> None:
    tool = runpy.run_path(str(REPOSITORY / "tools" / "findings.py"))
    assert (REPOSITORY / "docs" / "findings.md").read_text(encoding="utf-8") == tool["page"]()


def test_the_list_of_findings_names_no_code_that_is_not_given() -> None:
    listed = (REPOSITORY / "docs" / "findings.md").read_text(encoding="utf-8")
    program = "\n".join(path.read_text(encoding="utf-8") for path in (REPOSITORY / "drafter").rglob("*.py"))
    named = set(re.findall(r"^(?:\| *\[?|[-*] +|#+ +)`([a-z]+(?:-[a-z]+)+)`", listed, re.MULTILINE))
    assert named
    assert {code for code in named if f'"{code}"' not in program} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_every_file_that_a_document_links_to_is_there(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target and not target.startswith("mailto:")]
    assert [target for target in local if not (document.parent / target).exists()] == []


def test_the_readme_says_the_words_of_its_letter(tmp_path: Path) -> None:
    run("init", tmp_path / "lifts")
    run("build", tmp_path / "lifts" / "letter.yaml", "-o", tmp_path / "letter.txt")
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    shown = " ".join(re.findall(r"^> ?(.*)$", readme.partition("Its body reads:")[2], re.MULTILINE)).split()
    letter = (tmp_path / "letter.txt").read_text(encoding="utf-8").split()
    assert " ".join(shown) in " ".join(letter)


def test_the_snippet_that_the_guide_shows_is_clean(tmp_path: Path) -> None:
    guide = (REPOSITORY / "docs" / "snippets.md").read_text(encoding="utf-8")
    snippet = tmp_path / "snippets" / "query" / "dates-of-approval.md"
    snippet.parent.mkdir(parents=True)
    snippet.write_text(guide.partition("```markdown\n")[2].partition("```")[0], encoding="utf-8")
    done = run("snippets", "check", tmp_path / "snippets")
    assert (done.code, done.out.strip()) == (0, "1 snippet: 0 errors, 0 warnings"), done.err


def test_the_standard_line_of_the_guide_is_built_changed_and_pinned_as_the_guide_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = (REPOSITORY / "docs" / "snippets.md").read_text(encoding="utf-8")
    section = guide.partition("## Standard lines")[2].partition("\n## ")[0]
    run("init", tmp_path / "lifts")
    monkeypatch.chdir(tmp_path / "lifts")
    line = Path("snippets", "paragraph", "powers.md")
    line.parent.mkdir(parents=True)
    wording = section.partition("```markdown\n")[2].partition("```")[0]
    brief = Path("letter.yaml")
    brief.unlink()
    head = "date: 2025-03-17\nto: okafor\nsubject: Lifts\nbody:\n"
    brief.write_text(f"{head}  - snippet: paragraph/powers\n", encoding="utf-8")
    changes = (
        (line, wording),
        (line, wording.replace("limits", "restricts")),
        (brief, head + section.partition("```yaml\n")[2].partition("```")[0]),
    )
    sessions = re.findall(r"```console\n(.*?)```", section, re.DOTALL)
    for (path, text), session in zip(changes, sessions, strict=True):
        path.write_text(text, encoding="utf-8", newline="\n")
        for command, shown in re.findall(r"^\$ drafter (.*)\n((?:(?!\$ ).*\n)*)", session, re.MULTILINE):
            done = run(*command.split())
            assert done.err + done.out == shown, command
