"""Instruments and provisions, as free text names them: whether they exist, are called so, and bind those it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Final

from drafter import quoting
from drafter.checks.prose import Stretch, nodes, once, stretches
from drafter.dossier import Dossier
from drafter.library import Provision, Register
from drafter.model import Origin
from drafter.problems import Finding
from drafter.record import Record
from drafter.subparagraphs import NUMBER

SHORTEST: Final = 5
"""Words from which a title is so long that another near it is a slip."""
_TOKEN: Final = re.compile(r"\[sic\]|[^\W_]+(?:[’'.-][^\W_]+)*\.?|&")
_COMPANY: Final = (
    r"(?:the|a|any|every|each)\s(?:company|business|business enterprise|enterprise|firm)"
    r"|companies|businesses|business enterprises|enterprises"
)
_STATE: Final = r"(?:the|a|any|every|each)\s(?:state|government)|states|governments"
_ENDS: Final = re.compile(r"[.?!](?:\s|$)")
_ASKS: Final = r"requires|obliges|compels|asks|expects|calls\s(?:up)?on"
_MUST: Final = r"must|should|shall|is required|are required|is obliged|are obliged|has a duty|have a duty"


def check(dossier: Dossier) -> Iterator[Finding]:
    """`instrument-misnamed`, `instrument-unnamed`, `provision-unknown`, `tier-misnamed` and others of provisions."""
    body = stretches(dossier)
    registers = list(dossier.library.registers().values())
    letter = "\n".join(stretch.text for stretch in body)
    english = dossier.letter.language.startswith("en")
    named_so = [one.title for one in registers] + [source.title for source in dossier.case.sources.values()]
    titles = frozenset(map(_title, named_so))
    yield from _unnamed(dossier, registers, letter)
    for register in registers:
        named, title = _named(register), _title(register.title)
        cited = named.is_specific and _is_cited(register, dossier, letter, registers)
        for stretch in body:
            if len(title) >= SHORTEST:
                yield from _misnamed(stretch, register.title, title, titles)
            if cited:
                yield from _miscited(stretch, named, english=english)


def _unnamed(dossier: Dossier, registers: list[Register], letter: str) -> Iterator[Finding]:
    """`instrument-unnamed`: provisions are cited of an instrument that the letter names nowhere."""
    cited: dict[str, Origin] = {}
    for node in nodes(dossier):
        if isinstance(origin := getattr(node, "origin", None), Origin):
            for name in origin.principles:
                cited.setdefault(name.partition(" ")[0], origin)
    text = " ".join(" ".join((*dossier.letter.subject, letter)).split())
    for register in registers:
        known = rf"|\b(?!The\b)[A-Z][\w.]* {re.escape(register.known_as)}\b" if register.known_as else ""
        names = rf"(?i:{re.escape(register.title)})|\b{re.escape(register.label)}\b{known}"
        if register.label in cited and not re.search(names, text):
            message = f"provisions of the {register.title} are cited, and the letter names it nowhere"
            advice = "name it in full where it is first spoken of, as the snippet principle/instrument-relevant does"
            yield Finding("instrument-unnamed", "warning", message, cited[register.label].place, advice)


class _Named:
    """A register and how letters cite its provisions."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.word = register.cite.partition("{number}")[0].strip()
        self.is_specific = self.word[:1].isupper()
        self.names = tuple(name for name in (register.title, register.known_as) if name)
        called = rf"{re.escape(self.word)}s?|{re.escape(register.label)}"
        self.hint = re.compile(called, re.IGNORECASE)
        self.cite = re.compile(rf"\b(?:{called})\s(?P<number>{NUMBER})(?![\w%])")

    def cited(self, stretch: Stretch) -> Iterator[re.Match[str]]:
        """Where the author's own words cite a provision; not where another instrument's is cited."""
        for found in self.cite.finditer(stretch.unquoted):
            after = re.match(r",?\s(?:of|in|to)\s(?:the\s)?([A-Z][^,.;()]*)", stretch.text[found.end() :])
            if after and not any(_related(after[1], name) for name in self.names):
                continue
            yield found

    def provision(self, number: str) -> Provision | None:
        held = self.register.provisions
        return held.get(number) or held.get(number.partition("(")[0])

    @cached_property
    def flat(self) -> list[tuple[str, str, str]]:
        """Number, commentary and text of each provision of which a commentary is held, made equal."""
        held = self.register.provisions.items()
        return [(number, _flat(one.commentary), _flat(one.text)) for number, one in held if one.commentary]

    @property
    def complete(self) -> bool:
        numbers = sorted(int(number) for number in self.register.provisions if number.isdigit())
        return numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 1


_LATELY: Final[dict[int, _Named]] = {}
_MOST: Final = 64


def _named(register: Register) -> _Named:
    """How letters cite a register that may be the next letter's as well."""
    named = _LATELY.get(id(register))
    if named is None or named.register is not register:
        if len(_LATELY) >= _MOST:
            _LATELY.clear()
        named = _LATELY[id(register)] = _Named(register)
    return named


def _is_cited(register: Register, dossier: Dossier, letter: str, registers: list[Register]) -> bool:
    """Whether a letter cites an instrument, and none that is cited in the same words."""
    if any(one is not register and one.cite == register.cite and _in(letter, one) for one in registers):
        return False
    return any(name.startswith(f"{register.label} ") for name in dossier.brief.principles) or _in(letter, register)


@once
def _miscited(stretch: Stretch, named: _Named, *, english: bool) -> Iterator[Finding]:
    if not named.hint.search(stretch.text):
        return
    yield from _unknown(stretch, named)
    yield from _as_provision(stretch, named)
    if english:
        yield from _tiers(stretch, named)
        yield from _bearers(stretch, named)


def _in(letter: str, register: Register) -> bool:
    """Whether a letter names an instrument, or cites it by its label or as one: UNGP 12, UN Guiding Principle 12."""
    names = [name for name in (register.title, register.known_as) if name]
    if any(name in letter for name in names):
        return True
    ones = [register.label, *(name.removesuffix("s") for name in names if register.plural)]
    return re.search(rf"\b(?:{'|'.join(map(re.escape, ones))})\s\d", letter) is not None


def _related(said: str, name: str) -> bool:
    return bool({word.lower() for word in re.findall(r"[A-Z]\w+", said)} & {word.lower() for word in name.split()})


def _unknown(stretch: Stretch, named: _Named) -> Iterator[Finding]:
    register = named.register
    for found in named.cited(stretch):
        if named.provision(found["number"]) is not None:
            continue
        numbers = ", ".join(register.provisions)
        place = stretch.place_at(found.start())
        if named.complete:
            message = f"“{found[0]}”: there is no such provision in the {register.title}"
            yield Finding("provision-unknown", "error", message, place, f"it has {numbers}")
        else:
            message = f"“{found[0]}”: the register of {register.label} does not hold it, so that nothing verifies it"
            yield Finding("provision-unknown", "warning", message, place, f"it holds {numbers}; add this one to it")


def _tiers(stretch: Stretch, named: _Named) -> Iterator[Finding]:
    tiers = sorted({one.tier for one in named.register.provisions.values() if one.tier})
    if len(tiers) < 2:
        return
    text, word = stretch.own, re.escape(named.word)
    tier = rf"(?P<tier>{'|'.join(map(re.escape, tiers))})"
    listed = rf"{NUMBER}(?:(?:,\s|\sand\s|,\sand\s|\sor\s){NUMBER})*"
    before = re.compile(rf"\b{tier}\s{word}s?\s(?P<numbers>{listed})", re.IGNORECASE)
    after = re.compile(
        rf"\b{word}\s(?P<numbers>{NUMBER})(?:,?\s(?:which\s)?is|,)?\s(?:an?|one\sof\sthe)\s[‘“\"']?{tier}",
        re.IGNORECASE,
    )
    alone = re.compile(
        rf"\b{word}s?\s(?P<numbers>{listed}),?\s(?:which\s)?(?:is|are)\s[‘“\"']?{tier}(?=[’”\"']?(?:[.,;:)]|$))",
        re.IGNORECASE,
    )
    for found in (*before.finditer(text), *after.finditer(text), *alone.finditer(text)):
        for number in re.findall(NUMBER, found["numbers"]):
            yield from _tier(stretch, named, number, found)
    for found in re.finditer(rf"\b(?:this|that|the\ssame)\s[‘“\"']?{tier}\s{word}\b(?!s?\s\d)", text, re.IGNORECASE):
        cited = [one for one in named.cited(stretch) if one.start() < found.start()]
        if cited:
            yield from _tier(stretch, named, cited[-1]["number"], found)


def _tier(stretch: Stretch, named: _Named, number: str, found: re.Match[str]) -> Iterator[Finding]:
    held, said = named.provision(number), found["tier"].lower()
    if held and held.tier and held.tier.lower() != said:
        called = named.register.cite.replace("{number}", number)
        message = f"{called} is called {said}; it is among the {held.tier} ones of the {named.register.title}"
        place = stretch.place_at(found.start("tier"))
        yield Finding("tier-misnamed", "error", message, place, f"write “{held.tier}”")


def _as_provision(stretch: Stretch, named: _Named) -> Iterator[Finding]:
    for start, end in _quotations(stretch):
        words = _flat(stretch.text[start:end])
        if len(words.split()) < 4:
            continue
        for number, commentary, text in named.flat:
            if words not in commentary or words in text:
                continue
            cited = _citation(stretch, named, start, end)
            if cited and cited["number"] == number and "comment" not in _sentence(stretch.text, start, cited.end()):
                called = named.register.cite.replace("{number}", number)
                message = f"“{stretch.text[start:end][:60]}…” is cited as {called}, and stands in its commentary"
                advice = f'cite the commentary: {{{{ provision("{named.register.label} {number} commentary") }}}}'
                yield Finding("commentary-as-provision", "error", message, stretch.place_at(cited.start()), advice)


def _quotations(stretch: Stretch) -> Iterator[tuple[int, int]]:
    yield from stretch.quoted_by_hand
    yield from stretch.quoted_by_drafter


def _citation(stretch: Stretch, named: _Named, start: int, end: int) -> re.Match[str] | None:
    """The citation that a quotation has: the first after it in the sentence, else the nearest before it."""
    all_cited = list(named.cited(stretch))
    stop = _ENDS.search(stretch.text[end + 1 :])
    limit = end + 1 + stop.start() if stop else len(stretch.text)
    after = [one for one in all_cited if end <= one.start() <= limit]
    before = [one for one in all_cited if one.end() <= start and not _ENDS.search(stretch.text[one.end() : start])]
    return after[0] if after else before[-1] if before else None


def _sentence(text: str, start: int, end: int) -> str:
    begins = max((one.end() for one in _ENDS.finditer(text[:start])), default=0)
    return text[begins : end + 20].lower()


def _flat(text: str) -> str:
    return " ".join("".join(quoting.FORGIVEN.get(one, one) for one in text).lower().split()).strip(" .,;:'\"")


def _bearers(stretch: Stretch, named: _Named) -> Iterator[Finding]:
    text, cite = stretch.unquoted, named.cite.pattern
    for wrong, subject in (("state", _COMPANY), ("business", _STATE)):
        requires = rf"{cite}\s(?:also\s)?(?:{_ASKS})\s(?P<who>{subject})\sto\b"
        under = rf"\b(?:under|by|according\sto)\s{cite},?\s(?P<who>{subject})\s(?:{_MUST})\b"
        says = rf"{cite}\s(?:says|states|provides)\sthat\s(?P<who>{subject})\s(?:{_MUST})\b"
        for pattern in (requires, under, says):
            for found in re.finditer(pattern, text, re.IGNORECASE):
                held = named.provision(found["number"])
                bearer = held.bearer.lower() if held else ""
                on_states, on_business = "state" in bearer, bool(re.search("business|enterprise|compan", bearer))
                if (wrong == "state" and on_states and not on_business) or (
                    wrong == "business" and on_business and not on_states
                ):
                    called = named.register.cite.replace("{number}", found["number"])
                    message = f"{called} binds {held.bearer if held else ''}; here it is put on “{found['who']}”"
                    place = stretch.place_at(found.start("who"))
                    yield Finding("bearer-misnamed", "error", message, place, "say on whom the duty falls")


class _Word(Record):
    text: str
    start: int
    end: int


def _words(text: str) -> list[_Word]:
    return [_Word(one[0], *one.span()) for one in _TOKEN.finditer(text)]


@lru_cache(maxsize=512)
def _title(text: str) -> tuple[str, ...]:
    return _canon(_words(text))


def _canon(words: list[_Word]) -> tuple[str, ...]:
    """A title's words made equal in what may differ: case, “&”, the organisation before it."""
    made = ["and" if one.text == "&" else one.text.lower().rstrip(".") for one in words]
    while made and made[0] in {"the", "un", "u.n", "united", "nations"}:
        del made[0]
    return tuple(made)


@once
def _misnamed(
    stretch: Stretch, called: str, title: tuple[str, ...], titles: frozenset[tuple[str, ...]]
) -> Iterator[Finding]:
    """A title with one word changed, left out or put in; two where the title is long."""
    if title[0] not in stretch.text.lower():
        return
    words = _words(stretch.text)
    allowed = 2 if len(title) >= 9 else 1
    for at, word in enumerate(words):
        if word.text.lower() != title[0] or not word.text[0].isupper():
            continue
        best: tuple[int, int] | None = None
        for length in range(len(title) - allowed, len(title) + allowed + 1):
            window = words[at : at + length]
            said = tuple("and" if one.text == "&" else one.text.lower().rstrip(".") for one in window)
            if len(said) == length and said[-1] == title[-1] and window[-1].text[0].isupper():
                away = _distance(said, title)
                if (
                    said in titles
                    or "[sic]" in said
                    or re.search(r"[.;:?!]\s", stretch.text[word.start : window[-1].end])
                ):
                    best = None
                    break
                if 0 < away <= allowed and (best is None or away < best[0]):
                    best = (away, length)
        if best is None or "[sic]" in {one.text for one in words[at : at + best[1]]}:
            continue
        start, end = word.start, words[at + best[1] - 1].end
        quoted = stretch.run_at(start).passage is not None
        said_words = re.sub(r"\s+", " ", stretch.text[start:end]).rstrip(".")
        message = f"“{said_words}”: the instrument is called {called}"
        by_hand = any(left <= start < right for left, right in stretch.quoted_by_hand)
        sic = "put [sic] after the wrong word, where the source has it so"
        advice = sic if quoted else f"correct its name, or {sic}" if by_hand else "correct its name"
        place = stretch.place_at(start)
        yield Finding("instrument-misnamed", "warning" if quoted else "error", message, place, advice)


def _distance(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many words must be changed, put in or left out to make one of the other."""
    row = list(range(len(other) + 1))
    for number, left in enumerate(one, 1):
        above, row[0] = row[0], number
        for column, right in enumerate(other, 1):
            above, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, above + (left != right))
    return row[-1]
