"""Claims and evidence as entries of a case file, made from their sources, and refused where they are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from drafter import fact_proof, folders, held_sources, quoting, shapes, sources, splice, yaml_files
from drafter.cache import Cache
from drafter.case import Case, Source, read_case
from drafter.declarations import DeclarationError
from drafter.fact import Fact
from drafter.model import inline_text
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
    fact_passages: Mapping[str, str] = field(default_factory=dict)
    fact_grades: Mapping[str, str] = field(default_factory=dict)


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
    _refuse_strays(path, new)
    facts = {name: _fact(name, new, case) for name in new.facts}
    for name, words in new.fact_passages.items():
        _refuse_unproven(path, name, facts[name], case, new.source, words, cache)
    passages = {name: _passage(path, case, new.source, words, "", cache) for name, words in new.passages.items()}
    entry: dict[str, Value] = {
        "title": new.title,
        "known_as": new.known_as,
        "source": new.source,
        "grade": new.grade,
        "facts": facts,
        "passages": {name: one.words for name, one in passages.items()},
    }
    _write(path, "evidence", new.identity, {key: value for key, value in entry.items() if value})
    return passages


def _refuse_strays(path: Path, new: NewEvidence) -> None:
    """Refuses a passage or a grade of a fact that is not given."""
    place = Place(folders.shown(path))
    for option, given in (("--fact-passage", new.fact_passages), ("--fact-grade", new.fact_grades)):
        for name in given:
            if name not in new.facts:
                raise FindingsStop(shapes.unknown_id(option, name, new.facts, place))


def _fact(name: str, new: NewEvidence, case: Case) -> Value:
    """A fact as it is written: a day, a party of the case, or words; with its passage and grade where it has them."""
    value = new.facts[name]
    fact: dict[str, Value] = {"party" if value in case.parties else "words": value}
    with suppress(ValueError):
        fact = {"date": date.fromisoformat(value)}
    more = {"passage": new.fact_passages.get(name, ""), "grade": new.fact_grades.get(name, "")}
    fact |= {key: words for key, words in more.items() if words}
    return value if list(fact) == ["words"] else fact


def _refuse_unproven(path: Path, name: str, given: Value, case: Case, source: str, words: str, cache: Cache) -> None:
    """Refuses a fact that its passage does not say, or whose passage is not in the source."""
    _passage(path, case, source, words, "", cache, fact=name)
    keys = {key: str(value) for key, value in given.items()} if isinstance(given, dict) else {"words": str(given)}
    party = Placed(keys["party"]) if "party" in keys else None
    fact = Fact(words=keys.get("words", ""), date=keys.get("date", ""), party=party)
    plain = inline_text(quoting.unheld(words).content)
    if problem := fact_proof.contradicted(fact, plain, case.sources[source], case):
        message = f"--fact {name}: {problem}"
        advice = "correct the fact, or give the passage that says it"
        raise FindingsStop(Finding("fact-passage", "error", message, Place(folders.shown(path)), advice))


def _passage(path: Path, case: Case, name: str, words: str, at: str, cache: Cache, *, fact: str = "") -> Entered:
    """The words of a passage, which may be of the source's translation where they prove no `fact`."""
    option = f"--fact-passage {fact}" if fact else "--words"
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
    with _declaration(place, option):
        found = quoting.find(words, quoting.source(text.text))
    if isinstance(found, quoting.Mismatch):
        translation = None if fact else held_sources.translation_of(path, source, cache)
        if translation and isinstance(quoting.find(words, quoting.source(translation.text)), quoting.Found):
            return Entered(words)
        message = f"{option}: these words do not stand in '{name}'"
        raise FindingsStop(Finding(found.code, "error", message, place, found.advice))
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

    def __init__(self, place: Place, option: str = "--words") -> None:
        self.place, self.option = place, option

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, DeclarationError):
            finding = Finding("quotation-declaration", "error", f"{self.option}: {error}", self.place)
            raise FindingsStop(finding) from None


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
