"""Finds the passage of a text that is most like some words, in time that grows with the text and no faster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

COMPARED: Final = 120
"""Words of a passage that are compared one by one, after those at its ends that are the same."""
LONGEST_WORD: Final = 80
"""Characters of a word that are looked at."""


def passage(wanted: list[str], words: list[str]) -> tuple[str, str, str]:
    """The passage of `words` nearest to `wanted`, and the first words in which it differs: wanted, and held.

    The passage is "" where nothing is like it.
    """
    if not wanted or not words:
        return "", _shown(wanted), ""
    best = max(_windows(wanted, words), key=lambda start: _likeness(wanted, words[start : start + len(wanted) + 1]))
    near = words[best : best + len(wanted) + 1]
    changes = _changes(wanted, near)
    if changes and changes[-1][0] == "insert" and changes[-1][1] == len(wanted):
        near = near[: changes[-1][3]]
    if changes and changes[0][0] == "insert" and changes[0][1] == 0:
        near = near[changes[0][4] :]
    if len(wanted) < len(near) and changes and changes[-1][2] == len(wanted) and changes[-1][0] == "replace":
        near = max(near, near[:-1], key=lambda some: _alike(" ".join(wanted), " ".join(some)))
    if _alike(" ".join(wanted), " ".join(near)) < 0.5:
        return "", _shown(wanted), ""
    changes = _changes(wanted, near)
    if not changes:
        return _shown(near), "", ""
    _, i1, i2, j1, j2 = changes[0]
    return _shown(near), _shown(wanted[i1:i2]), _shown(near[j1:j2])


def _shown(words: list[str]) -> str:
    shown = " ".join(words)
    return shown if len(shown) <= 4_000 else f"{shown[:3_000]} … {shown[-900:]}"


Change = tuple[str, int, int, int, int]


def _changes(wanted: list[str], near: list[str]) -> list[Change]:
    """Where two lists of words differ, as difflib has it; long stretches that differ are one change."""
    from difflib import SequenceMatcher

    first, most = 0, min(len(wanted), len(near))
    while first < most and wanted[first] == near[first]:
        first += 1
    last = 0
    while last < most - first and wanted[-1 - last] == near[-1 - last]:
        last += 1
    a, b = wanted[first : len(wanted) - last], near[first : len(near) - last]
    if len(a) > COMPARED or len(b) > COMPARED:
        return [("replace", first, first + len(a), first, first + len(b))]
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return [
        (kind, first + i1, first + i2, first + j1, first + j2)
        for kind, i1, i2, j1, j2 in matcher.get_opcodes()
        if kind != "equal"
    ]


def _likeness(wanted: list[str], near: list[str]) -> tuple[int, int, float]:
    """How like a passage is, by its words in their order, then by its letters."""
    changed = _changes(wanted, near)
    same = len(wanted) - sum(i2 - i1 for _, i1, i2, _, _ in changed)
    return same, -len(changed), _alike(" ".join(wanted), " ".join(near)) if len(wanted) <= COMPARED else 0.0


def _alike(a: str, b: str) -> float:
    """How like two texts are, from 0 to 1, by their pairs of letters (Dice's coefficient)."""
    pairs_a, pairs_b = (Counter(map("".join, pairwise(text))) for text in (a, b))
    return 2 * (pairs_a & pairs_b).total() / max(1, pairs_a.total() + pairs_b.total())


def _windows(wanted: list[str], words: list[str]) -> Iterator[int]:
    """Where the stretches of the declared length begin that share most words with the declaration, in any order."""
    length = min(len(words), len(wanted) + 1)
    want = Counter(word[:LONGEST_WORD].casefold() for word in wanted)
    folded = [word[:LONGEST_WORD].casefold() for word in words]
    have = Counter(folded[:length])
    shared = sum((want & have).values())
    scores = [shared]
    for start in range(1, len(words) - length + 1):
        gone, come = folded[start - 1], folded[start + length - 1]
        have[gone] -= 1
        shared -= have[gone] < want[gone]
        shared += have[come] < want[come]
        have[come] += 1
        scores.append(shared)
    yield from sorted(sorted(range(len(scores)), key=lambda start: -scores[start])[:12])
