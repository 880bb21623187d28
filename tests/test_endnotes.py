"""Endnotes stand after the letter and before its annexes, below a heading, in every format and in every program."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import pytest
from docx2python import docx2python

from drafter.writers import WRITERS
from drafter.writers.docx import prepare, write
from tests import outside
from tests.letterheads import BASE, bare_paragraphs, letterhead, members, p
from tests.test_width import HEAD, letter

BODY = "  - text: \"One.{{ footnote('Note one.') }} Two.{{ footnote('Note two.') }}\"\n"
PLAIN_BODY = "  - text: Words.\n"
ANNEX = "annexes:\n  - title: Law\n    body: [{text: \"Annexed.{{ footnote('Note three.') }}\"}]\n"
PLAIN_ANNEX = "annexes:\n  - title: Law\n    body: [{text: Annexed.}]\n"
END = HEAD + "notes: end\n"
US = Path(__file__).parent.parent.joinpath("templates", "letter-us.docx").read_bytes()
CELL = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{p('{{ date }}')}</w:tc></w:tr></w:tbl>"
LETTERHEADS = {
    "a4": BASE,
    "us": US,
    "bare": letterhead(bare_paragraphs("body")),
    "table": letterhead(CELL + p("{{ body }}")),
}


def schema_faults(docx: bytes) -> list[str]:
    """What is wrong with a file, but for the parts that its small letterhead lacks."""
    audited = [one for one in outside.openxml_audit(docx) if "relationship type" not in one]
    return [*audited, *outside.ooxml_integrity(docx)]


def order(text: str, *sought: str) -> list[int]:
    """Where each stands, one after the other."""
    places = [text.find(sought[0])]
    for one in sought[1:]:
        places.append(text.find(one, places[-1] + 1))
    return places


def in_order(text: str, *sought: str) -> bool:
    places = order(text, *sought)
    return -1 not in places


@pytest.mark.parametrize("format_name", ["html", "txt"])
def test_notes_stand_before_the_annexes_and_those_of_annexes_after_them(tmp_path: Path, format_name: str) -> None:
    text = WRITERS[format_name](letter(tmp_path, BODY, head=END + ANNEX))
    assert in_order(text, "Yours sincerely", "Notes", "Note one.", "Note two.", "Annex A", "Notes", "Note three.")
    assert text.count("Note one.") == 1
    assert "[3] Note three." in text or 'id="fn3"' in text


def test_the_definitions_of_markdown_stand_there_too(tmp_path: Path) -> None:
    text = WRITERS["md"](letter(tmp_path, BODY, head=END + ANNEX))
    assert in_order(text, "Yours sincerely", "[^1]: Note one.", "[^2]: Note two.", "Annex A", "[^3]: Note three.")


def test_footnotes_of_a_page_without_pages_stay_at_its_end(tmp_path: Path) -> None:
    text = WRITERS["txt"](letter(tmp_path, BODY, head=HEAD + ANNEX))
    assert in_order(text, "Yours sincerely", "Annex A", "Notes", "Note one.", "Note three.")


def test_html_names_each_list_of_notes(tmp_path: Path) -> None:
    html = WRITERS["html"](letter(tmp_path, BODY, head=END + ANNEX))
    ids = re.findall(r'\bid="([^"]*)"', html)
    assert len(ids) == len({*ids})
    assert set(re.findall(r'(?:aria-labelledby|aria-describedby)="([^"]*)"', html)) <= {*ids}


@pytest.mark.parametrize("name", LETTERHEADS)
@pytest.mark.parametrize("annexes", ["", ANNEX, PLAIN_ANNEX], ids=["none", "noted", "plain"])
@pytest.mark.parametrize("body", [BODY, PLAIN_BODY], ids=["noted", "plain"])
def test_word_files_are_valid_with_a_heading_for_each_place_of_notes(
    tmp_path: Path, name: str, annexes: str, body: str
) -> None:
    prepared, _ = prepare(LETTERHEADS[name], BASE, "office.docx")
    docx = write(letter(tmp_path, body, head=END + annexes), prepared)
    assert schema_faults(docx) == []
    parts = members(docx)
    document = parts["word/document.xml"].decode()
    noted_letter, noted_annex = body == BODY, annexes == ANNEX
    apart = noted_letter and bool(annexes)
    assert document.count("<w:t>Notes</w:t>") == (noted_letter + noted_annex if apart else noted_letter or noted_annex)
    assert document.count("<w:sectPr") == (3 + noted_annex if apart else 1)
    assert '<w:endnotePr><w:pos w:val="sectEnd"/>' in parts["word/settings.xml"].decode()
    assert "<?drafter" not in document
    with docx2python(io.BytesIO(docx)) as read:
        assert "Words." in read.text or "One." in read.text


def test_a_heading_is_in_the_letter_s_language(tmp_path: Path) -> None:
    prepared, _ = prepare(BASE, BASE, "letter-a4.docx")
    docx = write(letter(tmp_path, BODY, head=END + "language: cy\n"), prepared)
    assert "<w:t>Nodiadau</w:t>" in members(docx)["word/document.xml"].decode()


def test_a_letterhead_that_goes_on_in_another_section_has_all_notes_at_the_end(tmp_path: Path) -> None:
    cut = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr></w:p>'
    prepared, _ = prepare(letterhead(p("{{ body }}") + cut + p("Tear off here")), BASE, "office.docx")
    docx = write(letter(tmp_path, BODY, head=END + ANNEX), prepared)
    parts = members(docx)
    document = parts["word/document.xml"].decode()
    assert "sectEnd" not in parts["word/settings.xml"].decode()
    assert in_order(document, "One.", "Annexed.", "Tear off here", ">Notes<", "</w:body>")
    assert document.count("<w:sectPr") == 2
    assert schema_faults(docx) == []


@outside.needs("soffice", "pdftotext")
@pytest.mark.parametrize("name", ["a4", "us", "bare", "table"])
def test_libreoffice_sets_them_there(tmp_path: Path, name: str) -> None:
    prepared, _ = prepare(LETTERHEADS[name], BASE, "office.docx")
    long = BODY + "".join(f"  - text: {'Longer and longer. ' * 40}\n" for _ in range(8))
    docx = write(letter(tmp_path, long, head=END + ANNEX), prepared)
    pdf = outside.to_pdf(docx, tmp_path)
    shown = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True, encoding="utf-8").stdout
    assert in_order(shown, "One.", "Longer", "Notes", "Note one.", "Note two.", "Annex A", "Annexed.", "Note three.")
    pages = [page for page in shown.split("\f") if "Notes" in page]
    assert len(pages) == 2
    assert in_order(pages[0], "Notes", "Note one.")
    assert in_order(pages[1], "Annexed.", "Notes", "Note three.")
    if name in {"a4", "us"}:
        assert "Page 2 of" in shown
