from __future__ import annotations

import datetime as dt

import pytest

from reconcile.models import Kind, Time
from reconcile.report.html_findings import Views
from reconcile.report.html_terms import distance, period
from reconcile.report.html_timeline import Moment, timeline
from tests.report.conftest import Draft


def date(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2023-06-19", "2023-06-19", "19 June 2023"),
        ("2023-06-16", "2023-06-18", "16–18 June 2023"),
        ("2023-06-01", "2023-06-30", "June 2023"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2023-02-01", "2023-02-27", "1–27 February 2023"),
        ("2023-12-01", "2023-12-31", "December 2023"),
        ("9999-12-01", "9999-12-31", "December 9999"),
        ("2009-01-01", "2009-12-31", "2009"),
        ("2010-01-01", "2019-12-31", "2010–2019"),
        ("2023-06-26", "2023-07-02", "26 June 2023 – 2 July 2023"),
        ("2018-05-03", None, "since 3 May 2018"),
        (None, "2018-05-03", "until 3 May 2018"),
        (None, None, "undated"),
    ],
)
def test_a_period_is_named_in_the_shortest_words(first: str | None, last: str | None, words: str) -> None:
    assert period(date(first), date(last)) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 day"), (46, "46 days"), (70, "2 months"), (364, "12 months"), (366, "1 year"), (3200, "9 years")],
)
def test_a_distance_is_named_in_its_largest_unit(days: int, words: str) -> None:
    assert distance(days) == words


def moments(draft: Draft) -> tuple[Moment, ...]:
    report = draft.report()
    return timeline(Views(report), report.events[0], report.findings)


def dated(
    draft: Draft, article_id: str, words: str, time: str, first: str | None, last: str | None, kind: str = "point"
) -> str:
    claim_id = draft.claim(article_id, words)
    claim = draft.claims[claim_id]
    start = claim.start + words.index(time)
    found = Time(start=start, end=start + len(time), text=time, kind=kind, grain="day", first=first, last=last)
    draft.claims[claim_id] = claim.model_copy(update={"times": (*claim.times, found)})
    return claim_id


def test_claims_and_publications_stand_in_the_order_of_their_days(draft: Draft) -> None:
    draft.article("a1", "It fell on Tuesday. It rose on Monday.", published="2024-05-08", source="Post")
    dated(draft, "a1", "It fell on Tuesday.", "Tuesday", "2024-05-07", "2024-05-07")
    dated(draft, "a1", "It rose on Monday.", "Monday", "2024-05-06T08:00", "2024-05-06T11:59")
    found = moments(draft)
    assert [moment.label for moment in found] == ["6 May 2024", "7 May 2024", "8 May 2024"]
    assert [entry.hours for moment in found for entry in moment.entries] == ["08:00–11:59", "", ""]
    assert [piece.text for piece in found[0].entries[0].words if piece.marked] == ["Monday"]
    assert found[2].entries[0].words == ()


def test_a_long_gap_is_pointed_out_so_that_one_old_date_does_not_press_the_others_together(draft: Draft) -> None:
    draft.article("a1", "Since 2001. On Monday.")
    dated(draft, "a1", "Since 2001.", "2001", "2001-01-01", "2001-12-31")
    dated(draft, "a1", "On Monday.", "Monday", "2024-05-06", "2024-05-06")
    assert [(moment.label, moment.gap) for moment in moments(draft)] == [("2001", ""), ("6 May 2024", "23 years")]


def test_a_period_stands_before_the_days_in_it(draft: Draft) -> None:
    draft.article("a1", "On the first. In May.")
    dated(draft, "a1", "On the first.", "the first", "2024-05-01", "2024-05-01")
    dated(draft, "a1", "In May.", "May", "2024-05-01", "2024-05-31")
    assert [(moment.label, moment.is_period) for moment in moments(draft)] == [
        ("May 2024", True),
        ("1 May 2024", False),
    ]


@pytest.mark.parametrize(
    ("first", "last", "kind"),
    [
        (None, None, "point"),
        ("T05:10", "T05:10", "point"),
        ("2024-05-06", "2024-05-06", "duration"),
        ("no date", "2024-13-40", "point"),
    ],
)
def test_what_names_no_day_is_left_out(draft: Draft, first: str | None, last: str | None, kind: str) -> None:
    draft.article("a1", "It fell at five.", published="2024-05-08")
    dated(draft, "a1", "It fell at five.", "five", first, last, kind)
    assert moments(draft) == ()


def test_an_entry_leads_to_the_weightiest_finding_and_tells_a_disputed_time(draft: Draft) -> None:
    draft.article("a1", "It fell on Monday.")
    draft.article("a2", "It fell on Tuesday.")
    claims = [
        dated(draft, "a1", "It fell on Monday.", "Monday", "2024-05-06", "2024-05-06"),
        dated(draft, "a2", "It fell on Tuesday.", "Tuesday", "2024-05-07", None),
    ]
    draft.finding(Kind.AGREEMENT, claims)
    draft.finding(Kind.CONFLICT, claims, "time")
    entries = [entry for moment in moments(draft) for entry in moment.entries]
    assert [(entry.target, entry.disputed) for entry in entries] == [("f2", True)] * 2


def test_a_conflict_about_something_else_does_not_dispute_the_time(draft: Draft) -> None:
    draft.article("a1", "Forty fell on Monday.")
    draft.article("a2", "Fifty fell.")
    claims = [
        dated(draft, "a1", "Forty fell on Monday.", "Monday", "2024-05-06", "2024-05-06"),
        draft.claim("a2", "Fifty fell."),
    ]
    draft.finding(Kind.CONFLICT, claims, "number")
    assert not moments(draft)[0].entries[0].disputed
