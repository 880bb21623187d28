"""Values that processes gather are those of a table that is looked through by one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from drafter.batch import gathering
from drafter.batch.columns import match
from drafter.batch.gathering import Gatherer
from drafter.batch.identity import Telling
from drafter.batch.leaks import Index, Leak
from drafter.batch.making import open_base
from drafter.batch.tables import open_table
from drafter.workshop import Settings
from tests.batches import folder, row, table

ROWS = 700


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    return folder(tmp_path / "case")


class Helper(Executor):
    """A process that has begun at once, or never does."""

    def __init__(self, *, begins: bool) -> None:
        self.begins, self.calls = begins, 0

    def submit(self, work: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        self.calls += 1
        future: Future[Any] = Future()
        if self.begins:
            future.set_result(work(*given, **named))
        return future


def gathered(brief: Path, helpers: list[Helper]) -> bytes:
    base = open_base(brief, Settings())
    rows = open_table(brief.parent / "r.csv")
    columns, _ = match(rows, None, base.files.library)
    gatherer = Gatherer(Telling(columns, base.case), Index(), list(helpers))
    gatherer.begin(brief, Settings(), columns)
    for one in rows.read():
        gatherer.add(one)
    gatherer.end(["fixed wording"])
    return gatherer.index.packed()


@pytest.mark.parametrize("begins", [True, False])
def test_whoever_gathers_the_index_is_the_same(brief: Path, *, begins: bool) -> None:
    table(brief.parent / "r.csv", *(row(number) for number in range(1, ROWS + 1)))
    helper = Helper(begins=begins)
    assert gathered(brief, [helper]) == gathered(brief, [])
    assert (helper.calls > 3) == begins


@pytest.mark.parametrize("helpers", [0, 1, 2, 5, 20])
def test_however_many_help_to_sort_it_the_index_is_the_same(helpers: int) -> None:
    index = Index()
    for number in range(1, 500):
        index.add(f"Ann {number % 97} Able", number, "to.name")
        index.add(f"{number} Main Street", number, "to.address")
    index.seal(["fixed wording"], [Helper(begins=True) for _ in range(helpers)])
    assert index.may_leak("Ann 7 Able", 8)
    assert not index.may_leak("Ann 7 Able", 104)
    assert index.leaks(["to Ann 7 Able, 8 Main Street"], 8, ()) == [
        Leak("ann 7 able", 7, "to.name", grave=True, written="Ann 7 Able")
    ]


def test_an_index_of_other_fields_is_not_taken_in() -> None:
    one, other = Index(), Index()
    one.name(["to.name"])
    other.add("Ann Able", 1, "to.role")
    with pytest.raises(ValueError, match=r"to\.role"):
        one.absorb(other.gathered())


def test_a_process_has_another_brief_open(brief: Path) -> None:
    assert gathering.opened(brief.parent / "other.yaml", Settings()) is None
