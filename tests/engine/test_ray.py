"""The same results on Ray, whatever happens to its processes."""

import os
import signal
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import pytest

from reconcile.config import Settings
from reconcile.engine import make_engine
from reconcile.engine.base import Engine, Failed
from reconcile.errors import ModelError
from reconcile.models import Article
from reconcile.pipeline import Pipeline
from reconcile.report import RENDERERS
from tests.conftest import WordEncoder, WordEntailment

pytest.importorskip("ray", reason="Ray is not installed: pip install 'reconcile[ray]'")
pytestmark = [pytest.mark.model, pytest.mark.filterwarnings("default")]


class Counter:
    """Adds, and dies with its process when it is asked to."""

    def __init__(self, start: int) -> None:
        self.start = start

    def add(self, batch: Sequence[int]) -> list[int]:
        if -1 in batch:
            os.kill(os.getpid(), signal.SIGKILL)
        return [self.start + n for n in batch]

    def add_at_the_second_try(self, batch: Sequence[str]) -> list[str]:
        for path in batch:
            if not os.path.exists(path):  # noqa: PTH110 - Ray's processes do not import this module's names
                os.close(os.open(path, os.O_CREAT))
                os.kill(os.getpid(), signal.SIGKILL)
        return list(batch)

    def ask(self, batch: Sequence[int]) -> list[int]:
        raise ModelError("no such model")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine[Counter]]:
    settings = Settings(engine="ray")
    made: Engine[Counter] = make_engine(settings, here=partial(Counter, 10), elsewhere=partial(Counter, 10))
    yield made
    made.close()


def test_results_come_in_order(engine: Engine[Counter]) -> None:
    assert list(engine.map(Counter.add, [[i, i + 1] for i in range(9)])) == [[10 + i, 11 + i] for i in range(9)]


def test_an_item_whose_process_dies_every_time_fails_alone(engine: Engine[Counter]) -> None:
    first, second = engine.map(Counter.add, [[1, -1, 3], [4]])
    assert (first[0], first[2], second) == (11, 13, [14])
    assert isinstance(first[1], Failed)
    assert "died" in first[1].reason


def test_a_batch_whose_process_dies_once_is_tried_again(engine: Engine[Counter], tmp_path: Any) -> None:
    path = str(tmp_path / "tried")
    assert list(engine.map(Counter.add_at_the_second_try, [[path]])) == [[path]]


def test_what_the_user_can_mend_is_raised_here(engine: Engine[Counter]) -> None:
    with pytest.raises(ModelError, match="no such model"):
        list(engine.map(Counter.ask, [[1]]))


def test_the_report_has_the_same_bytes(engine: Engine[Counter]) -> None:
    articles = [
        Article(
            id=f"a{i}",
            path=f"{i}.txt",
            published="2023-06-20",
            text=f"The flood killed {i} people in Alessandria on Monday. The river rose by two metres overnight.",
        )
        for i in range(1, 5)
    ]
    reports = [
        Pipeline(Settings(engine=name), encoder=WordEncoder(), entailment=WordEntailment()).report(articles)  # type: ignore[arg-type]
        for name in ("local", "ray")
    ]
    assert reports[0].findings
    assert RENDERERS["json"](reports[0]) == RENDERERS["json"](reports[1])
