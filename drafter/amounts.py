"""Money, durations and references as texts write them, read so that two ways of writing one amount are equal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Final

from drafter.language import small
from drafter.record import Record


class Money(Record):
    """An amount; where the text leaves the currency open (`$`, `¥`) or the number (`1.200`), all that it may be."""

    amounts: frozenset[Decimal]
    currencies: frozenset[str]
    text: str
    start: int
    end: int
    unit: Decimal = Decimal(1)
    """What one more in the last digit written would add."""

    def is_same(self, other: Money) -> bool:
        """Whether both may be one amount of one currency."""
        return bool(self.amounts & other.amounts and self.currencies & other.currencies)

    def is_near(self, other: Money) -> bool:
        """Whether the other rounds to this one, as far as this one is written out."""
        near = any(abs(one - more) < self.unit for one in self.amounts for more in other.amounts)
        return near and bool(self.currencies & other.currencies)


class Duration(Record):
    """A stretch of time: so many of a unit, of which years count as months and weeks as days."""

    number: Decimal
    unit: str
    text: str
    start: int
    end: int
    each: int = 1
    """How many units the word written stands for: twelve months, for a year."""

    def is_same(self, other: Duration) -> bool:
        return (self.number, self.unit) == (other.number, other.unit)


_DOLLARS: Final = "USD AUD CAD HKD NZD SGD TWD"
_CALLED: Final = {
    **{code: code for code in ("GBP", "USD", "EUR", "CNY", "JPY", "CHF", "INR", "AUD", "CAD", "HKD", "NZD", "SGD")},
    **{code: code for code in ("TWD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "TRY", "ZAR", "BRL", "MXN", "KRW")},
    **{code: code for code in ("RUB", "UAH", "AED", "SAR", "ILS", "THB", "MYR", "IDR", "PKR", "KZT", "UZS", "NGN")},
    "RMB": "CNY",
    "CN¥": "CNY",
    "renminbi": "CNY",
    "yuan": "CNY",
    "人民币": "CNY",
    "元": "CNY",
    "£": "GBP",
    "pound": "GBP",
    "pounds": "GBP",
    "pounds sterling": "GBP",
    "sterling": "GBP",
    "livres": "GBP",
    "libras": "GBP",
    "€": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "ewro": "EUR",
    "欧元": "EUR",
    "英镑": "GBP",
    "$": _DOLLARS,
    "dollar": _DOLLARS,
    "dollars": _DOLLARS,
    "US$": "USD",
    "US dollars": "USD",
    "美元": "USD",
    "A$": "AUD",
    "C$": "CAD",
    "HK$": "HKD",
    "NZ$": "NZD",
    "S$": "SGD",
    "NT$": "TWD",
    "港元": "HKD",
    "¥": "CNY JPY",
    "￥": "CNY JPY",
    "yen": "JPY",
    "日元": "JPY",
    "₹": "INR",
    "rupees": "INR",
    "₽": "RUB",
    "roubles": "RUB",
    "rubles": "RUB",
    "Swiss francs": "CHF",
    "Fr.": "CHF",
    "₩": "KRW",
    "won": "KRW",
    "₺": "TRY",
}
_SCALES: Final = {
    **dict.fromkeys(("k", "K", "thousand", "mil", "mille"), 3),
    **dict.fromkeys(("m", "M", "mn", "million", "millions", "mio", "Mio", "millón", "millones", "miliwn"), 6),
    **dict.fromkeys(("bn", "Bn", "billion", "billions", "milliard", "milliards", "Mrd", "biliwn"), 9),
    **dict.fromkeys(("mil millones", "thousand million"), 9),
    **dict.fromkeys(("tn", "trillion", "trillions"), 12),
    "万": 4,
    "亿": 8,
}
_FIGURES: Final = r"\d+(?:[,.'’\u00a0\u202f ]\d{3}(?!\d))*(?:[.,]\d+)?"
_IN_WORDS: Final = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "cy": "un dau tri pedwar pump chwech saith wyth naw deg",
}
COUNTED: Final = {language: tuple(words.split()) for language, words in _IN_WORDS.items()}
"""The numbers in words from one on, by language."""
_ENGLISH: Final = {word: number for number, word in enumerate(COUNTED["en"], 1)}
_BY_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS: Final = {word: 10 * number for number, word in enumerate(_BY_TENS.split(), 2)}
_NUMBERS: Final = {
    **{word: number for words in COUNTED.values() for number, word in enumerate(words, 1)},
    **dict.fromkeys(("a", "an", "une", "una"), 1),
    "dwy": 2,
    "tair": 3,
    "pedair": 4,
    "pum": 5,
    "chwe": 6,
    "deng": 10,
}
_UNITS: Final = {
    **dict.fromkeys(("year", "years", "yr", "yrs", "an", "ans", "année", "années", "año", "años"), ("month", 12)),
    **dict.fromkeys(("blynedd", "flynedd", "mlynedd", "flwyddyn", "blwyddyn", "年"), ("month", 12)),
    **dict.fromkeys(("month", "months", "mois", "mes", "meses", "mis", "个月"), ("month", 1)),
    **dict.fromkeys(("week", "weeks", "semaine", "semaines", "semana", "semanas", "wythnos"), ("day", 7)),
    **dict.fromkeys(("day", "days", "jour", "jours", "día", "días", "diwrnod", "天"), ("day", 1)),
    **dict.fromkeys(("working day", "working days", "business days", "diwrnod gwaith"), ("working day", 1)),
    **dict.fromkeys(("hour", "hours", "heure", "heures", "hora", "horas", "awr"), ("hour", 1)),
}
UNITS: Final = frozenset(one.split()[-1].casefold() for one in (*_UNITS, *_SCALES) if len(one) > 1)
"""The words, written small, that make a number before them a duration or a larger number."""
MEASURES: Final = UNITS | {one.split()[-1].casefold() for one in _CALLED if len(one) > 1}
"""Those, and what currencies are called."""
_SOME_FIGURE: Final = re.compile(r"\d")
_LONGEST: Final = 20
"""Characters before figures that a currency is looked for in."""
REFERENCE: Final = re.compile(
    r"(?<![\w/.-])(?=[\w/.-]*\d)(?=[\w/.-]*[A-Z])[A-Z0-9][A-Za-z0-9/.-]{3,}[A-Za-z0-9](?![\w/-])"
)


_SOME_UNIT: Final = re.compile("|".join(sorted({unit[:3] for unit in _UNITS})), re.IGNORECASE)
"""One of these stands in every duration: most texts are done with one look."""


def _any(words: Mapping[str, object]) -> str:
    return "|".join(
        re.escape(word) if not word[-1].isascii() or not word[-1].isalpha() else rf"{re.escape(word)}(?![A-Za-z])"
        for word in sorted(words, key=len, reverse=True)
    )


class _Patterns(Record):
    """Figures, and what may stand right before and right after those that are money."""

    figures: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    # Made when first asked for: most letters have no fact to compare.
    called, scales = _any(_CALLED), _any(_SCALES)
    return _Patterns(
        re.compile(rf"(?<![\d.,/-]){_FIGURES}"),
        re.compile(rf"(?:^|(?<![A-Za-z]))({called})(\s?)$"),
        re.compile(rf"(?:[\s\u00a0-]?(?P<scale>{scales}))?(?:\s?(?:de\s|d[’'])?(?P<called>{called}))?(?![\w/])"),
    )


def money(text: str, *, english: bool = True) -> Iterator[Money]:
    """The amounts of money in a text; `english` says that a point before three digits begins a fraction."""
    if not _SOME_FIGURE.search(text):
        return
    patterns = _patterns()
    for figures in patterns.figures.finditer(text):
        start, number = figures.start(), figures[0]
        after = patterns.after.match(text, figures.end())
        if after is None:
            continue
        before = patterns.before.search(text[max(0, start - _LONGEST) : start])
        if before is None and start and text[start - 1].isalpha():
            continue
        called = before[1] if before else after["called"]
        if not called:
            continue
        scale = _SCALES.get(after["scale"] or "", 0)
        values = _values(number, english=english)
        fraction = max((-int(value.as_tuple().exponent) for value in values), default=0)
        start -= len(before[0]) if before else 0
        yield Money(
            frozenset((value.scaleb(scale)).normalize() for value in values),
            frozenset(_CALLED[called].split()),
            text[start : after.end()].strip(),
            start,
            after.end(),
            _unit(number, fraction, scale),
        )


def _unit(number: str, fraction: int, scale: int) -> Decimal:
    digits = re.sub(r"\D", "", number)
    zeros = len(digits) - len(digits.rstrip("0")) if not fraction and not scale else 0
    return Decimal(1).scaleb(scale - fraction + zeros)


def _values(number: str, *, english: bool) -> set[Decimal]:
    """What figures may mean."""
    plain = re.sub(r"['’\u00a0\u202f ]", "", number)
    marks = re.findall(r"[.,]", plain)
    if not marks:
        return {Decimal(plain)}
    last = plain.rfind(marks[-1])
    whole = Decimal(re.sub(r"[.,]", "", plain))
    fraction = Decimal(f"{re.sub(r'[.,]', '', plain[:last])}.{plain[last + 1 :]}")
    if len(set(marks)) > 1 or len(plain) - last - 1 != 3:
        return {fraction}
    if len(marks) > 1:
        return {whole}
    if english:
        return {whole} if marks[0] == "," else {fraction}
    return {whole, fraction}


@cache
def _duration_pattern() -> re.Pattern[str]:
    words = "|".join((*_TENS, *_NUMBERS))
    units = _any(_UNITS)
    return re.compile(
        rf"(?<![\w.,/-])(?P<number>\d+(?:\.\d+)?|(?:{'|'.join(_TENS)})[- ](?:{'|'.join(list(_ENGLISH)[:9])})|{words})"
        rf"[\s\u00a0-]*(?:\(\d+\)\s)?(?P<unit>{units})(?!\w)",
        re.IGNORECASE,
    )


def durations(text: str) -> Iterator[Duration]:
    """The durations in a text: `10 years`, `ten years`, `a ten-year term`, `18 months`."""
    for found in _duration_pattern().finditer(text) if _SOME_UNIT.search(text) else ():
        unit, times = _UNITS[small(found["unit"])]
        number = _number(small(found["number"])) * times
        yield Duration(number.normalize(), unit, found[0], *found.span(), times)


def _number(text: str) -> Decimal:
    if text[0].isdigit():
        return Decimal(text)
    tens, _, ones = text.replace("-", " ").partition(" ")
    if tens in _TENS:
        return Decimal(_TENS[tens] + _ENGLISH.get(ones, 0))
    return Decimal(_NUMBERS[text])


def is_money(words: str) -> bool:
    """Whether words are an amount of money and nothing else."""
    return any(one.text == words for one in money(words))


def is_duration(words: str) -> bool:
    """Whether words are a duration and nothing else."""
    return any(one.text == words for one in durations(words))


def is_reference(words: str) -> bool:
    """Whether words are one reference, such as NC-2023-118."""
    return bool(REFERENCE.fullmatch(words))
