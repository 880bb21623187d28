"""A letter's SHA-256 is that of its bytes, whatever letters were hashed before."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from drafter.batch.hashing import Hasher

COMMON = bytes(range(256)) * 12
LETTERS = st.tuples(st.integers(0, len(COMMON)), st.binary(max_size=40)).map(lambda made: COMMON[: made[0]] + made[1])


@given(st.lists(st.one_of(LETTERS, st.binary(max_size=60)), max_size=12))
def test_each_is_that_of_the_letter_alone(letters: list[bytes]) -> None:
    hasher = Hasher()
    assert [hasher.sha256(one) for one in letters] == [hashlib.sha256(one).digest() for one in letters]
