"""Everything that belongs to one letter, for those who check it: the letter, its brief, its case."""

from __future__ import annotations

from dataclasses import dataclass

from drafter.brief import Brief
from drafter.case import Case
from drafter.library import Library
from drafter.model import Letter


@dataclass(frozen=True, slots=True)
class Dossier:
    letter: Letter
    brief: Brief
    case: Case
    library: Library
