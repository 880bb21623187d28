"""The case that an interview works on: read once, read again where it changed, and added to without harm to others."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from drafter.interview.texts import ENGLISH, Texts
from drafter.record import replace

if TYPE_CHECKING:
    from threading import Event

    from drafter.interview.offers import Context, Earlier
    from drafter.workshop import Settings

_TURNS: Final = 100
"""Turns of a twentieth of a second after which a lock counts as left behind: it is held for one renaming."""

Where: TypeAlias = "Callable[[], Settings]"
"""What the command line says of where to look, made when it is wanted."""


class Desk:
    """A case's file; `context` gives what stands in it."""

    def __init__(self, case_path: Path, where: Where, say: Texts = ENGLISH, received: str = "") -> None:
        self.path = case_path
        self.where = where
        self.say = say
        self.received = received
        """The letter received that the interview was begun with, by its id in the case."""
        self.reopened: Path | None = None
        """The brief that is gone through again."""
        self._held: tuple[tuple[int, int], Context] | None = None
        self._looked_at: dict[tuple[Path, int, int], str] = {}
        """What is wrong with files that were named, so that each is read once."""
        self._ahead: Event | None = None
        """Set once the case has been read ahead."""

    def read_ahead(self) -> None:
        """Begin to read the case while somebody thinks about a question; what is wrong with it is said later."""
        from threading import Event, Thread

        if self._ahead is None and self._held is None:
            self._ahead = Event()
            Thread(target=self._quietly, args=(self._ahead,), daemon=True).start()

    def _quietly(self, done: Event) -> None:
        with contextlib.suppress(Exception):
            try:
                context = self._read()
            finally:
                done.set()
            from drafter import compose  # noqa: F401 - so that it is there when wording is first shown

            context.snippets()

    def context(self) -> Context:
        """The case, its library and its texts, as they stand now; raises Abort."""
        if self._ahead is not None:
            self._ahead.wait()
            self._ahead = None
        if self._held is not None and self._held[0] == self._stamp():
            return self._held[1]
        return self._read()

    def text(self, brief: dict[str, Any]) -> bytes:
        """The file of a brief; what stands in one that is gone through again stays, with its comments."""
        from drafter.folders import read_file
        from drafter.interview.brief_text import brief_text

        old = read_file(self.reopened, "the brief").decode("utf-8", "replace") if self.reopened else ""
        return brief_text(brief, self.say, old).encode("utf-8")

    def forget(self) -> None:
        """Read the case again when it is wanted next."""
        self._held = None

    def _stamp(self) -> tuple[int, int]:
        with contextlib.suppress(OSError):
            about = self.path.stat()
            return about.st_mtime_ns, about.st_size
        return 0, 0

    def _read(self) -> Context:
        import gc

        # Of what is read nothing is rubbish, and to look for it takes as long as the reading of a large case.
        gc.disable()
        try:
            return self._read_whole()
        finally:
            gc.freeze()
            gc.enable()

    def _read_whole(self) -> Context:
        from datetime import datetime

        from drafter.interview.offers import Context
        from drafter.workshop import open_library

        stamp = self._stamp()
        case, library, texts = open_library(self.path, self.where())
        today = datetime.now().astimezone().date().isoformat()
        context = Context(case, library, today, texts, say=self.say, unheld=self._unheld)
        context = replace(context, earlier=_earlier(self.path.parent, context))
        self._held = stamp, context
        return context

    def has(self, section: str, key: str) -> bool:
        """Whether a section of the case, such as `evidence/tender/passages`, has a key."""
        held: Any = self.context().case
        for step in section.split("/"):
            held = held.get(step) if isinstance(held, dict) else getattr(held, step, None)
        return held is not None and key in held

    def add(self, section: str, key: str, record: dict[str, Any]) -> None:
        """Add to the case's file; where somebody else changed it meanwhile, to what they made of it."""
        from drafter import splice

        whole = self._with_file(record) if section == "sources" else record
        self._edit(lambda held: splice.add_entry(held, str(self.path), tuple(section.split("/")), key, whole))

    def change(self, section: str, key: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Change in the case's file what an entry that was added says otherwise now; the rest of it stays."""
        from drafter import splice

        path = (*section.split("/"), key)
        if section == "sources":
            same = before.get("file") == after.get("file")
            before = {name: value for name, value in before.items() if name != "file" or not same}
            if "file" in before:
                before |= dict.fromkeys(("file", "sha256", "text_sha256"), "")
            after = self._with_file({name: value for name, value in after.items() if name != "file" or not same})
        self._edit(lambda held: splice.change_entry(held, str(self.path), path, before, after))

    def _with_file(self, source: dict[str, Any]) -> dict[str, Any]:
        """A source with the file that somebody named copied into the case, and pinned."""
        from drafter.held_sources import hold

        file = self._file(str(source.get("file") or ""))
        rest = {name: value for name, value in source.items() if name != "file"}
        return {**rest, **hold(self.path.parent, file)} if file else rest

    def _file(self, named: str) -> Path | None:
        """The file that somebody means; where it is gone since it was copied, the copy."""
        typed = named.strip().strip("'\"").removeprefix("file://")
        plain, folder = Path(typed).expanduser(), self.path.parent
        escaped = Path(typed.replace("\\ ", " ")).expanduser()
        places = (plain, escaped, folder / plain, folder / "sources" / plain.name)
        return next((path for path in places if path.is_file()), None) if typed else None

    def _unheld(self, named: str) -> str:
        """Why a file cannot be taken into the case."""
        from drafter.held_sources import holds
        from drafter.problems import Abort

        file = self._file(named)
        if file is None:
            return self.say("wrong.file", file=named)
        about = file.stat()
        stamp = file, about.st_mtime_ns, about.st_size
        if stamp not in self._looked_at:
            try:
                holds(self.path.parent, file)
                self._looked_at[stamp] = ""
            except Abort as abort:
                self._looked_at[stamp] = "; ".join(one.message for one in abort.findings)
        return self._looked_at[stamp]

    def _edit(self, edit: Callable[[bytes], bytes]) -> None:
        from drafter import outbox
        from drafter.folders import read_file

        while True:
            before = read_file(self.path, "the case")
            after = edit(before)
            with self._alone():
                if read_file(self.path, "the case") == before:
                    outbox.write_whole(after, self.path)
                    self.forget()
                    return

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """The only one that writes the case's file."""
        lock = self.path.parent / ".drafter" / "case.lock"
        lock.parent.mkdir(exist_ok=True)
        for _ in range(_TURNS):
            try:
                lock.open("xb").close()
                break
            except FileExistsError:
                time.sleep(0.05)
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)


def _earlier(folder: Path, context: Context) -> tuple[Earlier, ...]:
    """The letters that briefs beside the case plan, the latest first; a file that is no brief is none."""
    from drafter import yaml_files
    from drafter.interview.planned import earlier
    from drafter.problems import Abort
    from drafter.workshop import CASE_FILE

    found = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name == CASE_FILE:
            continue
        with contextlib.suppress(Abort, OSError):
            root = yaml_files.read(path.read_bytes(), path.name).root
            plan = yaml_files.plain(root) if root is not None else None
            if isinstance(plan, dict) and "to" in plan and "body" in plan:
                found.append(earlier(path.name, plan, context))
    return tuple(sorted(found, key=lambda one: one.date, reverse=True))
