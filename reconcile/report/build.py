"""Verdicts to the report: order, ids, fingerprints, and what only one article says."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

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
    cluster_of = {claim_id: cluster for cluster in clusters for claim_id in cluster.claim_ids}
    findings = [_finding(verdict, cluster_of) for verdict in verdicts]
    spoken_for = {claim_id for finding in findings for claim_id in finding.claim_ids}
    findings += [_single_source(claim, cluster_of[claim.id]) for claim in claims if claim.id not in spoken_for]
    return Report(
        tool=tool,
        settings=settings,
        articles=tuple(articles),
        events=tuple(events),
        claims=tuple(claims),
        clusters=tuple(clusters),
        findings=_in_order(findings, clusters, claims),
        skipped=tuple(sorted(skipped, key=lambda s: (s.path, s.reason))),
    )


def _finding(verdict: Judged, cluster_of: Mapping[str, Cluster]) -> Finding:
    cluster = cluster_of[verdict.claims[0].id]
    return Finding(
        id="",
        fingerprint=_fingerprint(verdict.kind, verdict.aspect, verdict.claims),
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


def _single_source(claim: Claim, cluster: Cluster) -> Finding:
    return Finding(
        id="",
        fingerprint=_fingerprint(Kind.SINGLE_SOURCE, None, (claim,)),
        kind=Kind.SINGLE_SOURCE,
        aspect=None,
        severity=Severity.LOW,
        confidence=1.0,
        event_id=cluster.event_id,
        cluster_id=cluster.id,
        claim_ids=(claim.id,),
        explanation="only this article says so",
        signals={"rule": "single_source"},
    )


def _fingerprint(kind: Kind, aspect: str | None, claims: Iterable[Claim]) -> str:
    """Made of the words of the claims alone, so that neither their place nor the files' names matter."""
    words = sorted(" ".join(claim.text.casefold().split()) for claim in claims)
    return hashlib.sha256("\x1f".join((kind, aspect or "", *words)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _in_order(findings: Iterable[Finding], clusters: Sequence[Cluster], claims: Sequence[Claim]) -> tuple[Finding, ...]:
    topic = {cluster.id: i for i, cluster in enumerate(clusters)}
    place = {claim.id: i for i, claim in enumerate(claims)}

    def key(finding: Finding) -> tuple[Any, ...]:
        return (
            topic[finding.cluster_id],
            KIND_ORDER.index(finding.kind),
            SEVERITY_ORDER.index(finding.severity),
            [place[claim_id] for claim_id in finding.claim_ids],
        )

    seen: Counter[str] = Counter()
    numbered = []
    for i, finding in enumerate(sorted(findings, key=key), start=1):
        seen[finding.fingerprint] += 1
        again = seen[finding.fingerprint]  # the same words twice in one article
        fingerprint = finding.fingerprint if again == 1 else f"{finding.fingerprint}-{again}"
        numbered.append(finding.model_copy(update={"id": f"f{i}", "fingerprint": fingerprint}))
    return tuple(numbered)
