"""Answers to the parameters of snippets, read by the type that each declares."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Literal, TypeAlias

from drafter import shapes
from drafter.case import Case
from drafter.library import Library, Param, Snippet
from drafter.problems import Finding, Place, Placed, did_you_mean
from drafter.provisions import pinpoint
from drafter.record import Mutable, Record
from drafter.shapes import DAY, TRUTH, WORDS, ChoiceShape, Missing, NumberShape, Reading
from drafter.yaml_files import Mapping, Node, Scalar, Sequence


class FreeText(Record):
    """Text in the language of snippets."""

    text: Placed


class Day(Record):
    """A date, as YYYY-MM-DD."""

    day: Placed


RefKind: TypeAlias = Literal["party", "source", "claim", "evidence", "passage", "provision", "list"]
REF_KINDS: Final[dict[str, RefKind]] = {
    "party": "party",
    "source": "source",
    "claim": "claim",
    "evidence": "evidence",
    "passage": "passage",
    "provision": "provision",
    "list": "list",
}


class Ref(Record):
    """Something of the case or of a register, by its id; `words` quotes a passage otherwise than declared there."""

    kind: RefKind
    id: Placed
    words: Placed | None = None


Answer: TypeAlias = "Placed | FreeText | Day | Ref | int | bool | tuple[Answer, ...]"


def read_answers(
    snippet: Snippet, given: dict[str, Node], place: Place, case: Case, library: Library, reading: Reading
) -> dict[str, Answer]:
    """The answers to a snippet's parameters: those given, then defaults; what is missing or unknown is reported."""
    reader = _Reader(case, library, reading)
    answers: dict[str, Answer] = {}
    for name, node in given.items():
        if name not in snippet.params:
            message = f"{snippet.id}: unknown parameter '{name}'{did_you_mean(name, tuple(snippet.params))}"
            advice = f"it has: {', '.join(snippet.params) or 'no parameters'}"
            reading.add("unknown-parameter", message, node.place, advice)
    for name, param in snippet.params.items():
        answer_node = given.get(name, param.default)
        if answer_node is None:
            if not param.optional:
                message = f"{snippet.id}: '{name}' is missing"
                reading.add("answer-missing", message, place, f"add `{name}: …` below `with:` ({param.ask})")
            continue
        answer = reader.answer(answer_node, param, f"{snippet.id}: {name}")
        if not isinstance(answer, Missing):
            answers[name] = answer
    return answers


class _Reader(Mutable):
    case: Case
    library: Library
    reading: Reading

    def answer(self, node: Node, param: Param, what: str) -> Answer | Missing:
        if param.many:
            nodes = node.items if isinstance(node, Sequence) else (node,)
            answers = [self._one(item, param, what) for item in nodes]
            return tuple(answer for answer in answers if not isinstance(answer, Missing))
        return self._one(node, param, what)

    def _one(self, node: Node, param: Param, what: str) -> Answer | Missing:
        simple = {"words": WORDS, "number": NumberShape(), "yes-no": TRUTH, "choice": ChoiceShape(param.choices)}
        if param.type in simple:
            shape: Any = simple[param.type]
            answer: Answer | Missing = shape.read(node, what, self.reading)
            return answer
        if param.type == "text":
            text = WORDS.read(node, what, self.reading)
            return text if isinstance(text, Missing) else FreeText(text)
        if param.type == "date":
            day = DAY.read(node, what, self.reading)
            return day if isinstance(day, Missing) else Day(day)
        return self._ref(node, REF_KINDS[param.type], what)

    def _ref(self, node: Node, kind: RefKind, what: str) -> Ref | Missing:
        words: Placed | None = None
        if isinstance(node, Mapping) and kind in {"claim", "passage", "provision"}:
            for key, value in node.entries:
                if key not in {kind, "words"}:
                    self.reading.add("unknown-key", f"{what}: unknown key '{key}'", key.place, f"it has: {kind}, words")
                elif key == "words":
                    read = WORDS.read(value, f"{what}: words", self.reading)
                    words = None if isinstance(read, Missing) else read
            node = node.get(kind) or Scalar("", "nothing", node.place)
        name = WORDS.read(node, what, self.reading)
        if isinstance(name, Missing):
            return name
        if finding := self._unknown(kind, name, what):
            self.reading.findings.append(finding)
            return shapes.MISSING
        return Ref(kind, name, words)

    def _unknown(self, kind: RefKind, name: Placed, what: str) -> Finding | None:
        if kind == "provision":
            found = pinpoint(self.library, name, what)
            return found if isinstance(found, Finding) else None
        known = list(self._known(kind))
        return None if name in known else shapes.unknown_id(what, name, known, name.place)

    def _known(self, kind: RefKind) -> Iterable[str]:
        case = self.case
        match kind:
            case "party":
                return case.parties
            case "source":
                return case.sources
            case "claim":
                return case.claims
            case "evidence":
                return case.evidence
            case "list":
                return case.lists
            case _:
                return (f"{key}.{name}" for key, piece in case.evidence.items() for name in piece.passages)
