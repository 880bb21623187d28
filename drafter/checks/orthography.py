"""How each language of which there is a word list builds its words: its letters, elisions and prefixes."""

from __future__ import annotations

from typing import Final

from drafter.record import Record

_PLAIN: Final = "abcdefghijklmnopqrstuvwxyz"
_HYPHENED: Final = (
    "anti bi co counter de dis e extra hyper infra inter intra mid mis multi non over poly post pre pro pseudo re semi "
    "sub super supra trans tri ultra un under uni"
)


class Orthography(Record):
    """What a language's words are cut by before they are looked up."""

    letters: str
    """What a slip may have put in another's place, for suggestions."""
    elided: frozenset[str] = frozenset()
    """What stands before an apostrophe and is no part of the word after it: `l’eau`."""
    attached: frozenset[str] = frozenset()
    """What stands after an apostrophe and is no part of the word before it: `gyda’r`."""
    prefixes: str = ""
    """A pattern of what may stand before any word."""
    hyphened: frozenset[str] = frozenset()
    """What a hyphen may tie to the rest of a word that is written as one, too: `co-ordinated`, `e-mail`."""
    enclitics: str = ""
    """A pattern of the pronouns that a verb may end with: `darlos`, `dármelos`."""

    def core(self, word: str) -> tuple[int, int]:
        """Where the word itself begins and ends, without what apostrophes tie to it; the apostrophes are ’."""
        start, end = 0, len(word)
        while (at := word.find("’", start, end)) >= 0:
            if word[start:at].lower() in self.elided:
                start = at + 1
            elif word[at + 1 : end] in self.attached:
                end = at
            else:
                break
        return start, end


ORTHOGRAPHIES: Final = {
    "en": Orthography(
        _PLAIN,
        attached=frozenset({"s", "d", "ll", "ve", "re"}),
        prefixes="non|pre|over|under|sub|anti|multi|inter|counter|cyber|micro|macro|hydro|photo|semi|super|mid|cross",
        hyphened=frozenset(_HYPHENED.split()),
    ),
    "cy": Orthography(
        _PLAIN + "âêîôûŵŷáéíóúẃýàèìòùẁỳäëïöüẅÿ",
        attached=frozenset({"r", "n", "i", "u", "m", "w", "th", "ch", "ma", "na"}),
        prefixes="ail|aml|cyd|gor|gwrth|hunan|is|micro|rhyng|seiber|uwch",
    ),
    "es": Orthography(
        _PLAIN + "áéíóúüñ",
        enclitics="(?:me|te|se|nos|os)?l[aeo]s?|(?:te|se)(?:me|nos)|[mts]e|n?os",
        prefixes=(
            "agro|anti|auto|bio|ciber|contra|des|electro|euro|ex|extra|foto|geo|hidro|infra|inter|macro|micro|multi|neo|nano"
            "|para|pluri|pos|post|pre|re|semi|sobre|socio|sub|super|tele|termo|trans|ultra|vice|video"
        ),
    ),
    "fr": Orthography(
        _PLAIN + "àâæçéèêëîïôœùûüÿ",
        elided=frozenset({"l", "d", "j", "c", "ç", "m", "n", "s", "t", "qu"})
        | frozenset({"jusqu", "lorsqu", "puisqu", "quoiqu", "presqu", "quelqu"}),
        prefixes=(
            "anti|auto|bio|cyber|éco|électro|euro|extra|géo|hydro|inter|intra|macro|micro|multi|nano|néo|non|photo"
            "|pluri|post|pré|semi|socio|sous|super|télé|ultra|vice|vidéo"
        ),
    ),
}
"""By the language's first tag."""
