"""The letter in plain text: every word, 76 columns, markers that hang, notes at the end."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.counting import letters, roman
from drafter.model import (
    Annex,
    Block,
    BlockQuotation,
    Break,
    Emphasis,
    Heading,
    Inline,
    Letter,
    Link,
    List,
    Note,
    Paragraph,
    Question,
    Sender,
    Signatory,
    Strong,
    Table,
    Text,
    notes,
)
from drafter.record import replace
from drafter.writers.text import WIDTH, columns, write
from tests.reading_back import words_added, words_with_notes
from tests.strategies import LABELS, LETTERS

LETTER = Letter(
    language="en-GB",
    title="Cameras",
    date="16 August 2021",
    dated="2021-08-16",
    sender=Sender(("OFFICE OF CAMERAS",), "A Person", "Commissioner"),
    addressees=(("B Person", "A Firm"),),
    salutation="Dear B Person",
    body=(),
    closing="Yours sincerely",
    signatories=(Signatory("A Person", ("Commissioner",)),),
    subject=("Cameras",),
    labels=LABELS,
)


def p(*content: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(inline) if isinstance(inline, str) else inline for inline in content))


def body(*content: Block) -> str:
    """What the writer makes of some blocks."""
    written = write(replace(LETTER, body=content, outline=("body",)))
    return written.partition("A Person\nCommissioner\n\n")[2]


@settings(max_examples=50)
@given(LETTERS)
def test_every_word_of_a_letter_is_there_in_order(letter: Letter) -> None:
    expected = words_with_notes(letter)
    urls = r"\s+<(?:https?|mailto):[^>\s]*>"
    marks = r"\[(?:" + "|".join(str(number) for number, _ in enumerate(notes(letter), 1)) + r")\]"

    words_added(expected, re.sub(f"{urls}|{marks}", "", write(letter)).split())


@settings(max_examples=50)
@given(LETTERS)
def test_a_line_is_longer_than_76_columns_only_for_one_long_word(letter: Letter) -> None:
    for line in write(letter).split("\n"):
        marker = r"(?:-|\[?\d+\]|\d+\.|\([a-z]+\))\s+"
        words = re.sub(rf"^\s*(?:{marker})*", "", line).split()
        # Very deep nesting leaves a narrow column instead of none.
        assert columns(line) <= WIDTH or len(words) == 1 or len(line) - len(line.lstrip()) > WIDTH - 28


@settings(max_examples=50)
@given(LETTERS)
def test_lines_end_in_no_spaces_and_the_text_in_one_line_feed(letter: Letter) -> None:
    written = write(letter)

    assert not re.search(r" +$", written, flags=re.MULTILINE)
    assert not re.search(r"\A\n|\n\n\Z", written)
    assert written.endswith("\n")


def test_the_parts_of_a_letter_stand_in_the_order_of_its_outline() -> None:
    written = write(
        replace(LETTER, body=(p("It is so."),), our_ref="C/1", copies=("C Person",), enclosures=("A report",))
    )

    assert written == (
        "OFFICE OF CAMERAS\n\nA Person\nCommissioner\n\n16 August 2021\n\nOur ref: C/1\n\nB Person\nA Firm\n\n"
        "Dear B Person\n\nCameras\n\nIt is so.\n\nYours sincerely\n\nA Person\nCommissioner\n\nCopy to:\nC Person\n\n"
        "Enclosures:\nA report\n"
    )


def test_copies_at_the_head_stand_above_the_salutation() -> None:
    written = write(replace(LETTER, copies=("C Person",), copies_at="head"))

    assert written.count("Copy to:") == 1
    assert written.index("Copy to:\nC Person") < written.index("Dear B Person")


def test_notes_are_numbered_as_cited_and_listed_at_the_end() -> None:
    annex = Annex("Annex A", "Extract", (p("Far", Note((p("third"),)), " away."),))
    cited = p("One", Note((p("first"),)), " and two", Note((p("second"),)), ".")
    written = write(replace(LETTER, body=(cited,), annexes=(annex,), outline=("annexes", "body")))

    assert written.endswith(
        "Annex A\nExtract\n\nFar[3] away.\n\nOne[1] and two[2].\n\n\nNotes\n\n[1] first\n\n[2] second\n\n[3] third\n"
    )


def test_the_paragraphs_of_a_note_hang_beside_its_number() -> None:
    assert body(p("One", Note((p("first"), p("more"))))).endswith("Notes\n\n[1] first\n\n    more\n")


def test_list_items_hang_beside_their_markers() -> None:
    long = "word " * 15 + "end"
    written = body(List(((p(long),), (p("b"),)), "letter", start=26))

    assert written == f"(z)  {'word ' * 13}word\n     word end\n(aa) b\n"


def test_nested_lists_and_numbered_questions_hang_deeper() -> None:
    inner = List(((p("at home"),), (p("abroad"),)), "roman")
    written = body(Question((p("Where?"), List(((p("made"), inner), (p("sold"),)), "letter")), 7))

    assert written == "7.  Where?\n\n    (a) made\n\n        (i)  at home\n        (ii) abroad\n\n    (b) sold\n"


def test_an_unmarked_list_has_an_item_on_each_line() -> None:
    assert body(List(((p("One"),), (p("Two"),)), "none")) == "  One\n  Two\n"


def test_numbered_paragraphs_print_their_number() -> None:
    assert body(Paragraph((Text("It is so."),), number=12)) == "12. It is so.\n"


def test_emphasis_is_not_marked_and_a_break_is_a_new_line() -> None:
    content = p(Emphasis((Text("one"),)), Break(), Strong((Text("two"),)))

    assert body(content) == "one\ntwo\n"


def test_a_block_quotation_is_indented() -> None:
    assert body(BlockQuotation((p("Words"), p("more")))) == "    Words\n\n    more\n"


def test_headings_have_room_above() -> None:
    assert body(p("Before."), Heading((Text("After"),)), p("So.")) == "Before.\n\n\nAfter\n\nSo.\n"


@pytest.mark.parametrize(
    ("words", "url", "written"),
    [
        ("the report", "https://example.org/a", "the report <https://example.org/a>"),
        ("https://example.org/a", "https://example.org/a", "https://example.org/a"),
        ("example.org/a", "https://example.org/a", "example.org/a"),
        ("a@example.org", "mailto:a@example.org", "a@example.org"),
    ],
)
def test_a_link_shows_its_url_unless_its_words_do(words: str, url: str, written: str) -> None:
    assert body(p(Link((Text(words),), url))) == f"{written}\n"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "example.org", "", "http", " https://example.org"]
)
def test_a_link_of_another_scheme_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="Only http, https and mailto"):
        body(p(Link((Text("words"),), url)))


def test_a_table_that_fits_stands_in_aligned_rows() -> None:
    table = Table(
        ((Text("Project"),), (Text("Term"),)),
        (((Text("皮山"),), (Text("21 years"),)), ((Text("MoYu"),), (Text("20"),))),
    )

    assert body(table) == "Project  Term\n-------  --------\n皮山     21 years\nMoYu     20\n"


def test_a_table_that_does_not_fit_stands_in_lines_with_labels() -> None:
    table = Table(((Text("Project"),), (Text("Term:"),)), (((Text("word " * 20),), (Text("21 years"),)),))
    written = body(table)

    assert written == f"Project | Term:\n\n  Project: {'word ' * 11}word\n    {'word ' * 7}word\n  Term: 21 years\n"


def test_long_words_stay_whole() -> None:
    url = "https://example.org/" + "a-b/" * 40

    assert body(p("See ", url, " there.")) == f"See\n{url}\nthere.\n"


@given(st.integers(1, 3999))
def test_roman_numerals_count(number: int) -> None:
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    digits = [values[digit] for digit in roman(number)]

    assert sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True)) == number


def test_letters_go_on_after_z() -> None:
    assert [letters(number) for number in (1, 26, 27, 52, 53, 702, 703)] == ["a", "z", "aa", "az", "ba", "zz", "aaa"]
