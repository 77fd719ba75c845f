"""Wire copies: articles that carry the same text are one voice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reconcile.models import Article

_WORD = re.compile(r"\w+")
_RUN = 5  # words in a shingle (Broder 1997)
_SAME_TEXT = 0.5  # of the shorter article's shingles; the cut and retitled copies of wire stories share more


def find_origins(articles: Sequence[Article]) -> dict[str, str]:
    """Article id to origin id for the articles of one event; an origin is named after its first article."""
    shingles = [_shingles(article.text) for article in articles]
    origin: dict[str, str] = {}
    for i, article in enumerate(articles):
        twin = next((j for j in range(i) if _contained(shingles[i], shingles[j]) >= _SAME_TEXT), None)
        origin[article.id] = f"o{article.id}" if twin is None else origin[articles[twin].id]
    return origin


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}


def _contained(a: set[tuple[str, ...]], b: set[tuple[str, ...]]) -> float:
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 0.0
