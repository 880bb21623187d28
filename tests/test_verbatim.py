"""A passage within a letter: nested marks alternate, its own emphasis and a translation are said when true."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest

from drafter.model import BlockQuotation, Emphasis, Note, Paragraph, Text, inline_text, plain_text, walk
from drafter.review.remarks import lines
from drafter.writers.markdown import write
from tests.test_sources import PAGES
from tests.test_width import CASE, HEAD, opened


def quoted(
    folder: Path, held: str, words: str, *, how: str = "quote", file: str = "own.txt", more: str = "", head: str = HEAD
) -> str:
    case = CASE.replace("{words: Every lift is safe., source: report}", f"{{words: '{words}', source: held}}")
    case = case.replace("sources:\n", f"sources:\n  held: {{title: Held, file: {file}{more}}}\n")
    if file.endswith(".txt"):
        (folder / file).write_text(held, encoding="utf-8")
    made = opened(folder, f"  - text: '{{{{ {how}(claim(\"safe\")) }}}}'\n", case=case, head=head)
    assert [finding for finding in made.findings if finding.severity == "error"] == []
    assert made.dossier is not None
    return plain_text(made.dossier.letter.body)


@pytest.mark.parametrize(
    ("held", "how", "shown"),
    [
        ("They said “we shall” and went.", "quote", "“They said ‘we shall’ and went.”"),
        ('They said "we shall" and went.', "quote", "“They said ‘we shall’ and went.”"),
        ("They said “we shall” and went.", "block_quote", "They said “we shall” and went."),
        ('They said "we shall" and went.', "block_quote", "They said “we shall” and went."),
        ("It's the council's.", "quote", "“It's the council's.”"),
    ],
)
def test_nested_quotation_marks_alternate(tmp_path: Path, held: str, how: str, shown: str) -> None:
    words = held.replace("'", "''").rstrip(".")
    assert quoted(tmp_path, held, words + ".", how=how) == shown


def _word_file(folder: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("They did not ")
    paragraph.add_run("ever").italic = True
    paragraph.add_run(" ask us.")
    held = BytesIO()
    document.save(held)
    (folder / "own.docx").write_bytes(held.getvalue())


def test_emphasis_of_the_source_is_shown_and_said_to_be_its_own(tmp_path: Path) -> None:
    _word_file(tmp_path)
    shown = quoted(tmp_path, "", "They did not ever ask us", file="own.docx")
    assert shown == "“They did not ever ask us” (emphasis in original)"


def test_where_nothing_emphasised_is_quoted_nothing_is_said_of_emphasis(tmp_path: Path) -> None:
    _word_file(tmp_path)
    assert quoted(tmp_path, "", "ask us", file="own.docx") == "“ask us”"


@pytest.mark.parametrize(
    ("choice", "shown"),
    [
        ("", "“seek advice”"),
        ("changed_case: plain\n", "“seek advice”"),
        ("changed_case: bracketed\n", "“[s]eek advice”"),
    ],
)
def test_a_changed_first_letter_is_shown_as_the_brief_chooses(tmp_path: Path, choice: str, shown: str) -> None:
    assert quoted(tmp_path, "Seek advice first.", "seek advice", head=choice + HEAD) == shown
    same = quoted(tmp_path, "Seek advice first.", "Seek advice", head=choice + HEAD)
    assert same == "“Seek advice”"


def test_what_the_office_chooses_stands_where_the_brief_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "office.yaml").write_text("office: [The Office]\nchanged_case: bracketed\n", encoding="utf-8")
    assert quoted(tmp_path, "First. Seek advice.", "First … seek advice") == "“First … [s]eek advice”"
    assert quoted(tmp_path, "Seek advice.", "seek advice", head="changed_case: plain\n" + HEAD) == "“seek advice”"


@pytest.mark.parametrize(
    ("words", "choice", "shown"),
    [
        ("It said always so", "", "“It said always so”"),
        ("It said always so", ", note_marks: left-out", "“It said always so”"),
        ("It said always so", ", note_marks: kept", "“It said always¹ so”"),
        ("said always", ", note_marks: kept", "“said always¹”"),
        ("*said always* so", ", note_marks: kept", "“said always¹ so” (emphasis added)"),
        ("It … always", ", note_marks: kept", "“It … always¹”"),
    ],
)
def test_a_reference_to_a_note_is_left_out_or_kept(tmp_path: Path, words: str, choice: str, shown: str) -> None:
    (tmp_path / "report.docx").write_bytes(PAGES)
    case = CASE.replace("{words: Every lift is safe., source: report}", f"{{words: '{words}', source: held{choice}}}")
    case = case.replace("sources:\n", "sources:\n  held: {title: Held, file: report.docx}\n")
    made = opened(tmp_path, "  - text: '{{ quote(claim(\"safe\")) }}'\n", case=case)
    assert made.dossier is not None
    assert plain_text(made.dossier.letter.body) == shown
    told = [passage.operations for line in lines(made.dossier.letter) for passage in line.passages]
    assert [("notes-left-out" in done) for done in told] == [" so" in words and "kept" not in choice]


@pytest.mark.parametrize(
    ("by", "note"), [("", "(my translation)"), (", translated_by: Ann Able", "(translation by Ann Able)")]
)
def test_a_translation_is_quoted_from_the_translation_and_said_to_be_one(tmp_path: Path, by: str, note: str) -> None:
    (tmp_path / "own.en.txt").write_text("Nobody answered my letters.", encoding="utf-8")
    more = f", language: ar, translation: own.en.txt{by}"
    shown = quoted(tmp_path, "لم يرد أحد على رسائلي", "Nobody answered my letters", more=more)
    assert shown == f"“Nobody answered my letters” {note}"


ITALICS = (
    "<p>We <strong>never</strong> keep recordings.</p>"
    "<p>It did <em>not</em> call them back.</p><p><em>All is</em> <em>well.</em></p>"
)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("We *never* keep", "“We never keep” (emphasis in original)"),
        ("*We* never keep", "“We never keep” (emphasis in original and added)"),
        ("We *never keep*", "“We never keep” (emphasis in original and added)"),
        ("We never keep *[any] recordings*", "“We never keep [any] recordings” (emphasis in original and added)"),
        ("*[N]ever* keep", "“[N]ever keep” (emphasis in original)"),
        ("*never*", "“never” (emphasis in original)"),
        ("never", "“never”"),
        ("keep *recordings*", "“keep recordings” (emphasis added)"),
        ("It did *not* call *them* back", "“It did not call them back” (emphasis in original and added)"),
        ("All *is* well", "“All is well” (emphasis added)"),
        ("All is well", "“All is well”"),
        ("All *is*", "“All is” (emphasis added)"),
        ("never … *call* them", "“never … call them” (emphasis in original and added)"),
        ("call them … *well*", "“call them … well” (emphasis in original)"),
    ],
)
@pytest.mark.parametrize("how", ["quote", "block_quote"])
def test_whose_an_emphasis_is_is_said_as_the_source_has_it(tmp_path: Path, words: str, shown: str, how: str) -> None:
    (tmp_path / "own.html").write_text(f"<html><body>{ITALICS}</body></html>", encoding="utf-8")
    marked = shown if how == "quote" else shown.replace("“", "").replace("”", "")
    assert quoted(tmp_path, "", words, how=how, file="own.html") == marked


def test_the_word_that_the_source_emphasises_is_in_italics_and_not_an_equal_one_before_it(tmp_path: Path) -> None:
    (tmp_path / "own.html").write_text("<p>It did not say that it would <em>not</em> come.</p>", encoding="utf-8")
    case = CASE.replace(
        "words: Every lift is safe., source: report", "words: It did not say that it would not, source: held"
    )
    case = case.replace("sources:\n", "sources:\n  held: {title: Held, file: own.html}\n")
    made = opened(tmp_path, "  - text: '{{ quote(claim(\"safe\")) }}'\n", case=case)
    assert made.dossier is not None
    emphases = [node for node in walk(made.dossier.letter.body) if isinstance(node, Emphasis)]
    assert [inline_text(node.content) for node in emphases] == ["not"]
    assert "it would *not*" in write(made.dossier.letter)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("We *never* keep", "emphasis in original"),
        ("*keep* recordings", "emphasis added"),
        ("*We* never", "emphasis in original and added"),
    ],
)
def test_wording_that_sets_the_note_itself_says_the_same(tmp_path: Path, words: str, said: str) -> None:
    (tmp_path / "own.html").write_text(f"<html><body>{ITALICS}</body></html>", encoding="utf-8")
    case = CASE.replace("words: Every lift is safe., source: report", f"words: '{words}', source: held")
    case = case.replace("sources:\n", "sources:\n  held: {title: Held, file: own.html}\n")
    made = opened(tmp_path, '  - text: \'{{ quote(claim("safe")) }} (page 1; {{ note(claim("safe")) }})\'\n', case=case)
    assert made.dossier is not None
    shown = words.replace("*", "")
    assert plain_text(made.dossier.letter.body) == f"“{shown}” (page 1; {said})"


@pytest.mark.parametrize(
    ("language", "voice", "added", "partly"),
    [
        ("fr", "I", "c’est moi qui souligne", "soulignement en partie dans l’original, en partie ajouté"),
        ("fr", "we", "c’est nous qui soulignons", "soulignement en partie dans l’original, en partie ajouté"),
        ("fr", "office", "soulignement ajouté", "soulignement en partie dans l’original, en partie ajouté"),
        ("es", "I", "énfasis añadido", "énfasis en parte del original y en parte añadido"),
        ("cy", "we", "ychwanegwyd y pwyslais", "peth pwyslais yn y gwreiddiol a pheth wedi’i ychwanegu"),
        ("en-US", "I", "emphasis added", "emphasis in original and added"),
    ],
)
def test_the_note_of_emphasis_is_in_the_language_and_the_voice_of_the_letter(
    tmp_path: Path, language: str, voice: str, added: str, partly: str
) -> None:
    (tmp_path / "own.html").write_text(f"<html><body>{ITALICS}</body></html>", encoding="utf-8")
    head = f"language: {language}\nvoice: {voice}\n{HEAD}"
    assert quoted(tmp_path, "", "*keep* recordings", file="own.html", head=head).endswith(f" ({added})")
    assert quoted(tmp_path, "", "never *keep* recordings", file="own.html", head=head).endswith(f" ({partly})")


@pytest.mark.parametrize("words", ["It did not call them back", "It *did* not call them back", "*did*"])
def test_the_note_of_emphasis_stands_before_that_of_a_translation_and_before_the_mark_of_the_citation(
    tmp_path: Path, words: str
) -> None:
    (tmp_path / "own.html").write_text(f"<html><body>{ITALICS}</body></html>", encoding="utf-8")
    case = CASE.replace("words: Every lift is safe., source: report", f"words: '{words}', source: held")
    case = case.replace("sources:\n", "sources:\n  held: {title: Held, file: own.html}\n")
    made = opened(tmp_path, "  - text: '{{ block_quote(claim(\"safe\"), cite=true) }}'\n", case=case)
    assert made.dossier is not None
    block = made.dossier.letter.body[0]
    assert isinstance(block, BlockQuotation)
    paragraph = block.content[0]
    assert isinstance(paragraph, Paragraph)
    note, mark = paragraph.content[-2:]
    assert isinstance(note, Text)
    assert note.text.startswith(" (emphasis")
    assert isinstance(mark, Note)


@pytest.mark.parametrize(
    ("words", "follows", "shown"),
    [
        ("It kept no notes.", ", and so on", "“It kept no notes”, and so on"),
        ("It kept no notes.", "; so be it", "“It kept no notes”; so be it"),
        ("It kept no notes.", ": why", "“It kept no notes”: why"),
        ("It kept no notes.", '{{ footnote("page 1") }}, and', "“It kept no notes”, and"),
        ("It kept no notes.", ".", "“It kept no notes.”"),
        ("It kept no notes.", " and more", "“It kept no notes.” and more"),
        ("She said “no.”", ", and", "“She said ‘no’”, and"),
        ("It *kept no notes.*", ", and", "“It kept no notes” (emphasis added), and"),
        ("It *kept no notes.*", ' ({{ note(claim("safe")) }}), and', "“It kept no notes” (emphasis added), and"),
        ("Built by Jones & Co.", ", and", "“Built by Jones & Co.”, and"),
        ("Open until 5 p.m.", ", and", "“Open until 5 p.m.”, and"),
        ("It kept no notes...", ", and", "“It kept no notes...”, and"),
        ("Did it?", ", and", "“Did it?”, and"),
    ],
)
def test_a_quotation_drops_its_full_stop_where_the_sentence_goes_on(
    tmp_path: Path, words: str, follows: str, shown: str
) -> None:
    (tmp_path / "own.txt").write_text(words.replace("*", ""), encoding="utf-8")
    case = CASE.replace("words: Every lift is safe., source: report", f"words: '{words}', source: held")
    case = case.replace("sources:\n", "sources:\n  held: {title: Held, file: own.txt}\n")
    made = opened(tmp_path, f"  - text: '{{{{ quote(claim(\"safe\")) }}}}{follows}'\n", case=case)
    assert made.dossier is not None
    assert plain_text(made.dossier.letter.body) == shown
    assert "punctuation-doubled" not in {finding.code for finding in made.findings}
