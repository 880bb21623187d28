"""The letter in Markdown: pandoc reads back exactly its words and its structure, whatever the words are."""

from __future__ import annotations

import string
import subprocess
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.model import (
    Block,
    BlockQuotation,
    Break,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Letter,
    Link,
    List,
    Marker,
    Note,
    Paragraph,
    Question,
    Reference,
    Sender,
    Strong,
    Table,
    Text,
    inline_text,
)
from drafter.record import replace
from drafter.writers.markdown import write
from tests.reading_back import (
    is_of_caption,
    needs_pandoc,
    nodes,
    note_words,
    pandoc,
    printed_words,
    structure,
    text,
    words_added,
)
from tests.strategies import LABELS, LETTERS

KINDS = {
    "Emph": "Emphasis",
    "Strong": "Strong",
    "Note": "Note",
    "Table": "Table",
    "BlockQuote": "BlockQuotation",
    "Header": "Heading",
    "Link": "Link",
}
NEVER = {
    *("Code", "CodeBlock", "Math", "Image", "Cite", "Strikeout", "Superscript", "Subscript", "DefinitionList"),
    *("Quoted", "LineBlock", "HorizontalRule", "SmallCaps", "Underline"),
}
LETTER = Letter(
    language="en-GB",
    title="Cameras",
    date="16 August 2021",
    dated="2021-08-16",
    sender=Sender(),
    addressees=(),
    salutation="",
    body=(),
    closing="",
    signatories=(),
    outline=("body",),
    labels=LABELS,
)
NEAR_MARKUP = st.one_of(
    st.text(st.sampled_from(string.punctuation + "“”‘’…–—§ \n\t\u00a0aivx15"), min_size=1, max_size=12),
    st.sampled_from(
        (
            *(
                "1. a",
                "2021. b",
                "(a) b",
                "(@) c",
                "(@x) c",
                "#. d",
                "iv. e",
                "mix) e",
                "A.  f",
                "i) g",
                "(1) h",
                "#",
                "# h #",
            ),
            *(
                "- i",
                "+ i",
                "* i",
                "-",
                "---",
                "===",
                "- - -",
                "+---+",
                "+===+",
                "> q",
                "| a | b",
                ": d",
                "~ d",
                "~~~",
                "```",
            ),
            *(
                ":::",
                "::: x",
                "% t",
                "Table: x",
                "table: x",
                ": x",
                "{#id}",
                "{.c}",
                "a {#id}",
                "[a]{.b}",
                "[a](b)",
                "[^1]",
                "[^1]: a",
            ),
            *(
                "^[a]",
                "^a^",
                "~a~",
                "~~a~~",
                "$a$",
                "$$a$$",
                "\\(a\\)",
                "\\begin{a}",
                "\\a{b}",
                "<b>",
                "<!-- a -->",
                "</div>",
                "<a@b.c>",
            ),
            *(
                "&amp;",
                "&#65;",
                "&copy",
                "@a",
                "a@b.c",
                "[@a]",
                "-@a",
                "a--b",
                "a---b",
                "...",
                ". . .",
                "O'B",
                '"a"',
                "'a'",
                "`a`{=html}",
            ),
            *(
                "http://a.b/c_d_e",
                "a_b_c",
                "*a*",
                "**a**",
                "![a](b)",
                "!",
                ":smile:",
                "*[A]: b",
                "[a]: b",
                "\\",
                "\\\\",
                "a\\",
                "=",
                "<",
            ),
        )
    ),
)


def p(*content: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(inline) if isinstance(inline, str) else inline for inline in content))


def read(*content: Block) -> list[dict[str, Any]]:
    """The blocks that pandoc reads in what the writer makes of some blocks."""
    blocks: list[dict[str, Any]] = pandoc(write(replace(LETTER, body=content)), "markdown-smart")["blocks"]
    return blocks


def kinds(tree: object) -> Counter[str]:
    return Counter(node["t"] for node in nodes(tree))


def plain(tree: object) -> str:
    return " ".join(text(tree).split())


@needs_pandoc
@settings(max_examples=60)
@given(LETTERS)
def test_pandoc_reads_back_every_word_and_the_whole_structure(letter: Letter) -> None:
    blocks = pandoc(write(letter), "markdown-smart")["blocks"]
    counted = kinds(blocks)
    found = {model: counted[kind] for kind, model in KINDS.items()}
    lists = [node for node in nodes(blocks) if node["t"] in {"OrderedList", "BulletList"}]
    items = sum(len(node["c"] if node["t"] == "BulletList" else node["c"][1]) for node in lists)
    raw = [node["c"][1] for node in nodes(blocks) if node["t"] in {"RawInline", "RawBlock"}]
    expected = structure(letter)

    labels = words_added(printed_words(letter), text(blocks).split())
    assert [text(node["c"]).split() for node in nodes(blocks) if node["t"] == "Note"] == note_words(letter)
    assert found == {model: expected[model] for model in KINDS.values()}
    assert items == expected["Item"]
    assert not NEVER & set(counted)
    assert set(raw) <= {"<br>", "<!-- -->"}
    known = {"Our", "Your", "ref:", "Copy", "to:", "Enclosures:"}
    assert all(word in known or is_of_caption(word) or word[-1] in ".)" for word in labels)


@needs_pandoc
@settings(max_examples=40)
@given(st.lists(st.lists(NEAR_MARKUP, min_size=1, max_size=3), min_size=15, max_size=25))
def test_no_words_are_ever_read_as_markup(pieces: list[list[str]]) -> None:
    words = ["".join(piece) for piece in pieces]
    blocks = read(*(BlockQuotation((p("x"), p(line))) for line in words))

    assert kinds(blocks).keys() <= {"BlockQuote", "Para", "Str", "Space", "LineBreak"}
    assert len(blocks) == len(words)
    assert [text(block).split() for block in blocks] == [["x", *line.split()] for line in words]


@needs_pandoc
@settings(max_examples=40)
@given(st.lists(st.tuples(NEAR_MARKUP, NEAR_MARKUP, NEAR_MARKUP), min_size=10, max_size=15))
def test_no_words_are_read_as_markup_beside_markup(lines: list[tuple[str, str, str]]) -> None:
    link = "https://example.org/"
    content = [
        inline
        for a, b, c in lines
        for inline in (
            Emphasis((Text(f"x{a}"),)),
            Text(b),
            Strong((Text(c + "x"),)),
            Text(a),
            Note((p("x" + b),)),
            Text(c),
            Break(),
            Foreign((Text(c),), "ar", right_to_left=True),
            Text(a),
            Link((Text("x" + b),), link),
            Text(c),
            Reference("1", "q"),
            Text(a),
        )
    ]
    blocks = read(*(p(*content[start : start + 13]) for start in range(0, len(content), 13)))
    counted = kinds(blocks)

    assert [text(block).split() for block in blocks] == [
        inline_text(tuple(content[start : start + 13])).split() for start in range(0, len(content), 13)
    ]
    assert counted["Para"] == 2 * len(lines)
    assert {kind: counted[kind] for kind in ("Emph", "Strong", "Note", "Span", "Link")} == {
        **dict.fromkeys(("Emph", "Strong", "Note"), len(lines)),
        "Span": sum(bool(c.strip(" \t\n")) for _, _, c in lines),  # a blank passage is in no language
        "Link": 2 * len(lines),
    }
    assert not NEVER & set(counted)


@needs_pandoc
@settings(max_examples=20)
@given(st.lists(NEAR_MARKUP.filter(str.strip), min_size=12, max_size=12))
def test_words_in_fields_headings_tables_and_lists_stay_words(words: list[str]) -> None:
    a, b, c, d, e, f, g, h, i, j, k, m = (
        "x" + " ".join(word.split()) if n % 2 else " ".join(word.split()) for n, word in enumerate(words)
    )
    table = Table(((Text("x" + a),), (Text(b),)), (((Text(c),), (Text(d),)),))
    listed = List(((p(e),), (p(f),)), "decimal", start=3)
    letter = replace(
        LETTER,
        sender=Sender((g, h), i),
        subject=(j + "x",),
        body=(Heading((Text("x" + k),)), table, listed, Question((p(m),), 4)),
        outline=("subject", "body"),
    )
    blocks = pandoc(write(letter), "markdown-smart")["blocks"]

    assert [node["t"] for node in blocks] == [
        "Para",
        "Para",
        "Header",
        "Header",
        "Table",
        "OrderedList",
        "RawBlock",
        "OrderedList",
    ]
    assert text(blocks).split() == " ".join((g, h, i, j + "x", "x" + k, "x" + a, b, c, d, e, f, m)).split()
    assert not NEVER & set(kinds(blocks))


@needs_pandoc
@pytest.mark.parametrize("marker", ["decimal", "letter", "roman"])
def test_lists_keep_their_markers_and_starts(marker: Marker) -> None:
    styles = {
        "decimal": ("Decimal", "Period"),
        "letter": ("LowerAlpha", "TwoParens"),
        "roman": ("LowerRoman", "TwoParens"),
    }
    starts = (1, 2, 4, 8, 12)
    blocks = read(
        *(block for start in starts for block in (p("x"), List(((p("a"),), (p("b"), p("c"))), marker, start=start)))
    )
    found = [block["c"][0] for block in blocks if block["t"] == "OrderedList"]

    assert [(start, style["t"], delimiter["t"]) for start, style, delimiter in found] == [
        (start, *styles[marker]) for start in starts
    ]


@needs_pandoc
@pytest.mark.parametrize(
    ("marker", "start", "words"),
    [("letter", 9, "(i) a (j) b"), ("letter", 26, "(z) a (aa) b"), ("roman", 5, "(v) a (vi) b"), ("none", 1, "a b")],
)
def test_a_list_that_pandoc_would_count_otherwise_has_its_markers_as_words(
    marker: Marker, start: int, words: str
) -> None:
    (block,) = read(List(((p("a"),), (p("b"),)), marker, start=start))

    assert block["c"][0][1] == ["unmarked"]
    assert [len(node["c"]) for node in nodes(block) if node["t"] == "BulletList"] == [2]
    assert "OrderedList" not in kinds(block)
    assert plain(block) == words


@needs_pandoc
def test_neighbouring_lists_stay_apart_and_questions_run_on() -> None:
    one = List(((p("a"),),), "decimal")
    blocks = read(one, one, Question((p("b"),), 1), Question((p("c"), one, p("d")), 2), Question((p("e"),), 4))
    lists = [block["c"] for block in blocks if block["t"] == "OrderedList"]

    assert [(found[0][0], len(found[1])) for found in lists] == [(1, 1), (1, 1), (1, 2), (4, 1)]


@needs_pandoc
def test_references_lead_to_the_anchors_of_questions_paragraphs_and_headings() -> None:
    heading = Heading((Text("Why"),), anchor="why")
    question = Question((p("Which?"),), 1, anchor="question-1")
    paragraph = Paragraph((Text("See "), Reference("1", "question-1"), Reference("A", "why")), number=3, anchor="§ 3")
    blocks = read(heading, question, paragraph, p(Reference("3", "§ 3")))
    links = [node["c"][2][0].removeprefix("#") for node in nodes(blocks) if node["t"] == "Link"]
    targets = [node["c"][0][0] for node in nodes(blocks) if node["t"] == "Span"]

    assert blocks[0]["c"][1][0] == "why"
    assert links == ["question-1", "why", targets[1]]
    assert plain(blocks[2]) == "3. See 1A"


@needs_pandoc
def test_nested_and_touching_emphasis_is_read_back() -> None:
    inner = Emphasis((Text("a "), Emphasis((Strong((Text("b"),)), Text(" c"))), Strong((Text("d"),))))
    blocks = read(p("x", inner, Strong((Text(" e "),)), Emphasis((Text("f"),)), "y"))

    assert {kind: count for kind, count in kinds(blocks).items() if kind in {"Emph", "Strong"}} == {
        "Emph": 3,
        "Strong": 3,
    }
    assert plain(blocks) == "xa b cd e fy"


@needs_pandoc
def test_notes_hold_several_blocks_and_foreign_words_their_language() -> None:
    note = Note((p("one"), List(((p("two"),), (p("three"),))), p("four")))
    foreign = Foreign((Text("العربية"),), "ar", right_to_left=True)
    blocks = read(p("x", note, ": ", foreign), p(Text("y"), Note((p("five"),))))
    read_notes = [node["c"] for node in nodes(blocks) if node["t"] == "Note"]

    assert [block["t"] for block in read_notes[0]] == ["Para", "BulletList", "Para"]
    assert [plain(found) for found in read_notes] == ["one two three four", "five"]
    assert [node["c"][0][2] for node in nodes(blocks) if node["t"] == "Span"] == [[["lang", "ar"], ["dir", "rtl"]]]


@needs_pandoc
@pytest.mark.parametrize(
    ("url", "read_back"),
    [
        ("https://example.org/a_b*c?b=1&copy;=(2)#x", "https://example.org/a_b*c?b=1&copy;=(2)#x"),
        ("https://example.org/a b>c|d", "https://example.org/a%20b%3Ec%7Cd"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("HTTPS://EXAMPLE.ORG/a.", "HTTPS://EXAMPLE.ORG/a."),
    ],
)
def test_links_keep_their_url(url: str, read_back: str) -> None:
    blocks = read(
        p("!", Link((Text("words"),), url), "(x) ", Link((Text(url),), url), "."),
        Table(((Link((Text(url),), url),),), ()),
    )
    links = [node["c"] for node in nodes(blocks) if node["t"] == "Link"]

    assert [found[2][0] for found in links] == [read_back] * 3
    assert plain(blocks) == f"!words(x) {url}. {url}"


@needs_pandoc
def test_breaks_are_kept_in_paragraphs_and_shown_in_headings_and_cells() -> None:
    blocks = read(
        p("a", Break(), "1. b"), Heading((Text("c"), Break(), Text("d"))), Table(((Text("e"), Break(), Text("f")),), ())
    )

    assert kinds(blocks)["LineBreak"] == 1
    assert [node["c"][1] for node in nodes(blocks) if node["t"] == "RawInline"] == ["<br>", "<br>"]
    assert plain(blocks) == "a 1. b c d e f"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "example.org"])
def test_a_link_of_another_scheme_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="Only http, https and mailto"):
        write(replace(LETTER, body=(p(Link((Text("words"),), url)),)))


def test_ordinary_words_are_written_as_they_stand() -> None:
    line = (
        "In 2021 (see p. 3) the Office – at £335.99m – wrote to clerk@example.org: why? Yes! That’s 50% + VAT; a/b = c."
    )

    assert write(replace(LETTER, body=(p(line),))) == f"{line}\n"


@needs_pandoc
@pytest.mark.parametrize("flavour", ["markdown", "markdown-smart", "gfm", "commonmark"])
def test_typographic_quotation_marks_stand_bare_and_stay_what_they_are(flavour: str) -> None:
    words = "They wrote “no ‘part’ in it” and it’s Ann's."
    written = write(replace(LETTER, body=(Paragraph((Text(words),)),)))
    assert "“no ‘part’ in it”" in written
    command = ["pandoc", "-f", flavour, "-t", "plain", "--wrap=none"]
    shown = subprocess.run(command, input=written.encode(), capture_output=True, check=True).stdout.decode()
    assert words.replace("'", "’") in shown.replace("'", "’")
