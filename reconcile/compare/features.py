"""What the verdict is made of: the comparison levels, the scores, and where a pair stands among its rivals."""

from __future__ import annotations

import math
from collections.abc import Mapping

from reconcile.compare.base import Comparison, Level, Pair
from reconcile.compare.entailment import Relation
from reconcile.compare.matter import log_odds, rounded
from reconcile.models import Frozen

_DAYS = 30  # publication dates farther apart say no more


class Standing(Frozen):
    """How a pair compares with the other pairs of its two claims.

    `matter` is the probability that both claims are about the same matter. A rank counts the pairs of the claim, with
    claims of the same other article, of higher probability; a gap is how far the best of the rivals is above (or, when
    negative, below) in log-odds. `orders[kind]` counts the pairs of the two articles that look more like the kind;
    `likeness` is how many words the articles share where they speak of the same, and `claims` how many claims of one
    of them have a counterpart at all: two rewordings of one report differ from two reports in both. `verbatim` says
    that the other article quotes one of the claims word for word, here or elsewhere.
    """

    matter: float
    a_rank: int = 0
    b_rank: int = 0
    a_gap: float = 0.0
    b_gap: float = 0.0
    orders: Mapping[str, int] = {}
    likeness: float = 0.0
    claims: int = 1
    verbatim: bool = False


def kind_features(
    known: Mapping[str, float], pair: Pair, relation: Relation, standing: Standing, compared: Mapping[str, Comparison]
) -> dict[str, float]:
    """Feature name to value, beside the `matter_features` already `known`; zeros are left out.

    The same whichever claim comes first.
    """
    low, high = sorted((standing.a_rank, standing.b_rank))
    near, far = sorted((standing.a_gap, standing.b_gap))
    features = {
        **known,
        "matter": log_odds(standing.matter),
        "best_rank": math.log1p(low),
        "worst_rank": math.log1p(high),
        "mutual": float(high == 0),
        "smaller_gap": near,
        "larger_gap": far,
        "days_apart": math.log1p(min(_DAYS, abs((pair.a_day - pair.b_day).days))) if pair.a_day and pair.b_day else 0.0,
        "likeness": standing.likeness,
        "words_over_likeness": pair.words - standing.likeness,
        "claims": math.log(standing.claims),
        **{f"score_{kind}": p * standing.matter for kind, p in relation.kind.items()},
        **{f"order_{kind}": math.log1p(order) for kind, order in standing.orders.items()},
        "verbatim": float(standing.verbatim),
        "both_quoted": float(pair.a.quoted and pair.b.quoted),
        "one_quoted": float(pair.a.quoted != pair.b.quoted),
    }
    for name, comparison in compared.items():
        features |= _of_comparison(name, comparison, standing.matter)
    return rounded(features)


def _of_comparison(name: str, comparison: Comparison, matter: float) -> dict[str, float]:
    if comparison.level is Level.MISSING and not comparison.scores:
        return {}
    own = {f"{name}.{comparison.level}": 1.0}
    own |= {f"{name}.{score}": value for score, value in comparison.scores.items()}
    if comparison.level is Level.DIFFERS:
        # Values that exclude each other mean something only in claims about the same matter.
        own[f"{name}.differs*matter"] = matter
        own[f"{name}.{comparison.aspect}"] = 1.0
    return own
