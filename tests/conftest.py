"""How the tests run: Hypothesis profiles, a cache of their own, and no skips where the environment forbids them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Whole letters are large and slow to draw, which is no fault of theirs.
LARGE = (HealthCheck.data_too_large, HealthCheck.too_slow, HealthCheck.filter_too_much)
settings.register_profile("default", deadline=None, suppress_health_check=LARGE)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True, suppress_health_check=LARGE)
settings.load_profile("ci" if os.environ.get("CI") else "default")

SKIPPED = "DRAFTER_NO_SKIPS is set, but there were skips:"

EXAMPLE = Path(__file__).parent.parent / "examples" / "hikvision"


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests out of the user's own cache and settings, and away from one another's runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DRAFTER_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("DRAFTER_OFFICE", raising=False)
        for folder in ("XDG_CONFIG_HOME", "APPDATA"):
            patch.setenv(folder, str(tmp_path_factory.mktemp("settings")))
        yield


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the shipped example's folder, as it is before anything is built."""
    built = shutil.ignore_patterns(".drafter", "*.docx", "*.html", "*.pdf")
    return Path(shutil.copytree(EXAMPLE, tmp_path / "hikvision", ignore=built))


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
