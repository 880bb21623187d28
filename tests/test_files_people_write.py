"""Cases and briefs with every mistake that people make: each is found at its line, and none is an exception."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter import yaml_files
from drafter.problems import Abort, Finding, Unreadable
from drafter.workshop import Settings, open_brief
from tests.command import run

CASE = """\
title: A matter
sender:
  office: Office of Letters
  signatory: smith
parties:
  smith: {name: Ann Smith, role: Commissioner}
  jones: {name: Bo Jones}
sources:
  reply: {title: letter of 1 May 2026, author: jones, file: sources/reply.txt}
claims:
  no-cameras: {words: We have no cameras, source: reply}
evidence:
  pishan-tender:
    title: A tender
    source: reply
    facts: {term: 21 years}
    passages:
      model: a model
"""
BRIEF = """\
date: 2026-05-02
to: jones
subject: Cameras
body:
  - text: Dear all, we write.
"""
SOURCE = "We have no cameras. This is a model.\n"


def _written(
    folder: Path,
    case: str | bytes | None = CASE,
    brief: str | bytes | None = BRIEF,
    source: str | bytes | None = SOURCE,
) -> Path:
    """A case's folder with these files (nothing for None); gives the brief's path."""
    (folder / "sources").mkdir(exist_ok=True)
    for name, content in (("case.yaml", case), ("letter.yaml", brief), ("sources/reply.txt", source)):
        if content is not None:
            (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder / "letter.yaml"


def _found(brief: Path, *allowed: Path) -> list[Finding]:
    try:
        return list(open_brief(brief, Settings(allowed)).findings)
    except Abort as abort:
        return list(abort.findings)


def _one(found: list[Finding], code: str) -> Finding:
    (finding,) = [finding for finding in found if finding.code == code]
    return finding


def _errors(found: list[Finding]) -> list[str]:
    return [finding.code for finding in found if finding.severity == "error"]


def test_sound_files_have_no_error(tmp_path: Path) -> None:
    assert _errors(_found(_written(tmp_path))) == []


def test_a_misspelt_id_names_the_nearest_with_its_line(tmp_path: Path) -> None:
    finding = _one(_found(_written(tmp_path, brief=BRIEF + "evidence: pishan-tendr\n")), "unknown-id")
    assert finding.message == "evidence: unknown id 'pishan-tendr', did you mean 'pishan-tender'?"
    assert finding.place.file.endswith("letter.yaml")
    assert (finding.place.line, finding.place.text) == (6, "evidence: pishan-tendr")


def test_all_mistakes_of_case_and_brief_are_found_at_once(tmp_path: Path) -> None:
    case = CASE.replace("author: jones", "author: jonas").replace("title: A matter", "titel: A matter")
    brief = BRIEF.replace("2026-05-02", "2 May").replace("to: jones", "to: jone") + "notes: feet\nclaims: [no-camera]\n"
    found = _found(_written(tmp_path, case, brief))
    assert {(Path(one.place.file).name, one.place.line, one.code) for one in found if one.severity == "error"} == {
        ("case.yaml", 1, "unknown-key"),
        ("case.yaml", 1, "value-missing"),
        ("case.yaml", 9, "unknown-id"),
        ("letter.yaml", 1, "value-date"),
        ("letter.yaml", 2, "unknown-id"),
        ("letter.yaml", 6, "value-choice"),
        ("letter.yaml", 7, "unknown-id"),
    }


def test_every_finding_in_a_file_shows_the_line_as_it_stands_there(tmp_path: Path) -> None:
    brief = _written(tmp_path, brief=BRIEF.replace("to: jones", "to: jone") + "notes: feet\nsalutatoin: x\n")
    lines = brief.read_text(encoding="utf-8").splitlines()
    found = [one for one in _found(brief) if one.severity == "error"]
    assert len(found) == 3
    for finding in found:
        assert finding.place.text == lines[finding.place.line - 1]


MISTAKES = [
    ("to: jones", "to: jones\nto: smith", "yaml-duplicate", 3, "it stood first in line 2"),
    ("subject: Cameras", "subject: no", "yaml-surprise", 3, "which YAML reads as yes or no"),
    ("subject: Cameras", "subject: 2021-08-16", "yaml-surprise", 3, "found the date `2021-08-16`"),
    ("subject: Cameras", "subject: 1.10", "yaml-surprise", 3, "found the number `1.10`"),
    ("subject: Cameras", "subject: 12:30:45", "yaml-surprise", 3, "found the number `12:30:45`"),
    ("subject: Cameras", "subject: ~", "value-kind", 3, "found nothing"),
    ("subject: Cameras", "no: Cameras\nsubject: x", "yaml-surprise", 3, "does not take the key `no` for a word"),
    ("subject: Cameras", "subject: Notes: queries", "yaml-syntax", 3, "a colon makes YAML take this for a key"),
    ("subject: Cameras", "subject:\n\tCameras", "yaml-syntax", 4, "a tab stands where YAML wants spaces"),
    ("subject: Cameras", "subject: !!python/name:os.system x", "yaml-tag", 3, "are not used in these files"),
    ("subject: Cameras", "subject: !thing x", "yaml-tag", 3, "tags like '!thing'"),
    ("subject: Cameras", "subject: &a x\nmarking: *a", "yaml-alias", 3, "anchors and aliases"),
    ("subject: Cameras", "<<: {marking: x}\nsubject: x", "yaml-alias", 3, "merge keys"),
    ("subject: Cameras", "? [a, b]\n: x\nsubject: x", "yaml-key", 3, "a key must be a single word"),
    ("subject: Cameras", "subject: {a: b}", "value-kind", 3, "found keys with values"),
    ("subject: Cameras", "subject: a\x07b", "yaml-character", 3, "a control character"),
    ("subject: Cameras", 'subject: "a\\u0007b"', "unusable-character", 3, "U+0007"),
    ("subject: Cameras", 'subject: "a\\U0010FFFDb"', "unusable-character", 3, "U+10FFFD"),
    ("subject: Cameras", "subjct: Cameras", "unknown-key", 3, "unknown key 'subjct', did you mean 'subject'?"),
    ("subject: Cameras\n", "", "value-missing", 1, "'subject' is missing"),
    ("2026-05-02", "2026-02-30", "value-date", 1, "there is no such day as 2026-02-30"),
    ("2026-05-02", "02/05/2026", "value-date", 1, "a date expected, found '02/05/2026'"),
    ("body:\n  - text", "body:\n    text", "value-kind", 5, "a list expected, found keys with values"),
    ("- text: Dear", "- txt: Dear", "unknown-key", 5, "unknown key 'txt', did you mean 'text'?"),
    ("- text: Dear all, we write.", "- just words", "value-kind", 5, "keys with values expected"),
    ("- text: Dear", "- heading: x\n    text: Dear", "item-form", 5, "this one has text and heading"),
    ("- text: Dear all, we write.", "- snippet: opening/further", "unknown-snippet", 5, "unknown snippet"),
    ("subject: Cameras", "subject: x\nprinciples: UNGP 99", "unknown-id", 4, "unknown id 'UNGP 99'"),
]


@pytest.mark.parametrize(("old", "new", "code", "line", "words"), MISTAKES)
def test_a_mistake_in_a_brief_is_found_at_its_line(
    tmp_path: Path, old: str, new: str, code: str, line: int, words: str
) -> None:
    assert old in BRIEF
    brief = _written(tmp_path, brief=BRIEF.replace(old, new, 1))
    finding = next(one for one in _found(brief) if one.code == code)
    assert words in finding.message
    assert finding.place.line == line
    assert finding.severity == "error"


def test_yes_and_no_in_a_list_of_words_are_each_found(tmp_path: Path) -> None:
    found = _found(_written(tmp_path, brief=BRIEF + "copies:\n  - no\n  - Norway\n  - yes\n"))
    assert [one.place.line for one in found if one.code == "yaml-surprise"] == [7, 9]
    assert 'write "no" in quotation marks' in next(one for one in found if one.code == "yaml-surprise").advice


def test_an_unknown_parameter_names_the_nearest_and_a_missing_one_is_asked_for(tmp_path: Path) -> None:
    item = "  - snippet: challenge/impression-contradicted\n    with: {claim: no-cameras, impresion: words}\n"
    found = _found(_written(tmp_path, brief=BRIEF + item))
    unknown = _one(found, "unknown-parameter")
    assert unknown.message.endswith("unknown parameter 'impresion', did you mean 'impression'?")
    assert unknown.place.line == 7
    assert "add `impression: …`" in _one(found, "answer-missing").advice


def test_an_unknown_snippet_names_the_nearest(tmp_path: Path) -> None:
    found = _found(_written(tmp_path, brief=BRIEF + "  - snippet: challenge/impresion-contradicted\n"))
    assert "did you mean 'challenge/impression-contradicted'?" in _one(found, "unknown-snippet").message


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "opening/../../x", "/etc/passwd", "opening", "Opening/X", "a/b/c"]
)
def test_a_snippet_is_named_by_id_and_never_by_path(tmp_path: Path, name: str) -> None:
    found = _found(_written(tmp_path, brief=BRIEF + f"  - snippet: {name}\n"))
    assert _one(found, "unknown-snippet").place.line == 6


@pytest.mark.parametrize("name", ["letter-a5", "../letter-a4", "/tmp/letter-a4"])  # noqa: S108 - a name that is refused
def test_an_unknown_letterhead_names_the_nearest(tmp_path: Path, name: str) -> None:
    done = run("build", _written(tmp_path, brief=BRIEF + f"template: {name}\n"))
    assert done.code == 1
    assert f"unknown letterhead '{name}', did you mean 'letter-a4'?" in done.err
    assert "letter.yaml:6" in done.err


def test_a_case_that_is_a_list_or_empty_or_a_word_is_said(tmp_path: Path) -> None:
    for content, code in (
        ("- a\n- b\n", "value-kind"),
        ("", "file-empty"),
        ("# only\n", "file-empty"),
        ("word", "value-kind"),
    ):
        for case, brief in ((content, BRIEF), (CASE, content)):
            found = _found(_written(tmp_path, case, brief))
            assert code in _errors(found), (case, brief)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252", "latin-1"])
@pytest.mark.parametrize("which", ["case.yaml", "letter.yaml", "sources/reply.txt"])
def test_a_file_in_another_encoding_is_said_with_how_to_save_it(tmp_path: Path, encoding: str, which: str) -> None:
    brief = _written(tmp_path, brief=BRIEF + "  - text: '{{ quote(claim(\"no-cameras\")) }}'\n")
    path = tmp_path / which
    path.write_bytes((path.read_text(encoding="utf-8") + "# é\n").encode(encoding))
    found = _found(brief)
    finding = _one(found, "file-encoding")
    assert "UTF-8" in finding.advice
    if not encoding.startswith("utf-16"):
        assert finding.place.text == "# é"
        assert finding.place.line == path.read_bytes().count(b"\n")


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    marked = [b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() for text in (CASE, BRIEF, SOURCE)]
    assert _errors(_found(_written(tmp_path, *marked))) == []


def test_files_that_are_missing_are_each_said(tmp_path: Path) -> None:
    quoting = BRIEF + "  - text: '{{ quote(claim(\"no-cameras\")) }}'\n"
    brief = _written(tmp_path, brief=quoting, source=None)
    source = _one(_found(brief), "file-missing")
    assert "sources/reply.txt" in source.message
    assert source.place.line == 9
    (tmp_path / "case.yaml").unlink()
    assert "no case.yaml in the brief's folder" in _one(_found(brief), "file-missing").message
    brief.unlink()
    assert "letter.yaml' is not there" in _one(_found(brief), "file-missing").message


def test_a_case_that_the_brief_names_and_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert (
        "'other.yaml' is not there"
        in _one(_found(_written(tmp_path, brief=BRIEF + "case: other.yaml\n")), "file-missing").message
    )


def test_a_folder_in_a_files_place_is_said(tmp_path: Path) -> None:
    _written(tmp_path)
    assert "is a folder" in _one(_found(tmp_path / "sources"), "file-missing").message


def test_a_small_file_that_unfolds_into_a_large_one_is_refused(tmp_path: Path) -> None:
    levels = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40))
    found = _found(_written(tmp_path, case="a0: &a0 [lol]\n" + levels + "\n"))
    assert "yaml-alias" in _errors(found)
    assert len(found) < 2000


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
@pytest.mark.parametrize("which", ["case", "brief"])
def test_nesting_of_100_000_levels_is_refused(tmp_path: Path, opening: str, which: str) -> None:
    deep = opening * 100_000
    found = _found(_written(tmp_path, deep, BRIEF) if which == "case" else _written(tmp_path, CASE, deep))
    assert _errors(found) == ["yaml-depth"]


def test_a_file_too_large_to_be_meant_is_refused(tmp_path: Path) -> None:
    assert _errors(_found(_written(tmp_path, case=b"# " + b"x" * (17 << 20)))) == ["file-too-large"]


# paths outside the case


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the case's, with a source in it."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "reply.txt").write_text(SOURCE, encoding="utf-8")
    return folder


def _quoting(tmp_path: Path, file: str) -> Path:
    inside = tmp_path / "matter"
    inside.mkdir()
    quoting = BRIEF + "  - text: '{{ quote(claim(\"no-cameras\")) }}'\n"
    return _written(inside, CASE.replace("sources/reply.txt", f"'{file}'"), quoting, None)


def test_a_source_above_the_case_is_not_read_unless_allowed(tmp_path: Path, outside: Path) -> None:
    brief = _quoting(tmp_path, "../elsewhere/reply.txt")
    finding = _one(_found(brief), "file-outside")
    assert finding.place.line == 9
    assert "--allow" in finding.advice
    assert _errors(_found(brief, outside)) == []


def test_an_absolute_path_is_not_read_unless_allowed(tmp_path: Path, outside: Path) -> None:
    brief = _quoting(tmp_path, (outside / "reply.txt").as_posix())
    assert "file-outside" in _errors(_found(brief))
    assert _errors(_found(brief, outside)) == []


def test_a_link_out_of_the_case_is_not_read_unless_allowed(tmp_path: Path, outside: Path) -> None:
    brief = _quoting(tmp_path, "sources/reply.txt")
    (brief.parent / "sources" / "reply.txt").symlink_to(outside / "reply.txt")
    assert "file-outside" in _errors(_found(brief))
    assert _errors(_found(brief, outside)) == []


def test_a_folder_whose_name_begins_like_the_cases_is_outside(tmp_path: Path) -> None:
    (tmp_path / "matter-secret").mkdir()
    (tmp_path / "matter-secret" / "reply.txt").write_text(SOURCE, encoding="utf-8")
    assert "file-outside" in _errors(_found(_quoting(tmp_path, "../matter-secret/reply.txt")))


def test_a_case_and_a_signature_outside_are_not_read(tmp_path: Path, outside: Path) -> None:
    (outside / "case.yaml").write_text(CASE, encoding="utf-8")
    brief = _quoting(tmp_path, "sources/reply.txt")
    brief.write_text(BRIEF + "case: ../elsewhere/case.yaml\n", encoding="utf-8")
    assert _errors(_found(brief)) == ["file-outside"]
    (outside / "hand.png").write_bytes(b"\x89PNG")
    signed = CASE.replace("role: Commissioner", "signature: ../elsewhere/hand.png")
    assert "file-outside" in _errors(_found(_written(brief.parent, signed)))


# anything at all

SIGNS = (*"\n:-[]{}&*!|>'\"%@`#? \t,~", "\n  ", "\n    - ", ": ", "<<", "é", "\x00", "{{ x }}", "{% if %}")
TOKENS = [
    "a",
    "no",
    "1",
    "date",
    "to",
    "body",
    "text",
    "snippet",
    "challenge",
    "with",
    "silence",
    "code",
    "2026-05-02",
    "jones",
    "parties",
]
YAMLISH = st.lists(st.sampled_from((*SIGNS, *TOKENS)), max_size=60).map("".join)


def _only_aborts(case: str | bytes, brief: str | bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for finding in _found(_written(Path(folder), case, brief)):
            assert finding.code
            assert finding.message


@settings(max_examples=60)
@given(content=st.binary(max_size=200))
def test_no_bytes_raise_anything_but_findings(content: bytes) -> None:
    _only_aborts(content, BRIEF)
    _only_aborts(CASE, content)


@settings(max_examples=120)
@given(text=YAMLISH)
def test_nothing_like_yaml_raises_anything_but_findings(text: str) -> None:
    _only_aborts(text, BRIEF)
    _only_aborts(CASE, text)
    _only_aborts(CASE, BRIEF + text)
    _only_aborts(CASE + text, BRIEF)


@settings(max_examples=100)
@given(text=st.text(max_size=40), data=st.data())
def test_no_damage_to_sound_files_raises_anything_but_findings(text: str, data: st.DataObject) -> None:
    clean = text.encode("utf-8", "surrogatepass")
    at = data.draw(st.integers(0, len(BRIEF)))
    _only_aborts(CASE, BRIEF[:at].encode() + clean + BRIEF[at:].encode())
    at = data.draw(st.integers(0, len(CASE)))
    _only_aborts(CASE[:at].encode() + clean + CASE[at:].encode(), BRIEF)


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("subject: Complaint #4021 about lifts", "yaml-comment", "put the whole value in quotation marks"),
        ("subject:\n  -One\n  -Two", "yaml-dash", "a space after the dash"),
        ("subject: {{ party('x') }}", "yaml-key", "in quotation marks"),
        ("date: 2025-02-30", "value-date", "no such day as 2025-02-30"),
        ('subject: "Lifts', "yaml-syntax", "never closed"),
        ("to:okafor", "yaml-syntax", "a space after the colon"),
        ('subject: "Lifts" and stairs', "yaml-syntax", "put the whole value in quotation marks"),
        ("lists: {words: It rose to £48,000., at: p. 3}", "yaml-comma", '"It rose to £48,000."'),
        ("lists: {words: 48,000,\n  we say, 'twice'}", "yaml-comma", '"48,000, we say"'),
        (
            "deadline: {date: x, of the council}",
            "yaml-comma",
            'put the whole value in quotation marks: "x, of the council"',
        ),
    ],
)
def test_slips_of_yaml_say_what_to_do_at_the_line_of_the_slip(tmp_path: Path, line: str, code: str, words: str) -> None:
    brief = tmp_path / "b.yaml"
    brief.write_text(f"our_ref: x\n{line}\nbody: [{{text: Words.}}]\n", encoding="utf-8")
    (tmp_path / "case.yaml").write_text("title: x\n", encoding="utf-8")
    try:
        findings = open_brief(brief).findings
    except Unreadable as unreadable:
        findings = unreadable.findings
    found = [finding for finding in findings if finding.code == code]
    assert found
    assert any(words in f"{finding.message} {finding.advice}" for finding in found)
    assert any(finding.place.line in {2, 3} for finding in found)


def test_a_word_file_and_a_case_are_no_briefs(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("title: x\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_bytes(b"PK\x03\x04rest")
    for name, words in (("case.yaml", "this is the case"), ("b.yaml", "a Word file")):
        with pytest.raises(Unreadable, match=words):
            open_brief(tmp_path / name)


@pytest.mark.parametrize("line", ["{words: a, at: }", "{words: 'a', at}", "{words: , at: p}", "{words: [a], at: p}"])
def test_keys_within_braces_that_are_meant_as_keys_are_none_of_a_value_s_rests(line: str) -> None:
    assert not yaml_files.read_text(f"a: {line}", "").findings


@given(st.lists(st.from_regex(r"[a-z0-9£.]{1,6}( [a-z£]{1,4})?", fullmatch=True), min_size=2, max_size=5))
def test_the_whole_of_a_value_cut_by_commas_is_shown(parts: list[str]) -> None:
    whole = ", ".join(parts)
    (finding,) = yaml_files.read_text(f"a: {{words: {whole}, at: p. 3}}", "").findings
    assert (finding.code, finding.advice.partition(": ")[2]) == ("yaml-comma", f'"{whole}"')
