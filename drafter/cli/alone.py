"""`drafter new` with nobody to ask: what a letter and the case before it still lack."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter.record import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.cli.desk import Desk, Where
    from drafter.interview.journal import Journal
    from drafter.interview.offers import Context
    from drafter.interview.questions import Answer
    from drafter.interview.texts import Texts
    from drafter.interview.unattended import Survey


def survey(desk: Desk, given: dict[str, Answer], reopened: Journal | None = None) -> Survey:
    """What a letter of a case lacks when a file's answers and those of a brief are taken."""
    from drafter.interview.course import course
    from drafter.interview.items import KEPT
    from drafter.interview.journal import Unkept
    from drafter.interview.unattended import Survey

    held = {name: answer for name, answer in reopened.answers.items() if name not in given} if reopened else {}

    def opened() -> Context:
        return replace(desk.context(), kept=held.get(KEPT, {}))

    made = Survey(lambda: course(opened, desk.say, desk.received), given, Unkept(desk.path, held), desk.say)
    made.take()
    return made


def unchallenged(brief: dict[str, Any]) -> list[str]:
    """The claims that a brief chooses and no challenge takes up."""
    from drafter.interview.items import several

    taken = {item["challenge"].get("claim") for item in several(brief.get("body")) if item.get("challenge")}
    return [name for name in several(brief.get("claims")) if name not in taken]


def lacking_later(
    case: dict[str, Any], letter: Path, where: Where, given: dict[str, Answer], say: Texts
) -> Iterator[str]:
    """What the letter will lack once a case stands that lacks something itself, as `case` with stand-ins is."""
    import tempfile

    from drafter import outbox, yaml_files
    from drafter.cli.desk import Desk
    from drafter.folders import CASE_FILE, read_file
    from drafter.interview.starting import SOURCE
    from drafter.problems import Abort

    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(Abort):
        path = Path(folder) / CASE_FILE
        (path.parent / "sources").mkdir()
        outbox.write_whole(read_file(letter, "the letter"), path.parent / "sources" / letter.name)
        outbox.write_whole(yaml_files.dump(case).encode("utf-8"), path)
        taken = survey(Desk(path, where, say, SOURCE), given)
        for name, one in taken.found.items():
            if name not in given:
                yield one.said(say, proposed=False)
