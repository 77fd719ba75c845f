"""Steps in this process, one batch after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Generic

from reconcile.engine.base import Failed, R, Step, T, W, carry_out


class LocalEngine(Generic[W]):
    """The default: one worker, made when it is first needed. The models use the processor's cores by themselves."""

    def __init__(self, make: Callable[[], W]) -> None:
        self._make = make

    def map(self, step: Step[W, T, R], batches: Iterable[Sequence[T]]) -> Iterator[list[R | Failed]]:
        for batch in batches:
            yield carry_out(step, self._worker, batch)

    def close(self) -> None:
        """Nothing is held that needs giving back."""

    @cached_property
    def _worker(self) -> W:
        return self._make()
