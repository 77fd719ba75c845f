from __future__ import annotations

import datetime as dt

import pytest

from reconcile.gate import Policy, Suppression, check, update_baseline
from reconcile.gate.baseline import Baseline
from reconcile.models import Kind, Severity

TODAY = dt.date(2026, 1, 15)
ALL = Policy(fail_on="conflict,quote,status,framing")


def accepted(report, policy=ALL):
    return update_baseline(check(report, policy, today=TODAY), Baseline()).baseline


def held(**fields):
    return Suppression(**{"reason": "known to the desk"} | fields)


def test_an_unknown_conflict_fails(two_articles):
    outcome = check(two_articles(), Policy(), today=TODAY)
    assert outcome.failed
    assert [finding.kind for finding in outcome.new] == [Kind.CONFLICT]


@pytest.mark.parametrize(
    ("kind", "policy"),
    [
        (Kind.AGREEMENT, Policy()),
        (Kind.STATUS, Policy()),
        (Kind.CONFLICT, Policy(fail_on="quote")),
        (Kind.CONFLICT, Policy(fail_on="none")),
        (Kind.CONFLICT, Policy(min_severity="high")),
        (Kind.CONFLICT, Policy(min_confidence=0.9)),
    ],
)
def test_what_the_policy_is_not_about_passes(two_articles, kind, policy):
    report = two_articles(kind=kind, severity=Severity.MEDIUM, confidence=0.8)
    outcome = check(report, policy, today=TODAY)
    assert (outcome.failed, outcome.new, outcome.known) == (False, (), ())


def test_a_known_finding_passes_and_is_counted(seed_draft):
    report = seed_draft.report()
    outcome = check(report, ALL, baseline=accepted(report), today=TODAY)
    assert not outcome.failed
    assert len(outcome.known) == 4
    assert outcome.notices == ()


def test_only_what_is_not_in_the_baseline_fails(seed_draft):
    before = accepted(seed_draft.report())
    seed_draft.finding(Kind.QUOTE, list(seed_draft.claims)[:2], fingerprint="new1")
    outcome = check(seed_draft.report(), ALL, baseline=before, today=TODAY)
    assert [finding.fingerprint for finding in outcome.new] == ["new1"]


def test_a_baseline_entry_without_a_finding_is_stale_and_fails_nothing(two_articles):
    before = accepted(two_articles(fingerprint="gone", a="The dam holds."))
    outcome = check(two_articles(kind=Kind.AGREEMENT), Policy(), baseline=before, today=TODAY)
    assert not outcome.failed
    assert [notice.concern for notice in outcome.notices] == ["stale"]
    assert "gone" in outcome.notices[0].text
    assert "The dam holds." in outcome.notices[0].text


def test_an_entry_is_not_stale_because_the_policy_looks_elsewhere(two_articles):
    before = accepted(two_articles())
    assert check(two_articles(), Policy(fail_on="quote"), baseline=before, today=TODAY).notices == ()


def test_a_suppressed_finding_passes_with_its_reason(two_articles):
    outcome = check(two_articles(), Policy(), suppressions=[held(kind="conflict")], today=TODAY)
    assert not outcome.failed
    assert [item.reason for item in outcome.suppressed] == ["known to the desk"]
    assert outcome.notices == ()


def test_a_suppression_by_article_looks_at_either_side(two_articles):
    for path in ("a1.txt", "a2.txt"):
        assert not check(two_articles(), Policy(), suppressions=[held(article=path)], today=TODAY).failed
    assert check(two_articles(), Policy(), suppressions=[held(article="a3.txt")], today=TODAY).failed


def test_an_expired_suppression_holds_nothing_back_and_is_told(two_articles):
    old = held(kind="conflict", expires=dt.date(2026, 1, 14))
    outcome = check(two_articles(), Policy(), suppressions=[old], today=TODAY)
    assert outcome.failed
    assert [notice.concern for notice in outcome.notices] == ["expired"]
    assert "2026-01-14" in outcome.notices[0].text


def test_an_unused_suppression_is_told(two_articles):
    outcome = check(two_articles(), Policy(), suppressions=[held(kind="quote"), held(kind="conf*")], today=TODAY)
    assert [(notice.concern, "quote" in notice.text) for notice in outcome.notices] == [("unused", True)]


def test_two_suppressions_of_one_finding_are_both_used(two_articles):
    both = [held(kind="conflict", reason="one"), held(article="a1.*", reason="two")]
    outcome = check(two_articles(), Policy(), suppressions=both, today=TODAY)
    assert outcome.notices == ()
    assert [item.reason for item in outcome.suppressed] == ["one"]


def test_a_suppression_wins_over_the_baseline(two_articles):
    report = two_articles()
    outcome = check(report, Policy(), baseline=accepted(report), suppressions=[held(kind="*")], today=TODAY)
    assert (len(outcome.suppressed), len(outcome.known)) == (1, 0)


def test_what_matters_most_comes_first(seed_draft):
    outcome = check(seed_draft.report(), ALL, today=TODAY)
    assert [(f.kind.value, f.confidence) for f in outcome.new] == [
        ("conflict", 0.93),
        ("status", 0.81),
        ("framing", 0.7),
        ("framing", 0.66),
    ]


def test_the_order_of_the_findings_in_the_report_changes_nothing(seed_draft):
    report = seed_draft.report()
    turned = report.model_copy(update={"findings": report.findings[::-1]})
    assert check(report, ALL, today=TODAY).new == check(turned, ALL, today=TODAY).new
