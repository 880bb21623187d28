"""The shipped snippets, in every voice, for two matters: no gap, verbs that agree, every value as it was given."""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.library import KINDS, Library, Snippet
from drafter.model import plain_text
from drafter.office import VOICES
from drafter.problems import NOWHERE, Placed
from drafter.record import replace
from drafter.snippet_lint import gaps, lint
from drafter.snippet_samples import Matter, filled, matters
from drafter.writers import WRITERS
from drafter.writers.docx import prepare, write
from drafter.yaml_files import Node, Scalar, Sequence

REPOSITORY = Path(__file__).parent.parent
BASE = (REPOSITORY / "templates" / "letter-a4.docx").read_bytes()
LIBRARY = Library()
IDS = LIBRARY.snippet_ids()
MATTERS = matters()
EACH = pytest.mark.parametrize("name", IDS)
IN_EVERY_VOICE = pytest.mark.parametrize("voice", VOICES)
FIRST = {
    "challenge/commitment-reiterated",
    "challenge/finally-refers-to",
    "challenge/impression-contradicted",
    "closing/clarity-sought",
    "evidence/contract-awarded",
    "evidence/contract-model",
    "evidence/contract-term",
    "evidence/risk-distribution",
    "evidence/winning-bidder",
    "opening/further-to-restated-letter",
    "principle/duties-of-states-and-business",
    "principle/groups-with-particular-needs",
    "principle/information-to-be-given",
    "principle/instrument-relevant",
    "query/confirm-role",
}
"""The snippets of the first letter."""

AGREES = {
    "he": r"\bhe (?:am|are|have|do|say|go|refer)\b",
    "she": r"\bshe (?:am|are|have|do|say|go|refer)\b",
    "it": r"\bit (?:am|are|have|do|say|go|refer)\b",
    "they": r"\b[Tt]hey (?:am|is|has|does|says|goes|refers)\b",
}
OTHERS = {"I": r"\b(?:[Ww]e|us)\b", "we": r"\b(?:I|me|my)\b", "office": r"\b(?:I|me|my|[Ww]e|us|[Oo]ur)\b"}
"""Words of the other voices."""
VERBS = "am|are|have|do|were|accept|ask|look|intend|return|put|believe|welcome|need"
SINGULARS = "is|has|does|was|accepts|asks|looks|intends|returns|puts|believes|welcomes|needs"


@cache
def snippet(name: str) -> Snippet:
    found = LIBRARY.snippet(Placed(name))
    assert found is not None
    return found


def own_words(text: str) -> str:
    """The text without what is quoted in it."""
    return re.sub(r"“[^”]*”|‘[^’]*’", "“”", text)


def with_pronoun(matter: Matter, pronoun: str) -> Matter:
    """The matter, written to a reader of whom it says nothing, in which everybody has one pronoun."""
    signing, *others = ((key, replace(party, pronoun=pronoun)) for key, party in matter.read.parties.items())
    parties = dict([signing, ("reader", replace(signing[1], name="A Reader")), *others])
    return replace(matter, read=replace(matter.read, parties=parties))


def left_out(one: Snippet) -> list[frozenset[str]]:
    """What may be left out: nothing, everything optional, each alone."""
    optional = [name for name, param in one.params.items() if param.optional]
    return [frozenset(), frozenset(optional), *(frozenset((name,)) for name in optional)]


def test_there_are_at_least_forty_of_all_kinds_and_the_first_are_among_them() -> None:
    assert len(IDS) >= 40
    assert {snippet(name).kind for name in IDS} == set(KINDS)
    assert set(IDS) >= FIRST
    assert LIBRARY.findings == []


@EACH
def test_a_snippet_stands_in_the_folder_of_its_kind_and_asks_for_all_that_it_takes(name: str) -> None:
    one = snippet(name)
    assert name.startswith(f"{one.kind}/")
    assert all(param.ask.rstrip()[-1] in "?.)" for param in one.params.values())


@EACH
def test_nothing_is_wrong_with_a_snippet(name: str) -> None:
    assert lint(snippet(name), LIBRARY, MATTERS) == []


@IN_EVERY_VOICE
@EACH
def test_a_snippet_has_no_gap_for_two_matters_whatever_is_left_out(name: str, voice: str) -> None:
    one = snippet(name)
    texts = set()
    for matter in MATTERS:
        for without in left_out(one):
            for deadline in (True, False):
                made = filled(one, matter, LIBRARY, voice=voice, without=without, deadline=deadline)
                assert made.findings == ()
                text = plain_text(made.letter.body)
                assert list(gaps(one, text)) == []
                assert text[0].isupper() or text[0] in "“‘"
                assert text.rstrip()[-1] in ".:?”" or one.kind == "list" or "confirm-role" in name
                assert not re.search(OTHERS[voice], own_words(text)), text
                texts.add(text)
    assert len(texts) >= 2 or not one.params


@EACH
def test_what_the_gallery_shows_says_no_words_twice_in_a_row(name: str) -> None:
    for matter in MATTERS:
        text = plain_text(filled(snippet(name), matter, LIBRARY).letter.body)
        assert not re.search(r"\b([\w’]+(?: [\w’]+){0,3}) \1\b", text), text


@EACH
def test_verbs_agree_with_the_author_in_every_voice(name: str) -> None:
    for matter in MATTERS:
        known_as = re.escape(matter.read.sender.known_as)
        for voice, wrong in (
            ("office", rf"{known_as} (?:{VERBS})\b"),
            ("we", rf"\b[Ww]e (?:am|{SINGULARS})\b"),
            ("I", rf"\bI (?:are|were|{SINGULARS.replace('was|', '')})\b"),
        ):
            text = own_words(plain_text(filled(snippet(name), matter, LIBRARY, voice=voice).letter.body))
            assert not re.search(wrong, text, re.IGNORECASE if voice == "office" else 0), text


@pytest.mark.parametrize("pronoun", AGREES)
@EACH
def test_verbs_agree_with_a_party_of_any_sex_and_number(name: str, pronoun: str) -> None:
    one = snippet(name)
    for matter in MATTERS:
        changed = with_pronoun(matter, pronoun)
        made = filled(one, changed, LIBRARY)
        assert made.findings == ()
        text = own_words(plain_text(made.letter.body))
        assert not re.search(AGREES[pronoun], text), text
        speakers = "|".join(re.escape(party.known_as or party.name) for party in changed.read.parties.values())
        plural, singular = r"(?:say|go|refer|are|have|acknowledge)", r"(?:says|goes|refers|is|has|acknowledges)"
        wrong = singular if pronoun == "they" else plural
        assert not re.search(rf"(?:^|[.;,] |\b(?:Finally|what),? )(?:{speakers}) {wrong}\b", text), text


WORDS = st.text(
    st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="\u0085"), min_size=1, max_size=40
).filter(lambda words: words.strip() == words and bool(words.strip()))
LETTERS = st.text(st.characters(categories=["Ll", "Lu"], max_codepoint=0x24F), min_size=1, max_size=20)
PLAIN: dict[str, st.SearchStrategy[Node]] = {
    "words": WORDS.map(lambda words: Scalar(words, "text", NOWHERE)),
    "text": LETTERS.map(lambda words: Scalar(words, "text", NOWHERE)),
    "date": st.dates().map(lambda day: Scalar(day.isoformat(), "date", NOWHERE)),
}
"""Answers by the types that need no case; `text` is read as markup, so that it has letters only."""


def answer(kind: str, *, many: bool, data: st.DataObject) -> Node | None:
    """An answer that Hypothesis makes to a parameter of a plain type; none for what stands in the case."""
    if kind not in PLAIN:
        return None
    made = PLAIN[kind]
    if many:
        return Sequence(tuple(data.draw(st.lists(made, min_size=1, max_size=4))), NOWHERE)
    return data.draw(made)


@EACH
@settings(max_examples=15)
@given(data=st.data(), voice=st.sampled_from(VOICES), matter=st.sampled_from(MATTERS))
def test_every_value_stands_in_the_letter_as_it_was_given(
    name: str, data: st.DataObject, voice: str, matter: Matter
) -> None:
    one = snippet(name)
    answers = {
        key: drawn
        for key, param in one.params.items()
        if (drawn := answer(param.type, many=param.many, data=data)) is not None
    }
    made = filled(one, matter, LIBRARY, voice=voice, given=answers)
    assert made.findings == ()
    text = plain_text(made.letter.body)
    for key, node in answers.items():
        for given_node in node.items if isinstance(node, Sequence) else (node,):
            assert isinstance(given_node, Scalar)
            if one.params[key].type != "date":
                assert given_node.text[1:] in text  # the first letter may be a capital where a sentence begins
    for writer in WRITERS.values():
        assert writer(made.letter)


def test_a_letter_of_all_of_them_is_sound_in_word() -> None:
    prepared, _ = prepare(BASE, BASE, "letter-a4.docx")
    for matter in MATTERS:
        whole = [filled(snippet(name), matter, LIBRARY).letter for name in IDS]
        letter = replace(whole[0], body=tuple(block for one in whole for block in one.body))
        assert write(letter, prepared).startswith(b"PK")


def test_the_gallery_shows_the_snippets_as_they_are() -> None:
    specification = importlib.util.spec_from_file_location("gallery_script", REPOSITORY / "tools" / "gallery.py")
    assert specification is not None
    assert specification.loader is not None
    script: Any = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(script)
    page = (REPOSITORY / "docs" / "snippet-gallery.md").read_text(encoding="utf-8")
    assert page == script.gallery().rstrip("\n") + "\n", "run python tools/gallery.py"


@pytest.mark.parametrize(("label", "count"), [("UNGP", 31), ("SCC", 12)])
def test_an_instrument_is_whole_with_bearer_and_gist_of_every_provision(label: str, count: int) -> None:
    register = LIBRARY.registers()[label]
    numbers = [number for number in register.provisions if number.isdigit()]
    assert numbers == [str(number) for number in range(1, count + 1)]
    for provision in register.provisions.values():
        assert provision.tier
        assert provision.pillar
        assert provision.bearer
        assert provision.gist[0].islower()
        assert not provision.gist.endswith(".")
    assert "not compared" in register.note


def test_the_guiding_principles_have_their_pillars_tiers_and_bearers() -> None:
    provisions = LIBRARY.registers()["UNGP"].provisions
    foundational = {number for number, one in provisions.items() if one.tier == "foundational" and number.isdigit()}
    assert foundational == {"1", "2", *map(str, range(11, 16)), "25"}
    pillars = [provisions[str(number)].pillar for number in range(1, 32)]
    assert [pillars.count(pillar) for pillar in dict.fromkeys(pillars)] == [10, 14, 7]
    assert {provisions[str(number)].bearer for number in range(1, 11)} == {"States"}
    assert {provisions[str(number)].bearer for number in range(11, 25)} == {"business enterprises"}


def test_a_gist_says_no_more_than_its_provision() -> None:
    gists = {number: one.gist for number, one in LIBRARY.registers()["UNGP"].provisions.items()}
    assert "try to" in gists["13"]
    assert "try to" in gists["13(b)"]
    assert gists["10"].startswith("seek to")
    assert gists["25"].startswith("take appropriate steps")
    assert gists["26"].startswith("take appropriate steps")
    assert "consider how to reduce" in gists["26"]


def test_verbatim_words_of_a_register_are_only_those_that_the_first_letter_quotes() -> None:
    seed = (Path(__file__).parent / "data" / "seed.txt").read_text(encoding="utf-8")
    bare = re.sub(r"\W+", " ", seed)
    held = {
        f"{label} {number}": words
        for label, register in LIBRARY.registers().items()
        for number, one in register.provisions.items()
        if (words := one.text or one.commentary)
    }
    assert set(held) == {"UNGP 12", "UNGP 13", "UNGP 13(b)", "UNGP 21", "UNGP 21(b)"}
    for words in held.values():
        assert re.sub(r"\W+", " ", words) in bare
