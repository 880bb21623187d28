"""The words and forms that a language brings to a letter, one file a language in `languages`; docs/languages.md."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from drafter.languages import (
    Dates,
    Lists,
    Numbers,
    Possessive,
    dates,
    form_before,
    lists,
    numbers,
    possessive,
    read_part,
)
from drafter.record import Record

USUAL: Final = "en-GB"
"""The language where case, brief and office name none."""


_SMALL: Final = str.maketrans("ıİſ", "iis")


def small(words: str) -> str:
    """Words in small letters, so that all that a pattern ignoring case takes for one word is one."""
    return words.translate(_SMALL).lower()


class Language(Record):
    """One language; `code` is its BCP 47 tag. `quotes` are outer left, outer right, inner left, inner right."""

    code: str
    name: str
    reviewed: bool
    """Whether a native reader has passed its file."""
    dates: Dates
    lists: Lists
    numbers: Numbers
    quotes: tuple[str, str, str, str]
    colon: str
    range_to: str
    salutations: dict[str, str]
    """By the pronoun of the addressee, and for `several`."""
    salutation_unknown: str
    general: str
    impersonal: tuple[str, ...]
    """Further salutations that name nobody."""
    greeted_titles: tuple[str, ...]
    """Titles that stand before a surname in a salutation: Mr, Dr."""
    after_salutation: str
    closing: str
    closing_unknown: str
    after_closing: str
    labels: tuple[tuple[str, str], ...]
    enclosure: str
    annex: str
    reference_words: dict[str, str]
    emphasis_added: str
    my_emphasis: str
    our_emphasis: str
    """Of the same, where I write and where we do."""
    emphasis_in_original: str
    emphasis_in_part: str
    """Of a quotation in which some emphasis is the source's own, and some is added."""
    my_translation: str
    our_translation: str
    translation_by: str
    sic: str
    omitted: str
    accessed: str
    commentary: str
    working_day_forms: dict[str, str]
    possessives: Possessive
    pronouns: dict[str, dict[str, str]]
    you_takes: str
    """The number of the verb with the pronoun of the addressee: singular or plural."""

    @property
    def months(self) -> tuple[str, ...]:
        """The names of the months, from January."""
        return self.dates.months

    @property
    def quote_pairs(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """The outer quotation marks, left and right, and the inner ones."""
        return self.quotes[:2], self.quotes[2:]

    @property
    def salutation(self) -> str:
        """The salutation of somebody of whom no more is known than a name."""
        return self.salutations["they"]

    @property
    def signature_of(self) -> str:
        """The words for a picture of a signature."""
        return dict(self.labels)["signature_of"]

    def greeting(self, names: Sequence[str], pronoun: str = "they", *, told: bool = False) -> str:
        """The salutation of the named (of anybody, where none is), without its mark; the pronoun is of one alone.

        Names that were `told` as those of a salutation stand in it, even where the language greets without a name.
        """
        if not names:
            return self.salutation_unknown
        pattern = self.salutations["several" if len(names) > 1 else pronoun]
        if told and "{name}" not in pattern:
            pattern = "{name}"
        before = pattern.partition("{name}")[0]
        if told and before:  # who is asked for the name after "Dear" may say "Dear Ms Roe"
            names = [name[len(before) :] if name.casefold().startswith(before.casefold()) else name for name in names]
        return pattern.replace("{name}", self.listed(names))

    def farewell(self, greeting: str, mark: str = "") -> str:
        """The closing that goes with a salutation; the mark follows it, unless it is a sentence of its own."""
        greeting = greeting.strip().rstrip(",:").rstrip()
        nobody = {words.casefold() for words in ("", self.salutation_unknown, self.general, *self.impersonal)}
        closing = self.closing_unknown if greeting.casefold() in nobody else self.closing
        closing = closing.replace("{salutation}", greeting or self.salutation_unknown)
        return closing if closing.endswith(".") else closing + mark

    def written_date(self, day: str) -> str:
        """A date given as YYYY-MM-DD, as it is written in a letter."""
        then = date.fromisoformat(day)
        number = self.dates.first if then.day == 1 else str(then.day)
        return self.dates.pattern.format(day=number, month=self.dates.months[then.month - 1], year=then.year)

    def joined(self, count: int) -> Sequence[str]:
        """The separators that stand between `count` listed things, in order: `, `, … , ` and `."""
        if count < 2:
            return []
        return [*[self.lists.between] * (count - 2), self.lists.two if count == 2 else self.lists.last]

    def joined_for(self, names: Sequence[str]) -> Sequence[str]:
        """The separators between these names; the last is as the last name asks (`e Inés`, `ac Abertawe`)."""
        separators = list(self.joined(len(names)))
        if separators:
            separators[-1] = form_before(names[-1], self.lists.before_some, separators[-1])
        return separators

    def listed(self, names: Sequence[str]) -> str:
        """Names as a sentence lists them."""
        separators = [*self.joined_for(names), ""]
        return "".join(name + separator for name, separator in zip(names, separators, strict=False))

    def added_emphasis(self, voice: str) -> str:
        """The note of emphasis that the author of a letter added, in the letter's voice."""
        return {"I": self.my_emphasis, "we": self.our_emphasis}.get(voice, self.emphasis_added)

    def possessive(self, name: str) -> str:
        """The possessive of a name; whether it goes before or after what is owned, the wording must know."""
        for article, contracted in self.possessives.contracted:
            if name.startswith(article):
                return contracted + name.removeprefix(article)
        return form_before(name, self.possessives.before_some, self.possessives.usual).replace("{name}", name)

    def plural(self, number: int) -> str:
        """The plural that a whole number takes, as CLDR calls it: `one`, `two`, `few`, …, `other`."""
        number = abs(number)
        if number and number % 1_000_000 == 0:
            return self.numbers.millions
        return next((name for name, taking in self.numbers.plurals if number in taking), "other")

    def count(self, number: int, forms: Mapping[str, str]) -> str:
        """A number with what it counts; `forms` holds the words for each plural, with `{number}` in them."""
        return forms.get(self.plural(number), forms["other"]).replace("{number}", self.number(number))

    def working_days(self, count: int) -> str:
        """A number of working days, in words."""
        return self.count(count, self.working_day_forms)

    def number(self, number: int) -> str:
        """A whole number in figures."""
        if abs(number) < self.numbers.grouped_from:
            return str(number)
        return f"{number:,}".replace(",", self.numbers.thousands)

    def money(self, amount: Decimal | str, currency: str) -> str:
        """An amount of a currency (ISO 4217: `GBP`): no digit is rounded away, and a whole amount shows none.

        Raises ValueError for what is no amount (`1234.50`, with a point) or no currency.
        """
        from babel.numbers import format_currency, list_currencies, parse_pattern

        if currency not in list_currencies():
            raise ValueError(f"'{currency}' is no currency; its three letters are wanted, such as GBP")
        value = _amount(amount)
        locale = self.code.replace("-", "_")
        pattern = _money_pattern(locale)
        if value == value.to_integral_value():
            pattern = pattern.replace(".00", "")
        return format_currency(
            value,
            currency,
            format=parse_pattern(pattern),
            locale=locale,
            currency_digits=False,
            decimal_quantization=False,
            group_separator=abs(value) >= self.numbers.grouped_from,
        )

    def countries(self) -> dict[str, str]:
        """The names of countries by their codes (ISO 3166: `GB`)."""
        from babel import Locale

        names = Locale.parse(self.code, sep="-").territories.items()
        return {code: str(name) for code, name in names if re.fullmatch("[A-Z]{2}", code)}


def _amount(amount: Decimal | str) -> Decimal:
    if isinstance(amount, str) and not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", amount):
        raise ValueError(
            f"'{amount}' is no amount; write it as 1234.50, with a point and with nothing between thousands"
        )
    try:
        value = Decimal(amount)
    except InvalidOperation:
        raise ValueError(f"'{amount}' is no amount") from None
    if not value.is_finite():
        raise ValueError(f"'{amount}' is no amount")
    return value


def _money_pattern(locale: str) -> str:
    from babel import Locale

    return str(Locale.parse(locale).currency_formats["standard"].pattern)


# --- the files ---------------------------------------------------------------------------------------


class Languages(Mapping[str, Language]):
    """The languages in which letters are written, by code; a file is read when its language is asked for."""

    codes: Final = (USUAL, "en-US", "cy", "fr", "es")

    def __getitem__(self, code: str) -> Language:
        if code not in self.codes:
            raise KeyError(code)
        return _read(code)

    def __contains__(self, code: object) -> bool:
        return code in self.codes

    def __iter__(self) -> Iterator[str]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self.codes)

    def reviewed(self, code: str) -> bool:
        """Whether a native reader has passed the file of a language."""
        return self[code].reviewed


LANGUAGES: Final = Languages()
_TEXTS: Final = (
    *("name", "colon", "range_to", "salutation_unknown", "general", "after_salutation"),
    *("closing", "closing_unknown", "after_closing", "enclosure", "annex"),
    *("emphasis_added", "my_emphasis", "our_emphasis", "emphasis_in_original", "emphasis_in_part"),
    *("my_translation", "our_translation", "translation_by"),
    *("sic", "omitted", "accessed", "commentary", "you_takes"),
)
"""The entries of a file that are one text each, under the same name as in Language."""

if TYPE_CHECKING:
    EN_GB: Language
else:

    def __getattr__(name: str) -> Language:
        """`EN_GB`, read when asked for."""
        if name == "EN_GB":
            return LANGUAGES["en-GB"]
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")


@cache
def _read(code: str) -> Language:
    whole = read_part(code)
    quotes = whole.texts("quotes")
    pronouns = whole.part("pronouns")
    texts = {name: whole.text(name) for name in _TEXTS}
    return Language(
        code=whole.text("language"),
        reviewed=whole.text("reviewed") == "yes",
        dates=dates(whole),
        lists=lists(whole),
        numbers=numbers(whole),
        quotes=(quotes[0], quotes[1], quotes[2], quotes[3]),
        salutations=dict(whole.part("salutations").pairs()),
        impersonal=whole.texts("impersonal"),
        greeted_titles=whole.texts("greeted_titles"),
        labels=whole.part("labels").pairs(),
        reference_words=dict(whole.part("reference_words").pairs()),
        working_day_forms=dict(whole.part("working_days").pairs()),
        possessives=possessive(whole),
        pronouns={name: dict(pronouns.part(name).pairs()) for name in pronouns.names()},
        **texts,
    )


# --- direction ---------------------------------------------------------------------------------------

_RIGHT_TO_LEFT_SCRIPTS: Final = frozenset(
    ("adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa")
)
_RIGHT_TO_LEFT: Final = frozenset(
    (
        *("aeb", "afb", "ajp", "apc", "apd", "ar", "arb", "arq", "arz", "ary", "acm", "acw", "ars"),
        *("arc", "azb", "bal", "bgn", "bqi", "brh", "ckb", "dv", "fa", "fas", "per", "glk", "haz", "he", "heb", "iw"),
        *(
            "khw",
            "ks",
            "lrc",
            "luz",
            "mzn",
            "nqo",
            "pbt",
            "pes",
            "pnb",
            "prs",
            "ps",
            "pus",
            "sd",
            "rhg",
            "sdh",
            "skr",
            "syr",
            "trw",
        ),
        *("ug", "uig", "ur", "urd", "yi", "yid", "ji", "ydd", "ara", "div", "snd", "kas"),
    )
)
_RIGHT_TO_LEFT_THERE: Final = frozenset(("az-iq", "az-ir", "ku-iq", "ku-ir", "ku-lb", "pa-pk", "uz-af", "ms-cc"))
"""Languages that are written from right to left in some countries only."""


def right_to_left(tag: str) -> bool:
    """Whether a language (BCP 47) is written from right to left; a script in the tag decides (`pa-Arab`, `ar-Latn`)."""
    language, *further = tag.lower().split("-")
    scripts = [one for one in further if len(one) == 4 and one.isalpha()]
    if scripts:
        return scripts[0] in _RIGHT_TO_LEFT_SCRIPTS
    return language in _RIGHT_TO_LEFT or any(f"{language}-{one}" in _RIGHT_TO_LEFT_THERE for one in further)


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """The direction in which a language (BCP 47) is written, as HTML calls it."""
    return "rtl" if right_to_left(tag) else "ltr"
