"""Renders wording with Jinja2, in a closed world: only what is named here can be used, and work is bounded.

Whatever wording inserts is replaced, while it renders, by a mark (a character of plane 16), and kept beside the
text. Wording that `{% set %}…{% endset %}` or a macro captured is bracketed by two marks of its own and passes through
as wording, once; anything else done with it is refused, because values could slip into markup that way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, meta, nodes, pass_context
from jinja2.environment import Template
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from drafter.compose.syntax import BEGIN, END, LONGEST_WORDING, WordingError, bound, check, check_text
from drafter.markup import FIRST_MARK, LAST_MARK, MARK

LONGEST_OUTPUT: Final = 400_000
"""Characters that one of them may render to."""
MOST_STEPS: Final = 20_000
"""Turns of loops and calls of macros in one rendering."""

_LAST_VALUE: Final = LAST_MARK - 2

_LOOP: Final = frozenset(("index", "index0", "first", "last", "length", "revindex", "revindex0"))


class Rich:
    """A value that is more than words; turning it into a string would lose that, so it is refused."""

    def __str__(self) -> str:
        raise WordingError(f"{self.described()} cannot be used as plain words here")

    def __format__(self, spec: str) -> str:
        return str(self)

    def described(self) -> str:
        """What it is, for a message."""
        return "this value"

    def look_up(self, name: str) -> object:
        """An attribute that wording may use; raises WordingError naming those there are."""
        raise WordingError(f"{self.described()} has no '{name}'")


class Function:
    """A function that wording may call."""

    def __init__(self, name: str, call: Callable[..., object]) -> None:
        self.name, self._call = name, call

    def __call__(self, *args: object, **kwargs: object) -> object:
        for value in (*args, *kwargs.values()):
            if isinstance(value, str) and MARK.search(value):
                raise WordingError(f"captured wording cannot be given to {self.name}()")
        try:
            return self._call(*args, **kwargs)
        except TypeError as error:
            raise WordingError(f"{self.name}(): {str(error).split('() ')[-1]}") from None


class Nothing(Rich):
    """An optional parameter that was left out: false, empty, and an error where it is printed."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def described(self) -> str:
        return f"'{self.name}', which was left out,"


@dataclass(slots=True)
class Rendering:
    """One rendering: the values that were inserted, in the order of their marks, and the work done so far."""

    values: list[object] = field(default_factory=list)
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
            advice = f"put it between {{% if {value.name} %}} and {{% endif %}}"
            raise WordingError(f"{value.described()} is inserted", advice=advice, code="empty-parameter")
        if isinstance(value, bool) or not isinstance(value, str | int | Rich):
            raise WordingError(
                "this cannot be inserted into a letter", advice="insert words, a date, a party, a list …"
            )
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
        if self.length > LONGEST_OUTPUT:
            raise WordingError(f"the wording renders to more than {LONGEST_OUTPUT:,} characters")
        return piece

    def step(self) -> str:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise WordingError(f"the wording takes more than {MOST_STEPS} turns")
        return ""

    def bounded(self, things: object) -> Iterator[object]:
        """The items of a loop, counted."""
        if isinstance(things, str) or not isinstance(things, Iterable):
            raise WordingError("only a list can be gone through with {% for %}")
        for thing in things:
            self.step()
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
def _step(context: Context) -> str:
    return str(context["_rendering"].step())


@pass_context
def _bounded(context: Context, things: object) -> Iterator[object]:
    found: Iterator[object] = context["_rendering"].bounded(things)
    return found


@pass_context
def _joined(context: Context, *parts: object) -> str:
    return str(context["_rendering"].joined(*parts))


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's immutable sandbox, closed further: no attribute, call, filter or test but those given."""

    def __init__(self, filters: dict[str, Callable[..., object]]) -> None:
        super().__init__(undefined=StrictUndefined, finalize=_finalize, autoescape=False, keep_trailing_newline=True)
        self.globals = {"_step": _step, "_bounded": _bounded, "_joined": _joined}
        self.filters = filters
        self.tests = {
            "defined": lambda value: not isinstance(value, Nothing),
            "none": lambda value: isinstance(value, Nothing),
        }
        self._templates: dict[str, tuple[Template, frozenset[str]]] = {}

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Rich):
            return obj.look_up(attribute)
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        raise WordingError(f"'.{attribute}' cannot be used on this value")

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Rich) and isinstance(argument, str):
            return obj.look_up(argument)
        if isinstance(obj, tuple | list) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        raise WordingError("there is no such item")

    def call(self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: PYI063 - jinja2's signature
        named = {name: value for name, value in kwargs.items() if not name.startswith("_")}
        if __obj in (_step, _bounded, _joined):
            return __obj(__context, *args)
        if isinstance(__obj, Function | Macro):
            return __obj(*args, **named)
        raise WordingError("only functions and macros can be called")

    def compiled(self, wording: str) -> tuple[Template, frozenset[str]]:
        """A wording's template and the names that it takes from outside; raises WordingError."""
        if wording not in self._templates:
            self._templates[wording] = self._checked(wording)
        return self._templates[wording]

    def _checked(self, wording: str) -> tuple[Template, frozenset[str]]:
        check_text(wording)
        try:
            tree = self.parse(wording)
            check(tree, self.filters, self.tests)
            names = frozenset(meta.find_undeclared_variables(tree))
            bound(tree)
            code = self.compile(tree)
        except TemplateSyntaxError as error:
            raise WordingError(str(error.message), error.lineno, "see docs/snippets.md for the language") from None
        except RecursionError:
            raise WordingError("the wording is nested too deeply") from None
        except (SyntaxError, ValueError, MemoryError) as error:
            raise WordingError(f"the wording cannot be read: {error}") from None
        return Template.from_code(self, code, self.globals), names

    def render(self, wording: str, names: dict[str, object]) -> tuple[str, list[object]]:
        """Render wording with names; gives the text with marks, and the values that the marks stand for.

        Raises WordingError with the line of the wording.
        """
        if "{" not in wording:  # plain Markdown, which most free text is, needs no template
            check_text(wording)
            return wording, []
        template, needed = self.compiled(wording)
        for name in sorted(needed - names.keys()):
            raise _unknown_name(name, self.parse(wording), names)
        rendering = Rendering()
        context = template.new_context({**names, "_rendering": rendering})
        try:
            text = "".join(map(rendering.measured, template.root_render_func(context)))
        except WordingError as error:
            error.line = error.line or _line_of(error, template)
            raise
        except RecursionError:
            raise WordingError("the wording calls itself without end") from None
        except (UndefinedError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
            raise WordingError(f"the wording cannot be rendered: {error}", _line_of(error, template)) from None
        return text, rendering.values


def _unknown_name(name: str, tree: nodes.Template, names: dict[str, object]) -> WordingError:
    from drafter.problems import did_you_mean

    line = next((node.lineno for node in tree.find_all(nodes.Name) if node.name == name), 0)
    known = sorted(names)
    return WordingError(f"unknown name '{name}'{did_you_mean(name, known)}", line, code="unknown-name")


def _line_of(error: BaseException, template: Template) -> int:
    """The line of the wording at which an error arose, from its traceback."""
    line = 0
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_globals.get("__jinja_template__") is template:
            line = template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return line
