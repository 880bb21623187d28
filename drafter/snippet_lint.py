"""What is wrong with a snippet before any letter uses it: its declaration, its wording, what it presumes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from drafter.case import Case
from drafter.compose.syntax import WordingError
from drafter.compose.views import Views
from drafter.compose.wording import Wording
from drafter.language import EN_GB
from drafter.library import Library, Snippet
from drafter.model import plain_text
from drafter.office import VOICES
from drafter.problems import NOWHERE, Finding, Place, Placed, Severity, did_you_mean
from drafter.provisions import Pinpoint
from drafter.snippet_presumptions import place_in, presumed
from drafter.snippet_samples import Matter, filled
from drafter.yaml_files import Node, Scalar

OF_THE_LETTER: Final = ("author", "sender", "signatory", "to", "deadline")
"""The names that every wording has beside its parameters."""

_GAPS: Final = (
    (re.compile(r"““|””"), "two quotation marks meet"),
    (re.compile(r"\{\{|\}\}|\{%|%\}"), "braces are left over"),
    (re.compile(r"(?<=\S)  +(?=\S)"), "there are two spaces"),
    (re.compile(r"\S [,.;:?!](?:\s|$)"), "there is a space before a mark"),
    (re.compile(r"(?<!\.)\.\.(?!\.)|,,|,\.|\.,|[;:]\.|\( | \)|\(\)"), "two marks meet, or brackets hold nothing"),
)


def lint(snippet: Snippet, library: Library, matters: tuple[Matter, ...], case: Case | None = None) -> list[Finding]:
    """Everything that can be found in a snippet whose declaration was read; `case` is the one that it belongs to."""
    found = [*_declared(snippet), *_names(snippet), *presumed(snippet, case)]
    if not any(one.severity == "error" for one in found):
        found += _filled_in(snippet, library, matters, case)
    return list(dict.fromkeys(found))


def _declared(snippet: Snippet) -> Iterator[Finding]:
    for name, param in snippet.params.items():
        if name in OF_THE_LETTER:
            message = f"{name}: the letter itself has this name, which the parameter hides"
            yield Finding("snippet-name-taken", "warning", message, param.place, "give the parameter another name")
    if snippet.approved_on and not snippet.approved_by:
        yield _approval(snippet, "it is said when the wording was approved, and not by whom", "add `approved_by`")
    if snippet.approved_by and not snippet.approved_on:
        yield _approval(snippet, "it is said who approved the wording, and not when", "add `approved_on`")
    if snippet.review_by and snippet.approved_on and snippet.review_by < snippet.approved_on:
        message = f"it is to be looked at again by {snippet.review_by}, before it was approved ({snippet.approved_on})"
        yield _approval(snippet, message, "look both days up")


def _approval(snippet: Snippet, message: str, advice: str) -> Finding:
    return Finding("snippet-approval", "warning", message, Place(snippet.file, 1, "---"), advice)


def _names(snippet: Snippet) -> Iterator[Finding]:
    """Names that nothing declares, and parameters that nothing uses."""
    wording = Wording(Views(Case(), EN_GB, lambda _: "", _no_provision))
    functions, sandbox = wording._functions, wording._sandbox  # noqa: SLF001 - the tables that wording itself looks into
    try:
        used = sandbox.compiled(snippet.body)[1]
    except WordingError as error:
        line = max(error.line, 1) - 1
        lines = snippet.body.split("\n")
        text = lines[line][:200] if line < len(lines) else ""
        place = Place(snippet.file, snippet.first_line + line, text)
        yield Finding(error.code, "error", error.message, place, error.advice)
        return
    known = {*snippet.params, *functions, *OF_THE_LETTER}
    for name in sorted(used - known):
        match = re.search(rf"\b{re.escape(name)}\b", snippet.body)
        message = f"'{name}' is neither declared nor known{did_you_mean(name, sorted(known))}"
        advice = f"declare it: `{name}: {{type: words, ask: …}}` below `params:`"
        yield Finding("unknown-name", "error", message, place_in(snippet, match.start() if match else 0), advice)
    for name, param in snippet.params.items():
        if name not in used:
            message = f"the parameter '{name}' is declared, and the wording does not use it"
            advice = f"insert it, {{{{ {name} }}}}, or delete it"
            yield Finding("snippet-parameter-unused", "warning", message, param.place, advice)
    yield from _never_inserted(snippet)
    yield from _choices(snippet)
    for match in re.finditer(r"\[[^\]\n]+\]\([^)\n]*\)", snippet.body):
        message = f"'{match[0][:60]}' stays as it stands: words in square brackets are no link"
        yield Finding(
            "snippet-link", "warning", message, place_in(snippet, match.start()), "write {{ link(address, words) }}"
        )
    if not snippet.body.strip():
        yield Finding("snippet-empty", "error", "the snippet has no wording", Place(snippet.file, snippet.first_line))


def _never_inserted(snippet: Snippet) -> Iterator[Finding]:
    """Parameters that are only asked about, and words that are kept and not used."""
    conditions = re.compile(r"\{%-?\s*(?:if|elif)\b.*?%\}", re.DOTALL)
    without = conditions.sub("", snippet.body)
    for name, param in snippet.params.items():
        asks = param.type in {"yes-no", "choice", "number"} or param.optional
        whole = re.compile(rf"\b{re.escape(name)}\b")
        if not asks and whole.search(_values(snippet.body)) and not whole.search(_values(without)):
            message = f"the parameter '{name}' decides what is written, and is not written itself"
            advice = f"insert it, {{{{ {name} }}}}, or declare it as yes-no"
            yield Finding("snippet-parameter-unused", "warning", message, param.place, advice)
    for match in re.finditer(r"\{%-?\s*set\s+(?P<name>\w+)", snippet.body):
        if len(re.findall(rf"\b{match['name']}\b", _values(snippet.body))) < 2:
            message = f"'{match['name']}' is kept with {{% set %}} and not used"
            place = place_in(snippet, match.start())
            yield Finding("snippet-parameter-unused", "warning", message, place, "insert it, or delete it")


def _values(body: str) -> str:
    """What stands between braces."""
    return " ".join(re.findall(r"\{\{.*?\}\}|\{%.*?%\}", body, re.DOTALL))


def _choices(snippet: Snippet) -> Iterator[Finding]:
    """Answers that are compared with a choice and are none of it."""
    for name, param in snippet.params.items():
        if param.type != "choice":
            continue
        pattern = rf"\b{re.escape(name)}\s*[!=]=\s*(?P<mark>['\"])(?P<answer>.*?)(?P=mark)"
        for match in re.finditer(pattern, snippet.body):
            if match["answer"] not in param.choices:
                message = f"'{match['answer']}' is none of the choices of '{name}'"
                near = did_you_mean(match["answer"], list(param.choices))
                place = place_in(snippet, match.start())
                yield Finding(
                    "snippet-choices", "error", message + near, place, f"there are: {', '.join(param.choices)}"
                )


def _no_provision(name: Placed) -> Pinpoint:
    raise WordingError(f"there is no provision {name} here")


def _filled_in(snippet: Snippet, library: Library, matters: tuple[Matter, ...], case: Case | None) -> Iterator[Finding]:
    """What is found when it is filled in: with every optional answer, with none, and without each alone."""
    optional = [name for name, param in snippet.params.items() if param.optional]
    left_out = {frozenset[str](), frozenset(optional), *(frozenset((name,)) for name in optional)}
    others = [dict[str, Node](), *({name: node} for name, node in _other_answers(snippet))]
    cases = [(without, given) for without in sorted(left_out, key=sorted) for given in others]
    for without, given in cases:
        for voice, deadline in zip(VOICES, (True, False, True), strict=True):
            made = filled(
                snippet, matters[0], library, voice=voice, case=case, without=without, given=given, deadline=deadline
            )
            yield from made.findings
            if not made.findings:
                yield from gaps(snippet, plain_text(made.letter.body), without)


def _other_answers(snippet: Snippet) -> Iterator[tuple[str, Node]]:
    """Every answer to the questions whose answers are few."""
    for name, param in snippet.params.items():
        if param.type == "choice":
            yield from ((name, Scalar(one, "text", NOWHERE)) for one in param.choices)
        elif param.type == "yes-no":
            yield from ((name, Scalar(said, "truth", NOWHERE)) for said in ("yes", "no"))


def gaps(snippet: Snippet, text: str, without: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """Slips of spacing and leftovers in a snippet's text as it was filled in."""
    severity: Severity = "warning"
    when = f" where {', '.join(sorted(without))} {'is' if len(without) == 1 else 'are'} left out" if without else ""
    for pattern, what in _GAPS:
        if match := pattern.search(text):
            around = " ".join(text[max(match.start() - 30, 0) : match.end() + 30].split("\n"))
            place = Place(snippet.file, snippet.first_line)
            yield Finding("snippet-gap", severity, f"{what}{when}: “…{around}…”", place, "mend the wording there")
    if not text.strip():
        message = f"nothing is written{when}"
        yield Finding("snippet-gap", severity, message, Place(snippet.file, snippet.first_line))
