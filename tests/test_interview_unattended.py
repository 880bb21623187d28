"""With no terminal, all that is missing is said at once: on every course that a proposed answer leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from drafter.interview.journal import Unkept
from drafter.interview.questions import Choice, Course, Question
from drafter.interview.unattended import Survey
from tests.command import run


@pytest.fixture
def case(tmp_path: Path) -> Path:
    run("init", str(tmp_path / "lifts"))
    return tmp_path / "lifts"


def answered(case: Path, text: str) -> tuple[int, str]:
    answers = case.parent / "answers.yaml"
    answers.write_text(text, encoding="utf-8")
    done = run("new", str(case), "--answers", str(answers))
    return done.code, done.err


def branching() -> Course:
    """A course whose questions hang on one another."""
    made = {}
    kind = yield Question("kind", "one", "Kind?", choices=(Choice("a", "A"), Choice("b", "B"), Choice("c", "C")))
    if kind != "a":
        made["day"] = yield Question("day", "date", "Day?")
    if kind == "c" and (yield Question("long", "yes-no", "Long?")):
        made["how"] = yield Question("how", "number", "How long?")
    made["name"] = yield Question("name", "words", "Name?")
    return made


def lacking(**given: object) -> dict[str, dict[str, tuple[object, ...]]]:
    survey = Survey(branching, given, Unkept(Path()))
    survey.take()
    return {name: one.where for name, one in survey.found.items()}


def test_each_question_that_an_answer_leads_to_is_named_with_the_answers_it_hangs_on() -> None:
    assert lacking() == {
        "kind": {},
        "name": {},
        "day": {"kind": ("b", "c")},
        "long": {"kind": ("c",)},
        "how": {"long": (True,)},
    }
    assert lacking(kind="c", day="2025-04-01") == {"long": {}, "name": {}, "how": {"long": (True,)}}
    assert lacking(kind="a", name="x") == {}


def test_what_hangs_on_a_missing_answer_is_said_with_it(case: Path) -> None:
    stands = "claim/no-part/stands"
    code, err = answered(case, f"claims: [no-part]\n{stands}: [challenge/impression-contradicted]\n")
    assert code == 2
    assert "'kind' has no answer (What kind of letter is it?): first, follow-up, chaser, closing\n" in err
    assert "'to' has no answer (To whom is it written?): okafor, council, ellis\n" in err
    impression = f"'{stands}/challenge/impression-contradicted/impression' has no answer"
    assert re.search(f"{impression} .*, asked where 'kind' is first or follow-up\n", err)
    assert "nothing asks" not in err


def test_with_all_that_was_said_answered_nothing_is_missing_any_more(case: Path) -> None:
    text = "claims: [no-part]\nclaim/no-part/stands: [challenge/impression-contradicted]\n"
    more = {"kind": "first", "to": "okafor", "claim/no-part/stands/challenge/impression-contradicted/impression": "so"}
    _, err = answered(case, text)
    assert set(re.findall(r"'(\S+)' has no answer", err)) == set(more)
    code, err = answered(case, text + "".join(f"{name}: {answer}\n" for name, answer in more.items()))
    assert (code, "error" in err) == (0, False), err


def test_what_a_misspelt_answer_was_meant_to_lead_to_is_said_besides(case: Path) -> None:
    stands = "claim/no-part/stands"
    code, err = answered(
        case, f"kind: folow-up\nto: okafor\nclaims: [no-prt]\n{stands}: [challenge/impresion-contradicted]\n"
    )
    assert code == 2
    for name in ("kind", "claims", stands):
        assert f"the answer to '{name}' cannot be taken" in err
    assert f"'{stands}/challenge/impression-contradicted/impression' has no answer" in err


def test_adding_in_place_needs_somebody_to_ask(case: Path) -> None:
    before = (case / "case.yaml").read_bytes()
    code, err = answered(case, "kind: first\nto: +\n")
    assert code == 2
    assert "the answer to 'to' cannot be taken: '+' is none of the choices: okafor, council, ellis" in err
    assert (case / "case.yaml").read_bytes() == before


def test_statements_named_in_a_case_that_holds_none_are_said_to_be_unknown(case: Path) -> None:
    path = case / "case.yaml"
    head, _, rest = path.read_text("utf-8").partition("claims:\n")
    path.write_text(head + rest[rest.index("# What stands beside") :], encoding="utf-8")
    code, err = answered(case, "kind: first\nto: okafor\nclaims: [no-part]\n")
    assert code == 2
    assert "the answer to 'claims' cannot be taken: 'no-part' is none of the choices\n" in err


@pytest.fixture
def nobody_known(tmp_path: Path) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CONFIG_HOME", "APPDATA"):
            patch.setenv(name, str(tmp_path / "settings"))
        letter = tmp_path / "received.txt"
        letter.write_text("We have never refused.", encoding="utf-8")
        yield letter


def test_what_the_letter_will_lack_is_said_with_what_its_case_lacks(nobody_known: Path) -> None:
    answers = nobody_known.with_name("answers.yaml")
    answers.write_text("claims: [we-have-never-refused]\nstart/date: 2025-03-03\n", encoding="utf-8")
    done = run("new", str(nobody_known), "--answers", str(answers))
    assert done.code == 2
    for name in ("start/author", "start/author/pronoun", "start/office/name", "to"):
        assert f"'{name}' has no answer" in done.err
    assert "cannot be taken" not in done.err
    assert not nobody_known.with_suffix("").exists()


def test_a_statement_that_nothing_challenges_is_named_with_what_would_challenge_it(case: Path) -> None:
    code, err = answered(case, "kind: follow-up\nto: okafor\nclaims: [no-part]\n")
    assert code == 0
    assert "warning: nothing in the letter challenges 'no-part'; answer some of 'claim/no-part/stands'" in err
    assert "claim-not-challenged" in err
