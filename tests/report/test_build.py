"""Verdicts to the report."""

from collections.abc import Callable
from typing import Any

import pytest

from reconcile.models import Article, Claim, Cluster, Event, Frozen, Kind, Report, Severity, Tool
from reconcile.report.build import build_report


class Said(Frozen):
    claims: tuple[Claim, ...]
    kind: Kind = Kind.CONFLICT
    aspect: str | None = "number"
    severity: Severity = Severity.HIGH
    confidence: float = 0.9
    explanation: str = "the figures exclude each other"
    evidence: tuple[Any, ...] = ()
    signals: dict[str, Any] = {"rule": "number"}  # noqa: RUF012 - a frozen model copies its defaults


@pytest.fixture
def build(make_article: Callable[..., Article]) -> Callable[..., Report]:
    def make(claims: list[Claim], verdicts: list[Said]) -> Report:
        return build_report(
            tool=Tool(name="reconcile", version="0"),
            settings={},
            articles=[make_article("x", id="a1"), make_article("y", id="a2")],
            events=[Event(id="e1", label="x", article_ids=("a1", "a2"))],
            claims=claims,
            clusters=[Cluster(id="t1", event_id="e1", topic="x", claim_ids=tuple(c.id for c in claims))],
            verdicts=verdicts,
            skipped=[],
        )

    return make


def test_conflicts_come_before_agreements_and_the_rest_is_single_source(
    build: Callable[..., Report], make_claim: Callable[..., Claim]
) -> None:
    a, b, c = make_claim("A."), make_claim("B.", article="a2"), make_claim("C.", article="a2", id="a2.c2")
    agreement = Said(claims=(a, c), kind=Kind.AGREEMENT, aspect=None, severity=Severity.LOW)
    lone = make_claim("D.", id="a1.c9")
    report = build([a, lone, b, c], [agreement, Said(claims=(a, b))])
    assert [(f.id, f.kind.value, f.claim_ids) for f in report.findings] == [
        ("f1", "conflict", ("a1.c1", "a2.c1")),
        ("f2", "agreement", ("a1.c1", "a2.c2")),
        ("f3", "single_source", ("a1.c9",)),
    ]


def test_fingerprints_depend_on_the_words_alone(build: Callable[..., Report], make_claim: Callable[..., Claim]) -> None:
    a, b = make_claim("Twelve  died."), make_claim("Thirty died.", article="a2")
    moved = make_claim("twelve died.", id="a1.c7", start=40, end=53)
    first = build([a, b], [Said(claims=(a, b))]).findings[0]
    later = build([moved, b], [Said(claims=(b, moved))]).findings[0]
    other = build([a, b], [Said(claims=(a, b), aspect="time")]).findings[0]
    assert first.fingerprint == later.fingerprint != other.fingerprint


def test_the_same_words_twice_keep_distinct_fingerprints(
    build: Callable[..., Report], make_claim: Callable[..., Claim]
) -> None:
    a, again, b = make_claim("A."), make_claim("A.", id="a1.c2"), make_claim("B.", article="a2")
    findings = build([a, again, b], [Said(claims=(a, b)), Said(claims=(again, b))]).findings
    assert len({f.fingerprint for f in findings}) == 2
