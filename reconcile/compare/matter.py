"""Do two claims speak of the same matter? Only then is a difference between them a difference of the articles."""

from __future__ import annotations

import re

from reconcile.compare.base import Pair

_WORD = re.compile(r"[^\W_]{4,}")
_COSINE_SHARE = 0.75  # the rest is the share of common words, which embeddings of names and figures miss


def same_matter(pair: Pair) -> float:
    """0-1: closeness in meaning (cosine) and in words (overlap coefficient of the longer words)."""
    return round(
        _COSINE_SHARE * max(pair.cosine, 0.0) + (1 - _COSINE_SHARE) * _shared(pair.a.proposition, pair.b.proposition), 4
    )


def _shared(a: str, b: str) -> float:
    a_words, b_words = (set(_WORD.findall(text.casefold())) for text in (a, b))
    smaller = min(len(a_words), len(b_words))
    return len(a_words & b_words) / smaller if smaller else 0.0
