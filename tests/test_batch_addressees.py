"""Tables that vary the addressee: what each is called, and what is not theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.batches import BRIEF, CASE, folder
from tests.command import Done, run

OKAFOR = "  okafor: {name: Grace Okafor, title: Ms, surname: Okafor, honours: OBE, pronoun: she, role: Director}\n"
SAID = """\
claims:
  fine: {words: all is well, source: reply}
"""


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    return folder(tmp_path / "case")


def batch(brief: Path, table: str, *more: str, to: str = "", case: str = CASE) -> Done:
    (brief.parent / "case.yaml").write_text(case.replace("parties:\n", f"parties:\n{OKAFOR}"), encoding="utf-8")
    brief.write_text(f"to: {to}\n{BRIEF}" if to else BRIEF, encoding="utf-8")
    recipients = brief.parent.parent / "r.csv"
    recipients.write_text(table, encoding="utf-8")
    out = brief.parent.parent / "out"
    return run("batch", brief, "-r", recipients, "-o", out, "--format", "txt", "--name", "{row}", *more)


def letter(brief: Path, row: int = 1) -> str:
    return (brief.parent.parent / "out" / f"{row:04}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("salutation", ["Ms Roe", "Dear Ms Roe", "dear Ms Roe"])
def test_the_name_after_the_greeting_may_be_typed_with_it(brief: Path, salutation: str) -> None:
    done = batch(brief, f"to.name,to.salutation\nAnn Roe,{salutation}\n")
    assert done.code == 0, done.err
    assert "\nDear Ms Roe\n" in letter(brief)


def test_a_salutation_that_is_a_bare_name_is_told(brief: Path) -> None:
    done = batch(brief, "to.name,salutation\nAnn Roe,Ms Roe\nBo Mee,Dear Bo\nCy Dee,Your Excellency\n")
    assert "the salutation is the bare name 'Ms Roe' [salutation-misfit]" in done.err
    assert done.err.count("[salutation-misfit]") == 1


def test_addressees_without_a_name_stop_the_batch(brief: Path) -> None:
    done = batch(brief, "to.organisation,to.address\nFirm Ltd,1 High Street\n")
    assert done.code == 1
    assert "the table has to.organisation, and no to.name: the letters would be to nobody [value-missing]" in done.err
    assert batch(brief, "to.organisation\nFirm Ltd\n", to="okafor").code == 0  # which the brief names


def test_somebody_of_another_name_has_no_title_from_the_case(brief: Path) -> None:
    done = batch(brief, "to.name,to.organisation\nTom Birch,Firm Ltd\nGrace Okafor,Other Ltd\n", to="okafor")
    assert done.code == 0, done.err
    assert "Tom Birch\nDirector, Firm Ltd\n" in letter(brief)
    assert "Ms Grace Okafor OBE\nDirector, Other Ltd\n" in letter(brief, 2)


def test_words_of_the_one_whose_place_they_take_are_told(brief: Path) -> None:
    source = "  register: {title: Register of contracts}\n"
    case = CASE.replace(source, f"{source}  reply: {{title: Reply, author: okafor, file: reply.txt}}\n") + SAID
    (brief.parent / "reply.txt").write_text("I say that all is well.", encoding="utf-8")
    plan = "okafor\nclaims: [fine]"
    done = batch(brief, "to.name\nTom Birch\n", to=plan, case=case)
    told = "each letter takes for its addressee's what Grace Okafor said or wrote: fine [words-of-another]"
    assert told in done.err
    assert "words-of-another" not in batch(brief, "to.organisation\nFirm Ltd\n", to=plan, case=case).err
    assert "words-of-another" not in batch(brief, "to.name\nTom Birch\n", to="acme\nclaims: [fine]", case=case).err


def test_a_finding_of_one_row_names_it(brief: Path) -> None:
    done = batch(brief, "to.name,words\nAnn Roe,one\nBo Mee,of TBC\n")
    assert "(in row 2) [placeholder]" in done.err


def test_no_row_that_is_wanted_is_no_success(brief: Path) -> None:
    done = batch(brief, "to.name\nAnn Roe\n", "--only", "9")
    assert (done.code, "nothing was written: no row is wanted" in done.out) == (1, True)


def test_a_folder_that_cannot_be_made_is_not_called_full(brief: Path) -> None:
    (brief.parent.parent / "file").write_text("", encoding="utf-8")
    done = batch(brief, "to.name\nAnn Roe\n", "-o", str(brief.parent.parent / "file" / "letters"))
    assert done.code == 2
    assert "make room" not in done.err
    assert "choose another folder with --out" in done.err
