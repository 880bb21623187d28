"""Word letters become PDF files that everybody can read, the same ones each time, or it is said why not."""

from __future__ import annotations

import http.server
import io
import socket
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pytest

from drafter.model import Heading, Letter, Link, Note, Paragraph, Question, Sender, Signatory, Table, Text
from drafter.pdf import Office, OfficeFailed, OfficeMissing, WordLetter, find_office
from drafter.writers.docx import prepare, write
from tests import outside
from tests.letterheads import BASE

LETTERHEAD, _ = prepare(BASE, BASE, "letter-a4.docx")
NEEDS_LIBREOFFICE = outside.needs("soffice")
NEEDS_SCRIPTS = pytest.mark.skipif(sys.platform == "win32", reason="Windows runs no scripts by their first line")


def words(text: str) -> tuple[Text]:
    return (Text(text),)


def docx(question: str = "What did you decide?") -> bytes:
    """A letter with what older LibreOffices could not tag: a link and a note."""
    note = Note(
        (
            Paragraph(
                (Text("See "), Link(words("the report"), "https://example.org/report")),
            ),
        )
    )
    letter = Letter(
        language="en-GB",
        title="Questions",
        date="16 August 2021",
        dated="2021-08-16",
        sender=Sender(("The Office",), "Jo Doe", "Commissioner", (), "https://example.org/"),
        addressees=(("Ann Other",),),
        salutation="Dear Ms Other",
        subject=("Questions",),
        body=(
            Heading(words("Background"), 1),
            Paragraph((Text("It was reported"), note, Text("."))),
            Question((Paragraph(words(question)),), 1),
            Table((words("Year"), words("Cost")), ((words("2020"), words("£5")),)),
        ),
        closing="Yours sincerely",
        signatories=(Signatory("Jo Doe", ("Commissioner",), None),),
    )
    return write(letter, LETTERHEAD)


def letter(name: str = "letter.docx", content: bytes | None = None) -> WordLetter:
    return WordLetter(name, "2021-08-16", docx() if content is None else content)


@contextmanager
def script(folder: Path, code: str, seconds: int = 60) -> Iterator[Office]:
    """An office that is a Python script, with the folder of its PDF files in `out` and the letters in `files`."""
    path = folder / "soffice"
    read = "import pathlib, sys\nout = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])\n"
    files = "files = [pathlib.Path(name) for name in sys.argv if name.endswith('.docx')]\n"
    path.write_text(f"#!{sys.executable}\n{read}{files}{code}\n", encoding="utf-8")
    path.chmod(0o755)
    with Office(str(path), seconds=seconds) as office:
        yield office


def pdf_by(producer: str) -> bytes:
    written = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.docinfo["/Producer"] = producer
        document.save(written)
    return written.getvalue()


def words_of(made: bytes) -> str:
    with pikepdf.open(io.BytesIO(made)) as document:
        return str(document.pages[0].obj["/Words"])


@NEEDS_LIBREOFFICE
@outside.needs("java", "pdfinfo")
def test_a_letter_becomes_a_pdf_that_screen_readers_can_read(tmp_path: Path) -> None:
    with Office(find_office()) as office:
        (made,), doubtful = office.convert([letter()])
    path = tmp_path / "letter.pdf"
    path.write_bytes(made)
    if doubtful:
        pytest.skip(doubtful[0].message)
    assert outside.verapdf_ua1(path) == []
    assert outside.pages(path) == 1
    with pikepdf.open(path) as document:
        assert str(document.docinfo["/Title"]) == "Questions"
        assert str(document.docinfo["/CreationDate"]) == "D:20210816000000Z"
        assert str(document.Root.Lang) == "en-GB"


@NEEDS_LIBREOFFICE
def test_a_letter_becomes_the_same_bytes_alone_and_among_others(monkeypatch: pytest.MonkeyPatch) -> None:
    with Office(find_office()) as office:
        (alone,), _ = office.convert([letter()])
        among, _ = office.convert([letter("a", docx("Who?")), letter("b"), letter("c", docx("When?"))])
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LC_ALL", "C")
    with Office(find_office()) as office:
        (elsewhere,), _ = office.convert([letter()])
    assert among[1] == alone == elsewhere
    assert len({*among}) == 3


@NEEDS_LIBREOFFICE
def test_letters_that_cannot_be_converted_are_named() -> None:
    broken = b"PK\x03\x04 and nothing more"
    with Office(find_office()) as office, pytest.raises(OfficeFailed) as stop:
        office.convert([letter(), letter("Ann.docx", broken), letter("Bo.docx", broken)])
    assert [(one.code, one.place.file) for one in stop.value.findings] == [
        ("libreoffice-failed", "Ann.docx"),
        ("libreoffice-failed", "Bo.docx"),
    ]


@NEEDS_LIBREOFFICE
def test_nothing_is_fetched_that_a_letter_names() -> None:
    asked: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - as above

    with http.server.HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with Office(find_office()) as office:
            office.convert([letter(content=_with_linked_picture(f"http://127.0.0.1:{server.server_port}/x.png"))])
        server.shutdown()
    assert asked == []


def _with_linked_picture(address: str) -> bytes:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    picture = (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing"><wp:extent cx="9525" cy="9525"/>'
        f'<wp:docPr id="99" name="x" descr="x"/><a:graphic xmlns:a="{drawing}/main"><a:graphicData '
        f'uri="{drawing}/picture"><pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr><pic:cNvPr id="99" name="x"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{relations}" r:link="rIdFar"/></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9525" cy="9525"/></a:xfrm><a:prstGeom prst="rect"/>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p><w:sectPr"
    )
    relation = f'<Relationship Id="rIdFar" Type="{relations}/image" Target="{address}" TargetMode="External"/>'
    changes = {
        "word/document.xml": ("<w:sectPr", picture),
        "word/_rels/document.xml.rels": ("</Relationships>", f"{relation}</Relationships>"),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx())) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            found, put = changes.get(name, ("", ""))
            text = old.read(name)
            assert found.encode() in text
            new.writestr(name, text.replace(found.encode(), put.encode(), 1) if found else text)
    return packed.getvalue()


def test_where_there_is_no_libreoffice_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(OfficeMissing) as stop:
        find_office(places=())
    (finding,) = stop.value.findings
    assert (finding.code, finding.severity) == ("libreoffice-missing", "error")
    assert "libreoffice.org" in finding.advice
    assert "DRAFTER_SOFFICE" in finding.advice


def test_a_named_office_that_is_not_there_is_not_replaced_by_another(tmp_path: Path) -> None:
    with pytest.raises(OfficeMissing) as stop:
        find_office(str(tmp_path / "soffice"))
    assert str(tmp_path / "soffice") in stop.value.findings[0].message


@NEEDS_SCRIPTS
def test_the_named_office_goes_before_the_path_and_the_path_before_usual_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named, on_path, usual = (tmp_path / name / "soffice" for name in ("named", "on_path", "usual"))
    for path in (named, on_path, usual):
        path.parent.mkdir()
        path.write_text("#!/bin/sh\n", encoding="utf-8")
        path.chmod(0o755)
    monkeypatch.setenv("PATH", str(on_path.parent))
    places = (str(tmp_path / "nowhere" / "soffice"), str(usual))
    assert find_office(str(named), places) == str(named)
    assert find_office("", places) == str(on_path)
    monkeypatch.setenv("PATH", "")
    assert find_office("", places) == str(usual)


@NEEDS_SCRIPTS
@pytest.mark.parametrize(
    ("producer", "codes"),
    [
        ("LibreOffice 7.4.7.2 (X86_64)", ["libreoffice-old"]),
        ("LibreOffice 24.8", ["libreoffice-old"]),
        ("something else", ["libreoffice-old"]),
        ("LibreOffice 25.2.3.2 (X86_64) / LibreOffice Community", []),
        ("LibreOffice 26.8", []),
    ],
)
def test_an_office_too_old_for_accessible_files_is_warned_of_once(
    tmp_path: Path, producer: str, codes: list[str]
) -> None:
    made = f"for file in files: (out / file.name).with_suffix('.pdf').write_bytes({pdf_by(producer)!r})"
    with script(tmp_path, made) as office:
        converted, doubtful = office.convert([letter("a"), letter("b")])
    assert len(converted) == 2
    assert [(one.code, one.severity) for one in doubtful] == [(code, "warning") for code in codes]


@NEEDS_SCRIPTS
@pytest.mark.parametrize(
    "code", ["sys.exit(1)", "(out / '0.pdf').write_bytes(b'%PDF-1.7 broken')", "(out / '0.pdf').touch()"]
)
def test_an_office_that_fails_gives_no_file(tmp_path: Path, code: str) -> None:
    with script(tmp_path, code) as office, pytest.raises(OfficeFailed) as stop:
        office.convert([letter("Ann.docx")])
    assert [one.place.file for one in stop.value.findings] == ["Ann.docx"]


@NEEDS_SCRIPTS
def test_an_office_that_hangs_is_ended_with_what_it_started(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        code = f"""import os, socket
held = socket.create_connection(("127.0.0.1", {server.getsockname()[1]}))
os.fork()
held.recv(1)"""
        with script(tmp_path, code, seconds=3) as office, pytest.raises(OfficeFailed) as stop:
            office.convert([letter("Ann.docx")])
        assert "did not end within 3 seconds" in stop.value.findings[0].message
        server.settimeout(30)
        connection, _ = server.accept()
        with connection:
            connection.settimeout(30)
            assert connection.recv(1) == b""  # closed, as neither process lives


@NEEDS_SCRIPTS
def test_many_letters_are_converted_in_their_order(tmp_path: Path) -> None:
    made = pdf_by("LibreOffice 25.2")
    calls = tmp_path / "calls"
    code = f"""with open({str(calls)!r}, "a") as file: file.write(f"{{len(files)}} ")
for file in files:
    words = b'/Words (' + file.read_bytes() + b') /MediaBox'
    (out / file.name).with_suffix('.pdf').write_bytes({made!r}.replace(b'/MediaBox', words))"""
    letters = [letter(str(number), str(number).encode()) for number in range(120)]
    with script(tmp_path, code) as office:
        converted, _ = office.convert(letters)
        assert office.convert([]) == ([], ())
    assert [words_of(one) for one in converted] == [str(number) for number in range(120)]
    assert calls.read_text(encoding="utf-8").split() == ["50", "50", "20"]


@NEEDS_SCRIPTS
def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    with script(tmp_path, "sys.exit(1)") as office, pytest.raises(OfficeFailed):
        office.convert([letter()])
    assert list(temporary.iterdir()) == []


@NEEDS_SCRIPTS
def test_a_program_that_cannot_be_started_is_no_office(tmp_path: Path) -> None:
    path = tmp_path / "soffice"
    path.write_bytes(b"\0not a program")
    path.chmod(0o755)
    with Office(str(path)) as office, pytest.raises(OfficeMissing) as stop:
        office.convert([letter()])
    assert str(path) in stop.value.findings[0].message
