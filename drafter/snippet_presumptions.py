"""What a snippet's wording presumes of whoever it will be about: sex, number, name, voice, day, where a name stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from drafter.case import Case
from drafter.library import Snippet
from drafter.problems import Finding, Place

_MARKED: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_BY_VOICE: Final = re.compile(r"\{%-? if (?:not )?author\.third -?%\}.*?\{%-? endif -?%\}", re.DOTALL)
_SEX: Final = re.compile(
    r"\b(?:he|she|him|his|hers?|himself|herself|(?:Mr|Mrs|Ms|Miss|Messrs|Sir|Madam|Dame|Lord|Lady|Baroness)(?= |\b)"
    r"|(?:chair|spokes|gentle|business|states|crafts|police|congress|alder|fore|middle|sales)(?:m[ae]n|wom[ae]n))\b",
    re.IGNORECASE,
)
_VOICE: Final = re.compile(r"\b(?:I|me|my|mine|myself|[Ww]e|us|[Oo]urs?|ourselves)\b")
_DAY: Final = re.compile(
    r"\b(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: \d{4})\b|\b(?:19|20)\d\d\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_NAME: Final = re.compile(
    r"\b[A-Z][\w&’'.-]*(?: (?:[A-Z&][\w&’'.-]*|of|and))*"
    r" (?:Ltd|Limited|plc|PLC|LLP|LLC|Inc|Corporation|GmbH|AG|SARL|BV)\b"
)
_NOT_VERBS: Final = "as|this|thus|its|always|perhaps|across|towards|besides|unless|plus|versus|sometimes|has to|others"
_VERB: Final = rf"(?!(?:{_NOT_VERBS})\b)(?:am|is|are|was|were|has|does|[a-z]{{2,}}(?<![su])s)"
_ADVERB: Final = r"(?:(?:not|also|now|still|then|therefore|however|merely|[a-z]+ly)\s+)?"
_ASKED: Final = r"(?:does|do|has|(?:(?:^|[.?!]\s+|\b(?:why|when|where|how|what|who)\s+)(?:is|are|was|were|am|have)))"
_JOINING: Final = r"(?:whether|if|that|when|why|how|because|and|but|which|what)"
_BEGINS: Final = r"(?:\A|\n\s*\n|[.?!][”’)]?\s+)\s*(?:[-*]\s+)?"


def presumed(snippet: Snippet, case: Case | None) -> Iterator[Finding]:
    """What the wording says of whoever it will be about; `case` is the one that it belongs to."""
    plain = _masked(_MARKED, snippet.body)
    for match in _SEX.finditer(plain):
        advice = (
            "write {{ party }} or its pronoun, such as {{ party.they }} or {{ party.their }}, or a word for either sex"
        )
        yield _presumption(snippet, match, f"'{match[0]}' presumes a party’s sex", advice)
    for match in _VOICE.finditer(_masked(_MARKED, _masked(_BY_VOICE, snippet.body))):
        advice = "write {{ author }}, {{ author.object }} or {{ author.possessive }}, which are right in every voice"
        yield _presumption(snippet, match, f"'{match[0]}' fits one voice only", advice)
    for match in _DAY.finditer(plain):
        advice = "declare it as a parameter"
        yield _presumption(snippet, match, f"'{match[0]}' fits one time only", advice)
    yield from _numbers(snippet)
    yield from _pronouns(snippet)
    yield from _small_letters(snippet)
    yield from _named(snippet, plain, case)


def _masked(pattern: re.Pattern[str], text: str) -> str:
    """The text with what a pattern finds made into as many characters that no word has, so that places stay."""
    return pattern.sub(lambda found: re.sub(r"[^\n]", "\x00", found[0]), text)


def _parties(snippet: Snippet) -> list[str]:
    """What in the wording gives one party: parameters, and the speakers and authors of others."""
    parts = {"party": ("",), "claim": (".speaker",), "source": (".author", ".to")}
    return [
        f"{name}{part}"
        for name, param in snippet.params.items()
        if not param.many
        for part in parts.get(param.type, ())
    ]


def _inserted(names: list[str]) -> str:
    """A pattern for one of some names, inserted itself or by what a letter calls it."""
    named = "|".join(map(re.escape, names))
    return rf"\{{\{{-? *(?P<name>{named})(?:\.(?:they|known_as|name))?(?: *\| *capital)? *-?\}}\}}"


def _numbers(snippet: Snippet) -> Iterator[Finding]:
    """Verbs by a party or the author that agree with one number or person only."""
    inserted = _inserted([*_parties(snippet), "author"])
    after = rf"{inserted}\s+{_ADVERB}(?P<verb>{_VERB})\b(?!\{{%)"
    before = rf"(?P<verb>\b{_ASKED})\s+{inserted}"
    for pattern in (after, before):
        for match in re.finditer(pattern, snippet.body, re.IGNORECASE if pattern is before else 0):
            name, verb = match["name"], match["verb"].split()[-1]
            advice = f"write {{% if {name}.plural %}}…{{% else %}}…{{% endif %}}, or a verb in the past"
            if name == "author":
                advice = "write {{ author.am }}, {{ author.have }}, or {% if author.third %}s{% endif %} after the verb"
            yield _presumption(snippet, match, f"'{verb}' fits one person or number of '{name}' only", advice)


def _pronouns(snippet: Snippet) -> Iterator[Finding]:
    """Pronouns that take up a party that stands before them in the sentence."""
    parties = _parties(snippet)
    if not parties:
        return
    to_pronoun = rf"(?:\{{[{{%][^{{}}]*[%}}]\}}|[^.?!{{}}])*?\b(?:{_JOINING}\s+(?P<one>it|they)|(?P<other>theirs?))\b"
    for match in re.finditer(_inserted(parties) + to_pronoun, snippet.body):
        word, name = match["one"] or match["other"], match["name"]
        form = {"it": "they", "they": "they", "their": "their", "theirs": "theirs"}[word]
        advice = f"write {{{{ {name}.{form} }}}}, or name what else is meant"
        yield _presumption(snippet, match, f"'{word}' may be taken for '{name}', whose pronoun it may not be", advice)


def _small_letters(snippet: Snippet) -> Iterator[Finding]:
    """What begins a sentence and may have a small letter: a party (the company), the author (we), a citation."""
    provisions = [name for name, param in snippet.params.items() if param.type == "provision" and not param.many]
    named = "|".join(map(re.escape, [*_parties(snippet), *provisions, "author"]))
    pattern = rf"{_BEGINS}(?P<whole>\{{\{{-? *(?P<name>{named})(?:\.they|\.known_as)?(?: *\| *possessive)? *-?\}}\}})"
    for match in re.finditer(pattern, snippet.body):
        message = f"a sentence begins with '{match['name']}', which may begin with a small letter"
        yield _presumption(
            snippet, match, message, f"write {{{{ {match['name']} | capital }}}}", at=match.start("whole")
        )


def _named(snippet: Snippet, plain: str, case: Case | None) -> Iterator[Finding]:
    """Names of parties, in the wording and in what is said of it."""
    advice = "declare a parameter of the type party, and insert that"
    names = _party_names(case)
    for match in _NAME.finditer(plain):
        if match[0] not in names:
            yield _presumption(snippet, match, f"'{match[0]}' is the name of a party", advice)
    said = [(snippet.title, snippet.place), *((f"{one.ask} {one.help}", one.place) for one in snippet.params.values())]
    for name in names:
        whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        for match in whole.finditer(plain):
            yield _presumption(snippet, match, f"'{name}' is the name of a party", advice)
        for words, place in said:
            if whole.search(words):
                message = f"'{name}', which stands in the title or in a question, is the name of a party"
                where = place if place.line else Place(snippet.file, 1, "---")
                yield Finding("snippet-presumes", "warning", message, where, "say it of any party")


def _party_names(case: Case | None) -> list[str]:
    parties = case.parties.values() if case else ()
    return sorted({name for party in parties for name in (party.name, party.known_as) if len(name) > 2})


def _presumption(snippet: Snippet, match: re.Match[str], message: str, advice: str, at: int = -1) -> Finding:
    return Finding("snippet-presumes", "warning", message, place_in(snippet, match.start() if at < 0 else at), advice)


def place_in(snippet: Snippet, offset: int) -> Place:
    """The place of a character of the wording."""
    line = snippet.body.count("\n", 0, offset)
    return Place(snippet.file, snippet.first_line + line, snippet.body.split("\n")[line][:200])
