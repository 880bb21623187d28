"""The review copy: nobody takes it for the letter, and its comments say what each paragraph rests on."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from drafter import review
from drafter.cache import Cache
from drafter.cli.review import put_review, review_copy
from drafter.letterheads import prepared
from drafter.model import Letter, Paragraph, Text
from drafter.problems import Finding, WouldOverwrite, blocking
from drafter.record import replace
from drafter.review import Remark, Remarks
from drafter.review.remarks import lines
from drafter.workshop import Opened, open_brief
from drafter.writers import docx
from tests import outside
from tests.checking import Desk
from tests.command import run
from tests.conftest import EXAMPLE
from tests.letterheads import ALL_MARKS, BASE, bare_paragraphs, crowded, letterhead, p
from tests.strategies import LETTERS
from tests.test_outside import DOT as LOGO

REPOSITORY = Path(__file__).parent.parent
BRIEF = EXAMPLE / "2021-08-16.yaml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DC = "{http://purl.org/dc/elements/1.1/}"
COMMENT = '<w:comment w:id="7" w:author="A"><w:p><w:r><w:t>Mine</w:t></w:r></w:p></w:comment>'
COMMENTED = letterhead(
    bare_paragraphs(*ALL_MARKS)
    + p('<w:commentRangeStart w:id="7"/>Ours<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'),
    parts={"comments": COMMENT},
)
BRIEFS = (
    BRIEF,
    EXAMPLE / "as-sent.yaml",
    *sorted((REPOSITORY / "examples" / "ministre").glob("20*.yaml")),
    *sorted((REPOSITORY / "examples" / "water-regulator").rglob("20*.yaml")),
)


def _parts(content: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith("xml")}


def _words(node: etree._Element) -> str:
    return "".join(one.text or "" for one in node.iter(f"{W}t"))


def _comments(content: bytes) -> dict[str, str]:
    """The words of each comment by its id."""
    part = _parts(content)["word/comments.xml"]
    return {one.get(f"{W}id", ""): "\n".join(map(_words, one.iter(f"{W}p"))) for one in part}


def _commented(content: bytes) -> list[tuple[str, str]]:
    """Each commented paragraph with its comment, in reading order."""
    said = _comments(content)
    document = _parts(content)["word/document.xml"]
    return [
        (_words(paragraph), said[start.get(f"{W}id", "")])
        for paragraph in document.iter(f"{W}p")
        for start in paragraph.findall(f"{W}commentRangeStart")
    ]


@pytest.fixture(scope="module")
def opened() -> Opened:
    return open_brief(BRIEF)


@pytest.fixture(scope="module")
def copy(opened: Opened) -> bytes:
    return review_copy(opened)[0]


@pytest.mark.parametrize("brief", BRIEFS, ids=lambda path: f"{path.parent.name}-{path.stem}")
@pytest.mark.parametrize(
    "tool", [outside.openxml_audit, outside.ooxml_integrity, outside.open_xml_sdk], ids=lambda tool: tool.__name__
)
def test_word_finds_nothing_wrong_with_it(brief: Path, tool: Callable[[bytes], list[str]]) -> None:
    content = review_copy(open_brief(brief))[0]
    assert content
    assert tool(content) == []


def test_it_cannot_be_mistaken_for_the_letter(copy: bytes, opened: Opened) -> None:
    assert opened.dossier is not None
    parts = _parts(copy)
    (title,) = parts["docProps/core.xml"].iter(f"{DC}title")
    assert title.text == f"REVIEW COPY – NOT THE LETTER: {opened.dossier.letter.title}"
    first = next(parts["word/document.xml"].iter(f"{W}p"))
    assert _words(first).startswith("REVIEW COPY – NOT THE LETTER")
    headers = [part for name, part in parts.items() if re.match(r"word/header.*\.xml", name)]
    assert headers
    for header in headers:
        assert _words(header).startswith("REVIEW COPY – NOT THE LETTER")
    kinds = {one.get(f"{W}type") for one in parts["word/document.xml"].iter(f"{W}headerReference")}
    assert {"default", "first"} <= kinds


def test_its_name_says_what_it_is(example: Path) -> None:
    brief = example / "2021-08-16.yaml"
    path = put_review(open_brief(brief), brief.with_suffix(".docx"), brief)
    assert path == example / "2021-08-16.review.docx"
    assert path.is_file()
    assert not brief.with_suffix(".docx").exists()


def test_a_copy_with_somebodys_replies_is_not_overwritten(example: Path) -> None:
    brief = example / "2021-08-16.yaml"
    path = put_review(open_brief(brief), brief.with_suffix(".docx"), brief)
    assert path is not None
    path.write_bytes(path.read_bytes() + b"a reply")
    with pytest.raises(WouldOverwrite):
        put_review(open_brief(brief), brief.with_suffix(".docx"), brief)


def test_every_paragraph_says_what_it_rests_on(copy: bytes) -> None:
    said = dict(_commented(copy))
    (claim,) = [comment for words, comment in said.items() if words.startswith("Justin’s latest letter states")]
    assert "snippet challenge/impression-contradicted; claim not-our-remit; source latest-letter" in claim
    assert "letter of 10 August 2021 [latest-letter], paras 2–3; claim not-our-remit; found in an extract" in claim
    assert "changed by: ellipsis" in claim
    assert "evidence pishan-tender" in claim
    assert "2021-08-16.yaml:21" in claim


def test_comments_have_range_reference_author_and_date(copy: bytes, opened: Opened) -> None:
    assert opened.dossier is not None
    parts = _parts(copy)
    document = parts["word/document.xml"]
    numbers = list(_comments(copy))
    for mark in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert sorted(one.get(f"{W}id", "") for one in document.iter(f"{W}{mark}")) == sorted(numbers)
    for comment in parts["word/comments.xml"]:
        assert comment.get(f"{W}author") == "Office of the Biometrics and Surveillance Camera Commissioner"
        assert comment.get(f"{W}date") == "2021-08-16T00:00:00Z"
    styles = {one.get(f"{W}styleId") for one in parts["word/styles.xml"].iter(f"{W}style")}
    assert {"CommentText", "CommentReference"} <= styles


def test_the_words_of_the_letter_are_those_of_the_letter(copy: bytes, opened: Opened) -> None:
    assert opened.dossier is not None
    letterhead, _ = prepared(opened.dossier, Cache(None))
    letter = _parts(docx.write(opened.dossier.letter, letterhead))["word/document.xml"]
    paragraphs = [_words(one) for one in _parts(copy)["word/document.xml"].iter(f"{W}p")]
    assert paragraphs[1:] == [_words(one) for one in letter.iter(f"{W}p")]


def test_findings_stand_where_they_belong() -> None:
    content = review_copy(open_brief(EXAMPLE / "as-sent.yaml"))[0]
    found = {
        code: words
        for words, comment in _commented(content)
        for code in re.findall(r"^(?:error|warning): .*?\[([a-z-]+)\]", comment, re.MULTILINE)
    }
    assert found["quotation-unclosed"].startswith("Justin’s latest letter states")
    assert found["instrument-misnamed"].startswith("Justin goes on to reiterate")
    assert found["tier-misnamed"].startswith("Perhaps most importantly")


def test_what_is_silenced_is_shown_with_the_rest(copy: bytes) -> None:
    comments = "\n".join(_comments(copy).values())
    assert "silenced warning: " in comments
    assert "[voice-mixed]" in comments


def test_a_finding_about_no_paragraph_stands_at_the_banner(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "case")
    desk.findings("Words.", head="deadline: 2025-06-01\n")
    result = open_brief(tmp_path / "case" / "letter.yaml")
    dated = [finding for finding in result.findings if finding.code == "deadline-passed"]
    assert dated, result.findings
    banner, *_ = _commented(review_copy(result)[0])
    assert banner[0].startswith("REVIEW COPY")
    assert "[deadline-passed]" in banner[1]


def test_a_wrong_quotation_is_called_wrong(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "case")
    body = "  - text: Mr Jones says {{ quote(claim('altered')) }}.\n"
    case = (
        "title: A\nsender: {office: Office of Letters, signatory: smith}\nparties:\n  smith: {name: Ann Smith}\n"
        "  jones: {name: Bo Jones, salutation: Mr Jones}\nsources:\n  reply: {title: letter, file: reply.txt}\n"
        "claims:\n  altered: {words: We have two cameras, source: reply}\n"
    )
    desk.findings("", body=body, case=case)
    result = open_brief(tmp_path / "case" / "letter.yaml")
    assert result.stops
    comments = "\n".join(_comments(review_copy(result)[0]).values())
    assert "wrong: these words do not stand in the source" in comments
    assert "[quotation-altered]" in comments


def test_the_same_letter_gives_the_same_bytes(copy: bytes, opened: Opened) -> None:
    assert review_copy(opened)[0] == copy


def _written(letter: Letter, opened: Opened) -> bytes:
    assert opened.dossier is not None
    letterhead, _ = prepared(opened.dossier, Cache(None))
    return docx.write(letter, letterhead)


@pytest.mark.parametrize("letterhead", [crowded(LOGO), letterhead(), COMMENTED], ids=["crowded", "lean", "commented"])
def test_a_letterhead_of_ones_own_is_marked_and_stays_sound(letterhead: bytes, opened: Opened) -> None:
    assert opened.dossier is not None
    letter = opened.dossier.letter
    prepared_letterhead, findings = docx.prepare(letterhead, BASE, "own.docx")
    assert not blocking(findings)
    plain = docx.write(letter, prepared_letterhead)
    content = review.copy(plain, letter, review.remarks(opened.dossier, opened.findings))
    for tool in (outside.openxml_audit, outside.ooxml_integrity):
        assert len(tool(content)) <= len(tool(plain)), tool(content)
    for name, part in _parts(content).items():
        if re.match(r"word/header.*\.xml", name):
            assert _words(part).startswith("REVIEW COPY – NOT THE LETTER")
    paragraphs = [words for words, _ in _commented(content)]
    assert paragraphs[0].startswith("REVIEW COPY")
    assert any(words.startswith("Justin’s latest letter states") for words in paragraphs)
    styles = {one.get(f"{W}styleId") for one in _parts(content)["word/styles.xml"].iter(f"{W}style")}
    used = {one.get(f"{W}val") for one in _parts(content)["word/comments.xml"].iter(f"{W}pStyle", f"{W}rStyle")}
    assert used <= styles


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).filter(str.strip)


@given(st.lists(WORDS, min_size=1, max_size=4), WORDS)
def test_whatever_is_said_is_said_of_its_paragraph(texts: list[str], said: str) -> None:
    opened = open_brief(BRIEF)
    assert opened.dossier is not None
    letter = replace(
        opened.dossier.letter, body=tuple(Paragraph((Text(f"{n}: {text}"),)) for n, text in enumerate(texts))
    )
    remarks = tuple(Remark(f"{n}: {text}", (f"{n} {said}",)) for n, text in enumerate(texts))
    content = review.copy(_written(letter, opened), letter, Remarks(remarks, ()))
    placed = _commented(content)
    assert [comment.split(" ")[0] for _, comment in placed[1:]] == [str(n) for n in range(len(texts))]
    assert [words.split(":")[0] for words, _ in placed[1:]] == [str(n) for n in range(len(texts))]


def test_what_word_cannot_hold_is_left_out(opened: Opened) -> None:
    assert opened.dossier is not None
    letter = opened.dossier.letter
    finding = Finding("spelling", "warning", "a \x00 and \ud800 & < > ]]>")
    said = review.remarks(opened.dossier, (finding,))
    content = review.copy(_written(letter, opened), letter, said)
    assert "& < > ]]>" in "\n".join(_comments(content).values())


@pytest.mark.parametrize("brief", BRIEFS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_remark_finds_its_paragraph(brief: Path) -> None:
    opened = open_brief(brief)
    assert opened.dossier is not None
    said = [one for one in review.remarks(opened.dossier, opened.findings, opened.silenced).lines if one.said]
    placed = _commented(review_copy(opened)[0])[1:]
    assert [" ".join(words.split())[:20] for words, _ in placed] == [" ".join(one.text.split())[:20] for one in said]


@settings(max_examples=40)
@given(LETTERS)
def test_any_letter_keeps_its_words_and_every_remark_has_its_paragraph(letter: Letter) -> None:
    opened = open_brief(BRIEF)
    assert opened.dossier is not None
    said = tuple(Remark(one.text, (f"{number}",)) for number, one in enumerate(lines(letter)))
    plain = _written(letter, opened)
    content = review.copy(plain, letter, Remarks(said, ()))
    before = [_words(one) for one in _parts(plain)["word/document.xml"].iter(f"{W}p")]
    after = [_words(one) for one in _parts(content)["word/document.xml"].iter(f"{W}p")]
    assert after[1:] == before
    worded = [number for number, one in enumerate(said) if one.text.strip()]
    assert [int(comment) for _, comment in _commented(content)[1:]] == worded


def test_build_writes_a_review_copy_of_a_letter_with_errors_too(example: Path) -> None:
    done = run("build", example / "2021-08-16.yaml", "--review")
    assert done.code == 0, done.err
    assert [line.rpartition("/")[2] for line in done.out.split()] == ["2021-08-16.review.docx", "2021-08-16.docx"]
    done = run("build", example / "as-sent.yaml", "--review")
    assert done.code == 1
    assert (example / "as-sent.review.docx").is_file()
    assert not (example / "as-sent.docx").exists()
