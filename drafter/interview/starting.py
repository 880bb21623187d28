"""Starts a case from nothing but the letter that was received: who wrote it, when, what in it may be challenged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from drafter.interview.adding import how_to_write, key_of, naming, pronouns
from drafter.interview.days import written
from drafter.interview.offers import Context, plain_words
from drafter.interview.questions import Asking, Choice, Course, Question, parted
from drafter.interview.received import Reading, read
from drafter.interview.texts import ENGLISH, Texts
from drafter.record import Record

SOURCE: Final = "letter"
"""The id of the letter received among the sources of its case."""
KEEP: Final = "start/office/keep"
"""The question whether the office is kept for all cases."""


class Received(Record):
    """The letter that was received: its file below the case, and the statements in it that may be worth a challenge."""

    file: str
    title: str
    statements: Sequence[tuple[str, str]]
    """Each with its words and why it is proposed."""
    says: Reading = Reading()
    """What it says of its writer, date, references and addressee, which is proposed."""
    pins: tuple[str, str] = ("", "")
    """The SHA-256 of the file, and of the text that was read in it."""


def statements(text: str, says: Reading | None = None) -> tuple[tuple[str, str], ...]:
    """The sentences of a letter that may be worth a challenge, each with why."""
    from drafter import candidates

    first, last = (says or read(text)).body
    return tuple((one.words, one.why) for one in candidates.find(text[first:last]))


def not_taken_up(context: Context) -> dict[str, tuple[dict[str, Any], str]]:
    """The sentences that are proposed and that no claim holds yet, as claims by the ids that they would have, with why.

    An id stays what it is when others of these become claims.
    """
    found: dict[str, tuple[dict[str, Any], str]] = {}
    claims = context.case.claims
    for name, sentences in context.proposed.items():
        source = context.case.sources.get(name)
        held = [" ".join(plain_words(one.words).split()) for one in claims.values() if one.source == name]
        for words, why in sentences if source else ():
            if not any(one in words or words in one for one in held):
                record = {"words": _declared(words), "source": name, "speaker": source.author if source else None}
                key = key_of(words, {*claims, *found})
                found[key] = {name: value for name, value in record.items() if value}, why
    return found


def start(received: Received, *, office_known: bool, say: Texts = ENGLISH) -> Course:
    """The questions of a new case; gives the case as plain data."""
    case: dict[str, Any] = {}
    says = received.says
    case["title"] = yield Question(
        "start/title", "words", *say.asks("case-title"), default=says.subject or received.title
    )
    parties: dict[str, Any] = {}
    if not office_known:
        case["sender"] = yield from office("start/office", parties, says.addressee, say)
        yield Question(KEEP, "yes-no", *say.asks("office-keep"), default=True)
    name = yield Question("start/author", "words", *say.asks("author"), default=says.writer or None, check=naming(say))
    record = yield from _person("start/author", name, says if name == says.writer else Reading(), say)
    author = key_of(name, parties)
    parties[author] = record
    about = record.get("organisation") or (
        yield Question(
            "start/about",
            "words",
            *say.asks("author-about"),
            default=says.organisation or None,
            optional=True,
            check=naming(say),
        )
    )
    if about:
        parties[key_of(about, parties)] = {"name": about, "pronoun": "it"}
    day = yield Question("start/date", "date", *say.asks("received-date"), default=says.date or None)
    called = "received-title.mail" if received.file.lower().endswith(".eml") else "received-title.proposed"
    proposed = say(called, date=written(day, say))
    source = {"title": proposed, "author": author, "date": day, "file": received.file}
    source["title"] = yield Question("start/source", "words", *say.asks("received-title"), default=proposed)
    for question, key, asks, held in (
        ("start/their_ref", "reference", say.asks("their-ref"), says.our_ref),
        ("start/our_ref", "", say.asks("case-ref"), says.your_ref),
    ):
        given = yield Question(question, "words", *asks, default=held or None, optional=True)
        if given:
            (source if key else case)["reference"] = given
    source |= {"kind": "letter", "sha256": received.pins[0], "text_sha256": received.pins[1]}
    case["parties"] = parties
    case["sources"] = {SOURCE: source}
    choices = tuple(Choice(str(number), words, why) for number, (words, why) in enumerate(received.statements))
    claims: dict[str, Any] = {}
    if choices:
        ticked = yield Question("start/claims", "many", *say.asks("statements"), choices=choices, optional=True)
        for number in ticked or []:
            words, _ = received.statements[int(number)]
            claims[key_of(words, claims)] = {"words": _declared(words), "source": SOURCE, "speaker": author}
    if claims:
        case["claims"] = claims
    return case


def office(prefix: str, parties: dict[str, Any], proposed: tuple[str, ...] = (), say: Texts = ENGLISH) -> Asking:
    """The office that writes, and who signs; the signatory is put among the parties."""
    held = proposed[-1] if proposed else None
    name = yield Question(f"{prefix}/name", "words", *say.asks("office"), default=held, check=naming(say))
    signs = yield Question(f"{prefix}/signatory", "words", *say.asks("signatory"), check=naming(say))
    role = yield Question(f"{prefix}/role", "words", *say.asks("signatory-role"), optional=True)
    contact = yield Question(f"{prefix}/contact", "words", *say.asks("contact"), optional=True, several=True)
    key = key_of(signs, parties)
    parties[key] = {"name": signs, **({"role": role} if role else {})}
    lines = parted(contact)
    return {"office": [name], "signatory": key, **({"contact": lines} if lines else {})}


def _person(prefix: str, name: str, says: Reading, say: Texts) -> Asking:
    role = yield Question(f"{prefix}/role", "words", *say.asks("role"), default=says.role or None, optional=True)
    organisation = yield Question(
        f"{prefix}/organisation",
        "words",
        *say.asks("organisation"),
        default=says.organisation or None,
        optional=True,
        check=naming(say),
    )
    pronoun = yield Question(
        f"{prefix}/pronoun", "one", *say.asks("pronoun"), choices=pronouns(say), default=says.pronoun or None
    )
    greeted, address = yield from how_to_write(say, prefix, says.salutation)
    title = says.title if says.title.rstrip(".") not in {"Mr", "Ms", "Mrs", "Miss"} else ""
    given = {"name": name, "title": title, "salutation": greeted, "role": role, "organisation": organisation}
    given |= {"address": address, "pronoun": pronoun}
    return {key: value for key, value in given.items() if value}


def _declared(words: str) -> str:
    """The words of a source as a declaration quotes them, its own asterisks and brackets included."""
    return re.sub(r"\.\.\.|[*\[\]\\…]", lambda found: f"\\{found[0]}", words)
