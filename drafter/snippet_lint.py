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
from drafter.library import Library, Pinpoint, Snippet
from drafter.model import plain_text
from drafter.office import VOICES
from drafter.problems import Finding, Place, Placed, Severity, did_you_mean
from drafter.snippet_samples import Matter, filled

OF_THE_LETTER: Final = ("author", "sender", "signatory", "to", "deadline")
"""The names that every wording has beside its parameters."""

_MARKED: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_SEX: Final = re.compile(
    r"\b(?:he|she|him|his|hers?|himself|herself|(?:Mr|Mrs|Ms|Sir|Madam|Dame)(?= |\b))\b", re.IGNORECASE
)
_BY_VOICE: Final = re.compile(r"\{%-? if (?:not )?author\.third -?%\}.*?\{%-? endif -?%\}", re.DOTALL)
_VOICE: Final = re.compile(r"\b(?:I|me|my|mine|myself|[Ww]e|us|[Oo]urs?|ourselves)\b")
_DAY: Final = re.compile(
    r"\b(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: \d{4})\b|\b(?:19|20)\d\d\b"
)
_AGREES: Final = r"(?:am|is|are|was|were|has|does|says|writes|states|refers|asks|goes)"
_GAPS: Final = (
    (re.compile(r"\{\{|\}\}|\{%|%\}"), "braces are left over"),
    (re.compile(r"(?<=\S)  +(?=\S)"), "there are two spaces"),
    (re.compile(r"\S [,.;:?!](?:\s|$)"), "there is a space before a mark"),
    (re.compile(r"(?<!\.)\.\.(?!\.)|,,|,\.|\.,|[;:]\.|\( | \)|\(\)"), "two marks meet, or brackets hold nothing"),
)


def lint(snippet: Snippet, library: Library, matters: tuple[Matter, ...], case: Case | None = None) -> list[Finding]:
    """Everything that can be found in a snippet whose declaration was read; `case` is the one that it belongs to."""
    found = [*_declared(snippet), *_names(snippet), *_presumed(snippet, case)]
    if not any(one.severity == "error" for one in found):
        found += _filled_in(snippet, library, matters, case)
    return list(dict.fromkeys(found))


def _at(snippet: Snippet, offset: int) -> Place:
    """The place of a character of the wording."""
    line = snippet.body.count("\n", 0, offset)
    return Place(snippet.file, snippet.first_line + line, snippet.body.split("\n")[line][:200])


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
        yield Finding("unknown-name", "error", message, _at(snippet, match.start() if match else 0), advice)
    for name, param in snippet.params.items():
        if name not in used:
            message = f"the parameter '{name}' is declared, and the wording does not use it"
            advice = f"insert it, {{{{ {name} }}}}, or delete it"
            yield Finding("snippet-parameter-unused", "warning", message, param.place, advice)
    if not snippet.body.strip():
        yield Finding("snippet-empty", "error", "the snippet has no wording", Place(snippet.file, snippet.first_line))


def _no_provision(name: Placed) -> Pinpoint:
    raise WordingError(f"there is no provision {name} here")


def _presumed(snippet: Snippet, case: Case | None) -> Iterator[Finding]:
    """What the wording says of whoever it will be about: sex, number, name, voice, day."""
    plain = _masked(_MARKED, snippet.body)
    for match in _SEX.finditer(plain):
        advice = "write {{ party }} or its pronoun, such as {{ party.they }} or {{ party.their }}"
        yield _presumption(snippet, match, f"'{match[0]}' presumes a party’s sex", advice)
    for match in _VOICE.finditer(_masked(_MARKED, _masked(_BY_VOICE, snippet.body))):
        advice = "write {{ author }}, {{ author.object }} or {{ author.possessive }}, which are right in every voice"
        yield _presumption(snippet, match, f"'{match[0]}' fits one voice only", advice)
    for match in _DAY.finditer(plain):
        advice = "declare it as a parameter"
        yield _presumption(snippet, match, f"'{match[0]}' fits one time only", advice)
    for match in _numbers(snippet):
        name = match["name"]
        advice = f"write {{% if {name}.plural %}}…{{% else %}}…{{% endif %}}, or a verb in the past"
        if name == "author":
            advice = "write {{ author.am }}, {{ author.have }}, or {% if author.third %}s{% endif %} after the verb"
        yield _presumption(snippet, match, f"'{match['verb']}' fits one person or number of '{name}' only", advice)
    for name in _party_names(case):
        for match in re.finditer(rf"\b{re.escape(name)}\b", plain):
            advice = "declare a parameter of the type party, and insert that"
            yield _presumption(snippet, match, f"'{name}' is the name of a party", advice)


def _masked(pattern: re.Pattern[str], text: str) -> str:
    """The text with what a pattern finds made into as many characters that no word has, so that places stay."""
    return pattern.sub(lambda found: re.sub(r"[^\n]", "\x00", found[0]), text)


def _numbers(snippet: Snippet) -> Iterator[re.Match[str]]:
    """Verbs right after a party or the author that agree with one number or person."""
    parties = [name for name, param in snippet.params.items() if param.type == "party" and not param.many]
    claims = [f"{name}.speaker" for name, param in snippet.params.items() if param.type == "claim"]
    authors = [f"{name}.author" for name, param in snippet.params.items() if param.type == "source"]
    named = "|".join(map(re.escape, [*parties, *claims, *authors, "author"]))
    pattern = rf"\{{\{{-? *(?P<name>{named})(?:\.they)?(?: *\| *capital)? *-?\}}\}}\s+(?P<verb>{_AGREES})\b(?!\{{%)"
    yield from re.finditer(pattern, snippet.body)


def _party_names(case: Case | None) -> list[str]:
    parties = case.parties.values() if case else ()
    return sorted({name for party in parties for name in (party.name, party.known_as) if len(name) > 2})


def _presumption(snippet: Snippet, match: re.Match[str], message: str, advice: str) -> Finding:
    return Finding("snippet-presumes", "warning", message, _at(snippet, match.start()), advice)


def _filled_in(snippet: Snippet, library: Library, matters: tuple[Matter, ...], case: Case | None) -> Iterator[Finding]:
    """What is found when it is filled in: with every optional answer, with none, and without each alone."""
    optional = [name for name, param in snippet.params.items() if param.optional]
    left_out = {frozenset[str](), frozenset(optional), *(frozenset((name,)) for name in optional)}
    for without in sorted(left_out, key=sorted):
        for voice, deadline in zip(VOICES, (True, False, True), strict=True):
            made = filled(snippet, matters[0], library, voice=voice, case=case, without=without, deadline=deadline)
            yield from made.findings
            if not made.findings:
                yield from gaps(snippet, plain_text(made.letter.body), without)


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
