"""Where findings go on a page: which stand in one row, which articles share a table, and what comes first.

Nothing here depends on the output format.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from reconcile.models import Article, Claim, Cluster, Finding, Kind, Report, Severity

_KINDS = tuple(Kind)  # declared in the order of importance
_SEVERITIES = tuple(Severity)


@dataclass(frozen=True)
class Row:
    """Claims side by side, and the findings about them. `claims` has each article's claims, in article order."""

    findings: tuple[Finding, ...]
    claims: dict[str, tuple[Claim, ...]]


@dataclass(frozen=True)
class Strip:
    """As much of a row as fits into one table; all but a row's first strip are `continued`."""

    row: Row
    article_ids: tuple[str, ...]
    continued: bool


@dataclass(frozen=True)
class Sheet:
    """One table: the articles that are its columns, and its strips."""

    article_ids: tuple[str, ...]
    strips: tuple[Strip, ...]


@dataclass(frozen=True)
class Index:
    """A report's parts by id, and their order on the page."""

    report: Report

    @cached_property
    def articles(self) -> dict[str, Article]:
        return {article.id: article for article in self.report.articles}

    @cached_property
    def claims(self) -> dict[str, Claim]:
        return {claim.id: claim for claim in self.report.claims}

    @cached_property
    def clusters(self) -> dict[str, Cluster]:
        return {cluster.id: cluster for cluster in self.report.clusters}

    @cached_property
    def _article_places(self) -> dict[str, int]:
        return {article_id: i for i, article_id in enumerate(self.articles)}

    @cached_property
    def names(self) -> dict[str, str]:
        """A name for each article that no other has: its label, with the id where two are alike."""
        bearers = Counter(article.label for article in self.report.articles)
        return {a.id: a.label if bearers[a.label] == 1 else f"{a.label} ({a.id})" for a in self.report.articles}

    def in_order(self, article_ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(set(article_ids), key=self._article_places.__getitem__))

    def place(self, claim: Claim) -> tuple[int, int, int]:
        """Where a claim stands: article, then position in it."""
        return self._article_places[claim.article_id], claim.start, claim.end

    def weight(self, finding: Finding) -> tuple[object, ...]:
        """Sort key, most important first: kind, severity, confidence; ties by position."""
        places = sorted(self.place(self.claims[claim_id]) for claim_id in finding.claim_ids)
        return (
            _KINDS.index(finding.kind),
            _SEVERITIES.index(finding.severity),
            -finding.confidence,
            places,
            finding.aspect or "",
            finding.fingerprint,
        )

    def topics(self, findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
        """(cluster id, findings) by the weight of the topic's first finding; the findings of each by weight."""
        topics: dict[str, list[Finding]] = {}
        for finding in sorted(findings, key=self.weight):
            topics.setdefault(finding.cluster_id, []).append(finding)
        return list(topics.items())

    def rows(self, findings: Iterable[Finding]) -> list[Row]:
        """Findings that share a claim stand in one row, as long as no article then has two answers in it.

        So three articles that differ pairwise make one row, not three that repeat each other. Agreements and
        differences keep apart. Claims agree in one row only if each was found to agree with each: that A says what B
        says and B what C says does not make A and C say the same.
        """
        findings = tuple(findings)
        agreeing = {pair for f in findings if f.kind is Kind.AGREEMENT for pair in self._pairs(self._sides(f))}
        rows: list[tuple[list[Finding], dict[str, tuple[Claim, ...]]]] = []
        by_claim: dict[tuple[str, bool], list[int]] = {}
        for finding in findings:
            agreed = finding.kind is Kind.AGREEMENT
            sides = self._sides(finding)
            keys = [(claim_id, agreed) for claim_id in finding.claim_ids]
            near = sorted({number for key in keys for number in by_claim.get(key, ())})
            fitting = (n for n in near if _fits(rows[n][1], sides))
            found = next((n for n in fitting if not agreed or self._pairs(rows[n][1] | sides) <= agreeing), None)
            if found is None:
                found = len(rows)
                rows.append(([], {}))
            rows[found][0].append(finding)
            rows[found][1].update(sides)
            for key in keys:
                if found not in by_claim.setdefault(key, []):
                    by_claim[key].append(found)
        return [Row(tuple(about), {i: sides[i] for i in self.in_order(sides)}) for about, sides in rows]

    @staticmethod
    def _pairs(sides: dict[str, tuple[Claim, ...]]) -> set[frozenset[str]]:
        """The claims of different articles, two and two."""
        return {
            frozenset((one.id, other.id))
            for (_, claims), (_, others) in combinations(sides.items(), 2)
            for one in claims
            for other in others
        }

    def _sides(self, finding: Finding) -> dict[str, tuple[Claim, ...]]:
        sides: dict[str, tuple[Claim, ...]] = {}
        for claim in sorted((self.claims[claim_id] for claim_id in finding.claim_ids), key=self.place):
            sides[claim.article_id] = (*sides.get(claim.article_id, ()), claim)
        return sides

    def sheets(self, rows: Iterable[Row], columns: int) -> list[Sheet]:
        """Tables of at most `columns` articles each that hold all rows; only articles with something to show."""
        sheets: list[tuple[set[str], list[Strip]]] = []
        for strip in (strip for row in rows for strip in _strips(row, columns)):
            wanted = set(strip.article_ids)
            sheet = next((s for s in sheets if len(s[0] | wanted) <= columns), None)
            if sheet is None:
                sheet = (set(), [])
                sheets.append(sheet)
            sheet[0].update(wanted)
            sheet[1].append(strip)
        return [Sheet(self.in_order(article_ids), tuple(strips)) for article_ids, strips in sheets]


def _fits(row: dict[str, tuple[Claim, ...]], sides: dict[str, tuple[Claim, ...]]) -> bool:
    return all(row.get(article_id, claims) == claims for article_id, claims in sides.items())


def _strips(row: Row, columns: int) -> Sequence[Strip]:
    ids = tuple(row.claims)
    return [Strip(row, ids[i : i + columns], continued=i > 0) for i in range(0, len(ids), columns)]
