"""Finds snippets by the words that a person types: the best first, each with what it matched."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from drafter.library import Snippet
from drafter.problems import did_you_mean
from drafter.record import Record
from drafter.snippet_shelves import Shelved

WEIGHTS: Final = {"title": 8, "topics": 8, "name": 6, "kind": 3, "question": 2, "wording": 1, "owner": 1}
"""What a word is worth by where it stands."""
_AS_A_PHRASE: Final = 6
_BEGUN: Final = 0.6
_SHORTEST_BEGINNING: Final = 4
_SHOWN: Final = 60
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_EMPTY: Final = frozenset(
    (
        *("a", "an", "and", "any", "are", "as", "at", "be", "by", "can", "could", "did", "do", "does"),
        *("for", "from", "has", "have", "he", "how", "i", "if", "in", "into", "is", "it", "its", "may"),
        *("me", "my", "not", "of", "on", "or", "our", "she", "should", "so", "that", "the", "their", "them"),
        *("they", "this", "to", "us", "was", "we", "were", "what", "when", "where", "which", "who", "whom", "whose"),
        *("why", "will", "with", "would", "yet", "you", "your"),
    )
)
"""Words that say nothing of what is sought, where others do."""
_IRREGULAR: Final = {
    "withdrew": "withdraw",
    "withdrawn": "withdraw",
    "met": "meet",
    "sent": "send",
    "wrote": "write",
    "written": "write",
    "gave": "give",
    "given": "give",
    "said": "say",
    "told": "tell",
    "held": "hold",
    "left": "leave",
    "kept": "keep",
    "began": "begin",
    "begun": "begin",
    "replies": "reply",
    "replied": "reply",
    "response": "response",
    "responses": "response",
    "extension": "extend",
    "extensions": "extend",
    "statement": "statement",
    "statements": "statement",
    "provision": "provision",
    "provisions": "provision",
}
_SUFFIXES: Final = (
    *("ibility", "ability", "fulness", "isation", "ization", "ational"),
    *("ements", "ement", "ingly", "ation", "ively", "ments", "iness"),
    *(
        "ible",
        "able",
        "ment",
        "ness",
        "ions",
        "ings",
        "ives",
        "ises",
        "izes",
        "ised",
        "ized",
        "ally",
        "aries",
        "ance",
        "ence",
    ),
    *("ary", "ual", "ion", "ing", "ive", "ise", "ize", "ies", "ied", "ful", "ous", "ory", "ant", "ent"),
    *("ed", "es", "ly", "er", "or", "al", "y", "s", "e"),
)
_LEAST: Final = 4
"""Letters that a stem keeps."""


class Match(Record):
    """A snippet that was found, and why: where it stands, and the words there."""

    shelved: Shelved
    why: tuple[str, ...]
    lacks: tuple[str, ...] = ()


def search(words: str, among: list[Shelved]) -> list[Match]:
    """Those that hold every word in their name, title, topics, kind, questions or wording, however it ends.

    Where none holds every word, those that hold the most, with what each lacks. Words such as "who" and "is" count in
    a phrase only, unless there are no others.
    """
    typed = [word.casefold() for word in _WORD.findall(words)]
    wanted = list(dict.fromkeys(word for word in typed if word not in _EMPTY)) or list(dict.fromkeys(typed))
    ranked: list[tuple[int, float, Match]] = []
    for one in among:
        fields = _fields(one.snippet)
        worth, why, lacks = 0.0, dict[str, None](), []
        for word in wanted:
            best = _best(word, fields)
            if best is None:
                lacks.append(word)
                continue
            worth += best[0]
            why |= dict.fromkeys(best[1:])
        if len(lacks) == len(wanted):
            continue
        phrase = _phrase(words, fields) if len(typed) > 1 else None
        if phrase:
            worth += _AS_A_PHRASE
            why = dict.fromkeys((phrase,))
        ranked.append((len(lacks), -worth, Match(one, tuple(why), tuple(lacks))))
    least = min((lacking for lacking, _, _ in ranked), default=0)
    kept = sorted((one for one in ranked if one[0] == least), key=lambda one: (*one[:2], one[2].shelved.snippet.id))
    return [match for _, _, match in kept]


def is_of(snippet: Snippet, topic: str) -> bool:
    """Whether a snippet has a topic, in another form perhaps."""
    wanted = [stemmed(word.casefold()) for word in _WORD.findall(topic)]
    held = [stemmed(word.casefold()) for one in (*snippet.topics, snippet.kind) for word in _WORD.findall(one)]
    return all(word in held for word in wanted)


def suggestion(words: str, among: list[Shelved]) -> str:
    """The nearest word that a snippet holds, for words that none holds; empty where none is near."""
    known = sorted(
        {word.casefold() for one in among for _, text in _fields(one.snippet) for word in _WORD.findall(text)}
    )
    missed = [word.casefold() for word in _WORD.findall(words)]
    return next((said for word in missed if word not in _EMPTY and (said := did_you_mean(word, known))), "")


def _fields(snippet: Snippet) -> list[tuple[str, str]]:
    """What a snippet says of itself, by where it stands; each topic and each question alone."""
    return [
        ("title", snippet.title),
        *(("topics", topic) for topic in snippet.topics),
        ("name", re.sub(r"[/_-]", " ", snippet.id)),
        ("kind", snippet.kind),
        *(("question", f"{param.ask} {param.help}".strip()) for param in snippet.params.values()),
        ("wording", _prose(snippet.body)),
        ("owner", f"{snippet.owner} {snippet.jurisdiction}"),
    ]


def _prose(body: str) -> str:
    """The words of a wording; an ellipsis for what stands between braces."""
    return re.sub(r"(?:…\s*)+", "… ", " ".join(re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " … ", body, flags=re.DOTALL).split()))


def _best(word: str, fields: list[tuple[str, str]]) -> tuple[float, str] | None:
    """What a word is worth where it is worth the most, and how that is told; nothing where it does not stand."""
    found: list[tuple[float, str]] = []
    for name, text in fields:
        if hit := _hit(word, text):
            share, match = hit
            found.append((WEIGHTS[name] * share, _told(name, text, match)))
    return max(found, key=lambda one: one[0], default=None)


def _hit(word: str, text: str) -> tuple[float, re.Match[str]] | None:
    """The first word of a text that is the word in another form, else the first that begins with it."""
    stem = stemmed(word)
    begun = None
    for match in _WORD.finditer(text):
        held = match[0].casefold()
        if stemmed(held) == stem:
            return 1.0, match
        if begun is None and len(word) >= _SHORTEST_BEGINNING and held.startswith(word):
            begun = match
    return (_BEGUN, begun) if begun else None


def _phrase(words: str, fields: list[tuple[str, str]]) -> str | None:
    """How it is told where all the words stand one after another; nothing where they do so nowhere."""
    wanted = [stemmed(word.casefold()) for word in _WORD.findall(words)]
    for name, text in fields:
        held = list(_WORD.finditer(text))
        stems = [stemmed(match[0].casefold()) for match in held]
        for at in range(len(held) - len(wanted) + 1):
            if stems[at : at + len(wanted)] == wanted:
                return _told(name, text, held[at])
    return None


def _told(name: str, text: str, match: re.Match[str]) -> str:
    match name:
        case "title" | "kind" | "name":
            return name
        case "topics":
            return f"topic “{text}”"
        case "question":
            return (
                f"asks “{text.split('?', maxsplit=1)[0]}?”"
                if match.start() < text.find("?")
                else f"asks “{_around(text, match)}”"
            )
        case _:
            return f"{name} “{_around(text, match)}”"


def _around(text: str, match: re.Match[str]) -> str:
    """The words about a place, cut between words."""
    start = max(0, match.start() - _SHOWN // 2)
    end = min(len(text), match.end() + _SHOWN // 2)
    start = text.find(" ", start) + 1 if start else 0
    end = text.rfind(" ", match.end(), end) if end < len(text) and " " in text[match.end() : end] else end
    cut = text[min(start, match.start()) : end].strip(" …")
    return f"{'…' * (start > 0)}{cut}{'…' * (end < len(text))}"


@cache
def stemmed(word: str) -> str:
    """A word without its ending, so that its other forms are found: confirm, confirms, confirmed, confirmation."""
    word = re.sub(r"['’]s?$", "", word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for _ in range(2):
        ending = next((one for one in _SUFFIXES if word.endswith(one) and len(word) - len(one) >= _LEAST), "")
        if not ending or word.endswith(("ss", "us")):
            break
        word = word[: -len(ending)]
    if len(word) > _LEAST and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word.removesuffix("i") if len(word) > _LEAST else word
