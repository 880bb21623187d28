"""The regulator's letter and the minister's: clean, whole in every format, valid, and as long as they should be."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from drafter.model import BlockQuotation, Foreign, List, Note, Question, Reference, Table, blocks, plain_text, walk
from drafter.workshop import Opened, open_brief
from drafter.writers import WRITERS
from tests import outside
from tests.command import run

EXAMPLES = Path(__file__).parent.parent / "examples"
REGULATOR = Path("water-regulator") / "cases" / "leakage" / "2025-03-10.yaml"
MINISTER = Path("ministre") / "2025-04-01.yaml"
EACH = pytest.mark.parametrize("brief", [REGULATOR, MINISTER], ids=["regulator", "minister"])


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    built = shutil.ignore_patterns(".drafter", "*.docx", "*.pdf")
    return Path(shutil.copytree(EXAMPLES, tmp_path / "examples", ignore=built))


def opened(brief: Path) -> Opened:
    made = open_brief(brief)
    assert made.dossier is not None
    return made


@EACH
def test_it_is_clean(examples: Path, brief: Path) -> None:
    assert [finding for finding in opened(examples / brief).findings if finding.severity != "information"] == []


def test_the_regulators_letter_holds_everything_that_such_letters_hold(examples: Path) -> None:
    letter = opened(examples / REGULATOR).dossier.letter  # type: ignore[union-attr]
    nodes = list(walk(blocks(letter)))
    for kind in (Question, List, Table, BlockQuotation, Note, Reference, Foreign):
        assert any(isinstance(node, kind) for node in nodes), kind
    assert len(letter.addressees) == len(letter.signatories) == len(letter.subject) == len(letter.annexes) == 2
    assert all((letter.our_ref, letter.your_ref, letter.delivery, letter.marking, letter.copies, letter.enclosures))
    words = plain_text(blocks(letter)).replace("\xa0", " ")
    assert "Please answer questions 1 to 4 by 7 April 2025" in words
    assert "If question 2(b) cannot be answered in that time" in words


@EACH
@pytest.mark.parametrize("kind", ["html", "md", "txt"])
def test_every_format_holds_its_questions(examples: Path, brief: Path, kind: str) -> None:
    letter = opened(examples / brief).dossier.letter  # type: ignore[union-attr]
    written = WRITERS[kind](letter).replace("\xa0", " ").replace("&nbsp;", " ")
    for block in blocks(letter):
        if isinstance(block, Question):
            first = plain_text(block.content[:1]).split()
            assert " ".join(first[:4]) in " ".join(written.split())


@EACH
def test_its_word_file_is_right(examples: Path, brief: Path) -> None:
    assert run("build", examples / brief).code == 0
    content = (examples / brief).with_suffix(".docx").read_bytes()
    assert outside.openxml_audit(content) == []
    assert outside.ooxml_integrity(content) == []


@EACH
@outside.needs("ooxml-validator")
def test_microsofts_sdk_finds_nothing(examples: Path, brief: Path) -> None:
    assert run("build", examples / brief).code == 0
    assert outside.open_xml_sdk((examples / brief).with_suffix(".docx").read_bytes()) == []


@outside.needs("soffice", "java")
@pytest.mark.parametrize(("brief", "pages"), [(REGULATOR, 5), (MINISTER, 1)], ids=["regulator", "minister"])
def test_its_pdf_file_is_accessible_and_as_long_as_it_should_be(
    examples: Path, brief: Path, pages: int, tmp_path: Path
) -> None:
    assert run("build", examples / brief).code == 0
    pdf = outside.to_pdf((examples / brief).with_suffix(".docx").read_bytes(), tmp_path)
    assert outside.verapdf_ua1(pdf) == []
    assert outside.pages(pdf) == pages
