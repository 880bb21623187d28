"""Cross-references and citations: placeholders while wording is composed, their words once the letter stands.

While it is composed, a placeholder is a Reference whose text begins with `PENDING`, a character that no wording and no
value can hold. `Settler` goes through the whole letter in reading order and puts the words in their place, so that
what is referred to may stand before or after, and the note of a citation knows its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, Literal, TypeAlias, assert_never, cast

from drafter.citing import Citations, Cited, Citing, Kind, Style
from drafter.compose.views import SourceView
from drafter.counting import list_marker
from drafter.language import LANGUAGES, Language
from drafter.model import (
    Annex,
    Block,
    BlockQuotation,
    Break,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Letter,
    Link,
    List,
    Note,
    Origin,
    Paragraph,
    Question,
    Quotation,
    Reference,
    Strong,
    Table,
    Text,
    children,
    inline_text,
    note_reference,
    refers_to_note,
    walk,
)
from drafter.problems import Finding, did_you_mean
from drafter.record import Mutable, Record, field, replace

PENDING: Final = "\U0010ffff"
Form: TypeAlias = Literal["number", "word", "Word"]


def pending(names: Sequence[str], form: Form, *, through: bool = False) -> Reference:
    """The placeholder of a reference to what is called by these names, or to all from the first `through` the last."""
    return Reference(f"{PENDING}{form}{_THROUGH * through}", "\n".join(names))


_THROUGH: Final = " through"


def pending_citation(number: int, origin: Origin) -> Reference:
    """The placeholder of the letter's citation `number`, as they were composed."""
    return Reference(f"{PENDING}cite", str(number), origin)


class Target(Record):
    """Something that is referred to: its word in the language file ("" where the number says all) and its number."""

    word: str
    number: str
    anchored: bool = True
    way: tuple[int, ...] = ()
    """Its number, or the numbers on the way to it: (4, 2, 1) for 4(b)(i)."""
    within: str = ""
    """What stands before the word, where the letter itself has the same number: `Annex A, `."""

    label: str = ""
    """What it is, where the number says so itself: an annex, an enclosure."""

    @property
    def kind(self) -> tuple[str, str, str]:
        """What targets share of which one word, or one range, can speak."""
        return self.word, self.within, self.label


_Named: TypeAlias = list[tuple[str, Target]]


def targets(letter: Letter, enclosures: Iterable[tuple[str, str]]) -> dict[str, Target]:
    """Everything that bears a name; `enclosures` are names with what they are called in the letter."""
    found = dict(_within(letter.body))
    taken = {(one.word, one.number) for one in found.values()}
    taken |= {("question", str(block.number)) for block in letter.body if isinstance(block, Question)}
    for count, annex in enumerate(letter.annexes, 1):
        if annex.anchor:
            found[annex.anchor] = Target("", annex.label, way=(count,), label="annex")
        for name, target in _within(annex.content):
            clashes = (target.word, target.number) in taken
            found[name] = replace(target, within=f"{annex.label}, ") if clashes and target.word else target
    enclosed = {
        name: Target("", called, anchored=False, way=(count,), label="enclosure")
        for count, (name, called) in enumerate(enclosures, 1)
    }
    return found | {name: target for name, target in enclosed.items() if name}


def _within(content: Iterable[Block]) -> Iterator[tuple[str, Target]]:
    for block in content:
        match block:
            case Paragraph(anchor=anchor, number=number):
                if anchor:
                    yield (
                        anchor,
                        Target(
                            "paragraph", "" if number is None else str(number), way=() if number is None else (number,)
                        ),
                    )
            case Heading(anchor=anchor, content=inner):
                if anchor:
                    yield anchor, Target("", inline_text(inner))
            case Question(anchor=anchor, number=number, content=inner):
                if anchor:
                    yield anchor, Target("question", str(number), way=(number,))
                yield from _parts(inner, "question", str(number), (number,))
            case List():
                yield from _parts((block,), "item", "", ())
            case BlockQuotation(content=inner):
                yield from _within(inner)
            case Table(anchor=anchor, caption=caption):
                if anchor and caption:
                    yield anchor, Target("table", str(caption.number), way=(caption.number,))
            case _:
                assert_never(block)


def _parts(content: Iterable[Block], word: str, before: str, way: tuple[int, ...]) -> Iterator[tuple[str, Target]]:
    """The items of the lists in a question, each called by the way to it: 4(b)(ii)."""
    for block in content:
        if not isinstance(block, List):
            continue
        for count, item in enumerate(block.items, block.start):
            marker = list_marker(block.marker, count)
            number = before + (marker.rstrip(".") if block.marker == "decimal" else marker)
            first = item[0] if item else None
            if isinstance(first, Paragraph) and first.anchor:
                yield first.anchor, Target(word, number, way=(*way, count))
            yield from _parts(item, word, number, (*way, count))


class Settler(Mutable):
    """Puts words in the place of references; what cannot be referred to is a finding."""

    language: Language
    targets: dict[str, Target]
    citations: Iterator[tuple[Inline, ...]]
    """What stands in the place of each citation, in reading order."""
    findings: list[Finding] = field(default_factory=list)
    notes: int = 0
    """How many notes were met."""
    noted: frozenset[str] = frozenset()
    """The anchors of the notes that are referred to."""

    def letter(self, letter: Letter) -> Letter:
        """The letter with every placeholder settled."""
        return replace(letter, body=self._blocks(letter.body), annexes=tuple(map(self._annex, letter.annexes)))

    def _annex(self, annex: Annex) -> Annex:
        return replace(annex, content=self._blocks(annex.content))

    def _blocks(self, content: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(map(self._block, content))

    def _block(self, block: Block) -> Block:
        match block:
            case Paragraph(content=content) | Heading(content=content):
                settled = self._inlines(content)
                return block if settled == content else replace(block, content=settled)
            case Question(content=inner) | BlockQuotation(content=inner):
                return replace(block, content=self._blocks(inner))
            case List(items=items):
                return replace(block, items=tuple(self._blocks(item) for item in items))
            case Table(header=header, rows=rows, caption=caption):
                return replace(
                    block,
                    caption=replace(caption, title=self._inlines(caption.title)) if caption else None,
                    header=tuple(map(self._inlines, header)),
                    rows=tuple(tuple(map(self._inlines, row)) for row in rows),
                )
            case _:
                assert_never(block)

    def _inlines(self, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(one for inline in content for one in self._inline(inline))

    def _inline(self, inline: Inline) -> tuple[Inline, ...]:
        match inline:
            case Reference(text=text) if text.startswith(PENDING):
                return self._settled(inline, text.removeprefix(PENDING))
            case Text() | Reference() | Break():
                return (inline,)
            case Emphasis(content=content) | Strong(content=content) | Foreign(content=content):
                return (replace(inline, content=self._inlines(content)),)
            case Link(content=content) | Quotation(content=content):
                return (replace(inline, content=self._inlines(content)),)
            case Note(content=blocks):
                self.notes += 1
                anchor = note_reference(self.notes).anchor
                return (Note(self._blocks(blocks), anchor if anchor in self.noted else ""),)
            case _:
                assert_never(inline)

    def _settled(self, reference: Reference, form: str) -> tuple[Inline, ...]:
        origin = reference.origin
        if form == "cite":
            return tuple(_from(inline, origin) for inline in next(self.citations))
        names = reference.anchor.split("\n")
        found = [(name, target) for name in names if (target := self._target(name, origin)) is not None]
        if len(found) < len(names):
            return ()
        if form.endswith(_THROUGH):
            return self._range(found, form.removesuffix(_THROUGH), origin)
        groups = [list(group) for _, group in groupby(found, key=lambda one: one[1].kind)]
        forms = [form, *[form.lower()] * (len(groups) - 1)]
        said = [self._group(one, as_one, origin) for one, as_one in zip(groups, forms, strict=True)]
        return self._listed(said, origin)

    def _target(self, name: str, origin: Origin) -> Target | None:
        """What bears a name and a number; else a finding."""
        target = self.targets.get(name)
        if target is not None and target.number:
            return target
        code, message = "reference-unknown", f"ref(): nothing in the letter is called '{name}'"
        message += did_you_mean(name, list(self.targets))
        advice = f"named: {', '.join(self.targets)}"
        if target is not None:
            code, message = "reference-unnumbered", f"ref(): the paragraph '{name}' has no number to call it by"
            advice = "number the paragraphs (`paragraphs: numbered`), or refer to a question, a heading or an annex"
        elif not self.targets:
            advice = "give an item a name (`name: dates`), and refer to that"
        self.findings.append(Finding(code, "error", message, origin.place, advice))
        return None

    def _group(self, found: _Named, form: str, origin: Origin, between: str = "") -> tuple[Inline, ...]:
        """Things that one word speaks of: questions 1, 2 and 5."""
        shown: list[tuple[Inline, ...]] = [
            (Reference(target.number, name, origin) if target.anchored else Text(target.number, origin),)
            for name, target in found
        ]
        target = found[0][1]
        word = self.language.reference_words.get(target.word + "s" * (len(found) > 1), "") if target.word else ""
        said = self._listed(shown, origin, between)
        if form == "number" or not word:
            return said
        word = word[:1].upper() + word[1:] if form == "Word" else word
        return (Text(f"{target.within}{word}\N{NO-BREAK SPACE}", origin), *said)

    def _listed(self, parts: Sequence[tuple[Inline, ...]], origin: Origin, between: str = "") -> tuple[Inline, ...]:
        separators = [between] * (len(parts) - 1) if between else self.language.joined(len(parts))
        made = list(parts[0])
        for separator, part in zip(separators, parts[1:], strict=True):
            made += (Text(separator, origin), *part)
        return tuple(made)

    def _range(self, found: _Named, form: str, origin: Origin) -> tuple[Inline, ...]:
        """All from a first to a last: neighbours are two, not a range."""
        one, other = found[0][1], found[-1][1]
        if one.kind != other.kind or not one.way < other.way:
            first, last = (" ".join(filter(None, (target.word, target.number))) for target in (one, other))
            message = f"ref(): nothing leads from {first} through {last}"
            advice = "name the first and the last of one kind, in their order; or leave out `through`"
            self.findings.append(Finding("reference-range", "error", message, origin.place, advice))
            return ()
        neighbours = other.way == (*one.way[:-1], one.way[-1] + 1)
        between = self.language.joined(2)[0] if neighbours else f" {self.language.range_to} "
        return self._group(found, form, origin, between)


def with_joined_notes(letter: Letter) -> Letter:
    """The letter with notes that stand side by side made one, since their numbers would read as one number."""
    return _Joiner(LANGUAGES[letter.language], {}, iter(())).letter(letter)


class _Joiner(Settler):
    """Goes through a letter as a settler does, and joins notes."""

    def _inlines(self, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        made: list[Inline] = []
        for inline in content:
            last = made[-1] if made else None
            if isinstance(inline, Note) and isinstance(last, Note):
                made[-1] = _joined(last, inline)
            else:
                made += super()._inline(inline)
        return tuple(made)

    def _settled(self, reference: Reference, form: str) -> tuple[Inline, ...]:
        return (reference,) if form else ()


def _joined(one: Note, other: Note) -> Note:
    first, second = one.content[-1:], other.content[:1]
    if len(first) == len(second) == 1 and isinstance(first[0], Paragraph) and isinstance(second[0], Paragraph):
        content = (*first[0].content, Text("; "), *second[0].content)
        return Note((*one.content[:-1], replace(first[0], content=content), *other.content[1:]))
    return Note((*one.content, *other.content))


def _from(inline: Inline, origin: Origin) -> Inline:
    """An inline of a citation, resting on what is cited."""
    match inline:
        case Text():
            return replace(inline, origin=origin)
        case Reference():
            return replace(inline, origin=origin)
        case Emphasis(content=content) | Strong(content=content) | Link(content=content):
            return replace(inline, content=tuple(_from(one, origin) for one in content))
        case Quotation() | Foreign() | Note() | Break():
            return inline
        case _:
            assert_never(inline)


def citations(
    letter: Letter, cited: list[tuple[SourceView, str, bool]], style: Style, language: Language
) -> list[tuple[Inline, ...]]:
    """What stands in the place of each citation of the letter, in reading order."""
    order = [
        Citing(_cited(view), at, note, alone, named)
        for index, note, alone in cited_in_order(letter)
        for view, at, named in (cited[index],)
    ]
    return Citations(style, language).set(order)


def notes_named(lines: Iterable[tuple[Inline, ...]]) -> frozenset[str]:
    """The anchors of the notes that citations refer to."""
    within = (node for line in lines for node in walk(line))
    return frozenset(node.anchor for node in within if isinstance(node, Reference) and refers_to_note(node))


def _cited(view: SourceView) -> Cited:
    source, parties = view.source, view.views.case.parties
    author = parties.get(str(source.author)) if source.author else None
    recipient = parties.get(str(source.to)) if source.to else None
    named = author.name if author else ""
    return Cited(
        key=view.id,
        kind=cast("Kind", source.kind or "document"),
        title=str(source.title),
        known_as=str(source.known_as),
        author=str(source.by) or named,
        author_known_as="" if source.by else author.known_as if author else "",
        recipient=recipient.name if recipient else "",
        date=source.date,
        publisher=source.publisher,
        reference=source.reference,
        container=source.container,
        volume=source.volume,
        issue=source.issue,
        pages=source.pages,
        court=source.court,
        neutral_citation=source.neutral_citation,
        url=source.url,
        format=source.format,
        accessed=source.accessed,
    )


def cited_in_order(letter: Letter) -> list[tuple[int, int, bool]]:
    """The citations in reading order, each with its note's number (0 in the text) and whether the note is only it."""
    found: list[tuple[int, int, bool]] = []
    notes = 0

    def look(nodes: Iterable[Block | Inline], note: int, *, alone: bool = False) -> None:
        nonlocal notes
        for node in nodes:
            if isinstance(node, Reference):
                if node.text == f"{PENDING}cite":
                    found.append((int(node.anchor), note, alone))
            elif isinstance(node, Note):
                notes += 1
                look(node.content, notes, alone=len(list(walk(node.content))) == 2)
            else:
                look(children(node), note, alone=alone)

    look(letter.body, 0)
    for annex in letter.annexes:
        look(annex.content, 0)
    return found
