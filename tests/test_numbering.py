"""Numbers that follow by themselves: of paragraphs that go on after a quotation, of notes, of ranges of references."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from drafter.model import Letter, Paragraph, inline_text
from drafter.writers import WRITERS
from drafter.writers.docx import prepare, write
from tests import outside
from tests.letterheads import BASE, members, zipped
from tests.test_width import CASE, HEAD, letter, opened, text

PREPARED, _ = prepare(BASE, BASE, "letter-a4.docx")
NUMBERED = HEAD + "paragraphs: numbered\n"


def numbers(made: Letter) -> list[tuple[str, int | None, bool]]:
    """Of each paragraph of the body its first word, its number, and whether it goes on."""
    found = [block for block in made.body if isinstance(block, Paragraph)]
    return [(inline_text(one.content).split()[0], one.number, one.continues) for one in found]


# --- paragraphs that go on -----------------------------------------------------------------------

GOING_ON = """\
  - text: |
      They said:

      {{ block_quote(claim("safe")) }}

      Which is wrong.

      Another matter.
  - text: They said too
  - text: '{{ block_quote(claim("safe")) }}'
  - text: “and so” on.
  - text: Next.
  - list: [a, b]
  - text: and after the list.
  - text: '{{ block_quote(claim("safe")) }}'
  - text: Anew.
"""


def test_what_goes_on_after_a_quotation_takes_no_number(tmp_path: Path) -> None:
    assert numbers(letter(tmp_path, GOING_ON, head=NUMBERED)) == [
        ("They", 1, False),
        ("Which", None, True),
        ("Another", 2, False),
        ("They", 3, False),
        ("“and", None, True),
        ("Next.", 4, False),
        ("and", None, True),
        ("Anew.", 5, False),
    ]


def test_a_paragraph_below_a_heading_goes_on_with_nothing(tmp_path: Path) -> None:
    body = """\
  - heading: Words
  - text: |
      {{ block_quote(claim("safe")) }}

      That is what they said.
  - text: '{{ block_quote(claim("safe")) }}'
  - text: iPhones are safe.
    numbered: yes
  - text: "Unnumbered:"
    numbered: no
  - text: '{{ block_quote(claim("safe")) }}'
  - text: or so.
"""
    assert numbers(letter(tmp_path, body, head=NUMBERED)) == [
        ("That", 1, False),
        ("iPhones", 2, False),
        ("Unnumbered:", None, False),
        ("or", None, False),
    ]


def test_a_letter_without_numbers_is_as_it_was(tmp_path: Path) -> None:
    assert {(number, on) for _, number, on in numbers(letter(tmp_path, GOING_ON))} == {(None, False)}


def test_what_goes_on_stands_in_the_indent_of_its_paragraph(tmp_path: Path) -> None:
    made = letter(tmp_path, GOING_ON, head=NUMBERED)
    assert "\n\n    Which is wrong.\n" in WRITERS["txt"](made)
    assert '<p class="continued">Which is wrong.</p>' in WRITERS["html"](made)
    docx = write(made, PREPARED)
    document = members(docx)["word/document.xml"].decode()
    assert re.search(r'<w:ind w:left="567"/></w:pPr><w:r><w:t>Which is wrong\.', document)
    assert outside.openxml_audit(docx) == []


# --- notes that name a note ----------------------------------------------------------------------

CITING = """\
  - text: "A.{{ footnote('A first note.') }} B.{{ cite(source('report'), at='p. 3') }}"
  - text: "C.{{ cite(source('letter-ar')) }} D.{{ cite(source('report'), at='p. 5') }}"
"""
KINDS = {
    "oscola": ("citations: oscola\n", "(n 2)"),
    "plain": ("", "note 2 above"),
    "endnotes": ("citations: oscola\nnotes: end\n", "(n 2)"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_repeat_names_the_note_by_a_field_and_a_link(tmp_path: Path, kind: str) -> None:
    head, shown = KINDS[kind]
    made = letter(tmp_path, CITING, head=HEAD + head)
    assert shown in text(made).replace("\xa0", " ")
    assert f'{shown.partition("2")[0]}<a href="#fn2">2</a>' in WRITERS["html"](made).replace("\xa0", " ")
    assert shown in WRITERS["md"](made).replace("\xa0", " ")
    docx = write(made, PREPARED)
    parts = members(docx)
    document = parts["word/document.xml"].decode()
    part = "word/endnotes.xml" if kind == "endnotes" else "word/footnotes.xml"
    [field] = re.findall(r" NOTEREF (\w+) \\h ", parts[part].decode())
    named = re.search(rf'w:name="{field}"/>(.*?)<w:bookmarkEnd', document)
    assert named
    assert re.search(r"<w:(?:foot|end)noteReference w:id=\"\d+\"/>", named[1])
    assert document[: named.start()].count("noteReference w:id=") == 1
    assert outside.openxml_audit(docx) == []
    assert outside.ooxml_integrity(docx) == []


def test_only_notes_that_are_named_bear_a_name(tmp_path: Path) -> None:
    document = members(write(letter(tmp_path, CITING), PREPARED))["word/document.xml"].decode()
    assert document.count("<w:bookmarkStart") == 1


@outside.needs("soffice", "pdftotext")
@pytest.mark.parametrize("kind", ["oscola", "endnotes"])
def test_libreoffice_shows_the_note_s_number(tmp_path: Path, kind: str) -> None:
    head, shown = KINDS[kind]
    parts = members(write(letter(tmp_path, CITING, head=HEAD + head), PREPARED))
    pdf = outside.to_pdf(zipped(parts), tmp_path)
    words = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True, encoding="utf-8").stdout
    assert shown in " ".join(words.split())


# --- ranges --------------------------------------------------------------------------------------

ANNEXES = """\
annexes:
  - title: Form
    name: form
    first_question: 1
    body: [{question: D?, name: d}, {question: E?, name: e}]
  - title: Law
    name: law
    body: [{text: It is so.}]
"""
QUESTIONS = """\
  - question: A?
    name: a
    parts: [{text: x, name: x}, {text: y, name: y}, {text: z, name: z}]
  - question: B?
    name: b
  - question: C?
    name: c
"""


@pytest.mark.parametrize(
    ("call", "shown"),
    [
        ('"a", "b", through=true', "questions 1 and 2"),
        ('"a", "c", through=true', "questions 1 to 3"),
        ('"x", "y", through=true', "questions 1(a) and 1(b)"),
        ('"x", "z", through=true', "questions 1(a) to 1(c)"),
        ('"a", "y", through=true', "questions 1 to 1(b)"),
        ('"a", "b", through=true, number=true', "1 and 2"),
        ('"a", "b", "c"', "questions 1, 2 and 3"),
        ('"a", "t"', "question 1 and Table 1"),
        ('"a", "d"', "question 1 and Annex A, question 1"),
        ('"d", "e", "a"', "Annex A, questions 1 and 2 and question 1"),
        ('"b", "c", "t", "form"', "questions 2 and 3, Table 1 and Annex A"),
        ('"form", "law", through=true', "Annex A and Annex B"),
    ],
)
def test_one_word_speaks_only_of_what_it_names_and_neighbours_are_no_range(
    tmp_path: Path, call: str, shown: str
) -> None:
    table = "  - table: {columns: [A], rows: [[x]]}\n    name: t\n"
    body = f"{QUESTIONS}{table}  - text: See {{{{ ref({call}) }}}}.\n"
    made = letter(tmp_path, body, head=HEAD + ANNEXES)
    assert f"See {shown}." in " ".join(text(made).replace("\xa0", " ").split())


@pytest.mark.parametrize("names", ['"c", "a"', '"a", "a"', '"a", "form"', '"y", "a"', '"a", "d"', '"law", "form"'])
def test_what_does_not_rise_within_one_kind_is_no_range(tmp_path: Path, names: str) -> None:
    body = f"{QUESTIONS}  - text: See {{{{ ref({names}, through=true) }}}}.\n"
    findings = opened(tmp_path, body, head=HEAD + ANNEXES).findings
    assert [finding.code for finding in findings if finding.severity == "error"] == ["reference-range"]


# --- salutations ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "language", "said"),
    [
        ("name: Adam Weinstein, title: Mr, surname: Weinstein", "en-GB", "Dear Mr Weinstein"),
        ("name: A Weinstein, title: Mr, surname: Weinstein, known_as: the Chair", "en-GB", "Dear Mr Weinstein"),
        ("name: A Weinstein, title: Mr, surname: Weinstein, salutation: Adam", "en-GB", "Dear Adam"),
        ("name: Adam Weinstein, title: Mr", "en-GB", "Dear Adam Weinstein"),
        ("name: Adam Weinstein, surname: Weinstein", "en-GB", "Dear Adam Weinstein"),
        ("name: Jane Bell, title: The Rt Hon, surname: Bell", "en-GB", "Dear Jane Bell"),
        ("name: Adam Weinstein, title: Mr., surname: Weinstein", "en-US", "Dear Mr. Weinstein:"),
        ("name: Siân Rees, title: Dr, surname: Rees", "cy", "Annwyl Dr Rees"),
        ("name: Adam Weinstein, title: Mr., surname: Weinstein", "en-GB", "Dear Mr. Weinstein"),
        ("name: Adam Weinstein, title: Prof, surname: Weinstein", "en-US", "Dear Prof Weinstein:"),
        ("name: Anne Petit, title: Madame, surname: Petit, pronoun: she", "fr", "Madame,"),
        ("name: Anne Petit, salutation: Madame la Maire", "fr", "Madame la Maire,"),
        ("name: North Homes Ltd, known_as: the Association, pronoun: it", "en-GB", "Dear North Homes Ltd"),
        ("name: North Homes Ltd, known_as: North Homes, pronoun: it", "en-GB", "Dear North Homes"),
    ],
)
def test_title_and_surname_make_the_salutation(tmp_path: Path, keys: str, language: str, said: str) -> None:
    case = CASE.replace("  second:", f"  who: {{{keys}}}\n  second:")
    head = HEAD.replace("to: acme", "to: who") + f"language: {language}\n"
    assert letter(tmp_path, "  - text: Words.\n", head=head, case=case).salutation == said


def test_wording_greets_by_title_and_surname_too(tmp_path: Path) -> None:
    case = CASE.replace("  second:", "  who: {name: Adam Weinstein, title: Mr, surname: Weinstein}\n  second:")
    made = letter(tmp_path, '  - text: \'{{ party("who").salutation }}, {{ party("who") }}.\'\n', case=case)
    assert "Mr Weinstein, Adam Weinstein." in text(made)
