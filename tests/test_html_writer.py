"""The letter as a page: every word, nothing but the letter's own structure, and what WCAG asks of it."""

from __future__ import annotations

import base64
import re
from collections import Counter
from hashlib import sha256
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given, settings
from lxml import html as lxml_html

from drafter.model import (
    Block,
    BlockQuotation,
    Foreign,
    Heading,
    Letter,
    Link,
    List,
    Note,
    Paragraph,
    Passage,
    Picture,
    Question,
    Quotation,
    Reference,
    Sender,
    Signatory,
    Table,
    Text,
)
from drafter.record import replace
from drafter.writers.html import write
from tests.reading_back import (
    is_of_caption,
    needs_pandoc,
    note_sections,
    pandoc,
    structure,
    text,
    words_added,
    words_with_notes,
)
from tests.strategies import LABELS, LETTERS

LABEL_WORDS: Final = {"Our", "Your", "ref:", "Copy", "to:", "Enclosures:", "Notes"}
KINDS: Final = {"em": "Emphasis", "strong": "Strong", "table": "Table", "blockquote": "BlockQuotation"}
NEVER: Final = {"script", "q", "iframe", "object", "embed", "form", "input", "link", "base", "b", "i", "svg", "math"}
LETTER: Final = Letter(
    language="en-GB",
    title="Cameras & <us>",
    date="16 August 2021",
    dated="2021-08-16",
    sender=Sender(
        ("OFFICE OF CAMERAS",), "A Person", "Commissioner", ("1 Street", "a@example.org"), "https://example.org/"
    ),
    addressees=(("B Person", "A Firm"),),
    salutation="Dear B Person",
    body=(),
    closing="Yours sincerely",
    signatories=(Signatory("A Person", ("Commissioner",)),),
    subject=("Cameras",),
    labels=LABELS,
)


def p(*content: Text | Note | str) -> Paragraph:
    return Paragraph(tuple(Text(inline) if isinstance(inline, str) else inline for inline in content))


def page(letter: Letter) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(write(letter).encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))


def body(*content: Block) -> lxml_html.HtmlElement:
    """The page's main part for a letter of some blocks."""
    (main,) = page(replace(LETTER, body=content, outline=("subject", "body"))).iter("main")
    return main


def found_words(letter: Letter) -> list[str]:
    """The words within the page's body, spaces for line breaks and around blocks, without marks of notes."""
    (content,) = page(letter).iter("body")
    for mark in list(content.iter("sup")):
        mark.drop_tree()
    inline = {"em", "strong", "span", "a", "time"}
    for element in content.iter():
        if element.tag not in inline:
            element.text = f" {element.text or ''}"
            element.tail = f" {element.tail or ''}"
    return str(content.text_content()).split()


@settings(max_examples=50)
@given(LETTERS)
def test_every_word_is_there_in_order_and_no_word_is_markup(letter: Letter) -> None:
    root = page(letter)
    tags = Counter(str(element.tag) for element in root.iter())
    counted = structure(letter)
    headings = sum(tags[f"h{level}"] for level in range(1, 7))

    added = words_added(words_with_notes(letter), found_words(letter))
    assert all(word in LABEL_WORDS or is_of_caption(word) or re.fullmatch(r"[0-9]+\.?", word) for word in added)
    assert {model: tags[tag] for tag, model in KINDS.items()} == {model: counted[model] for model in KINDS.values()}
    assert tags["a"] == counted["Link"] + 2 * counted["Note"]
    assert tags["li"] == counted["Item"] + counted["Note"]
    assert headings == counted["Heading"] + note_sections(letter)
    assert tags["h1"] == 1
    assert not NEVER & set(tags)


@needs_pandoc
@settings(max_examples=40)
@given(LETTERS)
def test_pandoc_reads_the_same_words(letter: Letter) -> None:
    words = text(pandoc(write(letter), "html")["blocks"], without=("Note", "Superscript")).split()

    assert words == found_words(letter)


@settings(max_examples=50)
@given(LETTERS)
def test_every_id_is_unique_and_every_inner_link_leads_somewhere(letter: Letter) -> None:
    root = page(letter)
    ids = root.xpath("//@id")
    targets = {link.removeprefix("#") for link in root.xpath("//@href") if link.startswith("#")}

    assert len(ids) == len(set(ids))
    assert targets | set(root.xpath("//@aria-labelledby | //@aria-describedby")) <= set(ids)


@settings(max_examples=50)
@given(LETTERS)
def test_headings_skip_no_level(letter: Letter) -> None:
    levels = [int(element.tag[1]) for element in page(letter).xpath("//h1|//h2|//h3|//h4|//h5|//h6")]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_heading_two_levels_deeper_is_brought_up() -> None:
    main = body(Heading((Text("One"),), level=1), Heading((Text("Three"),), level=3))

    assert [element.tag for element in main.iter("h1", "h2", "h3", "h4")] == ["h1", "h2", "h3"]


def test_a_letter_without_subject_has_its_title_as_an_unseen_heading() -> None:
    (heading,) = page(replace(LETTER, subject=())).iter("h1")

    assert (heading.text, heading.get("class")) == ("Cameras & <us>", "unseen")


def test_the_page_names_its_language_title_encoding_and_landmarks() -> None:
    written = write(LETTER)
    root = page(LETTER)

    assert written.startswith('<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n')
    assert root.findtext("head/title") == "Cameras & <us>"
    assert root.xpath("string(//meta[@name='viewport']/@content)") == "width=device-width, initial-scale=1"
    assert [element.tag for element in root.find("body")] == ["header", "main"]
    assert root.xpath("string(//time/@datetime)") == "2021-08-16"
    assert root.xpath("//header/address/text()") == ["1 Street", "a@example.org"]


def test_the_page_fetches_nothing_and_allows_its_own_style_alone() -> None:
    written = write(LETTER)
    style = re.search(r"<style>(.*?)</style>", written, flags=re.DOTALL)
    policy = page(LETTER).xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")

    assert style
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{base64.b64encode(sha256(style[1].encode()).digest()).decode()}'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"url\(|@import|</", style[1])
    assert ' style="' not in written


def test_lists_are_real_and_keep_their_kind_and_start() -> None:
    item = ((p("a"),),)
    main = body(*(List(item, marker, start=4) for marker in ("bullet", "decimal", "letter", "roman", "none")))

    assert [
        (element.tag, element.get("type"), element.get("start"), element.get("class"))
        for element in main.iter("ol", "ul")
    ] == [
        ("ul", None, None, None),
        ("ol", "1", "4", None),
        ("ol", "a", "4", None),
        ("ol", "i", "4", None),
        ("ul", None, None, "unmarked"),
    ]


def test_questions_are_a_list_that_keeps_their_numbers() -> None:
    main = body(
        Question((p("a"),), 3, anchor="question-3"),
        Question((p("b"), List(((p("c"),),), "letter")), 4),
        Paragraph((Text("See "), Reference("3", "question-3"))),
        Question((p("d"),), 5),
    )

    assert [(element.get("start"), len(element)) for element in main.findall("ol")] == [("3", 2), ("5", 1)]
    assert main.xpath("ol/li/@value") == ["3", "4", "5"]
    assert main.xpath("string(//p/a/@href)") == "#" + main.xpath("string(//li[@value='3']/@id)")


def test_a_numbered_paragraph_prints_its_number() -> None:
    main = body(Paragraph((Text("So."),), number=12, anchor="paragraph-12"))

    assert main.xpath("string(p[@id='paragraph-12'])") == "12. So."


def test_notes_lead_there_and_back() -> None:
    main = body(p("One", Note((p("first"),))), Table(((Text("a"), Note((p("second"),))),), ()))
    marks = main.xpath("//sup/a[@role='doc-noteref']")
    notes_found = main.xpath("section[@role='doc-endnotes']/ol/li")

    assert main[-1].get("role") == "doc-endnotes"
    assert [mark.get("href") for mark in marks] == [f"#{note.get('id')}" for note in notes_found]
    assert [note.xpath("string(a[@role='doc-backlink']/@href)") for note in notes_found] == [
        f"#{mark.get('id')}" for mark in marks
    ]
    assert [note.xpath("string(p)") for note in notes_found] == ["first", "second"]


def test_quotations_and_foreign_words_say_what_they_are() -> None:
    passage = Passage("s", "w", "verified")
    foreign = Foreign((Text("العربية"),), "ar", right_to_left=True)
    main = body(
        Paragraph((Quotation((Text("“w”"),), passage), foreign)),
        BlockQuotation((p("w"),), passage),
        BlockQuotation((p("w"),)),
    )

    assert main.xpath("string(//span[@class='quotation'])") == "“w”"
    assert main.xpath("//span[@lang='ar' and @dir='rtl']/text()") == ["العربية"]
    assert [element.get("class") for element in main.iter("blockquote")] == ["quotation", None]


def test_the_cells_of_a_header_row_head_their_columns() -> None:
    main = body(Table(((Text("a"),), (Text("b"),)), (((Text("c"),), (Text("d"),)),)))

    assert main.xpath("//thead/tr/th[@scope='col']/text()") == ["a", "b"]
    assert main.xpath("//tbody/tr/td/text()") == ["c", "d"]


@pytest.mark.parametrize(("alt", "says"), [('A "name" & <line>', 'A "name" & <line>'), ("", "Signature of A Person")])
def test_a_signature_stands_in_the_page_with_its_words(alt: str, says: str) -> None:
    signatory = Signatory("A Person", ("Commissioner",), Picture(b"\x89PNG", 300, 90, alt))
    (image,) = page(replace(LETTER, signatories=(signatory,))).iter("img")

    assert image.get("src") == "data:image/png;base64,iVBORw=="
    assert (image.get("width"), image.get("height"), image.get("alt")) == ("300", "90", says)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JavaScript:alert(1)", " javascript:x", "java\tscript:x", "data:text/html,x", "//x"]
)
def test_a_link_of_another_scheme_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="Only http, https and mailto"):
        body(Paragraph((Link((Text("words"),), url),)))


def test_a_web_address_of_another_scheme_stays_words() -> None:
    root = page(replace(LETTER, sender=Sender(web="javascript:alert(1)")))

    assert root.xpath("string(//header/address)") == "javascript:alert(1)"
    assert not root.xpath("//a")


def test_values_in_attributes_stay_within_them() -> None:
    awkward = '"><script>alert(1)</script>'
    url = f"https://example.org/{awkward}"
    letter = replace(
        LETTER,
        language=awkward,
        dated=awkward,
        sender=Sender(web=url),
        body=(
            Paragraph(
                (Link((Text(awkward),), url), Foreign((Text("x"),), awkward), Reference("1", awkward)), anchor=awkward
            ),
        ),
    )
    root = page(letter)

    assert not list(root.iter("script"))
    assert root.xpath("//a/@href")[:2] == [url, url]
    assert (root.get("lang"), root.xpath("string(//time/@datetime)")) == (awkward, awkward)
