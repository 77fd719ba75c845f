"""A step on a batch, and what becomes of items that break it."""

from collections.abc import Sequence

import pytest

from reconcile.engine.base import Failed, carry_out
from reconcile.engine.local import LocalEngine
from reconcile.errors import ModelError


class Divider:
    """A worker that cannot divide by zero."""

    made = 0

    def __init__(self) -> None:
        Divider.made += 1

    def divide(self, batch: Sequence[int]) -> list[float]:
        return [6 / n for n in batch]

    def ask(self, batch: Sequence[int]) -> list[float]:
        raise ModelError("no such model")


def test_a_batch_without_fault_is_taken_as_a_whole() -> None:
    sizes: list[int] = []

    def step(worker: Divider, batch: Sequence[int]) -> list[float]:
        sizes.append(len(batch))
        return worker.divide(batch)

    assert carry_out(step, Divider(), [1, 2, 3]) == [6, 3, 2]
    assert sizes == [3]


def test_an_item_that_breaks_the_step_fails_alone() -> None:
    assert carry_out(Divider.divide, Divider(), [1, 0, 3]) == [6, Failed("ZeroDivisionError: division by zero"), 2]


def test_what_the_user_can_mend_is_no_fault_of_an_item() -> None:
    with pytest.raises(ModelError):
        carry_out(Divider.ask, Divider(), [1, 2])


def test_a_long_reason_is_one_short_line() -> None:
    def step(worker: Divider, batch: Sequence[int]) -> list[float]:
        raise RuntimeError("x" * 500 + "\nmore")

    (result,) = carry_out(step, Divider(), [1])
    assert isinstance(result, Failed)
    assert "\n" not in result.reason
    assert len(result.reason) < 250


def test_the_local_engine_makes_its_worker_when_it_is_needed_and_once() -> None:
    Divider.made = 0
    engine = LocalEngine(Divider)
    assert Divider.made == 0
    taken: list[int] = []

    def batches() -> "Sequence[list[int]]":
        for n in (1, 2, 0):
            taken.append(n)
            yield [n]  # type: ignore[misc]

    results = engine.map(Divider.divide, batches())
    assert (next(results), taken) == ([6], [1])
    assert list(results) == [[3], [Failed("ZeroDivisionError: division by zero")]]
    assert Divider.made == 1
