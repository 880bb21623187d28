"""Wording as it will stand in the letter, by the real composer, with gaps in brackets for what is not answered yet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from drafter.interview.items import Plan, wording_of
from drafter.interview.menu import cut
from drafter.interview.offers import Context
from drafter.problems import NOWHERE, Place, Placed
from drafter.record import Record, field, replace

if TYPE_CHECKING:
    from drafter.answers import Answer
    from drafter.body import Item
    from drafter.case import Case, Evidence
    from drafter.library import Library, Param, Provision, Register, Snippet
    from drafter.yaml_files import Node

_GAP: Final = "Gap"
_WITHIN: Final = {"passage": ".main", "provision": " 1"}
_LINE: Final = 160
"""Characters of an item that is known by a line."""
_DAY: Final = "1000-01-01"
"""The date of a document that is not chosen yet, which no letter bears."""
_DUE: Final = "1000-01-02"
"""The deadline while it is not known whether there is one."""
_CASE: Final = Place("case.yaml")


def snippet(context: Context, chosen: Snippet, given: Plan, left_out: frozenset[str] = frozenset()) -> str:
    """A snippet's wording with some answers, and the names of the rest in brackets; nothing where that cannot be.

    Those `left_out` are taken as passed over.
    """
    from drafter.answers import read_answers
    from drafter.body import SnippetItem
    from drafter.shapes import Reading

    known = {name: _node(value) for name, value in given.items() if name in chosen.params and value not in (None, "")}
    params = {name: one for name, one in chosen.params.items() if name in known or one.default is not None}
    gaps = _Gaps(context.case, chosen.body, dict(context.library.registers()))
    reading = Reading()
    answers: dict[str, Answer] = {
        **read_answers(replace(chosen, params=params), known, NOWHERE, context.case, context.library, reading),
        **{
            name: gaps.answer(name, one)
            for name, one in chosen.params.items()
            if name not in params and name not in left_out
        },
    }
    if reading.findings:
        return ""
    return _composed(context, gaps.case(), gaps.library(), (SnippetItem(chosen, answers, NOWHERE),))


def items(context: Context, some: list[Plan]) -> str:
    """Items of a brief as they will stand in the letter; nothing where they cannot be composed."""
    from drafter.body import ITEMS, Resolver
    from drafter.shapes import Missing, Reading

    reading = Reading()
    raw = ITEMS.read(_node(some), "body", reading)
    if isinstance(raw, Missing):
        return ""
    resolved = Resolver(context.case, context.library, reading).items(raw, {})
    if any(one.code != "answer-unused" for one in reading.findings):
        return ""
    return _composed(context, context.case, context.library, resolved)


def line(context: Context, some: list[Plan], shared: Plan | None = None) -> str:
    """Items of a brief in a line: as they will stand in the letter, else by the title of the first.

    `shared` is what their challenge answers, where they stand in one.
    """
    named = context.snippet(str(wording_of(some[0]).get("snippet", "")))
    whole = [{"challenge": shared, "body": some}] if shared else some
    words = " ".join((items(context, whole) or (named.title if named else _first_words(some))).split())
    return cut(words, _LINE)


def _first_words(value: Any) -> str:
    """The first words that stand in plain data."""
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return next(filter(None, map(_first_words, inner)), "") if inner else str(value or "")


def _composed(context: Context, case: Case, library: Library, body: tuple[Item, ...]) -> str:
    from drafter.brief import Brief, Deadline
    from drafter.compose import compose
    from drafter.language import LANGUAGES
    from drafter.model import plain_text

    planned = context.planned
    due = planned.get("deadline", _DUE)
    deadline = Deadline(date=Placed(due)) if isinstance(due, str) else Deadline(**due) if due else None
    brief = Brief(
        date=str(planned.get("date") or context.today),
        to=tuple(Placed(name) for name in [planned.get("to")] if name),
        signatory=case.sender.signatory,
        deadline=deadline,
        body=body,
    )
    letter, findings = compose(brief, case, library, lambda name: context.texts.get(name, ""), lambda _, __: None)
    if any(one.severity == "error" for one in findings):
        return ""
    day, last = map(LANGUAGES[letter.language].written_date, (_DAY, _DUE))
    text = re.sub(r"\n{2,}", "\n", plain_text(letter.body)).strip()
    return text.replace(day, "[date]").replace(last, context.say("gap.deadline"))


class _Gaps(Record):
    """What stands in the place of answers that are not given yet; it is put into a copy of the case."""

    held: Case
    body: str
    registers: dict[str, Register]
    made: dict[str, dict[str, Any]] = field(default_factory=dict)

    def answer(self, name: str, param: Param) -> Answer:
        one = self._one(name, param)
        return (one,) if param.many else one

    def _one(self, name: str, param: Param) -> Answer:
        from drafter.answers import REF_KINDS, Ref

        words = f"[{name.replace('_', ' ')}]"
        if param.type in REF_KINDS:
            key = f"{_GAP}{name.replace('_', '')}"
            self._add(param.type, key, name, words)
            return Ref(REF_KINDS[param.type], Placed(f"{key}{_WITHIN.get(param.type, '')}"))
        if param.type == "choice" and param.choices:
            return Placed(param.choices[0])
        return True if param.type == "yes-no" else Placed(words)

    def _add(self, kind: str, key: str, name: str, words: str) -> None:
        from drafter.case import Claim, ItemList, Source
        from drafter.library import Register
        from drafter.party import Party

        title = "[document]" if kind == "passage" else words
        author, source = Placed(f"{key}-author", _CASE), Placed(f"{key}-source", _CASE)
        match kind:
            case "party":
                self._put("parties", key, Party(name=words))
            case "source":
                self._put("sources", key, Source(title=words, author=author, to=author, date=_DAY))
            case "claim":
                self._put("claims", key, Claim(Placed(words), source))
            case "list":
                self._put("lists", key, ItemList(words, (words,), source))
            case "provision":
                self.registers[key] = Register(key, "[instrument]", cite=words, provisions={"1": _provision(name)})
            case _:
                self._put("evidence", key, self._evidence(name, words, source, title))
        if kind in {"source", "claim", "evidence", "passage", "list"}:
            self._put("sources", str(source), Source(title=title, author=author))
            self._put("parties", str(author), Party(name="[speaker]" if kind == "claim" else "[author]"))

    def _evidence(self, name: str, words: str, source: Placed, title: str) -> Evidence:
        """Evidence that has every fact that the wording takes from it."""
        from drafter.case import Evidence, EvidencePassage
        from drafter.fact import Fact
        from drafter.snippet_samples import OF_EVIDENCE

        named = set(re.findall(rf"\b{re.escape(name)}(?:\.evidence)?\.([a-z][a-z0-9_]*)", self.body))
        facts = {one: Fact(f"[{one.replace('_', ' ')}]") for one in sorted(named - OF_EVIDENCE)}
        return Evidence(title, source, facts=facts, passages={"main": EvidencePassage(Placed(words))})

    def _put(self, section: str, key: str, record: Any) -> None:
        self.made.setdefault(section, {})[key] = record

    def case(self) -> Case:
        return replace(self.held, **{name: {**getattr(self.held, name), **added} for name, added in self.made.items()})

    def library(self) -> Library:
        from drafter.library import Library

        return Library(_registers=dict(self.registers))


def _provision(name: str) -> Provision:
    from drafter.library import Provision

    return Provision("[tier]", "[pillar]", "[bearer]", gist="[gist]", text=name)


def _node(value: Any) -> Node:
    """Plain data as if it stood in a file."""
    from drafter.yaml_files import Mapping, Scalar, Sequence

    match value:
        case dict():
            return Mapping(tuple((Placed(str(name)), _node(one)) for name, one in value.items()), NOWHERE)
        case list() | tuple():
            return Sequence(tuple(map(_node, value)), NOWHERE)
        case bool():
            return Scalar("yes" if value else "no", "truth", NOWHERE)
        case int() | float():
            return Scalar(str(value), "number", NOWHERE)
        case None:
            return Scalar("", "nothing", NOWHERE)
        case _:
            return Scalar(str(value), "text", NOWHERE)
