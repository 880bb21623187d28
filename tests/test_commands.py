"""The commands as users run them: what they print, what they write, and how they exit."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer.main

import drafter
from drafter import cli
from tests.command import run

REPOSITORY = Path(__file__).parent.parent
BRIEF = "2021-08-16.yaml"
COMMANDS = ("init", "build", "check", "trace", "schema")


def _changed(example: Path, old: str, new: str, file: str = BRIEF) -> Path:
    path = example / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return example / BRIEF


@pytest.fixture
def warned(example: Path) -> Path:
    """The example with a warning that is no longer silenced."""
    brief = example / BRIEF
    text = brief.read_text(encoding="utf-8")
    brief.write_text(text[: text.index("silence:")], encoding="utf-8")
    return brief


def test_the_version_is_the_packages() -> None:
    done = run("--version")
    assert (done.code, done.out) == (0, f"drafter {drafter.__version__}\n")


def test_the_installed_module_runs_as_a_program() -> None:
    command = [sys.executable, "-m", "drafter", "--version"]
    assert subprocess.run(command, capture_output=True, check=True, text=True).stdout.startswith("drafter ")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_is_in_the_readme(command: str) -> None:
    assert command in run("--help").out
    done = run(command, "--help")
    assert done.code == 0
    assert "Usage" in done.out
    assert f"drafter {command}" in (REPOSITORY / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [("build",), ("nonsense",), ("build", "x.yaml", "--nonsense"), ("schema", "x")])
def test_a_wrong_call_exits_with_2_and_says_why(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert done.err
    assert "Traceback" not in done.err


# init


def test_a_started_case_builds_at_once_with_nothing_to_complain_of(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    started = run("init", folder)
    assert started.code == 0, started.err
    assert "Next: drafter build" in started.out
    checked = run("check", folder / "letter.yaml", "--strict")
    assert checked.code == 0, checked.err
    assert run("build", folder / "letter.yaml", "--strict").code == 0
    assert (folder / "letter.docx").read_bytes().startswith(b"PK")


def test_a_started_case_has_the_schemas_that_its_files_name(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert run("init", folder).code == 0
    for name in ("case.yaml", "letter.yaml"):
        first = (folder / name).read_text(encoding="utf-8").splitlines()[0]
        named = first.removeprefix("# yaml-language-server: $schema=")
        assert "$defs" in (schema := json.loads((folder / named).read_bytes())) or "properties" in schema


def test_init_leaves_a_folder_that_is_not_empty_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = run("init", tmp_path)
    assert done.code == 2
    assert "[folder-not-empty]" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


# build


def test_build_makes_a_word_file_beside_the_brief_and_says_where(example: Path) -> None:
    done = run("build", example / BRIEF)
    letter = example / "2021-08-16.docx"
    assert (done.code, done.out) == (0, f"{letter.as_posix()}\n")
    assert letter.read_bytes().startswith(b"PK")


def test_building_again_says_that_nothing_changed(example: Path) -> None:
    run("build", example / BRIEF)
    assert run("build", example / BRIEF).out.endswith("2021-08-16.docx (unchanged)\n")


@pytest.mark.parametrize(("ending", "start"), [("docx", b"PK"), ("html", b"<!"), ("md", b""), ("txt", b"Office of")])
def test_the_outputs_ending_says_the_format(example: Path, ending: str, start: bytes) -> None:
    output = example / f"out.{ending}"
    assert run("build", example / BRIEF, "-o", output).code == 0
    by_ending = output.read_bytes()
    assert by_ending.startswith(start)
    assert run("build", example / BRIEF, "--format", ending).code == 0
    assert (example / f"2021-08-16.{ending}").read_bytes() == by_ending


def test_an_ending_that_is_no_format_is_a_wrong_call(example: Path) -> None:
    done = run("build", example / BRIEF, "-o", example / "letter.pdf")
    assert done.code == 2
    assert ".docx" in done.err
    assert not (example / "letter.pdf").exists()


def test_a_format_that_contradicts_the_ending_is_a_wrong_call(example: Path) -> None:
    assert run("build", example / BRIEF, "-o", example / "letter.txt", "--format", "md").code == 2
    assert not (example / "letter.txt").exists()


def test_a_letter_with_an_error_is_not_built(example: Path) -> None:
    brief = _changed(example, "we do not oversee", "we did not oversee", "case.yaml")
    done = run("build", brief)
    assert done.code == 1
    assert "not built: 1 error" in done.err
    assert not (example / "2021-08-16.docx").exists()


def test_a_warning_stops_a_build_only_where_it_is_strict(warned: Path) -> None:
    strict = run("build", warned, "--strict")
    assert strict.code == 1
    assert "not built: 0 errors" in strict.err
    assert not warned.with_suffix(".docx").exists()
    lenient = run("build", warned)
    assert lenient.code == 0
    assert "warning:" in lenient.err
    assert warned.with_suffix(".docx").exists()


def test_a_brief_that_is_not_there_exits_with_2_and_names_the_nearest(example: Path) -> None:
    done = run("build", example / "2021-08-61.yaml")
    assert done.code == 2
    assert "is not there, did you mean '2021-08-16.yaml'?" in done.err


# check


def test_check_says_that_the_example_has_no_errors(example: Path) -> None:
    done = run("check", example / BRIEF, "--strict")
    assert done.code == 0
    assert re.search(r"2021-08-16\.yaml: 0 errors, 0 warnings, \d+ silenced with a reason\n", done.out)


def test_check_shows_file_line_and_the_line_itself(example: Path) -> None:
    done = run("check", _changed(example, "evidence: pishan-tender", "evidence: pishan-tendr"))
    assert done.code == 1
    assert "error: evidence: unknown id 'pishan-tendr', did you mean 'pishan-tender'? [unknown-id]" in done.err
    assert re.search(r"  at \S*2021-08-16\.yaml:8\n     evidence: pishan-tendr\n", done.err)


def test_check_as_json_lists_every_finding_also_the_silenced(example: Path) -> None:
    done = run("check", example / BRIEF, "--format", "json")
    listed: list[dict[str, Any]] = json.loads(done.out)
    keys = {"code", "severity", "message", "file", "line", "text", "advice", "silenced"}
    assert all(set(one) == keys for one in listed)
    assert {one["code"] for one in listed if one["silenced"]} == {"voice-mixed", "claim-without-query"}
    assert {one["severity"] for one in listed if not one["silenced"]} == {"information"}


def test_check_is_strict_about_warnings_only_when_told(warned: Path) -> None:
    assert run("check", warned).code == 0
    assert run("check", warned, "--strict").code == 1


def test_check_builds_nothing(example: Path) -> None:
    before = sorted(path for path in example.rglob("*"))
    run("check", example / BRIEF)
    assert sorted(path for path in example.rglob("*")) == before


def test_check_goes_on_past_a_file_that_cannot_be_read_and_exits_with_the_gravest(example: Path) -> None:
    done = run("check", example / "none.yaml", example / BRIEF)
    assert done.code == 2
    assert "none.yaml: 1 error" in done.out
    assert "2021-08-16.yaml: 0 errors" in done.out


def test_check_reads_a_case_by_itself_with_its_sources(example: Path) -> None:
    assert run("check", example / "case.yaml").code == 0
    (example / "sources" / "tender-award.txt").unlink()
    done = run("check", example / "case.yaml")
    assert done.code == 1
    assert "sources/tender-award.txt" in done.err


# trace


def _rows(example: Path) -> list[dict[str, Any]]:
    done = run("trace", example / BRIEF, "--format", "json")
    assert done.code == 0
    rows: list[dict[str, Any]] = json.loads(done.out)
    return rows


def test_trace_says_for_each_piece_what_it_rests_on(example: Path) -> None:
    rows = _rows(example)
    keys = {"text", "snippet", "claims", "evidence", "facts", "principles", "sources", "file", "line"}
    assert all(set(row) == keys for row in rows)
    row = next(row for row in rows if "individuals belonging" in row["text"])
    assert row["snippet"] == "principle/groups-with-particular-needs"
    assert row["principles"] == ["UNGP 12 commentary"]
    line = (example / BRIEF).read_text(encoding="utf-8").splitlines()[row["line"] - 1]
    assert "principle/groups-with-particular-needs" in line
    free = next(row for row in rows if row["text"].startswith("Again, this is"))
    assert free["snippet"] is None


def test_the_texts_of_a_trace_hold_every_word_of_the_body_in_order(example: Path) -> None:
    run("build", example / BRIEF, "-o", example / "letter.txt")
    text = (example / "letter.txt").read_text(encoding="utf-8")
    body = text[text.index("Further to") : text.index("Yours sincerely")].replace("[1]", "")
    words = re.sub(r"^\d+\.  ", "", body, flags=re.MULTILINE).split()
    assert " ".join(row["text"] for row in _rows(example)).split() == words


def test_trace_as_text_names_snippet_claim_and_source(example: Path) -> None:
    done = run("trace", example / BRIEF)
    assert done.code == 0
    assert "challenge/impression-contradicted, not-our-remit < latest-letter  (" in done.out
    assert "    free text" in done.out


def test_trace_of_a_brief_with_errors_exits_with_1(example: Path) -> None:
    assert run("trace", _changed(example, "evidence: pishan-tender", "evidence: pishan-tendr")).code == 1


# schema


@pytest.mark.parametrize("of", ["case", "brief", "snippet"])
def test_the_schema_is_the_one_that_is_published(of: str) -> None:
    done = run("schema", of)
    assert done.code == 0
    published = REPOSITORY / "docs" / "schemas" / f"{of}.schema.json"
    assert done.out == published.read_text(encoding="utf-8")


def _references(node: Any) -> set[str]:
    if isinstance(node, dict):
        named = {str(node["$ref"])} if isinstance(node.get("$ref"), str) else set()
        return named.union(*(_references(child) for child in node.values()))
    return set().union(*(_references(child) for child in node)) if isinstance(node, list) else set()


@pytest.mark.parametrize("of", ["case", "brief", "snippet"])
def test_a_schema_refuses_unknown_keys_and_refers_only_to_what_it_holds(of: str) -> None:
    schema = json.loads(run("schema", of).out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is False
    assert set(schema["required"]) <= set(schema["properties"])
    assert all("description" in key for key in schema["properties"].values())
    assert _references(schema) <= {f"#/$defs/{name}" for name in schema.get("$defs", {})}


def test_a_source_is_never_overwritten_not_even_by_force(tmp_path: Path) -> None:
    run("init", str(tmp_path / "lifts"))
    source = tmp_path / "lifts" / "sources" / "reply.txt"
    before = source.read_bytes()
    done = run("build", str(tmp_path / "lifts" / "letter.yaml"), "-o", str(source), "--force")
    assert done.code == 1
    assert "one of the files that the letter is made from" in done.err
    assert source.read_bytes() == before


def test_the_list_of_commands_says_of_each_what_its_own_help_says() -> None:
    whole = getattr(typer.main.get_command(cli.app), "commands", {})
    assert {name: (command.help or "").partition("\n")[0] for name, command in whole.items()} == cli.COMMANDS
