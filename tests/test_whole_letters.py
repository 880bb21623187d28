"""What a letter must not lose: paragraphs, notes of emphasis, a signature; and what snippets can ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.model import Note, blocks, plain_text, walk
from drafter.workshop import Opened, open_brief
from tests.command import run

CASE = """\
title: A matter
sender: {office: The Office, signatory: clerk}
parties:
  clerk: {name: Ada Clerk}
  firm: {name: The Firm Ltd., pronoun: it}
sources:
  letter: {title: letter of 1 May 2025, author: firm, file: letter.txt}
claims:
  safe: {words: every lift is *always* safe, source: letter}
"""
BRIEF = "date: 2025-05-05\nto: firm\nsubject: Lifts\nbody:\n"


def _folder(path: Path, body: str, *, case: str = CASE, brief: str = BRIEF, snippet: str = "") -> Path:
    (path / "case.yaml").write_text(case, encoding="utf-8")
    (path / "letter.txt").write_text("We say that every lift is always safe.", encoding="utf-8")
    (path / "snippets" / "query").mkdir(parents=True)
    (path / "snippets" / "query" / "own.md").write_text(snippet, encoding="utf-8")
    (path / "letter.yaml").write_text(brief + body, encoding="utf-8")
    return path / "letter.yaml"


def _text(opened: Opened) -> str:
    assert opened.dossier is not None, opened.findings
    assert not opened.stops, opened.findings
    return plain_text(opened.dossier.letter.body)


def test_a_paragraph_that_cannot_be_made_is_never_silenced_away(tmp_path: Path) -> None:
    body = "  - text: First.\n  - text: '{{ partty(\"firm\") }} is asked.'\n"
    body += "silence:\n  - {code: unknown-name, reason: x}\n"
    opened = open_brief(_folder(tmp_path, body))

    assert opened.stops
    assert not opened.silenced


def test_a_check_says_all_at_once(tmp_path: Path) -> None:
    case = CASE.replace("claims:", "  report: {title: report, file: raport.txt}\nclaims:")
    opened = open_brief(_folder(tmp_path, "  - text: Words.\ntemplate: letter-a5\nclaims: [saef]\n", case=case))

    assert {finding.code for finding in opened.findings} == {"file-missing", "unknown-letterhead", "unknown-id"}


def test_a_letter_that_nobody_signs_is_not_built(tmp_path: Path) -> None:
    opened = open_brief(_folder(tmp_path, "  - text: Words.\n", case=CASE.replace(", signatory: clerk", "")))

    assert "signatory-missing" in [finding.code for finding in opened.findings]


@pytest.mark.parametrize("key", ["to", "subject"])
def test_an_empty_list_is_no_addressee_and_no_subject(tmp_path: Path, key: str) -> None:
    brief = "".join(f"{key}: []\n" if line.startswith(key) else f"{line}\n" for line in BRIEF.splitlines())
    opened = open_brief(_folder(tmp_path, "  - text: Words.\n", brief=brief))

    assert "value-missing" in [finding.code for finding in opened.findings]


def test_the_output_is_never_the_brief(tmp_path: Path) -> None:
    brief = _folder(tmp_path, "  - text: Words.\n")
    before = brief.read_bytes()

    assert run("build", brief, "--format", "md", "-o", brief, "--force").code == 2
    assert brief.read_bytes() == before


@pytest.mark.parametrize(
    "wording",
    [
        '{{ quote(claim("safe")) }}.',
        '{{ [quote(claim("safe"))] | sentence_list }}.',
        '{{ block_quote(claim("safe")) }}',
        '{{ quote(claim("safe")) }} ({{ note(claim("safe")) }}).',
        'So ({{ note(claim("safe")) }}):\n\n{{ block_quote(claim("safe")) }}',
    ],
)
def test_added_emphasis_is_said_once(tmp_path: Path, wording: str) -> None:
    body = "  - text: |\n" + "".join(f"      {line}\n" for line in wording.split("\n"))

    assert _text(open_brief(_folder(tmp_path, body))).count("emphasis added") == 1


SNIPPET = """\
---
title: Ask in several ways
kind: query
params:
  urgent: {type: yes-no, ask: Is it urgent?}
  count:  {type: number, ask: How many?}
  form:   {type: choice, ask: In which form?, choices: [a table, a list]}
  by:     {type: date, ask: By when?}
---
{% macro asked(what) %}**{{ what }}**{% endmacro -%}
Give me{% if urgent %} at once{% endif %} {{ count }} names as {{ asked(form) }} by
{{ by }}{{ cite(source("letter")) }}.
"""


def test_a_snippet_of_ones_own_asks_by_every_plain_type(tmp_path: Path) -> None:
    answers = "{urgent: yes, count: 3, form: a table, by: 2025-06-01}"
    brief = _folder(tmp_path, f"  - snippet: query/own\n    with: {answers}\nnotes: end\n", snippet=SNIPPET)
    opened = open_brief(brief)

    assert _text(opened) == "Give me at once 3 names as a table by 1 June 2025."
    assert opened.dossier is not None
    assert opened.dossier.letter.notes_at == "end"
    assert sum(isinstance(node, Note) for node in walk(blocks(opened.dossier.letter))) == 1
    assert run("build", brief).code == 0


def test_answers_of_another_type_are_found(tmp_path: Path) -> None:
    answers = "{urgent: perhaps, count: many, form: a tabel, by: June}"
    opened = open_brief(_folder(tmp_path, f"  - snippet: query/own\n    with: {answers}\n", snippet=SNIPPET))

    assert [finding.code for finding in opened.findings] == ["value-kind", "value-number", "value-choice", "value-date"]
    assert "did you mean 'a table'?" in opened.findings[2].message


@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
@pytest.mark.parametrize("levels", [2, 8, 9, 10, 20, 21, 41, 100, 2000])
def test_nested_words_are_kept_or_refused(tmp_path: Path, mark: str, levels: int) -> None:
    opened = open_brief(_folder(tmp_path, f"  - text: '{mark * levels}kept'\n"))

    if levels <= 8:
        assert _text(opened) == "kept"
    if not opened.stops:
        assert _text(opened) == "kept"
