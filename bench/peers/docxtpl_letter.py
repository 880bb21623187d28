"""Peer: a letter as a small script makes it, with typer, PyYAML and docxtpl."""

from __future__ import annotations

from pathlib import Path

import typer
import yaml
from docxtpl import DocxTemplate


def main(brief: Path, template: Path, output: Path) -> None:
    """Render the texts of a YAML file into a template."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    texts = yaml.load(brief.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe loader, in C
    letter = DocxTemplate(template)
    letter.render(texts, autoescape=True)
    letter.save(output)


if __name__ == "__main__":
    typer.run(main)
