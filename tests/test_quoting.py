"""Quotations are found in their source as it stands, and nowhere else."""

from __future__ import annotations

import pytest

from drafter.model import inline_text
from drafter.quoting import Found, Mismatch, find, source

HELD = source(
    "We do not oversee our devices once they are passed to in-\nstallers. "
    "Operational matters are not within our “remit”. "
    "It is non-compliant, and costs 335.99m."
)


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("passed to installers", "passed to installers"),
        ('not within our "remit"', "not within our “remit”"),
        ("we do not oversee … Operational matters", "we do not oversee … Operational matters"),
        ("our devices [sic] once they", "our devices [sic] once they"),
        ("matters are *not* within", "matters are not within"),
    ],
)
def test_a_quotation_is_made_of_its_source(words: str, quoted: str) -> None:
    found = find(words, HELD)
    assert isinstance(found, Found)
    assert inline_text(found.content) == quoted


@pytest.mark.parametrize(
    "words",
    [
        "matters are within our",
        "We do oversee",
        "our device",
        "compliant, and",
        "costs 335",
        "We did not oversee",
        "matters Are not",
    ],
)
def test_altered_words_are_found_out(words: str) -> None:
    assert isinstance(find(words, HELD), Mismatch)
