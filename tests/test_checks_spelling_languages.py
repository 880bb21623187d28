"""French, Spanish and Welsh: official prose is not accused, and slips are found with the right word beside them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from drafter.checks import dictionary
from drafter.checks.orthography import ORTHOGRAPHIES
from tests.checking import CASE, Desk

PROSE = sorted((Path(__file__).parent / "data" / "prose").glob("*.txt"))
WRONG = {
    "fr": {
        "L’administraton répond.": ("administraton", "administration"),
        "Je m'oppose à cette recomandation.": ("recomandation", "recommandation"),
        "Il s’agit d’un evenement grave.": ("evenement", "événement"),
        "Y a-t-il eu des dégats ?": ("dégats", "dégâts"),
        "Le rez-de-chausée est fermé.": ("chausée", "chaussée"),
        "Ces piéces-ci manquent.": ("piéces", "pièces"),
        "La commune ignore sesdroits.": ("sesdroits", "ses droits"),
    },
    "es": {
        "La recomendacion es firme.": ("recomendacion", "recomendación"),
        "Estoy enviandoles la copia.": ("enviandoles", "enviándoles"),
        "¿Cuando recibio el ayuntamiento la carta?": ("recibio", "recibió"),
        "El proximo año se verá.": ("proximo", "próximo"),
        "Hace un ano lo dijo el goberno.": ("goberno", "gobierno"),
        "La compania lo niega.": ("compania", "compañía"),
    },
    "cy": {
        "Mae’r llywodraeht wedi ymateb.": ("llywodraeht", "llywodraeth"),
        "Diolch am yr wybodaet.": ("wybodaet", "wybodaeth"),
        "Fe ysgrifenaf atoch heddiw.": ("ysgrifenaf", "ysgrifennaf"),
        "Gofynnaf i’r gweinydog ymateb.": ("gweinydog", "gweinidog"),
        "Rwy’n gofyn ynglyn â’r dwr.": ("ynglyn", "ynglŷn"),
    },
}
RIGHT = {
    "fr": [
        "Aujourd’hui, l’eau qu’il boit, jusqu’alors, vous-même, va-t-en, quelqu’un d’autre, c’est-à-dire rien.",
        "Le rez-de-chaussée, l'après-midi, vis-à-vis, un prud’homme, l’arrière-petit-fils, le chef-d’œuvre.",
        "L’évènement, l’événement, connaître, connaitre, août, aout, la clé, la clef ; une manoeuvre, la soeur.",
        "Cf. p. 12 et s., art. 3, al. 2, n° 7, 2e et 3e éd., et les §§ 4-6, ibid., infra, bis, ter et sexies.",
        "Les agent(e)s, les directeur·rices et le/la responsable ; 12 km², 3 hm³, 50 mg/l.",
        "Lorsqu’*Ofwat* répond, puisqu’« il » le doit, l’ONU et l’État écoutent.",
        "La cybersécurité, l’éco-contribution, le socio-éducatif, l’hydroélectrique et le multipartenarial.",
        "Il a lu “ze quotaytion” et le «\u00a0wrongg\u00a0».",
    ],
    "es": [
        "¿Podría dármelo? ¡Dígamelo, por favor! Infórmenos, remítanoslo y háganselo saber; ruégole que nos responda.",
        "El exministro y la viceministra; la ciberseguridad, lo socioeconómico, el antiespionaje y la videovigilancia.",
        "Vid. págs. 3 y ss., art. 12.2, núm. 4, apdo. b), n.º 3, 1.ª y 2.ª; ibid., supra, bis, ter y quater.",
        "Los/as interesados/as y/o los niños(as); 12 km², 50 mg/l, el 15 %.",
        "El pingüino, la vergüenza, el año, la cigüeña; sólo, solo, guion, guión, este, éste y aquél.",
        "La subsanación, la notificación, las alegaciones, el silencio desestimatorio y lo contencioso-administrativo.",
    ],
    "cy": [
        "I’r cyngor, o’r llywodraeth, dy’n ni, gyda’u plant, mae’n glir, a’ch bod, i’w gweld, wedi’i wneud, i’m tŷ.",
        "Fy nghwestiwn, ei chwestiwn, eich cwestiwn, dy gwestiwn; ei hymateb, ein hachos, eu hadroddiad, yng Nghymru.",
        "Gellir, caniateir, telir, cesglir, bwriedir, cyrhaeddodd, arhosodd, cynhwyswyd, sicrhewch, argymhellir.",
        "Ŵyr a wŷr, tŷ, dŵr, ynglŷn, sŵn, gŵr, ysgrifennaf, cyd-destun, is-ddeddfau, rhyng-sefydliadol, e-bost.",
        "Gweler t. 12, tt. 3–4, paragr. 2, rhif 7, ibid., supra, (a), (ii); 50 mg/l, 12 km².",
    ],
}


def head(language: str) -> str:
    return f"language: {language}\n"


def flat(cases: dict[str, dict[str, tuple[str, str]]]) -> list[tuple[str, str, str, str]]:
    return [(language, text, *words) for language, texts in cases.items() for text, words in texts.items()]


@pytest.mark.parametrize(("language", "text", "wrong", "meant"), flat(WRONG))
def test_a_slip_is_found_with_the_right_word(tmp_path: Path, language: str, text: str, wrong: str, meant: str) -> None:
    found = [one for one in Desk(tmp_path).findings(text, head=head(language)) if one.code == "spelling"]
    finding = next(one for one in found if one.message.startswith(f"“{wrong}”"))
    assert finding.place.line
    assert f"“{meant}”" in finding.advice


@pytest.mark.parametrize(("language", "text"), [(language, text) for language in RIGHT for text in RIGHT[language]])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_what_is_spelled_well_is_not_accused(tmp_path: Path, language: str, text: str, form: str) -> None:
    written = normalize(form, text)  # type: ignore[arg-type]
    found = [one for one in Desk(tmp_path).findings(written, head=head(language)) if one.code == "spelling"]
    assert found == []


@pytest.mark.parametrize("path", PROSE, ids=[path.stem for path in PROSE])
@pytest.mark.parametrize("apostrophe", ["’", "'"])
def test_a_letter_of_official_prose_is_not_accused(tmp_path: Path, path: Path, apostrophe: str) -> None:
    text = re.sub("[’']", apostrophe, path.read_text(encoding="utf-8"))
    found = Desk(tmp_path).findings(text, head=head(path.stem[:2]))
    assert [one for one in found if one.code == "spelling"] == []


@pytest.mark.parametrize("language", ["fr", "es", "cy"])
def test_a_name_of_the_case_is_known_without_its_article(tmp_path: Path, language: str) -> None:
    text = "l’adjudikazion" if language == "fr" else "adjudikazion"
    case = CASE.replace("title: award notice", f"title: notice of {text.replace('l’', 'd’')}")
    assert "spelling" in Desk(tmp_path).codes(f"Bo {text}.", head=head(language))
    assert "spelling" not in Desk(tmp_path).codes(f"Bo {text}.", head=head(language), case=case)


def test_english_words_are_strange_in_a_french_letter(tmp_path: Path) -> None:
    assert "spelling" in Desk(tmp_path).codes("Voici le shareholders.", head=head("fr"))
    assert "spelling" not in Desk(tmp_path).codes(
        "Voici le shareholders.".replace("shareholders", "{{ foreign('shareholders', 'en') }}"), head=head("fr")
    )


@cache
def long_words(language: str) -> list[str]:
    """The words of five letters and more of the prose."""
    texts = (path.read_text(encoding="utf-8") for path in PROSE if path.stem.startswith(language))
    found = {word for text in texts for word in re.findall(r"\b[^\W\d_]{5,}\b", text) if word == word.lower()}
    return sorted(word for word in found if dictionary.known(language, word))


@st.composite
def slips(draw: st.DrawFn, language: str) -> tuple[str, str]:
    """A word and the same with one letter too many, too few, another or swapped."""
    word = draw(st.sampled_from(long_words(language)))
    at = draw(st.integers(0, len(word) - 2))
    letter = draw(st.sampled_from(ORTHOGRAPHIES[language].letters))
    made = draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
    )
    assume(made != word)
    return word, made


@pytest.mark.parametrize("language", ["fr", "es", "cy"])
@given(data=st.data())
def test_a_slip_is_found_unless_it_makes_another_word(language: str, data: st.DataObject) -> None:
    word, made = data.draw(slips(language))
    if dictionary.right(language, made):
        return
    assert word in dictionary.suggested(language, made, frozenset({word}))


@pytest.mark.parametrize(("language", "most"), [("fr", 0.1), ("es", 0.1), ("cy", 0.1)])
def test_few_slips_make_another_word(language: str, most: float) -> None:
    made = [
        word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        for word in long_words(language)
        for at in range(len(word) - 1)
        if word[at] != word[at + 1]
    ]
    made += [word[:at] + word[at + 1 :] for word in long_words(language) for at in range(len(word) - 1)]
    missed = [one for one in made if dictionary.right(language, one)]
    assert len(missed) < most * len(made)
