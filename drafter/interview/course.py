"""The course of an interview: which question follows from the answers so far, and the brief that they make.

It is a generator that yields questions and takes answers, and knows nothing of terminals, journals or files. To change
an earlier answer, the driver runs it again from the start with the answers that it has: what did not depend on the
change is not asked again, because its question comes out the same.
"""

from __future__ import annotations

from typing import Any, Final

from drafter.answers import REF_KINDS
from drafter.interview.adding import choose
from drafter.interview.offers import Context
from drafter.interview.questions import Answer, Asking, Choice, Course, Kind, Question
from drafter.library import Param, Snippet

KINDS: Final = (
    Choice("first", "a first letter"),
    Choice("follow-up", "a follow-up", "answers a letter that was received"),
    Choice("chaser", "a chaser", "an answer is still missing"),
    Choice("closing", "a closing letter"),
)
OWN_WORDS: Final = "own words"
NONE: Final = "none"
ADDRESSEE: Final = "addressee"
_DEADLINES: Final = (
    Choice(NONE, "no deadline"),
    Choice("date", "a date"),
    Choice("working-days", "a number of working days"),
)
_PLAIN: Final[dict[str, Kind]] = {"text": "text", "date": "date", "number": "number", "yes-no": "yes-no"}
Plan = dict[str, Any]


def course(context: Context) -> Course:
    """The questions of a whole letter; gives the brief as plain data, in the order in which it is written."""
    kind = yield Question("kind", "one", "What kind of letter is it?", choices=KINDS)
    brief: Plan = {}
    brief["date"] = yield Question("date", "date", "The date of the letter?", default=context.today)
    ours = set(context.case.sender.signatory)
    others = [name for name in context.case.parties if name not in ours]
    brief["to"] = yield from choose(context, "to", "party", "To whom is it written?", front=others)
    brief["subject"] = yield Question("subject", "words", "What is the subject?", default=context.case.title or None)
    for name, ask in (("our_ref", "Our reference?"), ("your_ref", "Their reference?")):
        if name == "your_ref" or not context.case.sender.reference:
            brief[name] = yield Question(name, "words", ask, optional=True)
    answered: list[str] | None = None
    if kind != "first":
        answered = yield from choose(
            context, "answers", "source", "Which letters does it answer?", many=True, optional=True
        )
    claims: list[str] = yield from choose(
        context, "claims", "claim", "Which statements are to be challenged?", many=True, optional=True
    )
    claims = claims or []
    if len(claims) > 1:
        titles = {choice.value: choice for choice in context.choices("claim")}
        ordered = tuple(titles[name] for name in claims if name in titles)
        claims = yield Question("order", "order", "In which order?", choices=ordered, default=claims)
    principles: list[str] = (
        yield from choose(context, "principles", "provision", "Which principles apply?", many=True, optional=True)
    ) or []
    numbered = yield Question("numbered", "yes-no", "Are the questions to be numbered?", default=len(claims) > 1)
    letter = {"source": answered[0] if answered else None, "party": brief["to"]}
    body = yield from _wording(context, "opening", ("opening",), "How does it begin?", letter, many=True)
    chosen_evidence: list[str] = []
    for claim in claims:
        items, used = yield from _challenge(context, claim, principles, to=brief["to"], numbered=numbered)
        body += items
        chosen_evidence += used
    body += yield from _more(context, claims, numbered=numbered)
    yield from _deadline(context, brief)
    by = "{{ author | capital }} should be grateful for an answer by {{ deadline }}." if "deadline" in brief else None
    ends = {**letter, OWN_WORDS: by}
    body += yield from _wording(context, "closing", ("closing", "paragraph"), "How does it end?", ends, many=True)
    yield from _closing(context, brief)
    brief |= {"claims": claims, "evidence": list(dict.fromkeys(chosen_evidence)), "principles": principles}
    brief["body"] = body
    brief = {**brief, **context.kept.get("keys", {})}
    return {name: value for name, value in brief.items() if value not in (None, "", [])}


def _challenge(context: Context, claim: str, principles: list[str], *, to: str, numbered: bool) -> Asking:
    """The items of one challenge, and the evidence that it rests on."""
    record = context.case.claims[claim]
    prefix, about = f"claim/{claim}", f"“{record.words}”"
    evidence: list[str] = (
        yield from choose(
            context,
            f"{prefix}/evidence",
            "evidence",
            "Which evidence stands against it?",
            many=True,
            optional=True,
            about=about,
        )
    ) or []
    source = context.case.sources.get(record.source)
    shared: Plan = {"claim": claim}
    if len(evidence) == 1:
        shared["evidence"] = evidence[0]
    known = {
        **shared,
        "party": record.speaker or (source.author if source else None),
        "source": record.source,
        ADDRESSEE: to,
        "provision": principles[0] if len(principles) == 1 else None,
    }
    items: list[Plan] = []
    items += yield from _wording(
        context, f"{prefix}/stands", ("challenge",), "How does the statement stand?", known, many=True, about=about
    )
    kinds = (("evidence", "Which wording sets the evidence out?"),) if evidence else ()
    if principles:
        kinds = (*kinds, ("principle", "Which wording brings the principles in?"))
    for kind, ask in kinds:
        items += yield from _wording(
            context, f"{prefix}/{kind}-wording", (kind,), ask, known, many=True, front=evidence, about=about
        )
    asked = yield from _wording(
        context, f"{prefix}/query", ("query",), "What is to be asked about it?", known, many=True, about=about
    )
    items += [_question(item) if numbered and "question" not in item else item for item in asked]
    if not items:
        return [], evidence
    taken = {name for item in items for name in _params_of(context, item)}
    quoted = " ".join(str(_inner(item).get("text", "")) for item in items)
    kept = {name: value for name, value in shared.items() if name in taken or f'("{value}' in quoted}
    for item in items:
        given = _inner(item).get("with")
        if given is not None:
            for name in [name for name, value in given.items() if kept.get(name) == value]:
                del given[name]
            if not given:
                del _inner(item)["with"]
    return [{"challenge": kept, "body": items}], evidence


def _question(item: Plan) -> Plan:
    return {"question": item["text"] if set(item) == {"text"} else item}


def _inner(item: Plan) -> Plan:
    inner = item.get("question", item)
    return inner if isinstance(inner, dict) else {"text": inner}


def _params_of(context: Context, item: Plan) -> tuple[str, ...]:
    """The parameters of the snippets of an item, those within it included."""
    inner = _inner(item)
    snippet = context.snippet(inner["snippet"]) if "snippet" in inner else None
    within = [name for one in inner.get("paragraph", ()) for name in _params_of(context, one)]
    return (*(snippet.params if snippet else ()), *within)


def _more(context: Context, claims: list[str], *, numbered: bool) -> Asking:
    """Lists and questions that belong to no single statement."""
    known: Plan = {"claim": claims[0]} if len(claims) == 1 else {}
    items: list[Plan] = yield from _wording(
        context, "lists", ("list",), "Which lists are to be set out?", known, many=True
    )
    asked = yield from _wording(context, "queries", ("query",), "What else is to be asked?", known, many=True)
    return items + [_question(item) if numbered and "question" not in item else item for item in asked]


def _wording(  # noqa: PLR0913 - what can differ from question to question
    context: Context,
    prefix: str,
    kinds: tuple[str, ...],
    ask: str,
    known: Plan,
    *,
    many: bool = False,
    front: list[str] | None = None,
    about: str = "",
) -> Asking:
    """Wording of some kinds, chosen by title, with the answers to what each declares; or the official's own words."""
    snippets = context.snippets(*kinds)
    if not snippets:
        return []
    choices = [Choice(snippet.id, snippet.title, snippet.id) for snippet in snippets]
    kept: Plan = context.kept.get("items", {}).get(prefix, {})
    choices += [Choice(name, f"as it stands: {_line(item)}") for name, item in kept.items()]
    choices.append(Choice(OWN_WORDS, "in your own words …"))
    question = Question(prefix, "many" if many else "one", ask, choices=tuple(choices), optional=True, about=about)
    answer = yield question
    chosen = answer if isinstance(answer, list) else [answer] if answer else []
    items: list[Plan] = []
    for name in chosen:
        if name in kept:
            items.append(kept[name])
            continue
        if name == OWN_WORDS:
            text = yield Question(
                f"{prefix}/own", "text", "Your words?", _OWN_HELP, default=_started(known), about=about
            )
            items.append({"text": text})
            continue
        snippet = context.snippet(name)
        if snippet is not None:
            given = yield from parameters(context, snippet, f"{prefix}/{name}", known, front or [])
            items.append({"snippet": name, "with": given} if given else {"snippet": name})
    return items


def _line(item: Plan) -> str:
    """An item of a brief in a line."""
    words = " ".join(str(item).split())
    return words if len(words) <= 80 else f"{words[:79]}…"


_OWN_HELP: Final = (
    'What stands in {{ }} is filled in from the case: {{ quote(claim("id")) }}, {{ party("id") }}, {{ deadline }}.'
)


def _started(known: Plan) -> str | None:
    """Own words about a statement begin with its quotation, which then cannot be wrong; the last ones, with the day."""
    claim = known.get("claim")
    if known.get(OWN_WORDS):
        return str(known[OWN_WORDS])
    return f'{{{{ claim("{claim}").speaker }}}} states that {{{{ quote(claim("{claim}")) }}}}.' if claim else None


def parameters(context: Context, snippet: Snippet, prefix: str, known: Plan, front: list[str]) -> Asking:
    """The answers to what a snippet declares; what follows from the choices so far is filled in, and can be changed."""
    given: Plan = {}
    for name, param in snippet.params.items():
        if name in {"claim", "evidence"} and known.get(name) and param.type == name and not param.many:
            given[name] = known[name]
            continue
        answer = yield from _parameter(context, param, f"{prefix}/{name}", known, front)
        if answer not in (None, "", []):
            given[name] = answer
    return given


def _parameter(context: Context, param: Param, question: str, known: Plan, front: list[str]) -> Asking:
    default = known.get(param.type)
    if param.type == "party" and param.optional and default == known.get(ADDRESSEE):
        default = None  # wording that need not name anybody says "you" to the addressee
    if param.type in REF_KINDS:
        preferred = [*front, *([default] if default else [])]
        if param.type == "passage":
            wanted = front or ([known["evidence"]] if known.get("evidence") else [])
            passages = [choice.value for choice in context.choices("passage")]
            preferred = [value for piece in wanted for value in passages if value.startswith(f"{piece}.")]
        return (
            yield from choose(
                context,
                question,
                param.type,
                param.ask,
                default=[default] if param.many and default else default,
                optional=param.optional,
                many=param.many,
                front=preferred,
                help_=param.help,
            )
        )
    kind: Kind = "words"
    choices: tuple[Choice, ...] = ()
    if param.type in _PLAIN:
        kind = _PLAIN[param.type]
    elif param.type == "choice":
        kind, choices = "one", tuple(Choice(one, one) for one in param.choices)
    if param.many:
        return (yield from _several(param, question))
    held: Answer = getattr(param.default, "text", None)
    return (yield Question(question, kind, param.ask, param.help, choices, held, optional=param.optional))


def _several(param: Param, question: str) -> Asking:
    """Several words, parted by semicolons."""
    words = yield Question(
        question, "words", f"{param.ask} (several, parted by semicolons)", param.help, optional=param.optional
    )
    return [one.strip() for one in str(words or "").split(";") if one.strip()]


def _deadline(context: Context, brief: Plan) -> Asking:
    """By when an answer is asked for: a day, working days, or not at all."""
    form = yield Question("deadline", "one", "By when is an answer asked for?", choices=_DEADLINES, default=NONE)
    if form == "date":
        brief["deadline"] = yield Question("deadline/date", "date", "Which day?")
    elif form == "working-days":
        days = yield Question("deadline/days", "number", "How many working days?", default=20, check=_days)
        brief["deadline"] = {"working_days": days}
        if not context.case.sender.country:
            brief["deadline"]["country"] = yield Question(
                "deadline/country", "words", "Whose public holidays count? (a country's code)", default="GB"
            )
            brief["deadline"]["region"] = yield Question(
                "deadline/region", "words", "Of which part of it?", "Such as ENG, SCT, WLS, NIR", optional=True
            )
            brief["deadline"] = {name: value for name, value in brief["deadline"].items() if value}
    return None


def _days(answer: str) -> str:
    return "" if 0 < int(answer) <= 400 else "a number from 1 to 400 is needed"


def _closing(context: Context, brief: Plan) -> Asking:
    """Copies, enclosures, signatory."""
    for name, ask in (("copies", "Who gets a copy?"), ("enclosures", "What is enclosed?")):
        words = yield Question(name, "words", f"{ask} (several, parted by semicolons)", optional=True)
        brief[name] = [one.strip() for one in str(words or "").split(";") if one.strip()]
    if not context.case.sender.signatory:
        brief["from"] = yield from choose(context, "from", "party", "Who signs?")
    return None
