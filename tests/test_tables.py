"""Tables that are numbered through a letter and referred to, read back from every format."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

from docx2python import docx2python

from drafter.model import Letter, Table, blocks, walk
from drafter.writers import WRITERS
from drafter.writers.docx import prepare, write
from tests import outside
from tests.letterheads import BASE, members, zipped
from tests.reading_back import needs_pandoc, pandoc
from tests.reading_back import text as words_of
from tests.test_width import HEAD, letter

BODY = """\
  - table: {title: "Works *begun*{{ footnote('From the log.') }}", columns: [A, B], rows: [["1", "2"]]}
    name: begun
  - text: See {{ ref("begun") }}, {{ ref("ended", number=true) }} and {{ ref("begun", "ended") }}.
  - table: {columns: [Plain], rows: [[x]]}
  - table: {columns: [C], rows: [[y]]}
    name: ended
  - table: {title: Later works, columns: [D], rows: [[z]]}
"""
ANNEX = (
    "annexes:\n  - title: Law\n    body:\n      - table: {title: Sums, columns: [E], rows: [[q]]}\n        name: sums\n"
)
SAID = "See Table 1, 2 and Tables 1 and 2."


def test_tables_with_a_title_or_a_name_are_numbered_through_letter_and_annexes(tmp_path: Path) -> None:
    made = letter(tmp_path, BODY + '  - text: Last, {{ ref("sums") }}.\n', head=HEAD + ANNEX)
    found = [node.caption for node in walk(blocks(made)) if isinstance(node, Table)]
    assert [one.number if one else None for one in found] == [1, None, 2, 3, 4]
    text = WRITERS["txt"](made).replace("\xa0", " ")
    assert SAID in text
    assert "Last, Table 4." in text
    assert "Table 1: Works begun[1]\n\nA  B\n-  -\n1  2" in text
    assert "\n\nTable 2\n\nC\n" in text


def test_a_caption_is_a_word_of_the_letter_s_language(tmp_path: Path) -> None:
    body = '  - table: {title: Sommes, columns: [A], rows: [[b]]}\n    name: t\n  - text: Voir {{ ref("t") }}.\n'
    text = WRITERS["txt"](letter(tmp_path, body, head=HEAD + "language: fr\n")).replace("\xa0", " ")
    assert "Tableau 1 : Sommes" in text
    assert "Voir tableau 1." in text


def test_html_has_captions_that_references_lead_to(tmp_path: Path) -> None:
    html = WRITERS["html"](letter(tmp_path, BODY)).replace("\xa0", " ")
    assert '<table id="begun">\n<caption>Table 1: Works <em>begun</em><sup>' in html
    assert 'Table <a href="#begun">1</a>' in html
    assert "<table>\n<thead>" in html


@needs_pandoc
def test_pandoc_reads_the_captions_in_markdown(tmp_path: Path) -> None:
    tree = pandoc(WRITERS["md"](letter(tmp_path, BODY)), "markdown")
    captions = [words_of(block["c"][1]).split() for block in tree["blocks"] if block["t"] == "Table"]
    assert captions == [["Table", "1:", "Works", "begun"], [], ["Table", "2"], ["Table", "3:", "Later", "works"]]


PREPARED, _ = prepare(BASE, BASE, "letter-a4.docx")


def word(made: Letter) -> bytes:
    return write(made, PREPARED)


def test_word_has_captions_that_count_themselves_and_references_that_follow(tmp_path: Path) -> None:
    docx = word(letter(tmp_path, BODY))
    document = members(docx)["word/document.xml"].decode()
    assert document.count(" SEQ Table \\* ARABIC ") == 3
    captions = re.findall(r'<w:p><w:pPr><w:pStyle w:val="Caption"/><w:keepNext/></w:pPr>.*?</w:p>', document)
    assert len(captions) == 3
    named = re.search(r'w:name="(\w+)"/><w:r><w:fldChar w:fldCharType="begin"/>.*? SEQ Table', captions[0])
    assert named
    assert f" REF {named[1]} \\h " in document
    assert outside.openxml_audit(docx) == []
    assert outside.ooxml_integrity(docx) == []
    with docx2python(io.BytesIO(docx)) as read:
        text = read.text.replace("\xa0", " ")
    assert "Table 1: Works begun" in text
    assert SAID in text
    assert re.search(r"Works begun.*\bA\b.*Plain\s+x\s+Table 2\s+C\s+y\s+Table 3: Later works\s+D\s+z", text, re.DOTALL)


@outside.needs("soffice", "pdftotext")
def test_libreoffice_counts_the_tables_itself(tmp_path: Path) -> None:
    """The file says wrong numbers; the converter puts the right ones in, in captions and in references."""
    parts = members(word(letter(tmp_path, BODY)))
    document = parts["word/document.xml"].decode()
    scrambled, count = re.subn(r'(separate"/></w:r><w:r><w:t>)\d(?=</w:t>)', r"\g<1>9", document)
    assert count == 7
    pdf = outside.to_pdf(zipped(parts | {"word/document.xml": scrambled.encode()}), tmp_path)
    shown = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True, encoding="utf-8").stdout
    words = " ".join(shown.split())
    assert SAID in words
    assert "Table 3: Later works" in words
    assert outside.verapdf_ua1(pdf) == []
