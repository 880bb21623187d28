"""`drafter signoff`: each quotation beside its passage, with a box to sign."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.model import Passage
from drafter.review.passages import context
from tests import outside
from tests.command import run

SAID = "Nobody asked us. We sell lifts. Every lift is safe, we say. They are new. Ask again."


@pytest.fixture
def sheets(example: Path) -> tuple[bytes, str]:
    """The example's sheet as Word and as HTML."""
    done = run("signoff", example / "2021-08-16.yaml")
    assert done.code == 0, done.err
    word, html = (example / f"2021-08-16.signoff.{ending}" for ending in ("docx", "html"))
    return word.read_bytes(), html.read_text(encoding="utf-8")


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_each_quotation_stands_beside_its_passage(sheets: tuple[bytes, str]) -> None:
    text = _plain(sheets[1])
    assert "It has 13 quotations, and states 6 facts of the case." in text
    assert text.count("Checked by") == 13 + 6
    assert "335.99m yuan" in text
    assert text.count("Cleared by") == 1
    assert (
        "As the letter declares it we do not oversee and control our devices once they are passed to installers..."
        in text
    )
    assert "passed to installers ¶ Operational matters are not within our remit" in text
    assert "Source letter of 10 August 2021 [latest-letter]" in text
    assert "State found in an extract" in text
    assert "Claim not-our-remit" in text
    assert re.search(r"SHA-256 of the file [0-9a-f]{64} \(never pinned\)", text)


def test_a_provision_stands_beside_the_text_of_its_register(sheets: tuple[bytes, str]) -> None:
    text = _plain(sheets[1])
    assert "Source UNGP 21" in text
    assert "not found in it" not in text


def test_it_says_that_it_is_no_letter(sheets: tuple[bytes, str]) -> None:
    with zipfile.ZipFile(io.BytesIO(sheets[0])) as package:
        properties = package.read("docProps/core.xml").decode()
        document = package.read("word/document.xml").decode()
    assert "SIGN-OFF SHEET – NOT THE LETTER" in properties
    assert "SIGN-OFF SHEET – NOT THE LETTER" in document
    assert "Yours sincerely" not in document
    assert "SIGN-OFF SHEET – NOT THE LETTER" in sheets[1]


@pytest.mark.parametrize(
    "tool", [outside.openxml_audit, outside.ooxml_integrity, outside.open_xml_sdk], ids=lambda tool: tool.__name__
)
def test_word_finds_nothing_wrong_with_it(sheets: tuple[bytes, str], tool: Callable[[bytes], list[str]]) -> None:
    assert tool(sheets[0]) == []


def test_a_sheet_that_was_filled_in_is_never_overwritten(example: Path) -> None:
    brief = example / "2021-08-16.yaml"
    assert run("signoff", brief).code == 0
    assert run("signoff", brief).out.count("(unchanged)") == 2
    sheet = example / "2021-08-16.signoff.html"
    signed = sheet.read_text(encoding="utf-8").replace("Checked by", "Checked by A. B.")
    sheet.write_text(signed, encoding="utf-8")
    done = run("signoff", brief)
    assert done.code == 1
    assert "[would-overwrite]" in done.err
    assert sheet.read_text(encoding="utf-8") == signed
    assert run("signoff", brief, "--force").code == 0


def test_a_letter_with_errors_has_a_sheet_that_shows_them(example: Path) -> None:
    case = example / "case.yaml"
    text = case.read_text(encoding="utf-8")
    case.write_text(text.replace("control our devices once", "control your devices once"), encoding="utf-8")
    done = run("signoff", example / "2021-08-16.yaml")
    assert done.code == 1
    sheet = _plain((example / "2021-08-16.signoff.html").read_text(encoding="utf-8"))
    assert "State wrong: these words do not stand in the source" in sheet
    assert "In its source not found in it" in sheet


def _context(words: str, text: str = SAID) -> tuple[str, str, str]:
    found = context(Passage("s", words, "verified"), text)
    assert found is not None
    return found.before, found.passage, found.after


def test_the_context_is_the_sentence_before_and_the_sentence_after() -> None:
    assert _context("Every lift is safe, we say.") == ("We sell lifts.", "Every lift is safe, we say.", "They are new.")
    assert _context("lift is safe") == ("We sell lifts. Every", "lift is safe", ", we say. They are new.")
    assert _context("Nobody asked us.") == ("", "Nobody asked us.", "We sell lifts.")
    assert _context("Ask again") == ("They are new.", "Ask again", ".")


@given(st.text("ab. \n?", max_size=60), st.text("ab. \n?", max_size=60))
def test_the_context_is_always_of_the_source(before: str, after: str) -> None:
    text = f"{before} the very words {after}"
    head, passage, tail = _context("the very words", text)
    assert passage == "the very words"
    plain = " ".join(text.split())
    for piece in (*head.split(" ¶ "), *tail.split(" ¶ ")):
        assert piece.strip() in plain


def test_a_source_that_changed_since_it_was_pinned_is_said_so(example: Path) -> None:
    case = example / "case.yaml"
    text = case.read_text(encoding="utf-8")
    pin = f"    file: sources/latest-letter.txt\n    sha256: {'a' * 64}\n"
    case.write_text(text.replace("    file: sources/latest-letter.txt\n", pin), encoding="utf-8")
    run("signoff", example / "2021-08-16.yaml")
    sheet = _plain((example / "2021-08-16.signoff.html").read_text(encoding="utf-8"))
    assert "(the file is not the one that was pinned)" in sheet
