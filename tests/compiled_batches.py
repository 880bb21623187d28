"""Batches that are made both ways: with letters filled in, and in the ordinary way alone."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest

from drafter.batch import making
from drafter.batch.compiled import Compiled
from drafter.batch.letters import Filled, Ordinary
from drafter.batch.making import Made
from drafter.batch.run import Batch, Order
from drafter.batch.tables import Row

Values = tuple[str, ...]


class Desk:
    """A batch of the letters of a brief."""

    def __init__(self, brief: Path, headers: Values, formats: Values = ("docx",)) -> None:
        self.brief, self.headers, self.formats = brief, headers, formats
        self.filled: list[int] = []

    def made(self, rows: Iterable[Values], monkeypatch: pytest.MonkeyPatch, *, compiles: bool) -> list[Made]:
        """The letters of a table; which rows were filled in stands in `filled`."""
        table = self.brief.parent / "recipients.csv"
        with table.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows((self.headers, *rows))
        self.filled = []
        ordinary = Compiled.letter

        def told(compiled: Compiled, row: Row) -> Filled | Ordinary | None:
            letter = ordinary(compiled, row)
            if isinstance(letter, Filled):
                self.filled.append(row.number)
            return letter

        with monkeypatch.context() as patch:
            patch.setattr(Compiled, "letter", told)
            patch.setattr(making, "COMPILES", compiles)
            order = Order(self.brief, table, self.brief.parent / "out", formats=self.formats)
            with Batch(order) as batch:
                return list(batch.check())


def both(desk: Desk, rows: list[Values], monkeypatch: pytest.MonkeyPatch) -> list[Made]:
    """The letters of a table, which both ways make alike."""
    wanted = desk.made(rows, monkeypatch, compiles=False)
    assert desk.filled == []
    made = desk.made(rows, monkeypatch, compiles=True)
    assert made == wanted
    return made
