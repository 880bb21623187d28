"""`drafter principle` reads instruments into registers, and finds provisions by number and by word."""

from __future__ import annotations

import io
import textwrap
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from drafter import yaml_files
from drafter.importing.instruments import Instrument, read_instrument
from drafter.importing.word_numbers import numbered
from drafter.problems import FindingsStop, Place
from drafter.sources import Paragraph, SourceText, read_whole
from drafter.sources.held import Kind
from drafter.subparagraphs import parted, subparagraph, subparagraphs
from tests.command import run

CASE = "title: Lifts\nsender: {office: The Ombudsman}\n"
CODE = """\
CODE OF LIFTS

Contents
Article 1 Safety ........ 1
Article 2 Records ....... 2
Article 3 Remedy ........ 9

PART I: Duties

Article 1
Safety
Lifts shall be safe.

Commentary

Safe means safe for all. See Article 3.

Article 2
Records
Operators shall:
(a) keep records; and
(b) show them
to whoever asks.

PART II: Remedy

Article 3
Remedy
Whoever is harmed shall have a remedy under Article 2.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRAFTER_OFFICE", "")
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    (tmp_path / "code.txt").write_text(CODE, encoding="utf-8")
    return tmp_path


def of_text(text: str) -> Instrument:
    return read_instrument(read_whole(text.encode(), "x.txt", Place("x.txt")), "x.txt")


def texts(instrument: Instrument) -> dict[str, str]:
    return {one.number: one.text for one in instrument.provisions}


def codes(instrument: Instrument) -> set[str]:
    return {one.code for one in instrument.findings if one.severity != "information"}


# --- instruments that were never seen ------------------------------------------------------------

SCHEMES = {
    "dot": "{number}. {text}",
    "word": "Article {number}\n{text}",
    "colon": "Principle {number}: {text}",
    "unseen": "Commitment {number} – {text}",
    "section": "Section {number}. {text}",
    "guiding": "Guiding Principle {number}\n{text}",
    "bracketed": "({number}) {text}",
    "paren": "{number}) {text}",
    "bare": "{number} {text}",
    "sign": "§ {number} {text}",
    "alone": "{number}\n{text}",
}
WORDS = ("States", "duty", "of", "the", "lift", "operators", "shall", "keep", "records", "remedy", "harm", "and", "for")
NOISE = (" (see Article 5)", ", as Principle 2 says,", " under section 3(b)", " of 1998", " in paragraph 4", "")


@dataclass(frozen=True)
class Written:
    """An instrument that was made up: its paragraphs, and what is to be read of it."""

    paragraphs: list[tuple[str, Kind]]
    wanted: dict[str, tuple[str, str]]
    missing: list[int]


@st.composite
def sentences(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=4, max_size=30))
    return " ".join(["The", *words]) + draw(st.sampled_from(NOISE)) + draw(st.sampled_from((" are kept.", " act.")))


@st.composite
def instruments(draw: st.DrawFn) -> Written:
    form = SCHEMES[draw(st.sampled_from(sorted(SCHEMES)))]
    count = draw(st.integers(3, 9))
    gap = draw(st.sampled_from([0, 0, *range(2, count)]))
    numbers = [number for number in range(1, count + 1) if number != gap]
    paragraphs: list[tuple[str, Kind]] = [("CODE OF CONDUCT FOR LIFTS", "heading")]
    contents = draw(st.sampled_from(("none", "dots", "pages", "plain")))
    if contents != "none":
        paragraphs.append(("Contents", "heading"))
        tails = {"dots": "Title of it ......... {}", "pages": "Title of it {}", "plain": "Title of it"}
        for number in numbers:
            title = tails[contents].format(number + 2)
            paragraphs.append((form.replace("\n", " ").format(number=number, text=title), "body"))
    paragraphs += [(text, "body") for text in draw(st.lists(sentences(), max_size=2))]
    wanted: dict[str, tuple[str, str]] = {}
    division = 0
    for number in numbers:
        if draw(st.integers(0, 3)) == 0:
            division += 1
            paragraphs.append((f"PART {'I' * min(division, 3)}: Duties of operators", "heading"))
        first = draw(sentences())
        more = draw(st.lists(sentences(), max_size=2))
        if draw(st.booleans()):
            more += [f"({letter}) {draw(sentences())}" for letter in "abc"]
        head = form.format(number=number, text=first)
        paragraphs += [(part, "body") for part in head.split("\n")]
        paragraphs += [(text, "body") for text in more]
        commentary = draw(st.lists(sentences(), max_size=2))
        if commentary:
            paragraphs.append(("Commentary", draw(st.sampled_from(("heading", "body")))))
            paragraphs += [(text, "body") for text in commentary]
        if draw(st.integers(0, 3)) == 0:
            paragraphs.append((f"{number + 3} See Article {number + 1} of another code.", "footnote"))
        wanted[str(number)] = ("\n".join([first, *more]), "\n".join(commentary))
    if draw(st.booleans()):
        paragraphs += [("Annex 1", "heading"), ("Words of an annex.", "body")]
    return Written(paragraphs, wanted, [gap] if gap else [])


def source_of(paragraphs: list[tuple[str, Kind]]) -> SourceText:
    made, at = [], 0
    for number, (text, kind) in enumerate(paragraphs, 1):
        made.append(Paragraph(at, at + len(text), 1 + number // 10, number, kind))
        at += len(text) + 2
    return SourceText("\n\n".join(text for text, _ in paragraphs), tuple(made))


@given(instruments())
def test_an_instrument_in_any_scheme_is_read_whole(written: Written) -> None:
    instrument = read_instrument(source_of(written.paragraphs), "x.pdf")
    assert {one.number: (one.text, one.commentary) for one in instrument.provisions} == written.wanted
    gaps = [one.message for one in instrument.findings if one.code == "provision-gap"]
    assert len(gaps) == len(written.missing)
    assert all(
        message.startswith(f"{number} is missing") for message, number in zip(gaps, written.missing, strict=True)
    )


@given(instruments(), st.integers(40, 90))
def test_lines_that_were_broken_by_hand_are_put_together(written: Written, width: int) -> None:
    kept = [text for text, kind in written.paragraphs if kind != "footnote"]
    text = "\n\n".join(textwrap.fill(one, width, break_on_hyphens=False) for one in kept)
    found = of_text(text).provisions
    # Where no other line breaks within a sentence, one that ends with a comma may be the last before closing words.
    assert {one.number: (one.text.replace(",\n", ", "), one.commentary) for one in found} == written.wanted


@given(instruments())
def test_nothing_is_lost_in_silence(written: Written) -> None:
    instrument = read_instrument(source_of(written.paragraphs), "x.pdf")
    held = "\n".join(f"{one.text}\n{one.commentary}\n{one.pillar}" for one in instrument.provisions)
    told = {one.code for one in instrument.findings}
    for text, kind in written.paragraphs:
        if text not in held and kind == "footnote":
            assert "instrument-apart" in told
        if text == "Annex 1":
            assert "instrument-unplaced" in told


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    at = [Paragraph(0, len(text), 1, 1)]
    with suppress(FindingsStop):
        assert len(read_instrument(SourceText(text, tuple(at)), "x.txt").provisions) > 1


# --- what is doubtful ----------------------------------------------------------------------------


def test_a_text_without_numbers_is_refused() -> None:
    with pytest.raises(FindingsStop) as stop:
        of_text("Only words.\n\nAnd more of them.")
    assert stop.value.findings[0].code == "instrument-unnumbered"


def test_a_number_that_stands_twice_is_told_and_its_text_is_kept() -> None:
    instrument = of_text("1. One thing.\n\n2. Another thing of the same.\n\n2. Something else.\n\n3. A third thing.")
    assert codes(instrument) == {"provision-twice"}
    assert "2. Something else." in texts(instrument)["2"]
    message = next(one.message for one in instrument.findings if one.code == "provision-twice")
    assert message == "2 stands twice: at para 2 and at para 3; of the latter, it is left in the text of 2"


def test_numbers_within_an_article_are_not_taken_for_articles() -> None:
    articles = "\n\n".join(f"Article {n}\n\n1. First of {n}.\n\n2. Second of {n}.\n\n3. Third." for n in (1, 2, 3, 4))
    instrument = of_text(articles)
    assert list(texts(instrument)) == ["1", "2", "3", "4"]
    assert texts(instrument)["2"] == "1. First of 2.\n2. Second of 2.\n3. Third."
    assert instrument.cite == "Article {number}"


def test_a_long_list_within_one_principle_is_its_own() -> None:
    items = "\n\n".join(f"({n}) item number {n};" for n in range(1, 9))
    instrument = of_text(f"Principle 1\n\nOne.\n\nPrinciple 2\n\nThese:\n\n{items}\n\nPrinciple 3\n\nThree.")
    assert list(texts(instrument)) == ["1", "2", "3"]
    assert texts(instrument)["2"].endswith("(8) item number 8;")


def test_a_reference_at_the_head_of_a_paragraph_is_no_provision() -> None:
    instrument = of_text("Article 1\nOne.\n\nArticle 3 applies to it.\n\nArticle 2\nTwo.\n\nArticle 3\nThree.")
    assert texts(instrument) == {"1": "One.\nArticle 3 applies to it.", "2": "Two.", "3": "Three."}


def test_a_reference_that_is_broken_at_a_line_end_is_no_provision() -> None:
    instrument = of_text(
        "1) Act.\n\n2) Ask.\n\n3) States of the Union (see Article\n5) are bound, as by paragraph\n4) of it."
    )
    assert texts(instrument)["3"] == "States of the Union (see Article 5) are bound, as by paragraph 4) of it."


def test_letters_after_numbers_stand_in_order() -> None:
    assert list(texts(of_text("1. One.\n\n2. Two.\n\n2A. Between.\n\n3. Three."))) == ["1", "2", "2A", "3"]


def test_divisions_become_pillars() -> None:
    found = {one.number: one.pillar for one in of_text(CODE).provisions}
    assert found == {"1": "Duties", "2": "Duties", "3": "Remedy"}


def test_a_hyphen_at_the_end_of_a_line_is_solved_or_told() -> None:
    instrument = of_text("1. The respon-\nsibility and re-\nsponse of all.\n\n2. Their responsibility.")
    assert texts(instrument)["1"] == "The responsibility and re-sponse of all."
    assert next(one.message for one in instrument.findings if one.code == "instrument-hyphens").endswith("re-sponse")


def test_the_numbers_that_word_makes_are_read() -> None:
    document = docx.Document()
    document.add_heading("A code", 0)
    for text in ("States shall act.", "States shall report.", "They shall do it soon."):
        document.add_paragraph(text, style="List Number")
    stream = io.BytesIO()
    document.save(stream)
    content = stream.getvalue()
    instrument = read_instrument(read_whole(content, "x.docx", Place("x.docx")), "x.docx", numbered(content, "x.docx"))
    assert texts(instrument) == {"1": "States shall act.", "2": "States shall report.", "3": "They shall do it soon."}


# --- sub-paragraphs ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("13(a)", "avoid harm;"),
        ("13(b)", "seek to prevent it, by\n(i) asking; and\n(ii) acting."),
        ("13(b)(ii)", "acting."),
        ("13(c)", ""),
        ("13(b)(iii)", ""),
    ],
)
def test_a_subparagraph_is_found_in_the_text(number: str, words: str) -> None:
    text = "Businesses shall:\n(a) avoid harm;\n(b) seek to prevent it, by\n(i) asking; and\n(ii) acting."
    assert subparagraph(text, parted(number)[1]) == words


@pytest.mark.parametrize(
    "heads",
    [
        ["Article premier\n\n", "Article 2\n\n", "Article 3\n\n"],
        ["Article 1er. – ", "Article 2. – ", "Article 3. – "],
        ["ARTICLE PREMIER. – ", "ARTICLE 2. – ", "ARTICLE 3. – "],
        ["Artículo 1º.- ", "Artículo 2º.- ", "Artículo 3º.- "],
        ["1.—", "2.—", "3.—"],
        ["1.—(1) ", "2.—(1) ", "3.—(1) "],
        ["1.(1) ", "2.(1) ", "3.(1) "],
    ],
)
def test_numbers_as_other_countries_and_regulations_write_them(heads: list[str]) -> None:
    text = "\n\n".join(f"{head}{words}" for head, words in zip(heads, ("One.", "Two.", "Three."), strict=True))
    instrument = of_text(f"A Code\n\n{text}\n")
    assert {number: words.removeprefix("(1) ") for number, words in texts(instrument).items()} == {
        "1": "One.",
        "2": "Two.",
        "3": "Three.",
    }


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("33(1)", "An authority must have regard to it."),
        ("33(2)", "An authority is:\n(a) a council; or\n(b) a chief officer."),
        ("33(2)(b)", "a chief officer."),
        ("33(2A)", "It includes a mayor under section 4 (1)."),
        ("33(3)", "This section does not bind others."),
        ("33(4)", ""),
        ("33(b)", ""),
    ],
)
def test_a_subsection_is_found_in_the_text(number: str, words: str) -> None:
    text = (
        "Effect of code\n(1) An authority must have regard to it.\n(2) An authority is:\n(a) a council; or\n"
        "(b) a chief officer.\n(2A) It includes a mayor under section 4 (1).\n(3) This section does not bind others."
    )
    assert subparagraph(text, parted(number)[1]) == words


def test_letters_with_a_stop_or_one_bracket_are_subparagraphs_too() -> None:
    assert subparagraph("Operators shall:\na. wait;\nb. look, i.e. with care.", ("b",)) == "look, i.e. with care."
    assert subparagraph("Operators shall:\na) wait;\nb) look.", ("b",)) == "look."


def test_a_letter_in_a_reference_begins_nothing() -> None:
    text = "As principle 5 (b) says: (a) one, under article 6 (c) of it; (b) two."
    assert [mark for mark, _ in subparagraphs(text)] == ["a", "b"]
    assert subparagraph("Only (a) this one.", ("a",)) == ""


@given(st.lists(sentences(), min_size=2, max_size=12))
def test_every_subparagraph_is_found_as_it_was_written(items: list[str]) -> None:
    text = "Operators shall:\n" + "\n".join(f"({chr(97 + at)}) {item}" for at, item in enumerate(items))
    assert [words for _, words in subparagraphs(text)] == items


REGULATION = """\
Conditions
1. Data shall be:
(a) processed lawfully;
(b) kept for no longer than is necessary.
Point (b) of the first subparagraph shall not apply to archives.
2. The controller shall be responsible for paragraph 1.
2a. Where paragraph 2 applies, it shall:
(c) do nothing."""


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("5(1)(a)", "processed lawfully;"),
        ("5(1)(b)", "kept for no longer than is necessary."),
        ("5(2)", "The controller shall be responsible for paragraph 1."),
        ("5(2a)", "Where paragraph 2 applies, it shall:\n(c) do nothing."),
        ("5(b)", ""),
        ("5(3)", ""),
    ],
)
def test_a_numbered_paragraph_and_its_points_are_found_in_the_text(number: str, words: str) -> None:
    assert subparagraph(REGULATION, parted(number)[1]) == words
    bracketed = REGULATION.replace("1. ", "(1) ", 1).replace("\n2. ", "\n(2) ").replace("2a. ", "(2a) ")
    assert subparagraph(bracketed, parted(number)[1]) == words


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("1. Data shall be:\n(a) lawful;\n(b) fair.", "5(1)(b)", "fair."),
        ("Whoever:\n(a) opens; or\n(b) shuts it;\nshall report.", "5(b)", "shuts it;"),
        ("Whoever:\n(a) opens, or\n(b) shuts it,\n\nis guilty.", "5(b)", "shuts it,"),
        ("He shall:\n(a) look;\n(b) act, by:\n(i) asking;\n(ii) telling.\nThis binds him.", "5(b)(ii)", "telling."),
        ("He shall:\n(a) look;\n(b) act in the\nway of it.", "5(b)", "act in the\nway of it."),
        ("He shall:\n(a) look;\n(aa) listen;\n(b) act.", "5(aa)", "listen;"),
        ("He shall:\n(a) look, see (b) there;\n(b) act.", "5(a)", "look, see (b) there;"),
        ("He shall: (a) look; or (b) act, as he will.", "5(b)", "act, as he will."),
    ],
)
def test_the_last_point_ends_where_its_list_does(text: str, number: str, words: str) -> None:
    assert subparagraph(text, parted(number)[1]) == words


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Whoever:\n(a) opens, or\n(b) shuts it,\nis guilty.", "5(b)"),
        ("He shall:\n(a) look;\n(b) act. Point (b) of the first subparagraph does not bind him.", "5(b)"),
        ("He shall:\n(a) look;\n(b) act;\n(d) tell.", "5(b)"),
        ("He shall:\n(a) look;\n(b) act.\nShe shall:\n(a) ask;\n(b) wait.", "5(b)"),
        ("1. He shall:\n1. look;\n2. act.\n2. She shall ask.", "5(2)"),
        ("2. He shall:\n(a) look;\n(b) act.", "5(a)"),
        ("1. He shall ask. 2. She shall answer.", "5(1)"),
        ("(1) He shall ask. (2) She shall answer.\n(3) Both shall wait.", "5(1)"),
        ("Who (a) opens or (b) shuts it is guilty.", "5(b)"),
        ("He shall: (a) look; or (b) act. She shall ask.", "5(b)"),
        ("He shall:\n(g) so;\n(h) act, by:\n(i) asking;\n(ii) telling.", "5(i)"),
    ],
)
def test_a_part_that_its_text_leaves_in_doubt_has_no_words(text: str, number: str) -> None:
    assert subparagraph(text, parted(number)[1]) == ""


@given(st.lists(sentences(), min_size=2, max_size=5), st.lists(sentences(), min_size=2, max_size=5), sentences())
def test_no_point_takes_in_words_beyond_it(items: list[str], paragraphs: list[str], closing: str) -> None:
    points = "\n".join(f"({chr(97 + at)}) {item}" for at, item in enumerate(items))
    others = "\n".join(f"{at}. {words}" for at, words in enumerate(paragraphs, 2))
    text = f"Duties\n1. Operators shall:\n{points}\n{closing}\n{others}"
    assert [words for _, words in subparagraphs(text)[1:]] == paragraphs
    assert [subparagraph(text, ("1", chr(97 + at))) for at in range(len(items))] == items


def test_closing_words_stay_apart_from_the_last_point_when_a_text_is_imported(folder: Path) -> None:
    article = (
        "Article {}\nDuties\n\n1. He shall:\n(a) look;\n(b) act.\nPoint (b) does not bind her.\n2. She shall ask.\n\n"
    )
    (folder / "law.txt").write_text("A Law\n\n" + article.format(1) + article.format(2), encoding="utf-8")
    run("principle", "import", "law.txt", "--label", "LAW")
    assert "\nact.\n\ncommentary" in run("principle", "show", "LAW 2(1)(b)").out
    assert "\nShe shall ask.\n\ncommentary" in run("principle", "show", "LAW 2(2)").out


def test_an_empty_line_parts_closing_words_where_the_last_point_has_no_full_stop(folder: Path) -> None:
    section = "<p>{}. Whoever—</p><p>(a) opens, or</p><p>(b) shuts it,</p><p>is guilty.</p>"
    (folder / "act.html").write_text("<h1>Act</h1>" + "".join(map(section.format, (1, 2, 3))), encoding="utf-8")
    run("principle", "import", "act.html", "--label", "ACT")
    assert "\nshuts it,\n\ncommentary" in run("principle", "show", "ACT 2(b)").out


def test_a_point_of_a_numbered_paragraph_is_proposed_by_its_whole_name(folder: Path) -> None:
    path = folder / "snippets" / "registers" / "law.yaml"
    path.parent.mkdir(parents=True)
    lines = "".join(f"      {line}\n" for line in REGULATION.splitlines())
    head = 'label: LAW\ntitle: Law\ncite: Article {number}\nprovisions:\n  "5":\n    text: |\n'
    path.write_text(head + lines, encoding="utf-8")
    assert "unknown id 'LAW 5(b)', did you mean 'LAW 5(1)(b)'?" in run("principle", "show", "LAW 5(b)").err
    path.write_text(path.read_text(encoding="utf-8").replace("necessary.\n", "necessary,\n"), encoding="utf-8")
    doubtful = run("principle", "show", "LAW 5(1)(b)").err
    assert "the text of LAW 5 leaves in doubt which words are its own" in doubtful
    assert 'an entry of its own in the register: "5(1)(b)"' in doubtful


WEB = """<html><body><nav><ul><li>Home</li><li>Laws</li></ul></nav><h1>Code of Vessels</h1>
<ol start="1"><li>Keep a register.</li><li><p>Open it to:</p><ol type="a"><li>the master;</li><li>the courts.</li></ol>
<h4>Commentary</h4><p>Others may ask.</p></li></ol><h2>Fees</h2><ol start="3"><li>Take no fee.</li>
<li value="5">Answer in writing:<ul><li>soon;</li><li>in full.</li></ul></li></ol>
<footer><p>© Harbour Office 2024. All rights reserved.</p></footer></body></html>"""


def test_the_numbers_that_a_browser_makes_are_read(folder: Path) -> None:
    (folder / "code.html").write_text(WEB, encoding="utf-8")
    done = run("principle", "import", "code.html", "--label", "COV")
    assert "4 is missing between 3" in done.err
    register = yaml.safe_load((folder / "snippets" / "registers" / "COV.yaml").read_text(encoding="utf-8"))
    assert register["provisions"] == {
        "1": {"text": "Keep a register."},
        "2": {"text": "Open it to:\n(a) the master;\n(b) the courts.", "commentary": "Others may ask."},
        "3": {"pillar": "Fees", "text": "Take no fee."},
        "5": {"pillar": "Fees", "text": "Answer in writing:\n• soon;\n• in full."},
    }


def test_a_column_of_commentary_in_a_table_is_told(folder: Path) -> None:
    rows = "".join(f"<tr><td>{n}</td><td>Keep a {n}rd copy.</td><td>Or two.</td></tr>" for n in (1, 2, 3))
    head = "<tr><th>No.</th><th>Provision</th><th>Commentary</th></tr>"
    (folder / "code.html").write_text(f"<h1>Code</h1><table>{head}{rows}</table>", encoding="utf-8")
    done = run("principle", "import", "code.html", "--label", "COV")
    assert "the commentary in that column was read as words of the provisions" in done.err, done


def test_the_numbers_of_markdown_are_read(folder: Path) -> None:
    (folder / "code.md").write_text("# Code\n\n1. Keep it.\n2. Open it.\n   - soon;\n   - fully.\n", encoding="utf-8")
    run("principle", "import", "code.md", "--label", "COV")
    register = yaml.safe_load((folder / "snippets" / "registers" / "COV.yaml").read_text(encoding="utf-8"))
    assert register["provisions"] == {"1": {"text": "Keep it."}, "2": {"text": "Open it.\n• soon;\n• fully."}}


@pytest.mark.parametrize("item", ["1. Keep it", "(1) Keep it"])
def test_items_that_are_numbered_by_hand_are_not_numbered_twice(folder: Path, item: str) -> None:
    items = "".join(f"<li>{item.replace('1', str(n))} {n}.</li>" for n in (1, 2, 3))
    (folder / "code.html").write_text(f"<ol style='list-style: none'>{items}</ol>", encoding="utf-8")
    run("principle", "import", "code.html", "--label", "COV")
    register = yaml.safe_load((folder / "snippets" / "registers" / "COV.yaml").read_text(encoding="utf-8"))
    assert register["provisions"]["2"] == {"text": "Keep it 2."}


def test_a_subsection_of_an_act_is_imported_shown_and_cited(folder: Path) -> None:
    act = "Harbours Act\n\n1 Registers\n\n(1) A register must be kept.\n\n(2) It must be open.\n\n"
    act += "2 Fees\n\nNo fee may be taken.\n"
    (folder / "act.txt").write_text(act, encoding="utf-8")
    run("principle", "import", "act.txt", "--label", "HA", "--cite", "section {number}")
    shown = run("principle", "show", "HA 1(2)").out
    assert "section 1(2)" in shown
    assert "It must be open." in shown
    assert "A register" not in shown


# --- the command ---------------------------------------------------------------------------------


def test_an_instrument_is_imported_listed_shown_and_searched(folder: Path) -> None:
    done = run("principle", "import", "code.txt", "--label", "COL")
    assert done.code == 0
    assert done.out.splitlines() == ["snippets/registers/COL.yaml", "COL: 3 provisions read, text added to 3"]
    held = (folder / "snippets" / "registers" / "COL.yaml").read_text(encoding="utf-8")
    root = yaml_files.plain(yaml_files.read(held.encode(), "x").root or yaml_files.Mapping((), Place("x")))
    assert isinstance(root, dict)
    assert root["cite"] == "Article {number}"
    assert root["held"] == "full"
    assert (
        root["provisions"]["2"]["text"]
        == "Records\nOperators shall:\n(a) keep records; and\n(b) show them to whoever asks."
    )
    assert root["provisions"]["1"]["commentary"] == "Safe means safe for all. See Article 3."
    assert "COL 3: Remedy [text held]" in run("principle", "list", "COL").out
    shown = run("principle", "show", "COL 1").out
    assert shown.startswith("COL 1: Article 1 of CODE OF LIFTS [snippets/registers/COL.yaml]\npillar: Duties\n")
    assert "Lifts shall be safe." in shown
    assert run("principle", "search", "harmed", "remedy").out == "COL 3: Remedy [text held]\n"
    assert run("check", "case.yaml").code == 0


def test_an_import_again_changes_nothing(folder: Path) -> None:
    run("principle", "import", "code.txt", "--label", "COL")
    path = folder / "snippets" / "registers" / "COL.yaml"
    before = path.read_bytes()
    done = run("principle", "import", "code.txt", "--label", "COL")
    assert (done.code, path.read_bytes()) == (0, before)
    assert "text added to 0" in done.out


def test_a_register_of_ones_own_is_completed_and_nothing_in_it_overwritten(folder: Path) -> None:
    path = folder / "snippets" / "registers" / "lifts.yaml"
    path.parent.mkdir(parents=True)
    own = """\
# Ours.
label: COL
title: Code of Lifts
cite: Article {number}   # as the code is cited
provisions:
  "1":
    gist: keep lifts safe   # our words
    tier: first
    text: Lifts shall be sound.
  "2":
    text: keep records
    gist: keep records
  "4":
    gist: nothing
"""
    path.write_text(own, encoding="utf-8")
    done = run("principle", "import", "code.txt", "--label", "COL")
    assert done.code == 0
    text = path.read_text(encoding="utf-8")
    for line in (
        "# Ours.",
        "    gist: keep lifts safe   # our words",
        "    text: Lifts shall be sound.",
        "    tier: first",
    ):
        assert line in text.splitlines()
    assert "Operators shall:" in text
    assert "Whoever is harmed" in text
    assert (
        "COL 1: the text that the register holds does not stand in this text; it is kept [provision-differs]"
        in done.err
    )
    assert "COL 4 does not stand in this text [provision-absent]" in done.err
    assert "COL has no 3 (para" in done.err


def test_a_shipped_register_is_completed_in_a_file_of_the_case(folder: Path) -> None:
    principles = "\n\n".join(f"{n}. States should do thing number {n} well." for n in range(1, 32))
    heading = "United Nations Guiding Principles on Business and Human Rights\n\n"
    (folder / "gp.txt").write_text(heading + principles, encoding="utf-8")
    before = run("principle", "show", "UNGP 1").out
    done = run("principle", "import", "gp.txt")
    assert done.code == 0
    assert "UNGP 13: the text that the register holds does not stand in this text; it is kept" in done.err
    shown = run("principle", "show", "UNGP 1").out
    assert "States should do thing number 1 well." in shown
    assert [one for one in before.splitlines() if one.startswith(("gist", "tier"))] == [
        one for one in shown.splitlines() if one.startswith(("gist", "tier"))
    ]
    assert "snippets/registers/UNGP.yaml" in shown
    assert "directly linked to their operations" in run("principle", "show", "UNGP 13").out


def test_a_register_that_cannot_be_told_asks_for_a_label(folder: Path) -> None:
    done = run("principle", "import", "code.txt")
    assert done.code == 1
    assert "[instrument-label]" in done.err
    assert not (folder / "snippets").exists()
    assert "[instrument-label]" in run("principle", "import", "code.txt", "--label", "no good").err


def test_where_a_register_goes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "house").mkdir()
    named = ("principle", "import", "code.txt", "--label", "COL", "--into")
    assert run(*named, "there").out.startswith("there/snippets/")
    assert "[import-where]" in run(*named, "office").err
    monkeypatch.setenv("DRAFTER_OFFICE", str(folder / "house"))
    assert run("principle", "import", "code.txt", "--label", "COL", "--into", "office").out.startswith(
        "house/snippets/"
    )
    assert "house/snippets/registers/COL.yaml" in run("principle", "list", "COL").out


def test_what_is_not_there_is_answered_with_what_is(folder: Path) -> None:  # noqa: ARG001 - the folder to be in
    assert "did you mean" in run("principle", "show", "UNGO 13").err
    assert run("principle", "list", "UNGO").code == 1
    assert run("principle", "search", "zyzzyva").code == 1
    assert run("principle", "search", "UNGP", "13").out.count("UNGP 13") >= 1
    assert "UNGP 3 " not in run("principle", "search", "UNGP", "13").out


def test_a_subparagraph_is_shown_where_its_parent_is_held(folder: Path) -> None:  # noqa: ARG001 - the folder to be in
    run("principle", "import", "code.txt", "--label", "COL")
    shown = run("principle", "show", "COL 2(b)").out
    assert shown.startswith("COL 2(b): Article 2(b) of CODE OF LIFTS")
    assert "show them to whoever asks." in shown
    assert "keep records" not in shown
    assert run("principle", "show", "COL 2(c)").code == 1


# --- what looks like a provision and is none -----------------------------------------------------

DUTY = "Every operator shall keep the record that is described here, and shall show it to whoever may see it."


@pytest.mark.parametrize(
    "words", ["of the Port Act applies", "is to be read with this one", "does not apply", "(2) applies"]
)
def test_a_reference_at_the_head_of_a_line_is_no_provision_though_its_numbers_rise(words: str) -> None:
    lines = [line for number in range(1, 7) for line in (f"{number}. {DUTY}", "", f"Article {number + 1} {words}.", "")]
    instrument = of_text("\n".join(lines))
    assert instrument.cite == "paragraph {number}"
    assert [one.number for one in instrument.provisions] == list("123456")
    assert texts(instrument)["3"] == f"{DUTY}\nArticle 4 {words}."


def test_of_two_forms_that_number_alike_the_one_that_stands_first_is_the_instrument_s() -> None:
    lines = [line for number in range(1, 6) for line in (f"Article {number}", "", f"Duty {number}", "", DUTY, "")]
    instrument = of_text("\n".join([*lines, "Annex I", "", "Article 1", "", "Fees are due.", ""]))
    assert instrument.cite == "Article {number}"
    assert texts(instrument)["2"] == f"Duty 2\n{DUTY}"
    assert codes(instrument) == set()


def test_where_the_signing_begins_the_last_provision_ends() -> None:
    instrument = of_text(
        f"Article 1\n\n{DUTY}\n\nArticle 2\n\n{DUTY}\n\nDone at Rivermouth on 3 May 2018.\n\nThe Mayor\n"
    )
    assert texts(instrument)["2"] == DUTY


def test_a_title_and_page_numbers_that_come_again_in_a_text_are_no_part_of_a_provision() -> None:
    pages = [
        line
        for number in range(1, 5)
        for line in (f"Article {number}", "", DUTY, "", f"- {number} -", "", "A CODE", "")
    ]
    instrument = of_text("\n".join(["A Code", "", *pages]))
    assert instrument.title == "A Code"
    assert set(texts(instrument).values()) == {DUTY}


def test_the_document_s_title_is_no_pillar_and_a_letter_after_a_number_counts() -> None:
    document = docx.Document()
    document.add_heading("Bridges Ordinance", 0)
    for number in ("1", "2", "2A", "3"):
        document.add_paragraph(f"Section {number} {DUTY}")
        document.add_paragraph("Explanatory note")
        document.add_paragraph("It is new.")
    held = io.BytesIO()
    document.save(held)
    instrument = read_instrument(read_whole(held.getvalue(), "x.docx", Place("x.docx")), "x.docx")
    assert [(one.number, one.text, one.commentary, one.pillar) for one in instrument.provisions] == [
        (number, DUTY, "It is new.", "") for number in ("1", "2", "2A", "3")
    ]


def test_what_is_left_out_at_the_head_of_pages_is_told() -> None:
    words = ["Lifts Act", f"Section 1 {DUTY}", "Lifts Act", f"Section 2 {DUTY}"]
    paragraphs, start = [], 0
    for at, text in enumerate(words):
        kind: Kind = "header" if at % 2 == 0 else "body"
        paragraphs.append(Paragraph(start, start + len(text), 1 + at // 2, kind=kind))
        start += len(text) + 2
    source = SourceText("\n\n".join(words), tuple(paragraphs))
    told = [one.message for one in read_instrument(source, "x.pdf").findings]
    assert "what stands at the head or foot of pages is no part of a provision's text: 'Lifts Act'" in told
