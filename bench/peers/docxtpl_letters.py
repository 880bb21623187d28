"""Peer: letters as a small script makes them, one for each row of a YAML table, with typer, PyYAML and docxtpl."""

from __future__ import annotations

from pathlib import Path

import typer
import yaml
from docxtpl import DocxTemplate


def main(table: Path, template: Path, output: Path) -> None:
    """Render each row into a template."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    output.mkdir()
    rows = yaml.load(table.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe loader, in C
    for number, row in enumerate(rows, 1):
        letter = DocxTemplate(template)
        letter.render(row, autoescape=True)
        letter.save(output / f"{number:04}.docx")


if __name__ == "__main__":
    typer.run(main)
