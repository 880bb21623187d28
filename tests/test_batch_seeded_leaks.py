"""Every kind of identifying value is let into a neighbour's letter on every way in, and every one is found."""

from __future__ import annotations

import csv
from itertools import product
from pathlib import Path

import pytest

from drafter.batch import identity
from drafter.model import Annex, Caption, Letter, Link, Note, Paragraph, Sender, Table, Text
from tests.batches import CASE, folder, low
from tests.command import Done, run

VALUES = {
    "name": ("to.name", "Wilhelmina Prendergast", "'wilhelmina prendergast', which is to.name of row 1"),
    "organisation": (
        "to.organisation",
        "Hartwell Pumps plc",
        "'hartwell pumps plc', which is to.organisation of row 1",
    ),
    "known as": ("to.known_as", "the Pump Board", "'the pump board', which is to.known_as of row 1"),
    "address": ("to.address", "14 Orchard Lane", "'14 orchard lane', which is to.address of row 1"),
    "lines above the address": (
        "to.addressed_as",
        "The Keeper of the Northern Sluices",
        "'the keeper of the northern sluices', which is to.addressed_as of row 1",
    ),
    "their reference": ("your_ref", "HP/2291/b", "'hp 2291 b', which is your_ref of row 1"),
    "our reference": ("our_ref", "DO/7/0042", "'do 7 0042', which is our_ref of row 1"),
    "fact of a contract": ("contract", "NX-2201-77", "'nx 2201 77', which is contract: reference of row 1"),
    "party of a contract": ("contract", "Acme Works", "'acme works', which is contract: supplier of row 1"),
    "parameter": ("place", "plot 88 east", "'plot 88 east', which is place of row 1"),
    "e-mail in the address": (
        "to.address",
        "w.p@hartwell.example",
        "'w p hartwell example', which is to.address of row 1",
    ),
    "e-mail in the delivery": (
        "delivery",
        "By e-mail to w.p@hartwell.example",
        "'w p hartwell example', which is delivery of row 1",
    ),
    "e-mail in a text": ("remark", "Ask w.p@hartwell.example.", "'w p hartwell example', which is remark of row 1"),
}
"""A field, what row 1 has in it, and how it is told; what leaks is its words without those around an e-mail address."""

SNIPPET = """\
---
title: A remark
kind: paragraph
params:
  words: {type: words, ask: Which words?}
  remark: {type: text, ask: Which remark?, optional: true}
  place: {type: words, ask: Which place?, optional: true}
  contract: {type: evidence, ask: Which contract?, optional: true}
  noted: {type: words, ask: What is noted?, optional: true}
  quoted: {type: claim, ask: What is quoted?, optional: true}
---
We were told of {{ words }}{% if noted %}{{ footnote(noted) }}{% endif %}. {% if remark %}{{ remark }}{% endif %}

{% if place %}It is about {{ place }}.{% endif %}

{% if contract %}It is {{ contract.reference }}.{% endif %} {% if quoted %}It says {{ quote(quoted) }}.{% endif %}
"""
PLAN = """\
date: 2024-05-06
subject: Drains
body:
  - text: We write about the drains.
  - snippet: paragraph/remark
    with: {words: nothing}
"""
WAYS = {
    "a cell of another column": ("words", "that {} agreed"),
    "a cell that is nothing else": ("words", "{}"),
    "a text": ("remark", "That is what {} said."),
    "the subject": ("subject", "The drains of {}"),
    "the title, which is a property of the Word file": ("title", "Letter to {}"),
    "the marking": ("marking", "For {} only"),
    "the delivery": ("delivery", "By hand of {}"),
    "an enclosure": ("enclosures", "Statement of {}"),
    "a copy line": ("copies", "{}"),
    "a footnote": ("noted", "Letter of {}"),
    "the role of the addressee": ("to.role", "Deputy of {}"),
    "the closing": ("closing", "Yours, with regards to {}"),
}


FREE = {("e-mail in a text", way) for way, (column, _) in WAYS.items() if column in {"words", "remark", "noted"}}
FREE |= {(field, "the delivery") for field in VALUES if "e-mail" in field}
FREE.add(("parameter", "a cell that is nothing else"))
"""What stands in the free words of two rows, or as where both are delivered, is each one's own: who could tell?"""


def leaked(field: str) -> str:
    """The words that leak."""
    _, value, _ = VALUES[field]
    return "w.p@hartwell.example" if "@" in value else value


def batch(at: Path, rows: dict[int, dict[str, str]], *more: str, plan: str = PLAN, case: str = CASE) -> Done:
    at.mkdir(exist_ok=True)
    brief = folder(at / "case", plan)
    (brief.parent / "case.yaml").write_text(case, encoding="utf-8")
    (brief.parent / "snippets" / "paragraph" / "remark.md").write_text(SNIPPET, encoding="utf-8")
    cells = [
        {
            "to.name": f"Person{number} Family{number}",
            "to.address": f"{number} High Street",
            "words": f"site {number}",
            "subject": "Drains",
            **given,
        }
        for number, given in rows.items()
    ]
    headers = list(dict.fromkeys(name for row in cells for name in row))
    with (at / "r.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headers, *([row.get(name, "") for name in headers] for row in cells)])
    return run("batch", brief, "-r", at / "r.csv", "-o", at / "out", *more)


def first_row(field: str) -> dict[str, str]:
    column, value, _ = VALUES[field]
    if column == "contract":
        return {"contract": "north"}
    return {column: f"{value}; Countryshire" if column == "to.address" else value}


@pytest.mark.parametrize(("field", "way"), [both for both in product(VALUES, WAYS) if both not in FREE])
def test_a_value_of_a_neighbour_is_an_error_on_every_way_in(tmp_path: Path, field: str, way: str) -> None:
    column, words = WAYS[way]
    done = batch(tmp_path, {1: first_row(field), 2: {column: words.format(leaked(field))}})
    assert done.code == 1, done.out + done.err
    assert f"error: row 2: the letter says {VALUES[field][2]} [leak]" in low(done.err)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("way", WAYS)
def test_a_name_of_a_single_word_is_a_warning_on_every_way_in(tmp_path: Path, way: str) -> None:
    column, words = WAYS[way]
    done = batch(tmp_path, {1: {"to.name": "Prendergast"}, 2: {column: words.format("Prendergast")}})
    assert done.code == 0, done.err
    assert "warning: row 2: the letter says 'prendergast', which is to.name of row 1 [leak]" in low(done.err)


@pytest.mark.parametrize("field", VALUES)
def test_a_file_name_tells_no_neighbours_value(tmp_path: Path, field: str) -> None:
    rows = {1: {**first_row(field), "handled with": "nobody"}, 2: {"handled with": leaked(field)}}
    done = batch(tmp_path, rows, "--name", "{row}-{handled with}")
    told = VALUES[field][2]
    assert done.code == 1, done.err
    assert f"error: row 2: the name of the letter's file says {told} [leak]" in low(done.err)
    assert not (tmp_path / "out").exists()
    assert batch(tmp_path / "other", rows).code == 0


def test_a_leak_in_a_file_name_can_be_let_stand_with_a_reason(tmp_path: Path) -> None:
    rows = {1: {"your_ref": "HP/2291/b"}, 2: {"handled with": "HP/2291/b"}}
    plan = "silence: [{code: leak, reason: our own register, about: name of the letter's file}]\n" + PLAN
    done = batch(tmp_path, rows, "--name", "{row}-{handled with}", plan=plan)
    assert done.code == 0, done.err
    assert "1 silenced with a reason" in done.out


def test_what_the_case_says_of_a_thing_that_a_row_names_is_looked_through(tmp_path: Path) -> None:
    case = f"{CASE}claims:\n  odd: {{words: Wilhelmina Prendergast agreed to it, source: register}}\n"
    done = batch(tmp_path, {1: first_row("name"), 2: {"quoted": "odd"}}, case=case)
    assert done.code == 1
    assert f"error: row 2: the letter says {VALUES['name'][2]} [leak]" in low(done.err)


@pytest.mark.parametrize("field", [name for name in VALUES if name not in {"parameter", "e-mail in a text"}])
def test_what_the_brief_or_a_snippet_says_of_one_row_is_told_of_all(tmp_path: Path, field: str) -> None:
    plan = PLAN.replace("about the drains", f"about {leaked(field)}")
    done = batch(tmp_path / "brief", {1: first_row(field), 2: {}}, plan=plan)
    assert done.code == 0, done.err
    assert f"warning: the brief itself says {VALUES[field][2]}, and so do all other letters" in done.err
    at = tmp_path / "snippet"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "tests.test_batch_seeded_leaks.SNIPPET", SNIPPET.replace("We were told", f"{leaked(field)} told us")
        )
        done = batch(at, {1: first_row(field), 2: {}})
    assert f"the snippet paragraph/remark says {VALUES[field][2]}, and so do all other letters" in done.err


def test_what_two_rows_share_is_each_ones_own(tmp_path: Path) -> None:
    shared = {"place": "plot 88 east", "your_ref": "HP/2291/b", "delivery": "By e-mail to w.p@hartwell.example"}
    done = batch(tmp_path, {1: shared, 2: shared, 3: {"words": "plot 9 west", "place": "plot 9 west"}})
    assert done.code == 0, done.err
    assert "[leak]" not in done.err


def test_captions_of_tables_addresses_of_links_and_notes_are_looked_through() -> None:
    note = Note((Paragraph((Text("a note"),)),))
    table = Table(((Text("head"),),), (((Text("cell"), note),),), Caption("Table", 1, (Text("a caption"),)))
    link = Paragraph((Link((Text("here"),), "https://hartwell.example"),))
    annex = Annex("Annex A", "the annex", (Paragraph((Text("annexed"),)),))
    letter = Letter("en", "the title", "", "2024-05-06", Sender(), (), "", (table, link), "", (), annexes=(annex,))
    said = "\n".join(identity.texts(letter))
    for words in (
        "the title",
        "head",
        "cell",
        "a note",
        "a caption",
        "the annex",
        "annexed",
        "here",
        "https://hartwell.example",
    ):
        assert words in said
