"""Fills snippets in with sample values: two invented matters, shipped as data, stand in for a case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from drafter import shapes, yaml_files
from drafter.answers import Answer, read_answers
from drafter.body import SnippetItem
from drafter.brief import Brief, Deadline
from drafter.case import Case, Evidence, read_case
from drafter.compose import compose
from drafter.fact import Fact
from drafter.folders import shipped, shown
from drafter.library import Library, Param, Snippet
from drafter.model import Letter, Sender
from drafter.problems import NOWHERE, Finding, Place, Placed
from drafter.record import Record, field, replace
from drafter.shapes import ANY, DAY, WORDS, Key, MapShape, Reading, RecordShape
from drafter.writers import WRITERS
from drafter.yaml_files import Node, Scalar

SAMPLES: Final = "samples"
"""The folder of the matters, below the shipped snippets."""
OF_EVIDENCE: Final = frozenset(("title", "known_as", "source", "passages", "evidence", "at", "emphasised"))
"""Attributes of evidence and of its passages that are no facts."""
SUCH_AS: Final = re.compile(r"[Ss]uch as: (.+?)\.?$", re.DOTALL)


class Matter(Record):
    """An invented matter: its case, and sample answers by type and name, and for single snippets."""

    title: str = ""
    deadline: str = ""
    case: Node | None = None
    answers: dict[str, dict[str, Node]] = field(default_factory=dict)
    snippets: dict[str, dict[str, Node]] = field(default_factory=dict)
    place: Place = NOWHERE
    read: Case = field(default_factory=Case)


_NAMED: Final = MapShape(ANY, r"[a-z][a-z0-9_]*")
_MATTER: Final = RecordShape(
    Matter,
    {
        "title": Key(WORDS, "what the matter is", required=True),
        "deadline": Key(DAY, "the day by which an answer is asked for", required=True),
        "case": Key(ANY, "the case, as in case.yaml", required=True),
        "answers": Key(MapShape(_NAMED), "sample answers by type and by the parameter's name; `any` is for the rest"),
        "snippets": Key(MapShape(_NAMED, ".+"), "sample answers of single snippets, by id"),
    },
    "a matter",
)


class Filled(Record):
    """A snippet filled in: the letter that holds nothing else, and what was found on the way."""

    letter: Letter
    findings: tuple[Finding, ...]

    @property
    def text(self) -> str:
        """The wording as plain text, its notes below it."""
        bare = replace(self.letter, sender=Sender(()), outline=("body",))
        return WRITERS["txt"](bare).strip("\n") + "\n"


def matters() -> tuple[Matter, ...]:
    """The shipped matters, by the names of their files; raises AssertionError where one is not sound."""
    return tuple(_matter(path.read_bytes(), shown(path)) for path in _files())


def _files() -> Iterable[Path]:
    return sorted((shipped() / "snippets" / SAMPLES).glob("*.yaml"))


def _matter(content: bytes, file: str) -> Matter:
    document = yaml_files.read(content, file)
    matter, findings = shapes.read_record(_MATTER, document, "matter")
    if matter is None or findings:
        raise AssertionError(findings)
    case, of_case = read_case(replace(document, root=matter.case))
    if of_case:
        raise AssertionError(of_case)
    return replace(matter, read=case)


def filled(  # noqa: PLR0913 - what a test varies, each by its name
    snippet: Snippet,
    matter: Matter,
    library: Library,
    *,
    voice: str = "",
    case: Case | None = None,
    without: frozenset[str] = frozenset(),
    given: Mapping[str, Node] | None = None,
    deadline: bool = True,
) -> Filled:
    """A snippet with sample answers of a matter.

    `case` brings its parties and records, which wording may name by id; `without` leaves optional parameters out;
    `given` are answers that stand before the samples.
    """
    sample = _with_facts(_merged(matter.read, case), snippet)
    reading = Reading()
    nodes = {**samples(snippet, matter), **(given or {})}
    chosen = {name: node for name, node in nodes.items() if name in snippet.params and name not in without}
    plain = replace(snippet, params={name: _plain(param, name in without) for name, param in snippet.params.items()})
    answers: dict[str, Answer] = read_answers(plain, chosen, snippet.place, sample, library, reading)
    brief = Brief(
        date=matter.deadline[:4] + "-01-02",
        to=tuple(list(map(Placed, sample.parties))[1:2]),
        signatory=sample.sender.signatory,
        voice=voice or sample.sender.voice,
        deadline=Deadline(date=Placed(matter.deadline)) if deadline else None,
        body=(SnippetItem(snippet, answers, NOWHERE),),
    )
    letter, findings = compose(brief, sample, library, lambda _: "", lambda _, __: None)
    grave = [one for one in findings if one.severity == "error"]
    return Filled(letter, tuple(map(_bare, (*reading.findings, *grave))))


def _plain(param: Param, left_out: bool) -> Param:  # noqa: FBT001 - one use
    return replace(param, default=None) if left_out else param


def _bare(finding: Finding) -> Finding:
    return replace(finding, message=finding.message.replace(" (used at )", ""))


def samples(snippet: Snippet, matter: Matter) -> dict[str, Node]:
    """A sample answer to each parameter of a snippet."""
    found = {name: _sample(snippet, name, param, matter) for name, param in snippet.params.items()}
    return {name: node for name, node in found.items() if node is not None}


def _sample(snippet: Snippet, name: str, param: Param, matter: Matter) -> Node | None:
    own = matter.snippets.get(snippet.id, {})
    if name in own:
        return own[name]
    by_type = matter.answers.get(param.type, {})
    if name in by_type:
        return by_type[name]
    if param.type == "choice":
        return Scalar(param.choices[0], "text", NOWHERE) if param.choices else None
    if param.default is not None:
        return param.default
    if param.type in {"words", "text"}:
        example = SUCH_AS.search(param.help)
        words = example[1].split(";")[0].strip() if example else name.replace("_", " ")
        return Scalar(words, "text", NOWHERE)
    return by_type.get("any")


def _merged(sample: Case, case: Case | None) -> Case:
    """The sample with what a case declares besides."""
    if case is None:
        return sample
    return replace(
        sample,
        parties={**sample.parties, **{key: one for key, one in case.parties.items() if key not in sample.parties}},
        sources={**case.sources, **sample.sources},
        claims={**case.claims, **sample.claims},
        evidence={**case.evidence, **sample.evidence},
        lists={**case.lists, **sample.lists},
    )


def _with_facts(case: Case, snippet: Snippet) -> Case:
    """The case, whose evidence has every fact that a wording takes from it."""
    kinds = {"evidence", "passage"}
    named = "|".join(re.escape(name) for name, param in snippet.params.items() if param.type in kinds)
    if not named:
        return case
    facts = set(re.findall(rf"\b(?:{named})(?:\.evidence)?\.([a-z][a-z0-9_]*)", snippet.body)) - OF_EVIDENCE
    return replace(case, evidence={key: _with(one, facts) for key, one in case.evidence.items()})


def _with(evidence: Evidence, facts: set[str]) -> Evidence:
    lacking = {name: Fact(name.replace("_", " ")) for name in sorted(facts) if name not in evidence.facts}
    return replace(evidence, facts={**lacking, **evidence.facts})
