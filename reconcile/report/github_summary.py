"""The outcome of a check as GitHub Markdown: for the job summary and for a comment on a pull request.

What changed comes first: new findings with both claims, then in a line each what is known, what is held back, and
what wants tidying up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reconcile.models import Finding
from reconcile.outcome import Outcome
from reconcile.report.altered import telling
from reconcile.report.anchors import anchor
from reconcile.report.check import headline, verdict
from reconcile.report.escape import code, emphasise, inline
from reconcile.report.layout import Index
from reconcile.report.limit import Block, Cut, fitting
from reconcile.report.positions import Places
from reconcile.report.reasons import reason
from reconcile.report.tables import table
from reconcile.report.terms import count

_MOST = 20  # lines of what is known, held back or to be tidied up: a reviewer looks for what is new
_WIDTH = 100  # characters of a claim that has been accepted before


def to_summary(outcome: Outcome) -> str:
    """Every finding has the anchor `f-<fingerprint>`. What no comment could hold is cut, with a note at the end."""
    cut = fitting(_blocks(outcome))
    note = [f"**Cut here: {_lost(cut)}. The other formats have everything.**"] if cut.short else []
    return "\n\n".join([*cut.kept, *note]) + "\n"


def _lost(cut: Cut) -> str:
    lost = Counter(noun for noun, _ in cut.lost if noun)
    return ", ".join(count(number, f"more {noun}") for noun, number in lost.items()) or "the rest"


def _blocks(outcome: Outcome) -> Iterator[Block]:
    yield Block(f"# {'Failed' if outcome.failed else 'Passed'}: {verdict(outcome)}")
    index, places = Index(outcome.report), Places(outcome.report)
    if outcome.new:
        yield Block("## New")
        rows = [_row(finding, index, places) for finding in outcome.new]
        yield Block(table(["Finding", "Claims"], rows), "new finding")
    known = [_line(finding, index) for finding in outcome.known]
    held = [f"{_line(item.finding, index)} — {inline(item.reason)}" for item in outcome.suppressed]
    notices = [f"{notice.concern.value}: {inline(notice.text)}" for notice in outcome.notices]
    yield from _list("Known", known, "known finding")
    yield from _list("Held back", held, "suppressed finding")
    yield from _list("To tidy up", notices, "notice")


def _row(finding: Finding, index: Index, places: Places) -> list[str]:
    head = [f"**{inline(headline(finding))}**", finding.severity.value, f"{finding.confidence:.2f}"]
    first = anchor(finding) + " · ".join([*head, code(finding.fingerprint)])
    if why := reason(finding, [index.claims[claim_id] for claim_id in finding.claim_ids]):
        first += f"<br>{inline(why)}"
    said = []
    for claim_id in finding.claim_ids:
        claim = index.claims[claim_id]
        marks = [(e.start - claim.start, e.end - claim.start) for e in telling(finding) if e.claim_id == claim_id]
        said.append(f"{code(str(places.of(claim)))}<br>{emphasise(claim.text, marks)}")
    return [first, "<br><br>".join(said)]


def _line(finding: Finding, index: Index) -> str:
    """A finding that somebody has seen before, in a line."""
    said = " / ".join(f"“{inline(_short(index.claims[claim_id].text))}”" for claim_id in finding.claim_ids)
    return f"{anchor(finding)}{inline(headline(finding))} {code(finding.fingerprint)}: {said}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1].rstrip()}…"


def _list(title: str, lines: list[str], noun: str) -> Iterator[Block]:
    if not lines:
        return
    yield Block(f"## {title}")
    rest = [f"and {len(lines) - _MOST} more"] if len(lines) > _MOST else []
    yield Block("\n".join(f"- {line}" for line in [*lines[:_MOST], *rest]), noun)
