"""The page's view of findings: topics, their rows of claims side by side, and how each was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reconcile.models import Article, Claim, Event, Evidence, Finding, Kind, Polarity, Report
from reconcile.report.altered import telling
from reconcile.report.anchors import permalink
from reconcile.report.html_terms import STRENGTH, day, plain, words
from reconcile.report.html_text import Piece, anchor, paragraph, pieces, web_address
from reconcile.report.layout import Index, Row
from reconcile.report.marks import around
from reconcile.report.reasons import reason
from reconcile.report.terms import kind_name

MAX_ALIGNED = 3  # articles that keep a column of their own throughout; of more, a row shows those it is about


@dataclass(frozen=True)
class ArticleView:
    article: Article
    number: int  # what the filters know it by
    name: str
    url: str | None
    day: str
    claims: int
    copies: tuple[str, ...]  # names of the articles that carry the same wire copy

    @property
    def anchor(self) -> str:
        return f"article-{self.number}"


@dataclass(frozen=True)
class ClaimView:
    claim: Claim
    words: tuple[Piece, ...]
    speaker: str
    context: tuple[Piece, ...]
    cut: tuple[bool, bool]  # whether the paragraph goes on before and after the context
    reading: tuple[tuple[str, str], ...]  # what the comparison took from it


@dataclass(frozen=True)
class FindingView:
    finding: Finding
    articles: tuple[ArticleView, ...]
    explanation: str
    whose: str  # the articles' names where the row holds more than the finding is about
    reasons: tuple[tuple[str, str], ...]

    @property
    def anchor(self) -> str:
        return anchor(self.finding.id)

    @property
    def permalink(self) -> str:
        """The anchor that a later run keeps."""
        return permalink(self.finding)

    @property
    def label(self) -> str:
        return kind_name(self.finding.kind) + (f": {self.finding.aspect}" if self.finding.aspect else "")

    @property
    def strength(self) -> int:
        return STRENGTH[self.finding.severity]

    @property
    def numbers(self) -> str:
        return " ".join(str(view.number) for view in self.articles)


@dataclass(frozen=True)
class SideView:
    article: ArticleView
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True)
class RowView:
    findings: tuple[FindingView, ...]
    sides: tuple[SideView, ...]

    @property
    def kind(self) -> Kind:
        return self.findings[0].finding.kind


@dataclass(frozen=True)
class TopicView:
    """`alone` are rows of one claim each. `kinds` counts the topic's findings."""

    anchor: str
    title: str
    kinds: tuple[tuple[Kind, int], ...]
    articles: tuple[ArticleView, ...]
    differing: tuple[RowView, ...]
    agreed: tuple[RowView, ...]
    alone: tuple[RowView, ...]


@dataclass(frozen=True)
class Views:
    """Makes the views of one report's parts."""

    report: Report

    @cached_property
    def index(self) -> Index:
        return Index(self.report)

    @cached_property
    def articles(self) -> dict[str, ArticleView]:
        claims = Counter(claim.article_id for claim in self.report.claims)
        names = self.index.names
        return {
            a.id: ArticleView(
                article=a,
                number=number,
                name=names[a.id],
                url=web_address(a.url),
                day=day(a.day) if a.day else "",
                claims=claims[a.id],
                copies=tuple(
                    names[b.id] for b in self.report.articles if a.origin_id and b.origin_id == a.origin_id and b != a
                ),
            )
            for number, a in enumerate(self.report.articles, start=1)
        }

    def topics(self, event: Event, findings: Sequence[Finding]) -> list[TopicView]:
        """The topics of an event by the weight of their first finding."""
        return [self._topic(event, cluster_id, about) for cluster_id, about in self.index.topics(findings)]

    def _topic(self, event: Event, cluster_id: str, findings: Sequence[Finding]) -> TopicView:
        kinds = Counter(finding.kind for finding in findings)
        cluster = self.index.clusters.get(cluster_id)
        members = cluster.claim_ids if cluster else [claim_id for f in findings for claim_id in f.claim_ids]
        articles = self.index.in_order(self.index.claims[claim_id].article_id for claim_id in members)
        alone = [f for f in findings if f.kind is Kind.SINGLE_SOURCE]
        return TopicView(
            anchor=topic_anchor(cluster_id),
            title=cluster.topic if cluster else "",
            kinds=tuple((kind, kinds[kind]) for kind in Kind if kinds[kind]),
            articles=tuple(self.articles[article_id] for article_id in articles),
            differing=self._rows(event, (f for f in findings if f.kind not in (Kind.AGREEMENT, Kind.SINGLE_SOURCE))),
            agreed=self._rows(event, (f for f in findings if f.kind is Kind.AGREEMENT)),
            alone=tuple(self.lone_row(f) for f in sorted(alone, key=self._place)),
        )

    def _rows(self, event: Event, findings: Iterable[Finding]) -> tuple[RowView, ...]:
        columns = event.article_ids if len(event.article_ids) <= MAX_ALIGNED else ()
        return tuple(self.row(row, columns) for row in self.index.rows(findings))

    def lone_row(self, finding: Finding) -> RowView:
        """A row about one finding."""
        return self.row(Row((finding,), self._sides(finding)), ())

    def row(self, row: Row, columns: Sequence[str]) -> RowView:
        """A row with a side for each of `columns`, and for those alone that it has claims of if there are none."""
        marks: dict[str, list[Evidence]] = {}
        for finding in row.findings:
            for evidence in telling(finding) if finding.kind is not Kind.AGREEMENT else ():
                marks.setdefault(evidence.claim_id, []).append(evidence)
        sides = [
            SideView(
                self.articles[article_id],
                tuple(self.claim(claim, marks.get(claim.id, ())) for claim in row.claims.get(article_id, ())),
            )
            for article_id in self.index.in_order([*row.claims, *columns])
        ]
        return RowView(tuple(self.finding(finding, len(row.claims)) for finding in row.findings), tuple(sides))

    def finding(self, finding: Finding, articles_in_row: int) -> FindingView:
        ids = self.index.in_order(self.index.claims[claim_id].article_id for claim_id in finding.claim_ids)
        articles = tuple(self.articles[article_id] for article_id in ids)
        return FindingView(
            finding=finding,
            articles=articles,
            explanation=reason(finding, [self.index.claims[claim_id] for claim_id in finding.claim_ids]),
            whose=" / ".join(view.name for view in articles) if len(ids) < articles_in_row else "",
            reasons=tuple(self._reasons(finding)),
        )

    def claim(self, claim: Claim, evidence: Iterable[Evidence] = ()) -> ClaimView:
        marks = [(item.start, item.end) for item in evidence]
        article = self.index.articles[claim.article_id]
        text = article.text
        own = (claim.start, claim.end)
        if text[claim.start : claim.end] != claim.text:  # the report came without its articles' text
            text, marks = claim.text, [(a - claim.start, b - claim.start) for a, b in marks]
            own = (0, len(text))
        window = paragraph(text, own)
        before, after = text[: window[0]], text[window[1] :]
        return ClaimView(
            claim=claim,
            words=_with_marks(pieces(text, own, own, marks), *around(claim, article)),
            speaker=_speaker(claim),
            context=pieces(text, window, own, marks),
            cut=(bool(before) and before[-1] not in "\r\n", bool(after) and after[0] not in "\r\n"),
            reading=tuple(_reading(claim)),
        )

    def _sides(self, finding: Finding) -> dict[str, tuple[Claim, ...]]:
        claims = sorted((self.index.claims[claim_id] for claim_id in finding.claim_ids), key=self.index.place)
        return {claim.article_id: tuple(c for c in claims if c.article_id == claim.article_id) for claim in claims}

    def _place(self, finding: Finding) -> tuple[object, ...]:
        return min(self.index.place(self.index.claims[i]) for i in finding.claim_ids), finding.fingerprint

    def _reasons(self, finding: Finding) -> Iterable[tuple[str, str]]:
        if finding.kind is Kind.SINGLE_SOURCE:
            return
        for item in finding.evidence:
            name = self.articles[self.index.claims[item.claim_id].article_id].name
            yield name, f"“{item.text}”" + (f", read as {item.value}" if item.value else "")
        for key, value in finding.signals.items():
            if isinstance(value, Mapping) and key == "scores":
                yield key, "; ".join(f"{words(name)} {_score(score)}" for name, score in value.items())
            else:
                yield key, plain(value)


def topic_anchor(cluster_id: str) -> str:
    return f"topic-{anchor(cluster_id)}"


def _with_marks(words: tuple[Piece, ...], before: str, after: str) -> tuple[Piece, ...]:
    lead, tail = (Piece(mark, in_claim=False, marked=False) for mark in (before, after))
    return (*((lead,) if before else ()), *words, *((tail,) if after else ()))


def _speaker(claim: Claim) -> str:
    """Who says so, where the claim's own words do not tell."""
    speaker = claim.speaker
    name = (speaker.name or speaker.text) if speaker else ""
    if speaker is None or name in claim.text:
        return ""
    return ", ".join(filter(None, [name, speaker.role if speaker.role != name else None]))


def _reading(claim: Claim) -> Iterable[tuple[str, str]]:
    if claim.proposition.split() != claim.text.split():
        yield "read as", claim.proposition
    cue = f" (“{claim.status_cue.text}”)" if claim.status_cue else ""
    yield "status", f"{claim.status.value}{cue}"
    if claim.polarity is Polarity.NEGATIVE:
        yield "polarity", "negative" + (f" (“{claim.polarity_cue.text}”)" if claim.polarity_cue else "")
    for time in claim.times:
        bounds = [time.first or "…", time.last or "…"] if time.first or time.last else []
        yield "time", f"“{time.text}”" + (f" = {' to '.join(dict.fromkeys(bounds))}" if bounds else "")
    for number in claim.quantities:
        bounds = [_number(number.low), _number(number.high)]
        about = " ".join(filter(None, [" to ".join(dict.fromkeys(bounds)), number.unit, number.counted]))
        yield "number", f"“{number.text}” = {about}"


def _number(value: float | None) -> str:
    return "…" if value is None else f"{value:,.15g}"


def _score(value: Any) -> str:
    """A score, with the threshold it was held against: (score, threshold or None)."""
    if isinstance(value, list | tuple) and len(value) == 2 and value[1] is not None:
        return f"{plain(value[0])} (threshold {plain(value[1])})"
    return plain(value[0] if isinstance(value, list | tuple) and value else value)
