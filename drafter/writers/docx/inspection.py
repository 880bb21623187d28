"""Says what a letterhead holds, and what a designer might have overlooked that stops no letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from drafter.problems import Finding, Place
from drafter.record import Record
from drafter.writers.docx.instructions import text_of
from drafter.writers.docx.letterhead import Examined, examine
from drafter.writers.docx.marks import place_words
from drafter.writers.docx.opening import Element, W
from drafter.writers.docx.parts import BLOCK_MARKS
from drafter.writers.docx.styles import NEEDED

_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_DECORATIVE: Final = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_BOX: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}txbx"
_TWENTIETHS_PER_MM: Final = 1440 / 25.4


class Inspection(Record):
    """What a letterhead holds and lacks."""

    findings: tuple[Finding, ...]
    paper: tuple[int, int]
    """Width and height of its first page in millimetres; zeros where it does not say."""
    places: tuple[tuple[str, tuple[str, ...]], ...]
    """By story (the document, each header and footer that holds marks): its marks in order."""
    unplaced: tuple[str, ...]
    """The marks that no first page has; what they stand for goes after the part that comes before."""
    styles: tuple[str, ...]
    """The styles that a letter uses and that the letterhead brings."""
    missing: tuple[str, ...]
    """Those that it lacks."""


def inspect(letterhead: bytes, base: bytes, name: str) -> Inspection:
    """See the package's `inspect`."""
    examined = examine(letterhead, base, name)
    stories = examined.marked
    first = examined.first_page()
    missing = tuple(examined.styles.missing)
    return Inspection(
        findings=(*examined.findings, *_pictures(examined, name), *_repeated(first, name), *_language(examined, name)),
        paper=_paper(examined.package.trees[examined.package.main]),
        places=tuple((one.story, tuple(dict.fromkeys(one.names))) for one in stories.values() if one.names),
        unplaced=examined.unplaced(),
        styles=tuple(style for _, style in NEEDED if style not in missing),
        missing=missing,
    )


def _pictures(examined: Examined, name: str) -> Iterator[Finding]:
    """Pictures that a reader who does not see them is told nothing of (PDF/UA-1, 7.3)."""
    for part, marked in examined.marked.items():
        for drawing in examined.package.trees[part].iter(_DRAWING):
            if not _says_what_it_shows(drawing) and next(drawing.iterancestors(_FALLBACK), None) is None:
                paragraph = next(drawing.iterancestors(f"{W}p"), None)
                where = marked.story if paragraph is None else place_words(marked.story, paragraph)
                advice = (
                    "In Word, right-click it and choose View Alt Text: write what it shows, or mark it as decorative."
                )
                message = f"{where}: the picture '{drawing.get('name', '')}' has no alternative text"
                place = Place(name, 0, "" if paragraph is None else text_of(paragraph))
                yield Finding("letterhead-picture-silent", "warning", message, place, advice)


def _says_what_it_shows(drawing: Element) -> bool:
    if (drawing.get("descr") or drawing.get("title") or "").strip():
        return True
    decorative = any(one.get("val") in {"1", "true"} for one in drawing.iter(_DECORATIVE))
    # Words in a text box speak for themselves.
    return decorative or next(drawing.getparent().iter(_TEXT_BOX), None) is not None


def _repeated(first: list[str], name: str) -> Iterator[Finding]:
    """Blocks that would be printed more than once on the first page."""
    for mark, count in Counter(first).items():
        if count > 1 and mark in BLOCK_MARKS:
            message = f"{{{{ {mark} }}}} stands {count} times, so each letter shows it {count} times"
            yield Finding("letterhead-mark-repeated", "warning", message, Place(name), "Keep one of them.")


def _language(examined: Examined, name: str) -> Iterator[Finding]:
    """The letter brings its language, but the letterhead's own words are proofed and read aloud in it too."""
    package = examined.package
    styles = package.trees[package.related("styles")]
    named = any(one.get(f"{W}val") for one in styles.iterfind(f"{W}docDefaults//{W}lang"))
    if not named:
        message = "the letterhead does not say which language its own words are in"
        advice = "They count as in the letter's language; set another in Word with Review > Language."
        yield Finding("letterhead-language-unsaid", "information", message, Place(name), advice)


def _paper(document: Element) -> tuple[int, int]:
    size: Element = next(document.iter(f"{W}pgSz"), None)
    try:
        width, height = (round(int(size.get(W + one, "0")) / _TWENTIETHS_PER_MM) for one in ("w", "h"))
    except (AttributeError, ValueError):
        return 0, 0
    return width, height
