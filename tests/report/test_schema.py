from __future__ import annotations

import json

import pytest

from reconcile.report import to_json
from reconcile.report.schema import report_schema

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
SCHEMA = json.loads(report_schema())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def test_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_a_report_is_valid(seed_draft):
    seed_draft.skipped.append({"path": "broken.txt", "reason": "no UTF-8"})
    VALIDATOR.validate(json.loads(to_json(seed_draft.report())))


def test_the_smallest_report_is_valid(draft):
    VALIDATOR.validate(json.loads(to_json(draft.report(events=()))))


def test_further_fields_are_allowed(two_articles):
    data = json.loads(to_json(two_articles()))
    data["more"] = data["claims"][0]["more"] = 1
    VALIDATOR.validate(data)


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ("articles", "path"),
        ("claims", "speaker"),
        ("findings", "fingerprint"),
        ("clusters", "topic"),
        ("events", "label"),
    ],
)
def test_a_missing_field_of_the_contract_is_found(two_articles, part, field):
    data = json.loads(to_json(two_articles()))
    del data[part][0][field]
    assert not VALIDATOR.is_valid(data)


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("findings", "kind", "clash"),
        ("findings", "severity", "grave"),
        ("findings", "confidence", "high"),
        ("claims", "start", "3"),
        ("claims", "quoted", None),
        ("articles", "published", 2023),
    ],
)
def test_a_wrong_value_is_found(two_articles, part, field, value):
    data = json.loads(to_json(two_articles()))
    data[part][0][field] = value
    assert not VALIDATOR.is_valid(data)


@pytest.mark.parametrize("schema", ["reconcile.report/2", None, 1])
def test_another_version_is_found(two_articles, schema):
    assert not VALIDATOR.is_valid(json.loads(to_json(two_articles())) | {"schema": schema})


def test_the_articles_text_is_not_part_of_it():
    assert "text" not in SCHEMA["$defs"]["Article"]["properties"]
    assert "text" in SCHEMA["$defs"]["Claim"]["properties"]
