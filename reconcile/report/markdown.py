"""The report as Markdown, for reading in a pull request on GitHub and on a terminal.

At the top stands how much was found, with links to the differences that matter most. Then comes one section a topic,
what matters most first, with the claims side by side: a column an article, a row a difference. Topics on which the
articles only agree share one table, from sure to unsure, and what only one article says is listed behind them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from reconcile.models import Article, Claim, Event, Finding, Kind, Polarity, Report, Severity, Status
from reconcile.report.altered import telling
from reconcile.report.anchors import anchor, anchors, link
from reconcile.report.check import headline
from reconcile.report.escape import code, inline
from reconcile.report.layout import Index, Row, Sheet, Strip
from reconcile.report.limit import Block, Cut, fitting
from reconcile.report.markdown_text import brief, claim_text
from reconcile.report.reasons import reason
from reconcile.report.tables import table
from reconcile.report.terms import DIFFERENCES, MEANING, count, kind_name

MAX_COLUMNS = 3  # articles side by side that GitHub's page width leaves readable
MAX_FIRST = 10  # differences that the summary leads to

_AS_ABOVE = "↑ as above"


def to_markdown(report: Report) -> str:
    """GitHub Flavored Markdown. Every finding has the anchor `f-<fingerprint>`.

    A comment on GitHub holds 65,536 characters: what is longer ends with a note of what was cut.
    """
    cut = fitting(_Page(report).blocks())
    note = [f"**Cut here: {_lost(cut)}. The HTML and JSON reports have everything.**"] if cut.short else []
    return "\n\n".join([*cut.kept, *note]) + "\n"


def _lost(cut: Cut) -> str:
    """How much of what did not fit. A finding may take several lines, or share one, so its anchors are counted."""
    lost = Counter[str]()
    for noun, line in cut.lost:
        lost[noun] += anchors(line) if noun == "finding" else 1
    return ", ".join(count(number, f"more {noun}") for noun, number in lost.items() if noun and number) or "the rest"


@dataclass(frozen=True)
class _Page:
    report: Report

    @cached_property
    def index(self) -> Index:
        return Index(self.report)

    def blocks(self) -> Iterator[Block]:
        for holds, section in (
            ("", self._top()),
            ("article", self._articles()),
            ("finding", self._events() if self.report.clusters else ()),
            ("claim", self._claims() if not self.report.clusters else ()),
            ("skipped input", self._left_out()),
        ):
            yield from (Block(text, holds) for text in section)

    def _top(self) -> Iterator[str]:
        yield f"# {_title(self.report.events)}"
        yield self._counts()
        if self.report.findings:
            yield "## Summary"
            yield self._summary()
            yield from self._first()

    def _left_out(self) -> Iterator[str]:
        if self.report.skipped:
            yield "## Left out"
            yield table(["What", "Why"], [[code(s.path), inline(s.reason)] for s in self.report.skipped])

    def _counts(self) -> str:
        report = self.report
        parts = [count(len(report.articles), "article"), count(len(report.claims), "claim")]
        parts.append(count(len(report.findings), "finding"))
        if report.skipped:
            parts.append(f"{len(report.skipped)} left out (see the end)")
        return ", ".join(parts) + "."

    def _articles(self) -> Iterator[str]:
        if not self.report.articles:
            return
        several = len(self.report.events) > 1
        labels = {event.id: inline(event.label) for event in self.report.events}
        rows = [
            [
                inline(article.id),
                inline(article.source or ""),
                article.published or "",
                inline(article.title or ""),
                code(article.path),
                *([labels.get(article.event_id, "")] if several else []),
            ]
            for article in self.report.articles
        ]
        yield "## Articles"
        yield table(["", "Outlet", "Published", "Title", "File", *(["Event"] if several else [])], rows)
        yield from self._copies()

    def _copies(self) -> Iterator[str]:
        groups: dict[str, list[str]] = {}
        for article in self.report.articles:
            if article.origin_id:
                groups.setdefault(article.origin_id, []).append(inline(self.index.names[article.id]))
        lines = [f"- {', '.join(names)}" for names in groups.values() if len(names) > 1]
        if lines:
            yield "\n".join(["These carry the same wire copy and count as one voice:", "", *lines])

    def _summary(self) -> str:
        counts = Counter((finding.kind, finding.severity) for finding in self.report.findings)
        rows = []
        for kind in Kind:
            split = [counts[kind, severity] for severity in Severity]
            rows.append([kind_name(kind), *map(str, [sum(split), *split]), MEANING[kind]])
        heads = ["Kind", "Findings", *(severity.value.capitalize() for severity in Severity), "Meaning"]
        return table(heads, rows, right=range(1, len(heads) - 1))

    def _first(self) -> Iterator[str]:
        """Links to the differences that matter most, whatever their topic."""
        found = sorted((f for f in self.report.findings if f.kind in DIFFERENCES), key=self.index.weight)
        if not found:
            return
        yield "What matters most:"
        lines = []
        for finding in found[:MAX_FIRST]:
            head = [link(finding, f"**{inline(headline(finding))}**"), finding.severity.value]
            first = " — ".join(filter(None, [" · ".join(head), self._reason(finding)]))
            lines.append("<br>".join([f"- {first}", *self._briefly(finding)]))
        if len(found) > MAX_FIRST:
            lines.append(f"- and {count(len(found) - MAX_FIRST, 'more difference')} below")
        yield "\n".join(lines)

    def _briefly(self, finding: Finding) -> Iterator[str]:
        """What each article says, a line each."""
        evidence = telling(finding)
        for claim in (self.index.claims[claim_id] for claim_id in finding.claim_ids):
            article = self.index.articles[claim.article_id]
            spans = [(item.start, item.end) for item in evidence if item.claim_id == claim.id]
            yield f"{inline(self.index.names[article.id])}: {brief(claim, article, spans)}"

    def _reason(self, finding: Finding) -> str:
        return inline(reason(finding, [self.index.claims[claim_id] for claim_id in finding.claim_ids]))

    def _claim(self, claim: Claim, spans: Iterable[tuple[int, int]] = (), separator: str = " ") -> str:
        return claim_text(claim, self.index.articles[claim.article_id], spans, separator)

    def _events(self) -> Iterator[str]:
        events = self.report.events
        findings: dict[str, list[Finding]] = {event.id: [] for event in events}
        for finding in self.report.findings:
            findings[finding.event_id].append(finding)
        for event in events:
            if len(events) > 1:
                yield f"## {inline(event.label) or inline(event.id)}"
            yield from self._event(findings[event.id], level="###" if len(events) > 1 else "##")

    def _claims(self) -> Iterator[str]:
        """What extraction found, for a report that stops there; of a claim's features only the unusual ones."""
        if not self.report.claims:
            return
        yield "## Claims"
        said: dict[str, list[Claim]] = {article.id: [] for article in self.report.articles}
        for claim in self.report.claims:
            said[claim.article_id].append(claim)
        for article in self.report.articles:
            yield f"### {self._head(article)}"
            lines = []
            for claim in said[article.id]:
                status = claim.status.value if claim.status is not Status.HAPPENED else None
                polarity = claim.polarity.value if claim.polarity is not Polarity.POSITIVE else None
                traits = [inline(claim.id), status, polarity, "quoted" if claim.quoted else None]
                lines.append(f"- {self._claim(claim)} ({', '.join(filter(None, traits))})")
            yield "\n".join(lines) or "No claims."

    def _event(self, findings: Sequence[Finding], level: str) -> Iterator[str]:
        if not findings:
            yield "No findings."
        compared = [finding for finding in findings if finding.kind is not Kind.SINGLE_SOURCE]
        agreed: list[Finding] = []
        for cluster_id, about in self.index.topics(compared):
            if about[0].kind is Kind.AGREEMENT:  # the first is the weightiest
                agreed += about
                continue
            cluster = self.index.clusters.get(cluster_id)
            yield f"{level} {inline(cluster.topic) if cluster else ''}".rstrip()
            yield from self._tables(self.index.rows(about))
        if agreed:
            yield f"{level} What the articles agree on"
            yield from self._tables(self.index.rows(sorted(agreed, key=self.index.weight)))
        alone = [finding for finding in findings if finding.kind is Kind.SINGLE_SOURCE]
        if alone:
            yield f"{level} Only in one article"
            yield from self._alone(alone, level)

    def _tables(self, rows: Iterable[Row]) -> Iterator[str]:
        for sheet in self.index.sheets(rows, MAX_COLUMNS):
            heads = [self._head(self.index.articles[article_id]) for article_id in sheet.article_ids]
            rows_of_cells = [self._cells(strip, sheet) for strip in sheet.strips]
            yield table(["", *heads], list(_without_repeats(rows_of_cells)))

    def _head(self, article: Article) -> str:
        name = inline(self.index.names[article.id])
        return f"{name} · {article.day.isoformat()}" if article.day else name

    def _cells(self, strip: Strip, sheet: Sheet) -> list[str]:
        row = strip.row
        first = "<br>".join(self._verdict(finding, row, strip.continued) for finding in row.findings)
        evidence = [item for f in row.findings if f.kind is not Kind.AGREEMENT for item in telling(f)]
        cells = []
        for article_id in sheet.article_ids:
            claims = row.claims.get(article_id, ()) if article_id in strip.article_ids else ()
            marks = [[(e.start, e.end) for e in evidence if e.claim_id == claim.id] for claim in claims]
            cells.append(
                "<br>".join(self._claim(claim, spans, "<br>") for claim, spans in zip(claims, marks, strict=True))
            )
        return [first, *cells]

    def _verdict(self, finding: Finding, row: Row, continued: bool) -> str:
        """The first cell: what the finding is, how sure, and why; agreements have one reason, which is not told."""
        kind = inline(headline(finding))
        if continued:
            return f"{kind} · {inline(finding.id)}, continued"
        sides = self.index.in_order(self.index.claims[claim_id].article_id for claim_id in finding.claim_ids)
        whose = " / ".join(inline(self.index.names[i]) for i in sides) if len(sides) < len(row.claims) else ""
        agreed = finding.kind is Kind.AGREEMENT
        weight = [kind] if agreed else [f"**{kind}**", finding.severity.value]
        head = [*weight, f"{finding.confidence:.2f}", inline(finding.id), whose]
        text = "" if agreed else self._reason(finding)
        return anchor(finding) + " · ".join(filter(None, head)) + (f"<br>{text}" if text else "")

    def _alone(self, findings: Iterable[Finding], level: str) -> Iterator[str]:
        """A list an article, in the order of its text."""
        said: dict[str, list[tuple[Claim, Finding]]] = {}
        for finding in findings:
            claim = min((self.index.claims[claim_id] for claim_id in finding.claim_ids), key=self.index.place)
            said.setdefault(claim.article_id, []).append((claim, finding))
        for article_id in self.index.in_order(said):
            yield f"{level}# {self._head(self.index.articles[article_id])}"
            items = sorted(said[article_id], key=lambda item: (self.index.place(item[0]), item[1].fingerprint))
            yield "\n".join(f"- {anchor(f)}{self._claim(claim)} ({inline(f.id)})" for claim, f in items)


def _without_repeats(rows: Iterable[Sequence[str]]) -> Iterator[list[str]]:
    """Claims that stand in the cell right above are not written out again."""
    above: Sequence[str] = ()
    for row in rows:
        yield [_AS_ABOVE if cell and cell == before else cell for cell, before in zip_longest(row, above[: len(row)])]
        above = row


def _title(events: Sequence[Event]) -> str:
    if len(events) == 1 and inline(events[0].label):
        return inline(events[0].label)
    return count(len(events), "event") if events else "Report"
