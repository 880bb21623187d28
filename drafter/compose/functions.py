"""What wording works with: values that are more than words, what is not there, and functions with their arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from inspect import Parameter, signature

from drafter.compose.syntax import WordingError
from drafter.markup import MARK
from drafter.problems import did_you_mean


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
        parameters = _parameters(getattr(self._call, "__func__", self._call))
        many = next((one for one in parameters if one.kind is Parameter.VAR_POSITIONAL), None)
        ordered = [one for one in parameters if one.kind is Parameter.POSITIONAL_OR_KEYWORD]
        named = {one.name: one for one in parameters if one is not many}
        if many is None and len(args) > len(ordered):
            raise WordingError(f"{self.name}() takes no more than {len(ordered)} in order, and was given {len(args)}")
        given = [*zip(ordered, args, strict=False), *((many, value) for value in args[len(ordered) :] if many)]
        for name, value in kwargs.items():
            if name not in named:
                raise WordingError(f"{self.name}() has no '{name}'{did_you_mean(name, list(named))}")
            given.append((named[name], value))
        names = [one.name for one, _ in given if one is not many]
        for one in ordered:
            if names.count(one.name) > 1:
                raise WordingError(f"{self.name}() was given its '{one.name}' twice")
            if one.default is Parameter.empty and one.name not in names:
                raise WordingError(f"{self.name}() was not given its '{one.name}'")
        left = {one.name for one, value in given if self._checked(one, value)}
        positional = [one.default if one.name in left else value for one, value in given[: len(args)]]
        return self._call(*positional, **{name: value for name, value in kwargs.items() if name not in left})

    def _checked(self, parameter: Parameter, value: object) -> bool:
        """Whether a value that is not there leaves an argument at what it usually is; raises WordingError."""
        if isinstance(value, str) and MARK.search(value):
            raise WordingError(f"captured wording cannot be given to {self.name}()")
        if isinstance(value, Nothing) and parameter.default is not Parameter.empty:
            return True
        kinds: dict[str, tuple[type | tuple[type, ...], str]] = {
            "bool": (bool, "yes or no (true or false)"),
            "object": ((str, Rich), "words, or something of the case"),
        }
        kind, called = kinds.get(str(parameter.annotation), (str, "plain words"))
        if not isinstance(value, kind):
            described = value.described() if isinstance(value, Rich) else _kind_of(value)
            raise WordingError(f"{self.name}(): '{parameter.name}' takes {called}, and {described} is not that")
        return False


@lru_cache(maxsize=64)
def _parameters(call: Callable[..., object]) -> tuple[Parameter, ...]:
    """What wording may give to a function: plain words, yes or no, and things of the case."""
    taken = ("bool", "object", "str", "Placed")
    return tuple(one for one in signature(call).parameters.values() if str(one.annotation) in taken)


def _kind_of(value: object) -> str:
    kinds = {bool: "yes or no", int: "a number", list: "a list", tuple: "a list", Function: "a function"}
    return kinds.get(type(value), "this value")


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
