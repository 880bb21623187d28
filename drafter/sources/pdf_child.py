"""Run as a program of its own, so that a PDF file made to break its reader breaks nothing else.

Reads the lines of a PDF file, or of a part of its pages, by PDFium and writes them as MessagePack:
`python pdf_child.py FILE TO PART PARTS`. Of drafter it imports what records are, and nothing else.
"""

from __future__ import annotations

import gc
import re
import sys
from ctypes import addressof, c_int, create_string_buffer
from pathlib import Path
from typing import Any, Final

from drafter.record import Mutable, field, packed

MOST_PAGES: Final = 5_000
MOST_CHARACTERS: Final = 20_000_000
_ITALIC: Final = 0x40
_BOLD: Final = re.compile("bold|black|heavy")
_REFERENCE: Final = re.compile(r"(?:\d{1,3}|[*†‡§]{1,3})(?=\s|$|[.,;:)])")
_RAISED: Final = 0.8
"""A mark less high than this share of its line refers to a note."""
_ENDS: Final = re.compile("\r\n?|[\n\x02\ufffe]")
"""PDFium ends a line with \\r\\n, or with its own mark where a hyphen ends it."""
_BREAKS: Final = frozenset(("\r\n", "\r", "\n"))
_WORD: Final = re.compile(r"\S+")
_FROM_RIGHT: Final = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def read(content: bytes, part: int = 0, parts: int = 1) -> dict[str, Any]:
    """The pages of a part of a file, or why it is `refused`: password, damaged, pages, characters."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        return {"refused": "password" if "password" in str(error).lower() else "damaged"}
    if count > MOST_PAGES:
        return {"refused": "pages"}
    pages: list[Any] = []
    characters = 0
    for number in range(count * part // parts, count * (part + 1) // parts):
        try:
            page = document[number]
            read_page = _Page(page).read()
            page.close()
        except pypdfium2.PdfiumError:
            read_page = {"width": 0, "height": 0, "lines": [], "damaged": True}
        characters += sum(len(line[0]) for line in read_page["lines"])
        if characters > MOST_CHARACTERS:
            return {"refused": "characters"}
        pages.append(read_page)
    return {"pages": pages}


class _Page(Mutable):
    """Reads one page; asks PDFium as little as it can, because each question takes longer than its answer."""

    page: Any
    words: Any = None
    raw: Any = None
    handle: Any = None
    box: Any = None
    loose: Any = None
    styles: dict[int, str] = field(default_factory=dict)
    """What each font looks like, by its address."""

    def read(self) -> dict[str, Any]:
        """Size, lines and, of a page without words, whether it shows a picture."""
        import pypdfium2.raw

        self.raw = pypdfium2.raw
        self.box, self.loose = self.raw.FS_RECTF(), self.raw.FPDFText_GetLooseCharBox
        self.words = self.page.get_textpage()
        self.handle = self.words.raw
        text = self._text()
        width, height = self.page.get_size()
        lines: list[Any] = []
        at = 0
        for end in _ENDS.finditer(text):
            line = text[at : end.start() if end[0] in _BREAKS else end.end()]
            if line.strip():
                lines.append(self._line(line, at))
            at = end.end()
        if text[at:].strip():
            lines.append(self._line(text[at:], at))
        pictured = not lines and self._pictured()
        self.words.close()
        return {"width": width, "height": height, "lines": lines, "pictured": pictured}

    def _text(self) -> str:
        """The page's text, a character for each of PDFium's."""
        count = self.words.count_chars()
        text = str(self.words.get_text_range()) if count > 0 else ""
        if len(text) == count:
            return text
        codes = (self.raw.FPDFText_GetUnicode(self.words, number) for number in range(count))
        return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " " for code in codes)

    def _line(self, line: str, at: int) -> list[Any]:
        """A line: its words, its box, its size, the spans of each style, and the marks that are raised."""
        start, after = len(line) - len(line.lstrip()), len(line.rstrip())
        first, last = at + start, at + after - 1
        left, bottom, _, top = self._box(first)
        _, bottom_2, right, top_2 = self._box(last)
        size = max(top - bottom, top_2 - bottom_2, self._height((first + last) // 2))
        raised = []
        for match in _REFERENCE.finditer(line):
            end = match.end()
            if self._height(at + end - 1) < size * _RAISED:
                raised.append([self._raised_from(line, at, match.span(), size), end])
        return [
            line,
            round(min(left, right), 2),
            round(min(bottom, bottom_2), 2),
            round(max(left, right), 2),
            round(max(top, top_2), 2),
            round(size, 2),
            self._styles(line, at, start, after),
            raised,
        ]

    def _raised_from(self, line: str, at: int, mark: tuple[int, int], size: float) -> int:
        """Where the raised part of a mark begins: of '20201' perhaps at the last digit."""
        start = mark[1] - 1
        while start > mark[0] and not line[start - 1].isspace() and self._height(at + start - 1) < size * _RAISED:
            start -= 1
        return start

    def _box(self, number: int) -> tuple[float, float, float, float]:
        box = self.box
        self.loose(self.handle, number, box)
        return box.left, box.bottom, box.right, box.top

    def _height(self, number: int) -> float:
        box = self.box
        self.loose(self.handle, number, box)
        return float(box.top - box.bottom)

    def _styles(self, line: str, at: int, start: int, after: int) -> list[list[Any]]:
        """The spans of words that are set alike; the first begins at `start`, and the last ends before `after`."""
        first, shown = self._object(at + start)
        # PDFium keeps together what one text object shows, but where writing runs from the right.
        if first and first == self._object(at + after - 1)[0] and (line.isascii() or not _FROM_RIGHT.search(line)):
            return [[start, after, self._style(shown, at + start)]]
        styles: list[list[Any]] = []
        for word in _WORD.finditer(line):
            number = at + word.start()
            style = self._style(self._object(number)[1], number)
            if styles and styles[-1][2] == style:
                styles[-1][1] = word.end()
            else:
                styles.append([word.start(), word.end(), style])
        return styles

    def _object(self, number: int) -> tuple[int, Any]:
        """The text object that a character is part of, and its address: 0 where PDFium put the character in."""
        shown = self.raw.FPDFText_GetTextObject(self.handle, number)
        return (addressof(shown.contents) if shown else 0), shown

    def _style(self, shown: Any, number: int) -> str:
        """The style of a text object, one of whose characters is named: `i`, `b`, both, or neither."""
        font = self.raw.FPDFTextObj_GetFont(shown) if shown else None
        key = addressof(font.contents) if font else 0
        if key not in self.styles:
            buffer, flags = create_string_buffer(128), c_int()
            self.raw.FPDFText_GetFontInfo(self.handle, number, buffer, 128, flags)
            name = buffer.value.decode("utf-8", "replace").lower()
            italic = "ital" in name or "obli" in name or bool(flags.value & _ITALIC and flags.value >= 0)
            self.styles[key] = ("i" if italic else "") + ("b" if _BOLD.search(name) else "")
        return self.styles[key]

    def _pictured(self) -> bool:
        raw = self.raw
        count = min(1000, raw.FPDFPage_CountObjects(self.page))
        kinds = (raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(self.page, number)) for number in range(count))
        return any(kind == raw.FPDF_PAGEOBJ_IMAGE for kind in kinds)


if __name__ == "__main__":
    gc.disable()  # nothing made here is let go before the end
    try:
        made = read(Path(sys.argv[1]).read_bytes(), int(sys.argv[3]), int(sys.argv[4]))
    except ImportError:
        made = {"refused": "reader"}
    Path(sys.argv[2]).write_bytes(packed(made))
