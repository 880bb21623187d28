"""Edits of YAML files change what they are asked to, and leave every other byte as it was."""

from __future__ import annotations

import difflib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter import splice, yaml_files
from drafter.problems import Abort, FindingsStop
from drafter.yaml_values import Value, scalar
from tests.strategies import WORDS

CASE = """\
# The case.
title: Lifts   # what it is about

sources:
  # received
  reply:
    title: 'a letter'
    author: council   # who wrote it
    date: 2025-03-03

  notice:
    title: |
      a notice
      # of award

    author: "council"
  # the rest is not held

claims:
- words: one
  source: reply
- {words: two, source: reply}
"""


def tree(content: bytes) -> object:
    def plain(node: yaml_files.Node | None) -> object:
        match node:
            case yaml_files.Mapping(entries=entries):
                return [(str(key), plain(value)) for key, value in entries]
            case yaml_files.Sequence(items=items):
                return [plain(item) for item in items]
            case yaml_files.Scalar(text=text, kind=kind):
                return kind, text
            case None:
                return None

    return plain(yaml_files.read(content, "case.yaml").root)


def added_to(before: str, after: bytes) -> str:
    """What was put in, where nothing was taken away."""
    text = after.decode("utf-8")
    start = next((n for n, (a, b) in enumerate(zip(before, text, strict=False)) if a != b), min(len(before), len(text)))
    length = len(text) - len(before)
    for at in range(start, -1, -1):
        if text[:at] + text[at + length :] == before:
            return text[at : at + length]
    pytest.fail("something else was changed: " + "".join(difflib.ndiff(before.splitlines(), text.splitlines())))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_an_entry_goes_after_the_last_one_and_nothing_else_changes(newline: str, mark: str) -> None:
    before = mark + CASE.replace("\n", newline)
    after = splice.add_entry(
        before.encode(), "case.yaml", ("sources",), "report", {"title": "a report: 2024", "date": date(2024, 1, 2)}
    )
    put = added_to(before, after).replace(newline, "\n")
    assert put.strip() == 'report:\n    title: "a report: 2024"\n    date: 2024-01-02'
    assert b"# the rest is not held" in after
    assert after.decode().count("\n") == after.decode().count(newline)


def test_a_key_is_added_to_an_entry_and_to_one_in_the_flow_style() -> None:
    after = splice.set_key(CASE.encode(), "case.yaml", ("sources", "reply"), "sha256", "0" * 64)
    assert f'    date: 2025-03-03\n    sha256: "{"0" * 64}"\n\n  notice:' in after.decode()
    after = splice.set_key(after, "case.yaml", ("claims", 1), "at", "p. 3, para 2")
    assert '- {words: two, source: reply, at: "p. 3, para 2"}\n' in after.decode()
    after = splice.set_key(after, "case.yaml", ("claims", 0), "at", "p. 4")
    assert "- words: one\n  source: reply\n  at: p. 4\n- {" in after.decode()


@pytest.mark.parametrize(
    ("path", "key", "old", "new"),
    [
        (("sources", "reply"), "author", "author: council   # who", "author: mayor   # who"),
        (("sources", "reply"), "title", "title: 'a letter'\n", "title: mayor\n"),
        (("sources", "notice"), "title", "title: |\n      a notice\n      # of award\n\n", "title: mayor\n\n"),
        (("claims", 1), "words", "{words: two,", "{words: mayor,"),
        ((), "title", "title: Lifts   #", "title: mayor   #"),
    ],
)
def test_a_value_is_replaced_and_its_comment_stays(path: splice.Path, key: str, old: str, new: str) -> None:
    after = splice.set_key(CASE.encode(), "case.yaml", path, key, "mayor").decode()
    assert after == CASE.replace(old, new, 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: x\nsources:\n", "title: x\nsources:\n  a:\n    title: t\n"),
        ("title: x\nsources: {}\nlists: {}\n", "title: x\nsources:\n  a:\n    title: t\nlists: {}\n"),
        ("sources: {} # none\nb: c\n", "sources: # none\n  a:\n    title: t\nb: c\n"),
        ("sources: ~\n", "sources:\n  a:\n    title: t\n"),
        ("sources:\n  # none yet\nb: c", "sources:\n  # none yet\n  a:\n    title: t\nb: c"),
        ("title: x", "title: x\nsources:\n  a:\n    title: t"),
        ("title: x\n\n# the end\n", "title: x\nsources:\n  a:\n    title: t\n\n# the end\n"),
        ("", "sources:\n  a:\n    title: t\n"),
        ("# only this\n", "sources:\n  a:\n    title: t\n# only this\n"),
        ("sources: {b: {title: u}}\n", "sources: {b: {title: u}, a: {title: t}}\n"),
        ("sources:\n    b:\n        title: u\n", "sources:\n    b:\n        title: u\n    a:\n      title: t\n"),
        ("a: 1\n...\n", "a: 1\nsources:\n  a:\n    title: t\n...\n"),
    ],
)
def test_a_section_that_is_empty_or_missing_is_made(before: str, after: str) -> None:
    assert splice.add_entry(before.encode(), "case.yaml", ("sources",), "a", {"title": "t"}).decode() == after


def test_an_entry_is_changed_where_two_states_of_it_differ_and_nothing_else_is() -> None:
    text = "a:\n  x: # this\n    one: 1st # kept\n    two: |\n      long\n    # said\n    three: [c, d]\n\n# end\n"
    before = {"one": "1st", "two": "long\n", "three": ["c", "d"], "gone": "already"}
    after = {"one": "2nd", "three": ["e"], "four": "new"}
    made = splice.change_entry(text.encode(), "case.yaml", ("a", "x"), before, after)
    wanted = "a:\n  x: # this\n    one: 2nd # kept\n    # said\n    three:\n      - e\n    four: new\n\n# end\n"
    assert made.decode() == wanted


def test_an_item_goes_to_the_end_of_a_list() -> None:
    after = splice.append(CASE.encode(), "case.yaml", ("claims",), {"words": "three", "source": "reply"})
    assert added_to(CASE, after) == "- words: three\n  source: reply\n"
    assert splice.append(b"a: [b]\n", "f", ("a",), "c") == b"a: [b, c]\n"
    assert splice.append(b"a: []\n", "f", ("a",), "c") == b"a:\n  - c\n"
    assert splice.append(b"a: b\n", "f", ("c",), "d") == b"a: b\nc:\n  - d\n"


def test_what_stands_there_already_is_refused_with_its_line() -> None:
    with pytest.raises(FindingsStop) as stop:
        splice.add_entry(CASE.encode(), "case.yaml", ("sources",), "reply", {"title": "t"})
    finding = stop.value.findings[0]
    assert finding.code == "splice-refused"
    assert finding.place.file == "case.yaml"
    assert finding.place.line
    assert "title: t" in finding.advice


def test_an_edit_that_cannot_be_made_is_refused() -> None:
    with pytest.raises(FindingsStop):
        splice.add_entry(b"sources: words\n", "f", ("sources",), "a", "b")
    with pytest.raises(FindingsStop):
        splice.set_key(CASE.encode(), "f", (), "sources", "x")
    with pytest.raises(Abort):
        splice.add_section(b"a: &x 1\nb: *x\n", "f", "c", "d")


@given(st.text(max_size=30))
def test_words_are_written_so_that_they_are_read_as_these_words(words: str) -> None:
    content = f"k: {scalar(words)}\n".encode("utf-8", "surrogatepass")
    try:
        root = yaml_files.read(content, "f").root
    except Abort:
        assert any("\ud800" <= character <= "\udfff" for character in words)
        return
    assert isinstance(root, yaml_files.Mapping)
    value = root.get("k")
    assert isinstance(value, yaml_files.Scalar)
    assert (value.kind, value.text) == ("text", words)


KEYS = st.sampled_from(("a", "b-2", "long_name", "yes", "12", "x y", "ünï"))
SCALARS = st.one_of(WORDS, st.dates(), st.sampled_from(("", "no", "1:20", "- x", "|", "# no", "a # b", "two\nlines")))
VALUES: st.SearchStrategy[Value] = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=6,
)
COMMENTS = ("", "", "", "  # why", "\n# a comment", "\n\n\n", "\n    # deep")


@st.composite
def written(draw: st.DrawFn, depth: int = 2, indent: int = 0) -> str:
    lines = []
    for key in draw(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=4, unique=True)):
        kind = draw(st.sampled_from(("plain", "quoted", "block", "flow", "empty", "keys", "list", "long")))
        space, comment = " " * indent, draw(st.sampled_from(COMMENTS))
        if kind == "keys" and depth:
            inner = draw(written(depth - 1, indent + draw(st.sampled_from((1, 2, 4)))))
            lines.append(f"{space}{key}:{comment}\n{inner}")
        elif kind == "list":
            gap = draw(st.sampled_from(("", "  ")))
            items = ("x" + comment, "{y: 'z}'}", "a: b", "  c: d")
            dashes = ("- ", "- ", "- ", "")
            lines.append(f"{space}{key}:")
            lines += [f"{space}{gap}{dash}{item}" for dash, item in zip(dashes, items, strict=True)]
        elif kind == "block":
            keep = draw(st.sampled_from(("|", ">", "|+", "|-")))
            lines.append(f"{space}{key}: {keep}\n{space}  text: of\n\n{space}  # more\n")
        else:
            value = {"plain": "some words", "quoted": '"it: # {s}"', "flow": "{p: [q, r], s: {}}", "empty": ""}
            lines.append(f"{space}{key}: {value.get(kind, f'goes on{chr(10)}{space}   and on')}{comment}")
    return "\n".join(lines)


@given(written(), st.sampled_from(("\n", "\r\n")), st.sampled_from(("", "\n", "\n\n# end\n")), VALUES)
def test_whatever_is_added_to_whatever_file_nothing_is_taken_away(
    text: str, newline: str, ending: str, value: Value
) -> None:
    before = (text + ending).replace("\n", newline)
    try:
        after = splice.add_section(before.encode(), "f", "new", value)
    except FindingsStop:
        # Only a last block that keeps its blank lines has no place after it that leaves it as it is.
        assert "|+" in text
        return
    added_to(before, after)
    old, new = tree(before.encode()), tree(after)
    assert isinstance(old, list)
    assert isinstance(new, list)
    assert new[:-1] == old
    assert new[-1][0] == "new"


@given(written(), st.sampled_from("abcdef"), st.one_of(WORDS, st.sampled_from(("no", "a: b", "x # y"))))
def test_a_value_that_is_set_is_the_only_one_that_changes(text: str, key: str, words: str) -> None:
    content = f"{text}\n".encode()
    try:
        after = splice.set_key(content, "f", (), key, words)
    except FindingsStop:
        return
    old, new = tree(content), tree(after)
    assert isinstance(old, list)
    assert isinstance(new, list)
    assert [pair for pair in new if pair[0] != key] == [pair for pair in old if pair[0] != key]
    assert dict(new)[key] == ("text", words)
