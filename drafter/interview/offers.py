"""What a case and the library offer to choose from, each with the line that an official knows it by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from drafter.interview.items import wording_of
from drafter.interview.questions import Choice
from drafter.interview.texts import ENGLISH, Texts
from drafter.problems import Placed
from drafter.record import Record, field

if TYPE_CHECKING:
    from drafter.case import Case, Evidence
    from drafter.library import Library, Param, Snippet
    from drafter.party import Party

LONGEST: int = 110
"""Characters of a title that is shown in a list."""


class Earlier(Record):
    """A letter that was planned before in this case: its brief, and the questions that it puts."""

    file: str
    date: str = ""
    due: str = ""
    subject: str = ""
    questions: tuple[dict[str, Any], ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    """Claims with the evidence that was set against them."""


class Context(Record):
    """What an interview draws on: the case, the library, the day on which it is held (YYYY-MM-DD)."""

    case: Case
    library: Library
    today: str
    texts: dict[str, str] = field(default_factory=dict)
    """The texts of the sources that are held, by id."""
    kept: dict[str, Any] = field(default_factory=dict)
    """What a brief that is gone through again holds besides answers (interview.reopening).

    `items` by place and name, `parts` by name, their `order`; `keys`, and what the answers `made` of each.
    """

    earlier: tuple[Earlier, ...] = ()
    """The letters planned before, the latest first."""
    say: Texts = ENGLISH
    unheld: Callable[[str], str] = lambda _named: ""
    """Says why a file that somebody names cannot be taken into the case; nothing where it can."""
    planned: dict[str, Any] = field(default_factory=dict)
    """What the letter that is asked for has so far, besides its body: date, addressee, deadline."""

    proposed: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Sentences of sources that may be challenged, by the source's id, each with why; also such as are claims."""

    def snippets(self, *kinds: str) -> list[Snippet]:
        """The snippets of some kinds, by title."""
        found = [self.library.snippet(Placed(name)) for name in self.library.snippet_ids()]
        wanted = [snippet for snippet in found if snippet is not None and snippet.kind in kinds]
        return sorted(wanted, key=lambda snippet: (kinds.index(snippet.kind), snippet.title.casefold(), snippet.id))

    def snippet(self, name: str) -> Snippet | None:
        """A snippet by its id."""
        return self.library.snippet(Placed(name))

    def kind(self, item: dict[str, Any]) -> str:
        """The kind of the snippet of an item of a brief; nothing where it has none."""
        snippet = self._snippet_of(item)
        return snippet.kind if snippet else ""

    def params(self, item: dict[str, Any]) -> dict[str, Param]:
        """What the snippet of an item of a brief declares."""
        snippet = self._snippet_of(item)
        return snippet.params if snippet else {}

    def _snippet_of(self, item: dict[str, Any]) -> Snippet | None:
        name = wording_of(item).get("snippet")
        return self.snippet(name) if isinstance(name, str) else None

    def asks(self, item: dict[str, Any]) -> bool:
        """Whether an item of a brief asks something."""
        return "question" in item or self.kind(item) == "query"

    def _date(self, day: str) -> str:
        from drafter.language import LANGUAGES

        return LANGUAGES[self.case.language].written_date(day) if day else ""

    def line_of(self, letter: Earlier) -> str:
        """The line that an earlier letter is known by."""
        return _short(", ".join(part for part in (self._date(letter.date), letter.subject) if part) or letter.file)

    def letterheads(self) -> tuple[list[str], str]:
        """The letterheads that there are, and the usual one."""
        from drafter.library import SHIPPED_LETTERHEAD

        return self.library.letterheads(), str(self.case.sender.template or SHIPPED_LETTERHEAD)

    def earlier_claims(self, claim: str) -> list[str]:
        """What the same party said before, the latest first; of a document without a date nobody knows when it was."""
        source, speaker, day = self._said(claim)
        found = [
            (other_day, name)
            for name in self.case.claims
            for other_source, other_speaker, other_day in [self._said(name)]
            if name != claim and other_speaker == speaker and other_source != source
            if not (day and other_day) or other_day < day
        ]
        return [name for _, name in sorted(found, key=lambda one: one[0], reverse=True)]

    def _said(self, claim: str) -> tuple[str, str, str]:
        """A claim's source, its speaker, and the day on which it was said."""
        record = self.case.claims[claim]
        source = self.case.sources.get(record.source)
        return (
            str(record.source),
            self.case.speaker(claim),
            source.date if source else "",
        )

    def linked(self, claim: str) -> list[str]:
        """The evidence that belongs to a claim: set against it before; then what shares most words with it."""
        record = self.case.claims[claim]
        before = [piece for letter in self.earlier for name, piece in letter.pairs if name == claim]
        wanted = _words(record.words, record.topic)
        shared = {
            key: len(
                wanted
                & _words(
                    piece.title, facts_line(piece, self.case.parties), *(one.words for one in piece.passages.values())
                )
            )
            for key, piece in self.case.evidence.items()
        }
        near = sorted((key for key, count in shared.items() if count), key=lambda key: -shared[key])
        return [*before, *near]

    def choices(self, kind: str) -> tuple[Choice, ...]:
        """Everything of a kind of the case or the registers, as choices."""
        makers = {
            "party": self._parties,
            "source": self._sources,
            "claim": self._claims,
            "evidence": self._evidence,
            "passage": self._passages,
            "provision": self._provisions,
            "list": self._lists,
        }
        return tuple(makers[kind]())

    def provision_text(self, name: str) -> str:
        """What is held of a provision, or of its commentary, that can be quoted."""
        from drafter.provisions import Pinpoint, pinpoint

        found = pinpoint(self.library, Placed(name), name)
        if not isinstance(found, Pinpoint):
            return ""
        return found.provision.commentary if found.commentary else found.provision.text

    def _parties(self) -> Iterator[Choice]:
        for key, party in self.case.parties.items():
            yield Choice(key, party.full_name or key, ", ".join(party.office_lines()))

    def _sources(self) -> Iterator[Choice]:
        for key, source in self.case.sources.items():
            author = self.case.parties.get(source.author or "")
            about = ", ".join(part for part in (author.name if author else source.by, self._date(source.date)) if part)
            yield _choice(key, source.title or key, about)

    def _claims(self) -> Iterator[Choice]:
        for key, claim in self.case.claims.items():
            source = self.case.sources.get(claim.source)
            speaker = self.case.parties.get(self.case.speaker(key))
            parts = (speaker.name if speaker else "", self._date(source.date) if source else "", claim.at, claim.topic)
            words = f"“{plain_words(claim.words)}”"
            yield Choice(key, words, ", ".join(part for part in parts if part), words)

    def _evidence(self) -> Iterator[Choice]:
        for key, piece in self.case.evidence.items():
            yield _choice(key, piece.title or key, facts_line(piece, self.case.parties))

    def _passages(self) -> Iterator[Choice]:
        for key, piece in self.case.evidence.items():
            for name, passage in piece.passages.items():
                about = ", ".join(part for part in (piece.title, passage.at) if part)
                words = f"“{plain_words(passage.words)}”"
                yield Choice(f"{key}.{name}", words, about, words)

    def _provisions(self) -> Iterator[Choice]:
        for label, register in sorted(self.library.registers().items()):
            for number, provision in register.provisions.items():
                words = provision.gist or provision.text
                whole = provision.text if provision.text != words else ""
                yield Choice(f"{label} {number}", _short(f"{label} {number}: {words}"), whole=whole or words)
                if provision.commentary:
                    name = f"{label} {number} commentary"
                    yield Choice(name, _short(f"{name}: {provision.commentary}"), whole=provision.commentary)

    def _lists(self) -> Iterator[Choice]:
        for key, items in self.case.lists.items():
            yield _choice(key, items.title or key, "; ".join(items.items))


def facts_line(piece: Evidence, parties: Mapping[str, Party]) -> str:
    """The facts of a piece of evidence, in one line, a party by its name."""
    called = {
        name: parties[fact.party].name for name, fact in piece.facts.items() if fact.party and fact.party in parties
    }
    return "; ".join(
        f"{name.replace('_', ' ')}: {called.get(name) or fact.said}{f' ({fact.grade})' * bool(fact.grade)}"
        for name, fact in piece.facts.items()
    )


def plain_words(words: str) -> str:
    """Declared words as they are read: without the marks of emphasis, and what is escaped as it stands."""
    return re.sub(r"\\(.)|\*", lambda found: found[1] or "", words)


def first(choices: Iterable[Choice], wanted: Iterable[str]) -> tuple[Choice, ...]:
    """The choices with those wanted first, in the order in which they are wanted."""
    by_value = {choice.value: choice for choice in choices}
    front = [by_value.pop(value) for value in dict.fromkeys(wanted) if value in by_value]
    return (*front, *by_value.values())


def _words(*texts: str) -> set[str]:
    """The longer words of some texts."""
    return {word for word in " ".join(texts).casefold().split() if len(word) > 4}


def _short(words: str) -> str:
    """Words in a line, cut at the end of one."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rpartition(' ')[0] or line[: LONGEST - 2]} …"


def _choice(key: str, title: str, about: str) -> Choice:
    """A choice that is shown whole where its line is cut."""
    shown, known = _short(title), _short(about)
    whole = f"{title}\n{about}" if shown.endswith(" …") or known.endswith(" …") else ""
    return Choice(key, shown, "" if whole else known, whole)
