"""Endnotes before the annexes: the letter divided into sections (ECMA-376 part 1, 17.6), and the notes' heading.

Word sets endnotes at the end of the section that cites them where the settings say so (17.11.22). LibreOffice does it
for a continuous section only, so the body begins one of its own, and the annexes are the section after it.
"""

from __future__ import annotations

import re
from typing import Final

BODY: Final = "<?drafter body?>"
ANNEXES: Final = "<?drafter annexes?>"
"""Stand in a letter with endnotes where the body and the first annex begin."""

_SECTION: Final = "<w:sectPr"
_OF_THE_FIRST: Final = re.compile(
    r"<w:(?:header|footer)Reference\b[^>]*/>|<w:(?:titlePg|type)\b[^>]*/>|(?<=<w:pgNumType) w:start=\"[^\"]*\""
    r"|(?<=<w:pgNumType)( [^>]*?) w:start=\"[^\"]*\""
)
"""What a further section does without: it takes headers from the one before, and its pages count on."""
_PARAGRAPH: Final = re.compile(r"<w:p(?: [^>]*)?>(?:(?!<w:p[ >]).)*</w:p>\Z", re.DOTALL)
_HAIRLINE: Final = '<w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'


def divided(text: str, heading: str) -> str:
    """A document with endnotes, with the heading above those of the letter, and above those of the annexes.

    `heading` is a paragraph of `w:pPr` and words. Where the letterhead goes on in a section of its own after the body,
    all notes stand at the end of the document, as its settings say.
    """
    before, found, rest = text.partition(BODY)
    letter, annexed, annexes = rest.partition(ANNEXES)
    if not (found and annexed) or _SECTION in letter or annexes.count(_SECTION) != 1 or not _cites(letter):
        return _headed(text.replace(BODY, "").replace(ANNEXES, ""), heading)
    start = annexes.index(_SECTION)
    end = annexes.index("</w:sectPr>", start) + len("</w:sectPr>")
    own = annexes[start:end]
    further = _OF_THE_FIRST.sub(r"\1", own)
    continuous = further.replace("</w:endnotePr>", '</w:endnotePr><w:type w:val="continuous"/>', 1)
    letter += heading.replace("</w:pPr>", f"{continuous}</w:pPr>", 1)
    content, last = annexes[:start], further
    if _cites(annexes):
        # The title of the first annex begins a page, and what is below it a continuous section.
        content = content.replace("</w:pPr>", f"{further}</w:pPr>", 1) + heading
        last = continuous
    return _ending(before, own) + letter + content + last + annexes[end:]


def _cites(text: str) -> bool:
    return "<w:endnoteReference " in text


def _headed(text: str, heading: str) -> str:
    """The heading as the last paragraph of the document."""
    if not _cites(text):
        return text
    position = text.rindex(_SECTION)
    return text[:position] + heading + text[position:]


def _ending(before: str, section: str) -> str:
    """What stands before the body as a section: its last paragraph bears it, or one that takes no room."""
    last = _PARAGRAPH.search(before, before.rfind("<w:p>")) if before.endswith("</w:p>") else None
    if last is None or _SECTION in last[0] or "<w:pPrChange" in last[0]:
        return f"{before}<w:p>{_HAIRLINE}{section}</w:pPr></w:p>"
    paragraph = last[0]
    if "<w:pPr>" not in paragraph:
        paragraph = paragraph.replace("<w:p>", "<w:p><w:pPr></w:pPr>", 1)
    return before[: last.start()] + paragraph.replace("</w:pPr>", f"{section}</w:pPr>", 1)
