"""Average-linkage clustering, shared by events and topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def average_linkage(vectors: NDArray[np.float32], cosine: float) -> list[int]:
    """A cluster number for each row of `(n, dim)` unit vectors; numbers count up in the order of first rows.

    Two clusters merge while the mean cosine between their members is at least `cosine` (UPGMA, Sokal and Michener
    1958): unlike single linkage it does not chain through one bland member.
    """
    from scipy.cluster.hierarchy import fcluster, linkage

    if len(vectors) < 2:
        return [0] * len(vectors)
    tree = linkage(vectors, method="average", metric="cosine")
    numbers: dict[int, int] = {}
    return [numbers.setdefault(int(label), len(numbers)) for label in fcluster(tree, 1 - cosine, criterion="distance")]
