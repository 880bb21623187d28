"""Batches as an officer runs them: what is written, what stops them, and what the letters say."""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from shutil import copytree, which
from typing import Any, BinaryIO

import pytest
import yaml
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.batch.run import Batch, Order
from drafter.problems import Unreadable
from tests.batches import BRIEF, HEADERS, files, folder, row, single, table
from tests.command import run
from tests.outside import openxml_audit


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    return folder(tmp_path / "case")


def manifest(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]


def events(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_each_row_becomes_a_letter(brief: Path, tmp_path: Path) -> None:
    recipients = table(tmp_path / "r.csv", row(1), row(2))
    done = run("batch", brief, "-r", recipients, "-o", tmp_path / "out", "--format", "txt")
    assert done.code == 0
    made = files(tmp_path / "out")
    assert list(made) == ["2024-05-06-Firm-1-Ltd.txt", "2024-05-06-Firm-2-Ltd.txt", "manifest.jsonl"]
    letter = made["2024-05-06-Firm-2-Ltd.txt"].decode()
    assert "Person2 Family2" in letter
    assert "2 High Street\nAB2 2CD" in letter
    assert "YR/00002" in letter
    assert "We were told that all is well at site 2. It rained." in letter
    assert "Firm 1" not in letter
    assert "2 rows checked: 2 good" in done.out


@pytest.mark.parametrize("ending", ["docx", "html", "md", "txt"])
def test_a_letter_of_a_batch_is_byte_for_byte_that_of_a_single_build(brief: Path, tmp_path: Path, ending: str) -> None:
    cells = row(1, to__name="Zoë O'Brien & Söhne <GmbH>", words="that *all* is {{ well }} & <good>")
    recipients = table(tmp_path / "r.csv", cells, row(2))
    done = run("batch", brief, "-r", recipients, "-o", tmp_path / "out", "--format", ending)
    assert done.code == 0, done.err
    alone = single(brief.parent / "alone", dict(zip(HEADERS, cells, strict=True)), tmp_path / "alone", ending)
    assert files(tmp_path / "out")[f"2024-05-06-Firm-1-Ltd.{ending}"] == alone


def test_nothing_is_written_unless_all_rows_are_good_and_all_faults_are_told_at_once(
    brief: Path, tmp_path: Path
) -> None:
    recipients = table(tmp_path / "r.csv", row(1), row(2, words=""), row(3, contract="nrth"))
    done = run("batch", brief, "-r", recipients, "-o", tmp_path / "out")
    assert done.code == 1
    assert not (tmp_path / "out").exists()
    assert "[cell-blank]" in done.err
    assert "r.csv:3, column 'words'" in done.err
    assert "did you mean 'north'" in done.err
    assert "r.csv:4, column 'contract'" in done.err
    assert re.search(r"rows with errors: 2, 3\nin \S*r.csv they are the lines 3, 4\n", done.out)


def test_keep_going_writes_the_good_rows_and_exits_3(brief: Path, tmp_path: Path) -> None:
    recipients = table(tmp_path / "r.csv", row(1), row(2, to__name=""), row(3))
    done = run("batch", brief, "-r", recipients, "-o", tmp_path / "out", "--keep-going")
    assert done.code == 3
    assert sorted(files(tmp_path / "out")) == [
        "2024-05-06-Firm-1-Ltd.docx",
        "2024-05-06-Firm-3-Ltd.docx",
        "manifest.jsonl",
    ]
    assert "rows with errors: 2" in done.out


def test_the_manifest_says_what_was_made_of_what(brief: Path, tmp_path: Path) -> None:
    from hashlib import sha256

    recipients = table(tmp_path / "r.csv", row(1), row(2))
    run("batch", brief, "-r", recipients, "-o", tmp_path / "out", "--format", "txt", "--format", "docx")
    header, *entries = manifest(tmp_path / "out")
    assert header["inputs"]["../r.csv"] == sha256(recipients.read_bytes()).hexdigest()
    assert {"../case/brief.yaml", "../case/case.yaml", "../case/snippets/paragraph/remark.md"} <= header[
        "inputs"
    ].keys()
    assert list(header["letterheads"]) == ["letter-a4"]
    assert [(one["row"], one["file"].rpartition(".")[2]) for one in entries] == [
        (1, "txt"), (1, "docx"), (2, "txt"), (2, "docx"),
    ]  # fmt: skip
    for one in entries:
        assert one["sha256"] == sha256((tmp_path / "out" / one["file"]).read_bytes()).hexdigest()


def test_what_a_cell_holds_is_never_markup(brief: Path, tmp_path: Path) -> None:
    remark = "**Not** {{ strong }} and {% nothing %} <b>&amp;"
    recipients = table(tmp_path / "r.csv", row(1, remark=remark, words="# no heading"))
    done = run("batch", brief, "-r", recipients, "-o", tmp_path / "out", "--format", "txt")
    assert done.code == 0, done.err
    assert f"We were told # no heading. {remark}" in files(tmp_path / "out")["2024-05-06-Firm-1-Ltd.txt"].decode()


NAMES = st.text(
    st.characters(exclude_categories=("C", "Z")) | st.sampled_from(" '&<>*_`\"؛אب北"), min_size=1, max_size=300
).filter(lambda text: bool(text.strip()))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(NAMES, min_size=1, max_size=4, unique=True))
def test_any_name_stands_in_its_letter_as_it_is_typed(
    names: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    at = tmp_path_factory.mktemp("names")
    brief = folder(at / "case")
    recipients = table(at / "r.csv", *(row(n, to__name=name.strip()) for n, name in enumerate(names, 1)))
    done = run("batch", brief, "-r", recipients, "-o", at / "out", "--format", "txt", "--name", "{row}")
    if done.code == 0:
        for number, name in enumerate(names, 1):
            assert name.strip() in (at / "out" / f"{number:04}.txt").read_text(encoding="utf-8")
    else:
        assert done.code == 1
        assert not (at / "out").exists()


def test_questions_are_chosen_and_added_by_the_row(brief: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    people = [
        {"to": {"name": "Ann Able"}, "queries": ["who"]},
        {"to": {"name": "Bob Best"}, "queries": ["many", "Is it *wet* {{ there }}?"]},
        {"to": {"name": "Cid Cole"}, "queries": "whoo"},
    ]
    path.write_text(yaml.safe_dump(people), encoding="utf-8")
    done = run("batch", brief, "-r", path, "-o", tmp_path / "out", "--format", "txt", "--keep-going")
    assert done.code == 3
    assert "the brief has no question 'whoo', did you mean 'who'?" in done.err
    ann, bob, _ = files(tmp_path / "out").values()
    assert b"Who cleans them?" in ann
    assert b"How many" not in ann
    assert b"How many drains have you?" in bob
    assert b"Is it *wet* {{ there }}?" in bob


def test_only_and_limit_choose_rows_and_keep_their_names(brief: Path, tmp_path: Path) -> None:
    same = [row(n, to__organisation="Firm Ltd") for n in (1, 2, 3)]
    recipients = table(tmp_path / "r.csv", *same)
    done = run("batch", brief, "-r", recipients, "-o", tmp_path / "out", "--only", "2-3", "--limit", "1")
    assert done.code == 0
    assert "[output-twice]" in done.err
    assert sorted(files(tmp_path / "out")) == ["2024-05-06-Firm-Ltd-2.docx", "manifest.jsonl"]
    run("batch", brief, "-r", recipients, "-o", tmp_path / "out", "--only", "Person3")
    assert sorted(files(tmp_path / "out"))[:2] == ["2024-05-06-Firm-Ltd-2.docx", "2024-05-06-Firm-Ltd-3.docx"]
    assert [one["row"] for one in manifest(tmp_path / "out")[1:]] == [3, 2]


def test_the_plan_shows_who_gets_what_and_writes_no_letter(brief: Path, tmp_path: Path) -> None:
    recipients = table(tmp_path / "r.csv", row(1, to__name="=1+2<b>"), row(2, contract="nrth"))
    done = run("batch", brief, "-r", recipients, "-o", tmp_path / "out", "--plan")
    assert done.code == 1
    assert sorted(files(tmp_path / "out")) == ["plan.csv", "plan.html"]
    assert "many; who" in done.out
    page = (tmp_path / "out" / "plan.html").read_text(encoding="utf-8")
    assert "=1+2&lt;b&gt;" in page
    assert "<b>" not in page
    assert "'=1+2<b>" in (tmp_path / "out" / "plan.csv").read_text(encoding="utf-8-sig")
    assert "paragraph/remark" in page
    assert "error: unknown-id" in page


def test_events_for_other_programs_are_lines_of_json(brief: Path, tmp_path: Path) -> None:
    recipients = table(tmp_path / "r.csv", row(1), row(2, words=""))
    done = run("batch", brief, "-r", recipients, "-o", tmp_path / "out", "--format", "json", "--keep-going")
    told = events(done.out)
    assert [one["event"] for one in told] == ["checked", "checked", "finding", "written", "done"]
    assert (told[2]["code"], told[2]["column"], told[2]["line"]) == ("cell-blank", "words", 3)
    assert told[-1]["failed_rows"] == [2]
    assert done.err == ""


def test_quiet_prints_only_the_summary(brief: Path, tmp_path: Path) -> None:
    recipients = table(tmp_path / "r.csv", row(1, to__organisation="x"), row(1, to__organisation="x"))
    done = run("batch", brief, "-r", recipients, "-o", tmp_path / "out", "--quiet")
    assert (done.code, done.err) == (0, "")
    assert "2 warnings" not in done.err


def test_rows_that_come_twice_are_told(brief: Path, tmp_path: Path) -> None:
    recipients = table(tmp_path / "r.csv", row(1), row(2), row(1))
    done = run("batch", brief, "-r", recipients, "-o", tmp_path / "out")
    assert "row 3: the recipient is that of row 1 again [recipient-twice]" in done.err
    assert "row 3: the letter is word for word that of row 1 [letter-equal]" in done.err


def test_a_salutation_of_somebody_else_is_an_error(brief: Path, tmp_path: Path) -> None:
    brief.write_text(f"salutation: Dear Mr Brown\n{BRIEF}", encoding="utf-8")
    recipients = table(tmp_path / "r.csv", row(1, to__name="Bob Brown"), row(2))
    done = run("batch", brief, "-r", recipients, "-o", tmp_path / "out")
    assert done.code == 1
    assert "'Dear Mr Brown' does not fit the addressee, Person2 Family2 [salutation-misfit]" in done.err
    assert "rows with errors: 2" in done.out


def test_a_brief_or_table_is_never_written_over(brief: Path, tmp_path: Path) -> None:
    recipients = table(tmp_path / "Firm-1-Ltd.txt", row(1))
    before = recipients.read_bytes()
    done = run(
        "batch", brief, "-r", recipients, "-o", tmp_path, "--format", "txt", "--name", "{to.organisation}", "--force"
    )
    assert done.code == 1
    assert "[would-overwrite]" in done.err
    assert recipients.read_bytes() == before


@pytest.mark.parametrize("early", [0, 1 << 30], ids=["from the first", "where it pays"])
def test_two_processes_make_the_same_files_as_one(
    brief: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, early: int
) -> None:
    monkeypatch.setattr("drafter.batch.run._EARLY", early)
    monkeypatch.setattr("drafter.batch.run._PAYS", 0)
    recipients = table(tmp_path / "r.csv", *(row(n) for n in range(1, 400)))
    one = run("batch", brief, "-r", recipients, "-o", tmp_path / "one", "--format", "txt")
    two = run("batch", brief, "-r", recipients, "-o", tmp_path / "two", "--format", "txt", "--jobs", "2")
    assert (one.code, two.code) == (0, 0)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_an_unknown_field_of_a_name_stops_with_those_that_are_known(brief: Path, tmp_path: Path) -> None:
    recipients = table(tmp_path / "r.csv", row(1))
    done = run("batch", brief, "-r", recipients, "-o", tmp_path / "out", "--name", "{to.organization}")
    assert done.code == 2
    assert "did you mean 'to.organisation'?" in done.err


@pytest.mark.skipif(not which("soffice"), reason="LibreOffice is not installed")
def test_pdf_files_are_made_once_and_only_again_for_changed_rows(brief: Path, tmp_path: Path) -> None:
    recipients = table(tmp_path / "r.csv", row(1), row(2))
    command = ("batch", brief, "-r", recipients, "-o", tmp_path / "out", "--pdf")
    assert run(*command).code == 0
    first = files(tmp_path / "out")
    assert [name for name in first if name.endswith(".pdf")] == [f"2024-05-06-Firm-{n}-Ltd.pdf" for n in (1, 2)]
    assert "0 files written, 4 unchanged" in run(*command).out
    assert files(tmp_path / "out") == first
    table(recipients, row(1), row(2, words="that it changed"))
    assert "2 files written, 2 unchanged" in run(*command).out


@pytest.mark.skipif(not which("soffice") or not which("pdftotext"), reason="LibreOffice or poppler is not installed")
def test_the_pdf_file_of_a_letter_that_was_changed_by_hand_says_what_the_letter_says(
    brief: Path, tmp_path: Path
) -> None:
    recipients, out = table(tmp_path / "r.csv", row(1)), tmp_path / "out"
    assert run("batch", brief, "-r", recipients, "-o", out).code == 0
    (letter,) = out.glob("*.docx")
    document = Document(str(letter))
    document.add_paragraph("Added by hand.")
    document.save(str(letter))
    changed = table(tmp_path / "r.csv", row(1, words="that it changed"))
    for table_ in (recipients, changed):
        run("batch", brief, "-r", table_, "-o", out, "--pdf")
        text = subprocess.run(["pdftotext", letter.with_suffix(".pdf"), "-"], capture_output=True, check=True).stdout
        assert b"Added by hand." in text
        assert b"that it changed" not in text


def test_a_folder_of_briefs_is_a_batch_too(brief: Path, tmp_path: Path) -> None:
    brief.unlink()
    for name, other in (("one", "Ann Able"), ("two", "Bob Best")):
        alone = folder(tmp_path / name, f"to: them\n{BRIEF}")
        case = (alone.parent / "case.yaml").read_text(encoding="utf-8")
        them = f"parties:\n  them: {{name: {other}}}\n"
        (alone.parent / "case.yaml").write_text(case.replace("parties:\n", them), encoding="utf-8")
        (brief.parent / f"{name}.yaml").write_text(f"case: ../{name}/case.yaml\nto: them\n{BRIEF}", encoding="utf-8")
    command = ("batch", brief.parent, "--format", "txt", "--allow", tmp_path)
    done = run(*command)
    assert done.code == 0, done.err
    made = files(brief.parent / "letters")
    assert list(made) == ["manifest.jsonl", "one.txt", "two.txt"]
    assert b"We write to Bob Best" in made["two.txt"]
    assert "../one.yaml" in manifest(brief.parent / "letters")[1]["inputs"]
    two = brief.parent / "two.yaml"
    two.write_text(two.read_text(encoding="utf-8").replace("about", "and Ann Able about"), encoding="utf-8")
    done = run(*command)
    assert done.code == 1
    assert "'Ann Able', which is to of row 1 [leak]" in done.err


def test_a_brief_without_a_table_is_told(brief: Path) -> None:
    done = run("batch", brief)
    assert done.code == 2
    assert "a table of recipients" in done.err


def test_any_executor_can_do_the_work(brief: Path, tmp_path: Path) -> None:
    order = Order(brief, table(tmp_path / "r.csv", *(row(n) for n in range(1, 80))), tmp_path / "out")
    with Batch(order) as here, Batch(order) as there, ThreadPoolExecutor(1) as executor:
        assert list(here.check()) == list(there.check(executor))


class Meddling(ThreadPoolExecutor):
    """Changes a file after the batch was begun and before its letters are made."""

    file: Path

    def submit(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        self.file.write_text(self.file.read_text(encoding="utf-8").replace("Drains", "Sewers"), encoding="utf-8")
        return super().submit(work, *args, **more)


def test_a_file_that_changes_while_letters_are_made_stops_the_batch(brief: Path, tmp_path: Path) -> None:
    order = Order(brief, table(tmp_path / "r.csv", row(1)), tmp_path / "out")
    with Batch(order) as batch, Meddling(1) as executor:
        executor.file = brief
        with pytest.raises(Unreadable) as stopped:
            list(batch.check(executor))
    assert [finding.code for finding in stopped.value.findings] == ["process-differs"]
    assert "brief.yaml" in stopped.value.findings[0].message


@pytest.fixture
def nothing_held(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This process plays one that makes letters, and holds none yet."""
    held: list[BinaryIO] = []
    monkeypatch.setattr("drafter.batch.processes._HELD", held)
    yield
    for file in held:
        file.close()


class AtOnce(Executor):
    """As a process that is always there in time: it does here and now what it is given."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(work(*args, **more))
        except Exception as error:  # noqa: BLE001 - a future holds whatever was raised
            done.set_exception(error)
        return done


class Dying(AtOnce):
    """As executors whose process was killed after so many tasks."""

    lives = 0

    def submit(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        if not Dying.lives:
            raise BrokenExecutor
        Dying.lives -= 1
        return super().submit(work, *args, **more)


@pytest.mark.parametrize(("pays", "begun"), [(0, 1), (1 << 30, 0)], ids=["much is left", "little is left"])
@pytest.mark.usefixtures("nothing_held")
def test_another_process_begins_where_enough_is_left_for_it(
    brief: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pays: int, begun: int
) -> None:
    processes: list[AtOnce] = []

    def process() -> AtOnce:
        processes.append(AtOnce())
        return processes[-1]

    monkeypatch.setattr("drafter.batch.run._PAYS", pays)
    monkeypatch.setattr("drafter.batch.processes.Process", process)
    recipients = table(tmp_path / "r.csv", *(row(n) for n in range(1, 201)))
    done = run("batch", brief, "-r", recipients, "-o", tmp_path / "out", "--limit", "150", "--jobs", "2")
    assert (done.code, len(processes)) == (0, begun), done.err


class Busy(AtOnce):
    """As a process that is at its letters until these are asked for."""

    made = given = 0

    def submit(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        if work.__name__ == "_write":
            Busy.given += sum(isinstance(letter, bytes) for letter, _ in args[0])
        if work.__name__ != "_lay":
            return super().submit(work, *args, **more)

        class Asked(Future[Any]):
            def done(self) -> bool:
                return False

            def result(self, timeout: float | None = None) -> Any:  # noqa: ARG002
                Busy.made += len(args[0])
                return work(*args, **more)

        return Asked()


@pytest.mark.usefixtures("nothing_held")
@pytest.mark.parametrize("formats", [("docx",), ("docx", "html")])
def test_letters_that_are_made_here_and_elsewhere_are_written_alike(
    brief: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, formats: tuple[str, ...]
) -> None:
    recipients = table(tmp_path / "r.csv", *(row(n) for n in range(1, 201)))
    chosen = [part for one in formats for part in ("--format", one)]
    one = run("batch", brief, "-r", recipients, "-o", tmp_path / "one", *chosen)
    monkeypatch.setattr("drafter.batch.run._EARLY", 0)
    monkeypatch.setattr("drafter.batch.processes.Process", Busy)
    monkeypatch.setattr(Busy, "made", 0)
    monkeypatch.setattr(Busy, "given", 0)
    two = run("batch", brief, "-r", recipients, "-o", tmp_path / "two", *chosen, "--jobs", "2")
    assert (one.code, two.code) == (0, 0), two.err
    assert 0 < Busy.made < 200
    assert Busy.given > 0  # it writes what was made here, too
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert one.out.replace("one", "two") == two.out


@pytest.mark.parametrize("lives", range(3))
def test_a_process_that_dies_stops_the_batch_with_nothing_written(
    brief: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lives: int
) -> None:
    monkeypatch.setattr("drafter.batch.run._EARLY", 0)
    monkeypatch.setattr("drafter.batch.processes.Process", Dying)
    monkeypatch.setattr(Dying, "lives", lives)
    recipients = table(tmp_path / "r.csv", row(1))
    done = run("batch", brief, "-r", recipients, "-o", tmp_path / "out", "--jobs", "2")
    assert done.code == 2
    assert "[process-lost]" in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["O'Brien & Söhne <GmbH>", "שלום בע״מ", "北京水务公司", "The Rt Hon " * 27 + "X"])
def test_word_files_with_strange_names_are_sound(brief: Path, tmp_path: Path, name: str) -> None:
    recipients = table(tmp_path / "r.csv", row(1, to__name=name))
    done = run("batch", brief, "-r", recipients, "-o", tmp_path / "out")
    assert done.code == 0, done.err
    letter = files(tmp_path / "out")["2024-05-06-Firm-1-Ltd.docx"]
    assert openxml_audit(letter) == []
    assert name in "".join(Document(io.BytesIO(letter)).element.body.itertext())


def test_the_example_and_the_session_of_the_documentation_are_true(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = Path(__file__).parent.parent
    copytree(repository / "examples" / "batch", tmp_path / "batch")
    monkeypatch.chdir(tmp_path / "batch")
    page = (repository / "docs" / "batch.md").read_text(encoding="utf-8")
    session = page.partition("```console\n")[2].partition("```")[0].splitlines()
    command = session[1].removeprefix("$ drafter ").split()
    done = run(*command)
    assert done.code == 0, done.err
    assert done.out.splitlines() == session[2:]


@pytest.mark.usefixtures("nothing_held")
def test_a_folder_in_which_processes_may_hold_nothing_is_told(
    brief: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by a system that refuses; the letters are made in this process, so that it can be made to."""

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("drafter.batch.run._EARLY", 0)
    monkeypatch.setattr("drafter.batch.processes.Process", AtOnce)
    monkeypatch.setattr("drafter.batch.processes.tempfile.TemporaryFile", refused)
    recipients = table(tmp_path / "r.csv", row(1))
    done = run("batch", brief, "-r", recipients, "-o", tmp_path / "out", "--jobs", "2")
    assert done.code == 2
    assert "[not-writable]" in done.err
    assert "Permission denied" in done.err
