"""Drives `drafter` in a real terminal, as somebody at its keys would, and reads its screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pexpect
import pyte

ENTER, ESC, DOWN, UP, SPACE, TAB, CTRL_C, CTRL_O = "\r", "\x1b", "\x1b[B", "\x1b[A", " ", "\t", "\x03", "\x0f"
WAIT = 60
"""Seconds until a screen that does not come counts as a failure."""


class Terminal:
    """One run of `drafter` at a terminal of a size; `lines` is what stands on the screen."""

    def __init__(self, *arguments: str, cwd: Path, size: tuple[int, int] = (24, 80), **environment: str) -> None:
        self.transcript = self.heard = ""
        self.screen = pyte.HistoryScreen(size[1], size[0], history=5000)
        self.stream = pyte.ByteStream(self.screen)
        env: Any = {**os.environ, "TERM": "xterm-256color", "DRAFTER_OPEN": "", **environment}
        command = ["-c", "from drafter.cli import main; main()", *arguments]
        self.child: Any = pexpect.spawn(sys.executable, command, cwd=str(cwd), env=env, dimensions=size, timeout=WAIT)
        self.child.delaybeforesend = None
        self.child.ptyproc.delayafterclose = self.child.ptyproc.delayafterterminate = 0

    def _read(self, timeout: float) -> bool:
        """Take in what comes; says whether anything did."""
        try:
            data = self.child.read_nonblocking(65536, timeout)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        if b"\x1b[6n" in data:
            self.child.send(f"\x1b[{self.screen.cursor.y + 1};{self.screen.cursor.x + 1}R")
        self.stream.feed(data)
        self.heard += data.decode("utf-8", "replace").replace("\r", "")
        return True

    @property
    def lines(self) -> list[str]:
        """The screen, line by line."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        """The screen with its line ends as blanks, and what scrolled away before it."""
        gone = ["".join(line[column].data for column in range(self.screen.columns)) for line in self.screen.history.top]
        return " ".join(" ".join([*gone, *self.lines]).split())

    def sees(self, words: str) -> None:
        """Wait until words stand on the screen, however its lines break."""
        while " ".join(words.split()) not in " ".join(" ".join(self.lines).split()):
            if not self._read(WAIT):
                raise AssertionError(f"{words!r} did not come:\n" + "\n".join(self.lines))

    def comes_to(self, state: Callable[[list[str]], bool]) -> None:
        """Wait until the lines of the screen are as they should be."""
        while not state(self.lines):
            if not self._read(WAIT):
                raise AssertionError("the screen did not become so:\n" + "\n".join(self.lines))

    def asked(self) -> str:
        """Wait until a question stands at the end of the screen; gives it."""
        while True:
            while self._read(0.03):
                pass
            found = [line for line in self.lines if line.startswith("? ")]
            if found:
                return found[-1][2:]
            if not self._read(WAIT):
                raise AssertionError("no question came:\n" + "\n".join(self.lines))

    def keys(self, *keys: str) -> None:
        """Press keys."""
        for key in keys:
            self.child.send(key)

    def answer(self, question: str, *keys: str) -> None:
        """Wait for a question, and press keys."""
        self.sees(f"? {question}")
        self.keys(*keys)
        while any(line.startswith(f"? {question[:40]}") for line in self.lines) and self._read(WAIT):
            pass

    def _answered(self) -> tuple[int, tuple[str, ...]]:
        """What stands above the question, which grows when it has been answered."""
        at = max((number for number, line in enumerate(self.lines) if line.startswith("? ")), default=0)
        return len(self.screen.history.top), tuple(self.lines[:at])

    def through(self, plan: dict[str, str], until: str, most: int = 120) -> list[str]:
        """Answer question after question by how each begins, else with Enter; gives what was asked."""
        asked: list[str] = []
        for _ in range(most):
            question = self.asked()
            if question.startswith(until):
                return asked
            asked.append(question)
            self.pressed(next((keys for start, keys in plan.items() if question.startswith(start)), ENTER))
        raise AssertionError(f"{until!r} was not asked: {asked}")

    def pressed(self, keys: str) -> None:
        """Press the keys of an answer, and wait until it is taken."""
        before = self._answered()
        self.keys(keys)
        while self._answered() == before:
            if not self._read(WAIT):
                raise AssertionError(f"{keys!r} answered nothing:\n" + "\n".join(self.lines))

    def _prompted(self) -> bool:
        """Whether a question on plain lines waits for its answer."""
        return self.heard.endswith(": ") and "\nYour answer" in f"\n{self.heard}".rpartition("\n\n")[2]

    def told(self, script: Sequence[tuple[str, str]], until: str, most: int = 200) -> list[str]:
        """As `along`, for questions on plain lines, each answered with a line."""
        left = list(script)
        asked: list[str] = []
        for _ in range(most):
            while not self._prompted():
                if not self._read(WAIT):
                    raise AssertionError(f"no question came:\n{self.heard}")
            question = f"\n{self.heard}".rpartition("\n\n")[2].partition("\n")[0]
            if question.startswith(until):
                assert left == [], f"never asked: {left[0][0]!r}\nasked: {asked}"
                return asked
            asked.append(question)
            assert asked[-3:] != [question] * 3, f"{asked[-4]}: {question}"
            self.transcript, self.heard = self.transcript + self.heard, ""
            self.keys((left.pop(0)[1] if left and question.startswith(left[0][0]) else "") + "\n")
        raise AssertionError(f"{until!r} was not asked: {asked}")

    def resize(self, rows: int, columns: int) -> None:
        """Give the window another size, as somebody who pulls at its corner does."""
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def along(self, script: Sequence[tuple[str, str]], until: str, most: int = 200) -> list[str]:
        """Answer the questions of a script when they come, in its order, and all others with Enter; gives all asked."""
        left = list(script)
        asked: list[str] = []
        for _ in range(most):
            question = self.asked()
            if question.startswith(until):
                assert left == [], f"never asked: {left[0][0]!r}\nasked: {asked}"
                return asked
            asked.append(question)
            self.pressed(left.pop(0)[1] if left and question.startswith(left[0][0]) else ENTER)
        raise AssertionError(f"{until!r} was not asked: {asked}")

    def end(self) -> int:
        """Wait until it has ended; gives its exit code."""
        while self._read(WAIT):
            pass
        self.child.close()
        return self.child.exitstatus if self.child.exitstatus is not None else -1

    def kill(self) -> None:
        """End it as a closed window or a power cut does."""
        self.child.kill(9)
        self.child.wait()
        self.child.close()
