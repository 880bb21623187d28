"""Which pieces of wording run on in one paragraph, and what stands in a part of the letter once that is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from drafter.interview.composed import line
from drafter.interview.items import Plan, wording_of
from drafter.interview.questions import OWN, Asking, Choice, Question

if TYPE_CHECKING:
    from drafter.interview.offers import Context

RUN_ON: Final = "run-on"
_RUNNING: Final = ("snippet", "text")
"""The forms of an item that a paragraph can hold; a question stands by itself."""


def named(pieces: Iterable[tuple[str, Plan]]) -> list[tuple[str, Plan]]:
    """Items with their places, by names that stay when others come or go: place and snippet, numbered where alike."""
    made: list[tuple[str, Plan]] = []
    count: dict[str, int] = {}
    for place, item in pieces:
        name = f"{place}/{wording_of(item).get('snippet', OWN)}"
        count[name] = count.get(name, 0) + 1
        made.append((name if count[name] == 1 else f"{name} {count[name]}", item))
    return made


def paragraphed(context: Context, prefix: str, placed: Iterable[tuple[str, Plan]], about: str = "") -> Asking:
    """The items of a part of the letter with their places; those that run on stand in one paragraph."""
    pieces = named(placed)
    following = [at for at in range(1, len(pieces)) if _runs(pieces[at - 1][1]) and _runs(pieces[at][1])]
    if not following:
        return [item for _, item in pieces]
    choices = tuple(Choice(pieces[at][0], _line(context, pieces[at][1])) for at in following)
    ticked = yield Question(
        f"{prefix}/{RUN_ON}",
        "many",
        *context.say.asks("run-on"),
        choices,
        optional=True,
        about=about,
    )
    groups: list[list[Plan]] = []
    for name, item in pieces:
        if groups and name in (ticked or []):
            groups[-1].append(item)
        else:
            groups.append([item])
    return [group[0] if len(group) == 1 else {"paragraph": group} for group in groups]


def flat(items: list[Plan]) -> Iterator[Plan]:
    """Items with those of paragraphs one by one."""
    for item in items:
        yield from item.get("paragraph", (item,))


def _runs(item: Plan) -> bool:
    return any(form in item for form in _RUNNING)


def _line(context: Context, item: Plan) -> str:
    snippet = context.snippet(str(item.get("snippet", "")))
    return snippet.title if snippet else line(context, [item])
