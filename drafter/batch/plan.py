"""The plan of a batch as a table: recipient, claims, evidence, questions and wording, for a browser and for a sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from drafter.batch.making import Made
from drafter.problems import Finding

HEADERS: Final = ("row", "file", "to", "claims", "evidence", "queries", "snippets", "findings")
_FORMULA: Final = ("=", "+", "-", "@", "\t")


def cells(name: str, made: Made) -> tuple[str, ...]:
    """The cells of a row."""
    outline = made.outline
    lists = (outline.claims, outline.evidence, outline.queries, outline.snippets, _codes(made.findings))
    return (str(made.row), name, outline.to, *("; ".join(one) for one in lists))


def _codes(findings: Iterable[Finding]) -> tuple[str, ...]:
    told = (one for one in findings if one.severity != "information" and one.code != "silence-unused")
    return tuple(dict.fromkeys(f"{one.severity}: {one.code}" for one in told))


def as_csv(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """The plan as CSV, line by line; a cell that a sheet would take for a formula begins with an apostrophe."""
    for row in (HEADERS, *rows):
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerow([f"'{one}" if one.startswith(_FORMULA) else one for one in row])
        yield text.getvalue()


def as_html(title: str, rows: Iterable[tuple[str, ...]], findings: Iterable[str]) -> Iterator[str]:
    """The plan as a page that needs nothing else."""
    yield (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n<style>\n'
        "body { font: 16px/1.4 sans-serif; margin: 2em; }\n"
        "table { border-collapse: collapse; }\n"
        "th, td { border: 1px solid #888; padding: 0.3em 0.5em; text-align: start; vertical-align: top; }\n"
        "thead th { position: sticky; top: 0; background: #fff; }\n"
        f"tr.error td:last-child {{ font-weight: bold; }}\n</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n"
    )
    told = [f"<li>{escape(one)}</li>\n" for one in findings]
    if told:
        yield f"<h2>Findings</h2>\n<ul>\n{''.join(told)}</ul>\n"
    yield (
        "<table>\n<thead>\n<tr>"
        + "".join(f'<th scope="col">{one}</th>' for one in HEADERS)
        + "</tr>\n</thead>\n<tbody>\n"
    )
    for row in rows:
        kind = ' class="error"' if "error:" in row[-1] else ""
        yield f"<tr{kind}>" + "".join(f'<td dir="auto">{escape(one)}</td>' for one in row) + "</tr>\n"
    yield "</tbody>\n</table>\n</body>\n</html>\n"
