"""Average-linkage clustering, shared by events and topics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DIGITS = 6  # of a distance: what is beyond differs from one machine's arithmetic to the next


def average_linkage(
    vectors: NDArray[np.float32],
    cosine: float,
    *,
    sources: Sequence[str] | None = None,
    bonus: float = 0.0,
    joined: Iterable[Sequence[int]] = (),
) -> list[int]:
    """A cluster number for each row of `(n, dim)` unit vectors; numbers count up in the order of first rows.

    Two clusters merge while the mean cosine between their members is at least `cosine` (UPGMA, Sokal and Michener
    1958): unlike single linkage it does not chain through one bland member. Rows of different `sources` count as
    `bonus` more alike. The rows of each group in `joined` are merged before all others.
    """
    import numpy as np
    from scipy.cluster.hierarchy import fcluster, linkage

    if len(vectors) < 2:
        return [0] * len(vectors)
    distances = _distances(vectors, sources, bonus)
    for group in joined:
        rows = np.array(sorted(group))
        for i, row in enumerate(rows[:-1]):
            distances[_first(row, len(vectors)) + rows[i + 1 :] - row - 1] = 0
    tree = linkage(distances, method="average")
    numbers: dict[int, int] = {}
    labels = fcluster(tree, 1 + bonus - cosine, criterion="distance")
    return [numbers.setdefault(int(label), len(numbers)) for label in labels]


def join_links(
    vectors: NDArray[np.float32], links: Sequence[tuple[int, int]], cosine: float, most: int
) -> list[list[int]]:
    """Groups of two or more rows that `links`, pairs of rows, hold together; in the order of first rows.

    The nearest pairs come first. Groups that would have more than `most` rows together join only while the mean
    cosine between them is at least `cosine`, so that one wrong link does not make one topic of two.
    """
    group = {row: [row] for link in links for row in link}
    near = {link: round(float(vectors[link[0]] @ vectors[link[1]]), _DIGITS) for link in links}
    for i, j in sorted(near, key=lambda link: (-near[link], link)):
        one, other = group[i], group[j]
        if one is other:
            continue
        if len(one) + len(other) > most and float((vectors[one] @ vectors[other].T).mean()) < cosine:
            continue
        one += other
        for row in other:
            group[row] = one
    distinct = {id(rows): sorted(rows) for rows in group.values()}
    return sorted(rows for rows in distinct.values() if len(rows) > 1)


def _distances(vectors: NDArray[np.float32], sources: Sequence[str] | None, bonus: float) -> NDArray[np.float64]:
    """1 + `bonus` - likeness of all pairs of rows in SciPy's condensed order, `(n * (n - 1) / 2,)`; none is below 0.

    A row at a time, so that no square matrix stands beside it.
    """
    import numpy as np

    n = len(vectors)
    distances = np.empty(n * (n - 1) // 2)
    places = {source: i for i, source in enumerate(dict.fromkeys(sources or ()))}
    numbers = np.array([places[source] for source in sources] if sources else [0] * n)
    for i in range(n - 1):
        own = 1 - vectors[i + 1 :] @ vectors[i] + bonus * (numbers[i + 1 :] == numbers[i])
        distances[_first(i, n) : _first(i + 1, n)] = own.round(_DIGITS).clip(0, None)
    return distances


def _first(row: int, n: int) -> int:
    """Where the distances of a row to the later ones begin."""
    return row * n - row * (row + 1) // 2
