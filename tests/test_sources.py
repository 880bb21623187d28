"""Sources are read with pages, paragraphs, notes and emphasis; whatever cannot be read is refused with a finding."""

from __future__ import annotations

import io
import itertools
import random
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from drafter import sources
from drafter.problems import Place, Unreadable
from drafter.quoting import Found, find, source
from drafter.sources import SourceText, layout
from drafter.sources.lines import Line, Page

DATA = Path(__file__).parent / "data" / "sources"
REPORT = (DATA / "report.pdf").read_bytes()
LETTER = (DATA / "letter.pdf").read_bytes()
PLACE = Place("case.yaml", 7)
CODES = {
    *("source-format", "source-damaged", "source-encrypted", "source-scan", "source-too-large"),
    *("file-encoding", "file-format", "file-too-large"),
}
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(content: bytes, file: str) -> SourceText:
    return sources.read_whole(content, file, PLACE)


def refusal(content: bytes, file: str) -> str:
    with pytest.raises(Unreadable) as stop:
        read(content, file)
    finding = stop.value.findings[0]
    assert finding.message
    assert finding.advice or finding.code.startswith("file-")
    return finding.code


def words(text: SourceText, kind: str = "body") -> list[str]:
    return [text.text[one.start : one.end] for one in text.paragraphs if one.kind == kind]


def emphasised(text: SourceText) -> list[str]:
    return [text.text[start:end] for start, end in text.emphasis]


def quotes(text: SourceText, declared: str) -> bool:
    return isinstance(find(declared, source(text.text)), Found)


def docx(body: str, **parts: str) -> bytes:
    """A Word document with a body; other parts by the word that names their relation."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        relations = "".join(f'<Relationship Id="r{k}" Type="{kinds}/{k}" Target="{k}.xml"/>' for k in parts)
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types"/>')
        root = f'<Relationship Id="r" Type="{kinds}/officeDocument" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{package}/relationships">{root}</Relationships>')
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{package}/relationships">{relations}</Relationships>',
        )
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for kind, content in parts.items():
            archive.writestr(f"word/{kind}.xml", content)
    return made.getvalue()


def paragraph(*runs: str, properties: str = "") -> str:
    made = "".join(run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{made}</w:p>"


PAGES = docx(
    paragraph("Findings", properties='<w:pStyle w:val="H1"/>')
    + paragraph("The council ", "<w:r><w:rPr><w:i/></w:rPr><w:t>shall not</w:t></w:r>", " delay.")
    + paragraph(
        "It said ",
        "<w:del><w:r><w:delText>never</w:delText></w:r></w:del>",
        "<w:ins><w:r><w:t>always</w:t></w:r></w:ins>",
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        " so.",
    )
    + paragraph("<w:r><w:lastRenderedPageBreak/><w:t>Second page.</w:t></w:r>")
    + "<w:tbl><w:tr><w:tc>"
    + paragraph("In a cell.")
    + "</w:tc></w:tr></w:tbl>",
    styles=f'<w:styles {W}><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>',
    footnotes=f'<w:footnotes {W}><w:footnote w:id="2">{paragraph("See page 9.")}</w:footnote></w:footnotes>',
    header=f"<w:hdr {W}>{paragraph('Confidential')}</w:hdr>",
)


# --- what is read --------------------------------------------------------------------------------


def test_a_word_document_has_pages_notes_emphasis_and_accepted_changes() -> None:
    text = read(PAGES, "report.docx")
    assert words(text) == ["The council shall not delay.", "It said always so.", "Second page.", "In a cell."]
    assert words(text, "heading") == ["Findings"]
    assert words(text, "footnote") == ["See page 9."]
    assert words(text, "header") == ["Confidential"]
    assert emphasised(text) == ["shall not"]
    assert [(one.page, one.number) for one in text.paragraphs] == [
        (1, 1),
        (1, 2),
        (1, 3),
        (2, 1),
        (2, 2),
        (1, 1),
        (0, 0),
    ]
    at, mark = text.references[0]
    assert (text.text[:at].endswith("It said always"), mark) == (True, "1")


def test_a_text_box_is_read_once() -> None:
    box = paragraph("In a box.")
    both = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:txbxContent>{box}</w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{box}</w:txbxContent></mc:Fallback></mc:AlternateContent>"
    )
    assert words(read(docx(paragraph("Around.", f"<w:r>{both}</w:r>")), "a.docx")) == ["Around.", "In a box."]


def test_a_pdf_loses_its_running_lines_and_keeps_them_once() -> None:
    text = read(REPORT, "report.pdf")
    assert words(text, "heading") == ["Findings of the officers"]
    assert words(text, "header") == ["Annual report of the council 2023"]
    assert "Page 2" not in text.text
    assert emphasised(text) == ["shall not"]


def pages_of(*texts: tuple[str, ...]) -> list[Page]:
    """Pages of 700 points with these lines, 25 to a page."""
    return [
        Page(
            500.0,
            700.0,
            tuple(Line(text, 50.0, 690.0 - 26 * at, 450.0, 702.0 - 26 * at, 12.0) for at, text in enumerate(lines)),
        )
        for lines in texts
    ]


@pytest.mark.parametrize("heading", ["Commentary", "Article {}"])
def test_a_heading_that_stands_at_the_top_of_some_pages_by_chance_is_no_running_line(heading: str) -> None:
    numbers = iter(range(1, 100))
    letters = iter(itertools.permutations("abcdef"))

    def middle() -> tuple[str, ...]:
        lines = [f"The operator keeps the register {''.join(next(letters))}." for _ in range(20)]
        return (*lines[:10], heading.format(next(numbers)), *lines[10:])

    texts = (
        ("The Code", heading.format(next(numbers)), *middle()),
        ("The Code", *middle()),
        ("The Code", heading.format(next(numbers)), *middle()),
        ("The Code", *middle()),
    )
    made = layout.pieces(pages_of(*texts))
    assert [piece.text for piece in made if piece.kind == "header"] == ["The Code"]
    assert sum(piece.text.count(heading.partition(" ")[0]) for piece in made) == 6


def test_words_broken_at_line_ends_and_over_columns_of_a_pdf_can_be_quoted() -> None:
    text = read(REPORT, "report.pdf")
    assert quotes(text, "The council shall not delay any repair.")
    assert quotes(text, "the left column ends with these words and the sentence goes on")
    assert "-\n" in text.text
    unbroken = text.text.replace("-\n", "").replace("\n\n", "\f").replace("\n", " ").split("\f")
    assert all(quotes(text, one.strip()) for one in unbroken[1:8])


def test_notes_of_a_pdf_stand_apart_and_their_marks_are_left_out() -> None:
    text = read(LETTER, "letter.pdf")
    assert words(text, "footnote")[0].startswith("1 p288 (https://www.hikvision.com")
    assert quotes(text, "Annual Report to Shareholders 2020:")
    assert [mark for _, mark in text.references] == ["1"]
    assert sources.locate(text, "p. 1, note 1") is not None


NOTED = {
    "govspeak": (
        '<p>It is so.<sup id="fnref:1"><a href="#fn:1" class="footnote" rel="footnote">[footnote 1]</a></sup>'
        ' And so.</p><div class="footnotes"><ol><li id="fn:1"><p>See page 9. <a href="#fnref:1">↩</a></p></li></ol>'
        "</div><p>End.</p>"
    ),
    "encyclopaedia": (
        '<p>It is <b>so</b>.<sup class="reference" id="r1"><a href="#n1"><b>[1]</b></a></sup> And so.</p><ol>'
        '<li id="n1"><span><b><a href="#r1">^</a></b></span> <span>See page 9.</span></li></ol><p>End.</p>'
    ),
    "office": (
        '<p>It is so.<a class="sdfootnoteanc" name="a1" href="#s1"><sup>1</sup></a> And so.</p><p>End.</p>'
        '<div id="d1"><p><a class="sdfootnotesym" name="s1" href="#a1">1</a>See page 9.</p></div>'
    ),
    "aria": (
        '<p>It is so.<a role="doc-noteref" href="#x">*</a> And so.</p><p>End.</p>'
        '<aside id="x"><p>See page 9.</p></aside>'
    ),
}


@pytest.mark.parametrize("page", NOTED.values(), ids=NOTED)
def test_notes_of_a_web_page_stand_apart_and_their_marks_are_left_out(page: str) -> None:
    text = read(f"<html>{page}".encode(), "page.html")
    assert words(text) == ["It is so. And so.", "End."]
    assert words(text, "footnote") == ["See page 9."]
    assert [at for at, _ in text.references] == [len("It is so.")]
    assert sources.locate(text, "note 1") is not None


def test_links_within_a_page_that_are_words_stay() -> None:
    page = '<p>See <a href="#2">section 2</a>, x<sup>2</sup> and <a href="#3">3</a>.</p><h2 id="2">Two</h2>'
    text = read(f'<html>{page}<p id="3">Three.</p>'.encode(), "page.html")
    assert words(text) == ["See section 2, x2 and 3.", "Three."]
    assert words(text, "heading") == ["Two"]


def test_a_web_page_is_read_as_it_is_seen() -> None:
    page = (
        "<!doctype html><html><head><title>T</title><style>p {}</style></head><body><h2>Of <b>it</b></h2>"
        "<p>One &amp; <em>only  <b>two</b></em> caf&eacute;<br>three<p>Four<script>if (a < b) {}</script>"
        "<p hidden>unseen</p><table><tr><td>a<td>b</table>"
    )
    text = read(page.encode(), "page.html")
    assert words(text, "heading") == ["Of it"]
    assert words(text) == ["One & only two café\nthree", "Four", "a", "b"]
    assert emphasised(text) == ["only two"]


@pytest.mark.parametrize(
    ("head", "encoding"), [("", "utf-8"), ("", "cp1252"), ('<meta charset="iso-8859-2">', "iso-8859-2"), ("", "utf-16")]
)
def test_a_web_page_is_read_in_its_encoding(head: str, encoding: str) -> None:
    assert words(read(f"<html>{head}<p>Größe</p>".encode(encoding), "page.html")) == ["Größe"]


def test_markdown_is_read_as_it_is_rendered() -> None:
    text = read(b"# Head *x*\n\nSome *very* **strong** & `code`\nline\n\n- one\n\n> two\n", "a.md")
    assert words(text, "heading") == ["Head x"]
    assert words(text) == ["Some very strong & code\nline", "one", "two"]
    assert emphasised(text) == ["very", "strong"]


def test_text_is_left_as_it_is_and_form_feeds_part_its_pages() -> None:
    text = read("One\nline.\n\n  Two\ue000.\n\fThree.\n".encode(), "a.txt")
    assert text.text == "One\nline.\n\n  Two .\n\nThree.\n"
    assert words(text) == ["One\nline.", "Two .", "Three."]
    assert [(one.page, one.number) for one in text.paragraphs] == [(1, 1), (1, 2), (2, 1)]


def test_a_mail_has_its_headers_its_body_and_the_names_of_what_is_attached() -> None:
    mail = (
        "From: A. Clerk <clerk@council.example>\r\nTo: b@example.org\r\nSubject: =?utf-8?q?Gr=C3=B6=C3=9Fe?=\r\n"
        "Date: Mon, 3 Mar 2025 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>We <i>never</i> said so.</p><p>Bye</p>\r\n"
        '--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="x.pdf"\r\n\r\nx\r\n'
        "--b--\r\n"
    )
    text = read(mail.encode(), "a.eml")
    assert words(text) == ["We never said so.", "Bye"]
    assert emphasised(text) == ["never"]
    assert "Subject: Größe" in words(text, "header")
    assert "Attachment: x.pdf" in words(text, "header")


# --- places --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locator", "found"),
    [
        ("p. 1, para 2", "The council shall not delay."),
        ("page 1 paragraph 3", "It said always so."),
        ("p.2", "Second page.\n\nIn a cell."),
        ("pp. 1–2", "Findings\n\nThe council shall not delay.\n\nIt said always so.\n\nSecond page.\n\nIn a cell."),
        ("p. 1, paras 2-3", "The council shall not delay.\n\nIt said always so."),
        ("note 1", "See page 9."),
        ("p. 3", None),
        ("p. 1, para 9", None),
        ("para 2", None),
        ("p. 2, p. 1", None),
        ("somewhere", None),
        ("", None),
    ],
)
def test_a_place_is_found_as_people_write_it(locator: str, found: str | None) -> None:
    text = read(PAGES, "report.docx")
    span = sources.locate(text, locator)
    assert (None if span is None else text.text[slice(*span)]) == found


@pytest.mark.parametrize(
    ("content", "file"), [(PAGES, "a.docx"), (REPORT, "a.pdf"), (LETTER, "b.pdf"), (b"a\n\nb", "a.txt")]
)
def test_each_paragraph_is_found_again_by_its_own_place(content: bytes, file: str) -> None:
    text = read(content, file)
    for one in text.paragraphs:
        if one.number:
            assert sources.locate(text, sources.locator_of(text, one.start, one.end)) == (one.start, one.end)


@given(st.text(max_size=30))
def test_any_words_may_be_given_as_a_place(words: str) -> None:
    text = read(PAGES, "report.docx")
    span = sources.locate(text, words)
    assert span is None or 0 <= span[0] < span[1] <= len(text.text)


@given(st.lists(st.text(max_size=40), max_size=4).map("\n\n".join))
def test_paragraphs_of_a_text_hold_all_its_words_in_order_and_are_kept_in_json(plain: str) -> None:
    text = outcome(plain.encode("utf-8", "replace"), "a.txt")
    if text is None:
        return
    assert "".join("".join(words(text)).split()) == "".join(text.text.split())
    assert sources.from_json(sources.to_json(text)) == text


@given(st.one_of(st.text(max_size=50), st.sampled_from(("{}", "[]", '{"text": 1}', "[" * 9999))))
def test_what_was_kept_and_is_broken_counts_as_absent(kept: str) -> None:
    with pytest.raises(ValueError, match="this is no source's text"):
        sources.from_json(kept)


def test_what_changed_since_a_source_was_pinned_is_said() -> None:
    pins = sources.digest(b"a"), sources.text_digest("a")
    assert sources.changed(b"a", "a", *pins) == ""
    assert sources.changed(b"a", "a", "", "") == ""
    assert "file" in sources.changed(b"b", "a", *pins)
    assert "text" in sources.changed(b"b", "b", *pins)
    assert "though the file may be the same" in sources.changed(b"a", "b", *pins)


# --- what is refused -----------------------------------------------------------------------------


def pdf(*, image: bool = False, password: str = "") -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(200, 200))
        if image:
            picture = pikepdf.Stream(document, b"\xff" * 300, Width=10, Height=10, BitsPerComponent=8)
            picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
            picture.ColorSpace = pikepdf.Name.DeviceRGB
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=picture))
            page.Contents = document.make_stream(b"q 100 0 0 100 0 0 cm /I Do Q")
        document.save(made, encryption=pikepdf.Encryption(user=password, owner=password) if password else None)
    return made.getvalue()


def test_a_scan_is_said_to_be_one_and_a_transcript_is_advised() -> None:
    with pytest.raises(Unreadable) as stop:
        read(pdf(image=True), "scan.pdf")
    assert stop.value.findings[0].code == "source-scan"
    assert "transcript" in stop.value.findings[0].advice


def bomb(filters: str, packed: bytes) -> bytes:
    stream = b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(packed), filters.encode(), packed)
    return b"%PDF-1.4\n1 0 obj\n" + stream + b"\nendobj\ntrailer << /Root 1 0 R >>\n"


ZEROS = zlib.compress(bytes(200_000_000), 9)
DEEP = "<w:p>" * 5000 + "</w:p>" * 5000
REFUSED = [
    ("source-encrypted", pdf(password="secret"), "a.pdf"),  # noqa: S106 - a test's own
    ("source-damaged", pdf(), "a.pdf"),
    ("source-damaged", b"%PDF-1.7\nnothing", "a.pdf"),
    ("source-format", b"", "a.pdf"),
    ("source-format", b"", "a.docx"),
    ("source-format", b"words", "a.docx"),
    ("source-format", REPORT, "a.txt"),
    ("source-format", REPORT, "a.docx"),
    ("source-format", PAGES, "a.pdf"),
    ("source-format", PAGES, "a.html"),
    ("source-format", b"<!DOCTYPE html><p>x", "a.txt"),
    ("source-format", b"{\\rtf1 words}", "a.docx"),
    ("source-format", b"\x89PNG\r\n\x1a\n", "a.pdf"),
    ("source-format", b"words", "a.odt"),
    ("source-format", b"words", "words"),
    ("source-format", b"just words\n", "a.eml"),
    ("source-encrypted", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx"),
    ("source-format", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.docx"),
    ("source-damaged", PAGES[:-200], "a.docx"),
    ("source-damaged", docx("").replace(b"word/document.xml", b"word/documenu.xml"), "a.docx"),
    ("source-damaged", docx(DEEP), "a.docx"),
    ("source-too-large", docx("<!--" + " " * 60_000_000 + "-->"), "a.docx"),
    ("source-too-large", bomb("/FlateDecode", ZEROS), "a.pdf"),
    ("source-too-large", bomb("[/FlateDecode /FlateDecode]", zlib.compress(ZEROS)), "a.pdf"),
    ("source-too-large", b"From: a\n\n" + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 600, "a.eml"),
    ("source-damaged", b"Received: x\n\nwords", "a.eml"),
    ("file-encoding", "words".encode("utf-16"), "a.txt"),
    ("file-encoding", b"Gr\xf6\xdfe", "a.md"),
    ("source-too-large", b"x" * (5 << 20), "a.md"),
]


@pytest.mark.parametrize(("code", "content", "file"), REFUSED, ids=[f"{n}-{one[0]}" for n, one in enumerate(REFUSED)])
def test_what_cannot_be_read_is_refused_and_said_why(code: str, content: bytes, file: str) -> None:
    assert refusal(content, file) == code


def test_entities_are_not_resolved() -> None:
    evil = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PAGES)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, evil + content.replace(b"delay", b"&a;") if name == "word/document.xml" else content)
    assert refusal(made.getvalue(), "a.docx") == "source-damaged"


def test_a_million_nested_tags_are_read_as_their_words() -> None:
    assert words(read(b"<div><b>" * 500_000 + b"words", "a.html")) == ["words"]


# --- what a fuzzer makes of them -----------------------------------------------------------------


def outcome(content: bytes, file: str) -> SourceText | None:
    """Reads a file, or is refused with a finding of a known code."""
    codes: set[str] = set()
    text = None
    try:
        text = read(content, file)
    except Unreadable as stop:
        codes = {one.code for one in stop.findings}
    assert codes <= CODES
    assert bool(codes) == (text is None)
    if text is None:
        return None
    text.text.encode("utf-8")
    assert all(0 <= one.start < one.end <= len(text.text) for one in text.paragraphs)
    assert all(0 <= start < end <= len(text.text) for start, end in text.emphasis)
    return text


def damage(content: bytes, draw: random.Random) -> bytes:
    """A file cut short, or with bytes flipped, cut out or put in."""
    made = bytearray(content)
    for _ in range(draw.choice((1, 1, 3, 20))):
        at = draw.randrange(len(made)) if made else 0
        match draw.randrange(4):
            case 0:
                del made[at:]
            case 1:
                del made[at : at + draw.randrange(1, 200)]
            case 2:
                made[at:at] = draw.randbytes(draw.randrange(1, 9))
            case _:
                made[at : at + 1] = draw.randbytes(1)
    return bytes(made)


MAIL = b"From: a@b.example\nDate: Mon, 3 Mar 2025\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n"


@settings(max_examples=60)
@given(
    st.sampled_from(((PAGES, "a.docx"), (MAIL, "a.eml"), (b"<p>a<b>c</p>", "a.html"), (b"*a* [b](c)", "a.md"))),
    st.randoms(),
)
def test_a_damaged_file_is_read_or_refused(of: tuple[bytes, str], draw: random.Random) -> None:
    outcome(damage(of[0], draw), of[1])


@settings(max_examples=15)
@given(st.sampled_from((REPORT, LETTER)), st.randoms())
def test_a_damaged_pdf_is_read_or_refused(content: bytes, draw: random.Random) -> None:
    outcome(damage(content, draw), "a.pdf")


@given(st.binary(max_size=300), st.sampled_from((".docx", ".html", ".md", ".txt", ".eml", ".doc", "")))
@example(b"PK\x03\x04", ".docx")
@example(b"From: \xff\nSubject: =?utf-8?b?7aCA?=\n\n\xed\xa0\x80", ".eml")
@example("<p>\ud800</p>".encode("utf-8", "surrogatepass"), ".html")
@example(b"<meta charset=rot13><p>x", ".html")
def test_any_bytes_under_any_name_are_read_or_refused(content: bytes, suffix: str) -> None:
    outcome(content, f"a{suffix}")


@given(st.text(st.characters(codec="utf-8"), max_size=200), st.sampled_from((".html", ".md", ".eml", ".txt")))
def test_any_words_under_any_name_are_read_or_refused(words: str, suffix: str) -> None:
    outcome(
        (("From: a\n\n" if suffix == ".eml" else "<p>" if suffix == ".html" else "") + words).encode(), f"a{suffix}"
    )


BOXES = st.floats(-1e6, 1e6, allow_nan=False)
NAMES = st.text("abcdefghij", min_size=3, max_size=9)
LINES = st.builds(
    Line, st.lists(NAMES, min_size=1, max_size=4).map(" ".join), BOXES, BOXES, BOXES, BOXES, st.floats(0, 99)
)


@given(st.lists(st.lists(LINES, max_size=6).map(lambda lines: Page(600, 800, tuple(lines))), max_size=5))
def test_no_word_of_a_page_is_lost_wherever_its_lines_stand(pages: list[Page]) -> None:
    shown = "\n".join(piece.text for piece in layout.pieces(pages))
    assert [word for page in pages for line in page.lines for word in line.text.split() if word not in shown] == []
