"""Each language writes dates, lists, numbers and fixed words as its readers expect, and as CLDR says."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.localedata import locale_identifiers
from babel.numbers import format_currency, format_decimal
from hypothesis import example, given
from hypothesis import strategies as st

from drafter.language import LANGUAGES, USUAL, direction, right_to_left
from drafter.languages import FOLDER
from drafter.workshop import open_brief
from drafter.yaml_files import Mapping, Node, Scalar, read
from tests.command import run

REPOSITORY = Path(__file__).parent.parent
EACH = pytest.mark.parametrize("code", LANGUAGES)
NAMES = ["Dafydd", "Rosa", "Louise", "Mary", "Tom"]
PLURAL_PARTS = ("plurals", "working_days")
"""These hold what the language has plurals for."""


def locale(code: str) -> str:
    return code.replace("-", "_")


def entries(node: Node, path: str = "") -> dict[str, str]:
    """Every entry of a file by its path; lists as their length, plurals and what only some languages have left out."""
    if not isinstance(node, Mapping):
        return {path: node.text if isinstance(node, Scalar) else str(len(node.items))}
    found: dict[str, str] = {}
    for key, value in node.entries:
        if key not in {*PLURAL_PARTS, "lists", "possessive"}:
            found.update(entries(value, f"{path}.{key}"))
    return found


@cache
def root(code: str) -> Mapping:
    document = read((FOLDER / f"{code}.yaml").read_bytes(), f"{code}.yaml")
    assert document.findings == ()
    assert isinstance(document.root, Mapping)
    return document.root


# --- what CLDR says ----------------------------------------------------------------------------------


@EACH
def test_every_day_of_several_years_is_written_as_cldr_writes_it(code: str) -> None:
    for number in range(366 * 5):
        day = date(2019, 12, 1) + timedelta(number)
        expected = format_date(day, "long", locale(code))
        if code == "fr" and day.day == 1:
            expected = expected.replace("1 ", "1er ", 1)  # Letters in French write it so; CLDR does not.
        assert LANGUAGES[code].written_date(day.isoformat()) == expected


@EACH
def test_the_short_names_of_months_are_those_of_cldr(code: str) -> None:
    names = Locale.parse(locale(code)).months["format"]["abbreviated"]
    assert LANGUAGES[code].dates.short_months == tuple(names[number] for number in range(1, 13))


@EACH
@pytest.mark.parametrize("count", range(1, 6))
def test_names_are_listed_as_cldr_lists_them(code: str, count: int) -> None:
    expected = format_list(NAMES[:count], locale=locale(code))
    if code == "cy":
        expected = re.sub(r",? a\(c\) ", " a ", expected)  # CLDR leaves it open; see the file.
    assert LANGUAGES[code].listed(NAMES[:count]) == expected


@EACH
def test_plurals_are_those_of_cldr(code: str) -> None:
    rule = Locale.parse(locale(code)).plural_form
    for number in (*range(201), 1000, 1001, 999_999, 1_000_000, 1_000_001, 3_000_000):
        assert LANGUAGES[code].plural(number) == rule(number)


@EACH
@given(number=st.integers(-(10**15), 10**15))
@example(number=1234)
@example(number=10_000)
def test_numbers_are_written_as_cldr_writes_them(code: str, number: int) -> None:
    divided = code != "es" or abs(number) >= 10_000  # Babel divides four digits, which Spanish does not.
    assert LANGUAGES[code].number(number) == format_decimal(number, locale=locale(code), group_separator=divided)


@EACH
@given(cents=st.integers(-(10**13), 10**13).filter(lambda cents: cents % 100))
def test_money_with_cents_is_written_as_cldr_writes_it(code: str, cents: int) -> None:
    amount = Decimal(cents) / 100
    divided = code != "es" or abs(amount) >= 10_000
    expected = format_currency(amount, "EUR", locale=locale(code), group_separator=divided)
    assert LANGUAGES[code].money(amount, "EUR") == expected
    assert LANGUAGES[code].money(f"{amount:.2f}", "EUR") == expected


@EACH
def test_the_script_would_change_nothing_in_the_files(code: str) -> None:
    specification = importlib.util.spec_from_file_location("languages_script", REPOSITORY / "tools" / "languages.py")
    assert specification is not None
    assert specification.loader is not None
    script: Any = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(script)

    assert script.cldr_part(code) in (FOLDER / f"{code}.yaml").read_text(encoding="utf-8")


# --- what readers expect -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "names", "listed"),
    [
        ("en-GB", ("Ann", "Ben", "Cy"), "Ann, Ben and Cy"),
        ("en-US", ("Ann", "Ben", "Cy"), "Ann, Ben, and Cy"),
        ("en-US", ("Ann", "Ben"), "Ann and Ben"),
        ("fr", ("Anne", "Benoît", "Inès"), "Anne, Benoît et Inès"),
        ("es", ("Ana", "Inés"), "Ana e Inés"),
        ("es", ("Ana", "Luis", "Íñigo"), "Ana, Luis e Íñigo"),
        ("es", ("agua", "hielo"), "agua y hielo"),
        ("es", ("padre", "hijo"), "padre e hijo"),
        ("es", ("Perón", "Yrigoyen"), "Perón e Yrigoyen"),
        ("es", ("tú", "yo"), "tú y yo"),
        ("es", ("el informe", "«Inés»"), "el informe e «Inés»"),
        ("es", ("Inés", "Ana"), "Inés y Ana"),
        ("cy", ("yr UE", "Norwy", "Liechtenstein"), "yr UE, Norwy a Liechtenstein"),
        ("cy", ("Caerdydd", "Abertawe"), "Caerdydd ac Abertawe"),
        ("cy", ("y Fflint", "Wrecsam"), "y Fflint a Wrecsam"),
        ("cy", ("mis", "wythnos"), "mis ac wythnos"),
        ("cy", ("Siôn", "Wyn Jones"), "Siôn a Wyn Jones"),
        ("cy", ("Conwy", "Ynys Môn"), "Conwy ac Ynys Môn"),
        ("cy", ("taid", "ŵyr"), "taid ac ŵyr"),
    ],
)
def test_the_word_before_the_last_name_goes_with_the_name(code: str, names: tuple[str, ...], listed: str) -> None:
    assert LANGUAGES[code].listed(names) == listed


@EACH
@given(names=st.lists(st.text(), max_size=5))
def test_a_list_keeps_every_name_and_adds_only_separators(code: str, names: list[str]) -> None:
    separators = LANGUAGES[code].joined_for(names)

    assert len(separators) == max(len(names) - 1, 0) == len(LANGUAGES[code].joined(len(names)))
    assert LANGUAGES[code].listed(names) == "".join(
        name + separator for name, separator in zip(names, [*separators, ""], strict=False)
    )


@pytest.mark.parametrize(
    ("code", "name", "possessive"),
    [
        ("en-GB", "James", "James’s"),
        ("en-US", "the Company", "the Company’s"),
        ("fr", "Justin", "de Justin"),
        ("fr", "Élise", "d’Élise"),
        ("fr", "Yann", "de Yann"),
        ("fr", "Yves", "d’Yves"),
        ("fr", "le ministère", "du ministère"),
        ("fr", "les services", "des services"),
        ("fr", "Le Pen", "de Le Pen"),
        ("fr", "la société", "de la société"),
        ("es", "el Ministerio", "del Ministerio"),
        ("es", "El Salvador", "de El Salvador"),
        ("es", "la empresa", "de la empresa"),
        ("cy", "Justin", "Justin"),
    ],
)
def test_the_possessive_of_a_name(code: str, name: str, possessive: str) -> None:
    assert LANGUAGES[code].possessive(name) == possessive


@pytest.mark.parametrize(
    ("code", "one", "two", "many"),
    [
        ("en-GB", "1 working day", "2 working days", "1,000 working days"),
        ("en-US", "1 working day", "2 working days", "1,000 working days"),
        ("cy", "1 diwrnod gwaith", "2 ddiwrnod gwaith", "1,000 diwrnod gwaith"),
        ("fr", "1 jour ouvré", "2 jours ouvrés", "1\u202f000 jours ouvrés"),
        ("es", "1 día hábil", "2 días hábiles", "1000 días hábiles"),
    ],
)
def test_working_days_are_counted(code: str, one: str, two: str, many: str) -> None:
    assert [LANGUAGES[code].working_days(number) for number in (1, 2, 1000)] == [one, two, many]


@pytest.mark.parametrize(
    ("code", "quoted"),
    [
        ("en-GB", "“so ‘it’ was”"),
        ("en-US", "“so ‘it’ was”"),
        ("cy", "“so ‘it’ was”"),
        ("fr", "«\u00a0so “it” was\u00a0»"),
        ("es", "«so “it” was»"),
    ],
)
def test_quotation_marks_carry_their_spaces(code: str, quoted: str) -> None:
    outer_left, outer_right, inner_left, inner_right = LANGUAGES[code].quotes
    assert f"{outer_left}so {inner_left}it{inner_right} was{outer_right}" == quoted


@pytest.mark.parametrize(
    ("code", "amount", "currency", "written"),
    [
        ("en-GB", "1234.50", "GBP", "£1,234.50"),
        ("en-GB", "1234", "GBP", "£1,234"),
        ("en-GB", "0.125", "USD", "US$0.125"),
        ("en-US", "1234.5", "USD", "$1,234.50"),
        ("cy", "-3", "GBP", "-£3"),
        ("fr", "1234567.5", "EUR", "1\u202f234\u202f567,50\u00a0€"),
        ("es", "1234.50", "EUR", "1234,50\u00a0€"),
    ],
)
def test_money_shows_the_amount_as_it_was_given(code: str, amount: str, currency: str, written: str) -> None:
    assert LANGUAGES[code].money(amount, currency) == written


@pytest.mark.parametrize(
    ("amount", "currency"),
    [("1,234", "GBP"), ("12 million", "GBP"), ("NaN", "GBP"), ("1e9", "GBP"), ("", "GBP"), ("1", "pounds"), ("1", "")],
)
def test_what_is_no_amount_or_no_currency_is_refused(amount: str, currency: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        LANGUAGES[USUAL].money(amount, currency)


# --- salutations and closings ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "names", "pronoun", "greeting"),
    [
        ("en-GB", ("Ms Hale",), "she", "Dear Ms Hale"),
        ("en-GB", ("Ms Hale", "Mr Bo"), "they", "Dear Ms Hale and Mr Bo"),
        ("en-GB", (), "they", "Dear Sir or Madam"),
        ("fr", ("Paul Roy",), "he", "Monsieur"),
        ("fr", ("Paul Roy", "Anne Petit"), "he", "Mesdames, Messieurs"),
        ("es", ("señora Gil",), "she", "Estimada señora Gil"),
        ("es", ("señor Gil",), "he", "Estimado señor Gil"),
        ("es", ("señor Gil", "señora Paz"), "he", "Estimados señor Gil y señora Paz"),
        ("cy", ("Ms Hale",), "she", "Annwyl Ms Hale"),
    ],
)
def test_the_salutation_goes_with_the_addressees(
    code: str, names: tuple[str, ...], pronoun: str, greeting: str
) -> None:
    assert LANGUAGES[code].greeting(names, pronoun) == greeting


def test_a_name_told_for_the_salutation_stands_in_it() -> None:
    assert LANGUAGES["fr"].greeting(("Monsieur le Ministre",), "he", told=True) == "Monsieur le Ministre"
    assert LANGUAGES["en-GB"].greeting(("Minister",), "he", told=True) == "Dear Minister"


@pytest.mark.parametrize(
    ("code", "greeting", "farewell"),
    [
        ("en-GB", "Dear Ms Hale", "Yours sincerely,"),
        ("en-GB", "Dear Sir or Madam,", "Yours faithfully,"),
        ("en-GB", "dear sirs", "Yours faithfully,"),
        ("en-GB", "Ladies and Gentlemen:", "Yours faithfully,"),
        ("en-US", "Dear Ms. Hale:", "Sincerely,"),
        (
            "fr",
            "Monsieur le Ministre,",
            "Je vous prie d’agréer, Monsieur le Ministre, l’expression de ma considération distinguée.",
        ),
        ("fr", "", "Je vous prie d’agréer, Madame, Monsieur, mes salutations distinguées."),
    ],
)
def test_the_closing_goes_with_the_salutation(code: str, greeting: str, farewell: str) -> None:
    assert LANGUAGES[code].farewell(greeting, ",") == farewell


# --- the files ---------------------------------------------------------------------------------------


def test_there_is_one_file_for_each_language() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(LANGUAGES)


@EACH
def test_every_file_holds_every_entry_and_no_other(code: str) -> None:
    assert entries(root(code)).keys() == entries(root(USUAL)).keys()


@EACH
def test_words_have_the_places_that_are_filled(code: str) -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}

    usual = entries(root(USUAL))
    for path, text in entries(root(code)).items():
        if path.startswith(".closing"):
            assert places(text) <= {"salutation"}
        elif path.startswith(".salutations"):
            assert places(text) <= {"name"}  # French greets by no name
        else:
            assert places(text) == places(usual[path]), path


@EACH
def test_nothing_is_empty_but_what_follows_salutation_and_closing(code: str) -> None:
    empty = {path for path, text in entries(root(code)).items() if not text.strip()}
    assert empty <= {".after_salutation", ".after_closing", ".cldr.thousands"}


@EACH
def test_every_plural_of_the_language_has_its_words(code: str) -> None:
    assert LANGUAGES[code].working_day_forms.keys() == Locale.parse(locale(code)).plural_form.tags | {"other"}
    assert all("{number}" in words for words in LANGUAGES[code].working_day_forms.values())


@EACH
def test_a_file_names_its_own_language(code: str) -> None:
    assert LANGUAGES[code].code == code
    assert str(Locale.parse(locale(code)).language_name) in LANGUAGES[code].name
    assert LANGUAGES[code].months[0] in LANGUAGES[code].written_date("2021-01-09")


def test_only_english_has_been_passed_by_native_readers() -> None:
    assert [code for code in LANGUAGES if LANGUAGES.reviewed(code)] == ["en-GB", "en-US"]


def test_the_document_says_which_are_unreviewed() -> None:
    text = (REPOSITORY / "docs" / "languages.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-zA-Z-]+)` \|.*\| (yes|no) \|$", text, re.MULTILINE))
    assert rows == {code: "yes" if LANGUAGES.reviewed(code) else "no" for code in LANGUAGES}


def test_a_language_that_is_not_there_is_missed_like_any_key() -> None:
    assert "../en-GB" not in LANGUAGES
    assert LANGUAGES.get("de") is None
    with pytest.raises(KeyError):
        LANGUAGES["../en-GB"]


# --- letters -----------------------------------------------------------------------------------------

CASE = """\
title: A matter
sender: {office: The Office, signatory: clerk}
parties:
  clerk: {name: Ada Clerk}
  firm: {name: Inés Gil, salutation: Inés Gil, pronoun: she}
"""
BRIEF = """\
date: 2021-08-01
to: firm
subject: Lifts
language: LANGUAGE
enclosures: [{words: X, name: x}]
body:
  - text: '{{ ["Ana", "Inés"] | sentence_list }} {{ ref("x") }}.'
"""


def folder(path: Path, code: str) -> Path:
    (path / "case.yaml").write_text(CASE, encoding="utf-8")
    (path / "letter.yaml").write_text(BRIEF.replace("LANGUAGE", code), encoding="utf-8")
    return path / "letter.yaml"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en-GB", ("1 August 2021", "Dear Inés Gil\n", "Ana and Inés", "Yours sincerely\n", "Enclosure 1: X")),
        ("en-US", ("August 1, 2021", "Dear Inés Gil:\n", "Ana and Inés", "Sincerely,\n", "Enclosure 1: X")),
        ("cy", ("1 Awst 2021", "Annwyl Inés Gil\n", "Ana ac Inés", "Yn gywir\n", "Amgaead 1: X")),
        ("fr", ("1er août 2021", "\nInés Gil,\n", "Ana et Inés", "d’agréer, Inés Gil, l’", "jointe 1\u00a0: X")),
        ("es", ("1 de agosto de 2021", "Estimada Inés Gil:\n", "Ana e Inés", "Atentamente,\n", "adjunto 1: X")),
    ],
)
def test_a_letter_is_in_its_language_from_date_to_enclosures(
    tmp_path: Path, code: str, expected: tuple[str, ...]
) -> None:
    built = run("build", folder(tmp_path, code), "--format", "txt", "-o", tmp_path / "letter.txt")
    assert built.code == 0, built.err
    # The file is wrapped; a space or the end of a line is the same to a reader.
    text = (tmp_path / "letter.txt").read_text(encoding="utf-8")
    flowing = re.sub(r"(?<=\S) ?\n(?=\S)", " ", text)
    for words in expected:
        assert words in text or words in flowing, text


@EACH
def test_a_letter_without_money_never_loads_babel(tmp_path: Path, code: str) -> None:
    program = (
        "import sys; from pathlib import Path; from drafter.workshop import open_brief\n"
        "opened = open_brief(Path(sys.argv[1])); assert opened.dossier, opened.findings\n"
        "print(sorted(name for name in sys.modules if name.partition('.')[0] == 'babel'))"
    )
    command = [sys.executable, "-c", program, str(folder(tmp_path, code))]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", cwd=REPOSITORY)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_only_the_letters_own_language_is_read() -> None:
    program = (
        "import pathlib; read = []; plain = pathlib.Path.read_bytes\n"
        "pathlib.Path.read_bytes = lambda path: (read.append(path.name), plain(path))[1]\n"
        "import drafter.case, drafter.brief; from drafter.language import LANGUAGES\n"
        "LANGUAGES['fr']; 'cy' in LANGUAGES; LANGUAGES['fr']; print(tuple(LANGUAGES), read)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.strip() == f"{tuple(LANGUAGES)} ['fr.yaml']"


def test_the_usual_language_is_written_where_none_is_named(tmp_path: Path) -> None:
    brief = folder(tmp_path, USUAL)
    brief.write_text(brief.read_text(encoding="utf-8").replace("language: en-GB\n", ""), encoding="utf-8")
    opened = open_brief(brief)
    assert opened.dossier is not None, opened.findings
    assert opened.dossier.letter.language == USUAL


# --- direction ---------------------------------------------------------------------------------------


def test_every_language_of_cldr_is_written_in_its_direction() -> None:
    for identifier in locale_identifiers():
        expected = Locale.parse(identifier).character_order == "right-to-left"
        assert right_to_left(identifier.replace("_", "-")) is expected, identifier


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        *((tag, "rtl") for tag in ("ar", "AR-eg", "he", "fa-IR", "ur", "yi", "ps", "dv", "pa-PK", "pa-Arab", "uz-AF")),
        *((tag, "ltr") for tag in ("en", "ar-Latn", "pa", "pa-IN", "uz", "az", "zh-Hant", "", "x", "arabic")),
    ],
)
def test_the_direction_of_a_tag(tag: str, expected: str) -> None:
    assert direction(tag) == expected
