"""Words and paths of the command line, taken as they are: typer would load pydantic to do so, in 50 ms.

Whatever is not given, or is an ordinary word or path, is taken here; a number, a choice and a value that does not fit
are left to typer, so that what is refused and how it is said stay typer's own. Where a later typer does otherwise,
nothing here takes part.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

_TAKEN: Final[dict[object, type]] = {str: str, Path: Path, list[str]: str, list[Path]: Path}


class PlainValues:
    """Stands for what typer would coerce the values of a parameter with, until a value needs that."""

    def __init__(self, parameter: Any) -> None:
        self.parameter = parameter
        self.several = parameter.multiple or parameter.nargs == -1
        self.kind = _TAKEN.get(parameter.type_descriptor.annotation)

    def coerce(self, value: object, **context: object) -> object:
        """The value of a parameter, as typer would make it."""
        if value is None:
            return () if self.several else None
        if self.kind and isinstance(value, str) and not self.several:
            return self.kind(value)
        if self.kind and isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
            return [self.kind(one) for one in value]
        self.parameter._runtime_param = None  # noqa: SLF001 - so that typer makes its own
        return self.parameter.get_runtime_param().coerce(value, **context)


def with_plain_values(command: Any) -> Any:
    """Let a command, and those within it, take words and paths as they are; returns it."""
    listed = command.get_params

    def get_params(context: object) -> list[Any]:
        parameters: list[Any] = listed(context)  # with --help, which typer makes only here
        for parameter in parameters:
            if getattr(parameter, "_runtime_param", parameter) is None:
                parameter._runtime_param = PlainValues(parameter)  # noqa: SLF001 - typer has no public way
        return parameters

    command.get_params = get_params
    for one in getattr(command, "commands", {}).values():
        with_plain_values(one)
    return command
