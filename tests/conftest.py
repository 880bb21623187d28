"""How the tests run: Hypothesis profiles, and no skips where the environment forbids them."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")

SKIPPED = "DRAFTER_NO_SKIPS is set, but there were skips:"


def _skips(config: pytest.Config) -> list[str]:
    """What was skipped, as pytest's own report holds it; empty where skips are allowed, and in xdist's workers."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not os.environ.get("DRAFTER_NO_SKIPS"):
        return []
    return [f"{report.nodeid}: {report.longrepr[2]}" for report in reporter.stats.get("skipped", [])]


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _skips(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skips = _skips(terminalreporter.config)
    if skips:
        terminalreporter.section(SKIPPED, red=True)
        for line in skips:
            terminalreporter.line(line)
