"""Starts a case from nothing but the letter that was received: who wrote it, when, what in it may be challenged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from drafter.interview.adding import PRONOUNS, how_to_write, key_of
from drafter.interview.questions import Asking, Choice, Course, Question, parted, written
from drafter.interview.received import Reading
from drafter.record import Record


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


def start(received: Received, *, office_known: bool) -> Course:
    """The questions of a new case; gives the case as plain data."""
    case: dict[str, Any] = {}
    says = received.says
    case["title"] = yield Question(
        "start/title", "words", "What is the correspondence about?", default=says.subject or received.title
    )
    parties: dict[str, Any] = {}
    if not office_known:
        case["sender"] = yield from office("start/office", parties, says.addressee)
    ask = "Who wrote the letter that was received?"
    name = yield Question("start/author", "words", ask, "Their full name, without a title", default=says.writer or None)
    record = yield from _person("start/author", name, says if name == says.writer else Reading())
    author = key_of(name, parties)
    parties[author] = record
    about = record.get("organisation") or (
        yield Question(
            "start/about",
            "words",
            "Which company or office does the letter speak for?",
            "Its name",
            default=says.organisation or None,
            optional=True,
        )
    )
    if about:
        parties[key_of(about, parties)] = {"name": about, "pronoun": "it"}
    day = yield Question("start/date", "date", "What date does it bear?", default=says.date or None)
    source = {"title": f"letter of {written(day)}", "author": author, "date": day, "file": received.file}
    source["title"] = yield Question("start/source", "words", "What is the document called?", default=source["title"])
    for question, key, ask, held in (
        ("start/their_ref", "reference", "Which reference does it bear?", says.our_ref),
        ("start/our_ref", "", "Which is your own reference?", says.your_ref),
    ):
        given = yield Question(question, "words", ask, default=held or None, optional=True)
        if given:
            (source if key else case)["reference"] = given
    source |= {"kind": "letter", "sha256": received.pins[0], "text_sha256": received.pins[1]}
    case["parties"] = parties
    case["sources"] = {"letter": source}
    choices = tuple(Choice(str(number), words, why) for number, (words, why) in enumerate(received.statements))
    claims: dict[str, Any] = {}
    if choices:
        ticked = yield Question(
            "start/claims", "many", "Which of these statements may be challenged?", choices=choices, optional=True
        )
        for number in ticked or []:
            words, _ = received.statements[int(number)]
            claims[key_of(words, claims)] = {"words": _declared(words), "source": "letter", "speaker": author}
    if claims:
        case["claims"] = claims
    return case


def office(prefix: str, parties: dict[str, Any], proposed: tuple[str, ...] = ()) -> Asking:
    """The office that writes, and who signs; the signatory is put among the parties."""
    held = proposed[-1] if proposed else None
    name = yield Question(f"{prefix}/name", "words", "The name of your office?", default=held)
    signs = yield Question(f"{prefix}/signatory", "words", "Who signs its letters?", "Their full name")
    role = yield Question(f"{prefix}/role", "words", "In which role?", optional=True)
    contact = yield Question(
        f"{prefix}/contact", "words", "How is the office reached? (parted by semicolons)", optional=True
    )
    key = key_of(signs, parties)
    parties[key] = {"name": signs, **({"role": role} if role else {})}
    lines = parted(contact)
    return {"office": [name], "signatory": key, **({"contact": lines} if lines else {})}


def _person(prefix: str, name: str, says: Reading) -> Asking:
    role = yield Question(f"{prefix}/role", "words", "Their role or office?", default=says.role or None, optional=True)
    organisation = yield Question(
        f"{prefix}/organisation", "words", "Their organisation?", default=says.organisation or None, optional=True
    )
    pronoun = yield Question(
        f"{prefix}/pronoun",
        "one",
        "How does a letter speak of them?",
        choices=PRONOUNS,
        default=says.pronoun or None,
    )
    greeted, address = yield from how_to_write(prefix, says.salutation)
    title = says.title if says.title.rstrip(".") not in {"Mr", "Ms", "Mrs", "Miss"} else ""
    given = {"name": name, "title": title, "salutation": greeted, "role": role, "organisation": organisation}
    given |= {"address": address, "pronoun": pronoun}
    return {key: value for key, value in given.items() if value}


def _declared(words: str) -> str:
    """The words of a source as a declaration quotes them, its own asterisks and brackets included."""
    return re.sub(r"\.\.\.|[*\[\]\\…]", lambda found: f"\\{found[0]}", words)
