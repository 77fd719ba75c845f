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
        for i, j in _neighbours(cosines, settings):
            yield Pair(
                a=claims[one.id][i],
                b=claims[other.id][j],
                a_day=one.day,
                b_day=other.day,
                cosine=round(float(cosines[i, j]), 4),
            )


def _neighbours(cosines: NDArray[np.float32], settings: Settings) -> list[tuple[int, int]]:
    """Cells of an `(n, m)` matrix that are near the top of their row or of their column, and high enough."""
    import numpy as np

    k = settings.max_neighbours
    keep = np.zeros(cosines.shape, dtype=bool)
    for axis in (0, 1):
        best = np.argsort(-cosines, axis=axis, kind="stable")
        np.put_along_axis(keep, best[:k] if axis == 0 else best[:, :k], values=True, axis=axis)
    keep &= cosines >= settings.candidate_cosine
    return [(int(i), int(j)) for i, j in zip(*np.nonzero(keep), strict=True)]
