"""The zip container: what it holds comes out of other programs' zip readers, the same for the same input."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from drafter.writers.docx.package import Container, archive, continued, deflated, head, stored
from tests.letterheads import members

CONTENTS = st.dictionaries(st.text("abcé/.", min_size=1, max_size=8), st.binary(max_size=300), max_size=5)


@given(CONTENTS)
def test_another_zip_reader_finds_every_member(contents: dict[str, bytes]) -> None:
    packed = archive(deflated(name, content) for name, content in contents.items())
    with zipfile.ZipFile(io.BytesIO(packed)) as reader:
        assert reader.testzip() is None
    assert members(packed) == contents


@given(st.binary(max_size=2000), st.binary(max_size=2000))
def test_a_member_in_two_pieces_reads_as_one(first: bytes, rest: bytes) -> None:
    assert members(archive([continued("a", head(first), rest)])) == {"a": first + rest}


def test_a_picture_is_not_packed_again() -> None:
    packed = archive([stored("a.png", b"picture" * 100)])
    with zipfile.ZipFile(io.BytesIO(packed)) as reader:
        assert reader.getinfo("a.png").compress_type == zipfile.ZIP_STORED
        assert reader.read("a.png") == b"picture" * 100


def test_members_say_nothing_of_when_and_where_they_were_written() -> None:
    packed = archive([deflated("a", b"1"), stored("b", b"2")])
    with zipfile.ZipFile(io.BytesIO(packed)) as reader:
        shown = {(one.date_time, one.create_system, one.external_attr) for one in reader.infolist()}
    assert shown == {((1980, 1, 1, 0, 0, 0), 3, 0o100644 << 16)}


def test_members_keep_their_order() -> None:
    packed = archive(deflated(name, b"") for name in ("[Content_Types].xml", "_rels/.rels", "b", "a"))
    assert list(members(packed)) == ["[Content_Types].xml", "_rels/.rels", "b", "a"]


@given(st.lists(st.tuples(st.booleans(), st.text(max_size=30)), max_size=6))
def test_a_container_gives_what_the_archive_of_its_members_is(parts: list[tuple[bool, str]]) -> None:
    members = [deflated(f"part{number}.xml", text.encode()) for number, (_, text) in enumerate(parts)]
    changing = [moves for moves, _ in parts]
    container = Container([one.name if moves else one for one, moves in zip(members, changing, strict=True)])
    for _ in range(2):
        made = container.packed(one for one, moves in zip(members, changing, strict=True) if moves)
        assert made == archive(members)
        with zipfile.ZipFile(io.BytesIO(made)) as reader:
            assert [reader.read(one.name).decode() for one in members] == [text for _, text in parts]
