"""The office's own file, and cases that say themselves who writes."""

from __future__ import annotations

import shutil
from pathlib import Path

from drafter import yaml_files
from drafter.case import Case, read_case
from drafter.interview.course import course
from drafter.interview.offers import Context
from drafter.interview.questions import Question
from drafter.office import Office, read_office
from drafter.workshop import Settings, open_brief, open_library

EXAMPLE = Path(__file__).parent.parent / "examples" / "hikvision"
OFFICE = """\
office: [Housing Ombudsman, of Marlow]
known_as: the Ombudsman
contact: [1 High Street, office@example.org]
web: https://housing.example
signatory: able
voice: we
country: GB
region: SCT
punctuation: comma
parties:
  able: {name: Ann Able, role: Ombudsman}
  baker: {name: Bo Baker, role: Deputy}
"""


def house() -> Office:
    return read_office(yaml_files.read(OFFICE.encode(), "office.yaml"))[0]


def case(text: str) -> Case:
    return read_case(yaml_files.read(text.encode(), "case.yaml"), house())[0]


def test_a_case_of_another_office_takes_nothing_of_the_one_that_is_kept(tmp_path: Path) -> None:
    (tmp_path / "office.yaml").write_text(OFFICE, encoding="utf-8")
    path = Path(shutil.copytree(EXAMPLE, tmp_path / "case"))
    with_it, without = open_brief(path / "2021-08-16.yaml"), open_brief(EXAMPLE / "2021-08-16.yaml", Settings())
    assert with_it.dossier is not None
    assert without.dossier is not None
    assert with_it.dossier.letter.sender == without.dossier.letter.sender
    assert list(with_it.dossier.case.parties) == list(without.dossier.case.parties)


def test_another_office_takes_only_whose_holidays_count_where_it_does_not_say_so() -> None:
    sender = case("title: A\nsender: {office: The Other}\nparties: {}\n").sender
    assert (sender.country, sender.region) == ("GB", "SCT")
    assert (sender.contact, sender.web, sender.known_as, sender.voice, sender.punctuation) == ((), "", "", "", "")
    assert (sender.signatory, sender.parties) == ((), {})
    elsewhere = case("title: A\nsender: {office: The Other, country: IE}\nparties: {}\n").sender
    assert (elsewhere.country, elsewhere.region) == ("IE", "")


def test_a_case_that_names_the_same_office_or_none_takes_the_rest_from_it() -> None:
    for said in ("{office: Housing Ombudsman of Marlow}", "{signatory: baker}"):
        sender = case(f"title: A\nsender: {said}\nparties: {{}}\n").sender
        assert sender.contact == ("1 High Street", "office@example.org")
        assert sender.web == "https://housing.example"


def test_the_offices_own_people_come_last_among_the_addressees(tmp_path: Path) -> None:
    (tmp_path / "office.yaml").write_text(OFFICE, encoding="utf-8")
    path = tmp_path / "case.yaml"
    path.write_text("title: A\nparties:\n  okafor: {name: Ada Okafor, pronoun: she}\n", encoding="utf-8")
    held, library, texts = open_library(path)
    steps = course(lambda: Context(held, library, "2025-03-03", texts))
    asked = next(steps)
    for answer in ("first", "2025-03-03"):
        asked = steps.send(answer)
    assert isinstance(asked, Question)
    assert [choice.value for choice in asked.choices] == ["okafor", "able", "baker", "+"]
