"""Average-linkage clustering, shared by events and topics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.intp]

_DIGITS = 6  # of a distance: what is beyond differs from one machine's arithmetic to the next
_MOST = 4000  # rows whose distances are held at once: 64 MB
_CELLS = 4_000_000  # of a matrix of likenesses looked at in one go
_STEP = 0.05  # by which the bar is raised where too much hangs together
_ALIKE = 0.95  # likeness from which neighbours need no second look


@dataclass(frozen=True)
class _Likeness:
    """How alike two rows are: their cosine, `bonus` more where their sources differ, `malus` less where their days are
    more than `reach` apart.

    `vectors` is `(n, dim)` with unit rows, `sources` `(n,)` numbers, `days` `(n,)` with NaN for unknown.
    """

    vectors: NDArray[np.float32]
    sources: NDArray[np.int64]
    bonus: float
    days: NDArray[np.float64] | None
    reach: float
    malus: float

    def of(self, rows: Rows) -> _Likeness:
        """The same for some of the rows."""
        days = None if self.days is None else self.days[rows]
        return replace(self, vectors=self.vectors[rows], sources=self.sources[rows], days=days)

    def between(self, start: int, end: int) -> NDArray[np.float32]:
        """Likeness of the rows from `start` to `end` to those from `start` on, `(end - start, n - start)`."""
        import numpy as np

        alike = self.vectors[start:end] @ self.vectors[start:].T
        if self.bonus:
            alike += np.float32(self.bonus) * (self.sources[start:end, None] != self.sources[start:])
        if self.days is not None:
            # Comparisons with NaN are false: an unknown day is near every other.
            apart = np.abs(self.days[start:end, None] - self.days[start:]) > self.reach
            alike -= np.float32(self.malus) * apart
        return alike

    def distances(self, row: int) -> NDArray[np.float64]:
        """1 + bonus - likeness of a row to each of the later ones; none is below 0."""
        import numpy as np

        later = slice(row + 1, None)
        own = 1 - self.vectors[later] @ self.vectors[row] + self.bonus * (self.sources[later] == self.sources[row])
        if self.days is not None:
            own = own + self.malus * (np.abs(self.days[later] - self.days[row]) > self.reach)
        rounded: NDArray[np.float64] = own.round(_DIGITS).clip(0, None)
        return rounded


def average_linkage(
    vectors: NDArray[np.float32],
    cosine: float,
    *,
    sources: Sequence[str] | None = None,
    bonus: float = 0.0,
    joined: Iterable[Sequence[int]] = (),
    days: Sequence[float] | None = None,
    reach: float = 0.0,
    malus: float = 0.0,
) -> list[int]:
    """A cluster number for each row of `(n, dim)` unit vectors; numbers count up in the order of first rows.

    Two clusters merge while the mean cosine between their members is at least `cosine` (UPGMA, Sokal and Michener
    1958): unlike single linkage it does not chain through one bland member. Rows of different `sources` count as
    `bonus` more alike, rows whose `days` (NaN: unknown) are more than `reach` apart as `malus` less. The rows of each
    group in `joined` are merged before all others.

    Clusters whose nearest members are less alike than `cosine` never merge, so large sets are first taken apart where
    that is so, which changes nothing; only where more than `_MOST` rows hang together is the bar raised until fewer do.
    """
    import numpy as np

    places = {source: i for i, source in enumerate(dict.fromkeys(sources or ()))}
    numbers = np.array([places[source] for source in sources] if sources else [0] * len(vectors), dtype=np.int64)
    ordinals = None if days is None else np.array(days, dtype=np.float64)
    likeness = _Likeness(vectors, numbers, bonus, ordinals, reach, malus)
    groups = [np.array(sorted(group), dtype=np.intp) for group in joined]
    labels = np.zeros(len(vectors), dtype=np.int64)
    found = 0
    for part in _parts(likeness, np.arange(len(vectors)), groups, cosine):
        labels[part] = _merged(likeness.of(part), _places(part, groups), cosine) + found
        found += len(part)
    order: dict[int, int] = {}
    return [order.setdefault(label, len(order)) for label in labels.tolist()]


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


def _parts(likeness: _Likeness, rows: Rows, joined: Sequence[Rows], least: float) -> Iterator[Rows]:
    """The rows, taken apart into sets of at most `_MOST` between which no two rows are alike enough."""
    if len(rows) <= _MOST or least >= _ALIKE:
        yield rows
        return
    labels = _components(likeness.of(rows), _places(rows, joined), least)
    order = labels.argsort(kind="stable")
    for part in _split(rows[order], labels[order]):
        yield from _parts(likeness, part, joined, least + _STEP) if len(part) > _MOST else (part,)


def _places(rows: Rows, groups: Sequence[Rows]) -> list[Rows]:
    """Where in `rows` the members of each group stand, those groups left out that have none there."""
    import numpy as np

    found = (np.flatnonzero(np.isin(rows, group)) for group in groups)
    return [own for own in found if len(own)]


def _split(rows: Rows, labels: Rows) -> list[Rows]:
    import numpy as np

    return np.split(rows, np.flatnonzero(np.diff(labels)) + 1)


def _components(likeness: _Likeness, joined: Sequence[Rows], least: float) -> Rows:
    """A label for each row, the same for two that a chain of likenesses of at least `least` connects."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    n = len(likeness.vectors)
    labels = np.arange(n)
    for own in joined:
        labels[own] = own[0]
    step = max(1, _CELLS // n)
    for start in range(0, n, step):
        i, j = (likeness.between(start, start + step) >= least - 10**-_DIGITS).nonzero()
        # What earlier steps connected is one edge from each row to its label, whatever the number of likenesses.
        heads, tails = np.concatenate([i + start, np.arange(n)]), np.concatenate([j + start, labels])
        graph = coo_array((np.ones(len(heads), dtype=bool), (heads, tails)), shape=(n, n))
        labels = _first_of(connected_components(graph, directed=False)[1])
    return labels


def _first_of(labels: Rows) -> Rows:
    """For each row the first row that has its label."""
    import numpy as np

    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    return first[inverse]


def _merged(likeness: _Likeness, joined: Sequence[Rows], cosine: float) -> NDArray[np.int64]:
    """A cluster label for each row, from 0 to below their number; more than `_MOST` are alike, and one cluster."""
    import numpy as np
    from scipy.cluster.hierarchy import fcluster, linkage

    n = len(likeness.vectors)
    if n < 2 or n > _MOST:
        return np.zeros(n, dtype=np.int64)
    distances = np.empty(n * (n - 1) // 2)
    for i in range(n - 1):  # a row at a time, so that no square matrix stands beside it
        distances[_first(i, n) : _first(i + 1, n)] = likeness.distances(i)
    for own in joined:
        for i, row in enumerate(own[:-1]):
            distances[_first(row, n) + own[i + 1 :] - row - 1] = 0
    labels = fcluster(linkage(distances, method="average"), 1 + likeness.bonus - cosine, criterion="distance")
    numbered: NDArray[np.int64] = labels.astype(np.int64) - 1
    return numbered


def _first(row: int, n: int) -> int:
    """Where the distances of a row to the later ones begin in SciPy's condensed order, `(n * (n - 1) / 2,)`."""
    return row * n - row * (row + 1) // 2
