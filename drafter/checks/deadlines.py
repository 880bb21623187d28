"""Deadlines that cannot be kept, and days on which nobody works."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache

from drafter import working_days
from drafter.answers import Day
from drafter.body import snippet_items
from drafter.checks.prose import stretches
from drafter.dossier import Dossier
from drafter.language import LANGUAGES
from drafter.problems import Finding


def check(dossier: Dossier) -> Iterator[Finding]:
    """`deadline-passed`, `deadline-not-working-day`, `deadline-short`, `deadline-not-said`; `chased-early`."""
    yield from _chased_early(dossier)
    deadline, letter = dossier.brief.deadline, dossier.letter
    if deadline is None:
        return
    sender = dossier.case.sender
    day = deadline.day(letter.dated, sender)
    if day <= letter.dated:
        message = f"the deadline, {day}, is not after the date of the letter, {letter.dated}"
        yield Finding("deadline-passed", "error", message, deadline.place, "correct one of the two dates")
    country, region = deadline.calendar(sender)
    if deadline.date and (why := _why_not(day, country, region)):
        message = f"the deadline, {day}, is no working day ({why})"
        yield Finding("deadline-not-working-day", "warning", message, deadline.place, "take the working day after it")
    least = sender.shortest_deadline
    given = _given(letter.dated, day, country, region) if least else -1
    if least and 0 <= given < least:
        message = f"the addressee has {given} working days, and the office gives {least} at the least"
        yield Finding("deadline-short", "warning", message, deadline.place, "give more time, or silence with a reason")
    written = LANGUAGES[letter.language].written_date(day)
    if not any(written in stretch.text for stretch in stretches(dossier) if stretch.kind != "note"):
        message = "the brief has a deadline, and the letter does not say it"
        yield Finding(
            "deadline-not-said", "warning", message, deadline.place, "write {{ deadline }} where it is asked for"
        )


def _chased_early(dossier: Dossier) -> Iterator[Finding]:
    """An answer is missed that was asked for by a day which has not passed."""
    for item in snippet_items(dossier.brief.body):
        due, param = item.answers.get("due"), item.snippet.params.get("due")
        if item.snippet.kind == "opening" and param and param.type == "date" and isinstance(due, Day):
            if due.day < dossier.letter.dated:
                continue
            message = f"an answer was asked for by {due.day}, which has not passed on the date of the letter"
            advice = "wait until the day has passed, or correct one of the two dates"
            yield Finding("chased-early", "warning", message, item.place, advice)


@lru_cache(maxsize=64)
def _why_not(day: str, country: str, region: str) -> str:
    """Why a day is no working day, as far as the country, if one is named, or else the weekday tells."""
    asked = dt.date.fromisoformat(day)
    by_region = not region and working_days.only_by_region(country)
    if not country or (by_region and working_days.weekend(asked)):
        return working_days.weekend(asked)
    try:
        return working_days.why_nowhere(asked, country) if by_region else working_days.why_not(asked, country, region)
    except working_days.UnknownCalendar:
        return working_days.weekend(asked)


@lru_cache(maxsize=64)
def _given(dated: str, day: str, country: str, region: str) -> int:
    """How many working days lie between, Mondays to Fridays where no country is named; -1 where no calendar says so."""
    start, end = dt.date.fromisoformat(dated), dt.date.fromisoformat(day)
    if not country:
        days = (start + dt.timedelta(count) for count in range(1, (end - start).days + 1))
        return sum(one.weekday() < 5 for one in days)
    try:
        return working_days.working_days_between(start, end, country, region)
    except working_days.UnknownCalendar:
        return -1
