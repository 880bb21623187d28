"""Countries and their parts by the names that people type, and shown by names."""

from __future__ import annotations

import pytest

from drafter.interview.places import known, names_of_regions, place
from drafter.interview.texts import ENGLISH, Texts


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("England", ("GB", "ENG")),
        ("scotland", ("GB", "SCT")),
        ("Pays de Galles", ("GB", "WLS")),
        ("Northern Ireland", ("GB", "NIR")),
        ("uk", ("GB", "")),
        ("U.K.", ("GB", "")),
        ("gb", ("GB", "")),
        ("Great Britain", ("GB", "")),
        ("the United Kingdom", ("GB", "")),
        ("Germany", ("DE", "")),
        ("Allemagne", ("DE", "")),
        ("la France", ("FR", "")),
        ("Cote d'Ivoire", ("CI", "")),
        ("Yr Almaen", ("DE", "")),
        ("us-ca", ("US", "CA")),
    ],
)
def test_a_country_is_understood_by_its_names_in_any_language(typed: str, codes: tuple[str, str]) -> None:
    assert place(typed) == codes
    assert known(ENGLISH)(typed) == ""


def test_what_is_no_country_is_refused_with_the_nearest_name() -> None:
    assert known(ENGLISH)("Germny") == "no country is known as 'Germny'; is Germany meant?"
    assert known(ENGLISH)("Xyzzyland of nowhere") == "no country is known as 'Xyzzyland of nowhere'"
    assert "Allemagne" in known(Texts("fr"))("Alemagne")
    assert "has no region 'XX'" in known(ENGLISH)("GB-XX")


def test_parts_of_a_country_are_shown_by_their_names() -> None:
    assert names_of_regions("GB", ENGLISH)["ENG"] == "England"
    assert names_of_regions("GB", Texts("fr"))["SCT"] == "Écosse"
    assert names_of_regions("DE", ENGLISH)["BY"] == "Bayern"
    assert names_of_regions("FR", ENGLISH)["971"] == "Guadeloupe"
    assert names_of_regions("IE", ENGLISH) == {}
