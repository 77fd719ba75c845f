"""Verdicts to the report: order, ids, fingerprints, and what only one article says."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from reconcile.models import (
    Article,
    Claim,
    Cluster,
    Event,
    Evidence,
    Finding,
    Kind,
    Report,
    Severity,
    Skipped,
    Tool,
)

KIND_ORDER = (
    Kind.CONFLICT,
    Kind.QUOTE,
    Kind.STATUS,
    Kind.ATTRIBUTION,
    Kind.FRAMING,
    Kind.AGREEMENT,
    Kind.SINGLE_SOURCE,
)
SEVERITY_ORDER = tuple(Severity)
_FIELDS = set(Finding.model_fields)


class Judged(Protocol):
    """What the report needs to know of a verdict on two or more claims."""

    @property
    def claims(self) -> tuple[Claim, ...]: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def aspect(self) -> str | None: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def confidence(self) -> float: ...
    @property
    def explanation(self) -> str: ...
    @property
    def evidence(self) -> tuple[Evidence, ...]: ...
    @property
    def signals(self) -> dict[str, Any]: ...


def build_report(
    *,
    tool: Tool,
    settings: dict[str, Any],
    articles: Sequence[Article],
    events: Sequence[Event],
    claims: Sequence[Claim],
    clusters: Sequence[Cluster],
    verdicts: Iterable[Judged],
    skipped: Sequence[Skipped],
) -> Report:
    """Put everything in its place. Ids count up in the order of events, topics, kinds and position in the articles."""
    judged: list[Judged] = list(verdicts)
    spoken_for = {claim.id for verdict in judged for claim in verdict.claims}
    judged += [_Alone((claim,)) for claim in claims if claim.id not in spoken_for]
    return Report(
        tool=tool,
        settings=settings,
        articles=tuple(articles),
        events=tuple(events),
        claims=tuple(claims),
        clusters=tuple(clusters),
        findings=_findings(judged, clusters, claims),
        skipped=tuple(sorted(skipped, key=lambda s: (s.path, s.reason))),
    )


@dataclass(frozen=True, slots=True)
class _Alone:
    """The verdict on a claim that no other article has."""

    claims: tuple[Claim, ...]
    kind = Kind.SINGLE_SOURCE
    aspect = None
    severity = Severity.LOW
    confidence = 1.0
    explanation = "only this article says so"
    evidence = ()
    signals: ClassVar[dict[str, Any]] = {"rule": "single_source"}


def _findings(judged: Iterable[Judged], clusters: Sequence[Cluster], claims: Sequence[Claim]) -> tuple[Finding, ...]:
    cluster_of = {claim_id: cluster for cluster in clusters for claim_id in cluster.claim_ids}
    topic = {cluster.id: i for i, cluster in enumerate(clusters)}
    place = {claim.id: i for i, claim in enumerate(claims)}

    def key(verdict: Judged) -> tuple[Any, ...]:
        return (
            topic[cluster_of[verdict.claims[0].id].id],
            KIND_ORDER.index(verdict.kind),
            SEVERITY_ORDER.index(verdict.severity),
            [place[claim.id] for claim in verdict.claims],
        )

    seen: Counter[str] = Counter()
    findings = []
    for i, verdict in enumerate(sorted(judged, key=key), start=1):
        fingerprint = _fingerprint(verdict.kind, verdict.aspect, verdict.claims)
        seen[fingerprint] += 1
        again = seen[fingerprint]  # the same words twice in one article
        name = fingerprint if again == 1 else f"{fingerprint}-{again}"
        findings.append(_finding(f"f{i}", name, verdict, cluster_of[verdict.claims[0].id]))
    return tuple(findings)


def _finding(id: str, fingerprint: str, verdict: Judged, cluster: Cluster) -> Finding:
    """Built without a check of each field: there are as many as claims, and one set of names does for all of them."""
    return Finding.model_construct(
        _FIELDS,
        id=id,
        fingerprint=fingerprint,
        kind=verdict.kind,
        aspect=verdict.aspect,
        severity=verdict.severity,
        confidence=verdict.confidence,
        event_id=cluster.event_id,
        cluster_id=cluster.id,
        claim_ids=tuple(claim.id for claim in verdict.claims),
        explanation=verdict.explanation,
        evidence=verdict.evidence,
        signals=verdict.signals,
    )


def _fingerprint(kind: Kind, aspect: str | None, claims: Iterable[Claim]) -> str:
    """Made of the words of the claims alone, so that neither their place nor the files' names matter."""
    words = sorted(" ".join(claim.text.casefold().split()) for claim in claims)
    return hashlib.sha256("\x1f".join((kind, aspect or "", *words)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
