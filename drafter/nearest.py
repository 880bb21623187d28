"""Finds the passage of a text that is most like some words."""

from __future__ import annotations

from collections.abc import Iterator


def passage(wanted: list[str], words: list[str]) -> tuple[str, str, str]:
    """The passage of `words` nearest to `wanted`, and the first words in which it differs: wanted, and held.

    The passage is "" where nothing is like it.
    """
    from difflib import SequenceMatcher

    if not wanted or not words:
        return "", " ".join(wanted), ""
    best = max(
        _windows(wanted, words), key=lambda window: SequenceMatcher(None, wanted, words[window[0] : window[1]]).ratio()
    )
    near = _trimmed(wanted, words[best[0] : best[1]])
    if SequenceMatcher(None, " ".join(wanted), " ".join(near), autojunk=False).ratio() < 0.5:
        return "", " ".join(wanted), ""
    matcher = SequenceMatcher(None, wanted, near, autojunk=False)
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    if not changes:
        return " ".join(near), "", ""
    _, i1, i2, j1, j2 = changes[0]
    return " ".join(near), " ".join(wanted[i1:i2]), " ".join(near[j1:j2])


def _trimmed(wanted: list[str], near: list[str]) -> list[str]:
    """The passage without words at its ends that the declaration has no counterpart of."""
    from difflib import SequenceMatcher

    changes = SequenceMatcher(None, wanted, near, autojunk=False).get_opcodes()
    if changes and changes[-1][0] == "insert":
        near = near[: changes[-1][3]]
    if changes and changes[0][0] == "insert":
        near = near[changes[0][4] :]
    return near


def _windows(wanted: list[str], words: list[str]) -> Iterator[tuple[int, int]]:
    """Stretches of the source of the declared length that share a word with the declaration; at most 2,000."""
    places: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        places.setdefault(word.lower(), []).append(number)
    rare = sorted((word for word in wanted if word.lower() in places), key=lambda word: len(places[word.lower()]))
    starts = {max(0, place - wanted.index(word)) for word in rare[:12] for place in places[word.lower()][:150]} or {0}
    for start in sorted(starts)[:2000]:
        yield start, min(len(words), start + len(wanted) + 1)
