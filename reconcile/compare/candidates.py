"""Which pairs of claims are worth comparing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from reconcile.compare.base import Pair
from reconcile.config import Settings
from reconcile.models import Article, Claim

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def candidate_pairs(
    articles: Sequence[Article],
    claims: Mapping[str, Sequence[Claim]],
    vectors: Mapping[str, NDArray[np.float32]],
    settings: Settings,
) -> Iterator[Pair]:
    """Pairs of claims of different articles of one event that are each other's neighbours in meaning.

    `vectors[article_id]` is `(n_claims, dim)`, unit rows, in the order of `claims[article_id]`. A claim is paired with
    at most `settings.max_neighbours` claims of each other article. Pairs come in the order of articles and claims.
    """
    for one, other in combinations(articles, 2):
        if not claims[one.id] or not claims[other.id]:
            continue
        cosines = vectors[one.id] @ vectors[other.id].T
        a_ranks, b_ranks = _ranks(cosines, axis=1), _ranks(cosines, axis=0)
        for i, j in _neighbours(cosines, a_ranks, b_ranks, settings):
            yield Pair(
                a=claims[one.id][i],
                b=claims[other.id][j],
                a_day=one.day,
                b_day=other.day,
                cosine=round(float(cosines[i, j]), 4),
                a_rank=int(a_ranks[i, j]),
                b_rank=int(b_ranks[i, j]),
            )


def _ranks(cosines: NDArray[np.float32], axis: int) -> NDArray[np.int64]:
    """For each cell of an `(n, m)` matrix how many along `axis` are greater; ties go by position."""
    order = (-cosines).argsort(axis=axis, kind="stable")
    return order.argsort(axis=axis, kind="stable")


def _neighbours(
    cosines: NDArray[np.float32], a_ranks: NDArray[np.int64], b_ranks: NDArray[np.int64], settings: Settings
) -> list[tuple[int, int]]:
    """Cells that are near the top of their row or of their column, and high enough."""
    near = (a_ranks < settings.max_neighbours) | (b_ranks < settings.max_neighbours)
    rows, columns = (near & (cosines >= settings.candidate_cosine)).nonzero()
    return list(zip(rows.tolist(), columns.tolist(), strict=True))
