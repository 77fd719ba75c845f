"""Do two claims speak of the same matter? Only then is a difference between them a difference of the articles."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping

from reconcile.compare.base import Pair
from reconcile.compare.entailment import Relation
from reconcile.compare.quotes import compare_quotes
from reconcile.models import Claim

_WORD = re.compile(r"\w+")
_LABELS = ("PER", "ORG", "LOC")
DIGITS = 2  # of a feature


def closeness_features(pair: Pair) -> dict[str, float]:
    """What can be seen without reading the two claims together; every value is the same whichever comes first."""
    low, high = sorted((pair.a_rank, pair.b_rank))
    shorter, longer = sorted(max(1, len(_WORD.findall(c.proposition))) for c in (pair.a, pair.b))
    features = {
        "cosine": pair.cosine,
        "cosine_squared": pair.cosine**2,
        "context": pair.context,
        "context_squared": pair.context**2,
        "context_cosine": pair.context * pair.cosine,
        "words": pair.words,
        "cosine_words": pair.cosine * pair.words,
        "nearer_rank": math.log1p(low),
        "farther_rank": math.log1p(high),
        "shorter": math.log(shorter),
        "length_ratio": math.log(longer / shorter),
        "both_timed": float(bool(pair.a.times) and bool(pair.b.times)),
        "shared_figure": float(bool(_figures(pair.a) & _figures(pair.b))),
        "quote_ratio": compare_quotes(pair).scores.get("quote_ratio", 0.0),
    }
    for label in _LABELS:
        features[f"shared_{label}"] = float(bool(_names(pair.a, label) & _names(pair.b, label)))
    return rounded(features)


def matter_features(pair: Pair, relation: Relation) -> dict[str, float]:
    """The same, and what the cross-encoder says."""
    return closeness_features(pair) | rounded(
        {
            **{f"kind_{kind}": log_odds(p) for kind, p in relation.kind.items()},
            **{f"nli_{label}": log_odds(p) for label, p in relation.nli.items()},
        }
    )


def rounded(features: Mapping[str, float]) -> dict[str, float]:
    """Without the zeros. A verdict rests on the rounded numbers that the report shows, and on nothing else."""
    return {name: round(value, DIGITS) for name, value in features.items() if round(value, DIGITS)}


def log_odds(probability: float) -> float:
    """Bounded at 0.2 and 99.8 percent, so that no single score can outweigh everything else."""
    bounded = min(max(probability, 0.002), 0.998)
    return math.log(bounded / (1 - bounded))


def _names(claim: Claim, label: str) -> set[str]:
    return {mention.name for mention in claim.entities if mention.label == label}


def _figures(claim: Claim) -> set[tuple[object, ...]]:
    """Exact quantities with their unit, and lengths of time ("for the first time in five years")."""
    counts: Iterable[tuple[object, ...]] = ((q.low, q.high, q.unit) for q in claim.quantities if not q.approximate)
    return {*counts, *((*t.seconds, t.kind) for t in claim.times if t.seconds is not None)}
