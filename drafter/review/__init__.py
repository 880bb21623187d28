"""What the person who clears a letter reads: a copy of it with comments, and a sheet of its quotations to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.review.remarks import Remark, Remarks, remarks
from drafter.review.sheet import checked, sheet

if TYPE_CHECKING:
    from drafter.model import Letter

__all__ = ("Remark", "Remarks", "checked", "copy", "remarks", "sheet")


def copy(docx: bytes, letter: Letter, said: Remarks) -> bytes:
    """The review copy of a Word letter: marked as one in header, banner and title, with a comment a remark."""
    # lxml takes longer to import than a letter takes to write.
    from drafter.review.comments import commented

    return commented(docx, letter, said)
