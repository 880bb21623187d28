"""Wording that would escape, or never end, is refused with its line, whatever it tries."""

from __future__ import annotations

import pytest

from drafter.case import Case
from drafter.compose.sandbox import Nothing
from drafter.compose.syntax import LONGEST_WORDING, WordingError
from drafter.compose.views import Views
from drafter.compose.wording import Wording
from drafter.language import LANGUAGES
from drafter.party import Party
from drafter.problems import Placed
from drafter.provisions import Pinpoint

MANY = ["word"] * 1000


def _provision(name: Placed) -> Pinpoint:
    raise WordingError(f"unknown provision '{name}'", code="unknown-id")


def _wording() -> Wording:
    case = Case(parties={"hikvision": Party(name="Hikvision")})
    return Wording(Views(case, LANGUAGES["en-GB"], lambda _: "", _provision))


def _refused(wording: str) -> WordingError:
    names: dict[str, object] = {"words": "so", "many": MANY, "left": Nothing("left"), "maybe": Nothing("maybe")}
    with pytest.raises(WordingError) as caught:
        _wording().render(wording, names)
    assert str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    "wording",
    [
        "{{ words.__class__ }}",
        "{{ words['__class__'] }}",
        "{{ words.upper() }}",
        "{{ words.format(1) }}",
        "{{ '{0.__class__}'.format(words) }}",
        "{{ '%s' % words }}",
        "{{ words|attr('__class__') }}",
        "{{ many.append('x') }}",
        "{{ party.__globals__ }}",
        "{{ party('hikvision').__init__ }}",
        "{{ party('hikvision').party }}",
        "{{ party('hikvision')['views'] }}",
        "{{ quote._call }}",
        "{{ self }}",
        "{{ self.__init__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ _rendering }}",
        "{{ _joined('a', 'b') }}",
        "{% set _step = 1 %}",
        "{% for _x in many %}{% endfor %}",
        "{% macro m() %}a{% endmacro %}{{ m.name }}",
        "{% macro m() %}{{ caller() }}{% endmacro %}{{ m() }}",
        "{% macro m() %}{{ varargs }}{% endmacro %}{{ m(1) }}",
        "{% macro m() %}{{ kwargs }}{% endmacro %}{{ m(a=1) }}",
        "{% for x in many %}{{ loop.__init__ }}{% endfor %}",
        "{% for x in many %}{{ loop }}{% endfor %}",
        "{% for x in many %}{{ loop.cycle(1) }}{% endfor %}",
        "{% for x in many recursive %}{{ loop(many) }}{% endfor %}",
        "{% for x in many if x %}{% endfor %}",
        "{% include 'case.yaml' %}",
        "{% import 'x' as x %}",
        "{% from 'x' import y %}",
        "{% extends 'x' %}",
        "{% block x %}{% endblock %}",
        "{% call party() %}{% endcall %}",
        "{% filter capital %}a{% endfilter %}",
        "{% set x.y = 1 %}",
        "{% do 1 %}",
        "{% autoescape true %}{% endautoescape %}",
        "{{ range(10) }}",
        "{{ namespace() }}",
        "{{ lipsum() }}",
        "{{ cycler(1) }}",
        "{{ dict(a=1) }}",
        "{{ {'a': 1} }}",
        "{{ words|upper }}",
        "{{ words|safe }}",
        "{{ words|format }}",
        "{{ many|join }}",
        "{{ many|map('capital') }}",
        "{{ many|tojson }}",
        "{% if words is string %}{% endif %}",
        "{% if 1 is divisibleby(0) %}{% endif %}",
        "{{ many[0:2] }}",
        "{{ many[5000] }}",
        "{{ quote(**words) }}",
        "{{ words",
        "{% if words %}",
        "{% endfor %}",
    ],
)
def test_an_escape_is_refused(wording: str) -> None:
    assert _refused(f"First.\n\n{wording}").code in {"wording", "unknown-name", "unknown-id"}


@pytest.mark.parametrize(
    "wording",
    [
        "{{ 'x' * 10**9 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ words * 2 }}",
        "{{ 1 + 1 }}",
        "{{ 1 / 0 }}",
        "{% for a in many %}{% for b in many %}{% for c in many %}x{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in many %}{% for b in many %}{% endfor %}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
        "{% macro m0() %}x{% endmacro %}"
        + "".join(f"{{% macro m{n + 1}() %}}{{{{ m{n}() }}}}{{{{ m{n}() }}}}{{% endmacro %}}" for n in range(40))
        + "{{ m40() }}",
        "{% set a = 'xxxxxxxxxx' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}",
        "{% set a %}" + "x" * 50_000 + "{% endset %}" + "{{ a }}" * 10,
        "x" * (LONGEST_WORDING + 1),
        "{{ " + "(" * 400 + "words" + ")" * 400 + " }}",
        "{{ " + "[" * 5000 + "words" + "]" * 5000 + " }}",
        "{% if " + " or ".join(["words"] * 5000) + " %}x{% endif %}",
        "{{ words" + ".a" * 5000 + " }}",
    ],
)
def test_a_bomb_is_refused(wording: str) -> None:
    _refused(wording)


@pytest.mark.parametrize(
    "wording",
    [
        "{% if words %}" * 120 + "x" + "{% endif %}" * 120,
        "{% for a in many %}" * 25 + "x" + "{% endfor %}" * 25,
        "{{ " + "9" * 5000 + " }}",
        "{% macro m(a, a) %}{% endmacro %}",
        "{{ link(url='https://a.example', url='https://b.example') }}",
    ],
)
def test_what_python_cannot_compile_is_refused(wording: str) -> None:
    _refused(wording)


@pytest.mark.parametrize(
    "wording",
    [
        "{% set a %}xxxxxxxxxx{% endset %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 17 + "{% if a %}x{% endif %}",
        "{% set a = ['x', 'y']|sentence_list %}" + "{% set a = [a, a]|sentence_list %}" * 15 + "{{ a }}",
    ],
)
def test_doubling_is_bounded(wording: str) -> None:
    _refused(wording)


@pytest.mark.parametrize(
    "wording",
    [
        "{{ quote ~ words }}",
        "{{ many ~ words }}",
        "{% macro m() %}a{% endmacro %}{{ m ~ words }}",
        "{% set a %}*so*{% endset %}{{ [a] ~ words }}",
    ],
)
def test_only_words_and_numbers_are_joined(wording: str) -> None:
    _refused(wording)


@pytest.mark.parametrize(
    "wording",
    [
        "{% macro _m() %}{% endmacro %}",
        "{% macro _bounded(things) %}" + "x" * 300 + "{% endmacro %}"
        "{% for a in many %}{% for b in many %}{% endfor %}{% endfor %}",
    ],
)
def test_a_macro_cannot_take_a_guarded_name(wording: str) -> None:
    _refused(wording)


@pytest.mark.parametrize(
    "wording",
    [
        "{% set a %}*so*{% endset %}{{ a ~ words }}",
        "{% set a %}so{% endset %}{{ a|capital }}",
        "{% set a %}so{% endset %}{{ a|possessive }}",
        "{% set a %}so{% endset %}{{ [a, words]|sentence_list }}",
        "{% set a %}so{% endset %}{{ link('https://a.example', a) }}",
        "{% set a %}hikvision{% endset %}{{ party(a) }}",
        "{% set a | capital %}so{% endset %}{{ a }}",
        "{% macro m() %}so{% endmacro %}{{ m() ~ words }}",
        "{% macro m() %}so{% endmacro %}{{ m()|capital }}",
    ],
)
def test_captured_wording_is_neither_joined_nor_filtered(wording: str) -> None:
    _refused(wording)


def test_captured_wording_is_inserted_as_it_is() -> None:
    text, values = _wording().render("{% set a %}*so*{% endset %}{{ a }}, {{ words }}, {{ a }}", {"words": "*no*"})
    assert text == "*so*, \U00100000, *so*"
    assert values == ["*no*"]


@pytest.mark.parametrize(
    "wording", ["a\U00100000b", "a\U0010fffdb", r"{{ '\U00100000' }}", r"{{ '\U0010fffcso\U0010fffda' }}"]
)
def test_a_mark_in_wording_is_refused(wording: str) -> None:
    _refused(wording)


@pytest.mark.parametrize(
    ("wording", "line"),
    [
        ("one\ntwo\n{{ words.upper }}", 3),
        ("one\n{% for x in many %}\n{{ x.y }}\n{% endfor %}", 3),
        ("{% macro m(a) %}\n{{ a.b }}{% endmacro %}\n\n{{ m(words) }}", 2),
        ("one\n\n{% if words %}\nfour", 3),
        ("one\n{{ word }}", 2),
        ("one\n\n{{ words|upper }}", 3),
        ("one\n\n\n{{ 1 + 1 }}", 4),
        ("one\n{{ left }}", 2),
    ],
)
def test_an_error_knows_its_line(wording: str, line: int) -> None:
    assert _refused(wording).line == line


@pytest.mark.parametrize(
    ("wording", "nearest"),
    [
        ("{{ wrods }}", "did you mean 'words'?"),
        ("{{ quot('x') }}", "did you mean 'quote'?"),
        ("{{ words|posessive }}", "did you mean 'possessive'?"),
        ("{{ party('hikvison') }}", "did you mean 'hikvision'?"),
        ("{{ party('hikvision').nmae }}", "did you mean 'name'?"),
    ],
)
def test_an_unknown_name_gives_the_nearest(wording: str, nearest: str) -> None:
    assert nearest in str(_refused(wording))


@pytest.mark.parametrize("wording", ["{{ left }}", "{{ left ~ 'x' }}", "{{ left.name }}"])
def test_what_was_left_out_cannot_be_printed(wording: str) -> None:
    assert "'left', which was left out," in str(_refused(wording))


def test_what_was_left_out_can_be_asked_for() -> None:
    wording = "{% if left %}a{% else %}b{% endif %}{% if left is defined %}c{% endif %}{% for x in left %}d{% endfor %}"
    assert _wording().render(wording, {"left": Nothing("left")}) == ("b", [])
