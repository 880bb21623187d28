"""Words that no dictionary has are found; names, quotations, figures and rare words are left alone."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.checks import dictionary
from drafter.checks.orthography import ORTHOGRAPHIES
from tests.checking import CASE, Desk

FOLDER = Path(dictionary.__file__).parent / "words"
LISTS = sorted(path.stem for path in FOLDER.glob("*.txt") if path.stem.islower() and path.stem != "phrases")
WRONG = {
    "It cost 335.99m youan in all.": "yuan",
    "It was recieved today.": "received",
    "The goverment has it.": "government",
    "The company’s managment has it.": "management",
    "It was thecompany of it.": "the company",
    "A glass of judice was served.": "juice",
    "Its long-standng plan is so.": "standing",
}
RIGHT = [
    "It cost 335.99m yuan in all.",
    "The Zhongzhao tender and the PiShan system are NHSX’s.",
    "He wrote “we haev no cameras”.",
    "Write to bo@jonse.example, or see www.jonse.example/pagse.",
    "It doesn’t, can't and won’t; the companies’ co-operation is decision-making.",
    "See paras (a), (ii), (iv) and (xii), pp 3–4, inter alia and mutatis mutandis.",
    "The office’s colour is honoured, whilst we organize and organise things.",
    "The raison d’être of *treiglad* is this.",
    "The firm is called 株式会社, and its plant исюыбфу.",
    "The clerks co-ordinated it; the co-operation was re-examined by e-mail, and Re-issued.",
    "It is sub judice, or *Sub Judice*; a judgment per incuriam was made nem con.",
    "Virement was refused, prima facie ultra vires; ex gratia, pro rata and de minimis sums are a fait accompli.",
    "The lex specialis and the *travaux préparatoires* are obiter dicta of the coup d'état.",
    "Inter alia, bona fide, ratione materiae, in pari delicto, res inter alios acta, uberrimae fidei.",
    "The dropdown was disapplied; consultees and dutyholders are longlisted, and a clawback is uncosted.",
    "A cybersecurity whistleblower re-read the subcontract and/or the anti-corruption plan.",
]


@pytest.mark.parametrize("text", WRONG)
def test_a_word_in_no_dictionary_is_found_with_the_right_one(tmp_path: Path, text: str) -> None:
    finding = Desk(tmp_path).one("spelling", text)
    assert finding.severity == "warning"
    assert f"“{WRONG[text]}”" in finding.advice


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_spelled_well_is_not_accused(tmp_path: Path, text: str) -> None:
    assert set(Desk(tmp_path).codes(text)) & {"spelling", "spelling-mixed"} == set()


def test_a_word_of_a_name_in_the_case_is_known(tmp_path: Path) -> None:
    case = CASE.replace("title: award notice", "title: notice of adjudikation")
    assert "spelling" in Desk(tmp_path).codes("See the adjudikation.")
    assert "spelling" not in Desk(tmp_path).codes("See the adjudikation.", case=case)


def test_a_word_of_a_fact_is_judged(tmp_path: Path) -> None:
    case = CASE.replace("£412m", "412m youan")
    text = '  - text: It is {{ evidence("contract").value }}.\n'
    assert Desk(tmp_path).one("spelling", "", body=text, case=case).message.startswith("“youan”")


def test_a_wrong_word_is_told_once(tmp_path: Path) -> None:
    assert "(2 times)" in Desk(tmp_path).one("spelling", "It was recieved and recieved.").message


@pytest.mark.parametrize(("language", "stray"), [("en-GB", "color"), ("en-US", "honour")])
def test_spellings_of_both_kinds_are_mixed(tmp_path: Path, language: str, stray: str) -> None:
    finding = Desk(tmp_path).one("spelling-mixed", "It is an honour, and a color.", head=f"language: {language}\n")
    assert f"“{stray}”" in finding.message.partition(",")[0]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_sorted_as_it_is_searched(name: str) -> None:
    content = (FOLDER / f"{name}.txt").read_bytes()
    words = content.removesuffix(b"\n").split(b"\n")
    assert words == sorted(set(words))
    assert b"\r" not in content


@pytest.mark.parametrize("name", LISTS)
def test_every_word_of_a_list_is_found_and_none_beside_it(name: str) -> None:
    words = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split()
    held = set(words)
    for word in (words[0], words[-1], *words[:: max(1, len(words) // 2000)]):
        assert dictionary.holds(name, word)
        assert dictionary.holds(name, word[:-1]) == (word[:-1] in held)
        assert dictionary.holds(name, f"{word}q") == (f"{word}q" in held)


@given(word=st.text(string.ascii_lowercase + "'é", max_size=6))
def test_a_list_holds_what_it_holds(word: str) -> None:
    assert dictionary.holds("en-us", word) == (word in US)


US = frozenset((FOLDER / "en-us.txt").read_text(encoding="utf-8").split())


@given(
    language=st.sampled_from(sorted(ORTHOGRAPHIES)),
    word=st.text(string.ascii_lowercase + "éñŵ’", min_size=1, max_size=12),
)
def test_suggestions_are_words(language: str, word: str) -> None:
    found = dictionary.suggested(language, word)
    assert len(found) <= 3
    assert all(dictionary.known(language, part) for one in found for part in one.split(" "))


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en-US", "We favour the colour of its behaviour.", True),
        ("en-US", "We favor the color of its behavior.", False),
        ("en-GB", "We favor the color of its behavior.", True),
        ("en-GB", "We favour the colour; we organize it.", False),
    ],
)
def test_the_letters_own_language_is_spelled(tmp_path: Path, language: str, text: str, *, found: bool) -> None:
    codes = Desk(tmp_path).codes(text, head=f"language: {language}\n")
    assert ("spelling-mixed" in codes) is found


@pytest.mark.parametrize("phrase", (FOLDER / "phrases.txt").read_text(encoding="utf-8").splitlines())
def test_a_phrase_of_official_letters_is_right_in_every_language(phrase: str) -> None:
    for words in (phrase, phrase.capitalize(), phrase.replace(" ", "\n"), phrase.replace("'", "’")):
        text = f"It is {words}, they say."
        for found in re.finditer(r"[^\W\d_]+", words.lower()):
            assert dictionary.in_phrase(found[0], text, len("It is ") + found.start())


def test_the_words_of_a_phrase_are_right_within_it_alone() -> None:
    assert dictionary.in_phrase("judice", "a sub judice matter", len("a sub "))
    assert not dictionary.in_phrase("judice", "a judice, sub rosa", len("a "))
    assert not dictionary.in_phrase("judice", "sub judices", len("sub "))


@pytest.mark.parametrize("text", ["The com-mittee has it.", "They co-ordinatedd it.", "They con-ordinated it."])
def test_what_a_hyphen_makes_no_word_of_is_found(tmp_path: Path, text: str) -> None:
    assert "spelling" in Desk(tmp_path).codes(text)
