"""Letters that begin alike are hashed and held by what differs in them, and come out as they went in."""

from __future__ import annotations

import hashlib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from drafter.batch.hashing import Hasher
from drafter.batch.spool import Held, Spool

COMMON = bytes(range(256)) * 12
LETTERS = st.tuples(st.integers(0, len(COMMON)), st.binary(max_size=40)).map(lambda made: COMMON[: made[0]] + made[1])


@given(st.lists(st.one_of(LETTERS, st.binary(max_size=60)), max_size=12))
def test_each_is_that_of_the_letter_alone(letters: list[bytes]) -> None:
    hasher = Hasher()
    assert [hasher.sha256(one) for one in letters] == [hashlib.sha256(one).digest() for one in letters]


CONTENTS = st.tuples(st.one_of(LETTERS, st.binary(max_size=60)), st.one_of(LETTERS, st.binary(max_size=60)))


@given(st.lists(st.tuples(st.text(max_size=8), CONTENTS, st.booleans()), max_size=12))
def test_what_is_held_is_read_again(letters: list[tuple[str, tuple[bytes, bytes], bool]]) -> None:
    held = [
        Held(n, name, "2024-05-06", name.encode(errors="replace"), contents, laid)
        for n, (name, contents, laid) in enumerate(letters)
    ]
    with Spool(Path()) as spool:
        for one in held:
            spool.add(one)
        assert list(spool.read()) == held


def test_what_letters_begin_with_is_held_once() -> None:
    with Spool(Path()) as spool:
        for n in range(100):
            spool.add(Held(n, "x", "", b"", (COMMON + bytes([n]),)))
            spool.add(Held(n, "y", "", b"", (b"where another process holds one",), laid=True))
        spool.read()
        assert spool._file.tell() < 4 * len(COMMON) + 100 * 200  # noqa: SLF001 - how much it holds shows nowhere else
