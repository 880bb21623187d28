"""The example: the letter that started the project, word for word but for its corrections, and sound in Word."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from tests import outside
from tests.command import run
from tests.conftest import EXAMPLE

REPOSITORY = Path(__file__).parent.parent
SEED = Path(__file__).parent / "data" / "seed.txt"
BRIEF = "2021-08-16.yaml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FORMATS = ("docx", "html", "md", "txt")
ONE_SHAPE = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\xa0": " "})

CORRECTIONS = [
    ("Transfer", 'Transfer"'),
    ("youan)", "yuan)"),
    ("of Business", "of [sic] Business"),
    ('impacts"(Principle', 'impacts" (Principle'),
    ("12).", "12 commentary)."),
    ("provide", '"provide'),
    ("involved", 'involved"'),
    ("'foundational", "'operational"),
]
"""What the letter as sent had, and what the example has instead (LETTERS.md); no other word differs."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The example's letter in every format."""
    folder = Path(shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("built") / "hikvision"))
    for ending in FORMATS:
        done = run("build", folder / BRIEF, "--format", ending, "--force", "--strict")
        assert done.code == 0, done.err
    return {ending: (folder / BRIEF).with_suffix(f".{ending}").read_bytes() for ending in FORMATS}


@pytest.fixture(scope="module")
def docx(built: dict[str, bytes]) -> bytes:
    return built["docx"]


@pytest.fixture(scope="module")
def document(docx: bytes) -> Any:
    """The root of the letter's main part."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def _pandoc(docx: bytes) -> Any:
    command = [outside.executable("pandoc"), "--from", "docx", "--to", "json"]
    return json.loads(subprocess.run(command, input=docx, capture_output=True, check=True).stdout)["blocks"]


def _split_notes(node: Any, notes: list[Any]) -> Any:
    """A tree of pandoc's without its notes, which go to `notes`, and without pictures, whose words are not read."""
    if isinstance(node, dict):
        if node.get("t") == "Note":
            notes.append(node["c"])
        if node.get("t") in {"Note", "Image"}:
            return {"t": "Str", "c": ""}
        return {key: _split_notes(value, notes) for key, value in node.items()}
    return [_split_notes(child, notes) for child in node] if isinstance(node, list) else node


def _text(node: Any) -> str:
    match node:
        case {"t": "Str", "c": str(text)}:
            return text
        case {"t": "Space" | "SoftBreak" | "LineBreak"}:
            return " "
        case {"t": kind, "c": content}:
            apart = " " if kind in {"Para", "Plain", "Header"} else ""
            return apart + _text(content) + apart
        case list():
            return "".join(map(_text, node))
    return ""


def _words(text: str) -> list[str]:
    return text.translate(ONE_SHAPE).replace("*", "").split()


def _sent() -> list[str]:
    return _words(SEED.read_text(encoding="utf-8"))


def _read_back(docx: bytes) -> tuple[list[str], list[str]]:
    """The letter's words from the salutation on, and those of its note, as pandoc reads them."""
    notes: list[Any] = []
    words = _words(_text(_split_notes(_pandoc(docx), notes)))
    return words[words.index("Dear") :], _words(_text(notes))


def test_ninety_nine_of_a_hundred_words_stand_as_they_were_sent(docx: bytes) -> None:
    # Words without the marks at them, since most corrections only close a quotation; the next test has all.
    sent, words = (re.findall(r"\w+", " ".join(text)) for text in (_sent(), _read_back(docx)[0]))
    assert len(sent) > 600
    assert SequenceMatcher(None, sent, words, autojunk=False).ratio() >= 0.99


def test_the_corrections_are_the_only_words_that_differ(docx: bytes) -> None:
    text = " ".join(_sent())
    for wrong, right in CORRECTIONS:
        at = text.rindex(wrong) if wrong in {"provide", "involved"} else text.index(wrong)
        text = text[:at] + right + text[at + len(wrong) :]
    words, _ = _read_back(docx)
    assert words == text.split()


def test_the_footnote_is_the_one_that_was_sent(docx: bytes) -> None:
    _, note = _read_back(docx)
    url = "https://www.hikvision.com/content/dam/hikvision/en/brochures/hikvision-financial-report/Hikvision-2020-Annual-Report.PDF"
    assert " ".join(note) == f"p288 ({url} · PDF file accessed 12 August 2021)"


# in the Word file


def _paragraph(document: Any, words: str) -> Any:
    return next(p for p in document.iter(f"{W}p") if words in "".join(p.itertext(f"{W}t")))


def _runs(paragraph: Any) -> list[tuple[str, Any]]:
    return [("".join(map(str, run.itertext(f"{W}t"))), run.find(f"{W}rPr")) for run in paragraph.iter(f"{W}r")]


def test_the_footnote_is_a_real_one(docx: bytes, document: Any) -> None:
    (reference,) = document.iter(f"{W}footnoteReference")
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        notes = etree.fromstring(package.read("word/footnotes.xml"))
    (note,) = (one for one in notes if one.get(f"{W}id") == reference.get(f"{W}id"))
    assert "p288" in "".join(map(str, note.itertext()))


def test_the_projects_are_a_list_that_word_numbers(document: Any) -> None:
    numbered = [p for p in document.iter(f"{W}p") if p.find(f"{W}pPr/{W}numPr") is not None]
    texts = ["".join(p.itertext(f"{W}t")) for p in numbered]
    assert len(texts) == 5
    assert texts[1] == "MoYu Security Protection & Prevention Control System"
    assert len({p.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") for p in numbered}) == 1


def test_the_subject_is_bold(docx: bytes, document: Any) -> None:
    paragraph = _paragraph(document, "Hikvision Notes & Queries")
    style = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        styles = etree.fromstring(package.read("word/styles.xml"))
    in_style = styles.xpath(f"//*[@*[local-name()='styleId']='{style}']/*[local-name()='rPr']/*[local-name()='b']")
    assert in_style or all(run.find(f"{W}b") is not None for _, run in _runs(paragraph))


@pytest.mark.parametrize("words", ["even if they have not contributed to those impacts", "provide information that is"])
def test_what_was_emphasised_is_emphasised(document: Any, words: str) -> None:
    (found,) = [(text, look) for p in document.iter(f"{W}p") for text, look in _runs(p) if words in text]
    look = found[1]
    assert look is not None
    assert look.find(f"{W}i") is not None or look.find(f"{W}rStyle") is not None
    assert '"' not in found[0].translate(ONE_SHAPE)


def test_the_signature_is_a_picture_with_a_description(document: Any) -> None:
    described = [one.get("descr") for one in document.iter("{*}docPr")]
    assert described == ["Signature of Fraser Sampson"]
    assert len(list(document.iter("{*}blip"))) == 1


@outside.needs("soffice", "pdfinfo")
def test_the_letter_has_two_pages_of_a4(docx: bytes, tmp_path: Path) -> None:
    pdf = outside.to_pdf(docx, tmp_path)
    assert outside.pages(pdf) == 2
    facts = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, check=True, text=True).stdout
    assert "(A4)" in facts


def test_openxml_audit_finds_nothing(docx: bytes) -> None:
    assert outside.openxml_audit(docx) == []


def test_ooxml_integrity_finds_nothing(docx: bytes) -> None:
    assert outside.ooxml_integrity(docx) == []


@outside.needs("ooxml-validator")
def test_microsofts_sdk_finds_nothing(docx: bytes) -> None:
    assert outside.open_xml_sdk(docx) == []


@outside.needs("soffice", "java")
def test_verapdf_finds_nothing(docx: bytes, tmp_path: Path) -> None:
    assert outside.verapdf_ua1(outside.to_pdf(docx, tmp_path)) == []


# what the example is made of


def _names() -> set[str]:
    """Parties, projects, dates and figures of the example, by which its own wording would be known."""
    case = yaml.safe_load((EXAMPLE / "case.yaml").read_text(encoding="utf-8"))
    names = {word for party in case["parties"].values() for word in party["name"].split()} - {"System", "Technology"}
    names |= {party["organisation"] for party in case["parties"].values() if "organisation" in party}
    names |= {item for found in case["lists"].values() for item in found["items"]} | {
        "PiShan",
        "MoYu",
        "LuoP",
        "YuTian",
    }
    names |= {"TC179H2TH", "335.99", "21 years", "2020", "2021", "August", "Valued Partners", "Urumqi", "cameras"}
    return {name for name in names if len(name) > 3 and name not in {"Co.", "Ltd."}}


def test_no_shipped_snippet_names_anything_of_the_example() -> None:
    wordings = sorted((REPOSITORY / "snippets").glob("*/*.md"))
    assert wordings
    names = _names()
    assert {"Hikvision", "Sampson", "Zhongzhao", "Justin"} <= names
    for path in wordings:
        text = path.read_text(encoding="utf-8")
        assert [name for name in names if re.search(rf"\b{re.escape(name)}\b", text)] == [], path


def test_the_example_has_no_error_and_no_warning_that_is_not_silenced_with_a_reason(example: Path) -> None:
    done = run("check", example / BRIEF, "--format", "json")
    standing = [one["code"] for one in json.loads(done.out) if not one["silenced"] and one["severity"] != "information"]
    assert standing == []
    silences = yaml.safe_load((example / BRIEF).read_text(encoding="utf-8"))["silence"]
    assert all(len(silence["reason"].split()) > 3 for silence in silences)


def _bare(words: list[str]) -> list[str]:
    stripped = (re.sub(r"[^\w.]+", "", word).strip(".") for word in words)
    return [word for word in stripped if word]


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_holds_every_word_in_order(built: dict[str, bytes], ending: str) -> None:
    kinds = {"docx": "docx", "html": "html", "md": "markdown-smart"}
    text = built[ending].decode("utf-8") if ending == "txt" else ""
    if ending in kinds:
        command = [outside.executable("pandoc"), "--from", kinds[ending], "--to", "json"]
        tree = json.loads(subprocess.run(command, input=built[ending], capture_output=True, check=True).stdout)
        text = _text(_split_notes(tree["blocks"], []))
    text = re.sub(r"\[1\]|(?<=2020)1(?=:)", "", text)
    held = iter(_bare(_words(text)))
    wanted, _ = _read_back(built["docx"])
    assert [word for word in _bare(wanted) if word not in held] == []


MISQUOTED = [
    ("we do not oversee", "we did not oversee"),
    ("are not within", "are within"),
    ("takes our responsibility", "takes our full responsibility"),
    ("words: collaboration", "words: cooperation"),
    ("fostering trust in the", "fostering trust in"),
    ("Finance, Operate", "Finance, Own, Operate"),
    ("legal and policy", "legal and political"),
]


@pytest.mark.parametrize(("right", "wrong"), MISQUOTED)
def test_a_letter_that_misquotes_by_one_word_is_not_built(example: Path, right: str, wrong: str) -> None:
    case = example / "case.yaml"
    text = case.read_text(encoding="utf-8")
    assert right in text
    case.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    done = run("build", example / BRIEF)
    assert done.code == 1
    assert re.search(r"\[quotation-(altered|not-found)\]", done.err)
    assert "case.yaml:" in done.err
    assert not (example / "2021-08-16.docx").exists()


def test_a_source_that_is_changed_by_one_word_stops_the_letter_too(example: Path) -> None:
    source = example / "sources" / "latest-letter.txt"
    text = source.read_text(encoding="utf-8")
    assert "collaboration" in text
    source.write_text(text.replace("collaboration", "correspondence"), encoding="utf-8")
    assert run("build", example / BRIEF).code == 1
