"""Which pairs of claims are worth comparing."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from reconcile.compare.base import Pair
from reconcile.config import Settings
from reconcile.models import Article, Claim, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

_WORD = re.compile(r"[^\W_\d]{3,}|\d+")
_STEM = 6  # letters: truncation, the simplest stemmer that keeps most of the gain (McNamee and Mayfield 2004)
_DIGITS = 6  # of cosines that are ranked: the digits behind depend on which texts the model took in one go
_WORDS_SHARE = 0.5  # of shared words beside the cosine: vectors of short clauses miss names and figures


class Side(NamedTuple):
    """An article with its claims; row i of `vectors`, `contexts` `(n_claims, dim)` and `axes` belongs to claim i.

    A context is the vector of the passage around the claim: a clause alone often does not say what it is about.
    `utterances` are the article's quotations, those that belong together in one group, in order.
    """

    article: Article
    claims: Sequence[Claim]
    vectors: Matrix
    contexts: Matrix
    axes: Sequence[dict[str, float]]
    utterances: Sequence[tuple[Span, ...]] = ()


def candidate_pairs(
    sides: Sequence[Side], settings: Settings, wanted: AbstractSet[str] = frozenset()
) -> Iterator[Pair]:
    """Pairs of claims of different articles of one event that are each other's neighbours in meaning and in words.

    A claim is paired with at most `settings.max_neighbours` claims of each other article that are near it, so the
    number of pairs grows with the claims and not with their square. Pairs come in the order of articles and claims.
    Where ids of articles are `wanted`, every pair has a claim of one of them.
    """
    told = [side for side in sides if side.claims]
    words = _weighted_words([side.claims for side in told])
    for (one, a_words), (other, b_words) in combinations(zip(told, words, strict=True), 2):
        if wanted and not wanted & {one.article.id, other.article.id}:
            continue
        cosines, contexts = _cosines(one.vectors, other.vectors), _cosines(one.contexts, other.contexts)
        shared = (a_words @ b_words.T).toarray()
        near = cosines + contexts + _WORDS_SHARE * shared
        a_ranks, b_ranks = _ranks(near, axis=1), _ranks(near, axis=0)
        close = (a_ranks < settings.max_neighbours) | (b_ranks < settings.max_neighbours)
        rows, columns = (close & (cosines >= settings.candidate_cosine)).nonzero()
        for i, j in zip(rows.tolist(), columns.tolist(), strict=True):
            yield Pair(
                a=one.claims[i],
                b=other.claims[j],
                a_day=one.article.day,
                b_day=other.article.day,
                cosine=round(float(cosines[i, j]), 4),
                context=round(float(contexts[i, j]), 4),
                words=round(float(shared[i, j]), 4),
                a_rank=int(a_ranks[i, j]),
                b_rank=int(b_ranks[i, j]),
                a_axes=one.axes[i],
                b_axes=other.axes[j],
                a_utterance=_utterance(one, one.claims[i]),
                b_utterance=_utterance(other, other.claims[j]),
            )


def _cosines(one: Matrix, other: Matrix) -> Matrix:
    return (one @ other.T).round(_DIGITS)


def _utterance(side: Side, claim: Claim) -> tuple[Span, ...]:
    """The quotation that the claim's longest quotation is part of."""
    if not claim.quotes:
        return ()
    longest = max(claim.quotes, key=lambda quote: quote.end - quote.start)
    at = bisect_right(side.utterances, longest.start, key=lambda utterance: utterance[0].start) - 1
    found = side.utterances[at] if at >= 0 else ()
    return found if found and found[-1].end >= longest.end else ()


def _weighted_words(articles: Sequence[Sequence[Claim]]) -> list[Any]:
    """A sparse `(n_claims, n_words)` matrix an article, unit rows: inverse document frequency over all the claims.

    A word that many claims of the event use says little about which two belong together (Sparck Jones 1972).
    """
    import numpy as np
    from scipy.sparse import csr_array

    bags = [[_stems(claim.proposition) for claim in own] for own in articles]
    count = Counter(stem for own in bags for bag in own for stem in bag)
    number = {stem: i for i, stem in enumerate(sorted(count))}
    total = sum(map(len, bags))
    weight = {stem: math.log(1 + total / n) for stem, n in count.items()}
    matrices = []
    for own in bags:
        norms = [math.sqrt(sum(weight[stem] ** 2 for stem in bag)) for bag in own]
        cells = [(i, number[stem], weight[stem] / norms[i]) for i, bag in enumerate(own) for stem in bag]
        i, j, values = np.array(cells, dtype=np.float64).reshape(-1, 3).T
        places = (i.astype(int), j.astype(int))
        matrices.append(csr_array((values, places), shape=(len(own), max(1, len(number))), dtype=np.float32))
    return matrices


def _stems(text: str) -> list[str]:
    return sorted({word[:_STEM] for word in _WORD.findall(text.casefold())})


def _ranks(scores: Matrix, axis: int) -> NDArray[np.int64]:
    """For each cell of an `(n, m)` matrix how many along `axis` are greater; ties go by position."""
    order = (-scores).argsort(axis=axis, kind="stable")
    return order.argsort(axis=axis, kind="stable")
