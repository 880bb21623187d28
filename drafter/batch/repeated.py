"""The words that stand more than once in a row: where its letters would not tell one of them from another."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.batch.cells import form

Again = tuple[tuple[tuple[int, str], ...], ...]
"""The words that stand more than once: where among the row's words, and in which form, if not in one alone."""


def again_in(words: list[str], low: list[str]) -> Again:
    """The words that stand more than once, of those that tell something."""
    first: dict[str, int] = {}
    groups: dict[str, list[int]] = {}
    for n, word in enumerate(low):
        at = first.setdefault(word, n)
        if at != n and word:
            if word in groups:
                groups[word].append(n)
            else:
                groups[word] = [at, n]
    found = []
    for places in groups.values():
        one = words[places[0]]
        alike = [words[n] for n in places].count(one) == len(places)
        found.append(tuple([(n, "" if alike else form(words[n])) for n in places]))
    return tuple(found)


def labels(again: Again, slots: list[int], places: list[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """For words that stand more than once, in which other values, how far from their place there, and how."""
    begin = {slot: slots.index(slot) for slot in slots}
    for group in again:
        stands = [(n, slots[n], n - begin[slots[n]], how) for n, how in group]
        for n, _, at, how in stands:
            others = (one for one in stands if one[0] != n)
            told = (f"{places[other]}{there - at}{as_it}" for _, other, there, as_it in others)
            yield n, f"{how}{','.join(told)}"
