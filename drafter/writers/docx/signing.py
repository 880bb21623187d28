"""The place where a letter is signed: one signatory below another, or side by side in a table without lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from drafter.writers.docx.prepared import Manner
from drafter.writers.docx.wordml import BREAK, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from drafter.model import Picture, Signatory

_TOGETHER: Final = 4
"""So many signatories stay on one page; more may go on to the next."""
_GAP: Final = 227
_GRID: Final = (
    f'<w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
    f'<w:right w:w="{_GAP}" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0"'
    ' w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
)


def signed(
    signatories: tuple[Signatory, ...],
    how: Literal["below", "beside", "table"],
    manner: Manner,
    drawing: Callable[[Picture], str],
    width: int,
) -> str:
    """Paragraphs or a table; `drawing` makes the content of a run, `width` is that of the text in twentieths."""
    if len(signatories) > _TOGETHER:
        manner = _loose(manner)
    if how == "below" or len(signatories) < 2:
        return "".join(_picture(one, manner, drawing) + _name(one, manner) for one in signatories)
    columns = 2 if how == "table" else _columns(len(signatories))
    widths = [width // columns] * columns
    widths[-1] += width - sum(widths)
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    rows = "".join(
        _rows(signatories[start : start + columns], widths, manner, drawing)
        for start in range(0, len(signatories), columns)
    )
    return f"<w:tbl><w:tblPr>{_GRID}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _columns(count: int) -> int:
    """At most three, and no row with one signatory alone where two rows can be alike."""
    return 2 if count in {2, 4} else 3


def _rows(
    signatories: tuple[Signatory, ...], widths: list[int], manner: Manner, drawing: Callable[[Picture], str]
) -> str:
    """A row of pictures, if there are any, standing on the row of names; both on one page."""
    pictures = [_picture(one, manner, drawing) or _paragraph(manner.kept, "") for one in signatories]
    pictures += [_paragraph(manner.kept, "")] * (len(widths) - len(signatories))
    names = [_name(one, manner) for one in signatories]
    names += [_paragraph(manner.paragraph, "")] * (len(widths) - len(signatories))
    above = _row(pictures, widths, '<w:vAlign w:val="bottom"/>') if any(one.picture for one in signatories) else ""
    return above + _row(names, widths, "")


def _row(cells: list[str], widths: list[int], properties: str) -> str:
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{written}</w:tr>"


def _picture(signatory: Signatory, manner: Manner, drawing: Callable[[Picture], str]) -> str:
    if signatory.picture is None:
        return ""
    return _paragraph(manner.kept, f"<w:r>{drawing(signatory.picture)}</w:r>")


def _name(signatory: Signatory, manner: Manner) -> str:
    roles = "".join(BREAK + words(role) for role in signatory.roles)
    return _paragraph(
        manner.paragraph,
        f"<w:r>{manner.run}{words(signatory.name)}</w:r>" + (f"<w:r>{roles}</w:r>" if roles else ""),
    )


def _paragraph(properties: str, content: str) -> str:
    return f"<w:p>{properties}{content}</w:p>"


def _loose(manner: Manner) -> Manner:
    """The same, but not kept with what follows, whatever the style says."""
    bare = re.sub(r"<w:keepNext\b[^>]*/>", "", manner.paragraph) or "<w:pPr></w:pPr>"
    loose = re.sub(r"^<w:pPr>(<w:pStyle\b[^>]*/>)?", r'\g<0><w:keepNext w:val="0"/>', bare)
    return Manner(loose, manner.kept, manner.run)
