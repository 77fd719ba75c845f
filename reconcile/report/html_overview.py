"""What an event looks like from afar: how many findings of each kind, who covers what, and who agrees with whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from reconcile.models import Event, Finding, Kind, Severity
from reconcile.report.html_findings import ArticleView, FindingView, RowView, Views, topic_anchor
from reconcile.report.terms import DIFFERENCES, MEANING, kind_name

MAX_FIRST = 6  # findings named at the top, the weightiest of a topic each
MAX_BESIDE = 4  # articles whose table fits beside another
HEAT_STEPS = 5


@dataclass(frozen=True)
class KindCount:
    kind: Kind
    name: str
    meaning: str
    total: int
    severities: tuple[tuple[str, int], ...]
    bars: tuple[tuple[str, float, float], ...]  # severity, left edge and width in percent of the largest kind


@dataclass(frozen=True)
class CoverageRow:
    """`claims`: how many each article has on the topic. `target` is empty where the page has no such section."""

    title: str
    target: str
    kinds: tuple[tuple[Kind, int], ...]
    claims: tuple[int, ...]
    fills: tuple[int, ...]  # 0-4: none, then quarters of the largest number in the table


@dataclass(frozen=True)
class PairCell:
    """`heat`: 0 (only differences) to `HEAT_STEPS - 1` (only agreement); None where nothing is shared."""

    agreed: int
    differing: int
    heat: int | None
    same_origin: bool


@dataclass(frozen=True)
class Overview:
    kinds: tuple[KindCount, ...]
    articles: tuple[ArticleView, ...]
    coverage: tuple[CoverageRow, ...]
    uncovered: tuple[int, ...]  # topics that each article has to itself
    pairs: tuple[tuple[PairCell | None, ...], ...]  # article by article; None on the diagonal
    first: tuple[tuple[FindingView, RowView], ...]

    @property
    def is_broad(self) -> bool:
        """Whether a table with a column an article needs the page's whole width."""
        return len(self.articles) > MAX_BESIDE


def overview(views: Views, event: Event, findings: Sequence[Finding]) -> Overview:
    articles = tuple(views.articles[article_id] for article_id in views.index.in_order(event.article_ids))
    coverage, uncovered = _coverage(views, event, articles, findings)
    topics = views.index.topics(f for f in findings if f.kind in DIFFERENCES)
    return Overview(
        kinds=_kinds(findings),
        articles=articles,
        coverage=coverage,
        uncovered=uncovered,
        pairs=_pairs(views, articles, findings) if len(articles) > 1 else (),
        first=tuple((row.findings[0], row) for row in (views.lone_row(about[0]) for _, about in topics[:MAX_FIRST])),
    )


def _kinds(findings: Sequence[Finding]) -> tuple[KindCount, ...]:
    counts = Counter((finding.kind, finding.severity) for finding in findings)
    totals = Counter(finding.kind for finding in findings)
    most = max(totals.values(), default=1)
    found = []
    for kind in Kind:
        split = [(severity.value, counts[kind, severity]) for severity in Severity]
        bars, left = [], 0
        for severity, number in split:
            if number:
                bars.append((severity, round(100 * left / most, 2), round(100 * number / most, 2)))
            left += number
        found.append(KindCount(kind, kind_name(kind), MEANING[kind], totals[kind], tuple(split), tuple(bars)))
    return tuple(found)


def _coverage(
    views: Views, event: Event, articles: Sequence[ArticleView], findings: Sequence[Finding]
) -> tuple[tuple[CoverageRow, ...], tuple[int, ...]]:
    """Topics of several articles, as the page has them; the others are only counted."""
    kinds: dict[str, Counter[Kind]] = {}
    for finding in findings:
        kinds.setdefault(finding.cluster_id, Counter())[finding.kind] += 1
    ranks = {cluster_id: rank for rank, (cluster_id, _) in enumerate(views.index.topics(findings))}
    shared: list[tuple[str, str, list[int]]] = []
    uncovered = Counter[int]()
    for cluster in views.report.clusters:
        if cluster.event_id != event.id:
            continue
        said = Counter(views.index.claims[claim_id].article_id for claim_id in cluster.claim_ids)
        claims = [said[view.article.id] for view in articles]
        if len(said) > 1:
            shared.append((cluster.id, cluster.topic, claims))
        else:
            uncovered.update(n for n, number in enumerate(claims) if number)
    shared.sort(key=lambda topic: ranks.get(topic[0], len(ranks)))
    most = max((number for _, _, claims in shared for number in claims), default=1)
    rows = tuple(
        CoverageRow(
            title=title,
            target=topic_anchor(cluster_id) if cluster_id in ranks else "",
            kinds=tuple((k, kinds[cluster_id][k]) for k in Kind if kinds.get(cluster_id, Counter())[k]),
            claims=tuple(claims),
            fills=tuple(-(-4 * number // most) for number in claims),
        )
        for cluster_id, title, claims in shared
    )
    return rows, tuple(uncovered[n] for n in range(len(articles)))


def _pairs(
    views: Views, articles: Sequence[ArticleView], findings: Sequence[Finding]
) -> tuple[tuple[PairCell | None, ...], ...]:
    agreed: Counter[frozenset[str]] = Counter()
    differing: Counter[frozenset[str]] = Counter()
    for finding in findings:
        ids = views.index.in_order(views.index.claims[claim_id].article_id for claim_id in finding.claim_ids)
        tally = agreed if finding.kind is Kind.AGREEMENT else differing
        tally.update(frozenset(pair) for pair in combinations(ids, 2))

    def cell(a: ArticleView, b: ArticleView) -> PairCell | None:
        if a.number == b.number:
            return None
        pair = frozenset((a.article.id, b.article.id))
        same, other = agreed[pair], differing[pair]
        heat = same * (HEAT_STEPS - 1) // (same + other) if same + other else None
        origin = a.article.origin_id
        return PairCell(same, other, heat, bool(origin) and origin == b.article.origin_id)

    return tuple(tuple(cell(a, b) for b in articles) for a in articles)
