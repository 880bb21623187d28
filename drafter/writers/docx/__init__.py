"""Letters as Word files: `prepare` compiles a letterhead once, `write` fills it in for each letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.writers.docx.prepared import Prepared
from drafter.writers.docx.writing import drafts, packed, write

if TYPE_CHECKING:
    from drafter.problems import Finding
    from drafter.writers.docx.inspection import Inspection

__all__ = ("Prepared", "drafts", "inspect", "packed", "prepare", "write")


def prepare(letterhead: bytes, base: bytes, name: str) -> tuple[Prepared, tuple[Finding, ...]]:
    """A letterhead compiled for `write`, and what is wrong or doubtful in it.

    `letterhead` and `base` are .docx files; styles that the letterhead lacks come from the base; `name` is the file
    that findings show. With a finding that is an error, do not write. Raises problems.Unreadable for a file that is
    no Word document, or that carries what a letterhead must not: macros, links to other files, fields that fetch.
    """
    # lxml and python-docx take longer to import than a letter takes to write, and a cached letterhead needs neither.
    from drafter.writers.docx.letterhead import prepare as compiled

    return compiled(letterhead, base, name)


def inspect(letterhead: bytes, base: bytes, name: str) -> Inspection:
    """What a letterhead holds, what is wrong with it, and what may have been overlooked; raises as `prepare`."""
    from drafter.writers.docx.inspection import inspect as inspected

    return inspected(letterhead, base, name)
