"""Texts of the interview stand in language files, which hold together; an office chooses the language."""

from __future__ import annotations

import ast
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from drafter.case import ItemList
from drafter.cli.asking import spoken
from drafter.interview import texts
from drafter.interview.adding import MAKERS
from drafter.interview.brief_text import brief_text
from drafter.interview.course import course
from drafter.interview.journal import Unkept
from drafter.interview.offers import Context
from drafter.interview.questions import ADD, MORE, Addition, Answer, Question
from drafter.interview.starting import Received, start
from drafter.interview.texts import ENGLISH, Texts
from drafter.interview.unattended import interview_alone, stand_in_for
from drafter.languages import INTERVIEW, interview_languages
from drafter.record import replace
from drafter.workshop import open_library
from tests.command import run

DRAFTER = Path(__file__).parent.parent / "drafter"
SPEAKING = [
    *(DRAFTER / "interview").glob("*.py"),
    *(DRAFTER / "cli" / f"{one}.py" for one in ("alone", "asking", "desk", "new", "starting")),
]
FILES = {code: (INTERVIEW / f"{code}.yaml").read_text(encoding="utf-8") for code in interview_languages()}
TEXTS = {code: texts.read(file) for code, file in FILES.items()}
EACH = pytest.mark.parametrize("code", TEXTS)
OTHERS = [code for code in TEXTS if code != "en"]


def gaps(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@EACH
def test_a_file_is_yaml_and_is_read_as_such(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert texts._as_yaml(FILES[code]) == TEXTS[code]  # noqa: SLF001 - what else the quick reading can be held to
    monkeypatch.setattr(texts, "_as_yaml", None)
    assert texts.read(FILES[code]) == TEXTS[code]


def test_a_file_may_be_written_in_any_yaml() -> None:
    folded = 'kind: >-\n  What kind\n  of letter?\nskip: "none\\nof these" # as it is\n'
    assert texts.read(folded) == {"kind": "What kind of letter?", "skip": "none\nof these"}


@pytest.mark.parametrize("code", OTHERS)
def test_another_language_has_the_texts_of_the_english_with_their_gaps(code: str) -> None:
    assert TEXTS[code].keys() == TEXTS["en"].keys()
    assert {name for name, text in TEXTS[code].items() if gaps(text) != gaps(TEXTS["en"][name])} == set()


def test_what_a_language_lacks_is_said_in_english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text(FILES["en"], encoding="utf-8")
    (tmp_path / "cy.yaml").write_text('"yes": ie\n', encoding="utf-8")
    monkeypatch.setattr(texts, "INTERVIEW", tmp_path)
    texts._texts.cache_clear()  # noqa: SLF001 - the files are others now
    assert (Texts("cy")("yes"), Texts("cy")("no")) == ("ie", "no")
    texts._texts.cache_clear()  # noqa: SLF001


def asked_for() -> tuple[dict[str, set[str]], set[str], list[str]]:
    """The names that the code says outright with what it fills in; all words in it; and names that it puts together."""
    said: dict[str, set[str]] = {}
    words: set[str] = set()
    made: list[str] = []
    for path in SPEAKING:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words.add(node.value)
            if isinstance(node, ast.JoinedStr):
                pieces = (re.escape(str(one.value)) if isinstance(one, ast.Constant) else ".*" for one in node.values)
                made.append("".join(map(str, pieces)))
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            called = ast.unparse(node.func)
            if called.endswith(("say", "say.asks")):
                name, filled = str(node.args[0].value), {str(one.arg) for one in node.keywords}
                said[name] = said.get(name, filled) & filled
                if called.endswith("asks"):
                    said[f"{name}.help"] = set()
    return said, words, [one for one in made if re.search(r"\w\\?[.-]", one)]


def test_every_text_that_the_code_says_is_there_with_what_it_needs() -> None:
    said, _, _ = asked_for()
    assert len(said) > 100
    assert {name for name in said if name not in TEXTS["en"]} == set()
    assert {
        name: gaps(TEXTS["en"][name]) - filled for name, filled in said.items() if gaps(TEXTS["en"][name]) - filled
    } == {}


def test_no_text_is_left_over() -> None:
    said, words, made = asked_for()
    left = {name.removesuffix(".help") for name in TEXTS["en"] if name not in said} - words
    assert {name for name in left if not any(re.fullmatch(one.removesuffix("\\.help"), name) for one in made)} == set()


def outright(node: ast.expr) -> str:
    """The words that stand in the code itself."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return " ".join(str(one.value) for one in parts if isinstance(one, ast.Constant))


def test_no_question_and_no_choice_is_worded_in_the_code() -> None:
    found: list[str] = []
    for path in SPEAKING:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (at := {"Question": 2, "Choice": 1}.get(ast.unparse(node.func))):
                worded = [*node.args[at:], *(one.value for one in node.keywords if one.arg in {"ask", "help", "title"})]
                found += [f"{path.name}:{one.lineno}" for one in worded if re.search("[a-z]{3}", outright(one))]
    assert found == []


ANSWERS: dict[str, Any] = {
    "kind": "follow-up",
    "answers": ["reply"],
    "claims": ["no-part"],
    "principles": ["UNGP 13", "UNGP 21"],
    "deadline": "working-days",
    "deadline/date": "2025-04-30",
    "copies": "The Minister",
}


def asked(case: Path, say: Texts, kind: str) -> dict[str, Question]:
    """The questions of a course in which every wording is chosen."""
    held, library, of_sources = open_library(case / "case.yaml")
    held = replace(held, lists={"projects": ItemList("the projects", ("one", "other"))})
    context = Context(held, library, "2025-03-31", of_sources, say=say)
    found: dict[str, Question] = {}
    passed = stand_in_for([])
    answers = {**ANSWERS, "kind": kind}

    def ask(question: Question) -> Answer:
        found[question.id] = question
        if question.id in answers:
            return answers[question.id]
        if question.kind == "many":
            once = {ADD, MORE} if MORE in question.id.split("/") else {ADD}
            return [choice.value for choice in question.choices if choice.value not in once]
        return passed(question)

    brief = interview_alone(Unkept(case), lambda: course(lambda: context, say), ask, say=say).brief()
    assert brief_text(brief, say).startswith(f"# {say('brief.head')}")
    about = Received("letter.txt", "letter", [("We did not do it.", "a denial")])
    interview_alone(Unkept(case), lambda: start(about, office_known=False, say=say), ask, say=say).brief()
    for name, maker in MAKERS.items():
        steps, answer = maker(context, name), None
        with suppress(StopIteration):
            while not isinstance(step := steps.send(answer), Addition):
                assert isinstance(step, Question)
                answer = ask(step)
    return found


@pytest.fixture
def case(tmp_path: Path) -> Path:
    run("init", str(tmp_path / "lifts"))
    return tmp_path / "lifts"


@pytest.mark.parametrize("kind", ["first", "follow-up", "chaser", "closing"])
def test_every_question_has_a_help_of_its_own(case: Path, kind: str) -> None:
    questions = asked(case, ENGLISH, kind)
    assert [name for name, one in questions.items() if len(one.help) < 8 or one.help == one.ask] == []


@pytest.mark.parametrize("code", OTHERS)
def test_in_another_language_nothing_is_asked_in_english(case: Path, code: str) -> None:
    english = {text for name, text in TEXTS["en"].items() if text != TEXTS[code][name]}
    for kind in ("follow-up", "closing"):
        for question in asked(case, Texts(code), kind).values():
            assert not english & {question.ask, question.help, *(choice.title for choice in question.choices)}
            if question.kind not in {"many", "one", "order"}:
                continue
            assert question.wrong(["nobody"], Texts(code)) not in {"", question.wrong(["nobody"])}


def test_an_office_chooses_the_language_of_the_interview(case: Path) -> None:
    office = case / "office.yaml"
    assert spoken(case) == ENGLISH
    office.write_text("office: The Office\n# interview\ninterview: fr\n", encoding="utf-8")
    assert spoken(case)("kind") == TEXTS["fr"]["kind"] != TEXTS["en"]["kind"]
    office.write_text("office: [The Office\ninterview: fr\n", encoding="utf-8")
    assert spoken(case) == ENGLISH


def test_a_language_that_there_is_not_is_a_finding(case: Path) -> None:
    (case / "office.yaml").write_text("office: The Office\ninterview: fl\n", encoding="utf-8")
    assert spoken(case) == ENGLISH
    checked = run("check", str(case / "case.yaml"))
    assert "interview" in checked.err + checked.out
    assert "fr" in checked.err + checked.out
