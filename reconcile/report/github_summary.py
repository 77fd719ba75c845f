"""The outcome of a check as GitHub Markdown: for the job summary and for a comment on a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reconcile.models import Finding
from reconcile.outcome import Outcome
from reconcile.report.check import headline, verdict
from reconcile.report.escape import code, emphasise, inline
from reconcile.report.layout import Index
from reconcile.report.positions import Places
from reconcile.report.tables import table
from reconcile.report.terms import count

MAX_CHARACTERS = 60_000  # a comment holds 65,536; the rest is for what others put around it


def to_summary(outcome: Outcome) -> str:
    """New findings in a table, the claims with the compared words in bold; then what is known, held back or stale."""
    return "\n\n".join(_blocks(outcome)) + "\n"


def _blocks(outcome: Outcome) -> Iterator[str]:
    yield f"# {'Failed' if outcome.failed else 'Passed'}: {verdict(outcome)}"
    index, places = Index(outcome.report), Places(outcome.report)
    rows = [_row(finding, index, places) for finding in outcome.new]
    kept = _fitting(rows, MAX_CHARACTERS)
    if kept:
        yield table(["Finding", "Claims"], rows[:kept])
    if kept < len(rows):
        yield f"{count(len(rows) - kept, 'more new finding')} did not fit in here."
    if outcome.suppressed:
        held = [(headline(s.finding), s.finding.fingerprint, s.reason) for s in outcome.suppressed]
        lines = [f"- {inline(what)} {code(fingerprint)}: {inline(reason)}" for what, fingerprint, reason in held]
        yield "\n".join(["Held back:", "", *_first(lines)])
    if outcome.notices:
        lines = [f"- {notice.concern.value}: {inline(notice.text)}" for notice in outcome.notices]
        yield "\n".join(["To tidy up:", "", *_first(lines)])


def _row(finding: Finding, index: Index, places: Places) -> list[str]:
    head = [f"**{inline(headline(finding))}**", finding.severity.value, f"{finding.confidence:.2f}"]
    first = " · ".join([*head, code(finding.fingerprint)])
    if finding.explanation:
        first += f"<br>{inline(finding.explanation)}"
    said = []
    for claim_id in finding.claim_ids:
        claim = index.claims[claim_id]
        marks = [(e.start - claim.start, e.end - claim.start) for e in finding.evidence if e.claim_id == claim_id]
        said.append(f"{code(str(places.of(claim)))}<br>{emphasise(claim.text, marks)}")
    return [first, "<br><br>".join(said)]


def _fitting(rows: Sequence[Sequence[str]], budget: int) -> int:
    """How many rows fit into so many characters."""
    used = 0
    for number, row in enumerate(rows):
        used += sum(map(len, row)) + 3 * len(row) + 2
        if used > budget:
            return number
    return len(rows)


def _first(lines: Sequence[str], most: int = 20) -> list[str]:
    return [*lines[:most], *([f"- and {len(lines) - most} more"] if len(lines) > most else [])]
