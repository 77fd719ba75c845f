from __future__ import annotations

import datetime as dt
import json

import pytest

from reconcile.errors import InputError
from reconcile.gate import Policy, Suppression, check, parse_baseline, update_baseline, write_baseline
from reconcile.gate.baseline import Baseline
from reconcile.models import Kind

TODAY = dt.date(2026, 1, 15)
ALL = Policy(fail_on="conflict,quote,status,framing")


def update(report, old=None, policy=ALL, **how):
    return update_baseline(check(report, policy, today=TODAY, **how), old or Baseline())


def test_an_entry_says_what_it_is_about(two_articles):
    report = two_articles("The dam holds.", "The dam broke.", fingerprint="abc", aspect="polarity")
    data = json.loads(write_baseline(update(report).baseline))
    assert data == {
        "schema": "reconcile.baseline/1",
        "findings": [
            {
                "fingerprint": "abc",
                "kind": "conflict",
                "aspect": "polarity",
                "texts": ["The dam broke.", "The dam holds."],
            }
        ],
    }


def test_what_is_written_reads_back(seed_draft):
    made = update(seed_draft.report()).baseline
    assert parse_baseline(write_baseline(made), "b.json").fingerprints == made.fingerprints


def test_long_claims_are_shortened_to_one_line(two_articles):
    made = update(two_articles("word\n\n" * 200, "other " * 200)).baseline
    assert all(len(text) <= 120 and text.endswith("…") and "\n" not in text for text in made.findings[0].texts)


def test_entries_are_sorted_whatever_the_order_of_the_findings(seed_draft):
    report = seed_draft.report()
    turned = report.model_copy(update={"findings": report.findings[::-1], "claims": report.claims[::-1]})
    assert write_baseline(update(report).baseline) == write_baseline(update(turned).baseline)


def test_a_renamed_file_changes_no_byte(two_articles):
    before, after = two_articles(), two_articles(a_fields={"path": "renamed.txt"})
    assert write_baseline(update(before).baseline) == write_baseline(update(after).baseline)


def test_only_findings_the_policy_is_about_are_written(seed_draft):
    made = update(seed_draft.report(), policy=Policy()).baseline
    assert {entry.kind for entry in made.findings} == {Kind.CONFLICT}


def test_what_is_suppressed_is_not_written(two_articles):
    suppression = Suppression(kind="conflict", reason="for this week")
    assert update(two_articles(), suppressions=[suppression]).baseline.findings == ()


def test_an_update_counts_what_came_and_went(draft):
    draft.article("a1", "One. Two. Three.")
    draft.article("a2", "Four. Five.")
    claims = [draft.claim("a1", "One."), draft.claim("a2", "Four.")]
    for fingerprint in ("kept", "gone"):
        draft.finding(Kind.CONFLICT, claims, fingerprint=fingerprint)
    old = update(draft.report()).baseline
    draft.findings.pop()
    for fingerprint in ("came", "too"):
        draft.finding(Kind.CONFLICT, claims, fingerprint=fingerprint)
    made = update(draft.report(), old)
    assert (made.added, made.kept, made.removed) == (2, 1, 1)
    assert made.baseline.fingerprints == {"kept", "came", "too"}


def test_an_unchanged_report_leaves_the_file_as_it_is(seed_draft):
    first = update(seed_draft.report())
    again = update(seed_draft.report(), parse_baseline(write_baseline(first.baseline), "b.json"))
    assert write_baseline(again.baseline) == write_baseline(first.baseline)
    assert (again.added, again.removed) == (0, 0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"findings": []}',
        '{"schema": "reconcile.baseline/2", "findings": []}',
        '{"schema": "reconcile.baseline/1", "findings": [{"fingerprint": "a"}]}',
        '{"schema": "reconcile.baseline/1", "findings": [{"fingerprint": "a", "kind": "clash"}]}',
        '{"schema": "reconcile.baseline/1", "findings": {}}',
        '{"schema": "reconcile.report/1", "findings": []}',
    ],
)
def test_another_file_is_refused_by_name(text):
    with pytest.raises(InputError, match=r"known\.json: no baseline") as error:
        parse_baseline(text, "known.json")
    assert "\n" not in str(error.value)


def test_an_empty_baseline_is_one():
    assert parse_baseline(write_baseline(Baseline()), "b.json") == Baseline()


def test_half_a_character_does_not_stop_the_writing(two_articles):
    text = write_baseline(update(two_articles(a="half \ud83d of a pair")).baseline)
    assert "half" in text.encode("utf-8").decode("utf-8")
