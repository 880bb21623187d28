"""What holds for a row's values is learned from others, and only where it is sure to hold for these, too."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import drafter
from drafter.batch.known import Known
from tests.compiled_batches import Values, both
from tests.test_batch_compiled import SURNAMES, example

HEADERS = ("to.name", "to.salutation", "to.organisation", "to.address", "to.pronoun", "meaning")
OWN = "\x01W\x03\x04"


def row(number: int, surname: str, **changed: str) -> Values:
    usual = {
        "to.name": f"Petra {surname}",
        "to.salutation": f"Ms {surname}",
        "to.organisation": f"The {surname} Trust",
        "to.address": f"{number + 4000} Main Street; {surname}ton; QX{number} 7ZZ",
        "to.pronoun": "she",
        "meaning": f"co-operation with {surname}",
    }
    return tuple({**usual, **changed}.values())


def surnames(count: int) -> list[str]:
    return [f"{SURNAMES[number % 8]}{'abcdefghij'[number // 8]}" for number in range(count)]


TRAPS = {
    "a title that does not fit the pronoun": (
        [row(n, name, **{"to.salutation": f"Mr {name}", "to.pronoun": "he"}) for n, name in enumerate(surnames(8))],
        row(99, "Quordenby", **{"to.salutation": "Mr Quordenby"}),
        "salutation-misfit",
    ),
    "a surname that the code names, and another": (
        [
            row(
                n,
                "",
                **{"to.name": f"{first} {last}", "to.salutation": f"Ms {last}", "to.organisation": f"{first} Trust"},
            )
            for n, (first, last) in enumerate(zip(surnames(12), ["Lord", "Page"] * 6, strict=True))
        ],
        row(99, "", **{"to.name": "Quordenby Lord", "to.salutation": "Ms Page", "to.organisation": "Quordenby Trust"}),
        "salutation-misfit",
    ),
    "short words in a quotation": (
        [row(n, name, meaning=f"‘Co-operation with The {name} Trust’ of all") for n, name in enumerate(surnames(8))],
        row(99, "Lee", meaning="‘Co-operation with The Lee Trust’ of all"),
        "quotation-unsourced",
    ),
}


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS)
def test_a_row_whose_values_only_look_like_those_of_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trap: tuple[list[Values], Values, str]
) -> None:
    others, odd, code = trap
    desk = example(tmp_path)
    desk.headers = HEADERS
    usual = [row(n, name) for n, name in enumerate(surnames(24)[12:], 40)]
    made = both(desk, [*usual, *others, odd], monkeypatch)
    assert code in {finding.code for finding in made[-1].findings}
    assert len(usual) + len(others) + 1 not in desk.filled
    assert desk.filled


def told(*patterns: str) -> Known:
    known = Known()
    for pattern in patterns:
        known.add(pattern, holds=True)
        known.add(pattern, holds=True)
    return known


def test_a_pattern_is_known_when_two_rows_have_shown_it() -> None:
    known = Known()
    known.add(f"{OWN} House", holds=True)
    assert known.holds(f"{OWN} House", as_one=False) is None
    known.add(f"{OWN} House", holds=True)
    assert known.holds(f"{OWN} House", as_one=False)
    assert known.holds(f"{OWN} House", as_one=True)


def test_one_that_failed_fails_again() -> None:
    known = Known()
    known.add(f"{OWN} House", holds=False)
    assert known.holds(f"{OWN} House", as_one=False) is False


def test_one_that_is_made_of_known_ones_is_known_unless_it_matters_as_one() -> None:
    known = told(f"{OWN} and {OWN}", f"{OWN} and {OWN} and {OWN} and {OWN}")
    between = f"{OWN} and {OWN} and {OWN}"
    assert known.holds(between, as_one=True) is None
    assert known.holds(between, as_one=False)
    assert known.holds(between, as_one=True) is None


@pytest.mark.parametrize("unknown", [f"{OWN} or {OWN}", f"{OWN}, {OWN}", f"and {OWN}", OWN, " and ".join([OWN] * 5)])
def test_other_words_marks_or_lengths_are_not_known(unknown: str) -> None:
    known = told(f"{OWN} and {OWN}", f"{OWN} and {OWN} and {OWN} and {OWN}")
    assert known.holds(unknown, as_one=False) is None


@given(st.lists(st.sampled_from([OWN, "and", "Lord", "12"]), min_size=1, max_size=6).map(" ".join))
def test_whatever_was_met_twice_is_known(pattern: str) -> None:
    assert told(pattern).holds(pattern, as_one=True)


OF_NO_LETTER = {"end of template", "at the end", "{{ body }}"}
"""What Jinja calls a mark, drafter a word's place, and a letterhead its body."""
LOOKED_FOR = {"startswith", "endswith", "replace", "split", "find", "count", "index", "partition", "rpartition", "sub"}


def long_strings_compared(source: str) -> list[str]:
    """Strings of three words and more, within functions, that something is compared with or looked through for."""
    found: list[str] = []
    for function in ast.walk(ast.parse(source)):
        for node in ast.walk(function) if isinstance(function, ast.FunctionDef | ast.Lambda) else ():
            match node:
                case ast.Compare() | ast.match_case() | ast.Subscript():
                    within: list[ast.AST] = [node.pattern] if isinstance(node, ast.match_case) else [node]
                case ast.Call(func=ast.Attribute(attr=name), args=args) if name in LOOKED_FOR:
                    within = list(args)
                case _:
                    continue
            constants = (one for part in within for one in ast.walk(part) if isinstance(one, ast.Constant))
            found += [one.value for one in constants if isinstance(one.value, str) and len(one.value.split()) >= 3]
    return found


@pytest.mark.parametrize("folder", ["checks", "compose", "batch", "languages", "writers"])
def test_no_check_compares_words_with_a_sentence_within_a_function(folder: str) -> None:
    """There such a string is taken for a message, whose words rows may have; a constant of the module is not."""
    modules = sorted((Path(drafter.__file__).parent / folder).rglob("*.py"))
    compared = {one for path in modules for one in long_strings_compared(path.read_text(encoding="utf-8"))}
    assert compared <= OF_NO_LETTER
