"""The place in a source as OSCOLA writes it: no sign for pages, no full stops, paragraphs of judgments in brackets."""

from __future__ import annotations

import re
from typing import Final

from drafter.citing.csl import csl_type, first_page
from drafter.citing.records import Cited
from drafter.citing.words import Words

NUMBER: Final = r"(?:\d+[a-z]?|[ivxlc]+)"
NUMBERS: Final = rf"{NUMBER}(?:(?:\s*[-–,]\s*|\s+and\s+){NUMBER})*"
SHORT: Final = {
    "article": "art",
    "articles": "arts",
    "chapter": "ch",
    "chapters": "chs",
    "clause": "cl",
    "clauses": "cls",
    "para": "para",
    "paras": "paras",
    "paragraph": "para",
    "paragraphs": "paras",
    "part": "pt",
    "parts": "pts",
    "regulation": "reg",
    "regulations": "regs",
    "schedule": "sch",
    "schedules": "schs",
    "section": "s",
    "sections": "ss",
    "s": "s",
    "ss": "ss",
}
"""OSCOLA 4th edition, appendix 4.2.4: the parts of a text, in English."""


def written(at: str, cited: Cited, words: Words) -> str:
    """The place in a source as it stands in a citation: `p. 3-4` is 3–4, `paragraph 12` of a case is [12]."""
    pages = "|".join(map(re.escape, words.page))
    if page := re.fullmatch(rf"(?:{pages})\.?\s*({NUMBERS})", at.strip(), re.IGNORECASE):
        return _dashed(page[1])
    if cited.kind == "case" and (paragraphs := re.fullmatch(r"(?:paras?\.?|paragraphs?|§§?)\s*(\d.*)", at.strip())):
        return re.sub(r"\d+", r"[\g<0>]", _dashed(paragraphs[1]))
    part = re.fullmatch(r"([a-z]+)\.?\s+(\d.*)", at.strip(), re.IGNORECASE)
    if part and words.locale.startswith("en") and (short := SHORT.get(part[1].lower())):
        return f"{short} {_dashed(part[2])}"
    return at.strip()


def _dashed(numbers: str) -> str:
    return re.sub(r"(?<=\w)\s*-\s*(?=\w)", "–", numbers)


def following(at: str, cited: Cited, words: Words, *, again: bool = False) -> str:
    """The place with what separates it from the citation before it; nothing where the citation says it already."""
    place = written(at, cited, words)
    if not place:
        return ""
    if again:
        return (", " if _is_prose(place) else " ") + place
    if cited.kind == "article" and cited.container:
        if csl_type(cited) == "article-newspaper" and place == first_page(cited):
            return ""
        return (", " if cited.pages or _is_prose(place) else " ") + place
    if cited.kind == "legislation" or _is_prose(place):
        return f", {place}"
    after_page = cited.kind == "case" and (cited.pages or cited.reference) and not place.startswith("[")
    court = cited.court and not cited.neutral_citation
    return (", " if after_page and not court else " ") + place


def _is_prose(place: str) -> bool:
    """Whether a place is said in words of its own (the chairman's statement), not by a number (item 3)."""
    numbered = re.fullmatch(NUMBERS, place) or re.match(r"[^\W\d]+\.?\s+\d", place)
    return place[0].isalpha() and not numbered
