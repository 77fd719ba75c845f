"""The report as one HTML file, for reading in a browser: no network, no other file, and no script needed to read it.

Article text is hostile. It reaches the page only through the templates' `{{ … }}`, where every string is first made
visible (`html_text.shown`) and then escaped. The page's policy allows its own two inline blocks by their hashes, so
that even text that came through could neither run nor load anything.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reconcile.models import Claim, Event, Finding, Kind, Report, Severity
from reconcile.report.html_findings import ArticleView, ClaimView, RowView, TopicView, Views
from reconcile.report.html_overview import HEAT_STEPS, Overview, overview
from reconcile.report.html_terms import STRENGTH, count, plain
from reconcile.report.html_text import anchor, shown
from reconcile.report.html_timeline import Moment, timeline
from reconcile.report.terms import DIFFERENCES, MEANING, kind_name

_TEMPLATES = "templates"


@dataclass(frozen=True)
class EventView:
    """`quiet` topics are covered by several articles, none of whose claims match; `alone` is what is left."""

    event: Event
    anchor: str
    overview: Overview
    timeline: tuple[Moment, ...]
    differing: tuple[TopicView, ...]
    agreed: tuple[TopicView, ...]
    quiet: tuple[TopicView, ...]
    alone: tuple[tuple[ArticleView, tuple[RowView, ...]], ...]


def render_html(report: Report) -> str:
    """A self-contained page. Every finding has the anchors `<id>` and `f-<fingerprint>`."""
    views = Views(report)
    style, script = _resource("style.css"), _resource("script.js")
    page = (
        _environment()
        .get_template("page.html")
        .render(
            report=report,
            title=_title(report.events),
            counts=_counts(report),
            articles=tuple(views.articles.values()),
            events=tuple(_events(views)) if report.findings else (),
            claims=tuple(_claims(views)) if not report.findings else (),
            style=Markup(style),  # noqa: S704 (own files, not articles)
            script=Markup(script),  # noqa: S704
            style_hash=_hash(style),
            script_hash=_hash(script),
        )
    )
    return page.rstrip("\n") + "\n"


def _events(views: Views) -> Iterable[EventView]:
    findings: dict[str, list[Finding]] = {event.id: [] for event in views.report.events}
    for finding in views.report.findings:
        findings[finding.event_id].append(finding)
    for event in views.report.events:
        yield _event(views, event, findings[event.id])


def _event(views: Views, event: Event, findings: Sequence[Finding]) -> EventView:
    topics = views.topics(event, findings)
    lonely = [topic for topic in topics if not (topic.differing or topic.agreed)]
    alone: dict[int, list[RowView]] = {}
    for topic in lonely:
        if len(topic.articles) == 1:
            alone.setdefault(topic.articles[0].number, []).extend(topic.alone)
    return EventView(
        event=event,
        anchor=f"event-{anchor(event.id)}",
        overview=overview(views, event, findings),
        timeline=timeline(views, event, findings),
        differing=tuple(topic for topic in topics if topic.differing),
        agreed=tuple(topic for topic in topics if topic.agreed and not topic.differing),
        quiet=tuple(topic for topic in lonely if len(topic.articles) > 1),
        alone=tuple(
            (article, tuple(sorted(alone[article.number], key=_place)))
            for article in views.articles.values()
            if article.number in alone
        ),
    )


def _place(row: RowView) -> tuple[int, int]:
    claim = row.sides[0].claims[0].claim
    return claim.start, claim.end


def _claims(views: Views) -> Iterable[tuple[ArticleView, tuple[ClaimView, ...]]]:
    """What extraction found, for a report that stops there."""
    said: dict[str, list[Claim]] = {}
    for claim in views.report.claims:
        said.setdefault(claim.article_id, []).append(claim)
    for article_id, claims in said.items():
        yield views.articles[article_id], tuple(views.claim(claim) for claim in claims)


def _title(events: Sequence[Event]) -> str:
    if len(events) == 1 and shown(events[0].label).strip():
        return events[0].label
    return count(len(events), "event") if events else "Report"


def _counts(report: Report) -> tuple[tuple[Kind, int], ...]:
    found = [finding.kind for finding in report.findings]
    return tuple((kind, found.count(kind)) for kind in Kind if kind in found)


def _hash(block: str) -> str:
    """What a Content-Security-Policy source lists to allow an inline block (CSP Level 3, section 2.3.1)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(block.encode()).digest()).decode("ascii")


@cache
def _resource(name: str) -> str:
    return resources.files(__package__ or "").joinpath(_TEMPLATES, name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__ or "", _TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "Kind": Kind,
        "severities": tuple(Severity),
        "strength": STRENGTH,
        "meaning": MEANING,
        "differences": DIFFERENCES,
        "heat_steps": HEAT_STEPS,
        "kind_name": kind_name,
        "count": count,
        "plain": plain,
    }
    return environment


def _visible(value: Any) -> Any:
    """What the templates put out, with text made visible; what is markup already stays as it is."""
    return value if hasattr(value, "__html__") else shown(str(value))
