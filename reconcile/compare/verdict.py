"""The one place that turns comparison levels and scores into a kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reconcile.compare.base import Comparison, Level, Pair
from reconcile.compare.matter import are_counterparts, same_matter, same_occasion
from reconcile.compare.numbers import compare_numbers
from reconcile.compare.polarity import compare_polarity
from reconcile.compare.quotes import compare_quotes
from reconcile.compare.status import compare_status
from reconcile.compare.times import compare_times
from reconcile.config import Settings
from reconcile.models import Claim, Evidence, Frozen, Kind, Severity, Status

COMPARATORS: dict[str, Callable[[Pair], Comparison]] = {
    "number": compare_numbers,
    "time": compare_times,
    "polarity": compare_polarity,
    "quote": compare_quotes,
    "status": compare_status,
}

# Tried in this order; the first rule whose comparison differs, in claims alike enough, decides.
_RULES: tuple[tuple[str, Kind, Severity], ...] = (
    ("number", Kind.CONFLICT, Severity.HIGH),
    ("time", Kind.CONFLICT, Severity.HIGH),
    ("polarity", Kind.CONFLICT, Severity.HIGH),
    ("quote", Kind.QUOTE, Severity.MEDIUM),
    ("status", Kind.STATUS, Severity.MEDIUM),
)
_LIES_AHEAD = {Status.PLANNED, Status.EXPECTED, Status.POSSIBLE, Status.DEMANDED, Status.HYPOTHETICAL}


class Verdict(Frozen):
    """A finding about one pair, before it has an id and a place in the report."""

    claims: tuple[Claim, ...]
    kind: Kind
    aspect: str | None
    severity: Severity
    confidence: float
    explanation: str
    evidence: tuple[Evidence, ...]
    signals: dict[str, Any]


def judge(pair: Pair, settings: Settings) -> Verdict | None:
    """Compare the two claims; None when they do not speak of the same matter closely enough to say anything.

    A difference is told only of claims that are each other's counterpart: what one article says of a matter is set
    against what the other says of it, not against everything near it.
    """
    matter, occasion = same_matter(pair), same_occasion(pair)
    compared = {name: compare(pair) for name, compare in COMPARATORS.items()}
    for name, kind, severity in _RULES:
        threshold = _threshold(name, settings)
        if (
            compared[name].level is Level.DIFFERS
            and occasion >= threshold
            and (are_counterparts(pair) or (name == "quote" and min(pair.a_rank, pair.b_rank) == 0))
            and _admits(name, pair, compared)
        ):
            return _verdict(pair, kind, severity, name, compared, occasion, threshold)
    threshold = settings.agreement if pair.a_rank == pair.b_rank == 0 else settings.agreement_apart
    if matter >= threshold and not any(c.level is Level.DIFFERS for c in compared.values()):
        return _verdict(pair, Kind.AGREEMENT, Severity.LOW, "agreement", compared, matter, threshold)
    return None


def _threshold(rule: str, settings: Settings) -> float:
    return getattr(settings, f"{rule}_matter")  # type: ignore[no-any-return]


def _admits(rule: str, pair: Pair, compared: dict[str, Comparison]) -> bool:
    """Whether the other features leave room for the rule."""
    ahead = {pair.a.status in _LIES_AHEAD, pair.b.status in _LIES_AHEAD}
    if rule in ("time", "polarity"):
        return len(ahead) == 1  # a plan against a deed differs in stage, not in fact
    if rule == "number":
        return compared["time"].level is not Level.DIFFERS  # another day's figure
    return True


def _verdict(
    pair: Pair,
    kind: Kind,
    severity: Severity,
    rule: str,
    compared: dict[str, Comparison],
    score: float,
    threshold: float,
) -> Verdict:
    measure = "same_occasion" if rule in compared else "same_matter"
    comparison = compared.get(rule, Comparison(reason="both articles say so"))
    return Verdict(
        claims=(pair.a, pair.b),
        kind=kind,
        aspect=comparison.aspect,
        severity=severity,
        confidence=round(min(0.99, 0.5 + score - threshold), 2),
        explanation=_explain(comparison),
        evidence=_evidence(pair, comparison),
        signals={
            "rule": rule,
            "scores": {measure: [score, threshold], "cosine": [pair.cosine, None]},
            "ranks": [pair.a_rank, pair.b_rank],
            "levels": {name: c.level.value for name, c in compared.items()},
            "values": {name: [c.a_value, c.b_value] for name, c in compared.items() if c.level is not Level.MISSING},
        },
    )


def _explain(comparison: Comparison) -> str:
    values = [v for v in (comparison.a_value, comparison.b_value) if v]
    return f"{comparison.reason}: {' against '.join(values)}" if len(values) == 2 else comparison.reason


def _evidence(pair: Pair, comparison: Comparison) -> tuple[Evidence, ...]:
    sides = ((pair.a, comparison.a, comparison.a_value), (pair.b, comparison.b, comparison.b_value))
    return tuple(
        Evidence(claim_id=claim.id, start=span.start, end=span.end, text=span.text, value=value)
        for claim, span, value in sides
        if span is not None
    )
