"""Values are words, never markup: what a case or an answer says arrives in the letter as it was written."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from drafter import markup
from drafter.case import Case, Source
from drafter.compose.fill import Filler
from drafter.compose.views import Views
from drafter.compose.wording import Wording
from drafter.language import LANGUAGES
from drafter.model import (
    Block,
    Emphasis,
    Heading,
    Letter,
    List,
    Note,
    Origin,
    Strong,
    blocks,
    inline_text,
    plain_text,
    walk,
)
from drafter.party import Party
from drafter.problems import Placed
from drafter.provisions import Pinpoint
from drafter.workshop import Opened, open_brief

MARKED = [
    "*so*",
    "**so**",
    "_so_",
    "# so",
    "<b>so</b>",
    "AT&T &amp; Co.",
    "{{ so }}",
    "{% if so %}",
    "{# so #}",
    "`so`",
    "1. so",
    "21.",
    "- so",
    "> so",
    "a\\*b\\",
    "[so](https://a.example)",
    "---",
    "so  ",
]
HOSTILE = st.one_of(
    st.sampled_from(MARKED).map(str.strip),
    st.text("ab*_#<>&{}%`\\1.-[]()!~|“”'\" é中", min_size=1, max_size=25).map(str.strip).filter(bool),
)


def _provision(name: Placed) -> Pinpoint:
    raise AssertionError(name)


def _written(wording: str, **names: object) -> tuple[Block, ...]:
    case = Case(parties={"jones": Party(name="*Jones*")}, sources={"reply": Source(title="_Reply_")})
    text, values = Wording(Views(case, LANGUAGES["en-GB"], lambda _: "", _provision)).render(wording, names)
    return Filler(values, Origin()).blocks(markup.parse(text))


def _markup(content: tuple[Block, ...]) -> list[str]:
    return [type(node).__name__ for node in walk(content) if isinstance(node, Emphasis | Strong | Heading | List)]


@given(HOSTILE)
@example("{{ x }}")
@example("1.")
def test_a_value_arrives_as_it_is(value: str) -> None:
    for wording, words in (
        ("{{ x }}", value),
        ("{{ x }} stands", f"{value} stands"),
        ("So {{ x }} is", f"So {value} is"),
    ):
        made = _written(wording, x=value)
        assert plain_text(made) == words
        assert _markup(made) == []


@given(HOSTILE, HOSTILE)
def test_values_side_by_side_make_no_markup_together(one: str, other: str) -> None:
    made = _written("{{ x }}{{ y }} and {{ x }}", x=one, y=other)
    assert plain_text(made) == f"{one}{other} and {one}"
    assert _markup(made) == []


@given(st.lists(HOSTILE, min_size=1, max_size=4))
def test_listed_values_arrive_as_they_are(values: list[str]) -> None:
    made = _written("We name {{ x|sentence_list }} here.", x=values)
    assert plain_text(made) == f"We name {LANGUAGES['en-GB'].listed(values)} here."
    assert _markup(made) == []


@given(HOSTILE)
def test_a_value_in_captured_wording_is_no_markup(value: str) -> None:
    wording = "{% set a %}so {{ x }} *is*{% endset %}{% macro m(y) %}[{{ y }}]{% endmacro %}{{ a }}{{ m(x) }}"
    made = _written(wording, x=value)
    assert plain_text(made) == f"so {value} is[{value}]"
    assert _markup(made) == ["Emphasis"]


@given(HOSTILE)
def test_markup_around_a_value_holds_just_the_value(value: str) -> None:
    for wording, kind in (
        ("*{{ x }}*", Emphasis),
        ("“*{{ x }}*”", Emphasis),
        ("**{{ x }}**", Strong),
        ("**{{ x }}**{{ cite(source('reply')) }}", Strong),
        ("{{ cite(source('reply')) }}**{{ x }}**", Strong),
    ):
        made = _written(wording, x=value)
        assert [inline_text(node.content) for node in walk(made) if isinstance(node, kind)] == [value]
        assert _markup(made) == [kind.__name__]
        assert any(isinstance(node, Note) for node in walk(made)) == ("cite" in wording)


def test_names_of_a_case_are_no_markup() -> None:
    made = _written("{{ party('jones') }} wrote the {{ source('reply').title }}.")
    assert plain_text(made) == "*Jones* wrote the _Reply_."
    assert _markup(made) == []


def test_a_value_s_lines_are_lines_and_its_spaces_stay() -> None:
    assert plain_text(_written("{{ x }} end", x="one  two\n# three")) == "one  two\n# three end"


@pytest.mark.parametrize(("value", "read"), [("Co. Ltd.", "by Co. Ltd."), ("Why?", "by Why?"), ("Ltd", "by Ltd.")])
def test_a_sentence_has_one_full_stop(value: str, read: str) -> None:
    assert plain_text(_written("by {{ x }}.", x=value)) == read


SNIPPET = """\
---
title: Say it
kind: paragraph
params:
  said: {type: words, ask: What is said?}
  who: {type: party, ask: Who says it?}
---
{{ who }} said {{ said }} to us.
"""


def _yaml(words: str) -> str:
    """Words between YAML's double quotation marks, with what is not ASCII as \\U, which JSON lacks."""
    return '"' + "".join(c if c.isalnum() and c.isascii() else f"\\U{ord(c):08X}" for c in words) + '"'


def _opened(folder: Path, name: str, said: str) -> Opened:
    """A brief that inserts a party's name and an answer; letters aside, both are written escaped."""
    (folder / "snippets" / "paragraph").mkdir(parents=True, exist_ok=True)
    (folder / "snippets" / "paragraph" / "said.md").write_text(SNIPPET, encoding="utf-8")
    case = (
        "title: A matter\nsender: {office: Office, signatory: smith}\nparties:\n"
        f"  smith: {{name: Ann Smith}}\n  jones: {{name: {_yaml(name)}}}\n"
    )
    brief = (
        "date: 2026-05-02\nto: smith\nsubject: Words\nbody:\n"
        f"  - snippet: paragraph/said\n    with: {{who: jones, said: {_yaml(said)}}}\n"
    )
    (folder / "case.yaml").write_text(case, encoding="utf-8")
    (folder / "letter.yaml").write_text(brief, encoding="utf-8")
    return open_brief(folder / "letter.yaml")


def _letter(opened: Opened) -> Letter:
    assert opened.dossier is not None, opened.findings
    return opened.dossier.letter


@settings(max_examples=60)
@given(HOSTILE, HOSTILE)
@example("*Jones*", "{{ party('smith').name }}")
@example("{% include 'case.yaml' %}", "# 1. so")
def test_a_case_and_its_answers_arrive_as_they_are_written(name: str, said: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        letter = _letter(_opened(Path(folder), name, said))
    assert plain_text(letter.body) == f"{name} said {said} to us."
    assert _markup(blocks(letter)) == []


@pytest.mark.parametrize("character", ["\U00100000", "\U0010fffd", "\x00", "\x07", "\x1b", "\x7f", "\x85", "\ufffe"])
@pytest.mark.parametrize("where", ["name", "said"])
def test_a_character_that_no_letter_holds_is_a_finding(tmp_path: Path, character: str, where: str) -> None:
    value = f"so{character}so"
    opened = _opened(tmp_path, value if where == "name" else "Jones", value if where == "said" else "yes")
    found = [finding for finding in opened.findings if finding.code == "unusable-character"]
    assert opened.stops
    assert len(found) == 1
    assert f"U+{ord(character):04X}" in found[0].message
    assert found[0].place.line == (5 if where == "name" else 6)
