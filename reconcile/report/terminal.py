"""The report for a terminal: a table of the differences, what matters most first, and how much else there is."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reconcile.models import Claim, Evidence, Finding, Kind, Report, Severity
from reconcile.report.altered import telling
from reconcile.report.check import headline
from reconcile.report.escape import one_line, visible
from reconcile.report.layout import Index
from reconcile.report.positions import Places
from reconcile.report.reasons import reason
from reconcile.report.terms import DIFFERENCES, count

SEVERITY_STYLE = {Severity.HIGH: "bold red", Severity.MEDIUM: "yellow", Severity.LOW: "cyan"}


def to_terminal(report: Report, *, width: int = 100, color: bool = False) -> str:
    """The report in lines of at most `width` columns; with ANSI colours if `color`.

    Only escape codes of this module's own making reach the terminal: those in article text are shown, not sent.
    """
    return written([_differences(report), _rest(report)], width=width, color=color)


def written(parts: Iterable[RenderableType], *, width: int, color: bool) -> str:
    """What rich makes of the parts, as text; without trailing spaces."""
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
        _environ={},
    )
    console.print(Group(*parts))
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().split("\n")[:-1])


def words(claim: Claim, evidence: Iterable[Evidence], style: str = "bold") -> Text:
    """The claim on one line, the words that were compared in `style`."""
    text = Text()
    done = 0
    for start, end in sorted((e.start - claim.start, e.end - claim.start) for e in evidence if e.claim_id == claim.id):
        start, end = max(start, done), min(end, len(claim.text))
        if start < end:
            text.append(_spaced(claim.text[done:start])).append(_spaced(claim.text[start:end]), style)
            done = end
    return text.append(_spaced(claim.text[done:]))


def _differences(report: Report) -> RenderableType:
    index, places = Index(report), Places(report)
    found = [finding for finding in report.findings if finding.kind in DIFFERENCES]
    if not found:
        return Text("No differences." if report.findings else "No findings.")
    table = Table(show_lines=True, expand=True, header_style="bold")
    for title, ratio in (("Finding", 2), ("One article", 3), ("Another", 3)):
        table.add_column(title, ratio=ratio, overflow="fold")  # no letter is left out, however long the word
    for finding in sorted(found, key=index.weight):
        first, *others = [_side(index.claims[c], finding, index, places) for c in finding.claim_ids]
        table.add_row(_head(finding, index), first, Text("\n\n").join(others))
    return table


def _head(finding: Finding, index: Index) -> Text:
    style = SEVERITY_STYLE[finding.severity]
    text = Text(headline(finding), style)
    text.append(f"\n{finding.id} · {finding.severity.value} · {finding.confidence:.2f}", "dim")
    why = one_line(reason(finding, [index.claims[claim_id] for claim_id in finding.claim_ids]))
    return text.append(f"\n{why}" if why else "", "not bold default")


def _side(claim: Claim, finding: Finding, index: Index, places: Places) -> Text:
    article = index.articles[claim.article_id]
    day = f" · {article.day.isoformat()}" if article.day else ""
    text = Text(f"{one_line(index.names[article.id])}{day}\n", "bold")
    text.append_text(Text("", "not bold").append_text(words(claim, telling(finding), "bold underline")))
    place = one_line(str(places.of(claim)))
    return text.append(f"\n{place}", "not bold dim")


def _rest(report: Report) -> RenderableType:
    counts = Counter(finding.kind for finding in report.findings)
    said = [count(len(report.articles), "article"), count(len(report.claims), "claim")]
    said.append(count(counts[Kind.AGREEMENT], "agreement"))
    said.append(f"{count(counts[Kind.SINGLE_SOURCE], 'claim')} of one article only")
    lines = [f"{', '.join(said)}. reconcile explain ID tells more about a finding."]
    if report.skipped:
        lines.append(f"Left out: {', '.join(one_line(item.path) for item in report.skipped[:10])}" + _more(report))
    return Padding(Text("\n".join(lines)), (0, 0))


def _more(report: Report) -> str:
    return f" and {len(report.skipped) - 10} more" if len(report.skipped) > 10 else ""


def _spaced(text: str) -> str:
    """As `one_line`, but with a space left at the edges where there is white space."""
    line = " ".join(visible(text).split())
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and line else ""
    return f"{before}{line}{after}"
