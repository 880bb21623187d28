"""A fact has a type, a passage that says it, and a grade; what its passage does not say is an error."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.amounts import durations, money, sums
from drafter.fact import kind_of
from drafter.fact_proof import dates
from drafter.language import LANGUAGES
from drafter.problems import Finding
from drafter.written_dates import first_date, reader_of
from tests.checking import CASE, Desk
from tests.command import run

NOTICE = (
    "Notice NC-2023-118. The contract is worth ¥1,200,000,000 and was awarded to Jones & Co on 21 March 2024. "
    "It is worth ¥1,234,567,890 now. It runs for ten years. Contrat de 640.000 euros."
)
TEXT = "It is {{ evidence('contract').fact }}."
SAME = [
    ("CNY 1.2 billion", "¥1,200,000,000"),
    ("RMB 1.2bn", "1.2 billion yuan"),
    ("RMB1.2bn", "12 亿元"),
    ("£412m", "GBP 412,000,000"),
    ("£412 million", "412 million pounds"),
    ("US$5m", "$5,000,000"),
    ("€640,000", "640 000 euros"),
]
OTHER = [("CNY 1.2 billion", "¥1,200,000"), ("£412m", "€412m"), ("US$5m", "A$5m"), ("£1,204", "£1,240")]


def _case(fact: str) -> str:
    case = CASE.replace("{reference: NC-2023-118, value: £412m, term: 21 years}", f"{{fact: {{{fact}}}}}")
    return case.replace("date: 2025-01-20}", "date: 2025-01-20, file: award.txt}")


def _findings(folder: Path, fact: str) -> list[Finding]:
    (folder / "award.txt").write_text(NOTICE, encoding="utf-8")
    return Desk(folder).findings(TEXT, case=_case(fact))


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_amount_is_the_same_however_it_is_written(one: str, other: str) -> None:
    (first,), (second,) = money(one), money(other)
    assert first.is_same(second)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_amount_or_currency_is_another(one: str, other: str) -> None:
    (first,), (second,) = money(one), money(other)
    assert not first.is_same(second)


@given(st.integers(1, 10**12), st.sampled_from(["£{:,}", "GBP {:,}", "{:,} pounds", "£{}"]))
def test_every_whole_amount_is_read_as_itself(number: int, form: str) -> None:
    (found,) = money(f"It cost {form.format(number)}, they say.")
    assert found.amounts == {Decimal(number)}


@given(st.text(max_size=80))
def test_any_text_is_read_without_fault(text: str) -> None:
    list(money(text))
    list(money(text, english=False))
    list(sums(text))
    for language in LANGUAGES:
        dates(text, language)
    list(durations(text))
    kind_of(text)


TWINS = {"s": "sSſ", "k": "kK\u212a", "i": "iIıİ"}
"""Letters that patterns which ignore case take for one."""


def in_any_case(words: str) -> st.SearchStrategy[str]:
    """The same words with every letter in any of the forms that are taken for it."""
    return st.tuples(*(st.sampled_from(TWINS.get(one, one + one.upper())) for one in words)).map("".join)


@given(st.sampled_from(["sixty-six weeks", "six días", "ten years", "five weeks", "cinq mois"]).flatmap(in_any_case))
def test_durations_are_read_whatever_the_case_of_their_letters(words: str) -> None:
    (found,) = durations(words)
    assert found.text == words


@given(
    st.sampled_from(
        [("fr", "samedi 3 mars 2020"), ("fr", "3 septembre 2020"), ("es", "3 de diciembre de 2020")]
    ).flatmap(lambda one: st.tuples(st.just(one[0]), in_any_case(one[1])))
)
def test_dates_are_read_whatever_the_case_of_their_letters(one: tuple[str, str]) -> None:
    language, words = one
    (found,) = reader_of(language).dates(words)
    assert (found.day, found.year) == (3, 2020)
    assert first_date("3 Auguſt 2020 or 3 Aprıl 2020") == "2020-08-03"


@pytest.mark.parametrize("other", ["10 years", "ten (10) years", "120 months", "a ten-year term"])
def test_durations_are_compared_by_their_length(other: str) -> None:
    assert next(durations("ten years")).is_same(next(durations(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10 jours ouvrables", "dix jours ouvrables"),
        ("97 jours", "quatre-vingt-dix-sept jours"),
        ("71 jours", "soixante et onze jours"),
        ("2,5 ans", "deux ans et demi"),
        ("1 000 jours", "mille jours"),
        ("31 días", "treinta y un días"),
        ("120 días", "ciento veinte días naturales"),
        ("18 meses", "un año y medio"),
        ("10 diwrnod gwaith", "deg diwrnod gwaith"),
        ("25 o ddyddiau", "dau ddeg pump o ddyddiau"),
        ("120 days", "one hundred and twenty days"),
        ("2,500 hours", "two thousand, five hundred hours"),
        ("30 months", "two and a half years"),
        ("30 months", "a two-and-a-half-year term"),
        ("30 months", "2½ years"),
        ("18 months", "a year and a half"),
        ("6 months", "half a year"),
        ("14 days", "a fortnight"),
        ("2 weeks", "a fortnight"),
        ("10 days", "10 (ten) days"),
    ],
)
def test_a_duration_in_words_is_the_same_as_in_figures(one: str, other: str) -> None:
    (first,), (second,) = durations(one), durations(other)
    assert first.is_same(second)


_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_SMALL = [*_ONES.split(), "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_english(number: int) -> str:
    """A number as it is spelt out in English."""
    for scale, called in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= scale:
            rest = number % scale
            more = "" if not rest else f" and {in_english(rest)}" if rest < 100 else f" {in_english(rest)}"
            return f"{in_english(number // scale)} {called}{more}"
    if number < 20:
        return _SMALL[number - 1]
    return _TENS[number // 10 - 2] + (f"-{_SMALL[number % 10 - 1]}" if number % 10 else "")


@given(st.integers(2, 10**9 - 1))
def test_every_number_that_is_spelt_out_is_read_as_itself(number: int) -> None:
    (lasts,), (costs,) = durations(f"for {in_english(number)} days"), sums(f"for {in_english(number)} pounds")
    assert lasts.number == number
    assert costs.amounts == {Decimal(number)}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("20 days", "several hundred and twenty days"),
        ("20 days", "one hundred and twenty days"),
        ("12 months", "a year and a half"),
        ("1 year", "half a year"),
        ("1 hour", "three quarters of an hour"),
        ("1 week", "a week or two"),
        ("10 days", "ten (12) days"),
        ("10 jours", "dix jours ouvrables"),
        ("10 jours ouvrés", "dix jours ouvrables"),
        ("14 days", "fourteen clear days"),
        ("2 ans", "deux ans et demi"),
        ("10 jours", "quatre-vingt-dix jours"),
        ("5 diwrnod", "pum niwrnod ar hugain"),
        ("10 days", "twenty ten days"),
    ],
)
def test_a_duration_is_not_read_in_a_part_of_another(said: str, words: str) -> None:
    (one,) = durations(said)
    assert not any(map(one.is_same, durations(words)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("£12,000", "twelve thousand pounds"),
        ("£1.2 million", "one million, two hundred thousand pounds sterling"),
        ("£500,000", "half a million pounds"),
        ("€2.5 million", "two and a half million euros"),
        ("2 000 000 €", "deux millions d’euros"),
        ("2500 €", "dos mil quinientos euros"),
    ],
)
def test_an_amount_in_words_is_the_same_as_in_figures(one: str, other: str) -> None:
    (first,), (second,) = sums(one), sums(other)
    assert first.is_same(second)
    assert second.text == other


@pytest.mark.parametrize(
    "words",
    [
        *("several hundred thousand pounds", "ten to twelve thousand pounds", "three quarters of a million pounds"),
        *(
            "twelve pounds and fifty pence",
            "a few thousand pounds",
            "twenty ten pounds",
            "ten per cent of a million pounds",
        ),
    ],
)
def test_an_amount_in_words_that_is_not_plain_is_not_read(words: str) -> None:
    assert list(sums(words)) == []


@pytest.mark.parametrize(
    ("language", "fact", "words"),
    [
        ("fr", "date: 2025-02-01", "L’envoi est prévu le 1er février 2025"),
        ("fr", "date: 2025-02-02", "Le second est prévu le 2 février 2025"),
        ("fr", "words: 10 jours ouvrables", "Le délai est de dix jours ouvrables"),
        ("fr", "date: 2025-02-02", "It was sent on 2 February 2025"),
        ("es", "date: 2025-02-02", "El envío está previsto para el 2 de febrero de 2025"),
        ("es", "words: 1.200 €", "Cuesta mil doscientos euros"),
        ("cy", "date: 2025-02-02", "Anfonir y llythyr ar 2 Chwefror 2025"),
        ("en-GB\nextra: fr", "date: 2025-02-02", "Le second est prévu le 2 février 2025"),
    ],
)
def test_facts_are_read_in_the_language_of_the_source_or_else_of_the_case(
    tmp_path: Path, language: str, fact: str, words: str
) -> None:
    language, _, own = language.partition("\nextra: ")
    case = _case(f"{fact}, passage: '{words}'").replace("title: A matter\n", f"title: A matter\nlanguage: {language}\n")
    if own:
        case = case.replace("file: award.txt}", f"file: award.txt, language: {own}}}")
    Desk(tmp_path).findings(TEXT, case=case)
    (tmp_path / "award.txt").write_text(words, encoding="utf-8")
    done = run("check", tmp_path / "case.yaml")
    assert "fact-passage" not in done.out + done.err
    (tmp_path / "case.yaml").write_text(
        case.replace("2025-02", "2025-03").replace("10 j", "11 j").replace("1.2", "1.3")
    )
    assert "fact-passage" in run("check", tmp_path / "case.yaml").err


@pytest.mark.parametrize(
    ("words", "language", "days"),
    [
        ("On Tuesday, Nov. 11, 2025 we met", "en", "2025-11-11"),
        ("11 Sept. 2025, 12 Sep 2025 and 13-Nov-2025", "en", "2025-09-11 2025-09-12 2025-11-13"),
        ("the 3rd day of March, 2025", "en", "2025-03-03"),
        ("1–3 May 2025", "en", "2025-05-01 2025-05-03"),
        ("from Monday 1 to Wednesday 3 May 2025", "en", "2025-05-01 2025-05-03"),
        ("Nov. 11–13, 2025", "en", "2025-11-11 2025-11-13"),
        ("1 May to 3 June 2025", "en", "2025-05-01 2025-06-03"),
        ("20 December to 5 January 2026", "en", "2026-01-05"),
        ("1 May – 3 June 2025", "en", "2025-05-01 2025-06-03"),
        ("Meeting 3 – 5 May 2025", "en", "2025-05-05"),
        ("Questions 3 and 4 May 2025", "en", "2025-05-04"),
        ("du 1er au 3 févr. 2025", "fr", "2025-02-01 2025-02-03"),
        ("del 1 al 3 de mayo de 2025", "es", "2025-05-01 2025-05-03"),
        ("2 Chwef 2025", "cy", "2025-02-02"),
        ("May 2025, 1 Mayor 2025, 111 May 2025, section 1.3 May 2025", "en", ""),
    ],
)
def test_days_are_read_as_sources_write_them(words: str, language: str, days: str) -> None:
    assert sorted(dates(words, language)) == days.split()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Dr. Rowntree’s report said so", True),
        ("Dr Rowntree said so", True),
        ("Mr Rowntree said so", False),
        ("It was sent to the Dr. The Rowntree said so", False),
        ("Dr. Rowntrees said so", False),
    ],
)
def test_a_party_is_named_by_title_and_surname_with_or_without_a_point(
    tmp_path: Path, words: str, *, said: bool
) -> None:
    party = "  rowntree: {name: Gareth Rowntree, title: Dr, surname: Rowntree}\nsources:\n"
    case = _case(f"party: rowntree, passage: {words}").replace("sources:\n", party)
    Desk(tmp_path).findings(TEXT, case=case)
    (tmp_path / "award.txt").write_text(words, encoding="utf-8")
    assert ("fact-passage" in run("check", tmp_path / "case.yaml").err) is not said


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("CNY 1.2 billion", "money"),
        ("335.99m yuan", "money"),
        ("21 years", "duration"),
        ("TC179H2TH", "reference"),
        ("412 megalitres a day", "words"),
        ("the council", "words"),
    ],
)
def test_the_type_of_a_fact_is_inferred_where_it_is_plain(words: str, kind: str) -> None:
    assert kind_of(words) == kind


@pytest.mark.parametrize(
    "fact",
    [
        "words: CNY 1.2 billion, passage: 'worth ¥1,200,000,000'",
        "words: about RMB 1.2bn, type: money, passage: 'worth ¥1,200,000,000'",
        *(
            f"words: '{rough}', type: money, passage: 'worth ¥1,234,567,890'"
            for rough in ("about ¥1230000000", "about ¥1,230,000,000", "About CNY 1 200 000 000", "Over ¥1,200,000,000")
        ),
        "date: 2024-03-21, passage: on 21 March 2024",
        "words: 10 years, passage: runs for ten years",
        "words: NC-2023-118, type: reference, passage: Notice NC-2023-118",
        "party: jones, passage: awarded to Jones & Co",
        "words: 640.000 euros",
    ],
)
def test_a_fact_that_its_passage_says_is_not_accused(tmp_path: Path, fact: str) -> None:
    assert [one.code for one in _findings(tmp_path, fact)] == []


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        ("words: CNY 1.3 billion, passage: 'worth ¥1,200,000,000'", "fact-passage"),
        ("words: 'about ¥1,400,000,000', type: money, passage: 'worth ¥1,234,567,890'", "fact-passage"),
        ("words: '¥1,200,000,000', type: money, passage: 'worth ¥1,234,567,890'", "fact-passage"),
        ("words: £1.2 billion, passage: 'worth ¥1,200,000,000'", "fact-passage"),
        ("date: 2024-03-12, passage: on 21 March 2024", "fact-passage"),
        ("words: 11 years, passage: runs for ten years", "fact-passage"),
        ("words: NC-2023-11, type: reference, passage: Notice NC-2023-118", "fact-passage"),
        ("party: smith, passage: awarded to Jones & Co", "fact-passage"),
        ("words: 10 years, passage: runs for nine years", "quotation-altered"),
        ("words: 10 years, passage: Elephants dance", "quotation-not-found"),
        ("words: 10 years, passage: 'runs [for'", "quotation-declaration"),
    ],
)
def test_a_fact_that_its_passage_does_not_say_stops_the_letter(tmp_path: Path, fact: str, code: str) -> None:
    found = [one for one in _findings(tmp_path, fact) if one.severity == "error"]
    assert [one.code for one in found] == [code]
    assert found[0].place.line > 0


@pytest.mark.parametrize(
    "fact", ["words: two, date: 2024-03-21", "date: 2024-03-21, type: money", "words: a lot, type: money", "at: p. 1"]
)
def test_a_fact_of_no_type_or_of_two_is_refused(tmp_path: Path, fact: str) -> None:
    assert "fact-kind" in [one.code for one in _findings(tmp_path, fact)]


def test_a_case_is_checked_without_any_letter(tmp_path: Path) -> None:
    _findings(tmp_path, "words: £9, passage: 'worth ¥1,200,000,000'")
    case = tmp_path / "case.yaml"
    case.write_text(case.read_text("utf-8").replace("words: We have no cameras", "words: We have two cameras"), "utf-8")
    done = run("check", case)
    assert done.code == 1
    assert "fact-passage" in done.out + done.err
    assert "quotation-altered" in done.out + done.err


def test_words_of_another_source_are_said_to_stand_there(tmp_path: Path) -> None:
    (tmp_path / "award.txt").write_text(NOTICE, encoding="utf-8")
    case = _case("words: 10 years").replace("words: We have no cameras,", "words: It runs for ten years,")
    found = Desk(tmp_path).one("quotation-elsewhere", "{{ quote(claim('no-cameras')) }}", case=case)
    assert found.severity == "error"
    assert "'award'" in found.message
    done = run("check", tmp_path / "case.yaml")
    assert "quotation-elsewhere" in done.out + done.err


def test_evidence_is_added_with_its_facts_passages_and_grades(tmp_path: Path) -> None:
    _findings(tmp_path, "words: 10 years")
    case = tmp_path / "case.yaml"
    command = ("evidence", "add", "price", "--source", "award", "--title", "the price", "--case", case)
    passage = ("--fact-passage", "value=worth ¥1,200,000,000")
    before = case.read_bytes()
    wrong = run(*command, "--fact", "value=£1.2 billion", *passage)
    assert wrong.code == 1
    assert "fact-passage" in wrong.err + wrong.out
    assert case.read_bytes() == before
    right = run(*command, "--fact", "value=CNY 1.2 billion", *passage, "--fact-grade", "value=primary")
    assert right.code == 0, right.err
    assert "grade: primary" in case.read_text("utf-8")
    assert run("check", case).code == 0


def test_a_fact_s_own_grade_is_compared_with_the_verb_that_it_carries(tmp_path: Path) -> None:
    case = CASE.replace("grade: reported", "grade: primary").replace(
        "term: 21 years", "fact: {words: 21 years, grade: reported}"
    )
    text = "As {{ evidence('contract').fact }} is the term, this shows much."
    assert "contract.fact" in Desk(tmp_path).one("evidence-grade", text, case=case).message


def test_what_a_fact_rests_on_is_shown_to_who_traces_and_who_clears_the_letter(tmp_path: Path) -> None:
    _findings(tmp_path, "words: CNY 1.2 billion, passage: 'worth ¥1,200,000,000', grade: primary")
    brief = next(one for one in tmp_path.glob("*.yaml") if one.name != "case.yaml")
    traced = run("trace", brief)
    assert "fact contract.fact: CNY 1.2 billion (money, primary)" in traced.out
    assert run("signoff", brief).code == 0
    sheet = next(tmp_path.glob("*.signoff.html")).read_text("utf-8")
    assert "CNY 1.2 billion" in sheet
    assert "¥1,200,000,000" in sheet
    assert "verified: found in the source that is held" in sheet


def test_a_trace_names_no_fact_of_the_evidence_that_the_words_do_not_say(tmp_path: Path) -> None:
    _findings(tmp_path, "words: 10 years}, other: {words: NC-2023-118}, more: {words: 1 year")
    traced = run("trace", tmp_path / "letter.yaml")
    assert [line.split()[1] for line in traced.out.splitlines() if line.split()[:1] == ["fact"]] == ["contract.fact:"]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Nobody answered my letters", []),
        ("لم يرد أحد", []),
        ("Nobody answered my cards", ["quotation-not-found"]),
    ],
)
def test_a_case_is_checked_against_the_translations_of_its_sources(
    tmp_path: Path, words: str, codes: list[str]
) -> None:
    _findings(tmp_path, "words: 10 years")
    (tmp_path / "own.txt").write_text("لم يرد أحد على رسائلي", encoding="utf-8")
    (tmp_path / "own.en.txt").write_text("Nobody answered my letters.", encoding="utf-8")
    held = "  held: {title: Held, file: own.txt, language: ar, translation: own.en.txt}\n"
    case = (tmp_path / "case.yaml").read_text("utf-8").replace("sources:\n", f"sources:\n{held}")
    case = case.replace("claims:\n", f"claims:\n  said: {{words: {words}, source: held, topic: cameras}}\n")
    (tmp_path / "case.yaml").write_text(case, "utf-8")
    done = run("check", "--format", "json", tmp_path / "case.yaml")
    assert [one["code"] for one in json.loads(done.out) if one["severity"] == "error"] == codes
