"""The words and forms that a language brings to a letter: dates, lists of names, quotation marks, labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Language:
    """One language; `code` is its BCP 47 tag. `quotes` are outer left, outer right, inner left, inner right."""

    code: str
    months: tuple[str, ...]
    quotes: tuple[str, str, str, str]
    final_and: str
    closing: str
    salutation: str
    pronouns: dict[str, dict[str, str]]
    emphasis_added: str
    emphasis_in_original: str
    accessed: str
    commentary: str
    labels: tuple[tuple[str, str], ...]
    reference_words: dict[str, str] = field(
        default_factory=lambda: {
            "question": "question",
            "questions": "questions",
            "paragraph": "paragraph",
            "paragraphs": "paragraphs",
            "item": "item",
            "items": "items",
        }
    )
    range_to: str = "to"
    enclosure: str = "Enclosure {number}"
    annex: str = "Annex {label}"
    after_salutation: str = ""
    after_closing: str = ""
    signature_of: str = "Signature of {name}"

    def working_days(self, count: int) -> str:
        """A number of working days, in words."""
        return f"{count} working day{'s' * (count != 1)}"

    def written_date(self, day: str) -> str:
        """A date given as YYYY-MM-DD, as it is written in a letter."""
        then = date.fromisoformat(day)
        return f"{then.day} {self.months[then.month - 1]} {then.year}"

    def joined(self, count: int) -> Sequence[str]:
        """The separators that stand between `count` listed things, in order: `, `, … , ` and `."""
        return [", "] * (count - 2) + [f" {self.final_and} "] if count > 1 else []

    def listed(self, names: Sequence[str]) -> str:
        """Names as a sentence lists them."""
        separators = [*self.joined(len(names)), ""]
        return "".join(name + separator for name, separator in zip(names, separators, strict=False))

    def possessive(self, name: str) -> str:
        """The possessive of a name: plural-looking names of things are left to the writer's wording."""
        return f"{name}’s"


EN_GB = Language(
    code="en-GB",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    quotes=("“", "”", "‘", "’"),
    final_and="and",
    closing="Yours sincerely",
    salutation="Dear {name}",
    pronouns={
        "he": {"they": "he", "them": "him", "their": "his", "theirs": "his"},
        "she": {"they": "she", "them": "her", "their": "her", "theirs": "hers"},
        "they": {"they": "they", "them": "them", "their": "their", "theirs": "theirs"},
        "it": {"they": "it", "them": "it", "their": "its", "theirs": "its"},
    },
    emphasis_added="emphasis added",
    emphasis_in_original="emphasis in original",
    accessed="accessed {date}",
    commentary="commentary",
    labels=(
        ("our_ref", "Our ref:"),
        ("your_ref", "Your ref:"),
        ("copies", "Copy to:"),
        ("enclosures", "Enclosures:"),
        ("notes", "Notes"),
        ("signature_of", "Signature of {name}"),
    ),
)


def right_to_left(tag: str) -> bool:
    """Whether a language (BCP 47) is written from right to left."""
    return tag.split("-", maxsplit=1)[0] in {"ar", "he", "fa", "ur", "yi", "ps", "dv"}


LANGUAGES: dict[str, Language] = {"en-GB": EN_GB}
