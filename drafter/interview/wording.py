"""Wording: which is chosen for a place of a letter, and the answers to what it declares."""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from drafter import yaml_files
from drafter.interview import composed
from drafter.interview.adding import choose, standing
from drafter.interview.items import Plan, several
from drafter.interview.offers import Context, first
from drafter.interview.questions import MORE, OWN, Answer, Asking, Choice, Kind, Question, Shown, parted

if TYPE_CHECKING:
    from drafter.library import Param, Snippet

OWN_WORDS: Final = OWN
ADDRESSEE: Final = "addressee"
PRINCIPLES: Final = "all principles"
"""What is known under it: the principles that the letter is to bring in."""
_PLAIN: Final[dict[str, Kind]] = {"text": "text", "date": "date", "number": "number", "yes-no": "yes-no"}
NAMING: Final = frozenset(("party", "source", "claim", "evidence", "passage", "provision", "list"))
"""Types of parameters whose answers name something of the case or of a register."""


def wording(  # noqa: PLR0913 - what can differ from question to question
    context: Context,
    prefix: str,
    kinds: tuple[str, ...],
    asks: tuple[str, str],
    known: Plan,
    *,
    front: list[str] | None = None,
    about: str = "",
    proposed: str = "",
    numbered: bool = False,
) -> Asking:
    """Wording of some kinds, chosen by title, with the answers to what each declares; or the official's own words.

    Where `numbered`, each is made a question; what is kept as it stands stays so.
    """
    chosen = yield from picked(context, prefix, kinds, asks, known, about=about, proposed=proposed)
    return (yield from filled(context, prefix, chosen, known, front=front, about=about, numbered=numbered))


def picked(
    context: Context,
    prefix: str,
    kinds: tuple[str, ...],
    asks: tuple[str, str],
    known: Plan,
    *,
    about: str = "",
    proposed: str = "",
) -> Asking:
    """The wording that is wanted. What is proposed comes first, ticked where all that it needs is known."""
    snippets, say = [one for one in context.snippets(*kinds) if _can_be_used(context, one, known)], context.say
    kept: Plan = context.kept.get("items", {}).get(prefix, {})
    if not snippets and not kept:
        return []
    voice = context.case.sender.voice
    choices = [
        Choice(one.id, one.title, whole=gist(one.body, voice), composed=cache(partial(_foreseen, context, one, known)))
        for one in snippets
    ]
    shared = {name: known[name] for name in _SHARED if known.get(name)}
    choices += [
        Choice(name, say("wording.kept", words=composed.line(context, [item], shared))) for name, item in kept.items()
    ]
    choices += [Choice(OWN_WORDS, say("wording.own")), Choice(MORE, say("wording.more"))]
    first_one = context.snippet(proposed) if proposed else None
    needs = first_one.params.items() if first_one else ()
    ready = first_one and all(one.optional or one.default or _held(name, one, known) for name, one in needs)
    answer = yield Question(
        prefix,
        "many",
        *asks,
        choices=first(choices, [proposed]),
        default=[proposed] if ready and proposed else None,
        optional=True,
        about=about,
    )
    return list(answer or [])


def _can_be_used(context: Context, snippet: Snippet, known: Plan) -> bool:
    """Whether the case holds what wording needs: an earlier statement, where it sets the claim against one."""
    earlier = snippet.params.get(_EARLIER)
    claim = known.get("claim")
    return earlier is None or earlier.type != "claim" or not claim or bool(context.earlier_claims(claim))


_EARLIER: Final = "earlier"
"""The parameter for what the same party said before."""
_CLIENT: Final = "client"
"""The parameter for whom the addressee acts for, who is somebody else."""


def _others(context: Context, name: str, param: Param, known: Plan) -> list[str]:
    """The statements that may stand beside the claim, where a parameter asks for another one."""
    claim = known.get("claim")
    return context.earlier_claims(claim) if param.type == "claim" and name == _EARLIER and claim else []


def _held(name: str, param: Param, known: Plan) -> Answer:
    """What is known of a parameter: by its type, where it names something of the case, else by its name."""
    if name == _EARLIER and param.type == "claim":
        return known.get(_EARLIER)
    if name == _CLIENT and known.get(param.type) == known.get(ADDRESSEE):
        return None
    return known.get(param.type) if param.type in NAMING else known.get(name)


def _proposed(name: str, param: Param, known: Plan) -> Answer:
    """The answer to a parameter that follows from what is known, or is usual."""
    value = _held(name, param, known)
    if param.type in NAMING:
        if param.type == "party" and param.optional and value == known.get(ADDRESSEE):
            return None  # wording that need not name anybody says "you" to the addressee
        return [value] if param.many and value else value
    usual: Answer = getattr(param.default, "text", None)
    if param.default is not None and param.type in {"number", "yes-no"}:
        return yaml_files.plain(param.default)
    return value if usual is None and param.type in {"words", "text", "date"} and not param.many else usual


def filled(
    context: Context,
    prefix: str,
    chosen: list[str],
    known: Plan,
    *,
    front: list[str] | None = None,
    about: str = "",
    numbered: bool = False,
) -> Asking:
    """What was chosen, with the answers to what it declares."""
    kept: Plan = context.kept.get("items", {}).get(prefix, {})
    items: list[Plan] = []
    for name in chosen:
        if name == MORE:
            items += yield from wording(
                context,
                f"{prefix}/{MORE}",
                _all_kinds(context, chosen),
                context.say.asks("more"),
                known,
                front=front,
                about=about,
                numbered=numbered,
            )
            continue
        if name in kept:
            items.append(kept[name])
            continue
        if name == OWN_WORDS:
            default, made = _composed(context, known.get(OWN_WORDS))
            asks = context.say.asks("own")
            text = yield Question(f"{prefix}/own", "text", *asks, default=default, about=about, filled=made)
            items.append({"question": text} if numbered else {"text": text})
            yield _to_read(context, {"text": text})
            continue
        snippet = context.snippet(name)
        if snippet is not None:
            given = yield from parameters(context, snippet, f"{prefix}/{name}", known, front or [])
            item: Plan = {"snippet": name, "with": given} if given else {"snippet": name}
            if not snippet.params.keys() <= _SHARED & known.keys():
                yield _to_read(context, item)
            items.append({"question": item} if numbered and snippet.kind == "query" else item)
    return items


def _all_kinds(context: Context, chosen: list[str]) -> tuple[str, ...]:
    """All kinds of wording, those of what was chosen first."""
    from drafter.library import KINDS

    snippets = [snippet for snippet in map(context.snippet, chosen) if snippet is not None]
    return tuple(dict.fromkeys([*(snippet.kind for snippet in snippets), *KINDS]))


_CHOICE: Final = re.compile(
    r"\{%-?\s*if\s+(not\s+)?(?P<asked>[^%]*?)\s*-?%\}(?P<then>(?:(?!\{%-?\s*(?:if|else|endif)).)*)"
    r"(?:\{%-?\s*else\s*-?%\}(?P<otherwise>(?:(?!\{%-?\s*(?:if|endif)).)*))?\{%-?\s*endif\s*-?%\}",
    re.DOTALL,
)
_OF_GRAMMAR: Final = re.compile(r"\.(?:third|plural|addressed|emphasised)\b|\blength\b")
"""Conditions of which the usual letter does not hold; the others ask whether something is given, and it is."""
_INSERTED: Final = re.compile(r"\{\{-?\s*(?:(quote\()|(cite\()|(author\b(?:\.\w+)?)|([\w.]+)).*?\}\}", re.DOTALL)


def gist(body: str, voice: str = "I") -> str:
    """Wording as somebody reads it who chooses it: with gaps in place of what is filled in."""
    from drafter.compose.speaking import forms

    spoken = forms(voice) or forms("I")

    def gap(found: re.Match[str]) -> str:
        quoted, cited, author, name = found.groups()
        if cited:
            return ""
        if author:
            word = spoken.get(author.partition(".")[2], spoken["subject"])
            return word[:1].upper() + word[1:] if "capital" in found[0] else word
        return "“…”" if quoted else f"[{(name or '').rpartition('.')[2].replace('_', ' ')}]"

    def taken(found: re.Match[str]) -> str:
        holds = bool(found[1]) == bool(_OF_GRAMMAR.search(found["asked"]))
        return found["then"] if holds else found["otherwise"] or ""

    chosen, count = body, 1
    while count:
        chosen, count = _CHOICE.subn(taken, chosen)
    plain = re.sub(r"\{%.*?%\}|\{#.*?#\}", "", chosen, flags=re.DOTALL)
    return re.sub(r"\s+(?=[,.;:])", "", " ".join(_INSERTED.sub(gap, plain).split()))


def _foreseen(context: Context, snippet: Snippet, known: Plan) -> str:
    """Wording as it will stand in the letter with what is known so far."""
    known = {**known, _EARLIER: _earlier(context, snippet, known)}
    usual = {name: _proposed(name, param, known) for name, param in snippet.params.items()}
    optional = {name for name, param in snippet.params.items() if param.optional and not usual[name]}
    left_out = frozenset(name for name in optional if snippet.params[name].type in _BETTER_LEFT_OUT)
    return composed.snippet(context, snippet, usual, left_out)


def _earlier(context: Context, snippet: Snippet, known: Plan) -> str | None:
    """The earlier statement that is proposed, where wording wants one."""
    param = snippet.params.get(_EARLIER)
    return next(iter(_others(context, _EARLIER, param, known)), None) if param else None


def _to_read(context: Context, item: Plan) -> Shown:
    """An item as it stands in the letter, to be read before the next question."""

    def words() -> str:
        stands = composed.items(context, [item])
        return context.say("wording.stands", words=stands) if stands else ""

    return Shown(words)


_BETTER_LEFT_OUT: Final = frozenset(("party", "yes-no"))
"""Types of parameters without which optional wording is foreseen: it then speaks to the addressee."""
_SHARED: Final = frozenset(("claim", "evidence"))
"""Parameters that are not asked for where the challenge says what they are."""


_QUOTING: Final = re.compile(r"\{\{ quote\(.*?\) \}\}")


def _composed(context: Context, code: Answer) -> tuple[Answer, tuple[tuple[str, str], ...]]:
    """Wording that is proposed, and the words that it and its quotations make; nothing where it makes none."""
    pieces = [code, *_QUOTING.findall(code)] if code else []
    made = [(one, " ".join(composed.items(context, [{"text": one}]).split())) for one in pieces]
    return (code, tuple(one for one in made if one[1])) if made and made[0][1] else (None, ())


def parameters(context: Context, snippet: Snippet, prefix: str, known: Plan, front: list[str]) -> Asking:
    """The answers to what a snippet declares; what follows from the choices so far is filled in, and can be changed."""
    given: Plan = {}
    known = {**known, _EARLIER: _earlier(context, snippet, known)}
    for name, param in snippet.params.items():
        if name in _SHARED and known.get(name) and param.type == name and not param.many:
            given[name] = known[name]
            continue
        answer = yield from _parameter(context, name, param, f"{prefix}/{name}", known, front)
        if answer and param.type == "provision" and not param.many and re.search(rf"quote\(\s*{name}\b", snippet.body):
            answer = yield from _quoted(context, answer, f"{prefix}/{name}/words")
        if answer not in (None, "", []) and answer != _coded(param):
            given[name] = answer
    return given


def _coded(param: Param) -> str | None:
    """The default of a parameter where that is wording with code in it, which stays the snippet's where it is taken."""
    text: str = getattr(param.default, "text", "") if param.type == "text" and not param.many else ""
    return text if re.search(r"\{[{%]", text) else None


def _quoted(context: Context, provision: str, question: str) -> Asking:
    """A provision that is quoted, with the words of it that are: all that is held, or those that are given."""
    whole = context.provision_text(provision)
    if not whole:
        return provision
    asks, check = context.say.asks("quoted-words", provision=provision), standing(context.say, whole, provision)
    words = yield Question(question, "text", *asks, optional=True, about=f"{provision}: “{whole}”", check=check)
    return {"provision": provision, "words": words} if words else provision


def _parameter(context: Context, param_name: str, param: Param, question: str, known: Plan, front: list[str]) -> Asking:
    default = _proposed(param_name, param, known)
    asks = param.ask, param.help or context.say(f"answer.{param.type}.help")
    if param.type in NAMING:
        preferred = [*front, *_others(context, param_name, param, known), *several(default)]
        if param.type == "provision":
            preferred = list(known.get(PRINCIPLES, ()))
        if param.type == "passage":
            wanted = front or ([known["evidence"]] if known.get("evidence") else [])
            passages = [choice.value for choice in context.choices("passage")]
            preferred = [value for piece in wanted for value in passages if value.startswith(f"{piece}.")]
        return (
            yield from choose(
                context,
                question,
                param.type,
                asks,
                default=default,
                optional=param.optional,
                many=param.many,
                front=preferred,
            )
        )
    kind: Kind = "words"
    choices: tuple[Choice, ...] = ()
    if param.type in _PLAIN:
        kind = _PLAIN[param.type]
    elif param.type == "choice":
        kind, choices = "one", tuple(Choice(one, one) for one in param.choices)
    if param.many:
        ask = context.say("several", ask=param.ask)
        return parted((yield Question(question, "words", ask, asks[1], optional=param.optional, several=True)))
    made: tuple[tuple[str, str], ...] = ()
    if default and default == _coded(param):
        default, made = _composed(context, default)
    return (yield Question(question, kind, *asks, choices, default, optional=param.optional, filled=made))
