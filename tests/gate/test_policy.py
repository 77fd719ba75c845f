from __future__ import annotations

import pytest
from pydantic import ValidationError

from reconcile.errors import ConfigError
from reconcile.gate.policy import Policy, read_gate
from reconcile.models import Kind, Severity


@pytest.mark.parametrize(
    ("value", "kinds"),
    [
        ("conflict", (Kind.CONFLICT,)),
        ("conflict, quote", (Kind.CONFLICT, Kind.QUOTE)),
        ("single_source,", (Kind.SINGLE_SOURCE,)),
        (["status", "framing"], (Kind.STATUS, Kind.FRAMING)),
        ("none", ()),
        ([], ()),
    ],
)
def test_kinds_come_as_a_list_or_with_commas(value, kinds):
    assert Policy(fail_on=value).fail_on == kinds


@pytest.mark.parametrize("value", ["conflicts", "conflict quote", "conflict,none", ["all"], 3, [None]])
def test_no_other_kind_is_taken(value):
    with pytest.raises(ValidationError):
        Policy(fail_on=value)


@pytest.mark.parametrize(
    "fields", [{"min_confidence": 1.1}, {"min_severity": "grave"}, {"max_skipped": -1}, {"fail": "conflict"}]
)
def test_no_senseless_policy_is_taken(fields):
    with pytest.raises(ValidationError):
        Policy(**fields)


@pytest.mark.parametrize(
    ("kind", "covered"),
    [(Kind.CONFLICT, True), (Kind.QUOTE, True), (Kind.STATUS, False), (Kind.AGREEMENT, False)],
)
def test_by_default_conflicts_and_altered_quotes_fail(two_articles, kind, covered):
    assert Policy().covers(two_articles(kind=kind).findings[0]) is covered


@pytest.mark.parametrize(
    ("least", "severity", "covered"),
    [
        (Severity.HIGH, Severity.HIGH, True),
        (Severity.HIGH, Severity.MEDIUM, False),
        (Severity.MEDIUM, Severity.HIGH, True),
        (Severity.MEDIUM, Severity.LOW, False),
        (Severity.LOW, Severity.LOW, True),
    ],
)
def test_severity_counts_from_the_least_upwards(two_articles, least, severity, covered):
    assert Policy(min_severity=least).covers(two_articles(severity=severity).findings[0]) is covered


@pytest.mark.parametrize(("confidence", "covered"), [(0.79, False), (0.8, True), (0.81, True)])
def test_confidence_at_the_least_is_enough(two_articles, confidence, covered):
    assert Policy(min_confidence=0.8).covers(two_articles(confidence=confidence).findings[0]) is covered


def test_the_order_of_the_kinds_changes_no_output():
    assert Policy(fail_on="quote,conflict").describe() == Policy(fail_on="conflict,quote").describe()


def test_a_settings_file_without_the_tables_is_fine():
    assert read_gate({"max_claims": 3}, "reconcile.toml") == ({}, ())


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"gate": "conflict"}, r"reconcile\.toml: gate: want a table"),
        ({"suppressions": {"kind": "x"}}, r"reconcile\.toml: suppressions"),
        ({"suppressions": [{"kind": "conflict"}]}, r"suppressions\[1\]\.reason"),
        ({"suppressions": [{"kind": "conflict", "reason": " "}]}, r"suppressions\[1\]\.reason"),
        ({"suppressions": [{"reason": "so"}]}, r"suppressions\[1\]: say what is suppressed"),
        ({"suppressions": [{"kind": "quote", "reason": "so"}, {"knd": "", "reason": "so"}]}, r"suppressions\[2\]"),
        ({"suppressions": [{"kind": "quote", "reason": "so", "expires": "soon"}]}, r"expires"),
    ],
)
def test_a_wrong_entry_is_named(table, told):
    with pytest.raises(ConfigError, match=told):
        read_gate(table, "reconcile.toml")
