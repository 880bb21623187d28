"""Everything that a letter may hold, written in a brief and read back from the letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter import sources
from drafter.model import (
    Heading,
    Letter,
    List,
    Paragraph,
    Question,
    Reference,
    Table,
    inline_text,
    notes,
    plain_text,
    walk,
)
from drafter.problems import Place
from drafter.workshop import Opened, Settings, open_brief
from drafter.writers import WRITERS

CASE = """\
title: A case
reference: "041"
sender: {office: The Office, known_as: the Commissioner, signatory: clerk, country: GB, region: ENG}
parties:
  clerk: {name: Ann Clerk, title: Dr, role: Chief Clerk}
  second: {name: Bo Second, role: Deputy, organisation: Other Office}
  acme: {name: Acme Holdings plc, pronoun: it, address: [1 Road, Town]}
  envoy: {name: Jan Novak, title: HE, honours: KC, greeting: Your Excellency, role: Ambassador, organisation: Embassy}
sources:
  report: {title: Report, author: acme, date: 2025-01-02, file: report.txt}
  letter-ar: {title: رسالة, author: acme, file: ar.txt, language: ar}
claims:
  safe: {words: Every lift is safe., source: report}
  arabic: {words: نحن نحترم القانون, source: letter-ar}
"""
HEAD = "date: 2025-03-17\nto: acme\nsubject: [A subject, Its second line]\n"


def opened(folder: Path, body: str, *, head: str = HEAD, case: str = CASE) -> Opened:
    (folder / "case.yaml").write_text(case, encoding="utf-8")
    (folder / "report.txt").write_text("Every lift is safe. We are sure.", encoding="utf-8")
    (folder / "ar.txt").write_text("نحن نحترم القانون دائما.", encoding="utf-8")
    (folder / "letter.yaml").write_text(f"{head}body:\n{body}", encoding="utf-8")
    return open_brief(folder / "letter.yaml")


def letter(folder: Path, body: str, *, head: str = HEAD, case: str = CASE) -> Letter:
    made = opened(folder, body, head=head, case=case)
    assert [finding for finding in made.findings if finding.severity == "error"] == []
    assert made.dossier is not None
    return made.dossier.letter


def text(made: Letter) -> str:
    return WRITERS["txt"](made)


QUESTIONS = """\
  - heading: Money
  - question: What did it cost?
    name: cost
    parts:
      - the works;
      - text: the delay, of which
        name: delay
        parts: [the first, {text: the second., name: second}]
  - heading: Dates
  - text: See {{ ref("dates") }}, {{ ref("delay") }}, {{ ref("second") }} and {{ ref("cost", "dates") }}.
  - question: When was {{ party("acme") }} told?
    name: dates
"""


def test_questions_run_on_under_headings_and_are_referred_to_wherever_they_stand(tmp_path: Path) -> None:
    made = letter(tmp_path, QUESTIONS)
    assert [block.number for block in made.body if isinstance(block, Question)] == [1, 2]
    words = plain_text(made.body).replace("\xa0", " ")
    assert "See question 2, question 1(b), question 1(b)(ii) and questions 1 and 2." in words


def test_references_follow_when_a_question_is_put_before_them(tmp_path: Path) -> None:
    made = letter(tmp_path, "  - question: First?\n" + QUESTIONS)
    assert "See question 3, question 2(b), question 2(b)(ii)" in plain_text(made.body).replace("\xa0", " ")


def test_questions_and_paragraphs_begin_where_the_brief_says(tmp_path: Path) -> None:
    head = HEAD + "first_question: 7\nparagraphs: numbered\nfirst_paragraph: 12\n"
    body = """\
  - text: One.
    name: one
  - text: Unnumbered.
    numbered: no
  - question: Why?
    name: why
  - text: As {{ ref("one") }} says, and {{ ref("why", capital=true) }}.
"""
    made = letter(tmp_path, body, head=head)
    assert [block.number for block in made.body if isinstance(block, Paragraph)] == [12, None, 13]
    assert "As paragraph 12 says, and Question 7." in plain_text(made.body).replace("\xa0", " ")


def test_a_reference_to_nothing_names_what_there_is(tmp_path: Path) -> None:
    made = opened(tmp_path, '  - text: See {{ ref("dats") }}.\n  - question: When?\n    name: dates\n')
    [finding] = [finding for finding in made.findings if finding.code == "reference-unknown"]
    assert "did you mean 'dates'?" in finding.message
    assert finding.place.line == 5


def test_what_an_item_is_called_is_no_name(tmp_path: Path) -> None:
    made = opened(tmp_path, '  - question: Why?\n  - text: See {{ ref("question 1") }}.\n')
    assert [finding.code for finding in made.findings] == ["reference-unknown"]


def test_a_paragraph_without_a_number_cannot_be_referred_to(tmp_path: Path) -> None:
    made = opened(tmp_path, '  - text: One.\n    name: one\n  - text: See {{ ref("one") }}.\n')
    assert [finding.code for finding in made.findings] == ["reference-unnumbered"]


def test_two_things_of_one_name_are_found(tmp_path: Path) -> None:
    made = opened(tmp_path, "  - question: A?\n    name: x\n  - question: B?\n    name: x\n")
    assert "name-twice" in [finding.code for finding in made.findings]


def test_annexes_and_enclosures_are_named_numbered_and_referred_to(tmp_path: Path) -> None:
    head = HEAD + (
        "enclosures: [{words: The notice, name: notice}, The map]\n"
        "annexes:\n"
        "  - title: Questionnaire\n    name: form\n    first_question: 1\n"
        "    body: [{question: Who?}, {question: Where?}]\n"
        "  - title: Law\n    body: [{text: Words.}]\n"
    )
    body = (
        '  - question: Why?\n  - text: Fill in {{ ref("form") }}; see {{ ref("notice") }}.\n  - question: What else?\n'
    )
    made = letter(tmp_path, body, head=head)
    assert [annex.label for annex in made.annexes] == ["Annex A", "Annex B"]
    assert made.enclosures == ("Enclosure 1: The notice", "Enclosure 2: The map")
    assert "Fill in Annex A; see Enclosure 1." in plain_text(made.body)
    assert [block.number for block in made.body if isinstance(block, Question)] == [1, 2]
    assert [block.number for block in made.annexes[0].content if isinstance(block, Question)] == [1, 2]


def test_lists_restart_and_begin_where_they_are_told(tmp_path: Path) -> None:
    body = """\
  - list: [one, two]
    marker: number
  - list:
      - text: three
        parts: [inner, {text: other, parts: [deep]}]
    marker: number
    first: 3
  - list: [x]
    marker: roman
"""
    made = letter(tmp_path, body)
    lists = [block for block in made.body if isinstance(block, List)]
    assert [(block.marker, block.start) for block in lists] == [("decimal", 1), ("decimal", 3), ("roman", 1)]
    inner = [node.marker for node in walk(lists[1].items[0]) if isinstance(node, List)]
    assert inner == ["letter", "roman"]


def test_a_table_has_cells_in_the_language_of_snippets_and_empty_ones(tmp_path: Path) -> None:
    body = (
        '  - table:\n      columns: [Date, Event]\n      rows: [[2024, "**Told** by {{ party(\'acme\') }}"], [x, ""]]\n'
    )
    [table] = [block for block in letter(tmp_path, body).body if isinstance(block, Table)]
    assert [[inline_text(cell) for cell in row] for row in table.rows] == [
        ["2024", "Told by Acme Holdings plc"],
        ["x", ""],
    ]


def test_a_row_of_the_wrong_length_is_found_at_its_line(tmp_path: Path) -> None:
    made = opened(tmp_path, "  - table:\n      columns: [A, B]\n      rows:\n        - [one, two]\n        - [one]\n")
    [finding] = made.findings
    assert (finding.code, finding.place.line) == ("table-form", 9)


def test_a_defined_term_is_used_from_there_on(tmp_path: Path) -> None:
    body = """\
  - text: I write to {{ define(party("acme"), "the Company") }}.
  - text: Will {{ party("acme") }} answer?
"""
    words = plain_text(letter(tmp_path, body).body)
    assert words == "I write to Acme Holdings plc (“the Company”).\n\nWill the Company answer?"


@pytest.mark.parametrize(
    ("voice", "words"),
    [
        ("I", "I am sure; I ask, as my letter did."),
        ("we", "We are sure; we ask, as our letter did."),
        ("office", "The Commissioner is sure; the Commissioner asks, as the Commissioner’s letter did."),
    ],
)
def test_one_wording_speaks_in_three_voices(tmp_path: Path, voice: str, words: str) -> None:
    body = (
        "  - text: >-\n"
        "      {{ author | capital }} {{ author.am }} sure; {{ author }} ask{% if author.third %}s{% endif %},\n"
        "      as {{ author.possessive }} letter did.\n"
    )
    assert plain_text(letter(tmp_path, body, head=f"{HEAD}voice: {voice}\n").body) == words


def test_working_days_skip_weekends_and_the_regions_holidays(tmp_path: Path) -> None:
    head = HEAD.replace("2025-03-17", "2025-04-14") + "deadline: {working_days: 5}\n"
    body = "  - text: Answer by {{ deadline }}, within {{ deadline.working_days }}.\n"
    words = plain_text(letter(tmp_path, body, head=head).body).replace("\xa0", " ")
    assert words == "Answer by 23 April 2025, within 5 working days."  # Good Friday and Easter Monday


def test_a_deadline_is_a_date_or_days(tmp_path: Path) -> None:
    body = "  - text: Answer by {{ deadline }}.\n"
    words = plain_text(letter(tmp_path, body, head=HEAD + "deadline: 2025-04-14\n").body)
    assert words == "Answer by 14 April 2025."
    made = opened(tmp_path, body, head=HEAD + "deadline: {date: 2025-04-14, working_days: 3}\n")
    assert [finding.code for finding in made.findings] == ["deadline-form"]


def test_copies_references_signatories_and_punctuation(tmp_path: Path) -> None:
    case = CASE.replace("region: ENG", "region: ENG, reference: 'HO/{year}/{case}/{letter}', punctuation: comma")
    head = HEAD + 'letter: "3"\nfrom: [clerk, second]\nsignatures: beside\n'
    head += "copies: [The Minister, {party: second}]\ncopies_at: head\n"
    made = letter(tmp_path, "  - text: Words.\n", head=head, case=case)
    assert made.our_ref == "HO/2025/041/3"
    assert made.copies == ("The Minister", "Bo Second, Deputy, Other Office")
    assert [(one.name, one.roles) for one in made.signatories] == [
        ("Ann Clerk", ("Chief Clerk",)),
        ("Bo Second", ("Deputy, Other Office",)),
    ]
    assert (made.salutation, made.closing) == ("Dear Acme Holdings plc,", "Yours sincerely,")
    assert made.sender.person == "Dr Ann Clerk"


def test_a_reference_that_cannot_be_made_is_a_warning(tmp_path: Path) -> None:
    case = CASE.replace("region: ENG", "region: ENG, reference: 'HO/{year}/{letter}'")
    made = opened(tmp_path, "  - text: Words.\n", case=case)
    assert [finding.code for finding in made.findings] == ["reference-incomplete"]


def test_an_excellency_is_greeted_and_addressed_as_one(tmp_path: Path) -> None:
    made = letter(tmp_path, "  - text: Words.\n", head=HEAD.replace("acme", "envoy") + "punctuation: colon\n")
    assert made.salutation == "Your Excellency:"
    assert made.addressees == (("HE Jan Novak KC", "Ambassador, Embassy"),)


@pytest.mark.parametrize(
    ("keys", "lines"),
    [
        ("role: Officer, organisation: A Company Limited", ["Officer, A Company Limited"]),
        (f"role: Officer, organisation: {'x' * 51}", [f"Officer, {'x' * 51}"]),
        (f"role: Officer, organisation: {'x' * 52}", ["Officer", "x" * 52]),
        ("role: [Officer, Clerk], organisation: A Company", ["Officer", "Clerk", "A Company"]),
        ("role: Officer, organisation: A, addressed_as: [Jan Novak KC, Officer, A]", ["Jan Novak KC", "Officer", "A"]),
    ],
)
def test_role_and_organisation_share_a_line_of_sixty_characters_unless_lines_are_given(
    tmp_path: Path, keys: str, lines: list[str]
) -> None:
    case = CASE.replace("role: Ambassador, organisation: Embassy", keys)
    made = letter(tmp_path, "  - text: Words.\n", head=HEAD.replace("acme", "envoy"), case=case)
    name = [] if "addressed_as" in keys else ["HE Jan Novak KC"]
    assert made.addressees == ((*name, *lines),)


def test_a_quotation_of_a_source_in_another_language_is_marked_as_such(tmp_path: Path) -> None:
    made = letter(tmp_path, '  - text: They wrote {{ quote(claim("arabic")) }}.\n')
    assert 'lang="ar" dir="rtl"' in WRITERS["html"](made)


def test_every_form_is_in_every_format(tmp_path: Path) -> None:
    made = letter(tmp_path, QUESTIONS)
    assert all(node.text for node in walk(made.body) if isinstance(node, Reference))
    assert any(isinstance(block, Heading) for block in made.body)
    for write in WRITERS.values():
        assert "When was Acme Holdings plc told?" in write(made)


OFFICE = """\
office: [The Central Office]
contact: [1 Square]
signatory: chief
language: en-GB
voice: we
template: own
parties:
  chief: {name: Cy Chief, signature: chief.png}
"""


def _office(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "office.yaml").write_text(OFFICE.replace("template: own\n", ""), encoding="utf-8")
    example = Path(__file__).parent.parent / "examples" / "hikvision" / "sampson-signature.png"
    (folder / "chief.png").write_bytes(example.read_bytes())
    (folder / "snippets" / "paragraph").mkdir(parents=True)
    snippet = "---\ntitle: Ours\nkind: paragraph\n---\nOffice wording, as {{ author }} like it.\n"
    (folder / "snippets" / "paragraph" / "ours.md").write_text(snippet, encoding="utf-8")


BARE = "title: A case\nparties: {acme: {name: Acme plc}}\n"


@pytest.mark.parametrize("where", ["above", "named", "user"])
def test_an_office_is_written_once(tmp_path: Path, where: str) -> None:
    office = tmp_path if where == "above" else tmp_path.with_name(f"{tmp_path.name}-office")
    _office(office)
    folder = tmp_path / "cases" / "one"
    folder.mkdir(parents=True)
    (folder / "case.yaml").write_text(BARE, encoding="utf-8")
    (folder / "letter.yaml").write_text(HEAD + "body: [{snippet: paragraph/ours}]\n", encoding="utf-8")
    settings = Settings(office=office if where == "named" else None, user=office if where == "user" else None)
    made = open_brief(folder / "letter.yaml", settings)
    assert made.findings == ()
    assert made.dossier is not None
    written = made.dossier.letter
    assert written.sender.office == ("The Central Office",)
    assert written.signatories[0].name == "Cy Chief"
    assert written.signatories[0].picture is not None
    assert plain_text(written.body) == "Office wording, as we like it."


def test_the_case_stands_before_the_office(tmp_path: Path) -> None:
    _office(tmp_path)
    folder = tmp_path / "one"
    folder.mkdir()
    (folder / "case.yaml").write_text(BARE + "sender: {contact: [2 Street], voice: I}\n", encoding="utf-8")
    (folder / "letter.yaml").write_text(HEAD + 'body: [{text: "As {{ author }} say."}]\n', encoding="utf-8")
    made = open_brief(folder / "letter.yaml")
    assert made.dossier is not None
    assert made.dossier.letter.sender.contact == ("2 Street",)
    assert plain_text(made.dossier.letter.body) == "As I say."


def test_without_an_office_somebody_must_write(tmp_path: Path) -> None:
    made = opened(tmp_path, "  - text: Words.\n", case=BARE)
    assert {"sender-missing", "signatory-missing"} <= {finding.code for finding in made.findings}


@pytest.mark.parametrize(
    ("deadline", "words", "codes"),
    [
        ("2025-03-17", "{{ deadline }}", ["deadline-passed"]),
        ("2025-04-18", "{{ deadline }}", ["deadline-not-working-day"]),
        ("2025-04-17", "some day", ["deadline-not-said"]),
        ("{working_days: 3, country: UK}", "{{ deadline }}", ["deadline-calendar"]),
        ("2025-04-17", "{{ deadline }}", []),
    ],
)
def test_deadlines_that_are_wrong_or_forgotten(tmp_path: Path, deadline: str, words: str, codes: list[str]) -> None:
    made = opened(tmp_path, f"  - text: By {words}.\n", head=f"{HEAD}deadline: {deadline}\n")
    assert [finding.code for finding in made.findings] == codes


@pytest.mark.parametrize(
    ("country", "day", "why"),
    [
        ("", "2025-06-14", "Saturday"),
        ("", "2025-12-25", ""),
        ("GB", "2025-06-15", "Sunday"),
        ("GB", "2025-12-25", "Christmas Day"),
        ("GB", "2025-03-17", ""),  # which only Northern Ireland has
        ("XX", "2025-06-14", "Saturday"),
        ("SA", "2025-06-14", "Saturday"),
        ("SA", "2025-06-15", ""),
    ],
)
def test_a_deadline_on_which_nobody_works_is_told_as_far_as_is_known(
    tmp_path: Path, country: str, day: str, why: str
) -> None:
    plan = f"{{date: {day}, country: {country}}}" if country else day
    head = f"{HEAD.replace('2025-03-17', '2025-03-10')}deadline: {plan}\n"
    case = CASE.replace(", country: GB, region: ENG", "")
    made = opened(tmp_path, "  - text: By {{ deadline }}.\n", head=head, case=case)
    told = [finding.message for finding in made.findings if finding.code == "deadline-not-working-day"]
    assert told == ([f"the deadline, {day}, is no working day ({why})"] if why else [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ source(“report”) }}", "write straight quotation marks"),
        ("{{ source(report) }}", 'source("report")'),
        ("{% if deadline %}x", "is never closed"),
        ('{{ party("acme").organisation }}', "add `organisation:` to 'acme'"),
        ('{{ cite("report") }}', 'cite(source("reply"))'),
        ('{{ link("a@b.example", "mail") }}', "mailto:"),
    ],
)
def test_slips_of_wording_say_what_to_write(tmp_path: Path, text: str, words: str) -> None:
    made = opened(tmp_path, f"  - text: '{text}'\n")
    assert any(words in f"{finding.message} {finding.advice}" for finding in made.findings)


def test_a_declaration_that_is_not_closed_is_found_where_it_is_declared(tmp_path: Path) -> None:
    case = CASE.replace("words: Every lift is safe.", "words: 'Every *lift is safe.'")
    made = opened(tmp_path, '  - text: They wrote {{ quote(claim("safe")) }}.\n', case=case)
    [finding] = [finding for finding in made.findings if finding.code == "quotation-declaration"]
    assert finding.place.file.endswith("case.yaml")


def test_an_annexs_question_of_a_number_that_the_letter_has_is_called_with_its_annex(tmp_path: Path) -> None:
    annex = "annexes: [{title: Form, first_question: 1, body: [{question: Who?, name: who}]}]\n"
    body = '  - question: Why?\n    name: why\n  - text: See {{ ref("why") }} and {{ ref("who") }}.\n'
    words = plain_text(letter(tmp_path, body, head=HEAD + annex).body).replace("\xa0", " ")
    assert "See question 1 and Annex A, question 1." in words


def test_notes_side_by_side_are_one_note(tmp_path: Path) -> None:
    body = '  - text: They wrote.{{ cite(source("report"), at="p. 2") }}{{ cite(source("letter-ar")) }}\n'
    made = letter(tmp_path, body)
    [note] = notes(made)
    assert plain_text(note.content) == "Report, p. 2 (2 January 2025); رسالة"


def test_a_note_of_ones_own_words_and_a_block_quotation_with_its_source(tmp_path: Path) -> None:
    body = """\
  - text: We disagree.{{ footnote("Not in this case.") }}
  - text: '{{ block_quote(claim("safe"), cite=true) }}'
"""
    found = [plain_text(note.content) for note in notes(letter(tmp_path, body))]
    assert found == ["Not in this case.", "Report (2 January 2025)"]


def test_a_page_that_is_not_the_words_own_is_an_error(tmp_path: Path) -> None:
    pdf = Path(__file__).parent / "data" / "sources" / "report.pdf"
    (tmp_path / "r.pdf").write_bytes(pdf.read_bytes())
    words = " ".join(sources.read_whole(pdf.read_bytes(), "r.pdf", Place("r.pdf")).text.split("\n\n")[3].split()[:6])
    case = CASE.replace("{words: Every lift is safe., source: report}", f"{{words: '{words}', source: r, at: p. 99}}")
    case = case.replace("sources:\n", "sources:\n  r: {title: R, file: r.pdf}\n")
    made = opened(tmp_path, '  - text: They wrote {{ quote(claim("safe")) }}.\n', case=case)
    assert "locator-wrong" in [finding.code for finding in made.findings]


def test_a_figure_that_the_source_does_not_hold_and_a_reference_to_nothing_are_found(tmp_path: Path) -> None:
    case = CASE + "evidence: {cost: {title: cost, source: report, facts: {value: £16.4 million}}}\n"
    body = "  - question: Why?\n  - text: As my question 9 and Annex C say, so it is.\n"
    made = opened(tmp_path, body, case=case, head=f"{HEAD}evidence: cost\n")
    codes = [finding.code for finding in made.findings]
    assert codes.count("reference-typed") == 2
    assert "fact-unsupported" in codes


@pytest.mark.parametrize(("day", "codes"), [("2025-03-28", ["deadline-short"]), ("2025-03-31", [])])
def test_without_a_country_mondays_to_fridays_are_counted(tmp_path: Path, day: str, codes: list[str]) -> None:
    case = CASE.replace("country: GB, region: ENG", "shortest_deadline: 10")
    head = f"{HEAD}deadline: {{date: {day}}}\n"
    made = opened(tmp_path, "  - text: By {{ deadline }}.\n", head=head, case=case)
    assert [finding.code for finding in made.findings] == codes


@pytest.mark.parametrize(("days", "codes"), [(5, ["deadline-short"]), (10, [])])
def test_a_deadline_shorter_than_the_offices_rule_is_found(tmp_path: Path, days: int, codes: list[str]) -> None:
    case = CASE.replace("region: ENG", "region: ENG, shortest_deadline: 10")
    head = f"{HEAD}deadline: {{working_days: {days}}}\n"
    made = opened(tmp_path, "  - text: By {{ deadline }}.\n", head=head, case=case)
    assert [finding.code for finding in made.findings] == codes


@pytest.mark.parametrize(("more", "codes"), [("", ["salutation-untitled"]), (", salutation: Dr Clerk", [])])
def test_a_title_that_the_salutation_leaves_out_is_found(tmp_path: Path, more: str, codes: list[str]) -> None:
    case = CASE.replace("parties:\n", f"parties:\n  bell: {{name: Jane Bell, title: Ms, pronoun: she{more}}}\n")
    made = opened(
        tmp_path, "  - text: Words.\n", head=HEAD.replace("acme", "bell"), case=case.replace("Dr Clerk", "Ms Bell")
    )
    assert [finding.code for finding in made.findings] == codes


@pytest.mark.parametrize(("key", "advice"), [("late-reports", "underscores"), ("Bad Name", "underscores")])
def test_a_fact_s_name_that_cannot_be_one_is_told_what_may_stand_in_it(tmp_path: Path, key: str, advice: str) -> None:
    case = CASE + f'evidence:\n  one: {{title: A report, source: report, facts: {{{key}: "13"}}}}\n'
    found = [one for one in opened(tmp_path, "  - text: Words.\n", case=case).findings if one.code == "value-id"]
    assert [advice in one.advice and "hyphens" not in one.advice for one in found] == [True]
