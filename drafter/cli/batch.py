"""`drafter batch`: the letters of one brief to many recipients."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Iterable
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Self

import typer

from drafter.cli.opening import ALLOW_HELP, STRICT_HELP
from drafter.record import Mutable, field

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from drafter.batch.making import Made
    from drafter.batch.run import Batch, Order
    from drafter.problems import Finding

USUAL_NAME = "{date}-{to.organisation}"
_SHOWN = 60
"""Findings that are printed where there are many; the plan and the events have all."""
_FILES = 20
"""Files of earlier runs that are named."""


class Format(StrEnum):
    """The formats of letters; `json` turns what is printed into events for other programs."""

    DOCX = "docx"
    HTML = "html"
    MD = "md"
    TXT = "txt"
    JSON = "json"


def batch(  # noqa: PLR0913, PLR0917 - the command's options
    brief: Path = typer.Argument(metavar="BRIEF", help="The brief, a YAML file; or a folder of briefs, each a letter."),
    recipients: Path | None = typer.Option(
        None, "-r", "--recipients", metavar="FILE", help="The table: .csv, .xlsx, .ods or .yaml, one row a recipient."
    ),
    out: Path | None = typer.Option(
        None, "-o", "--out", metavar="DIR", help="The folder of the letters; one named like the brief if left out."
    ),
    name: str = typer.Option(USUAL_NAME, "--name", metavar="PATTERN", help="How the letters are named."),
    format: list[Format] | None = typer.Option(  # noqa: A002 - the option's name
        None, help="The format of the letters, or several; with json, what is printed is events."
    ),
    only: list[str] | None = typer.Option(None, metavar="ROWS", help="Only these rows: 7, 3-9, or words of the row."),
    limit: int | None = typer.Option(None, min=1, metavar="N", help="Only the first so many rows."),
    plan: bool = typer.Option(False, "--plan", help="Show who gets what, also as plan.html and plan.csv; no letters."),  # noqa: FBT001, FBT003
    keep_going: bool = typer.Option(False, "--keep-going", help="Write the good letters, and list the other rows."),  # noqa: FBT001, FBT003
    pdf: bool = typer.Option(False, "--pdf", help="Make PDF files of them as well, through LibreOffice."),  # noqa: FBT001, FBT003
    jobs: int = typer.Option(
        1, min=1, max=64, metavar="N", help="How many processes make letters, this one among them."
    ),
    cluster: str = typer.Option("", metavar="ADDRESS", help="Make letters on a Dask cluster, such as tcp://host:8786."),
    force: bool = typer.Option(False, "--force", help="Write over letters that were changed by hand."),  # noqa: FBT001, FBT003
    strict: bool = typer.Option(False, "--strict", help=STRICT_HELP),  # noqa: FBT001, FBT003
    quiet: bool = typer.Option(False, "--quiet", help="Print only what stops it, and the summary."),  # noqa: FBT001, FBT003
    allow: list[Path] | None = typer.Option(None, metavar="DIR", help=ALLOW_HELP),
) -> int:
    """Make the letters of a brief to many recipients: all are checked before the first is written."""
    from drafter import pdf as office
    from drafter.batch.run import Batch, Order
    from drafter.cli.opening import cache_folder, settings

    formats = tuple(dict.fromkeys(one.value for one in format or () if one is not Format.JSON)) or ("docx",)
    if pdf and "docx" not in formats:
        raise typer.BadParameter("a PDF file is made of the Word letter", param_hint="--pdf")
    if (recipients is None) != brief.is_dir():
        needed = "a brief's letters need a table of recipients; a folder of briefs has none"
        raise typer.BadParameter(needed, param_hint="--recipients")
    order = Order(
        brief=brief,
        recipients=recipients,
        out=out or (brief / "letters" if brief.is_dir() else brief.with_suffix("")),
        settings=settings(allow),
        formats=formats,
        name=name,
        only=tuple(only or ()),
        limit=limit,
        keep_going=keep_going,
        strict=strict,
        force=force,
        soffice=office.find_office(os.environ.get("DRAFTER_SOFFICE", "")) if pdf and not plan else "",
        jobs=1 if plan or cluster else jobs,
        cache=cache_folder(),
    )
    with _Telling(quiet=quiet, events=Format.JSON in (format or ())) as telling, Batch(order) as made:
        telling.total = min(made.survey.total, limit or made.survey.total)
        gc.freeze()  # what is read by now is used to the end: it need not be searched again and again
        return _plan(made, order, telling) if plan else _letters(made, order, telling, cluster)


class _Telling(Mutable):
    """Tells how a batch goes: a bar on a terminal, a line now and then elsewhere, events, or nothing."""

    quiet: bool
    events: bool
    total: int = 0
    _bar: Progress | None = None
    _tasks: dict[str, TaskID] = field(default_factory=dict)

    def __enter__(self) -> Self:
        if not self.quiet and not self.events and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            rate, failures = TextColumn("{task.fields[rate]}"), TextColumn("[red]{task.fields[failures]}")
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), rate)
            console = Console(stderr=True)
            self._bar = Progress(*columns, TimeRemainingColumn(), failures, console=console, transient=True)
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Take the bar away, before anything else is printed."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
            self._tasks.clear()

    def step(self, stage: str, done: int, failed: int = 0) -> None:
        """One more is done."""
        if self._bar is not None:
            if stage not in self._tasks:
                self._tasks[stage] = self._bar.add_task(stage, total=self.total, rate="", failures="")
            task = self._tasks[stage]
            self._bar.advance(task)
            if done % 20 == 0 or done == 1:
                speed = self._bar.tasks[self._bar.task_ids.index(task)].speed
                failures = f"{failed} with errors" if failed else ""
                self._bar.update(task, rate=f"{speed:.0f}/s" if speed else "", failures=failures)
        elif not self.quiet and not self.events and done % 1000 == 0:
            typer.echo(f"{stage}: {done} of {self.total}" + (f", {failed} with errors" if failed else ""), err=True)

    def event(self, name: str, **data: object) -> None:
        """Print an event, where events are wanted."""
        if self.events:
            typer.echo(json.dumps({"event": name, **data}, ensure_ascii=False))


def _letters(batch: Batch, order: Order, telling: _Telling, cluster: str = "") -> int:
    from drafter.batch.cluster import workers_at
    from drafter.problems import FINDINGS

    try:
        with workers_at(cluster) if cluster else nullcontext() as executor:
            for made in batch.check(executor):
                if telling.events:
                    telling.event("checked", row=made.row, good=made.good)
                telling.step("checked", batch.tally.rows, batch.tally.failed)
    except KeyboardInterrupt:
        return _interrupted(telling, f"{batch.tally.rows} of {telling.total} rows were checked; nothing was written", 0)
    telling.stop()
    _findings(batch, telling)
    if not batch.goes_on or not batch.tally.rows:
        _summary(batch, telling, ["nothing was written" + ("" if batch.tally.rows else ": no row is wanted")])
        return FINDINGS
    return _written(batch, order, telling)


def _written(batch: Batch, order: Order, telling: _Telling) -> int:
    """Put the letters into their folder, and tell what became of each."""
    from drafter import outbox, standard_lines
    from drafter.batch.shelf import MANIFEST
    from drafter.folders import shown
    from drafter.problems import DONE, PARTLY

    counts = dict.fromkeys(("written", "unchanged", "kept", "stale"), 0)
    kept: list[str] = []
    telling.total = (batch.tally.rows - batch.tally.failed) * (len(order.formats) + bool(order.soffice))
    try:
        with telling:
            for number, one in enumerate(batch.write(), 1):
                counts[one.state] += 1
                if one.state in {"kept", "stale"}:
                    also = ", and its row was changed as well" if one.state == "stale" else ""
                    kept.append(f"kept: {shown(order.out / one.file)} was changed by hand{also} (row {one.row})")
                if telling.events:  # to put a path together takes as long as to write its file
                    telling.event(one.state, row=one.row, file=shown(order.out / one.file))
                telling.step("written", number)
    except KeyboardInterrupt:
        stand = sum(counts.values()) - counts["written"] + batch.written(counts["written"])
        return _interrupted(telling, f"{stand} of {telling.total} files stand in {shown(order.out)}, each whole", stand)
    if batch.base and (folder := batch.base.files.library.case_folder):
        standard_lines.keep(folder, order.brief.name, batch.base.files.library.found(), outbox.write_whole)
    lines = [
        f"{_files(counts['written'])} written, {counts['unchanged']} unchanged in {shown(order.out)}",
        *kept,
        *(["write over the kept letters with --force"] if counts["stale"] else []),
        *_left(batch.left),
        f"what was made of which row: {shown(order.out / MANIFEST)}",
    ]
    _summary(batch, telling, lines, counts)
    return PARTLY if batch.tally.failed or counts["stale"] else DONE


def _left(files: list[str]) -> list[str]:
    """What stands in the folder from earlier runs and was not made in this one."""
    if not files:
        return []
    more = f" and {len(files) - _FILES} more" if len(files) > _FILES else ""
    return [f"from earlier runs, and not made in this one: {', '.join(files[:_FILES])}{more}"]


def _interrupted(telling: _Telling, stands: str, files: int) -> int:
    """Say what stands after Ctrl-C, and how to go on."""
    from drafter.problems import INTERRUPTED

    telling.stop()
    telling.event("interrupted", files=files)
    if not telling.events:
        typer.echo(f"{stands}\ngive the same command again, and it goes on", err=True)
    return INTERRUPTED


def _files(count: int) -> str:
    return f"{count} file{'s' * (count != 1)}"


def _findings(batch: Batch, telling: _Telling) -> None:
    """Print all that was found, each once, with how many letters it concerns."""
    from drafter.cli.printing import as_data, print_findings
    from drafter.record import replace

    listed = [(one, 0, 0) for one in batch.findings] + batch.tally.listed()
    order = ("error", "warning", "information")
    listed.sort(key=lambda one: order.index(one[0].severity))
    if telling.events:
        for finding, first, count in listed:
            telling.event("finding", **as_data(finding), column=_column(finding), first_row=first, rows=count)
        return
    stopping = [one for one in listed if one[0].severity == "error"] if telling.quiet else listed
    shown = [replace(one, message=one.message + _where(one, first, count)) for one, first, count in stopping[:_SHOWN]]
    print_findings(shown)
    if len(stopping) > _SHOWN or batch.tally.more:
        typer.echo(
            f"and {len(stopping) - len(shown) + batch.tally.more} more findings: --plan lists each row", err=True
        )


def _where(finding: Finding, first: int, count: int) -> str:
    """In which rows a finding is, where neither its words nor its place say so."""
    from drafter.batch.tables import CellPlace

    if count > 1:
        return f" (in {count} letters, first in row {first})"
    is_told = isinstance(finding.place, CellPlace) or finding.message.startswith(f"row {first}:")
    return f" (in row {first})" if first and not is_told else ""


def _column(finding: Finding) -> str:
    from drafter.batch.tables import CellPlace

    return finding.place.column if isinstance(finding.place, CellPlace) else ""


def _summary(batch: Batch, telling: _Telling, lines: list[str], counts: dict[str, int] | None = None) -> None:
    """Print what can be pasted into a mail."""
    from drafter.cli.printing import summary

    tally = batch.tally
    found = summary([*batch.findings, *(one for one, _, _ in tally.listed())], tally.silenced)
    if telling.events:
        told: dict[str, object] = {**counts, "earlier": batch.left} if counts else {}
        telling.event("done", rows=tally.rows, failed=tally.failed, failed_rows=[*tally.bad], **told)
        return
    typer.echo(f"{tally.rows} rows checked: {tally.rows - tally.failed} good, {tally.failed} with errors ({found})")
    if tally.failed:
        more = f" and {tally.failed - 30} more" if tally.failed > 30 else ""
        rows, places = (", ".join(map(str, [*some][:30])) for some in (tally.bad, tally.bad.values()))
        typer.echo(f"rows with errors: {rows}{more}")
        if batch.order.recipients is not None:
            typer.echo(f"in {batch.table.file} they are the lines {places}{more}")
    for line in lines:
        typer.echo(line)


def _plan(batch: Batch, order: Order, telling: _Telling) -> int:
    """Show the plan and write it as a page and a table; nothing else."""
    from drafter.batch import plan
    from drafter.folders import shown
    from drafter.outbox import write_whole
    from drafter.problems import DONE, FINDINGS, blocking

    rows: list[tuple[str, ...]] = []
    for name, made in batch.plan():
        rows.append(plan.cells(name, made))
        telling.step("planned", batch.tally.rows, batch.tally.failed)
        _planned(telling, made)
    telling.stop()
    _findings(batch, telling)
    if not telling.events and not telling.quiet:
        _matrix(plan.HEADERS, rows)
    order.out.mkdir(parents=True, exist_ok=True)
    said = [f"{one.severity}: {one.message}" for one in (*batch.findings, *(one for one, _, _ in batch.tally.listed()))]
    pages = {
        "plan.html": "".join(plan.as_html(f"Plan of {shown(order.brief)}", rows, said)),
        "plan.csv": "\ufeff" + "".join(plan.as_csv(rows)),
    }
    for file, text in pages.items():
        write_whole(text.encode("utf-8", "replace"), order.out / file)
    _summary(batch, telling, [shown(order.out / file) for file in pages])
    return FINDINGS if batch.tally.failed or blocking(batch.findings) else DONE


def _planned(telling: _Telling, made: Made) -> None:
    outline = made.outline
    lists = {"claims": outline.claims, "evidence": outline.evidence, "queries": outline.queries}
    telling.event("planned", row=made.row, to=outline.to, **lists, snippets=outline.snippets, good=made.good)


def _matrix(headers: Iterable[str], rows: list[tuple[str, ...]]) -> None:
    """The plan as a table of the terminal's width; elsewhere a line for each row."""
    if not sys.stdout.isatty():
        for row in (tuple(headers), *rows):
            typer.echo("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for header in headers:
        table.add_column(header, overflow="fold")
    for row in rows[:200]:
        table.add_row(*map(Text, row))
    Console().print(table)
    if len(rows) > 200:
        typer.echo(f"and {len(rows) - 200} more rows, in plan.html")
