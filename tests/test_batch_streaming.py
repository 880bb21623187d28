"""A table of any length is streamed: what is kept of a row is its letter's name and a few hashes."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

from drafter.batch.run import Batch, Order
from tests.batches import folder, row, table

ROWS = 6_000
MOST = 600
"""Bytes that may be kept of a row: 100,000 rows then take no more than 60 MB."""


def peak(brief: Path, recipients: Path) -> int:
    """The most memory that looking through a table takes, in bytes."""
    tracemalloc.start()
    try:
        with Batch(Order(brief, recipients, brief.parent / "out")) as batch:
            assert batch.survey.total
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_little_is_kept_of_each_row(tmp_path: Path) -> None:
    brief = folder(tmp_path / "case")
    few = table(tmp_path / "few.csv", *(row(n) for n in range(1, 101)))
    many = table(tmp_path / "many.csv", *(row(n) for n in range(1, ROWS + 1)))
    peak(brief, few)
    assert peak(brief, many) - peak(brief, few) < MOST * ROWS


def test_many_rows_of_one_name_are_named_and_said_in_short_order(tmp_path: Path) -> None:
    recipients = table(tmp_path / "same.csv", *(row(1) for _ in range(3_000)))
    with Batch(Order(folder(tmp_path / "case"), recipients, tmp_path / "out", name="letter")) as batch:
        assert [batch.survey.names[n] for n in (0, 1, 2_999)] == ["letter", "letter-2", "letter-3000"]
        for code in ("output-twice", "recipient-twice"):
            told = [one.message for one in batch.survey.findings if one.code == code]
            assert len(told) == 1_001
            assert told[-1] == "the same is true of 1999 more rows"
