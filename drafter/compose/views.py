"""What wording sees of a case: parties, sources, claims, evidence, provisions and lists, with their attributes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from drafter.case import Case, Claim, Evidence, ItemList, Source
from drafter.citing.words import words_of
from drafter.compose.syntax import WordingError
from drafter.compose.view import Quotable, View
from drafter.fact import Fact
from drafter.language import Language
from drafter.library import Register
from drafter.model import Origin
from drafter.party import Party
from drafter.problems import Place, Placed, did_you_mean
from drafter.provisions import Pinpoint
from drafter.record import Record, field, replace

V = TypeVar("V", bound="View")


class PartyView(View, eq=False):
    party: Party
    by_role: bool = False
    """Whether the wording was given the party, and did not name it itself."""
    rests_on: Origin = Origin()
    kind: ClassVar[str] = "party"

    def origin(self) -> Origin:
        return self.rests_on

    @property
    def addressed(self) -> bool:
        """Whether the letter says "you" to it: it is written to alone, and has no other name there by definition."""
        return self.by_role and self.id == self.views.addressee and ("party", self.id) not in self.views.defined

    def attributes(self) -> dict[str, object]:
        party = self.party
        known_as = self.views.defined.get(("party", self.id)) or party.known_as or party.name
        pronouns = self.views.language.pronouns["you" if self.addressed else party.pronoun]
        given: dict[str, str] = {
            "name": party.name,
            "known_as": known_as,
            "title": party.title,
            "honours": party.honours,
            "full_name": party.full_name,
            "salutation": self._greeted(known_as),
            "role": party.role[0] if party.role else "",
            "organisation": party.organisation,
            **pronouns,
        }
        plural = self.views.language.you_takes == "plural" if self.addressed else party.pronoun == "they"
        return {
            "plural": plural,
            "addressed": self.addressed,
            **{name: self.said(words) for name, words in given.items() if words},
        }

    def _greeted(self, known_as: str) -> str:
        greeted = self.party.greeted(self.views.language.greeted_titles)
        return known_as if greeted in {self.party.known_as, self.party.name} else greeted

    def possible(self) -> tuple[str, ...]:
        return ("role", "organisation", "title", "honours")

    def printed(self) -> object:
        return self.look_up("they" if self.addressed else "known_as")


class SourceView(View, eq=False):
    source: Source
    kind: ClassVar[str] = "source"

    def origin(self) -> Origin:
        return Origin(sources=(self.id,))

    def attributes(self) -> dict[str, object]:
        source = self.source
        given: dict[str, str] = {
            "title": source.title,
            "known_as": self.views.defined.get(("source", self.id)) or source.known_as or source.title,
            "date": self.views.language.written_date(source.date) if source.date else "",
            "url": source.url,
            "format": source.format,
            "noun": words_of(self.views.language.code).noun(source.title),
        }
        found: dict[str, object] = {name: self.said(words) for name, words in given.items() if words}
        if source.author:
            found["author"] = self.views.party_in(source.author)
        if source.to:
            found["to"] = self.views.party_in(source.to)
        return found

    def possible(self) -> tuple[str, ...]:
        return ("author", "to", "date", "url", "format")

    def printed(self) -> object:
        return self.look_up("known_as")


class ClaimView(Quotable, eq=False):
    claim: Claim
    kind: ClassVar[str] = "claim"

    def keeps_notes(self) -> bool:
        return self.claim.note_marks == "kept"

    def origin(self) -> Origin:
        return Origin(claims=(self.id,), sources=(str(self.claim.source),))

    def quoted_from(self) -> tuple[str, str, str]:
        return self.views.source_text(self.claim.source)

    def attributes(self) -> dict[str, object]:
        source = self.views.source(self.claim.source)
        speaker = self.claim.speaker or source.source.author
        found: dict[str, object] = {"source": source, "emphasised": self.emphasised()}
        if speaker:
            found["speaker"] = self.views.party_in(speaker)
        if source.source.date:
            found["date"] = self.said(str(source.look_up("date")))
        for name, words in (("at", self.claim.at), ("topic", self.claim.topic)):
            if words:
                found[name] = self.said(words)
        return found

    def possible(self) -> tuple[str, ...]:
        return ("speaker", "date", "at", "topic")


class PassageView(Quotable, eq=False):
    """A passage of a piece of evidence."""

    evidence_id: str
    evidence: Evidence
    at: str
    kind: ClassVar[str] = "passage"

    def keeps_notes(self) -> bool:
        passage = self.evidence.passages.get(self.id.partition(".")[2])
        return passage is not None and passage.note_marks == "kept"

    def origin(self) -> Origin:
        return Origin(evidence=(self.evidence_id,), sources=(str(self.evidence.source),))

    def quoted_from(self) -> tuple[str, str, str]:
        return self.views.source_text(self.evidence.source)

    def attributes(self) -> dict[str, object]:
        found: dict[str, object] = {
            "evidence": self.views.piece(self.evidence_id),
            "source": self.views.source(self.evidence.source),
            "emphasised": self.emphasised(),
        }
        if self.at:
            found["at"] = self.said(self.at)
        return found

    def possible(self) -> tuple[str, ...]:
        return ("at",)


class InstrumentView(View, eq=False):
    register: Register
    kind: ClassVar[str] = "instrument"

    def attributes(self) -> dict[str, object]:
        register = self.register
        return {
            "title": self.said(register.title),
            "known_as": self.said(
                self.views.defined.get(("instrument", self.id)) or register.known_as or register.title
            ),
            "plural": register.plural,
        }

    def printed(self) -> object:
        return self.look_up("known_as")


class ProvisionView(Quotable, eq=False):
    """A provision of an instrument; inserted itself, it is cited."""

    pinpoint: Pinpoint
    kind: ClassVar[str] = "provision"

    def origin(self) -> Origin:
        return Origin(principles=(self.id,))

    def quoted_from(self) -> tuple[str, str, str]:
        at = self.pinpoint
        text = at.provision.commentary if at.commentary else at.provision.text
        return self.id, text, "document" if at.register.held == "full" else "extract"

    def attributes(self) -> dict[str, object]:
        at = self.pinpoint
        provision = at.provision
        given = {
            "number": at.number,
            "tier": provision.tier,
            "pillar": provision.pillar,
            "bearer": provision.bearer,
            "gist": provision.gist,
        }
        found: dict[str, object] = {name: self.said(words) for name, words in given.items() if words}
        found["instrument"] = InstrumentView(self.views, at.register.label, at.register)
        found["emphasised"] = self.emphasised()
        return found

    def possible(self) -> tuple[str, ...]:
        return ("tier", "pillar", "bearer", "gist")

    def printed(self) -> object:
        cited = self.pinpoint.register.cite.replace("{number}", self.pinpoint.number)
        return self.said(f"{cited} {self.views.language.commentary}" if self.pinpoint.commentary else cited)


class EvidenceView(View, eq=False):
    evidence: Evidence
    kind: ClassVar[str] = "evidence"

    def origin(self) -> Origin:
        return Origin(evidence=(self.id,), sources=(str(self.evidence.source),))

    def attributes(self) -> dict[str, object]:
        evidence = self.evidence
        facts = {name: self._fact(fact) for name, fact in evidence.facts.items()}
        return {
            "title": self.said(evidence.title),
            "known_as": self.said(self.views.defined.get(("evidence", self.id)) or evidence.known_as or evidence.title),
            "source": self.views.source(evidence.source),
            "passages": PassagesView(self.views, self.id, evidence),
            **facts,
        }

    def _fact(self, fact: Fact) -> object:
        if fact.passage:  # a check compares the two, and needs the text
            self.views.read_source(self.evidence.source)
        if fact.party:
            return self.views.party(fact.party, self.origin())
        return self.said(self.views.language.written_date(fact.date) if fact.date else fact.words)

    def printed(self) -> object:
        return self.look_up("known_as")


class PassagesView(View, eq=False):
    evidence: Evidence
    kind: ClassVar[str] = "passages of evidence"

    def attributes(self) -> dict[str, object]:
        return {name: self.views.passage(f"{self.id}.{name}") for name in self.evidence.passages}


class ListView(View, eq=False):
    """A numbered list; inserted alone in its paragraph, it is the list."""

    items: ItemList
    kind: ClassVar[str] = "list"

    def origin(self) -> Origin:
        return Origin(sources=(str(self.items.source),) if self.items.source else ())

    def attributes(self) -> dict[str, object]:
        found: dict[str, object] = {
            "title": self.said(self.items.title),
            "count": len(self.items.items),
            "items": [self.said(item) for item in self.items.items],
        }
        if self.items.source:
            found["source"] = self.views.source(self.items.source)
        if self.items.at:
            found["at"] = self.said(self.items.at)
        return found

    def possible(self) -> tuple[str, ...]:
        return ("source", "at")


class Views(Record):
    """Makes views of a case by id; raises WordingError with the nearest id where there is none."""

    case: Case
    language: Language
    read_source: Callable[[Placed], str]
    look_up_provision: Callable[[Placed], Pinpoint]
    defined: dict[tuple[str, str], str] = field(default_factory=dict)
    """What the letter has defined to call something, by its kind and id."""
    addressee: str = ""
    """The id of the party that the letter is written to, where there is one alone."""
    read_translation: Callable[[str], str] = lambda _: ""
    """The text that is held of a source's translation, by the source's id."""
    read_emphasis: Callable[[str], tuple[tuple[int, int], ...]] = lambda _: ()
    """The spans of a source's text that are emphasised there, by the source's id."""
    read_notes: Callable[[str], tuple[tuple[int, str], ...]] = lambda _: ()
    """Where a source's text refers to notes, and the marks, by the source's id."""
    bracketed: bool = False
    """Whether a first letter of a quotation whose case was changed stands in brackets."""
    read_page: Callable[[str, int], int] = lambda _name, _position: 0
    """The page on which a position of a source's text stands; 0 where its pages are not known."""
    kept: dict[tuple[str, str], Any] = field(default_factory=dict)
    """Views that were made, by kind and id."""

    def _one(self, kind: str, known: dict[str, Any], name: str) -> Any:
        if name in known:
            return known[name]
        raise WordingError(f"unknown {kind} '{name}'{did_you_mean(name, list(known))}", code="unknown-id")

    def _kept(self, view: Callable[[Views, str, Any], V], kind: str, known: dict[str, Any], name: str) -> V:
        made: V | None = self.kept.get((kind, name))
        if made is None:
            made = self.kept[kind, name] = view(self, str(name), self._one(kind, known, name))
        return made

    def party(self, name: str, origin: Origin | None = None) -> PartyView:
        """A party by its name; `origin` is what its name rests on where it is a fact."""
        view = self._kept(PartyView, "party", self.case.parties, name)
        return view if origin is None else replace(view, rests_on=origin)

    def party_in(self, name: str) -> PartyView:
        """A party in some part: an answer, a speaker, an author; "you" where the letter is written to it alone."""
        return replace(self.party(name), by_role=True)

    def source(self, name: str) -> SourceView:
        return self._kept(SourceView, "source", self.case.sources, name)

    def claim(self, name: str) -> ClaimView:
        claim = self._one("claim", self.case.claims, name)
        return ClaimView(self, str(name), claim.words, claim)

    def piece(self, name: str) -> EvidenceView:
        """A piece of evidence."""
        return self._kept(EvidenceView, "evidence", self.case.evidence, name)

    def passage(self, name: str) -> PassageView:
        """A passage, as `evidence.passage`."""
        evidence_id, _, passage_id = name.partition(".")
        evidence = self._one("evidence", self.case.evidence, evidence_id)
        passage = self._one("passage", evidence.passages, passage_id)
        return PassageView(self, str(name), passage.words, evidence_id, evidence, passage.at)

    def provision(self, name: str, words: str = "") -> ProvisionView:
        """A provision, as `UNGP 13(b)`; quoted, it is its whole text unless `words` of it are given."""
        place = name.place if isinstance(name, Placed) else Place("")
        found = self.look_up_provision(Placed(name, place))
        text = found.provision.commentary if found.commentary else found.provision.text
        quoted = Placed(words) if words else Placed(_escaped(text), found.provision.place)
        return ProvisionView(self, found.id, quoted, found)

    def list(self, name: str) -> ListView:
        return ListView(self, str(name), self._one("list", self.case.lists, name))

    def source_text(self, name: Placed) -> tuple[str, str, str]:
        """A source's id, its text ("" where none is held), and "document" or "extract"."""
        source = self._one("source", self.case.sources, name)
        return str(name), self.read_source(name), source.held


def _escaped(text: str) -> str:
    return "".join(f"\\{character}" if character in "*[]\\" else character for character in text)
