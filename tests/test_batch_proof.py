"""Thousands of letters to made-up recipients: every word right, none of a neighbour's, each as a single build's."""

from __future__ import annotations

import io
import re
import unicodedata

import pytest
from docx2python import docx2python
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.batches import HEADERS, files, folder, row, single, table
from tests.command import run
from tests.outside import openxml_audit

SCRIPTS = ("AZ", "az", "ÀÖ", "ßö", "ĀĿ", "ΑΡ", "αρ", "АЯ", "ая", "את", "ءغ", "अह", "กฮ", "ぁゔ", "一龥", "가힣", "09")
"""The first and the last letter of a range; a word keeps to one, since a mixture is a finding."""
STRANGE = st.sampled_from(
    [
        *("O'Brien", "&", "Söhne", "<GmbH>", "{{ name }}", "{% if x %}", "*bold*", "_so_", "#", "|", "a|b"),
        *("]]>", "&amp;", "<!--", "\\", "`", "~~", "http://x.example/?a=1&b=2", "1.", "- x", "[a](b)", "$", "“”", "‘’"),
        *("שלום", "בע״מ", "شركة", "北京水务公司", "株式会社", "ไทย", "Ελλάς", "Zoë", "Ǆ", "ﬁ", "e\u0301", "𠮷", "👩‍🚀"),
    ]
)
WORD = STRANGE | st.sampled_from(SCRIPTS).flatmap(
    lambda ends: st.text(st.characters(min_codepoint=ord(ends[0]), max_codepoint=ord(ends[1])), min_size=1, max_size=12)
)


def phrase(most: int = 6) -> st.SearchStrategy[str]:
    return st.lists(WORD, min_size=1, max_size=most).map(" ".join)


LONG = st.integers(20, 60).map(lambda n: "The Right Honourable " * (n // 4))
RECIPIENT = st.fixed_dictionaries(
    {
        "name": phrase() | LONG.map(str.strip),
        "organisation": phrase(),
        "street": phrase(3),
        "ref": phrase(2),
        "words": phrase(10),
    }
)


def as_row(number: int, made: dict[str, str]) -> tuple[str, ...]:
    """A row that no other number's can be taken for."""
    return row(
        number,
        to__name=f"{made['name']} Mx{number}x",
        to__organisation=f"{made['organisation']} Firm{number}x",
        to__address=f"{made['street'].replace(';', ',')} {number}x; AB{number}x {number}CD",
        your_ref=f"{made['ref']}/{number:05}x",
        words=f"that {made['words']} at site{number}x",
    )


def plain(text: str) -> str:
    """Words without the marks of direction and the kinds of space that a letter may set among them."""
    return " ".join(re.sub(r"[\u200e\u200f\u2066-\u2069]", "", unicodedata.normalize("NFC", text)).split())


@settings(
    max_examples=60, phases=(Phase.explicit, Phase.reuse, Phase.generate), suppress_health_check=list(HealthCheck)
)
@given(people=st.lists(RECIPIENT, min_size=30, max_size=60), chosen=st.integers(0))
def test_letters_to_any_recipients_say_what_their_rows_say_and_nothing_of_the_others(
    people: list[dict[str, str]], chosen: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    at = tmp_path_factory.mktemp("proof")
    brief = folder(at / "case")
    rows = [as_row(number, made) for number, made in enumerate(people, 1)]
    formats = ("--format", "docx", "--format", "txt", "--keep-going")
    done = run("batch", brief, "-r", table(at / "r.csv", *rows), "-o", at / "out", *formats, "--name", "{row}")
    assert done.code in {0, 3}, done.err  # a drawn word may be a placeholder, such as TBC
    assert "[leak]" not in done.err
    made = files(at / "out")
    written = [number for number in range(1, len(rows) + 1) if f"{number:04}.docx" in made]
    assert len(written) > len(rows) / 2
    for number in written:
        said = plain(made[f"{number:04}.txt"].decode())
        for cell in rows[number - 1][:5]:
            assert all(plain(part) in said for part in cell.split("; "))
        assert set(re.findall(r"(?:Mx|Firm|site)(\d+)x", said)) == {str(number)}
    sample = written[chosen % len(written)] - 1
    letter = made[f"{sample + 1:04}.docx"]
    assert openxml_audit(letter) == []
    with docx2python(io.BytesIO(letter)) as read:
        back = plain(read.text)
    for cell in rows[sample][:5]:
        assert all(plain(part) in back for part in cell.split("; "))
    assert set(re.findall(r"(?:Mx|Firm|site)(\d+)x", back)) == {str(sample + 1)}
    alone = single(at / "case" / "alone", dict(zip(HEADERS, rows[sample], strict=True)), at / "alone", "docx")
    assert letter == alone
