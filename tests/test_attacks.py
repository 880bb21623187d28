"""What an attack on the tool found: each stays refused, found or bounded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter import cli, markup, nearest, outbox, yaml_files
from drafter.cache import Cache, Parsed
from drafter.compose.sandbox import LONGEST_LETTER, Sandbox
from drafter.compose.syntax import WordingError
from drafter.declarations import LONGEST, DeclarationError
from drafter.library import Library, parse_snippet
from drafter.model import inline_text
from drafter.problems import Place, Placed, Unreadable, did_you_mean
from drafter.quoting import Found, Mismatch, find, source
from drafter.workshop import Opened, open_brief


def _read(words: str, text: str) -> str:
    found = find(words, source(text))
    assert isinstance(found, Found), found
    return inline_text(found.content)


# --- words cut and joined by marks ---------------------------------------------------------------

UNABLE = "The council is unable to act. It will now here be said that the result is notable here."


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("The council [is] *able* to act", UNABLE),
        ("The council [is]*able* to act", UNABLE),
        ("The council [...] *able* to act", UNABLE),
        (" *able* to act", UNABLE),
        ("\u200b*able* to act", UNABLE),
        ("\ufeff*able* to act", UNABLE),
        ("The council is … \u200b*able* to act", UNABLE),
        ("The council is … *able* to act", UNABLE),
        ("The council [is] \u200b*able* to act", UNABLE),
        ("The result is no *table* here", UNABLE),
        ("It will now*here* be said", UNABLE),
        ("the *rapist* came", "The therapist came."),
        ("*the* rapist came", "The therapist came."),
        ("is not*able* to act", "It is not able to act."),
        ("is not[sic]able to act", "It is not able to act."),
        ("not [sic] able", "a notable act"),
        ("a no[sic]table act", "a notable act"),
        ("The council [is]able to act", UNABLE),
        ("is un[ready] act", UNABLE),
    ],
)
def test_marks_neither_cut_words_nor_join_them(words: str, text: str) -> None:
    assert isinstance(find(words, source(text)), Mismatch)


@pytest.mark.parametrize(
    ("words", "text", "read"),
    [
        ("is un*able* to act", UNABLE, "is unable to act"),
        ("*is* unable *to* act", UNABLE, "is unable to act"),
        ("is* unable *to act", UNABLE, "is unable to act"),
        ("is unable[sic] to act", UNABLE, "is unable[sic] to act"),
        ("devices [sic], once", "our devices, once passed", "devices [sic], once"),
        ("devices [sic] (once", "our devices (once) passed", "devices [sic] (once"),
        ("they investigat[ed] the matter", "they investigating the matter", "they investigat[ed] the matter"),
    ],
)
def test_marks_that_leave_words_whole_are_taken(words: str, text: str, read: str) -> None:
    assert _read(words, text) == read


WORDS = ["un", "able", "no", "table", "now", "here", "not", "the", "rapist"]


@given(st.lists(st.sampled_from([*WORDS, " ", " ", "*", "\u200b", "[sic]"]), max_size=12), st.data())
def test_emphasis_and_sic_change_no_letter_and_no_space(pieces: list[str], data: st.DataObject) -> None:
    text = " ".join(data.draw(st.lists(st.sampled_from([*WORDS, "unable", "notable"]), min_size=1, max_size=8)))
    words = "".join(pieces)
    if words.count("*") % 2:
        words += "*"
    if isinstance(found := find(words, source(text)), Found):
        read = " ".join(inline_text(found.content).replace("[sic]", " ").split())
        assert f" {read} " in f" {text} "


# --- numbers and words cut at their edges --------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("510 days", "between 5-\n10 days"),
        ("510 days", "between 5\u00ad\n10 days"),
        ("5 million", "about .5 million"),
        ("5 per cent", "a change of -5 per cent"),
        ("5 per cent", "a change of −5 per cent"),
        ("4 of them", "3⁄4 of them"),
        ("all 3", "all 3⁄4 of them"),
        ("000 people", "some 10 000 people"),
        ("some 10", "some 10 000 people"),
        ("335 000 people", "some 1 335 000 people"),
        ("000 in all", "$1_000 in all"),
        ("1,000 in all", "$1,000 in all"),
        ("up 5", "up 5% on last year"),
        ("able to act", "un\u2060able to act"),
        ("able to act", "un\u200cable to act"),
        ("the cafe", "the cafe\u0301 here"),
        ("the instal", "the instal-\n\flers came"),
        ("lers came", "the instal-\flers came"),
    ],
)
def test_numbers_and_words_are_not_cut_at_their_edges(words: str, text: str) -> None:
    assert isinstance(find(words, source(text)), Mismatch)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("between 5-10 days", "between 5-\n10 days"),
        ("about .5 million", "about .5 million"),
        ("some 10 000 people", "some 10\u202f000 people"),
        ("300 people came", "in 2019 300 people came"),
        ("the installers came", "the instal-\n\flers came"),
        ("the word", "the word\u2060 next"),
    ],
)
def test_whole_numbers_and_words_are_found(words: str, text: str) -> None:
    assert isinstance(find(words, source(text)), Found)


def test_brackets_stand_for_nothing_beyond_a_closing_quotation_mark() -> None:
    text = "They said “never.” We agreed to it."
    assert isinstance(find("They said “never [and] agreed to it", source(text)), Mismatch)
    assert isinstance(find("They said “never.” [They] agreed to it", source(text)), Found)


# --- work that is bounded ------------------------------------------------------------------------


def test_a_declaration_has_a_greatest_length() -> None:
    with pytest.raises(DeclarationError):
        find("a" * LONGEST + "b", source("a"))


def test_a_search_that_would_never_end_says_so() -> None:
    with pytest.raises(DeclarationError):
        find("a" * 9_000, source("a" * 45_000))


def test_words_that_are_everywhere_are_told_from_words_that_are_nowhere() -> None:
    assert isinstance(find("the … zebra", source("the fox " * 9_000)), Mismatch)
    assert isinstance(find("a1 [b] " * 5 + "z", source("a1 c " * 2_000)), Mismatch)


@pytest.mark.parametrize(
    ("wanted", "held"),
    [
        ("a" * 19_000 + "b", "a" * 45_000),
        ("word " * 3_900 + "ent", "x " + "word " * 9_000),
        ("a b " * 4_900, "b a a " * 9_000),
        ("ab" * 9_000, "bba" * 20_000 + " c"),
    ],
)
def test_the_nearest_passage_of_repeated_words_is_found(wanted: str, held: str) -> None:
    assert isinstance(find(wanted, source(held)), Mismatch)


def test_the_nearest_passage_compares_no_long_stretches() -> None:
    wanted, words = [str(number) for number in range(3_000)], [str(-number) for number in range(3_000)]
    assert nearest.passage(wanted, words)[0] == "" or len(nearest.passage(wanted, words)[0]) < 5_000


def test_many_pieces_do_not_recurse() -> None:
    assert isinstance(find("*a* b " * 1_500, source("a b " * 1_600)), Found)


def test_what_was_looked_for_is_kept() -> None:
    held = source("one two three")
    assert find("one two", held) is find("one two", held)
    assert find("two one", held) is find("two one", held)


# --- the cache -----------------------------------------------------------------------------------

MARKDOWN = "# A *b*\n\nOne **two** \U00100000.\n\n> - x\n> - y\n"
SPOILT = [
    "[" * 100_000,
    '{"TEXT": [["p", Infinity, ["One"]]]}',
    '{"TEXT": [["p", 1, ["\U00100001"]]]}',
    '{"TEXT": [["p", 1, ["One\\u0000"]]]}',
    '{"TEXT": [["h", 1, ["One"], -3]]}',
    '{"TEXT": [["l", 1, [], "roman?", 1]]}',
    '{"TEXT": [["p", true, ["One"]]]}',
    '{"TEXT": [["p", 1, [["blink", ["One"]]]]]}',
    '{"TEXT": [["p", 1, ["Two"]]]}',
    '{"TEXT": 1}',
    "[1]",
    "null",
]


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_spoilt_cache_counts_as_absent(tmp_path: Path, spoilt: str) -> None:
    cache = Cache(tmp_path / "cache")
    text = "One"
    cache.put("wording", spoilt.replace("TEXT", text), b"brief")
    assert Parsed(cache, b"brief").parse(text) == markup.parse(text)


def test_a_sound_cache_is_read_and_a_changed_one_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path / "cache")
    parsed = Parsed(cache, b"brief")
    blocks = parsed.parse(MARKDOWN)
    parsed.keep()
    monkeypatch.setattr("drafter.cache.parse", lambda _: ())
    assert Parsed(cache, b"brief").parse(MARKDOWN) == blocks
    (file,) = (tmp_path / "cache").iterdir()
    file.write_bytes(file.read_bytes().replace(b"One", b"Two"))
    assert Parsed(cache, b"brief").parse(MARKDOWN) == ()


def test_a_cache_that_is_no_folder_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file", encoding="utf-8")
    for folder in (tmp_path / "file", tmp_path / ("n" * 4_000), tmp_path / "a\0b"):
        cache = Cache(folder)
        cache.put("wording", "words", b"name")
        assert cache.get("wording", b"name") is None


@pytest.mark.skipif(os.name != "posix", reason="modes and pipes are POSIX's")
def test_a_cache_that_others_can_write_is_not_used(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.put("wording", "words", b"name")
    assert (tmp_path / "cache").stat().st_mode & 0o777 == 0o700
    assert cache.get("wording", b"name") == "words"
    (tmp_path / "cache").chmod(0o777)
    assert cache.get("wording", b"name") is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are POSIX's")
def test_a_pipe_in_the_cache_is_not_waited_for(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.put("wording", "words", b"name")
    (file,) = (tmp_path / "cache").iterdir()
    file.unlink()
    _pipe(file)
    assert cache.get("wording", b"name") is None


def _pipe(path: Path) -> None:
    getattr(os, "mkfifo")(path)  # noqa: B009 - not there on Windows


# --- wording -------------------------------------------------------------------------------------

CASE = """\
title: T
sender: {office: O, signatory: a}
parties: {a: {name: Ann Able}, b: {name: Bob Best}}
sources: {s: {title: T, author: b, file: s.txt}}
claims: {c: {words: WORDS, source: s}}
lists: {l: {title: L, items: [ITEMS]}}
"""


def _opened(folder: Path, text: str, *, words: str = "one two", held: str = "one two", **changes: str) -> Opened:
    case = CASE.replace("WORDS", words).replace("ITEMS", ", ".join(f"item {number}" for number in range(140)))
    for old, new in changes.items():
        case = case.replace(old, new)
    (folder / "case.yaml").write_text(case, encoding="utf-8")
    (folder / "s.txt").write_text(held, encoding="utf-8")
    brief = "date: 2025-01-01\nto: b\nsubject: S\nbody:\n  - text: |\n      " + text.replace("\n", "\n      ") + "\n"
    (folder / "letter.yaml").write_text(brief, encoding="utf-8")
    return open_brief(folder / "letter.yaml")


def _errors(opened: Opened) -> list[str]:
    return [finding.message for finding in opened.findings if finding.severity == "error"]


@pytest.mark.parametrize(
    "wording",
    [
        r"{{ '\x00' }}",
        r"{{ '\x1b[31m' }}",
        r"{{ '\ufffe' }}",
        r"{{ '\ud800' }}",
        r"{{ '\U0010fffc' }}",
        r"{{ 'a' ~ '\x07' }}",
        r"{{ link('https://a.example', '\x00') }}",
        r"{% set x = '\x00' %}{{ x }}",
        "{{ 1e400 }}",
        "{{ " + "9" * 5_000 + " }}",
        "{{ 1 / 0 }}",
        "{% if 1 < 'a' %}x{% endif %}",
        "{% if 'a' in 1 %}x{% endif %}",
    ],
)
def test_what_no_letter_can_hold_is_refused_in_wording(tmp_path: Path, wording: str) -> None:
    (message,) = _errors(_opened(tmp_path, f"A {wording}"))
    assert "Python" not in message
    assert "not supported" not in message
    assert "'float'" not in message


@pytest.mark.parametrize(
    ("call", "named"),
    [
        ("cite(source('s'), at=quote(claim('c')))", "at"),
        ("cite(source('s'), at=claim('c'))", "at"),
        ("cite('s')", "cite()"),
        ("cite(source('s'), inline='yes')", "inline"),
        ("cite(source('s'), nowhere=1)", "nowhere"),
        ("cite()", "what"),
        ("cite(source('s'), 'p', 'q', 'r')", "cite()"),
        ("cite(source('s'), what=source('s'))", "what"),
        ("ref(1)", "names"),
        ("ref(claim('c'))", "names"),
        ("ref()", "ref()"),
        ("define(1, 'x')", "what"),
        ("define(party('b'), party('b'))", "term"),
        ("define(list('l').items, 'x')", "what"),
        ("foreign('x', 1)", "language"),
        ("foreign(['x'], 'fr')", "words"),
        ("link(1)", "url"),
        ("link('https://a.example', source('s'))", "words"),
        ("party(1)", "name"),
        ("party('a', 'b')", "party()"),
        ("party(['a'])", "name"),
        ("claim(quote)", "name"),
        ("provision(1)", "name"),
        ("list(party('a'))", "name"),
        ("quote(1)", "what"),
        ("quote(claim('c'), marks=true)", "marks"),
        ("note(1)", "what"),
    ],
)
def test_a_function_says_which_argument_it_cannot_take(tmp_path: Path, call: str, named: str) -> None:
    (message,) = _errors(_opened(tmp_path, f"A {{{{ {call} }}}} b"))
    assert named in message
    for python in ("object", "<", "NoneType", "positional", "keyword", "attribute", "str", "__"):
        assert python not in message.replace("source('s')", "")


LOOPS = "{% for a in list('l').items %}{% for b in list('l').items %}BODY{% endfor %}{% endfor %}"


@pytest.mark.parametrize(
    "body",
    [
        "{{ list('l').items | sentence_list }}",
        "{{ party('b') }}",
        "{{ party('b').name | capital }}",
        "{{ quote(claim('c')) }}",
        "{% if 0 %}{% endif %}" * 600,
        "{% if party('b').name ~ 'x' %}{% endif %}",
    ],
)
def test_work_is_bounded_for_a_letter_as_a_whole(tmp_path: Path, body: str) -> None:
    held = "word " * 9_000
    opened = _opened(
        tmp_path, LOOPS.replace("BODY", body), words="word " * 2_000, held=held, **{"Bob Best": "A" * 50_000}
    )
    (message,) = _errors(opened)
    assert "too long" in message or "too many" in message or "more than" in message


def test_many_renderings_together_are_bounded() -> None:
    sandbox = Sandbox({})
    names: dict[str, object] = {"many": ["word"] * 1_000}

    def render_many() -> None:
        for _ in range(200):
            sandbox.render("{% for one in many %}{{ one }}{% endfor %}", names)

    with pytest.raises(WordingError):
        render_many()
    assert sandbox.work.done <= LONGEST_LETTER + 1_000


def test_lists_are_not_compared(tmp_path: Path) -> None:
    nested = "{% set a=['x'] %}{% set b=['x'] %}" + "{% set a=[a,a] %}{% set b=[b,b] %}" * 6
    for comparison in ("a == b", "a in [b]", "a != b", "'x' in [a]", "1 < 2 == b"):
        (message,) = _errors(_opened(tmp_path, nested + f"{{% if {comparison} %}}x{{% endif %}} y"))
        assert "compared" in message
    assert not _errors(_opened(tmp_path, "{% if 'x' in ['x', 'y'] and 1 == 1 %}x{% endif %} y"))


def test_emphasis_has_a_greatest_depth(tmp_path: Path) -> None:
    (message,) = _errors(_opened(tmp_path, "*a **b " * 450 + "x" + "** c*" * 450))
    assert "nested" in message


# --- files ---------------------------------------------------------------------------------------


def _messages(folder: Path) -> list[str]:
    try:
        return _errors(open_brief(folder / "letter.yaml"))
    except Unreadable as error:
        return [finding.message for finding in error.findings]


def _link(link: Path, target: Path) -> None:
    try:
        link.symlink_to(target, target_is_directory=target.is_dir())
    except OSError:
        pytest.skip("the system makes no links")


SNIPPET = "---\ntitle: T\nkind: paragraph\n---\nWords.\n"


@pytest.mark.parametrize("kind", ["snippets", "templates"])
def test_a_folder_that_is_a_link_out_of_the_case_is_not_read(tmp_path: Path, kind: str) -> None:
    (tmp_path / "case").mkdir()
    (tmp_path / "outside" / "opening").mkdir(parents=True)
    (tmp_path / "outside" / "opening" / "mine.md").write_text(SNIPPET, encoding="utf-8")
    (tmp_path / "outside" / "mine.docx").write_bytes(b"")
    _opened(tmp_path / "case", "A.")
    _link(tmp_path / "case" / kind, tmp_path / "outside")
    brief = tmp_path / "case" / "letter.yaml"
    named = "template: mine" if kind == "templates" else "voice: I"
    brief.write_text(
        f"date: 2025-01-01\nto: b\nsubject: S\n{named}\nbody:\n  - snippet: opening/mine\n", encoding="utf-8"
    )
    assert any("leads out of" in message for message in _messages(tmp_path / "case"))
    assert any("unknown" in message for message in _messages(tmp_path / "case"))
    allowed = Library(tmp_path / "case", (tmp_path / "outside",))
    assert kind == "templates" or "opening/mine" in allowed.snippet_ids()
    assert not allowed.findings


def test_a_case_folder_that_is_a_link_is_the_user_s(tmp_path: Path) -> None:
    (tmp_path / "real" / "snippets" / "opening").mkdir(parents=True)
    (tmp_path / "real" / "snippets" / "opening" / "mine.md").write_text(SNIPPET, encoding="utf-8")
    _link(tmp_path / "case", tmp_path / "real")
    assert "opening/mine" in Library(tmp_path / "case").snippet_ids()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are POSIX's")
def test_pipes_are_not_waited_for(tmp_path: Path) -> None:
    for folder in ("snippets/registers", "snippets/opening", "templates"):
        (tmp_path / folder).mkdir(parents=True)
    _pipe(tmp_path / "snippets" / "opening" / "mine.md")
    assert Library(tmp_path).snippet(Placed("opening/mine", Place("x", 1))) is None
    _pipe(tmp_path / "templates" / "mine.docx")
    with pytest.raises(Unreadable, match="pipe"):
        Library(tmp_path).letterhead("mine", Place("x", 1))
    _pipe(tmp_path / "snippets" / "registers" / "r.yaml")
    with pytest.raises(Unreadable, match="pipe"):
        Library(tmp_path).registers()


LONG = "n" * 4_000


@pytest.mark.parametrize(
    "change",
    [
        {"s.txt}}": f"{LONG}.txt}}}}"},
        {"Ann Able}": f"Ann Able, signature: {LONG}.png}}"},
        {"s.txt}}": '"s\\0.txt"}}'},
    ],
)
def test_overlong_names_are_findings(tmp_path: Path, change: dict[str, str]) -> None:
    try:
        messages = _errors(_opened(tmp_path, "A.", **change))
    except Unreadable as error:
        messages = [finding.message for finding in error.findings]
    assert messages


def test_overlong_names_in_a_brief_are_findings(tmp_path: Path) -> None:
    _opened(tmp_path, "A.")
    for line in (f"case: {LONG}.yaml\nbody: [{{text: A.}}]", f"body: [{{snippet: opening/{LONG}}}]"):
        (tmp_path / "letter.yaml").write_text(f"date: 2025-01-01\nto: b\nsubject: S\n{line}\n", encoding="utf-8")
        assert _messages(tmp_path)


@pytest.mark.parametrize("opened", ["-  ", "- ", "-\t", "? ", "[", "{a: ", "- ? "])
def test_deep_yaml_is_a_finding(opened: str) -> None:
    for times in (500, 20_000):
        with pytest.raises(Unreadable) as caught:
            yaml_files.read_text(opened * times + "x", "file.yaml")
        assert caught.value.findings[0].code in {"yaml-depth", "yaml-syntax"}


def test_a_choice_without_choices_is_found_at_its_declaration() -> None:
    text = "---\ntitle: T\nkind: paragraph\nparams:\n  x: {type: choice, ask: Which?}\n---\n{{ x }}\n"
    _, findings = parse_snippet(text, "snippets/opening/x.md", "opening/x")
    assert [(finding.code, finding.place.line) for finding in findings] == [("snippet-choices", 5)]


# --- letters that are written --------------------------------------------------------------------


def test_notes_that_are_a_link_are_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("words of mine", encoding="utf-8")
    (tmp_path / ".drafter").mkdir()
    _link(tmp_path / ".drafter" / "built.jsonl", elsewhere)
    with pytest.raises(Unreadable, match="noted"):
        outbox.put(b"letter", tmp_path / "o.txt", tmp_path / "letter.yaml")
    assert elsewhere.read_text(encoding="utf-8") == "words of mine"


def test_notes_that_are_nonsense_are_no_notes(tmp_path: Path) -> None:
    (tmp_path / ".drafter").mkdir()
    (tmp_path / ".drafter" / "built.jsonl").write_text("[" * 100_000 + "\n", encoding="utf-8")
    assert outbox.put(b"letter", tmp_path / "o.txt", tmp_path / "letter.yaml")
    assert outbox.put(b"another", tmp_path / "o.txt", tmp_path / "letter.yaml")


@pytest.mark.parametrize("name", ["o\u2028.txt", "o\udcff.txt", "ö.txt"])
def test_any_name_is_noted_and_known_again(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    try:
        target.write_bytes(b"")
        target.unlink()
    except (OSError, ValueError):
        pytest.skip("the system has no such names")
    assert outbox.put(b"letter", target, tmp_path / "letter.yaml")
    assert outbox.put(b"another", target, tmp_path / "letter.yaml")


@pytest.mark.skipif(os.name != "posix", reason="modes and numbers of processes are POSIX's")
def test_a_letter_keeps_its_mode_and_dead_runs_leave_nothing(tmp_path: Path) -> None:
    target = tmp_path / "o.txt"
    outbox.put(b"letter", target, tmp_path / "letter.yaml")
    target.chmod(0o640)
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (tmp_path / f".o.txt.{dead.pid}.tmp").write_bytes(b"left")
    living = tmp_path / f".o.txt.{os.getppid()}.tmp"
    living.write_bytes(b"at work")
    other = tmp_path / ".o.txt.mine.tmp"
    other.write_bytes(b"mine")
    outbox.put(b"another", target, tmp_path / "letter.yaml")
    assert target.stat().st_mode & 0o777 == 0o640
    assert {path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"} == {living.name, other.name}


# --- messages ------------------------------------------------------------------------------------


def test_a_near_name_is_found_among_many() -> None:
    known = tuple(f"claim-{number:04}-{word}" for number in range(1_500) for word in ("lift",))
    assert did_you_mean("claim-0777-lifd", known) == ", did you mean 'claim-0777-lift'?"
    assert did_you_mean("wholly other", known) == ""
    assert did_you_mean("x" * 50_000, known) == ""


def test_few_names_of_many_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []

    def counted(known: dict[str, str]) -> list[str]:
        compared.append(len(known))
        return []

    monkeypatch.setattr("difflib.get_close_matches", lambda _, known, **__: counted(known))
    known = tuple(f"claim-{number}" for number in range(1_500))
    for number in range(1_000):
        did_you_mean(f"clam-{number}", known)
    assert max(compared) < 10


def test_a_fault_of_drafter_s_own_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr("drafter.workshop.open_brief", broken)
    monkeypatch.setattr(sys, "argv", ["drafter", "build", "letter.yaml"])
    monkeypatch.delenv("DRAFTER_DEBUG", raising=False)
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    said = capsys.readouterr().err
    assert stopped.value.code == 2
    assert "a fault of its own: ZeroDivisionError: by nothing" in said
    assert "Traceback" not in said
    monkeypatch.setenv("DRAFTER_DEBUG", "1")
    with pytest.raises(SystemExit):
        cli.main()
    assert "Traceback" in capsys.readouterr().err
