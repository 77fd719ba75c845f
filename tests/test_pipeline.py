"""The whole way through, with a stand-in for the embedding model."""

from collections.abc import Callable

import pytest

from reconcile.config import Settings
from reconcile.ingest import read
from reconcile.models import Article, Kind, Report
from reconcile.pipeline import Pipeline
from reconcile.report import RENDERERS
from tests.conftest import SEEDS

FLOOD = "The flood killed 12 people in Alessandria on Monday. Officials said the river rose by two metres overnight."


@pytest.fixture
def seeds(encoder: object, entailment: object) -> Report:
    found = read([str(SEEDS)])
    return Pipeline(encoder=encoder, entailment=entailment).report(found.articles, found.skipped)  # type: ignore[arg-type]


def test_every_span_reproduces_its_text(seeds: Report) -> None:
    text = {article.id: article.text for article in seeds.articles}
    claims = {claim.id: claim for claim in seeds.claims}
    assert len(claims) > 15
    for claim in seeds.claims:
        inside = [claim, *claim.times, *claim.quantities, *claim.quotes, *claim.entities]
        inside += [cue for cue in (claim.status_cue, claim.polarity_cue, claim.speaker) if cue]
        assert all(text[claim.article_id][s.start : s.end] == s.text for s in inside)
    for finding in seeds.findings:
        for evidence in finding.evidence:
            assert evidence.claim_id in finding.claim_ids
            assert text[claims[evidence.claim_id].article_id][evidence.start : evidence.end] == evidence.text


def test_debris_of_the_seeds_makes_no_claim(seeds: Report) -> None:
    said = [claim.text for claim in seeds.claims]
    assert not any("newsletter" in text or "Facebook" in text or "date 2023" in text for text in said)
    assert sum("lowering expectations" in text for text in said) == 1


def test_ids_resolve_and_every_finding_has_a_topic(seeds: Report) -> None:
    claims, topics = {c.id for c in seeds.claims}, {c.id for c in seeds.clusters}
    assert len(claims) == len(seeds.claims)
    for finding in seeds.findings:
        assert set(finding.claim_ids) <= claims
        assert finding.cluster_id in topics
    assert len({f.fingerprint for f in seeds.findings}) == len(seeds.findings)


def test_findings_but_single_source_span_two_articles(seeds: Report) -> None:
    article = {claim.id: claim.article_id for claim in seeds.claims}
    for finding in seeds.findings:
        articles = {article[claim_id] for claim_id in finding.claim_ids}
        assert len(articles) == (1 if finding.kind is Kind.SINGLE_SOURCE else 2)


@pytest.mark.parametrize("format", sorted(RENDERERS))
def test_bytes_are_equal_across_runs_and_order(encoder: object, entailment: object, format: str) -> None:
    paths = sorted(str(path) for path in SEEDS.glob("*.txt"))
    pipeline = Pipeline(encoder=encoder, entailment=entailment)  # type: ignore[arg-type]
    once, again, turned = (
        RENDERERS[format](pipeline.report(read(order).articles)) for order in (paths, paths, paths[::-1])
    )
    assert once == again == turned


def test_one_article_has_claims_and_no_differences(
    encoder: object, entailment: object, make_article: Callable[..., Article]
) -> None:
    report = Pipeline(encoder=encoder, entailment=entailment).report([make_article(FLOOD)])  # type: ignore[arg-type]
    assert {finding.kind for finding in report.findings} == {Kind.SINGLE_SOURCE}


def test_an_article_of_debris_is_no_fault(
    encoder: object, entailment: object, make_article: Callable[..., Article]
) -> None:
    articles = [make_article("Facebook\nSubscribe"), make_article(FLOOD, id="a2", path="2.txt")]
    report = Pipeline(encoder=encoder, entailment=entailment).report(articles)  # type: ignore[arg-type]
    assert {claim.article_id for claim in report.claims} == {"a2"}


def test_a_cap_that_bites_is_in_the_report(
    encoder: object, entailment: object, make_article: Callable[..., Article]
) -> None:
    report = Pipeline(Settings(max_claims=1), encoder=encoder, entailment=entailment).report([make_article(FLOOD)])  # type: ignore[arg-type]
    assert len(report.claims) == 1
    assert "max_claims" in report.skipped[0].reason


def test_progress_is_told_stage_by_stage(
    encoder: object, entailment: object, make_article: Callable[..., Article]
) -> None:
    told: list[str] = []
    pipeline = Pipeline(encoder=encoder, entailment=entailment, progress=lambda stage, done, total: told.append(stage))  # type: ignore[arg-type]
    pipeline.report([make_article(FLOOD)])
    assert list(dict.fromkeys(told)) == ["reading", "embedding", "comparing"]
