"""Steps as Ray tasks, on this machine's cores or on a cluster."""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic

from reconcile.engine.base import Failed, R, Step, T, W, carry_out, describe
from reconcile.errors import ModelError, ReconcileError
from reconcile.packaged import first_line

INSTALL = "pip install 'reconcile[ray]'"
_AHEAD = 2  # batches for each core: one in work, one waiting for it
_RETRIES = 2  # of a batch whose process died; the machine may have failed, not the batch


class RayEngine(Generic[W]):
    """One task a batch, each on one core; a process makes its worker once and keeps it.

    Without an address it joins the cluster of the variable RAY_ADDRESS, or starts one on this machine. A batch whose
    process dies is tried again; if it dies every time, its items are tried one by one, and those that still take the
    process with them are `Failed`. Raises ModelError when Ray is not installed or the cluster cannot be joined.
    """

    def __init__(self, make: Callable[[], W], *, address: str | None = None) -> None:
        self._ray = _start(address)
        self._make = self._ray.put(make)
        self._name = self._make.hex()
        self._task = self._ray.remote(num_cpus=1, max_retries=_RETRIES)(_run)

    def map(self, step: Step[W, T, R], batches: Iterable[Sequence[T]]) -> Iterator[list[R | Failed]]:
        waiting: deque[tuple[Sequence[T], Any]] = deque()
        ahead = max(2, _AHEAD * int(self._ray.cluster_resources().get("CPU", 1)))
        for batch in batches:
            waiting.append((batch, self._submit(step, batch)))
            if len(waiting) >= ahead:
                yield self._result(step, *waiting.popleft())
        while waiting:
            yield self._result(step, *waiting.popleft())

    def close(self) -> None:
        """Leave the cluster, or end the one that was started here."""
        self._ray.shutdown()

    def _submit(self, step: Step[W, T, R], batch: Sequence[T]) -> Any:
        return self._task.remote(self._name, self._make, step, batch)

    def _result(self, step: Step[W, T, R], batch: Sequence[T], ref: Any) -> list[R | Failed]:
        errors = self._ray.exceptions
        try:
            return list(self._ray.get(ref))
        except errors.RayTaskError as error:  # carry_out lets through only what the user can mend
            cause = error.cause
            raise cause if isinstance(cause, ReconcileError) else error from None
        except errors.RayError as error:  # the process died, or its machine did, or its memory ran out
            reason = describe(error)
        if len(batch) == 1:
            return [Failed(f"its process died {_RETRIES + 1} times: {reason}")]
        alone = [(item, self._submit(step, [item])) for item in batch]
        return [result for item, own in alone for result in self._result(step, [item], own)]


_WORKERS: dict[str, Any] = {}  # of this process: one, under the name of what made it


def _run(name: str, make: Callable[[], W], step: Step[W, T, R], batch: Sequence[T]) -> list[R | Failed]:
    if name not in _WORKERS:
        _WORKERS.clear()  # another run's models
        _WORKERS[name] = make()
    worker: W = _WORKERS[name]
    return carry_out(step, worker, batch)


def _start(address: str | None) -> Any:
    """The module `ray`, connected."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is sent anywhere unless the user asks for it
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # and nothing is said of it
    try:
        import ray
    except ImportError:
        raise ModelError(f"--engine ray: Ray is not installed: {INSTALL}") from None
    own: dict[str, Any] = {} if address or os.environ.get("RAY_ADDRESS") else {"include_dashboard": False}
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, ignore_reinit_error=True, **own)
    except (ConnectionError, ValueError, RuntimeError, OSError) as error:
        where = address or os.environ.get("RAY_ADDRESS") or "this machine"
        raise ModelError(f"--engine ray: cannot use the cluster at {where} ({first_line(error)})") from None
    return ray
