"""Run as a program of its own, so that a PDF file made to break its reader breaks nothing else.

Reads the lines of a PDF file by PDFium and writes them as JSON: `python pdf_child.py FILE TO`. It imports nothing
of drafter.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any, Final

from drafter.record import Mutable, field

MOST_PAGES: Final = 5_000
MOST_CHARACTERS: Final = 20_000_000
_ITALIC: Final = 0x40
_BOLD: Final = re.compile("bold|black|heavy")
_REFERENCE: Final = re.compile(r"(?:\d{1,3}|[*†‡§]{1,3})(?=\s|$|[.,;:)])")
_RAISED: Final = 0.8
"""A mark less high than this share of its line refers to a note."""
_ENDS: Final = re.compile("\r\n|\r|\n|(?<=[\x02\ufffe])")
"""PDFium ends a line with \\r\\n, or with its own mark where a hyphen ends it."""


def read(content: bytes) -> dict[str, Any]:
    """The pages of a file, or why it is `refused`: password, damaged, pages, characters."""
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
    for number in range(count):
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
    """Reads one page; `styles` remembers how each text object is set."""

    page: Any
    words: Any = None
    styles: dict[int, str] = field(default_factory=dict)

    def read(self) -> dict[str, Any]:
        """Size, lines and, of a page without words, whether it shows a picture."""
        self.words = self.page.get_textpage()
        text = self._text()
        width, height = self.page.get_size()
        lines: list[Any] = []
        at = 0
        for end in (*_ENDS.finditer(text), None):
            line = text[at : end.start() if end else len(text)]
            if line.strip():
                lines.append(self._line(line, at))
            at = end.end() if end else at
        pictured = not lines and self._pictured()
        self.words.close()
        return {"width": width, "height": height, "lines": lines, "pictured": pictured}

    def _text(self) -> str:
        """The page's text, a character for each of PDFium's."""
        import pypdfium2.raw

        count = self.words.count_chars()
        text = str(self.words.get_text_range()) if count > 0 else ""
        if len(text) == count:
            return text
        codes = (pypdfium2.raw.FPDFText_GetUnicode(self.words, number) for number in range(count))
        return "".join(chr(code) if 0 < code < 0x110000 else " " for code in codes)

    def _line(self, line: str, at: int) -> list[Any]:
        """A line: its words, its box, its size, the spans of each style, and the marks that are raised."""
        first = at + len(line) - len(line.lstrip())
        last = at + len(line.rstrip()) - 1
        left, bottom, _, top = self._box(first)
        _, bottom_2, right, top_2 = self._box(last)
        middle = self._box((first + last) // 2)
        size = max(top - bottom, top_2 - bottom_2, middle[3] - middle[1])
        styles: list[list[Any]] = []
        for word in re.finditer(r"\S+", line):
            style = self._style(at + word.start())
            if styles and styles[-1][2] == style:
                styles[-1][1] = word.end()
            else:
                styles.append([word.start(), word.end(), style])
        box = [min(left, right), min(bottom, bottom_2), max(left, right), max(top, top_2)]
        marks = (match.span() for match in _REFERENCE.finditer(line))
        raised = [
            [self._raised_from(line, at, mark, size), mark[1]]
            for mark in marks
            if self._height(at + mark[1] - 1) < size * _RAISED
        ]
        return [line, *[round(edge, 2) for edge in box], round(size, 2), styles, raised]

    def _raised_from(self, line: str, at: int, mark: tuple[int, int], size: float) -> int:
        """Where the raised part of a mark begins: of '20201' perhaps at the last digit."""
        start = mark[1] - 1
        while start > mark[0] and not line[start - 1].isspace() and self._height(at + start - 1) < size * _RAISED:
            start -= 1
        return start

    def _box(self, number: int) -> tuple[float, float, float, float]:
        import pypdfium2.raw

        box = pypdfium2.raw.FS_RECTF()
        pypdfium2.raw.FPDFText_GetLooseCharBox(self.words, number, box)
        return float(box.left), float(box.bottom), float(box.right), float(box.top)

    def _height(self, number: int) -> float:
        box = self._box(number)
        return box[3] - box[1]

    def _style(self, number: int) -> str:
        """The style of a character: `i`, `b`, both, or neither."""
        import ctypes

        import pypdfium2.raw

        shown = pypdfium2.raw.FPDFText_GetTextObject(self.words, number)
        key = ctypes.cast(shown, ctypes.c_void_p).value or 0
        if key not in self.styles:
            buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
            pypdfium2.raw.FPDFText_GetFontInfo(self.words, number, buffer, 128, flags)
            name = buffer.value.decode("utf-8", "replace").lower()
            italic = "ital" in name or "obli" in name or bool(flags.value & _ITALIC and flags.value >= 0)
            self.styles[key] = ("i" if italic else "") + ("b" if _BOLD.search(name) else "")
        return self.styles[key]

    def _pictured(self) -> bool:
        import pypdfium2.raw

        count = min(1000, pypdfium2.raw.FPDFPage_CountObjects(self.page))
        kinds = (
            pypdfium2.raw.FPDFPageObj_GetType(pypdfium2.raw.FPDFPage_GetObject(self.page, number))
            for number in range(count)
        )
        return any(kind == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE for kind in kinds)


if __name__ == "__main__":
    try:
        made = read(Path(sys.argv[1]).read_bytes())
    except ImportError:
        made = {"refused": "reader"}
    Path(sys.argv[2]).write_text(json.dumps(made), encoding="ascii")
