"""Countries and their parts by their names: understood as they are typed, and shown instead of codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final

from drafter.interview.offers import Context
from drafter.interview.questions import Asking, Choice, Question
from drafter.interview.texts import Texts

_ALSO: Final = {
    "uk": "GB",
    "britain": "GB",
    "great britain": "GB",
    "grande-bretagne": "GB",
    "gran bretana": "GB",
    "prydain fawr": "GB",
    "united states of america": "US",
    "usa": "US",
    "czech republic": "CZ",
    "holland": "NL",
    "england": "GB-ENG",
    "angleterre": "GB-ENG",
    "inglaterra": "GB-ENG",
    "lloegr": "GB-ENG",
    "scotland": "GB-SCT",
    "ecosse": "GB-SCT",
    "escocia": "GB-SCT",
    "yr alban": "GB-SCT",
    "wales": "GB-WLS",
    "pays de galles": "GB-WLS",
    "gales": "GB-WLS",
    "cymru": "GB-WLS",
    "northern ireland": "GB-NIR",
    "irlande du nord": "GB-NIR",
    "irlanda del norte": "GB-NIR",
    "gogledd iwerddon": "GB-NIR",
}
"""Names that people use and CLDR has not, and those of the parts of the United Kingdom, which it has nowhere."""


def calendar(context: Context) -> Asking:
    """Whose holidays count, where the office does not say it, or not enough."""
    from drafter.working_days import only_by_region, regions, unreadable

    say, sender = context.say, context.case.sender
    country, region = sender.country, ""
    if country and not unreadable(country, sender.region):
        return {}
    if not country or unreadable(country, *regions(country)[:1]):
        usual = (("GB", country_name("GB", say)),)
        typed = yield Question(
            "deadline/country", "words", *say.asks("deadline-country"), default="GB", filled=usual, check=known(say)
        )
        country, region = place(typed)
    names = names_of_regions(country, say)
    if region or not names:
        return {"country": country, **({"region": region} if region else {})}
    choices = tuple(Choice(code, name, code if code != name else "") for code, name in names.items())
    asks, optional = say.asks("deadline-region"), not only_by_region(country)
    region = yield Question("deadline/region", "one", *asks, choices, optional=optional, names=True)
    return {"country": country, **({"region": region} if region else {})}


def known(say: Texts) -> Callable[[str], str]:
    """Says of a country or a part of one, as typed, why its public holidays are not known."""

    def check(typed: str) -> str:
        from drafter.language import LANGUAGES
        from drafter.problems import nearest
        from drafter.working_days import regions, unreadable

        country, region = place(typed)
        why = unreadable(country, *([region] if region else regions(country)[:1]))
        if not why or re.fullmatch("[A-Z]{2}", country):
            return why
        name = nearest(typed, [*LANGUAGES[say("dates")].countries().values()])
        return say("wrong.country-near" if name else "wrong.country", typed=typed, nearest=name)

    return check


def place(typed: str) -> tuple[str, str]:
    """The codes of the country, and of its part, that was typed; what was typed where none is known."""
    words = _plain(typed)
    bare = re.sub(r"^(?:the|les?|la|el|los|yr?) |^l'", "", words)
    found = next((held[one] for one in (words, bare) for held in (_ALSO, _codes()) if one in held), "")
    country, _, region = (found or typed.strip().upper()).partition("-")
    if found or re.fullmatch(r"[A-Z]{2}(?:-[A-Z0-9]{1,4})?", typed.strip().upper()):
        return country, region
    return typed.strip(), ""


def country_name(code: str, say: Texts) -> str:
    """The name of a country in the language that is spoken."""
    from drafter.language import LANGUAGES

    return LANGUAGES[say("dates")].countries().get(code, code)


def names_of_regions(country: str, say: Texts) -> dict[str, str]:
    """The parts of a country by their codes, as far as a brief can name them: each by its name where it has one."""
    from drafter.working_days import region_names

    names = region_names(country)
    return {
        code: say(f"region.{code}") if country == "GB" and code in _UNITED else name for code, name in names.items()
    }


_UNITED: Final = ("ENG", "NIR", "SCT", "WLS")


@cache
def _codes() -> dict[str, str]:
    """Countries by their names in every language that letters are written in."""
    from drafter.language import LANGUAGES

    found: dict[str, str] = {}
    for language in LANGUAGES.values():
        for code, name in language.countries().items():
            found.setdefault(_plain(name), code)
    return found


def _plain(words: str) -> str:
    """Words without accents, capitals and stops."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", words) if not unicodedata.combining(one))
    return " ".join(bare.casefold().replace(".", "").replace("’", "'").split())
