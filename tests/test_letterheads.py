"""Letterheads as people make them in Word: what is filled, what is kept, what is found wrong, what is refused."""

from __future__ import annotations

import base64
import io
import re
import struct
from collections.abc import Mapping
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from drafter.model import Annex, Letter, List, Note, Paragraph, Part, Sender, Signatory, Text
from drafter.record import replace
from drafter.writers.docx import Prepared, prepare, write
from drafter.writers.docx.parts import BLOCK_MARKS, FIELD_MARKS
from drafter.writers.docx.styles import NEEDED
from tests import outside
from tests.letterheads import (
    ALL_MARKS,
    BASE,
    SECTION,
    TYPE,
    W,
    bare_paragraphs,
    crowded,
    found,
    letterhead,
    members,
    p,
    refusal,
    relationships,
    saved_by_libreoffice,
    table,
    text_box,
    zipped,
)

US = Path(__file__).parent.parent.joinpath("templates", "letter-us.docx").read_bytes()
LOGO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAAAAACMmsGiAAAADklEQVR4nGNoAAIGVAIAUBQIAXAlrj8AAAAASUVORK5CYII="
)
BODY = bare_paragraphs("body")
LABELS = (("our_ref", "Our ref:"), ("your_ref", "Your ref:"), ("copies", "Copy to:"), ("enclosures", "Enclosures:"))
LETTER = Letter(
    language="en-GB",
    title="A letter",
    date="16 August 2021",
    dated="2021-08-16",
    sender=Sender(
        ("Office of", "the Commissioner"), "Jo Doe", "Commissioner", ("a@example.org",), "https://example.org/"
    ),
    addressees=(("Ann Other", "Partner"),),
    salutation="Dear Ann",
    body=(Paragraph((Text("Words of the body."),)),),
    closing="Yours sincerely",
    signatories=(Signatory("Jo Doe", ("Commissioner",)),),
    subject=("A subject", "of two lines"),
    our_ref="AB/1",
    labels=LABELS,
)


def fill(content: bytes, letter: Letter = LETTER) -> dict[str, bytes]:
    """The members of the letter written into a letterhead that has nothing wrong but missing styles."""
    prepared, findings = prepare(content, BASE, "office.docx")
    assert {finding.code for finding in findings} <= {"letterhead-style-missing"}
    return members(write(letter, prepared))


def tag(name: str) -> str:
    return f"{{{W}}}{name}"


def paragraphs(part: bytes) -> list[str]:
    """The text of every paragraph, without text boxes in it; a line break is a slash."""
    return [
        "".join(
            "/" if element.tag == tag("br") else element.text or ""
            for element in paragraph.iter(tag("t"), tag("br"))
            if next(element.iterancestors(tag("p"))) is paragraph
        )
        for paragraph in etree.fromstring(part).iter(tag("p"))
    ]


# --- filling -------------------------------------------------------------------------------------


def test_a_mark_that_word_cut_into_runs_is_filled() -> None:
    mark = ("{", "{ da", "<w:proofErr w:type='spellStart'/>", "te", "<w:bookmarkStart w:id='3' w:name='x'/>", " }}")
    cut = p("Date: ", *mark, " and", " more", "<w:bookmarkEnd w:id='3'/>")
    assert paragraphs(fill(letterhead(cut + BODY))["word/document.xml"])[0] == "Date: 16 August 2021 and more"


def test_two_marks_in_one_run_are_both_filled() -> None:
    filled = fill(letterhead(p("{{date}}, {{ our_ref }}.") + BODY))
    assert paragraphs(filled["word/document.xml"])[0] == "16 August 2021, AB/1."


def test_a_value_looks_like_the_run_in_which_its_mark_begins() -> None:
    bold = "<w:r><w:rPr><w:b/><w:lang w:val='de-DE'/></w:rPr><w:t>{{ sub</w:t></w:r>"
    document = etree.fromstring(fill(letterhead(p(bold, "ject }} plain") + BODY))["word/document.xml"])
    looks = {
        "".join(one.text or "" for one in run.iter(tag("t"))): [
            etree.QName(one).localname for one in run.iterfind(f"{tag('rPr')}/*")
        ]
        for run in document.iter(tag("r"))
    }
    assert looks["A subjectof two lines"] == ["b"]
    assert looks[" plain"] == []


def test_a_text_box_is_filled_in_both_its_copies() -> None:
    box = p(text_box(p("{{ sender_office }}") + p("{{ your_ref }}")))
    written = fill(letterhead(box + BODY))["word/document.xml"]
    assert paragraphs(written).count("Office of/the Commissioner") == 2
    assert b"{{" not in written


def test_headers_and_footers_are_filled() -> None:
    section = '<w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/>'
    parts = {"header1": p("{{ addressee_name }}"), "footer1": p("{{ sender_web }}")}
    filled = fill(letterhead(BODY, parts=parts, section=section + SECTION))
    assert paragraphs(filled["word/header1.xml"]) == ["Ann Other"]
    assert paragraphs(filled["word/footer1.xml"]) == ["https://example.org/"]
    assert b"<w:hyperlink " not in filled["word/footer1.xml"]


def test_a_paragraph_goes_when_its_fields_are_empty_and_stays_when_one_is_not() -> None:
    filled = fill(letterhead(p("Your ref: {{ your_ref }}") + p("{{ your_ref }} {{ our_ref }}") + BODY))
    assert paragraphs(filled["word/document.xml"])[0] == " AB/1"


def test_a_paragraph_with_a_logo_stays_when_its_fields_are_empty() -> None:
    filled = fill(letterhead(p("{{ your_ref }}", text_box(p("Logo"))) + BODY))
    assert paragraphs(filled["word/document.xml"])[:3] == ["", "Logo", "Logo"]


def test_a_cell_keeps_one_paragraph() -> None:
    cells = table(bare_paragraphs("your_ref", "delivery"), bare_paragraphs("our_ref", "your_ref"), p("Static"))
    document = etree.fromstring(fill(letterhead(cells + BODY))["word/document.xml"])
    assert [
        ["".join(each.text or "" for each in one.iter(tag("t"))) for one in cell.iter(tag("p"))]
        for cell in document.iter(tag("tc"))
    ] == [
        [""],
        ["AB/1"],
        ["Static"],
    ]


def test_a_section_break_survives_the_mark_that_it_stands_with() -> None:
    broken = f"<w:pPr><w:sectPr>{SECTION}</w:sectPr></w:pPr>"
    body = p("{{ addressee }}", properties=broken) + p("{{ your_ref }}", properties=broken) + BODY
    document = etree.fromstring(fill(letterhead(body))["word/document.xml"])
    assert len(list(document.iter(tag("sectPr")))) == 3


def test_parts_without_a_mark_stand_around_the_body_in_the_order_of_the_outline() -> None:
    outline: tuple[Part, ...] = ("addressees", "date", "our_ref", "salutation", "body", "closing", "signature")
    filled = fill(letterhead(BODY), replace(LETTER, outline=outline))
    assert paragraphs(filled["word/document.xml"]) == [
        "Ann Other/Partner",
        "16 August 2021",
        "Our ref: AB/1",
        "Dear Ann",
        "Words of the body.",
        "Yours sincerely",
        "Jo Doe/Commissioner",
    ]


def test_a_date_in_the_continuation_header_alone_is_printed_on_the_first_page_too() -> None:
    section = f'<w:headerReference w:type="default" r:id="header1"/>{SECTION}<w:titlePg/>'
    content = letterhead(BODY, parts={"header1": p("{{ date }}")}, section=section)
    assert "16 August 2021" in paragraphs(fill(content)["word/document.xml"])


def codes(content: bytes) -> list[str]:
    """What the fields of a part say, in order."""
    return [(one.text or "").strip() for one in etree.fromstring(content).iter(tag("instrText"))]


PATTERNS = st.lists(
    st.sampled_from(("{page}", "{pages}", "Seite ", " von ", "{", "}", "&", "<", "第", " ")), min_size=1
)


@given(PATTERNS.map("".join))
def test_a_page_number_is_printed_as_the_language_has_it_with_real_fields(pattern: str) -> None:
    written = fill(
        letterhead(BODY, parts=NUMBERED, section=NUMBERED_SECTION), replace(LETTER, labels=(("page_of", pattern),))
    )
    header = written["word/header1.xml"]
    said = re.findall(r"\{pages?\}", pattern)
    assert codes(header) == [{"{page}": "PAGE", "{pages}": "NUMPAGES"}[one] for one in said]
    assert "".join(paragraphs(header)) == re.sub(r"\{pages?\}", "1", pattern)


NUMBERED = {"header1": p("<w:r><w:rPr><w:i/></w:rPr><w:t>{{ page_of }}</w:t></w:r>")}
NUMBERED_SECTION = f'<w:headerReference w:type="default" r:id="header1"/>{SECTION}'


def test_every_piece_of_a_page_number_looks_like_its_mark() -> None:
    written = fill(letterhead(p("{{ page_of }}") + BODY, parts=NUMBERED, section=NUMBERED_SECTION))
    header = etree.fromstring(written["word/header1.xml"])
    assert all(run.find(f"{tag('rPr')}/{tag('i')}") is not None for run in header.iter(tag("r")))
    assert paragraphs(written["word/document.xml"])[0] == "1/1"
    assert codes(written["word/document.xml"]) == ["PAGE", "NUMPAGES"]


def test_a_reference_with_its_label_is_in_the_letters_language_and_goes_when_empty() -> None:
    labels = (("our_ref", "Unser Zeichen:"), ("your_ref", "Ihr Zeichen:"))
    body = bare_paragraphs("our_ref_line", "your_ref_line", "body")
    written = fill(letterhead(body), replace(LETTER, labels=labels, outline=("our_ref", "your_ref", "body")))
    assert paragraphs(written["word/document.xml"]) == ["Unser Zeichen: AB/1", "Words of the body."]


@outside.needs("pandoc")
@pytest.mark.parametrize("subject", ["Heating", "Re: Heating", "RE: Heating", "re:Heating"])
def test_what_a_letterhead_says_before_a_field_is_said_once(subject: str) -> None:
    prepared, _ = prepare(US, BASE, "letter-us.docx")
    said = outside.pandoc_words(write(replace(LETTER, subject=(subject, "of two lines")), prepared))
    assert [word.casefold() for word in said].count("re:") == 1
    assert "Heating" in said


@pytest.mark.parametrize("content", [BASE, US], ids=["a4", "us"])
def test_the_later_pages_of_a_shipped_letterhead_say_whose_letter_it_is(content: bytes) -> None:
    labels = (*LABELS, ("page_of", "Page {page} of {pages}"))
    header = fill(content, replace(LETTER, labels=labels))["word/header1.xml"]
    shown = "\n".join(paragraphs(header))
    for words in ("Ann Other", "16 August 2021", "Our ref: AB/1", "Page 1 of 1"):
        assert words in shown
    assert codes(header) == ["PAGE", "NUMPAGES"]


OUTSIDE_TABLE = bare_paragraphs("date", "addressee", "salutation", "body")
SIGNED_IN_TABLE = OUTSIDE_TABLE + table(bare_paragraphs("closing", "signature"), p("Stamp"))


@pytest.mark.parametrize("content", [OUTSIDE_TABLE + bare_paragraphs("closing", "signature"), SIGNED_IN_TABLE])
def test_what_has_no_mark_stands_after_the_part_that_comes_before_it(content: str) -> None:
    whole = replace(LETTER, delivery="By post", copies=("The Clerk",), enclosures=("A map",), labels=LABELS)
    letter = replace(whole, annexes=(Annex("Annex A", "Terms", (Paragraph((Text("Of the annex."),)),)),))
    document = etree.fromstring(fill(letterhead(content), letter)["word/document.xml"])
    assert [one for one in paragraphs(etree.tostring(document)) if one] == [
        *("16 August 2021", "Our ref: AB/1", "By post", "Ann Other/Partner", "Dear Ann", "A subject/of two lines"),
        *("Words of the body.", "Yours sincerely", "Jo Doe/Commissioner"),
        *(("Stamp",) if "Stamp" in content else ()),
        *("Copy to:/The Clerk", "Enclosures:/A map", "Annex A/Terms", "Of the annex."),
    ]
    assert not any(one.text == "Annex A" for cell in document.iter(tag("tc")) for one in cell.iter(tag("t")))


def test_a_value_that_looks_like_a_mark_stays_words() -> None:
    filled = fill(letterhead(), replace(LETTER, salutation="Dear {{ body }} <w:b/> &amp;"))
    assert "Dear {{ body }} <w:b/> &amp;" in paragraphs(filled["word/document.xml"])


def test_a_content_control_does_not_put_other_data_in_place_of_a_value() -> None:
    bound = "<w:sdtPr><w:dataBinding w:xpath='/x' w:storeItemID='1'/></w:sdtPr>"
    control = f"<w:sdt>{bound}<w:sdtContent>{p('{{ date }}')}</w:sdtContent></w:sdt>"
    written = fill(letterhead(control + BODY))["word/document.xml"]
    assert b"dataBinding" not in written
    assert "16 August 2021" in paragraphs(written)


# --- what a letterhead has of its own ------------------------------------------------------------

OWN_NUMBERING = (
    '<w:abstractNum w:abstractNumId="4"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="OWN %1"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="9"><w:abstractNumId w:val="4"/></w:num><w:numIdMacAtCleanup w:val="2"/>'
)
OWN_NOTES = (
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="5"><w:p><w:r><w:t>The office\'s own note</w:t></w:r></w:p></w:footnote>'
)
LISTED = replace(
    LETTER,
    body=(
        Paragraph((Text("Noted"), Note((Paragraph((Text("A note of the letter"),)),)))),
        List(((Paragraph((Text("Item"),)),),), "decimal"),
    ),
)


def test_the_letterheads_own_numbering_comes_first_and_stays() -> None:
    numbering = etree.fromstring(fill(letterhead(parts={"numbering": OWN_NUMBERING}), LISTED)["word/numbering.xml"])
    order = [etree.QName(one).localname for one in numbering]
    assert order == [*["abstractNum"] * 7, "num", "num", "numIdMacAtCleanup"]
    assert [one.get(tag("val")) for one in numbering[0].iter(tag("lvlText"))] == ["OWN %1"]
    assert [one.get(tag("numId")) for one in numbering.findall(tag("num"))] == ["9", "10"]


def test_the_letterheads_own_footnotes_stay() -> None:
    own = p("Own", '<w:r><w:footnoteReference w:id="5"/></w:r>') + bare_paragraphs(*ALL_MARKS)
    filled = fill(letterhead(own, parts={"footnotes": OWN_NOTES}), LISTED)
    footnotes = etree.fromstring(filled["word/footnotes.xml"])
    assert [one.get(tag("id")) for one in footnotes] == ["0", "1", "5", "6"]
    assert b'<w:footnoteReference w:id="6"/>' in filled["word/document.xml"]


def test_settings_name_the_separators_before_compat() -> None:
    parts = {
        "settings": "<w:zoom w:percent='100'/><w:rsids><w:rsidRoot w:val='00AA'/></w:rsids>",
        "footnotes": OWN_NOTES,
    }
    settings = etree.fromstring(fill(letterhead(parts=parts))["word/settings.xml"])
    assert [etree.QName(one).localname for one in settings] == ["zoom", "footnotePr", "endnotePr", "compat"]
    assert [one.get(tag("id")) for one in settings.iterfind(f"{tag('footnotePr')}/*")] == ["0", "1"]


def test_missing_styles_come_from_the_base_with_a_warning() -> None:
    own = (
        '<w:style w:type="paragraph" w:styleId="BodyText"><w:name w:val="Something else"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style>'
    )
    prepared, findings = prepare(letterhead(parts={"styles": own}), BASE, "office.docx")
    (warning,) = findings
    assert (warning.code, warning.severity) == ("letterhead-style-missing", "warning")
    assert "Body Text" in warning.message
    assert "Quote" not in warning.message.split(", ")
    ids = dict(prepared.style_ids)
    assert (ids["quote"], ids["body text"]) == ("Zitat", "BodyText2")
    styles = etree.fromstring(members(write(LETTER, prepared))["word/styles.xml"])
    known = [one.get(tag("styleId"), "") for one in styles.iter(tag("style"))]
    assert len(known) == len({one.lower() for one in known})
    assert {one.get(tag("val")) for one in styles.iter(tag("basedOn"), tag("link"), tag("next"))} <= set(known)


def test_the_letters_language_becomes_the_documents() -> None:
    normal = '<w:name w:val="Normal"/><w:rPr><w:lang w:val="de-DE"/></w:rPr>'
    own = letterhead(parts={"styles": f'<w:style w:type="paragraph" w:default="1" w:styleId="N">{normal}</w:style>'})
    styles = etree.fromstring(fill(own, replace(LETTER, language="fr-FR"))["word/styles.xml"])
    assert [one.get(tag("val")) for one in styles.iter(tag("lang"))] == ["fr-FR"]
    assert styles[0].tag == tag("docDefaults")


def test_nothing_personal_of_the_letterhead_is_passed_on() -> None:
    rels = relationships(
        ("rId1", "officeDocument", "word/document.xml"),
        ("rId2", "extended-properties", "docProps/app.xml"),
        ("rId3", "custom-properties", "docProps/custom.xml"),
    )
    named = dict.fromkeys(("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"), "<x>Mallory</x>")
    body = f"<w:p w:rsidR='00A1B2C3'><w:r w:rsidRPr='00A1B2C3'><w:t>{{{{ body }}}}</w:t></w:r></w:p>{p('Static')}"
    filled = fill(letterhead(body, extra={"_rels/.rels": rels, **named}))
    assert not [name for name, content in filled.items() if b"Mallory" in content or b"rsidR" in content]


def test_a_prepared_letterhead_survives_its_cache() -> None:
    prepared, _ = prepare(BASE, BASE, "letter-a4.docx")
    again = Prepared.from_json(prepared.to_json())
    assert again == prepared
    assert write(LISTED, again) == write(LISTED, prepared)


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"format": 0}', '{"format": 1, "series": 3}', "7"])
def test_a_damaged_cache_says_so(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any wording will do
        Prepared.from_json(text)


BOXED = p(text_box(bare_paragraphs("sender_office"))) + bare_paragraphs(*ALL_MARKS)
CELLS = table(bare_paragraphs("addressee"), bare_paragraphs("your_ref", "date")) + bare_paragraphs("body", "signature")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(letterhead(), id="without anything of its own"),
        pytest.param(letterhead(parts={"numbering": OWN_NUMBERING}), id="with numbering"),
        pytest.param(letterhead(BOXED), id="with a text box"),
        pytest.param(letterhead(CELLS), id="with a table"),
        pytest.param(BASE, id="as shipped"),
    ],
)
def test_a_letter_on_any_letterhead_opens_in_python_docx_and_holds_its_references(content: bytes) -> None:
    prepared, _ = prepare(content, BASE, "office.docx")
    written = write(LISTED, prepared)
    texts = [one.text for one in docx.Document(io.BytesIO(written)).paragraphs]
    assert "Noted" in texts
    assert outside.ooxml_integrity(written) == []


@outside.needs("soffice")
@pytest.mark.parametrize("content", [BASE, US], ids=["a4", "us"])
def test_a_shipped_letterhead_saved_by_libreoffice_is_as_good(content: bytes, tmp_path: Path) -> None:
    saved = saved_by_libreoffice(content, tmp_path)
    prepared, findings = prepare(saved, BASE, "office.docx")
    assert findings == ()
    written = write(LISTED, prepared)
    assert set(outside.openxml_audit(written)) <= set(outside.openxml_audit(saved))
    assert outside.ooxml_integrity(written) == []
    assert outside.verapdf_ua1(outside.to_pdf(written, tmp_path)) == []


@outside.needs("soffice")
@pytest.mark.parametrize("program", ["Word", "LibreOffice"])
def test_a_crowded_letterhead_without_styles_bears_a_letter(program: str, tmp_path: Path) -> None:
    content = crowded(LOGO)
    content = saved_by_libreoffice(content, tmp_path) if program == "LibreOffice" else content
    prepared, findings = prepare(content, BASE, "office.docx")
    assert [finding.code for finding in findings] == ["letterhead-style-missing"]
    written = write(LISTED, prepared)
    parts = members(written)
    headers = {line for name, part in parts.items() if "/header" in name for line in paragraphs(part)}
    assert {"Office of/the Commissioner", "Ann Other, 1/1", "16 August 2021, 1/1"} <= headers
    lines = paragraphs(parts["word/document.xml"])
    assert {"Jo Doe", "We reply within ten days", "Own item", "Noted", "Terms of the office"} <= {*lines}
    assert lines.index("Noted") < lines.index("Yours sincerely") < lines.index("Terms of the office")
    assert " Working days." in "".join(paragraphs(parts["word/footnotes.xml"]))
    assert set(outside.openxml_audit(written)) <= set(outside.openxml_audit(content))
    assert outside.ooxml_integrity(written) == []
    assert outside.verapdf_ua1(outside.to_pdf(written, tmp_path)) == []


# --- mistakes ------------------------------------------------------------------------------------


MISTAKES = {
    "document: unknown mark 'sender_ofice', did you mean 'sender_office'?": ("unknown", p("{{ sender_ofice }}") + BODY),
    "table in the document: unknown mark 'dat', did you mean 'date'?": ("unknown", table(p("{{ dat }}")) + BODY),
    "document: a mark is not complete": ("unknown", p("{{ date }") + BODY),
    "document: {{ addressee }} is not alone in its paragraph": ("place", p("To: {{ addressee }}") + BODY),
    "document: {{ body }} stands there twice": ("place", BODY + BODY),
    "text box in the document: {{ body }} cannot stand here, as Word allows no footnotes here": (
        "place",
        p(text_box(BODY)),
    ),
}


@pytest.mark.parametrize("message", MISTAKES)
def test_a_mistake_in_the_document_is_an_error(message: str) -> None:
    kind, body = MISTAKES[message]
    (finding,) = found(letterhead(body))
    assert (finding.code, finding.severity, finding.message) == (f"letterhead-mark-{kind}", "error", message)
    assert finding.place.file == "office.docx"


def test_a_letterhead_without_a_body_is_an_error() -> None:
    (finding,) = found(letterhead(p("No mark at all")))
    assert (finding.code, finding.severity) == ("letterhead-body-missing", "error")


@pytest.mark.parametrize(
    ("when", "title", "where"),
    [
        ("first", "<w:titlePg/>", "first-page header"),
        ("default", "<w:titlePg/>", "continuation header"),
        ("default", "", "header"),
        ("even", "", "even-page header"),
    ],
)
def test_a_mistake_in_a_header_says_which(when: str, title: str, where: str) -> None:
    section = f'<w:headerReference w:type="{when}" r:id="header1"/>{SECTION}{title}'
    (finding,) = found(letterhead(BODY, parts={"header1": p("On {{ dato }}")}, section=section))
    assert finding.message.startswith(f"{where}: unknown mark 'dato'")
    assert finding.place.text == "On {{ dato }}"


def test_a_mark_in_a_footnote_of_the_letterhead_is_an_error() -> None:
    notes = OWN_NOTES.replace("own note", "{{ date }}")
    body = p("x", '<w:r><w:footnoteReference w:id="5"/></w:r>') + BODY
    (finding,) = found(letterhead(body, parts={"footnotes": notes}))
    assert finding.code == "letterhead-mark-place"


# --- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"{\\rtf1 words}", "not a Word document"),
        (b"%PDF-1.7", "not a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Word 97 to 2003"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (BASE[: len(BASE) // 2], "damaged"),
        (BASE[:40], "damaged"),
        (BASE.replace(b"PK\1\2", b"PK\1\3"), "damaged"),
        (zipped({"a.txt": "words"}), "not a Word document"),
        (letterhead(main=f"{TYPE}.template.main+xml"), "template"),
        (letterhead(main="application/xml"), "not a Word document"),
        (letterhead(extra={"word/document.xml": "<w:document"}), "well-formed"),
        (letterhead(extra={"word/document.xml": "<x/>"}), "Strict"),
    ],
)
def test_what_is_no_word_document_is_said_so(content: bytes, words: str) -> None:
    finding = refusal(content)
    assert finding.code == "letterhead-unreadable"
    assert words in finding.message
    assert finding.advice


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def with_relation(kind: str, target: str, *, external: bool) -> bytes:
    return letterhead(extra={"word/_rels/document.xml.rels": relationships(("rId1", kind, target), external=external)})


BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
CODE = '<w:r><w:instrText xml:space="preserve">{}</w:instrText></w:r>'


def field(code: str) -> str:
    """A complex field whose code stands in two runs, as Word may leave it."""
    half = len(code) // 2
    return p(BEGIN, CODE.format(code[:half]), CODE.format(code[half:]), SEPARATE, "result", END)


UNSAFE: Mapping[str, bytes] = {
    "macros in a part": letterhead(extra={"word/vbaProject.bin": b"x"}),
    "macros by type": letterhead(main="application/vnd.ms-word.document.macroEnabled.main+xml"),
    "entities": letterhead(extra={"word/document.xml": f"{DOCTYPE}<x>&b;</x>"}),
    "a document type": letterhead(extra={"word/document.xml": "<!DOCTYPE x SYSTEM 'http://example.org/x.dtd'><x/>"}),
    "entities in another encoding": letterhead(
        extra={"word/document.xml": f'<?xml version="1.0" encoding="UTF-16"?>{DOCTYPE}<x>&b;</x>'.encode("utf-16")}
    ),
    "a bomb": letterhead(extra={"word/media/a.png": bytes(3_000_000)}),
    "too many files": letterhead(extra={f"word/media/{number}.png": b"" for number in range(1100)}),
    "a path out": letterhead(extra={"../evil.xml": "<x/>"}),
    "an attached template": with_relation("attachedTemplate", "file:///C:/x.dotm", external=True),
    "a linked picture": with_relation("image", "https://example.org/x.png", external=True),
    "a linked object": with_relation("oleObject", "file:///C:/x.xls", external=True),
    "an embedded object": with_relation("oleObject", "embeddings/a.bin", external=False),
    "an inserted file": with_relation("aFChunk", "a.html", external=False),
    "a subdocument": with_relation("subDocument", "a.docx", external=True),
    "a script": with_relation("hyperlink", "javascript:alert(1)", external=True),
    "a file link": with_relation("hyperlink", "file:///etc/passwd", external=True),
    "a share": with_relation("hyperlink", "\\\\server\\share", external=True),
    "a mail merge": letterhead(parts={"settings": "<w:mailMerge><w:query w:val='x'/></w:mailMerge>"}),
    "a simple field": letterhead(BODY + p('<w:fldSimple w:instr=" INCLUDETEXT x "/>')),
    "a vml picture": letterhead(
        BODY + p('<w:r><w:pict><v:shape><v:imagedata src="http://x/y"/></v:shape></w:pict></w:r>')
    ),
    **{
        code: letterhead(BODY + field(f" {code} x "))
        for code in ("INCLUDEPICTURE", "DDE", "ddeauto", "LINK", "DATABASE")
    },
    "a field that another spells": letterhead(
        BODY + p(BEGIN, BEGIN, CODE.format(" QUOTE LI "), END, CODE.format("NK x"), END)
    ),
}


@pytest.mark.parametrize("what", UNSAFE)
def test_what_could_act_or_fetch_is_refused(what: str) -> None:
    finding = refusal(UNSAFE[what])
    assert (finding.code, finding.severity) == ("letterhead-unsafe", "error")
    assert finding.advice


def test_a_size_that_lies_does_not_get_past() -> None:
    content = bytearray(letterhead(extra={"word/media/a.png": bytes(3_000_000)}))
    for size in re.finditer(re.escape(struct.pack("<L", 3_000_000)), bytes(content)):
        content[size.start() : size.end()] = struct.pack("<L", 100)
    assert refusal(bytes(content)).code == "letterhead-unreadable"


@pytest.mark.parametrize("code", [" PAGE ", ' HYPERLINK "https://example.org/link" ', ' DOCPROPERTY "LINK" '])
def test_harmless_fields_are_let_be(code: str) -> None:
    assert found(letterhead(BODY + field(code))) == []


@pytest.mark.parametrize("url", ["https://example.org/", "mailto:a@example.org", "tel:+441234"])
def test_web_and_mail_links_are_let_be(url: str) -> None:
    assert found(with_relation("hyperlink", url, external=True)) == []


# --- the guide -----------------------------------------------------------------------------------


def test_the_guide_names_every_mark_and_every_style() -> None:
    guide = Path(__file__).parent.parent.joinpath("docs", "letterheads.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in guide.splitlines() if line.startswith("| ")]
    assert {*BLOCK_MARKS, *FIELD_MARKS} <= {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    styles = {name.strip() for row in rows if "`" not in row for name in row.split(",")}
    assert {name for _, name in NEEDED} <= styles
