"""Average linkage taken apart gives what average linkage gives."""

import numpy as np
import pytest

from reconcile.group import linkage
from reconcile.group.linkage import average_linkage

Rows = np.ndarray[tuple[int, int], np.dtype[np.float32]]


def unit_rows(seed: int, n: int, centres: int = 6) -> Rows:
    """Rows scattered about a few centres."""
    random = np.random.default_rng(seed)
    rows = random.normal(size=(centres, 12))[random.integers(centres, size=n)] + random.normal(size=(n, 12)) * 0.5
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.mark.parametrize("seed", range(8))
def test_taking_large_sets_apart_changes_no_cluster(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = unit_rows(seed, 60)
    sources = [f"a{i % 4}" for i in range(60)]
    days = [float(i % 30) if i % 7 else float("nan") for i in range(60)]
    options = {"sources": sources, "bonus": 0.1, "joined": [[3, 40], [5, 6, 50]], "days": days, "reach": 9.0}
    whole = average_linkage(rows, 0.7, malus=0.2, **options)  # type: ignore[arg-type]
    parts: list[int] = []
    merged = linkage._merged
    monkeypatch.setattr(linkage, "_merged", lambda likeness, *rest: parts.append(1) or merged(likeness, *rest))
    monkeypatch.setattr(linkage, "_MOST", 59)  # one fewer than there are rows
    monkeypatch.setattr(linkage, "_CELLS", 500)
    assert average_linkage(rows, 0.7, malus=0.2, **options) == whole  # type: ignore[arg-type]
    assert len(parts) > 1
    assert whole[3] == whole[40]
    assert whole[5] == whole[6] == whole[50]


def test_where_too_much_hangs_together_the_bar_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = unit_rows(1, 80, centres=4)
    monkeypatch.setattr(linkage, "_MOST", 30)
    numbers = average_linkage(rows, 0.1)
    assert max(np.bincount(numbers)) <= 30
    assert numbers == average_linkage(rows, 0.1)


def test_more_than_can_be_held_that_is_all_the_same_is_one_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linkage, "_MOST", 10)
    assert average_linkage(np.repeat(unit_rows(0, 1), 40, axis=0), 0.5) == [0] * 40


def test_days_far_apart_need_more_likeness_and_unknown_days_do_not() -> None:
    near = np.array([[1, 0], [0.6, 0.8]], dtype=np.float32)
    assert average_linkage(near, 0.55, days=[0, 14], reach=14, malus=0.1) == [0, 0]
    assert average_linkage(near, 0.55, days=[0, 15], reach=14, malus=0.1) == [0, 1]
    assert average_linkage(near, 0.45, days=[0, 15], reach=14, malus=0.1) == [0, 0]
    assert average_linkage(near, 0.55, days=[0, float("nan")], reach=14, malus=0.1) == [0, 0]
