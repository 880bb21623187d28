"""Sets up what fills in the letters of a batch, from the first letter that the ordinary path made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from drafter.amounts import MEASURES
from drafter.batch.columns import Column
from drafter.batch.compiled import Compiled
from drafter.batch.identity import own_columns, strings
from drafter.batch.leaks import Index
from drafter.batch.letters import Ordinary, Source
from drafter.batch.patterns import Reader, compared
from drafter.batch.slips import slips
from drafter.batch.tables import Row
from drafter.batch.typed import listed
from drafter.batch.vocabulary import of_code
from drafter.batch.words import words
from drafter.case import Case
from drafter.checks import spelling
from drafter.language import LANGUAGES
from drafter.languages import Before, form_before
from drafter.record import Record

_TRIED: Final = {
    "en": "apple bamboo candle dolphin engine feather garden harbour insect jacket kettle lantern meadow orchard",
    "fr": "abeille bateau cerise dauphin falaise girafe horloge jardin lanterne montagne nuage pomme rivage tulipe"
    " écharpe étoile olive orage usine armoire épaule image",
    "es": "abeja barco cereza delfín faro gaviota huerto jardín linterna montaña naranja oveja paloma ribera tulipán"
    " isla imán higuera yegua invierno hilo",
    "cy": "afal blodyn cwch dafad eryr gardd haul llyfr mynydd nant pont rhosyn tonnau ysgol glaswellt"
    " afon awyr enfys olwyn ynys oren",
}
"""Words that say nothing to any check, for trials."""


class Task(Record):
    """What a batch fills in: its columns, how many there are, the index of all rows, the formats, the case of all."""

    columns: tuple[Column, ...]
    width: int
    index: Index
    formats: tuple[str, ...]
    case: Case


def compiled(task: Task, source: Source, row: Row, first: Ordinary) -> Compiled:
    """What fills in the letters of rows of one kind; `source` is the ordinary path, `first` its letter of a row."""
    language, held = first.dossier.letter.language, tuple(strings(task.case))
    fixed = frozenset(word for text in (task.index.fixed, *_without(first.said, row), *held) for word in words(text))
    right = partial(spelling.is_right, language=language)
    small = [one for one in _TRIED[language.partition("-")[0]].split() if right(one) and one not in fixed]
    months = frozenset(word for one in LANGUAGES.values() for name in one.months for word in words(name))
    counted = frozenset(word for text in _facts(task.case) for word in words(text))
    choices = tuple(one.before_some for one in (LANGUAGES[language].lists, LANGUAGES[language].possessives))
    before = partial(_before, choices) if any(choices) else None
    reader = Reader(task.columns, task.width, of_code(), fixed, right, months | MEASURES, counted, before)
    near = slips(compared(_compared(task.case)))
    return Compiled(reader, task.index, task.formats, source, small, near, own_columns(task.columns))


def _without(said: tuple[str, ...], row: Row) -> Iterator[str]:
    """The texts of a row's letter without the row's own values."""
    values = {value for cell in row.cells for value in listed(cell) if value}
    own = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(values, key=len, reverse=True)))})\b")
    return (own.sub("\n", text) for text in said)


def _before(choices: tuple[tuple[Before, ...], ...], word: str) -> str:
    """The forms that words of a language take before one, such as `d’` or `ac`."""
    return "".join(form_before(word, one, "") for one in choices)


def _compared(case: Case) -> Iterator[str]:
    """What the checks compare with words that nearly are the same."""
    for party in case.parties.values():
        yield from (party.name, party.known_as, *party.role)
    for source in case.sources.values():
        yield source.reference
    yield from _facts(case)


def _facts(case: Case) -> Iterator[str]:
    for evidence in case.evidence.values():
        yield from (fact.words for fact in evidence.facts.values())
