"""Runs the command line in this process, as a user would in a terminal."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

import pytest

from drafter.cli import main


@dataclass(frozen=True, slots=True)
class Done:
    code: int
    out: str
    err: str


def run(*arguments: object) -> Done:
    """Run `drafter` with some arguments; gives the exit code and what was printed."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["drafter", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            main()
    code = stop.value.code
    return Done(code if isinstance(code, int) else 0, out.getvalue(), err.getvalue())
