"""The interview ends in a brief that builds, loses nothing, and asks again only what a change concerns."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from drafter.cli.desk import Desk
from drafter.interview import BACK, Interview
from drafter.interview.brief_text import brief_text
from drafter.interview.course import course
from drafter.interview.journal import Journal, begin, go_on, of_brief, read, unfinished
from drafter.interview.offers import Context
from drafter.interview.planned import earlier
from drafter.interview.questions import ADD, Answer, Question
from drafter.interview.reopening import answers_of
from drafter.interview.wording import gist
from drafter.library import Library
from drafter.problems import Placed, Unreadable
from drafter.record import replace
from drafter.workshop import Settings, open_brief, open_library
from drafter.writers import WRITERS
from drafter.written_dates import first_date
from tests.command import run

ANSWERS: dict[str, Any] = {
    "kind": "follow-up",
    "date": "2025-04-01",
    "to": "okafor",
    "subject": "Lift repairs: what the council decides",
    "answers": ["reply"],
    "claims": ["no-part"],
    "principles": [],
    "numbered": True,
    "opening": ["own words"],
    "opening/own": 'Thank you for your letter of {{ source("reply").date }}.',
    "claim/no-part/evidence": ["lift-contract"],
    "claim/no-part/stands": ["challenge/impression-contradicted"],
    "claim/no-part/stands/challenge/impression-contradicted/impression": "the contractor: alone, decides #1",
    "claim/no-part/evidence-wording": ["evidence/contract-awarded"],
    "claim/no-part/query": ["query/confirm-role"],
    "claim/no-part/query/query/confirm-role/respondent": "okafor",
    "claim/no-part/query/query/confirm-role/party": "council",
    "claim/no-part/query/query/confirm-role/project": "the repair of the lift",
    "deadline": "date",
    "deadline/date": "2025-04-30",
    "closing": ["own words"],
    "closing/own": "Please answer by {{ deadline }}.",
    "copies": "The Minister; The Council’s auditor",
}  # fmt: skip


class Somebody:
    """Answers by a plan, passes over what may be passed over, and counts what is asked."""

    def __init__(self, answers: dict[str, Any]) -> None:
        self.answers = dict(answers)
        self.asked: list[str] = []
        self.questions: dict[str, Question] = {}

    def __call__(self, question: Question) -> Answer:
        self.asked.append(question.id)
        self.questions[question.id] = question
        answer = self.answers.get(question.id)
        if isinstance(answer, list) and answer and answer[0] is BACK:
            self.answers[question.id] = answer[1]
            return BACK
        if answer is None:
            answer = question.default
        if answer is None:
            answer = [] if question.kind == "many" else None
        assert question.wrong(answer) == "", f"{question.id}: {question.wrong(answer)}"
        return answer


@pytest.fixture
def case(tmp_path: Path) -> Path:
    run("init", str(tmp_path / "lifts"))
    return tmp_path / "lifts" / "case.yaml"


def interview(case: Path, somebody: Any, journal: Journal | None = None, given: dict[str, Any] | None = None) -> Any:
    def load() -> Context:
        held, library, texts = open_library(case)
        return Context(held, library, "2025-03-31", texts)

    def add(section: str, key: str, record: dict[str, Any]) -> None:
        from drafter import splice

        case.write_bytes(splice.add_entry(case.read_bytes(), str(case), tuple(section.split("/")), key, record))

    def has(section: str, key: str) -> bool:
        held: Any = load().case
        for step in section.split("/"):
            held = held[step] if isinstance(held, dict) else getattr(held, step)
        return key in (held.passages if hasattr(held, "passages") else held)

    made = Interview(journal or begin(case.parent), lambda: course(load), has, add, somebody, given or {})
    made.change = Desk(case, Settings).change
    return made


def built(case: Path, brief: dict[str, Any]) -> str:
    path = case.parent / "made.yaml"
    path.write_text(brief_text(brief), encoding="utf-8")
    made = open_brief(path)
    assert [finding for finding in made.findings if finding.severity == "error"] == []
    assert made.dossier is not None
    return WRITERS["txt"](made.dossier.letter)


def test_it_ends_in_a_brief_that_builds_the_letter_that_was_asked_for(case: Path) -> None:
    letter = " ".join(built(case, interview(case, Somebody(ANSWERS)).brief()).split())
    assert "Dear Ms Okafor" in letter
    assert "the contractor: alone, decides #1" in letter
    assert "“The council has no part in deciding when repairs are made”" in letter
    assert "1. It would help me considerably if you could confirm the role" in letter
    assert "The Minister The Council’s auditor" in letter


def test_every_answer_is_on_disk_before_the_next_question(case: Path) -> None:
    somebody = Somebody(ANSWERS)
    journal = begin(case.parent)

    def ask(question: Question) -> Answer:
        assert list(read(journal.path).answers) == list(journal.answers)
        return somebody(question)

    interview(case, ask, journal).brief()
    assert set(read(journal.path).answers) == set(somebody.asked)


def test_wherever_it_is_broken_off_it_goes_on_with_the_next_question(case: Path) -> None:
    whole = Somebody(ANSWERS)
    wanted = interview(case, whole).brief()
    for cut in range(1, len(whole.asked)):
        somebody, journal = Somebody(ANSWERS), begin(case.parent)

        def ask(question: Question, cut: int = cut, somebody: Somebody = somebody) -> Answer:
            if len(somebody.asked) == cut:
                raise KeyboardInterrupt
            return somebody(question)

        with pytest.raises(KeyboardInterrupt):
            interview(case, ask, journal).brief()
        later = Somebody(ANSWERS)
        assert interview(case, later, read(journal.path)).brief() == wanted
        assert later.asked == whole.asked[cut:]


def test_a_line_torn_by_a_crash_costs_one_answer_and_nothing_else(case: Path) -> None:
    journal = begin(case.parent)
    journal.note("kind", "chaser")
    with journal.path.open("ab") as file:
        file.write(b'{"question": "date", "ans')
    again = read(journal.path)
    assert again.answers == {"kind": "chaser"}
    again.note("to", "okafor")
    assert read(journal.path).answers == {"kind": "chaser", "to": "okafor"}


def test_back_asks_the_question_before_and_offers_what_was_answered(case: Path) -> None:
    somebody = Somebody({**ANSWERS, "to": [BACK, "okafor"]})
    interview(case, somebody).brief()
    assert somebody.asked[:5] == ["kind", "date", "to", "date", "to"]
    assert somebody.questions["date"].default == "2025-04-01"


def test_a_changed_answer_asks_again_only_what_depends_on_it(case: Path) -> None:
    made = interview(case, Somebody(ANSWERS))
    made.brief()
    somebody = Somebody({**ANSWERS, "claim/no-part/stands": ["own words"]})
    made.ask = somebody
    made.take_back("claim/no-part/stands")
    brief = made.brief()
    assert somebody.asked == ["claim/no-part/stands", "claim/no-part/stands/own"]
    assert "quote(claim(" in str(brief["body"])
    assert "the contractor" not in str(brief)


def test_what_is_missing_is_added_to_the_case_and_the_rest_of_its_file_stays(case: Path) -> None:
    before = case.read_text(encoding="utf-8")
    somebody = Somebody(
        {
            **ANSWERS,
            "to": ADD,
            "to/new/name": "Ann New",
            "to/new/role": "Chair: of it",
            "to/new/pronoun": "she",
        }
    )
    brief = interview(case, somebody).brief()
    assert brief["to"] == "ann-new"
    after = case.read_text(encoding="utf-8")
    lines = [line for line in after.splitlines() if line not in before.splitlines()]
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    assert any("Ann New" in line for line in lines)
    assert "Dear Ann New" in built(case, brief)


def test_what_was_added_is_changed_in_the_case_where_its_answers_are(case: Path) -> None:
    wanted = {
        **ANSWERS,
        "claims": [ADD],
        "claims/new/source": "reply",
        "claims/new/words": "The council has no part",
        "claims/new/at": "p. 1",
        "claims/again": ["the-council-has-no"],
        "claim/the-council-has-no/evidence": [ADD],
        "claim/the-council-has-no/evidence/new/source": "reply",
        "claim/the-council-has-no/evidence/new/title": "their letter",
        "claim/the-council-has-no/evidence/new/words": "no part",
        "claim/the-council-has-no/evidence/again": ["their-letter"],
        "copies": None,
    }
    made = interview(case, Somebody(wanted))
    made.brief()
    before = case.read_text(encoding="utf-8")
    case.write_text(before.replace("    at: p. 1\n", "    at: p. 1   # by hand\n    topic: lifts\n"), encoding="utf-8")
    for answers in ({"at": "p. 2"}, {"words": "has no part in deciding", "at": None}, {"at": "p. 3"}):
        for name, answer in answers.items():
            made.take_back(f"claims/new/{name}")
            made.journal.former.clear()
            wanted[f"claims/new/{name}"] = answer
        made.ask = Somebody(wanted)
        made.brief()
        claim = open_library(case)[0].claims["the-council-has-no"]
        assert (claim.words, claim.at, claim.topic) == (
            wanted["claims/new/words"],
            wanted["claims/new/at"] or "",
            "lifts",
        )
    for words in (None, "deciding"):
        made.take_back("claim/the-council-has-no/evidence/new/words")
        made.journal.former.clear()
        made.ask = Somebody({**wanted, "claim/the-council-has-no/evidence/new/words": words})
        made.brief()
        passages = open_library(case)[0].evidence["their-letter"].passages
        assert [str(one.words) for one in passages.values()] == [words] * bool(words)
    assert read(made.journal.path).answers == made.journal.answers
    asked = Somebody({})
    interview(case, asked, read(made.journal.path)).brief()
    assert asked.asked == []


WORKING_DAYS = {**ANSWERS, "deadline": "working-days", "deadline/days": 20}


@pytest.mark.parametrize(
    ("country", "region", "due"), [("GB", "SCT", {"country": "GB", "region": "SCT"}), ("VA", None, {"country": "VA"})]
)
def test_working_days_are_those_of_a_country_and_of_a_region_where_it_is_needed(
    case: Path, country: str, region: str | None, due: dict[str, str]
) -> None:
    text = case.read_text(encoding="utf-8")
    case.write_text(re.sub(r"  (?:country|region): .*\n", "", text), encoding="utf-8")
    somebody = Somebody({**WORKING_DAYS, "deadline/country": country, "deadline/region": region})
    brief = interview(case, somebody).brief()
    assert brief["deadline"] == {"working_days": 20, **due}
    assert built(case, brief)
    asked = somebody.questions["deadline/country"]
    assert asked.wrong("UK") == asked.wrong("GB") == asked.wrong("FR") == ""
    if region:
        assert not somebody.questions["deadline/region"].optional
        assert [one.value for one in somebody.questions["deadline/region"].choices] == ["ENG", "NIR", "SCT", "WLS"]
    else:
        assert "deadline/region" not in somebody.asked


@pytest.mark.parametrize(("line", "asked"), [("country: GB", ["deadline/region"]), ("country: FR", [])])
def test_the_office_s_country_is_taken_and_its_region_asked_for_where_it_lacks(
    case: Path, line: str, asked: list[str]
) -> None:
    text = re.sub(r"  (?:country|region): .*\n", "", case.read_text(encoding="utf-8"))
    case.write_text(text.replace("\nsender:\n", f"\nsender:\n  {line}\n"), encoding="utf-8")
    somebody = Somebody({**WORKING_DAYS, "deadline/region": "ENG"})
    assert built(case, interview(case, somebody).brief())
    assert [name for name in somebody.asked if re.fullmatch("deadline/(country|region)", name)] == asked


def test_words_that_do_not_stand_in_the_document_are_not_taken(case: Path) -> None:
    somebody = Somebody({**ANSWERS, "claims": [ADD], "claims/new/source": "reply", "claims/new/words": "no such words"})
    with pytest.raises(AssertionError, match="do not stand in 'letter of 3 March 2025'"):
        interview(case, somebody).brief()


def test_two_interviews_of_one_case_do_not_meet(case: Path) -> None:
    one, other = begin(case.parent), begin(case.parent)
    one.note("kind", "first")
    other.note("kind", "chaser")
    assert read(one.path).answers == {"kind": "first"}
    assert {journal.path for journal in unfinished(case.parent)} == {one.path, other.path}


def test_an_interview_that_ended_is_found_by_its_brief_and_not_as_broken_off(case: Path) -> None:
    journal = begin(case.parent)
    journal.note("kind", "first")
    journal.done("2025-04-01-okafor.yaml")
    assert unfinished(case.parent) == []
    held = of_brief(case.parent, "2025-04-01-okafor.yaml")
    assert held is not None
    assert held.answers == {"kind": "first"}


def test_a_disk_that_takes_nothing_is_said_and_no_answer_is_pretended(case: Path) -> None:
    journal = begin(case.parent)
    journal.path.unlink()
    journal.path.mkdir()
    with pytest.raises(Unreadable, match="cannot be kept"):
        journal.note("kind", "first")
    assert journal.answers == {}


def test_a_snippet_dropped_into_the_folder_is_asked_for_with_what_it_declares(case: Path) -> None:
    folder = case.parent / "snippets" / "query"
    folder.mkdir(parents=True)
    (folder / "own.md").write_text(
        "---\ntitle: Ask our own question\nkind: query\nparams:\n"
        "  days: {type: number, ask: How many days?}\n  urgent: {type: yes-no, ask: Is it urgent?}\n"
        "  tone: {type: choice, ask: Which tone?, choices: [plain, firm]}\n"
        "  works: {type: words, many: true, ask: Works?}\n---\n"
        "Within {{ days }} days{% if urgent %}, urgently{% endif %} ({{ tone }}),\n"
        "what of {{ works | sentence_list }}?\n",
        encoding="utf-8",
    )
    prefix = "queries/query/own"
    extra = {f"{prefix}/days": 3, f"{prefix}/urgent": True, f"{prefix}/tone": "firm", f"{prefix}/works": "a; b ; c"}
    somebody = Somebody({**ANSWERS, "queries": ["query/own"], **extra})
    letter = built(case, interview(case, somebody).brief())
    assert "Within 3 days, urgently (firm), what of a, b and c?" in " ".join(letter.split())
    assert [somebody.questions[f"{prefix}/{name}"].kind for name in ("days", "urgent", "tone")] == [
        "number",
        "yes-no",
        "one",
    ]


def test_without_a_terminal_everything_that_is_missing_is_said_at_once(case: Path) -> None:
    answers = case.parent / "answers.yaml"
    answers.write_text("kind: follow-up\nto: okafr\nclaims: [no-part]\n", encoding="utf-8")
    done = run("new", str(case.parent), "--answers", str(answers))
    assert done.code == 2
    assert "the answer to 'to' cannot be taken: 'okafr' is none of the choices" in done.err
    assert not list(case.parent.glob("20*.yaml"))


def test_a_file_of_answers_makes_brief_and_letter(case: Path) -> None:
    import yaml

    answers = case.parent / "answers.yaml"
    answers.write_text(yaml.safe_dump(ANSWERS, allow_unicode=True), encoding="utf-8")
    done = run("new", str(case.parent), "--answers", str(answers))
    assert (done.code, done.err) == (0, "")
    assert (case.parent / "2025-04-01-okafor.docx").is_file()
    once = (case.parent / "2025-04-01-okafor.docx").read_bytes()
    assert run("build", str(case.parent / "2025-04-01-okafor.yaml"), "--force").code == 0
    assert (case.parent / "2025-04-01-okafor.docx").read_bytes() == once


def test_a_brief_of_an_interview_can_be_gone_through_again_and_comes_out_the_same(case: Path) -> None:
    wanted = interview(case, Somebody(ANSWERS)).brief()
    held, library, texts = open_library(case)
    answers = answers_of(wanted, Context(held, library, "2025-03-31", texts))
    journal = begin(case.parent)
    for question, answer in answers.items():
        journal.note(question, answer)
    somebody = Somebody({})
    again = interview(case, somebody, journal).brief()
    assert {**again, "body": None} == {**wanted, "body": None}
    assert built(case, again) == built(case, wanted)
    assert somebody.asked == []


START = {
    "start/title": "Lifts",
    "start/office/name": "The Office",
    "start/office/signatory": "Ann Able",
    "start/office/keep": True,
    "start/author": "Bo Best",
    "start/author/pronoun": "he",
    "start/date": "2025-03-03",
    "start/claims": ["0"],
}


def test_a_case_starts_from_nothing_but_the_letter_that_was_received(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import yaml

    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "settings"))
    letter = tmp_path / "received.txt"
    letter.write_text("We have never refused anything... It is [so] *always*.\n", encoding="utf-8")
    answers = tmp_path / "answers.yaml"
    wanted = {"kind": "follow-up", "to": "bo-best", "opening": ["own words"], "opening/own": "Thank you."}
    answers.write_text(yaml.safe_dump({**START, **wanted}), encoding="utf-8")
    done = run("new", str(letter), "--answers", str(answers))
    assert done.code == 0, done.err
    case = tmp_path / "received" / "case.yaml"
    [office] = (tmp_path / "settings").rglob("office.yaml")
    held, _, texts = open_library(case, Settings(user=office.parent))
    assert held.parties["bo-best"].name == "Bo Best"
    assert [claim.speaker for claim in held.claims.values()] == ["bo-best"]
    assert "never refused" in texts["letter"]
    assert run("check", str(case)).code == 0
    assert len(list(case.parent.glob("*.docx"))) == 1


def test_an_office_is_kept_for_all_cases_only_where_that_is_answered_and_a_letter_answers_the_one_received(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import yaml

    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "settings"))
    letter, answers = tmp_path / "received.txt", tmp_path / "answers.yaml"
    letter.write_text("We have never refused anything.\n", encoding="utf-8")
    said = {name: value for name, value in START.items() if name != "start/office/keep"}
    wanted = {"to": "bo-best", "opening": ["opening/reply-received"], "opening/opening/reply-received/open": "much"}
    answers.write_text(yaml.safe_dump({**said, **wanted}), encoding="utf-8")
    done = run("new", str(letter), "--answers", str(answers))
    assert done.code == 0, done.err
    assert not list((tmp_path / "settings").rglob("office.yaml"))
    assert open_library(tmp_path / "received" / "case.yaml")[0].sender.office == ("The Office",)
    [made] = (tmp_path / "received").glob("20*.yaml")
    assert "source: letter" in made.read_text("utf-8") or "letter: letter" in made.read_text("utf-8")


def test_what_a_start_lacks_is_said_all_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    letter = tmp_path / "received.txt"
    letter.write_text("We have never refused.", encoding="utf-8")
    done = run("new", str(letter))
    assert done.code == 2
    assert "'start/author' has no answer" in done.err
    assert "'start/date' has no answer" in done.err
    assert not (tmp_path / "received").exists()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("14 September 2026", "2026-09-14"),
        ("on 1st march 2025.", "2025-03-01"),
        ("2025-03-17", "2025-03-17"),
        ("31 February 2025, then 2 May 2025", "2025-05-02"),
        ("March 3, 2025", "2025-03-03"),
        ("le lundi 3 mars 2025", "2025-03-03"),
        ("3 de marzo de 2025, 1 May 2024", "2025-03-03"),
        ("tomorrow, or on 3 March", ""),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, day: str) -> None:
    assert first_date(typed) == day


def test_the_answers_that_the_guide_shows_are_taken(case: Path) -> None:
    guide = (Path(__file__).parent.parent / "docs" / "interview.md").read_text(encoding="utf-8")
    answers = case.parent / "answers.yaml"
    answers.write_text(guide.rpartition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    done = run("new", str(case.parent), "--answers", str(answers))
    assert "cannot be taken" not in done.err
    assert "has no answer" not in done.err
    [brief] = case.parent.glob("20*.yaml")
    assert "challenge/impression-contradicted" in brief.read_text(encoding="utf-8")


def test_a_question_to_the_addressee_says_you_unless_somebody_else_is_named(case: Path) -> None:
    query = "claim/no-part/query"
    plan = {name: value for name, value in ANSWERS.items() if not name.startswith(query)}
    plan |= {query: ["query/yes-or-no"], f"{query}/query/yes-or-no/proposition": "the council approves each order"}
    letter = " ".join(built(case, interview(case, Somebody(plan)).brief()).split())
    assert "I would be grateful if you would say" in letter


def test_a_chaser_comes_back_to_what_was_asked_and_has_no_answer(case: Path) -> None:
    first = interview(case, Somebody(ANSWERS)).brief()
    (case.parent / "2025-04-01-okafor.yaml").write_text(brief_text(first), encoding="utf-8")
    held, library, texts = open_library(case)
    context = Context(held, library, "2025-05-31", texts)
    context = replace(context, earlier=(earlier("2025-04-01-okafor.yaml", first, context),))
    somebody = Somebody({"kind": "chaser", "to": "okafor"})
    made = Interview(begin(case.parent), lambda: course(lambda: context), lambda *_: True, lambda *_: None, somebody)
    letter = " ".join(built(case, made.brief()).split())
    assert "I wrote to you on 1 April 2025 about Lift repairs: what the council decides" in letter
    assert "asked for an answer by 30 April 2025" in letter
    assert "1. It would help me considerably if you could confirm the role" in letter
    assert "say by which day an answer about Lift repairs" in letter
    assert "I look forward to your answer" in letter
    assert "claims" not in somebody.asked


def test_a_question_put_again_keeps_what_its_challenge_gave_it_and_its_parts(case: Path) -> None:
    held, library, texts = open_library(case)
    shared = {"claim": "no-part", "proposition": "the council approves each order"}
    question = {"question": {"snippet": "query/yes-or-no"}, "parts": ["in March", "in April"]}
    before: dict[str, Any] = {"to": "okafor", "body": [{"challenge": shared, "body": [question]}]}
    context = Context(held, library, "2025-05-31", texts)
    context = replace(context, earlier=(earlier("x.yaml", before, context),))
    somebody = Somebody({"kind": "chaser", "to": "okafor", "date": "2025-05-31"})
    made = Interview(begin(case.parent), lambda: course(lambda: context), lambda *_: True, lambda *_: None, somebody)
    letter = " ".join(built(case, made.brief()).split())
    assert "the council approves each order" in letter
    assert "(b) in April" in letter


def test_a_closing_letter_asks_nothing_and_proposes_to_close(case: Path) -> None:
    somebody = Somebody({"kind": "closing", "to": "okafor", "answers": ["reply"], "subject": "the lifts"})
    letter = " ".join(built(case, interview(case, somebody).brief()).split())
    assert "Thank you for your letter of 3 March 2025" in letter
    assert "I have no further questions about the lifts at present" in letter
    assert not {"claims", "queries", "deadline"} & set(somebody.asked)


def test_many_statements_are_narrowed_by_topic(case: Path) -> None:
    held, library, texts = open_library(case)
    claim = next(iter(held.claims.values()))
    claims = {f"c{number}": replace(claim, topic=f"topic {number % 2}") for number in range(8)}
    context = Context(replace(held, claims=claims), library, "2025-05-31", texts)
    somebody = Somebody({"kind": "first", "to": "okafor", "topics": ["topic 1"], "opening": [], "closing": []})
    made = Interview(begin(case.parent), lambda: course(lambda: context), lambda *_: True, lambda *_: None, somebody)
    made.brief()
    offered = [choice.value for choice in somebody.questions["claims"].choices]
    assert offered == ["c1", "c3", "c5", "c7", ADD]


def test_evidence_that_was_set_against_a_claim_or_shares_its_words_comes_first(case: Path) -> None:
    held, library, texts = open_library(case)
    piece = next(iter(held.evidence.values()))
    pieces = {name: replace(piece, title=title) for name, title in (("far", "Budget"), ("near", "Deciding repairs"))}
    pieces |= {"set": replace(piece, title="Minutes")}
    pieces = {name: replace(one, facts={}, passages={}) for name, one in pieces.items()}
    other = {"challenge": {"claim": "no-part", "evidence": "set"}, "body": [{"snippet": "query/confirm-role"}]}
    context = Context(replace(held, evidence=pieces), library, "2025-05-31", texts)
    context = replace(context, earlier=(earlier("x.yaml", {"body": [other]}, context),))
    assert context.linked("no-part") == ["set", "near"]


def test_a_passage_is_added_to_its_evidence(case: Path) -> None:
    query = "claim/no-part/stands"
    against = f"{query}/challenge/contradicted-by-record/passage"
    record = next(iter(open_library(case)[0].evidence.values()))
    words = next(iter(record.passages.values())).words.split(".")[0][:30].rpartition(" ")[0]
    plan = {**ANSWERS, query: ["challenge/contradicted-by-record"], against: ADD}
    plan |= {f"{against}/new/evidence": "lift-contract", f"{against}/new/words": words}
    letter = " ".join(built(case, interview(case, Somebody(plan)).brief()).split())
    assert f"which says: “{words}”" in letter


def test_the_parts_stand_in_the_order_that_was_chosen(case: Path) -> None:
    plan = {**ANSWERS, "parts": ["opening", "closing", "claim/no-part"]}
    brief = interview(case, Somebody(plan)).brief()
    assert "challenge" in brief["body"][-1]


def test_letterhead_and_signatory_are_asked_and_kept_only_where_they_differ(case: Path) -> None:
    usual = interview(case, Somebody(ANSWERS)).brief()
    assert not {"template", "from"} & set(usual)
    other = interview(case, Somebody({**ANSWERS, "template": "letter-us", "from": "okafor"})).brief()
    assert (other["template"], other["from"]) == ("letter-us", "okafor")


def test_two_that_go_on_with_one_interview_get_a_journal_each(case: Path) -> None:
    old = begin(case.parent)
    old.note("kind", "first")
    one = go_on(read(old.path))
    assert (one.answers, one.path == old.path) == ({"kind": "first"}, False)
    assert [journal.path for journal in unfinished(case.parent)] == [one.path]
    old.note("date", "2025-04-01")
    assert {journal.path for journal in unfinished(case.parent)} == {one.path, old.path}
    assert read(one.path).answers == {"kind": "first"}


def test_two_that_add_to_one_case_at_once_both_find_what_they_added(case: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    desks = [Desk(case, Settings) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: desks[n].add("parties", f"new-{n}", {"name": f"Name {n}", "pronoun": "it"}), range(4)))
    assert all(desks[0].has("parties", f"new-{number}") for number in range(4))
    assert not (case.parent / ".drafter" / "case.lock").exists()


def test_a_disk_that_is_full_costs_the_answer_being_typed_and_no_other(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = begin(case.parent)
    journal.note("kind", "first")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("drafter.interview.journal.os.fsync", full)
    with pytest.raises(Unreadable, match="No space left"):
        interview(case, Somebody(ANSWERS), journal).brief()
    monkeypatch.undo()
    again = Somebody(ANSWERS)
    assert interview(case, again, read(journal.path)).brief()
    assert "kind" not in again.asked


@pytest.mark.parametrize(
    ("voice", "said"), [("I", "I am writing"), ("we", "We are writing"), ("office", "I am writing")]
)
def test_wording_that_is_offered_reads_as_somebody_writes(tmp_path: Path, voice: str, said: str) -> None:
    library = Library(tmp_path)
    bodies = {name: library.snippet(Placed(name)) for name in library.snippet_ids()}
    read = {name: gist(snippet.body, voice) for name, snippet in bodies.items() if snippet}
    assert read["opening/first-letter"].startswith(f"{said} to you about [matter].")
    assert "to which" in read["opening/reply-received"]
    assert "returns" not in read["opening/reply-received"]
    assert "It would help me considerably" in read["query/confirm-role"] or voice == "we"
    for name, words in read.items():
        assert not re.search(r"[{}%]|\b(\w+) \1\b| [,.;:]", words), f"{name}: {words}"


def test_a_deadline_that_is_not_after_the_date_of_the_letter_is_refused_where_it_is_typed(case: Path) -> None:
    somebody = Somebody(ANSWERS)
    interview(case, somebody).brief()
    asked = somebody.questions["deadline/date"]
    assert "the letter is dated 1 April 2025" in asked.wrong("2025-03-31")
    assert asked.wrong("2025-04-01")
    assert asked.wrong("2025-04-02") == ""
