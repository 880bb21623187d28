"""Adds in place what a case lacks: a party, a claim, evidence, a passage, a list, a source that is only named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from drafter.interview.offers import Context, first
from drafter.interview.questions import ADD, Addition, Answer, Asking, Choice, Question, parted
from drafter.interview.texts import Texts


def pronouns(say: Texts) -> tuple[Choice, ...]:
    """How a letter can speak of somebody."""
    return tuple(Choice(one, say(f"pronoun.{one}")) for one in ("she", "he", "they", "it"))


def naming(say: Texts) -> Callable[[str], str]:
    """Says of a name that it is an address of e-mail or of the web; nothing of any other."""

    def check(words: str) -> str:
        if re.search(r"\S@\S+\.\S", words):
            return say("wrong.name-mail", words=words)
        if re.search(r"(?:^|\s)(?:https?://|www\.)\S|^[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,}(?:/\S*)?$", words.strip()):
            return say("wrong.name-web", words=words)
        return ""

    return check


def key_of(words: str, taken: Iterable[str]) -> str:
    """An id made of the first words of a name, which nothing has yet."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    base = "-".join(re.findall(r"[a-z0-9]+", plain)[:4]) or "new"
    known, name, number = set(taken), base, 1
    while name in known:
        number += 1
        name = f"{base}-{number}"
    return name


def party(context: Context, prefix: str) -> Asking:
    """A party by name, office and pronoun; gives its id."""
    say = context.say
    name = yield Question(f"{prefix}/name", "words", *say.asks("name"), check=naming(say))
    title = yield Question(f"{prefix}/title", "words", *say.asks("title"), optional=True)
    role = yield Question(f"{prefix}/role", "words", *say.asks("role"), optional=True)
    organisation = yield Question(
        f"{prefix}/organisation", "words", *say.asks("organisation"), optional=True, check=naming(say)
    )
    pronoun = yield Question(f"{prefix}/pronoun", "one", *say.asks("pronoun"), choices=pronouns(say))
    greeted, address = yield from how_to_write(say, prefix)
    record = {"name": name, "title": title, "salutation": greeted, "role": role, "organisation": organisation}
    record |= {"address": address, "pronoun": pronoun}
    return (yield _addition(prefix, "parties", context.case.parties, name, record))


def how_to_write(say: Texts, prefix: str, proposed: str = "") -> Asking:
    """What a letter to somebody needs besides: the name after Dear, and the lines of the address."""
    greeted = yield Question(
        f"{prefix}/salutation", "words", *say.asks("salutation"), default=proposed or None, optional=True
    )
    lines = yield Question(f"{prefix}/address", "words", *say.asks("address"), optional=True, several=True)
    return greeted, parted(lines)


def source(context: Context, prefix: str) -> Asking:
    """A document by title, author and date, with its file, where that is at hand, so that quotations are checked."""
    say = context.say
    title = _without_article(context, (yield Question(f"{prefix}/title", "words", *say.asks("source-title"))))
    author = yield from choose(context, f"{prefix}/author", "party", say.asks("source-author"), optional=True)
    day = yield Question(f"{prefix}/date", "date", *say.asks("source-date"), optional=True)
    asks = say.asks("source-file")
    file = yield Question(f"{prefix}/file", "words", *asks, optional=True, check=context.unheld)
    record = {"title": title, "author": author, "date": day, "file": file}
    return (yield _addition(prefix, "sources", context.case.sources, title, record))


def claim(context: Context, prefix: str) -> Asking:
    """A claim by its words in a source; words that do not stand there are refused with the nearest that do."""
    say = context.say
    where = yield from choose(context, f"{prefix}/source", "source", say.asks("claim-source"))
    words = yield _words(context, f"{prefix}/words", where, say.asks("claim-words"))
    speaker = yield from choose(context, f"{prefix}/speaker", "party", say.asks("claim-speaker"), optional=True)
    at = yield Question(f"{prefix}/at", "words", *say.asks("claim-at"), optional=True)
    record = {"words": words, "source": where, "speaker": speaker, "at": at}
    return (yield _addition(prefix, "claims", context.case.claims, words, record))


def evidence(context: Context, prefix: str) -> Asking:
    """A piece of evidence with one passage of its source."""
    say = context.say
    where = yield from choose(context, f"{prefix}/source", "source", say.asks("evidence-source"))
    title = _without_article(context, (yield Question(f"{prefix}/title", "words", *say.asks("evidence-title"))))
    words = yield _words(context, f"{prefix}/words", where, say.asks("evidence-words"), optional=True)
    record = {"title": title, "source": where, "passages": {"main": words} if words else None}
    return (yield _addition(prefix, "evidence", context.case.evidence, title, record))


def passage(context: Context, prefix: str) -> Asking:
    """One more passage of a piece of evidence, by its words; gives `evidence.passage`."""
    say = context.say
    piece = yield from choose(context, f"{prefix}/evidence", "evidence", say.asks("passage-evidence"))
    record = context.case.evidence[piece]
    words = yield _words(context, f"{prefix}/words", record.source, say.asks("passage-words"))
    section = f"evidence/{piece}/passages"
    added = yield Addition(f"{prefix}/added", section, key_of(words, record.passages), {"words": words})
    return f"{piece}.{added}"


def items(context: Context, prefix: str) -> Asking:
    """A list, its items parted by semicolons."""
    say = context.say
    title = yield Question(f"{prefix}/title", "words", *say.asks("list-title"))
    named = yield Question(f"{prefix}/items", "words", *say.asks("list-items"), several=True)
    where = yield from choose(context, f"{prefix}/source", "source", say.asks("list-source"), optional=True)
    at = None
    if where:
        at = yield Question(f"{prefix}/at", "words", *say.asks("list-at"), optional=True)
    record = {"title": title, "source": where, "at": at, "items": parted(named)}
    return (yield _addition(prefix, "lists", context.case.lists, title, record))


def _without_article(context: Context, title: str) -> str:
    """A title as wording takes it, which brings an article of its own."""
    english = context.case.language.startswith("en")
    return re.sub(r"^(?:the|a|an)\s+(?=\S)", "", title, flags=re.IGNORECASE) if english else title


MAKERS = {"party": party, "source": source, "claim": claim, "evidence": evidence, "passage": passage, "list": items}
"""What can be added in place, by the kind of what is chosen."""


def _addition(prefix: str, section: str, taken: Iterable[str], called: str, record: dict[str, Answer]) -> Addition:
    kept = {name: value for name, value in record.items() if value not in (None, "", [])}
    return Addition(f"{prefix}/added", section, key_of(called, taken), kept)


def _words(context: Context, question: str, where: str, asks: tuple[str, str], *, optional: bool = False) -> Question:
    source = context.case.sources.get(where)
    called = (source.title if source else "") or where
    check = standing(context.say, context.texts.get(where, ""), called)
    return Question(question, "words", *asks, optional=optional, check=check)


def standing(say: Texts, text: str, where: str) -> Callable[[str], str]:
    """Says of words what is wrong with them where they do not stand in a text."""

    def check(words: str) -> str:
        from drafter import quoting

        try:
            found = quoting.find(words, quoting.source(text)) if text else None
        except quoting.DeclarationError as error:
            return str(error)
        if isinstance(found, quoting.Mismatch):
            name = "wrong.passage-near" if found.nearest else "wrong.passage"
            return say(name, source=where, nearest=found.nearest)
        return ""

    return check


def choose(  # noqa: PLR0913 - what can differ from question to question
    context: Context,
    question: str,
    kind: str,
    asks: tuple[str, str],
    *,
    default: Answer = None,
    optional: bool = False,
    many: bool = False,
    front: Iterable[str] = (),
    hidden: frozenset[str] = frozenset(),
    about: str = "",
    besides: tuple[Choice, ...] = (),
) -> Asking:
    """One or many of what the case has, or is offered `besides`; what is missing is added in place and then chosen."""
    turn, chosen = question, default
    while True:
        choices = tuple(one for one in first(context.choices(kind), front) if one.value not in hidden)
        if kind in MAKERS:
            choices = (*choices, *besides, Choice(ADD, context.say(f"add.{kind}")))
        answer = yield Question(
            turn, "many" if many else "one", *asks, choices, chosen, optional=optional, about=about, names=True
        )
        wanted = answer if isinstance(answer, list) else [answer]
        if ADD not in wanted:
            return answer
        made = yield from MAKERS[kind](context, f"{turn}/new")
        if not many:
            return made
        turn, chosen = f"{turn}/again", [*(one for one in wanted if one != ADD), made]
