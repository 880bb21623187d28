"""Letters are written whole or not at all, and never over one that somebody changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter import outbox
from drafter.problems import Unreadable, WouldOverwrite
from tests.command import run


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    path = tmp_path / "letter.yaml"
    path.write_text("date: 2026-01-01\n", encoding="utf-8")
    return path


def _files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_new_letter_is_written(brief: Path) -> None:
    target = brief.with_suffix(".txt")
    assert outbox.put(b"one", target, brief)
    assert target.read_bytes() == b"one"


def test_the_same_letter_again_is_no_change(brief: Path) -> None:
    target = brief.with_suffix(".txt")
    outbox.put(b"one", target, brief)
    assert not outbox.put(b"one", target, brief)


def test_a_letter_as_it_was_built_is_built_anew(brief: Path) -> None:
    target = brief.with_suffix(".txt")
    outbox.put(b"one", target, brief)
    assert outbox.put(b"two", target, brief)
    assert target.read_bytes() == b"two"


def test_a_letter_changed_by_hand_is_left_as_it_is(brief: Path) -> None:
    target = brief.with_suffix(".txt")
    outbox.put(b"one", target, brief)
    target.write_bytes(b"one, and a word by hand")
    with pytest.raises(WouldOverwrite, match="changed since drafter built it"):
        outbox.put(b"two", target, brief)
    assert target.read_bytes() == b"one, and a word by hand"


def test_force_writes_over_a_letter_changed_by_hand(brief: Path) -> None:
    target = brief.with_suffix(".txt")
    outbox.put(b"one", target, brief)
    target.write_bytes(b"by hand")
    assert outbox.put(b"two", target, brief, force=True)
    assert target.read_bytes() == b"two"


def test_a_letter_put_back_to_an_older_build_is_left_as_it_is(brief: Path) -> None:
    target = brief.with_suffix(".txt")
    outbox.put(b"one", target, brief)
    outbox.put(b"two", target, brief)
    target.write_bytes(b"one")
    with pytest.raises(WouldOverwrite):
        outbox.put(b"three", target, brief)


def test_a_file_that_drafter_did_not_build_is_left_as_it_is(brief: Path) -> None:
    target = brief.with_suffix(".txt")
    target.write_bytes(b"somebody's own")
    with pytest.raises(WouldOverwrite):
        outbox.put(b"one", target, brief)
    assert target.read_bytes() == b"somebody's own"


@pytest.mark.parametrize("note", [b"not json\n", b"\xff\xfe\n", b"[1]\n", b'{"file": 3}\n', b'{"file": "letter.txt"'])
def test_a_damaged_note_never_lets_a_file_be_overwritten(brief: Path, note: bytes) -> None:
    target = brief.with_suffix(".txt")
    outbox.put(b"one", target, brief)
    (brief.parent / outbox.NOTES).write_bytes(note)
    with pytest.raises(WouldOverwrite):
        outbox.put(b"two", target, brief)
    assert target.read_bytes() == b"one"


def test_nothing_half_written_remains_where_replacing_fails(brief: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = brief.with_suffix(".txt")
    outbox.put(b"one", target, brief)
    before = _files(brief.parent)

    def refuse(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(Unreadable, match="Word may have it open"):
        outbox.put(b"two", target, brief)
    assert target.read_bytes() == b"one"
    assert _files(brief.parent) == before


def test_a_folder_that_is_not_there_is_said(brief: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be written"):
        outbox.put(b"one", brief.parent / "nowhere" / "letter.txt", brief)
    assert not (brief.parent / "nowhere").exists()


def test_the_command_leaves_a_letter_changed_in_word_alone_until_forced(example: Path) -> None:
    brief, letter = example / "2021-08-16.yaml", example / "2021-08-16.docx"
    assert run("build", brief).code == 0
    built = letter.read_bytes()
    letter.write_bytes(built + b"changed")
    refused = run("build", brief)
    assert refused.code == 1
    assert "[would-overwrite]" in refused.err
    assert "--force" in refused.err
    assert letter.read_bytes() == built + b"changed"
    assert run("build", brief, "--force").code == 0
    assert letter.read_bytes() == built
