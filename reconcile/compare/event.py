"""All comparisons of one event: from candidates to verdicts, one step narrowing what the next one reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from reconcile.compare.base import Level, Pair
from reconcile.compare.entailment import KINDS, Entailment, Relation
from reconcile.compare.features import Standing
from reconcile.compare.framing import cues_oppose
from reconcile.compare.linear import Models
from reconcile.compare.matter import closeness_features, log_odds, matter_features
from reconcile.compare.quotes import compare_quotes
from reconcile.config import Settings
from reconcile.models import Frozen


class Read(Frozen):
    """A pair after the cross-encoder has read it; `features` are those of the same matter."""

    pair: Pair
    relation: Relation
    features: Mapping[str, float]
    standing: Standing


def shortlist(pairs: Iterable[Pair], models: Models, settings: Settings) -> list[Pair]:
    """The pairs that are worth the cross-encoder's time: near each other, or with cue words that point opposite ways.

    Two framings of one matter often share no word.
    """
    return [
        pair
        for pair in pairs
        if models.closeness.probabilities(closeness_features(pair))["close"] >= settings.closeness or cues_oppose(pair)
    ]


def read_pairs(pairs: Sequence[Pair], entailment: Entailment, models: Models) -> list[Read]:
    """What the cross-encoder says of each pair, and how the pair stands among its rivals."""
    relations = entailment.relate([(pair.a.proposition, pair.b.proposition) for pair in pairs])
    features = [matter_features(pair, relation) for pair, relation in zip(pairs, relations, strict=True)]
    matters = [models.matter.probabilities(own)["matter"] for own in features]
    placed = standings(pairs, relations, matters)
    return [
        Read(pair=pair, relation=relation, features=own, standing=standing)
        for pair, relation, own, standing in zip(pairs, relations, features, placed, strict=True)
    ]


def standings(pairs: Sequence[Pair], relations: Sequence[Relation], matters: Sequence[float]) -> list[Standing]:
    """Each pair against the other pairs of its claims and of its two articles."""
    rivals = _by_claim(pairs)
    between: dict[frozenset[str], list[int]] = defaultdict(list)
    for i, pair in enumerate(pairs):
        between[frozenset((pair.a.article_id, pair.b.article_id))].append(i)
    verbatim = _verbatim(pairs)
    placed: dict[int, Standing] = {}
    for numbers in between.values():
        orders = _orders(numbers, relations, matters)
        for i in numbers:
            a, b = (rivals[end] for end in pairs[i].ends)
            placed[i] = Standing(
                matter=matters[i],
                a_rank=sum(matters[j] > matters[i] for j in a),
                b_rank=sum(matters[j] > matters[i] for j in b),
                a_gap=_gap(a, i, matters),
                b_gap=_gap(b, i, matters),
                orders=orders[i],
                verbatim=not verbatim.isdisjoint(pairs[i].ends),
            )
        shared = {"likeness": _likeness(numbers, pairs, placed), "claims": _claims(numbers, pairs)}
        placed |= {i: placed[i].model_copy(update=shared) for i in numbers}
    return [placed[i] for i in range(len(pairs))]


def _verbatim(pairs: Sequence[Pair]) -> set[tuple[str, str]]:
    """Claims whose quotation another article has word for word, with that article."""
    return {end for pair in pairs if compare_quotes(pair).level is Level.SAME for end in pair.ends}


def _by_claim(pairs: Sequence[Pair]) -> Mapping[tuple[str, str], list[int]]:
    """Numbers of the pairs by claim and other article."""
    rivals: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, pair in enumerate(pairs):
        for end in pair.ends:
            rivals[end].append(i)
    return rivals


def _gap(rivals: Sequence[int], own: int, matters: Sequence[float]) -> float:
    # A claim without a rival stands as if the rival were certainly about something else.
    best = max((matters[j] for j in rivals if j != own), default=0.0)
    return round(log_odds(best) - log_odds(matters[own]), 4)


def _orders(
    numbers: Sequence[int], relations: Sequence[Relation], matters: Sequence[float]
) -> dict[int, dict[str, int]]:
    """For each pair and kind, how many of the pairs score higher; the same score is the same place."""
    orders: dict[int, dict[str, int]] = {i: {} for i in numbers}
    for kind in KINDS[:-1]:
        scores = {i: relations[i].kind[kind] * matters[i] for i in numbers}
        falling = sorted(scores.values(), reverse=True)
        first = {score: place for place, score in reversed(list(enumerate(falling)))}
        for i in numbers:
            orders[i][kind] = first[scores[i]]
    return orders


def _likeness(numbers: Sequence[int], pairs: Sequence[Pair], placed: Mapping[int, Standing]) -> float:
    """Mean share of common words of the claims that are each other's best counterpart."""
    mutual = [pairs[i].words for i in numbers if placed[i].a_rank == placed[i].b_rank == 0]
    return round(sum(mutual) / len(mutual), 4) if mutual else 0.0


def _claims(numbers: Sequence[int], pairs: Sequence[Pair]) -> int:
    """Claims of the article that has fewer."""
    return min(len({pairs[i].a.id for i in numbers}), len({pairs[i].b.id for i in numbers}))
