"""Money, durations and references as texts write them, read so that two ways of writing one amount are equal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Final

from drafter.language import small
from drafter.number_words import is_number_word, number_before
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
_UNITS: Final = {
    **dict.fromkeys(("year", "years", "yr", "yrs", "an", "ans", "année", "années", "año", "años"), ("month", 12)),
    **dict.fromkeys(("blynedd", "flynedd", "mlynedd", "flwyddyn", "blwyddyn", "年"), ("month", 12)),
    **dict.fromkeys(("blynyddoedd", "flynyddoedd"), ("month", 12)),
    **dict.fromkeys(("month", "months", "calendar month", "calendar months", "个月"), ("month", 1)),
    **dict.fromkeys(("mois", "mes", "meses", "mis", "fis", "misoedd", "fisoedd"), ("month", 1)),
    **dict.fromkeys(("fortnight", "fortnights"), ("day", 14)),
    **dict.fromkeys(("week", "weeks", "semaine", "semaines", "semana", "semanas", "wythnos", "wythnosau"), ("day", 7)),
    **dict.fromkeys(("day", "days", "calendar day", "calendar days", "天"), ("day", 1)),
    **dict.fromkeys(("jour", "jours", "jours calendaires", "día", "días", "días naturales"), ("day", 1)),
    **dict.fromkeys(("diwrnod", "ddiwrnod", "niwrnod", "diwrnodau", "ddiwrnodau", "dyddiau", "ddyddiau"), ("day", 1)),
    **dict.fromkeys(("working day", "working days", "business day", "business days"), ("working day", 1)),
    **dict.fromkeys(("jour ouvré", "jours ouvrés", "día hábil", "días hábiles"), ("working day", 1)),
    **dict.fromkeys(("diwrnod gwaith", "ddiwrnod gwaith", "niwrnod gwaith", "diwrnodau gwaith"), ("working day", 1)),
    **dict.fromkeys(("ddiwrnodau gwaith", "dyddiau gwaith", "ddyddiau gwaith"), ("working day", 1)),
    **dict.fromkeys(("jour ouvrable", "jours ouvrables"), ("jour ouvrable", 1)),
    **dict.fromkeys(("día laborable", "días laborables"), ("día laborable", 1)),
    **dict.fromkeys(("clear day", "clear days"), ("clear day", 1)),
    **dict.fromkeys(("jour franc", "jours francs"), ("jour franc", 1)),
    **dict.fromkeys(("hour", "hours", "heure", "heures", "hora", "horas", "awr", "oriau"), ("hour", 1)),
}
"""What each word for a unit is; days that are counted otherwise (`jours ouvrables` include Saturdays) are another."""
UNITS: Final = frozenset(one.split()[-1].casefold() for one in (*_UNITS, *_SCALES, "hundred", "half") if len(one) > 1)
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


_FIGURES_BEFORE: Final = re.compile(
    r"(?<![\w.,/-])(?<!\d–)(?P<whole>\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d+)(?P<fraction>[.,]\d{1,2}|\.\d{4,})?"
    r"(?P<part>\s?[¼½¾]| 1/2)?[\s\u00a0-]*$"
)
_PARTS: Final = {"": Decimal(0), "¼": Decimal("0.25"), "½": Decimal("0.5"), "1/2": Decimal("0.5"), "¾": Decimal("0.75")}
_TWICE: Final = re.compile(r"[\s\u00a0]*\((?P<again>[\w -]{1,40})\)\s*$")
_OF_IT: Final = re.compile(
    r"(?:\b(?:half|halves|quarters?|thirds?|fifths?|tenths?|part|most|quarts?|tiers|moitié|mitad|tercios?|chwarter)"
    r"|%|\b(?:per\s?cent|pour cent|por ciento|y cant))\s+(?:of\s+|de\s+|d[’']\s?|o\s+)$"
)
_AND_A_HALF: Final = re.compile(r"[\s-]+(?:and[\s-]+a[\s-]+half|et[\s-]+demie?|y\s+medi[oa]|a\s+hanner)(?![\w-])")
_GOES_ON: Final = re.compile(r"\s+(?:or\s+(?:two|so)|ou\s+deux|o\s+dos|ar\s+(?:ddeg|bymtheg|hugain))(?!\w)")
"""Words after a duration that make another of it: `a week or two`; in Welsh, `pum niwrnod ar hugain` is 25 days."""


@cache
def _unit_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_])(?:o )?(?P<unit>{_any(dict.fromkeys(_UNITS, 0))})(?!\w)")


def durations(text: str) -> Iterator[Duration]:
    """The durations in a text: `10 years`, `ten years`, `a ten-year term`, `two and a half years`, `dix jours`."""
    if not _SOME_UNIT.search(text):
        return
    plain = small(text)
    if len(plain) != len(text):  # a letter that is written small with two
        return
    for found in _unit_pattern().finditer(plain):
        counted = _counted(plain, found.start())
        if counted is None:
            continue
        number, start = counted
        end = found.end()
        if half := _AND_A_HALF.match(plain, end):
            number, end = number + _PARTS["½"], half.end()
        if not _GOES_ON.match(plain, end) and not _OF_IT.search(plain, max(0, start - _LONGEST), start):
            unit, times = _UNITS[found["unit"]]
            yield Duration((number * times).normalize(), unit, text[start:end], start, end, times)


def _counted(plain: str, end: int) -> tuple[Decimal, int] | None:
    """The number that stands before a place, and where it begins; said twice (`ten (10) days`), it must be the same."""
    if twice := _TWICE.search(plain, max(0, end - 2 * _LONGEST), end):
        first, again = _counted(plain, twice.start()), _counted(twice["again"], len(twice["again"]))
        return first if first and again and first[0] == again[0] else None
    figures = _FIGURES_BEFORE.search(plain, max(0, end - 2 * _LONGEST), end)
    if figures is None:
        return number_before(plain, end)
    number = Decimal(re.sub(r"\D", "", figures["whole"]) + (figures["fraction"] or "").replace(",", "."))
    return number + _PARTS[(figures["part"] or "").strip()], figures.start()


_CALLED_SMALL: Final = {small(word): codes for word, codes in _CALLED.items() if len(word) > 3 and word[-2:].islower()}
"""What currencies are called in whole words: `pounds`."""
_COINS: Final = re.compile(
    r",?\s+(?:(?:and|et|con|y|a)\s+)?[\w-]+(?:\s[\w-]+)?\s?(?:p|pence|penny|cents?|centimes?|céntimos?|centavos?|ceiniog)(?!\w)"
)
_UP_TO: Final = re.compile(r"([\w.,]+)\s*(?:\b(?:to|or|and|à|ou|et|a|o|u|y|i|neu)\s|[–-])\s*$")


def sums(text: str, *, english: bool = True) -> Iterator[Money]:
    """The amounts of money in a text, in figures or in words: `twelve thousand pounds`."""
    yield from money(text, english=english)
    plain = small(text)
    for found in _called_pattern().finditer(plain) if len(plain) == len(text) else ():
        counted = number_before(plain, found.start())
        if counted is None or _COINS.match(plain, found.end()):
            continue
        number, start = counted
        if _OF_IT.search(plain, max(0, start - _LONGEST), start):
            continue
        other = _UP_TO.search(plain, max(0, start - _LONGEST), start)
        if other and (other[1][0].isdigit() or is_number_word(other[1])):  # `ten to twelve thousand pounds`
            continue
        number = number.normalize()
        unit = _unit(f"{number:f}", max(0, -int(number.as_tuple().exponent)), 0)
        currencies = frozenset(_CALLED_SMALL[found["called"]].split())
        amounts, end = frozenset({number}), found.end()
        yield Money(amounts, currencies, text[start:end], start, end, unit)


@cache
def _called_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_])(?:de\s|d[’'])?(?P<called>{_any(_CALLED_SMALL)})(?!\w)")


def is_money(words: str) -> bool:
    """Whether words are an amount of money and nothing else."""
    return any(one.text == words for one in sums(words))


def is_duration(words: str) -> bool:
    """Whether words are a duration and nothing else."""
    return any(one.text == words for one in durations(words))


def is_reference(words: str) -> bool:
    """Whether words are one reference, such as NC-2023-118."""
    return bool(REFERENCE.fullmatch(words))
