"""The course of an interview: which question follows from the answers so far, and the brief that they make.

It is a generator that yields questions and takes answers, and knows nothing of terminals, journals or files. To change
an earlier answer, the driver runs it again from the start with the answers that it has: what did not depend on the
change is not asked again, because its question comes out the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from drafter.interview.adding import choose
from drafter.interview.composed import line
from drafter.interview.days import written
from drafter.interview.items import Plan, answers_in, wording_of
from drafter.interview.offers import Context, Earlier, plain_words
from drafter.interview.paragraphing import flat, paragraphed
from drafter.interview.places import calendar
from drafter.interview.questions import Addition, Asking, Choice, Course, Question, parted
from drafter.interview.texts import ENGLISH, Texts
from drafter.interview.wording import ADDRESSEE, OWN_WORDS, PRINCIPLES, filled, picked, wording
from drafter.record import replace

NONE: Final = "none"

Chunk = tuple[str, str, list[Plan]]
"""A part of the letter: its name, the line it is known by, its items."""


def kinds(say: Texts) -> tuple[Choice, ...]:
    """The kinds of letters."""
    return (
        Choice("first", say("kind.first")),
        Choice("follow-up", say("kind.follow-up"), say("kind.follow-up.about")),
        Choice("chaser", say("kind.chaser"), say("kind.chaser.about")),
        Choice("closing", say("kind.closing")),
    )


def course(opened: Callable[[], Context], say: Texts = ENGLISH, received: str = "") -> Course:
    """The questions of a whole letter; gives the brief as plain data, in the order in which it is written.

    `opened` gives the case, which is not needed for the first question; `received` is a letter that is to be answered.
    """
    usual = "follow-up" if received else None
    kind = yield Question("kind", "one", *say.asks("kind"), choices=kinds(say), default=usual)
    brief: Plan = {}
    context = replace(opened(), planned=brief)
    brief["date"] = yield Question("date", "date", *say.asks("letter-date"), default=context.today)
    ours = {*context.case.sender.signatory, *context.case.sender.parties}
    others = [name for name in context.case.parties if name not in ours]
    brief["to"] = yield from choose(context, "to", "party", say.asks("to"), front=others)
    answered: list[str] = []
    earlier: Earlier | None = None
    if kind in {"follow-up", "closing"}:
        held = [received] if received in context.case.sources else None
        answered = (
            yield from choose(context, "answers", "source", say.asks("answers"), default=held, many=True, optional=True)
        ) or []
    elif kind == "chaser":
        earlier = yield from _chased(context)
    subject = (earlier.subject if earlier else "") or context.case.title or None
    brief["subject"] = yield Question("subject", "words", *say.asks("subject"), default=subject)
    yield from _references(context, brief, answered)
    claims: list[str] = []
    principles: list[str] = []
    numbered = False
    if kind in {"first", "follow-up"}:
        claims = yield from _claims(context, received)
        principles = (
            yield from choose(context, "principles", "provision", say.asks("principles"), many=True, optional=True)
        ) or []
        numbered = yield Question("numbered", "yes-no", *say.asks("numbered"), default=len(claims) > 1)
    known = {"source": answered[-1] if answered else None, "party": brief["to"], ADDRESSEE: brief["to"]}
    known |= {"matter": brief["subject"]}
    if earlier is not None:
        known |= {"sent": earlier.date, "due": earlier.due}
    begins = yield from _paragraphs(context, "opening", ("opening",), say.asks("opening"), known, _OPENINGS[kind])
    chunks: list[Chunk] = [("opening", say("part.opening"), begins)]
    used: list[str] = []
    for claim in claims:
        items, evidence = yield from challenge(context, claim, principles, to=brief["to"], numbered=numbered)
        chunks.append(
            (f"claim/{claim}", say("part.claim", words=f"“{plain_words(context.case.claims[claim].words)}”"), items)
        )
        used += evidence
    if earlier is not None:
        chunks.append(("repeated", say("part.repeated"), (yield from _repeated(context, earlier))))
    chunks += yield from _more(context, claims, kind, known, numbered=numbered)
    yield from _deadline(context, brief, kind)
    by = "{{ author | capital }} should be grateful for an answer by {{ deadline }}." if brief["deadline"] else None
    ends = {**known, OWN_WORDS: by}
    last = yield from _paragraphs(
        context, "closing", ("closing", "paragraph"), say.asks("ending"), ends, _CLOSINGS[kind]
    )
    chunks.append(("closing", say("part.closing"), last))
    yield from _closing(context, brief)
    brief |= {"claims": claims, "evidence": list(dict.fromkeys(used)), "principles": principles}
    chunks += yield from _kept_parts(context)
    brief["body"] = yield from _in_order(context, chunks)
    return _with_kept_keys(context, brief)


def _references(context: Context, brief: Plan, answered: list[str]) -> Asking:
    """Our reference, where the office has no form of it, and theirs."""
    say = context.say
    theirs = [context.case.sources[name].reference for name in answered if context.case.sources[name].reference]
    for name, asks in (("our_ref", say.asks("our-ref")), ("your_ref", say.asks("your-ref"))):
        if name == "your_ref" or not context.case.sender.reference:
            held = context.case.reference if name == "our_ref" else theirs[-1] if theirs else None
            brief[name] = yield Question(name, "words", *asks, default=held or None, optional=True)


def _paragraphs(
    context: Context, prefix: str, kinds: tuple[str, ...], asks: tuple[str, str], known: Plan, proposed: str
) -> Asking:
    """Wording that begins or ends the letter, in paragraphs."""
    items = yield from wording(context, prefix, kinds, asks, known, proposed=proposed)
    return (yield from paragraphed(context, prefix, [(prefix, item) for item in items]))


def _with_kept_keys(context: Context, brief: Plan) -> Plan:
    """The brief with what is kept as it stands, where the answers that stand for it are what they were."""
    keys, made = context.kept.get("keys", {}), context.kept.get("made", {})
    brief = {name: value for name, value in brief.items() if value not in (None, "", [])}
    brief |= {name: value for name, value in keys.items() if brief.get(name) == made.get(name)}
    return {name: value for name, value in brief.items() if value not in (None, "", [])}


def _kept_parts(context: Context) -> Asking:
    """Parts of a brief that is gone through again which no question makes."""
    kept: dict[str, list[Plan]] = context.kept.get("parts", {})
    if not kept:
        return []
    shown = {name: line(context, items) for name, items in kept.items()}
    choices = tuple(Choice(name, context.say("wording.kept", words=words)) for name, words in shown.items())
    asks = context.say.asks("kept-parts")
    stay = yield Question("kept-parts", "many", *asks, choices=choices, default=list(kept), optional=True)
    return [(name, shown[name], kept[name]) for name in stay or []]


_OPENINGS: Final = {
    "first": "opening/first-letter",
    "follow-up": "opening/reply-received",
    "chaser": "opening/no-reply",
    "closing": "opening/reply-received",
}
_CLOSINGS: Final = {
    "first": "closing/answer-awaited",
    "follow-up": "closing/answer-awaited",
    "chaser": "closing/answer-awaited",
    "closing": "closing/no-further-questions",
}
_TOPICS_FROM: Final = 8
"""Claims from which on their topics are asked for first."""


def _claims(context: Context, received: str) -> Asking:
    """The statements to challenge, narrowed by topic where there are many; those of a letter `received` are ticked."""
    topics = sorted({claim.topic for claim in context.case.claims.values() if claim.topic})
    only: set[str] = set()
    if len(topics) > 1 and len(context.case.claims) >= _TOPICS_FROM:
        choices = tuple(Choice(topic, topic) for topic in topics)
        asks = context.say.asks("topics")
        only = set((yield Question("topics", "many", *asks, choices=choices, optional=True)) or [])
    hidden = [name for name, claim in context.case.claims.items() if only and claim.topic not in only]
    asks, away = context.say.asks("claims"), frozenset(hidden)
    said = [name for name, claim in context.case.claims.items() if received and claim.source == received]
    ticked = [name for name in said if name not in away] or None
    from drafter.interview.starting import not_taken_up

    new = {} if only else not_taken_up(context)
    words = {name: f"“{plain_words(record['words'])}”" for name, (record, _) in new.items()}
    besides = tuple(Choice(name, words[name], why, words[name]) for name, (_, why) in new.items())
    chosen: list[str] = (
        yield from choose(
            context, "claims", "claim", asks, default=ticked, many=True, optional=True, hidden=away, besides=besides
        )
    ) or []
    for name in chosen:
        if name in new:
            yield Addition(f"claims/{name}/added", "claims", name, new[name][0])
    return chosen


def _chased(context: Context) -> Asking:
    """The letter of ours that has had no answer, where the case holds briefs of such."""
    if not context.earlier:
        return None
    choices = tuple(Choice(one.file, context.line_of(one), one.file) for one in context.earlier)
    asks = context.say.asks("chased")
    chosen = yield Question("chased", "one", *asks, choices=choices, default=choices[0].value, optional=True)
    return next((one for one in context.earlier if one.file == chosen), None)


def _repeated(context: Context, earlier: Earlier) -> Asking:
    """The questions of an earlier letter that are put again."""
    if not earlier.questions:
        return []
    items = [_own(context, item) for item in earlier.questions]
    choices = tuple(Choice(str(number), line(context, [item])) for number, item in enumerate(items))
    every = [choice.value for choice in choices]
    asks = context.say.asks("repeated")
    ticked = yield Question("repeated", "many", *asks, choices=choices, default=every, optional=True)
    return [items[int(number)] for number in ticked or []]


def _own(context: Context, item: Plan) -> Plan:
    """A question with the answers that its wording asks for, and no others of its challenge."""
    inner = wording_of(item)
    snippet = context.snippet(str(inner.get("snippet", "")))
    if snippet is None:
        return item
    given = {name: value for name, value in answers_in(item).items() if name in snippet.params}
    made = {name: value for name, value in {**inner, "with": given}.items() if name != "with" or given}
    return {**item, "question": made} if "question" in item else made


def _in_order(context: Context, chunks: list[Chunk]) -> Asking:
    """The items of all parts, in the order that is wanted."""
    present = {name: (words, items) for name, words, items in chunks if items}
    wanted = [name for name in context.kept.get("order", ()) if name in present]
    before = ""
    for name in present:
        if name not in wanted:
            wanted.insert(wanted.index(before) + 1 if before else 0, name)
        before = name
    if len(wanted) > 2:
        choices = tuple(Choice(name, words) for name, (words, _) in present.items())
        asks = context.say.asks("parts")
        wanted = yield Question("parts", "order", *asks, choices=choices, default=wanted)
    return [item for name in wanted for item in present[name][1]]


def challenge(context: Context, claim: str, principles: list[str], *, to: str, numbered: bool) -> Asking:
    """The items of one challenge, and the evidence that it rests on."""
    record, say = context.case.claims[claim], context.say
    prefix, about = f"claim/{claim}", f"“{plain_words(record.words)}”"
    known: Plan = {
        "claim": claim,
        "party": context.case.speaker(claim) or None,
        "source": record.source,
        ADDRESSEE: to,
        "provision": principles[0] if len(principles) == 1 else None,
        PRINCIPLES: principles,
    }
    how = yield from picked(context, f"{prefix}/stands", ("challenge",), say.asks("stands"), known, about=about)
    evidence: list[str] = (
        yield from choose(
            context,
            f"{prefix}/evidence",
            "evidence",
            say.asks("evidence"),
            many=True,
            optional=True,
            front=context.linked(claim),
            about=about,
        )
    ) or []
    shared: Plan = {"claim": claim}
    if len(evidence) == 1:
        shared["evidence"] = evidence[0]
    facts = [context.case.evidence[name].facts for name in evidence]
    known = {**{name: fact.date or fact.words for some in facts for name, fact in some.items()}, **known, **shared}
    quoted = f'{{{{ claim("{claim}").speaker | capital }}}} said: {{{{ quote(claim("{claim}")) }}}}.'
    items = yield from filled(context, f"{prefix}/stands", how, {**known, OWN_WORDS: quoted}, about=about)
    pieces = [("stands", item) for item in items]
    for kind, wanted in (("evidence", evidence), ("principle", principles)):
        if wanted:
            place = f"{kind}-wording"
            name, asks = f"{prefix}/{place}", say.asks(place)
            items = yield from wording(context, name, (kind,), asks, known, front=evidence, about=about)
            pieces += [(place, item) for item in items]
    asks = say.asks("query")
    items = yield from wording(context, f"{prefix}/query", ("query",), asks, known, about=about, numbered=numbered)
    pieces += [("query", item) for item in items]
    if not pieces:
        return [], evidence
    taken = {name for _, item in pieces for name in _params_of(context, item)}
    said = " ".join(str(wording_of(one).get("text", "")) for _, item in pieces for one in flat([item]))
    spoken = {"claim"} if said else set()
    kept = {name: value for name, value in shared.items() if name in taken | spoken or f'("{value}' in said}
    pieces = [(name, _sharing(kept, item)) for name, item in pieces]
    return [{"challenge": kept, "body": (yield from paragraphed(context, prefix, pieces, about))}], evidence


def _sharing(shared: Plan, item: Plan) -> Plan:
    """An item without the answers that its challenge gives it."""
    inner = wording_of(item)
    given = {name: value for name, value in answers_in(item).items() if shared.get(name) != value}
    if "snippet" not in inner or len(given) == len(answers_in(item)):
        return item
    made = {name: value for name, value in {**inner, "with": given}.items() if name != "with" or given}
    return {**item, "question": made} if "question" in item else made


def _params_of(context: Context, item: Plan) -> tuple[str, ...]:
    """The parameters of the snippets of an item, those within it included."""
    inner = wording_of(item)
    snippet = context.snippet(inner["snippet"]) if "snippet" in inner else None
    within = [name for one in inner.get("paragraph", ()) for name in _params_of(context, one)]
    return (*(snippet.params if snippet else ()), *within)


def _more(context: Context, claims: list[str], kind: str, about: Plan, *, numbered: bool) -> Asking:
    """Lists and questions that belong to no single statement."""
    known: Plan = {**about, **({"claim": claims[0]} if len(claims) == 1 else {})}
    items = yield from wording(context, "lists", ("list",), context.say.asks("lists"), known)
    part = ("lists", context.say("part.lists"), items)
    if kind == "closing":
        return [part]
    asks = context.say.asks("queries")
    proposed = "query/when-answered" if kind == "chaser" else ""
    asked = yield from wording(context, "queries", ("query",), asks, known, proposed=proposed, numbered=numbered)
    return [part, ("queries", context.say("part.queries"), asked)]


def _deadline(context: Context, brief: Plan, kind: str) -> Asking:
    """By when an answer is asked for: a day, working days, or not at all."""
    brief["deadline"] = None
    if kind == "closing":
        return None
    say = context.say
    choices = tuple(Choice(one, say(f"deadline.{one}")) for one in (NONE, "date", "working-days"))
    form = yield Question("deadline", "one", *say.asks("deadline"), choices=choices, default=NONE)
    if form == "date":

        def later(day: str) -> str:
            return "" if day > brief["date"] else say("wrong.deadline", date=written(brief["date"], say))

        brief["deadline"] = yield Question("deadline/date", "date", *say.asks("deadline-date"), check=later)
    elif form == "working-days":

        def check(answer: str) -> str:
            return "" if 0 < int(answer) <= 400 else say("wrong.days")

        days = yield Question("deadline/days", "number", *say.asks("deadline-days"), default=20, check=check)
        brief["deadline"] = {"working_days": days}
        brief["deadline"] |= yield from calendar(context)
    return None


def _closing(context: Context, brief: Plan) -> Asking:
    """Copies, enclosures, signatory, letterhead."""
    for name in ("copies", "enclosures"):
        words = yield Question(name, "words", *context.say.asks(name), optional=True, several=True)
        brief[name] = parted(words)
    signs = context.case.sender.signatory
    if len(signs) < 2:
        usual = str(signs[0]) if signs else None
        chosen = yield from choose(context, "from", "party", context.say.asks("signs"), default=usual, front=signs)
        brief["from"] = chosen if chosen != usual else None
    heads, usual = context.letterheads()
    if len(heads) > 1:
        choices = tuple(Choice(name, name) for name in heads)
        head = yield Question("template", "one", *context.say.asks("template"), choices=choices, default=usual)
        brief["template"] = head if head != usual else None
    return None
