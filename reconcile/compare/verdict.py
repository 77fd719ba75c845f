"""The one place that turns comparison levels and scores into a kind."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reconcile.compare.base import Comparison, Level, Pair
from reconcile.compare.comparators import compare_all
from reconcile.compare.corroborated import corroborated
from reconcile.compare.entailment import Relation
from reconcile.compare.event import Read
from reconcile.compare.features import kind_features
from reconcile.compare.linear import Linear, Models
from reconcile.config import Settings
from reconcile.models import Claim, Evidence, Frozen, Kind, Severity

# The comparators that can carry a kind, in the order in which they name the aspect.
CARRIERS: dict[Kind, tuple[str, ...]] = {
    Kind.CONFLICT: ("number", "time", "place", "actor", "polarity"),
    Kind.QUOTE: ("quote",),
    Kind.STATUS: ("status",),
    Kind.ATTRIBUTION: ("attribution",),
    Kind.FRAMING: ("framing",),
    Kind.AGREEMENT: (),
}
# Where no comparator found the values, the cross-encoder alone has read the difference.
_READ_AS = {
    Kind.QUOTE: (None, "the same utterance in other words, as the inference model reads it"),
    Kind.STATUS: ("stage", "another stage or certainty, as the inference model reads it"),
    Kind.ATTRIBUTION: ("speaker", "the same said by another source, as the inference model reads it"),
    Kind.FRAMING: ("tone", "the same matter in another light, as the inference model reads it"),
    Kind.AGREEMENT: (None, "both articles say so"),
}
_EXACT = ("number", "time", "place", "actor")
_CUES = 0.55  # confidence in a framing where cue words point opposite ways, on what is certainly one matter
_ALTERED = 0.8  # confidence in an altered quotation where whole utterances align: 16 of 18 such pairs were marked so
_SEEN = 0.3  # probability of a framing by the cross-encoder from which cue words in two claims are on one matter
_AROUND = (
    0.45  # cosine of the passages around two claims from which cue words on the event's prospects are on one event
)
_CLEAR = 0.25  # of the cross-encoder, seven kinds being possible
_SEVERITY = {
    Kind.CONFLICT: Severity.HIGH,
    Kind.QUOTE: Severity.MEDIUM,
    Kind.STATUS: Severity.MEDIUM,
    Kind.ATTRIBUTION: Severity.LOW,
    Kind.FRAMING: Severity.LOW,
    Kind.AGREEMENT: Severity.LOW,
}


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


def thresholds(settings: Settings) -> dict[Kind, float]:
    """The confidence from which each kind is told."""
    return {kind: getattr(settings, f"{kind}_confidence") for kind in CARRIERS}


def decide(features: Mapping[str, float], model: Linear, least: Mapping[Kind, float]) -> tuple[Kind, float] | None:
    """The kind farthest above its threshold, with its probability; None where every kind of `least` stays below.

    A difference goes before agreement: who reads a report looks for differences.
    """
    return choose(chances_of(features, model), least)


def chances_of(features: Mapping[str, float], model: Linear) -> dict[str, float]:
    """The probability of each kind.

    Opposite cue words ("hope", "lowering expectations") are rare, so that the fit hardly sees them; where they speak of
    one thing they count by themselves. So do words altered inside a quotation whose other words stand in the same
    order; and of what the other article quotes word for word, no other quotation is an altered form.
    """
    chances = model.probabilities(features)
    if features.get("quote.differs") and features.get("quote.same_utterance"):
        chances["quote"] = max(chances["quote"], _ALTERED)
    elif features.get("verbatim"):
        chances["quote"] = 0.0
    if sure := _cues_speak(features):
        chances["framing"] = max(chances["framing"], round(_CUES * sure, 4))
    return chances


def _cues_speak(features: Mapping[str, float]) -> float:
    """How sure it is that opposite cue words are two framings of one thing; 0 where they are of two.

    Of 190 pairs of the annotated events with opposite cues it says so of 28, which hold 9 of the 10 marked as framing.
    How far apart the cues stand says nothing of it.
    """
    of_event, of_matter = (features.get(f"framing.cues_on_{what}", 0.0) for what in ("event", "matter"))
    opposite = features.get("framing.differs", 0.0) and features.get("framing.cue_gap", 0.0) >= 1
    if not opposite or not (of_event or of_matter):
        return 0.0
    around, seen = features.get("context", 0.0), 1 / (1 + math.exp(-features.get("kind_framing", 0.0)))
    return max(around, seen) if seen >= _SEEN or (of_event and around >= _AROUND) else 0.0


def admits(
    kind: Kind,
    pair: Pair,
    relation: Relation,
    compared: Mapping[str, Comparison],
    settled: frozenset[str] = frozenset(),
) -> bool:
    """Whether there is ground for the kind at all: values that differ, or, of what no comparator can read, a clear word
    of the cross-encoder.

    What is `settled` (see `corroborated`) is no difference. Of quotations, identical words and excerpts are no
    alteration, nor are the words of two speakers. Claims whose figures, times, places or people exclude each other do
    not agree, whatever else they share.
    """
    if kind is Kind.AGREEMENT:
        return not any(compared[name].level is Level.DIFFERS for name in _EXACT)
    quote = compared["quote"].level
    if quote is Level.SAME and kind is not Kind.ATTRIBUTION:
        return False
    if kind is Kind.QUOTE:
        spoken = all(claim.quoted or claim.quotes for claim in (pair.a, pair.b))
        if quote is Level.COMPATIBLE or not spoken or compared["attribution"].scores.get("other_speaker"):
            return False
    levels = {name: compared[name].level for name in CARRIERS[kind]}
    differing = {name for name, level in levels.items() if level is Level.DIFFERS} - settled
    clear = relation.kind[kind] >= _CLEAR
    if kind is Kind.CONFLICT:
        # What the cross-encoder alone takes for a contradiction is nearly always two matters.
        return bool(differing & set(_EXACT)) or bool(differing and clear)
    # Of what a comparator has read, and found to go together, it is no better judge.
    return bool(differing) or (clear and set(levels.values()) == {Level.MISSING})


def choose(chances: Mapping[str, float], least: Mapping[Kind, float]) -> tuple[Kind, float] | None:
    """The same for probabilities already computed."""
    sure = [(chances[kind] / least[kind], kind) for kind in least if chances[kind] >= least[kind]]
    differences = [(over, kind) for over, kind in sure if kind is not Kind.AGREEMENT]
    if not sure:
        return None
    kind = max(differences or sure, key=lambda found: found[0])[1]
    return kind, chances[kind]


def replay(signals: Mapping[str, Any], model: Linear) -> Kind | None:
    """The kind that a finding's `signals` lead to: the same as the finding's own."""
    found = decide(signals["features"], model, {Kind(kind): p for kind, p in signals["thresholds"].items()})
    return found[0] if found else None


def judge(read: Read, models: Models, settings: Settings) -> Verdict | None:
    """Compare the two claims alone and say how they relate; None where nothing is sure enough to be told."""
    return _judge(read, compare_all(read.pair), frozenset(), models, settings)


def _judge(
    read: Read, compared: Mapping[str, Comparison], settled: frozenset[str], models: Models, settings: Settings
) -> Verdict | None:
    features = kind_features(read.features, read.pair, read.relation, read.standing, compared)
    least = thresholds(settings)
    possible = {k: p for k, p in least.items() if admits(k, read.pair, read.relation, compared, settled)}
    if read.standing.matter < settings.matter or min(read.standing.a_rank, read.standing.b_rank) > 0:
        possible.pop(Kind.AGREEMENT, None)  # each of the two claims has a better counterpart
    chances = chances_of(features, models.kind)
    found = choose(chances, possible)
    if found is None:
        return None
    kind, confidence = found
    rule, comparison = _carrier(kind, read.pair, {n: c for n, c in compared.items() if n not in settled})
    return Verdict(
        claims=(read.pair.a, read.pair.b),
        kind=kind,
        aspect=comparison.aspect,
        severity=_SEVERITY[kind],
        confidence=round(confidence, 2),
        explanation=_explain(comparison),
        evidence=_evidence(read.pair, comparison),
        signals={
            "rule": rule,
            "scores": {"probability": [confidence, least[kind]], "matter": [read.standing.matter, None]},
            "levels": {name: c.level.value for name, c in compared.items()},
            "values": {name: [c.a_value, c.b_value] for name, c in compared.items() if c.level is not Level.MISSING},
            "features": features,
            "thresholds": {kind.value: p for kind, p in possible.items()},
            "alternatives": {k.value: [chances[k], least[k]] for k in least if k is not kind},
        },
    )


def one_each(found: Sequence[tuple[Pair, Kind, float]]) -> list[int]:
    """Which to keep: of several differences of one kind that a claim has with one other article, only the surest.

    An article says a thing in its headline, its lead and its body; one pair stands for all. Ties go by position.
    """
    taken: set[tuple[Kind, str, str]] = set()
    kept = []
    for i, (pair, kind, _) in sorted(enumerate(found), key=lambda item: -item[1][2]):
        keys = {(kind, *end) for end in pair.ends}
        if kind is Kind.AGREEMENT or not keys & taken:
            taken |= keys
            kept.append(i)
    return sorted(kept)


def judge_all(reads: Iterable[Read], models: Models, settings: Settings) -> list[Verdict]:
    """The verdicts of one event, in the order of the pairs."""
    own = list(reads)
    compared = [compare_all(read.pair) for read in own]
    settled = corroborated([read.pair for read in own], compared)
    verdicts = (_judge(*each, models, settings) for each in zip(own, compared, settled, strict=True))
    judged = [(read, verdict) for read, verdict in zip(own, verdicts, strict=True) if verdict is not None]
    found = [(read.pair, v.kind, v.signals["scores"]["probability"][0]) for read, v in judged]
    return [judged[i][1] for i in one_each(found)]


def _carrier(kind: Kind, pair: Pair, compared: Mapping[str, Comparison]) -> tuple[str, Comparison]:
    """The comparator whose values show the difference; the cross-encoder where none does."""
    for name in CARRIERS[kind]:
        if name in compared and compared[name].level is Level.DIFFERS:
            return name, compared[name]
    aspect, reason = _READ_AS[kind]
    comparison = Comparison(aspect=aspect, reason=reason)
    if kind is Kind.STATUS and pair.a.status is not pair.b.status:
        # The stages differ; that both claims speak of one event is what the cross-encoder has read.
        cues = {"a": pair.a.status_cue, "b": pair.b.status_cue}
        values = {"a_value": pair.a.status.value, "b_value": pair.b.status.value}
        comparison = comparison.model_copy(update=cues | values)
    return "agreement" if kind is Kind.AGREEMENT else "inference", comparison


def _explain(comparison: Comparison) -> str:
    values = [v for v in (comparison.a_value, comparison.b_value) if v]
    return f"{comparison.reason}: {' against '.join(values)}" if len(values) == 2 else comparison.reason


def _evidence(pair: Pair, comparison: Comparison) -> tuple[Evidence, ...]:
    sides = ((pair.a, comparison.a, comparison.a_value), (pair.b, comparison.b, comparison.b_value))
    return tuple(
        Evidence(claim_id=claim.id, start=span.start, end=span.end, text=span.text, value=value)
        for claim, span, value in ((c, s or c, v) for c, s, v in sides)
    )
