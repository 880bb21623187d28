"""A source made ready to be searched is what reading it character by character gives, each with its place."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from drafter.declarations import FORGIVEN
from drafter.edges import LINE_END_HYPHEN
from drafter.prepared import source

READ = re.compile(r"(?<=\w)(?P<hyphen>[-\u2010\u00ad])[ \t]*(?:\n[ \t]*|[ \t\n]*\f[ \t\n\f]*)(?=\w)|\s+|.", re.DOTALL)
TEXTS = st.text(st.sampled_from([*"ab1.-- \t\n\f\r\xa0\u2003é“’", *FORGIVEN]), max_size=40) | st.text(max_size=40)


def read_slowly(text: str) -> tuple[str, list[int]]:
    """Each character as it is compared, and where it came from."""
    plain, at = "", []
    for match in READ.finditer(text):
        made = FORGIVEN.get(match[0], match[0])
        if match[0].isspace():
            made = " "
        elif match["hyphen"]:
            numbers = text[match.start() - 1].isdigit() or text[match.end()].isdigit()
            made = LINE_END_HYPHEN if not numbers else " " if match["hyphen"] == "\u00ad" else "-"
        plain += made
        at += [match.start()] * len(made)
    return plain, [*at, len(text)]


@given(TEXTS)
@example("a-\n\nb – c…  ﬁ\u00ad\n\u00ad")
@example("1-\n2 a\u00ad\nb\u200b\ufeff")
def test_it_is_what_reading_slowly_gives(text: str) -> None:
    plain, at = read_slowly(text)
    found = source(text)
    assert found.plain == plain
    assert [found.at[number] for number in range(len(plain) + 1)] == at
    bare = [number for number, character in enumerate(plain) if character not in f"-{LINE_END_HYPHEN}"]
    assert found.bare == "".join(plain[number] for number in bare)
    assert [found.plain_at(number) for number in range(len(bare))] == bare
    assert all(found.bare_from(number) == sum(one < number for one in bare) for number in range(len(plain) + 1))


@given(TEXTS, st.integers(0, 40), st.integers(1, 40))
def test_what_runs_on_together_is_the_source_s_own(text: str, start: int, length: int) -> None:
    found = source(text)
    if start + length > len(found.plain):
        return
    whole = found.as_it_is(start, length)
    slowly = "".join(" " if found.plain[at] == " " else text[found.at[at]] for at in range(start, start + length))
    assert whole in {"", slowly}
