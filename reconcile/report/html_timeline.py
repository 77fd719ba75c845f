"""Dated claims in the order of what they tell of, with the days on which the articles came out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reconcile.models import Claim, Event, Finding, Kind, Time
from reconcile.report.html_findings import ArticleView, Views
from reconcile.report.html_terms import distance, period
from reconcile.report.html_text import Piece, anchor, pieces

GAP = 45  # days without a claim that are pointed out

Days = tuple[dt.date | None, dt.date | None]


@dataclass(frozen=True)
class Entry:
    """What an article dates there; without `words` it is the article itself that came out."""

    article: ArticleView
    words: tuple[Piece, ...]
    hours: str
    target: str
    disputed: bool


@dataclass(frozen=True)
class Moment:
    label: str
    machine: str | None  # the value of <time datetime>, for single days
    is_period: bool
    gap: str  # the time since the moment before, where it is long
    entries: tuple[Entry, ...]


def timeline(views: Views, event: Event, findings: Sequence[Finding]) -> tuple[Moment, ...]:
    """The moments of an event. Times that could not be resolved, lengths and ages are left out."""
    entries: dict[Days, list[Entry]] = {}
    for article_id in event.article_ids:
        published = views.articles[article_id].article.day
        if published:
            entries.setdefault((published, published), []).append(Entry(views.articles[article_id], (), "", "", False))
    targets, disputed = _targets(views, findings), _disputed(findings)
    members = set(event.article_ids)
    claims = sorted((c for c in views.report.claims if c.article_id in members), key=views.index.place)
    for claim in claims:
        for time in claim.times:
            days = _days(time)
            if days is not None:
                entry = Entry(
                    views.articles[claim.article_id],
                    _words(claim, time),
                    _hours(time),
                    targets.get(claim.id, ""),
                    claim.id in disputed,
                )
                entries.setdefault(days, []).append(entry)
    if all(not entry.words for group in entries.values() for entry in group):
        return ()
    return tuple(_moments(entries))


def _moments(entries: dict[Days, list[Entry]]) -> Iterable[Moment]:
    before: dt.date | None = None
    for days in sorted(entries, key=_order):
        first, last = days
        start = first or last
        idle = (start - before).days if before and start else 0
        yield Moment(
            label=period(first, last),
            machine=first.isoformat() if first and first == last else None,
            is_period=first != last,
            gap=distance(idle) if idle > GAP else "",
            entries=tuple(entries[days]),
        )
        before = max(filter(None, (before, start)), default=None)


def _order(days: Days) -> tuple[object, ...]:
    """By the first day; longer periods before the days inside them."""
    first, last = days
    return (first or last or dt.date.min, -((last or dt.date.max) - (first or dt.date.min)).days)


def _days(time: Time) -> Days | None:
    if time.kind != "point" or not (time.first or time.last):
        return None
    first, last = _day(time.first), _day(time.last)
    return (first, last) if first or last else None


def _day(value: str | None) -> dt.date | None:
    """The day of an ISO 8601 date or date-time; None for an hour without a day."""
    if not value or value.startswith("T"):
        return None
    try:
        return dt.date.fromisoformat(value[:10])
    except ValueError:
        return None


def _hours(time: Time) -> str:
    hours = [value[11:16] if value and len(value) >= 16 else "" for value in (time.first, time.last)]
    return "–".join(dict.fromkeys(hours)) if all(hours) else ""


def _words(claim: Claim, time: Time) -> tuple[Piece, ...]:
    own = (0, len(claim.text))
    return pieces(claim.text, own, own, [(time.start - claim.start, time.end - claim.start)])


def _targets(views: Views, findings: Iterable[Finding]) -> dict[str, str]:
    """Claim id to the anchor of the weightiest finding about it."""
    targets: dict[str, str] = {}
    for finding in sorted(findings, key=views.index.weight):
        for claim_id in finding.claim_ids:
            targets.setdefault(claim_id, anchor(finding.id))
    return targets


def _disputed(findings: Iterable[Finding]) -> set[str]:
    return {i for f in findings if f.kind is Kind.CONFLICT and f.aspect == "time" for i in f.claim_ids}
