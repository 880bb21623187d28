"""Renders wording with Jinja2, in a closed world: only what is named here can be used, and work is bounded.

Whatever wording inserts is replaced, while it renders, by a mark (a character of plane 16), and kept beside the
text. Wording that `{% set %}…{% endset %}` or a macro captured is bracketed by two marks of its own and passes through
as wording, once; anything else done with it is refused, because values could slip into markup that way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from types import CodeType
from typing import Any, Final

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import Template
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from drafter.compose.functions import Function, Nothing, Rich
from drafter.compose.syntax import BEGIN, END, LONGEST_WORDING, WordingError, bound, check, check_text, usable
from drafter.markup import FIRST_MARK, LAST_MARK, MARK
from drafter.problems import did_you_mean
from drafter.record import Mutable, field

__all__ = ["Function", "Nothing", "Rendering", "Rich", "Sandbox", "Work", "plain_words"]

LONGEST_OUTPUT: Final = 400_000
"""Characters that one of them may render to."""
MOST_STEPS: Final = 20_000
"""Turns of loops and calls of macros in one rendering."""

LONGEST_LETTER: Final = 2_000_000
"""Characters that all of a letter may render to; each turn, call and look-up counts for some."""
MOST_VALUES: Final = 50_000
"""Values that all of a letter may insert."""

_LAST_VALUE: Final = LAST_MARK - 2

_LOOP: Final = frozenset(("index", "index0", "first", "last", "length", "revindex", "revindex0"))


class Work(Mutable):
    """What has been done for one letter, in characters, and the values inserted."""

    done: int = 0
    values: int = 0

    def spend(self, characters: int, values: int = 0) -> None:
        """Count work; raises WordingError beyond what any letter needs."""
        self.done += characters
        self.values += values
        if self.done > LONGEST_LETTER or self.values > MOST_VALUES:
            advice = "make shorter or fewer lists and loops; no letter needs so much"
            raise WordingError("the letter would become too long, or take too long to compose", advice=advice)


class Rendering(Mutable):
    """One rendering: the values that were inserted, in the order of their marks, and the work done so far."""

    values: list[object] = field(default_factory=list)
    work: Work = field(default_factory=Work)
    steps: int = 0
    length: int = 0

    def insert(self, value: object) -> str:
        """The text that stands for a value in the rendered wording."""
        if isinstance(value, str) and MARK.search(value):
            inner = value[1:-1]
            if value[0] == BEGIN and value[-1] == END and not (BEGIN in inner or END in inner):
                return self.measured(inner)
            raise WordingError("captured wording can only be inserted as it is", advice="write {{ a }}{{ b }}")
        if isinstance(value, Nothing):
            of, _, attribute = value.name.rpartition(".")
            advice = f"put it between {{% if {value.name} %}} and {{% endif %}}"
            if of:
                advice = f"add `{attribute}:` to '{of}' in the case, or ask with {{% if … .{attribute} %}} before"
            raise WordingError(f"{value.described()} is inserted", advice=advice, code="empty-parameter")
        if isinstance(value, bool) or not isinstance(value, str | int | Rich):
            raise WordingError(
                "this cannot be inserted into a letter", advice="insert words, a date, a party, a list …"
            )
        if isinstance(value, str):
            usable(value)
        if isinstance(value, str) and not value.strip():
            raise WordingError("an empty value is inserted", code="empty-parameter")
        number = FIRST_MARK + len(self.values)
        if number > _LAST_VALUE:
            raise WordingError("the wording inserts too many values")
        self.values.append(value)
        return chr(number)

    def measured(self, piece: str) -> str:
        """A piece of the rendered text, counted."""
        self.length += len(piece)
        self.work.spend(len(piece))
        if self.length > LONGEST_OUTPUT:
            raise WordingError(f"the wording renders to more than {LONGEST_OUTPUT:,} characters")
        return piece

    def step(self, weight: int) -> str:
        self.steps += 1
        self.work.spend(10 + weight)
        if self.steps > MOST_STEPS:
            raise WordingError(f"the wording takes more than {MOST_STEPS} turns")
        return ""

    def bounded(self, things: object, weight: int) -> Iterator[object]:
        """The items of a loop, counted."""
        if isinstance(things, str) or not isinstance(things, Iterable):
            raise WordingError("only a list can be gone through with {% for %}")
        for thing in things:
            self.step(weight)
            yield thing

    def joined(self, *parts: object) -> str:
        """What `~` makes of plain words."""
        if any(isinstance(part, str) and MARK.search(part) for part in parts):
            raise WordingError("captured wording cannot be joined with ~", advice="write {{ a }}{{ b }}")
        for part in parts:
            if isinstance(part, Rich):
                str(part)  # says what it is
        if any(isinstance(part, bool) or not isinstance(part, str | int) for part in parts):
            raise WordingError("only plain words can be joined with ~", advice="write {{ a }}{{ b }}")
        words = "".join(str(part) for part in parts)
        self.work.spend(len(words))
        if len(words) > LONGEST_WORDING:
            raise WordingError("the joined words are too long")
        return words


def plain_words(value: object, called: str) -> str:
    """A filter's input that must be plain words; raises WordingError for anything else."""
    if not isinstance(value, str) or MARK.search(value):
        described = value.described() if isinstance(value, Rich) else "this value"
        raise WordingError(f"the filter '{called}' takes plain words, and {described} is not")
    return value


@pass_context
def _finalize(context: Context, value: object) -> str:
    rendering: Rendering = context["_rendering"]
    return rendering.insert(value)


@pass_context
def _step(context: Context, weight: int) -> str:
    return str(context["_rendering"].step(weight))


@pass_context
def _bounded(context: Context, things: object, weight: int) -> Iterator[object]:
    found: Iterator[object] = context["_rendering"].bounded(things, weight)
    return found


@pass_context
def _compared(_: Context, thing: object) -> object:
    """A side of a comparison: lists within lists can take exponential time."""
    if isinstance(thing, list | tuple):
        raise WordingError("lists cannot be compared", advice="compare words, numbers, or a list's length")
    return thing


@pass_context
def _held(_: Context, things: object) -> object:
    """The right side of `in`: words, or a list of things that can be compared."""
    if isinstance(things, list | tuple):
        for thing in things:
            if isinstance(thing, list | tuple):
                raise WordingError("lists cannot be compared", advice="compare words, numbers, or a list's length")
    elif not isinstance(things, str | Nothing):
        raise WordingError("'in' looks for something in a list or in words")
    return things


@pass_context
def _joined(context: Context, *parts: object) -> str:
    return str(context["_rendering"].joined(*parts))


_GUARDS: Final = (_step, _bounded, _joined, _compared, _held)


MOST_CODES: Final = 4_096
_CODES: Final[dict[tuple[str, tuple[str, ...]], tuple[CodeType, frozenset[str]]]] = {}
"""Compiled wording; it depends on the wording and on the names of the filters alone, so that letters share it."""


class _Generator(CodeGenerator):
    """Generates code, and notes the names taken from outside, for which Jinja2's `meta` generates it all again."""

    def enter_frame(self, frame: Frame) -> None:
        super().enter_frame(frame)
        if isinstance(self.environment, Sandbox):
            taken = (name for action, name in frame.symbols.loads.values() if action == "resolve" and name)
            self.environment.taken.update(name for name in taken if name not in self.environment.globals)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's immutable sandbox, closed further: no attribute, call, filter or test but those given."""

    code_generator_class = _Generator
    taken: set[str]
    """The names that the wording being compiled takes from outside."""

    def __init__(self, filters: dict[str, Callable[..., object]]) -> None:
        super().__init__(undefined=StrictUndefined, finalize=_finalize, autoescape=False, keep_trailing_newline=True)
        self.globals = {one.__name__: one for one in _GUARDS}
        self.work = Work()
        self.taken = set()
        self.filters = filters
        self.tests = {
            "defined": lambda value: not isinstance(value, Nothing),
            "none": lambda value: isinstance(value, Nothing),
        }
        self._templates: dict[str, tuple[Template, frozenset[str]]] = {}

    def _looked_up(self, rich: Rich, name: str) -> object:
        found = rich.look_up(name)
        # A look-up makes all attributes of a thing; lists are made of their items.
        self.work.spend(
            4 * len(found) if isinstance(found, list) else 4 + len(found) // 16 if isinstance(found, str) else 4
        )
        return found

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Rich):
            return self._looked_up(obj, attribute)
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        raise WordingError(f"'.{attribute}' cannot be used on this value")

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Rich) and isinstance(argument, str):
            return self._looked_up(obj, argument)
        if isinstance(obj, tuple | list) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        raise WordingError("there is no such item")

    def call(self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: PYI063 - jinja2's signature
        named = {name: value for name, value in kwargs.items() if not name.startswith("_")}
        if any(__obj is guard for guard in _GUARDS):
            return __obj(__context, *args)
        if isinstance(__obj, Function):
            self.work.spend(10)
            return __obj(*args, **named)
        if isinstance(__obj, Macro):
            return self._expanded(__obj, args, named)
        raise WordingError("only functions and macros can be called")

    @staticmethod
    def _expanded(macro: Macro, args: tuple[object, ...], named: dict[str, object]) -> object:
        if len(args) > len(macro.arguments):
            raise WordingError(f"the macro '{macro.name}' takes no more than {len(macro.arguments)} in order")
        for name in named:
            if name not in macro.arguments or name in macro.arguments[: len(args)]:
                raise WordingError(f"the macro '{macro.name}' has no '{name}', or was given it twice")
        return macro(*args, **named)

    def compiled(self, wording: str) -> tuple[Template, frozenset[str]]:
        """A wording's template and the names that it takes from outside; raises WordingError."""
        if wording not in self._templates:
            self._templates[wording] = self._checked(wording)
        return self._templates[wording]

    def _checked(self, wording: str) -> tuple[Template, frozenset[str]]:
        key = (wording, tuple(self.filters))
        if key not in _CODES:
            if len(_CODES) >= MOST_CODES:
                _CODES.clear()
            _CODES[key] = self._code(wording)
        code, names = _CODES[key]
        return Template.from_code(self, code, self.globals), names

    def _code(self, wording: str) -> tuple[CodeType, frozenset[str]]:
        check_text(wording)
        try:
            tree = self.parse(wording)
            check(tree, self.filters, self.tests)
            bound(tree)
            self.taken = set()
            code = self.compile(tree)
        except TemplateSyntaxError as error:
            message, advice = _explained(str(error.message))
            raise WordingError(message, error.lineno, advice) from None
        except RecursionError:
            raise WordingError("the wording is nested too deeply") from None
        except (SyntaxError, ValueError, MemoryError, ArithmeticError):
            raise WordingError("the wording cannot be read") from None
        return code, frozenset(self.taken)

    def render(self, wording: str, names: dict[str, object]) -> tuple[str, list[object]]:
        """Render wording with names; gives the text with marks, and the values that the marks stand for.

        Raises WordingError with the line of the wording.
        """
        if "{" not in wording:  # plain Markdown, which most free text is, needs no template
            check_text(wording)
            self.work.spend(len(wording))
            return wording, []
        template, needed = self.compiled(wording)
        for name in sorted(needed - names.keys()):
            raise _unknown_name(name, self.parse(wording), names)
        rendering = Rendering(work=self.work)
        context = template.new_context({**names, "_rendering": rendering})
        try:
            text = "".join(map(rendering.measured, template.root_render_func(context)))
        except WordingError as error:
            error.line = error.line or _line_of(error, template)
            raise
        except RecursionError:
            raise WordingError("the wording calls itself without end") from None
        except UndefinedError as error:
            raise WordingError(f"the wording cannot be rendered: {error.message}", _line_of(error, template)) from None
        except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, NameError) as error:
            message, advice = "something is done here that these values do not allow", "compare like with like"
            raise WordingError(message, _line_of(error, template), advice) from None
        return text, rendering.values


def _explained(problem: str) -> tuple[str, str]:
    """What Jinja2 says of a slip, as whoever writes letters would say it, and what to do."""
    if found := re.match(r"unexpected char '([“”„‘’«»])'", problem):
        return f"'{found[1]}' stands within {{{{ }}}}", 'write straight quotation marks there: source("reply")'
    if "end of template" in problem or "end tag" in problem:
        return (
            "an {% if %}, {% for %}, {% set %} or {{ is never closed",
            "add {% endif %}, {% endfor %}, {% endset %} or }}",
        )
    if "unknown tag" in problem:
        return problem.partition(".")[0], "each {% endif %} and {% endfor %} closes one {% if %} or {% for %} before it"
    return problem, "see docs/snippets.md for the language"


def _unknown_name(name: str, tree: nodes.Template, names: dict[str, object]) -> WordingError:
    line = next((node.lineno for node in tree.find_all(nodes.Name) if node.name == name), 0)
    known = sorted(names)
    meant = did_you_mean(name, known)
    advice = "" if meant else f'an id stands in quotation marks, within what it is an id of: source("{name}")'
    return WordingError(f"unknown name '{name}'{meant}", line, advice, code="unknown-name")


def _line_of(error: BaseException, template: Template) -> int:
    """The line of the wording at which an error arose, from its traceback."""
    line = 0
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_globals.get("__jinja_template__") is template:
            line = template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return line
