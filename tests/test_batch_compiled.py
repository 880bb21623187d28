"""Letters that are filled in are those of the ordinary path, byte for byte, with its findings."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.batch import vocabulary
from drafter.batch.cells import Cells
from drafter.batch.compiled import Compiled
from drafter.batch.letters import Filled, Ordinary
from drafter.batch.patterns import Reader
from drafter.batch.tables import Row
from drafter.record import replace
from tests.compiled_batches import Desk, Values, both

EXAMPLE = Path(__file__).parent.parent / "examples" / "hikvision"
HEADERS = (
    *("to.name", "to.salutation", "to.organisation", "to.address", "to.role", "subject", "your_ref", "our_ref"),
    *("impression", "meaning", "provenance"),
)
SURNAMES = ("Adamsley", "Bothwick", "Carraway", "Dunmorrow", "Eskridge", "Fallowby", "Garnsworth", "Hollinwell")


def plain_row(number: int, surname: str = "") -> Values:
    """A row that differs from others in its own words alone."""
    surname = surname or f"{SURNAMES[number % 8]}{'abcdefghij'[number // 8 % 10]}"
    return (
        *(f"Petra {surname}", f"Ambassador {surname}", f"{surname} Holdings LLP"),
        *(f"{number + 4000} Main Street; {surname}ton; QX{number} 7ZZ", "Partner", f"Matter of {surname}"),
        *(f"YR/{number + 700000}", f"OR/{number + 900000}", f"that company {surname} simply makes cameras"),
        *(f"co-operation with {surname}", f"shared by {surname} with our office"),
    )


def varied(**changed: str) -> Values:
    return tuple(
        changed.get(name.rpartition(".")[2], value) for name, value in zip(HEADERS, plain_row(77), strict=True)
    )


def example(folder: Path, formats: Values = ("docx",)) -> Desk:
    shutil.copytree(EXAMPLE, folder / "case")
    return Desk(folder / "case" / "2021-08-16.yaml", HEADERS, formats)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return example(tmp_path)


def test_rows_of_a_kind_are_filled_in(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = both(desk, [plain_row(number) for number in range(24)], monkeypatch)
    assert all(one.contents for one in made)
    assert len(desk.filled) >= 18


@pytest.mark.parametrize(("formats", "filled"), [(("html", "docx"), 6), (("txt",), 0), (("md",), 0)])
def test_in_every_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, formats: Values, filled: int) -> None:
    """In plain text lines break where the words make them; in Markdown, “Vivid.” may be a number at its start."""
    desk = example(tmp_path, formats)
    both(desk, [plain_row(number) for number in range(12)], monkeypatch)
    assert len(desk.filled) >= filled
    assert filled or not desk.filled


TROUBLES = {
    "a misspelling": varied(provenance="shared whith our office"),
    "a slip of the case's name": varied(impression="that company Hangzou Hikvision makes cameras"),
    "a slip of its amount": varied(impression="that it was 353.99m yuan in all"),
    "a slip of its reference": varied(provenance="shared under TC179H2HT with our office"),
    "another duration": varied(meaning="co-operation for 12 years"),
    "another's name": varied(provenance=f"shared by Petra {SURNAMES[1]}a with our office"),
    "another's reference": varied(meaning="co-operation under YR/700003"),
    "another's single word in the middle": varied(subject=f"Matter of {SURNAMES[2]}a Holdings LLP"),
    "a word twice": varied(provenance="shared shared with our office"),
    "a word that the wording goes on with": varied(impression="that company and"),
    "a placeholder": varied(subject="Matter of TODO"),
    "a bracketed one": varied(subject="Matter of [name]"),
    "a mark that nobody sees": varied(subject="Matter of Quor\u200bden"),
    "two spaces": varied(impression="that company  makes cameras"),
    "an opening mark": varied(meaning="“co-operation with Quorden"),
    "quoted words": varied(meaning="“surveillance everywhere” with Quorden"),
    "an annex that is not there": varied(provenance="shared in Annex C with our office"),
    "a question that is not there": varied(provenance="shared in my question 99 with our office"),
    "a day that was another": varied(provenance="shared on Monday 17 August 2021 with our office"),
    "we": varied(impression="that we simply make cameras"),
    "a principle": varied(impression="that Principle 45 of the UN Guiding Principles binds States"),
    "American spelling": varied(impression="that its behavior and color are known"),
    "a salutation of somebody else": varied(salutation="Ambassador Nobody"),
    "markup": varied(subject="Matter of *Quorden* & <Söhne> {{ x }}"),
    "another script": varied(name="张伟 Quorden", subject="عقد"),
    "Greek in a word": varied(subject="Matter of Quοrden"),
    "a blank": varied(subject=""),
    "no role": varied(role=""),
    "more lines": varied(address="1 High Street; Second Floor; Quordenton; QX1 7ZZ"),
    "one line": varied(address="Quordenton"),
    "a straight mark": varied(name="Petra O'Quorden", salutation="Ambassador O'Quorden"),
    "a curly mark": varied(name="Petra O’Quorden", salutation="Ambassador O’Quorden"),
    "a hyphen": varied(name="Petra Quorden-Smythe", salutation="Ambassador Quorden-Smythe"),
    "three hundred characters": varied(subject="Matter of " + "Quorden Estate " * 19),
    "capitals": varied(name="PETRA QUORDEN", salutation="Ambassador QUORDEN"),
    "a title": varied(name="Dr Petra Quorden", salutation="Dr Quorden"),
    "the same twice": varied(organisation="Petra Quorden", name="Petra Quorden", salutation="Ambassador Quorden"),
    "emphasis that is none": varied(meaning="co-operation (emphasis added) with Quorden"),
    "a doubled mark": varied(subject="Matter of Quorden.."),
    "a control character": varied(subject="Matter of Quor\x02den"),
    "an abbreviation": varied(organisation="Quorden plc", role="Hon. Partner"),
}


def test_rows_in_doubt_have_what_the_ordinary_path_finds(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [plain_row(number) for number in range(8)]
    for number, trouble in enumerate(TROUBLES.values()):
        rows += [trouble, plain_row(number + 8)]
    made = both(desk, rows, monkeypatch)
    assert len(desk.filled) >= len(TROUBLES) - 5
    codes = {finding.code for one in made for finding in one.findings}
    assert {"spelling", "fact-differs", "leak", "word-doubled", "placeholder", "invisible-character"} <= codes


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_a_kind_that_is_learned_from_rows_in_doubt(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, trouble: Values
) -> None:
    surname = "Quorden"
    rows = [
        tuple(
            value.replace(surname, f"{SURNAMES[number]}a").replace("Adamsleyf", f"{SURNAMES[number]}b")
            for value in trouble
        )
        for number in range(5)
    ]
    both(desk, rows, monkeypatch)


PIECES = st.sampled_from(
    (
        *(
            "Quorden",
            "Söhne",
            "O'Brien",
            "O’Brien",
            "Smith-Jones",
            "MacDonald",
            "LLP",
            "GmbH",
            "plc",
            "&",
            "<b>",
            "of",
            "the",
        ),
        *(
            "cameras",
            "shared",
            "whith",
            "12",
            "335",
            "1,234",
            "£5",
            "AB1",
            "yuan",
            "3 May 2021",
            "–",
            "(x)",
            "“so”",
            "..",
            "I",
        ),
        *(
            "Principle 3",
            "Annex A",
            "question 2",
            "张伟",
            "שלום",
            "TODO",
            "Hikvison",
            "said",
            "an",
            "hour",
            "Mr",
            "Lord",
            "*",
            "_",
        ),
    )
)
PHRASES = st.lists(PIECES, min_size=1, max_size=4).map(" ".join)


@given(st.lists(st.tuples(st.integers(0, 4), PHRASES, st.integers(0, 10)), min_size=6, max_size=14))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_in_any_cell(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[int, str, int]]
) -> None:
    rows = [plain_row(number) for number in range(6)]
    for number, (times, phrase, column) in enumerate(drawn, 10):
        values = list(plain_row(number))
        values[column] = phrase
        if times == 0:
            values[(column + 3) % 11] = phrase
        rows.append(tuple(values))
    both(example(tmp_path_factory.mktemp("any")), rows, monkeypatch)


def test_what_letters_with_a_finding_teach_is_not_held_for_true_of_those_without(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    role, meaning = HEADERS.index("to.role"), HEADERS.index("meaning")
    rows = [list(plain_row(number)) for number in range(10, 26)]
    for cells in rows[:8]:
        cells[role], cells[meaning] = "", f"recieve from {cells[0].split()[1]}"
    met: list[Compiled] = []
    ordinary = Compiled.letter

    def noted(compiled: Compiled, row: Row) -> Filled | Ordinary | None:
        met[:] = [compiled]
        return ordinary(compiled, row)

    monkeypatch.setattr(Compiled, "letter", noted)
    both(example(tmp_path), [tuple(cells) for cells in rows], monkeypatch)
    kinds = [kind for kind in met[0]._kinds.values() if kind]  # noqa: SLF001 - what is known shows nowhere else
    found = {kind.example.findings: kind for kind in kinds}
    assert len(found) > 1
    first, second, *_ = found.values()
    assert {id(one) for one in first.known}.isdisjoint(id(one) for one in second.known)


def test_the_words_of_every_check_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    import drafter.candidates  # noqa: F401 - another command's, which may be loaded as well

    monkeypatch.setattr("drafter.compose.sandbox._CODES", {})  # where wording of other tests is kept
    known = vocabulary.of_code.__wrapped__()
    said = "annexes enclosed questions paragraph emphasis proves TODO Monday million yuan principle foundational us"
    assert [word for word in said.casefold().split() if not known.names(word)] == []
    assert not any(map(known.names, ("quorden", "bothwick", "meadow")))


def careless(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Let rows after one be read wrongly: as if a check knew words that its code does not name."""
    ordinary = Reader.read

    def read(reader: Reader, row: Row) -> Cells | None:
        cells = ordinary(reader, row)
        if cells is None or row.number <= after:
            return cells
        return replace(cells, values=(*cells.values[:-1], cells.values[-1].upper()))

    monkeypatch.setattr(Reader, "read", read)


def test_a_kind_whose_first_letter_would_be_wrong_is_not_filled_in(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [plain_row(number) for number in range(12)]
    wanted = desk.made(rows, monkeypatch, compiles=False)
    careless(monkeypatch, after=3)
    assert desk.made(rows, monkeypatch, compiles=True) == wanted
    assert desk.filled == []


def test_a_later_letter_that_would_be_wrong_stops_the_batch(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drafter.batch.compiled._PROOF", 3)
    careless(monkeypatch, after=6)
    with pytest.raises(AssertionError, match="not the one that drafter build makes"):
        desk.made([plain_row(number) for number in range(12)], monkeypatch, compiles=True)


def test_the_words_of_another_row_are_never_filled_in(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the cells of rows mixed up, no letter would hold another's name, because what is filled in is looked at."""
    ordinary = Reader.read
    kept: dict[int, Cells | None] = {}

    def careless(reader: Reader, row: Row) -> Cells | None:
        kept.setdefault(row.number, ordinary(reader, row))
        return ordinary(reader, row) if row.number <= 3 else kept[3]

    rows = [plain_row(number) for number in range(12)]
    wanted = desk.made(rows, monkeypatch, compiles=False)
    monkeypatch.setattr(Reader, "read", careless)
    assert desk.made(rows, monkeypatch, compiles=True) == wanted


def test_few_rows_are_made_in_the_ordinary_way(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    both(desk, [plain_row(number) for number in range(2)], monkeypatch)
    assert desk.filled == []


FIRST = [
    "Amara",
    "Bilal",
    "Carys",
    "Dilys",
    "Edmund",
    "Fiona",
    "Gwen",
    "Harriet",
    "Idris",
    "Joanna",
    "Kwame",
    "Leila",
    "Morag",
    "Niamh",
    "Oscar",
    "Priya",
]
LAST = [
    "Page",
    "O'Connor",
    "Whitfield",
    "Lord",
    "Turnbull",
    "Smith-Jones",
    "Okafor",
    "Day",
    "McAllister",
    "Field",
    "Thornbury",
    "Grace",
    "Hussain",
]
TOWNS = [
    "Norwich",
    "Kettering",
    "Newport",
    "West Malling",
    "Stoke-on-Trent",
    "Bury",
    "Hull",
    "Corby",
    "Leek",
    "Long Eaton",
]
STREETS = ["High Street", "Mill Lane", "Court Road", "Station Road", "Church Walk", "Kings Parade", "Market Place"]
ROLES = ["Chief Executive", "Head of Procurement", "Managing Director", "Company Secretary"]
KINDS = ("{} Borough Council", "University of {}", "{} and Sons Ltd", "{} Group plc", "The {} Trust", "{} LLP")


def usual_row(chance: random.Random, number: int) -> Values:
    """A row such as officers have."""
    pick = chance.choice
    title, last = pick(("Mr", "Ms", "Dr", "Mrs")), f"{pick(LAST)}{pick(('', '', 'ley', 'son'))}"
    town, organisation = pick(TOWNS), pick(KINDS).format(f"{pick(('', 'North ', 'New '))}{pick(TOWNS)}")
    postcode = f"{pick('BCGHKNS')}{pick('ABEHNR')}{number % 20 + 1} {number % 9 + 1}{pick('ABDEFG')}{pick('HJLNPQ')}"
    return (
        *(f"{pick((pick(FIRST), 'J.', 'Dr K.'))} {last}", f"{title} {last}", organisation),
        *(f"{number % 90 + 1} {pick(STREETS)}; {town}; {postcode}", pick(ROLES), f"Use of cameras by {organisation}"),
        *(
            pick((f"{pick('ABC')}{pick('XYZ')}/{number * 37}", f"{number * 41}-B", f"{number}QX-7")),
            f"OBSCC/2021/{number:04}",
        ),
    )


def test_rows_such_as_officers_have_are_filled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "case")
    case = tmp_path / "case" / "case.yaml"
    case.write_text(case.read_text(encoding="utf-8").replace("pronoun: he", "pronoun: they"), encoding="utf-8")
    desk = Desk(tmp_path / "case" / "2021-08-16.yaml", HEADERS[:8])
    chance = random.Random(7)  # noqa: S311 - rows of a test, no secret
    rows = [usual_row(chance, number) for number in range(300)]
    made = both(desk, rows, monkeypatch)
    assert all(one.contents for one in made)
    assert len(desk.filled) > 130
