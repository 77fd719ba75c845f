"""The findings as a table for spreadsheets, one row a finding.

A spreadsheet runs a cell that begins like a formula. Such cells get an apostrophe in front, which it takes for "this
is text" (OWASP, CSV Injection). Cells hold no line breaks or tabs, so that naive readers split rows rightly, too.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from reconcile.models import Finding, Report
from reconcile.report.escape import one_line
from reconcile.report.layout import Index
from reconcile.report.positions import Places

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # full-width forms are read as the plain ones
_FINDING = ("id", "fingerprint", "kind", "aspect", "severity", "confidence", "event", "topic", "explanation")
_SIDE = ("article", "published", "place", "speaker", "claim", "words", "value")


def to_csv(report: Report) -> str:
    """Comma-separated values (RFC 4180, but with LF) under a line of headings.

    Each of a finding's claims has columns of its own, numbered from 1; there are at least two.
    """
    return _write(report, ",")


def to_tsv(report: Report) -> str:
    """The same with tabs."""
    return _write(report, "\t")


def cell(text: str | None) -> str:
    """Any text as one cell that is never run as a formula."""
    line = one_line(text or "")
    return f"'{line}" if (text or "").startswith(_FORMULA) or line.startswith(_FORMULA) else line


def _write(report: Report, delimiter: str) -> str:
    sides = max((2, *(len(finding.claim_ids) for finding in report.findings)))
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow([*_FINDING, *(f"{name}_{i}" for i in range(1, sides + 1) for name in _SIDE)])
    index, places = Index(report), Places(report)
    width = len(_FINDING) + sides * len(_SIDE)
    for finding in report.findings:
        row = list(_row(finding, index, places))
        writer.writerow([*row, *[""] * (width - len(row))])
    return stream.getvalue()


def _row(finding: Finding, index: Index, places: Places) -> Iterator[str]:
    cluster = index.clusters.get(finding.cluster_id)
    yield from map(cell, (finding.id, finding.fingerprint, finding.kind.value, finding.aspect, finding.severity.value))
    yield f"{finding.confidence:.2f}"
    yield from map(cell, (finding.event_id, cluster.topic if cluster else "", finding.explanation))
    for claim_id in finding.claim_ids:
        claim = index.claims[claim_id]
        article = index.articles[claim.article_id]
        evidence = [item for item in finding.evidence if item.claim_id == claim_id]
        yield from map(cell, (index.names[article.id], article.published, str(places.of(claim))))
        yield cell((claim.speaker.name or claim.speaker.text) if claim.speaker else "")
        yield cell(claim.text)
        yield cell(" … ".join(item.text for item in evidence))
        yield cell(" … ".join(item.value for item in evidence if item.value))
