"""Runs the units of a batch on a Dask cluster, through Dask's own executor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from drafter.problems import NOWHERE, Finding, Unreadable

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = 10
"""Seconds in which a scheduler must answer, and after which a cluster that has lost all workers is given up."""
_LOOK: Final = 1
"""Seconds between looks whether it has any."""


class Cluster(Executor):
    """Dask's executor; what is called goes to every worker once, and then only rows go there."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._executor = client.get_executor()
        self._sent: dict[int, tuple[object, Any]] = {}

    @property
    def workers(self) -> int:
        """How many calls can be made at once."""
        return sum(self._client.nthreads().values())

    def submit(self, work: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        """Call on a worker; a call whose worker dies is made again on another."""
        if id(work) not in self._sent:
            self._sent[id(work)] = work, self._client.scatter(work, broadcast=True, hash=False)
        return _Awaited(self._executor.submit(_call, self._sent[id(work)][1], *args), self)


class _Awaited(Future[Any]):
    """What a cluster makes; waited for while it has workers, since a scheduler without any waits for ever."""

    def __init__(self, made: Future[Any], cluster: Cluster) -> None:
        super().__init__()
        self._made, self._cluster = made, cluster

    def result(self, timeout: float | None = None) -> Any:
        """As a future's; raises TimeoutError where the cluster has had no worker for a while."""
        alone = 0
        while timeout is None:
            try:
                return self._made.result(_LOOK)
            except TimeoutError:
                if self._made.done():  # which is what the call itself raised
                    raise
                alone = 0 if self._cluster.workers else alone + 1
                if alone * _LOOK >= PATIENCE:
                    message = "no worker is left"
                    raise TimeoutError(message) from None
        return self._made.result(timeout)


def _call(work: Callable[..., Any], *args: Any) -> Any:
    return work(*args)


@contextmanager
def workers_at(address: str) -> Iterator[Cluster]:
    """The executor of a scheduler's workers; raises Unreadable where there is none, or where it is lost."""
    try:
        from distributed import Client, KilledWorker
        from distributed.comm import CommClosedError
    except ModuleNotFoundError:
        advice = 'install it: pip install "letter-drafter[cluster]"'
        raise _silent("Dask, which --cluster needs, is not installed", advice) from None
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        advice = "look whether the scheduler runs; its log says its address, such as tcp://10.0.0.5:8786"
        raise _silent(f"no Dask scheduler answers at '{address}': {error}", advice) from None
    with client:
        executor = Cluster(client)
        if not executor.workers:
            raise _silent(f"the scheduler at '{address}' has no worker", f"start some: dask worker {address}")
        lost = (KilledWorker, CommClosedError, CancelledError, TimeoutError, ModuleNotFoundError)
        try:
            yield executor
        except lost as error:
            message = f"the workers at '{address}' are lost, or have no drafter: {error or 'the work was called off'}"
            advice = "nothing is half written; look at the workers' logs, and run the batch again"
            raise Unreadable(Finding("process-lost", "error", message, NOWHERE, advice)) from None


def _silent(message: str, advice: str) -> Unreadable:
    return Unreadable(Finding("cluster-silent", "error", message, NOWHERE, advice))
