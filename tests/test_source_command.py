"""`drafter source` adds documents to a case, shows them, and says which changed since."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import run

DATA = Path(__file__).parent / "data" / "sources"
CASE = """\
title: Lifts   # what it is about
sender:
  office: The Ombudsman
  signatory: ellis
parties:
  ellis: {name: Morgan Ellis}
  council: {name: Northmere Council}

# Nothing yet.
sources: {}

claims: {}
"""


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "case.yaml").write_text(CASE, encoding="utf-8", newline="")
    (tmp_path / "report.pdf").write_bytes((DATA / "report.pdf").read_bytes())
    monkeypatch.chdir(tmp_path / "case")
    return tmp_path / "case" / "case.yaml"


def add(*more: object, file: str = "../report.pdf", identity: str = "report") -> tuple[int, str, str]:
    done = run("source", "add", file, "--id", identity, "--title", "annual report: 2023", *more)
    return done.code, done.out, done.err


def test_a_document_is_copied_pinned_and_shown(case: Path) -> None:
    code, out, err = add("--author", "council", "--date", "2024-01-31", "--kind", "report")
    assert (code, err) == (0, "")
    assert "sources/report.pdf" in out
    assert (case.parent / "sources" / "report.pdf").read_bytes() == (DATA / "report.pdf").read_bytes()
    text = case.read_text(encoding="utf-8")
    before, after = CASE.split("sources: {}\n")
    assert text.startswith(before)
    assert text.endswith(after)
    assert '  report:\n    title: "annual report: 2023"\n    author: council\n    date: 2024-01-31\n' in text
    shown = run("source", "show", "report", "--page", 1).out
    assert "p. 1, para 1 (heading)\nFindings of the officers\n" in shown
    assert "p. 2" not in shown
    assert run("source", "show", "report").out.count("p. 2, para") > 1
    assert "2024-01-31, council, annual report: 2023 [sources/report.pdf]" in run("source", "list").out
    assert run("check", case).code == 0


def test_a_change_of_the_file_or_its_text_is_found(case: Path) -> None:
    (case.parent / "notes.txt").write_text("We never said so.\n", encoding="utf-8", newline="")
    assert add(file="notes.txt", identity="notes")[0] == 0
    assert add()[0] == 0
    assert run("source", "verify").out == "notes: as it was pinned\nreport: as it was pinned\n"
    (case.parent / "notes.txt").write_text("We always said so.\n", encoding="utf-8", newline="")
    with (case.parent / "sources" / "report.pdf").open("ab") as file:
        file.write(b"\n")
    done = run("source", "verify")
    assert done.code == 1
    assert "notes: changed: the file and its text" in done.out
    assert "report: changed: the file is not the one that was pinned, though the text" in done.out
    assert "[source-changed]" in done.err
    (case.parent / "sources" / "report.pdf").unlink()
    done = run("source", "verify")
    assert (done.code, "report: unreadable" in done.out) == (1, True)


def test_another_file_of_that_name_is_never_overwritten(case: Path) -> None:
    (case.parent / "sources").mkdir()
    (case.parent / "sources" / "report.pdf").write_bytes(b"mine")
    code, _, err = add()
    assert (code, "[would-overwrite]" in err) == (1, True)
    assert (case.parent / "sources" / "report.pdf").read_bytes() == b"mine"
    assert case.read_text(encoding="utf-8") == CASE


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--author", "counsil"), "did you mean 'council'"),
        (("--date", "31.1.2024"), "date"),
        (("--kind", "reprot"), "report"),
        (("--url", "example"), "a web address"),
    ],
)
def test_nothing_is_written_where_anything_is_wrong(case: Path, more: tuple[str, ...], said: str) -> None:
    code, _, err = add(*more)
    assert code == 1
    assert said in err
    assert case.read_text(encoding="utf-8") == CASE
    assert not (case.parent / "sources").exists()


def test_an_id_that_is_there_or_is_none_is_refused(case: Path) -> None:
    assert add()[0] == 0
    held = case.read_bytes()
    code, _, err = add()
    assert (code, "[splice-refused]" in err) == (1, True)
    assert add(identity="Not An Id")[0] == 1
    assert case.read_bytes() == held
    assert run("source", "show", "reprot").code == 1


def test_a_scan_is_added_with_its_transcript_and_translation(case: Path, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("Wir haben nie …\n", encoding="utf-8")
    (tmp_path / "english.txt").write_text("We never …\n", encoding="utf-8")
    more = ("--transcript", "../words.txt", "--translation", "../english.txt", "--translated-by", "A. Clerk")
    code, out, _ = add(*more, "--language", "de")
    assert code == 0
    assert [line for line in out.splitlines() if line.startswith("sources/")] == [
        "sources/report.pdf",
        "sources/words.txt",
        "sources/english.txt",
    ]
    assert "transcript: sources/words.txt\n    translation: sources/english.txt" in case.read_text(encoding="utf-8")
    assert "para 1\nWir haben nie …\n" in run("source", "show", "report").out
    assert run("source", "verify").code == 0


def test_what_cannot_be_read_is_not_added(case: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes((DATA / "report.pdf").read_bytes()[:300])
    code, _, err = add(file="../broken.pdf")
    assert (code, "[source-damaged]" in err) == (2, True)
    assert add(file="../nothing.pdf")[0] == 2
    assert case.read_text(encoding="utf-8") == CASE


def test_the_case_may_be_named_and_a_page_that_is_not_there_is_said(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(case.parent.parent)
    assert run("source", "list").code == 2
    assert add("--case", "case/case.yaml", file="report.pdf")[0] == 0
    done = run("source", "show", "report", "--page", 99, "--case", "case")
    assert (done.code, "there is no page 99" in done.err) == (1, True)
