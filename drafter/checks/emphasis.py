"""Emphasis in quotations and the notes that say whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from drafter.checks.prose import Stretch, once, stretches
from drafter.dossier import Dossier
from drafter.language import LANGUAGES
from drafter.problems import Finding, Severity
from drafter.record import Record

_NOTE_EN: Final = (
    r"(?:emphasis|italics|underlining)\s(?:has\sbeen\s)?(?:added|mine|ours|supplied)"
    r"|(?:my|our)\s(?:emphasis|italics)|(?:emphasis|italics)\s(?:as\s)?in\s(?:the\s)?original|original\semphasis"
)


class _Said(Record):
    """A stretch with its notes of emphasis (start, end), how many emphases there are, and how many are in quotations.

    `needs` holds where the emphasis begins in a quotation of a few words, and whether the case declares it; `noted` is
    true also where the note stands within a block quotation.
    """

    stretch: Stretch
    notes: tuple[tuple[int, int], ...]
    emphases: int
    quoted: int
    needs: tuple[tuple[int, bool], ...]
    noted: bool


def check(dossier: Dossier) -> Iterator[Finding]:
    """`emphasis-without-note`, `emphasis-note-alone`, `emphasis-unquoted`, `emphasis-note-twice`."""
    language = LANGUAGES[dossier.letter.language]
    added = language.added_emphasis(dossier.brief.voice or dossier.case.sender.voice or "I")
    theirs = (language.emphasis_in_part, language.emphasis_in_original)
    ours = (language.emphasis_added, language.my_emphasis, language.our_emphasis)
    own = [re.escape(words) for words in dict.fromkeys((*theirs, *ours))]
    kinds = "|".join([*own, _NOTE_EN] if language.code.startswith("en") else own)
    pattern = re.compile(rf"\b(?:{kinds})\b", re.IGNORECASE)
    groups = list(_groups([one for stretch in stretches(dossier) for one in _said(stretch, pattern)]))
    for number, group in enumerate(groups):
        before = groups[number - 1] if number else []
        after = groups[number + 1] if number + 1 < len(groups) else []
        announced = before if before and _announces(before) else []
        yield from _without_note([*announced, *group], after, added)
        set_off = after if _announces(group) else []
        yield from _without_emphasis(group, before, set_off)


def _announces(group: list[_Said]) -> bool:
    """Whether a paragraph leads in what is set off below it, and says of it that emphasis was added."""
    return bool(group[0].notes) and not group[0].emphases and group[0].stretch.text.rstrip().endswith(":")


def _groups(said: list[_Said]) -> Iterator[list[_Said]]:
    """Each paragraph with the footnotes cited in it."""
    group: list[_Said] = []
    for one in said:
        if one.stretch.kind != "note" and group:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


@once
def _said(stretch: Stretch, pattern: re.Pattern[str]) -> Iterator[_Said]:
    notes = tuple(found.span() for found in pattern.finditer(stretch.own))
    noted = bool(notes) or (stretch.own != stretch.text and bool(pattern.search(stretch.text)))
    emphasised = stretch.emphasised
    if stretch.kind == "set-off":
        yield _Said(stretch, notes, len(emphasised), len(emphasised), (), bool(notes))
        return
    made = {run.number for _, _, run in emphasised if run.passage}
    added = {
        run.number: at for at, _, run in reversed(emphasised) if run.passage and "emphasis" in run.passage.operations
    }
    needs = [(at, True) for at in added.values()]
    by_hand = 0
    for start, end in stretch.quoted_by_hand:
        within = [(max(start, at), min(end, to)) for at, to, _ in emphasised if at < end and to > start]
        if not within:
            continue
        by_hand += 1
        bare = "".join(
            character
            for at, character in enumerate(stretch.text[start:end], start)
            if not any(left <= at < right for left, right in within)
        )
        if len(re.findall(r"\w+", bare)) > 1 and len(stretch.text[start:end].split()) > 3:
            needs.append((within[0][0], False))
    yield _Said(stretch, notes, len(emphasised), len(made) + by_hand, tuple(needs), noted)


def _without_note(group: list[_Said], after: list[_Said], note: str) -> Iterator[Finding]:
    if any(one.noted for one in group) or (after and after[0].notes and not after[0].emphases):
        return
    for one in group:
        for at, declared in one.needs[:1]:
            words = one.stretch.text[at:].split()[:6]
            message = f"“{' '.join(words)}…” is emphasised in a quotation, and nothing says whose emphasis it is"
            severity: Severity = "error" if declared else "warning"
            place = one.stretch.place_at(at)
            yield Finding(
                "emphasis-without-note", severity, message, place, f"add ({note}), or say it is the original’s"
            )


def _without_emphasis(group: list[_Said], before: list[_Said], set_off: list[_Said]) -> Iterator[Finding]:
    """A note belongs to its own paragraph, to the quotation that is set off below it, or to the one above."""
    notes = [(one.stretch, span) for one in group for span in one.notes]
    if not notes:
        return
    stretch, (start, end) = notes[0]
    said = stretch.text[start:end]
    place = stretch.place_at(start)
    meant = next((some for some in (group, set_off, before) if any(one.emphases for one in some)), before)
    emphases, quoted = sum(one.emphases for one in meant), sum(one.quoted for one in meant)
    if not emphases:
        message = f"“{said}” is said, and nothing is emphasised in “{stretch.around(start, end)}”"
        yield Finding("emphasis-note-alone", "error", message, place, "emphasise the words meant, or take the note out")
    elif not quoted:
        message = f"“{said}” says that a quotation is emphasised; the emphasised words stand in no quotation marks"
        yield Finding("emphasis-unquoted", "error", message, place, "quote the words, or take the note out")
    elif len(notes) > max(quoted, 1):
        stretch, (start, end) = notes[-1]
        message = f"notes of emphasis stand {len(notes)} times, on {quoted} emphasised quotation{'s' * (quoted > 1)}"
        advice = "take one out; drafter adds the note by itself"
        yield Finding("emphasis-note-twice", "warning", message, stretch.place_at(start), advice)
