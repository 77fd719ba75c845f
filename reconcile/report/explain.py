"""One finding in full: both claims in their articles, the rule, the values, the scores, and what would change it.

Everything is read off the finding's `signals`, whatever rules and scores the comparison puts there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reconcile.errors import InputError
from reconcile.models import Claim, Finding, Report, Time
from reconcile.report.altered import telling
from reconcile.report.check import headline
from reconcile.report.escape import one_line, visible
from reconcile.report.layout import Index
from reconcile.report.positions import Places
from reconcile.report.reasons import reason
from reconcile.report.terminal import SEVERITY_STYLE, words, written
from reconcile.report.terms import duration

_AROUND = 240  # characters of context on either side


def explain(report: Report, name: str, *, width: int = 100, color: bool = False) -> str:
    """Explain the finding with the id or fingerprint `name`; the beginning of a fingerprint will do if only one has it.

    Where the report's articles have their text, the claims are shown inside it, between » and «. Raises InputError if
    there is no such finding.
    """
    finding = find(report, name)
    return written(_Explained(report, finding).parts(), width=width, color=color)


def find(report: Report, name: str) -> Finding:
    """The finding with that id or fingerprint.

    Raises InputError if there is none, or if several fingerprints begin so.
    """
    exact = [finding for finding in report.findings if name in (finding.id, finding.fingerprint)]
    found = exact or [f for f in report.findings if len(name) >= 4 and f.fingerprint.startswith(name)]
    if len(found) == 1:
        return found[0]
    shown = one_line(name)
    if found:
        raise InputError(f"{shown}: {len(found)} findings begin so: give more of the fingerprint")
    some = ", ".join(finding.id for finding in report.findings[:5])
    hint = f"ids look like {some}" if some else "the report has no findings"
    raise InputError(f"{shown}: no finding has this id or fingerprint ({hint})")


class _Explained:
    def __init__(self, report: Report, finding: Finding) -> None:
        self.report, self.finding = report, finding
        self.index, self.places = Index(report), Places(report)
        self.claims = [self.index.claims[claim_id] for claim_id in finding.claim_ids]

    def parts(self) -> Iterator[RenderableType]:
        yield self._title()
        for claim in self.claims:
            yield from self._claim(claim)
        yield from _section("Rule", self._rule())
        yield from _section("Values", self._values())
        yield from _section("Scores", self._scores())
        yield from _section("What would have changed the verdict", self._turns())
        yield from _section("Rejected alternatives, nearest first", self._alternatives())
        yield from _section("Other findings about these claims", self._others())

    def _title(self) -> Text:
        finding = self.finding
        head = Text(headline(finding), SEVERITY_STYLE[finding.severity])
        head.append(
            f" · {finding.severity.value} · confidence {finding.confidence:.2f} · {finding.id} · {finding.fingerprint}",
            "not bold default",
        )
        why = one_line(reason(finding, self.claims))
        return head.append(f"\n{why}" if why else "", "not bold default")

    def _claim(self, claim: Claim) -> Iterator[RenderableType]:
        article = self.index.articles[claim.article_id]
        head = [self.index.names[article.id], str(self.places.of(claim)), article.published]
        yield Text("\n" + one_line(" · ".join(filter(None, head))), "bold")
        before, after = _context(article.text, claim)
        text = Text(before, "dim").append("»", "not dim bold")
        text.append_text(Text("", "not dim").append_text(words(claim, telling(self.finding), "bold underline")))
        text.append("«", "not dim bold").append(after)
        yield Padding(text, (0, 0, 0, 2))
        yield Padding(Text("\n".join(_traits(claim)), "dim"), (0, 0, 0, 2))

    def _rule(self) -> RenderableType | None:
        rule = self.finding.signals.get("rule")
        return Text(one_line(str(rule))) if rule else None

    def _values(self) -> RenderableType | None:
        levels, values = _mapping(self.finding.signals, "levels"), _mapping(self.finding.signals, "values")
        names = [name for name in {**levels, **values} if name in values or levels[name] != "missing"]
        if not names:
            return None
        table = Table(box=None, pad_edge=False, header_style="dim")
        for column in ("compared", "level", *(f"claim {i}" for i in range(1, len(self.claims) + 1))):
            table.add_column(column, overflow="fold")
        for name in names:
            sides = values.get(name)
            cells = [_plain(side) for side in sides] if isinstance(sides, list | tuple) else [_plain(sides)]
            table.add_row(Text(one_line(name)), Text(_plain(levels.get(name))), *map(Text, cells[: len(self.claims)]))
        return table

    def _scores(self) -> RenderableType | None:
        lines = []
        for name, score, threshold in _scored(self.finding.signals, "scores"):
            against = f", threshold {threshold:.2f} ({score - threshold:+.2f})" if threshold is not None else ""
            lines.append(f"{one_line(name).replace('_', ' ')}: {score:.2f}{against}")
        return Text("\n".join(lines)) if lines else None

    def _turns(self) -> RenderableType | None:
        lines = []
        for name, score, threshold in _scored(self.finding.signals, "scores"):
            if threshold is not None:
                setting = self._setting(threshold)
                where = f" (setting {setting})" if setting else ""
                said = one_line(name).replace("_", " ")
                lines.append(f"{said} below {threshold:.2f}, or a threshold above {score:.2f}{where}")
        rule = self.finding.signals.get("rule")
        if _mapping(self.finding.signals, "levels").get(str(rule)) == "differs":
            lines.append(f"values of the feature “{one_line(str(rule))}” that fit each other")
        return Text("\n".join(lines)) if lines else None

    def _setting(self, threshold: float) -> str | None:
        """The setting that holds the threshold: of those with its value the one named after the kind or the rule."""
        named = (self.finding.kind.value, str(self.finding.signals.get("rule")))
        same = [key for key, value in self.report.settings.items() if value == threshold and isinstance(value, float)]
        return next((key for name in named for key in same if key.startswith(name)), None)

    def _alternatives(self) -> RenderableType | None:
        near = sorted(
            _scored(self.finding.signals, "alternatives"),
            key=lambda item: (-(item[1] - (item[2] or 0.0)), item[0]),
        )
        lines = []
        for name, score, threshold in near:
            against = f", {'reached' if score >= threshold else 'missed'} {threshold:.2f}" if threshold else ""
            lines.append(f"{one_line(name).replace('_', ' ')}: {score:.2f}{against}")
        return Text("\n".join(lines)) if lines else None

    def _others(self) -> RenderableType | None:
        mine = set(self.finding.claim_ids)
        others = [f for f in self.report.findings if f is not self.finding and mine & set(f.claim_ids)]
        lines = [f"{f.id} {headline(f)}, {f.confidence:.2f}: {one_line(f.explanation)}" for f in others]
        return Text("\n".join(lines)) if lines else None


def _section(title: str, body: RenderableType | None) -> Iterator[RenderableType]:
    if body is not None:
        yield Text(f"\n{title}", "bold")
        yield Padding(body, (0, 0, 0, 2))


def _context(text: str, claim: Claim) -> tuple[str, str]:
    """What stands before and after the claim in its paragraph, shortened; nothing where the text is not at hand."""
    if text[claim.start : claim.end] != claim.text:
        return "", ""
    left, right = max(0, claim.start - _AROUND), claim.end + _AROUND
    before, after = text[left : claim.start], text[claim.end : right]
    paragraph, breaks, _ = after.partition("\n")
    _, line, tail = before.rpartition("\n")
    before = visible(" ".join(tail.split()))
    if left and not line:
        before = f"… {before}"
    after = visible(" ".join(paragraph.split()))
    if right < len(text) and not breaks:
        after = f"{after} …"
    return (f"{before} " if tail[-1:].isspace() else before), (f" {after}" if paragraph[:1].isspace() else after)


def _traits(claim: Claim) -> Iterator[str]:
    """What was read from the claim, each trait on a line."""
    if claim.speaker is not None:
        role = f", {claim.speaker.role}" if claim.speaker.role else ""
        yield one_line(f"said by {claim.speaker.name or claim.speaker.text}{role}")
    quoted = ", inside quotation marks" if claim.quoted else ""
    yield f"{claim.status.value}, {claim.polarity.value}{quoted}"
    for time in claim.times:
        yield one_line(f"time “{time.text}” read as {_time(time)}")
    for quantity in claim.quantities:
        span = (
            _plain(quantity.low)
            if quantity.low == quantity.high
            else f"{_plain(quantity.low)} to {_plain(quantity.high)}"
        )
        what = " ".join(filter(None, (quantity.unit, quantity.counted)))
        yield one_line(f"quantity “{quantity.text}” read as {span} {what}")


def _time(time: Time) -> str:
    if time.seconds is not None:
        return duration(*time.seconds, time.text)
    if time.first is None and time.last is None:
        return "unresolved"
    span = time.first if time.first == time.last else f"{time.first or '…'} to {time.last or '…'}"
    return f"{span} ({time.grain.value})"


def _mapping(signals: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = signals.get(key)
    return {str(name): item for name, item in value.items()} if isinstance(value, Mapping) else {}


def _scored(signals: Mapping[str, Any], key: str) -> Iterator[tuple[str, float, float | None]]:
    """(name, score, threshold or None) of each score; a score is a number, or a list of itself and its threshold."""
    for name, value in _mapping(signals, key).items():
        numbers = list(value) if isinstance(value, list | tuple) else [value]
        score, threshold = (*numbers, None, None)[:2]
        if isinstance(score, int | float):
            yield name, float(score), float(threshold) if isinstance(threshold, int | float) else None


def _plain(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:,.10g}" if isinstance(value, float) else one_line(str(value))
