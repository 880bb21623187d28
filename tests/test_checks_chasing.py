"""A letter that misses an answer before it is due says what is not so yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checking import Desk

CHASER = "  - snippet: opening/no-reply\n    with: {{sent: 2025-05-01, matter: the cameras{due}}}\n"


@pytest.mark.parametrize(
    ("due", "early"),
    [(", due: 2025-06-16", True), (", due: 2025-06-02", True), (", due: 2025-05-30", False), ("", False)],
)
def test_an_answer_is_missed_only_once_its_day_has_passed(tmp_path: Path, due: str, *, early: bool) -> None:
    assert ("chased-early" in Desk(tmp_path).codes("", body=CHASER.format(due=due))) is early
