"""`drafter template`: what it says of a letterhead, and a letterhead to start from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import Done, run
from tests.letterheads import BASE, W, bare_paragraphs, crowded, letterhead, p, text_box
from tests.test_letterheads import LOGO

TEMPLATES = Path(__file__).parent.parent / "templates"
BODY = bare_paragraphs("body")


def check(content: bytes, folder: Path, *options: str) -> Done:
    """What is said of a letterhead with this content."""
    file = folder / "office.docx"
    file.write_bytes(content)
    return run("template", "check", file, *options)


# --- check ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "paper"), [("letter-a4", "210 x 297 mm"), ("letter-us", "216 x 279 mm")])
def test_a_shipped_letterhead_has_a_place_for_everything_and_every_style(name: str, paper: str) -> None:
    done = run("template", "check", TEMPLATES / f"{name}.docx", "--strict")
    assert (done.code, done.err) == (0, "")
    first, second, *rest = done.out.splitlines()
    assert first.endswith(f"{name}.docx: 0 errors, 0 warnings")
    assert second == f"paper: {paper}"
    assert [line.partition(":")[0] for line in rest] == ["document", "continuation header", "styles of its own"]
    assert "page_of" in rest[1]


def test_places_and_styles_are_listed_by_where_they_stand(tmp_path: Path) -> None:
    done = check(crowded(LOGO), tmp_path)
    assert done.code == 0
    assert "first-page header: sender_office\n" in done.out
    assert "even-page header: date, page_of\n" in done.out
    assert "first-page footer: sender_web\n" in done.out
    assert (
        "put in after what comes before them: marking, your_ref, delivery, head_copies, copies, annexes\n" in done.out
    )
    assert "styles of its own: none\n" in done.out
    assert "styles from the shipped letterhead: Body Text, " in done.out


def test_a_mistaken_mark_stops_with_the_nearest_right_one(tmp_path: Path) -> None:
    done = check(letterhead(p("{{ sen", "der_ofice }}") + BODY), tmp_path)
    assert done.code == 1
    assert "unknown mark 'sender_ofice', did you mean 'sender_office'?" in done.err
    assert "1 error, " in done.out


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (p("No mark"), "the letterhead has no {{ body }}"),
        (p(text_box(BODY)), "text box in the document: {{ body }} cannot stand here"),
    ],
)
def test_a_letterhead_that_cannot_bear_a_letter_stops(body: str, words: str, tmp_path: Path) -> None:
    done = check(letterhead(body), tmp_path)
    assert done.code == 1
    assert words in done.err


def test_a_picture_that_says_nothing_is_a_warning_with_its_place(tmp_path: Path) -> None:
    assert check(crowded(LOGO, alt=""), tmp_path, "--strict").code == 1
    done = check(crowded(LOGO, alt=""), tmp_path)
    assert done.code == 0
    assert "first-page header: the picture 'Logo' has no alternative text [letterhead-picture-silent]" in done.err
    assert "letterhead-picture-silent" not in check(crowded(LOGO), tmp_path).err


def test_a_block_that_would_be_printed_twice_is_a_warning(tmp_path: Path) -> None:
    done = check(letterhead(bare_paragraphs("addressee", "date", "date", "addressee", "body")), tmp_path)
    assert "warning: {{ addressee }} stands 2 times, so each letter shows it 2 times" in done.err
    assert "{{ date }}" not in done.err


def test_a_letterhead_that_names_no_language_is_told_what_that_means(tmp_path: Path) -> None:
    language = '<w:rPrDefault><w:rPr><w:lang w:val="cy-GB"/></w:rPr></w:rPrDefault>'
    named = f'<w:docDefaults xmlns:w="{W}">{language}</w:docDefaults>'
    assert "information: the letterhead does not say which language" in check(letterhead(BODY), tmp_path).err
    assert "which language" not in check(letterhead(BODY, parts={"styles": named}), tmp_path).err


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"no zip", "letterhead-unreadable", "not a Word document"),
        (letterhead(BODY, extra={"word/vbaProject.bin": b"x"}), "letterhead-unsafe", "macros"),
    ],
)
def test_what_no_letter_could_use_is_refused(content: bytes, code: str, words: str, tmp_path: Path) -> None:
    done = check(content, tmp_path)
    assert (done.code, done.out) == (2, "")
    assert f"[{code}]" in done.err
    assert words in done.err


def test_a_letterhead_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "office.docx").write_bytes(BASE)
    done = run("template", "check", tmp_path / "ofice.docx")
    assert done.code == 2
    assert "did you mean 'office.docx'?" in done.err


# --- new -----------------------------------------------------------------------------------------


def test_a_new_letterhead_is_a_copy_that_a_brief_can_take_at_once(tmp_path: Path) -> None:
    assert run("init", tmp_path / "case").code == 0
    done = run("template", "new", tmp_path / "case" / "templates" / "ours.docx")
    assert (done.code, done.err) == (0, "")
    assert "ours.docx in Word" in done.out.splitlines()[0]
    assert "template: ours" in done.out
    brief = tmp_path / "case" / "letter.yaml"
    brief.write_text(brief.read_text(encoding="utf-8") + "\ntemplate: ours\n", encoding="utf-8")
    assert run("build", brief).code == 0


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ((), "letter-a4"),
        (("--paper", "a4"), "letter-a4"),
        (("--paper", "letter"), "letter-us"),
        (("--from", "letter-us"), "letter-us"),
    ],
)
def test_the_paper_or_the_name_says_which_is_copied(options: tuple[str, ...], name: str, tmp_path: Path) -> None:
    target = tmp_path / "new.docx"
    assert run("template", "new", target, *options).code == 0
    assert target.read_bytes() == (TEMPLATES / f"{name}.docx").read_bytes()


def test_without_a_name_it_goes_where_briefs_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("template", "new").code == 0
    assert (tmp_path / "templates" / "letterhead.docx").read_bytes() == BASE


def test_nothing_is_written_over(tmp_path: Path) -> None:
    target = tmp_path / "mine.docx"
    target.write_bytes(b"mine")
    done = run("template", "new", target)
    assert done.code == 1
    assert "is there already; it is left as it is [would-overwrite]" in done.err
    assert target.read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("new.docx", "--from", "letter-ux"), "did you mean 'letter-us'?"),
        (("new.dotx",), "does not end in .docx"),
        (("new.docx", "--paper", "a5"), "'a5'"),
    ],
)
def test_what_cannot_be_started_from_is_refused(
    arguments: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("template", "new", *arguments)
    assert done.code == 2
    assert words in done.err
    assert list(tmp_path.iterdir()) == []
