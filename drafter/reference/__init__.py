"""The reference in docs/reference, made from what the code declares, so that it cannot say anything else."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.reference.commands import Command, command_page
from drafter.reference.keys import key_page
from drafter.reference.letterheads import letterhead_page
from drafter.reference.wording import wording_page
from drafter.schemas import SHAPES


def pages(commands: Sequence[Command]) -> dict[str, str]:
    """Every page by the name of its file."""
    found = {f"{name}.md": key_page(name) for name in SHAPES}
    found["wording.md"] = wording_page()
    found["letterheads.md"] = letterhead_page()
    found["commands.md"] = command_page(commands)
    return found
