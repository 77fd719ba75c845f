"""What an engine is: it carries out steps of a worker, batch by batch, and survives the items that break them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from reconcile.errors import ReconcileError

W = TypeVar("W")
W_co = TypeVar("W_co", covariant=True)
T = TypeVar("T")
R = TypeVar("R")

Step = Callable[[W, Sequence[T]], Sequence[R]]
"""A step takes a worker and a batch and gives one result an item: an unbound method of the worker."""


@dataclass(frozen=True, slots=True)
class Failed:
    """What stands in for the result of an item that cannot be worked on."""

    reason: str


class Engine(Protocol[W_co]):
    """Carries out steps. Whichever engine does it, the results are the same."""

    def map(self, step: Step[W_co, T, R], batches: Iterable[Sequence[T]]) -> Iterator[list[R | Failed]]:
        """One list a batch, in the order of the batches, with one result an item, in the order of the items.

        An item on which the step raises, or its process dies, is tried alone and then gives `Failed`. Batches are taken
        as they are needed. Raises ReconcileError: what the user can mend stops the run.
        """
        ...

    def close(self) -> None:
        """Give back what the engine holds."""
        ...


def carry_out(step: Step[W, T, R], worker: W, batch: Sequence[T]) -> list[R | Failed]:
    """The step on a batch; where it raises, on each of the items alone."""
    try:
        return list(step(worker, batch))
    except ReconcileError:
        raise
    except Exception as error:  # noqa: BLE001 - one article of thousands must not end the run
        reason = describe(error)
    # Outside the handler, where no traceback keeps the half-done work alive any more.
    if len(batch) == 1:
        return [Failed(reason)]
    return [result for item in batch for result in carry_out(step, worker, [item])]


def describe(error: BaseException) -> str:
    """Kind and first line of an error that nobody expected."""
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0][:200]}" if lines else type(error).__name__
