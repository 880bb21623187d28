"""Hypothesis strategies: words that people type, and letters over the whole model."""

from __future__ import annotations

from hypothesis import strategies as st

from drafter.model import (
    Annex,
    Block,
    BlockQuotation,
    Break,
    Caption,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Letter,
    Link,
    List,
    Note,
    Paragraph,
    Passage,
    Question,
    Quotation,
    Reference,
    Sender,
    Signatory,
    Strong,
    Table,
    Text,
)
from drafter.record import replace

AWKWARD = st.sampled_from(
    [
        "*",
        "_",
        "**",
        "`",
        "#",
        ">",
        "<",
        "&",
        "&amp;",
        "<b>",
        "</w:t>",
        "]]>",
        "{{",
        "}}",
        "{%",
        "%}",
        "\\",
        "\\*",
        "1.",
        "2021.",
        "-",
        "+",
        "~",
        "^",
        "$",
        "|",
        "[x](y)",
        "![i](j)",
        "@",
        "'",
        '"',
        "’",
        "“",
        "”",
        "…",
        "—",
        "–",
        ":",
        ";",
        ",",
        "?",
        "!",
        "https://example.org/?a=1&b=2",
        "O'Brien",
        "Söhne",
        "<GmbH>",
        "漢字",
        "العربية",
        "PAGE",
        "\\h",
    ]
)
PLAIN = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=8)
WORD = st.one_of(PLAIN, PLAIN, AWKWARD).filter(bool)
WORDS = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
"""One line of words with markup characters of every format among them; never blank, single spaces."""

URLS = st.sampled_from(("https://example.org/a?b=1&c=(2)", "mailto:clerk@example.org", "http://example.org/%20x#y"))


def inlines(depth: int = 2, *, notes: bool = True) -> st.SearchStrategy[tuple[Inline, ...]]:
    """Runs of inlines, separated by spaces so that words stay words."""
    choices: list[st.SearchStrategy[Inline]] = [WORDS.map(Text), WORDS.map(Text)]
    if depth:
        inner = inlines(depth - 1, notes=False)
        choices += [
            inner.map(Emphasis),
            inner.map(Strong),
            inner.map(lambda content: Quotation((Text("“"), *content, Text("”")), Passage("s", "w", "verified"))),
            inner.map(lambda content: Foreign(content, "ar", right_to_left=True)),
            st.builds(lambda words, url: Link((Text(words),), url), WORDS, URLS),
        ]
    if notes:
        choices.append(inlines(0, notes=False).map(lambda content: Note((Paragraph(content),))))

    def spaced(parts: list[Inline]) -> tuple[Inline, ...]:
        spaced_parts: list[Inline] = []
        for part in parts:
            if spaced_parts:
                spaced_parts.append(Text(" "))
            spaced_parts.append(part)
        return tuple(spaced_parts)

    runs = st.lists(st.one_of(*choices), min_size=1, max_size=4).map(spaced)
    lines = st.builds(lambda a, b: (*a, Break(), *b), runs, runs) if depth else runs
    # A run opens with words, so that a paragraph never holds a note alone.
    return st.builds(lambda word, rest: (Text(word + " "), *rest), WORD, st.one_of(runs, runs, lines))


PARAGRAPHS: st.SearchStrategy[Block] = st.builds(Paragraph, inlines())


def lists(depth: int = 2) -> st.SearchStrategy[Block]:
    """Lists with markers of every kind, nested up to `depth`."""
    item = st.builds(lambda paragraph: (paragraph,), PARAGRAPHS)
    if depth:
        item = st.one_of(item, st.builds(lambda paragraph, inner: (paragraph, inner), PARAGRAPHS, lists(depth - 1)))
    return st.builds(
        List,
        st.lists(item, min_size=1, max_size=3).map(tuple),
        st.sampled_from(("bullet", "decimal", "letter", "roman", "none")),
        st.integers(1, 20),
    )


@st.composite
def tables(draw: st.DrawFn) -> Block:
    """Tables of one to three columns."""
    columns = draw(st.integers(1, 3))
    row = st.tuples(*[inlines(1, notes=False)] * columns)
    return Table(draw(row), tuple(draw(st.lists(row, min_size=1, max_size=3))))


@st.composite
def bodies(draw: st.DrawFn) -> tuple[Block, ...]:
    """Bodies with every kind of block; headings skip no level, questions count from 1."""
    content = draw(
        st.lists(
            st.one_of(PARAGRAPHS, PARAGRAPHS, lists(), tables(), _questions(), _quotations()), min_size=1, max_size=6
        )
    )
    numbered: list[Block] = []
    question = table = 0
    for one in content:
        block = one
        if isinstance(block, Question):
            question += 1
            block = Question(block.content, question, anchor=f"question-{question}")
        if isinstance(block, Table) and draw(st.booleans()):
            table += 1
            caption = Caption("Table", table, draw(st.one_of(st.just(()), inlines(1))))
            block = replace(block, caption=caption, anchor=f"table-{table}")
        if isinstance(block, Paragraph) and draw(st.booleans()):
            block = Paragraph(block.content, number=len(numbered) + 1, anchor=f"paragraph-{len(numbered) + 1}")
        numbered.append(block)
    if draw(st.booleans()):
        numbered.insert(0, Heading(draw(inlines(1, notes=False))))
        numbered.append(Heading(draw(inlines(1)), level=2))
        numbered.append(draw(PARAGRAPHS))
    if question:
        numbered.append(Paragraph((Text("See question "), Reference("1", "question-1"), Text(" above"))))
    if table:
        numbered.append(Paragraph((Text("See table "), Reference("1", "table-1"), Text(" above"))))
    return tuple(numbered)


def _questions() -> st.SearchStrategy[Block]:
    parts = st.builds(lambda paragraph, inner: (paragraph, inner), PARAGRAPHS, lists(1))
    return st.builds(Question, st.one_of(PARAGRAPHS.map(lambda paragraph: (paragraph,)), parts), st.just(1))


def _quotations() -> st.SearchStrategy[Block]:
    return st.builds(BlockQuotation, st.lists(PARAGRAPHS, min_size=1, max_size=2).map(tuple), st.none())


LINES = st.lists(WORDS, max_size=3).map(tuple)
SOME_LINES = st.lists(WORDS, min_size=1, max_size=4).map(tuple)
SOMETIMES = st.one_of(st.just(""), WORDS)
LABELS = (
    ("our_ref", "Our ref:"),
    ("your_ref", "Your ref:"),
    ("copies", "Copy to:"),
    ("enclosures", "Enclosures:"),
    ("notes", "Notes"),
    ("signature_of", "Signature of {name}"),
)

LETTERS = st.builds(
    Letter,
    language=st.sampled_from(("en-GB", "fr-FR")),
    title=WORDS,
    date=st.just("16 August 2021"),
    dated=st.just("2021-08-16"),
    sender=st.builds(Sender, SOME_LINES, WORDS, WORDS, LINES, st.just("https://example.org/office")),
    addressees=st.lists(SOME_LINES, min_size=1, max_size=2).map(tuple),
    salutation=WORDS,
    body=bodies(),
    closing=WORDS,
    signatories=st.lists(st.builds(Signatory, WORDS, LINES), min_size=1, max_size=3).map(tuple),
    subject=SOME_LINES,
    our_ref=SOMETIMES,
    your_ref=SOMETIMES,
    delivery=SOMETIMES,
    marking=SOMETIMES,
    copies=LINES,
    copies_at=st.sampled_from(("head", "foot")),
    enclosures=LINES,
    annexes=st.one_of(
        st.just(()),
        st.builds(lambda title, body: (Annex("Annex A", title, (body,), "annex-a"),), WORDS, PARAGRAPHS),
    ),
    notes_at=st.sampled_from(("foot", "end")),
    labels=st.just(LABELS),
)
"""Letters over the whole model."""
