"""Every shipped snippet with values of every type that it declares: no gap, verbs agree, all verbatim, sound files."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import cycle
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.case import Case, EvidencePassage
from drafter.fact import Fact
from drafter.language import LANGUAGES
from drafter.library import Library, Param, Provision, Register, Snippet, parse_snippet
from drafter.model import Letter, plain_text
from drafter.office import VOICES
from drafter.problems import NOWHERE, Placed
from drafter.record import replace
from drafter.snippet_lint import gaps
from drafter.snippet_samples import Matter, filled, matters
from drafter.writers import WRITERS
from drafter.writers.docx import prepare, write
from drafter.yaml_files import Node, Scalar, Sequence

BASE = (Path(__file__).parent.parent / "templates" / "letter-a4.docx").read_bytes()
PREPARED = prepare(BASE, BASE, "letter-a4.docx")[0]
LIBRARY = Library()
MATTERS = matters()
LANGUAGES_OF_THE_WORDING = ("en-GB", "en-US")
"""The shipped wording is English."""

PIECE = st.one_of(
    st.text(st.characters(categories=["Lu", "Ll", "Lt", "Lo"], exclude_characters="ŉǰ"), min_size=2, max_size=10),
    st.sampled_from(
        [
            "James",
            "Hughes",
            "O’Neill",
            "R&D",
            "1,250",
            "2024",
            "3.5",
            "№",
            "100%",
            "<b>",
            "A&B",
            "x*y",
            "_under_",
            "{{x}}",
        ]
    ),
    st.sampled_from(
        ["Müller", "Ďábel", "東京", "Москва", "القاهرة", "दिल्ली", "‘single’", "“double”", "(in", "brackets)"]
    ),
)
ENDING = st.sampled_from(["", "", "", ".", "?", "!", ")", "s", "’", "Ltd."])
VALUE = st.builds(
    lambda first, rest, ending: " ".join((first, *rest)) + (f" {ending}" if ending == "Ltd." else ending),
    st.text(st.characters(categories=["Lu"], max_codepoint=0x24F), min_size=1, max_size=1).map(lambda one: f"{one}q"),
    st.lists(PIECE, max_size=4),
    ENDING,
)
"""Words as people give them: names ending in s, stops, digits, quotation marks, markup, any script."""
QUOTED = st.builds(
    lambda first, rest, ending: " ".join((first, *rest)) + ending,
    st.sampled_from(["We", "The council", "Nothing"]),
    st.lists(
        st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd"]), min_size=1, max_size=9), min_size=1, max_size=4
    ),
    st.sampled_from(["", ".", "?", "!"]),
)
FREE = st.builds(
    lambda words, ending: " ".join(words) + ending,
    st.lists(st.text(st.characters(categories=["Ll", "Lo"]), min_size=2, max_size=9), min_size=1, max_size=5),
    st.sampled_from(["", "", ".", "?"]),
)
"""Text is read as markup, so that it has letters only."""
DAYS = st.dates().map(lambda day: day.isoformat())


@cache
def snippet(name: str) -> Snippet:
    found = LIBRARY.snippet(Placed(name))
    assert found is not None
    return found


def scalar(words: object, tag: str = "text") -> Node:
    return Scalar(str(words), tag, NOWHERE)  # type: ignore[arg-type]


@st.composite
def cases(draw: st.DrawFn, matter: Matter) -> Case:
    """The case of a matter, in which everything is called and says otherwise; its structure stays."""
    case = matter.read
    values = cycle(draw(st.lists(VALUE, min_size=8, max_size=8)))
    quoted = cycle(Placed(words) for words in draw(st.lists(QUOTED, min_size=4, max_size=4)))
    days = cycle(draw(st.lists(DAYS, min_size=3, max_size=3)))
    pronouns = draw(st.permutations(("he", "she", "it", "they", "they")))
    parties = {
        key: replace(one, name=f"{next(values)} {at}", known_as=f"{at}{next(values)}", pronoun=pronouns[at])
        for at, (key, one) in enumerate(case.parties.items())
    }
    sources = {
        key: replace(one, title=next(values), known_as=next(values), date=next(days))
        for key, one in case.sources.items()
    }
    claims = {key: replace(one, words=next(quoted)) for key, one in case.claims.items()}
    evidence = {
        key: replace(
            one,
            title=next(values),
            known_as=next(values),
            facts={name: _fact(held, values, days) for name, held in one.facts.items()},
            passages={name: EvidencePassage(next(quoted), held.at) for name, held in one.passages.items()},
        )
        for key, one in case.evidence.items()
    }
    counts = draw(st.integers(1, 4))
    lists = {
        key: replace(one, title=next(values), items=tuple(next(values) for _ in range(counts)))
        for key, one in case.lists.items()
    }
    language = draw(st.sampled_from(LANGUAGES_OF_THE_WORDING))
    return replace(
        case, parties=parties, sources=sources, claims=claims, evidence=evidence, lists=lists, language=language
    )


def _fact(held: Fact, values: Iterator[str], days: Iterator[str]) -> Fact:
    if held.party:
        return held
    return Fact(date=next(days)) if held.date else Fact(next(values))


@st.composite
def libraries(draw: st.DrawFn) -> Library:
    """A library in which an instrument that nobody ever saw is the register ZZ."""
    value = FREE.map(lambda words: words.rstrip(".?"))
    words = draw(QUOTED)
    provision = Provision(draw(value), draw(value), draw(value), draw(value), words, words)
    register = Register("ZZ", draw(VALUE), draw(VALUE), draw(st.booleans()), "Article {number}", "full")
    library = Library()
    library._registers = {**LIBRARY.registers(), "ZZ": replace(register, provisions={"1": provision})}  # noqa: SLF001
    return library


def answers(name: str, param: Param, body: str, case: Case) -> st.SearchStrategy[Node]:
    """Answers of the type that a parameter declares; a provision that is quoted is one whose words are held."""
    held = ("ZZ 1", "ZZ 1 commentary", "UNGP 12 commentary", "UNGP 13", "UNGP 21")
    provisions = held if f"quote({name}" in body else (*held, "UNGP 1", "UNGP 31", "SCC 3", "SCC 12")
    passages = [f"{key}.{passage}" for key, one in case.evidence.items() for passage in one.passages]
    made: dict[str, st.SearchStrategy[Node]] = {
        "words": VALUE.map(scalar),
        "text": FREE.map(scalar),
        "date": DAYS.map(lambda day: scalar(day, "date")),
        "number": st.integers(0, 10**9).map(lambda number: scalar(number, "number")),
        "yes-no": st.sampled_from(("yes", "no")).map(lambda said: scalar(said, "truth")),
        "party": st.sampled_from(list(case.parties)).map(scalar),
        "source": st.sampled_from(list(case.sources)).map(scalar),
        "claim": st.sampled_from(list(case.claims)).map(scalar),
        "evidence": st.sampled_from(list(case.evidence)).map(scalar),
        "passage": st.sampled_from(passages).map(scalar),
        "provision": st.sampled_from(provisions).map(scalar),
        "list": st.sampled_from(list(case.lists)).map(scalar),
    }
    one = st.sampled_from(param.choices).map(scalar) if param.type == "choice" else made[param.type]
    if param.many:
        return st.lists(one, min_size=1, max_size=4).map(lambda found: Sequence(tuple(found), NOWHERE))
    return one


def written(case: Case, kind: str, words: str) -> list[str]:
    """What must stand in the letter for an answer; several where any will do."""
    language = LANGUAGES[case.language]
    match kind:
        case "date":
            return [language.written_date(words)]
        case "claim":
            return [str(case.claims[words].words)]
        case "passage":
            evidence, _, passage = words.partition(".")
            return [str(case.evidence[evidence].passages[passage].words)]
        case "list":
            return list(case.lists[words].items)
        case "party" if words != list(case.parties)[1]:
            return [case.parties[words].known_as[1:]]
        case "words" | "text":
            return [words[1:]]
        case _:
            return []


def checked(
    one: Snippet,
    matter: Matter,
    case: Case,
    library: Library,
    given_answers: dict[str, Node],
    voice: str,
    deadline: bool,  # noqa: FBT001
) -> None:
    optional = frozenset(key for key, param in one.params.items() if param.optional and key not in given_answers)
    made = filled(
        one,
        replace(matter, read=case),
        library,
        voice=voice,
        without=optional,
        given=given_answers,
        deadline=deadline,
    )
    assert made.findings == ()
    text = plain_text(made.letter.body)
    for key, node in given_answers.items():
        for value in node.items if isinstance(node, Sequence) else (node,):
            assert isinstance(value, Scalar)
            for words in written(case, one.params[key].type, value.text):
                assert words in text or f"‘{words[1:]}" in text, (key, words, text)
    skeleton = bare(text, case, library, given_answers)
    assert list(gaps(one, skeleton)) == [], text
    assert not re.search(r"(?<!\.)\.\.(?!\.)|[?!]\.", skeleton), text
    agree(skeleton)
    sound(made.letter, text)


def bare(text: str, case: Case, library: Library, given_answers: dict[str, Node]) -> str:
    """The text with each value made into a word; what a value brings to end a sentence with is kept."""
    for one in case.parties.values():
        for words in filter(None, (one.known_as, one.name)):
            text = text.replace(words, "Many" if one.pronoun == "they" else "Single")
    values = _values(case)
    for register in library.registers().values():
        values += [register.title, register.known_as]
    values += [
        value.text
        for node in given_answers.values()
        for value in (node.items if isinstance(node, Sequence) else (node,))
        if isinstance(value, Scalar)
    ]
    for words in sorted(dict.fromkeys(values), key=len, reverse=True):
        for shape in (words, words[:1].upper() + words[1:]):
            if len(shape) > 2:
                text = text.replace(shape, "Xx" + (shape[-1] if shape[-1] in "?!" else ""))
    return re.sub(r"Xx[?!](?=[,;:])", "Xx", text)


def _values(case: Case) -> list[str]:
    found = [words for one in case.sources.values() for words in (one.title, one.known_as)]
    found += [str(one.words) for one in case.claims.values()]
    for piece in case.evidence.values():
        found += [piece.title, piece.known_as, *(fact.words for fact in piece.facts.values() if fact.words)]
        found += [str(one.words) for one in piece.passages.values()]
    for items in case.lists.values():
        found += [items.title, *items.items]
    return found


SINGULAR = "is|has|does|was|says|goes|refers|acknowledges"
PLURAL = "are|have|do|were|say|go|refer|acknowledge"


def agree(skeleton: str) -> None:
    """No verb in the number that its party has not."""
    wrong = rf"\b(?:[Yy]ou|[Tt]hey|Many) (?:{SINGULAR})\b|\b(?:[Hh]e|[Ss]he|[Ii]t|Single) (?:{PLURAL})\b"
    assert not re.search(wrong, skeleton), skeleton


def sound(letter: Letter, text: str) -> None:
    """The letter is made in all four formats, and each has what the text has."""
    for writer in WRITERS.values():
        assert writer(letter).strip()
    made = write(letter, PREPARED)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        for part in archive.namelist():
            if part.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(part))  # noqa: S314 - as above
        body = ET.fromstring(archive.read("word/document.xml"))  # noqa: S314 - as above
    there = "".join("".join(body.itertext()).split())
    for line in text.split("\n"):
        assert "".join(line.split()) in there


@pytest.mark.parametrize("name", LIBRARY.snippet_ids())
@settings(max_examples=25)
@given(data=st.data())
def test_every_snippet_holds_with_any_value_of_the_types_that_it_declares(name: str, data: st.DataObject) -> None:
    one = snippet(name)
    matter = data.draw(st.sampled_from(MATTERS))
    case = data.draw(cases(matter))
    chosen = {}
    for key, param in one.params.items():
        if not param.optional or data.draw(st.booleans()):
            chosen[key] = data.draw(answers(key, param, one.body, case))
    library = data.draw(libraries())
    voice = data.draw(st.sampled_from(VOICES))
    checked(one, matter, case, library, chosen, voice, data.draw(st.booleans()))


@pytest.mark.parametrize("skeleton", ["Many is here.", "what you says", "Single say that", "They has", "it are"])
def test_the_proof_tells_a_verb_that_does_not_agree(skeleton: str) -> None:
    with pytest.raises(AssertionError):
        agree(skeleton)


@pytest.mark.parametrize(
    "wording",
    [
        "About {{ x }}..",
        "About ({% if not x %}it{% endif %}).",
        "About {{ y }} .",
        "About {{ x }}{% if not x %}it{% endif %},.",
    ],
)
def test_the_proof_tells_a_gap(wording: str) -> None:
    declared = "params:\n  x: {type: words, ask: X?}\n  y: {type: words, ask: Y?}\n"
    one, _ = parse_snippet(f"---\ntitle: A title\nkind: query\n{declared}---\n{wording}\n", "own.md", "query/own")
    given_answers = {"x": scalar("Aq b."), "y": scalar("c")}
    with pytest.raises(AssertionError):
        checked(one, MATTERS[0], MATTERS[0].read, LIBRARY, given_answers, "I", True)  # noqa: FBT003
