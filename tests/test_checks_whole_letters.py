"""What a letter as a whole must do: mention what it attaches, greet whom it is for, end what it begins."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checking import CASE, Desk
from tests.test_sources import W, docx, paragraph

ANNEX = "annexes:\n  - title: List of sites\n    name: sites\n    body: [{text: The sites are named here.}]\n"
TWO = ANNEX + "  - title: Form of answer\n    body: [{text: Please answer here.}]\n"
ENCLOSED = "enclosures: [The order of 4 May 2024]\n"
MORE = CASE.replace("sources:", "  brown: {name: Carol Brown, salutation: Mr Brown, pronoun: she}\nsources:")


@pytest.mark.parametrize("text", ["It is so.", "The list of things is long."])
def test_an_annex_that_nobody_mentions_is_found(tmp_path: Path, text: str) -> None:
    finding = Desk(tmp_path).one("annex-unmentioned", text, head=ANNEX)
    assert finding.severity == "warning"
    assert finding.place.line == 5


@pytest.mark.parametrize(
    "text",
    [
        'See {{ ref("sites") }}.',
        "See Annex A.",
        "The annex names them.",
        "See the list of sites.",
        "I attach… as attached.",
    ],
)
def test_an_annex_that_is_mentioned_is_not(tmp_path: Path, text: str) -> None:
    assert "annex-unmentioned" not in Desk(tmp_path).codes(text, head=ANNEX)


def test_each_of_two_annexes_is_to_be_mentioned(tmp_path: Path) -> None:
    assert "Annex B" in Desk(tmp_path).one("annex-unmentioned", "See Annex A.", head=TWO).message
    assert "annex-unmentioned" not in Desk(tmp_path).codes("See the annexes.", head=TWO)


def test_an_enclosure_that_nobody_mentions_is_information(tmp_path: Path) -> None:
    assert Desk(tmp_path).one("enclosure-unmentioned", "It is so.", head=ENCLOSED).severity == "information"


@pytest.mark.parametrize("text", ["I enclose it.", "See the order of that day.", "See Enclosure 1."])
def test_an_enclosure_that_is_mentioned_is_not(tmp_path: Path, text: str) -> None:
    assert "enclosure-unmentioned" not in Desk(tmp_path).codes(text, head=ENCLOSED)


NAMED = 'The {{ evidence("contract") }}'
SECONDARY = CASE.replace("grade: reported", "grade: secondary")
PRIMARY = CASE.replace("grade: reported", "grade: primary")


@pytest.mark.parametrize(
    "text",
    [f"{NAMED} shows that it was so.", f"{NAMED} is here. This proves that it was so.", f"{NAMED} has established it."],
)
def test_hearsay_shows_nothing(tmp_path: Path, text: str) -> None:
    assert Desk(tmp_path).one("evidence-grade", text).severity == "warning"
    assert "evidence-grade" not in Desk(tmp_path).codes(text, case=PRIMARY)


@pytest.mark.parametrize(
    "text",
    [
        f"{NAMED} suggests that it was so.",
        f"{NAMED} does not show that it was so.",
        f"Your letter shows that you know it. {NAMED} says so.",
        f"{NAMED} says so. Your letter shows that you know it.",
        f"{NAMED} says so, and I ask you to confirm it.",
        f"{NAMED} may show that it was so.",
    ],
)
def test_a_careful_verb_is_not_accused(tmp_path: Path, text: str) -> None:
    assert "evidence-grade" not in Desk(tmp_path).codes(text)


def test_evidence_that_is_typed_by_its_name_is_known(tmp_path: Path) -> None:
    text = "The Contract notice proves that it was so."
    assert Desk(tmp_path).one("evidence-grade", text).severity == "warning"
    assert "evidence-grade" not in Desk(tmp_path).codes("The contract noticeboard proves it.")
    assert "evidence-grade" not in Desk(tmp_path).codes(text, case=PRIMARY)


def test_a_secondary_account_shows_but_does_not_prove(tmp_path: Path) -> None:
    assert "evidence-grade" not in Desk(tmp_path).codes(f"{NAMED} shows that it was so.", case=SECONDARY)
    assert "evidence-grade" in Desk(tmp_path).codes(f"{NAMED} proves that it was so.", case=SECONDARY)


@pytest.mark.parametrize(
    ("salutation", "severity"), [("Dear Ms Smithers", "warning"), ("Dear Carol", "error"), ("Dear Mr Brown", "error")]
)
def test_a_salutation_of_somebody_else_is_found(tmp_path: Path, salutation: str, severity: str) -> None:
    found = Desk(tmp_path).findings("It is so.", head=f"salutation: {salutation}\n", case=MORE)
    assert [(one.code, one.severity, one.place.line) for one in found] == [("salutation-misfit", severity, 4)]


@pytest.mark.parametrize(
    "salutation",
    ["Dear Bo", "Dear Mr Jones", "Dear Sir or Madam", "Dear colleagues", "Your Excellency", "To whom it may concern"],
)
def test_a_salutation_that_fits_is_not_accused(tmp_path: Path, salutation: str) -> None:
    assert Desk(tmp_path).codes("It is so.", head=f"salutation: {salutation}\n", case=MORE) == []


def test_a_title_and_a_pronoun_that_deny_each_other_are_found(tmp_path: Path) -> None:
    assert Desk(tmp_path).one("salutation-misfit", "It is so.", head="to: brown\n", case=MORE).place.line == 6


def test_nobody_writes_to_themselves(tmp_path: Path) -> None:
    assert Desk(tmp_path).one("addressee-signs", "It is so.", head="to: jones\nfrom: jones\n").severity == "error"
    assert "addressee-signs" not in Desk(tmp_path).codes("It is so.", head="to: jones\nfrom: smith\n")


LONG = "It is so, and it has been so ever since."


def test_a_paragraph_that_stands_twice_is_found(tmp_path: Path) -> None:
    found = Desk(tmp_path).one(
        "paragraph-repeated", "", body=f"  - text: {LONG}\n  - text: That is all.\n  - text: {LONG}\n"
    )
    assert (found.place.line, "line 5" in found.message) == (7, True)


def test_a_formula_and_a_quotation_may_stand_twice(tmp_path: Path) -> None:
    quote = "'{{ block_quote(claim(\"no-cameras\")) }}'"
    body = "".join(
        f"  - text: {text}\n" for text in ("We ask you this.", quote, "We ask you this.", quote, "So be it.")
    )
    assert "paragraph-repeated" not in Desk(tmp_path).codes("", body=body)


@pytest.mark.parametrize(
    "text", ["It is so, and it has been so", 'As we know, he said {{ quote(claim("no-cameras")) }}']
)
def test_a_paragraph_that_breaks_off_is_found(tmp_path: Path, text: str) -> None:
    assert Desk(tmp_path).one("end-mark-missing", text).severity == "warning"


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        "As we know, he said {{ quote(claim('no-cameras')) }}.",
        "Is it so, and has it been so ever?",
        "It is so, as we know from the reply (of 13 May 2025).",
        "It is so, as we know. (See the reply)",
        "**How to answer, and what follows from it**",
        "Answers go to the office at {{ link('https://office.example') }}",
        "Yours, as ever",
        "It was “so, and has been so ever.”",
        "These are the sites that we mean:\n\n- one\n- two",
        "These are the sites that we mean\n\n- one\n- two",
    ],
)
def test_a_paragraph_that_ends_is_not_accused(tmp_path: Path, text: str) -> None:
    assert "end-mark-missing" not in Desk(tmp_path).codes(text)


@pytest.mark.parametrize(
    ("words", "more", "found"),
    [
        ("Nothing was kept of it.", "", False),
        ("*Nothing* was kept of it.", "", False),
        ("Nothing was kept of it.", " (see the reply)", False),
        ("Nothing was kept of", "", True),
    ],
)
def test_a_note_s_mark_after_the_full_stop_of_a_quotation_leaves_it_ended(
    tmp_path: Path, words: str, more: str, *, found: bool
) -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnotes {W}><w:footnote w:id="2">{paragraph("See page 9.")}</w:footnote></w:footnotes>'
    (tmp_path / "held.docx").write_bytes(docx(paragraph("Nothing was kept of it.", mark), footnotes=notes))
    case = CASE.replace("claims:\n", f"claims:\n  kept: {{words: '{words}', source: held, note_marks: kept}}\n")
    case = case.replace("sources:\n", "sources:\n  held: {title: Held, author: jones, file: held.docx}\n")
    body = f"  - text: 'As we know, he wrote {{{{ quote(claim(\"kept\")) }}}}{more}'\n"
    assert ("end-mark-missing" in Desk(tmp_path).codes("", body=body, case=case)) is found


CLEAN = {
    "fr": "Je fais suite à votre lettre du 13 mai 2025 : est-ce exact ? Nous nous y opposons ; vous vous en doutez !",
    "es": "Me refiero a su carta del 13 de mayo de 2025. El lunes 2 de junio de 2025 lo veremos.",
    "cy": "Cyfeiriaf at eich llythyr dyddiedig 13 Mai 2025. Cynhelir y cyfarfod ddydd Llun 2 Mehefin 2025.",
    "en-US": "I write about your letter of May 13, 2025. I saw you on Monday, June 2, 2025, in color.",
}
FAULTY = {
    "fr": "La réunion du mardi 2 juin 2025 est sur TODO , et et sur le reste.",
    "es": "El martes 2 de junio de 2025 veremos TODO , y y lo demás.",
    "cy": "Cynhelir y cyfarfod ddydd Mawrth 2 Mehefin 2025 am TODO , a a mwy.",
    "en-US": "I met you on Tuesday, June 2, 2025, about TODO , and and more.",
}


@pytest.mark.parametrize("language", CLEAN)
def test_a_letter_in_any_language_is_clean(tmp_path: Path, language: str) -> None:
    assert Desk(tmp_path).codes(CLEAN[language], head=f"language: {language}\n") == []


@pytest.mark.parametrize("language", FAULTY)
def test_slips_are_found_in_any_language(tmp_path: Path, language: str) -> None:
    codes = set(Desk(tmp_path).codes(FAULTY[language], head=f"language: {language}\n"))
    assert codes == {"weekday-wrong", "placeholder", "space-before-mark", "word-doubled"}


LISTED = "  - text: {words}\n  - list: [Northgate, Southgate]\n  - text: {after}\n"


@pytest.mark.parametrize(
    ("words", "after"),
    [("We wrote in May.", "Please answer."), ('"Dear all: we wrote in May."', "It was a long May.")],
)
def test_a_list_that_nothing_leads_into_is_found(tmp_path: Path, words: str, after: str) -> None:
    finding = Desk(tmp_path).one("list-unmentioned", "", body=LISTED.format(words=words, after=after))
    assert (finding.severity, finding.place.line) == ("warning", 6)


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ('"We wrote about:"', "Please answer."),
        ("These were the sites.", "Please answer."),
        ("We wrote about two sites.", "Please answer."),
        ("We wrote in May.", "They are all closed."),
        ("We wrote in May, and set out what we saw.", "Please answer."),
    ],
)
def test_a_list_that_the_words_around_it_announce_is_not(tmp_path: Path, words: str, after: str) -> None:
    assert "list-unmentioned" not in Desk(tmp_path).codes("", body=LISTED.format(words=words, after=after))


def test_a_table_that_nothing_speaks_of_is_found_and_a_heading_announces_one(tmp_path: Path) -> None:
    table = "  - table: {columns: [Site, Day], rows: [[Northgate, Monday]]}\n"
    bare = f"  - text: We wrote in May.\n{table}  - text: Please answer.\n"
    assert "a table" in Desk(tmp_path).one("list-unmentioned", "", body=bare).message
    headed = f"  - text: We wrote in May.\n  - heading: Sites\n{table}"
    assert "list-unmentioned" not in Desk(tmp_path).codes("", body=headed)


NUMBERED = "paragraphs: numbered\n"


@pytest.mark.parametrize(
    "text", ["See paragraph 9 above.", "As paragraph 12 of this letter says, so it is.", "See question 3 below."]
)
def test_a_paragraph_or_question_that_is_not_there_is_found(tmp_path: Path, text: str) -> None:
    finding = Desk(tmp_path).one("reference-typed", text, head=NUMBERED)
    assert finding.severity == "warning"


@pytest.mark.parametrize(
    "text", ["See paragraph 1 above.", "See paragraph 9 of your letter.", "Paragraph 9 of the Act says so."]
)
def test_a_paragraph_that_is_there_or_is_another_document_s_is_not(tmp_path: Path, text: str) -> None:
    assert "reference-typed" not in Desk(tmp_path).codes(text, head=NUMBERED)


def test_a_paragraph_without_an_end_is_found_in_every_letter_that_has_it(tmp_path: Path) -> None:
    text = "We ask you to tell us who decided it and"
    for _ in range(2):
        assert "end-mark-missing" in Desk(tmp_path).codes(text)
