"""A received letter says who wrote it, when, with which references, and to whom; the interview proposes that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.interview.questions import Question
from drafter.interview.received import Reading, read
from drafter.interview.starting import Received, start

LETTER = """\
Northmere Borough Council
Civic Centre, Northmere NM1 2AB

Our ref: NBC/2025/118      Your ref: CO/77

3 March 2025

The Tenants’ Commissioner
Office of the Tenants’ Commissioner
1 Long Street

Dear Commissioner

Repairs at Marlow House

The council has no part in deciding when repairs are made. On 1 January 2020 it said so too.

Yours sincerely


Ms Grace Okafor
Head of Housing
Northmere Borough Council
Tel. 0117 4960000
"""


def test_all_that_it_says_of_itself_is_found() -> None:
    found = read(LETTER)
    assert (found.title, found.writer) == ("Ms", "Grace Okafor")
    assert (found.role, found.organisation) == ("Head of Housing", "Northmere Borough Council")
    assert (found.date, found.our_ref, found.your_ref) == ("2025-03-03", "NBC/2025/118", "CO/77")
    assert found.addressee == ("The Tenants’ Commissioner", "Office of the Tenants’ Commissioner")
    assert (found.pronoun, found.salutation) == ("she", "Ms Okafor")
    assert LETTER[slice(*found.body)].split(maxsplit=1)[0] == "Repairs"
    assert LETTER[slice(*found.body)].rsplit(maxsplit=1)[-1] == "too."
    assert found.subject == "Repairs at Marlow House"


@pytest.mark.parametrize(
    ("block", "name", "role"),
    [
        ("John Smith, Director", "John Smith", "Director"),
        ("Dr. A. de Souza\nChief Officer", "A. de Souza", "Chief Officer"),
        ("For and on behalf of Acme Ltd\nBo Best", "Bo Best", ""),
    ],
)
def test_names_are_read_as_people_sign(block: str, name: str, role: str) -> None:
    found = read(f"Dear Sir\n\nNo.\n\nYours faithfully\n\n{block}\n")
    assert (found.writer, found.role) == (name, role)


@pytest.mark.parametrize(
    ("line", "role", "organisation"),
    [
        ("Director of Regulation, Severn Vale Water plc", "Director of Regulation", "Severn Vale Water plc"),
        ("Deputy Head of Legal, Department for Transport", "Deputy Head of Legal", "Department for Transport"),
        ("Town Clerk, Northmere Town Council", "Town Clerk", "Northmere Town Council"),
        ("Director of Regulation, Severn Vale Group", "Director of Regulation", "Severn Vale Group"),
        ("Director, Regulation and Compliance", "Director, Regulation and Compliance", "Severn Vale Group"),
        ("Director, Board Services, Acme Ltd", "Director, Board Services, Acme Ltd", "Severn Vale Group"),
        ("Regulatory Affairs, Acme Ltd", "Regulatory Affairs, Acme Ltd", "Severn Vale Group"),
        ("Head of Housing Services", "Head of Housing Services", "Severn Vale Group"),
        ("Company Secretary", "Company Secretary", "Severn Vale Group"),
        ("Severn Vale Water plc", "", "Severn Vale Water plc"),
        ("Commissioner’s Office", "", "Commissioner’s Office"),
    ],
)
def test_a_role_and_an_organisation_in_a_line_are_told_apart_where_that_is_sure(
    line: str, role: str, organisation: str
) -> None:
    head = "Severn Vale Group\nMill Lane\n\n3 March 2025\n\nDear Commissioner\n\nNo.\n\nYours sincerely\n\n"
    for signature in (f"Margaret O’Neill\n{line}", f"Margaret O’Neill, {line}"):
        found = read(f"{head}{signature}\n")
        assert (found.writer, found.role, found.organisation) == ("Margaret O’Neill", role, organisation)


def test_a_text_that_is_no_letter_proposes_nothing() -> None:
    assert read("We have never refused anything. It is so.") == Reading(body=(0, 41))


def test_a_letter_in_french_says_its_date() -> None:
    assert read("Paris, le 3 mars 2025\n\nDear Sir\n\nNon.\n").date == "2025-03-03"


@pytest.mark.parametrize(
    ("line", "subject"),
    [("I write about the following figure: 3 million", ""), ("RE: Lifts", "Lifts"), ("Subject : Lifts", "Lifts")],
)
def test_a_subject_is_only_what_is_called_so(line: str, subject: str) -> None:
    assert read(f"Dear Sir\n\n{line}.\n\nNo.\n").subject.rstrip(".") == subject


@given(st.text())
def test_no_text_stops_it(text: str) -> None:
    assert isinstance(read(text), Reading)


def test_the_interview_proposes_what_the_letter_says() -> None:
    about = Received("sources/x.txt", "x", [], read(LETTER))
    proposed: dict[str, object] = {}
    steps = start(about, office_known=False)
    answer: object = None
    while True:
        try:
            step = steps.send(answer)
        except StopIteration as end:
            case = end.value
            break
        assert isinstance(step, Question)
        proposed[step.id] = step.default
        answer = step.default if step.default is not None else None if step.optional else "Ann Able"
    assert proposed["start/author"] == "Grace Okafor"
    assert proposed["start/author/pronoun"] == "she"
    assert proposed["start/author/salutation"] == "Ms Okafor"
    assert proposed["start/office/name"] == "Office of the Tenants’ Commissioner"
    assert case["sources"]["letter"]["reference"] == "NBC/2025/118"
    assert (case["title"], case["reference"]) == ("Repairs at Marlow House", "CO/77")


def test_a_mail_is_called_so_and_its_subject_is_without_what_mail_programs_put_before_it() -> None:
    head = "From: Grace Okafor <go@nbc.example>\nDate: Mon, 03 Mar 2025 10:22:00 +0100\nSubject: Re: Lifts\n\n"
    mail = head + LETTER[LETTER.index("Dear") :]
    assert (read(mail).subject, read(mail).date) == ("Lifts", "2025-03-03")
    asked = {one.id: one.default for one in proposals(Received("sources/x.eml", "x", [], read(mail)))}
    assert asked["start/source"] == "e-mail of 3 March 2025"


def proposals(about: Received) -> Iterator[Question]:
    """What is asked where each proposal is taken."""
    steps, answer = start(about, office_known=True), None
    with suppress(StopIteration):
        while True:
            step = steps.send(answer)
            assert isinstance(step, Question)
            yield step
            answer = step.default if step.default is not None else None if step.optional else "she"


def test_an_organisation_is_proposed_from_the_heading_where_the_signature_names_none() -> None:
    without = LETTER.replace("Head of Housing\nNorthmere Borough Council\n", "Head of Housing\n")
    assert read(without).organisation == "Northmere Borough Council"
    alone = "Bo Best\nOffice of the Commissioner\n\nDear Commissioner\n\nNo.\n\nYours sincerely\n"
    assert read(alone).organisation == ""
