"""What holds for every report, whatever the articles say."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Iterator

from reconcile.models import Article, Claim, Finding, Quantity, Report, Span, Time


def faults_of(report: Report) -> Iterator[str]:
    """A line for every way in which the report contradicts itself or the texts it was made from."""
    articles = {article.id: article for article in report.articles}
    claims = {claim.id: claim for claim in report.claims}
    yield from _twice("article", (article.id for article in report.articles))
    yield from _twice("claim", (claim.id for claim in report.claims))
    yield from _twice("finding", (finding.id for finding in report.findings))
    yield from _twice("cluster", (cluster.id for cluster in report.clusters))
    yield from _twice("event", (event.id for event in report.events))
    for claim in report.claims:
        article = articles.get(claim.article_id)
        if article is None:
            yield f"{claim.id}: its article {claim.article_id} is not in the report"
            continue
        yield from (f"{article.path} {claim.id}: {fault}" for fault in _claim(claim, article))
    for finding in report.findings:
        yield from (f"{finding.id}: {fault}" for fault in _finding(finding, claims, articles))
    for cluster in report.clusters:
        yield from (f"{cluster.id}: no claim {name}" for name in cluster.claim_ids if name not in claims)
    for event in report.events:
        yield from (f"{event.id}: no article {name}" for name in event.article_ids if name not in articles)


def _twice(what: str, names: Iterable[str]) -> Iterator[str]:
    yield from (f"{what} {name} is there {n} times" for name, n in Counter(names).items() if n > 1)


def _claim(claim: Claim, article: Article) -> Iterator[str]:
    if not claim.text.strip() or not claim.proposition.strip():
        yield "it says nothing"
    spans: list[tuple[str, Span | None]] = [
        ("claim", claim),
        ("speaker", claim.speaker),
        ("status cue", claim.status_cue),
        ("polarity cue", claim.polarity_cue),
        *(("quotation", span) for span in claim.quotes),
        *(("time", span) for span in claim.times),
        *(("quantity", span) for span in claim.quantities),
        *(("entity", span) for span in claim.entities),
    ]
    for what, span in spans:
        if span is not None and not _stands(span, article):
            yield f"the {what} {span.text[:60]!r} does not stand at {span.start}-{span.end}"
    for what, span in spans[4:]:
        if span is not None and not claim.start <= span.start < claim.end:
            yield f"the {what} {span.text[:60]!r} begins outside the claim"
    for time in claim.times:
        yield from _time(time)
    for quantity in claim.quantities:
        yield from _quantity(quantity)


def _stands(span: Span, article: Article) -> bool:
    inside = 0 <= span.start < span.end <= len(article.text)
    return inside and article.text[span.start : span.end] == span.text


def _time(time: Time) -> Iterator[str]:
    moments = [_moment(value) for value in (time.first, time.last) if value is not None]
    if None in moments:
        yield f"the time {time.text!r} has no ISO 8601 bounds: {time.first}, {time.last}"
    elif len(moments) == 2 and time.first and not time.first.startswith("T") and str(moments[0]) > str(moments[1]):
        yield f"the time {time.text!r} ends before it begins: {time.first}, {time.last}"
    if time.seconds is not None:
        yield from _interval(time.text, *time.seconds)


def _moment(value: str) -> str | None:
    """The moment in a form in which moments of one kind sort; None when it is none."""
    try:
        if value.startswith("T"):
            return dt.time.fromisoformat(value).isoformat()
        return dt.datetime.fromisoformat(value).replace(tzinfo=None).isoformat()
    except ValueError:
        return None


def _quantity(quantity: Quantity) -> Iterator[str]:
    if quantity.low is None and quantity.high is None:
        yield f"the quantity {quantity.text!r} allows every number"
    yield from _interval(quantity.text, quantity.low, quantity.high)


def _interval(text: str, low: float | None, high: float | None) -> Iterator[str]:
    if any(side is not None and not math.isfinite(side) for side in (low, high)):
        yield f"{text!r} is no finite interval: {low}, {high}"
    elif low is not None and high is not None and low > high:
        yield f"{text!r} is an empty interval: {low}, {high}"


def _finding(finding: Finding, claims: dict[str, Claim], articles: dict[str, Article]) -> Iterator[str]:
    if not 0 <= finding.confidence <= 1:
        yield f"its confidence is {finding.confidence}"
    yield from (f"no claim {name}" for name in finding.claim_ids if name not in claims)
    for evidence in finding.evidence:
        claim = claims.get(evidence.claim_id)
        if claim is None:
            yield f"its evidence {evidence.text[:60]!r} is of no claim"
        elif claim.article_id in articles and not _stands(evidence, articles[claim.article_id]):
            yield f"its evidence {evidence.text[:60]!r} does not stand at {evidence.start}-{evidence.end}"
