"""How findings are printed: what is wrong, where, the line itself, what to do."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import typer

from drafter.problems import Finding

COLOURS = {"error": "red", "warning": "yellow", "information": "blue"}


def print_findings(findings: Iterable[Finding]) -> None:
    """Print findings to standard error, the gravest last, where the eye is."""
    order = ("information", "warning", "error")
    for finding in sorted(findings, key=lambda finding: order.index(finding.severity)):
        head = typer.style(f"{finding.severity}:", fg=COLOURS[finding.severity], bold=True)
        typer.echo(f"{head} {finding.message} [{finding.code}]", err=True)
        if finding.place.file:
            typer.echo(f"  at {finding.place}", err=True)
        if finding.place.text.strip():
            typer.echo(f"     {finding.place.text.strip()}", err=True)
        if finding.advice:
            typer.echo(f"  {finding.advice}", err=True)


def argument(path: Path) -> str:
    """A path as it is typed in a command: quoted where the shell needs it."""
    import shlex
    import subprocess

    from drafter.folders import shown

    return subprocess.list2cmdline([shown(path)]) if os.name == "nt" else shlex.quote(shown(path))


def as_data(finding: Finding) -> dict[str, Any]:
    """A finding as data for JSON."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "file": finding.place.file,
        "line": finding.place.line,
        "text": finding.place.text,
        "advice": finding.advice,
    }


def summary(findings: Iterable[Finding], silenced: int) -> str:
    """How many findings of each kind there are, in words."""
    counts = dict.fromkeys(("error", "warning", "information"), 0)
    for finding in findings:
        counts[finding.severity] += 1
    errors, warnings = counts["error"], counts["warning"]
    parts = [f"{errors} error{'s' * (errors != 1)}", f"{warnings} warning{'s' * (warnings != 1)}"]
    return ", ".join(parts) + (f", {silenced} silenced with a reason" if silenced else "")
