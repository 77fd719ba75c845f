"""Wire copies: articles that carry the same text are one voice."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reconcile.models import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WORD = re.compile(r"\w+")
_RUN = 5  # words in a shingle (Broder 1997)
_SAME_TEXT = 0.5  # of the shorter article's shingles; the cut and retitled copies of wire stories share more
_CARRIERS = 50  # earlier articles that a shingle leads to: what more of them share is an outlet's furniture
_ROWS = 256  # articles looked up at a time
_FACTOR = 0x9E3779B97F4A7C15  # odd, and its bits are spread: the golden ratio of 64 bits (Knuth 1973)


def find_origins(articles: Sequence[Article]) -> dict[str, str]:
    """Article id to origin id for the articles of one event; an origin is named after its first article.

    An article belongs to the origin of the first earlier one that shares half the runs of words of the shorter of the
    two. Work and memory grow with the length of the texts, not with the number of pairs.
    """
    firsts: dict[str, int] = {}
    for i, article in enumerate(articles):
        firsts.setdefault(article.text, i)
    distinct = list(firsts.values())
    twins = _first_twins([articles[i].text for i in distinct])
    origin: dict[str, str] = {}  # by text
    for i, twin in zip(distinct, twins, strict=True):
        own = f"o{articles[i].id}"
        origin[articles[i].text] = own if twin is None else origin[articles[distinct[twin]].text]
    return {
        # Texts too short for a run of words are no copies of each other, even where they are the same.
        article.id: origin[article.text] if _has_run(article.text) else f"o{article.id}"
        for article in articles
    }


def representatives(
    article_ids: Sequence[str], origin: Mapping[str, str], most: int, wanted: Collection[str] = ()
) -> tuple[str, ...]:
    """The articles of an event that are compared: all of them up to `most`, of more the first of each origin.

    What an editor changed in a wire story is worth seeing, but not a thousand times. Should there be more than `most`
    origins, the first ones are taken; those of `wanted` articles go before others. The order is kept.
    """
    if len(article_ids) <= most:
        return tuple(article_ids)
    ranked = sorted(article_ids, key=lambda article_id: article_id not in wanted)
    first = {origin[article_id]: article_id for article_id in reversed(ranked)}
    chosen = set([article_id for article_id in ranked if first[origin[article_id]] == article_id][:most])
    return tuple(article_id for article_id in article_ids if article_id in chosen)


def _has_run(text: str) -> bool:
    return sum(1 for _, _ in zip(_WORD.finditer(text), range(_RUN), strict=False)) == _RUN


def _first_twins(texts: Sequence[str]) -> list[int | None]:
    """For each text the first earlier one that shares enough with it."""
    import numpy as np

    shingles = _shingle_matrix(texts)
    sizes = np.diff(shingles.indptr)
    carried = _first_carriers(shingles).T.tocsr()
    twins: list[int | None] = []
    for start in range(0, len(texts), _ROWS):
        shared = (shingles[start : start + _ROWS] @ carried).tocsr()
        for i in range(shared.shape[0]):
            cells = slice(shared.indptr[i], shared.indptr[i + 1])
            others, counts = shared.indices[cells], shared.data[cells]
            enough = counts >= _SAME_TEXT * np.minimum(sizes[others], sizes[start + i])
            earlier = others[enough & (others < start + i)]
            twins.append(int(earlier.min()) if len(earlier) else None)
    return twins


def _shingle_matrix(texts: Sequence[str]) -> Any:
    """A sparse `(n_texts, n_shingles)` matrix of ones, in compressed rows."""
    import numpy as np
    from scipy.sparse import csr_array

    numbers: dict[str, int] = {}
    rows = [_shingles(text, numbers) for text in texts]
    _, columns = np.unique(np.concatenate([*rows, np.zeros(0, np.uint64)]), return_inverse=True)
    ends = np.cumsum([0, *map(len, rows)])
    shape = (len(texts), int(columns.max()) + 1 if len(columns) else 1)
    return csr_array((np.ones(len(columns), np.int32), columns.astype(np.int32), ends), shape=shape)


def _shingles(text: str, numbers: dict[str, int]) -> NDArray[np.uint64]:
    """The distinct runs of words of a text, each as a 64-bit hash of the words' numbers."""
    import numpy as np

    words = [numbers.setdefault(word, len(numbers) + 1) for word in _WORD.findall(text.casefold())]
    row = np.array(words, dtype=np.uint64)
    count = max(0, len(row) - _RUN + 1)
    hashes = np.zeros(count, dtype=np.uint64)
    for i in range(_RUN):
        hashes = (hashes + row[i : i + count]) * np.uint64(_FACTOR)
        hashes ^= hashes >> np.uint64(29)
    return np.unique(hashes)


def _first_carriers(shingles: Any) -> Any:
    """The matrix with only the first `_CARRIERS` rows of each column, so that a common run costs no more than that."""
    columns = shingles.tocsc()
    import numpy as np
    from scipy.sparse import csc_array

    counts = np.diff(columns.indptr)
    place = np.arange(len(columns.indices)) - np.repeat(columns.indptr[:-1], counts)
    keep = place < _CARRIERS
    ends = np.concatenate([[0], np.cumsum(np.minimum(counts, _CARRIERS))])
    return csc_array((columns.data[keep], columns.indices[keep], ends), shape=columns.shape)
