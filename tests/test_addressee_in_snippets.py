"""Wording says "you" to the one whom the letter is written to, and names everybody else."""

from __future__ import annotations

import pytest

from drafter.answers import read_answers
from drafter.body import SnippetItem
from drafter.brief import Brief
from drafter.compose import compose
from drafter.library import Library, parse_snippet
from drafter.model import plain_text
from drafter.problems import NOWHERE, Placed
from drafter.record import replace
from drafter.shapes import Reading
from drafter.snippet_samples import Matter, filled, matters
from drafter.yaml_files import Scalar

LIBRARY = Library()
MATTER: Matter = next(one for one in matters() if "bell" in one.read.parties)
ADDRESSEE = "bell"


def said(name: str, voice: str = "we", **answers: str) -> str:
    snippet = LIBRARY.snippet(Placed(name))
    assert snippet is not None
    given = {key: Scalar(words, "text", NOWHERE) for key, words in answers.items()}
    made = filled(snippet, MATTER, LIBRARY, voice=voice, given=given)
    assert made.findings == ()
    return " ".join(plain_text(made.letter.body).split())


def test_the_sample_letter_is_written_to_the_one_whom_these_tests_mean() -> None:
    assert list(MATTER.read.parties)[1] == ADDRESSEE


@pytest.mark.parametrize(
    ("name", "answers", "words"),
    [
        (
            "query/confirm-role",
            {"respondent": "bell", "party": "auditors"},
            "if you could confirm the role and contribution of the auditors in",
        ),
        ("query/confirm-role", {"respondent": "bell", "party": "wessing"}, "if you could confirm the role"),
        (
            "query/confirm-role",
            {"respondent": "auditors", "party": "bell"},
            "if the auditors could confirm your role and",
        ),
        ("query/chronology", {"respondent": "bell"}, "We would be grateful if you would give a chronology"),
        ("challenge/contradicted-by-record", {}, "You said: “"),
        ("challenge/commitment-reiterated", {}, "You go on to reiterate that “"),
        ("challenge/impression-contradicted", {}, "Your letter of 21 July states that “"),
        ("challenge/welcomed-and-held-to", {}, "We welcome what you said: “"),
        (
            "challenge/finally-refers-to",
            {},
            "Finally, you refer to a ‘cooperation’ with the union which, you say, was “",
        ),
        (
            "opening/further-to-restated-letter",
            {},
            "Further to your letter of 21 July 2025 which restates a number of the",
        ),
        ("opening/further-to-restated-letter", {}, "points from your original letter"),
        ("opening/reply-to-another", {"letter": "reply", "recipient": "union"}, "from you to the union"),
        ("list/steps-requested", {"party": "bell"}, "We ask you, by 30 September 2025, to:"),
        ("principle/applied-to", {"party": "bell"}, "and with what you did to meet it."),
        ("principle/information-to-be-given", {"party": "bell"}, "encouraged to see your commitment to"),
        ("closing/clarity-sought", {"party": "bell"}, "in what you acknowledge are serious matters."),
    ],
)
def test_a_snippet_says_you_to_the_addressee(name: str, answers: dict[str, str], words: str) -> None:
    text = said(name, **answers)
    assert words in text
    assert "Bell" not in text


def test_another_is_named_in_the_same_wording() -> None:
    assert "The union said: “" in said("challenge/unsupported", claim="no-visit")
    assert "in what the auditors acknowledge are serious matters." in said("closing/clarity-sought", party="auditors")


def body(wording: str, to: tuple[str, ...] = (ADDRESSEE,), **answers: str) -> str:
    declared = "".join(f"  {name}: {{type: party, ask: Who?}}\n" for name in answers)
    text = f"---\ntitle: A title\nkind: query\nparams:\n{declared}---\n{wording}\n"
    snippet, wrong = parse_snippet(text, "own.md", "query/own")
    assert wrong == []
    given = {name: Scalar(words, "text", NOWHERE) for name, words in answers.items()}
    reading = Reading()
    read = read_answers(snippet, dict(given), NOWHERE, MATTER.read, LIBRARY, reading)
    brief = Brief(date="2025-01-02", to=tuple(map(Placed, to)), body=(SnippetItem(snippet, read, NOWHERE),))
    letter, findings = compose(brief, MATTER.read, LIBRARY, lambda _: "", lambda _, __: None)
    assert [one for one in findings if one.severity == "error"] == []
    return plain_text(letter.body).strip()


def test_the_pronouns_of_the_addressee_are_those_of_you() -> None:
    wording = "{{ who }}, {{ who.they }}, {{ who.them }}, {{ who.their }}, {{ who.theirs }}, {{ who | possessive }}."
    assert body(wording, who=ADDRESSEE) == "you, you, you, your, yours, your."
    assert body(wording, who="union") == "the union, it, it, its, its, the union’s."


def test_whoever_wants_the_name_can_have_it() -> None:
    assert (
        body("{{ who.known_as }}, {{ who.name }}, {{ party('bell') }}.", who=ADDRESSEE)
        == "Mr Bell, Thomas Bell, Mr Bell."
    )


def test_each_of_several_addressees_is_named() -> None:
    assert body("{{ who }}", (ADDRESSEE, "union"), who=ADDRESSEE) == "Mr Bell"


def test_an_addressee_for_whom_the_letter_defines_a_term_bears_it() -> None:
    wording = "{{ define(party('bell'), 'the Director') }} is asked. {{ who | capital }} may say."
    assert body(wording, who=ADDRESSEE).endswith("The Director may say.")


def test_facts_of_evidence_keep_the_name() -> None:
    assert body("{{ evidence('agreement').authority }}", ("wessing",), who="union") == "the company"


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("e-mail of 21 July 2025", "Thank you for your e-mail of 21 July 2025"),
        ("E-mail of 21 July 2025", "Thank you for your e-mail of 21 July 2025"),
        ("fax of 21 July 2025", "Thank you for your fax of 21 July 2025"),
        ("answers to the questions", "Thank you for your letter of 21 July 2025"),
    ],
)
def test_an_answer_calls_what_was_received_what_it_is(title: str, words: str) -> None:
    case = MATTER.read
    reply = replace(case.sources["reply"], title=title)
    snippet = LIBRARY.snippet(Placed("opening/reply-received"))
    assert snippet is not None
    matter = replace(MATTER, read=replace(case, sources={**case.sources, "reply": reply}))
    assert words in plain_text(filled(snippet, matter, LIBRARY).letter.body)
