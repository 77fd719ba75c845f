"""What the tests of bad inputs share."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

FILES = Path(__file__).parent / "files"
SENTENCE = "The flood killed 12 people in Alessandria on Monday. "
SAID = "Officials said that the army would help the town on Tuesday. "

Within = Callable[[float], AbstractContextManager[None]]


@pytest.fixture
def within() -> Within:
    """Fail when what is done takes more than so many seconds of this process's own time, whatever else runs."""

    @contextmanager
    def limited(seconds: float) -> Iterator[None]:
        start = time.process_time()
        yield
        assert time.process_time() - start < seconds

    return limited
