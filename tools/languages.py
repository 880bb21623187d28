"""Writes into each language file what CLDR says, as Babel holds it: months, dates, lists, numbers, plurals.

`python tools/languages.py` brings every shipped file up to date; `python tools/languages.py de` prints the part for a
new language. tests/test_languages.py fails where a file and Babel differ.
"""

# A script, in no package.

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Final

from babel import Locale
from babel.numbers import get_group_symbol

LANGUAGES: Final = Path(__file__).parent.parent / "drafter" / "languages"
FIRST: Final = "cldr: # taken from CLDR by tools/languages.py: do not edit\n"
COUNTED: Final = range(201)
PART: Final = re.compile(re.escape(FIRST) + r"(?:  .*\n)*")
FIELDS: Final = {"d": "{day}", "MMMM": "{month}", "y": "{year}"}


def cldr_part(code: str) -> str:
    """The lines of a language file that hold what CLDR says."""
    locale = Locale.parse(code, sep="-")
    months, short = (
        ", ".join(_quoted(locale.months["format"][width][number]) for number in range(1, 13))
        for width in ("wide", "abbreviated")
    )
    patterns = locale.list_patterns["standard"]
    entries = {
        "months": f"[{months}]",
        "short_months": f"[{short}]",
        "date": _quoted(_date(locale.date_formats["long"].pattern)),
        "between": _quoted(_separator(patterns["middle"])),
        "two": _quoted(_separator(patterns["2"])),
        "last": _quoted(_separator(patterns["end"])),
        "thousands": _quoted(get_group_symbol(locale)),
        "plurals": f"{{{', '.join(_plurals(locale))}}}",
        "millions": locale.plural_form(1_000_000),
    }
    return FIRST + "".join(f"  {key}: {value}\n" for key, value in entries.items())


def _plurals(locale: Locale) -> list[str]:
    """For each plural but `other`, the numbers up to 200 that take it."""
    taken: dict[str, list[int]] = {}
    for number in COUNTED:
        taken.setdefault(locale.plural_form(number), []).append(number)
    return [f"{name}: {numbers}" for name, numbers in taken.items() if name != "other"]


def _date(pattern: str) -> str:
    """A pattern of CLDR (`d 'de' MMMM`) with names for its fields (`{day} de {month}`)."""
    pieces = re.findall(r"'([^']*)'|([A-Za-z]+)|([^'A-Za-z]+)", pattern)
    return "".join(literal or (FIELDS[field] if field else other) for literal, field, other in pieces)


def _separator(pattern: str) -> str:
    return pattern.removeprefix("{0}").removesuffix("{1}")


def _quoted(text: str) -> str:
    """A text in YAML's double quotes; spaces that look like others are written out."""
    return json.dumps(text, ensure_ascii=False).replace("\u00a0", r"\u00a0").replace("\u202f", r"\u202f")


def main(codes: list[str]) -> None:
    """Print the part for each code, or bring every file up to date."""
    for code in codes:
        sys.stdout.write(cldr_part(code))
    for path in [] if codes else sorted(LANGUAGES.glob("*.yaml")):
        part = cldr_part(path.stem)
        text = PART.sub(lambda _, part=part: part, path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
