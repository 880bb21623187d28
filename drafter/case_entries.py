"""Claims and evidence as entries of a case file, made from their sources, and refused where they are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from drafter import folders, held_sources, quoting, shapes, sources, splice, yaml_files
from drafter.cache import Cache
from drafter.case import Case, Source, read_case
from drafter.declarations import DeclarationError
from drafter.outbox import write_whole
from drafter.problems import Finding, FindingsStop, Place, Placed
from drafter.record import Record, field
from drafter.sources import SourceText
from drafter.workshop import Settings, open_case
from drafter.yaml_values import Value

LONGEST: Final = 2_000
"""Characters of a passage that is named by its place alone; a longer one is pointed at by its words."""


class NewClaim(Record):
    """What is said of a claim that is added: its words as a letter quotes them, or the place of a passage."""

    identity: str
    source: str
    words: str = ""
    at: str = ""
    speaker: str = ""
    topic: str = ""


class NewEvidence(Record):
    """What is said of a piece of evidence that is added; facts and passages by name."""

    identity: str
    source: str
    title: str
    known_as: str = ""
    grade: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    passages: Mapping[str, str] = field(default_factory=dict)


class Entered(Record):
    """What was written: the words, and where they stand in the source (nothing where no text of it is held)."""

    words: str
    at: str = ""


def add_claim(path: Path, new: NewClaim, cache: Cache, settings: Settings | None = None) -> Entered:
    """Write a claim into the case file; raises Abort where its words do not stand in its source, and writes nothing."""
    case = open_case(path, settings)[0]
    _refuse_names(path, new.identity, case, {"--speaker": new.speaker})
    source = held_sources.source_of(case, new.source)
    entered = _passage(path, case, new.source, new.words, new.at, cache)
    speaker = new.speaker if new.speaker != (source.author or "") else ""
    entry: dict[str, Value] = {"words": entered.words, "source": new.source, "speaker": speaker}
    entry |= {"at": _cited(new.at, entered.at), "topic": new.topic}
    _write(path, "claims", new.identity, {key: value for key, value in entry.items() if value})
    return entered


def _cited(asked: str, found: str) -> str:
    """The place as a letter cites it: the page alone, because paragraphs are counted here and not in the document."""
    page = re.match(r"pp?\. [0-9]+(?:–[0-9]+)?", found)
    if page is not None:
        return page[0]
    counted = re.fullmatch(r"(?:paragraphs?|paras?\.?|¶¶?)\s*[0-9]+(?:\s*[-–]\s*[0-9]+)?", asked.strip(), re.IGNORECASE)
    return "" if counted and found else asked


def add_evidence(path: Path, new: NewEvidence, cache: Cache, settings: Settings | None = None) -> dict[str, Entered]:
    """Write a piece of evidence into the case file, each passage looked up in its source; raises Abort likewise."""
    case = open_case(path, settings)[0]
    _refuse_names(path, new.identity, case, {})
    held_sources.source_of(case, new.source)
    passages = {name: _passage(path, case, new.source, words, "", cache) for name, words in new.passages.items()}
    entry: dict[str, Value] = {
        "title": new.title,
        "known_as": new.known_as,
        "source": new.source,
        "grade": new.grade,
        "facts": {name: _fact(value, case) for name, value in new.facts.items()},
        "passages": {name: one.words for name, one in passages.items()},
    }
    _write(path, "evidence", new.identity, {key: value for key, value in entry.items() if value})
    return passages


def _fact(value: str, case: Case) -> Value:
    """A fact as it is written: a day, a party of the case, or words."""
    with suppress(ValueError):
        return {"date": date.fromisoformat(value)}
    return {"party": value} if value in case.parties else value


def _passage(path: Path, case: Case, name: str, words: str, at: str, cache: Cache) -> Entered:
    source = case.sources[name]
    place = Place(folders.shown(path))
    if not words and not at:
        message = "neither words nor a place in the source"
        advice = 'give --words "…", or --at "p. 3, para 2"'
        raise FindingsStop(Finding("value-missing", "error", message, place, advice))
    if source.file is None and source.transcript is None:
        return _unheld(words, at, name, place)
    text = held_sources.text_of(path, source, cache)
    if not words:
        return _at(text, at, name, place)
    with _declaration(place):
        found = quoting.find(words, quoting.source(text.text))
    if isinstance(found, quoting.Mismatch):
        raise FindingsStop(_not_there(found, name, place))
    if at:
        _refuse_elsewhere(text, (found.start, found.end), at, place)
    return Entered(words, sources.locator_of(text, found.start, found.end))


def _unheld(words: str, at: str, name: str, place: Place) -> Entered:
    if not words:
        message = f"no text of the source '{name}' is held, so '{at}' is nothing to quote from"
        raise FindingsStop(Finding("value-missing", "error", message, place, "give the words as well: --words"))
    with _declaration(place):
        quoting.unheld(words)
    return Entered(words)


def _at(text: SourceText, at: str, name: str, place: Place) -> Entered:
    span = sources.locate(text, at)
    if span is None:
        message = f"--at: '{at}' is no place in the source '{name}'"
        advice = f"places are written as `drafter source show {name}` shows them, such as 'p. 3, para 2'"
        raise FindingsStop(Finding("value-kind", "error", message, place, advice))
    words = " ".join(text.text[span[0] : span[1]].split())
    if len(words) > LONGEST:
        message = f"--at: '{at}' is a passage of {len(words):,} characters, more than a letter quotes"
        raise FindingsStop(Finding("value-kind", "error", message, place, "give the words as well: --words"))
    return Entered(declared_plainly(words), sources.locator_of(text, *span))


def declared_plainly(words: str) -> str:
    """Words of a source as a declaration that does nothing to them: its marks are escaped."""
    return re.sub(r"[\\*\[\]…]|\.(?=\.\.)", lambda match: f"\\{match[0]}", words)


def _refuse_elsewhere(text: SourceText, found: tuple[int, int], at: str, place: Place) -> None:
    """Refuses a place that can be read and is not that of the words."""
    span = sources.locate(text, at)
    if span is not None and not (span[0] < found[1] and found[0] < span[1]):
        message = f"--at: the words do not stand at '{at}'"
        advice = f"they stand at '{sources.locator_of(text, *found)}'"
        raise FindingsStop(Finding("value-kind", "error", message, place, advice))


class _declaration:  # noqa: N801 - reads as what it guards
    """Turns an unreadable declaration into the finding of one."""

    def __init__(self, place: Place) -> None:
        self.place = place

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, DeclarationError):
            finding = Finding("quotation-declaration", "error", f"--words: {error}", self.place)
            raise FindingsStop(finding) from None


def _not_there(found: quoting.Mismatch, name: str, place: Place) -> Finding:
    message = f"--words: these words do not stand in '{name}'"
    if not found.nearest:
        return Finding("quotation-not-found", "error", message, place, "nothing like them stands there")
    differs = f"; where you have '{found.declared}', it has '{found.held}'" if found.declared and found.held else ""
    return Finding("quotation-altered", "error", message, place, f"the nearest passage is: “{found.nearest}”{differs}")


# --- the case file -------------------------------------------------------------------------------


def _refuse_names(path: Path, identity: str, case: Case, parties: Mapping[str, str]) -> None:
    place = Place(folders.shown(path))
    if not re.fullmatch(shapes.IDENTIFIER, identity):
        message = f"an id expected, found '{identity}'"
        advice = "small letters and numbers, with - or _ between them"
        raise FindingsStop(Finding("value-kind", "error", message, place, advice))
    unknown = [(what, name) for what, name in parties.items() if name and name not in case.parties]
    if unknown:
        raise FindingsStop(*(shapes.unknown_id(what, Placed(name), case.parties, place) for what, name in unknown))


def _write(path: Path, section: str, identity: str, entry: Mapping[str, Value]) -> None:
    content = folders.read_file(path, "the case")
    shown = folders.shown(path)
    after = splice.add_entry(content, shown, (section,), identity, entry)
    wrong = list(_new_mistakes(content, after, shown))
    if wrong:
        raise FindingsStop(*wrong)
    write_whole(after, path)


def _new_mistakes(before: bytes, after: bytes, shown: str) -> Iterator[Finding]:
    """Mistakes that the file did not have; ids were looked at with the office's."""
    known = {(one.code, one.message) for one in read_case(yaml_files.read(before, shown))[1]}
    for one in read_case(yaml_files.read(after, shown))[1]:
        if (one.code, one.message) not in known and one.severity == "error" and one.code != "unknown-id":
            # The lines are those of a file that is not written.
            yield Finding(one.code, "error", one.message, Place(shown), one.advice)


def text_of(path: Path, case: Case, name: str, cache: Cache) -> tuple[Source, SourceText]:
    """A source of the case and its text; raises Abort."""
    source = held_sources.source_of(case, name)
    return source, held_sources.text_of(path, source, cache)
