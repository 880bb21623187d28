"""What wording and checks do with the letters of a value is done with each row's, though its letter is filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.record import Record
from tests.compiled_batches import Desk, Values, both

CASE = """
title: Sewers
sender: {office: [Office of Tests], signatory: okafor, country: GB}
parties:
  okafor: {name: Dr Ngozi Okafor, role: Director}
"""
SNIPPET = """---
title: A line
kind: query
params:
  x: {type: words, ask: Which?}
  z: {type: words, ask: Which?, many: true}
---
"""
SURNAMES = ("Dunmorrow", "Bothwick", "Carraway", "Fallowby", "Garnsworth", "Hollinwell", "Larchmont", "Kirkstead")
SMALL = ("meadow", "pebble", "bramble", "heather", "kettle", "lantern", "harbour", "insect")
FIGURES = ("7402", "8311", "5220", "6144", "9377", "4188")


class Trap(Record):
    """Wording, values that make one kind of letter, and values that must make another."""

    wording: str
    usual: Values
    other: Values
    column: str = "x"
    language: str = "en-GB"


TRAPS = {
    "a number alone": Trap(
        '{{ x }} {% if x == "1" %}site is{% else %}sites are{% endif %} meant.', FIGURES, ("1", "1")
    ),
    "a word within a word": Trap(
        '{% if "Water" in x %}Swim{% else %}Walk{% endif %} at {{ x }}.', SURNAMES, ("Waterford", "Watermere")
    ),
    "the order of letters": Trap(
        '{% if x < "S" %}Swim{% else %}Walk{% endif %} at {{ x }}.', SURNAMES, ("Walton", "Yarrow")
    ),
    "words made of others": Trap(
        '{% if x ~ "s" == to[0].organisation %}Swim{% else %}Walk{% endif %} at {{ x }}.',
        SURNAMES,
        ("Zarrow", "Zarrow"),
    ),
    "a capital of a reference": Trap("{{ x | capital }} is meant.", ("QX12", "QX15", "QX17", "QX19"), ("qx18", "qx21")),
    "a capital of a name": Trap("{{ x | capital }} is meant.", SURNAMES, ("eBay", "iPad")),
    "few words in quotation marks, and many": Trap(
        "Look at {{ x }}.",
        tuple(f"“{name} {word}”" for name, word in zip(SURNAMES, SMALL, strict=True)),
        ("“Quorden orchard candle feather garden”", "“Wexley orchard candle feather garden”"),
    ),
    "as many things as a list has": Trap(
        "I know {{ x }} sorts.\n\n- plums\n- pears\n- apples\n\nPlease answer.", FIGURES, ("3", "3")
    ),
    "a word of no meaning": Trap("I met {{ x }}.", SURNAMES, ("XXXX",)),
    "a long line of an address": Trap(
        "I write.",
        tuple(f"{name} {other}" for name, other in zip(SURNAMES, reversed(SURNAMES), strict=True)),
        ("Quordenhamptonshirebrookley Wexleyhamptonshirebrookwater",),
        "to.organisation",
    ),
    "a name that nearly is one in the wording": Trap(
        "I asked Mary Quordon.", tuple(f"Mary {name}" for name in SURNAMES), ("Mary Quordin", "Mary Quardon"), "to.name"
    ),
    "a name that a misspelled word may mean": Trap(
        "I asked quordn.", tuple(f"Mary {name}" for name in SURNAMES), ("Mary Quorden", "Mary Quordne"), "to.name"
    ),
    "the French of": Trap(
        "Le rapport {{ to[0].organisation | possessive }} est utile.",
        ("Bernard", "Carron", "Durand", "Fabre", "Girard", "Lambert", "Moreau", "Perrin", "Simon", "Thomas"),
        ("Albert", "Émile"),
        "to.organisation",
        "fr",
    ),
    "the Spanish and": Trap(
        "{{ z | sentence_list }}.", tuple(f"Zed; {name}" for name in SURNAMES), ("Zed; Inés", "Zed; Ibarra"), "z", "es"
    ),
}
HEADERS = ("to.name", "to.organisation", "to.role", "x", "z")


def row(number: int, trap: Trap, value: str) -> Values:
    letter = "abcdefghijklmnop"[number]
    values = {
        "to.name": f"Vim Brestow{letter}l",
        "to.organisation": "Zarrows" if "organisation" in trap.wording else f"Trunch{letter}m",
        "to.role": "Partner",
        "x": "Zed",
        "z": "Zed; Zed",
    }
    return tuple((values | {trap.column: value})[name] for name in HEADERS)


def desk(folder: Path, trap: Trap, body: str = "[{snippet: query/line}]") -> Desk:
    (folder / "snippets" / "query").mkdir(parents=True)
    (folder / "snippets" / "query" / "line.md").write_text(f"{SNIPPET}{trap.wording}\n", encoding="utf-8")
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    brief = folder / "brief.yaml"
    silence = "silence: [{code: spelling, reason: A test.}]\n" if not trap.language.startswith("en") else ""
    brief.write_text(
        f"date: 2024-05-06\nlanguage: {trap.language}\n{silence}subject: Sewers\nbody: {body}\n",
        encoding="utf-8",
    )
    return Desk(brief, HEADERS)


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS)
def test_values_that_make_another_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trap: Trap) -> None:
    values = (*trap.usual, *trap.other)
    both(desk(tmp_path, trap), [row(number, trap, value) for number, value in enumerate(values)], monkeypatch)


def test_wording_that_counts_or_compares_whole_words_is_filled_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = Trap("{% if z | length > 1 and x != to[0].name %}Both{% else %}One{% endif %} of {{ x }}.", SURNAMES, ())
    batch = desk(tmp_path, trap)
    both(batch, [row(number, trap, value) for number, value in enumerate(trap.usual)], monkeypatch)
    assert len(batch.filled) >= len(SURNAMES) - 3


def test_columns_are_as_wide_as_the_words_of_a_row_need(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = '{columns: [Organisationsnamenlist, Answer], rows: [["{{ to[0].name }}", "Yes, as was said in an answer"]]}'
    trap = Trap(
        "", SURNAMES, ("Quordenhamptonshirebrookleywaterbury", "Wexleyhamptonshirewaterburybrookley"), "to.name"
    )
    rows = [row(number, trap, f"Vim {value}") for number, value in enumerate((*trap.usual, *trap.other))]
    both(desk(tmp_path, trap, f"[{{table: {table}}}]"), rows, monkeypatch)
