"""The language of snippets: functions, filters and attributes, from what renders it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any, Final

from drafter.case import Case, Claim, Evidence, EvidencePassage, ItemList, Source
from drafter.compose.sandbox import Function
from drafter.compose.speaking import AuthorView, DeadlineView, SenderView
from drafter.compose.syntax import WordingError
from drafter.compose.view import View
from drafter.compose.views import Views
from drafter.compose.wording import Wording
from drafter.language import EN_GB
from drafter.library import Provision, Register
from drafter.office import Office
from drafter.party import Party
from drafter.problems import Placed
from drafter.provisions import Pinpoint
from drafter.reference.markdown import code, page, table

OF_THE_LETTER: Final = {
    "author": "who speaks, in the voice of the letter: I, we, or the office",
    "sender": "the office that writes",
    "signatory": "the party that signs, the first where there are several",
    "to": "the parties that the letter goes to, as a list",
    "deadline": "the day by which an answer is asked for; absent where the brief has none",
}
"""What wording sees of the letter itself."""
_FALLBACK: Final = {
    "source": "A source of the case, by its id.",
    "claim": "A claim of the case, by its id.",
    "evidence": "A piece of evidence of the case, by its id.",
    "party": "A party of the case, by its id.",
    "list": "A list of the case, by its id.",
    "first": "The first of several things.",
    "last": "The last of several things.",
    "length": "How many there are of several things.",
}
"""What a function or a filter gives whose docstring is not for those who write snippets."""
_PLACED: Final = Placed("x")


def wording_page() -> str:
    """The page of all that wording may use."""
    wording = Wording(_views(), names={})
    functions = {name: call for name, call in wording._functions.items() if isinstance(call, Function)}  # noqa: SLF001 - the table that wording itself looks into
    filters = wording._sandbox.filters  # noqa: SLF001 - as above
    return page(
        "Wording",
        "What the wording of a snippet, or the free text of a brief, may put between `{{` and `}}`. How wording is "
        "written is told in [Snippets](../snippets.md).",
        "## Names of the letter",
        "Beside the parameters that a snippet declares, every wording has these.",
        table(("name", "what it is"), [(code(name), words) for name, words in OF_THE_LETTER.items()]),
        "## Functions",
        "What stands after `=` holds where nothing else is said.",
        table(
            ("function", "gives"), [(code(name + _arguments(one)), _says(name, one)) for name, one in functions.items()]
        ),
        "## Filters",
        table(("filter", "gives"), [(code(f"x | {name}"), _says(name, one)) for name, one in _ours(filters)]),
        "## Attributes",
        "Written with a dot: `{{ claim.source.title }}`. Those marked * may be absent: ask with `{% if %}` before you "
        "insert them. Evidence has each of its facts as an attribute, too, and `passages` each passage by its id.",
        table(("of", "attributes", "inserted itself, it is"), map(_attributes, views())),
    )


def views() -> list[View]:
    """One of each kind of thing that wording may see; the value of each text is its attribute's name."""
    views = _views()
    provision = views.provision("L 1")
    instrument = provision.attributes()["instrument"]
    passages = views.piece("x").attributes()["passages"]
    office = Office(("name",), "known_as")
    return [
        views.party("x"),
        views.source("x"),
        views.claim("x"),
        views.piece("x"),
        *(view for view in (passages,) if isinstance(view, View)),
        views.passage("x.passage"),
        provision,
        *(view for view in (instrument,) if isinstance(view, View)),
        views.list("x"),
        AuthorView(views, "author", office, "office"),
        SenderView(views, "sender", office),
        DeadlineView(views, "deadline", "2021-08-16", "working_days"),
    ]


def _views() -> Views:
    case = Case(
        parties={"x": Party("name", known_as="known_as")},
        sources={"x": Source("title", "known_as")},
        claims={"x": Claim(_PLACED, _PLACED)},
        evidence={"x": Evidence("title", _PLACED, "known_as", passages={"passage": EvidencePassage()})},
        lists={"x": ItemList("title")},
    )
    register = Register("L", "title", "known_as", cite="Principle {number}")
    return Views(case, EN_GB, lambda _: "", lambda _: Pinpoint(register, "1", Provision()))


def _ours(filters: dict[str, Callable[..., Any]]) -> Iterable[tuple[str, Callable[..., Any]]]:
    """The filters that the language has; the sandbox's own are written with two underscores."""
    return [(name, call) for name, call in filters.items() if not name.startswith("_")]


def _arguments(function: Function) -> str:
    """A function's arguments as wording writes them."""
    written = []
    for name, one in inspect.signature(function._call).parameters.items():  # noqa: SLF001 - as above
        if one.default is None:
            continue
        if one.kind is one.VAR_POSITIONAL:
            written.append(f"{name}, …")
        elif one.default is one.empty:
            written.append(name)
        else:
            default = str(one.default).lower() if isinstance(one.default, bool) else f'"{one.default}"'
            written.append(f"{name}={default}")
    return f"({', '.join(written)})"


def _says(name: str, call: Function | Callable[..., Any]) -> str:
    described = call._call if isinstance(call, Function) else call  # noqa: SLF001 - as above
    return _FALLBACK.get(name) or (inspect.getdoc(described) or "").partition("\n")[0]


def _attributes(view: View) -> tuple[str, str, str]:
    always = [name for name in view.attributes() if name not in view.possible() and name != "passage"]
    named = [*map(code, always), *(f"{code(name)}*" for name in view.possible())]
    return view.kind, ", ".join(named), _inserted(view)


def _inserted(view: View) -> str:
    """What a thing is when it is inserted itself."""
    if view.kind == "list":
        return "the numbered list, alone in its paragraph"
    try:
        printed = str(view.printed())
    except WordingError:
        return "refused: quote it, or use an attribute"
    for name, value in view.attributes().items():
        if isinstance(value, str) and str(value) == printed:
            return code(name)
    return "cited, as “Principle 13”"
