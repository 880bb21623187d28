"""Letterheads and signatures made to do harm, or made badly: each is refused in words, and soon."""

from __future__ import annotations

import base64
import io
import re
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.model import Block, BlockQuotation, Letter, List, Note, Paragraph, Question, Sender, Table, Text
from drafter.pictures import picture
from drafter.problems import Place, Unreadable
from drafter.record import replace
from drafter.writers.docx import prepare, write
from drafter.writers.docx.field_codes import ALLOWED
from tests.letterheads import (
    BASE,
    TYPE,
    R,
    bare_paragraphs,
    found,
    letterhead,
    members,
    p,
    refusal,
    relationships,
    zipped,
)

BODY = bare_paragraphs("body")
BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
LETTER = Letter(
    language="en-GB",
    title="A letter",
    date="16 August 2021",
    dated="2021-08-16",
    sender=Sender(),
    addressees=(),
    salutation="",
    body=(Paragraph((Text("Words."),)),),
    closing="",
    signatories=(),
)


def code(text: str, kind: str = "instrText") -> str:
    return f'<w:r><w:{kind} xml:space="preserve">{text}</w:{kind}></w:r>'


def field(*codes: str) -> bytes:
    """A letterhead with a field of that code."""
    return letterhead(BODY + p(BEGIN, *codes, SEPARATE, "result", END))


# --- fields --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        'INCLUDEPICTURE"http://evil.example/x.png"',
        'INCLUDETEXT"C:\\x"',
        'DDEAUTO"cmd"',
        'INCLUDEPICTURE\\d "x"',
        "\tlink\u00a0Excel.Sheet.8",
        *("FILLIN", "ASK x", "MACROBUTTON x y", "PRINT x", "EMBED x", "AUTOTEXT x", "IMPORT x", "RD x", "ADDIN x"),
        *("MERGEFIELD x", "GOTOBUTTON x", "NO.SUCH", "\uff2c\uff29\uff2e\uff2b x", "'LINK'"),
        *('HYPERLINK "file:///etc/passwd"', "HYPERLINK \\\\server\\share", 'HYPERLINK"javascript:x"'),
        *('HYPERLINK \\l "x" "file:///x"', "HYPERLINK \\h data:x", "HYPERLINK \u201cfile:///x\u201d"),
    ],
)
def test_a_field_that_could_fetch_ask_or_act_is_refused(text: str) -> None:
    text = text.replace('"', "&quot;")
    assert refusal(field(code(text))).code == "letterhead-unsafe"
    assert refusal(letterhead(BODY + p(f'<w:fldSimple w:instr="{text}"/>'))).code == "letterhead-unsafe"


@pytest.mark.parametrize(
    "codes",
    [
        pytest.param((code("INCLUDETEXT x", "t"),), id="text before the separator, as LibreOffice reads it"),
        pytest.param((code("PAGE ", "t"), code("INCLUDETEXT x")), id="text that hides what Word reads"),
        pytest.param((code("PAGE "), code("INCLUDETEXT x", "t")), id="a harmless code and text"),
        pytest.param((f"<w:del>{code('PAGE ', 'delInstrText')}</w:del>", code("LINK x")), id="a deleted code"),
        pytest.param((BEGIN, code("QUOTE LI"), END, code("NK x")), id="another field spells the beginning"),
        pytest.param((BEGIN, code("QUOTE LINK x"), END), id="another field spells all"),
        pytest.param((code("HYPERLINK "), BEGIN, code("QUOTE file:x"), END), id="another field spells the address"),
    ],
)
def test_a_field_is_refused_as_any_program_would_read_it(codes: tuple[str, ...]) -> None:
    assert refusal(field(*codes)).code == "letterhead-unsafe"


@pytest.mark.parametrize(
    "text",
    [
        *sorted(ALLOWED),
        *("", " page \\* MERGEFORMAT ", "=1+1", 'STYLEREF"heading 1"', 'IF 1 = 1 "LINK" "DDE"'),
        *('HYPERLINK"https://example.org/a b"', "HYPERLINK \\l _Toc1", 'HYPERLINK "mailto:a@b.example" \\o "DDE"'),
        *("HYPERLINK https://example.org", "HYPERLINK tel:+441234"),
    ],
)
def test_a_field_that_shows_what_the_letter_holds_is_let_be(text: str) -> None:
    assert found(field(code(text.replace('"', "&quot;")))) == []


def test_the_guide_names_every_field_that_stays() -> None:
    guide = Path(__file__).parent.parent.joinpath("docs", "letterheads.md").read_text(encoding="utf-8")
    table = guide[guide.index("| fields that stay |") : guide.index("Among the others")]
    assert set(re.findall(r"`([A-Z]+)`", table)) == ALLOWED


def test_a_field_that_chooses_by_another_is_let_be() -> None:
    nested = (BEGIN, code(" PAGE "), SEPARATE, code("1", "t"), END)
    assert found(field(code(" IF "), *nested, code(' &gt; 1 "later" "first" '))) == []


@pytest.mark.parametrize("name", ["our_ref", "body", "no_such"])
@pytest.mark.parametrize("kind", ["t", "instrText"])
def test_a_mark_in_the_code_of_a_field_is_an_error(name: str, kind: str) -> None:
    content = field(code(" QUOTE "), code("{{ " + name + " }}", kind))
    assert "letterhead-mark-place" in {finding.code for finding in found(content)}


def test_a_mark_in_a_simple_field_is_an_error() -> None:
    content = letterhead(BODY + p('<w:fldSimple w:instr="HYPERLINK &quot;{{ sender_web }}&quot;"/>'))
    assert [finding.code for finding in found(content)] == ["letterhead-mark-place"]


def test_a_mark_in_the_code_of_a_field_in_a_footnote_is_an_error() -> None:
    note = f'<w:footnote w:id="2">{p(BEGIN, code("QUOTE {{ date }}"), END)}</w:footnote>'
    assert [one.code for one in found(letterhead(BODY, parts={"footnotes": note}))] == ["letterhead-mark-place"]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30))
def test_no_code_makes_trouble(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("\ufffe", "").replace("\uffff", "")
    try:
        found(field(code(escaped)))
    except Unreadable as refused:
        codes = [finding.code for finding in refused.findings]
    else:
        codes = ["letterhead-unsafe"]
    assert codes == ["letterhead-unsafe"]


# --- size ----------------------------------------------------------------------------------------

RUN = '<w:r><w:t xml:space="preserve">{{ date }} </w:t></w:r>'
TOO_MUCH: Mapping[str, bytes] = {
    "many marks in one text": letterhead(BODY + p("{{ date }}" * 20_000)),
    "many runs with a mark": letterhead(BODY + p(RUN * 10_000)),
    "many unknown marks": letterhead(BODY + "".join(p(f"{{{{ a{number} }}}}") for number in range(30_000))),
    "many marks that are not complete": letterhead(BODY + "".join(p(f"{{{{ a{number}") for number in range(30_000))),
    "many elements in a part": letterhead(extra={"word/a.xml": f"<a>{'<b/>' * 200_001}</a>"}),
    "many elements in many parts": letterhead(
        extra={f"word/a{number}.xml": f"<a>{'<b/>' * 49_000}</a>" for number in range(9)}
    ),
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_more_than_any_letterhead_needs_is_refused(what: str) -> None:
    finding = refusal(TOO_MUCH[what])
    assert finding.code == "letterhead-unsafe"
    assert "more" in finding.message


@pytest.mark.parametrize("encoding", ["utf-7", "cp037"])
def test_elements_do_not_hide_in_another_encoding(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><a/>'.encode(encoding)
    assert refusal(letterhead(BODY, extra={"word/a.xml": text})).code == "letterhead-unreadable"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_the_encodings_of_word_are_read(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><a/>'.encode(encoding)
    assert found(letterhead(BODY, extra={"word/a.xml": text})) == []


def test_a_mark_among_thousands_of_bookmarks_goes_when_empty() -> None:
    pairs = "".join(f'<w:bookmarkStart w:id="{n}" w:name="b{n}"/><w:bookmarkEnd w:id="{n}"/>' for n in range(12_000))
    prepared, _ = prepare(letterhead(p("{{ your_ref }}", pairs) + BODY), BASE, "office.docx")
    assert b"b11999" not in members(write(LETTER, prepared))["word/document.xml"]
    prepared, _ = prepare(letterhead(p("{{ date }}", pairs) + BODY), BASE, "office.docx")
    assert b"b11999" in members(write(LETTER, prepared))["word/document.xml"]


def test_mistakes_are_listed_up_to_a_number_that_can_be_read() -> None:
    assert len(found(letterhead(BODY + "".join(p(f"{{{{ a{number} }}}}") for number in range(100))))) == 20


@given(st.lists(st.sampled_from(["{{", " date ", "}}", "{{date}}", "a", "{{ your_ref }}", "<w:r><w:tab/></w:r>"])))
def test_marks_cut_in_any_way_are_filled_as_if_they_were_whole(pieces: list[str]) -> None:
    prepared, findings = prepare(letterhead(p("{{ date }}", *pieces) + BODY), BASE, "office.docx")
    if any(finding.severity == "error" for finding in findings):
        return
    whole = "".join("\t" if one.startswith("<") else one for one in pieces)
    values = {"date": LETTER.date, "your_ref": ""}
    whole = re.sub(r"\{\{\s*(date|your_ref)\s*\}\}", lambda mark: values[mark[1]], whole)
    written = docx.Document(io.BytesIO(write(LETTER, prepared))).paragraphs[0].text
    assert written == LETTER.date + whole


# --- parts that are not what they should be --------------------------------------------------------

ROOTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
ROOTS |= {"settings": "settings", "header": "hdr", "footer": "ftr"}


@pytest.mark.parametrize("kind", ROOTS)
@pytest.mark.parametrize(
    "target",
    ["document.xml", "header9.xml", "../[Content_Types].xml", "_rels/document.xml.rels", "../_rels/.rels", "other.xml"],
)
def test_a_part_that_is_another_part_is_refused(kind: str, target: str) -> None:
    links = relationships(("rId1", kind, target), ("rId2", "comments", "header9.xml"))
    content = letterhead(
        BODY, extra={"word/_rels/document.xml.rels": links, "word/header9.xml": "<a/>", "word/other.xml": "<a/>"}
    )
    assert refusal(content).code == "letterhead-unreadable"


@pytest.mark.parametrize("kind", ROOTS)
@pytest.mark.parametrize("root", ["<a/>", '<a xmlns="http://example.org/"/>', f'<w:p xmlns:w="{R}"/>'])
def test_a_part_with_another_root_is_refused(kind: str, root: str) -> None:
    finding = refusal(letterhead(BODY, parts={kind: ""}, extra={f"word/{kind}.xml": root}))
    assert finding.code == "letterhead-unreadable"
    assert kind in finding.message


@pytest.mark.parametrize("kind", ROOTS)
def test_a_part_declared_as_something_else_is_refused(kind: str) -> None:
    whole = members(letterhead(BODY, parts={kind: ""}))
    types = whole["[Content_Types].xml"].replace(f"{TYPE}.{kind}+xml".encode(), f"{TYPE}.fontTable+xml".encode())
    assert refusal(zipped({**whole, "[Content_Types].xml": types})).code == "letterhead-unreadable"


# --- signatures ----------------------------------------------------------------------------------

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAAAAACMmsGiAAAADklEQVR4nGNoAAIGVAIAUBQIAXAlrj8AAAAASUVORK5CYII="
)
START, SCAN, STOP = b"\xff\xd8", b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00", b"\xff\xd9"
FRAME = b"\xff\xc0\x00\x0b\x08\x00\x10\x00\x20\x01\x01\x11\x00"
JPEG = START + b"\xff" + FRAME + SCAN + b"\x12\xff\x00\x34" + STOP


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


@pytest.mark.parametrize(("content", "size"), [(PNG, (4, 4)), (PNG + b"more", (4, 4)), (JPEG, (32, 16))])
def test_a_whole_picture_is_read(content: bytes, size: tuple[int, int]) -> None:
    read = picture(content, "Signature", Place("case.yaml", 3))
    assert (read.width, read.height) == size


@pytest.mark.parametrize(
    "content",
    [
        *(PNG[:length] for length in range(len(PNG))),
        *(JPEG[:length] for length in range(len(JPEG))),
        PNG[:33] + chunk(b"IEND", b""),
        PNG[:45] + b"\1" + PNG[46:],
        START + FRAME + STOP,
        START + SCAN + b"\x12" + STOP,
        START + FRAME + SCAN + STOP,
    ],
)
def test_a_picture_cut_short_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        picture(content, "Signature", Place("case.yaml", 3))
    assert [(one.code, one.place.line) for one in refused.value.findings] == [("picture", 3)]


# --- what is announced stays with it -------------------------------------------------------------


def words(text: str) -> Paragraph:
    return Paragraph((Text(text),))


QUOTED = BlockQuotation((words("Quoted."),))
ASKED = Question((words("When?"),), 1)
TABLE = Table(((Text("a"),),), (((Text("b"),),),))


def kept(*body: Block) -> list[str]:
    """The paragraphs of a letter that stay with what follows by themselves, not by their style."""
    prepared, _ = prepare(letterhead(BODY), BASE, "office.docx")
    written = docx.Document(io.BytesIO(write(replace(LETTER, body=body), prepared)))
    return [one.text for one in written.paragraphs if one.paragraph_format.keep_with_next]


@pytest.mark.parametrize("following", [QUOTED, ASKED, TABLE])
def test_a_paragraph_that_announces_something_stays_with_it(following: Block) -> None:
    said = Paragraph((Text("It says:"), Note((words("p. 1"),))))
    assert kept(said, following) == ["It says:"]
    assert kept(replace(said, number=1), following) == ["It says:"]
    assert kept(words("C’est\u00a0: "), following) == ["C’est\u00a0: "]
    assert kept(words("It says."), following) == []
    assert kept(words("It says:"), words("More."), following) == []


def test_the_first_paragraph_of_a_question_stays_with_what_it_announces() -> None:
    assert kept(Question((words("What of this:"), QUOTED), 1)) == ["What of this:"]
    assert kept(List(((words("What of this:"), TABLE),), "decimal")) == ["What of this:"]
