"""Whatever a letter holds, the checks read all of it, break on none of it, and say where each word stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter import checks
from drafter.checks.prose import HIDDEN, stretches
from drafter.dossier import Dossier
from drafter.model import Block, Emphasis, Note, Paragraph, Passage, Quotation, Text, inline_text, notes
from drafter.record import replace
from drafter.workshop import open_brief
from tests.checking import CASE, REPLY
from tests.strategies import bodies


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    folder = tmp_path_factory.mktemp("plain")
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    (folder / "reply.txt").write_text(REPLY, encoding="utf-8")
    brief = "date: 2025-06-02\nto: jones\nsubject: Cameras\nbody: [{text: It is so.}]\n"
    (folder / "letter.yaml").write_text(brief, encoding="utf-8")
    dossier = open_brief(folder / "letter.yaml").dossier
    assert dossier is not None
    return dossier


def _with(dossier: Dossier, *body: Block) -> Dossier:
    return replace(dossier, letter=replace(dossier.letter, body=body, annexes=()))


@settings(max_examples=30)
@given(body=bodies())
def test_no_letter_breaks_the_checks(plain: Dossier, body: tuple[Block, ...]) -> None:
    dossier = _with(plain, *body)
    found = checks.check(dossier)
    assert found == checks.check(dossier)
    assert all(finding.message for finding in found)


@settings(max_examples=30)
@given(body=bodies())
def test_every_word_stands_in_a_stretch_as_long_as_what_is_own(plain: Dossier, body: tuple[Block, ...]) -> None:
    read = stretches(_with(plain, *body))
    assert all(len(one.text) == len(one.own) == len(one.unquoted) for one in read)
    assert sum(len(one.notes) for one in read) == len(notes(_with(plain, *body).letter))
    paragraphs = [one for one in read if isinstance(one.block, Paragraph)]
    assert all(one.text == inline_text(one.block.content) for one in paragraphs if isinstance(one.block, Paragraph))


WORDS = st.text(st.sampled_from("ab“”‘’\"'[]().,1£ \u0301о"), max_size=60)


@given(pieces=st.lists(WORDS, max_size=6))
def test_broken_marks_break_nothing(plain: Dossier, pieces: list[str]) -> None:
    content = tuple(Emphasis((Text(words),)) if number % 2 else Text(words) for number, words in enumerate(pieces))
    checks.check(_with(plain, Paragraph(content)))


def test_quotations_and_notes_are_told_from_the_author_s_words(plain: Dossier) -> None:
    passage = Passage("reply", "no", "verified")
    cited = Note((Paragraph((Text("See there."),)),))
    paragraph = Paragraph((Text("He says "), Quotation((Text("“no”"),), passage), cited, Text(" and “so”.")))
    first, note = stretches(_with(plain, paragraph))
    assert first.own == f"He says {HIDDEN * 4} and “so”."
    assert first.unquoted == f"He says {HIDDEN * 4} and “{HIDDEN * 2}”."
    assert (note.kind, note.text) == ("note", "See there.")


@pytest.mark.parametrize("mark", ["“", "‘", '"', "[", "(", "[insert ", "a a ", "Monday ", "1,", "Principle 1 ", ". "])
def test_a_long_paragraph_takes_no_longer_than_its_length_asks(plain: Dossier, mark: str) -> None:
    checks.check(_with(plain, Paragraph((Text(mark * 5000),))))
