"""No letter holds what is another recipient's: every way in which it could is tried."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter import compose as composing
from drafter import workshop
from drafter.batch.leaks import Index
from drafter.batch.words import words
from tests.batches import BRIEF, files, folder, low, row, table
from tests.command import Done, run


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    return folder(tmp_path / "case")


def batch(brief: Path, *rows: tuple[str, ...]) -> Done:
    at = brief.parent.parent
    return run("batch", brief, "-r", table(at / "r.csv", *rows), "-o", at / "out", "--format", "txt")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("that Person1 Family1 agreed", "'person1 family1', which is to.name of row 1"),
        ("that PERSON1  FAMILY1 agreed", "'person1 family1', which is to.name of row 1"),
        ("that Firm 1 Ltd. agreed", "'firm 1 ltd', which is to.organisation of row 1"),
        ("of your house at 1 High Street", "'1 high street', which is to.address of row 1"),
        ("of the house at AB1 1CD", "'ab1 1cd', which is to.address of row 1"),
        ("of your letter YR/00001 too", "'yr 00001', which is your_ref of row 1"),
        ("of contract NX-2201-77 too", "'nx 2201 77', which is contract: reference of row 1"),
        ("of what Acme Works did", "'acme works', which is contract: supplier of row 1"),
        ("of the Contract for the northern drains", "'contract for the northern drains', which is contract of row 1"),
    ],
)
def test_a_fact_of_a_neighbour_stops_the_batch(brief: Path, words: str, named: str) -> None:
    done = batch(brief, row(1, contract="north"), row(2, words=words, contract="south"))
    assert done.code == 1
    assert f"row 2: the letter says {named} [leak]" in low(done.err)
    assert not (brief.parent.parent / "out").exists()


def test_the_wrong_evidence_brings_its_facts_and_is_told(brief: Path) -> None:
    done = batch(brief, row(1, contract="north"), row(2, words="of NX-2201-77", contract="north"))
    assert done.code == 0, done.err


def test_a_letter_that_was_made_for_another_row_is_found(brief: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first: list[object] = []
    compose = composing.compose

    def stuck(*given: object) -> object:
        if not first:
            first.append(compose(*given))  # type: ignore[arg-type]
        return first[0]

    monkeypatch.setattr(workshop, "compose", stuck)
    done = batch(brief, row(1), row(2))
    assert done.code == 1
    for field in ("to.name", "to.organisation", "to.address", "your_ref"):
        assert f"which is {field} of row 1 [leak]" in done.err


def test_a_single_word_is_a_warning_and_a_small_letter_none(brief: Path) -> None:
    done = batch(brief, row(1, to__name="May"), row(2, remark="Ask May."), row(3, remark="It may rain."))
    assert done.code == 0
    assert "warning: row 2: the letter says 'May', which is to.name of row 1 [leak]" in done.err
    assert "row 3: the letter says" not in done.err


def test_what_is_also_its_own_or_the_briefs_is_no_leak(brief: Path) -> None:
    brief.write_text(BRIEF.replace("about the drains", "about Acme Works"), encoding="utf-8")
    done = batch(
        brief,
        row(1, to__organisation="Acme Works", contract="north"),
        row(2, to__name="Ann Able", to__organisation="Great Firm Ltd"),
        row(3, to__name="Ann Able", to__organisation="Firm Ltd", words="of Firm Ltd"),
    )
    assert done.code == 0, done.err
    assert "[leak]" not in done.err
    assert "the brief itself says 'acme works', which is to.organisation of row 1" in done.err


def test_a_leak_can_be_let_stand_with_a_reason(brief: Path) -> None:
    silence = "silence: [{code: leak, reason: partners, about: row 2}]\n"
    brief.write_text(silence + BRIEF, encoding="utf-8")
    done = batch(brief, row(1), row(2, words="of Firm 1 Ltd"))
    assert done.code == 0, done.err
    assert len(files(brief.parent.parent / "out")) == 3


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("北京水务公司", "我们写信给北京水务公司关于"),
        ("شركة المياه", "كتبنا إلى شركة المياه أمس"),
        ("Zoe\u0308 Muster", "we met Zoë Muster there"),
        ("O'Brien & Söhne <GmbH>", "that O’Brien & Söhne <GmbH> did it"),
    ],
)
def test_names_of_every_script_and_spelling_are_found(name: str, text: str) -> None:
    index = Index()
    index.add(name, 1, "to.name")
    index.seal([])
    (leak,) = index.leaks([text], 2, ["somebody else"])
    assert (leak.row, leak.field, leak.grave) == (1, "to.name", True)
    assert index.leaks([text], 1, [name]) == []


WORD = st.text(st.characters(categories=["L"], max_codepoint=0x24F), min_size=2, max_size=9)
NAME = st.lists(WORD, min_size=2, max_size=6).map(" ".join)


@given(st.lists(NAME, min_size=1, max_size=30, unique_by=str.casefold), st.text(), st.text(), st.data())
def test_any_name_is_found_in_any_text(names: list[str], before: str, after: str, data: st.DataObject) -> None:
    index = Index()
    for number, name in enumerate(names, 1):
        index.add(name, number, "to.name")
    index.seal([])
    number = data.draw(st.integers(1, len(names)))
    text = f"{before} {names[number - 1]} {after}"
    assert any(leak.grave for leak in index.leaks([text], 99, []))
    assert not index.leaks([names[number - 1]], number, [names[number - 1]])


ANY = st.text(st.sampled_from("Aazß Éé’“–\u00a0ﬁ²½´ªˆŠİ_-./…1\r\n\t\x1c") | st.characters())


@given(ANY)
def test_words_are_the_same_with_and_without_the_slow_rules_of_unicode(text: str) -> None:
    assert words(f"{text} 水") == (*words(text), "水")


@given(st.lists(NAME, min_size=1, max_size=8), st.lists(NAME, min_size=1, max_size=8), st.sampled_from((3, 14, 22)))
def test_an_index_that_was_sent_to_another_process_finds_the_same(
    names: list[str], texts: list[str], bits: int
) -> None:
    index = Index(bits=bits)
    for number, name in enumerate(names, 1):
        index.add(name, number, f"field {number % 3}")
    index.seal(names[:1])
    said = [*texts, " and ".join(names)]
    assert Index.unpacked(index.packed()).leaks(said, 99, texts[:1]) == index.leaks(said, 99, texts[:1])


@pytest.mark.parametrize(
    ("theirs", "words", "found"),
    [
        ("1,200", "of £1,200.50", False),
        ("1,200", "of £21,200", False),
        ("77,250", "of £77,250,000", False),
        ("1,200", "of £1,200.", True),
        ("12/44", "of 12/445", False),
        ("12/44", "of 12/44, too", True),
        ("4471", "of 4471", True),
        ("2024", "of 2024", False),
        ("441", "of 441", False),
    ],
)
def test_a_number_is_a_neighbours_only_where_it_stands_as_its_own(
    brief: Path, theirs: str, words: str, *, found: bool
) -> None:
    done = batch(brief, row(1, your_ref=theirs), row(2, words=words))
    assert ("[leak]" in done.err) == found


def test_a_name_is_somebodys_without_its_title_too(brief: Path) -> None:
    done = batch(brief, row(1, to__name="Mr Tom Birch"), row(2, words="what Tom Birch said"))
    assert "row 2: the letter says 'Tom Birch', which is to.name of row 1 [leak]" in done.err
    assert batch(brief, row(1, to__name="Dr Birch"), row(2, words="that birch grows")).code == 0


def test_a_silence_that_hides_a_leak_is_used(brief: Path) -> None:
    brief.write_text(f"{BRIEF}silence:\n  - {{code: leak, reason: it is of both}}\n", encoding="utf-8")
    done = batch(brief, row(1), row(2, words="that Person1 Family1 agreed"))
    assert done.code == 0, done.err
    assert "silence-unused" not in done.err
    assert "1 silenced" in done.out
    unused = batch(brief, row(1), row(2))
    assert "there is no finding 'leak' here" in unused.err
