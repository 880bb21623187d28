"""`drafter check`: everything that is wrong or doubtful in briefs and cases."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from drafter.cli.opening import ALLOW_HELP, STRICT_HELP

if TYPE_CHECKING:
    from drafter.problems import Finding


class Listing(StrEnum):
    """How a listing is printed."""

    TEXT = "text"
    JSON = "json"


def check(
    files: list[Path] = typer.Argument(metavar="FILE...", help="Briefs, or a case.yaml."),
    format: Listing = typer.Option(Listing.TEXT, help="Text, or JSON for other programs."),  # noqa: A002 - the option's name
    strict: bool = typer.Option(False, "--strict", help=STRICT_HELP),  # noqa: FBT001, FBT003
    allow: list[Path] | None = typer.Option(None, metavar="DIR", help=ALLOW_HELP),
) -> int:
    """Check briefs and cases, and build nothing."""
    from drafter.cli.printing import as_data, print_findings, summary
    from drafter.problems import Abort

    code = 0
    listed: list[dict[str, object]] = []
    for file in files:
        try:
            findings, silenced = _findings(file, allow)
            stops = {"error", "warning"} if strict else {"error"}
            code = max(code, int(any(finding.severity in stops for finding in findings)))
        except Abort as abort:
            findings, silenced = abort.findings, ()
            code = max(code, abort.exit_code)
        if format is Listing.JSON:
            listed += [{**as_data(finding), "silenced": False} for finding in findings]
            listed += [{**as_data(finding), "silenced": True} for finding in silenced]
        else:
            print_findings(findings)
            typer.echo(f"{file}: {summary(findings, len(silenced))}")
    if format is Listing.JSON:
        import json

        typer.echo(json.dumps(listed, ensure_ascii=False, indent=2))
    return code


def _findings(file: Path, allow: list[Path] | None) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    from drafter.cli.opening import opened, settings
    from drafter.workshop import CASE_FILE, open_files, texts_of

    if file.name == CASE_FILE:
        from drafter.checks.whole_case import check_case

        files = open_files(file, settings(allow))
        found = list(check_case(files.case, texts_of(files), files.reader.translation))
        return (*files.findings, *found), ()
    result = opened(file, allow)
    return result.findings, result.silenced
