"""Everything that belongs to one letter, for those who check it: the letter, its brief, its case."""

from __future__ import annotations

from collections.abc import Mapping

from drafter.brief import Brief
from drafter.case import Case
from drafter.library import Library
from drafter.model import Letter
from drafter.record import Record, field


class Dossier(Record):
    letter: Letter
    brief: Brief
    case: Case
    library: Library
    texts: Mapping[str, str] = field(default_factory=dict)
    """The texts of the sources that are held, by id."""
