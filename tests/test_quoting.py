"""Quotations are found across what copying changes, refused for any other change, and made of the source's words."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from drafter.model import Emphasis, inline_text
from drafter.quoting import DeclarationError, Found, Mismatch, find, source

REPLY = (
    "We do not oversee our devices once they are passed to installers. Operational matters are not within our remit. "
    "The contract runs for 21 years and is worth 1,335.99m yuan; the well-known co-operation began on 3 May."
)


def _found(declared: str, text: str = REPLY) -> Found:
    found = find(declared, source(text))
    assert isinstance(found, Found), found
    return found


def _read(declared: str, text: str = REPLY) -> str:
    return inline_text(_found(declared, text).content)


def _mismatch(declared: str, text: str = REPLY) -> Mismatch:
    found = find(declared, source(text))
    assert isinstance(found, Mismatch), found
    return found


@pytest.mark.parametrize(
    ("declared", "text", "read"),
    [
        ("one two three", "one two\n   three", "one two three"),
        ("one\n two", "one\u00a0two", "one two"),
        ("the installers", "the instal-\nlers came", "the installers"),
        ("the co-operation", "the co-\noperation came", "the co-operation"),
        ("the installers", "the instal\u00adlers came", "the installers"),
        ('it\'s "so"', "it’s “so”", "it’s “so”"),
        ("it’s “so”", 'it\'s "so"', 'it\'s "so"'),
        ("1990–2000 – so", "1990-2000 - so", "1990-2000 - so"),
        ("1990-2000 - so", "1990–2000 — so", "1990–2000 — so"),
        ("the final office", "the ﬁnal oﬃce", "the final office"),
        ("the ﬁnal oﬃce", "the final office", "the final office"),
    ],
)
def test_what_copying_changes_is_forgiven_and_the_source_is_quoted(declared: str, text: str, read: str) -> None:
    assert _read(declared, text) == read


def test_an_ellipsis_leaves_words_out() -> None:
    found = _found("We do not oversee our devices … Operational matters")
    assert inline_text(found.content) == "We do not oversee our devices … Operational matters"
    assert found.operations == ("ellipsis",)


def test_three_full_stops_are_an_ellipsis() -> None:
    assert _found("do not oversee... Operational matters").operations == ("ellipsis",)


def test_an_ellipsis_does_not_turn_the_order_round() -> None:
    _mismatch("Operational matters … oversee our devices")


def test_an_ellipsis_does_not_make_a_word_of_another_s_part() -> None:
    _mismatch("oversee … install")


def test_words_put_in_brackets_stand_for_words_of_the_source() -> None:
    found = _found("once [the cameras] are passed to installers")
    assert inline_text(found.content) == "once [the cameras] are passed to installers"
    assert found.operations == ("insertion",)


def test_brackets_stand_for_a_few_words_only() -> None:
    _mismatch("We do [gladly] remit.")


def test_a_letter_in_brackets_changes_a_first_letter() -> None:
    assert _read("[o]perational matters are not within") == "[o]perational matters are not within"


def test_sic_marks_a_fault_and_leaves_nothing_out() -> None:
    found = _found("Principles of [sic] Business", "the Principles of Business and Rights")
    assert inline_text(found.content) == "Principles of [sic] Business"
    assert found.operations == ("sic",)
    _mismatch("Principles [sic] Business", "the Principles of Business and Rights")


def test_emphasis_is_added_to_words_of_the_source() -> None:
    found = _found("matters *are not* within our remit")
    assert [inline_text(one.content) for one in found.content if isinstance(one, Emphasis)] == ["are not"]
    assert inline_text(found.content) == "matters are not within our remit"
    assert found.operations == ("emphasis",)


def test_emphasis_does_not_forgive_a_change() -> None:
    _mismatch("matters *are* within our remit")


@pytest.mark.parametrize("declared", ["operational matters are", "our devices once … operational matters"])
def test_the_case_of_a_first_letter_may_change(declared: str) -> None:
    found = _found(declared)
    assert inline_text(found.content) == declared
    assert "case" in found.operations


def test_the_case_of_another_letter_may_not() -> None:
    _mismatch("operational Matters are")


def test_a_backslash_takes_the_meaning_from_marks() -> None:
    assert _read(r"the \*best\* \[sort\]", "of the *best* [sort] there is") == "the *best* [sort]"


@pytest.mark.parametrize("declared", ["our *devices", "our [devices", "our devices]"])
def test_marks_left_open_are_refused(declared: str) -> None:
    with pytest.raises(DeclarationError):
        find(declared, source(REPLY))


@pytest.mark.parametrize(
    ("declared", "has", "held"),
    [
        ("once they are given to installers", "given", "passed"),
        ("runs for 31 years", "31", "21"),
        ("worth 1,335.98m yuan; the", "1,335.98m", "1,335.99m"),
        ("Operational matters are within our remit", "", "not"),
        ("they are not passed to installers", "not", ""),
        ("Operational matters, are not within", "matters,", "matters"),
    ],
)
def test_a_changed_word_number_or_negation_is_named(declared: str, has: str, held: str) -> None:
    found = _mismatch(declared)
    assert (found.declared, found.held) == (has, held)
    assert held in found.nearest


@pytest.mark.parametrize(
    "declared",
    [
        "passed to install",  # installers
        "versee our devices",  # oversee
        "runs for 2",  # 21
        "1 years and is worth",  # 21
        "worth 1,335",  # 1,335.99m
        "335.99m yuan",  # 1,335.99m
        "the well",  # well-known
        "known co-operation",  # well-known
        "the well-known co",  # co-operation
    ],
)
def test_a_part_of_a_word_or_of_a_number_is_not_quoted(declared: str) -> None:
    _mismatch(declared)


def test_words_that_are_nowhere_near_have_no_nearest_passage() -> None:
    found = _mismatch("entirely different subject altogether")
    assert (found.nearest, found.held) == ("", "")


WORD = st.one_of(
    st.text("abcdefgh", min_size=1, max_size=6),
    st.sampled_from(["not", "no", "21", "1,335.99", "well-known", "it's", "Co.", "end,", "Why?", "été", "我们"]),
)
WORDS = st.lists(WORD, min_size=6, max_size=40)
SPACES = st.sampled_from([" ", " ", "\n", "  ", " \n  ", "\u00a0"])


@st.composite
def slices(draw: st.DrawFn) -> tuple[list[str], str, int, int]:
    """Words, a source that is made of them, and where a slice of at least three of them begins and ends."""
    words = draw(WORDS)
    text = "".join(word + draw(SPACES) for word in words)
    start = draw(st.integers(0, len(words) - 3))
    return words, text, start, draw(st.integers(start + 3, len(words)))


@given(slices())
def test_any_whole_words_of_a_source_are_found_and_read_back(drawn: tuple[list[str], str, int, int]) -> None:
    words, text, start, end = drawn
    declared = " ".join(words[start:end])
    found = _found(declared, text)
    assert inline_text(found.content) == declared
    assert found.operations == ()
    assert declared.split() == text[found.start : found.end].split()


@given(slices(), st.sampled_from(["drop", "swap", "insert"]), WORD, st.data())
def test_any_change_of_one_word_is_a_mismatch(
    drawn: tuple[list[str], str, int, int], how: str, other: str, data: st.DataObject
) -> None:
    words, text, start, end = drawn
    changed = words[start:end]
    at = data.draw(st.integers(1, len(changed) - 2))
    changed[at : at + (how != "insert")] = [] if how == "drop" else [other]
    declared = " ".join(changed)
    assume(declared[1:] not in " ".join(words))  # the source may hold the changed words, too
    assert isinstance(find(declared, source(text)), Mismatch)


SHAPES = {"'": "'’‘", '"': '"“”„«', "-": "-‐‑–—", " ": " \n\u00a0"}


@given(
    st.lists(st.sampled_from(["it's", '"so"', "well-known", "a", "-", "final", "flat", "1990-2000"]), min_size=2),
    st.data(),
)
def test_typographic_variants_are_found_in_both_directions(words: list[str], data: st.DataObject) -> None:
    plain = " ".join(words)
    variant = "".join(data.draw(st.sampled_from(SHAPES.get(character, character))) for character in plain)
    assert _read(variant, plain) == plain
    assert _read(plain, variant) == " ".join(variant.split())


@given(st.lists(st.sampled_from(["final", "flat", "office", "affine", "baffled"]), min_size=1))
def test_ligatures_are_found_and_read_as_letters(words: list[str]) -> None:
    plain = " ".join(words)
    bound = plain.replace("ffi", "ﬃ").replace("ffl", "ﬄ").replace("ff", "ﬀ").replace("fi", "ﬁ").replace("fl", "ﬂ")
    assert _read(bound, plain) == plain
    assert _read(plain, bound) == plain


HELD = source(
    "We do not oversee our devices once they are passed to in-\nstallers. "
    "Operational matters are not within our “remit”. "
    "It is non-compliant, and costs 335.99m."
)


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("passed to installers", "passed to installers"),
        ('not within our "remit"', "not within our “remit”"),
        ("we do not oversee … Operational matters", "we do not oversee … Operational matters"),
        ("our devices [sic] once they", "our devices [sic] once they"),
        ("matters are *not* within", "matters are not within"),
    ],
)
def test_a_quotation_is_made_of_its_source(words: str, quoted: str) -> None:
    found = find(words, HELD)
    assert isinstance(found, Found)
    assert inline_text(found.content) == quoted


@pytest.mark.parametrize(
    "words",
    [
        "matters are within our",
        "We do oversee",
        "our device",
        "compliant, and",
        "costs 335",
        "We did not oversee",
        "matters Are not",
    ],
)
def test_altered_words_are_found_out(words: str) -> None:
    assert isinstance(find(words, HELD), Mismatch)


def test_a_misspelt_word_among_few_still_has_a_nearest_passage() -> None:
    found = find("opertate & transfer", source("Design, Build, Operate & Transfer\n\nco-operation system"))
    assert isinstance(found, Mismatch)
    assert "Operate & Transfer" in found.nearest
