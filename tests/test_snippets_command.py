"""`drafter snippets`: wording is found, shown filled in, started, checked, and traced to the briefs that hold it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drafter.library import KINDS, Library, parse_snippet
from drafter.problems import Finding, Placed
from drafter.schemas import schema_text
from drafter.snippet_lint import lint
from drafter.snippet_samples import matters
from tests.command import run

CASE = """\
title: A matter
sender: {office: Office of Letters, known_as: the Office, signatory: smith}
parties:
  smith: {name: Ann Smith}
  jones: {name: Northgate Lifts Ltd, known_as: Northgate}
"""
OWN = "---\ntitle: Our own chronology\nkind: query\n---\nPlease give a chronology.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a case in the folder of an office, and the working folder."""
    case = tmp_path / "office" / "matter"
    case.mkdir(parents=True)
    (tmp_path / "office" / "office.yaml").write_text("office: Office of Letters\n", encoding="utf-8")
    (case / "case.yaml").write_text(CASE, encoding="utf-8")
    monkeypatch.chdir(case)
    return case


def shelve(folder: Path, name: str, text: str = OWN) -> Path:
    path = folder / "snippets" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def found(text: str) -> list[Finding]:
    """What is found in a snippet of some text."""
    snippet, findings = parse_snippet(text, "own.md", "query/own")
    return findings or lint(snippet, Library(), matters())


# --- list -----------------------------------------------------------------------------


def test_the_list_has_every_snippet_with_its_title_and_its_shelf(folder: Path) -> None:
    assert folder.is_dir()
    done = run("snippets", "list")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert len(lines) == len(Library().snippet_ids())
    assert any(line.split("  ")[0] == "query/chronology" and line.endswith("[shipped]") for line in lines)


def test_the_list_of_a_kind_has_no_other(folder: Path) -> None:
    assert folder.is_dir()
    for kind in KINDS:
        lines = run("snippets", "list", "--kind", kind).out.splitlines()
        assert lines
        assert all(line.startswith(f"{kind}/") for line in lines)


def test_the_case_comes_before_the_office_and_the_office_before_the_shipped_and_what_is_hidden_is_said(
    folder: Path,
) -> None:
    shelve(folder.parent, "query/chronology")
    assert "Our own chronology [office, hides the shipped one]" in run("snippets", "list").out
    shelve(folder, "query/chronology")
    assert "Our own chronology [case, hides the office one and the shipped one]" in run("snippets", "list").out


def test_without_a_case_the_shipped_ones_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("snippets", "list").out.count("[shipped]") == len(Library().snippet_ids())


def test_a_case_that_is_named_is_used_from_anywhere(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelve(folder, "query/mine")
    monkeypatch.chdir(tmp_path)
    assert "query/mine" in run("snippets", "list", "--case", folder / "case.yaml").out
    assert "query/mine" in run("snippets", "list", "--case", folder).out
    assert run("snippets", "list", "--case", folder / "cse.yaml").code == 2


# --- show ----------------------------------------------------------------------------------------


def test_show_gives_the_declaration_the_wording_and_two_matters_filled_in() -> None:
    done = run("snippets", "show", "query/who-is-responsible")
    assert (done.code, done.err) == (0, "")
    assert "task (words): For what?" in done.out
    assert "since (date, optional)" in done.out
    assert "responsible for {{ task }}" in done.out
    assert done.out.count("--- ") == 2
    assert "{{" not in done.out.partition("--- ")[2]


@pytest.mark.parametrize(("voice", "said"), [("I", "I look"), ("we", "We look"), ("office", "The Commissioner looks")])
def test_show_speaks_in_the_voice_that_is_asked_for(voice: str, said: str) -> None:
    assert f"{said} forward" in run("snippets", "show", "closing/answer-awaited", "--voice", voice).out


def test_show_names_the_nearest_where_there_is_none() -> None:
    done = run("snippets", "show", "query/chronolgy")
    assert done.code == 1
    assert "did you mean 'query/chronology'?" in done.err


def test_show_says_who_approved_a_standard_line_and_what_it_replaces(folder: Path) -> None:
    head = "title: Ours\nkind: query\nowner: Legal\napproved_by: A. Smith\napproved_on: 2025-01-02\n"
    head += "review_by: 2026-01-02\njurisdiction: England and Wales\nreplaces: query/old\n"
    shelve(folder, "query/ours", f"---\n{head}---\nPlease answer.\n")
    out = run("snippets", "show", "query/ours").out
    for line in ("owner: Legal", "approved by: A. Smith on 2025-01-02", "review by: 2026-01-02", "replaces: query/old"):
        assert line in out
    shelve(folder, "query/ours", f"---\n{head.replace('approved_by: A. Smith', 'topics: [a]')}---\nPlease answer.\n")
    assert "approved on: 2025-01-02" in run("snippets", "show", "query/ours").out
    properties = json.loads(schema_text("snippet"))["properties"]
    assert properties.keys() >= {"owner", "approved_by", "approved_on", "review_by", "jurisdiction", "replaces"}


def test_a_snippet_of_ones_own_is_shown_with_what_its_help_offers_and_with_facts_of_its_own(folder: Path) -> None:
    params = 'params:\n  lift: {type: words, ask: Which?, help: "Such as: the north lift."}\n'
    params += "  record: {type: evidence, ask: Which record?}\n"
    shelve(
        folder,
        "query/lift",
        f"---\ntitle: Ours\nkind: query\n{params}---\nWas {{{{ lift }}}} {{{{ record.colour }}}}?\n",
    )
    done = run("snippets", "show", "query/lift")
    assert "Was the north lift colour?" in done.out


# --- new -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [f"{kind}/of-mine" for kind in KINDS] + ["house/of-mine", "query/2024"])
def test_a_new_snippet_is_valid_at_once(folder: Path, name: str) -> None:
    done = run("snippets", "new", name)
    assert (done.code, done.err) == (0, "")
    assert (folder / "snippets" / f"{name}.md").is_file()
    checked = run("snippets", "check", "snippets", "--strict")
    assert checked.code == 0, checked.err
    assert name in run("snippets", "list").out


def test_a_new_snippet_has_the_kind_of_its_group_and_the_title_that_is_given(folder: Path) -> None:
    title = 'Ask: "when", and why not'
    run("snippets", "new", "query/when", "--title", title)
    assert title in run("snippets", "show", "query/when").out
    run("snippets", "new", "house/when", "--kind", "closing")
    assert "kind: closing" in (folder / "snippets" / "house" / "when.md").read_text(encoding="utf-8")


def test_a_new_snippet_of_the_office_stands_in_the_office_s_folder(folder: Path) -> None:
    assert run("snippets", "new", "query/when", "--office").code == 0
    assert (folder.parent / "snippets" / "query" / "when.md").is_file()


def test_a_new_snippet_never_takes_the_place_of_one_that_is_there(folder: Path) -> None:
    path = shelve(folder, "query/chronology")
    done = run("snippets", "new", "query/chronology")
    assert done.code == 1
    assert "is there already" in done.err
    assert path.read_text(encoding="utf-8") == OWN


@pytest.mark.parametrize("name", ["../out", "query", "query/../../out", "Query/Name", "/etc/x", "query/a b", "a/b/c"])
def test_a_new_snippet_stands_in_a_group_and_never_outside(folder: Path, name: str) -> None:
    before = sorted(folder.parent.rglob("*"))
    done = run("snippets", "new", name)
    assert done.code == 2
    assert "cannot be a snippet's id" in done.err
    assert sorted(folder.parent.rglob("*")) == before


def test_a_new_snippet_needs_a_case_or_an_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("snippets", "new", "query/when").code == 2
    assert list(tmp_path.iterdir()) == []


# --- check ---------------------------------------------------------------------------------------

HEAD = "---\ntitle: Ours\nkind: query\nparams:\n{}---\n{}\n"
WHO = "  who: {type: party, ask: Who?}\n"
WRONG = [
    ("unknown-name", HEAD.format(WHO, "Did {{ who }} see {{ thing }}?"), 7),
    ("snippet-parameter-unused", HEAD.format(WHO, "Please answer."), 5),
    ("wording", HEAD.format(WHO, "{{ who | capital }}\nsaw\n{{ who | uper }}."), 9),
    ("wording", HEAD.format(WHO, "{% if who %}{{ who }}."), 7),
    ("wording", HEAD.format("  c: {type: claim, ask: Which?}\n", "You said {{ c }}."), 7),
    ("wording", HEAD.format(WHO, "You said {{ quote(who) }}."), 7),
    ("block-value-place", HEAD.format("  l: {type: list, ask: Which?}\n", "These are {{ l }} of them."), 7),
    ("empty-parameter", HEAD.format("  w: {type: words, ask: What?, optional: yes}\n", "You saw {{ w }}."), 7),
    ("empty-parameter", HEAD.format(WHO, "Did {{ who }} answer by {{ deadline }}?"), 7),
    ("snippet-presumes", HEAD.format(WHO, "Did {{ who }} say\nthat he came?"), 8),
    ("snippet-presumes", HEAD.format(WHO, "Did {{ who }} see Mr Kay?"), 7),
    ("snippet-presumes", HEAD.format("  p: {type: provision, ask: Which?}\n", "Why?\n\n{{ p }} applied. Did it?"), 9),
    ("snippet-presumes", HEAD.format(WHO, "I asked {{ who }}."), 7),
    ("snippet-presumes", HEAD.format(WHO, "What did {{ who }} do in May 2024?"), 7),
    ("snippet-presumes", HEAD.format(WHO, "Now {{ who }} says so."), 7),
    ("snippet-presumes", HEAD.format(WHO, "{{ author | capital }} am asking {{ who }}."), 7),
    (
        "snippet-gap",
        HEAD.format("  w: {type: words, ask: What?, optional: yes}\n", "See it{% if w %} ({{ w }}){% endif %} ."),
        7,
    ),
    (
        "snippet-gap",
        HEAD.format("  w: {type: words, ask: What?, optional: yes}\n", "{% if w %}See {{ w }}.{% endif %}"),
        7,
    ),
    ("snippet-choices", HEAD.format("  w: {type: choice, ask: Which?}\n", "See {{ w }}."), 5),
    ("snippet-name-taken", HEAD.format("  deadline: {type: date, ask: When?}\n", "By {{ deadline }}."), 5),
    ("snippet-approval", "---\ntitle: Ours\nkind: query\napproved_by: A. Smith\n---\nPlease answer.\n", 1),
    ("snippet-approval", "---\ntitle: Ours\nkind: query\napproved_on: 2025-01-02\n---\nPlease answer.\n", 1),
    ("snippet-empty", "---\ntitle: Ours\nkind: query\n---\n\n", 5),
    ("value-missing", "---\nkind: query\n---\nPlease answer.\n", 2),
    ("snippet-front", "Please answer.\n", 1),
    ("value-choice", "---\ntitle: Ours\nkind: qwery\n---\nPlease answer.\n", 3),
]


@pytest.mark.parametrize(("code", "text", "line"), WRONG)
def test_what_is_wrong_with_a_snippet_is_found_at_its_line(code: str, text: str, line: int) -> None:
    findings = found(text)
    assert {finding.code for finding in findings} == {code}, findings
    assert findings[0].place.line == line
    assert findings[0].message


RIGHT = [
    HEAD.format(WHO, "Did {{ who }} say that {{ who.they }} came?"),
    HEAD.format(WHO, "{{ who | capital }} {% if who.plural %}say{% else %}says{% endif %} so."),
    HEAD.format(WHO, "{{ author | capital }} asked {{ who }}{% if deadline %} to answer by {{ deadline }}{% endif %}."),
    HEAD.format(WHO, "This is {% if author.third %}the{% else %}our{% endif %} letter to {{ who }}."),
    HEAD.format("  many: {type: words, ask: What?, many: yes}\n", "See {{ many | sentence_list }}."),
    HEAD.format("  many: {type: party, ask: Who?, many: yes}\n", "{% for x in many %}- {{ x }}\n{% endfor %}"),
    HEAD.format(
        "  n: {type: number, ask: How many?}\n  y: {type: yes-no, ask: So?}\n", "{{ n }}{% if y %} more{% endif %}."
    ),
    HEAD.format("  w: {type: choice, ask: Which?, choices: [red, green]}\n", "See {{ w }}."),
    HEAD.format("  s: {type: source, ask: Which?}\n", "See {{ s.title }}{% if s.date %} of {{ s.date }}{% endif %}."),
    HEAD.format("  p: {type: passage, ask: Which?}\n", "It has {{ p.evidence.colour }}: {{ quote(p) }}."),
    '---\ntitle: Ours\nkind: query\n---\n{{ provision("UNGP 13(b)") }} counts.\n',
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_not_accused(text: str) -> None:
    assert found(text) == []


def test_a_party_of_the_case_that_is_named_in_the_wording_is_found(folder: Path) -> None:
    shelve(folder, "query/lift", "---\ntitle: Ours\nkind: query\n---\nWhat did Northgate do?\n")
    done = run("snippets", "check", "snippets")
    assert done.code == 0
    assert "'Northgate' is the name of a party [snippet-presumes]" in done.err
    assert run("snippets", "check", "snippets", "--strict").code == 1


def test_wording_that_takes_something_of_its_case_by_id_is_right_there(folder: Path) -> None:
    path = shelve(folder, "query/lift", '---\ntitle: Ours\nkind: query\n---\nWhat did {{ party("jones") }} do?\n')
    assert run("snippets", "check", path, "--strict").code == 0
    path.write_text(path.read_text(encoding="utf-8").replace("jones", "jonas"), encoding="utf-8")
    done = run("snippets", "check", path)
    assert done.code == 1
    assert "did you mean 'jones'?" in done.err


def test_check_takes_the_case_above_the_snippets_from_wherever_it_is_run(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shelve(folder, "query/lift", '---\ntitle: Ours\nkind: query\n---\nWhat did {{ party("jones") }} do?\n')
    monkeypatch.chdir(tmp_path)
    assert run("snippets", "check", path, "--strict").code == 0


def test_check_counts_a_folder_and_goes_on_after_one_that_cannot_be_read(folder: Path) -> None:
    shelve(folder, "query/right")
    shelve(folder, "query/wrong", "no declaration\n")
    (folder / "snippets" / "query" / "bytes.md").write_bytes(b"\xff\xfe\x00")
    done = run("snippets", "check", folder / "snippets")
    assert done.code == 1
    assert done.out == "3 snippets: 2 errors, 0 warnings\n"


def test_check_says_where_there_is_nothing_to_check(folder: Path) -> None:
    (folder / "empty").mkdir()
    assert run("snippets", "check", "empty").code == 2
    done = run("snippets", "check", "snipets")
    assert done.code == 2
    assert "is not there" in done.err


def test_the_shipped_snippets_pass_strictly() -> None:
    done = run("snippets", "check", Path(__file__).parent.parent / "snippets", "--strict")
    assert (done.code, done.err) == (0, "")


# --- used-in -------------------------------------------------------------------------------------


def test_used_in_names_every_brief_and_line_that_holds_a_snippet(folder: Path) -> None:
    item = "- snippet: query/chronology\n  with: {matter: x}\n"
    (folder / "one.yaml").write_text(f"to: jones\nbody:\n{item}", encoding="utf-8")
    nested = "body:\n- challenge: {claim: x}\n  body:\n  - paragraph:\n    - snippet: query/chronology\n"
    (folder / "two.yaml").write_text(f"{nested}- snippet: query/quantify\n{item}", encoding="utf-8")
    (folder / "other.yaml").write_text("body:\n- text: query/chronology\n", encoding="utf-8")
    done = run("snippets", "used-in", "query/chronology")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == ["one.yaml:3", "two.yaml:5", "two.yaml:7"]
    assert run("snippets", "used-in", "query/chronology", folder.parent).out == done.out


def test_used_in_says_where_no_brief_holds_it_and_which_file_cannot_be_read(folder: Path) -> None:
    done = run("snippets", "used-in", "query/none")
    assert (done.code, done.out) == (0, "")
    assert "no brief below '.' holds query/none" in done.err
    (folder / "broken.yaml").write_text("a: [\n", encoding="utf-8")
    done = run("snippets", "used-in", "query/none")
    assert done.code == 2
    assert "broken.yaml" in done.err


def test_a_snippet_is_known_to_the_library_by_the_id_that_the_list_shows(folder: Path) -> None:
    assert folder.is_dir()
    first = run("snippets", "list").out.split("  ", 1)[0]
    assert Library().snippet(Placed(first)) is not None
