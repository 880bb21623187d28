"""Whether a fact of the case stands in the passage that is given for it, and which facts some words state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from drafter import amounts, quoting
from drafter.case import Case, Evidence, Source
from drafter.declarations import DeclarationError
from drafter.fact import Fact
from drafter.language import LANGUAGES, USUAL
from drafter.model import State, inline_text
from drafter.problems import Finding, Placed
from drafter.record import Record
from drafter.written_dates import said_days


class Proof(Record):
    """How sure a fact is, the code and words of what is wrong, and where its passage stands in the source's text."""

    state: State
    code: str = ""
    problem: str = ""
    advice: str = ""
    span: tuple[int, int] = (0, 0)


FIGURES: Final = re.compile(r"\d+(?:[.,]\d+)*")
_AS_IT_IS: Final = {"’": "'", "‘": "'", "‑": "-", "‐": "-", "–": "-", "\u00ad": ""}


def prove(fact: Fact, source: Source | None, case: Case, text: str) -> Proof:
    """How sure a fact is; `text` is that of its source, or nothing where none is held."""
    if not fact.passage:
        return Proof("unverified")
    try:
        found = quoting.find(fact.passage, quoting.source(text)) if text else quoting.unheld(fact.passage)
    except DeclarationError as error:
        return Proof("wrong", "quotation-declaration", str(error))
    if isinstance(found, quoting.Mismatch):
        return Proof("wrong", found.code, "these words do not stand in its source", found.advice)
    span = (found.start, found.end)
    problem = contradicted(fact, inline_text(found.content), source, case)
    if problem:
        return Proof("wrong", "fact-passage", problem, "correct the fact, or give the passage that says it", span)
    state: State = "unverified" if not text else "extract" if source and source.held == "extract" else "verified"
    return Proof(state, span=span)


def wrong_facts(key: str, evidence: Evidence, case: Case, text: str) -> Iterator[Finding]:
    """The errors of the facts of a piece of evidence; `text` is that of its source, or nothing."""
    for name, fact in evidence.facts.items():
        proof = prove(fact, case.sources.get(evidence.source), case, text)
        if fact.passage and proof.code:
            message = f"evidence: {key}: {name}: {proof.problem}"
            yield Finding(proof.code, "error", message, fact.passage.place, proof.advice)


def contradicted(fact: Fact, words: str, source: Source | None, case: Case) -> str:
    """Why words do not say a fact; nothing where they do."""
    if states(fact, words, source, case):
        return ""
    return f"its passage does not say {_called(fact, case)}: “{' '.join(words.split())}”"


def _called(fact: Fact, case: Case) -> str:
    party = case.parties.get(fact.party or "")
    return f"'{party.name if party else fact.said}'"


def states(fact: Fact, words: str, source: Source | None, case: Case) -> bool:
    """Whether words of a source state a fact, in the forms of its language: that of the case, where it says none."""
    usual = case.language or USUAL
    language = (source.language if source else "") or usual
    match fact.kind:
        case "money":
            said = tuple(amounts.sums(fact.words, english=usual.startswith("en")))
            there = tuple(amounts.sums(words, english=language.startswith("en")))
            return all(_is_among(one, there, fact.words) for one in said)
        case "duration":
            lasting = tuple(amounts.durations(words))
            return all(any(map(one.is_same, lasting)) for one in amounts.durations(fact.words))
        case "date":
            return fact.date in dates(words, language)
        case "reference":
            return re.search(rf"(?<![\w]){re.escape(_plain(fact.words))}(?![\w])", _plain(words)) is not None
        case "party":
            return _names_party(fact, words, case)
        case "words":
            return set(FIGURES.findall(fact.words)) <= set(FIGURES.findall(words))


_ROUGHLY: Final = re.compile(
    r"\b(?:about|approximately|around|some|nearly|almost|over|more than|at least|circa|environ|près de|plus de"
    r"|unos|unas|más de|casi|tua|bron)\s*$",
    re.IGNORECASE,
)


def _is_among(one: amounts.Money, there: tuple[amounts.Money, ...], said: str) -> bool:
    """Whether an amount is one of those in a source; one that is said roughly, whether it is near one."""
    if any(map(one.is_same, there)):
        return True
    return _ROUGHLY.search(said[: one.start]) is not None and any(map(one.is_near, there))


def _plain(words: str) -> str:
    return " ".join("".join(_AS_IT_IS.get(character, character) for character in words).split())


def _names_party(fact: Fact, words: str, case: Case) -> bool:
    party = case.parties.get(fact.party or "")
    if party is None:
        return True  # the unknown id is a finding of its own
    greeted = f"{party.title} {party.surname}" if party.title and party.surname else ""
    names = (party.name, party.known_as, party.salutation, party.organisation, greeted)
    titles = {party.title.rstrip("."), *(title for one in LANGUAGES.values() for title in one.greeted_titles)} - {""}
    point = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(titles)))})\.(?=\s)")
    text, *called = (point.sub(r"\1", _plain(one)).casefold() for one in (words, *filter(None, names)))
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in called)


_NUMBERS_FIRST_YEAR: Final = re.compile(r"(?<!\d)(\d{4})(?:[-/.]|\s?年\s?)(\d{1,2})(?:[-/.]|\s?月\s?)(\d{1,2})(?!\d)")
_NUMBERS_LAST_YEAR: Final = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")


def dates(words: str, language: str = "") -> set[str]:
    """The days that words name in a language or in English, as YYYY-MM-DD; of figures alone, both readings."""
    found = {_iso(*map(int, one.groups())) for one in _NUMBERS_FIRST_YEAR.finditer(words)}
    for one in _NUMBERS_LAST_YEAR.finditer(words):
        first, second, year = int(one[1]), int(one[3]), int(one[4])
        found |= {_iso(year, first, second), _iso(year, second, first)}
    wanted = {"en", language.partition("-")[0]}
    return found.union(*(said_days(words, code) for code in LANGUAGES if code.partition("-")[0] in wanted))


def _iso(year: int, month: int, day: int) -> str:
    return f"{year:04}-{month:02}-{day:02}"


# --- which facts words state ----------------------------------------------------------------------


class Stated(Record):
    """A fact of the case, by its name, as a letter says it."""

    name: str
    fact: Fact
    evidence: Evidence
    said: str

    @property
    def grade(self) -> str:
        """What it is worth: its own grade, else that of its evidence."""
        return self.fact.grade or self.evidence.grade

    def told(self) -> str:
        """It in one line: name, words, kind, grade and place."""
        about = ", ".join(part for part in (self.fact.kind, self.grade, self.fact.at) if part)
        return f"{self.name}: {self.said} ({about})"


def stated(text: str, evidence: tuple[str, ...], case: Case) -> Iterator[Stated]:
    """The facts of pieces of evidence that stand in words resting on them."""
    for key in evidence:
        piece = case.evidence.get(key)
        for name, fact in piece.facts.items() if piece else ():
            said = as_said(fact, case)
            if piece and any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text) for one in said):
                yield Stated(f"{key}.{name}", fact, piece, said[0])


def as_said(fact: Fact, case: Case) -> tuple[str, ...]:
    """How a letter of the case may say a fact."""
    if fact.date:
        return (LANGUAGES[case.language].written_date(fact.date),) if case.language in LANGUAGES else (fact.date,)
    party = case.parties.get(fact.party or "")
    if party is not None:
        return tuple(dict.fromkeys(name for name in (party.name, party.known_as) if name))
    return (fact.said,)


def proof_of(one: Stated, case: Case, text: str) -> Proof:
    """How sure a stated fact is."""
    return prove(one.fact, case.sources.get(one.evidence.source), case, text)


def passage_words(fact: Fact) -> str:
    """The passage of a fact on one line."""
    return " ".join((fact.passage or Placed("")).split())
