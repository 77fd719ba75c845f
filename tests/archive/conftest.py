"""An empty archive for each test, where LanceDB is installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from reconcile.archive import Archive


@pytest.fixture
def lancedb() -> None:
    if find_spec("lancedb") is None:
        pytest.skip("LanceDB is not installed: pip install 'reconcile[archive]'")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "archive"


@pytest.fixture
def open_archive(lancedb: None, folder: Path) -> Iterator[Callable[..., Archive]]:
    """Open the test's archive; it is closed at the end."""
    opened = []

    def open_it(digest: str = "d1", where: Path = folder, **how: bool) -> Archive:
        opened.append(Archive(str(where), digest, **how))
        return opened[-1]

    yield open_it
    for each in opened:
        each.close()


@pytest.fixture
def archive(open_archive: Callable[..., Archive]) -> Archive:
    return open_archive()
