"""Letters as Word files: valid to tools that others wrote, word for word the model's, the same bytes every time."""

from __future__ import annotations

import io
import json
import os
import re
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Literal

import docx
import pytest
from docx2python import docx2python
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from drafter.model import (
    Annex,
    Block,
    BlockQuotation,
    Break,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Letter,
    Link,
    List,
    Note,
    Paragraph,
    Picture,
    Question,
    Reference,
    Sender,
    Signatory,
    Strong,
    Table,
    Text,
    blocks,
    notes,
    plain_text,
    walk,
)
from drafter.record import replace
from drafter.writers.docx import package, prepare, write
from tests import outside
from tests.letterheads import BASE, W, bare_paragraphs, letterhead, members, p, text_box, zipped
from tests.reading_back import is_of_caption, note_sections, words_added
from tests.strategies import LETTERS

REPOSITORY = Path(__file__).parent.parent
PREPARED, _ = prepare(BASE, BASE, "letter-a4.docx")
US = REPOSITORY.joinpath("templates", "letter-us.docx").read_bytes()
LEAN = letterhead(bare_paragraphs("body"))
PLAIN, _ = prepare(LEAN, BASE, "plain.docx")
"""A letterhead with nothing but a body, so that every part of a letter stands in the document and pandoc sees it."""
SLOW = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def tag(name: str) -> str:
    return f"{{{W}}}{name}"


def png(width: int, height: int) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))

    header = struct.pack(">2L5B", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def paragraph(*content: str | Inline, number: int | None = None, anchor: str = "") -> Paragraph:
    return Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in content), number, anchor)


def items(*words: str, marker: str = "decimal", start: int = 1) -> List:
    return List(tuple((paragraph(one),) for one in words), marker, start)  # type: ignore[arg-type]


def letter(*body: Block) -> Letter:
    return replace(FULL, body=body, annexes=())


LABELS = (("our_ref", "Our ref:"), ("your_ref", "Your ref:"), ("copies", "Copy to:"), ("enclosures", "Enclosures:"))
NOTE = Note((paragraph("A note, see ", Link((Text("the report"),), "https://example.org/?a=1&b=é")),))
FULL = Letter(
    language="en-GB",
    title="Notes & Queries",
    date="16 August 2021",
    dated="2021-08-16",
    sender=Sender(("OFFICE OF THE", "COMMISSIONER"), "Jo Doe", "Commissioner", ("a@b.org",), "https://example.org/"),
    addressees=(("Ambassador Ann Other", "Partner"), ("Second Addressee",)),
    salutation="Dear Ambassador",
    body=(
        Heading((Text("A heading"),), 1),
        paragraph(
            "Words ", Emphasis((Text("stressed"),)), NOTE, " and ", Strong((Text("strong"),)), Break(), "next line"
        ),
        items("first", "second"),
        List(((paragraph("outer"), items("(a) one", marker="letter"), paragraph("goes on")),), "bullet"),
        BlockQuotation((paragraph("Set off"),)),
        Question((paragraph("What?"), items("part", "part", marker="letter")), 1, "q1"),
        Question((paragraph("See ", Reference("1", "q1"), " and ", Reference("Annex A", "annex-a")),), 2),
        paragraph("Numbered", number=1),
        Table(((Text("Head"),), (Text("Other"),)), (((Text("a"),), ()),)),
        Table(((Text("Again"),),), (((Text("b"),),),)),
        paragraph(Foreign((Text("مرحبا"),), "ar", right_to_left=True)),
    ),
    closing="Yours sincerely",
    signatories=(
        Signatory("Jo Doe", ("Commissioner",), Picture(png(600, 100), 600, 100, "Signature of Jo Doe")),
        Signatory("Al Roe", (), Picture(png(600, 100), 600, 100, "Signature of Al Roe")),
    ),
    subject=("Notes & Queries", "August 2021"),
    our_ref="AB/1",
    your_ref="CD/2",
    delivery="By email",
    marking="OFFICIAL",
    copies=("The Minister",),
    enclosures=("A report",),
    annexes=(
        Annex(
            "Annex A",
            "Projects",
            (paragraph("In the annex", NOTE), Table(((Text("X"),),), (((Text("Y"),),),))),
            "annex-a",
        ),
    ),
    labels=LABELS,
)


def part(written: Letter, name: str = "document") -> etree._Element:
    """A part of the letter on the shipped letterhead."""
    return etree.fromstring(members(write(written, PREPARED))[f"word/{name}.xml"])


def text_of(element: etree._Element) -> str:
    return "".join(one.text or "" for one in element.iter(tag("t")))


def found(root: etree._Element, words: str) -> etree._Element:
    """The paragraph with these words."""
    return next(one for one in root.iter(tag("p")) if text_of(one) == words)


def numbers(root: etree._Element, words: str) -> tuple[str, str] | None:
    """The level and list of a paragraph with these words."""
    properties = found(root, words).find(f"{tag('pPr')}/{tag('numPr')}")
    if properties is None:
        return None
    level, num = (properties.find(tag(name)) for name in ("ilvl", "numId"))
    assert level is not None
    assert num is not None
    return level.get(tag("val"), ""), num.get(tag("val"), "")


def starts(written: Letter) -> dict[str, tuple[str, str]]:
    """By id of a list: the level and number at which it starts."""
    shown = {}
    for num in part(written, "numbering").iter(tag("num")):
        (override,) = num.iter(tag("lvlOverride"))
        (start,) = override.iter(tag("startOverride"))
        shown[num.get(tag("numId"), "")] = (override.get(tag("ilvl"), ""), start.get(tag("val"), ""))
    return shown


# --- numbering -----------------------------------------------------------------------------------


def test_a_list_restarts_its_numbers() -> None:
    written = letter(items("a", "b"), paragraph("between"), items("c", start=4))
    document = part(written)
    first, second = numbers(document, "a"), numbers(document, "c")
    assert first is not None
    assert second is not None
    assert first == numbers(document, "b")
    assert first[1] != second[1]
    assert starts(written) == {first[1]: ("0", "1"), second[1]: ("0", "4")}


def test_an_inner_list_stands_one_level_deeper_and_restarts_there() -> None:
    written = letter(List(((paragraph("one"), items("in", marker="roman")), (paragraph("two"),)), "decimal"))
    document = part(written)
    inner = numbers(document, "in")
    assert numbers(document, "one") == numbers(document, "two")
    assert inner is not None
    assert starts(written)[inner[1]] == ("1", "1")


def test_a_paragraph_that_goes_on_in_an_item_is_indented_and_not_numbered() -> None:
    document = part(letter(List(((paragraph("one"), paragraph("more")),), "decimal")))
    assert numbers(document, "more") is None
    assert found(document, "more").find(f"{tag('pPr')}/{tag('ind')}") is not None


def test_questions_run_on_through_the_letter_and_a_gap_starts_anew() -> None:
    ask = [Question((paragraph(f"Q{number}"),), number) for number in (1, 2, 7)]
    written = letter(ask[0], items("list"), Heading((Text("Then"),)), ask[1], ask[2])
    document = part(written)
    assert numbers(document, "Q1") == numbers(document, "Q2") != numbers(document, "Q7")
    seventh = numbers(document, "Q7")
    assert seventh is not None
    assert starts(written)[seventh[1]] == ("0", "7")


def test_a_question_or_item_that_opens_with_a_list_keeps_its_number() -> None:
    document = part(letter(Question((items("part", marker="letter"),), 1), List(((items("deep"),),), "decimal")))
    empty = [
        one for one in document.iter(tag("p")) if not text_of(one) and next(one.iter(tag("numPr")), None) is not None
    ]
    assert len(empty) == 2


# --- notes, references, links --------------------------------------------------------------------


@pytest.mark.parametrize(("at", "kind"), [("foot", "footnote"), ("end", "endnote")])
def test_notes_are_real_ones_numbered_from_one(at: str, kind: str) -> None:
    written = replace(FULL, notes_at=at)
    cited = [one.get(tag("id")) for one in part(written).iter(tag(f"{kind}Reference"))]
    defined = {one.get(tag("id")): text_of(one) for one in part(written, f"{kind}s").iter(tag(kind))}
    assert cited == ["1", "2"]
    assert [defined[one].strip() for one in cited if one] == ["A note, see the report"] * 2


def test_endnotes_are_counted_in_arabic_numerals_by_every_program() -> None:
    settings_part = members(write(FULL, PREPARED))["word/settings.xml"]
    (said,) = etree.fromstring(settings_part).iterfind(f"{tag('endnotePr')}/{tag('numFmt')}")
    sections = part(FULL).iterfind(f".//{tag('sectPr')}/{tag('endnotePr')}/{tag('numFmt')}")
    assert {one.get(tag("val")) for one in (said, *sections)} == {"decimal"}


def test_a_note_in_a_note_is_refused() -> None:
    with pytest.raises(ValueError, match="a note stands in a note"):
        write(letter(paragraph("x", Note((paragraph("y", NOTE),)))), PREPARED)


def test_a_reference_is_a_field_that_shows_the_models_number() -> None:
    document = part(FULL)
    codes = [one.text for one in document.iter(tag("instrText"))]
    names = {one.get(tag("name")): one.getparent() for one in document.iter(tag("bookmarkStart"))}
    by_number, by_words = (re.fullmatch(r" REF (\S+) (\\r )?\\h ", code or "") for code in codes)
    assert by_number is not None
    assert by_words is not None
    holder, bookmarked = names[by_number[1]], names[by_words[1]]
    assert holder is not None
    assert bookmarked is not None
    assert text_of(holder) == "What?"
    assert by_number[2]
    assert not by_words[2]
    assert text_of(found(document, "See 1 and Annex A")) == "See 1 and Annex A"
    children = [child for child in bookmarked if child.tag != tag("pPr")]
    assert [etree.QName(one).localname for one in children[:3]] == ["bookmarkStart", "r", "bookmarkEnd"]
    assert text_of(children[1]) == "Annex A"


PARTS = Question(
    (
        paragraph("What was decided:"),
        List(
            (
                (paragraph("first", anchor="first"),),
                (
                    paragraph("second"),
                    List(((paragraph("one"),), (paragraph("two", anchor="deep"),)), "roman"),
                ),
            ),
            "letter",
        ),
    ),
    4,
)
REFERRING = paragraph(
    "See ",
    *(Reference("4(a)", "first"), ", ", Reference("4(b)(ii)", "deep"), ", ", Reference("2", "item"), ", "),
    *(
        Reference("12", "numbered"),
        ", ",
        Reference("Annex B", "annex-b"),
        " and ",
        Reference("A title", "heading"),
        ".",
    ),
)
REFERRED = replace(
    letter(
        REFERRING,
        Heading((Text("A title"), NOTE), 1, "heading"),
        PARTS,
        List(((paragraph("x"),), (paragraph("y", anchor="item"),)), "decimal"),
        paragraph("Numbered", number=12, anchor="numbered"),
    ),
    annexes=(Annex("Annex A", "", ()), Annex("Annex B", "Tables", (paragraph("Words"),), "annex-b")),
)


def test_an_item_is_referred_to_by_every_number_on_the_way_to_it() -> None:
    document = part(REFERRED)
    names = {
        one.get(tag("name")): text_of(next(one.iterancestors(tag("p")))) for one in document.iter(tag("bookmarkStart"))
    }
    codes = [(one.text or "").split() for one in document.iter(tag("instrText"))]
    assert [(names[name], switches) for _, name, *switches in codes[:5]] == [
        ("What was decided:", ["\\r", "\\h"]),
        ("first", ["\\n", "\\h"]),
        ("What was decided:", ["\\r", "\\h"]),
        ("second", ["\\n", "\\h"]),
        ("two", ["\\n", "\\h"]),
    ]
    assert len(names) == 8
    assert text_of(found(document, "See 4(a), 4(b)(ii), 2, 12, Annex B and A title.")).endswith("A title.")


def test_a_heading_that_is_referred_to_does_not_take_its_note_along() -> None:
    heading = found(part(REFERRED), "A title")
    marks = [etree.QName(one).localname for one in heading]
    assert marks.index("bookmarkEnd") < marks.index("r", marks.index("bookmarkEnd"))
    assert next(heading[-1].iter(tag("footnoteReference")), None) is not None


@outside.needs("soffice", "pdftotext")
@pytest.mark.parametrize("content", [BASE, US, LEAN], ids=["a4", "us", "lean"])
def test_references_show_the_models_numbers_when_another_program_has_refreshed_them(
    content: bytes, tmp_path: Path
) -> None:
    prepared, _ = prepare(content, BASE, "office.docx")
    parts = members(write(REFERRED, prepared))
    shown = r"( REF (?:(?!</w:p>).)*?\"separate\"/></w:r><w:r>(?:<w:rPr>.*?</w:rPr>)?<w:t[^>]*>)[^<]*"
    scrambled, count = re.subn(shown, r"\1stale", parts["word/document.xml"].decode())
    assert count == 9
    pdf = outside.to_pdf(zipped(parts | {"word/document.xml": scrambled.encode()}), tmp_path)
    words = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True, encoding="utf-8").stdout
    assert "See 4(a), 4(b)(ii), 2, 12, Annex B and A title." in " ".join(words.split())


def test_a_reference_to_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="'nowhere'"):
        write(letter(paragraph(Reference("1", "nowhere"))), PREPARED)


def test_a_link_is_an_external_relationship_with_a_tooltip() -> None:
    url = 'https://example.org/?a=1&b="<é>'
    written = members(write(letter(paragraph(Link((Text("here"),), url))), PREPARED))
    (link,) = (
        one for one in etree.fromstring(written["word/document.xml"]).iter(tag("hyperlink")) if text_of(one) == "here"
    )
    assert link.get(tag("tooltip")) == url
    assert (
        b'Target="https://example.org/?a=1&amp;b=%22%3C%C3%A9%3E" TargetMode="External"'
        in written["word/_rels/document.xml.rels"]
    )


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "example.org", "http://", "mailto:", "https://[x"]
)
def test_a_link_to_anything_else_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="not a web or mail address"):
        write(letter(paragraph(Link((Text("here"),), url))), PREPARED)


# --- words ---------------------------------------------------------------------------------------


def test_words_that_look_like_marks_fields_or_markup_stay_words() -> None:
    words = r"{{ body }} PAGE \h <w:t> &amp; ]]> {% x %}"
    assert text_of(found(part(letter(paragraph(words))), words)) == words


def test_tabs_and_new_lines_in_words_become_words_own() -> None:
    written = found(part(letter(paragraph("a\tb\nc\r\nd"))), "abcd")
    shown = [etree.QName(one).localname for one in written.iter(tag("t"), tag("tab"), tag("br"))]
    assert shown == ["t", "tab", "t", "br", "t", "br", "t"]


@pytest.mark.parametrize(
    ("character", "name"), [("\x00", "U+0000"), ("\x1f", "U+001F"), ("\ufffe", "U+FFFE"), ("\ud800", "U+D800")]
)
@pytest.mark.parametrize("place", ["body", "title", "address", "url"])
def test_a_character_that_xml_cannot_hold_is_refused_by_name(character: str, name: str, place: str) -> None:
    bad = f"a{character}b"
    broken = {
        "body": letter(paragraph(bad)),
        "title": replace(FULL, title=bad),
        "address": replace(FULL, addressees=((bad,),)),
        "url": letter(paragraph(Link((Text("x"),), f"https://example.org/{bad}"))),
    }[place]
    with pytest.raises(ValueError, match=re.escape(name) if place != "url" else "U\\+|surrogates"):
        write(broken, PREPARED)


def test_another_language_is_marked_on_its_runs() -> None:
    run = next(found(part(FULL), "مرحبا").iter(tag("r")))
    (language,) = run.iter(tag("lang"))
    assert language.get(tag("bidi")) == "ar"
    assert next(run.iter(tag("rtl")), None) is not None


# --- pictures, tables, properties ----------------------------------------------------------------


def test_signatures_are_pictures_in_the_line_with_words_and_ids_of_their_own() -> None:
    box = p(text_box(p("Box")))
    prepared, _ = prepare(letterhead(box + bare_paragraphs("body", "signature")), BASE, "x.docx")
    document = docx.Document(io.BytesIO(write(FULL, prepared)))
    sizes = [(shape.width.mm, shape.height.mm) for shape in document.inline_shapes]
    drawings = list(document.element.iter("{*}docPr"))
    assert [one.get("descr") for one in drawings] == ["A box", "Signature of Jo Doe", "Signature of Al Roe"]
    assert len({one.get("id") for one in drawings}) == 3
    assert sizes[-2:] == [(pytest.approx(70), pytest.approx(70 / 6, rel=0.01))] * 2


def signed(count: int, how: str) -> Letter:
    """A letter with that many signatories, every other with a picture."""
    pictured = Picture(png(60, 10), 60, 10, "Signature")
    everyone = tuple(Signatory(f"Name {one}", (f"Role {one}",), pictured if one % 2 else None) for one in range(count))
    return replace(letter(paragraph("Words")), signatories=everyone, signatures=how)


def rows(written: Letter) -> list[list[str]]:
    """The words of the cells of the rows in which a letter is signed, without rows that hold pictures alone."""
    (table,) = part(written).iter(tag("tbl"))
    texts = [[text_of(cell) for cell in row.iter(tag("tc"))] for row in table.iter(tag("tr"))]
    return [row for row in texts if any(row)]


@pytest.mark.parametrize(("count", "widths"), [(2, [2]), (3, [3]), (4, [2, 2]), (5, [3, 3])])
def test_signatories_stand_beside_each_other(count: int, widths: list[int]) -> None:
    shown = rows(signed(count, "beside"))
    assert [len(row) for row in shown] == widths
    assert [cell for row in shown for cell in row if cell] == [f"Name {one}Role {one}" for one in range(count)]


def test_fifty_five_signatories_stand_in_a_table_whose_rows_do_not_break() -> None:
    document = part(signed(55, "table"))
    assert [len(row) for row in rows(signed(55, "table"))] == [2] * 28
    assert all(next(row.iter(tag("cantSplit")), None) is not None for row in document.iter(tag("tr")))
    names = [found(document, f"Name {one}Role {one}").find(f"{tag('pPr')}/{tag('keepNext')}") for one in range(55)]
    # Kept together, they would all begin a new page.
    assert {one.get(tag("val")) for one in names if one is not None} == {"0"}


def test_one_signatory_needs_no_table() -> None:
    assert list(part(signed(1, "beside")).iter(tag("tbl"))) == []


@pytest.mark.parametrize("content", [BASE, US, LEAN], ids=["a4", "us", "lean"])
@pytest.mark.parametrize(("count", "how"), [(3, "beside"), (55, "table")])
def test_a_letter_that_many_sign_is_valid_and_accessible(content: bytes, count: int, how: str, tmp_path: Path) -> None:
    prepared, _ = prepare(content, BASE, "office.docx")
    written = write(signed(count, how), prepared)
    assert set(outside.openxml_audit(written)) <= set(outside.openxml_audit(content))
    assert outside.ooxml_integrity(written) == []
    assert outside.verapdf_ua1(outside.to_pdf(written, tmp_path)) == []


@outside.needs("ooxml-validator")
@pytest.mark.parametrize(("count", "how"), [(3, "beside"), (55, "table")])
def test_the_open_xml_sdk_finds_nothing_where_many_sign(count: int, how: str) -> None:
    assert outside.open_xml_sdk(write(signed(count, how), PREPARED)) == []


def test_the_end_of_the_text_stays_with_the_closing() -> None:
    last = found(part(letter(paragraph("First"), paragraph("Last"))), "Last")
    assert last.find(f"{tag('pPr')}/{tag('keepNext')}") is not None
    assert found(part(letter(paragraph("First"), paragraph("Last"))), "First").find(f".//{tag('keepNext')}") is None


def test_equal_pictures_are_stored_once() -> None:
    assert len([name for name in members(write(FULL, PREPARED)) if "/media/" in name]) == 1


def test_a_table_repeats_its_header_row_and_does_not_touch_the_next() -> None:
    document = part(FULL)
    first, second, third = document.iter(tag("tbl"))
    assert [next(row.iter(tag("tblHeader")), None) is not None for row in first.iter(tag("tr"))] == [True, False]
    assert first.getnext() is not second
    assert all(cell[-1].tag == tag("p") for cell in document.iter(tag("tc")))
    following = third.getnext()
    assert following is not None
    assert following.tag == tag("p")


def test_properties_are_the_letters() -> None:
    properties = docx.Document(io.BytesIO(write(FULL, PREPARED))).core_properties
    assert (properties.title, properties.author) == ("Notes & Queries", "OFFICE OF THE COMMISSIONER")
    assert str(properties.created) == str(properties.modified) == "2021-08-16 00:00:00+00:00"
    assert properties.last_modified_by == ""


@pytest.mark.parametrize("dated", ["16 August 2021", "2021-13-01", "", "2021-08-16T10:00"])
def test_a_date_that_is_none_is_refused(dated: str) -> None:
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        write(replace(FULL, dated=dated), PREPARED)


# --- outside tools -------------------------------------------------------------------------------


@pytest.mark.parametrize("at", ["foot", "end"])
@pytest.mark.parametrize("content", [BASE, US, LEAN], ids=["a4", "us", "lean"])
def test_a_letter_with_everything_has_no_fault_that_its_letterhead_has_not(content: bytes, at: str) -> None:
    prepared, _ = prepare(content, BASE, "office.docx")
    written = write(replace(FULL, notes_at=at), prepared)
    assert set(outside.openxml_audit(written)) <= set(outside.openxml_audit(content))
    assert outside.ooxml_integrity(written) == []
    assert outside.open_xml_sdk(written) == []


@pytest.mark.parametrize("content", [BASE, US], ids=["a4", "us"])
def test_a_shipped_letterhead_has_no_fault(content: bytes) -> None:
    assert outside.openxml_audit(content) == []
    assert outside.ooxml_integrity(write(FULL, prepare(content, BASE, "office.docx")[0])) == []
    assert prepare(content, BASE, "office.docx")[1] == ()


@pytest.mark.parametrize("at", ["foot", "end"])
@pytest.mark.parametrize("content", [BASE, US], ids=["a4", "us"])
def test_libreoffice_makes_an_accessible_pdf_of_it(content: bytes, at: str, tmp_path: Path) -> None:
    prepared, _ = prepare(content, BASE, "office.docx")
    written = write(replace(FULL, notes_at=at), prepared)
    assert outside.verapdf_ua1(outside.to_pdf(written, tmp_path)) == []


@settings(SLOW, max_examples=10)
@given(LETTERS, st.sampled_from(("below", "beside", "table")))
def test_every_letter_is_valid(generated: Letter, signatures: Literal["below", "beside", "table"]) -> None:
    written = write(replace(generated, signatures=signatures), PREPARED)
    assert outside.openxml_audit(written) == []
    assert outside.ooxml_integrity(written) == []
    assert docx.Document(io.BytesIO(written)).core_properties.title == generated.title


def expected_words(generated: Letter) -> list[str]:
    """Every word of a letter in the order of its outline, without notes; headers hold nothing else."""
    labels = dict(LABELS)
    at_head = generated.copies if generated.copies_at == "head" else ()
    at_foot = generated.copies if generated.copies_at == "foot" else ()
    pieces = [
        generated.marking,
        generated.date,
        f"{labels['our_ref']} {generated.our_ref}" if generated.our_ref else "",
        f"{labels['your_ref']} {generated.your_ref}" if generated.your_ref else "",
        generated.delivery,
        *(line for block in generated.addressees for line in block),
        *((labels["copies"], *at_head) if at_head else ()),
        generated.salutation,
        *generated.subject,
        plain_text(generated.body),
        generated.closing,
        *(line for one in generated.signatories for line in (one.name, *one.roles)),
        *((labels["copies"], *at_foot) if at_foot else ()),
        *((labels["enclosures"], *generated.enclosures) if generated.enclosures else ()),
        *(line for annex in generated.annexes for line in (annex.label, annex.title, plain_text(annex.content))),
    ]
    return " ".join(pieces).split()


def note_words(generated: Letter) -> list[list[str]]:
    return [plain_text(note.content).split() for note in notes(generated)]


def pandoc(written: bytes) -> tuple[list[str], list[list[str]]]:
    """The words that pandoc reads, and those of each note."""
    command = [outside.executable("pandoc"), "--from", "docx", "--to", "json"]
    tree = json.loads(subprocess.run(command, input=written, capture_output=True, check=True).stdout)
    found_notes: list[list[str]] = []

    def read(node: object) -> str:
        match node:
            case {"t": "Str", "c": str(text)}:
                return text
            case {"t": "Space" | "SoftBreak" | "LineBreak"}:
                return " "
            case {"t": "Note", "c": content}:
                found_notes.append(read(content).split())
                return ""
            case {"t": "Para" | "Plain" | "Header", "c": content}:
                return f" {read(content)} "
            case {"c": content}:
                return read(content)
            case list():
                return "".join(map(read, node))
        return ""

    # A paragraph in the style Date at the head of a document is metadata to pandoc.
    return [*read(tree["meta"].get("date", "")).split(), *read(tree["blocks"]).split()], found_notes


@outside.needs("pandoc")
@SLOW
@given(LETTERS.map(lambda one: replace(one, marking="")))
def test_pandoc_reads_every_word_in_order(generated: Letter) -> None:
    captions = [node.caption for node in walk(blocks(generated)) if isinstance(node, Table)]
    assume(all(captions) or not any(captions))  # pandoc gives the first caption to the first table, whosever it is
    words, noted = pandoc(write(generated, PLAIN))
    added = words_added(expected_words(generated), words)
    assert all(word == "Notes" or is_of_caption(word) for word in added)
    assert added["Notes"] <= (note_sections(generated) if generated.notes_at == "end" else 0)
    assert noted == note_words(generated)


def test_docx2python_counts_lists_as_the_letter_does() -> None:
    written = letter(items("a", "b"), items("c"), List(((paragraph("d"), items("e", marker="roman")),), "letter"))
    with docx2python(io.BytesIO(write(written, PLAIN))) as read:
        shown = [re.sub(r"\s+", " ", line).strip() for line in read.text.splitlines()]
    # docx2python shows every format of number with a bracket.
    assert {"1) a", "2) b", "1) c", "a) d", "i) e"} <= set(shown)


@outside.needs("pandoc")
def test_pandoc_sees_structure_where_the_model_has_it() -> None:
    command = [outside.executable("pandoc"), "--from", "docx", "--to", "html"]
    html = subprocess.run(command, input=write(FULL, PREPARED), capture_output=True, check=True).stdout.decode()
    for sought in ("<h1", "<em>stressed</em>", "<strong>strong</strong>", "<ol", "<blockquote>", "<th", "footnote-ref"):
        assert sought in html


# --- sameness ------------------------------------------------------------------------------------

AGAIN = """
import hashlib, sys
sys.path.insert(0, {repository!r})
from tests.test_docx_writer import BASE, FULL
from drafter.writers.docx import package, prepare, write
prepared, _ = prepare(BASE, BASE, "letter-a4.docx")
print(hashlib.sha256(prepared.to_json().encode()).hexdigest(), hashlib.sha256(write(FULL, prepared)).hexdigest())
"""


def test_the_same_letter_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    seen = set()
    for seed, zone, locale in (
        ("0", "UTC", "C"),
        ("1", "Asia/Tokyo", "C.UTF-8"),
        ("77", "America/St_Johns", "de_DE.UTF-8"),
    ):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONUTF8": "1"}
        code = AGAIN.format(repository=str(REPOSITORY))
        command = [sys.executable, "-c", code]
        seen.add(subprocess.run(command, capture_output=True, check=True, cwd=folder, env=environment).stdout)
    assert len(seen) == 1


def test_writing_needs_none_of_the_slow_libraries() -> None:
    code = "import sys, drafter.writers.docx; print({'docx', 'lxml', 'zipfile'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=REPOSITORY)
    assert done.stdout.strip() == b"set()"


def test_words_of_one_look_are_one_run_whatever_they_were_put_together_from() -> None:
    body = paragraph("Further to ", "Justin’s", " letter", " of ", Strong((Text("10"),)), " May.")
    made = docx.Document(io.BytesIO(write(letter(body), PREPARED)))
    found = next(one for one in made.paragraphs if "Justin" in one.text)
    assert [run.text for run in found.runs] == ["Further to Justin’s letter of ", "10", " May."]


def test_without_the_fast_deflate_a_letter_is_the_same_but_for_its_compression(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(package, "isal_zlib", zlib)
    slowly = write(FULL, PREPARED)
    monkeypatch.undo()
    quickly = write(FULL, PREPARED)
    assert members(slowly) == members(quickly)
    assert outside.openxml_audit(slowly) == outside.openxml_audit(quickly) == []


def test_what_announces_a_list_stays_on_its_page() -> None:
    question = Question((paragraph("For each:"), items("Ann", "Ben", marker="letter")), 1)
    document = part(letter(paragraph("First:"), items("Cat"), paragraph("Then."), items("Dan"), question))
    kept = [words for words in ("First:", "Then.", "For each:", "Ann") if _is_kept(document, words)]
    assert kept == ["First:", "For each:"]


def _is_kept(document: etree._Element, words: str) -> bool:
    return found(document, words).find(f"{tag('pPr')}/{tag('keepNext')}") is not None
