"""OSCOLA, 4th edition: full citations (through CSL where it is right), and the short forms of repeats."""

from __future__ import annotations

import re

from drafter.citing import csl, pinpoints
from drafter.citing.records import Cited, comma_listed, joined, spaced
from drafter.citing.words import Words, before
from drafter.language import Language
from drafter.model import Emphasis, Inline, Link, Text, note_reference
from drafter.record import Record, replace


class Oscola(Record):
    """OSCOLA in one language."""

    language: Language
    words: Words

    def full(self, cited: Cited, at: str, *, short_form: bool = False) -> tuple[Inline, ...]:
        """The citation of a source for the first time; `short_form` adds what repeats of an act call it."""
        place = pinpoints.following(at, cited, self.words)
        match cited.kind:
            case "letter" | "meeting":
                return joined(*self._exchange(cited), place, *self._address(cited))
            case "case":
                return joined(*self._case(cited), place)
            case "legislation":
                known_as = f" ({cited.known_as})" if short_form and cited.known_as else ""
                return joined(*self._legislation(cited), known_as, place)
            case "report" | "article" | "book" | "webpage" | "document":
                return joined(*csl.full(cited, self.language, self.words), place, *self._address(cited))

    def short(self, cited: Cited, *, plainly: bool = False) -> tuple[Inline, ...]:
        """What a repeat calls a source; `plainly` so that it is told from others by the same author."""
        match cited.kind:
            case "letter" | "meeting":
                if plainly or not cited.author + cited.recipient:
                    return self._exchange(cited)
                author = cited.author_known_as or cited.author
                return joined(self._between(replace(cited, author=author, recipient="" if author else cited.recipient)))
            case "case":
                return joined(self._linked(cited, Emphasis(joined(cited.known_as or cited.title))))
            case "legislation":
                return self._legislation(cited, called=cited.known_as)
            case "report" | "article" | "book" | "webpage" | "document":
                author = cited.author_known_as or cited.author
                title = self._title(cited)
                if not author:
                    return joined(title)
                return joined(f"{author}, ", title) if plainly else joined(author)

    def again(self, cited: Cited, at: str, note: int, short: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """A repeat: its short form, the note of the full citation (0: none to be named), and the place."""
        if cited.kind == "legislation":
            return joined(*short, pinpoints.following(at, cited, self.words))
        cross = (" (n\N{NO-BREAK SPACE}", note_reference(note), ")") if note else ()
        return joined(*short, *cross, pinpoints.following(at, cited, self.words, again=True))

    def ibid(self, cited: Cited, at: str, at_before: str) -> tuple[Inline, ...]:
        """A repeat of what the note before cites."""
        same = pinpoints.written(at, cited, self.words) == pinpoints.written(at_before, cited, self.words)
        return joined("ibid", "" if same else pinpoints.following(at, cited, self.words, again=True))

    # --- forms of our own ------------------------------------------------------------------------

    def _title(self, cited: Cited) -> Inline:
        if csl.csl_type(cited) == "book":
            return Emphasis(joined(cited.title))
        return Text(self._quoted(cited.title))

    def _quoted(self, title: str) -> str:
        left, right = self.words.quotes
        return f"{left}{title}{right}"

    def _date(self, cited: Cited) -> str:
        return self.language.written_date(cited.date) if cited.date else ""

    def _address(self, cited: Cited) -> tuple[Inline, ...]:
        if not cited.url:
            return ()
        day = self.language.written_date(cited.accessed) if cited.accessed else ""
        accessed = f" {self.language.accessed.replace('{date}', day)}" if day else ""
        return joined(" <", Link((Text(cited.url),), cited.url), f">{accessed}")

    @staticmethod
    def _linked(cited: Cited, inline: Inline) -> Inline:
        """The name of a case or an act, which OSCOLA cites without address, as a link to where it stands."""
        return Link((inline,), cited.url) if cited.url else inline

    def _exchange(self, cited: Cited) -> tuple[Inline, ...]:
        """A letter or a meeting: between whom, when, and its title where that says more."""
        named, described = self._between(cited), self._describes(cited)
        said = comma_listed(cited.reference, self._date(cited))
        details = f" ({said})" if said else ""
        if cited.author + cited.recipient and _words(cited.title) <= _words(f"{named} {said}") | self.words.idle:
            return joined(named + details)
        if not described and cited.author + cited.recipient:
            return joined(f"{named}, {self._quoted(cited.title)}{details}")
        told = _words(cited.recipient) <= _words(cited.title)
        recipient = "" if told else self._to(cited)
        title = cited.title if described else self._quoted(cited.title)
        return joined(comma_listed(cited.author, title, recipient) + details)

    def _between(self, cited: Cited) -> str:
        """What it is and between whom: Letter from X to Y, Email to Y, Meeting of X with Y."""
        words = self.words
        nouns, by = (words.meeting, words.meeting_of) if cited.kind == "meeting" else (words.letter, words.letter_from)
        noun = _first_word(cited.title) if cited.kind == "letter" and self._describes(cited) else nouns[0]
        author = before(by, cited.author) if cited.author else ""
        return spaced(noun[:1].upper() + noun[1:], author, self._to(cited))

    def _to(self, cited: Cited) -> str:
        leading = self.words.meeting_with if cited.kind == "meeting" else self.words.letter_to
        return before(leading, cited.recipient) if cited.recipient else ""

    def _describes(self, cited: Cited) -> bool:
        """Whether the title is a description (letter of 10 August 2021), not the words that it bears."""
        nouns = self.words.meeting if cited.kind == "meeting" else self.words.letter
        return _first_word(cited.title).lower() in nouns

    def _case(self, cited: Cited) -> tuple[Inline, ...]:
        report = comma_listed(cited.neutral_citation, cited.reference, self._law_report(cited))
        court = "" if cited.neutral_citation else cited.court
        when = "" if report else self._date(cited)
        tried = comma_listed(court, when)
        said = spaced(report, f"({tried})" if tried else "")
        return joined(self._linked(cited, Emphasis(joined(cited.title))), f" {said}" if said else "")

    @staticmethod
    def _law_report(cited: Cited) -> str:
        if not cited.container:
            return ""
        bracketed = cited.volume.startswith(("[", "("))
        year = "" if bracketed or not cited.year else f"({cited.year})" if cited.volume else f"[{cited.year}]"
        return spaced(year, cited.volume, cited.container, csl.first_page(cited))

    def _legislation(self, cited: Cited, called: str = "") -> tuple[Inline, ...]:
        name = self._linked(cited, Text(called or cited.title))
        if called:
            return joined(name)
        year = f" {cited.year}" if cited.year and cited.year not in cited.title else ""
        number = f", {cited.reference}" if cited.reference else ""
        return joined(name, year, f" ({cited.jurisdiction})" if cited.jurisdiction else "", number)


def _first_word(text: str) -> str:
    found = re.match(r"[\w-]*", text)
    return found[0] if found else ""


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))
