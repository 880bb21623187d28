"""The body of a brief as answers: each item in the place of the course that makes it, else kept as it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from drafter import yaml_files
from drafter.interview.course import challenge
from drafter.interview.items import Plan, answers_in, several, wording_of
from drafter.interview.journal import Unkept
from drafter.interview.offers import Context
from drafter.interview.paragraphing import RUN_ON, named
from drafter.interview.questions import Answer, Asking
from drafter.interview.unattended import interview_alone, stand_in_for
from drafter.interview.wording import NAMING, OWN_WORDS, wording
from drafter.library import Param
from drafter.record import Mutable, Record, field, replace


class Place(Record):
    """A place of the course where wording is asked for: its question, the kinds offered, what is known there."""

    prefix: str
    kinds: tuple[str, ...]
    known: Plan = field(default_factory=dict)

    @property
    def asks(self) -> bool:
        """Whether what stands here can be numbered."""
        return self.kinds == ("query",)


_PLACES: Final = {
    "opening": Place("opening", ("opening",)),
    "lists": Place("lists", ("list",)),
    "queries": Place("queries", ("query",)),
    "closing": Place("closing", ("closing", "paragraph")),
}


def played(steps: Asking, answers: dict[str, Answer]) -> Any:
    """What the course, or a piece of it, makes of some answers, whatever else is proposed being taken."""
    return interview_alone(Unkept(Path(), dict(answers)), lambda: steps, stand_in_for([])).brief()


class OpenedBody(Mutable):
    """A body as answers, growing item by item."""

    context: Context
    found: dict[str, Answer]
    numbered: bool
    items: dict[str, Plan] = field(default_factory=dict)
    """What is kept as it stands in each place, by the name that it is chosen by."""
    parts: dict[str, list[Plan]] = field(default_factory=dict)
    """What is kept as parts of the letter."""
    order: list[str] = field(default_factory=list)
    challenged: list[str] = field(default_factory=list)

    def body(self, items: list[Plan]) -> None:
        """All items; their order stays, so that what would leave it stays where it is, as it stands."""
        for place in _PLACES.values():
            self.found |= {place.prefix: [], f"{place.prefix}/{RUN_ON}": []}
        for item in items:
            if "challenge" in item:
                self._challenge(item)
                continue
            here, wanted = self.order[-1] if self.order else "", self._wanted(item)
            if wanted != here and wanted in self.order:
                wanted = here
            if wanted not in _PLACES:
                self._part(item)
                continue
            if wanted != here:
                self.order.append(wanted)
            self._put(_PLACES[wanted], item, {})

    def _wanted(self, item: Plan) -> str:
        """The place that an item belongs in by its kind; plain wording begins the letter or ends it."""
        if self.context.asks(item):
            return "queries"
        kind = self.context.kind(item)
        usual = "opening" if self.order in ([], ["opening"]) else "closing"
        return next((name for name, place in _PLACES.items() if kind in place.kinds and kind != "paragraph"), usual)

    def _part(self, item: Plan) -> None:
        name = f"part {len(self.parts) + 1}"
        self.parts[name] = [item]
        self.order.append(name)

    def _put(self, place: Place, item: Plan, shared: Plan) -> None:
        """An item in a place, as the answers that make it, else as it stands."""
        chosen: list[str] = self.found.setdefault(place.prefix, [])
        name, answers = self._proposed(place.prefix, item, shared)
        if name and name not in chosen:
            numbered = self.numbered and place.asks
            steps = wording(self.context, place.prefix, place.kinds, ("", ""), place.known, numbered=numbered)
            made = played(steps, {place.prefix: [name], **answers})
            if self._whole(made, place.known) == self._whole([item], shared):
                self.found |= answers
                chosen.append(name)
                return
        held = self.items.setdefault(place.prefix, {})
        held[f"item {len(held) + 1}"] = item
        chosen.append(f"item {len(held)}")

    def _proposed(self, prefix: str, item: Plan, shared: Plan) -> tuple[str, dict[str, Answer]]:
        inner = wording_of(item)
        if "text" in inner:
            return OWN_WORDS, {f"{prefix}/own": inner["text"]}
        given = {**shared, **answers_in(item)}
        values = {name: (param, _given(param, name, given)) for name, param in self.context.params(item).items()}
        name = str(inner.get("snippet", ""))
        answers: dict[str, Answer] = {}
        for one, (param, value) in values.items():
            place = f"{prefix}/{name}/{one}"
            answers[place] = "; ".join(map(str, value)) if param.many and param.type not in NAMING else value
            if param.type == "provision" and not param.many:
                parts = value if isinstance(value, dict) else {"provision": value}
                answers |= {place: parts.get("provision"), f"{place}/words": parts.get("words")}
        return name, answers

    def _challenge(self, item: Plan) -> None:
        """A challenge as answers, where they make it again; else a part as it stands."""
        shared = item["challenge"]
        claim = shared.get("claim")
        if claim not in self.context.case.claims or claim in self.challenged:
            self._part(item)
            return
        self.challenged.append(claim)
        prefix = f"claim/{claim}"
        evidence = [one for some in (shared, *map(answers_in, item["body"])) for one in several(some.get("evidence"))]
        evidence = list(dict.fromkeys(one for one in evidence if one in self.context.case.evidence))
        principles: list[str] = self.found["principles"]
        places = self._places(prefix, claim, evidence, principles)
        for paragraphs in ([one.get("paragraph", [one]) for one in item["body"]], [[one] for one in item["body"]]):
            tried = self._tried(prefix, {f"{prefix}/evidence": evidence}, places, paragraphs, shared)
            context = replace(self.context, kept={"items": tried.items})
            steps = challenge(context, claim, principles, to=self.found["to"], numbered=self.numbered)
            made, _ = played(steps, tried.found)
            if self._whole(made, {}) == self._whole([item], {}):
                self.found |= tried.found
                self.items |= tried.items
                self.order.append(prefix)
                return
        self.unchallenged(claim)
        self._part(item)

    def unchallenged(self, claim: str) -> None:
        """A claim that no answers challenge: nothing is chosen for it."""
        places = self._places(f"claim/{claim}", claim, [""], [""])
        self.found |= {name: [] for name in (f"claim/{claim}/evidence", *(place.prefix for place in places))}

    def _tried(
        self,
        prefix: str,
        found: dict[str, Answer],
        places: list[Place],
        paragraphs: list[list[Plan]],
        shared: Plan,
    ) -> OpenedBody:
        """The items of a challenge, paragraph by paragraph, each in a place that is not before that of the last."""
        tried = OpenedBody(self.context, found, numbered=self.numbered)
        tried.found |= {place.prefix: [] for place in places}
        at = 0
        pieces: list[tuple[str, Plan]] = []
        running: list[int] = []
        for paragraph in paragraphs:
            for number, one in enumerate(paragraph):
                kind = "query" if self.context.asks(one) else self.context.kind(one)
                at = max(at, next((number for number, place in enumerate(places) if kind in place.kinds), at))
                tried._put(places[at], one, shared)
                running += [len(pieces)] * bool(number)
                pieces.append((places[at].prefix.removeprefix(f"{prefix}/"), one))
        names = [name for name, _ in named(pieces)]
        tried.found[f"{prefix}/{RUN_ON}"] = [names[number] for number in running]
        return tried

    @staticmethod
    def _places(prefix: str, claim: str, evidence: list[str], principles: list[str]) -> list[Place]:
        known: Plan = {"claim": claim, **({"evidence": evidence[0]} if len(evidence) == 1 else {})}
        names = {"stands": "challenge", "query": "query"}
        if principles:
            names = {"stands": "challenge", "principle-wording": "principle", "query": "query"}
        if evidence:
            names = {"stands": names.pop("stands"), "evidence-wording": "evidence", **names}
        return [Place(f"{prefix}/{name}", (kind,), known) for name, kind in names.items()]

    def _whole(self, items: list[Plan], shared: Plan) -> list[Plan]:
        """Items as they are understood: each snippet with all answers that reach it."""
        return [self._one(item, shared) for item in items]

    def _one(self, item: Plan | str, shared: Plan) -> Plan:
        if not isinstance(item, dict):
            return {"text": item}
        made = dict(item)
        if "challenge" in item:
            shared = {**shared, **item["challenge"]}
            made["challenge"] = shared.get("claim")
        for name in ("body", "paragraph"):
            if name in item:
                made[name] = self._whole(item[name], shared)
        if "question" in item:
            made["question"] = self._one(item["question"], shared)
        if "snippet" in item:
            given = {**shared, **answers_in(item)}
            params = self.context.params(item)
            reached = {name: _given(param, name, given) for name, param in params.items()}
            made["with"] = given if "pin" in item else reached
        return made


def _given(param: Param, name: str, given: Plan) -> Any:
    """What a snippet takes for a parameter."""
    usual = yaml_files.plain(param.default) if param.default is not None else None
    value = given.get(name, usual)
    return several(value) if param.many else value
