"""Chooses the questions of a row's letter: those of the brief that it names, and others that it brings."""

from __future__ import annotations

import json
from collections.abc import Iterable

from drafter.library import Library
from drafter.problems import Finding, Placed, did_you_mean
from drafter.yaml_files import Mapping, Node, Scalar, Sequence


def chosen(body: Node, wanted: list[Scalar], library: Library, findings: list[Finding]) -> Node:
    """The body with those of its questions that are wanted, by name or snippet, and the others that are wanted.

    What is neither in the brief nor a snippet is a question in plain words; one word alone is taken for a slip.
    """
    known: dict[str, Mapping] = {}
    _collect(body, known)
    kept = {id(known[one.text]) for one in wanted if one.text in known}
    rest: list[Node] = []
    for one in wanted:
        if one.text in known:
            continue
        ids = library.snippet_ids() if "/" in one.text else []
        if one.text in ids:
            rest.append(_question(Mapping(((Placed("snippet", one.place), one),), one.place), one))
        elif len(one.text.split()) > 1:
            words = Scalar(f"{{{{ {json.dumps(one.text)} }}}}", "text", one.place)
            rest.append(_question(words, one))
        else:
            message = f"queries: the brief has no question '{one.text}'{did_you_mean(one.text, [*known, *ids])}"
            advice = f"its questions: {', '.join(known)}" if known else "name the questions of the brief: `name: …`"
            findings.append(Finding("query-unknown", "error", message, one.place, advice))
    whole = _kept(body, kept, {id(node) for node in known.values()})
    if not rest:
        return whole or Sequence((), body.place)
    items = list(whole.items) if isinstance(whole, Sequence) else []
    last = max((n for n, item in enumerate(items, 1) if isinstance(item, Mapping) and item.get("question")), default=0)
    at = last or len(items)
    return Sequence((*items[:at], *rest, *items[at:]), body.place)


def _question(wording: Node, one: Scalar) -> Mapping:
    return Mapping(((Placed("question", one.place), wording),), one.place)


def _collect(node: Node | None, known: dict[str, Mapping]) -> None:
    match node:
        case Sequence(items=items):
            for one in items:
                _collect(one, known)
        case Mapping():
            if node.get("question") is not None:
                for name in _names(node):
                    known.setdefault(name, node)
            for key in ("paragraph", "body"):
                _collect(node.get(key), known)
        case _:
            pass


def _names(question: Mapping) -> Iterable[str]:
    """What a question may be called by: its name, its snippet's id or the last part of it, its words."""
    name, wording = question.get("name"), question.get("question")
    snippet = wording.get("snippet") if isinstance(wording, Mapping) else None
    if isinstance(name, Scalar):
        yield name.text
    if isinstance(snippet, Scalar):
        yield snippet.text
        yield snippet.text.rpartition("/")[2]
    if isinstance(wording, Scalar):
        yield wording.text


def _kept(node: Node, kept: set[int], questions: set[int]) -> Node | None:
    match node:
        case Sequence(items=items):
            left = tuple(one for item in items if (one := _kept(item, kept, questions)) is not None)
            return Sequence(left, node.place) if left else None
        case Mapping(entries=entries):
            if id(node) in questions:
                return node if id(node) in kept else None
            made = []
            for key, value in entries:
                inner = _kept(value, kept, questions) if key in {"paragraph", "body"} else value
                if inner is None:
                    return None
                made.append((key, inner))
            return Mapping(tuple(made), node.place)
        case _:
            return node
