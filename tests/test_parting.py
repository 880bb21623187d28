"""Quotations that are set off in the paragraphs that they were declared in."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from drafter.compose.parting import paragraphs
from drafter.model import Emphasis, Inline, Strong, Text, inline_text
from tests.command import run

_WORD = st.tuples(
    st.sampled_from(["one", "two’s", "(a)", "§ 3", "über", "“four”", "–", "5%"]),
    st.sampled_from(["", ".", ",", ";"]),
    st.sampled_from([None, Emphasis, Strong]),
)
_Words = list[tuple[str, str, type[Emphasis] | type[Strong] | None]]
_PIECE = st.lists(_WORD, min_size=1, max_size=6).filter(lambda words: any(word[0] != "–" for word in words))


def _inlines(words: _Words) -> list[Inline]:
    made: list[Inline] = []
    for number, (word, mark, look) in enumerate(words):
        made += [Text(" ")] * bool(number)
        made += [look((Text(word),)) if look else Text(word), *([Text(mark)] if mark else [])]
    return made


@given(st.lists(_PIECE, min_size=1, max_size=4), st.sampled_from(["\n\n", "\n \n\n"]))
def test_paragraphs_are_parted_where_they_were_declared(pieces: list[_Words], between: str) -> None:
    content: list[Inline] = []
    for number, piece in enumerate(pieces):
        content += [*([Text(" ")] if number else []), *_inlines(piece)]
    said = [inline_text(_inlines(piece)) for piece in pieces]
    parted = paragraphs(tuple(content), between.join(said))
    assert " ".join(map(inline_text, parted)) == " ".join(said)
    if all(piece[0][0] != "–" and piece[-1][0] != "–" for piece in pieces):  # a dash may stand in either
        assert [inline_text(one) for one in parted] == said


def test_words_that_are_not_those_shown_part_nothing() -> None:
    content = (Text("One two three"),)
    assert paragraphs(content, "One\n\ntwo") == [content]
    assert paragraphs(content, "One\n\n–\n\ntwo three") == [content]


def test_a_provision_s_subsections_and_a_claim_s_paragraphs_stand_apart(tmp_path: Path) -> None:
    (tmp_path / "snippets" / "registers").mkdir(parents=True)
    (tmp_path / "snippets" / "registers" / "act.yaml").write_text(
        "label: ACT\ntitle: An Act\nprovisions:\n"
        '  "1": {text: "(1) A fee may be charged.\\n(2) It is payable at once."}\n',
        encoding="utf-8",
    )
    (tmp_path / "reply.txt").write_text("There are two rules.\n\n(a) We listen.\n\n(b) We *act*.\n", encoding="utf-8")
    (tmp_path / "case.yaml").write_text(
        "title: A case\nsender: {office: The Office, signatory: me}\n"
        "parties: {me: {name: Ann Able}, you: {name: Bo Mee}}\n"
        "sources: {reply: {title: Reply, author: you, file: reply.txt}}\n"
        "claims:\n  rules:\n    source: reply\n    words: |\n      There are two rules.\n\n      (a) We listen.\n",
        encoding="utf-8",
    )
    (tmp_path / "letter.yaml").write_text(
        "date: 2025-03-17\nto: you\nsubject: Rules\nbody:\n"
        "  - text: '{{ block_quote(claim(\"rules\")) }}'\n  - text: '{{ block_quote(provision(\"ACT 1\")) }}'\n",
        encoding="utf-8",
    )
    done = run("build", tmp_path / "letter.yaml", "-o", tmp_path / "letter.txt")
    assert done.code == 0, done.err
    letter = (tmp_path / "letter.txt").read_text(encoding="utf-8")
    assert "There are two rules.\n\n    (a) We listen.\n" in letter
    assert "(1) A fee may be charged.\n\n    (2) It is payable at once.\n" in letter
