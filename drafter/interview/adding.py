"""Adds in place what a case lacks: a party, a claim, evidence, a passage, a list, a source that is only named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Final

from drafter.interview.offers import Context, first
from drafter.interview.questions import ADD, Addition, Answer, Asking, Choice, Question, parted

PRONOUNS = (Choice("she", "she"), Choice("he", "he"), Choice("they", "they"), Choice("it", "it (a company, an office)"))


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
    name = yield Question(f"{prefix}/name", "words", "Their full name?")
    title = yield Question(f"{prefix}/title", "words", "A title before the name?", "Such as Professor", optional=True)
    role = yield Question(f"{prefix}/role", "words", "Their role or office?", optional=True)
    organisation = yield Question(f"{prefix}/organisation", "words", "Their organisation?", optional=True)
    pronoun = yield Question(f"{prefix}/pronoun", "one", "How does a letter speak of them?", choices=PRONOUNS)
    greeted, address = yield from how_to_write(prefix)
    record = {"name": name, "title": title, "salutation": greeted, "role": role, "organisation": organisation}
    record |= {"address": address, "pronoun": pronoun}
    return (yield _addition(prefix, "parties", context.case.parties, name, record))


def how_to_write(prefix: str, proposed: str = "") -> Asking:
    """What a letter to somebody needs besides: the name after Dear, and the lines of the address."""
    greeted = yield Question(
        f"{prefix}/salutation",
        "words",
        "What stands after 'Dear'?",
        "Such as: Ms Okafor",
        default=proposed or None,
        optional=True,
    )
    lines = yield Question(f"{prefix}/address", "words", "Their address? (lines parted by semicolons)", optional=True)
    return greeted, parted(lines)


def source(context: Context, prefix: str) -> Asking:
    """A document by title, author and date; its text can be added later (`drafter source add`)."""
    title = yield Question(f"{prefix}/title", "words", "What is the document?", "Such as: letter of 3 March 2025")
    author = yield from choose(context, f"{prefix}/author", "party", "Who wrote it?", optional=True)
    day = yield Question(f"{prefix}/date", "date", "What date does it bear?", optional=True)
    record = {"title": title, "author": author, "date": day}
    return (yield _addition(prefix, "sources", context.case.sources, title, record))


def claim(context: Context, prefix: str) -> Asking:
    """A claim by its words in a source; words that do not stand there are refused with the nearest that do."""
    where = yield from choose(context, f"{prefix}/source", "source", "In which document was it said?")
    words = yield _words(context, f"{prefix}/words", where, "What was said, word for word?")
    speaker = yield from choose(
        context, f"{prefix}/speaker", "party", "Who said it? (the author, where you pass over this)", optional=True
    )
    at = yield Question(f"{prefix}/at", "words", "Where does it stand?", "Such as: p. 3", optional=True)
    record = {"words": words, "source": where, "speaker": speaker, "at": at}
    return (yield _addition(prefix, "claims", context.case.claims, words, record))


def evidence(context: Context, prefix: str) -> Asking:
    """A piece of evidence with one passage of its source."""
    where = yield from choose(context, f"{prefix}/source", "source", "In which document does it stand?")
    title = yield Question(f"{prefix}/title", "words", "What is it, in a few words?")
    words = yield _words(context, f"{prefix}/words", where, "Which words of it count?", optional=True)
    record = {"title": title, "source": where, "passages": {"main": words} if words else None}
    return (yield _addition(prefix, "evidence", context.case.evidence, title, record))


def passage(context: Context, prefix: str) -> Asking:
    """One more passage of a piece of evidence, by its words; gives `evidence.passage`."""
    piece = yield from choose(context, f"{prefix}/evidence", "evidence", "Of which evidence is it a passage?")
    record = context.case.evidence[piece]
    words = yield _words(context, f"{prefix}/words", record.source, "Which words, as they stand there?")
    section = f"evidence/{piece}/passages"
    added = yield Addition(f"{prefix}/added", section, key_of(words, record.passages), {"words": words})
    return f"{piece}.{added}"


def items(context: Context, prefix: str) -> Asking:
    """A list, its items parted by semicolons."""
    title = yield Question(f"{prefix}/title", "words", "What are the items?", "Such as: public security projects")
    named = yield Question(f"{prefix}/items", "words", "The items, parted by semicolons?")
    where = yield from choose(context, f"{prefix}/source", "source", "In which document do they stand?", optional=True)
    at = None
    if where:
        at = yield Question(f"{prefix}/at", "words", "Where do they stand in it?", "Such as: p. 3", optional=True)
    record = {"title": title, "source": where, "at": at, "items": parted(named)}
    return (yield _addition(prefix, "lists", context.case.lists, title, record))


MAKERS = {"party": party, "source": source, "claim": claim, "evidence": evidence, "passage": passage, "list": items}
"""What can be added in place, by the kind of what is chosen."""
CALLED = {
    "party": "somebody",
    "source": "a document",
    "claim": "a statement",
    "evidence": "evidence",
    "passage": "a passage",
    "list": "a list",
}

WORDS_HELP: Final = "Copy the words from the document. … leaves words out, [ ] puts words in, * * emphasises."


def _addition(prefix: str, section: str, taken: Iterable[str], called: str, record: dict[str, Answer]) -> Addition:
    kept = {name: value for name, value in record.items() if value not in (None, "", [])}
    return Addition(f"{prefix}/added", section, key_of(called, taken), kept)


def _words(context: Context, question: str, where: str, ask: str, *, optional: bool = False) -> Question:
    check = standing(context.texts.get(where, ""), where)
    return Question(question, "words", ask, WORDS_HELP, optional=optional, check=check)


def standing(text: str, where: str) -> Callable[[str], str]:
    """Says of words what is wrong with them where they do not stand in a text."""

    def check(words: str) -> str:
        from drafter import quoting

        try:
            found = quoting.find(words, quoting.source(text)) if text else None
        except quoting.DeclarationError as error:
            return str(error)
        if isinstance(found, quoting.Mismatch):
            near = f"; the nearest passage is: “{found.nearest}”" if found.nearest else ""
            return f"these words do not stand in '{where}'{near}"
        return ""

    return check


def choose(  # noqa: PLR0913 - what can differ from question to question
    context: Context,
    question: str,
    kind: str,
    ask: str,
    *,
    default: Answer = None,
    optional: bool = False,
    many: bool = False,
    front: Iterable[str] = (),
    hidden: frozenset[str] = frozenset(),
    help_: str = "",
    about: str = "",
) -> Asking:
    """One or many of what the case has; what is missing is added in place and then chosen."""
    turn, chosen = question, default
    while True:
        choices = tuple(one for one in first(context.choices(kind), front) if one.value not in hidden)
        if kind in MAKERS:
            choices = (*choices, Choice(ADD, f"+ add {CALLED[kind]} …"))
        answer = yield Question(
            turn, "many" if many else "one", ask, help_, choices, chosen, optional=optional, about=about, names=True
        )
        wanted = answer if isinstance(answer, list) else [answer]
        if ADD not in wanted:
            return answer
        made = yield from MAKERS[kind](context, f"{turn}/new")
        if not many:
            return made
        turn, chosen = f"{turn}/again", [*(one for one in wanted if one != ADD), made]
