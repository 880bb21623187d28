"""`drafter snippets check` against bad snippets: each fault is found at its line, and good wording is left in peace."""

from __future__ import annotations

import pytest

from drafter.case import Case
from drafter.library import Library, parse_snippet
from drafter.party import Party
from drafter.problems import Finding
from drafter.snippet_lint import lint
from drafter.snippet_samples import matters

MATTERS = matters()
LIBRARY = Library()
PARTY = "p: {type: party, ask: Who?}"
CLAIM = "c: {type: claim, ask: Which claim?}"
CHOICE = "c: {type: choice, ask: Which?, choices: [one, two]}"
CASE = Case(parties={"northgate": Party("Northgate Lifts Ltd", known_as="Northgate")})


def found(
    body: str, *params: str, head: str = "title: A title\nkind: query", case: Case | None = None
) -> list[Finding]:
    declared = "params:\n" + "".join(f"  {one}\n" for one in params) if params else ""
    snippet, findings = parse_snippet(f"---\n{head}\n{declared}---\n{body}\n", "own.md", "query/own")
    return findings or lint(snippet, LIBRARY, MATTERS, case)


def codes(findings: list[Finding]) -> set[str]:
    return {one.code for one in findings}


@pytest.mark.parametrize(
    ("body", "params", "code", "said"),
    [
        ("Please tell us {{ matter }}.", (), "unknown-name", "'matter' is neither declared nor known"),
        ("Please ask {{ p.nmae }}.", (PARTY,), "unknown-name", "did you mean 'name'?"),
        ("Please answer.", (PARTY,), "snippet-parameter-unused", "the parameter 'p' is declared"),
        (
            "{% if p %}Please answer.{% endif %}",
            (PARTY,),
            "snippet-parameter-unused",
            "decides what is written, and is not written",
        ),
        (
            "{% set x %}{{ w }}{% endset %}Please answer.",
            ("w: {type: words, ask: Which?}",),
            "snippet-parameter-unused",
            "'x' is kept",
        ),
        ("What was said: {{ c }}.", (CLAIM,), "wording", "cannot be inserted itself"),
        ("See {{ l }} now.", ("l: {type: list, ask: Which?}",), "block-value-place", "must stand alone"),
        ("Send {{ w }}.", ("w: {type: words, ask: Which?, many: true}",), "wording", "cannot be inserted"),
        ("By {{ d }}.", ("d: {type: date, ask: When?, optional: true}",), "empty-parameter", "is inserted"),
        ("See [here]({{ w }}).", ("w: {type: words, ask: Which?}",), "snippet-link", "are no link"),
        ("What was said: “{{ quote(c) }}”.", (CLAIM,), "snippet-gap", "two quotation marks meet"),
        ("{% if c == 'thre' %}A{% else %}B{% endif %} {{ c }}.", (CHOICE,), "snippet-choices", "'thre' is none of"),
        (
            "{% if c == 'two' %}{{ d }}{% endif %}That is so.",
            (CHOICE, "d: {type: date, ask: When?, optional: true}"),
            "empty-parameter",
            "'d', which was left out",
        ),
        ("{% if y %}Yes ..{% else %}No.{% endif %}", ("y: {type: yes-no, ask: Is it so?}",), "snippet-gap", "mark"),
        ("Ask {{ p }}, the chairman.", (PARTY,), "snippet-presumes", "'chairman' presumes a party’s sex"),
        ("Ask {{ p }} for his letter.", (PARTY,), "snippet-presumes", "'his' presumes"),
        ("Ask Lord Grey and {{ p }}.", (PARTY,), "snippet-presumes", "'Lord' presumes"),
        ("What {{ p }} thinks is open.", (PARTY,), "snippet-presumes", "'thinks' fits one person or number"),
        ("It is open why {{ p }} therefore denies it.", (PARTY,), "snippet-presumes", "'denies' fits"),
        ("It is open what {{ p }} are.", (PARTY,), "snippet-presumes", "'are' fits"),
        ("Please say why does {{ p }} agree.", (PARTY,), "snippet-presumes", "'does' fits"),
        ("Has {{ p }} agreed?", (PARTY,), "snippet-presumes", "'Has' fits"),
        ("It is open when {{ c.speaker }} knows.", (CLAIM,), "snippet-presumes", "'knows' fits"),
        ("If {{ author }} asks, please say.", (), "snippet-presumes", "'asks' fits"),
        ("Ask {{ p }} whether it agrees.", (PARTY,), "snippet-presumes", "'it' may be taken for 'p'"),
        ("Ask {{ p }} and their auditors.", (PARTY,), "snippet-presumes", "'their' may be taken for 'p'"),
        ("{{ p }} said so.", (PARTY,), "snippet-presumes", "begins with 'p'"),
        ("That is so. {{ author }} will ask.", (), "snippet-presumes", "begins with 'author'"),
        ("Grey & Sons Ltd said so.", (), "snippet-presumes", "'Grey & Sons Ltd' is the name of a party"),
        ("By next Monday, please.", (), "snippet-presumes", "'Monday' fits one time only"),
        ("", (), "snippet-empty", "has no wording"),
    ],
)
def test_a_fault_is_found(body: str, params: tuple[str, ...], code: str, said: str) -> None:
    findings = [one for one in found(body, *params) if one.code == code and said in one.message]
    assert findings
    assert all(one.place.file == "own.md" and one.place.line for one in findings)


@pytest.mark.parametrize("head", ["kind: query", "title: ''\nkind: query"])
def test_a_missing_title_is_found(head: str) -> None:
    assert any("title" in one.message and one.severity == "error" for one in found("Please answer.", head=head))


def test_a_name_of_the_case_is_found_in_the_wording_the_title_and_a_question() -> None:
    findings = found(
        "Northgate said {{ w }}.",
        "w: {type: words, ask: What did Northgate say?}",
        head="title: Ask Northgate\nkind: query",
        case=CASE,
    )
    named = [one for one in findings if "is the name of a party" in one.message]
    assert [one.place.line for one in named] == [7, 2, 5]


@pytest.mark.parametrize(
    ("body", "params"),
    [
        ("{{ p | capital }} {% if p.plural %}deny{% else %}denies{% endif %} it.", (PARTY,)),
        ("{{ p | possessive | capital }} letter says so; {{ p.they }} did not answer.", (PARTY,)),
        ("Please tell {{ p }} this as well, and thus always {{ p.their }} auditors.", (PARTY,)),
        ("What did {{ p }} do, and when had {{ p }} decided?", (PARTY,)),
        ("The statement is open. If it changed, please say so.", (PARTY.replace("ask", "optional: true, ask"),)),
        ("{{ author | capital }} ask{% if author.third %}s{% endif %} for it.", ()),
        ("See {{ link('https://office.example', w) }}.", ("w: {type: words, ask: Which?}",)),
        ("{% if c == 'two' %}Two{% else %}One{% endif %} will do.", (CHOICE,)),
    ],
)
def test_wording_that_fits_everybody_is_left_in_peace(body: str, params: tuple[str, ...]) -> None:
    assert codes(found(body, *params)) <= {"snippet-parameter-unused"}
