"""The reference says all that the code declares, and docs/reference is what the code gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from drafter import problems
from drafter.cli.reference import main, reference
from drafter.compose.view import View
from drafter.compose.wording import Wording
from drafter.reference.commands import Command, Parameter, command_page
from drafter.reference.keys import records, value_words
from drafter.reference.letterheads import MARKS
from drafter.reference.markdown import link, table
from drafter.reference.wording import OF_THE_LETTER, views
from drafter.schemas import SHAPES
from drafter.shapes import ANY, DAY, IDENTIFIER, ListShape, MapShape, NumberShape, RecordShape, TextShape
from drafter.workshop import open_brief
from drafter.writers.docx.parts import BLOCK_MARKS, FIELD_MARKS
from tests.command import run

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"
PAGES = (*(f"{name}.md" for name in SHAPES), "commands.md", "letterheads.md", "wording.md")
AGAIN = "make it again: python -m drafter.cli.reference docs/reference"


@cache
def pages() -> dict[str, str]:
    return reference()


def rows(page: str, section: str) -> list[list[str]]:
    """The cells of the tables below a heading."""
    found = re.split(r"^## ", pages()[page], flags=re.MULTILINE)
    text = next(part for part in found if part.partition("\n")[0] == section)
    lines = [line for line in text.splitlines() if line.startswith("|") and not line.startswith("| ---")]
    return [re.split(r" *(?<!\\)\| *", line.strip("| ")) for line in lines]


def test_there_is_a_page_for_all_that_people_write() -> None:
    assert sorted(pages()) == sorted(PAGES)
    assert sorted(path.name for path in REFERENCE.iterdir()) == sorted(PAGES), AGAIN


@pytest.mark.parametrize("page", PAGES)
def test_the_folder_holds_what_the_code_gives(page: str) -> None:
    assert (REFERENCE / page).read_bytes().decode("utf-8") == pages()[page], AGAIN


@pytest.mark.parametrize("page", PAGES)
def test_links_within_a_page_lead_to_one_of_its_headings(page: str) -> None:
    headings = re.findall(r"^#+ (.+)$", pages()[page], re.MULTILINE)
    anchors = [heading.lower().replace(" ", "-") for heading in headings]
    assert len(anchors) == len({*anchors})
    assert {*re.findall(r"\]\(#([^)]*)\)", pages()[page])} <= {*anchors}


@pytest.mark.parametrize("page", PAGES)
def test_every_row_of_a_table_has_as_many_cells_as_its_head(page: str) -> None:
    for block in re.findall(r"(?:^\|.*\n)+", pages()[page], re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}) == 1


@pytest.mark.parametrize("page", PAGES)
def test_pages_hold_no_traces_of_code(page: str) -> None:
    assert re.findall(r"<class|object at 0x|\bNone\b|Shape\(|\w+_\w+\(self", pages()[page]) == []


@pytest.mark.parametrize("name", SHAPES)
def test_every_key_has_its_row_and_every_row_says_what_it_is_for(name: str) -> None:
    root = SHAPES[name]
    assert isinstance(root, RecordShape)
    for record in records(root):
        section = link(record.called)
        assert section.startswith(f"[{record.called}]")
        title = record.called.partition(" ")[2]
        found = rows(f"{name}.md", title[:1].upper() + title[1:])
        assert all(row[-1] for row in found)
        assert {f"`{key}`" for key in record.keys} <= {row[0] for row in found}
        required = {row[0] for row in found if "required" in row}
        assert required == {f"`{key}`" for key, one in record.keys.items() if one.required}


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (DAY, "a date, as 2021-08-16"),
        (ANY, "an answer of any kind"),
        (NumberShape(1, 9), "a whole number from 1 to 9"),
        (TextShape(IDENTIFIER, "an id"), "an id"),
        (ListShape(DAY), "a list, each item a date, as 2021-08-16"),
        (ListShape(ListShape(ANY)), "a list of lists, each item of these an answer of any kind"),
        (ListShape(TextShape(), lone=True), "words, or a list of such"),
        (MapShape(RecordShape(object, {}, "a thing")), "names, with [a thing](#thing) for each"),
    ],
)
def test_values_are_told_in_words(shape: ListShape[object], said: str) -> None:
    assert value_words(shape) == said


def test_every_function_and_filter_says_what_it_gives() -> None:
    functions = [row[0] for row in rows("wording.md", "Functions")]
    assert '`quote(what, marks="double", italic=false, words="")`' in functions
    assert '`cite(what, at="", inline=false, named=false)`' in functions
    found = rows("wording.md", "Functions") + rows("wording.md", "Filters")
    assert [row for row in found if len(row) != 2 or not row[1]] == []


def _kinds(of: type[View]) -> Iterator[str]:
    for one in of.__subclasses__():
        if "kind" in vars(one):
            yield one.kind
        yield from _kinds(one)


def test_everything_that_wording_sees_has_its_attributes_listed() -> None:
    assert {view.kind for view in views()} == {*_kinds(View)}
    listed = {row[0]: row[1] for row in rows("wording.md", "Attributes")}
    for view in views():
        named = {name for name in (*view.attributes(), *view.possible()) if name != "passage"}
        assert named <= {*re.findall(r"`(\w+)`", listed[view.kind])}


CASE = """\
title: A case
sender: {office: The Office, signatory: clerk, country: GB, region: ENG}
parties: {clerk: {name: Ann Clerk}, acme: {name: Acme}}
"""
BRIEF = """\
date: 2025-03-17
to: acme
subject: A subject
deadline: 2025-04-17
body: [text: "{{ author }} {{ to | first }} {{ signatory }} {{ sender }} {{ deadline }}"]
"""


def test_the_names_of_the_letter_are_those_that_wording_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[str] = set()
    render = Wording.render

    def noting(self: Wording, wording: str, names: dict[str, object]) -> tuple[str, list[object]]:
        seen.update(self.names)
        return render(self, wording, names)

    monkeypatch.setattr(Wording, "render", noting)
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    (tmp_path / "letter.yaml").write_text(BRIEF, encoding="utf-8")
    findings = open_brief(tmp_path / "letter.yaml").findings
    assert [finding.message for finding in findings if finding.severity == "error"] == []
    assert seen == {*OF_THE_LETTER}


def test_every_place_of_a_letterhead_is_described() -> None:
    assert {*MARKS} == {*BLOCK_MARKS, *FIELD_MARKS}


def test_every_exit_code_is_listed() -> None:
    names = ("DONE", "FINDINGS", "UNREADABLE", "PARTLY", "INTERRUPTED")
    codes = {str(getattr(problems, name)) for name in names}
    assert {row[0] for row in rows("commands.md", "Exit codes")} - {"exit code"} == codes


def _commands() -> list[str]:
    return re.findall(r"^## (drafter.*)$", reference()["commands.md"], re.MULTILINE)


@pytest.mark.parametrize("command", _commands())
def test_the_page_of_commands_has_the_options_that_help_shows(command: str) -> None:
    text = run(*command.split()[1:], "--help").out
    shown = {*re.findall(r"(?<![\w-])--?[a-z][a-z-]*", text.partition("ptions:")[2])} - {"-h", "--help"}
    listed = {name for row in rows("commands.md", command) for name in re.findall(r"--?[a-z][a-z-]*", row[0])}
    within = shown if command != "drafter" else shown & {"--version"}
    assert within <= listed


def test_the_width_of_the_terminal_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setenv("TERMINAL_WIDTH", "20")
    assert reference() == pages()


def test_an_argument_is_shown_as_it_is_typed() -> None:
    repeated = Parameter("--with WORD", "Takes it along.", ("a", "b", "c"), repeated=True, default="a")
    page = command_page([Command("drafter go", "Go.", (Parameter("TO", "Where."),), (repeated,))])
    assert "```\ndrafter go [options] [TO]\n```" in page
    assert "Takes it along. One of `a`, `b` or `c`; `a` where it is left out. May be given several times." in page


def test_a_bar_or_a_line_break_cannot_break_a_table() -> None:
    assert table(("a", "b"), [("x | y", "one\ntwo")]).splitlines()[2] == r"| x \| y | one two |"


def test_only_pages_that_changed_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(tmp_path)
    capsys.readouterr()
    (tmp_path / "case.md").write_text("changed", encoding="utf-8")
    main(tmp_path)
    assert capsys.readouterr().out == f"{tmp_path / 'case.md'}\n"
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == pages()
