"""The words that the code itself names: what it says of a value with one of them may hold for that value alone.

They are read out of the modules that make and check letters, so that a new check brings its own along: from their
constants, their patterns, and the strings within their functions that are no messages. What is a word too many costs
speed and nothing else.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Final

from drafter.language import Language
from drafter.record import Record

_NOT_OF_LETTERS: Final = (
    *(
        "drafter.interview",
        "drafter.cli",
        "drafter.importing",
        "drafter.sources",
        "drafter.library",
        "drafter.provisions",
        "drafter.subparagraphs",
        "drafter.part_ends",
        "drafter.snippet_",
    ),
    *(
        "drafter.candidates",
        "drafter.cache",
        "drafter.folders",
        "drafter.outbox",
        "drafter.pdf",
        "drafter.compose.syntax",
    ),
    *("drafter.writers.docx.letterhead", "drafter.writers.docx.opening", "drafter.writers.docx.safety"),
    *("drafter.writers.docx.inspection", "drafter.writers.docx.merging", "drafter.writers.docx.marks"),
    *("drafter.batch.vocabulary", "drafter.batch.compiling", "drafter.batch.patterns", "drafter.batch.trials"),
    *("drafter.batch.known", "drafter.batch.letters"),
    *("drafter.batch.compiled", "drafter.batch.tables", "drafter.batch.run", "drafter.batch.shelf"),
    *("drafter.batch.survey", "drafter.batch.naming", "drafter.batch.briefs", "drafter.batch.columns"),
)
"""Modules, or how their names begin, that see no words of a row: they read files, letterheads, and the table itself."""
_ESCAPE: Final = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)")
_EITHER: Final = re.compile(r"\[(\w)(\w)\]")
_OPTIONAL: Final = re.compile(r"\w\?")
_LETTERS: Final = re.compile(r"[^\W\d_]{2,}")
_ENDED: Final = re.compile(r"[^\W\d_]+(?= )")
"""A word of a pattern that ends there."""
_PATTERN: Final = re.compile(r"[\\|\[]")
"""What tells a pattern from a message."""
_FORKED: Final = re.compile(r"[\\?\[]")
"""What stands in every pattern that has words in several ways."""
_MESSAGE: Final = 3
"""Words of a string within a function, which is no pattern, from which it is a message."""
_STEM: Final = 4
"""Letters from which a word that begins so is taken for one of the code's."""
_DEEP: Final = 6


class Vocabulary(Record):
    """Words, written small, and the beginnings of words that patterns look for."""

    words: frozenset[str]
    stems: frozenset[str]

    def names(self, word: str) -> bool:
        """Whether a word, written small, is one of these or begins as one."""
        return word in self.words or any(word[:end] in self.stems for end in range(_STEM, len(word) + 1))


@cache
def of_code() -> Vocabulary:
    """The words of the modules that are loaded and that make or check letters."""
    found: set[str] = set()
    stems: set[str] = set()
    for name, module in sorted(sys.modules.items()):
        if name.startswith("drafter.") and not name.startswith(_NOT_OF_LETTERS):
            for string in _of_module(module):
                found |= set(_words(string))
                if _PATTERN.search(string):
                    stems |= set(_words(_ENDED.sub(" ", _ESCAPE.sub(" ", string))))
    return Vocabulary(frozenset(found), frozenset(word for word in stems if len(word) >= _STEM))


def _words(string: str) -> Iterator[str]:
    """The words of a string that may be a pattern: `annexe?s?` is annex, annexs, annexe and annexes."""
    if not _FORKED.search(string):
        yield from map(str.casefold, _LETTERS.findall(string))
        return
    bare = _EITHER.sub(
        lambda found: found[1] if found[1].lower() == found[2].lower() else " ", _ESCAPE.sub(" ", string)
    )
    for one in {bare, bare.replace("?", ""), _OPTIONAL.sub("", bare)}:
        yield from (word.casefold() for word in _LETTERS.findall(one))


def _of_module(module: ModuleType) -> Iterator[str]:
    for name, value in list(vars(module).items()):
        if name.startswith("__"):
            continue
        if isinstance(value, FunctionType | type) and value.__module__ != module.__name__:
            continue
        yield from _strings(value, _DEEP)


def _strings(value: object, deep: int) -> Iterator[str]:
    if deep == 0:
        return
    match value:
        case str():
            yield value
        case re.Pattern():
            if isinstance(value.pattern, str):
                yield value.pattern
        case tuple() | list() | set() | frozenset():
            for one in value:
                yield from _strings(one, deep - 1)
        case dict():
            for key, one in list(value.items()):
                yield from _strings(key, deep - 1)
                yield from _strings(one, deep - 1)
        case Language():  # other records that a module holds are letters that it remembers
            for name in value.__struct_fields__:
                yield from _strings(getattr(value, name), deep - 1)
        case FunctionType():
            yield from _of_code(value.__code__, value.__doc__)
        case property():
            yield from _strings(value.fget, deep - 1)
        case type():
            for name, one in list(vars(value).items()):
                if not name.startswith("__"):
                    yield from _strings(one, deep - 1)
        case _:
            wrapped = getattr(value, "__wrapped__", getattr(value, "func", None))
            if isinstance(wrapped, FunctionType):
                yield from _strings(wrapped, deep - 1)


def _of_code(code: CodeType, doc: str | None) -> Iterator[str]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _of_code(constant, None)
        elif isinstance(constant, str):
            if constant != doc and (_PATTERN.search(constant) or len(_LETTERS.findall(constant)) < _MESSAGE):
                yield constant
        elif isinstance(constant, tuple | frozenset):
            yield from (one for one in constant if isinstance(one, str))
