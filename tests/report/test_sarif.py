"""SARIF against the schema of OASIS (`sarif-schema-2.1.0.json`: errata 01, unchanged)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from reconcile.models import Kind, Severity, Skipped
from reconcile.report import CHECK_RENDERERS
from reconcile.report.sarif import to_sarif
from tests.report.hostile import hostile
from tests.report.outcomes import outcome

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
SCHEMA = json.loads(Path(__file__).with_name("sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft4Validator(SCHEMA)


def run_of(checked):
    log = json.loads(to_sarif(checked))
    VALIDATOR.validate(log)
    return log["runs"][0]


def test_the_schema_is_no_rubber_stamp(two_articles):
    log = json.loads(to_sarif(outcome(two_articles())))
    log["runs"][0]["results"][0]["level"] = "grave"
    assert not VALIDATOR.is_valid(log)


def test_a_result_points_at_both_claims(seed_draft):
    run = run_of(outcome(seed_draft.report()))
    assert run["columnKind"] == "unicodeCodePoints"
    result = run["results"][0]
    (here,), (there,) = result["locations"], result["relatedLocations"]
    texts = {article.path: article.text for article in seed_draft.report().articles}
    for location, words in ((here, "On June 18, Blinken arrived"), (there, "US Secretary of State, Anthony")):
        physical = location["physicalLocation"]
        region = physical["region"]
        line = texts[physical["artifactLocation"]["uri"]].split("\n")[region["startLine"] - 1]
        assert region["startLine"] == region["endLine"]
        found = line[region["startColumn"] - 1 : region["endColumn"] - 1]
        assert found.startswith(words)
        assert found == region["snippet"]["text"]
    assert f"]({there['id']})" in result["message"]["text"]


def test_rules_explain_every_kind(two_articles):
    for kind in Kind:
        run = run_of(outcome(two_articles(kind=kind), policy=_about(kind)))
        result = run["results"][0]
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"] == kind.value
        assert len(rule["help"]["text"]) > 20


def _about(kind):
    from reconcile.gate import Policy

    return Policy(fail_on=[kind])


@pytest.mark.parametrize(
    ("severity", "level"), [(Severity.HIGH, "error"), (Severity.MEDIUM, "warning"), (Severity.LOW, "note")]
)
def test_severity_is_the_level(two_articles, severity, level):
    assert run_of(outcome(two_articles(severity=severity)))["results"][0]["level"] == level


def test_fingerprints_let_a_reader_follow_a_finding(two_articles):
    result = run_of(outcome(two_articles(fingerprint="abc")))["results"][0]
    assert result["partialFingerprints"] == {"reconcileFinding/v1": "abc"}


def test_known_findings_are_unchanged_and_suppressed_ones_are_left_out(seed_draft):
    run = run_of(outcome(seed_draft.report(), known=("0001",), suppressed=("0002",)))
    states = {r["partialFingerprints"]["reconcileFinding/v1"]: r["baselineState"] for r in run["results"]}
    assert states == {"0001": "unchanged", "0003": "new", "0004": "new"}


def test_nothing_found_is_a_valid_log_that_says_so(two_articles):
    run = run_of(outcome(two_articles(kind=Kind.AGREEMENT)))
    assert run["results"] == []
    assert run["invocations"][0]["exitCode"] == 0


def test_what_was_left_out_and_what_is_stale_is_told(draft):
    draft.skipped.append(Skipped(path="b.txt", reason="not UTF-8"))
    invocation = run_of(outcome(draft.report(), known=("gone",)))["invocations"][0]
    assert "b.txt" in invocation["toolExecutionNotifications"][0]["message"]["text"]
    assert "gone" in invocation["toolConfigurationNotifications"][0]["message"]["text"]


@pytest.mark.parametrize("path", ["news 1.txt", "a:b.txt", "50%.txt", "ä/北.txt", "../up.txt", "x#2.txt", "q?.txt"])
def test_any_path_is_a_valid_reference_that_reads_back(two_articles, path):
    from urllib.parse import unquote, urlsplit

    result = run_of(outcome(two_articles(a_fields={"path": path})))["results"][0]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    parts = urlsplit(uri)
    assert (parts.scheme, parts.query, parts.fragment) == ("", "", "")
    assert unquote(parts.path) == path


@pytest.mark.parametrize(("path", "line"), [("all.jsonl#17", 17), ("all.json#2", 1), ("page.html", 1)])
def test_articles_that_are_not_their_file_have_no_column(two_articles, path, line):
    result = run_of(outcome(two_articles(a_fields={"path": path})))["results"][0]
    physical = result["locations"][0]["physicalLocation"]
    assert "#" not in physical["artifactLocation"]["uri"]
    assert physical["region"] == {"startLine": line, "snippet": {"text": "The dam holds."}}


def test_text_makes_no_links_and_no_placeholders(two_articles):
    result = run_of(outcome(two_articles("[press](1) {0} here")))["results"][0]
    assert r"\[press\](1) {{0}} here" in result["message"]["text"]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hostile)
def test_hostile_text_leaves_the_log_valid_and_free_of_controls(two_articles, text):
    written = to_sarif(outcome(two_articles(f"x{text}y", explanation=text)))
    written.encode("utf-8")
    VALIDATOR.validate(json.loads(written))
    assert not set(json.dumps(json.loads(written), ensure_ascii=False)) & {"\x1b", "\u202e", "\x07"}


def test_a_finding_of_several_claims_relates_to_all(draft):
    for i in (1, 2, 3):
        draft.article(f"a{i}", f"The flood killed {i}0 people.")
    draft.finding(Kind.CONFLICT, [draft.claim(f"a{i}", f"The flood killed {i}0 people.") for i in (1, 2, 3)])
    result = run_of(outcome(draft.report()))["results"][0]
    assert [location["id"] for location in result["relatedLocations"]] == [1, 2]


def test_bytes_do_not_change(seed_draft):
    assert to_sarif(outcome(seed_draft.report())) == CHECK_RENDERERS["sarif"](outcome(seed_draft.report()))
