"""Letters made by a Dask cluster: the same files as of one process, and clear words where there is no cluster."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from drafter.batch.cluster import workers_at
from drafter.batch.run import Batch, Order
from drafter.problems import Unreadable
from tests.batches import files, folder, row, table
from tests.command import run

ROWS = 200


@contextmanager
def started(at: Path, ready: str, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A Dask program that runs while the test does, with what it says when it is ready."""
    command = [sys.executable, "-m", "dask", *words, "--dashboard-address", "127.0.0.1:0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, cwd=at, text=True, encoding="utf-8") as process:
        try:
            assert process.stderr is not None
            yield process, next(found[1] for line in process.stderr if (found := re.search(ready, line)))
        finally:
            process.kill()


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    return folder(tmp_path / "case")


Cluster = tuple[str, list[subprocess.Popen[str]]]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler's address, and its two workers, which run in a folder of their own."""
    away = tmp_path / "away"
    away.mkdir()
    with ExitStack() as held:
        begun = ("scheduler", "--host", "127.0.0.1", "--port", "0")
        _, address = held.enter_context(started(away, r"Scheduler at: +(tcp:\S+)", *begun))
        worker = ("worker", address, "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1")
        yield address, [held.enter_context(started(away, r"Registered to: +(tcp:\S+)", *worker))[0] for _ in range(2)]


def test_a_cluster_makes_the_same_files_as_one_process_though_a_worker_dies_half_way(
    brief: Path, tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    address, (first, _) = cluster
    recipients = table(tmp_path / "r.csv", *(row(n) for n in range(1, ROWS + 1)))
    plan = brief.relative_to(tmp_path)
    assert run("batch", plan, "-r", "r.csv", "-o", "one").code == 0
    order = Order(plan, recipients.relative_to(tmp_path), Path("many"))
    with workers_at(address) as workers, Batch(order) as batch:
        assert workers.workers == 2
        for made in batch.check(workers):
            if made.row == ROWS // 2:
                first.kill()
        assert first.wait() != 0
        assert len(list(batch.write())) == ROWS
    assert files(tmp_path / "one") == files(tmp_path / "many")


def test_the_command_makes_letters_on_a_cluster_and_sees_what_changed_between_runs(
    brief: Path, tmp_path: Path, cluster: Cluster
) -> None:
    recipients = table(tmp_path / "r.csv", row(1), row(2))
    snippet = brief.parent / "snippets" / "paragraph" / "remark.md"
    for words in ("We were told", "We hear"):
        snippet.write_text(snippet.read_text(encoding="utf-8").replace("We were told", words), encoding="utf-8")
        done = run("batch", brief, "-r", recipients, "-o", tmp_path / "out", "--format", "txt", "--cluster", cluster[0])
        assert done.code == 0, done.err
        assert words in files(tmp_path / "out")["2024-05-06-Firm-2-Ltd.txt"].decode()


def test_workers_that_are_all_lost_stop_the_batch(
    brief: Path, tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("drafter.batch.cluster.PATIENCE", 1)
    address, workers = cluster
    recipients = table(tmp_path / "r.csv", *(row(n) for n in range(1, ROWS + 1)))
    order = Order(brief, recipients, tmp_path / "out")

    def lose() -> None:
        with workers_at(address) as executor, Batch(order) as batch:
            for _ in batch.check(executor):
                for worker in workers:
                    worker.kill()

    with pytest.raises(Unreadable, match="are lost"):
        lose()
    assert not (tmp_path / "out").exists()


def test_an_address_that_does_not_answer_is_told(brief: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drafter.batch.cluster.PATIENCE", 1)
    recipients = table(tmp_path / "r.csv", row(1))
    done = run("batch", brief, "-r", recipients, "-o", tmp_path / "out", "--cluster", "tcp://127.0.0.1:9")
    assert done.code == 2
    assert "no Dask scheduler answers at 'tcp://127.0.0.1:9'" in done.err
    assert "[cluster-silent]" in done.err
    done = run("batch", brief, "-r", recipients, "-o", tmp_path / "out", "--cluster", "nonsense://x y")
    assert done.code == 2
    assert not (tmp_path / "out").exists()


def test_a_cluster_without_dask_says_what_to_install(
    brief: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    recipients = table(tmp_path / "r.csv", row(1))
    done = run("batch", brief, "-r", recipients, "-o", tmp_path / "out", "--cluster", "tcp://127.0.0.1:9")
    assert done.code == 2
    assert 'pip install "letter-drafter[cluster]"' in done.err
