"""Do two claims speak of the same matter? Only then is a difference between them a difference of the articles."""

from __future__ import annotations

import re

from reconcile.compare.base import Pair
from reconcile.models import Claim

_WORD = re.compile(r"[^\W_]{4,}")
_COSINE_SHARE = 0.75  # the rest is the share of common words, which embeddings of names and figures miss
_SAME_FIGURE = 0.1  # "the first … in five years" on both sides
_SAME_PERSON = 0.06


def same_matter(pair: Pair) -> float:
    """0-1: closeness in meaning (cosine), in words (overlap coefficient of the longer ones) and in figures."""
    words = _COSINE_SHARE * max(pair.cosine, 0.0) + (1 - _COSINE_SHARE) * _shared(
        pair.a.proposition, pair.b.proposition
    )
    figures = _SAME_FIGURE if _figures(pair.a) & _figures(pair.b) else 0.0
    return round(min(1.0, words + figures), 4)


def same_occasion(pair: Pair) -> float:
    """0-1: the same, and more where both name the same person.

    A difference may be told of claims that share the people and say other things of them; an agreement may not.
    """
    persons = _SAME_PERSON if _persons(pair.a) & _persons(pair.b) else 0.0
    return round(min(1.0, same_matter(pair) + persons), 4)


def are_counterparts(pair: Pair) -> bool:
    """Whether each claim is the nearest in meaning to the other, or one is and both name the same person."""
    if pair.a_rank == 0 and pair.b_rank == 0:
        return True
    return min(pair.a_rank, pair.b_rank) == 0 and bool(_persons(pair.a) & _persons(pair.b))


def _persons(claim: Claim) -> set[str]:
    return {mention.name for mention in claim.entities if mention.label == "PER"}


def _figures(claim: Claim) -> set[tuple[object, ...]]:
    """Exact quantities with their unit, and lengths of time."""
    counts = {(q.low, q.high, q.unit) for q in claim.quantities if not q.approximate}
    return counts | {(*t.seconds, t.kind) for t in claim.times if t.seconds is not None}


def _shared(a: str, b: str) -> float:
    a_words, b_words = (set(_WORD.findall(text.casefold())) for text in (a, b))
    smaller = min(len(a_words), len(b_words))
    return len(a_words & b_words) / smaller if smaller else 0.0
