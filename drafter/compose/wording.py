"""The language of snippets: the functions and filters that wording may use, over one case and one language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from drafter import quoting
from drafter.compose.fairness import altered, misplaced, unfair
from drafter.compose.levels import alternated
from drafter.compose.parting import paragraphs
from drafter.compose.references import Form, pending, pending_citation
from drafter.compose.sandbox import Function, Nothing, Rich, Sandbox, plain_words
from drafter.compose.syntax import WordingError
from drafter.compose.values import Blocks, Inlines, Said
from drafter.compose.verbatim import looked_up
from drafter.compose.view import Quotable, View
from drafter.compose.views import ListView, PartyView, SourceView, Views
from drafter.language import right_to_left
from drafter.markup import FIRST_MARK, MARK
from drafter.model import (
    Block,
    BlockQuotation,
    Emphasis,
    Foreign,
    Inline,
    Link,
    List,
    Note,
    Operation,
    Origin,
    Paragraph,
    Passage,
    Quotation,
    State,
    Strong,
    Text,
    inline_text,
    plain_text,
)
from drafter.problems import Finding, Place, Placed, place_of
from drafter.shapes import MAIL_ADDRESS, WEB_ADDRESS

LONGEST_LIST: Final = 4_000
"""Pieces of one listed sentence: names, their separators."""
LANGUAGE_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
ADDRESS: Final = re.compile(f"{WEB_ADDRESS}|{MAIL_ADDRESS}")


@dataclass(slots=True)
class Wording:
    """Renders wording for one letter; collects what is found while quoting."""

    views: Views
    findings: list[Finding] = field(default_factory=list)
    names: dict[str, object] = field(default_factory=dict)
    voice: str = "I"
    """How the letter speaks of its author."""
    """What the letter itself brings: its author, its deadline, those it is written to."""
    cited: list[tuple[SourceView, str, bool]] = field(default_factory=list)
    """The citations in the order of composing: what, its place in the source, and whether the text names it."""
    terms: dict[str, Place] = field(default_factory=dict)
    """The terms that the letter defines, and where."""
    _noted: set[str] = field(default_factory=set)
    _sandbox: Sandbox = field(init=False)
    _functions: dict[str, object] = field(init=False)

    def __post_init__(self) -> None:
        self._sandbox = Sandbox(
            {
                "sentence_list": self._sentence_list,
                "possessive": self._possessive,
                "capital": self._capital,
                "first": _first,
                "last": _last,
                "length": _length,
            }
        )
        named: dict[str, Callable[..., object]] = {
            "quote": self._quote,
            "block_quote": self._block_quote,
            "note": self._note,
            "cite": self._cite,
            "footnote": self._footnote,
            "link": self._link,
            "ref": self._ref,
            "define": self._define,
            "foreign": self._foreign,
            "party": self.views.party,
            "source": self.views.source,
            "claim": self.views.claim,
            "evidence": self.views.piece,
            "passage": self.views.passage,
            "principle": self.views.provision,
            "provision": self.views.provision,
            "list": self.views.list,
        }
        self._functions = {**self.names, **{name: Function(name, call) for name, call in named.items()}}

    def render(self, wording: str, names: dict[str, object]) -> tuple[str, list[object]]:
        """Rendered wording with marks, and the values that they stand for; raises WordingError."""
        self._noted.clear()
        text, values = self._sandbox.render(wording, {**self._functions, **names})
        inserted = [self._with_note(value) for value in values]
        sizes: dict[str, int] = {}
        for mark in MARK.findall(text):
            if mark not in sizes:
                sizes[mark] = _size(inserted[ord(mark) - FIRST_MARK])
            self._sandbox.work.spend(sizes[mark], 1)
        return text, inserted

    def _with_note(self, value: object) -> object:
        """A value; a quotation whose note of emphasis the wording sets itself comes without it."""
        if not isinstance(value, Inlines | Blocks) or value.noted not in self._noted:
            return value
        return Inlines(value.unnoted) if isinstance(value, Inlines) else Blocks(value.unnoted)

    # --- quotations and citations ----------------------------------------------------------------

    def _quote(self, what: object, marks: str = "double", *, italic: bool = False, words: str = "") -> Inlines:
        """A passage, or `words` of it, between marks: `double`, `single` or `none`; in italics where asked."""
        quoted, passage, origin = self._passage(what, "quote", words)
        outer, inner = self.views.language.quote_pairs
        pairs = {"double": (outer, inner), "single": (inner, outer), "none": (("", ""), outer)}
        if marks not in pairs:
            raise WordingError("quote(): marks are 'double', 'single' or 'none'")
        (left, right), own = pairs[marks]
        quoted = alternated(quoted, own, inner if own == outer else outer)
        said: tuple[Inline, ...] = _italic(quoted) if italic else quoted
        around = (Text(left, origin),) if left else ()
        close = (Text(right, origin),) if right else ()
        content = Quotation((*around, *self._in_language(what, said, passage), *close), passage)
        notes, others = self._notes(what, passage)
        noted = passage.words if notes != others else ""
        return Inlines((content, *notes), noted, (content, *others))

    def _block_quote(self, what: object, *, cite: bool = False, words: str = "") -> Blocks:
        """A passage, or `words` of it, set off from the text; with a note of its source where `cite`."""
        quoted, passage, origin = self._passage(what, "block_quote", words)
        whole = alternated(quoted, *self.views.language.quote_pairs)
        by_line = isinstance(what, Quotable) and what.kind == "provision"
        parted = [self._in_language(what, one, passage) for one in paragraphs(whole, passage.words, by_line=by_line)]
        notes, others = self._notes(what, passage)
        cited: tuple[Inline, ...] = ()
        if cite and isinstance(what, Quotable):
            cited = self._cite(what.look_up("source"), str(what.attributes().get("at", ""))).content

        def blocks(said: tuple[Inline, ...]) -> tuple[Block, ...]:
            *first, last = parted
            each = (*first, (*last, *said, *cited))
            return (BlockQuotation(tuple(Paragraph(one, origin=origin) for one in each), passage, origin),)

        return Blocks(blocks(notes), passage.words if notes != others else "", blocks(others))

    def _notes(self, what: object, passage: Passage) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
        """What is said of a passage, in order: whose its emphasis is, who translated it; and that without the first."""
        language, origin = self.views.language, what.origin() if isinstance(what, View) else Origin()
        others: tuple[Text, ...] = ()
        if "translation" in passage.operations and isinstance(what, Quotable):
            source = what.look_up("source")
            by = source.source.translated_by if isinstance(source, SourceView) else ""
            own = language.our_translation if self.voice == "we" else language.my_translation
            others = (Text(f" ({language.translation_by.replace('{name}', by) if by else own})", origin),)
        emphasis = self._whose(passage.operations)
        return ((Text(f" ({emphasis})", origin), *others) if emphasis else others), others

    def _whose(self, done: tuple[Operation, ...]) -> str:
        """The words that say whose the emphasis of a quotation is; none where nothing is emphasised."""
        language = self.views.language
        if "original-emphasis" in done:
            return language.emphasis_in_part if "emphasis" in done else language.emphasis_in_original
        return language.added_emphasis(self.voice) if "emphasis" in done else ""

    def _in_language(self, what: object, content: tuple[Inline, ...], passage: Passage) -> tuple[Inline, ...]:
        """A passage of a source in another language, marked as such; a translation is in the letter's own."""
        if "translation" in passage.operations:
            return content
        source = what.look_up("source") if isinstance(what, Quotable) and what.kind != "provision" else None
        language = source.source.language if isinstance(source, SourceView) else ""
        if not language or language.split("-")[0] == self.views.language.code.split("-")[0]:
            return content
        return (Foreign(content, language, right_to_left(language)),)

    def _passage(self, what: object, called: str, words: str) -> tuple[tuple[Inline, ...], Passage, Origin]:
        if not isinstance(what, Quotable):
            described = what.described() if isinstance(what, Rich) else "plain words"
            advice = "quote a claim, a passage of evidence, or a provision"
            raise WordingError(f"{called}() quotes what stands in a source; {described} does not", advice=advice)
        what = what.with_words(Placed(words)) if words else what
        source, text, held = what.quoted_from()
        self._sandbox.work.spend(100 + len(what.words))
        if not what.words.strip():
            raise WordingError(f"no text of {what.described()} is held", advice="give its words, or do not quote it")
        try:
            found = looked_up(what, text)
        except quoting.DeclarationError as error:
            message, place = f"{what.described()}: {error}", place_of(what.words)
            self.findings.append(Finding("quotation-declaration", "error", message, place))
            return (), Passage(source, str(what.words), "wrong"), what.origin()
        state: State = "unverified" if not text else "extract" if held == "extract" else "verified"
        if isinstance(found, quoting.Mismatch):
            self.findings.append(altered(what, source, found))
            found, state = quoting.unheld(what.words), "wrong"
        elif state == "unverified":
            message = f"{what.described()} is quoted, and no text of its source '{source}' is held"
            advice = "add the source's text to the case, so that the quotation can be verified"
            self.findings.append(Finding("quotation-unverified", "warning", message, place_of(what.words), advice))
        if "translation" not in found.operations:
            self.findings += [*unfair(what, found), *misplaced(what, found)]
        origin = what.origin()
        content = tuple(_of(inline, origin) for inline in found.content)
        claim = what.id if what.kind == "claim" else ""
        return content, Passage(source, str(what.words), state, claim, "", found.operations), origin

    def _note(self, what: object) -> Said:
        """The note of whose emphasis it is, where a quotation is emphasised; wording sets it where it belongs."""
        if not isinstance(what, Quotable) or not what.emphasised():
            raise WordingError("note() is for a quotation with emphasis", advice="put it in {% if … .emphasised %}")
        self._noted.add(str(what.words))
        try:
            found = looked_up(what, what.quoted_from()[1])
        except quoting.DeclarationError:  # which quoting the words says
            found = quoting.Mismatch("", "", "")
        return Said(
            self._whose(("emphasis",) if isinstance(found, quoting.Mismatch) else found.operations), what.origin()
        )

    def _cite(self, what: object, at: str = "", *, inline: bool = False, named: bool = False) -> Inlines:
        """A citation in the letter's style: a footnote, or in the text if `inline`; `named` if the text names it."""
        if not isinstance(what, SourceView):
            raise WordingError(
                "cite() cites a source", advice='cite(source("reply")), cite(claim.source), cite(list.source)'
            )
        if isinstance(at, Nothing):
            at = ""
        self.cited.append((what, str(at), named))
        citation = pending_citation(len(self.cited) - 1, what.origin())
        if inline:
            return Inlines((citation,))
        return Inlines((Note((Paragraph((citation,), origin=what.origin()),)),))

    def _footnote(self, words: object) -> Inlines:
        """A note of one's own words, or of a quotation."""
        return Inlines((Note((Paragraph(_inline(self._with_note(words))),)),))

    def _link(self, url: str, words: str = "") -> Inlines:
        """A link; the address must be of the web or of mail."""
        plain_words(url, "link()")
        if words:
            plain_words(words, "link()")
        if not ADDRESS.fullmatch(url) or any(character in url for character in '<>"'):
            raise WordingError(
                f"link(): '{url}' is no address of the web or of mail", advice="begin it with https:// or mailto:"
            )
        return Inlines((Link((Text(words or url.removeprefix("mailto:")),), str(url)),))

    def _ref(self, *names: str, number: bool = False, capital: bool = False, through: bool = False) -> Inlines:
        """What the letter calls what bears a name: question 4, Annex B; several of them, or a first and a last."""
        if not names:
            raise WordingError("ref() takes a name", advice='ref("dates"), where an item has `name: dates`')
        for name in names:
            plain_words(name, "ref()")
        if through and len(names) != 2:
            raise WordingError("ref() goes through from one name to another", advice="give the first and the last")
        form: Form = "number" if number else "Word" if capital else "word"
        return Inlines((pending(names, form, through=through),))

    def _define(self, what: object, term: str) -> Inlines:
        """What something is called from here on: Acme Holdings plc (“the Company”)."""
        plain_words(term, "define()")
        left, right, _, _ = self.views.language.quotes
        if isinstance(what, View):
            said = _inline(what.look_up("name" if isinstance(what, PartyView) else "title"))
            if (what.kind, what.id) in self.views.defined:
                raise WordingError(f"{what.described()} is defined twice in this letter")
            self.views.defined[what.kind, what.id] = str(term)
        else:
            said = _inline(what)
        if term in self.terms:
            raise WordingError(f"the term '{term}' is defined twice in this letter")
        self.terms[str(term)] = Place("")
        return Inlines((*said, Text(f" ({left}"), Strong((Text(str(term)),)), Text(f"{right})")))

    def _foreign(self, words: object, language: str) -> Inlines:
        """Words in another language, by its BCP 47 tag, marked as such."""
        plain_words(language, "foreign()")
        if not LANGUAGE_TAG.fullmatch(language):
            raise WordingError(f"foreign(): '{language}' is no language's tag", advice="such as ar, fr or zh-Hant")
        return Inlines((Foreign(_inline(self._with_note(words)), str(language), right_to_left(language)),))

    # --- filters ---------------------------------------------------------------------------------

    def _sentence_list(self, things: object) -> Inlines:
        """Several things as a sentence lists them: a, b and c."""
        if isinstance(things, str) or not isinstance(things, Iterable):
            raise WordingError("sentence_list takes a list")
        parts = [_inline(self._with_note(thing)) for thing in things]
        content: list[Inline] = []
        separators = self.views.language.joined_for([inline_text(part) for part in parts])
        for part, separator in zip(parts, [*separators, ""], strict=True):
            content += part
            if separator:
                content.append(Text(separator))
            self._sandbox.work.spend(_length_of(part) + 8)
        if len(content) > LONGEST_LIST:
            raise WordingError(f"sentence_list makes more than {LONGEST_LIST:,} pieces")
        return Inlines(tuple(content))

    def _possessive(self, thing: object) -> Said:
        """The possessive of a party or of plain words: Justin’s."""
        if isinstance(thing, PartyView) and thing.addressed:
            return thing.said(str(thing.look_up("their")))
        said = thing.printed() if isinstance(thing, PartyView) else thing
        words = plain_words(said, "possessive")
        self._sandbox.work.spend(len(words))
        return Said(self.views.language.possessive(words), said.origin if isinstance(said, Said) else Origin())

    def _capital(self, thing: object) -> Said:
        """Plain words with a capital at their beginning."""
        said = thing.printed() if isinstance(thing, View) else thing
        words = plain_words(said, "capital")
        self._sandbox.work.spend(len(words))
        return Said(words[:1].upper() + words[1:], said.origin if isinstance(said, Said) else Origin())


def _size(value: object) -> int:
    """How many characters a value brings into a letter."""
    if isinstance(value, ListView):
        return sum(len(item) for item in value.items.items)
    if isinstance(value, View):
        value = value.printed()
    if isinstance(value, Inlines):
        return _length_of(value.content)
    return len(plain_text(value.content)) if isinstance(value, Blocks) else len(str(value))


def _length_of(content: tuple[Inline, ...]) -> int:
    return len(inline_text(content))


def list_blocks(view: ListView) -> Blocks:
    """A list of the case as a numbered list of the letter."""
    origin = view.origin()
    items = tuple((Paragraph((Text(item, origin),), origin=origin),) for item in view.items.items)
    return Blocks((List(items, "decimal", 1, origin),))


def _inline(thing: object) -> tuple[Inline, ...]:
    if isinstance(thing, View):
        thing = thing.printed()
    if isinstance(thing, Inlines):
        return thing.content
    if isinstance(thing, Said):
        return (Text(str(thing), thing.origin),)
    return (Text(plain_words(thing, "sentence_list")),)


def _italic(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return (Emphasis(content),)


def _of(inline: Inline, origin: Origin) -> Inline:
    match inline:
        case Text(text=text):
            return Text(text, origin)
        case Emphasis(content=content):
            return Emphasis(tuple(_of(one, origin) for one in content))
        case _:
            return inline


Side = Literal["first", "last"]


def _end(things: object, side: Side) -> object:
    if isinstance(things, list | tuple) and things:
        return things[0] if side == "first" else things[-1]
    raise WordingError(f"{side} takes a list that is not empty")


def _first(things: object) -> object:
    return _end(things, "first")


def _last(things: object) -> object:
    return _end(things, "last")


def _length(things: object) -> int:
    if isinstance(things, list | tuple | Nothing):
        return len(things)
    raise WordingError("length takes a list")
