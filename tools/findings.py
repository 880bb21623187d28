"""Writes the table of docs/findings.md from the pages in docs/findings: `python tools/findings.py`."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE = re.compile(r"# (?P<code>[a-z-]+)\n\n\*(?P<severity>[^*]+)\.\*\s+(?P<words>.+?)\n\n", re.DOTALL)


def table() -> str:
    """The table: each code with its severity and the first sentence of its page."""
    rows = ["| code | severity | what is wrong |", "|---|---|---|"]
    for path in sorted((DOCS / "findings").glob("*.md")):
        page = PAGE.match(path.read_text(encoding="utf-8"))
        if page is None:
            raise SystemExit(f"{path.name} does not begin with its code, its severity and what is wrong")
        words = re.split(r"(?<=[.:]) (?=[A-Z])", " ".join(page["words"].split()))[0].rstrip(".")
        code = page["code"]
        rows.append(f"| [`{code}`](findings/{code}.md) | {page['severity'].lower()} | {words} |")
    return "\n".join(rows) + "\n"


def page() -> str:
    """The whole page: what stands before the table stays as it is."""
    head = (DOCS / "findings.md").read_text(encoding="utf-8").partition("| code |")[0]
    return head + table()


if __name__ == "__main__":
    (DOCS / "findings.md").write_text(page(), encoding="utf-8", newline="\n")
