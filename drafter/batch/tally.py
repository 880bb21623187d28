"""Adds up what was found in the rows of a batch: what concerns many rows is said once."""

from __future__ import annotations

from typing import Final

from drafter.problems import Finding
from drafter.record import Mutable, field

MOST: Final = 5_000
"""Different findings that are kept; those of further rows are only counted, and stand in the manifest."""
_ROWS: Final = 1_000


class Tally(Mutable):
    """The findings of all rows, each with how many rows it concerns and the first of them."""

    rows: int = 0
    bad: dict[int, int] = field(default_factory=dict)
    """The rows with errors, each with its line in the file."""
    failed: int = 0
    silenced: int = 0
    more: int = 0
    _found: dict[Finding, tuple[int, int]] = field(default_factory=dict)

    def add(self, row: int, line: int, findings: tuple[Finding, ...], *, good: bool, silenced: int = 0) -> None:
        """Add a row, which stands in a line of the file."""
        self.rows += 1
        self.silenced += silenced
        if not good:
            self.failed += 1
            if len(self.bad) < _ROWS:
                self.bad[row] = line
        for finding in findings:
            if finding in self._found:
                first, count = self._found[finding]
                self._found[finding] = first, count + 1
            elif len(self._found) < MOST:
                self._found[finding] = row, 1
            else:
                self.more += 1

    def listed(self) -> list[tuple[Finding, int, int]]:
        """Each finding, the first row that it concerns, and how many; an unused silence only where no row uses it."""
        return [
            (finding, first, count)
            for finding, (first, count) in self._found.items()
            if finding.code != "silence-unused" or count == self.rows
        ]
