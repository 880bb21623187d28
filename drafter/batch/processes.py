"""Processes that make letters, and leave Ctrl-C to the one that leads them, though a terminal sends it to all."""

from __future__ import annotations

import signal
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from threading import current_thread, main_thread
from typing import Any


class Processes(ProcessPoolExecutor):
    """So many processes, which begin with the first tasks."""

    def __init__(self, jobs: int) -> None:
        super().__init__(jobs, get_context("spawn"), _leave_ctrl_c)
        self._to_begin = jobs

    def submit(self, *given: Any, **named: Any) -> Future[Any]:
        """As any executor's; a process that begins takes over that Ctrl-C is not for it."""
        if not self._to_begin or current_thread() is not main_thread():
            return super().submit(*given, **named)
        self._to_begin -= 1
        usual = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            return super().submit(*given, **named)
        finally:
            signal.signal(signal.SIGINT, usual)


def _leave_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
